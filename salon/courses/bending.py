"""How a course is bent and still counted: frozen, extended, passed on, shared."""

from datetime import date, timedelta

from sqlalchemy import func, or_, select

from salon.clients.departing import refuse_erasing
from salon.clients.household import heed_sharing
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.tables import Client, Relative
from salon.clock import months_after
from salon.courses.events import (
    CourseExtended,
    CourseFrozen,
    CoursePassedOn,
    CourseShared,
    CourseUnfrozen,
)
from salon.courses.model import (
    LONGEST_EXTENSION,
    ON_GOING,
    OVER,
    AboveLimit,
    BadUntil,
    CourseState,
    DoesNotEnd,
    Doing,
    NobodyElse,
    NoReason,
    NothingToGive,
    NotOfTheHousehold,
    NotOpen,
    NotThatWay,
)
from salon.courses.tables import Course, CourseEvent, CourseHolder
from salon.courses.taking import is_frozen, is_used_up, note, title_of
from salon.rights import Right
from salon.text import ngettext
from salon.work import Work, needs

FURTHEST = 3660  # days ahead that somebody may mean


def ongoing(work: Work, key: int, reason: str | None = None) -> Course:
    """Return a course that has not ended, locked until this work ends.

    A freezing whose last day is over is over too.

    Raises:
        NoReason: A reason is asked for, and there is none.
        NotThatWay: It has ended, or was changed into another.
    """
    if reason is not None and not reason.strip():
        raise NoReason
    course = work.lock(Course, key)
    if course.state not in ON_GOING:
        raise NotThatWay(title_of(work, course), course.state)
    if course.state is CourseState.FROZEN and not is_frozen(work, course):
        _run(course)
    return course


def _run(course: Course) -> None:
    course.state = CourseState.ACTIVE
    course.frozen_from = course.frozen_until = None


@needs(Right.PLAN)
def freeze_course(
    work: Work, key: int, reason: str, *, until: date | None = None
) -> None:
    """Let a course wait; its last day moves on by the days that it waits.

    Args:
        work: As ever.
        key: The course.
        reason: Why; it stays in the log.
        until: The last day of waiting; None: until somebody lets it run again.

    Raises:
        NotThatWay: It is frozen already, or it has ended.
        BadUntil: A day before today.
        NotOpen: Its last day is over.
    """
    course = ongoing(work, key, reason)
    if course.state is CourseState.FROZEN:
        raise NotThatWay(title_of(work, course), course.state)
    if until is not None:
        _near(work, until, work.today)
    if course.expires_on is not None and course.expires_on < work.today:
        raise NotOpen(title_of(work, course), OVER)
    days = (until - work.today).days + 1 if until is not None else 0
    course.state = CourseState.FROZEN
    course.frozen_from, course.frozen_until = work.today, until
    _put_off(course, days)
    note(work, course, Doing.FROZEN, reason, days=days)
    work.record(CourseFrozen(course.id, course.client_id))


@needs(Right.PLAN)
def unfreeze_course(work: Work, key: int, reason: str = "") -> None:
    """Let a course run again from today; its last day has moved by the days it waited.

    Raises:
        NotThatWay: It is not frozen.
    """
    course = ongoing(work, key)
    if course.state is not CourseState.FROZEN or course.frozen_from is None:
        raise NotThatWay(title_of(work, course), course.state)
    waited, before = (work.today - course.frozen_from).days, 0
    if course.frozen_until is not None:
        before = (course.frozen_until - course.frozen_from).days + 1
    _put_off(course, waited - before)
    _run(course)
    note(work, course, Doing.UNFROZEN, reason, days=waited)
    work.record(CourseUnfrozen(course.id, course.client_id))


def _put_off(course: Course, days: int) -> None:
    if course.expires_on is not None:
        course.expires_on += timedelta(days=days)


def _near(work: Work, day: date, after: date) -> None:
    if not after <= day <= work.today + timedelta(days=FURTHEST):
        raise BadUntil(day)


