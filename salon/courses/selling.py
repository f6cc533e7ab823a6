"""How a course is sold: for the till, and for whoever sells above it.

The bill posts the money; here a course begins, is funded and is taken back.
"""

from collections.abc import Collection

from sqlalchemy import select

from salon.catalogue.model import ServiceId
from salon.catalogue.queries import service
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.tables import Client
from salon.clock import months_after
from salon.courses.model import (
    ON_GOING,
    BadCourse,
    CourseIsUsed,
    CourseKind,
    CourseState,
    Doing,
    NotThatWay,
    Offer,
)
from salon.courses.offering import check_offer
from salon.courses.queries import lines_for as lines_for
from salon.courses.sums import Sums
from salon.courses.tables import Course, CourseChoice
from salon.courses.taking import note, standing, sums_of, title_of
from salon.money import Money
from salon.settings.queries import premises
from salon.work import Work

_NONE = Money()


def begin(
    work: Work,
    client_id: int,
    offer: Offer,
    *,
    price: Money,
    unpaid: Money,
    line_id: int | None,
    staff_id: int | None,
) -> int:
    """Let a course begin that stands on a bill; return its id. It posts nothing.

    Args:
        work: As ever.
        client_id: Who pays.
        offer: What is sold; `gift_for` says who will have it.
        price: What is asked for all of it.
        unpaid: What of it is not paid yet.
        line_id: The line of the bill; None: sold without one.
        staff_id: Who sold it.

    Raises:
        BadCourse: No service, no session, a price below zero, more unpaid than asked.
        Missing: A client or a service that is not there.
    """
    check_offer(offer, price, unpaid)
    buyer = living(work, ClientId(client_id))
    owner = living(work, ClientId(offer.gift_for)) if offer.gift_for else buyer
    for one in {buyer, owner}:
        work.get(Client, one)
    cards = [service(work, ServiceId(one)) for one in offer.service_ids]
    months = premises(work).course_months if offer.months is None else offer.months
    is_value = offer.kind is CourseKind.VALUE
    course = work.add(
        Course(
            client_id=owner,
            service_id=cards[0].id,
            sessions=0 if is_value else offer.sessions,
            price=price,
            sold_on=work.today,
            expires_on=months_after(work.today, months) if months else None,
            kind=offer.kind,
            name=" ".join(offer.name.split())[:200],
            list_unit=offer.list_unit,
            unpaid=unpaid,
            plan_id=offer.plan_id,
            buyer_id=buyer if buyer != owner else None,
            line_id=line_id,
            staff_id=staff_id,
        )
    )
    for card in cards[1:]:
        work.session.add(CourseChoice(course_id=course.id, service_id=card.id))
    note(work, course, Doing.SOLD, amount=price)
    return course.id


def fund(work: Work, course_id: int, amount: Money) -> Money:
    """Note that money came for what was unpaid; it posts nothing.

    Returns:
        What of it is owed from now on: to be moved from `UNPAID` to `COURSE`. The
        rest pays what was given on trust, and has been earned already.

    Raises:
        BadCourse: More than was unpaid.
    """
    course = work.lock(Course, course_id)
    if not 0 <= amount.minor <= course.unpaid.minor:
        raise BadCourse("amount", str(amount))
    before = sums_of(work, course).owed
    course.unpaid -= amount
    note(work, course, Doing.FUNDED, amount=amount)
    return sums_of(work, course).owed - before


def take_back(work: Work, course_id: int, reason: str) -> None:
    """Let a course be none: its bill was reversed. It posts nothing.

    Raises:
        CourseIsUsed: Something was taken; it is paid back by its own sheet instead.
        NotThatWay: It was paid back, changed or released before.
    """
    course = work.lock(Course, course_id)
    if course.state not in ON_GOING:
        raise NotThatWay(title_of(work, course), course.state)
    if taken := standing(work, course):
        raise CourseIsUsed(title_of(work, course), len(taken))
    note(work, course, Doing.TAKEN_BACK, reason, amount=course.price)
    course.gone, course.unpaid = course.price, Money()
    course.state = CourseState.TAKEN_BACK


def give_up(work: Work, course_id: int, reason: str) -> Money:
    """End a course whose worth goes elsewhere, as into stored value; post nothing.

    Returns:
        What was owed of it: to be moved out of `COURSE` by the caller.

    Raises:
        NotThatWay: It has ended before.
    """
    course = work.lock(Course, course_id)
    if course.state not in ON_GOING:
        raise NotThatWay(title_of(work, course), course.state)
    owed = Sums(course.price, course.unpaid, course.given, course.gone).owed
    note(work, course, Doing.CONVERTED, reason, amount=owed)
    course.gone = course.price - course.given
    course.state = CourseState.CONVERTED
    return owed


def courses_of_lines(work: Work, line_ids: Collection[int]) -> dict[int, int]:
    """Return the courses that lines of bills began, by the lines."""
    asked = select(Course.line_id, Course.id).where(Course.line_id.in_(line_ids))
    return {line: key for line, key in work.session.execute(asked) if line is not None}
