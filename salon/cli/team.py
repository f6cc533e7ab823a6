"""Commands about who and what works here: the team, rooms, devices."""

from argparse import Namespace

from salon.app import Salon
from salon.cli.answer import Answer
from salon.clients.model import (
    BadField,
)
from salon.public import public_id
from salon.rooms.operations import add_device, add_room
from salon.staff.model import Role
from salon.staff.operations import hire


def hire_person(salon: Salon, options: Namespace) -> Answer:
    """Add someone to the team."""
    try:
        role = Role(options.role)
    except ValueError as error:
        raise BadField("role", options.role) from error
    key = public_id("staff_member", salon.do(hire, options.name, role, options.skills))
    return Answer({"id": key, "name": options.name}, [key], changed=key)


def add_a_room(salon: Salon, options: Namespace) -> Answer:
    """Add a room."""
    key = public_id("room", salon.do(add_room, options.name, options.type))
    return Answer({"id": key, "name": options.name}, [key], changed=key)


def add_a_device(salon: Salon, options: Namespace) -> Answer:
    """Add a device."""
    key = public_id("device", salon.do(add_device, options.name, options.type))
    return Answer({"id": key, "name": options.name}, [key], changed=key)
