"""When people mean who say "Thu after 18", "in two weeks", 下周四六点后 or 后天下午.

Plain Python; English and both ways of writing Chinese are understood at once.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta

OPENS = 8  # a bare hour before it is one after noon: nobody is treated at six


@dataclass(frozen=True, slots=True)
class When:
    """A day, a time of day, or both; a time is the earliest that suits."""

    day: date | None = None
    at: time | None = None


_WRITTEN_OTHERWISE = str.maketrans(
    "週點後禮個兩號見聽號纔這還過", "周点后礼个两号见听号才这还过"
)
_NUMBERS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_NUMBERS |= {"七": 7, "八": 8, "九": 9}
_ENGLISH = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_WEEKDAYS = {
    word: at
    for at, words in enumerate(
        (
            "mon monday",
            "tue tues tuesday",
            "wed weds wednesday",
            "thu thur thurs thursday",
            "fri friday",
            "sat saturday",
            "sun sunday",
        )
    )
    for word in words.split()
}
_MONTHS = {
    word: at
    for at, words in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may"),
            *("jun june", "jul july", "aug august", "sep sept september"),
            *("oct october", "nov november", "dec december"),
        ),
        1,
    )
    for word in words.split()
}
_DAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_HOURS = "|".join(_ENGLISH)
_PARTS = {  # from when on a part of the day is
    "早上": time(9), "上午": time(9), "morning": time(9), "中午": time(12),
    "noon": time(12), "midday": time(12), "lunchtime": time(12), "lunch": time(12),
    "下午": time(13), "afternoon": time(13), "傍晚": time(17), "晚上": time(18),
    "evening": time(18), "tonight": time(18), "今晚": time(18), "after work": time(18),
    "下班后": time(18),
}  # fmt: skip
_LATE = (
    "下午",
    "傍晚",
    "晚上",
    "今晚",
    "中午",
    "afternoon",
    "evening",
    "tonight",
    "pm",
)
_EARLY = ("早上", "上午", "morning", "am")


def spoken(text: str, today: date) -> When | None:
    """Return the day and time that people mean, seen from *today*; None if none.

    A weekday is the next one that comes, today not counted; with "next" or 下 it is
    that of the next week, which begins on Monday. Nothing of *text* may be left over:
    what is half understood is not understood.
    """
    said = unicodedata.normalize("NFKC", text).casefold().strip()
    said = re.sub(
        r"[,，。.、;；]+(?=\s|$)|[，、]", " ", said.translate(_WRITTEN_OTHERWISE)
    )
    said = " ".join(said.split())
    if not said or len(said) > 60:
        return None
    day, rest = _day(said, today)
    at, rest = _time(rest)
    rest = re.sub(r"\b(on|at|the|about|around|from|please|吧)\b|左右|吧|的", " ", rest)
    if rest.strip() or (day is None and at is None):
        return None
    if day is None and re.fullmatch(r"\d{1,2}", said):
        return None  # a number alone may be a day as well
    if not _fits(said, day):
        return None
    return When(day, at)


def _fits(said: str, day: date | None) -> bool:
    """Return whether a date is of the weekday that is written beside it."""
    found = re.search(rf"\b({_DAY})\b \d|\b({_DAY})\b (?:{_MONTH})\b", said)
    if found is None or day is None:
        return True
    return day.weekday() == _WEEKDAYS[found[1] or found[2]]


def _day(said: str, today: date) -> tuple[date | None, str]:
    for rule in (_relative, _weekday_en, _weekday_zh, _date_en, _date_zh):
        found = rule(said, today)
        if found is not None:
            return found
    return None, said


def _cut(said: str, found: re.Match[str]) -> str:
    return f"{said[: found.start()]} {said[found.end() :]}"


def _relative(said: str, today: date) -> tuple[date, str] | None:
    words = (
        (r"\bday after tomorrow\b|后天|后日", 2),
        (r"\b(tomorrow|tmrw|tmr)\b|明天|明日|听日|明(?=早|晚)", 1),
        (r"\b(today)\b|今天|今日|(?=\btonight\b)|(?=今晚)|今(?=早)", 0),
    )
    if found := re.search(r"大后天", said):
        return today + timedelta(3), _cut(said, found)
    for pattern, ahead in words:
        if found := re.search(pattern, said):
            return today + timedelta(ahead), _cut(said, found)
    number = rf"(\d{{1,3}}|an?|{'|'.join(_ENGLISH)})"
    if found := re.search(rf"\bin {number} (day|week|month)s?\b", said):
        return _ahead(said, found, today, _english(found[1]), found[2])
    if found := re.search(
        r"([\d一二三四五六七八九十两]{1,4})个?(天|日|周|星期|礼拜|月)(?:以?后)", said
    ):
        unit = {"天": "day", "日": "day", "月": "month"}.get(found[2], "week")
        return _ahead(said, found, today, _chinese(found[1]), unit)
    return None


def _ahead(
    said: str, found: re.Match[str], today: date, number: int | None, unit: str
) -> tuple[date, str] | None:
    if number is None or number > 366:
        return None
    if unit == "month":
        months = today.month - 1 + number
        year, month = today.year + months // 12, months % 12 + 1
        last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(1)).day
        return date(year, month, min(today.day, last)), _cut(said, found)
    days = number * (7 if unit == "week" else 1)
    return today + timedelta(days), _cut(said, found)


def _weekday_en(said: str, today: date) -> tuple[date, str] | None:
    if found := re.search(rf"\b(?:a week on ({_DAY})|({_DAY}) week)\b", said):
        coming = _coming(today, _WEEKDAYS[found[1] or found[2]])
        return coming + timedelta(7), _cut(said, found)
    # "Thu 26 Nov" names a date: there the weekday is left to it
    found = re.search(rf"\b(?:(next|this|coming) )?({_DAY})\b", said)
    if found is None or _date_en(_cut(said, found), today) is not None:
        return None
    weekday = _WEEKDAYS[found[2]]
    if found[1] == "next":
        return _of_week(today, weekday, 1), _cut(said, found)
    if found[1] == "this":
        return _this(today, weekday), _cut(said, found)
    return _coming(today, weekday), _cut(said, found)


def _weekday_zh(said: str, today: date) -> tuple[date, str] | None:
    found = re.search(r"(这个?|本|下*)个?(?:周|星期|礼拜)([一二三四五六日天])", said)
    if found is None or re.search(r"\d月|[一二三四五六七八九十]月", said):
        return None
    weekday = "一二三四五六日".find(found[2].replace("天", "日"))
    if found[1].startswith("下"):
        return _of_week(today, weekday, found[1].count("下")), _cut(said, found)
    if found[1]:
        return _this(today, weekday), _cut(said, found)
    return _coming(today, weekday), _cut(said, found)


def _coming(today: date, weekday: int) -> date:
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _this(today: date, weekday: int) -> date:
    """Return the day of this week; of one that is over, the next that comes."""
    day = _of_week(today, weekday, 0)
    return day if day >= today else _coming(today, weekday)


def _of_week(today: date, weekday: int, weeks: int) -> date:
    monday = today - timedelta(today.weekday())
    return monday + timedelta(7 * weeks + weekday)


def _date_en(said: str, today: date) -> tuple[date, str] | None:
    weekday = rf"(?:\b(?:{_DAY})\b )?"
    number, month = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?", rf"(?P<m>{_MONTH})"
    year = r"(?: (?P<y>20\d\d))?"
    forms = (
        rf"{weekday}\b{number}(?: of)? {month}\b{year}",
        rf"{weekday}\b{month} {number}\b{year}",
    )
    for form in forms:
        if found := re.search(form, said):
            day = _dated(today, found["y"], _MONTHS[found["m"]], int(found["d"]))
            return (day, _cut(said, found)) if day is not None else None
    if found := re.search(r"\b(?:the )?(\d{1,2})(?:st|nd|rd|th)\b", said):
        day = _next_numbered(today, int(found[1]))
        return (day, _cut(said, found)) if day is not None else None
    return None


def _date_zh(said: str, today: date) -> tuple[date, str] | None:
    number = r"[\d一二三四五六七八九十]{1,3}"
    tail = r"\s*(?:\(?(?:周|星期|礼拜)[一二三四五六日天]\)?)?"
    if found := re.search(rf"(?:(20\d\d)年)?({number})月({number})[日号]?{tail}", said):
        month, number_ = _chinese(found[2]), _chinese(found[3])
        day = None
        if month is not None and number_ is not None:
            day = _dated(today, found[1], month, number_)
        return (day, _cut(said, found)) if day is not None else None
    if found := re.search(rf"({number})[号日]", said):
        number_ = _chinese(found[1])
        day = _next_numbered(today, number_) if number_ is not None else None
        return (day, _cut(said, found)) if day is not None else None
    return None


def _dated(today: date, year: str | None, month: int, day: int) -> date | None:
    """Return a date of that year, else the next one there is."""
    for one in (int(year),) if year else range(today.year, today.year + 5):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None


def _next_numbered(today: date, number: int) -> date | None:
    year, month = today.year, today.month
    for _month in range(4):
        try:
            found = date(year, month, number)
        except ValueError:
            found = None
        if found is not None and found >= today:
            return found
        year, month = year + month // 12, month % 12 + 1
    return None


def _time(said: str) -> tuple[time | None, str]:
    part = max((word for word in _PARTS if word in said), key=len, default="")
    said = re.sub(
        rf"(?<=\bafter )({_HOURS})\b|(?<=\bat )({_HOURS})\b|\b({_HOURS})(?= ?[ap]m\b)",
        lambda found: str(_english(found[0])),
        said,
    )
    rest = said.replace(part, " ") if part else said
    rest = rest.replace("早", " ") if not part and "早" in rest else rest
    is_late, is_early = part in _LATE, part in _EARLY
    found = re.search(
        r"(?:\b(?:after|from|at|past|around|about) ?)?"
        r"\b(\d{1,2})(?:[:.h](\d\d))?\s*(am|pm|a\.m\.|p\.m\.|h|o'clock)?(?![\d月号日天周])",
        rest,
    )
    numeral = r"(\d{1,2}|[一二三四五六七八九十两]{1,3})"
    chinese = re.search(
        rf"{numeral}点(?:钟)?(半|一刻|三刻|\d{{1,2}}分?|[一二三四五]?十[一二三四五六七八九]?分?)?(?:以?后|之后|开始|起)?",
        rest,
    )
    if chinese is not None:
        hour, minute = _chinese(chinese[1]), _minutes(chinese[2])
        rest = _cut(rest, chinese)
    elif found is not None:
        hour, minute = int(found[1]), int(found[2] or 0)
        half = (found[3] or "").replace(".", "")
        is_late, is_early = is_late or half == "pm", is_early or half == "am"
        rest = _cut(rest, found)
    else:
        return _PARTS.get(part), re.sub(r"\b(in the|this)\b(?=\s*$)", " ", rest)
    if hour is None or hour > 23 or minute > 59:
        return None, said
    if hour == 0 or (hour == 12 and is_early):
        return None, said  # nobody is treated at midnight
    if (is_late or (not is_early and hour < OPENS)) and hour < 12:
        hour += 12
    return time(hour, minute), re.sub(r"\bin the\b|以?后$", " ", rest)


def _minutes(said: str | None) -> int:
    if not said:
        return 0
    named = {"半": 30, "一刻": 15, "三刻": 45}
    return named[said] if said in named else (_chinese(said.rstrip("分")) or 0)


def _english(said: str) -> int | None:
    if said.isdecimal():
        return int(said)
    return 1 if said in ("a", "an") else _ENGLISH.index(said) + 1


def _chinese(said: str) -> int | None:
    """Return a number up to 99 in digits or signs: 12, 十二, 二十一."""
    if said.isdecimal():
        return int(said)
    tens, ten, ones = said.partition("十")
    if not ten:
        return _NUMBERS.get(said)
    if (tens and tens not in _NUMBERS) or (ones and ones not in _NUMBERS):
        return None
    return (_NUMBERS[tens] if tens else 1) * 10 + (_NUMBERS[ones] if ones else 0)
