"""The words and rules of contraindications.

Rules never diagnose: they say "advise a doctor", never what an illness is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from salon.clients.model import BirthdayLine
from salon.errors import SalonError
from salon.text import N_, Names
from salon.typed import is_reason as is_reason


class Action(StrEnum):
    """What a rule of the list asks for, as it is stored."""

    WARN = "warn"  # treat with adaptation: acknowledged with a reason
    DEFER = "defer"  # wait until a date
    GP_NOTE = "gp_note"  # written medical consent first
    BLOCK = "block"  # do not treat; nobody overrides


class Verdict(StrEnum):
    """What is said of a service for one client on one day; the strongest decides."""

    CLEAR = "clear"  # nothing stands against it
    WARN = "warn"  # something to know and to heed
    ADAPT = "adapt"  # may be given, otherwise than usual
    DEFER = "defer"  # later
    LETTER = "letter"  # a doctor's letter first
    BLOCK = "block"  # not at all; nobody goes against it

    @property
    def strength(self) -> int:
        """Higher decides over lower."""
        return tuple(Verdict).index(self)

    @property
    def can_be_overridden(self) -> bool:
        """Whether a reason is enough to go on all the same."""
        return self is not Verdict.BLOCK

    @property
    def action(self) -> Action:
        """What a rule that says so asks for."""
        return _ACTIONS[self]


_ACTIONS = {
    Verdict.CLEAR: Action.WARN,
    Verdict.WARN: Action.WARN,
    Verdict.ADAPT: Action.WARN,
    Verdict.DEFER: Action.DEFER,
    Verdict.LETTER: Action.GP_NOTE,
    Verdict.BLOCK: Action.BLOCK,
}

VERDICT_WORDS = {
    Verdict.CLEAR: N_("Fine to go ahead"),
    Verdict.WARN: N_("Worth knowing"),
    Verdict.ADAPT: N_("Adapt the treatment"),
    Verdict.DEFER: N_("Wait a while"),
    Verdict.LETTER: N_("Doctor’s letter first"),
    Verdict.BLOCK: N_("Not possible now"),
}


# What needs a hand before the visit begins, by the condition that is missing.
SHORT = {
    "patch_missing": N_("No patch test"),
    "patch_fail": N_("Patch test positive"),
    "consent_missing": N_("Consent to sign"),
    "no_guardian": N_("Guardian to sign"),
    "age": N_("Too young"),
    "incident": N_("Incident open"),
    "reaction": N_("Not again"),
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
    source: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A state of health as it stands in her file."""

    what: str  # reference id
    zones: str  # separated by blanks; "" everywhere
    since: date | None
    until: date | None  # over from that day on; of a medicine, the last day
    note: str
    key: int = 0
    expected_on: date | None = None  # of a pregnancy
    ended_how: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Visit:
    """What was done here on a day, or is booked for it."""

    family: str
    day: date
    ref: str  # of the service
    areas: str
    device_type: str = "none"
    is_booked: bool = False  # agreed, and not yet done
    key: int = 0  # of the appointment


@dataclass(frozen=True, slots=True)
class Charted:
    """A sign on the chart of a look at her skin."""

    sign: str  # reference id of skin_conditions
    zone: str
    grade: int | None
    day: date
    look: int  # of the assessment


@dataclass(frozen=True, slots=True)
class Agreed:
    """A consent, a letter or a refusal in her file."""

    what: str  # reference id of consents
    on: date
    service_ref: str = ""
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """An incident that holds something back, or that barred a service for good."""

    key: int
    service_ref: str
    family: str
    device_type: str
    is_open: bool
    on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """All of one client that rules may speak of, whatever the service and the day."""

    conditions: tuple[Condition, ...] = ()
    allergies: tuple[tuple[int, str, bool, bool], ...] = ()
    """Key, substance, certain, and whether it is told what happened or how bad."""
    visits: tuple[Visit, ...] = ()
    phototype: int | None = None  # Fitzpatrick, as last seen or told
    born: BirthdayLine = field(default_factory=BirthdayLine)
    agreed: tuple[Agreed, ...] = ()
    charted: tuple[Charted, ...] = ()
    looks: tuple[tuple[int, date, str], ...] = ()  # key, day, zones charted
    answers: tuple[tuple[str, str, str, str, date | None], ...] = ()
    """To typed words: place, word, answer, conditions, the last day."""
    typed: tuple[tuple[str, str], ...] = ()  # place, text
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A fact about the client that rules may speak of."""

    condition: str
    name: str
    since: date | None = None  # from which waiting days count; None: they do not
    zones: frozenset[str] = frozenset()  # empty: not known
    known_from: str = ""  # in words
    root: str = ""  # the fact it was derived from: of one fact one thing is said


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that stands against a service for one client."""

    rule: str  # reference id, or a word of the engine: interval, patch_test …
    condition: str
    verdict: Verdict
    text: str  # in words: the fact, the reason, what to do
    until: date | None = None  # the first day it no longer stands, if known
    known_from: str = ""  # how one knows, in words
    source: str = ""  # of the rule
    adapt: str = ""  # how to give it all the same

    @property
    def can_be_overridden(self) -> bool:
        """Whether a reason is enough to go on all the same."""
        return self.verdict.can_be_overridden


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be said of a service for one client on one day."""

    objections: tuple[Objection, ...] = ()
    to_do: tuple[Objection, ...] = ()  # may still be put right before it begins
    notes: tuple[str, ...] = ()  # worth knowing, in nobody's way

    @property
    def verdict(self) -> Verdict:
        """What decides."""
        return max(
            (one.verdict for one in self.objections),
            key=lambda one: one.strength,
            default=Verdict.CLEAR,
        )


@dataclass(eq=False)
class Contraindicated(SalonError):
    """Her health stands against the service."""

    cautions: list[Objection]
    text_: str
    can_be_overridden: bool

    text = N_("{text_}")


@dataclass(eq=False)
class ReasonNeeded(SalonError):
    """An override without a reason."""

    text = N_("To go on all the same, write what was asked or agreed. It is kept.")


def weigh(
    found: Sequence[Objection], reason: str | None, *, has_happened: bool = False
) -> None:
    """Let it go on if nothing stands against it, or a reason is given where one may.

    Args:
        found: What stands against it.
        reason: Why it is done all the same.
        has_happened: It was done already: then a reason is always enough, as what has
            happened can always be written down.

    Raises:
        Contraindicated: Something must not be overridden, or no reason was given.
        ReasonNeeded: The reason says nothing.
    """
    if not found:
        return
    can_go_on = has_happened or all(one.can_be_overridden for one in found)
    if reason is None or not can_go_on:
        said = " ".join(one.text for one in found)
        raise Contraindicated(list(found), said, can_go_on)
    if not is_reason(reason):
        raise ReasonNeeded
