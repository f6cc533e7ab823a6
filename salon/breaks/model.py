"""The words of what a new fact breaks."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from salon.appointments.model import Slot
from salon.errors import SalonError
from salon.safety.model import Objection, Verdict
from salon.text import N_, Names, hour, short_day


class Kind(StrEnum):
    """What is broken, in the order in which it is shown."""

    VISIT = "visit"
    SESSION = "session"  # of a plan, not booked yet
    HOME = "home"  # a product of a plan's home care
    COURSE = "course"  # paid for ahead


class Way(StrEnum):
    """What is done about it."""

    MOVE = "move"  # to the first day it is possible
    INSTEAD = "instead"  # something gentler at the same time
    CANCEL = "cancel"  # the visit; the session; the product
    PAUSE = "pause"  # the plan, until somebody takes it up again
    KEEP = "keep"  # all the same, with a reason that is kept


WAY_WORDS = {
    Way.MOVE: N_("Move"),
    Way.INSTEAD: N_("Instead"),
    Way.CANCEL: N_("Cancel"),
    Way.PAUSE: N_("Pause"),
    Way.KEEP: N_("Keep it"),
}


@dataclass(frozen=True, slots=True)
class Other:
    """Another service that she may have."""

    service_id: int
    names: Names

    @property
    def name(self) -> str:
        """What it is called here and now."""
        return str(self.names)


@dataclass(frozen=True, slots=True)
class Free:
    """A free time to which a visit can go."""

    day: date
    start: time
    person_id: int
    person: str

    @property
    def text(self) -> str:
        """When and with whom, in words."""
        return f"{short_day(self.day)} {hour(self.start)}, {self.person}"


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that does not fit any more, and the ways on."""

    kind: Kind
    id: int  # of the appointment, session or course; of the plan for home care
    version: int
    names: Names  # of the service or product
    about: str  # when, with whom; how many are left
    objections: tuple[Objection, ...]
    ways: tuple[Way, ...]  # the gentlest that keeps her visit first
    product: str = ""  # reference id, for home care
    plan: str = ""  # title of the plan it belongs to
    first: date | None = None  # the first day on which it is possible, if known
    free: Free | None = None
    other: Other | None = None
    slot: Slot | None = None  # of a visit

    @property
    def title(self) -> str:
        """What it is called here and now."""
        return str(self.names)

    @property
    def verdict(self) -> Verdict:
        """What decides."""
        return max(
            (one.verdict for one in self.objections), key=lambda one: one.strength
        )

    @property
    def key(self) -> str:
        """What tells it from the others of one client."""
        return f"{self.kind.value} {self.id} {self.product}".strip()

    @property
    def needs_reason(self) -> bool:
        """Whether keeping it asks for a reason: not where it only wants adapting."""
        return self.verdict.strength >= Verdict.DEFER.strength


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be done about one of them."""

    key: str  # of the `Broken`
    way: Way
    reason: str = ""


@dataclass(eq=False)
class NotBroken(SalonError):
    """It is no longer among what is broken, or not in this way."""

    what: str

    text = N_("“{what}” has changed meanwhile. Look at the list again.")


@dataclass(eq=False)
class CannotKeep(SalonError):
    """Nobody keeps what must not be."""

    what: str
    why: str

    text = N_("“{what}” cannot be kept: {why}")
