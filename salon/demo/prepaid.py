"""Members, points, vouchers and referrals of a sample salon, as the till makes them."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import func, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.codes import LETTERS
from salon.demo.events import SampleSalonBuilt
from salon.demo.house import House
from salon.money import Money
from salon.prepaid.joining import begin
from salon.prepaid.model import PointsWhy
from salon.prepaid.operations import set_rules
from salon.prepaid.pointing import move
from salon.prepaid.queries import rules_of
from salon.prepaid.rules import BonusStep
from salon.prepaid.tables import Referral
from salon.settings.queries import premises
from salon.settings.usual import usual_price
from salon.text import minor_digits
from salon.till.closing import close_bill
from salon.till.model import EARNS, BillId, BillState, Paying
from salon.till.operations import open_bill
from salon.till.queries import bill as bill_card
from salon.till.rules import means_here
from salon.till.selling import add_membership, add_voucher
from salon.till.tables import Bill, BillLine
from salon.work import Work

RECENT = 45  # days for whose bills there are points
MOST_BILLS = 80
SOLD_AT = 1130  # minute of the day, after everybody else
SILVER, GOLD = 5, 2  # members who have earned it by spending
BUYERS = 2  # of a gold card
VOUCHERS = (2, 1, 2)  # usual prices
FRIENDS = 12
AGO = 120  # days since cards were given


def keep_members(work: Work, house: House) -> None:
    """Write rules, cards, vouchers, points and friends; the books balance."""
    here = house.premises
    usual = here.usual_price or usual_price(here.currency)
    rules = rules_of(work)
    table = (
        BonusStep(Money(usual * 5), percent=1000),
        BonusStep(Money(usual * 12), percent=1200),
    )
    set_rules(work, replace(rules, bonus=table, points=replace(rules.points, on=True)))
    regulars = _regulars(work)
    _points(work)
    _cards(work, house, regulars)
    _sold(work, house, regulars, usual)
    _friends(work, regulars)
    work.events[:] = [SampleSalonBuilt(0)]  # as the rest of it: no step to take back


def _regulars(work: Work) -> list[ClientId]:
    """Return the living clients who came most, in an order that does not change."""
    a = Appointment
    many = func.count()
    asked = (
        select(a.client_id)
        .join(Client, Client.id == a.client_id)
        .where(
            Client.merged_into.is_(None),
            a.status.in_((Status.COMPLETED, Status.LEFT)),
        )
        .group_by(a.client_id)
        .order_by(many.desc(), a.client_id)
        .limit(60)
    )
    return [ClientId(one) for one in work.session.scalars(asked)]


def _at(work: Work, house: House, days: int, minute: int = SOLD_AT) -> Work:
    """Return the same work on an open day so many days ago."""
    day = house.today - days
    while day > 0 and house.closed[day]:
        day -= 1
    return replace(work, now=house.instant(day, minute), today=house.date(day))


def _points(work: Work) -> None:
    since = work.today - timedelta(days=RECENT)
    paid = func.sum(BillLine.taken)
    asked = (
        select(Bill.id, Bill.client_id, Bill.closed_at, Bill.day, paid)
        .join(BillLine, BillLine.bill_id == Bill.id)
        .where(
            *(Bill.state == BillState.CLOSED, Bill.client_id.is_not(None)),
            *(Bill.day >= since, BillLine.kind.in_(EARNS)),
        )
        .group_by(Bill.id, Bill.client_id, Bill.closed_at, Bill.day)
        .order_by(Bill.id.desc())
        .limit(MOST_BILLS)
    )
    rules = rules_of(work).points
    rows: list[Any] = list(work.session.execute(asked))
    for key, client, at, day, amount in reversed(rows):
        then = replace(work, now=at, today=day)
        points = rules.for_money(amount, _digits(work))
        move(then, client, points, PointsWhy.BILL, bill_id=key, base=amount)


def _digits(work: Work) -> int:
    return minor_digits(premises(work).currency)


def _cards(work: Work, house: House, regulars: list[ClientId]) -> None:
    then = _at(work, house, AGO)
    for place, client in enumerate(regulars[3 : 3 + SILVER + GOLD]):
        tier = "gold" if place < GOLD else "silver"
        code = _code(place)
        begin(then, client, tier, fee=Money(), unpaid=Money(), code=code)


def _code(place: int) -> str:
    """Return a code that is the same in every sample salon."""
    return "".join(Random(place).choices(LETTERS, k=8))


def _sold(work: Work, house: House, regulars: list[ClientId], usual: int) -> None:
    """Sell cards and vouchers on the last evening, each on a bill of its own."""
    means = means_here(work)[0]
    evening = _at(work, house, 1)
    at = evening.now
    buyers = regulars[20:]
    for place in range(min(BUYERS + len(VOUCHERS), len(buyers))):
        then = replace(evening, now=at + timedelta(minutes=place))
        key: BillId = open_bill(then, buyers[place])
        if place < BUYERS:
            add_membership(then, key, "gold", code=_code(50 + place))
        else:
            worth = Money(usual * VOUCHERS[place - BUYERS])
            months = 60 if place % 2 else None
            add_voucher(then, key, worth, code=_code(100 + place), months=months)
        due = bill_card(then, key).total
        close_bill(then, key, [Paying(means, due)])


def _friends(work: Work, regulars: list[ClientId]) -> None:
    first = func.min(Appointment.day)
    asked = (
        select(Appointment.client_id, first)
        .where(
            Appointment.client_id.in_(regulars),
            Appointment.status.in_((Status.COMPLETED, Status.LEFT)),
        )
        .group_by(Appointment.client_id)
    )
    found: Any = work.session.execute(asked)
    came: dict[int, Any] = dict(found.all())
    rows = []
    for place, friend in enumerate(regulars[10 : 10 + FRIENDS]):
        day = came[friend]
        thanked = day + timedelta(days=2) if place % 4 else None
        rows.append(
            {
                "client_id": friend,
                "by_id": regulars[place % 5],
                "day": day,
                "came_on": day,
                "thanked_on": thanked,
            }
        )
    work.add_many(Referral, rows)
