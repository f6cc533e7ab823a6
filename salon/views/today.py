"""All that the page of the day shows, asked in one look at the records."""

from datetime import timedelta
from typing import TYPE_CHECKING

from salon.aftercare.queries import calls_due, count_due
from salon.appointments.model import Status, minute_of
from salon.appointments.queries import (
    absences,
    coming_back,
    day_book,
    working_hours,
)
from salon.clients.model import ClientId
from salon.clients.queries import client_lines
from salon.courses.queries import courses_ending
from salon.incidents.queries import everything_open
from salon.settings.queries import premises
from salon.till.queries import owing_of, visits_to_pay
from salon.till.rules import said
from salon.treatments.queries import half_written, to_add
from salon.views.celebrations import birthdays
from salon.views.day import Day, Lacking
from salon.views.marks import CHECKED, gaps_of, marks_against
from salon.views.patches import to_read

if TYPE_CHECKING:
    from salon.work import Reading

WORTH = 7  # days ahead in which a birthday is worth a word
RECENT = 3  # days in which what a record lacks is still known
CALLS = 12  # of the queue that Today has room for


def day_at_a_glance(reading: "Reading") -> Day:
    """Return what is worth knowing of today."""
    after = reading.today + timedelta(days=1)
    book = day_book(reading, reading.today, 2)
    visits = [one for one in book if one.slot.day == reading.today]
    shown = [one for one in visits if one.status is not Status.CANCELLED]
    here = {ClientId(one.client_id) for one in shown}
    house = premises(reading)
    works = working_hours(reading, reading.today)
    hours = house.hours.on(reading.today)
    soon = birthdays(reading, reading.today + timedelta(days=WORTH), here)
    return Day(
        now=reading.local(reading.now),
        visits=tuple(shown),
        against=marks_against(reading, shown),
        gaps=tuple(gaps_of(reading, reading.today)),
        calls=tuple(calls_due(reading, limit=CALLS, scripts=False)),
        due=count_due(reading),
        birthdays=tuple(soon),
        courses=tuple(courses_ending(reading)),
        tomorrow=tuple(
            one for one in book if one.slot.day == after and one.status.holds_time
        ),
        incidents=everything_open(reading),
        written=half_written(reading, [one.id for one in shown[:CHECKED]]),
        patch_tests=tuple(to_read(reading)),
        works=tuple((who, tuple(spans)) for who, spans in works.items()),
        away=tuple(absences(reading, reading.today)),
        opens=tuple((minute_of(a), minute_of(b)) for a, b in hours),
        to_pay=visits_to_pay(reading, reading.today),
        owes={
            int(key): said(reading, owing)
            for key, owing in owing_of(reading, here).items()
        },
        coming_back=coming_back(reading, here),
        lacking=lacking(reading),
        late_after=house.late_after,
        amber_after=house.amber_after,
    )


def lacking(reading: "Reading") -> tuple[Lacking, ...]:
    """Return the records of the last days in which something is still missing."""
    found = to_add(reading, reading.today - timedelta(days=RECENT))
    clients = {one.card.client_id for one in found}
    names = {one.id: one.name for one in client_lines(reading, sorted(clients))}
    return tuple(
        Lacking(
            one.card.appointment_id,
            one.card.client_id,
            names[one.card.client_id],
            one.card.service,
            len(one.things),
        )
        for one in found
        if one.card.client_id in names
    )
