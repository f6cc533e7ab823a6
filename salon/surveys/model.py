"""The words of surveys: rounds, whom they ask, what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from salon.clients.model import ClientId
from salon.complaints.model import ComplaintId
from salon.errors import SalonError
from salon.feedback.model import How
from salon.text import N_, Names

RoundId = NewType("RoundId", int)
AskId = NewType("AskId", int)
AnswerId = NewType("AnswerId", int)
RoundPromiseId = NewType("RoundPromiseId", int)
PulsePointId = NewType("PulsePointId", int)

YEARLY = "yearly"
COURSE_END, LOST, COMPLAINT = "course_end", "lost_client", "complaint"
PULSE, POST_VISIT, SHOPFRONT = "staff_pulse", "post_visit", "shopfront"
OF_ROUNDS = (YEARLY,)
OF_EVENTS = (COURSE_END, COMPLAINT, LOST)  # asked of one client when it is due
OF_CLIENTS = (*OF_ROUNDS, *OF_EVENTS)

FIELD_WEEKS = 4
APART = timedelta(days=30)  # of one client asked at most so often
YEAR = timedelta(days=365)
ACTIVE = timedelta(days=365)  # since the last visit: who is part of a yearly survey
AGAIN = 6  # months after which promises are looked at again


class Way(StrEnum):
    """How somebody of a sample is to be asked."""

    INTERVIEW = "interview"
    PAPER = "paper"


WAY_WORDS = {
    Way.INTERVIEW: N_("in person"),
    Way.PAPER: N_("on paper or screen"),
}


class AskState(StrEnum):
    """What became of asking somebody."""

    OPEN = "open"
    ANSWERED = "answered"
    NAMELESS = "nameless"  # answered, and nobody knows what
    DECLINED = "declined"


STATE_WORDS = {
    AskState.OPEN: N_("not answered yet"),
    AskState.ANSWERED: N_("answered"),
    AskState.NAMELESS: N_("answered without a name"),
    AskState.DECLINED: N_("does not want to answer"),
}
ANSWERED = (AskState.ANSWERED, AskState.NAMELESS)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A survey round, as a list shows it."""

    id: RoundId
    kind: str
    title: str
    opened: date
    until: date  # the last day of the field time
    closed: date | None
    seed: int
    asked: int
    interviews: int
    answered: int  # with and without a name
    nameless: int
    declined: int
    has_classes: bool = True
    changed: str = ""  # what we changed because of it

    @property
    def is_open(self) -> bool:
        """Whether answers still come in."""
        return self.closed is None


@dataclass(frozen=True, slots=True)
class AskLine:
    """Somebody who is asked, as a list shows it."""

    id: AskId
    round_id: RoundId | None
    kind: str
    client_id: ClientId
    client: str
    language: str
    code: str
    way: Way
    abc: str
    state: AskState
    call_id: int | None
    due: date
    person: str = ""  # the therapist
    barred: int | None = None  # who must not ask: it is about what she did
    version: int = 1


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A client who is due for one of the short surveys, and why now."""

    kind: str
    client_id: ClientId
    client: str
    since: date
    subject: int = 0  # the course or complaint it is about
    part: int = 0  # of a course: 0 at its end, 1 a month later
    about: str = ""
    barred: int | None = None
    barred_name: str = ""


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What somebody answered."""

    id: AnswerId
    kind: str
    round_id: RoundId | None
    client_id: ClientId
    client: str
    how: How
    at: datetime
    abc: str
    recommends: int | None
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an answer."""

    answer_id: AnswerId | None = None  # None: without a name
    complaint_id: ComplaintId | None = None
    in_hand: str = ""
    thanks: int | None = None
    expected: int | None = None  # what was hoped for, told only now
    is_silent: bool = False  # wants no contact any more
    loss: str = ""


@dataclass(frozen=True, slots=True)
class RoundPromise:
    """What we promised after a round: by whom, until when."""

    id: RoundPromiseId
    round_id: RoundId
    words: str
    staff_id: int | None
    person: str
    due: date
    done: date | None
    again: date  # when it comes back by itself
    version: int = 1
    title: str = ""  # of the round


@dataclass(frozen=True, slots=True)
class Drawing:
    """What came of drawing a sample."""

    round_id: RoundId
    asked: int
    interviews: int
    calls: int
    has_classes: bool
    left_out: Mapping[str, int] = field(default_factory=dict, hash=False)


LEFT_OUT_WORDS = {
    "refused": N_("do not want to be asked"),
    "lately": N_("were asked within a month"),
    "once_a_year": N_("want to hear from us once a year"),
    "complaint": N_("have an open complaint"),
}


@dataclass(frozen=True, slots=True)
class PulsePoint:
    """A point the team raised, and what came of it."""

    id: PulsePointId
    words: str
    raised: date  # the first day of the period
    answer: str  # "", yes, no
    why: str
    staff_id: int | None
    person: str
    due: date | None
    answered: date | None
    version: int = 1


@dataclass(frozen=True, slots=True)
class PulsePeriod:
    """What one period of the pulse says; nothing below five answers."""

    first: date
    last: date
    answered: int
    of: int
    is_over: bool
    scores: Mapping[str, float] = field(default_factory=dict, hash=False)
    recommends: tuple[float, float, float] | None = None
    blocks: tuple[tuple[Names, int], ...] = ()
    words: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether it may be shown at all."""
        return self.is_over and self.answered >= FEWEST


