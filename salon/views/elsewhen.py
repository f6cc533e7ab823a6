"""What can be offered to somebody for whom the time that is left is too short."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salon.appointments.model import (
    AppointmentId,
    DayLine,
    FreeTime,
    Named,
    Resource,
    clock_time,
    minute_of,
)
from salon.appointments.openings import Day, at, openings
from salon.appointments.queries import (
    ANYBODY,
    appointment,
    day_known,
    names_of_all,
    needs_of,
)
from salon.appointments.slipping import ROUND, stay_of
from salon.catalogue.model import ServiceCard, ServiceId
from salon.catalogue.queries import service, services
from salon.clients.model import ClientId
from salon.safety.model import Verdict
from salon.safety.queries import safety_answer
from salon.text import Names

if TYPE_CHECKING:
    from salon.work import Reading

SOON = 15  # minutes in which something shorter has to begin
TRIED = 6  # shorter services that are looked at


@dataclass(frozen=True, slots=True)
class Offer:
    """Another time for a visit, or something shorter now."""

    service_id: int
    service: Names
    minutes: int
    time: FreeTime
    is_shorter: bool


@dataclass(frozen=True, slots=True)
class Elsewhen:
    """A visit, and what could be done instead today."""

    line: DayLine
    offers: tuple[Offer, ...]


def instead_of(reading: "Reading", key: AppointmentId) -> Elsewhen:
    """Return what a visit of today could become: shorter now, or whole and later.

    What it holds itself is not in its way. Raises Missing.
    """
    line = appointment(reading, key)
    known = day_known(reading, line.slot.day)
    _without(known, line)
    now = 0
    if line.slot.day == reading.today:
        now = minute_of(reading.local(reading.now).time())
    whole = service(reading, ServiceId(line.service_id))
    offers = []
    shorter = [
        card
        for card in services(reading)
        if card.family == whole.family
        and card.minutes < line.slot.minutes
        and card.id != whole.id
    ]
    shorter.sort(key=lambda card: -card.minutes)
    for card in shorter[:TRIED]:
        found = _first(reading, known, line, card, now)
        if found is None or minute_of(found.start) > now + SOON:
            continue
        if _may(reading, line, card):
            offers.append(Offer(card.id, card.names, card.minutes, found, True))
            break
    later = _first(reading, known, line, whole, now, minutes=line.slot.minutes)
    if later is not None:
        minutes = line.slot.minutes
        offers.append(Offer(int(whole.id), whole.names, minutes, later, False))
    return Elsewhen(line, tuple(offers))


def _without(known: Day, line: DayLine) -> None:
    """Take out of the day what the visit itself keeps busy."""
    stay = stay_of(line)
    for key, start, until in stay.busy(stay.start):
        mine = (start, until)
        left = [one for one in known.busy.get(key, ()) if tuple(one) != mine]
        known.busy[key] = left


def _first(
    reading: "Reading",
    known: Day,
    line: DayLine,
    card: ServiceCard,
    now: int,
    *,
    minutes: int | None = None,
) -> FreeTime | None:
    """Return the first time at which it could be given, best with the same person."""
    client = ClientId(line.client_id)
    wanted = needs_of(reading, card, ANYBODY, client, minutes=minutes)
    people = sorted(wanted.people, key=lambda one: one != line.person.id)
    wanted = replace(wanted, people=people)
    at_once = at(known, wanted, -(-now // ROUND) * ROUND)  # off the grid of the book
    found = at_once or next(openings(known, wanted, now), None)
    if found is None:
        return None
    names = names_of_all(reading)

    def named(kind: Resource, key: int | None) -> Named | None:
        return None if key is None else Named(key, names[kind, key])

    person = Named(found.person, names[Resource.PERSON, found.person])
    return FreeTime(
        *(line.slot.day, clock_time(found.start), person),
        named(Resource.ROOM, found.room),
        named(Resource.DEVICE, found.device),
    )


def _may(reading: "Reading", line: DayLine, card: ServiceCard) -> bool:
    begins = reading.now
    answer = safety_answer(
        *(reading, ClientId(line.client_id), card, line.slot.day, begins),
        visit=line.id,
    )
    soft = (Verdict.CLEAR, Verdict.WARN)
    return all(one.verdict in soft for one in answer.objections)
