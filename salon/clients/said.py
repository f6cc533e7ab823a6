"""How days of birth are said in the language of here and now."""

from datetime import date

from salon.clients.model import BirthdayLine, ClientCard, LunarDay
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


def known_of(card: ClientCard) -> dict[str, str]:
    """Return every answer of her file, by question."""
    line = card.line
    known = {fact.field: fact.value for fact in card.facts}
    known |= {
        "name": line.name,
        "family_name": line.family,
        "given_name": line.given,
        "name_reading": line.latin,
        "nickname": line.called,
        "birthday": birthday_words(line.birthday),
        "preferred_language": line.language,
        "client_no": card.card_no,
        "salutation": card.salutation,
        "gender": card.gender,
        "email": card.email,
        "wechat_id": card.wechat,
        "preferred_channel": card.channel,
        "call_from": card.call_from,
        "call_until": card.call_until,
        "never_do": card.never_do,
        "sensitive_topics": card.avoid_topics,
        "note": card.note,
        "source": card.source,
        "do_not_contact": "yes" if card.do_not_contact else "",
    }
    return {ref: value for ref, value in known.items() if value}
