"""The words and rules of incidents."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import NewType

from salon.catalogue.model import ServiceCard
from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.public import public_id
from salon.text import N_, Names, language

IncidentId = NewType("IncidentId", int)

EMERGENCY = "emergency"  # what the gravest red flags ask for


class Severity(IntEnum):
    """How bad it is; the gravest flag decides, and anybody may say that it is worse."""

    MILD = 1
    TROUBLING = 2
    DOCTOR = 3
    EMERGENCY = 4


SEVERITY_WORDS = {
    Severity.MILD: N_("mild"),
    Severity.TROUBLING: N_("troubling"),
    Severity.DOCTOR: N_("doctor today"),
    Severity.EMERGENCY: N_("emergency"),
}

_OF_ACTION = {
    EMERGENCY: Severity.EMERGENCY,
    "doctor_today": Severity.DOCTOR,
    "manager_now": Severity.DOCTOR,
    "therapist_callback": Severity.TROUBLING,
}


def severity_of(action: str) -> Severity:
    """Return how grave a red flag is that asks for *action*; troubling if unknown."""
    return _OF_ACTION.get(action, Severity.TROUBLING)


class Outcome(StrEnum):
    """How an incident ended."""

    HEALED = "healed"
    DOCTOR = "doctor"
    LASTING = "lasting"
    MISTAKE = "mistake"


OUTCOME_WORDS = {
    Outcome.HEALED: N_("Healed, nothing is left"),
    Outcome.DOCTOR: N_("In a doctor’s hands"),
    Outcome.LASTING: N_("Something stays"),
    Outcome.MISTAKE: N_("Opened by mistake"),
}


class Began(StrEnum):
    """When it began."""

    COUCH = "couch"
    TWO_HOURS = "two_hours"
    LATER = "later"


BEGAN_WORDS = {
    Began.COUCH: N_("on the couch"),
    Began.TWO_HOURS: N_("within 2 hours"),
    Began.LATER: N_("later"),
}


class Photos(StrEnum):
    """What became of the question for photographs."""

    ASKED = "asked"
    KEPT = "kept"
    REFUSED = "refused"


PHOTO_WORDS = {
    Photos.ASKED: N_("asked for"),
    Photos.KEPT: N_("kept in the file"),
    Photos.REFUSED: N_("rather not"),
}


class Kind(StrEnum):
    """What a line of an incident's course says."""

    TICK = "tick"
    UNTICK = "untick"
    SIGN_BACK = "sign_back"  # a sign was not one after all
    TOLD = "told"
    SEEN = "seen"
    PHOTOS = "photos"
    SEVERITY = "severity"
    CONTACT = "contact"  # how the call went: help, cut_off
    NOTE = "note"
    CLOSED = "closed"
    REOPENED = "reopened"


class Contact(StrEnum):
    """How the talk with the client came to an end."""

    HELP = "help"  # help is with them
    CUT_OFF = "cut_off"


CONTACT_WORDS = {
    Contact.HELP: N_("Help is with the client"),
    Contact.CUT_OFF: N_("The line was cut off"),
}

TICK_WORDS = {
    "ambulance": N_("Ambulance rung"),
    "position": N_("Sitting, or lying flat"),
    "pen": N_("Pen used, again in 5 min"),
    "door": N_("Door open, someone there"),
    "resting": N_("Resting, the leg not rubbed"),
    "flat": N_("Lying down, legs raised"),
    "cooling": N_("Cool water, 20 min"),
    "covered": N_("Covered, nothing burst"),
    "alone": N_("Not touched, nothing on it"),
    "pressed": N_("Pressed firmly, 10 min"),
    "rinsed": N_("Rinsed, nothing pulled off"),
    "stopped": N_("New products stopped"),
    "staying": N_("Staying on the line"),
    "helpline": N_("Helpline number given"),
    "watching": N_("Knows when to ring for help"),
    "photos": N_("Photographs asked for"),
    "doctor": N_("Doctor today arranged"),
    "manager": N_("Manager told"),
    "therapist": N_("Therapist rings today"),
    "review": N_("Review visit offered"),
}
# of a salon's own flag, or where the starting content is not there
USUAL_TICKS = {
    Severity.EMERGENCY: ("ambulance", "position", "pen", "door"),
    Severity.DOCTOR: ("cooling", "covered", "photos", "doctor"),
    Severity.TROUBLING: ("stopped", "photos", "therapist", "review"),
    Severity.MILD: ("stopped", "photos", "therapist", "review"),
}
MOST_TICKS = 4


@dataclass(frozen=True, slots=True)
class Sign:
    """A red flag that the client spoke of, or that was seen."""

    flag: str
    text: Names
    action: str
    zones: str
    said: datetime  # on the salon's wall clock

    @property
    def severity(self) -> Severity:
        """How grave it is by itself."""
        return severity_of(self.action)

    @property
    def short(self) -> str:
        """The first of its words: “hard breathing”."""
        return shortened(str(self.text))


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """An incident as lists, alerts and rules know it."""

    id: IncidentId
    version: int
    client_id: ClientId
    client: str
    opened: datetime  # on the salon's wall clock
    severity: Severity
    signs: tuple[Sign, ...]  # the gravest first, then the first said
    appointment_id: int | None = None
    service_id: int | None = None
    service: Names | None = None
    service_ref: str = ""
    family: str = ""
    device_type: str = ""
    is_open: bool = True

    @property
    def sign(self) -> Sign | None:
        """The gravest sign that stands."""
        return self.signs[0] if self.signs else None


