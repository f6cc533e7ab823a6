"""How long a file is kept after the last visit: a rule, and no more."""

from datetime import date

YEARS = 6  # after the last visit
OF_AGE = 25  # until this birthday, of whoever was a minor then
ADULT = 18


def kept_until(last: date, born: int | None, years: int = YEARS) -> date:
    """Return the last day for which a file is kept.

    Args:
        last: The day of the last visit, or on which the file was opened.
        born: Year of birth; None: not known, taken as of age.
        years: After the last visit.
    """
    until = _later(last, years)
    if born is not None and last.year - born < ADULT:
        return max(until, date(born + OF_AGE, 12, 31))
    return until


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)
