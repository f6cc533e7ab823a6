"""Commands about who and what works here: the team, rooms, devices."""

from argparse import Namespace
from datetime import date
from typing import Any

from salon.app import Salon
from salon.appointments.queries import visits_between
from salon.cli import named
from salon.cli.answer import Answer
from salon.clients.model import (
    BadField,
)
from salon.public import public_id
from salon.rooms.operations import add_device, add_room
from salon.settings.model import ClosedDay
from salon.settings.operations import close_days, open_days
from salon.settings.queries import premises
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.text import _, full_day, ngettext


def hire_person(salon: Salon, options: Namespace) -> Answer:
    """Add someone to the team."""
    try:
        role = Role(options.role)
    except ValueError as error:
        raise BadField("role", options.role) from error
    key = public_id("staff_member", salon.do(hire, options.name, role, options.skills))
    return Answer({"id": key, "name": options.name}, [key], changed=key)


def close(salon: Salon, options: Namespace) -> Answer:
    """Close the salon on some days; say what is booked then."""
    first, last = _days(salon, options)
    salon.do(close_days, first, last, options.reason)
    booked = salon.ask(visits_between, first, last)
    closed = salon.ask(premises).closed_days
    said = [_closed_words(one) for one in closed if first <= one.day <= last]
    if booked:
        still = ngettext(
            "{number} visit is booked on these days; move it.",
            "{number} visits are booked on these days; move them.",
            booked,
        )
        said.append(still.format(number=booked))
    return Answer(_closed(salon) | {"booked": booked}, said, changed=first.isoformat())


def reopen(salon: Salon, options: Namespace) -> Answer:
    """Open the salon again on days that were closed."""
    first, last = _days(salon, options)
    before = salon.ask(premises).closed_days
    salon.do(open_days, first, last)
    again = _("{day}: open again")
    said = [
        again.format(day=full_day(one.day))
        for one in before
        if first <= one.day <= last
    ]
    return Answer(_closed(salon), said, changed=first.isoformat())


def _days(salon: Salon, options: Namespace) -> tuple[date, date]:
    first = named.day_of(salon, options.day)
    return first, named.day_of(salon, options.until) if options.until else first


def _closed(salon: Salon) -> dict[str, Any]:
    return {
        "closed": [
            {"day": one.day.isoformat(), "reason": one.reason}
            for one in salon.ask(premises).closed_days
        ]
    }


def _closed_words(one: ClosedDay) -> str:
    return f"{full_day(one.day)}  {one.reason}".rstrip()


def add_a_room(salon: Salon, options: Namespace) -> Answer:
    """Add a room."""
    key = public_id("room", salon.do(add_room, options.name, options.type))
    return Answer({"id": key, "name": options.name}, [key], changed=key)


def add_a_device(salon: Salon, options: Namespace) -> Answer:
    """Add a device."""
    key = public_id("device", salon.do(add_device, options.name, options.type))
    return Answer({"id": key, "name": options.name}, [key], changed=key)
