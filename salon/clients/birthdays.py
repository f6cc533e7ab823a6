"""Birthdays: read as people write them, kept as they are celebrated.

A birthday may have no year, and may be a day of the lunar calendar. What is read from
a list is either certain or named: an impossible day, a day yet to come, or one that
could be two days is left out with a sentence.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from salon.clients.instants import MONTHS, day_of, read_moment
from salon.text import N_, _, full_day

OLDEST = 120  # years; nobody is older
DOUBTFUL = 110  # years; kept, but to be looked at
ROC = 1911  # 民國 1 is 1912
NO_YEAR = 1604  # Apple's way to say that there is none
LUNAR_FIRST, LUNAR_LAST = 1900, 2100  # what the lunar tables reach

IMPOSSIBLE = N_("There is no such day as “{raw}”; the birthday was left out.")
NOT_THAT_YEAR = N_(
    "“{raw}” is a lunar day that this year did not have; the birthday was left out."
)
FUTURE = N_("“{raw}” lies in the future; the birthday was left out.")
TOO_OLD = N_("“{raw}” would be over 120 years ago; the birthday was left out.")
VERY_OLD = N_("“{raw}” is very long ago. Please check the birthday.")
TWO_WAYS = N_("“{raw}” can be read as two days; the birthday was left out.")
UNREADABLE = N_("“{raw}” is not a day of birth; it was kept as a note.")
SHORT_YEAR = N_(
    "“{raw}” has a year of two digits and was taken as {day}. Please check it."
)
PLACEHOLDER = N_("“{raw}” is what a program writes for no date; it was left out.")


class LeapRule(StrEnum):
    """When somebody born in a leap month celebrates."""

    SAME_MONTH_FIRST = "same_month_first"
    LEAP_WHEN_EXISTS = "leap_when_exists"
    BOTH = "both"
    ASK = "ask"  # until she was asked: as LEAP_WHEN_EXISTS


class Kept(StrEnum):
    """Which of the two calendars she celebrates by."""

    SOLAR = "solar"
    LUNAR = "lunar"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Birthday:
    """A solar day of birth, perhaps without its year."""

    year: int | None
    month: int
    day: int

    @property
    def date(self) -> date | None:
        """The whole day, where the year is known."""
        return None if self.year is None else date(self.year, self.month, self.day)

    def __str__(self) -> str:
        year = "--" if self.year is None else f"{self.year:04}-"
        return f"{year}{self.month:02}-{self.day:02}"


@dataclass(frozen=True, slots=True)
class Lunar:
    """A day of birth in the lunar calendar, as it comes back every year."""

    month: int
    day: int
    leap: bool = False

    def __str__(self) -> str:
        return f"{self.month}-{self.day}" + "-leap" * self.leap


@dataclass(frozen=True, slots=True)
class Born:
    """What a text says about a birthday; `problem` is a marked text with {raw}."""

    birthday: Birthday | None = None
    lunar: Lunar | None = None
    problem: str = ""
    raw: str = ""

    def said(self) -> str:
        """Return what is wrong with it, in the language of here and now."""
        if not self.problem:
            return ""
        whole = self.birthday.date if self.birthday is not None else None
        day = full_day(whole) if whole is not None else ""
        return _(self.problem).format(raw=self.raw[:40], day=day)


# Reading


@lru_cache(maxsize=50_000)
def read_birthday(
    text: str,
    region: str,
    today: date,
    *,
    is_roc: bool = False,
    is_lunar: bool = False,
    zone: str = "",
    is_1904: bool = False,
) -> Born:
    """Return the birthday in *text*.

    Args:
        text: one cell or field, however written.
        region: the salon's; decides between 5/3 in March and in May.
        today: nobody is born after it.
        is_roc: the column says 民國, so that small years count from 1912.
        is_lunar: the column says 农历.
        zone: the salon's, in which an instant of Greenwich is a day.
        is_1904: the workbook counts its days from 1904, as those of Macs did.
    """
    raw = text.strip()
    shown = _plain(raw)
    if not shown:
        return Born()
    if found := _ALTERNATE.fullmatch(shown):
        return _alternate(raw, found, today)
    lunar_text, solar_text = _calendars(shown, is_lunar=is_lunar)
    born = Born(raw=raw)
    if lunar_text:
        born = _read_lunar(raw, lunar_text, today)
    if solar_text:
        moment = read_moment(solar_text)
        if moment and moment.wall.year > NO_YEAR and solar_text[:10] not in _NOTHING:
            day = day_of(moment, zone)
            if day is None:
                return Born(problem=TWO_WAYS, raw=raw)
            solar_text = day.isoformat()
        day0 = MAC_DAY if is_1904 else EXCEL_DAY
        solar = _read_solar(raw, solar_text, region, today, is_roc=is_roc, day0=day0)
        born = Born(
            solar.birthday or born.birthday,
            born.lunar,
            solar.problem or born.problem,
            raw,
        )
    return born


def read_alternate(text: str, today: date) -> Born:
    """Return the lunar day of a card's X-ALTBDAY: cycle, year in it, month, day."""
    shown = _plain(text)
    if found := _ALTERNATE.fullmatch(shown):
        return _alternate(text.strip(), found, today)
    return read_birthday(text, "cn", today, is_lunar=True)


