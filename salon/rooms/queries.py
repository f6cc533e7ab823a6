"""What is asked about rooms and devices."""

from sqlalchemy import select

from salon.rooms.model import DeviceLine, RoomLine
from salon.rooms.tables import Device, Room
from salon.work import Reading, remembered


@remembered
def rooms(reading: Reading, *, everything: bool = False) -> list[RoomLine]:
    """Return the rooms in the salon's own order; *everything*: closed ones, too."""
    asked = select(
        *(Room.id, Room.version, Room.name, Room.room_type, Room.is_active)
    ).order_by(Room.sort, Room.id)
    if not everything:
        asked = asked.where(Room.is_active.is_(True))
    return [RoomLine(*row) for row in reading.session.execute(asked)]


@remembered
def devices(reading: Reading, *, everything: bool = False) -> list[DeviceLine]:
    """Return the devices in the salon's own order; *everything*: retired ones, too."""
    asked = select(
        *(Device.id, Device.version, Device.name, Device.device_type),
        Device.is_active,
    ).order_by(Device.sort, Device.id)
    if not everything:
        asked = asked.where(Device.is_active.is_(True))
    return [DeviceLine(*row) for row in reading.session.execute(asked)]
