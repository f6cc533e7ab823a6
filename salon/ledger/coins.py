"""The notes and coins of a currency (`coins.csv`): to count, and to round cash."""

import csv
from functools import cache

from salon.ledger.sums import cash_step
from salon.money import Money
from salon.shipped import RESOURCES


def pieces(currency: str) -> tuple[Money, ...]:
    """Return the notes and coins people count, the largest first; none if unknown."""
    return _pieces().get(currency, ())


def coins(currency: str) -> tuple[Money, ...]:
    """Return those of `pieces` that are coins: where they are weighed, one sum."""
    largest = _coins_from().get(currency, Money())
    return tuple(one for one in pieces(currency) if one <= largest)


def smallest_coin(currency: str) -> int:
    """Return the smallest amount that can be paid in cash, in minor units."""
    known = pieces(currency)
    return known[-1].minor if known else cash_step(currency)


@cache
def _pieces() -> dict[str, tuple[Money, ...]]:
    return {
        row["currency"]: tuple(Money(int(one)) for one in row["pieces"].split())
        for row in _rows()
    }


@cache
def _coins_from() -> dict[str, Money]:
    return {row["currency"]: Money(int(row["coins_from"])) for row in _rows()}


def _rows() -> list[dict[str, str]]:
    path = RESOURCES / "domain" / "coins.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
