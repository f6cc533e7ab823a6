"""What came of contacts: by step, wording, caller and hour, with how sure that is."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from salon.aftercare.composing import STEP, shipped
from salon.aftercare.model import UNPLANNED, Outcome
from salon.aftercare.tables import Call, ContactMade
from salon.catalogue.model import Subject
from salon.catalogue.queries import all_names
from salon.complaints.model import wilson
from salon.staff.queries import team
from salon.text import N_, _, language, weekday
from salon.work import Reading

USUAL_DAYS = 365
CONTENT = 4  # of five, from which on a client is satisfied
_REACHED = frozenset(
    (
        *(Outcome.WELL, Outcome.BOOKED, Outcome.WORRIED),
        *(Outcome.UNHAPPY, Outcome.REFUSED),
    )
)
_LONGEST = 60  # letters of a wording
_A_MONDAY = date(2024, 1, 1)


class By(StrEnum):
    """What contacts are put together by."""

    STEP = "step"
    WORDING = "wording"
    CALLER = "caller"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, and between what it lies in 95 of 100 cases (Wilson)."""

    of: int
    there: int

    @property
    def share(self) -> float | None:
        """The part, 0 to 1; None of nothing."""
        return self.there / self.of if self.of else None

    @property
    def between(self) -> tuple[float, float] | None:
        """The interval of Wilson; None of nothing."""
        if not self.of:
            return None
        low, _share, high = wilson(self.there, self.of)
        return low / 1000, high / 1000


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of the contacts that have one thing in common."""

    key: str
    name: str
    reached: Share  # of all attempts
    well: Share  # of those who were reached, as the next ones
    worried: Share
    unhappy: Share
    booked: Share
    satisfied: Share  # of those who were asked


class Learning:
    """What came of the contacts we began within some days, asked for once."""

    def __init__(self, reading: Reading, by: By, days: int) -> None:
        self._reading, self._by, self._days = reading, by, days

    def found(self) -> list[Learned]:
        """Return them by their name; hours by the week. It is never a ranking."""
        outcomes: dict[str, dict[Outcome, int]] = defaultdict(lambda: defaultdict(int))
        asked: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for key, outcome, answers in self._rows():
            outcomes[key][outcome] += 1
            for said in _satisfaction(answers):
                asked[key][0] += 1
                asked[key][1] += said >= CONTENT
        name = self._namer()
        lines = [
            _line(key, name(key), counts, asked[key])
            for key, counts in outcomes.items()
        ]
        if self._by is By.HOUR:
            return sorted(lines, key=lambda one: one.key)
        return sorted(lines, key=lambda one: (one.name.casefold(), one.key))

    def _rows(self) -> Iterable[tuple[str, Outcome, str]]:
        c = ContactMade
        since = self._reading.now - timedelta(days=self._days)
        columns: tuple[Any, ...] = (c.outcome, c.answers)
        match self._by:
            case By.STEP:
                columns += (Call.protocol, Call.step)
            case By.WORDING:
                columns += (c.said_body, c.said_topic)
            case By.CALLER:
                columns += (c.staff_id,)
            case By.HOUR:
                columns += (c.at,)
        asked = select(*columns).where(c.at >= since, c.direction == "out")
        if self._by is By.STEP:
            asked = asked.join(Call, Call.id == c.call_id)
        elif self._by is By.WORDING:
            asked = asked.where(c.said_body != "")
        for outcome, answers, *what in self._reading.session.execute(asked):
            yield self._key(*what), outcome, answers

    def _key(self, *what: Any) -> str:
        if self._by is By.HOUR:
            local = self._reading.local(what[0])
            return f"{local.weekday()} {local.hour // 2 * 2:02}"
        if self._by is By.WORDING and what[0] == STEP:
            return " ".join(filter(None, what))
        return " ".join(str(one) for one in what[: 2 if self._by is By.STEP else 1])

    def _namer(self) -> Callable[[str], str]:
        reading = self._reading
        match self._by:
            case By.STEP:
                protocols = all_names(reading, Subject.PROTOCOL)
                return lambda key: _step_name(key, protocols)
            case By.WORDING:
                bodies = {one.id: one.names for one in shipped().bodies}
                return lambda key: _wording(key, bodies)
            case By.CALLER:
                people = {str(one.id): one.name for one in team(reading, everyone=True)}
                nobody = _(N_("Nobody in person"))
                return lambda key: people.get(key, nobody)
        return _hours


def _line(key: str, name: str, counts: dict[Outcome, int], asked: list[int]) -> Learned:
    every = sum(counts.values())
    reached = sum(number for one, number in counts.items() if one in _REACHED)

    def of_reached(*wanted: Outcome) -> Share:
        return Share(reached, sum(counts.get(one, 0) for one in wanted))

    return Learned(
        *(key, name, Share(every, reached)),
        well=of_reached(Outcome.WELL, Outcome.BOOKED),
        worried=of_reached(Outcome.WORRIED),
        unhappy=of_reached(Outcome.UNHAPPY),
        booked=of_reached(Outcome.BOOKED),
        satisfied=Share(asked[0], asked[1]),
    )


def _satisfaction(answers: str) -> Iterable[int]:
    if "csat" not in answers:
        return
    for question, said in json.loads(answers).items():
        if question.endswith("csat") and str(said)[:1].isdigit():
            yield int(str(said)[:1])


def _step_name(key: str, protocols: Any) -> str:
    protocol, _space, step = key.partition(" ")
    name = str(protocols.get(protocol) or _(_OURS.get(protocol, protocol)))
    return f"{name} · {step}" if step and protocol in protocols else name


_OURS = {
    "reminder": N_("Reminder of the visit"),
    "promised": N_("Promised call"),
    "incident": N_("After an incident"),
    UNPLANNED: N_("Unplanned call"),
}


def _wording(key: str, bodies: Any) -> str:
    if key.startswith(STEP) and key not in bodies:
        return _(N_("The step’s own words"))
    names = bodies.get(key)
    text = names.said_in(language()) if names is not None else key
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _hours(key: str) -> str:
    day, hour = map(int, key.split())
    return f"{weekday(_A_MONDAY + timedelta(days=day))} {hour:02}–{hour + 2:02}"
