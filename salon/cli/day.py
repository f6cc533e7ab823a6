"""Commands about the day: times, visits, treatments, calls and plans."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import date, time

from salon.aftercare.model import CallId, CallLine, Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.queries import call_line, calls_after, calls_due
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
from salon.catalogue.model import ServiceId
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.people import BadJson, read_json
from salon.errors import SalonError
from salon.plans.model import PlanCard, PlanId
from salon.plans.operations import make_plan
from salon.plans.queries import plan, plans
from salon.public import public_id
from salon.rooms.model import DeviceId, RoomId
from salon.staff.model import StaffId
from salon.text import N_, hour, short_day
from salon.treatments.model import TreatmentDraft, draft_from_plain
from salon.treatments.operations import finish
from salon.treatments.queries import treatment


@dataclass(eq=False)
class UnknownOutcome(SalonError):
    """A word that is no outcome of a call."""

    said: str
    outcomes: str

    text = N_("“{said}” is no outcome of a call. Say one of: {outcomes}.")


@dataclass(eq=False)
class NotAPair(SalonError):
    """A KEY=VALUE without its sign."""

    said: str

    text = N_("“{said}” should read KEY=VALUE.")


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
        days=min(max(options.days, 1), 366),
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
    booking = Booking(
        named.client(salon, options.client).id,
        named.service(salon, options.service).id,
        day,
        start,
        staff_id=staff,
        room_id=room,
        device_id=device,
        override=options.override,
    )
    return _visit(salon, salon.do(operations.book, booking))


def move_visit(salon: Salon, options: Namespace) -> Answer:
    """Give an appointment another time, place, length or service."""
    key = _appointment(options.id)
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
    keys = [_appointment(options.id), _appointment(options.other)]
    one, other = options.seen or (None, None)
    salon.do(operations.swap, *keys, override=options.override, seen=(one, other))
    lines = [salon.ask(appointment, key) for key in keys]
    shown = [shapes.appointment(salon, line) for line in lines]
    answer = listed("appointments", shown, map(_visit_line, lines))
    return Answer(answer.document, answer.lines, changed=shown[0]["id"])


def step(name: str, salon: Salon, options: Namespace) -> Answer:
    """Take one step of an appointment."""
    key = _appointment(options.id)
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


def complete_visit(salon: Salon, options: Namespace) -> Answer:
    """Record a treatment; its calls follow."""
    key = _appointment(options.id)
    draft = TreatmentDraft()
    if options.file:
        try:
            draft = draft_from_plain(read_json(options.file))
        except (TypeError, ValueError, AttributeError) as error:
            raise BadJson(str(error)[:120]) from error
    record = salon.do(finish, key, draft, override=options.override)
    due = salon.ask(calls_after, key)
    visit = salon.ask(appointment, key)
    document = {
        "appointment": shapes.appointment(salon, visit),
        "treatment": shapes.treatment(salon.ask(treatment, record)),
        "calls": [shapes.call(one) for one in due],
    }
    lines = [_visit_line(visit), *map(_call_line, due)]
    return Answer(document, lines, changed=public_id("appointment", key))


def day(salon: Salon, options: Namespace) -> Answer:
    """Print the day book."""
    first = named.day_of(salon, options.day)
    lines = salon.ask(day_book, first, min(max(options.days, 1), 366))
    shown = [shapes.appointment(salon, line) for line in lines]
    return listed("appointments", shown, map(_visit_line, lines))


def calls(salon: Salon, options: Namespace) -> Answer:
    """Print the call list."""
    until = named.day_of(salon, options.until) if options.until else None
    found = salon.ask(calls_due, until, everything=options.all)
    return listed("calls", [shapes.call(one) for one in found], map(_call_line, found))


def log(salon: Salon, options: Namespace) -> Answer:
    """Log how a call went."""
    key = CallId(named.key_of("aftercare_call", N_("call"), options.id))
    try:
        outcome = Outcome(options.outcome)
    except ValueError as error:
        raise UnknownOutcome(options.outcome, ", ".join(Outcome)) from error
    follows = salon.do(
        log_call,
        key,
        outcome,
        answers=dict(map(_pair, options.answer)),
        flag=options.flag,
        note=options.note,
        again=named.wall_clock(salon, options.again) if options.again else None,
    )
    line = salon.ask(call_line, key)
    shown = [shapes.follow(one) for one in follows]
    document = {"call": shapes.call(line), "follows": shown}
    lines = [_call_line(line), *(one.text for one in follows)]
    return Answer(document, lines, changed=public_id("aftercare_call", key))


def plan_for(salon: Salon, options: Namespace) -> Answer:
    """Make a treatment plan from a template."""
    her = named.client(salon, options.client)
    template = named.template(salon, options.template)
    start = named.day_of(salon, options.start) if options.start else None
    said = dict(map(_pair, options.set))
    key = salon.do(make_plan, her.id, template.ref, start=start, said=said)
    card = salon.ask(plan, key)
    lines = _plan_lines(card)
    return Answer(shapes.plan(salon, card), lines, changed=card.number)


def plans_of(salon: Salon, options: Namespace) -> Answer:
    """Print treatment plans."""
    who = named.client(salon, options.client).id if options.client else None
    found = salon.ask(plans, who)
    cards = [salon.ask(plan, PlanId(one.id)) for one in found]
    lines = (f"{card.number:>6}  {card.client}: {card.title}" for card in cards)
    return listed("plans", [shapes.plan(salon, card) for card in cards], lines)


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


def _appointment(said: str) -> AppointmentId:
    return AppointmentId(named.key_of("appointment", N_("appointment"), said))


def _pair(text: str) -> tuple[str, str]:
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise NotAPair(text)
    return name.strip(), value


def _visit(salon: Salon, key: AppointmentId) -> Answer:
    line = salon.ask(appointment, key)
    shown = shapes.appointment(salon, line)
    return Answer(shown, [_visit_line(line)], changed=shown["id"])


def _visit_line(line: DayLine) -> str:
    number = public_id("appointment", line.id)
    where = f", {line.room.name}" if line.room else ""
    return (
        f"{number:>8}  {line.slot}  {line.client}, {line.service}, "
        f"{line.person.name}{where}  {line.status.value}"
    )


def _call_line(line: CallLine) -> str:
    number = public_id("aftercare_call", line.id)
    at = hour(line.time_from) if line.time_from else "     "
    return (
        f"{number:>8}  {short_day(line.due)} {at}  {line.client}  {line.phone}  "
        f"{line.purpose_name}: {line.words}"
    )


def _plan_lines(card: PlanCard) -> list[str]:
    return [
        f"{card.number}  {card.client}: {card.title}",
        *(
            f"{one.number:>3}  {short_day(one.due_from)}–{short_day(one.due_until)}"
            f"  {one.service}"
            for one in card.sessions
        ),
        *card.body.dropped,
    ]