FEWEST = 5  # answers below which nothing of a pulse is shown


def kind_names(kind: str) -> Names:
    """Return what a questionnaire is called."""
    from salon.feedback.asking import questionnaires

    return questionnaires()[kind].names


@dataclass(eq=False)
class NoSuchSurvey(SalonError):
    """A questionnaire that does not exist, or is not asked in rounds."""

    said: str
    choices: str

    text = N_("“{said}” is no survey that is drawn as a round. Say: {choices}.")


@dataclass(eq=False)
class NoSuchRound(SalonError):
    """A round that was meant by a word that names none."""

    said: str

    text = N_("There is no survey round “{said}”. `survey list` shows them all.")


@dataclass(eq=False)
class RoundIsOpen(SalonError):
    """A round was begun while one of its kind is still being answered."""

    title: str

    text = N_("“{title}” is still being answered. Close it first.")


@dataclass(eq=False)
class RoundIsOver(SalonError):
    """An answer came to a round that was closed and reported."""

    title: str

    text = N_(
        "“{title}” is closed and reported; a later answer would change what was said."
    )


@dataclass(eq=False)
class SurveyIsOff(SalonError):
    """A survey that the salon has switched off."""

    survey: str

    text = N_("“{survey}” is switched off in the settings of the surveys.")


@dataclass(eq=False)
class NobodyToAsk(SalonError):
    """A sample was to be drawn, and there is nobody to be asked."""

    text = N_(
        "There is nobody to ask: of those who came within a year all want no surveys, "
        "or were asked within a month."
    )


@dataclass(eq=False)
class BadSize(SalonError):
    """A size of a sample, or weeks, that cannot be meant."""

    said: str

    text = N_("“{said}” cannot be: ask at least one client, for one to 26 weeks.")


@dataclass(eq=False)
class NoSuchCode(SalonError):
    """A code that was typed wrongly, or never given out."""

    code: str

    text = N_("No form has the code {code}. Look at its digits again.")


@dataclass(eq=False)
class AlreadyAnswered(SalonError):
    """A form that was entered before."""

    code: str

    text = N_("The form {code} was entered before; nothing was changed.")


@dataclass(eq=False)
class NothingAnswered(SalonError):
    """A form without a single answer."""

    text = N_("Nothing is answered. If the client does not want to, say so instead.")


@dataclass(eq=False)
class AskedByHandler(SalonError):
    """Whoever handled a complaint would ask how it was handled."""

    person: str

    text = N_(
        "{person} handled it, so somebody else asks how it went; or let the client "
        "answer on paper or on the screen."
    )


@dataclass(eq=False)
class AskedBefore(SalonError):
    """A client was to be asked what is asked once, or was asked lately."""

    client: str

    text = N_("{client} was asked already; that is not asked again so soon.")


@dataclass(eq=False)
class MayNotBeAsked(SalonError):
    """A client who does not want to be asked."""

    client: str

    text = N_("{client} does not want to be asked.")


@dataclass(eq=False)
class NeedsWords(SalonError):
    """Something was to be kept without its words."""

    text = N_("Write it in a few words.")


@dataclass(eq=False)
class DayIsPast(SalonError):
    """Something was promised for a day that is over."""

    day: date

    text = N_("{day} is over. Choose a day that is still to come.")


@dataclass(eq=False)
class PulseAnswered(SalonError):
    """The pulse of now was answered by this person already."""

    text = N_("You have answered for these days; the next time comes by itself.")


@dataclass(eq=False)
class NobodyAtDesk(SalonError):
    """The pulse was to be answered without anybody at the desk."""

    text = N_("Sign in first: the pulse is answered once by each of the team.")


@dataclass(eq=False)
class PointAnswered(SalonError):
    """A point was answered by somebody else meanwhile."""

    person: str

    text = N_("{person} has answered this point already; nothing was changed.")
