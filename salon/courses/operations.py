"""What staff do with courses, and what follows by itself."""

from datetime import date

from sqlalchemy import select

from salon.appointments.events import TreatmentCompleted
from salon.appointments.tables import Appointment
from salon.catalogue.model import ServiceCard, ServiceId
from salon.catalogue.queries import service as service_card
from salon.clients.consents import read_signature
from salon.clients.model import ClientId
from salon.clients.queries import client_line, living, namesakes
from salon.clients.tables import Client
from salon.courses.events import (
    CourseSold,
    SessionTaken,
    SessionTakenBack,
    SlipPrinted,
    SlipSigned,
)
from salon.courses.model import (
    FROZEN,
    FROZEN_UNTIL,
    ON_GOING,
    ON_PAPER,
    OVER,
    BadCourse,
    CourseKind,
    NamesakeAsks,
    NoCourse,
    NoReason,
    NoSignature,
    NotOfThisCourse,
    NotOpen,
    NotThatWay,
    Offer,
    RedemptionId,
    TakenAlready,
    WhichCourse,
)
from salon.courses.selling import begin
from salon.courses.tables import Course, CourseHolder, Redemption
from salon.courses.taking import (
    frozen_courses,
    give_back,
    holds,
    is_frozen,
    is_used_up,
    nothing_left,
    open_courses,
    take,
    title_of,
    visit_taken,
)
from salon.ledger.model import Account, Kind
from salon.ledger.posting import post
from salon.money import Money
from salon.plans.tables import PlanSession
from salon.rights import Right
from salon.text import listed
from salon.work import Work, needs


@needs(Right.PLAN)
def sell_course(
    work: Work,
    client_id: ClientId,
    service: ServiceCard,
    sessions: int,
    price: Money,
    *,
    expires: date | None = None,
    list_unit: Money | None = None,
) -> int:
    """Note a course that was paid for without a bill; the books say it was brought.

    Args:
        work: As ever.
        client_id: Whose it is.
        service: What it is of.
        sessions: How many.
        price: What was paid for all of them.
        expires: The last day it is good; None: it does not end.
        list_unit: The list price of one then; None: as it stands now.

    Raises:
        BadCourse: No session, or a price below zero.
    """
    offer = Offer(
        CourseKind.SESSIONS,
        (service.id,),
        sessions,
        service.price if list_unit is None else list_unit,
        months=0,
    )
    if price.minor < 0:
        raise BadCourse("price", str(price))
    key = begin(
        work,
        client_id,
        offer,
        price=price,
        unpaid=Money(),
        line_id=None,
        staff_id=work.by.id,
    )
    course = work.get(Course, key)
    course.expires_on = expires
    post(
        *(work, Kind.OPENING, Account.OPENING, Account.COURSE, price),
        client_id=course.client_id,
        course_id=key,
    )
    work.record(CourseSold(key, course.client_id))
    return key


def redeem(work: Work, event: TreatmentCompleted) -> None:
    """Take one session off the course that is meant for a visit, if there is one.

    That is the course of the plan whose session it was; then what ends first, the
    client's own before what the family shares.
    """
    if visit_taken(work, event.appointment_id) is not None:
        return
    client_id = ClientId(event.client_id)
    found = open_courses(work, client_id, event.service_id)
    if not found:
        return
    visit = work.get(Appointment, event.appointment_id)
    its = select(PlanSession.plan_id).where(PlanSession.appointment_id == visit.id)
    plans = set(work.session.scalars(its)) if any(c.plan_id for c in found) else set()
    for one in sorted(found, key=lambda one: one.plan_id not in plans):
        course = work.lock(Course, one.id)
        taken = take(
            *(work, course, visit.service_id, visit.price),
            appointment_id=visit.id,
            staff_id=visit.staff_id,
            client_id=client_id,
        )
        if taken is not None:
            return


