"""What is asked when whole lists of clients are moved in and out."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.model import is_health_question
from salon.clients.phones import Phone
from salon.clients.phones import shown as grouped
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    ClientPhone,
    ImportBatch,
)
from salon.exchange.adding import File
from salon.exchange.matching import Book, Known
from salon.exchange.model import Outgoing
from salon.skin.tables import Photo
from salon.store.base import Record, table_of
from salon.store.history import Change, in_tables
from salon.work import Reading

PAGE = 500  # clients asked for together
_TONGUES = {"en": "en", "zh_CN": "zh_hans", "zh_TW": "zh_hant"}


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One import, as the list of imports shows it."""

    id: int
    file: str
    at: datetime
    new: int
    matched: int
    refused: int
    left: int  # clients of it that are still here


def imports(reading: Reading, limit: int = 50) -> list[BatchLine]:
    """Return the imports, the newest first."""
    left = (
        select(func.count())
        .where(Client.batch_id == ImportBatch.id)
        .correlate(ImportBatch)
        .scalar_subquery()
    )
    asked = (
        select(
            *(ImportBatch.id, ImportBatch.file, ImportBatch.at, ImportBatch.new),
            *(ImportBatch.matched, ImportBatch.refused, left),
        )
        .order_by(ImportBatch.id.desc())
        .limit(limit)
    )
    rows: Sequence[Any] = reading.session.execute(asked).all()
    return [BatchLine(*row) for row in rows]


def book_of_clients(reading: Reading, file: str = "") -> Book:
    """Return everybody who is known, to compare the list *file* with."""
    book = Book(file)
    numbers: dict[int, set[str]] = defaultdict(set)
    asked = select(ClientPhone.client_id, ClientPhone.number)
    for key, number in reading.session.execute(asked):
        if number:
            numbers[key].add(number)
    again = select(ImportBatch.id).where(ImportBatch.file == file)
    of_this_file = set(reading.session.scalars(again))
    c = Client
    people = select(
        *(c.id, c.name, c.birth_year, c.birth_month, c.birth_day, c.lunar_month),
        *(c.lunar_day, c.lunar_leap, c.card_no, c.email, c.wechat, c.note, c.batch_id),
    ).where(c.merged_into.is_(None))
    streamed = people.order_by(c.id).execution_options(yield_per=PAGE)
    for row in reading.session.execute(streamed):
        known = Known(row.id, row.name, numbers.get(row.id, set()), _born(row))
        known.lunar, known.card_no = _lunar(row), row.card_no
        known.email, known.wechat, known.note = row.email, row.wechat, row.note
        known.came_with = file if row.batch_id in of_this_file else ""
        book.add(known)
    return book


_OF_FILES = (Client, ClientPhone, ClientFact, Allergy, ClientCondition, Photo)


