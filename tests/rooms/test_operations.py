"""Rooms and devices: a closed one is offered to nobody, one for all suits all."""

from datetime import time
from typing import Any

import pytest

from salon.appointments.operations import Booking, Change, book, move
from salon.appointments.queries import day_book, free_times
from salon.catalogue.queries import service
from salon.errors import EditedElsewhere, NoName, NotAllowed, TooLong
from salon.rooms.model import ANY, suits
from salon.rooms.operations import (
    MOST,
    add_device,
    add_room,
    change_device,
    change_room,
)
from salon.rooms.queries import devices, rooms
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.work import Work
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade


def offered(house: House, **needs: Any) -> tuple[set[str], set[str]]:
    """Return the rooms and devices that are offered for a service with *needs*."""

    def sell(work: Work) -> Any:
        work.record(RowMade())
        return work.add(a_service("asked", "Asked", 30, **needs)).id

    card = house.salon.ask(service, house.salon.do(sell))
    times = house.salon.ask(free_times, card, limit=3)
    return (
        {one.room.name for one in times if one.room},
        {one.device.name for one in times if one.device},
    )


def test_what_is_added_stands_last_and_is_renamed(house: House) -> None:
    key = house.salon.do(add_room, "  Rose   room ", "wet_room")
    laser = house.salon.do(add_device, "Laser 2", "laser")

    assert [one.name for one in house.salon.ask(rooms)] == ["Cabin", "Rose room"]
    assert [one.name for one in house.salon.ask(devices)] == ["Laser", "Laser 2"]

    house.salon.do(change_room, key, name="Lily", room_type=ANY)
    house.salon.do(change_device, laser, name="IPL", device_type="ipl")
    assert house.salon.ask(rooms)[1].name == "Lily"
    assert house.salon.ask(devices)[1].device_type == "ipl"
    house.salon.undo()
    house.salon.undo()
    assert house.salon.ask(rooms)[1].room_type == "wet_room"
    assert house.salon.ask(devices)[1].name == "Laser 2"


@pytest.mark.parametrize(
    ("name", "error"), [("", NoName), ("  ", NoName), ("x" * (MOST + 1), TooLong)]
)
def test_a_name_that_is_none_is_refused(
    house: House, name: str, error: type[Exception]
) -> None:
    for attempt in (
        lambda: house.salon.do(add_room, name),
        lambda: house.salon.do(add_device, name, "laser"),
        lambda: house.salon.do(change_room, house.cabin, name=name),
        lambda: house.salon.do(change_device, house.laser, name=name),
    ):
        with pytest.raises(error):
            attempt()


def test_a_closed_room_and_a_retired_device_are_offered_to_nobody(
    house: House,
) -> None:
    attic = house.salon.do(add_room, "Attic")
    old = house.salon.do(add_device, "Old IPL", "ipl")
    house.salon.do(add_device, "New IPL", "ipl")
    house.salon.do(change_room, house.cabin, is_active=False)
    house.salon.do(change_device, old, is_active=False)

    assert offered(house, device_type="ipl") == ({"Attic"}, {"New IPL"})
    assert [one.id for one in house.salon.ask(rooms)] == [attic]
    assert len(house.salon.ask(rooms, everything=True)) == 2
    assert len(house.salon.ask(devices, everything=True)) == 3


def test_visits_stay_in_a_room_that_is_closed_later(house: House) -> None:
    key = house.booked(time(9))
    house.salon.do(add_room, "Attic")
    house.salon.do(change_room, house.cabin, is_active=False)

    [line] = house.salon.ask(day_book, FRIDAY)
    assert line.room is not None
    assert line.room.name == "Cabin"
    house.salon.do(move, key, Change(start=time(11)))
    other = Booking(house.basia, house.peel, FRIDAY, time(14))
    house.salon.do(book, other)
    names = [one.room.name for one in house.salon.ask(day_book, FRIDAY) if one.room]
    assert names[1] == "Attic"


@pytest.mark.parametrize(
    ("room", "needed", "does"),
    [
        ("wet_room", "wet_room", True),
        (ANY, "wet_room", True),
        ("wet_room", ANY, True),
        ("nail_desk", "wet_room", False),
    ],
)
def test_a_room_for_everything_takes_everything(
    room: str, needed: str, does: bool
) -> None:
    assert suits(room, needed) is does


def test_the_very_room_and_device_a_service_needs_are_offered(house: House) -> None:
    house.salon.do(change_room, house.cabin, room_type="nail_desk")
    house.salon.do(change_device, house.laser, device_type="steamer")
    house.salon.do(add_room, "Bath", "wet_room")
    house.salon.do(add_device, "IPL", "ipl")

    needs = {"room_type": "wet_room", "device_type": "ipl"}
    assert offered(house, **needs) == ({"Bath"}, {"IPL"})


def test_what_somebody_else_changed_meanwhile_is_not_written_over(
    house: House,
) -> None:
    [cabin], [laser] = house.salon.ask(rooms), house.salon.ask(devices)
    house.salon.do(change_room, cabin.id, name="First", seen=cabin.version)
    house.salon.do(change_device, laser.id, name="First", seen=laser.version)

    with pytest.raises(EditedElsewhere):
        house.salon.do(change_room, cabin.id, name="Second", seen=cabin.version)
    with pytest.raises(EditedElsewhere):
        house.salon.do(change_device, laser.id, name="Second", seen=laser.version)


def test_rooms_and_devices_are_the_managers(house: House) -> None:
    lily = house.salon.do(hire, "Lily", Role.RECEPTION)

    for operation, args in (
        (add_room, ("Attic",)),
        (change_room, (house.cabin,)),
        (add_device, ("IPL", "ipl")),
        (change_device, (house.laser,)),
    ):
        with pytest.raises(NotAllowed):
            house.salon.do_as(lily, operation, *args)  # type: ignore[arg-type]
