"""Giving a time: one way for whatever books, moves, swaps or begins a visit.

What is over, what stands against her, who and where, the row, the holds and the reasons
that were given: always all of it, always in this order. Steps of operations, which ask
for the right and record the event.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import or_, select

from salon.appointments.clock_change import touches_lost
from salon.appointments.model import (
    AppointmentId,
    HourLost,
    InThePast,
    Resource,
    Shape,
    Slot,
    Status,
    clock_time,
    minute_of,
    spans_of,
)
from salon.appointments.openings import Needs, at
from salon.appointments.queries import (
    ANYBODY,
    Chosen,
    day_known,
    names_of_all,
    needs_of,
    skilled,
)
from salon.appointments.refusing import KINDS, not_skilled, why_not
from salon.appointments.tables import Appointment, Hold
from salon.catalogue.model import ServiceCard
from salon.clients.departing import refuse_departed, refuse_erasing
from salon.clients.model import ClientId
from salon.errors import Missing
from salon.notices.heeding import heed_blocks
from salon.rooms.model import DeviceId, RoomId
from salon.safety.heeding import keep_reason
from salon.safety.model import Objection, is_reason, weigh
from salon.safety.queries import what_stands_against
from salon.safety.tables import Override
from salon.staff.model import StaffId
from salon.text import N_, _
from salon.work import Work


@dataclass(frozen=True, slots=True)
class Place:
    """One visit as it is to be."""

    client_id: ClientId
    service: ServiceCard
    slot: Slot
    wish: Chosen = ANYBODY  # these and no others
    rather: Chosen = ANYBODY  # these, if they are free
    row: Appointment | None = None  # as it stands; None: a new visit
    note: str | None = None

    @property
    def is_promise(self) -> bool:
        """Whether the client is promised what was not agreed: a time, a service."""
        row, slot = self.row, self.slot
        return row is None or (slot.day, slot.start, self.service.id) != (
            *(row.day, row.start, row.service_id),
        )


def give(
    work: Work, places: Sequence[Place], reason: str | None = None
) -> list[Appointment]:
    """Give each visit its time, all or none; what they hold now is not in the way.

    Whatever could be taken is locked first, once, and in the order that all desks
    keep: so two that ask at the same moment wait for each other and never cross.

    Args:
        work: As ever.
        places: The visits as they are to be.
        reason: Why a warning, the hours or the skills do not hold it back.

    Raises:
        InThePast, Closed: The time will not do.
        SlotTaken, NobodyFree: Somebody or something is busy then; free times are named.
        NotSkilled: The person does not give this service.
        Contraindicated, ReasonNeeded: Her health stands against it.
        Blocked, HasDied, BookingBlocked, ErasureUnderWay: Nobody is to be booked, nor
            given another time or service.
        Missing: Somebody or something that was named is gone.
    """
    promised = [one.client_id for one in places if one.is_promise]
    refuse_departed(work, promised)
    refuse_erasing(work, promised)
    heed_blocks(work, promised)
    found = [_allowed(work, one, reason) for one in places]
    wanted = [_needs(work, one, reason) for one in places]
    _lock(work, wanted)
    release(work, [one.row.id for one in places if one.row is not None])
    rows = []
    for one, needs, against in zip(places, wanted, found, strict=True):
        taken = _choose(work, one, needs, reason)
        row = _write(work, one, taken)
        _hold(work, row.id, needs.shape, one.slot, taken)
        keep_reason(work, one.client_id, one.service, against, reason, row.id)
        rows.append(row)
    return rows


def release(work: Work, keys: Sequence[int]) -> None:
    """Let appointments hold no time any more."""
    if not keys:
        return
    for hold in work.session.scalars(select(Hold).where(Hold.appointment_id.in_(keys))):
        work.session.delete(hold)
    work.session.flush()


def heed_now(
    work: Work, row: Appointment, service: ServiceCard, reason: str | None
) -> None:
    """Look again at what stands against a visit that is about to begin.

    What was overridden for this very visit is not asked twice.
    """
    left = _not_yet_answered(work, row, service)
    weigh(left, reason)
    keep_reason(work, row.client_id, service, left, reason, row.id)


def heed_afterwards(
    work: Work,
    row: Appointment,
    service: ServiceCard,
    reason: str | None,
    *,
    was_begun: bool,
) -> None:
    """Keep what stands against a treatment that has been given.

    What has happened can always be written down. What came to light while it was given
    is kept with the reason, or with the word that it came to light then; one that
    nobody began in the book needs a reason, whatever stands against it.

    Raises:
        Contraindicated, ReasonNeeded: It was not begun here, and no reason is given.
    """
    left = _not_yet_answered(work, row, service)
    if was_begun and not is_reason(reason):
        reason = _(N_("Came to light while the treatment was under way"))
    weigh(left, reason, has_happened=True)
    keep_reason(work, row.client_id, service, left, reason, row.id)


def _not_yet_answered(
    work: Work, row: Appointment, service: ServiceCard
) -> list[Objection]:
    begins = max(work.now, work.instant(row.day, row.start))
    found = what_stands_against(
        *(work, row.client_id, service, work.today, begins), visit=row.id, begins=True
    )
    known = _overridden(work, row) if found else set()
    return [one for one in found if not (one.can_be_overridden and one.rule in known)]


def _overridden(work: Work, row: Appointment) -> set[str]:
    """Return the rules that somebody went against for this visit, with a reason.

    Until 0.1.0 the reason given while booking was kept without the visit; the moment
    at which it was booked tells which one was meant.
    """
    of_booking = (
        Override.appointment_id.is_(None)
        & (Override.client_id == row.client_id)
        & (Override.at == row.booked_at)
    )
    asked = select(Override.rule).where(
        or_(Override.appointment_id == row.id, of_booking),
        Override.service_id == row.service_id,
    )
    return set(work.session.scalars(asked))


def _allowed(work: Work, one: Place, reason: str | None) -> list[Objection]:
    """Refuse what is over or must not be; return what stands against it all the same.

    What does not change is not asked again.
    """
    slot, row = one.slot, one.row
    if row is None or (slot.day, slot.start) != (row.day, row.start):
        still_to_come(work, slot)
    if row is None or slot != Slot(row.day, row.start, row.minutes):
        on_the_clock(work, slot)
    if not one.is_promise:
        return []
    begins = work.instant(slot.day, slot.start)
    found = what_stands_against(
        *(work, one.client_id, one.service, slot.day, begins),
        visit=0 if row is None else row.id,
    )
    if row is not None and (slot.day, one.service.id) == (row.day, row.service_id):
        known = _overridden(work, row) if found else set()  # the day is the same
        found = [
            one for one in found if not (one.can_be_overridden and one.rule in known)
        ]
    weigh(found, reason)
    return found


def still_to_come(work: Work, slot: Slot) -> None:
    """Refuse a time that is over; one that has just begun may still be written down."""
    if work.instant(slot.day, slot.end) <= work.now:
        raise InThePast(slot.day, slot.start)


def on_the_clock(work: Work, slot: Slot) -> None:
    """Refuse an hour that the clocks jump over, also in the middle of a visit."""
    if gap := touches_lost(slot, work.zone):
        start, until = (clock_time(minute) for minute in gap)
        raise HourLost(slot, start, until)


def _needs(work: Work, one: Place, reason: str | None) -> Needs:
    """Return who and what would do, the preferred first."""
    names, wish = names_of_all(work), one.wish
    for kind, key in wish.named.items():
        if (kind, key) not in names:
            raise Missing(KINDS[kind].__name__, key)
    person = None if is_reason(reason) else wish.person
    if person is not None and person not in skilled(work, one.service):
        raise not_skilled(work, person, one.service)
    found = needs_of(work, one.service, wish, one.client_id, minutes=one.slot.minutes)
    rather, is_same = one.rather, False
    if one.row is not None:
        is_same = one.row.service_id == one.service.id
    rooms, devices = list(found.rooms), list(found.devices)
    if wish.room is None and rather.room is not None:
        rooms = _first(rather.room, rooms, is_same)
    if wish.device is None and rather.device is not None:
        devices = _first(rather.device, devices, is_same)
    return replace(found, rooms=rooms, devices=devices, needs_device=bool(devices))


def _first(key: int, keys: list[int], is_same: bool) -> list[int]:
    """Put *key* first, where it suits or was chosen for this service before."""
    if key not in keys and not is_same:
        return keys
    return [key, *(one for one in keys if one != key)]


def _lock(work: Work, wanted: Iterable[Needs]) -> None:
    if work.has_it_alone:
        return
    all_of = list(wanted)
    work.lock_all(
        {
            KINDS[Resource.CLIENT]: [one.client for one in all_of if one.client],
            KINDS[Resource.PERSON]: chain(*(one.people for one in all_of)),
            KINDS[Resource.ROOM]: chain(*(one.rooms for one in all_of)),
            KINDS[Resource.DEVICE]: chain(*(one.devices for one in all_of)),
        }
    )


def _choose(
    work: Work, one: Place, wanted: Needs, reason: str | None
) -> dict[Resource, int]:
    """Return who and what the visit takes, all of it free."""
    known = day_known(work, one.slot.day)
    if one.wish.person is not None and is_reason(reason):
        known.works[one.wish.person] = [(0, 24 * 60)]
    found = at(known, wanted, minute_of(one.slot.start))
    if found is None:
        raise why_not(work, one.service, one.slot, one.wish, wanted, known)
    taken = {Resource.CLIENT: int(one.client_id), Resource.PERSON: found.person}
    if found.room is not None:
        taken[Resource.ROOM] = found.room
    if found.device is not None:
        taken[Resource.DEVICE] = found.device
    return taken


def _write(work: Work, one: Place, taken: dict[Resource, int]) -> Appointment:
    room, device = taken.get(Resource.ROOM), taken.get(Resource.DEVICE)
    row = one.row
    if row is None:
        return work.add(
            Appointment(
                client_id=one.client_id,
                service_id=one.service.id,
                staff_id=StaffId(taken[Resource.PERSON]),
                room_id=room,
                device_id=device,
                slot=one.slot,
                price=one.service.price,
                status=Status.BOOKED,
                note=(one.note or "").strip(),
                reason="",
                booked_at=work.now,
            )
        )
    if row.service_id != one.service.id:
        row.service_id, row.price = one.service.id, one.service.price
    row.staff_id = StaffId(taken[Resource.PERSON])
    row.room_id = None if room is None else RoomId(room)
    row.device_id = None if device is None else DeviceId(device)
    row.slot = one.slot
    if one.note is not None:
        row.note = one.note.strip()
    return row


def _hold(
    work: Work,
    key: AppointmentId,
    shape: Shape,
    slot: Slot,
    taken: dict[Resource, int],
) -> None:
    rows = [
        {
            "appointment_id": key,
            "resource": kind,
            "resource_id": taken[kind],
            "day": slot.day,
            "start": start,
            "until": until,
        }
        for kind, start, until in spans_of(shape, slot)
        if kind in taken
    ]
    if work.has_it_alone:
        work.add_many(Hold, rows)
    else:
        work.session.add_all(Hold(**row) for row in rows)
        work.session.flush()
