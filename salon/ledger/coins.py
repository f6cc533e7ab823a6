"""The notes and coins of a currency (`coins.csv`): to count, and to round cash."""

import csv
from functools import cache

from salon.ledger.sums import cash_step
from salon.money import Money
from salon.shipped import RESOURCES


def pieces(currency: str) -> tuple[Money, ...]:
    """Return the notes and coins people count, the largest first; none if unknown."""
    return _pieces().get(currency, ())


def smallest_coin(currency: str) -> int:
    """Return the smallest amount that can be paid in cash, in minor units."""
    known = pieces(currency)
    return known[-1].minor if known else cash_step(currency)


@cache
def _pieces() -> dict[str, tuple[Money, ...]]:
    path = RESOURCES / "domain" / "coins.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["currency"]: tuple(Money(int(one)) for one in row["pieces"].split())
            for row in csv.DictReader(file)
        }
