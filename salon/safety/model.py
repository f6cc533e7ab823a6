"""The words and rules of contraindications.

Rules never diagnose: they say "advise a doctor", never what an illness is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from salon.catalogue.model import ServiceCard
from salon.clients.model import BirthdayLine
from salon.errors import SalonError
from salon.text import N_, Names

SHORTEST_REASON = 3  # letters of a reason for going on all the same


class Action(StrEnum):
    """What a rule asks for; the strongest decides."""

    WARN = "warn"  # treat with adaptation: acknowledged with a reason
    DEFER = "defer"  # wait until a date
    GP_NOTE = "gp_note"  # written medical consent first
    BLOCK = "block"  # do not treat; nobody overrides

    @property
    def strength(self) -> int:
        """Higher decides over lower."""
        return tuple(Action).index(self)

    @property
    def can_be_overridden(self) -> bool:
        """Whether a reason is enough to go on all the same."""
        return self is not Action.BLOCK


ACTION_WORDS = {
    Action.WARN: N_("Treat with adaptation"),
    Action.DEFER: N_("Wait until a date"),
    Action.GP_NOTE: N_("Doctor’s letter first"),
    Action.BLOCK: N_("Do not treat"),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the contraindications."""

    ref: str
    scope_type: str  # family, service
    scope_id: str  # ALL, a family, or a service's reference id
    condition: str
    action: Action
    defer_days: int | None
    area_only: bool
    reason: Names


@dataclass(frozen=True, slots=True)
class Condition:
    """A state of health as it stands in her file."""

    what: str  # reference id
    zones: str  # separated by blanks; "" everywhere
    since: date | None
    until: date | None  # over from that day on
    note: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done here on a day."""

    family: str
    day: date
    ref: str  # of the service
    areas: str


@dataclass(frozen=True, slots=True)
class PatchTestLine:
    """A patch test: put on, and read or not."""

    applied_at: datetime
    read_at: datetime | None
    result: str  # "", none, doubtful, positive

    def covers(self, service: ServiceCard, at: datetime) -> bool:
        """Return whether it is a negative reading that holds at the instant *at*."""
        ready = self.applied_at + timedelta(hours=service.patch_wait_hours)
        until = self.applied_at + timedelta(hours=service.patch_valid_hours)
        return self.result == "none" and ready <= at <= until


@dataclass(frozen=True, slots=True)
class Facts:
    """All of one client that rules may speak of, whatever the service and the day."""

    conditions: tuple[Condition, ...]
    allergies: tuple[str, ...]
    visits: tuple[Done, ...]
    phototype: int | None  # Fitzpatrick, as last seen
    born: BirthdayLine
    guardian_agreed: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A fact about the client that rules may speak of."""

    condition: str
    name: str
    since: date | None = None
    zones: frozenset[str] = frozenset()  # empty: not known


@dataclass(frozen=True, slots=True)
class Caution:
    """What stands against a service for one client."""

    rule: str  # reference id, or a word of the engine: "age", "patch_test"
    condition: str
    action: Action
    text: str  # in words: the fact, the reason, what to do
    until: date | None = None  # the first day it no longer stands, if known


@dataclass(eq=False)
class Contraindicated(SalonError):
    """Her health stands against the service."""

    cautions: list[Caution]
    text_: str
    can_be_overridden: bool

    text = N_("{text_}")


@dataclass(eq=False)
class ReasonNeeded(SalonError):
    """An override without a reason."""

    text = N_("Going on all the same needs a reason; it is kept. Type one.")


def is_reason(said: str | None) -> bool:
    """Return whether *said* is a reason, and not a field that was left alone."""
    return said is not None and len(said.strip()) >= SHORTEST_REASON


def weigh(found: Sequence[Caution], reason: str | None) -> None:
    """Let it go on if nothing stands against it, or a reason is given where one may.

    Raises:
        Contraindicated: Something must not be overridden, or no reason was given.
        ReasonNeeded: The reason says nothing.
    """
    if not found:
        return
    can_go_on = all(one.action.can_be_overridden for one in found)
    if reason is None or not can_go_on:
        said = " ".join(one.text for one in found)
        raise Contraindicated(list(found), said, can_go_on)
    if not is_reason(reason):
        raise ReasonNeeded
