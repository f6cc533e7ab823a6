"""All that an after-care leaflet says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DayAdvice:
    """What the skin does and what she does, for some days after."""

    when: str  # "Today", "Day 1 to 3"
    skin: str  # what is normal then
    care: str = ""  # what to do, and what to leave


@dataclass(frozen=True, slots=True)
class LeafletSheet:
    """After-care for one service, for everybody or for one client."""

    service: str
    client: str = ""
    done_on: date | None = None
    by: str = ""
    opening: str = ""  # one kind sentence
    days: tuple[DayAdvice, ...] = ()
    do: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    is_normal: tuple[str, ...] = ()
    call_us: tuple[str, ...] = ()
    see_doctor: tuple[str, ...] = ()
    red_flags: tuple[str, ...] = ()  # the emergency number at once
    emergency_number: str = ""
    ring_phone: str = ""  # the letterhead's where empty
    next_call: str = ""  # "We ring you on Tuesday 24 November."
