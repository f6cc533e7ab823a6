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

    def said(self) -> str:
        """Return what was done of it, as far as one can say it in a line."""
        return _DONE.get(self.what, self.text)


_DONE = {
    "listen": N_("Complaint: heard, and read back"),
    "apologise": N_("Complaint: apologised"),
    "clarify": N_("Complaint: the cause is found"),
    "propose": N_("Complaint: the ways are offered"),
    "follow_up": N_("Complaint: what changes is kept"),
    "said": N_("Complaint: a further word is kept"),
    "offer": N_("Complaint: the ways on the table changed"),
    "asked": N_("Complaint: somebody is asked to grant it"),
    "granted": N_("Complaint: a way is granted"),
    "refused": N_("Complaint: a way is not granted"),
    "carried_out": N_("Complaint: a promise is kept"),
    "attempt": N_("Complaint: not reached"),
    "thinks": N_("Complaint: the client thinks it over"),
    "tick": N_("Complaint: ticked"),
    "owner": N_("Complaint: handed on"),
    "level": N_("Complaint: another level"),
}


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
