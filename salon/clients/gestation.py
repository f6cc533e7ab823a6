"""The weeks of a pregnancy: how they are told, and how they move on; plain rules."""

import re
from datetime import date

TERM = 280  # days, counted from the last period
FIRST_WEEKS = 13  # from then on it is no longer the first twelve (client-record 5)
MOST_WEEKS = 42
PREGNANT = ("pregnancy", "pregnancy_t1")


def read_weeks(text: str) -> int | None:
    """Return the days of a pregnancy that "9", "9+3" or "9周" mean; None if none."""
    shape = r"(\d{1,2})\s*(?:w|weeks?|周|週)?\s*(?:\+\s*([0-6]))?"
    found = re.fullmatch(shape, text.strip().casefold())
    if found is None or int(found[1]) > MOST_WEEKS:
        return None
    return 7 * int(found[1]) + int(found[2] or 0)


def weeks_on(expected_on: date, day: date) -> int:
    """Return the whole weeks of a pregnancy on *day*, by the day of birth expected."""
    return (TERM - (expected_on - day).days) // 7
