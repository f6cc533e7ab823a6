"""What a booking asks of the records: who she is, her usual, what is free."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import TYPE_CHECKING

from salon.appointments.model import DayLine, FreeTime, minute_of
from salon.appointments.queries import Chosen, free_times, last_like, skilled
from salon.catalogue.model import ServiceCard, ServiceId
from salon.catalogue.queries import service, services
from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import client_line, namesakes
from salon.house.queries import untrained
from salon.safety.model import Answer, Objection, Verdict
from salon.safety.queries import all_alerts, safety_answer
from salon.staff.model import StaffLine
from salon.staff.queries import team
from salon.till.queries import owing_of
from salon.till.rules import said

if TYPE_CHECKING:
    from salon.work import Reading

OFFERS = 5
AHEAD = 28  # days that are looked through
LOOKED_AT = 160  # free times among which those offered are chosen
APART = 30  # minutes between two times that are offered
PER_DAY = 3
NOTHING = Answer()  # is to be said


@dataclass(frozen=True, slots=True)
class Who:
    """A client who is to be booked, and what she usually has."""

    line: ClientLine
    usual: DayLine | None
    namesakes: tuple[ClientLine, ...]
    owes: str = ""  # what is still to be paid on earlier bills, as it is said


@dataclass(frozen=True, slots=True)
class Offer:
    """A free time, and what is to be said of it for her."""

    at: FreeTime
    answer: Answer = NOTHING

    @property
    def against(self) -> tuple[Objection, ...]:
        """What stands against it."""
        return self.answer.objections


@dataclass(frozen=True, slots=True)
class Offers:
    """What one can choose among."""

    service: ServiceCard
    times: tuple[Offer, ...]
    able: tuple[int, ...]  # who may give it
    answer: Answer = NOTHING  # on the first day, whatever is free
    held_back: str = ""  # what stands against all times before those offered
    is_exact: bool = True  # whether the time that was wished for is among them
    untrained: frozenset[int] = frozenset()  # without a training on record: a reminder

    @property
    def against(self) -> tuple[Objection, ...]:
        """What stands against it on the first day, whatever is free."""
        return self.answer.objections


@dataclass(frozen=True, slots=True)
class House:
    """What is always there to choose from."""

    services: tuple[ServiceCard, ...]
    team: tuple[StaffLine, ...]


def house(reading: "Reading") -> House:
    """Return the services and the team."""
    people = tuple(one for one in team(reading) if one.role.treats)
    return House(tuple(services(reading)), people)


def who_is(reading: "Reading", key: ClientId) -> Who:
    """Return a client with her usual; raises Missing."""
    line = client_line(reading, key)
    line = replace(line, alerts=all_alerts(reading, line))
    owing = owing_of(reading, [key]).get(key)
    owes = said(reading, owing) if owing is not None else ""
    return Who(line, last_like(reading, key), tuple(namesakes(reading, key)), owes)


def offers(
    reading: "Reading",
    client_id: ClientId | None,
    service_id: ServiceId,
    day: date,
    start: time | None = None,
    person: int | None = None,
    limit: int = OFFERS,
    *,
    is_from: bool = False,
) -> Offers:
    """Return the first free times from *day* and *start* on, and what stands against.

    Where *person* has none, everybody's are offered. With *is_from* the hour is the
    earliest that suits on any day; where none is, those before it are offered too.
    """
    card = service(reading, service_id)

    def found(who: int | None, since: date, earliest: time | None) -> list[Offer]:
        times = free_times(
            *(reading, card),
            start=since,
            days=AHEAD,
            chosen=Chosen(who),
            client_id=client_id,
            limit=LOOKED_AT,
            earliest=earliest if is_from else None,
        )
        if earliest is not None:
            times = [one for one in times if one.day > since or one.start >= earliest]
        return [
            Offer(one, _answer(reading, client_id, card, one))
            for one in apart(times)[:limit]
        ]

    def anybody(since: date, earliest: time | None) -> list[Offer]:
        hers = found(person, since, earliest)
        if not person or (hers and not (is_from and hers[0].at.day != since)):
            return hers
        others = found(None, since, earliest)
        if not hers:
            return others
        then = [one for one in others if one.at.day == since]  # the day that was said
        return [*then, *hers][:limit]

    made = anybody(day, start)
    suits = bool(made) and (not is_from or made[0].at.day == day)
    if is_from and not made:
        made = anybody(day, None)
    held_back = ""
    is_wished = start is not None
    later = _possible_from(made[0].against, is_wished=is_wished) if made else None
    if later is not None:
        is_test = any(one.rule == "patch_test" for one in made[0].against)
        hour = reading.local(reading.now).time() if is_test else None
        hour = hour or (start if is_from else None)
        after = [
            one
            for one in anybody(later, hour)
            if _possible_from(one.against, is_wished=is_wished) is None
        ]
        if after:
            held_back = " ".join(one.text for one in made[0].against)
            made = after
    is_exact = start is None or any(
        one.at.day == day and one.at.start == start for one in made
    )
    if is_from:
        is_exact = suits
    return Offers(
        service=card,
        times=tuple(made),
        able=tuple(skilled(reading, card)),
        answer=_on_the_day(reading, client_id, card, day),
        held_back=held_back,
        is_exact=is_exact,
        untrained=untrained(reading, card.ref),
    )


def _possible_from(
    against: tuple[Objection, ...], *, is_wished: bool = False
) -> date | None:
    """Return the day from which nothing forbids it; None where none is known.

    What only has to wait is offered later too, but for a time that was wished for: she
    may have a reason.
    """
    forbidding = [
        one
        for one in against
        if not one.can_be_overridden or (one.verdict is Verdict.DEFER and not is_wished)
    ]
    days = [one.until for one in forbidding if one.until is not None]
    return max(days) if days and len(days) == len(forbidding) else None


def apart(times: Iterable[FreeTime]) -> list[FreeTime]:
    """Return times that differ: half an hour apart, three of a day at most."""
    kept: list[FreeTime] = []
    for one in times:
        same = [other for other in kept if other.day == one.day]
        near = [
            other
            for other in same
            if minute_of(one.start) - minute_of(other.start) < APART
        ]
        if len(same) < PER_DAY and not near:
            kept.append(one)
    return kept


def _on_the_day(
    reading: "Reading", client_id: ClientId | None, card: ServiceCard, day: date
) -> Answer:
    if client_id is None:
        return NOTHING
    return safety_answer(reading, client_id, card, day)


def _answer(
    reading: "Reading", client_id: ClientId | None, card: ServiceCard, at: FreeTime
) -> Answer:
    if client_id is None:
        return NOTHING
    begins = reading.instant(at.day, at.start)
    return safety_answer(reading, client_id, card, at.day, begins)
