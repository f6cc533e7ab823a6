"""How a course ends before it is used up: paid back, changed into another, released."""

import re
from dataclasses import replace

from sqlalchemy import select

from salon.courses.bending import ongoing
from salon.courses.events import CourseConverted, CourseRefunded, CourseReleased
from salon.courses.model import (
    AboveLimit,
    BadWay,
    Basis,
    Converted,
    CourseState,
    DoesNotEnd,
    Doing,
    NothingToGive,
    NotOverYet,
    NotPaidYet,
    NotThatWay,
    Offer,
    Refund,
    WayMissing,
)
from salon.courses.queries import refund_figures
from salon.courses.selling import begin
from salon.courses.tables import Course, CourseHolder
from salon.courses.taking import is_used_up, note, sums_of, title_of
from salon.ledger.model import Account, Kind, of_means
from salon.ledger.posting import post
from salon.money import Money
from salon.rights import Right
from salon.settings.queries import premises
from salon.settings.usual import pay_back_limit
from salon.text import amount
from salon.work import Work, needs

_WAY = re.compile(r"[a-z][a-z0-9_]{0,23}")
_NO_MONEY = frozenset(("stored", "voucher", "deposit", "points", "course"))


@needs(Right.PLAN)
def refund_course(
    work: Work, key: int, basis: Basis, reason: str, *, means: str = "cash"
) -> Refund:
    """Pay back what is left of a course, and end it; return both figures.

    At the list price the salon keeps what the price paid would have given back more.
    What is neither paid nor given yet is not owed any more.

    Args:
        work: As ever.
        key: The course.
        basis: By which price: the contract and the law decide.
        reason: Why; it stays in the log.
        means: By what it is paid.

    Raises:
        NothingToGive: Nothing is left of it.
        AboveLimit: More than whoever asks may pay back.
        BadWay: No money is paid by that.
        NoReason, NotThatWay: See `ongoing`.
    """
    course = ongoing(work, key, reason)
    figures = refund_figures(work, key)
    owed = sums_of(work, course).owed
    if not (owed.minor or figures.unpaid.minor):
        raise NothingToGive(title_of(work, course))
    paid = figures.by(basis)
    here = premises(work)
    if paid > (most := pay_back_limit(here)) and Right.MANAGE not in work.by.rights:
        raise AboveLimit(amount(most, here.currency))
    way = paid_by(work, means) if paid.minor else ""
    _post(work, course, Kind.REFUND, Account.COURSE, of_means(way), paid)
    _post(work, course, Kind.REFUND, Account.COURSE, Account.KEPT, owed - paid)
    post(
        *(work, Kind.REFUND, Account.UNPAID, Account.OWED, figures.unpaid),
        client_id=course.buyer_id or course.client_id,
        course_id=course.id,
    )
    course.unpaid -= figures.unpaid
    _end(course, CourseState.REFUNDED)
    note(work, course, Doing.REFUNDED, reason, amount=paid)
    event = CourseRefunded(
        course.id, course.client_id, paid.minor, figures.unpaid.minor
    )
    work.record(event)
    return figures


def paid_by(work: Work, said: str) -> str:
    """Return a means by which money is paid back here; raises BadWay."""
    here = premises(work).means
    known = said in here if here else bool(_WAY.fullmatch(said))
    if not known or said in _NO_MONEY:
        raise BadWay(said[:40])
    return said


def _end(course: Course, state: CourseState) -> None:
    course.gone = course.price - course.given
    course.state = state
    course.frozen_from = course.frozen_until = None


def _post(
    work: Work, course: Course, kind: Kind, debit: str, credit: str, part: Money
) -> None:
    post(
        *(work, kind, debit, credit, part),
        client_id=course.client_id,
        course_id=course.id,
        staff_id=work.by.id,
    )


