"""What is done with survey rounds: drawn, closed, reported, and what is promised."""

from datetime import date, timedelta
from random import Random

from sqlalchemy import select

from salon.clients.queries import reaches
from salon.feedback.asking import questionnaires
from salon.rights import Right
from salon.settings.queries import premises
from salon.staff.tables import StaffMember
from salon.surveys import events
from salon.surveys.calling import end_call, owe_calls
from salon.surveys.codes import new_code
from salon.surveys.model import (
    AGAIN,
    FIELD_WEEKS,
    OF_ROUNDS,
    AskState,
    BadSize,
    DayIsPast,
    Drawing,
    NeedsWords,
    NobodyToAsk,
    NoSuchSurvey,
    RoundId,
    RoundIsOpen,
    RoundPromiseId,
    SurveyIsOff,
    Way,
)
from salon.surveys.periods import months_after
from salon.surveys.queries import candidates
from salon.surveys.sampling import draw
from salon.surveys.tables import SurveyAsk, SurveyPromise, SurveyRound
from salon.text import N_, _
from salon.work import Work, needs

MOST_WEEKS = 26
LONGEST = 2_000  # letters
LONGEST_TITLE = 120


@needs(Right.MANAGE)
def draw_round(
    work: Work,
    kind: str = OF_ROUNDS[0],
    title: str = "",
    *,
    size: int | None = None,
    seed: int = 1,
    weeks: int = FIELD_WEEKS,
) -> Drawing:
    """Begin a round: draw its sample, keep it, and owe the calls of its interviews.

    All A clients are asked in person, and a tenth of the others; the rest on paper or
    on the screen. A smaller sample is balanced by class and therapist.

    Args:
        work: As ever.
        kind: Which questionnaire.
        title: "" is its name and the year.
        size: How many at most; None: everybody who came within a year.
        seed: Of chance; the same one draws the same sample.
        weeks: Of field time.

    Raises:
        NoSuchSurvey: It is none that is asked in rounds.
        SurveyIsOff: The salon has switched it off.
        RoundIsOpen: One of its kind is still being answered.
        BadSize: Of a size or weeks that cannot be.
        NobodyToAsk: Nobody came, or nobody may be asked.
    """
    if kind not in OF_ROUNDS:
        raise NoSuchSurvey(kind[:40], ", ".join(OF_ROUNDS))
    names = questionnaires()[kind].names
    if kind in premises(work).surveys_off:
        raise SurveyIsOff(str(names))
    if size is not None and size < 1:
        raise BadSize(str(size))
    if not 1 <= weeks <= MOST_WEEKS:
        raise BadSize(str(weeks))
    is_open = select(SurveyRound.title).where(
        SurveyRound.kind == kind, SurveyRound.closed.is_(None)
    )
    there = work.session.scalar(is_open.limit(1))
    if there is not None:
        raise RoundIsOpen(there)
    people, left_out, has_classes = candidates(work)
    drawn = draw(people, seed, size)
    if not drawn:
        raise NobodyToAsk
    until = work.today + timedelta(weeks=weeks)
    usual = f"{names} {work.today.year}"
    row = work.add(
        SurveyRound(
            kind=kind,
            title=title.strip()[:LONGEST_TITLE] or usual,
            opened=work.today,
            until=until,
            closed=None,
            seed=seed,
            size=size,
            has_classes=has_classes,
            changed="",
            staff_id=work.by.id,
        )
    )
    spoken = [one.who.client_id for one in drawn if one.way is Way.INTERVIEW]
    ways = reaches(work, spoken)
    said = _(N_("Interview for “{title}”: ask its questions in this call"))
    Random(f"calls {seed}").shuffle(spoken)
    calls = owe_calls(work, spoken, ways, said.format(title=row.title), until)
    taken = set(work.session.scalars(select(SurveyAsk.code)))
    chance = Random(f"codes {seed} {row.id}")
    rows = []
    for one in drawn:
        code = new_code(chance, taken)
        taken.add(code)
        rows.append(
            {
                "round_id": row.id,
                "kind": kind,
                "client_id": one.who.client_id,
                "code": code,
                "way": one.way,
                "abc": one.who.abc,
                "rhythm": one.who.state,
                "staff_id": one.who.staff_id or None,
                "on": work.today,
                "due": until,
                "state": AskState.OPEN,
                "call_id": calls.get(one.who.client_id),
                "course_id": None,
                "complaint_id": None,
                "part": 0,
            }
        )
    work.add_many(SurveyAsk, rows)
    work.record(events.RoundOpened(row.id))
    return Drawing(row.id, len(drawn), len(spoken), len(calls), has_classes, left_out)


@needs(Right.MANAGE)
def close_round(work: Work, key: RoundId) -> None:
    """End a round: no more answers are taken, and the calls that wait are dropped.

    Ending it twice is ending it once. Raises Missing.
    """
    row = work.get(SurveyRound, key)
    if row.closed is not None:
        return
    row.closed = work.today
    waiting = select(SurveyAsk.call_id).where(
        SurveyAsk.round_id == key,
        SurveyAsk.state == AskState.OPEN,
        SurveyAsk.call_id.is_not(None),
    )
    for call_id in work.session.scalars(waiting).all():
        end_call(work, call_id)
    work.record(events.RoundClosed(key))


@needs(Right.MANAGE)
def note_changed(work: Work, key: RoundId, words: str) -> None:
    """Keep what we changed because of a round; it stands on its report.

    Raises:
        Missing: There is no such round.
    """
    row = work.get(SurveyRound, key)
    row.changed = words.strip()[:LONGEST]
    work.record(events.RoundChanged(key))


@needs(Right.MANAGE)
def promise_after(
    work: Work, key: RoundId, words: str, staff_id: int, due: date
) -> RoundPromiseId:
    """Keep what is promised after a round: what, by whom, until when.

    Half a year later it comes back by itself, unless it was kept.

    Raises:
        NeedsWords: Nothing is promised.
        DayIsPast: For a day that is over.
        Missing: There is no such round or colleague.
    """
    row = work.get(SurveyRound, key)
    said = words.strip()[:LONGEST]
    if not said:
        raise NeedsWords
    if due < work.today:
        raise DayIsPast(due)
    made = work.add(
        SurveyPromise(
            round_id=row.id,
            words=said,
            staff_id=work.get(StaffMember, staff_id).id,
            due=due,
            again=months_after(work.today, AGAIN),
            done=None,
        )
    )
    work.record(events.RoundChanged(key))
    return made.id


@needs(Right.CALL)
def keep_promise(work: Work, key: RoundPromiseId) -> None:
    """Note that what was promised after a round is kept; raises Missing."""
    row = work.get(SurveyPromise, key)
    row.done = row.done or work.today
    work.record(events.RoundChanged(row.round_id))