_ALTERNATE = re.compile(
    r"(00\d\d)-?(00\d\d)-?(\d\d)(L|l)?-?(\d\d)|(\d{2})-(\d{1,2})-(\d{1,2})(L|l)?-(\d{1,2})"
)


def _alternate(raw: str, found: re.Match[str], today: date) -> Born:
    cycle, year, month, leap, day = (
        found.groups()[:5] if found[1] else found.groups()[5:]
    )
    lunar = Lunar(int(month), int(day), bool(leap))
    if not _is_lunar_day(lunar):
        return Born(problem=IMPOSSIBLE, raw=raw)
    return _in_year(raw, 1984 + (int(cycle) - 78) * 60 + int(year) - 1, lunar, today)


def _in_year(raw: str, year: int, lunar: Lunar, today: date) -> Born:
    """Work out the solar day of a lunar one whose year is known.

    A day or leap month that this year did not have is never moved to another.
    """
    if not LUNAR_FIRST <= year <= LUNAR_LAST:
        return Born(problem=FUTURE if year > LUNAR_LAST else TOO_OLD, raw=raw)
    solar = _exact(year, lunar.month, lunar.day, leap=lunar.leap)
    if solar is None:
        return Born(problem=NOT_THAT_YEAR, raw=raw)
    if problem := _when(solar, today):
        if problem is not VERY_OLD:
            return Born(problem=problem, raw=raw)
        return Born(Birthday(solar.year, solar.month, solar.day), lunar, problem, raw)
    return Born(Birthday(solar.year, solar.month, solar.day), lunar, "", raw)


_NUMERALS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "两": 2,
}
_MONTHS_OF_THE_MOON = (
    ("正月", "1月"),
    ("冬月", "11月"),
    ("腊月", "12月"),
    ("臘月", "12月"),
)
_NUMBER_WORDS = re.compile("[〇○零一二三四五六七八九十廿卅两]+")
_SAYS_LUNAR = re.compile(
    r"(?:农历|農曆|農历|阴历|陰曆|阴曆|旧历|舊曆|lunar|古历)\s*[:：]?\s*", re.IGNORECASE
)
_SAYS_SOLAR = re.compile(
    r"(?:公历|公曆|国历|國曆|阳历|陽曆|新历|新曆|solar|西元|公元|生日|出生)\s*[:：]?\s*",
    re.IGNORECASE,
)
_MOON_ONLY = re.compile(
    r"初[一二三四五六七八九十]|正月|冬月|腊月|臘月|[闰閏]|[一二三四五六七八九十]月(?:廿|[一二]?十)[^日号號]*$"
)


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).strip().lstrip("'").strip()
    if not text.isascii():
        text = _SHORTLY_LUNAR.sub("农历 ", text).strip()
    return " ".join(text.split())