@needs(Right.MANAGE)
def release_expired(work: Work, key: int, reason: str) -> Money:
    """Let what is left of a course that ran out be owed no longer; return how much.

    Nothing runs out by itself: until a person says so, it stays owed.

    Raises:
        DoesNotEnd, NotOverYet: It has no last day, or that is still to come.
        NotThatWay: It is frozen, or has ended.
        NotPaidYet: Part of it waits for its money.
        NothingToGive: Nothing is left of it.
    """
    course = _ready(work, key, reason)
    name = title_of(work, course)
    if course.expires_on is None:
        raise DoesNotEnd(name)
    if course.expires_on >= work.today:
        raise NotOverYet(name, course.expires_on)
    owed = sums_of(work, course).owed
    if is_used_up(work, course):
        raise NothingToGive(name)
    _post(work, course, Kind.EXPIRY, Account.COURSE, Account.EXPIRED, owed)
    _end(course, CourseState.EXPIRED)
    note(work, course, Doing.EXPIRED, reason, amount=owed)
    work.record(CourseReleased(course.id, course.client_id))
    return owed


def _ready(work: Work, key: int, reason: str) -> Course:
    """Return a course that runs and is paid."""
    course = ongoing(work, key, reason)
    if course.state is CourseState.FROZEN:
        raise NotThatWay(title_of(work, course), course.state)
    if course.unpaid.minor:
        said = amount(course.unpaid, premises(work).currency)
        raise NotPaidYet(title_of(work, course), said)
    return course


@needs(Right.PLAN)
def convert_course(
    work: Work,
    key: int,
    offer: Offer,
    reason: str,
    *,
    price: Money,
    means: str = "",
) -> Converted:
    """Change what is left of a course into another: other services, or more of them.

    Its worth goes into the price; what that costs more is paid, what it costs less
    goes to stored value. The other ends when this one would have, where *offer* does
    not say for how long it is good; whoever may use this one may use the other.

    Args:
        work: As ever.
        key: The course.
        offer: What it becomes.
        reason: Why; it stays in both logs.
        price: Of the other one.
        means: By what is paid what it costs more.

    Raises:
        WayMissing: It costs more, and it is not said how that is paid.
        NothingToGive: Nothing is left of it.
        NotPaidYet: Part of it waits for its money.
        NotThatWay: It is frozen, or has ended.
        BadCourse, BadWay: What is wished cannot be.
    """
    course = _ready(work, key, reason)
    if is_used_up(work, course):
        raise NothingToGive(title_of(work, course))
    worth = sums_of(work, course).owed
    more = max(Money(), price - worth)
    less = max(Money(), worth - price)
    if more.minor and not means:
        raise WayMissing(amount(more, premises(work).currency))
    made = begin(
        work,
        course.client_id,
        replace(offer, gift_for=None),
        price=price,
        unpaid=Money(),
        line_id=None,
        staff_id=work.by.id,
    )
    other = work.get(Course, made)
    if offer.months is None:
        other.expires_on = course.expires_on
    other.buyer_id = course.buyer_id
    asked = select(CourseHolder.client_id).where(CourseHolder.course_id == course.id)
    for client_id in list(work.session.scalars(asked)):
        work.session.add(CourseHolder(course_id=made, client_id=client_id))
    # both sides meet in what the client owes, which is nothing before and after
    _post(work, course, Kind.CONVERSION, Account.COURSE, Account.OWED, worth)
    if more.minor:
        way = of_means(paid_by(work, means))
        _post(work, other, Kind.PAYMENT, way, Account.OWED, more)
    _post(work, other, Kind.CONVERSION, Account.OWED, Account.COURSE, price)
    _post(work, course, Kind.CONVERSION, Account.OWED, Account.STORED, less)
    _end(course, CourseState.CONVERTED)
    note(work, course, Doing.CONVERTED, reason, amount=worth, other_course=made)
    note(work, other, Doing.INTO, reason, amount=worth, other_course=course.id)
    work.record(CourseConverted(course.id, course.client_id, made, less.minor))
    return Converted(made, more, less)
