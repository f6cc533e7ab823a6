"""What the settings ask of the records."""

from dataclasses import dataclass
from datetime import time

from salon.appointments.model import AwayLine, Resource
from salon.appointments.queries import absences
from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import all_services, terms
from salon.rooms.model import DeviceLine, RoomLine
from salon.rooms.queries import devices, rooms
from salon.staff.model import StaffLine
from salon.staff.queries import shifts, team
from salon.text import Names
from salon.work import Reading

Span = tuple[time, time]


@dataclass(frozen=True)
class House:
    """The team, the rooms and the price list, with the words for their kinds."""

    team: tuple[StaffLine, ...]
    hours: dict[int, tuple[tuple[Span, ...], ...]]
    away: tuple[AwayLine, ...]  # today
    rooms: tuple[RoomLine, ...]
    devices: tuple[DeviceLine, ...]
    services: tuple[ServiceCard, ...]
    room_types: dict[str, Names]
    device_types: dict[str, Names]
    skills: dict[str, Names]
    families: dict[str, Names]


def _in_order(found: dict[int, ServiceCard]) -> list[ServiceCard]:
    return sorted(found.values(), key=lambda one: (not one.is_active, int(one.id)))


def house(reading: Reading) -> House:
    """Return all that the settings list."""
    spans = shifts(reading)
    people = tuple(team(reading, everyone=True))
    away = absences(reading, reading.today)
    return House(
        team=people,
        hours={
            int(one.id): tuple(
                tuple(spans.get((int(one.id), day), ())) for day in range(7)
            )
            for one in people
        },
        away=tuple(one for one in away if one.resource is Resource.PERSON),
        rooms=tuple(rooms(reading, everything=True)),
        devices=tuple(devices(reading, everything=True)),
        services=tuple(_in_order(all_services(reading))),
        room_types=terms(reading, "room_type"),
        device_types=terms(reading, "device_type"),
        skills=terms(reading, "skill_level"),
        families=terms(reading, "service_family"),
    )
