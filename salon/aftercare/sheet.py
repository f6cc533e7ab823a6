"""All that an after-care leaflet says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CareLine:
    """What the skin does and what one does, for some hours or days after."""

    when: str  # "Tonight", "To 7 Dec"
    normal: str
    do: str


@dataclass(frozen=True, slots=True)
class Care:
    """After-care for one treatment."""

    title: str
    done: str = ""  # how, where, when and by whom, in one line
    rows: tuple[CareLine, ...] = ()
    do: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    ring_us: str = ""  # the signs that want a call the same day
    danger: str = ""  # those that want help at once; "": the usual ones
    first_aid: str = ""


@dataclass(frozen=True, slots=True)
class NextDate:
    """When the client comes again."""

    when: str
    what: str = ""  # service, person, minutes


@dataclass(frozen=True, slots=True)
class LeafletSheet:
    """After-care for one service, for everybody or after one visit."""

    care: Care
    client: str = ""
    number: str = ""  # of the visit
    done_on: date | None = None
    calls: str = ""  # "Ana Ferreira rings you tomorrow."
    more: tuple[Care, ...] = ()  # what else was done that day
    ring_phone: str = ""  # the letterhead's where empty
    after_hours: str = ""  # "After 19:00 ring 07700 900 412."
    emergency_number: str = ""
    next: NextDate | None = None  # None: a line to write on
    wait: str = ""  # "No peel before 14 Dec"
