"""The stretches of days for which the team is asked how it is."""

from datetime import date, timedelta

BEGAN = date(2024, 1, 1)  # a Monday, from which stretches are counted


def period_of(day: date, days: int) -> tuple[date, date]:
    """Return the first and the last day of the stretch in which *day* lies."""
    first = BEGAN + timedelta(days=(day - BEGAN).days // days * days)
    return first, first + timedelta(days=days - 1)


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
