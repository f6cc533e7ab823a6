"""How days of birth are said in the language of here and now."""

from datetime import date

from salon.clients.model import BirthdayLine, LunarDay
from salon.text import _, full_day, language, month


def birthday_words(birthday: BirthdayLine) -> str:
    """Return a birthday as people say it, the lunar day behind the solar one."""
    parts = []
    if birthday.date is not None:
        parts.append(full_day(birthday.date))
    elif birthday.month and birthday.day:
        parts.append(day_of_year(birthday.month, birthday.day))
    if birthday.lunar is not None:
        parts.append(lunar_words(birthday.lunar))
    return " · ".join(parts)


def day_of_year(month_: int, day: int) -> str:
    """Return a day without its year: "23 September"."""
    leap = date(2000, month_, day)
    if language() == "en":
        return f"{day} {month(leap).split(' ')[0]}"
    return f"{month_}月{day}日"


def lunar_words(lunar: LunarDay) -> str:
    """Return a lunar day in words."""
    if language() == "en":
        leap = _("leap month ") if lunar.leap else ""
        return _("lunar {leap}{month}/{day}").format(
            leap=leap, month=lunar.month, day=lunar.day
        )
    months, leap, moon = _MOON[language()]
    said = f"{months[lunar.month - 1]}月{_chinese_day(lunar.day)}"
    return f"{moon}{leap if lunar.leap else ''}{said}"


_MOON = {  # months, leap, "by the moon"
    "zh_CN": ("正二三四五六七八九十冬腊", "闰", "农历"),
    "zh_TW": ("正二三四五六七八九十冬臘", "閏", "農曆"),
}


def _chinese_day(day: int) -> str:
    ones = "一二三四五六七八九十"
    if day <= 10:
        return f"初{ones[day - 1]}"
    if day < 20:
        return f"十{ones[day - 11]}"
    if day == 20:
        return "二十"
    return f"廿{ones[day - 21]}" if day < 30 else "三十"
