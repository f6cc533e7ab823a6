"""The rows that a list becomes, gathered and written by the thousand.

What is gathered are plain values, so that a long list need not stay in memory.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from salon.clients.model import HEALTH_TEXTS
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    ClientPhone,
    ImportBatch,
)
from salon.exchange.adding import NAMES, Addition, File, Told, indexed
from salon.skin.tables import Photo, shelve
from salon.store.base import Record
from salon.store.search import refill, resting
from salon.work import Work

GoOn = Callable[[], None]
Owned = list[tuple[int, dict[str, Any]]]  # place in the list of clients, or her id
_PAGE = 500  # clients asked for together


@dataclass(slots=True)
class Parts:
    """What belongs to clients, each with its owner."""

    phones: Owned = field(default_factory=list)
    facts: dict[tuple[int, str], str] = field(default_factory=dict)
    allergies: list[tuple[int, str]] = field(default_factory=list)
    conditions: list[tuple[int, str]] = field(default_factory=list)

    def store(self, work: Work, real: Callable[[int], int], go_on: GoOn) -> None:
        """Write them; *go_on* raises Stopped between the tables.

        Those of her health that a list tells are proposed, not yet confirmed.
        """
        facts: Owned = []
        for (owner, name), value in self.facts.items():
            fact = {"field": name, "value": value, "source": "import", "on": work.today}
            fact["is_confirmed"] = name not in HEALTH_TEXTS
            facts.append((owner, fact))
        allergies: Owned = []
        for owner, substance in self.allergies:
            allergy = {"substance": substance, "is_confirmed": False}
            allergies.append((owner, allergy))
        conditions: Owned = []
        for owner, condition in self.conditions:
            proposed = {"condition": condition, "since": None, "is_confirmed": False}
            conditions.append((owner, proposed))
        own: list[tuple[type[Record], Owned]] = [
            (ClientPhone, self.phones),
            (ClientFact, facts),
            (Allergy, allergies),
            (ClientCondition, conditions),
        ]
        for kind, rows in own:
            go_on()
            work.add_many(kind, [{"client_id": real(at), **row} for at, row in rows])

    def note(
        self,
        owner: int,
        phones: Iterable[dict[str, Any]],
        facts: Mapping[str, str],
        allergies: Iterable[str],
        conditions: Iterable[str],
    ) -> None:
        """Take what belongs to one client."""
        self.phones += [(owner, row) for row in phones]
        for name, value in facts.items():  # instead of one that a row before began
            self.facts[owner, name] = value
        self.allergies += [(owner, one) for one in allergies]
        self.conditions += [(owner, one) for one in conditions]


def store_new(
    work: Work, people: Iterable[Told], batch: ImportBatch, go_on: GoOn
) -> Sequence[int]:
    """Write new clients as those of *batch*; return their ids in order."""
    clients: list[dict[str, Any]] = []
    parts = Parts()
    usual = {"batch_id": batch.id, "registered": work.today}
    for place, (row, phones, facts, allergies, conditions) in enumerate(people):
        clients.append(row | usual)
        parts.note(place, phones, facts, allergies, conditions)
    connection = work.session.connection()
    with resting(connection):
        keys = work.add_many(Client, clients)
        parts.store(work, keys.__getitem__, go_on)
        go_on()
        refill(connection, keys[0], keys[-1])
    return keys


@dataclass(slots=True)
class More:
    """What is added to files that were there, some thousand rows at a time."""

    columns: dict[int, dict[str, Any]] = field(default_factory=dict)
    parts: Parts = field(default_factory=Parts)
    facts: dict[tuple[int, str], str] = field(default_factory=dict)  # that are there

    def __bool__(self) -> bool:
        """Say whether anything is to be written."""
        parts = self.parts
        owned = (parts.phones, parts.facts, parts.allergies, parts.conditions)
        return any((self.columns, self.facts, *owned))

    @classmethod
    def of(cls, said: Any) -> "More":
        """Return what `plain` wrote down."""
        columns, parts, facts = said
        return cls(columns, Parts(*parts), facts)

    def plain(self) -> Any:
        """Return it as plain values."""
        own = self.parts
        parts = (own.phones, own.facts, own.allergies, own.conditions)
        return self.columns, parts, self.facts

    def take(self, file: File, what: Addition) -> None:
        """Take what a row adds."""
        key = file.key
        columns = dict(what.columns)
        if any(name in columns for name in (*NAMES, "family", "given")):
            columns |= indexed(file.row)
        if columns:
            self.columns.setdefault(key, {}).update(columns)
        own = what.phones, what.new_facts, what.allergies, what.conditions
        self.parts.note(key, *own)
        self.facts |= {(key, name): value for name, value in what.more_facts.items()}

    def store(self, work: Work, real: Callable[[int], int]) -> None:
        """Write it."""
        columns = {real(key): row for key, row in self.columns.items()}
        work.change_many(Client, columns)
        self.parts.store(work, real, lambda: None)
        unsure = {"is_confirmed": False, "source": "import", "on": work.today}
        said = {(real(key), name): value for (key, name), value in self.facts.items()}
        rows = _facts_of(work, sorted({key for key, _name in said}))
        changes = {rows[one]: {"value": value} | unsure for one, value in said.items()}
        work.change_many(ClientFact, changes)


def _facts_of(work: Work, keys: Sequence[int]) -> dict[tuple[int, str], int]:
    found: dict[tuple[int, str], int] = {}
    for start in range(0, len(keys), _PAGE):
        fact = ClientFact
        asked = select(fact.client_id, fact.field, fact.id)
        asked = asked.where(fact.client_id.in_(keys[start : start + _PAGE]))
        for her, name, key in work.session.execute(asked):
            found[her, name] = key
    return found


def store_photo(work: Work, key: int, picture: Any) -> None:
    """Keep a picture that came with a card."""
    small = shelve(
        work.session.connection(), picture.hash, picture.image, picture.thumb
    )
    work.session.add(
        Photo(
            client_id=key,
            hash=picture.hash,
            thumb_hash=small,
            view="",
            width=picture.width,
            height=picture.height,
            taken=work.now,
        )
    )
