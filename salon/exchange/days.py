"""Birthdays in the lists of others: certain, or kept in the note and asked.

Beyond what `read_birthday` knows of one text, a list has columns that name the
calendar, an order of day and month of its own, and days that a program made up.
"""

import re
from dataclasses import replace
from datetime import date

from salon.clients.birthdays import (
    DOUBTFUL,
    IMPOSSIBLE,
    SHORT_YEAR,
    TWO_WAYS,
    VERY_OLD,
    Birthday,
    Born,
    Lunar,
    lunar_of,
    read_birthday,
    was_ever,
)
from salon.exchange.columns import Column, folded
from salon.exchange.model import Asked
from salon.exchange.survey import Survey
from salon.exchange.words import MOON, NO, SUN, YES
from salon.text import N_

THIS_YEAR = N_(
    "“{raw}” is a day of this year, so hardly a birthday; it was kept as a note."
)
MADE_UP = N_(
    "“{raw}”: the year is the same in most rows, so a program may have put it in; "
    "the birthday was kept as a note."
)
SHARED_DAY = N_(
    "“{raw}” stands in many rows, so a program may have put it in; it is in the note. "
    "Ask for the birthday."
)
NO_YEAR_TOLD = N_(
    "“{raw}”: a year of one digit says nothing for certain; the birthday was kept as a "
    "note."
)
NO_DATE = N_("“{raw}” is often what a program writes for no date; it is in the note.")
WHICH = N_(
    "“{raw}” does not say whether it is solar or lunar; the birthday was kept as a "
    "note."
)
NOT_THE_SAME = N_(
    "“{raw}”: the solar and the lunar birthday are not the same day; both were kept "
    "as a note."
)
KEPT_THOUGH = (SHORT_YEAR, VERY_OLD)  # the day is taken, and to be looked at
_ASKS_MOON = re.compile(r"[农農阴陰旧舊]|lunar|음력", re.IGNORECASE)
_ASKS_SUN = re.compile(r"[公国國阳陽新西][历曆歷]|solar|gregorian|양력", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{4}\b.*")
_ONE_DIGIT = re.compile(r"(?:[012]?\d|3[01])\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d(?:[ T].*)?")
_EPOCH = date(1970, 1, 1)


def born_in(
    text: str, asked: Asked, survey: Survey, column: Column, calendar: str = ""
) -> Born:
    """Return what a cell of a column of birthdays says.

    Args:
        text: The cell.
        asked: The list.
        survey: What the list as a whole shows.
        column: How its column is read.
        calendar: What the column that names the calendar says in this row.
    """
    is_lunar = column.is_lunar
    if column.calendar_at is not None:
        said = _calendar(calendar, survey)
        if said is None and text.strip():
            return _unsure(text, asked, WHICH)
        is_lunar = bool(said)
    elif column.is_either and not _says_itself(text):
        return _unsure(text, asked, WHICH)
    return listed_birthday(
        text,
        asked,
        survey,
        at=column.at,
        is_lunar=is_lunar,
        is_roc=column.is_roc,
    )


def listed_birthday(
    text: str,
    asked: Asked,
    survey: Survey,
    *,
    at: int = -1,
    is_lunar: bool = False,
    is_roc: bool = False,
) -> Born:
    """Return the birthday in *text*, or only its problem where anything is doubtful."""
    if not (is_lunar or is_roc) and (quick := _everyday(text, asked, survey, at)):
        return quick
    raw = text.strip()
    if not is_roc and _ONE_DIGIT.fullmatch(raw):
        return Born(problem=NO_YEAR_TOLD, raw=raw)
    if raw in survey.defaults.get(at, ()):
        return Born(problem=SHARED_DAY, raw=raw)
    region = asked.region
    if _LAST_YEAR.fullmatch(text.strip()):
        region = survey.orders.get(at, region)

    def read(region: str) -> Born:
        return read_birthday(
            *(text, region, asked.today),
            is_roc=is_roc,
            is_lunar=is_lunar,
            zone=asked.zone,
            is_1904=survey.is_1904,
        )

    born = read(region)
    is_foreign = survey.region not in ("", asked.region) and region == asked.region
    if born.birthday and is_foreign and read(survey.region).birthday != born.birthday:
        return Born(problem=TWO_WAYS, raw=born.raw)
    return _checked(born, asked, survey, at)


def _everyday(text: str, asked: Asked, survey: Survey, at: int) -> Born | None:
    """Return what 1985-03-05 says at once, where nothing of it can be doubted."""
    if len(text) != 10 or text[4] != "-" or not text.isascii():
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    year = asked.today.year
    is_plain = year - DOUBTFUL < day.year < year and day != _EPOCH
    if not is_plain or day.year == survey.made_up.get(at):
        return None
    if text in survey.defaults.get(at, ()):
        return None
    return Born(Birthday(day.year, day.month, day.day), raw=text)


def _checked(born: Born, asked: Asked, survey: Survey, at: int) -> Born:
    if born.lunar and not was_ever(born.lunar, asked.today.year):
        return Born(problem=IMPOSSIBLE, raw=born.raw)
    solar = born.birthday
    if solar is None or solar.year is None:
        return born
    if solar.year == asked.today.year:
        return Born(problem=THIS_YEAR, raw=born.raw)
    if solar.date == _EPOCH:
        return Born(problem=NO_DATE, raw=born.raw)
    if solar.year == survey.made_up.get(at):
        return Born(problem=MADE_UP, raw=born.raw)
    if born.lunar and not are_one_day(solar, born.lunar):
        return Born(problem=NOT_THE_SAME, raw=born.raw)
    return born


def are_one_day(solar: Birthday, lunar: Lunar) -> bool:
    """Say whether both may be the same day; a leap month is often written as plain."""
    day = solar.date
    if day is None:
        return True
    try:
        found = lunar_of(day)
    except ValueError:
        return True
    return found == lunar or replace(found, leap=False) == lunar


def _unsure(text: str, asked: Asked, problem: str) -> Born:
    """Name the doubt, unless the text is no day in either calendar."""
    born = read_birthday(text, asked.region, asked.today, zone=asked.zone)
    if born.birthday is None and born.lunar is None:
        return born
    return Born(problem=problem, raw=text.strip())


def _says_itself(text: str) -> bool:
    born = _ASKS_MOON.search(text) or _ASKS_SUN.search(text)
    return (
        born is not None or re.search(r"初|正月|腊月|臘月|[廿闰閏]", text) is not None
    )


def _calendar(said: str, survey: Survey) -> bool | None:
    """Return whether a birthday is lunar, by the column beside it; None: not said."""
    word = folded(said).strip("()（）。. ")
    if not word:
        return False if survey.blank_is_solar else None
    if word in MOON:
        return True
    if word in SUN:
        return False
    asks_moon = _ASKS_MOON.search(survey.calendar_heading) is not None
    asks_sun = _ASKS_SUN.search(survey.calendar_heading) is not None
    if asks_moon != asks_sun and word in YES | NO:
        return (word in YES) == asks_moon
    is_moon, is_sun = _ASKS_MOON.search(word), _ASKS_SUN.search(word)
    if bool(is_moon) != bool(is_sun) and len(word) < 12:
        return bool(is_moon)
    if read_birthday(said, "cn", date.max, is_lunar=True).lunar:
        return False  # the lunar day itself stands there, so the other is solar
    return None