@needs(Right.PLAN)
def extend_course(work: Work, key: int, until: date, reason: str) -> None:
    """Let a course be good for longer.

    Up to six months beyond its first last day by a consultant, all extensions
    together; longer by the manager.

    Raises:
        DoesNotEnd: It has no last day.
        BadUntil: The day is not after the last one, or already over.
        AboveLimit: Too long for whoever asks.
    """
    course = ongoing(work, key, reason)
    last = course.expires_on
    if last is None:
        raise DoesNotEnd(title_of(work, course))
    _near(work, until, max(work.today, last + timedelta(days=1)))
    so_far = work.session.scalar(
        select(func.coalesce(func.sum(CourseEvent.days), 0)).where(
            CourseEvent.course_id == course.id, CourseEvent.doing == Doing.EXTENDED
        )
    )
    first = last - timedelta(days=so_far or 0)
    beyond = until > months_after(first, LONGEST_EXTENSION)
    if beyond and Right.MANAGE not in work.by.rights:
        months = ngettext("{n} month", "{n} months", LONGEST_EXTENSION)
        raise AboveLimit(months.format(n=LONGEST_EXTENSION))
    course.expires_on = until
    note(work, course, Doing.EXTENDED, reason, days=(until - last).days)
    work.record(CourseExtended(course.id, course.client_id))


@needs(Right.PLAN)
def pass_on_course(work: Work, key: int, to: ClientId, reason: str) -> None:
    """Let a course belong to somebody else; what was taken stays who took it.

    Whoever paid stays noted. The plan it was sold with is not the other's.

    Args:
        work: As ever.
        key: The course.
        to: Whose it is from now on; of a file that was merged: of the one it is in.
        reason: Why.

    Raises:
        NobodyElse: It belongs to this client already.
        NothingToGive: Nothing is left of it.
    """
    course = ongoing(work, key, reason)
    to = living(work, to)
    refuse_erasing(work, (to,))
    other = work.get(Client, to)
    if to == course.client_id:
        raise NobodyElse(other.name)
    if is_used_up(work, course):
        raise NothingToGive(title_of(work, course))
    before = course.client_id
    if course.buyer_id is None:
        course.buyer_id = before
    elif course.buyer_id == to:
        course.buyer_id = None
    course.client_id, course.plan_id = to, None
    for one in _holders(work, course, to):
        work.remove_many(CourseHolder, [one.id])
    note(work, course, Doing.PASSED, reason, other_id=to)
    work.record(CoursePassedOn(course.id, before, to))


@needs(Right.PLAN)
def share_course(work: Work, key: int, client_id: ClientId, reason: str = "") -> None:
    """Let somebody of the family use a course too; it stays whose it is.

    Raises:
        NobodyElse: The course is hers, or she may use it already.
        NotOfTheHousehold: She is not noted as family, in neither file.
        NotForRelative: The file of the one whose it is says that she may not.
    """
    course = ongoing(work, key)
    client_id = living(work, client_id)
    refuse_erasing(work, (client_id,))
    other = work.get(Client, client_id)
    if client_id == course.client_id or _holders(work, course, client_id):
        raise NobodyElse(other.name)
    if not _is_family(work, course.client_id, client_id):
        raise NotOfTheHousehold(other.name)
    heed_sharing(work, course.client_id, client_id)
    work.session.add(CourseHolder(course_id=course.id, client_id=client_id))
    note(work, course, Doing.SHARED, reason, other_id=client_id)
    work.record(CourseShared(course.id, course.client_id))


@needs(Right.PLAN)
def unshare_course(work: Work, key: int, client_id: ClientId, reason: str = "") -> None:
    """Let somebody use a course no longer; what was taken stays taken.

    Raises:
        NotOfTheHousehold: She may not use it as it is.
    """
    course = work.lock(Course, key)
    client_id = living(work, client_id)
    held = _holders(work, course, client_id)
    if not held:
        raise NotOfTheHousehold(work.get(Client, client_id).name)
    work.remove_many(CourseHolder, [one.id for one in held])
    note(work, course, Doing.UNSHARED, reason, other_id=client_id)
    work.record(CourseShared(course.id, course.client_id))


def _holders(work: Work, course: Course, client_id: int) -> list[CourseHolder]:
    asked = select(CourseHolder).where(
        CourseHolder.course_id == course.id, CourseHolder.client_id == client_id
    )
    return list(work.session.scalars(asked))


def _is_family(work: Work, one: int, other: int) -> bool:
    r = Relative
    either = or_(
        (r.client_id == one) & (r.other_id == other),
        (r.client_id == other) & (r.other_id == one),
    )
    return work.session.scalar(select(r.id).where(either).limit(1)) is not None
