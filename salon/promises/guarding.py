"""What stands against selling a course: hours, this client's pace, what is unused."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from salon.appointments.rhythm import GROUP, expected_interval
from salon.catalogue.model import ServiceCard
from salon.clients.model import ClientId
from salon.clock import months_after
from salon.courses.model import USUAL_DAYS, CourseKind, Offer
from salon.courses.queries import courses_of
from salon.money import Money
from salon.prepaid.queries import purse_of
from salon.promises.model import Level, Objection, OwnerDecides, Stands, TooMuchPromised
from salon.promises.queries import (
    earned_since,
    free_hours,
    known,
    limits,
    moved,
    owing_by_service,
    totals_of,
    visit_days,
)
from salon.promises.value import apart, worth_of
from salon.promises.weighing import weigh
from salon.rights import Right
from salon.settings.queries import premises
from salon.text import _, amount, full_day, number
from salon.work import Reading, Work

YEARS = 730  # days of visits from which a rhythm is learnt
YEAR = 365
LEAST_KNOWN = 90  # days of what is usual, of somebody who is new


def guard(
    reading: Reading, client_id: ClientId, offer: Offer, price: Money
) -> list[Objection]:
    """Return what stands against selling a course; what weighs most comes first.

    Args:
        reading: As ever.
        client_id: Who will have it.
        offer: What is sold.
        price: What is paid for it.
    """
    del price  # what is unused is what was paid before
    card = known(reading).services[offer.service_ids[0]]
    found = [
        one
        for one in (
            _of_hours(reading, offer, card),
            _of_pace(reading, client_id, offer, card),
            _of_money(reading, client_id),
        )
        if one is not None
    ]
    return sorted(found, key=lambda one: one.level is not Level.OWNER)


def mind(
    work: Work, client_id: ClientId, offer: Offer, price: Money, despite: str
) -> None:
    """Say no to what should not be sold, unless there is a reason and the right.

    Raises:
        TooMuchPromised: Something stands against it, and no reason is given.
        OwnerDecides: It is for whoever manages the salon.
    """
    found = guard(work, client_id, offer, price)
    if not found:
        return
    why = " ".join(one.text for one in found)
    is_owners = any(one.level is Level.OWNER for one in found)
    if is_owners and Right.MANAGE not in work.by.rights:
        raise OwnerDecides(why)
    if not despite.strip():
        raise TooMuchPromised(why)


def minutes_of(offer: Offer, services: Mapping[int, ServiceCard]) -> int:
    """Return how many minutes a course will take of people and rooms."""
    its = [services[key] for key in offer.service_ids]
    minutes = sum(one.busy_minutes for one in its)
    if offer.kind is CourseKind.VALUE:
        price = sum(one.price.minor for one in its)
        return round(offer.list_unit.minor * minutes / price) if price else 0
    return round(offer.sessions * minutes / len(its))


def _of_hours(reading: Reading, offer: Offer, card: ServiceCard) -> Objection | None:
    of = known(reading)
    key = int(card.id)
    if not of.able.get(key):
        said = _("Nobody here can give “{service}”.")
        return Objection(Stands.NOBODY, Level.OWNER, said.format(service=card.name))
    free = free_hours(reading)
    if not free.has_rota:
        return None
    owing, _over = owing_by_service(reading)
    owed = {one.service_id: one.minutes for one in owing}
    before = weigh(owed | {key: owed.get(key, 0)}, free, of).weeks(key)
    minutes = minutes_of(offer, of.services)
    with_it = owed | {key: owed.get(key, 0) + minutes}
    weeks = weigh(with_it, free, of).weeks(key)
    limit = limits(reading)
    level = limit.level(weeks)
    if not level:
        return None
    family = str(of.families.get(card.family, card.family))
    if weeks is None:
        said = _("{kind} has no free hour in the next twelve weeks.")
        return Objection(Stands.WEEKS, level, said.format(kind=family))
    said = _("{kind} would be full for {weeks} weeks, the limit is {limit}.")
    fits = 0
    if before is not None and weeks > before and offer.sessions:
        room = (limit.warn - before) / (weeks - before)
        fits = max(0, min(offer.sessions - 1, int(room * offer.sessions)))
    return Objection(
        Stands.WEEKS,
        level,
        said.format(kind=family, weeks=number(round(weeks)), limit=limit.warn),
        fits,
    )


def _of_pace(
    reading: Reading, client_id: ClientId, offer: Offer, card: ServiceCard
) -> Objection | None:
    """Return whether more sessions are sold than come before the last day."""
    months = offer.months
    if months is None:
        months = premises(reading).course_months
    if not months or offer.kind is CourseKind.VALUE:
        return None
    today = reading.today
    days = (months_after(today, months) - today).days
    services = known(reading).services
    group = GROUP.get(card.family, card.family)

    def is_like(family: str) -> bool:
        return GROUP.get(family, family) == group

    left = sum(
        one.left
        for one in courses_of(reading, client_id)
        if one.is_open(today)
        and one.service_id in services
        and is_like(services[one.service_id].family)
    )
    came = sorted(
        {
            day
            for day, family in visit_days(
                reading, client_id, today - timedelta(days=YEARS)
            )
            if is_like(family)
        }
    )
    each = interval_of(came, card.interval_usual_days)
    fit = int(days / each)
    if left + offer.sessions <= days / each:
        return None
    said = _(
        "At a visit every {days} days, {fit} sessions are used before {day}; "
        "with this there would be {all}."
    )
    words = said.format(
        days=number(round(each)),
        fit=number(fit),
        day=full_day(months_after(today, months)),
        all=number(left + offer.sessions),
    )
    return Objection(Stands.PACE, Level.OWNER, words, max(0, fit - left))


def interval_of(came: list[date], usual: int) -> float:
    """Return after how many days a client comes again, from the days of visits."""
    gaps = [(after - day).days for day, after in pairwise(came)]
    return max(1.0, expected_interval(gaps, usual or USUAL_DAYS))


def _of_money(reading: Reading, client_id: ClientId) -> Objection | None:
    """Return whether what is unused is more than is usual in half a year.

    Where the books are wrong for this client nothing can be said of it.
    """
    moves = moved(reading, client_id)
    courses = courses_of(reading, client_id)
    if wrong := apart(moves, courses, purse_of(reading, client_id)):
        said = _("The books do not add up for {what}: have them checked first.")
        words = said.format(what=", ".join(wrong))
        return Objection(Stands.BOOKS, Level.OWNER, words)
    bills = {one.bill_id for one in moves if one.bill_id is not None}
    unused = worth_of(moves, totals_of(reading, bills)).left
    if unused.minor <= 0:
        return None
    today = reading.today
    earned, first = earned_since(reading, client_id, today - timedelta(days=YEAR))
    usual = half_a_year(earned, first, today)
    if unused <= usual:
        return None
    said = _("{unused} is paid ahead, and nothing was used in the last year.")
    if usual.minor > 0:
        said = _(
            "{unused} is paid ahead and not used yet, more than the {usual} "
            "of six usual months."
        )
    currency = premises(reading).currency
    words = said.format(unused=amount(unused, currency), usual=amount(usual, currency))
    return Objection(Stands.UNUSED, Level.OWNER, words)


def half_a_year(earned: Money, first: date | None, today: date) -> Money:
    """Return what is usual in six months, of what was earned in the last year.

    Of somebody who is new it follows from the days since the first; at least a season.
    """
    if first is None:
        return Money()
    days = min(YEAR, max(LEAST_KNOWN, (today - first).days + 1))
    return Money(earned.minor * YEAR // (2 * days))
