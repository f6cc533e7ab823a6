"""What the page of surveys shows, asked in one look at the records."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from salon.clients.queries import namesake_hints
from salon.feedback.asking import Questionnaire, questionnaires
from salon.public import public_id
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.surveys.comparing import Comparison
from salon.surveys.model import (
    AskId,
    AskLine,
    AskState,
    PulsePeriod,
    PulsePoint,
    RoundId,
    RoundLine,
    RoundPromise,
    ToAsk,
)
from salon.surveys.queries import (
    ask_by_code,
    ask_line,
    ask_of_call,
    asks_of,
    asks_waiting,
    compare_rounds,
    open_calls,
    promises_after,
    promises_again,
    pulse_is_due,
    pulse_now,
    pulse_periods,
    pulse_points,
    resolve_round,
    round_before,
    round_line,
    rounds,
    to_ask,
)

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True, slots=True)
class RoundsSight:
    """All rounds, and who has still to be asked in the one that is open."""

    rounds: tuple[RoundLine, ...]
    open: tuple[AskLine, ...]  # of the open round, interviews first
    calls: tuple[tuple[int, date], ...]  # when a call is due, by its number
    off: tuple[str, ...]
    hints: dict[int, str]  # how to tell a client from another of that name

    @property
    def now(self) -> RoundLine | None:
        """The round that is being answered; None where none is."""
        return next((one for one in self.rounds if one.is_open), None)


@dataclass(frozen=True, slots=True)
class DueSight:
    """Who is to be asked after a course, a complaint, or why she comes less."""

    due: tuple[ToAsk, ...]
    waiting: tuple[AskLine, ...]  # prepared, and not answered
    again: tuple[RoundPromise, ...]  # promises that came back
    hints: dict[int, str]  # how to tell a client from another of that name


@dataclass(frozen=True, slots=True)
class Waiting:
    """What surveys wait for: clients to be asked, promises that came back."""

    clients: int
    promises: tuple[RoundPromise, ...]


@dataclass(frozen=True, slots=True)
class ResultSight:
    """What a round says, held against the one before."""

    rounds: tuple[RoundLine, ...]
    line: RoundLine | None
    before: RoundLine | None
    found: Comparison | None
    promises: tuple[RoundPromise, ...]
    people: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class PulseSight:
    """How the team is."""

    periods: tuple[PulsePeriod, ...]
    points: tuple[PulsePoint, ...]
    now: tuple[date, date]
    is_due: bool  # whoever looks has not answered yet
    days: int
    is_off: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """One who answers: what is asked, in which language, and what it may be."""

    ask: AskLine
    of: Questionnaire
    title: str  # of the round, or of the questionnaire
    language: str
    is_over: bool  # answered already, or its round is closed
    people: tuple[tuple[int, str], ...] = ()


def rounds_sight(reading: "Reading") -> RoundsSight:
    """Return all rounds, and who has not answered in the open one."""
    found = tuple(rounds(reading))
    now = next((one for one in found if one.is_open), None)
    asked: list[AskLine] = []
    if now is not None:
        asked = asks_of(reading, now.id, AskState.OPEN)
        asked.sort(key=lambda one: one.call_id is None)
    keys = [one.call_id for one in asked if one.call_id is not None]
    due = open_calls(reading, keys) if keys else {}
    return RoundsSight(
        *(found, tuple(asked), tuple(due.items()), premises(reading).surveys_off),
        _hints(reading, asked),
    )


def due_sight(reading: "Reading") -> DueSight:
    """Return who is to be asked one of the short surveys, and what came back."""
    due, waits = to_ask(reading), tuple(asks_waiting(reading))
    hints = _hints(reading, (*due, *waits))
    return DueSight(due, waits, tuple(promises_again(reading)), hints)


def _hints(reading: "Reading", asked: Sequence[AskLine | ToAsk]) -> dict[int, str]:
    """Return of those of one name how they are told apart, else by their number."""
    named: dict[str, set[int]] = {}
    for one in asked:
        named.setdefault(one.client, set()).add(int(one.client_id))
    alike = sorted(key for keys in named.values() if len(keys) > 1 for key in keys)
    noted = namesake_hints(reading, alike)
    return {key: noted.get(key) or public_id("client", key) for key in alike}


def waiting(reading: "Reading") -> Waiting:
    """Return what surveys wait for, for the line on Today."""
    return Waiting(len(to_ask(reading)), tuple(promises_again(reading)))


def result_sight(reading: "Reading", key: RoundId | None = None) -> ResultSight:
    """Return what a round says; of none it is the newest that has answers."""
    every = tuple(rounds(reading))
    line = next((one for one in every if one.id == key), None)
    if line is None:
        line = next((one for one in every if one.answered), None)
        line = line or next(iter(every), None)
    if line is None:
        return ResultSight(every, None, None, None, (), ())
    before = round_before(reading, line)
    return ResultSight(
        every,
        line,
        before,
        compare_rounds(reading, line.id, before.id if before is not None else None),
        tuple(promises_after(reading, line.id)),
        tuple((int(one.id), one.name) for one in team(reading)),
    )


def pulse_sight(reading: "Reading", staff_id: int | None = None) -> PulseSight:
    """Return how the team is, and whether whoever looks has answered."""
    here = premises(reading)
    return PulseSight(
        tuple(pulse_periods(reading)),
        tuple(pulse_points(reading)),
        pulse_now(reading),
        pulse_is_due(reading, staff_id),
        here.pulse_days,
        "staff_pulse" in here.surveys_off,
    )


def sitting(reading: "Reading", key: AskId) -> Sitting:
    """Return what is asked of somebody; raises Missing."""
    return _sitting(reading, ask_line(reading, key))


def sitting_of_code(reading: "Reading", code: str) -> Sitting:
    """Return what is asked on a form; raises NoSuchCode."""
    return _sitting(reading, ask_by_code(reading, code))


def sitting_of_call(reading: "Reading", call_id: int) -> Sitting | None:
    """Return what is asked in a call; None where no survey is."""
    found = ask_of_call(reading, call_id)
    return _sitting(reading, found) if found is not None else None


def _sitting(reading: "Reading", ask: AskLine) -> Sitting:
    of = questionnaires()[ask.kind]
    title, is_over = str(of.names), ask.state is not AskState.OPEN
    if ask.round_id is not None:
        line = round_line(reading, ask.round_id)
        title, is_over = line.title, is_over or not line.is_open
    return Sitting(
        ask,
        of,
        title,
        ask.language or premises(reading).language,
        is_over,
        tuple((int(one.id), one.name) for one in team(reading)),
    )


def counted(sight: RoundsSight) -> Counter[str]:
    """Return how many have still to be asked, by the way."""
    return Counter(one.way.value for one in sight.open)


def named_round(reading: "Reading", said: str) -> RoundLine:
    """Return a round by its number or title; raises NoSuchRound."""
    return round_line(reading, resolve_round(reading, said))