_SHORTLY_LUNAR = re.compile(r"[(\[]?\s*[农農阴陰](?![历曆歷])\s*[)\]]?\s*")


def _calendars(shown: str, *, is_lunar: bool) -> tuple[str, str]:
    """Cut a text into its lunar and its solar part: 1986-09-18(农历八月十五)."""
    if found := _SAYS_LUNAR.search(shown):
        before = shown[: found.start()].strip(" (;,、/[")
        after = shown[found.end() :].strip(" )]")
        if not after:  # 1983-10-26(农历)
            return before, ""
        if re.fullmatch(r"\d{4}\s*年?", before):  # 1983年农历十月廿六
            return f"{before[:4]}-{after}", ""
        solar = _SAYS_SOLAR.search(after)
        if solar:
            return after[: solar.start()].strip(" ;,、/("), after[solar.end() :]
        return after, _SAYS_SOLAR.sub("", before)
    if is_lunar or _MOON_ONLY.search(shown):
        return shown, ""
    return "", _SAYS_SOLAR.sub("", shown)


def _counted(text: str) -> str:
    """Return *text* with Chinese numerals as digits: 二十八日, 一九八五年, 廿三."""

    def number(found: re.Match[str]) -> str:
        word = found[0].replace("廿", "二十").replace("卅", "三十")
        if "十" in word:
            tens, _ten, ones = word.partition("十")
            return str(
                (_NUMERALS.get(tens, 1) if tens else 1) * 10
                + (_NUMERALS.get(ones, 0) if ones else 0)
            )
        return "".join(str(_NUMERALS[c]) for c in word)

    return _NUMBER_WORDS.sub(number, text)


_LUNAR = re.compile(
    r"(?:(?P<year>\d{4})\s*[年\-/. ]\s*)?(?P<leap>[闰閏]|leap\s*)?\s*(?P<month>\d{1,2})"
    r"(?P<late>\s*[Ll])?\s*[月\-/. ]\s*初?(?P<day>\d{1,2})\s*[日号號]?"
    r"\s*(?P<after>[-(]?\s*(?:leap|[闰閏]月?)\)?)?",
    re.IGNORECASE,
)


def _read_lunar(raw: str, text: str, today: date) -> Born:
    for word, number in _MONTHS_OF_THE_MOON:
        text = text.replace(word, number)
    text = _counted(text)
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text):
        text = "-".join(found.groups())
    match = _LUNAR.fullmatch(text)
    if match is None:
        return Born(problem=UNREADABLE, raw=raw)
    leap = bool(match["leap"] or match["late"] or match["after"])
    lunar = Lunar(int(match["month"]), int(match["day"]), leap)
    if not _is_lunar_day(lunar):
        return Born(problem=IMPOSSIBLE, raw=raw)
    if match["year"] and int(match["year"]) != NO_YEAR:
        return _in_year(raw, int(match["year"]), lunar, today)
    return Born(None, lunar, "", raw)


@lru_cache(maxsize=1_000)
def was_ever(lunar: Lunar, until: int) -> bool:
    """Say whether anybody can be born on that lunar day, by the year *until*."""
    if not lunar.leap:
        return _is_lunar_day(lunar)
    years = range(LUNAR_FIRST, min(until, LUNAR_LAST) + 1)
    return any(_exact(y, lunar.month, lunar.day, leap=True) for y in years)


def _is_lunar_day(lunar: Lunar) -> bool:
    return 1 <= lunar.month <= 12 and 1 <= lunar.day <= 30


