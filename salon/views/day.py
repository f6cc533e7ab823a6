"""The day at a glance, as values: what Today shows, whoever has asked for it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from salon.aftercare.model import CallLine
from salon.appointments.model import AppointmentId, AwayLine, DayLine
from salon.clients.model import ClientLine, PatchToRead
from salon.courses.model import CourseLine
from salon.incidents.model import IncidentLine
from salon.text import Names

Span = tuple[int, int]  # from, until, in minutes of the day


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which somebody is here and has nobody."""

    person_id: int
    person: str
    start: time
    until: time


@dataclass(frozen=True, slots=True)
class Lacking:
    """A finished record that does not say everything yet."""

    appointment_id: int
    client_id: int
    client: str
    service: Names
    number: int  # of things


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
    works: tuple[tuple[int, tuple[Span, ...]], ...] = ()  # by person, when there
    away: tuple[AwayLine, ...] = ()
    opens: tuple[Span, ...] = ()  # the hours of the house; none: closed
    to_pay: frozenset[int] = frozenset()  # visits that are done and on no closed bill
    owes: dict[int, str] = field(default_factory=dict)  # by client: still to be paid
    coming_back: frozenset[int] = frozenset()  # clients of today who have another visit
    lacking: tuple[Lacking, ...] = ()  # records of the last days, the newest first
    late_after: int = 5  # minutes after which one is late
    amber_after: int = 10  # minutes after which waiting, late and over are loud


class Why(StrEnum):
    """Why somebody is worth a call, the best reason first."""

    SESSION = "session"  # of a plan is due
    COURSE = "course"  # is paid and not used up
    USUAL = "usual"  # time between visits is over


@dataclass(frozen=True, slots=True)
class Worth:
    """Somebody worth ringing for a gap, with the reason."""

    client_id: int
    client: str
    pinyin: str
    phone: str
    channel: str
    service_id: int
    service: Names
    minutes: int
    why: Why
    number: int = 0  # of the session; sessions left; days past the usual
    of: int = 0  # sessions in all; the usual days
    since: date | None = None  # the session is due; the course ends


@dataclass(frozen=True, slots=True)
class Filling:
    """Who is worth ringing for a gap, and who is left in peace."""

    gap: Gap
    people: tuple[Worth, ...] = ()
    resting: int = 0  # were contacted in the last days
    silent: int = 0  # asked not to be contacted
    booked: int = 0  # have a visit before them
