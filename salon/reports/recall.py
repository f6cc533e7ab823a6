"""Who had a batch that is recalled: one question, to be rung or printed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from salon.clients.model import ClientId
from salon.clients.queries import client_lines, living_of, reaches
from salon.clients.reach import Purpose
from salon.errors import SalonError
from salon.shelf.model import (
    Article,
    BatchLine,
    MoveKind,
    MoveLine,
    NoSuchBatch,
    NoSuchLot,
)
from salon.shelf.queries import article, batches, find_batch, handed_out
from salon.text import N_, listed
from salon.treatments.queries import treated_with
from salon.work import Reading

MANY = 12  # lots that a message names


class How(StrEnum):
    """How somebody came to have it."""

    BOUGHT = "bought"
    GIVEN = "given"  # a sample
    TREATED = "treated"


HOW_WORDS = {
    How.BOUGHT: N_("bought"),
    How.GIVEN: N_("given as a sample"),
    How.TREATED: N_("treated with it"),
}
_OF = {
    MoveKind.SALE: How.BOUGHT,
    MoveKind.SAMPLE: How.GIVEN,
    MoveKind.TREATMENT: How.TREATED,
}


@dataclass(frozen=True, slots=True)
class Had:
    """Once that somebody had it."""

    how: How
    day: date
    staff: str
    amount: int | None  # None: not written down


@dataclass(frozen=True, slots=True)
class Affected:
    """A client who had it, and how to reach that client."""

    client_id: ClientId
    name: str
    phone: str
    had: tuple[Had, ...]
    channel: str  # by which safety may be told
    is_silent: bool  # wants no contact; about safety once all the same

    def was(self, how: How) -> bool:
        """Return whether the client had it in that way."""
        return any(one.how is how for one in self.had)


@dataclass(frozen=True, slots=True)
class Recall:
    """A lot of a product, and all who had it."""

    article: Article
    lot: str
    batch: BatchLine | None  # None: nobody took it in here
    affected: tuple[Affected, ...]

    def count(self, how: How) -> int:
        """Return how many clients had it in that way."""
        return sum(one.was(how) for one in self.affected)

    @property
    def silent(self) -> int:
        """How many of them want no contact."""
        return sum(one.is_silent for one in self.affected)


def recalled(reading: Reading, product_id: int, lot: str) -> Recall:
    """Return who bought a lot, was given it or was treated with it, the latest first.

    Raises:
        Missing: There is no such product.
        NoSuchLot, NoSuchBatch: The shelf does not know the lot, and nobody had it.
    """
    of = article(reading, product_id)
    batch = find_batch(reading, product_id, lot) if lot.strip() else None
    moved = [] if batch is None else handed_out(reading, batch.id)
    had: dict[ClientId, list[Had]] = defaultdict(list)
    every = [*_bought(moved), *_treated(reading, of, lot, moved)]
    if batch is None and not every:
        raise _unknown(reading, of, lot)
    now = living_of(reading, {key for key, _had in every})
    for key, once in every:
        had[now[key]].append(once)
    lines = {int(one.id): one for one in client_lines(reading, list(had))}
    ways = reaches(reading, list(had))
    affected = [
        Affected(
            *(key, lines[key].name, lines[key].phone),
            tuple(sorted(times, key=lambda one: one.day, reverse=True)),
            ways[key].way(Purpose.SAFETY),
            ways[key].do_not_contact,
        )
        for key, times in had.items()
        if key in lines
    ]
    affected.sort(key=lambda one: (one.had[0].day, one.name), reverse=True)
    said = batch.lot if batch is not None else " ".join(lot.split())
    return Recall(of, said, batch, tuple(affected))


def _unknown(reading: Reading, of: Article, lot: str) -> SalonError:
    """Return what to say of a lot that may be mistyped."""
    known = batches(reading, [of.id], with_empty=True).get(of.id, ())
    lots = [one.lot for one in known if one.lot]
    said = " ".join(lot.split())[:40]
    if not lots:
        return NoSuchBatch(of.name, said)
    return NoSuchLot(of.name, said, listed(lots[:MANY]))


def _bought(moved: Iterable[MoveLine]) -> Iterator[tuple[ClientId, Had]]:
    """Return who bought it or was given it."""
    for move in moved:
        if move.kind is not MoveKind.TREATMENT:
            key = ClientId(move.client_id or 0)
            yield key, Had(_OF[move.kind], move.day, move.staff, -move.amount)


def _treated(
    reading: Reading, of: Article, lot: str, moved: Iterable[MoveLine]
) -> list[tuple[ClientId, Had]]:
    """Return on whom it was used, from the records and from the shelf.

    A record names the lot; where it names none, the shelf knows which it came from.
    """
    found: dict[int, tuple[ClientId, Had]] = {}
    for one in treated_with(reading, of.ref, lot):
        amount = None
        if one.amount is not None:
            amount = of.measure.of(one.amount, one.unit)
        had = Had(How.TREATED, one.day, one.staff, amount)
        found[one.treatment_id] = (one.client_id, had)
    for move in moved:
        if move.kind is MoveKind.TREATMENT and move.source.id not in found:
            had = Had(How.TREATED, move.day, move.staff, -move.amount)
            found[move.source.id] = (ClientId(move.client_id or 0), had)
    return list(found.values())
