"""What two files say otherwise that may be of one person: rules and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from salon.clients.model import BirthdayLine
from salon.clients.phones import read_phone, shown
from salon.clients.said import birthday_words
from salon.errors import SalonError
from salon.text import N_, Names, _, full_day, listed

SAID_ONCE = {
    "nickname": "called",
    "name_reading": "latin",
    "client_no": "card_no",
    "salutation": "salutation",
    "gender": "gender",
    "preferred_language": "language",
    "email": "email",
    "wechat_id": "wechat",
    "preferred_channel": "channel",
    "call_from": "call_from",
    "call_until": "call_until",
    "source": "source",
}
A_SLIP = 1  # years between two birthdays that may be one, typed wrong once
_TONGUES = {"zh_CN": "zh_hans", "zh_TW": "zh_hant"}  # as a client keeps it: as listed
_ANSWERS = {"yes": N_("yes"), "no": N_("no")}


@dataclass(eq=False)
class MayBeTwo(SalonError):
    """Two files whose birthdays are years apart, and nobody said why they are one."""

    days: str

    text = N_(
        "Two birthdays: {days}. They may be two people. If they are one, say in a few "
        "words how you know; the note keeps it."
    )


@dataclass(frozen=True, slots=True)
class Differs:
    """What two files of one person answer otherwise, in words."""

    field: str  # of the client file; "name", "birthday"
    label: str
    kept: str
    away: str


def years_apart(one: BirthdayLine, other: BirthdayLine) -> str:
    """Return both birthdays in words where they are years apart; "" where not."""
    if one.year is None or other.year is None:
        return ""
    if abs(one.year - other.year) <= A_SLIP:
        return ""
    return listed([birthday_words(one), birthday_words(other)])


def answer_words(
    field: str, value: str, kind: str, known: Mapping[str, Names], region: str
) -> str:
    """Return the value of a field as people say it.

    Args:
        field: Of the client file.
        value: As it is stored.
        kind: The type of the field.
        known: The words of its list, if it has one.
        region: From where one dials.
    """
    match kind:
        case "date" if day := _day(value):
            return full_day(day)
        case "phone":
            number = read_phone(value, region).number
            return shown(number, region) if number else value
        case "bool" if value in _ANSWERS:
            return _(_ANSWERS[value])
        case "multi_enum":
            return listed([str(known.get(one, one)) for one in value.split()])
    key = _TONGUES.get(value, value) if field == "preferred_language" else value
    return str(known.get(key, value))


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def both_told(mine: str, hers: str) -> str:
    """Return what either of two files says of health, a line for each; none is lost.

    A bare yes or no, as a health question is ticked, gives way to what was said in
    words, and a no to anything else.
    """
    lines = list(dict.fromkeys((*mine.splitlines(), *hers.splitlines())))
    for ticked in ("no", "skip", "unsure", "yes"):
        if len(lines) > 1 and ticked in lines:
            lines.remove(ticked)
    return "\n".join(lines)
