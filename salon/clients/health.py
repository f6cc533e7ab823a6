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
from salon.clients.health_kinds import NO, NUMBER, PLAIN, SKIP, UNSURE, YES, fits
from salon.clients.model import (
    HEALTH_WORDS,
    MEDICINE_WORDS,
    MEDICINES,
    BadField,
    ClientId,
    NotOnScale,
    NotWeeks,
    ToPick,
    UnknownField,
)
from salon.clients.operations import note_condition
from salon.clients.queries import health_answers, living
from salon.clients.tables import Client, ClientCondition, ClientFact
from salon.errors import TooLong
from salon.rights import Right
from salon.text import N_, _, listed
from salon.work import Work, needs

_LONGEST = 2_000


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
    it is ended where it stands, with its day. The weeks of a pregnancy note it with the
    day of birth expected, so that they move on by themselves (client-record 5); what is
    answered in words is read as all that is typed of health.

    Args:
        work: As ever.
        key: Whose.
        question: "q01".
        answer: "yes", "no", "unsure", "skip", or what was said.
        conditions: Which of those of the question.
        source: From whom.

    Raises:
        BadField: There is no such question, no such condition goes with it, or it is
            asked for weeks or a number of 0 to 10, and that is none.
        ToPick: Several conditions may be meant.
        TooLong: It is no answer any more.
        Missing: There is no such client.
    """
    key = living(work, key)
    work.get(Client, key)
    known = {one.ref: one for one in entries(work, Subject.HEALTH_QUESTION)}
    if question not in known:
        raise UnknownField(question, answer)
    said = " ".join(answer.split())
    if not said:
        raise BadField(question, answer)
    if len(said) > _LONGEST:
        raise TooLong(_(N_("The answer")), len(said), _LONGEST)
    kind = str(known[question].body.get("answer_type", ""))
    if not fits(kind, said):
        raise (NotWeeks if kind == NUMBER else NotOnScale)(question, answer)
    offered = str(known[question].body.get("condition_ids") or "").split()
    for one in conditions:
        if one not in offered:
            raise BadField(question, one)
    is_yes = said.lower() not in (NO, SKIP, "none", "0")
    meant = list(conditions) if is_yes else []
    if is_yes and not meant and offered:
        if len(offered) > 1 and said.lower() in (YES, UNSURE):
            names = {one.ref: one for one in entries(work, Subject.HEALTH_CONDITION)}
            told = [f"{names[o].names} ({o})" if o in names else o for o in offered]
            raise ToPick(question, tuple(offered), listed(told))
        meant = offered[:1] if said.lower() in (YES, UNSURE) else []
    for one in meant:
        note_condition(work, key, one, is_confirmed=said.lower() != UNSURE)
    if kind == NUMBER and is_yes and said.lower() not in PLAIN:
        _note_weeks(work, key, said)
    asked = select(ClientFact).where(
        ClientFact.client_id == key, ClientFact.field == question
    )
    row = work.session.scalars(asked).one_or_none()
    if row is None:
        row = ClientFact(client_id=key, field=question)
        work.session.add(row)
    elif question in HEALTH_WORDS and row.value != said:
        place = MEDICINES if question in MEDICINE_WORDS else "notes"
        work.record(events.HealthTextChanged(key, place, row.value, said))
    row.value, row.on, row.source, row.is_confirmed = said, work.today, source, True
    stand(work, key, [question], source=source)
    work.session.flush()
    if _is_whole(work, key):
        stand(work, key, ["health_questionnaire"], source=source)
    work.record(events.HealthAnswered(key, question))


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
