"""The health questions, as they were answered, and what an answer leaves behind."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select

from salon.catalogue.model import Subject
from salon.catalogue.queries import entries
from salon.clients import events
from salon.clients.answering import stand
from salon.clients.fullness import State
from salon.clients.gestation import PREGNANT, TERM, read_weeks
from salon.clients.health_kinds import (
    NOES,
    NUMBER,
    ONLY_AFTER,
    PLAIN,
    SCALE,
    UNSURE,
    YES,
    answer_in,
)
from salon.clients.model import (
    HEALTH_WORDS,
    MEDICINE_WORDS,
    MEDICINES,
    BadField,
    ClientId,
    NotOnScale,
    NotWeeks,
    NotYesOrNo,
    ToPick,
    UnknownField,
)
from salon.clients.operations import note_condition, take_back_condition
from salon.clients.queries import health_answers, living
from salon.clients.tables import Client, ClientCondition, ClientFact
from salon.errors import TooLong
from salon.rights import Right
from salon.text import N_, _, listed
from salon.work import Work, needs

_LONGEST = 2_000
_UNFIT: dict[str, type[BadField]] = {NUMBER: NotWeeks, SCALE: NotOnScale}


@needs(Right.FILE)
def answer_health(
    work: Work,
    key: ClientId,
    question: str,
    answer: str,
    conditions: Sequence[str] = (),
    *,
    source: str = "client",
) -> None:
    """Keep what was answered to one health question.

    A yes notes the condition that goes with it; where several may be meant, who asks
    says which. "Unsure" counts as a yes until it is cleared. A no leaves what is known:
    it is ended where it stands, with its day (`HealthAnswer.stands`); only what the
    same question noted today, by a slip, goes with it. The weeks of a pregnancy note
    it with the day of birth expected, so that they move on by themselves (client-record
    5); what is answered in words is read as all that is typed of health.

    Args:
        work: As ever.
        key: Whose.
        question: "q01".
        answer: "yes", "no", "unsure", "skip", or what was said.
        conditions: Which of those of the question.
        source: From whom.

    Raises:
        BadField: There is no such question, no such condition goes with it, or that
            is no answer to it (NotYesOrNo, NotWeeks, NotOnScale).
        ToPick: Several conditions may be meant.
        TooLong: It is no answer any more.
        Missing: There is no such client.
    """
    key = living(work, key)
    work.get(Client, key)
    known = {one.ref: one for one in entries(work, Subject.HEALTH_QUESTION)}
    if question not in known:
        raise UnknownField(question, answer)
    if not answer.strip():
        raise BadField(question, answer)
    if (long := len(" ".join(answer.split()))) > _LONGEST:
        raise TooLong(_(N_("The answer")), long, _LONGEST)
    kind = str(known[question].body.get("answer_type", ""))
    if (said := answer_in(kind, answer)) is None:
        raise _UNFIT.get(kind, NotYesOrNo)(question, answer)
    offered = str(known[question].body.get("condition_ids") or "").split()
    for one in conditions:
        if one not in offered:
            raise BadField(question, one)
    is_yes = said not in NOES
    meant = list(conditions) if is_yes else []
    if is_yes and not meant and offered:
        if len(offered) > 1 and said in (YES, UNSURE):
            names = {one.ref: one for one in entries(work, Subject.HEALTH_CONDITION)}
            told = [f"{names[o].names} ({o})" if o in names else o for o in offered]
            raise ToPick(question, tuple(offered), listed(told))
        meant = offered[:1] if said in (YES, UNSURE) else []
    for one in meant:
        note_condition(work, key, one, is_confirmed=said != UNSURE)
    if not is_yes:
        _take_back_slip(work, key, question, offered)
    _keep(work, key, question, said, source)
    if kind == NUMBER and is_yes and said not in PLAIN:
        _note_weeks(work, key, said)
        _keep(work, key, ONLY_AFTER[question], YES, source)  # so much is said with it
    work.session.flush()
    if _is_whole(work, key):
        stand(work, key, ["health_questionnaire"], source=source)
    work.record(events.HealthAnswered(key, question))


def _fact(work: Work, key: ClientId, question: str) -> ClientFact | None:
    asked = select(ClientFact).where(
        ClientFact.client_id == key, ClientFact.field == question
    )
    return work.session.scalars(asked).one_or_none()


def _keep(work: Work, key: ClientId, question: str, said: str, source: str) -> None:
    row = _fact(work, key, question)
    if row is None:
        row = ClientFact(client_id=key, field=question)
        work.session.add(row)
    elif question in HEALTH_WORDS and row.value != said:
        place = MEDICINES if question in MEDICINE_WORDS else "notes"
        work.record(events.HealthTextChanged(key, place, row.value, said))
    row.value, row.on, row.source, row.is_confirmed = said, work.today, source, True
    stand(work, key, [question], source=source)


def _take_back_slip(
    work: Work, key: ClientId, question: str, offered: Sequence[str]
) -> None:
    """Take off what a yes of today has noted, before it was a no."""
    later = [one for one, before in ONLY_AFTER.items() if before == question]
    weeks = [row for one in later if (row := _fact(work, key, one)) is not None]
    asked = [*weeks, *filter(None, [_fact(work, key, question)])]
    slipped = [one for one in asked if one.on == work.today and one.value not in NOES]
    for row in weeks:  # nobody counts the weeks of no pregnancy
        work.session.delete(row)
    if not slipped:
        return
    meant = {*offered, *(PREGNANT if set(offered) & set(PREGNANT) else ())}
    c = ClientCondition
    noted = select(c.id).where(
        *(c.client_id == key, c.condition.in_(meant), c.since == work.today),
        *(c.until.is_(None), c.note == "", c.zones == ""),
    )
    for one in work.session.scalars(noted).all():
        take_back_condition(work, one)


def _note_weeks(work: Work, key: ClientId, said: str) -> None:
    days = read_weeks(said)
    if not days:
        return
    expected = work.today + timedelta(days=TERM - days)
    c = ClientCondition
    asked = select(c.condition).where(
        c.client_id == key, c.condition.in_(PREGNANT), c.until.is_(None)
    )
    noted = set(work.session.scalars(asked))
    for one in sorted(noted) or PREGNANT[:1]:  # none of them stays behind the weeks
        note_condition(work, key, one, expected_on=expected)


def _is_whole(work: Work, key: ClientId) -> bool:
    """Return whether all is answered that is asked at the first visit."""
    first = [one for one in health_answers(work, key) if one.ask_at == "visit1"]
    done = (State.ANSWERED, State.DECLINED)
    return bool(first) and all(State(one.state) in done for one in first)
