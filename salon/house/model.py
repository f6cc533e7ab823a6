"""The words of the house: defects, suggestions and answers, what is learnt."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from salon.errors import SalonError
from salon.text import N_, Names

LONGEST = 2_000  # letters
ANSWER_WITHIN = 14  # days in which whoever asked hears from us
MANY = 2  # voices from which on it is no single one
REPAIR_WITHIN = 3  # days in which a defect is usually mended


class Way(StrEnum):
    """How a suggestion reached us."""

    BOX = "box"
    HOTLINE = "hotline"
    SURVEY = "survey"
    STAFF = "staff"
    DESK = "desk"


WAY_WORDS = {
    Way.BOX: N_("suggestion box"),
    Way.HOTLINE: N_("by telephone"),
    Way.SURVEY: N_("in a survey"),
    Way.STAFF: N_("from the team"),
    Way.DESK: N_("said at the desk"),
}


class Cause(StrEnum):
    """What a suggestion is about, so that ten voices are seen as ten."""

    ROOM = "room"
    TIME = "time"
    SERVICE = "service"
    PRICE = "price"
    PEOPLE = "people"
    GOODS = "goods"
    TOOLS = "tools"
    OTHER = "other"


CAUSE_WORDS = {
    Cause.ROOM: N_("rooms and comfort"),
    Cause.TIME: N_("times and waiting"),
    Cause.SERVICE: N_("treatments"),
    Cause.PRICE: N_("prices and offers"),
    Cause.PEOPLE: N_("how people are treated"),
    Cause.GOODS: N_("products"),
    Cause.TOOLS: N_("tools and ways of working"),
    Cause.OTHER: N_("something else"),
}


class Answer(StrEnum):
    """What we said to it."""

    OPEN = ""
    YES = "yes"
    NO = "no"


ANSWER_WORDS = {
    Answer.OPEN: N_("not answered yet"),
    Answer.YES: N_("yes, we do it"),
    Answer.NO: N_("no, and why"),
}


@dataclass(frozen=True, slots=True)
class DefectLine:
    """Something that was not right on a round, until it is mended and after."""

    id: int
    version: int
    about: str  # a check of the round; "": seen otherwise
    words: str
    opened_on: date
    owner_id: int | None
    owner: str
    due: date | None
    mended_on: date | None = None
    note: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still so."""
        return self.mended_on is None

    def is_late(self, today: date) -> bool:
        """Return whether it should have been mended by now."""
        return self.is_open and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class FrontLine:
    """A change of the shop front: from this day on it looks otherwise."""

    id: int
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """What somebody wished were otherwise, and what became of it."""

    id: int
    version: int
    on: date
    way: Way
    cause: Cause
    words: str
    client_id: int | None
    client: str
    due: date
    answer: Answer = Answer.OPEN
    why: str = ""
    answered_on: date | None = None
    change: str = ""
    changed_on: date | None = None
    told_on: date | None = None  # a call was planned to whoever asked
    voices: int = 1  # that said the same, this one with them
    same_as: int | None = None

    @property
    def is_one_voice(self) -> bool:
        """Whether nobody else said it."""
        return self.voices < MANY

    def is_late(self, today: date) -> bool:
        """Return whether an answer is owed since before *today*."""
        return self.answer is Answer.OPEN and self.due < today


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """Somebody learnt a service or a product."""

    id: int
    staff_id: int
    person: str
    subject: str  # "service:fac_basic", "product:12"
    names: Names
    on: date
    by: str  # who taught it
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuizLine:
    """Five questions somebody answered."""

    id: int
    staff_id: int
    person: str
    role: str
    at: datetime  # the salon's wall clock
    correct: int
    out_of: int

    @property
    def is_passed(self) -> bool:
        """Whether it counts."""
        return is_passed(self.correct, self.out_of)


def is_passed(correct: int, out_of: int) -> bool:
    """Return whether a quiz is passed: four of five."""
    return out_of > 0 and correct * 5 >= out_of * 4


@dataclass(eq=False)
class NothingSaid(SalonError):
    """A note without words."""

    text = N_("Say in words what it is.")


@dataclass(eq=False)
class AlreadyMended(SalonError):
    """A defect that is mended already."""

    text = N_("This is mended already.")


@dataclass(eq=False)
class NeedsWhy(SalonError):
    """A no without a reason."""

    text = N_("A no needs a reason: say why, or what is possible instead.")


@dataclass(eq=False)
class AlreadyAnswered(SalonError):
    """A suggestion that was answered, or is counted with another."""

    text = N_("This was answered already, or is counted with another one.")


@dataclass(eq=False)
class NotYes(SalonError):
    """A change noted for what nobody said yes to."""

    text = N_("Say yes to it first: a change belongs to a yes.")


@dataclass(eq=False)
class NothingToLearn(SalonError):
    """A training about nothing the salon has, or a quiz with too little to ask."""

    subject: str

    text = N_("There is nothing to learn about “{subject}”.")


@dataclass(eq=False)
class BadList(SalonError):
    """A list or a limit of the house that cannot be."""

    what: str

    text = N_("“{what}” cannot be kept: lists are short, amounts are not below nought.")
