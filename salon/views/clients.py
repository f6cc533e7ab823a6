"""The list of clients, one at a glance, and who may be one and the same."""

from collections import Counter
from dataclasses import dataclass

from salon.appointments.model import DayLine
from salon.appointments.queries import VisitOfTwo, clashing, last_like, visits_of
from salon.clients.joining import Differs
from salon.clients.model import ClientCard, ClientId, ClientLine
from salon.clients.queries import (
    client_card,
    differing,
    find_clients,
    find_ids,
    namesake_hints,
    two_birthdays,
)
from salon.plans.model import PlanStatus
from salon.plans.queries import plans
from salon.skin.queries import assessments_of
from salon.treatments.model import TreatmentCard
from salon.treatments.queries import treatments_of
from salon.work import Reading

LOOKED_AT = 40  # clients among whom `most_to_see` chooses


@dataclass(frozen=True)
class Hits:
    """Whom somebody may mean, and how to tell those of one name apart."""

    clients: tuple[ClientLine, ...]
    hints: dict[int, str]  # of whom a namesake is found as well


def hits(reading: Reading, text: str, most: int) -> Hits:
    """Return the clients that *text* may mean, the likeliest first."""
    clients = find_clients(reading, text, most)
    named = Counter(one.name for one in clients)
    alike = [one.id for one in clients if named[one.name] > 1]
    return Hits(tuple(clients), namesake_hints(reading, alike))


@dataclass(frozen=True)
class Seen:
    """What the glance says of a client beyond her line of the list."""

    card: ClientCard
    coming: DayLine | None
    usual: DayLine | None
    plan: str
    last: TreatmentCard | None


def seen(reading: Reading, key: ClientId) -> Seen:
    """Return what one wants to know of a client at a glance."""
    visits = [one for one in visits_of(reading, key, 12) if one.status.is_open]
    ahead = [one for one in visits if one.slot.day >= reading.today]
    coming = min(ahead, key=lambda one: (one.slot.day, one.slot.start), default=None)
    running = [
        one
        for one in plans(reading, key, 5)
        if one.status not in (PlanStatus.CLOSED, PlanStatus.DRAFT)
    ]
    plan = ""
    if running:
        plan = f"{running[0].title} · {running[0].done} / {running[0].sessions}"
    last = next(iter(treatments_of(reading, key, 1)), None)
    card, usual = client_card(reading, key), last_like(reading, key)
    return Seen(card, coming, usual, plan, last)


@dataclass(frozen=True)
class Both:
    """Two files side by side, and how much each of them holds."""

    kept: ClientCard
    away: ClientCard
    counts: tuple[tuple[int, int, int], tuple[int, int, int]]
    differs: tuple[Differs, ...] = ()  # what only one of them can be right about
    clashes: tuple[tuple[VisitOfTwo, VisitOfTwo], ...] = ()  # visits at one time
    two_birthdays: str = ""  # years apart, in words: they may be two people


def both(reading: Reading, kept: ClientId, away: ClientId) -> Both:
    """Return two files and what would add up; raises Missing."""

    def count(key: ClientId) -> tuple[int, int, int]:
        visits = len(visits_of(reading, key, 2_000))
        looks = len(assessments_of(reading, key, 500))
        return visits, looks, len(plans(reading, key))

    cards = client_card(reading, kept), client_card(reading, away)
    differs, clashes = differing(reading, kept, away), clashing(reading, kept, away)
    counts = (count(kept), count(away))
    born = two_birthdays(reading, kept, away)
    return Both(*cards, counts, tuple(differs), tuple(clashes), born)


def most_to_see(reading: Reading) -> ClientId | None:
    """Return the client of whom there is most to see; None where there is nobody."""
    keys = find_ids(reading, "", LOOKED_AT)

    def much(key: ClientId) -> tuple[int, int]:
        return len(plans(reading, key, 3)), len(assessments_of(reading, key, 6))

    return max(keys, key=much, default=None)
