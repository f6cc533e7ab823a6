"""A client answers: what was said is kept, and somebody acts on it."""

import json
from collections.abc import Mapping
from contextlib import suppress
from random import SystemRandom
from secrets import token_hex
from typing import Any

from sqlalchemy import select

from salon.aftercare.model import THANKS, Outcome
from salon.aftercare.promising import promise_call
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.queries import terms
from salon.clients.model import ClientId
from salon.clients.queries import living, reaches
from salon.clients.reach import CHANNELS, Purpose
from salon.clients.refusals import wish_silence
from salon.clients.tables import Client
from salon.complaints.model import Level, Source
from salon.complaints.operations import open_complaint
from salon.complaints.queries import complaint as complaint_card
from salon.complaints.saying import in_hand
from salon.complaints.tables import Complaint
from salon.courses.tables import Course
from salon.errors import Missing
from salon.feedback.asking import (
    BadAnswer,
    checked,
    questionnaires,
)
from salon.feedback.model import How
from salon.loyalty.model import LOSS_WORDS, NotLost
from salon.loyalty.operations import explain_loss
from salon.loyalty.queries import standings
from salon.rights import Right
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.surveys import events
from salon.surveys.calling import end_call, owe_calls, spoken_with
from salon.surveys.codes import is_code, new_code, plain
from salon.surveys.model import (
    ANSWERED,
    APART,
    COMPLAINT,
    COURSE_END,
    LOST,
    OF_EVENTS,
    AlreadyAnswered,
    AskedBefore,
    AskedByHandler,
    AskId,
    AskState,
    MayNotBeAsked,
    NoSuchCode,
    NoSuchSurvey,
    NothingAnswered,
    RoundIsOver,
    SurveyIsOff,
    Told,
    Way,
)
from salon.surveys.queries import expected_of
from salon.surveys.reasons import loss_of
from salon.surveys.tables import NamelessAnswer, SurveyAnswer, SurveyAsk, SurveyRound
from salon.surveys.verdict import (
    AGAIN,
    REASONS,
    STAY_AWAY,
    Verdict,
    recommends,
    verdict,
)
from salon.text import N_, _
from salon.work import Work, needs

_SPOKEN = (How.DESK, How.CALL)  # somebody of the team asks
_COMING = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED)
_FIELD = 14  # days within which a client is rung for a short survey


@needs(Right.CALL)
def prepare(
    work: Work,
    kind: str,
    client_id: int,
    subject: int = 0,
    part: int = 0,
    *,
    by_phone: bool = False,
) -> AskId:
    """Let a client be asked after a course, a complaint, or why she comes less.

    What was prepared and not answered yet is it again, not a second one.

    Args:
        work: As ever.
        kind: Of `OF_EVENTS`.
        client_id: Who.
        subject: The course or the complaint it is about.
        part: Of a course: 1 a month after its end.
        by_phone: Let it be asked in a call.

    Raises:
        NoSuchSurvey: It is none of these.
        SurveyIsOff: The salon has switched it off.
        MayNotBeAsked: The client wants no surveys.
        AskedBefore: Within a month, or what is asked once.
        Missing: There is no such client, course or complaint.
    """
    if kind not in OF_EVENTS:
        raise NoSuchSurvey(kind[:40], ", ".join(OF_EVENTS))
    names = questionnaires()[kind].names
    if kind in premises(work).surveys_off:
        raise SurveyIsOff(str(names))
    client = work.lock(Client, living(work, ClientId(client_id)))
    about = _subject(work, kind, client.id, subject)
    reach = reaches(work, [client.id])[client.id]
    if not any(reach.may(Purpose.SURVEY, way) for way in CHANNELS):
        raise MayNotBeAsked(client.name)
    hers = select(SurveyAsk).where(SurveyAsk.client_id == client.id)
    for one in work.session.scalars(hers).all():
        is_same = (
            one.kind == kind
            and one.part == part
            and about
            in (
                one.course_id,
                one.complaint_id,
            )
        )
        if is_same and one.state is AskState.OPEN:
            if by_phone and one.call_id is None:
                one.call_id = _rung(work, client.id, str(names))
                work.record(events.ClientAsked(one.id, client.id))
            return one.id
        is_once = one.kind == kind and (kind == LOST or is_same)
        if is_once or one.on > work.today - APART:
            raise AskedBefore(client.name)
    standing = standings(work, [client.id]).get(client.id)
    taken = set(work.session.scalars(select(SurveyAsk.code)))
    row = work.add(
        SurveyAsk(
            round_id=None,
            kind=kind,
            client_id=client.id,
            code=new_code(SystemRandom(), taken),
            way=Way.INTERVIEW if by_phone else Way.PAPER,
            abc=standing.abc.value if standing is not None else "",
            rhythm=standing.state.value if standing is not None else "",
            staff_id=standing.staff_id if standing is not None else None,
            on=work.today,
            due=work.today,
            state=AskState.OPEN,
            call_id=_rung(work, client.id, str(names)) if by_phone else None,
            course_id=about if kind == COURSE_END else None,
            complaint_id=about if kind == COMPLAINT else None,
            part=part,
        )
    )
    work.record(events.ClientAsked(row.id, client.id))
    return row.id