@needs(Right.BOOK)
def redeem_by_hand(
    work: Work,
    client_id: ClientId,
    *,
    course_id: int | None = None,
    service_id: int | None = None,
    appointment_id: int | None = None,
    staff_id: int | None = None,
    digits: str = "",
) -> RedemptionId:
    """Take one session from a course, for a visit or without one.

    Args:
        work: As ever.
        client_id: Who had the treatment.
        course_id: Which course; None: the only one that will do.
        service_id: What was given; None: what the visit, or the course, is of.
        appointment_id: The visit, if there is one.
        staff_id: Who gave it; None: whose visit it was, or whoever acts.
        digits: The last four of the telephone number, where a namesake exists.

    Raises:
        NamesakeAsks: There is a namesake, and the digits are missing or wrong.
        WhichCourse, NoCourse: Several courses will do, or none.
        NotOfThisCourse: It is not for this service or this client.
        NotOpen: It is frozen or over.
        NothingLeft: Somebody had the last of it: who, and when.
        TakenAlready: The visit was taken from a course before.
    """
    client_id = living(work, client_id)
    work.get(Client, client_id)
    _ask_for_digits(work, client_id, digits)
    visit = None
    if appointment_id is not None:
        visit = work.get(Appointment, appointment_id)
        if service_id is None:
            service_id = visit.service_id
        if (before := visit_taken(work, visit.id)) is not None:
            its = work.get(Course, before.course_id)
            raise TakenAlready(before.number, title_of(work, its))
        if staff_id is None:
            staff_id = visit.staff_id
    course = _chosen(work, client_id, course_id, service_id)
    if service_id is None:
        service_id = course.service_id
    price = (
        service_card(work, ServiceId(service_id)).price
        if visit is None
        else visit.price
    )
    taken = take(
        *(work, course, service_id, price),
        appointment_id=appointment_id,
        staff_id=work.by.id if staff_id is None else staff_id,
        client_id=client_id,
    )
    if taken is None:
        raise nothing_left(work, course)
    work.record(SessionTaken(taken.id, course.id, client_id))
    return taken.id


def _ask_for_digits(work: Work, client_id: ClientId, digits: str) -> None:
    if not namesakes(work, client_id):
        return
    line = client_line(work, client_id)
    said = "".join(filter(str.isdigit, digits))
    known = {
        "".join(filter(str.isdigit, phone.number or phone.raw))[-4:]
        for phone in line.phones
    }
    if len(said) != 4 or said not in known:
        raise NamesakeAsks(line.name)


def _chosen(
    work: Work, client_id: ClientId, course_id: int | None, service_id: int | None
) -> Course:
    if course_id is None:
        found = open_courses(work, client_id, service_id)
        if service_id is None:
            found = [one for one in found if not is_used_up(work, one)]
        if not found:
            waiting = frozen_courses(work, client_id, service_id)
            raise _waits(work, waiting[0]) if waiting else NoCourse
        if len(found) > 1:
            raise WhichCourse(listed(f"{title_of(work, c)} ({c.id})" for c in found))
        course_id = found[0].id
    course = work.lock(Course, course_id)
    name = title_of(work, course)
    shared = select(CourseHolder.id).where(
        CourseHolder.course_id == course.id, CourseHolder.client_id == client_id
    )
    if course.client_id != client_id and work.session.scalar(shared) is None:
        raise NotOfThisCourse(name, work.get(Client, client_id).name)
    if service_id is not None and not holds(work, course, service_id):
        raise NotOfThisCourse(name, str(service_card(work, ServiceId(service_id)).name))
    if course.state not in ON_GOING:
        raise NotThatWay(name, course.state)
    if is_frozen(work, course):
        raise _waits(work, course)
    if course.expires_on is not None and course.expires_on < work.today:
        raise NotOpen(name, OVER)
    return course


def _waits(work: Work, course: Course) -> NotOpen:
    until = course.frozen_until
    why = FROZEN if until is None else FROZEN_UNTIL
    return NotOpen(title_of(work, course), why, until)


@needs(Right.BOOK)
def take_back_redemption(work: Work, key: RedemptionId, reason: str) -> None:
    """Let a session that was taken by mistake count no longer; both lines stay.

    Raises:
        NoReason: It is not said why.
        NotThatWay: The course was paid back, changed or released meanwhile.
    """
    if not reason.strip():
        raise NoReason
    taken = work.get(Redemption, key)
    course = work.lock(Course, taken.course_id)
    if course.state not in ON_GOING:
        raise NotThatWay(title_of(work, course), course.state)
    if taken.back_at is None:
        give_back(work, course, taken, " ".join(reason.split())[:500])
        work.record(SessionTakenBack(key, course.id, course.client_id))


@needs(Right.BOOK)
def sign_slip(
    work: Work,
    key: RedemptionId,
    *,
    staff: str | None = None,
    client: str | None = None,
) -> None:
    """Keep who signed for a session.

    Args:
        work: As ever.
        key: The session.
        staff: Strokes as `read_signature` reads them, or `ON_PAPER`; None: as it is.
        client: The same of whoever was treated.

    Raises:
        NoSignature: What was drawn is none.
    """
    taken = work.get(Redemption, key)
    for said in (staff, client):
        if said and said != ON_PAPER and read_signature(said) is None:
            raise NoSignature
    if staff is not None:
        taken.staff_sign = staff
    if client is not None:
        taken.client_sign = client
    work.record(SlipSigned(key, taken.course_id))


@needs(Right.BOOK)
def note_slip_printed(work: Work, course_id: int) -> None:
    """Note that a slip or a refund sheet went out; nothing else changes."""
    work.get(Course, course_id)
    work.record(SlipPrinted(course_id))
