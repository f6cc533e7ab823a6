"""The words of skin over time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NewType

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.public import public_id
from salon.skin.marking import Mark
from salon.text import N_, _

AssessmentId = NewType("AssessmentId", int)
PhotoId = NewType("PhotoId", int)

GRADES = range(4)  # none, mild, moderate, severe
UNIT_WORDS = {  # units that are words; the others are signs, the same everywhere
    "count": N_("count"),
    "grade": N_("grade"),
    "hairs": N_("hairs"),
    "hairs/cm²": N_("hairs/cm²"),
    "level": N_("level"),
    "percentile": N_("percentile"),
    "points": N_("points"),
    "ratio": N_("ratio"),
    "score": N_("score"),
    "stage": N_("stage"),
    "years": N_("years"),
}
HABITS = ("sleep", "water", "sunscreen", "movement", "home_care")
HABIT_WORDS = {
    "sleep": N_("Sleep"),
    "water": N_("Water"),
    "sunscreen": N_("Sunscreen"),
    "movement": N_("Movement"),
    "home_care": N_("Home care"),
}
MOST_OF_HABIT = 4
MOST_REPEATS = 9
SKIN_TYPES = ("dry", "normal", "combination", "oily", "sensitive", "unsure")


def unit_words(unit: str) -> str:
    """Return a unit of `skin_measures.csv` as it is read in the present language."""
    return _(UNIT_WORDS[unit]) if unit in UNIT_WORDS else unit


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen in one zone; grade 0 to 3, or a count where the scale says so."""

    zone: str
    condition: str
    grade: int | None = None
    note: str | None = None
    x: float | None = None  # of a point, within the unit box of the view
    y: float | None = None
    line: tuple[tuple[float, float], ...] = ()  # of a line, in the same box


@dataclass(frozen=True, slots=True)
class Measured:
    """What an instrument said."""

    measure: str
    zone: str | None
    value: float  # of several readings their median
    unit: str
    device: str = ""  # its model
    repeats: tuple[float, ...] = ()  # all readings, where there were several


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How readings were taken; None where nobody noted it."""

    cleansed: bool | None = None
    rested: int | None = None  # minutes
    humidity: float | None = None  # per cent, of the room
    temperature: float | None = None  # °C


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A photograph; its picture is asked for apart."""

    id: PhotoId
    hash: str
    view: str
    width: int
    height: int
    taken: datetime  # on the salon's wall clock
    is_public: bool = False
    points: tuple[tuple[float, float], ...] = ()  # both eyes and the mouth
    consent_id: int | None = None  # under which it was taken
    version: int = 0
    marked: int = 0  # so many marks were drawn on it


@dataclass(frozen=True, slots=True)
class MarkLine:
    """A mark that was drawn on a photograph."""

    id: int
    mark: Mark
    by: str


@dataclass(frozen=True, slots=True)
class TickLine:
    """What five habits were like, 0 to 4 each, None where nobody asked."""

    id: int
    on: date
    levels: tuple[int | None, ...]  # in the order of `HABITS`
    way: str
    by: str

    def level(self, habit: str) -> int | None:
        """Return how much of one habit there was."""
        return self.levels[HABITS.index(habit)]


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """What the beautician has charted."""

    skin_type: str | None = None
    fitzpatrick: int | None = None
    findings: tuple[Finding, ...] = ()
    measures: tuple[Measured, ...] = ()
    note: str = ""
    hopes: str = ""  # in her own words
    said: str = ""  # what we told her
    taken: Circumstances = Circumstances()


@dataclass(frozen=True, slots=True)
class AssessmentCard:
    """One assessment, whole."""

    id: AssessmentId
    version: int
    client_id: ClientId
    day: date
    person: str
    person_id: int | None
    skin_type: str | None
    fitzpatrick: int | None
    findings: tuple[Finding, ...]
    measures: tuple[Measured, ...]
    note: str
    hopes: str
    said: str
    photos: tuple[PhotoLine, ...]
    taken: Circumstances = Circumstances()


@dataclass(frozen=True, slots=True)
class MeasureSeries:
    """One measure at one zone by one device over time, oldest first."""

    measure: str
    zone: str | None
    unit: str
    points: tuple[tuple[date, float], ...]
    device: str = ""
    is_better: bool | None = None  # at the end; None: the same, or too small to tell


@dataclass(frozen=True, slots=True)
class QuizLine:
    """A questionnaire that was answered: by question, which option, from 0."""

    id: int
    quiz: str
    answers: Mapping[str, int] = field(hash=False)
    result: str
    day: date


@dataclass(eq=False)
class Unknown(SalonError):
    """A word that the vocabulary does not have."""

    what: str
    name: str

    text = N_("There is no {what} “{name}”. Choose one from the list.")


@dataclass(eq=False)
class OutOfRange(SalonError):
    """A number that cannot be."""

    what: str
    value: str
    low: str
    high: str

    text = N_("{what} is {value}; it goes from {low} to {high}. Check the reading.")


@dataclass(eq=False)
class BadPicture(SalonError):
    """A file that is no picture we can keep."""

    name: str
    why: str

    text = N_("“{name}” cannot be kept as a photograph: {why}. Choose another picture.")


@dataclass(eq=False)
class NothingTicked(SalonError):
    """A tick that says nothing."""

    text = N_("Nothing is ticked yet. Give at least one of the five, from 0 to 4.")


@dataclass(eq=False)
class BadMark(SalonError):
    """A mark that cannot be drawn."""

    text = N_(
        "This mark cannot be kept: draw it within the picture, and give words of at "
        "most 200 letters where it says something."
    )


@dataclass(eq=False)
class BadPoints(SalonError):
    """Points that are no face."""

    text = N_(
        "These are not two eyes and a mouth: set the left eye, the right eye and the "
        "mouth below them, apart from one another."
    )


@dataclass(eq=False)
class SameDays(SalonError):
    """Two days of which one is not before the other."""

    first: date
    last: date

    text = N_(
        "{first} and {last} cannot be compared. Choose a first day that is before the "
        "last one."
    )


@dataclass(eq=False)
class PhotoStays(SalonError):
    """A photograph may not be used so."""

    name: str
    purpose: str
    why: str

    text = N_("A photograph of {name} stays here: {purpose} is not allowed. {why}")


@dataclass(eq=False)
class PhotosNotAllowed(SalonError):
    """A minor is not photographed before the guardian has agreed to it."""

    name: str
    age: int

    text = N_(
        "{name} is {age}: photographs need the guardian’s consent and the consent to "
        "photographs for the record. Note both in the file, then add the pictures."
    )


@dataclass(eq=False)
class PhotosRefused(SalonError):
    """Who does not want photographs is not photographed."""

    name: str

    text = N_(
        "{name} does not want photographs. If that has changed, have the consent to "
        "photographs signed in the file, then add the pictures."
    )


def draft_place(client_id: ClientId) -> str:
    """Return where a client's assessment is kept while it is being charted."""
    return f"assessment {public_id('client', client_id)}"


def sentence_place(client_id: ClientId, first: date, last: date, tongue: str) -> str:
    """Return where the sentence on what changed is kept, in one language."""
    whose = public_id("client", client_id)
    return f"changed {whose} {first.isoformat()} {last.isoformat()} {tongue}"
