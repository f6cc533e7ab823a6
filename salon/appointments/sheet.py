"""All that a day sheet says: one page for each person of the team."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class DayLine:
    """One visit, as the person who does it needs to know it."""

    begins: time
    ends: time
    client: str  # as she likes to be called
    service: str
    room: str = ""
    device: str = ""
    drink: str = ""
    never: str = ""  # "no eucalyptus; do not offer the neck cream"
    alert: str = ""  # what to look out for, never its story
    note: str = ""  # "first visit", "session 3 of 6"


@dataclass(frozen=True, slots=True)
class PersonDay:
    """The day of one person."""

    person: str
    hours: str = ""  # "09:00 to 18:00, break at 13:00"
    lines: tuple[DayLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The day of the team."""

    day: date
    people: tuple[PersonDay, ...]
