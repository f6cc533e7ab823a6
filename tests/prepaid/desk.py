"""What the tests of prepaid money share."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from salon.clients.model import ClientId
from salon.clock import StoppedClock
from salon.errors import SalonError
from salon.ledger.model import Account
from salon.ledger.queries import balance
from salon.money import Money
from salon.prepaid.model import Purse
from salon.prepaid.operations import set_rules
from salon.prepaid.queries import purse_of, rules_of
from salon.prepaid.rules import Deed, PointRules, Rules
from salon.reports.queries import book_findings
from salon.till.model import BillId, Paying
from salon.till.operations import add_service, drop_bill
from salon.till.selling import add_top_up
from tests.house import House
from tests.till.counter import Counter

POINTS = PointRules(
    on=True,
    per_unit=100,
    step=100,
    worth=Money(500),
    months=24,
    deeds={Deed.REBOOKED: 20, Deed.REFERRED: 200, Deed.FEEDBACK: 15, Deed.BIRTHDAY: 50},
)
"""A point for each pound; a hundred pay 5.00."""


def rule(house: House, **more: Any) -> Rules:
    """Change some of the rules."""
    rules = replace(house.salon.ask(rules_of), **more)
    house.salon.do(set_rules, rules)
    return rules


def purse(house: House, whose: ClientId | None = None) -> Purse:
    return house.salon.ask(purse_of, whose or house.amira)


def topped_up(
    counter: Counter, paid: int, bonus: int | None = None, **more: Any
) -> BillId:
    """Return a closed bill of a top-up, in minor units."""
    key = counter.empty()
    salon = counter.house.salon
    given = None if bonus is None else Money(bonus)
    salon.do(add_top_up, key, Money(paid), bonus=given, **more)
    counter.close(key, Paying("card", Money(paid)))
    return key


def peeled(counter: Counter, *paying: Paying, later: bool = False) -> BillId:
    """Return a closed bill of a peel, paid by card where nothing else is said.

    Where it is refused nothing is left of it.
    """
    key = counter.empty()
    counter.house.salon.do(add_service, key, counter.house.peel)
    due = counter.card(key).total
    try:
        counter.close(key, *(paying or (Paying("card", due),)), later=later)
    except SalonError:
        counter.house.salon.do(drop_bill, key)
        raise
    return key


def days_on(house: House, days: int) -> None:
    """Let days pass."""
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant += timedelta(days=days)


def sound(house: House) -> None:
    """See that holdings, vouchers and memberships are what the books owe."""
    assert [one.text for one in house.salon.ask(book_findings)] == []
    held = house.salon.ask(purse_of, house.amira)
    owed = house.salon.ask(balance, Account.POINTS, client_id=house.amira)
    assert Money(-owed.minor) == Money(held.points)
