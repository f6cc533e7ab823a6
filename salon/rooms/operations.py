"""What the owner does with rooms and devices."""

from sqlalchemy import func, select

from salon.errors import NoName, TooLong
from salon.rights import Right
from salon.rooms.events import DeviceAdded, DeviceChanged, RoomAdded, RoomChanged
from salon.rooms.model import ANY, DeviceId, RoomId
from salon.rooms.tables import Device, Room
from salon.text import N_, _
from salon.work import Work, needs

MOST = 120  # characters of a name


@needs(Right.MANAGE)
def add_room(work: Work, name: str, room_type: str = ANY) -> RoomId:
    """Add a room; raises NoName, TooLong."""
    last = work.session.scalar(select(func.max(Room.sort))) or 0
    room = work.add(Room(name=_named(name), room_type=room_type, sort=last + 1))
    work.record(RoomAdded(room.id))
    return room.id


@needs(Right.MANAGE)
def change_room(
    work: Work,
    key: RoomId,
    *,
    name: str | None = None,
    room_type: str | None = None,
    is_active: bool | None = None,
    seen: int | None = None,
) -> None:
    """Rename a room, give it another use, or close it for good."""
    room = work.get(Room, key, seen=seen)
    if name is not None:
        room.name = _named(name)
    if room_type is not None:
        room.room_type = room_type
    if is_active is not None:
        room.is_active = is_active
    work.record(RoomChanged(key))


@needs(Right.MANAGE)
def add_device(work: Work, name: str, device_type: str) -> DeviceId:
    """Add a device; raises NoName, TooLong."""
    last = work.session.scalar(select(func.max(Device.sort))) or 0
    device = work.add(Device(name=_named(name), device_type=device_type, sort=last + 1))
    work.record(DeviceAdded(device.id))
    return device.id


@needs(Right.MANAGE)
def change_device(
    work: Work,
    key: DeviceId,
    *,
    name: str | None = None,
    device_type: str | None = None,
    is_active: bool | None = None,
    seen: int | None = None,
) -> None:
    """Rename a device, or retire it."""
    device = work.get(Device, key, seen=seen)
    if name is not None:
        device.name = _named(name)
    if device_type is not None:
        device.device_type = device_type
    if is_active is not None:
        device.is_active = is_active
    work.record(DeviceChanged(key))


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise NoName
    if len(name) > MOST:
        raise TooLong(_(N_("The name")), len(name), MOST)
    return name
