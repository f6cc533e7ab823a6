"""The day at a glance, as values: what Today shows, whoever has asked for it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from salon.aftercare.model import CallLine
from salon.appointments.model import AppointmentId, DayLine
from salon.clients.model import ClientLine, PatchToRead
from salon.incidents.model import IncidentLine
from salon.plans.model import CourseLine


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which somebody is here and has nobody."""

    person_id: int
    person: str
    start: time
    until: time


@dataclass(frozen=True, slots=True)
class Day:
    """The day at a glance."""

    now: datetime
    visits: tuple[DayLine, ...]
    against: dict[int, tuple[str, ...]]  # marks by appointment, to be translated
    gaps: tuple[Gap, ...]
    calls: tuple[CallLine, ...]
    birthdays: tuple[tuple[ClientLine, date, bool], ...]
    courses: tuple[tuple[CourseLine, str], ...]
    tomorrow: tuple[DayLine, ...]
    due: int = 0  # calls, in all
    written: frozenset[AppointmentId] = frozenset()  # their record is half written
    patch_tests: tuple[PatchToRead, ...] = ()  # whose hours are over; wall clock
    incidents: tuple[IncidentLine, ...] = ()  # that are open, the gravest first