@dataclass(frozen=True, slots=True)
class StepLine:
    """Something that was done about it, and by whom."""

    kind: str
    what: str
    note: str
    at: datetime  # on the salon's wall clock
    by: str


@dataclass(frozen=True, slots=True)
class IncidentCard:
    """One incident, whole."""

    line: IncidentLine
    opened_at: datetime
    opened_by: str
    began: str
    words: str  # the client's own
    steps: tuple[StepLine, ...]
    ticked: frozenset[str]
    photos: str  # of `Photos`, "": not asked yet
    closed: datetime | None = None  # on the salon's wall clock
    closed_by: str = ""
    outcome: str = ""
    finding: str = ""
    is_barred: bool = False
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldKind:
    """A kind of treatment that waits for an incident, or is not given again."""

    incident_id: IncidentId
    service_id: int
    service_ref: str
    service: Names
    family: str
    device_type: str
    opened: date
    sign: str  # in a word, in the language of here and now

    def concerns(self, service: ServiceCard) -> bool:
        """Return whether *service* is of that kind: the same family and device."""
        is_alike = (service.family, service.device_type) == (
            self.family,
            self.device_type,
        )
        return service.id == self.service_id or is_alike


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What the content has to say about a red flag until help comes."""

    flag: str
    say: Names
    ticks: tuple[str, ...]
    asks: tuple[Names, ...] = ()  # how one asks for it later, in turn


def first_words(flag: str, say: Names, body: Mapping[str, str]) -> FirstWords:
    """Return what a row of the starting content says."""
    asks = [
        Names(*(body.get(f"{one}_{tongue}", "") for tongue in _TONGUES))
        for one in ("ask", "again")
    ]
    ticks = tuple(t for t in body.get("ticks", "").split() if t in TICK_WORDS)
    return FirstWords(flag, say, ticks[:MOST_TICKS], tuple(a for a in asks if a.en))


_TONGUES = ("en", "zh_hans", "zh_hant")


def shortened(text: str) -> str:
    """Return the first part of what a flag says, to stand within a sentence."""
    first = re.split(r"[,，、;；]", text, maxsplit=1)[0].strip()
    if language() == "en" and first[1:2].islower():
        first = first[:1].lower() + first[1:]
    return first


def gravest(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """Return *signs* with the gravest first; those alike as they were said."""
    return tuple(sorted(signs, key=lambda one: -one.severity))


def ticked(steps: Iterable[StepLine]) -> frozenset[str]:
    """Return which ticks stand, as the last word on each of them has it."""
    on: dict[str, bool] = {}
    for one in steps:
        if one.kind in (Kind.TICK, Kind.UNTICK):
            on[one.what] = one.kind == Kind.TICK
    return frozenset(what for what, stands in on.items() if stands)


def has_words(text: str) -> bool:
    """Return whether somebody has said something: 已问 has, "..." has not."""
    letters = [one for one in text if one.isalpha()]
    han = sum("\u3400" <= one <= "\u9fff" for one in letters)
    return han >= 2 or len({one.casefold() for one in letters}) >= 3


def words_place(key: IncidentId) -> str:
    """Return where the client's words are kept while they are typed."""
    return f"incident {public_id('incident', key)}"


@dataclass(eq=False)
class UnknownFlag(SalonError):
    """Something was named that is no red flag."""

    said: str
    flags: str

    text = N_("“{said}” is no red flag. Name one of: {flags}.")


class NoFlag(SalonError):
    """An incident without any sign."""

    text = N_("Choose at least one sign, so that everybody knows what to look for.")


class NotTheirVisit(SalonError):
    """The visit is another client's."""

    text = N_("This visit is another client’s. Choose one of the same client.")


class IncidentClosed(SalonError):
    """It is closed already."""

    text = N_("This incident is closed. Open it again to add to it.")


class IncidentOpen(SalonError):
    """It is open still, or another one has been opened since."""

    text = N_("An incident of this client is open already. Go on with that one.")


class ReasonNeeded(SalonError):
    """Something was to be done that needs a reason, and none was said in words."""

    text = N_("Say in a few words why. It is kept with the incident.")


class OnlyManager(SalonError):
    """A grave thing was to be called less grave by one who may not."""

    text = N_("Anybody may say that it is worse. Only the manager may say it is less.")


class MistakeLeavesNothing(SalonError):
    """It was a mistake, and yet something was to follow from it."""

    text = N_(
        "What was opened by mistake leaves nothing and bars nothing. Take those off, "
        "or choose another outcome."
    )


class NothingToBar(SalonError):
    """No treatment is known that could have done it."""

    text = N_(
        "It is not known which treatment this came from, so none can be barred. Name "
        "the visit first."
    )


@dataclass(eq=False)
class UnknownWord(SalonError):
    """A tick, an outcome or a beginning that does not exist."""

    said: str
    words: str

    text = N_("“{said}” is not known here. Say one of: {words}.")
