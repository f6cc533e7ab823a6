"""Which day of two a client celebrates: by the days that are known and by the wish.

A row has `birth_year`, `birth_month`, `birth_day`, `lunar_month`, `lunar_day`,
`lunar_leap`, and the facts `kept` and `rule`, each perhaps None.
"""

from datetime import date
from typing import Any

from salon.clients.birthdays import (
    Birthday,
    Kept,
    LeapRule,
    Lunar,
    lunar_of,
    next_birthday,
)

BY_MOON = (Kept.LUNAR.value, Kept.BOTH.value)


def comes(row: Any, today: date) -> date | None:
    """Return the next day, today included, that a row is kept; None: none is known."""
    by_sun, by_moon = said(row)
    kept, rule = wish(row)
    return next_birthday(by_sun, by_moon, today, kept=kept, rule=rule)


def said(row: Any) -> tuple[Birthday | None, Lunar | None]:
    """Return both days; whoever keeps the moon's has it from the day of birth."""
    by_sun = by_moon = None
    if row.birth_month and row.birth_day:
        by_sun = Birthday(row.birth_year, row.birth_month, row.birth_day)
    if row.lunar_month and row.lunar_day:
        by_moon = Lunar(row.lunar_month, row.lunar_day, bool(row.lunar_leap))
    elif by_sun is not None and row.kept in BY_MOON and by_sun.date is not None:
        try:
            by_moon = lunar_of(by_sun.date)
        except ValueError:  # before the tables
            by_moon = None
    return by_sun, by_moon


def wish(row: Any) -> tuple[Kept | None, LeapRule]:
    """Return by which calendar, and in which of two months, it is celebrated."""
    kept = Kept(row.kept) if row.kept in list(Kept) else None
    rule = LeapRule(row.rule) if row.rule in list(LeapRule) else None
    return kept, rule or LeapRule.LEAP_WHEN_EXISTS
