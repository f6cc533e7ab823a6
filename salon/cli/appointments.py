"""Commands about times and visits."""

from argparse import Namespace
from datetime import date, time

from salon.app import Salon
from salon.appointments import operations
from salon.appointments.model import AppointmentId, DayLine
from salon.appointments.operations import Booking, Change
from salon.appointments.queries import (
    Chosen,
    against_times,
    appointment,
    day_book,
    free_times,
)
from salon.catalogue.model import Ambiguous, NotFound, ServiceId
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.clients.model import ClientId
from salon.clients.queries import client_relatives
from salon.public import public_id
from salon.rooms.model import DeviceId, RoomId
from salon.staff.model import StaffId
from salon.text import N_, _


def free(salon: Salon, options: Namespace) -> Answer:
    """Print the first free times for a service, and what stands against each."""
    service = named.service(salon, options.service)
    person = named.person(salon, options.person) if options.person else None
    start = named.day_of(salon, options.start) if options.start else None
    client = named.client(salon, options.client).id if options.client else None
    found = salon.ask(
        free_times,
        service,
        start=start,
        days=named.count_of_days(options.days),
        chosen=Chosen(person),
        client_id=client,
    )
    if client is None:
        lines = (f"{one.text}  {one.person.name}" for one in found)
        return Answer({"times": [shapes.free(one) for one in found]}, lines)
    against = salon.ask(against_times, client, service, found)
    shown = [
        shapes.free(one) | {"against": list(map(shapes.caution, cautions))}
        for one, cautions in zip(found, against, strict=True)
    ]
    lines = (
        "  ".join((one.text, one.person.name, *(it.text for it in cautions)))
        for one, cautions in zip(found, against, strict=True)
    )
    return Answer({"times": shown}, lines)


def book_visit(salon: Salon, options: Namespace) -> Answer:
    """Give a client a time."""
    day, start = named.moment(salon, options.at)
    staff, room, device = _who_and_where(salon, options)
    her = named.client(salon, options.client).id
    booker, relative = _asks(salon, her, options.asked_by)
    booking = Booking(
        her,
        named.service(salon, options.service).id,
        day,
        start,
        staff_id=staff,
        room_id=room,
        device_id=device,
        override=options.override,
        asked_by=booker,
        asked_by_relative=relative,
    )
    return _visit(salon, salon.do(operations.book, booking))


def _asks(
    salon: Salon, her: ClientId, said: str | None
) -> tuple[ClientId | None, int | None]:
    """Return who asks in a client's place: a client, or who is named in the file.

    Raises:
        NotFound, Ambiguous: Nobody is meant, or several may be.
    """
    if said is None:
        return None, None
    family = salon.ask(client_relatives, her)
    plain = " ".join(said.split()).casefold()
    number = said.strip().upper()
    meant = [
        one
        for one in family
        if public_id("relative", one.id) == number or one.name.casefold() == plain
    ]
    if len(meant) > 1:
        names = [f"{public_id('relative', one.id)} {one.name}" for one in meant]
        raise Ambiguous(_(N_("relative")), said, names)
    if meant:
        return None, meant[0].id
    try:
        named.key_of("relative", N_("relative"), said)
    except NotFound:
        return ClientId(named.client(salon, said).id), None
    raise NotFound(_(N_("relative")), said)  # of another file


def move_visit(salon: Salon, options: Namespace) -> Answer:
    """Give an appointment another time, place, length or service."""
    key = appointment_key(options.id)
    day: date | None = None
    start: time | None = None
    if options.at:
        day, start = named.moment(salon, options.at)
    staff, room, device = _who_and_where(salon, options)
    service: ServiceId | None = None
    if options.service:
        service = named.service(salon, options.service).id
    change = Change(
        day=day,
        start=start,
        staff_id=staff,
        room_id=room,
        device_id=device,
        minutes=options.minutes,
        service_id=service,
        override=options.override,
    )
    salon.do(operations.move, key, change, seen=options.seen)
    return _visit(salon, key)


def swap_visits(salon: Salon, options: Namespace) -> Answer:
    """Let two appointments take each other's time."""
    keys = [appointment_key(options.id), appointment_key(options.other)]
    one, other = options.seen or (None, None)
    salon.do(operations.swap, *keys, override=options.override, seen=(one, other))
    lines = [salon.ask(appointment, key) for key in keys]
    shown = [shapes.appointment(salon, line) for line in lines]
    answer = listed("appointments", shown, map(visit_line, lines))
    return Answer(answer.document, answer.lines, changed=shown[0]["id"])


def step(name: str, salon: Salon, options: Namespace) -> Answer:
    """Take one step of an appointment."""
    key = appointment_key(options.id)
    match name:
        case "confirm":
            salon.do(operations.confirm, key)
        case "arrive":
            salon.do(operations.arrive, key)
        case "start":
            salon.do(operations.start_treatment, key, override=options.override)
        case "missed":
            salon.do(operations.miss, key)
        case "leave":
            salon.do(operations.leave, key)
        case _:
            salon.do(operations.cancel, key, options.reason)
    return _visit(salon, key)


def day(salon: Salon, options: Namespace) -> Answer:
    """Print the day book."""
    first = named.day_of(salon, options.day)
    lines = salon.ask(day_book, first, named.count_of_days(options.days))
    shown = [shapes.appointment(salon, line) for line in lines]
    return listed("appointments", shown, map(visit_line, lines))


def _who_and_where(
    salon: Salon, options: Namespace
) -> tuple[StaffId | None, RoomId | None, DeviceId | None]:
    person = named.person(salon, options.person) if options.person else None
    room = named.room(salon, options.room) if options.room else None
    device = named.device(salon, options.device) if options.device else None
    return (
        StaffId(person) if person is not None else None,
        RoomId(room) if room is not None else None,
        DeviceId(device) if device is not None else None,
    )


def appointment_key(said: str) -> AppointmentId:
    """Return the appointment that a public number names; raises NotFound."""
    return AppointmentId(named.key_of("appointment", N_("appointment"), said))


def _visit(salon: Salon, key: AppointmentId) -> Answer:
    line = salon.ask(appointment, key)
    shown = shapes.appointment(salon, line)
    return Answer(shown, [visit_line(line)], changed=shown["id"])


def visit_line(line: DayLine) -> str:
    """Return an appointment as one line for people."""
    number = public_id("appointment", line.id)
    where = f", {line.room.name}" if line.room else ""
    return (
        f"{number:>8}  {line.slot}  {line.client}, {line.service}, "
        f"{line.person.name}{where}  {line.status.value}"
    )
