"""What the calendar shows, asked in one look at the records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from salon.appointments.model import (
    AppointmentId,
    AwayLine,
    DayLine,
    Resource,
    Status,
    minute_of,
)
from salon.appointments.queries import (
    absences,
    appointment,
    count_by_day,
    day_book,
    working_hours,
)
from salon.catalogue.model import ServiceId
from salon.catalogue.queries import service
from salon.clients.model import ClientId
from salon.rooms.queries import devices, rooms
from salon.safety.model import Answer
from salon.safety.queries import safety_answer
from salon.settings.model import ClosedDay
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.views.day import Gap
from salon.views.marks import gaps_of, marks_against

if TYPE_CHECKING:
    from salon.work import Reading


Key = tuple[Resource, int]
LEAST = 30  # minutes of a gap that is listed beside the day
KINDS = {
    "people": Resource.PERSON,
    "rooms": Resource.ROOM,
    "devices": Resource.DEVICE,
}


@dataclass(frozen=True, slots=True)
class VisitPlaces:
    """A visit, where it could move to, and what is to be said of it."""

    line: DayLine
    people: list[tuple[int, str]]
    rooms: list[tuple[int, str]]
    answer: Answer  # while it is still to come


@dataclass(frozen=True, slots=True)
class Column:
    """A person, room or device, and when it is there, in minutes of the day."""

    id: int
    name: str
    hours: tuple[tuple[int, int], ...]
    busy: int  # minutes that are booked

    @property
    def minutes(self) -> int:
        """How long it is there."""
        return sum(until - start for start, until in self.hours)


@dataclass(frozen=True, slots=True)
class DayBook:
    """One day by people, rooms or devices."""

    now: datetime
    day: date
    by: str
    columns: tuple[Column, ...]
    visits: tuple[DayLine, ...]
    away: tuple[AwayLine, ...]
    opens: int  # minutes of the day
    closes: int
    gaps: tuple[Gap, ...]
    against: dict[int, tuple[str, ...]]  # marks by visit, to be translated
    counts: dict[date, int]  # visits by day of the month that is shown
    closed: ClosedDay | None = None  # the salon is closed, and why


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the week: how much is booked of how much there is."""

    day: date
    busy: int
    there: int


@dataclass(frozen=True, slots=True)
class WeekBook:
    """Seven days from a Monday."""

    now: datetime
    monday: date
    days: tuple[WeekDay, ...]
    people: tuple[tuple[int, str], ...]
    visits: tuple[DayLine, ...]
    opens: int
    closes: int
    counts: dict[date, int]


def day_by(reading: "Reading", day: date, by: str) -> DayBook:
    """Return *day* with a column for each of the people, rooms or devices."""
    kind = KINDS[by]
    visits = [one for one in day_book(reading, day) if one.status.holds_time]
    away = [one for one in absences(reading, day) if one.resource is kind]
    works = working_hours(reading, day)
    here = premises(reading)
    spans = tuple((minute_of(a), minute_of(b)) for a, b in here.hours.on(day))
    columns = []
    for key, name, is_there in _all_of(reading, by):
        hours = tuple(works.get(key, ())) if kind is Resource.PERSON else spans
        hers = [one for one in visits if key_of(one, kind) == key]
        if not is_there and not hers:
            continue
        busy = sum(one.slot.minutes for one in hers)
        columns.append(Column(key, name, hours, busy))
    there = [span for column in columns for span in column.hours]
    opens, closes = _span(there, [*visits], [one.slot for one in away])
    return DayBook(
        now=reading.local(reading.now),
        day=day,
        by=by,
        columns=tuple(columns),
        visits=tuple(visits),
        away=tuple(away),
        opens=opens,
        closes=closes,
        gaps=tuple(gaps_of(reading, day, LEAST)) if day >= reading.today else (),
        against=marks_against(reading, visits) if day >= reading.today else {},
        counts=_counts(reading, day),
        closed=next((one for one in here.closed_days if one.day == day), None),
    )


