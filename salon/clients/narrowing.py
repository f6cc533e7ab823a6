"""Which clients a view of the list shows, in what order, and who may be rung."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import Any

from salon.errors import SalonError
from salon.text import N_

MESSAGES = ("sms", "wechat", "line", "whatsapp", "email")  # of vocabulary channel
LATE = (30, 60, 90)  # days past the usual that are offered
LONG_AGO = 90  # days after which somebody who was here once did not come back
NEW = 30  # days for which somebody is new
GONE = 365  # days after which somebody is gone rather than late
MOST_VIEWS = 12
LONGEST = 40  # letters of a view's name


class Order(StrEnum):
    """What the list is sorted by."""

    NAME = "name"
    PHONE = "phone"
    BEST = "best"
    PERSON = "person"
    LAST = "last"
    NEXT = "next"
    LATE = "late"
    BORN = "born"
    STROKES = "strokes"  # of the characters, as in a register
    WRITTEN = "written"  # letter by letter, as the name is written


class Wish(StrEnum):
    """How somebody wants to be reached."""

    ANY = ""
    MESSAGES = "messages"
    SILENT = "silent"


class Born(StrEnum):
    """A month that moves with the year."""

    ANY = ""
    THIS = "this"
    NEXT = "next"


class Came(StrEnum):
    """How often somebody was here."""

    ANY = ""
    ONCE = "once"  # and that is long ago
    NEW = "new"
    GONE = "gone"  # not here for a year


@dataclass(frozen=True, slots=True)
class Narrow:
    """What narrows the list, and its order. Nothing set is everybody by name."""

    late: int = 0  # days beyond the client's own rhythm; 0: whoever
    unbooked: bool = False
    born: str = ""  # a `Born`, or a month from "1" to "12"
    person: int | None = None  # who treated at the last visit
    language: str = ""
    wish: str = ""
    alert: bool = False
    source: str = ""
    came: str = ""
    left: str = ""  # a `Leave`, or "all"; "": who is neither archived nor deceased
    where: str = ""  # answers of the file, FIELD=VALUE, one a line; all must be true
    order: str = Order.NAME
    is_down: bool = False
    columns: str = ""  # what is shown, words apart; "": the usual

    @property
    def is_narrow(self) -> bool:
        """Whether anybody at all is left out."""
        return any(getattr(self, name) for name in FILTERS)


FILTERS = tuple(
    field.name
    for field in fields(Narrow)
    if field.name not in ("order", "is_down", "columns")
)


@dataclass(frozen=True, slots=True)
class KeptView:
    """A view that the salon gave a name."""

    name: str
    narrow: Narrow


@dataclass(eq=False)
class BadView(SalonError):
    """A view cannot be called so."""

    name: str

    text = N_("A view needs a name of its own, of at most 40 letters.")


@dataclass(eq=False)
class TooManyViews(SalonError):
    """More views than anybody finds her way in."""

    most: int = MOST_VIEWS

    text = N_("There are {most} views already. Delete one that nobody needs.")


def conditions(where: str) -> tuple[tuple[str, str], ...]:
    """Return the fields and values that *where* asks for, one a line."""
    pairs = (line.partition("=") for line in where.splitlines() if "=" in line)
    return tuple(
        (field.strip(), value.replace("\0", "").strip())
        for field, _mark, value in pairs
    )


def wish_of(do_not_contact: bool, channel: str) -> Wish:
    """Return how somebody wants to be reached, from what the file says."""
    if do_not_contact or channel == "none":
        return Wish.SILENT
    return Wish.MESSAGES if channel in MESSAGES else Wish.ANY


def rhythm(days: Sequence[date]) -> int:
    """Return after how many days somebody usually comes again; 0: not known.

    The median of the gaps between the *days*, in their order, of which it takes three.
    """
    gaps = [(after - day).days for day, after in pairwise(days)]
    return max(1, round(median(gaps))) if len(gaps) >= 2 else 0


def days_late(last: date | None, usual: int, today: date) -> int:
    """Return how many days beyond the usual nobody came; 0: not late, or gone."""
    if last is None or not usual or (today - last).days > GONE:
        return 0
    return max(0, (today - last).days - usual)


def month_of(born: str, today: date) -> tuple[int, int] | None:
    """Return the year and the month of birthdays that are meant."""
    if born == Born.THIS:
        return today.year, today.month
    if born == Born.NEXT:
        after = today.replace(day=1) + timedelta(days=32)
        return after.year, after.month
    if born.isascii() and born.isdigit() and 1 <= int(born) <= 12:
        month = int(born)
        return today.year + (month < today.month), month
    return None


def views_to_text(views: Sequence[KeptView]) -> str:
    """Return views as the settings keep them."""
    plain = [
        {"name": one.name} | {k: v for k, v in asdict(one.narrow).items() if v}
        for one in views
    ]
    return json.dumps(plain, ensure_ascii=False)


def views_from_text(text: str) -> tuple[KeptView, ...]:
    """Return the views that *text* holds; what is no view is left out."""
    try:
        kept = json.loads(text)
    except ValueError:
        return ()
    views = (_view(one) for one in kept) if isinstance(kept, list) else ()
    return tuple(one for one in views if one is not None)


def _view(plain: Any) -> KeptView | None:
    if not isinstance(plain, dict) or not isinstance(plain.get("name"), str):
        return None
    usual = asdict(Narrow())
    usual |= {"person": 0, "order": ""}
    said = {
        name: value
        for name, value in plain.items()
        if name in usual and type(value) is type(usual[name])
    }
    if said.get("order", Order.NAME) not in list(Order):
        del said["order"]
    return KeptView(plain["name"], Narrow(**said))