@needs(Right.CALL)
def answer(
    work: Work,
    code: str,
    answers: Mapping[str, str],
    how: How = How.PAPER,
    *,
    is_nameless: bool = False,
) -> Told:
    """Keep what somebody answered, and let it lead on.

    A low score opens a complaint of level one with the client's own words; a praise
    brings a thank-you. Without a name nothing follows: the answers are kept apart, and
    the row of the sample says only that somebody answered.

    Args:
        work: As ever.
        code: Of the form, as it is printed on it.
        answers: By question id, see `salon.feedback.asking.checked`.
        how: How it was told.
        is_nameless: The client does not want to be named.

    Raises:
        NoSuchCode: The code was never given out, or typed wrongly.
        AlreadyAnswered: It was entered before.
        RoundIsOver: Its round is closed.
        AskedByHandler: Who handled a complaint asks how it was handled.
        NothingAnswered, BadAnswer: Of the answers.
    """
    row = _row_of(work, code)
    if row.state in ANSWERED:
        raise AlreadyAnswered(row.code)
    if row.round_id is not None:
        of = work.get(SurveyRound, row.round_id)
        if of.closed is not None:
            raise RoundIsOver(of.title)
    if how in _SPOKEN:
        _not_by_handler(work, row)
    said = _read(work, row.kind, answers)
    if is_nameless:
        return _nameless(work, row, said)
    return _named(work, row, said, how)


@needs(Right.CALL)
def decline(work: Work, key: AskId) -> None:
    """Note that a client does not want to answer; nobody asks again in this round.

    Raises:
        AlreadyAnswered: She has.
        Missing: Nobody is asked under that number.
    """
    row = work.get(SurveyAsk, key)
    if row.state in ANSWERED:
        raise AlreadyAnswered(row.code)
    row.state = AskState.DECLINED
    end_call(work, row.call_id)
    work.record(events.SurveyDeclined(row.id, row.client_id))


def _row_of(work: Work, code: str) -> SurveyAsk:
    digits = plain(code)
    row = None
    if is_code(digits):
        found = select(SurveyAsk).where(SurveyAsk.code == digits)
        row = work.session.scalars(found).first()
    if row is None:
        raise NoSuchCode(code[:40])
    return work.lock(SurveyAsk, row.id)


def _subject(work: Work, kind: str, client_id: int, subject: int) -> int | None:
    """Return what it is about; another client's is none."""
    if kind == LOST:
        return None
    about: Any = work.get(Course if kind == COURSE_END else Complaint, subject)
    if about.client_id != client_id:
        raise Missing("Course" if kind == COURSE_END else "Complaint", subject)
    return int(about.id)


def _rung(work: Work, client_id: int, name: str) -> int | None:
    said = _(N_("Ask the questions of “{survey}” in this call"))
    until = work.today.fromordinal(work.today.toordinal() + _FIELD)
    ways = reaches(work, [client_id])
    calls = owe_calls(work, [client_id], ways, said.format(survey=name), until)
    return calls.get(client_id)


def _not_by_handler(work: Work, row: SurveyAsk) -> None:
    if row.complaint_id is None or work.by.id is None:
        return
    case = work.get(Complaint, row.complaint_id)
    if work.by.id in (case.owner_id, case.closed_by):
        raise AskedByHandler(work.get(StaffMember, work.by.id).name)


def _read(work: Work, kind: str, answers: Mapping[str, str]) -> dict[str, str]:
    of = questionnaires()[kind]
    said: dict[str, str] = {}
    for key, given in answers.items():
        question = of.question(key)
        if question is None:
            known = ", ".join(one.id for one in of.questions)
            raise BadAnswer(key, str(given), known)
        text = str(given).strip()
        if text:
            said[key] = checked(question, text, lambda: _people(work))
    if not said:
        raise NothingAnswered
    return said