_NAME = r"(?P<name>[A-Za-z]{3,9})\.?"
_SHAPES = [
    re.compile(pattern)
    for pattern in (
        # year first; a time may follow
        r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:[T ].*)?",
        r"(?P<roc>民国|民國|ROC)?\s*(?P<before>前)?\s*(?P<y>\d{1,4})\s*年\s*(?P<m>\d{1,2})\s*月"
        r"\s*(?P<d>\d{1,2})\s*[日号號]?(?:\s*\d\d?:.*)?",
        r"(?P<roc>民国|民國|ROC)\s*(?P<before>前)?\s*(?P<y>\d{1,3})[-/.](?P<m>\d{1,2})[-/.]"
        r"(?P<d>\d{1,2})",
        r"(?P<y>\d{3,4})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})\.?"
        r"(?:[T ]+\d\d?:.*)?",
        # no year
        r"--(?P<m>\d\d)-?(?P<d>\d\d)(?:[T ].*)?",
        r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号號]?",
        # with the month's name
        rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*{_NAME}(?:[\s\-/.,]+(?P<y>\d{{4}}|\d\d))?",
        rf"{_NAME}\s*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:[\s,]+(?P<y>\d{{4}}))?",
    )
]
_THREE = re.compile(
    r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d\d?)(?:[T ]+\d\d?:.*)?"
)
_TWO = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\.?")
_ROC_DIGITS = re.compile(r"0?(\d{2,3})(\d\d)(\d\d)")  # 0740305
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_EARLY_SERIAL = re.compile(r"([3-9]\d{3})(?:\.\d+)?")  # before 1931, from 1904
EXCEL_DAY, MAC_DAY = date(1899, 12, 30), date(1904, 1, 1)  # day 0 of spreadsheets
_NOTHING = frozenset(
    {"0000-00-00", "0000/00/00", "00/00/0000", "1900-01-00", "1900-01-01", "0001-01-01"}
    | {"1900/1/1", "1900/01/01", "1899-12-30", "1899-12-31", "1900/1/0", "00000000"}
)
_EMPTY = frozenset(
    {"-", "--", "/", "无", "無", "n/a", "na", "none", "null", "0", "未知"}
)
_YEAR_FIRST = frozenset(["cn", "tw", "jp", "kr", "kp", "mn", "hu", "lt"])
_MONTH_FIRST = frozenset(["us", "fm", "mh", "pw", "ph"])


def _read_solar(
    raw: str, text: str, region: str, today: date, *, is_roc: bool, day0: date
) -> Born:
    if text.lower() in _EMPTY:
        return Born(raw=raw)
    if re.split(r"[T ]", text, maxsplit=1)[0] in _NOTHING:
        return Born(problem=PLACEHOLDER, raw=raw)
    text = _counted(text)
    if is_roc and len(text) < 8 and (found := _ROC_DIGITS.fullmatch(text)):
        return _solar(raw, int(found[1]) + ROC, int(found[2]), int(found[3]), today)
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _shaped(raw, found, region, today, is_roc=is_roc)
    if found := _THREE.fullmatch(text):
        return _three(raw, found, region, today, is_roc=is_roc)
    if found := _TWO.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        is_month = region in _YEAR_FIRST | _MONTH_FIRST
        month, day = (first, second) if is_month else (second, first)
        if month > 12 >= day:
            month, day = day, month
        return _solar(raw, None, month, day, today)
    shape = _SERIAL if day0 is EXCEL_DAY or len(text) > 4 else _EARLY_SERIAL
    if found := shape.fullmatch(text):
        return _serial(raw, int(found[1]), today, day0)
    return Born(problem=UNREADABLE, raw=raw)


