"""The words of what clients read, answer and sign."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.text import N_, Names

SignedId = NewType("SignedId", int)

LONGEST_TEXT = 4_000  # letters of one part, in one language
LONGEST_ANSWER = 2_000
LONGEST_RELATION = 80
# What stands in braces and is filled in: in every form, and where it is for a service.
FILLED_ALWAYS = ("salon", "phone", "health", "worried")
FILLED_FOR = ("service", "minutes", "price", "tell", "after")
MOST_PARTS = 60
MOST_FORMS = 300
HEALTH = "health"  # the form of the health questionnaire
OWN = "own"  # the item of a form that is kept with a signature and agrees to nothing
TREATMENT = "treatment_specific"
OF_AGE = 18  # younger ones sign with a parent or guardian
STAYS = 16  # below, the parent or guardian is in the room
LEAST_SIGNED = 0.05  # of the field that a signature reaches over; a dot does not


class PartKind(StrEnum):
    """What a part of a form is: words to read, or something to answer."""

    TEXT = "text"
    HEADING = "heading"
    YES_NO = "yes_no"
    CHOICE = "choice"
    SEVERAL = "several"
    DATE = "date"
    NUMBER = "number"
    WORDS = "words"
    CHART = "chart"  # zones of the body or the face


NO_TEXT = Names("")
YES, NO = Names("Yes", "是", "是"), Names("No", "否", "否")
ASKING = frozenset(PartKind) - {PartKind.TEXT, PartKind.HEADING}


class Outcome(StrEnum):
    """How it ended."""

    SIGNED = "signed"
    SAME = "same"  # read again, nothing had changed
    DECLINED = "declined"  # would rather not


OUTCOME_WORDS = {
    Outcome.SIGNED: N_("signed"),
    Outcome.SAME: N_("read again, nothing changed"),
    Outcome.DECLINED: N_("would rather not"),
}


class Mark(StrEnum):
    """How a sentence stands to what was signed before."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that is offered."""

    id: str
    names: Names


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a form, in all languages."""

    id: str
    kind: PartKind
    head: Names
    text: Names = NO_TEXT
    choices: tuple[Choice, ...] = ()
    is_required: bool = False
    when: str = ""  # "part=answer": shown only after that answer; "": always
    writes: str = ""  # the field of the file that the answer goes into; "": none


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it is in use today."""

    ref: str
    item: str  # of consents; OWN: it agrees to none of them
    title: Names
    parts: tuple[Part, ...]
    ticks: tuple[Names, ...]
    fits: tuple[str, ...] = ()  # services and families it is for; (): any
    number: int = 1  # of its wording
    since: date | None = None  # when this wording came; None: never signed yet
    is_own: bool = False  # made by the salon, not shipped
    is_changed: bool = False  # shipped, and reworded by the salon
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """One part in one language, as it is read."""

    id: str
    kind: PartKind
    head: str
    text: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    is_required: bool = False
    when: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """A form in one language with everything filled in: what is read and signed."""

    form: str
    number: int
    language: str
    title: str
    parts: tuple[Said, ...]
    ticks: tuple[str, ...]
    digest: str  # of all that is read: another word, another digest


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and how it stands to what was signed before."""

    text: str
    mark: Mark = Mark.SAME


@dataclass(frozen=True, slots=True)
class Signing:
    """How a form was signed.

    `answers` are by the id of the part: "yes" or "no", the id of a choice, ids with
    commas between, a day as 2026-11-24, a number, words, ids of zones.
    """

    language: str
    seen: str = ""  # digest of the wording that was read; "": the present one
    ticks: int = 0  # how many statements were ticked
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)
    signature: str = ""  # strokes as JSON; "": on paper
    is_on_paper: bool = False
    service_ref: str = ""
    guardian: str = ""  # name of the parent or guardian
    relation: str = ""
    guardian_signature: str = ""
    is_in_room: bool = False  # the guardian stays
    appointment_id: int | None = None


@dataclass(frozen=True, slots=True)
class SignedLine:
    """What was signed, whole: never changed again."""

    id: SignedId
    client_id: ClientId
    consent_id: int | None
    form: str
    item: str
    service_ref: str
    outcome: Outcome
    wording: Wording
    answers: Mapping[str, str] = field(hash=False)
    signature: str
    guardian: str
    relation: str
    guardian_signature: str
    is_in_room: bool
    is_on_paper: bool
    at: datetime
    staff: str
    is_whole: bool  # the digest still fits what is kept


@dataclass(eq=False)
class NoSuchForm(SalonError):
    """A form that is not there, or that is not in use."""

    ref: str

    text = N_("There is no form “{ref}”. Choose one from the list of forms.")


@dataclass(eq=False)
class FormChanged(SalonError):
    """It was reworded while it was being read."""

    title: str

    text = N_(
        "The words of “{title}” were changed while it was being read. Nothing was "
        "signed: here are the new words, please read them once more."
    )


@dataclass(eq=False)
class RewordedMeanwhile(SalonError):
    """A form was to be reworded, and somebody else has done so since."""

    title: str
    number: int

    text = N_(
        "“{title}” was given other words meanwhile (wording {number}). Yours were not "
        "kept: look at the new ones, then change them."
    )


@dataclass(eq=False)
class NotAllTicked(SalonError):
    """Not every statement was ticked."""

    missing: int

    text = N_("Statements that are not ticked yet: {missing}. Nothing was signed.")


@dataclass(eq=False)
class TooManyTicks(SalonError):
    """More was ticked than there is to tick."""

    said: int
    there: int

    text = N_(
        "{said} statements cannot be ticked: the form has {there}. Nothing was signed."
    )


@dataclass(eq=False)
class UnknownAnswer(SalonError):
    """An answer to what the form does not ask."""

    question: str
    asked: tuple[str, ...]

    text = N_(
        "The form does not ask “{question}”. It asks: {asked}. Nothing was signed."
    )


class NotStrokes(SalonError):
    """What is given as a signature cannot be read as strokes."""

    text = N_(
        "The signature cannot be read: it is a list of strokes, each a list of points, "
        "each two numbers from 0 to 1. Nothing was signed."
    )


@dataclass(eq=False)
class NotAnswered(SalonError):
    """A question that has to be answered was not, or not in a way that fits."""

    question: str

    text = N_("“{question}” is not answered yet, or the answer does not fit.")


class NoSignature(SalonError):
    """Nothing, or no more than a dot, was drawn."""

    text = N_(
        "There is no signature yet: a dot is not enough. Sign in the field, or say "
        "that it was signed on paper."
    )


@dataclass(eq=False)
class GuardianNeeded(SalonError):
    """A minor signs with a parent or guardian."""

    name: str
    age: int

    text = N_(
        "{name} is {age}: a parent or guardian signs too. Write the full name and how "
        "they are related, and let them sign."
    )


@dataclass(eq=False)
class GuardianStays(SalonError):
    """Below sixteen the parent or guardian is in the room."""

    name: str
    age: int

    text = N_("{name} is {age}: the parent or guardian stays in the room. Tick it.")


@dataclass(eq=False)
class TooYoungToSign(SalonError):
    """A treatment that waits until a certain age, whoever signs."""

    service: str
    age: int

    text = N_("“{service}” waits until the age of {age}, whoever signs for it.")


@dataclass(eq=False)
class SignAnew(SalonError):
    """Something has changed, so that one tap is not enough."""

    why: str

    text = N_("One tap is not enough: {why} Read and sign the form once more.")


@dataclass(eq=False)
class BadForm(SalonError):
    """A form as it cannot be."""

    where: str
    why: str

    text = N_("The form cannot be kept: {why} ({where}). Mend it and keep it again.")
