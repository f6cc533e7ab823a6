"""What is hoped for before a visit, how it was, and who acts on it."""

import json
from collections.abc import Mapping

from sqlalchemy import select

from salon.aftercare.model import THANKS
from salon.aftercare.promising import promise_call
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.complaints.model import ComplaintId, Level, Source
from salon.complaints.operations import open_complaint
from salon.complaints.queries import complaint as complaint_card
from salon.complaints.saying import in_hand
from salon.feedback import events
from salon.feedback.asking import checked
from salon.feedback.model import (
    CSAT,
    GAP,
    HOPED,
    LONGEST,
    TEXT,
    WHO,
    AlreadyTold,
    BadAnswer,
    FeedbackId,
    How,
    NoScore,
    NotYet,
    Told,
    TooLate,
    is_low,
    is_praise,
    questions,
)
from salon.feedback.tables import Feedback, Hope
from salon.rights import Right
from salon.staff.queries import team
from salon.text import N_, _
from salon.work import Work, needs

_OVER = (Status.COMPLETED, Status.LEFT)
_BEFORE = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED)
_NO_LONGER = (Status.CANCELLED, Status.MISSED)


@needs(Right.CALL)
def note_hope(work: Work, appointment_id: int, score: int, words: str = "") -> None:
    """Keep what is hoped of a visit, 0 to 10, asked before it begins.

    Asked again it is the new answer. It is what the score is held against later, and
    what a complaint about expectation shows.

    Raises:
        TooLate: It is over, or was called off.
        BadAnswer: The score is none.
        Missing: There is no such visit.
    """
    visit = work.get(Appointment, appointment_id)
    if visit.status not in _BEFORE:
        raise TooLate
    if score not in HOPED:
        raise BadAnswer(_(N_("what is hoped for")), str(score), "0–10")
    asked = select(Hope).where(Hope.appointment_id == visit.id)
    row = work.session.scalars(asked).first()
    if row is None:
        row = work.add(
            Hope(
                client_id=visit.client_id,
                appointment_id=visit.id,
                score=score,
                words="",
                at=work.now,
                staff_id=None,
            )
        )
    row.score, row.words = score, words.strip()[:LONGEST]
    row.at, row.staff_id = work.now, work.by.id
    work.record(events.HopeTold(visit.client_id))


@needs(Right.CALL)
def note_feedback(
    work: Work,
    appointment_id: int,
    answers: Mapping[str, str],
    how: How = How.DESK,
) -> Told:
    """Keep how a visit was, and let it lead on.

    A low score opens a complaint of level one with the client's own words; full marks
    bring the client a thank-you, and whoever was named hears of it (`pass_on`).

    Args:
        work: As ever.
        appointment_id: Of which visit.
        answers: By question id (`questions`): 1 to 5; -2 to 2; a member of staff by
            number; the number of an option from 0; words.
        how: How it was told.

    Raises:
        NotYet: The visit is not over.
        AlreadyTold: It was told before.
        NoScore, BadAnswer: Of the answers.
        Missing: There is no such visit.
    """
    visit = work.get(Appointment, appointment_id)
    if visit.status not in _OVER:
        raise NotYet
    told = select(Feedback.id).where(Feedback.appointment_id == visit.id)
    if work.session.scalar(told) is not None:
        raise AlreadyTold
    said = _read(work, answers)
    csat, gap = int(said[CSAT]), int(said[GAP]) if GAP in said else None
    praised = int(said[WHO]) if WHO in said else None
    words = said.get(TEXT, "").strip()[:LONGEST]
    row = work.add(
        Feedback(
            client_id=visit.client_id,
            appointment_id=visit.id,
            at=work.now,
            how=how,
            csat=csat,
            gap=gap,
            answers=json.dumps(said, ensure_ascii=False, sort_keys=True),
            words=words,
            praised_id=praised,
            passed_on_at=None,
            staff_id=work.by.id if how is not How.SCREEN else None,
        )
    )
    complaint = thanks = None
    if is_low(csat, gap):
        complaint = _listen(work, row, visit)
    elif is_praise(csat, gap):
        thanks = _thank(work, row, visit)
    work.record(events.FeedbackGiven(row.id, visit.client_id))
    in_words = ""
    if complaint is not None:
        in_words = in_hand(complaint_card(work, complaint).line)
    return Told(row.id, complaint, in_words, thanks)


@needs(Right.CALL)
def pass_on(work: Work, key: FeedbackId) -> None:
    """Note that whoever was praised has heard of it; raises Missing."""
    row = work.get(Feedback, key)
    row.passed_on_at = work.now
    work.record(events.PraisePassedOn(key))


def _listen(work: Work, row: Feedback, visit: Appointment) -> ComplaintId:
    hope = work.session.scalars(
        select(Hope).where(Hope.appointment_id == visit.id)
    ).first()
    said = row.words or _(N_("{score} of 5, without a word")).format(score=row.csat)
    is_gap = row.gap is not None and row.gap < 0 and row.csat > 2
    return open_complaint(
        work,
        row.client_id,
        words=said,
        appointment_id=visit.id,
        level=Level.TOLD_US,
        cause="expectation_gap" if is_gap else "",
        source=Source.SCORE,
        promised=hope.words if hope is not None else "",
        expected=hope.score if hope is not None else None,
    )


def _thank(work: Work, row: Feedback, visit: Appointment) -> int | None:
    people = {one.id: one.name for one in team(work, everyone=True)}
    named = people.get(row.praised_id, "")  # type: ignore[call-overload]
    said = _(N_("Thank you for the praise, also from {name}")) if named else ""
    words = said.format(name=named) or _(N_("Thank you for the kind words"))
    return promise_call(work, row.client_id, words, step=THANKS)


def _read(work: Work, answers: Mapping[str, str]) -> dict[str, str]:
    known = {one.id: one for one in questions()}
    said: dict[str, str] = {}
    for key, answer in answers.items():
        question = known.get(key)
        if question is None:
            raise BadAnswer(key, answer, ", ".join(known))
        text = str(answer).strip()
        if text:
            said[key] = checked(question, text, lambda: _people(work))
    if CSAT not in said:
        raise NoScore
    return said


def _people(work: Work) -> list[int]:
    return [one.id for one in team(work, everyone=True)]
