"""What staff say of words that were typed, and of signs on the chart."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from salon.catalogue.model import NotFound, Subject
from salon.catalogue.queries import has_entry
from salon.catalogue.tables import Entry
from salon.clients.events import ClientsMerged, HealthTextChanged
from salon.clients.model import BadField, ClientId
from salon.clients.queries import living
from salon.clients.tables import Allergy, Client
from salon.errors import SalonError, TooLong
from salon.rights import Right
from salon.safety import events
from salon.safety.substances import substance
from salon.safety.tables import TypedAnswer
from salon.safety.understanding import Said
from salon.safety.vocabulary import Place, fold
from salon.text import N_, _
from salon.work import Work, needs

LONGEST = 200  # letters of a word
SHORTEST = 2  # one that is taught: a single one stands in every second text
CHART = "chart"  # the place of what is said of a sign, as `facts` reads it


@dataclass(eq=False)
class TooShort(SalonError):
    """A word is to be taught that stands in too many others."""

    word: str

    text = N_(
        "“{word}” is too short: it would be found in many other words. "
        "Teach a word of two characters or more."
    )


@needs(Right.FILE)
def answer_word(
    work: Work,
    key: ClientId,
    place: str,
    word: str,
    answer: str,
    conditions: Sequence[str] = (),
    ended_on: date | None = None,
) -> None:
    """Note what a word that was typed into her file means; a later answer replaces it.

    Args:
        work: As ever.
        key: The client.
        place: Where it was typed: medications, allergies or notes.
        word: As typed.
        answer: means (then *conditions*), harmless, not_her or ended.
        conditions: What it means, by reference ids.
        ended_on: Its last day, where it is over.

    Raises:
        BadField: A place, word, answer, condition or day that is none.
        Missing: There is no such client.
    """
    key = living(work, key)
    work.get(Client, key)
    where, folded = _place(place), _word(word)
    if answer not in tuple(Said):
        raise BadField("answer", answer)
    if answer == Said.MEANS and not conditions:
        raise BadField("conditions", "")
    if ended_on is not None and ended_on > work.today:
        raise BadField("ended_on", ended_on.isoformat())
    _check(work, conditions)
    rows = list(work.session.scalars(_answered(key, where, folded)))
    row = rows[-1] if rows else TypedAnswer(client_id=key, place=where, word=folded)
    row.answer, row.on = answer, work.today
    row.conditions = " ".join(dict.fromkeys(conditions))
    row.ended_on = ended_on if answer == Said.ENDED else None
    row.staff_id = work.by.id
    for old in rows[:-1]:  # two files that were joined had one each
        work.session.delete(old)
    work.add(row)
    work.record(events.WordAnswered(int(key)))


@needs(Right.FILE)
def take_back_answer(work: Work, key: ClientId, place: str, word: str) -> None:
    """Let a word of her file mean again what it means to everybody; raises NotFound."""
    key = living(work, key)
    rows = list(work.session.scalars(_answered(key, _place(place), _word(word))))
    if not rows:
        raise NotFound(_("answer"), word)
    for row in rows:
        work.session.delete(row)
    work.record(events.AnswerTakenBack(int(key)))


@needs(Right.FILE)
def note_sign_gone(
    work: Work, client_id: ClientId, sign: str, on: date | None = None
) -> None:
    """Note that a sign on her chart is gone, or that a doctor has seen it.

    What is charted on a later day stands again.

    Args:
        work: As ever.
        client_id: The client.
        sign: Reference id of skin_conditions.
        on: Since when; today if nothing is said.

    Raises:
        BadField: There is no such sign, or the day is to come.
        Missing: There is no such client.
    """
    key = living(work, client_id)
    work.get(Client, key)
    if not has_entry(work, Subject.SKIN_CONDITION, sign):
        raise BadField("sign", sign)
    day = on or work.today
    if day > work.today:
        raise BadField("ended_on", day.isoformat())
    rows = list(work.session.scalars(_answered(key, CHART, sign)))
    row = rows[-1] if rows else TypedAnswer(client_id=key, place=CHART, word=sign)
    row.answer, row.conditions = Said.ENDED, ""
    row.on, row.ended_on, row.staff_id = work.today, day, work.by.id
    for old in rows[:-1]:  # two files that were joined had one each
        work.session.delete(old)
    work.add(row)
    work.record(events.SignGone(int(key)))


@needs(Right.MANAGE)
def teach_word(
    work: Work, word: str, conditions: Sequence[str] = (), place: str | None = None
) -> None:
    """Teach a word of the salon's own, for every file; without conditions: harmless.

    It replaces a shipped word that is written alike, and what was taught before.

    Raises:
        BadField: A word, condition or place that is none.
        TooShort: A word of one letter or one sign.
    """
    where = _place(place) if place else ""
    said = " ".join(word.split())
    folded = _word(said)
    if sum(one.isalnum() for one in folded) < SHORTEST:
        raise TooShort(said)
    _check(work, conditions)
    ref = f"{where or 'any'}:{folded}"
    body = {"conditions": list(dict.fromkeys(conditions)), "place": where or None}
    row = work.session.scalars(_taught(ref)).one_or_none()
    if row is None:
        row = Entry(subject=Subject.TYPED_WORD, ref=ref, sort=0, origin="")
    row.en = row.zh_hans = row.zh_hant = said
    row.body = json.dumps(body, ensure_ascii=False)
    work.add(row)
    work.record(events.WordTaught())


@needs(Right.MANAGE)
def forget_word(work: Work, word: str, place: str | None = None) -> None:
    """Forget a word that was taught; raises NotFound, BadField."""
    ref = f"{(_place(place) if place else '') or 'any'}:{_word(' '.join(word.split()))}"
    row = work.session.scalars(_taught(ref)).one_or_none()
    if row is None:
        raise NotFound(_("word"), word)
    work.session.delete(row)
    work.record(events.WordForgotten())


def _answered(key: ClientId, place: str, word: str) -> Select[TypedAnswer]:
    c = TypedAnswer
    asked = select(c).where(c.client_id == key, c.place == place, c.word == word)
    return asked.order_by(c.id)


def _taught(ref: str) -> Select[Entry]:
    return select(Entry).where(Entry.subject == Subject.TYPED_WORD, Entry.ref == ref)


def _place(said: str) -> Place:
    try:
        return Place(said)
    except ValueError as error:
        raise BadField("place", said) from error


def _word(said: str) -> str:
    folded = fold(said)
    if not any(one.isalnum() for one in folded):
        raise BadField("word", said)
    if len(folded) > LONGEST:
        raise TooLong(_(N_("The word")), len(folded), LONGEST)
    return folded


def _check(work: Work, conditions: Sequence[str]) -> None:
    for one in conditions:
        if not has_entry(work, Subject.HEALTH_CONDITION, one):
            raise BadField("conditions", one)


def forget_answers(work: Work, event: HealthTextChanged) -> None:
    """Let an answer go with the line it was given to: another text is asked anew."""
    stays = set(event.after.splitlines())
    gone = [fold(one) for one in event.before.splitlines() if one not in stays]
    left = [fold(one) for one in stays & set(event.before.splitlines())]
    asked = select(TypedAnswer).where(
        TypedAnswer.client_id == event.client_id, TypedAnswer.place == event.place
    )
    for row in work.session.scalars(asked):
        was_there = any(row.word in line for line in gone)
        if was_there and not any(row.word in line for line in left):
            work.session.delete(row)


def ask_again(work: Work, event: ClientsMerged) -> None:
    """Let no answer of one file silence what stands in the other.

    What somebody said is harmless, over or somebody else's is asked anew of the file
    that two became; what words mean stays.
    """
    asked = select(TypedAnswer).where(
        TypedAnswer.client_id == event.kept_id, TypedAnswer.answer != Said.MEANS.value
    )
    for row in work.session.scalars(asked):
        work.session.delete(row)


def one_allergy_each(work: Work, event: ClientsMerged) -> None:
    """Let nothing be asked that the other file knew, by whatever name.

    What is not confirmed goes beside the same that is, or was first; what somebody
    told of it stays.
    """
    asked = select(Allergy).where(Allergy.client_id == event.kept_id)
    known = set[str]()
    for row in sorted(work.session.scalars(asked), key=_unsure):
        name = substance(row.substance)
        is_bare = not (row.reaction or row.severity or row.since)
        if name in known and not row.is_confirmed and is_bare:
            work.session.delete(row)
        known.add(name)


def _unsure(row: Allergy) -> tuple[bool, bool, int]:
    return not row.is_confirmed, not (row.reaction or row.severity), row.id
