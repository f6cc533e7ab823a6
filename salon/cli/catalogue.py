"""The command that prints what there is to choose from."""

from argparse import Namespace
from collections.abc import Callable
from typing import Any

from salon.app import Salon
from salon.catalogue.model import Subject
from salon.catalogue.queries import entries, products, services
from salon.cli import shapes
from salon.cli.answer import Answer, listed
from salon.public import public_id
from salon.rooms.queries import devices, rooms
from salon.staff.queries import team


def catalogue(salon: Salon, options: Namespace) -> Answer:
    """Print what there is to choose from."""
    rows = _CATALOGUES[options.what](salon, options.text)
    lines = (
        f"{row['id']:>6}  {row.get('ref') or '':<18} {row['name']}" for row in rows
    )
    return listed(options.what, rows, lines)


def _services(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {
            "id": public_id("service", one.id),
            "ref": one.ref,
            "name": one.name,
            "family": one.family,
            "minutes": one.minutes,
            "buffer_minutes": one.buffer_minutes,
            "gap_offset": one.gap_offset,
            "gap_minutes": one.gap_minutes,
            "room_type": one.room_type,
            "device_type": one.device_type,
            "price": shapes.money(salon, one.price),
            "protocol": one.protocol,
        }
        for one in salon.ask(services, text)
    ]


def _products(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {
            "id": public_id("product", one.id),
            "ref": one.ref,
            "name": one.name,
            "category": one.category,
        }
        for one in salon.ask(products, text)
    ]


def _people(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {
            "id": public_id("staff_member", one.id),
            "name": one.name,
            "role": one.role.value,
            "skills": one.skills.split(),
        }
        for one in salon.ask(team)
        if text.casefold() in one.name.casefold()
    ]


def _rooms(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {"id": public_id("room", one.id), "name": one.name, "room_type": one.room_type}
        for one in salon.ask(rooms)
        if text.casefold() in one.name.casefold()
    ]


def _devices(salon: Salon, text: str) -> list[dict[str, Any]]:
    return [
        {
            "id": public_id("device", one.id),
            "name": one.name,
            "device_type": one.device_type,
        }
        for one in salon.ask(devices)
        if text.casefold() in one.name.casefold()
    ]


def _entries(subject: Subject) -> Callable[[Salon, str], list[dict[str, Any]]]:
    def rows(salon: Salon, text: str) -> list[dict[str, Any]]:
        plain = text.casefold()
        return [
            {"id": one.ref, "ref": one.ref, "name": str(one.names)}
            for one in salon.ask(entries, subject)
            if plain in f"{one.ref} {one.names}".casefold()
        ]

    return rows


_CATALOGUES: dict[str, Callable[[Salon, str], list[dict[str, Any]]]] = {
    "services": _services,
    "products": _products,
    "people": _people,
    "rooms": _rooms,
    "devices": _devices,
    "protocols": _entries(Subject.PROTOCOL),
    "templates": _entries(Subject.TEMPLATE),
}