def _shaped(
    raw: str, found: re.Match[str], region: str, today: date, *, is_roc: bool
) -> Born:
    said = found.groupdict()
    if name := said.get("name"):
        if name[:3].lower() not in MONTHS:
            return Born(problem=UNREADABLE, raw=raw)
        month = MONTHS.index(name[:3].lower()) + 1
    else:
        month = int(said["m"])
    day, written = int(said["d"]), said.get("y")
    if not written:
        return _solar(raw, None, month, day, today)
    year = int(written)
    if year == NO_YEAR:
        return _solar(raw, None, month, day, today)
    if said.get("before"):
        return _solar(raw, 1912 - year, month, day, today)
    if said.get("roc") or len(written) == 3 or (is_roc and len(written) < 4):
        return _solar(raw, year + ROC, month, day, today)
    if len(written) < 3:
        if region == "tw" and "年" in raw:
            return _solar(raw, year + ROC, month, day, today, SHORT_YEAR)
        return _solar(raw, _century(year, today), month, day, today, SHORT_YEAR)
    return _solar(raw, year, month, day, today)


def _three(
    raw: str, found: re.Match[str], region: str, today: date, *, is_roc: bool
) -> Born:
    first, second, third = (int(part) for part in found.groups())
    if len(found[3]) == 4:  # the year stands last
        year = None if third == NO_YEAR else third
        return _ordered(raw, first, second, year, region, today)
    if is_roc:
        return _solar(raw, first + ROC, second, third, today)
    if region == "tw":  # 74/3/5 without a word is a year of the Republic there
        return _solar(raw, first + ROC, second, third, today, SHORT_YEAR)
    if region == "cn" or first > 31:
        return _solar(raw, _century(first, today), second, third, today, SHORT_YEAR)
    year = _century(third, today)
    return _ordered(raw, first, second, year, region, today, SHORT_YEAR)


def _ordered(
    raw: str,
    first: int,
    second: int,
    year: int | None,
    region: str,
    today: date,
    doubt: str = "",
) -> Born:
    """Decide between day and month, the year standing last."""
    if region in _YEAR_FIRST and first <= 12 and second <= 12 and first != second:
        return Born(problem=TWO_WAYS, raw=raw)
    month, day = (first, second) if region in _MONTH_FIRST else (second, first)
    if month > 12 >= day:
        month, day = day, month
    return _solar(raw, year, month, day, today, doubt)


def _century(year: int, today: date) -> int:
    return 2000 + year if 2000 + year <= today.year else 1900 + year


def _serial(raw: str, serial: int, today: date, day0: date) -> Born:
    if not 3_000 <= serial <= 60_000:
        return Born(problem=UNREADABLE, raw=raw)
    day = day0 + timedelta(serial)
    return _solar(raw, day.year, day.month, day.day, today)


def _solar(
    raw: str, year: int | None, month: int, day: int, today: date, doubt: str = ""
) -> Born:
    try:
        whole = date(2000 if year is None else year, month, day)
    except ValueError:
        return Born(problem=IMPOSSIBLE, raw=raw)
    birthday = Birthday(year, month, day)
    if year is None:
        return Born(birthday, None, doubt, raw)
    problem = _when(whole, today)
    if problem and problem is not VERY_OLD:
        return Born(problem=problem, raw=raw)
    return Born(birthday, None, problem or doubt, raw)


def _when(day: date, today: date) -> str:
    if day > today:
        return FUTURE
    if day.year < today.year - OLDEST:
        return TOO_OLD
    return VERY_OLD if day.year < today.year - DOUBTFUL else ""


# Celebrating


def age(birthday: Birthday, today: date) -> int | None:
    """Return how old she is, in years; None where the year is not known."""
    if birthday.year is None:
        return None
    return today.year - birthday.year - (in_year(birthday, today.year) > today)


def in_year(birthday: Birthday, year: int) -> date:
    """Return the day a solar birthday is kept in *year*: 29 February on the 28th."""
    last = monthrange(year, birthday.month)[1]
    return date(year, birthday.month, min(birthday.day, last))


