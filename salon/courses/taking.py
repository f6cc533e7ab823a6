"""How a session is taken from a course, and given back: steps of the operations."""

from sqlalchemy import ColumnElement, Select, exists, or_, select, true

from salon.appointments.tables import Appointment
from salon.catalogue.tables import Service
from salon.clients.model import ClientId
from salon.codes import new_code
from salon.courses.model import (
    CODE_LENGTH,
    ON_GOING,
    CourseKind,
    CourseState,
    Doing,
    NothingLeft,
)
from salon.courses.sums import (
    Sums,
    next_number,
    worth_of,
    worth_of_value,
)
from salon.courses.tables import (
    Course,
    CourseChoice,
    CourseEvent,
    CourseHolder,
    Redemption,
)
from salon.ledger.model import Account, Kind
from salon.ledger.posting import post
from salon.money import Money
from salon.staff.tables import StaffMember
from salon.text import hour, short_day
from salon.work import Work


def sums_of(_work: Work, course: Course) -> Sums:
    """Return how a course stands."""
    return Sums(course.price, course.unpaid, course.given, course.gone)


def note(
    work: Work,
    course: Course,
    doing: Doing,
    reason: str = "",
    *,
    amount: Money = Money(),  # noqa: B008  # frozen
    days: int = 0,
    other_id: int | None = None,
    other_course: int | None = None,
) -> None:
    """Write one line into the log of a course."""
    work.session.add(
        CourseEvent(
            course_id=course.id,
            doing=doing,
            at=work.now,
            staff_id=work.by.id,
            reason=" ".join(reason.split())[:500],
            amount=amount,
            days=days,
            other_id=other_id,
            other_course=other_course,
        )
    )


def title_of(work: Work, course: Course) -> str:
    """Return what a course is called."""
    return course.name or str(work.get(Service, course.service_id).names)


def holds(work: Work, course: Course, service_id: int) -> bool:
    """Return whether a service may be taken from a course."""
    if course.service_id == service_id:
        return True
    more = select(CourseChoice.id).where(
        CourseChoice.course_id == course.id, CourseChoice.service_id == service_id
    )
    return work.session.scalar(more.limit(1)) is not None


def open_courses(
    work: Work, client_id: ClientId, service_id: int | None
) -> list[Course]:
    """Return the courses from which a client may take a service today, by their order.

    None: any service.

    Her own before those that are shared with her, what ends first before the rest.
    """
    # Of a course by value and of what froze the rows say more than SQL would
    rows = work.session.scalars(
        _in_order(client_id, service_id).where(
            or_(Course.expires_on.is_(None), Course.expires_on >= work.today),
        )
    )
    able = [one for one in rows if not is_frozen(work, one)]
    return sorted(able, key=lambda one: one.client_id != client_id)


def frozen_courses(
    work: Work, client_id: ClientId, service_id: int | None
) -> list[Course]:
    """Return the courses that would do, did they not wait; with something left."""
    rows = work.session.scalars(_in_order(client_id, service_id))
    return [one for one in rows if is_frozen(work, one) and not is_used_up(work, one)]


def _in_order(client_id: ClientId, service_id: int | None) -> Select[Course]:
    return (
        select(Course)
        .where(
            or_(Course.client_id == client_id, _shared_with(client_id)),
            true() if service_id is None else _holds(service_id),
            Course.state.in_(ON_GOING),
        )
        .order_by(Course.expires_on.is_(None), Course.expires_on, Course.id)
    )


def _shared_with(client_id: int) -> ColumnElement[bool]:
    return exists().where(
        CourseHolder.course_id == Course.id, CourseHolder.client_id == client_id
    )


def _holds(service_id: int) -> ColumnElement[bool]:
    also = exists().where(
        CourseChoice.course_id == Course.id, CourseChoice.service_id == service_id
    )
    return or_(Course.service_id == service_id, also)


def is_frozen(work: Work, course: Course) -> bool:
    """Return whether a course waits today."""
    return course.state is CourseState.FROZEN and (
        course.frozen_until is None or course.frozen_until >= work.today
    )


def is_used_up(work: Work, course: Course) -> bool:
    """Return whether nothing is left to take."""
    if course.kind is CourseKind.VALUE:
        return course.value_used >= course.list_unit
    return len(standing(work, course)) >= course.sessions


