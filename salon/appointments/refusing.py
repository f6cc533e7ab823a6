"""What is said where a time cannot be given: who is in the way, what is free instead.

Each takes what was asked for and answers with the error to be raised.
"""

from collections.abc import Sequence

from salon.appointments.model import (
    Closed,
    ClosedThatDay,
    NobodyFree,
    NotSkilled,
    Resource,
    Shape,
    Slot,
    SlotTaken,
    UndoTaken,
    clock_time,
    minute_of,
    shape_of,
    spans_of,
)
from salon.appointments.openings import Day, Needs, next_free
from salon.appointments.queries import (
    Chosen,
    InTheWay,
    all_in_the_way,
    day_known,
    free_times,
    in_the_way,
    skilled,
)
from salon.appointments.tables import Absence, Appointment, Hold
from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import service as service_card
from salon.clients.tables import Client
from salon.errors import ChangedSince, SalonError
from salon.public import public_id
from salon.rooms.tables import Device, Room
from salon.settings.queries import premises
from salon.staff.tables import StaffMember
from salon.store.base import table_of
from salon.store.rows import Image, values_of
from salon.text import N_, _, hour, listed, sentences
from salon.work import Work

KINDS: dict[Resource, type[Client] | type[StaffMember] | type[Room] | type[Device]] = {
    Resource.PERSON: StaffMember,
    Resource.ROOM: Room,
    Resource.DEVICE: Device,
    Resource.CLIENT: Client,
}
_WHAT = {
    Resource.PERSON: N_("therapist"),
    Resource.ROOM: N_("room"),
    Resource.DEVICE: N_("device"),
}


def not_skilled(work: Work, person: int, service: ServiceCard) -> NotSkilled:
    """Say who gives the service instead."""
    name = work.get(StaffMember, person).name
    others = [work.get(StaffMember, key).name for key in skilled(work, service)[:4]]
    return NotSkilled(name, service.name, listed(others) or _(N_("someone else")))


def why_not(
    work: Work,
    service: ServiceCard,
    slot: Slot,
    wish: Chosen,
    wanted: Needs,
    known: Day,
) -> SalonError:
    """Say what is in the way of a time at which not everything needed is free."""
    start, shape = minute_of(slot.start), wanted.shape
    for one in premises(work).closed_days:
        if one.day == slot.day:
            instead = _instead(work, service, slot, wish)
            return ClosedThatDay(one.day, one.reason, instead)
    if wish.person is not None and not known.is_there(
        wish.person, start, start + slot.minutes
    ):
        name = work.get(StaffMember, wish.person).name
        return Closed(name, slot, _instead(work, service, slot, wish))
    asked = wish.named
    if wanted.client is not None:
        asked[Resource.CLIENT] = wanted.client
    hit = in_the_way(work, list(asked.items()), slot.day, spans_of(shape, slot))
    if hit is not None:
        return taken(work, service, shape, slot, hit)
    what = _(_WHAT[_missing(known, wanted, start)])
    return NobodyFree(what, slot, _instead(work, service, slot, wish))


def taken(
    work: Work, service: ServiceCard | None, shape: Shape, slot: Slot, hit: InTheWay
) -> SlotTaken:
    """Say who and what is in the way, and what is free instead."""
    kind, key, appointment_id, _absence, _start, _until = hit
    name = work.get(KINDS[kind], key).name
    by = _who(work, hit)
    public = "" if appointment_id is None else public_id("appointment", appointment_id)
    known = day_known(work, slot.day)
    busy = known.busy.get((kind, key), ())
    free_at = clock_time(
        min(next_free(busy, shape, kind, minute_of(slot.start)), 24 * 60 - 1)
    )
    person = key if kind is Resource.PERSON else None
    instead = _instead(work, service, slot, Chosen(person)) if service else ""
    return SlotTaken(name, slot, public, by, hour(free_at), instead)


def _who(work: Work, hit: InTheWay) -> str:
    """Say who is in the way: client, service and hours, or why time is blocked."""
    _kind, _key, appointment_id, absence_id, start, until = hit
    if appointment_id is None:
        why = work.get(Absence, absence_id or 0).reason or _(N_("blocked"))
        return listed((why, f"{hour(start)}–{hour(until)}"))
    other = work.get(Appointment, appointment_id)
    client = work.get(Client, other.client_id)
    what = str(service_card(work, other.service_id).name)
    return listed((client.name, what, f"{hour(other.start)}–{hour(other.slot.end)}"))


MOST = 6  # who are named of those in the way


def cannot_go_back(work: Work, what: str, row: Image) -> SalonError:
    """Say who has the time that a hold had, where a step back would need it again."""
    hold = values_of(table_of(Hold), row)
    kind, key, day = Resource(hold["resource"]), hold["resource_id"], hold["day"]
    spans = [(kind, hold["start"], hold["until"])]
    hits = all_in_the_way(work, [(kind, key)], day, spans, MOST)
    if not hits:
        return ChangedSince(what)
    hit = hits[0]
    visit = work.session.get(Appointment, hold["appointment_id"] or 0)
    service = None if visit is None else service_card(work, visit.service_id)
    minutes = minute_of(hold["until"]) - minute_of(hold["start"])
    shape, at = Shape(minutes), Slot(day, hold["start"], minutes)
    if service is not None and visit is not None:
        shape, at = shape_of(service, visit.minutes), Slot(day, at.start, visit.minutes)
    said = taken(work, service, shape, at, hit)
    instead = said.instead or hour(clock_time(minute_of(hits[-1][-1])))
    by = sentences(dict.fromkeys(_who(work, one) for one in hits))
    return UndoTaken(what, said.name, at, said.appointment_id, by, instead)


def _missing(known: Day, wanted: Needs, start: int) -> Resource:
    shape = wanted.shape

    def free(kind: Resource, keys: Sequence[int]) -> bool:
        spans = [(start + a, start + b) for a, b in shape.stretches(kind)]
        return any(known.is_free(kind, key, spans) for key in keys)

    is_there = [
        key
        for key in wanted.people
        if known.is_there(key, start, start + shape.minutes)
    ]
    if not free(Resource.PERSON, is_there):
        return Resource.PERSON
    if wanted.needs_room and not free(Resource.ROOM, wanted.rooms):
        return Resource.ROOM
    return Resource.DEVICE


def _instead(work: Work, service: ServiceCard, slot: Slot, wish: Chosen) -> str:
    """Return times that are free instead: near the one asked for, then others."""
    near = free_times(
        *(work, service),
        start=slot.day,
        days=7,
        chosen=wish,
        limit=3,
        minutes=slot.minutes,
        earliest=slot.start,
    )
    if len(near) < 2:
        near += free_times(
            work, service, start=slot.day, days=14, limit=3, minutes=slot.minutes
        )
    seen = dict.fromkeys(f"{one.text} {one.person.name}" for one in near[:4])
    return sentences(list(seen)[:3]) or _(N_("no time in the next two weeks"))