def week_of(reading: "Reading", day: date) -> WeekBook:
    """Return the week in which *day* lies."""
    monday = day - timedelta(days=day.weekday())
    visits = [one for one in day_book(reading, monday, 7) if one.status.holds_time]
    people = [one for one in team(reading) if one.role.treats]
    days, hours = [], []
    for after in range(7):
        this = monday + timedelta(days=after)
        works = working_hours(reading, this)
        there = 0
        for one in people:
            for start, until in works.get(one.id, ()):
                there += until - start
                hours.append((start, until))
        busy = sum(one.slot.minutes for one in visits if one.slot.day == this)
        days.append(WeekDay(this, busy, there))
    opens, closes = _span(hours, visits, [])
    return WeekBook(
        now=reading.local(reading.now),
        monday=monday,
        days=tuple(days),
        people=tuple((one.id, one.name) for one in people),
        visits=tuple(visits),
        opens=opens,
        closes=closes,
        counts=_counts(reading, day),
    )


def key_of(line: DayLine, kind: Resource) -> int | None:
    """Return whose column a visit stands in."""
    match kind:
        case Resource.ROOM:
            return line.room.id if line.room is not None else None
        case Resource.DEVICE:
            return line.device.id if line.device is not None else None
    return line.person.id


def _all_of(reading: "Reading", by: str) -> list[tuple[int, str, bool]]:
    match by:
        case "rooms":
            return [
                (one.id, one.name, one.is_active)
                for one in rooms(reading, everything=True)
            ]
        case "devices":
            return [
                (one.id, one.name, one.is_active)
                for one in devices(reading, everything=True)
            ]
    return [
        (one.id, one.name, one.is_active and one.role.treats)
        for one in team(reading, everyone=True)
    ]


def _span(
    hours: list[tuple[int, int]], visits: list[DayLine], away: list[object]
) -> tuple[int, int]:
    """Return the whole hours in which anything is, some room below."""
    slots = [one.slot for one in visits]
    starts = [a for a, _b in hours] + [minute_of(slot.start) for slot in slots]
    ends = [b for _a, b in hours] + [minute_of(slot.end) for slot in slots]
    opens = min(starts, default=9 * 60) // 60 * 60
    closes = min(max(ends, default=18 * 60) + 30, 24 * 60)
    return opens, max(closes, opens + 120)


def _counts(reading: "Reading", day: date) -> dict[date, int]:
    first = day.replace(day=1)
    return count_by_day(reading, first, 31)


def is_over(line: DayLine) -> bool:
    """Return whether a visit can no longer be moved."""
    return line.status not in (
        *(Status.BOOKED, Status.CONFIRMED),
        *(Status.ARRIVED, Status.IN_TREATMENT),
    )


def visit_in_house(reading: "Reading", key: AppointmentId) -> VisitPlaces:
    """Return a visit, and the people and rooms it could move to; raises Missing."""
    people = [(int(one.id), one.name) for one in team(reading) if one.role.treats]
    places = [(int(one.id), one.name) for one in rooms(reading)]
    line = appointment(reading, key)
    answer = Answer()
    if line.status.is_open:
        begins = max(reading.now, reading.instant(line.slot.day, line.slot.start))
        answer = safety_answer(
            reading,
            ClientId(line.client_id),
            service(reading, ServiceId(line.service_id)),
            *(line.slot.day, begins),
            visit=key,
        )
    return VisitPlaces(line, people, places, answer)


def blockable(reading: "Reading") -> list[tuple[Key, str]]:
    """Return whom and what one can take out of the book."""
    return [
        *(((Resource.PERSON, int(one.id)), one.name) for one in team(reading)),
        *(((Resource.ROOM, int(one.id)), one.name) for one in rooms(reading)),
        *(((Resource.DEVICE, int(one.id)), one.name) for one in devices(reading)),
    ]