def standing(work: Work, course: Course) -> list[Redemption]:
    """Return what was taken from a course and stands, the first one first."""
    its = select(Redemption).where(
        Redemption.course_id == course.id, Redemption.back_at.is_(None)
    )
    return list(work.session.scalars(its.order_by(Redemption.number)))


def take(
    work: Work,
    course: Course,
    service_id: int,
    listed: Money,
    *,
    appointment_id: int | None = None,
    staff_id: int | None = None,
    client_id: int | None = None,
) -> Redemption | None:
    """Take one session from a course that is locked; None if nothing is left.

    What of its worth is not paid yet is earned against what is awaited.
    """
    taken = standing(work, course)
    if course.kind is CourseKind.VALUE:
        listed = min(listed, course.list_unit - course.value_used)
        if listed.minor <= 0 and course.list_unit.minor:
            return None
        number = max((one.number for one in taken), default=0) + 1
        worth = worth_of_value(
            *(course.price, course.list_unit, course.value_used, course.given), listed
        )
    else:
        number = next_number({one.number for one in taken})
        if number > course.sessions:
            return None
        listed = course.list_unit if course.list_unit.minor else listed
        worth = worth_of(course.price, course.sessions, number)
    before = sums_of(work, course)
    course.given += worth
    if course.kind is CourseKind.VALUE:
        course.value_used += listed
    _earn(work, course, before, worth, Kind.REDEMPTION, staff_id)
    return work.add(
        Redemption(
            course_id=course.id,
            appointment_id=appointment_id,
            number=number,
            worth=worth,
            listed=listed,
            service_id=service_id,
            staff_id=staff_id,
            client_id=client_id,
            at=work.now,
            code=new_code(CODE_LENGTH, lambda one: _is_used(work, one)),
        )
    )


def _is_used(work: Work, code: str) -> bool:
    asked = select(Redemption.id).where(Redemption.code == code).limit(1)
    return work.session.scalar(asked) is not None


def give_back(work: Work, course: Course, taken: Redemption, reason: str) -> None:
    """Let a session that was taken count no longer; both lines stay."""
    before = sums_of(work, course)
    taken.back_at, taken.back_by = work.now, work.by.id
    taken.back_reason = reason
    course.given -= taken.worth
    if course.kind is CourseKind.VALUE:
        course.value_used -= taken.listed
    worth = Money(-taken.worth.minor)
    _earn(work, course, before, worth, Kind.REVERSAL, taken.staff_id)
    note(work, course, Doing.SESSION_BACK, reason, amount=taken.worth)


def _earn(
    work: Work,
    course: Course,
    before: Sums,
    worth: Money,
    kind: Kind,
    staff_id: int | None,
) -> None:
    """Post what was earned: of what was paid first, the rest of what is awaited."""
    of_course = before.owed - sums_of(work, course).owed
    parts = (Account.COURSE, of_course), (Account.UNPAID, worth - of_course)
    for account, part in parts:
        post(
            *(work, kind, account, Account.SERVICE, part),
            client_id=course.client_id,
            course_id=course.id,
            staff_id=staff_id,
        )


def nothing_left(work: Work, course: Course) -> NothingLeft:
    """Return that nothing is left: who took the last of it, and when."""
    last = work.session.execute(
        select(Redemption.at, StaffMember.name)
        .outerjoin(StaffMember, StaffMember.id == Redemption.staff_id)
        .where(Redemption.course_id == course.id, Redemption.back_at.is_(None))
        .order_by(Redemption.at.desc(), Redemption.id.desc())
        .limit(1)
    ).first()
    name = title_of(work, course)
    if last is None:
        return NothingLeft(name, "–", short_day(course.sold_on), "–")
    at = work.local(last[0])
    return NothingLeft(name, last[1] or "–", short_day(at.date()), hour(at))


def visit_taken(work: Work, appointment_id: int) -> Redemption | None:
    """Return what a visit was taken as, if it was."""
    its = select(Redemption).where(
        Redemption.appointment_id == appointment_id, Redemption.back_at.is_(None)
    )
    return work.session.scalar(its)


def visit(work: Work, appointment_id: int) -> Appointment:
    """Return a visit; raises Missing."""
    return work.get(Appointment, appointment_id)