def was_touched_since(reading: Reading, seq: int) -> bool:
    """Return whether any client's file was changed after an action of the history."""
    names = [table_of(kind).name for kind in (*_OF_FILES, ImportBatch)]
    asked = select(Change.seq).where(Change.seq > seq, in_tables(names))
    return reading.session.scalar(asked.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a report names her."""

    id: int
    name: str
    birthday: Birthday | None
    number: str

    @property
    def shown(self) -> str:
        """Return her name, and a number if there is one."""
        if not self.number:
            return self.name
        return f"{self.name} · {grouped(self.number, '')}"


def persons(reading: Reading, keys: Collection[int]) -> dict[int, Person]:
    """Return some clients as a report names them."""
    found = {}
    for some in _pages(keys):
        numbers = _by_client(reading, ClientPhone, some)
        for one in reading.session.execute(
            select(
                *(Client.id, Client.name, Client.birth_year, Client.birth_month),
                Client.birth_day,
            ).where(Client.id.in_(some))
        ):
            phone = next((row["number"] for row in numbers[one.id]), "")
            found[one.id] = Person(one.id, one.name, _born(one), phone)
    return found


def files_of(reading: Reading, keys: Collection[int]) -> dict[int, File]:
    """Return what the files of some clients say, to be compared with a list."""
    files: dict[int, File] = {}
    for some in _pages(keys):
        asked = select(*table_of(Client).c).where(Client.id.in_(some))
        for one in reading.session.execute(asked):
            files[one.id] = File(one.id, one._asdict())
        for key, phones in _by_client(reading, ClientPhone, some).items():
            files[key].phones = phones
        for key, facts in _by_client(reading, ClientFact, some).items():
            known = {row["field"]: (True, row["value"]) for row in facts}
            files[key].facts = known
        for key, allergies in _by_client(reading, Allergy, some).items():
            files[key].allergies = [row["substance"] for row in allergies]
        for key, conditions in _by_client(reading, ClientCondition, some).items():
            held = files[key].conditions
            for row in sorted(conditions, key=lambda row: row["until"] is None):
                held[row["condition"]] = row["until"]
        pictured = select(Photo.client_id).where(Photo.client_id.in_(some)).distinct()
        for key in reading.session.scalars(pictured):
            files[key].has_photo = True
    return files


def _pages(keys: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), PAGE):
        yield ordered[start : start + PAGE]


def _born(row: Any) -> Birthday | None:
    if row.birth_month is None or row.birth_day is None:
        return None
    return Birthday(row.birth_year, row.birth_month, row.birth_day)


def _lunar(row: Any) -> Lunar | None:
    if row.lunar_month is None or row.lunar_day is None:
        return None
    return Lunar(row.lunar_month, row.lunar_day, bool(row.lunar_leap))


def outgoing_clients(
    reading: Reading, keys: Sequence[int] | None = None
) -> list[Outgoing]:
    """Return clients with all that a list can say of them, by name."""
    asked = select(Client).where(Client.merged_into.is_(None))
    asked = asked.order_by(Client.sort_key, Client.id)
    if keys is not None:
        asked = asked.where(Client.id.in_(list(keys)))
    phones = _by_client(reading, ClientPhone, keys)
    facts = _by_client(reading, ClientFact, keys)
    allergies = _by_client(reading, Allergy, keys)
    conditions = _by_client(reading, ClientCondition, keys)
    return [
        Outgoing(
            name=one.name,
            family=one.family,
            given=one.given,
            called=one.called,
            latin=one.latin,
            phones=tuple(
                Phone(row["number"] or None, *(row[name] for name in _OF_PHONE))
                for row in phones[one.id]
            ),
            birthday=_born(one),
            lunar=_lunar(one),
            language=_TONGUES.get(one.language, ""),
            email=one.email,
            wechat=one.wechat,
            card_no=one.card_no,
            gender=one.gender,
            note=one.note,
            facts={
                row["field"]: row["value"]
                for row in facts[one.id]
                if row["field"] not in _HINTS and not is_health_question(row["field"])
            },
            allergies=tuple(row["substance"] for row in allergies[one.id]),
            conditions=tuple(
                row["condition"] for row in conditions[one.id] if row["until"] is None
            ),
        )
        for one in reading.session.scalars(asked)
    ]


_HINTS = ("personality", "personality_2")  # for staff: they never leave the house
_OF_PHONE = ("raw", "extension", "label")


def _by_client(
    reading: Reading, kind: type[Record], keys: Sequence[int] | None
) -> dict[int, list[dict[str, Any]]]:
    """Return rows of a table by whom they belong to; of *keys*, or of everybody."""
    table = table_of(kind)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    by = [table.c.sort, table.c.id] if "sort" in table.c else [table.c.id]
    asked = select(*table.c).order_by(*by)
    if keys is not None:
        asked = asked.where(table.c.client_id.in_(list(keys)))
    for row in reading.session.execute(asked):
        found[row.client_id].append(row._asdict())
    return found
