"""What can happen to the team."""

from dataclasses import dataclass

from salon.events import Event
from salon.staff.model import StaffId
from salon.text import N_


@dataclass(frozen=True)
class StaffJoined(Event):
    """Someone new works here."""

    staff_id: StaffId

    text = N_("Team member added")


@dataclass(frozen=True)
class StaffChanged(Event):
    """Name, role, skills or hours of someone changed."""

    staff_id: StaffId

    text = N_("Team member changed")
