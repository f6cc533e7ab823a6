"""All that the page of the day shows, asked in one look at the records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from salon.aftercare.model import CallLine
from salon.aftercare.queries import calls_due, count_due
from salon.appointments.model import DayLine, Resource, Status, clock_time, minute_of
from salon.appointments.openings import gaps
from salon.appointments.queries import day_book, day_known
from salon.catalogue.queries import services
from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import birthdays
from salon.plans.model import CourseLine
from salon.plans.queries import courses_ending
from salon.safety.queries import what_stands_against
from salon.staff.queries import team
from salon.text import N_
from salon.treatments.queries import kept_draft

if TYPE_CHECKING:
    from datetime import time

    from salon.work import Reading

LEAST_GAP = 45  # minutes; shorter ones fill themselves
WORTH = 7  # days ahead in which a birthday is worth a word
CALLS = 12  # of the queue that Today has room for
CHECKED = 80  # visits of a day that are looked at for what stands against them
SHORT = {
    "patch_missing": N_("No patch test"),
    "patch_fail": N_("Patch test positive"),
    "no_guardian": N_("Guardian’s consent missing"),
    "age": N_("Too young"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which somebody is here and has nobody."""

    person_id: int
    person: str
    start: "time"
    until: "time"


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
    written: frozenset[int] = frozenset()  # visits whose record is half written


def day_at_a_glance(reading: "Reading") -> Day:
    """Return what is worth knowing of today."""
    after = reading.today + timedelta(days=1)
    book = day_book(reading, reading.today, 2)
    visits = [one for one in book if one.slot.day == reading.today]
    shown = [one for one in visits if one.status is not Status.CANCELLED]
    here = {ClientId(one.client_id) for one in shown}
    soon = birthdays(reading, reading.today + timedelta(days=WORTH))
    return Day(
        now=reading.local(reading.now),
        visits=tuple(shown),
        against=marks_against(reading, shown),
        gaps=tuple(gaps_of(reading, reading.today)),
        calls=tuple(calls_due(reading, limit=CALLS)),
        due=count_due(reading),
        birthdays=tuple(
            (line, day, lunar)
            for line, day, lunar in soon
            if day == reading.today or line.id in here
        ),
        courses=tuple(courses_ending(reading)),
        tomorrow=tuple(
            one for one in book if one.slot.day == after and one.status.holds_time
        ),
        written=frozenset(
            one.id for one in shown[:CHECKED] if kept_draft(reading, one.id) is not None
        ),
    )


def gaps_of(reading: "Reading", day: date, least: int = LEAST_GAP) -> list[Gap]:
    """Return the stretches still to come in which somebody could be booked."""
    known = day_known(reading, day)
    now = minute_of(reading.local(reading.now).time()) if day == reading.today else 0
    treats = {one.id: one for one in team(reading) if one.role.treats}
    found = []
    for person in treats.values():
        works = [(max(a, now), b) for a, b in known.works.get(person.id, ()) if b > now]
        busy = known.busy.get((Resource.PERSON, person.id), ())
        for start, until in gaps(works, busy, least):
            at = -(-start // 5) * 5
            found.append(Gap(person.id, person.name, clock_time(at), clock_time(until)))
    return sorted(found, key=lambda gap: (gap.start, gap.person))


def marks_against(
    reading: "Reading", visits: list[DayLine]
) -> dict[int, tuple[str, ...]]:
    """Return what stands against the visits that are still to come, in a word."""
    cards = {one.id: one for one in services(reading)}
    found: dict[int, tuple[str, ...]] = {}
    for line in [one for one in visits if one.status.is_open][:CHECKED]:
        card = cards.get(line.service_id)  # type: ignore[call-overload]
        if card is None or (card.patch_rule != "required" and not line.alert):
            continue
        begins = max(reading.now, reading.instant(line.slot.day, line.slot.start))
        said = what_stands_against(
            reading, ClientId(line.client_id), card, line.slot.day, begins
        )
        marks = [SHORT[one.condition] for one in said if one.condition in SHORT]
        if marks:
            found[line.id] = tuple(marks)
    return found
