"""How the team is: asked every two weeks, nameless, and answered point by point."""

import json
from collections.abc import Mapping
from datetime import date
from secrets import token_hex

from sqlalchemy import select

from salon.feedback.asking import BadAnswer, checked, questionnaires
from salon.rights import Right
from salon.settings.queries import premises
from salon.staff.tables import StaffMember
from salon.surveys import events
from salon.surveys.model import (
    PULSE,
    DayIsPast,
    NeedsWords,
    NobodyAtDesk,
    NothingAnswered,
    PulseAnswered,
    PulsePointId,
    SurveyIsOff,
)
from salon.surveys.model import PointAnswered as AnsweredAlready
from salon.surveys.periods import period_of
from salon.surveys.tables import PulseAnswer, PulseMark, RaisedPoint
from salon.work import Work, needs

YES, NO = "yes", "no"
LONGEST = 2_000  # letters


@needs(Right.CALL, Right.TREAT)
def answer_pulse(work: Work, staff_id: int | None, answers: Mapping[str, str]) -> None:
    """Keep how one of the team is, in a way that nobody can tell whose it is.

    Nothing of it reaches the history, which would say who did it and when: no event is
    recorded, so no action is written. That she has answered is kept beside, by period,
    without a time; the answers have a drawn key. Let `Salon.do_by_itself` carry it out.

    Args:
        work: As ever.
        staff_id: Who answers; only to be asked once.
        answers: By question id.

    Raises:
        SurveyIsOff: The salon has switched it off.
        NobodyAtDesk: Nobody is signed in, or not of the team.
        PulseAnswered: She has answered in this period.
        NothingAnswered, BadAnswer: Of the answers.
    """
    of = questionnaires()[PULSE]
    here = premises(work)
    if PULSE in here.surveys_off:
        raise SurveyIsOff(str(of.names))
    if staff_id is None:
        raise NobodyAtDesk
    who = work.lock(StaffMember, staff_id)
    if not who.is_active:
        raise NobodyAtDesk
    first, _last = period_of(work.today, here.pulse_days)
    there = select(PulseMark.staff_id).where(
        PulseMark.first == first, PulseMark.staff_id == staff_id
    )
    if work.session.scalar(there) is not None:
        raise PulseAnswered
    said: dict[str, str] = {}
    for key, given in answers.items():
        question = of.question(key)
        if question is None:
            known = ", ".join(one.id for one in of.questions)
            raise BadAnswer(key, str(given), known)
        if text := str(given).strip():
            said[key] = checked(question, text)
    if not said:
        raise NothingAnswered
    kept = json.dumps(said, ensure_ascii=False, sort_keys=True)
    work.session.add(PulseAnswer(token=token_hex(16), first=first, answers=kept))
    work.session.add(PulseMark(first=first, staff_id=staff_id))
    work.session.flush()


@needs(Right.MANAGE)
def raise_point(work: Work, words: str, first: date | None = None) -> PulsePointId:
    """Take up a point of the team, so that it gets an answer everybody can read.

    Args:
        work: As ever.
        words: What it is about, as the manager puts it: not who said it.
        first: The first day of the period in which it came up; None: today's.

    Raises:
        NeedsWords: It says nothing.
    """
    said = words.strip()[:LONGEST]
    if not said:
        raise NeedsWords
    began = first or period_of(work.today, premises(work).pulse_days)[0]
    row = work.add(
        RaisedPoint(
            first=began,
            words=said,
            answer="",
            why="",
            staff_id=None,
            due=None,
            answered=None,
        )
    )
    work.record(events.PointRaised(row.id))
    return row.id


@needs(Right.MANAGE)
def answer_point(
    work: Work,
    key: PulsePointId,
    is_yes: bool,
    why: str = "",
    due: date | None = None,
    *,
    seen: int | None = None,
) -> None:
    """Answer a point of the team: yes and until when, or no and why.

    Args:
        work: As ever.
        key: Which point.
        is_yes: Whether it is done.
        why: What is done, or why not; of a no it must be said.
        due: Until when; of a yes.
        seen: The version on the screen.

    Raises:
        NeedsWords: A no without a reason.
        DayIsPast: For a day that is over.
        AnsweredAlready: Somebody else has.
        Missing, EditedElsewhere: See `Work.get`.
    """
    row = work.get(RaisedPoint, key, seen=seen)
    if row.answer and row.staff_id != work.by.id:
        by = work.get(StaffMember, row.staff_id).name if row.staff_id else ""
        raise AnsweredAlready(by)
    said = why.strip()[:LONGEST]
    if not is_yes and not said:
        raise NeedsWords
    if due is not None and due < work.today:
        raise DayIsPast(due)
    row.answer = YES if is_yes else NO
    row.why, row.due = said, due if is_yes else None
    row.staff_id, row.answered = work.by.id, work.today
    work.record(events.PointAnswered(row.id))
