"""The patch test that is booked together with the treatment it precedes."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from salon.appointments.model import FreeTime
from salon.appointments.queries import Chosen, free_times, visits_of
from salon.catalogue.model import ServiceCard, ServiceId
from salon.catalogue.queries import service, services
from salon.clients.model import ClientId
from salon.clients.queries import patch_tests_of
from salon.safety.patches import Standing, standing, wait_of
from salon.safety.queries import facts_of
from salon.views.patches import test_of

if TYPE_CHECKING:
    from salon.work import Reading

TESTING = "con_patch"  # the service at which a test is put on
AHEAD = 28  # days that are looked through
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class PatchOffer:
    """What is to be said of the patch test, for one client, treatment and time."""

    service: ServiceCard  # the treatment
    standing: Standing
    testing: ServiceId | None = None  # the service at which it is put on
    at: FreeTime | None = None  # when it could be put on; None: at no time before
    booked: datetime | None = None  # when one is agreed already, on the wall clock
    ready: datetime | None = None  # when one that was put on can be read
    first: datetime | None = None  # when the treatment is possible at the earliest


def patch_offer(
    reading: "Reading",
    client_id: ClientId,
    service_id: ServiceId,
    day: date,
    start: time,
) -> PatchOffer | None:
    """Return the patch test to be booked with a treatment; None if none is needed.

    The earliest free time that leaves its hours before the treatment, with whoever is
    free. What she has, and what is agreed already, is taken into account.
    """
    card = service(reading, service_id)
    if card.patch_rule != "required":
        return None
    begins = reading.instant(day, start)
    hours = wait_of(card, facts_of(reading, (client_id,))[client_id].phototype)
    wait = timedelta(hours=hours)
    tests = [test_of(one) for one in patch_tests_of(reading, client_id)]
    covered = standing(tests, card, begins, wait_hours=hours)
    what = covered.standing
    if what in (Standing.CLEAR, Standing.POSITIVE):
        return None  # there is nothing to book: it holds, or it is not possible
    if what in (Standing.OPEN, Standing.TO_READ) and covered.ready_from is not None:
        ready = reading.local(covered.ready_from)
        return PatchOffer(card, what, ready=ready, first=ready)
    testing = next((one for one in services(reading) if one.ref == TESTING), None)
    if testing is None:
        return PatchOffer(card, what, first=_rounded(reading, wait))
    last = begins - wait - timedelta(minutes=testing.minutes)
    for visit in visits_of(reading, client_id):
        agreed = reading.instant(visit.slot.day, visit.slot.start)
        is_test = visit.service_ref == TESTING and visit.status.is_open
        if is_test and reading.now <= agreed <= last:
            return PatchOffer(card, what, booked=reading.local(agreed))
    days = min(AHEAD, (reading.local(last).date() - reading.today).days + 1)
    found = None
    if days > 0:
        times = free_times(
            *(reading, testing),
            days=days,
            chosen=Chosen(),
            client_id=client_id,
            limit=_LOOKED_AT,
        )
        for one in times:
            if reading.instant(one.day, one.start) <= last:
                found = one
                break
    return PatchOffer(*(card, what, testing.id, found), first=_rounded(reading, wait))


def _rounded(reading: "Reading", wait: timedelta) -> datetime:
    """Return when it is possible if a test is put on now, on a quarter of an hour."""
    first = reading.local(reading.now + wait)
    over = timedelta(minutes=first.minute % 15, seconds=first.second)
    over += timedelta(microseconds=first.microsecond)
    return first if not over else first - over + timedelta(minutes=15)
