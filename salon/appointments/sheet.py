"""All that a day sheet says, so that one can work from it without the program."""

from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class LookOut:
    """One thing to look out for, never its story."""

    icon: str  # of resources/icons
    strong: str  # "No patch test for lash tint"
    rest: str = ""  # "no patches, no tape"
    is_stop: bool = False  # the treatment is not begun


@dataclass(frozen=True, slots=True)
class DayLine:
    """One visit, as the person who does it needs to know it."""

    begins: time
    minutes: int
    client: str  # the whole name, as on file
    service: str
    said: str = ""  # how the name is said, and what tells it from another
    phone: str = ""
    look_out: tuple[LookOut, ...] = ()  # the worst first
    note: str = ""  # room, drink, what never to do


@dataclass(frozen=True, slots=True)
class PersonDay:
    """The day of one person."""

    person: str
    about: tuple[str, ...] = ()  # hours and room, break, absence: a line each
    lines: tuple[DayLine, ...] = ()
    count: str = ""  # "5 clients.", for a sheet of one's own
    care: str = ""  # what of them needs care, counted


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The day of the team."""

    day: date
    people: tuple[PersonDay, ...]
    count: str = ""  # "16 clients, 4 people."
    care: str = ""  # what needs care, counted
    printed: str = ""  # when
    emergency_number: str = ""
    is_apart: bool = False  # a sheet for each person
    closed: str = ""  # that the salon is closed, and why