def _people(work: Work) -> list[int]:
    return [one.id for one in team(work, everyone=True)]


def _nameless(work: Work, row: SurveyAsk, said: Mapping[str, str]) -> Told:
    row.state = AskState.NAMELESS
    work.session.add(
        NamelessAnswer(
            token=token_hex(16),
            kind=row.kind,
            round_id=row.round_id,
            answers=_kept(said),
            recommends=recommends(row.kind, said),
        )
    )
    end_call(work, row.call_id)
    work.record(events.AnsweredNameless(row.id))
    return Told()


def _named(work: Work, row: SurveyAsk, said: Mapping[str, str], how: How) -> Told:
    row.state = AskState.ANSWERED
    made = work.add(
        SurveyAnswer(
            ask_id=row.id,
            round_id=row.round_id,
            kind=row.kind,
            client_id=row.client_id,
            how=how,
            at=work.now,
            answers=_kept(said),
            recommends=recommends(row.kind, said),
            abc=row.abc,
            about_id=row.staff_id,
            staff_id=work.by.id if how is not How.SCREEN else None,
        )
    )
    work.record(events.SurveyAnswered(made.id, row.client_id))
    names = [one.name for one in team(work)]
    found = verdict(row.kind, said, names)
    complaint = thanks = None
    if found.is_low:
        complaint = _listen(work, row, said, found)
    if how is How.CALL:
        outcome = Outcome.UNHAPPY if found.is_low else Outcome.WELL
        spoken_with(
            *(work, row.client_id, row.call_id, outcome, found.words, complaint)
        )
    else:
        end_call(work, row.call_id)
    if found.is_praise:
        thanks = _thank(work, row.client_id, found)
    silent, loss = _lost(work, row, said) if row.kind == LOST else (False, "")
    in_words = ""
    if complaint is not None:
        in_words = in_hand(complaint_card(work, complaint).line)
    expected = None
    if row.course_id is not None:
        expected = expected_of(work, row.course_id)
    return Told(made.id, complaint, in_words, thanks, expected, silent, loss)


def _kept(said: Mapping[str, str]) -> str:
    return json.dumps(dict(said), ensure_ascii=False, sort_keys=True)


def _listen(work: Work, row: SurveyAsk, said: Mapping[str, str], found: Verdict) -> Any:
    question = questionnaires()[row.kind].question(found.lowest)
    assert question is not None
    words = found.words
    if not words:
        keys = said[found.lowest]
        if question.options:
            keys = str(question.options[int(keys)])
        words = f"{question.names} {keys}"
    return open_complaint(
        work,
        row.client_id,
        words=words,
        level=Level.TOLD_US,
        cause=found.cause if found.cause in terms(work, "complaint_cause") else "",
        source=Source.SCORE,
        expected=found.expected,
    )


def _thank(work: Work, client_id: int, found: Verdict) -> int | None:
    words = _(N_("Thank you for the kind words"))
    if found.named:
        said = _(N_("Thank you for the praise, also from {name}"))
        words = said.format(name=found.named)
    return promise_call(work, client_id, words, step=THANKS)


def _comes(work: Work, client_id: int) -> bool:
    """Return whether a visit is booked: classes may be of yesterday."""
    coming = select(Appointment.id).where(
        Appointment.client_id == client_id,
        Appointment.day >= work.today,
        Appointment.status.in_(_COMING),
    )
    return work.session.scalar(coming.limit(1)) is not None


def _lost(work: Work, row: SurveyAsk, said: Mapping[str, str]) -> tuple[bool, str]:
    """Keep why she comes less, and leave her alone if she wants it."""
    loss = ""
    if REASONS in said:
        places = [int(one) for one in said[REASONS].split(",")]
        question = questionnaires()[LOST].question(REASONS)
        assert question is not None
        member = None
        if row.staff_id is not None:
            member = work.get(StaffMember, row.staff_id)
        reason = loss_of(places, has_left=member is not None and not member.is_active)
        words = ", ".join(str(question.options[place]) for place in places)
        if not _comes(work, row.client_id):
            with suppress(NotLost):  # she is in time again: nothing is lost
                explain_loss(work, row.client_id, reason, words)
                loss = _(LOSS_WORDS[reason])
    is_silent = said.get(AGAIN) == STAY_AWAY
    if is_silent:
        wish_silence(work, row.client_id)
    return is_silent, loss
