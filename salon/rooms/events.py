"""What can happen to rooms and devices."""

from dataclasses import dataclass

from salon.events import Event
from salon.rooms.model import DeviceId, RoomId
from salon.text import N_


@dataclass(frozen=True)
class RoomAdded(Event):
    """The salon has one more room."""

    room_id: RoomId

    text = N_("Room added")


@dataclass(frozen=True)
class RoomChanged(Event):
    """A room was renamed, put to other use, or closed for good."""

    room_id: RoomId

    text = N_("Room changed")


@dataclass(frozen=True)
class DeviceAdded(Event):
    """The salon has one more device."""

    device_id: DeviceId

    text = N_("Device added")


@dataclass(frozen=True)
class DeviceChanged(Event):
    """A device was renamed, put to other use, or retired."""

    device_id: DeviceId

    text = N_("Device changed")
