"""What can happen to a complaint."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class ComplaintOpened(Event):
    """Somebody is not content, and we heard it."""

    complaint_id: int
    client_id: int
    level: int

    text = N_("Complaint opened")


@dataclass(frozen=True)
class ComplaintChanged(Event):
    """More is known of it, or more was done."""

    complaint_id: int
    client_id: int
    what: str  # a step, or owner, level, raised, said, offer …

    text = N_("Complaint worked on")


@dataclass(frozen=True)
class ComplaintAgreed(Event):
    """The client chose one of the ways that were offered."""

    complaint_id: int
    client_id: int

    text = N_("Complaint: agreed")


@dataclass(frozen=True)
class ComplaintTakenBack(Event):
    """A step was none after all."""

    complaint_id: int
    client_id: int
    what: str  # the step

    text = N_("Complaint: step taken back")


@dataclass(frozen=True)
class ComplaintEnded(Event):
    """It was closed with an outcome."""

    complaint_id: int
    client_id: int
    outcome: str

    text = N_("Complaint closed")


@dataclass(frozen=True)
class ComplaintReopened(Event):
    """It was not over after all."""

    complaint_id: int
    client_id: int

    text = N_("Complaint opened again")


@dataclass(frozen=True)
class ComplaintsRaised(Event):
    """What nobody had answered in time went to the next responder."""

    count: int
    complaints: tuple[int, ...] = ()

    text = N_("Late complaints handed on")
