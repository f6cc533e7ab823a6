"""The words of colleagues who leave, and of talks with those who stay."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from salon.errors import SalonError
from salon.loyalty.statistics import Share
from salon.money import Money, total
from salon.text import N_

LeavingId = NewType("LeavingId", int)
LeavingClientId = NewType("LeavingClientId", int)
AlertId = NewType("AlertId", int)
TalkId = NewType("TalkId", int)

YEAR = 365  # days of visits by which a client is somebody's
OFTEN = 2  # visits, below which nobody is said to see one person only
CALL_AHEAD = 14  # days before the last one, until which all are rung
AFTER = 60  # days after it, after which it is told who came again
RISK = (
    0.6  # share of her A clients who see nobody else, above which the salon is at risk
)
LONGEST = 1000  # letters of what is written down


class State(StrEnum):
    """How far it is."""

    RUNNING = "running"
    GONE = "gone"
    WITHDRAWN = "withdrawn"  # she stays after all


STATE_WORDS: Mapping[State, str] = {
    State.RUNNING: N_("leaves"),
    State.GONE: N_("has left"),
    State.WITHDRAWN: N_("stays"),
}


class Talk(StrEnum):
    """What was spoken of with a colleague."""

    START = "start"
    PULSE = "pulse"
    GROWTH = "growth"
    FAREWELL = "farewell"
    ALUMNI = "alumni"


TALK_WORDS: Mapping[Talk, str] = {
    Talk.START: N_("first talk"),
    Talk.PULSE: N_("how it goes"),
    Talk.GROWTH: N_("what to grow into"),
    Talk.FAREWELL: N_("farewell"),
    Talk.ALUMNI: N_("since then"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague who could look after a client from now on."""

    staff_id: int
    name: str
    gives_all: bool  # all that the client has
    met: int  # visits of this client with her
    kin: int  # clients of the same personality whom she looks after
    given: int = 0  # whom she is given already


@dataclass(frozen=True, slots=True)
class HerClient:
    """A client of who leaves: how much hangs on her, and who comes after."""

    id: LeavingClientId | None
    client_id: int
    client: str
    abc: str
    visits: int  # with her, in a year
    others: int  # with others
    is_only: bool  # sees only her
    spent: Money
    next_year: Money
    last_visit: date | None
    expected: int  # days between visits; 0: not known
    successor_id: int | None
    successor: str
    why: str  # in words: why she is proposed
    may_ring: bool = True
    call_id: int | None = None
    has_called: bool = False
    introduced_on: date | None = None
    next_visit: date | None = None

    @property
    def dependency(self) -> float:
        """Which part of the visits is with her."""
        whole = self.visits + self.others
        return self.visits / whole if whole else 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """What whoever comes after must know of a client."""

    called: str
    note: str
    never_do: str
    avoid_topics: str
    allergies: tuple[str, ...]
    had: tuple[str, ...]  # services of a year, the most frequent first


@dataclass(frozen=True, slots=True)
class Booked:
    """A visit that is booked with her beyond the last day."""

    appointment_id: int
    client_id: int
    client: str
    day: date
    service: str


@dataclass(frozen=True, slots=True)
class Alert:
    """This account took a list of clients out."""

    id: AlertId
    at: datetime
    clients: int
    seen: str  # by whom; "" is nobody yet


@dataclass(frozen=True, slots=True)
class Since:
    """Who came again in the days after, beside the salon's usual."""

    until: date
    is_over: bool  # these days are over
    hers: Share
    usual: Share


@dataclass(frozen=True, slots=True)
class Leaving:
    """What leaves with a colleague, and what is done about it."""

    id: LeavingId | None  # None: nobody has begun it, it is only looked at
    staff_id: int
    name: str
    last_day: date
    call_by: date
    access_until: datetime | None
    state: State
    clients: tuple[HerClient, ...]  # the most dependent first
    booked: tuple[Booked, ...]
    alerts: tuple[Alert, ...] = ()
    farewell: str = ""
    since: Since | None = None

    @property
    def only(self) -> tuple[HerClient, ...]:
        """Who sees only her."""
        return tuple(one for one in self.clients if one.is_only)

    @property
    def only_a(self) -> tuple[HerClient, ...]:
        """Of these, the A clients."""
        return tuple(one for one in self.only if one.abc == "A")

    @property
    def by_class(self) -> dict[str, int]:
        """How many of each class."""
        found: dict[str, int] = {}
        for one in self.clients:
            found[one.abc or "-"] = found.get(one.abc or "-", 0) + 1
        return dict(sorted(found.items()))

    @property
    def value(self) -> Money:
        """What the next year is likely to bring from all of them."""
        return total(one.next_year for one in self.clients)

    @property
    def at_stake(self) -> Money:
        """The same of those who see nobody else."""
        return total(one.next_year for one in self.only)


@dataclass(frozen=True, slots=True)
class LeavingLine:
    """Somebody who leaves or has left, in a list."""

    id: LeavingId
    staff_id: int
    name: str
    last_day: date
    state: State
    clients: int
    only: int
    unseen: int  # exports that nobody has looked at


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk with a colleague."""

    id: TalkId
    staff_id: int
    kind: Talk
    on: date
    words: str
    next_on: date | None
    by: str


@dataclass(eq=False)
class LeavesAlready(SalonError):
    """It was begun before."""

    name: str
    day: date

    text = N_("{name} leaves on {day}; change that, or let it be withdrawn.")


@dataclass(eq=False)
class NotLeaving(SalonError):
    """Somebody who stays was to be handed over."""

    name: str

    text = N_("{name} does not leave. Begin it first, with the last day.")


@dataclass(eq=False)
class BadLastDay(SalonError):
    """A last day that is over, or beyond a year."""

    day: date

    text = N_("{day} cannot be a last day: name one from today on, within a year.")


@dataclass(eq=False)
class NoSuccessor(SalonError):
    """The successor leaves too, or does not treat."""

    name: str

    text = N_("{name} cannot look after these clients. Choose who treats and stays.")


@dataclass(eq=False)
class NothingSaid(SalonError):
    """A talk without a word."""

    text = N_("Write down in a few words what was said.")