def lunar_of(day: date) -> Lunar:
    """Return the lunar day that a solar one is.

    Raises:
        ValueError: the day lies outside 1900 to 2100.
    """
    from borax.calendars.lunardate import (  # type: ignore[import-untyped]
        LunarDate,
    )

    found = LunarDate.from_solar_date(day.year, day.month, day.day)
    return Lunar(found.month, found.day, bool(found.leap))


MonthDay = tuple[int, int]


def kept_on(day: date) -> tuple[list[MonthDay], list[MonthDay]]:
    """Return which birthdays, solar and lunar, may be kept on *day*: month and day.

    On the last day of a short month also those of the days that it lacks.
    """
    solar, lunar = [(day.month, day.day)], lunar_of(day)
    if (day.month, day.day) == (2, 28) and monthrange(day.year, 2)[1] == 28:
        solar.append((2, 29))
    moon = [(lunar.month, lunar.day)]
    if lunar.day == 29 and lunar_of(day + timedelta(days=1)).day == 1:
        moon.append((lunar.month, 30))
    return solar, moon


@lru_cache(maxsize=10_000)
def lunar_in_year(
    lunar: Lunar, year: int, rule: LeapRule = LeapRule.LEAP_WHEN_EXISTS
) -> tuple[date, ...]:
    """Return the day or days on which a lunar birthday is kept in the lunar *year*.

    Day 30 is kept on the 29th of a short month. One born in a leap month keeps it in
    the plain month of that number, but for what *rule* says of years that have it.

    Raises:
        ValueError: the year lies outside 1900 to 2100, or there is no such month.
    """
    plain = _lunar_day(year, lunar.month, lunar.day, leap=False)
    if plain is None:
        raise ValueError((lunar, year))
    leap = _lunar_day(year, lunar.month, lunar.day, leap=True) if lunar.leap else None
    if leap is None or rule is LeapRule.SAME_MONTH_FIRST:
        return (plain,)
    return (plain, leap) if rule is LeapRule.BOTH else (leap,)


def _lunar_day(year: int, month: int, day: int, *, leap: bool) -> date | None:
    for each in (day, day - 1) if day == 30 else (day,):
        if found := _exact(year, month, each, leap=leap):
            return found
    return None


def _exact(year: int, month: int, day: int, *, leap: bool) -> date | None:
    """Return the solar day of that very lunar one; None where there was none."""
    from borax.calendars.lunardate import InvalidLunarDateError, LunarDate

    try:
        found = LunarDate(year, month, day, int(leap)).to_solar_date()
    except (InvalidLunarDateError, ValueError):
        return None
    return date(found.year, found.month, found.day)


def celebrated(
    birthday: Birthday | None,
    lunar: Lunar | None,
    start: date,
    until: date,
    *,
    kept: Kept | None = None,
    rule: LeapRule = LeapRule.LEAP_WHEN_EXISTS,
) -> Iterator[date]:
    """Yield the days from *start* up to, not including, *until* that she celebrates.

    Without *kept* it is the lunar day where only that is known, else the solar one.
    """
    by = kept or (Kept.SOLAR if birthday else Kept.LUNAR)
    days: set[date] = set()
    for year in range(start.year - 1, until.year + 1):
        if birthday and (by is not Kept.LUNAR or not lunar):
            days.add(in_year(birthday, year))
        is_known = LUNAR_FIRST <= year <= LUNAR_LAST
        if lunar and is_known and (by is not Kept.SOLAR or not birthday):
            days.update(lunar_in_year(lunar, year, rule))
    yield from sorted(day for day in days if start <= day < until)


def next_birthday(
    birthday: Birthday | None,
    lunar: Lunar | None,
    today: date,
    *,
    kept: Kept | None = None,
    rule: LeapRule = LeapRule.LEAP_WHEN_EXISTS,
) -> date | None:
    """Return the next day she celebrates, today included; None where none is known."""
    until = today + timedelta(800)
    return next(celebrated(birthday, lunar, today, until, kept=kept, rule=rule), None)
