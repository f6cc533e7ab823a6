"""What is asked when whole lists of clients are moved in and out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from salon.clients.birthdays import Birthday, Lunar
from salon.clients.phones import Phone
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    ClientPhone,
    ImportBatch,
)
from salon.exchange.matching import Book, Known
from salon.exchange.model import Outgoing
from salon.work import Reading

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


def book_of_clients(reading: Reading) -> Book:
    """Return everybody who is known, to compare a list with."""
    book = Book()
    numbers: dict[int, set[str]] = defaultdict(set)
    asked = select(ClientPhone.client_id, ClientPhone.number)
    for key, number in reading.session.execute(asked):
        if number:
            numbers[key].add(number)
    people = select(
        *(Client.id, Client.name, Client.birth_year, Client.birth_month),
        *(Client.birth_day, Client.card_no),
    ).where(Client.merged_into.is_(None))
    for key, name, year, month, day, card_no in reading.session.execute(people):
        own = numbers.get(key, set())
        book.add(Known(key, name, own, (year, month, day), card_no))
    return book


def outgoing_clients(
    reading: Reading, keys: Sequence[int] | None = None
) -> list[Outgoing]:
    """Return clients with all that a list can say of them, by name."""
    asked = select(Client).where(Client.merged_into.is_(None)).order_by(Client.sort_key)
    if keys is not None:
        asked = asked.where(Client.id.in_(list(keys)))
    phones = _by_client(reading, ClientPhone)
    facts = _by_client(reading, ClientFact)
    allergies = _by_client(reading, Allergy)
    conditions = _by_client(reading, ClientCondition)
    people = []
    for one in reading.session.scalars(asked):
        born = lunar = None
        if one.birth_month is not None and one.birth_day is not None:
            born = Birthday(one.birth_year, one.birth_month, one.birth_day)
        if one.lunar_month is not None and one.lunar_day is not None:
            lunar = Lunar(one.lunar_month, one.lunar_day, bool(one.lunar_leap))
        people.append(
            Outgoing(
                name=one.name,
                family=one.family,
                given=one.given,
                called=one.called,
                latin=one.latin,
                phones=tuple(
                    Phone(row.number or None, row.raw, row.extension, row.label)
                    for row in sorted(phones[one.id], key=lambda row: row.sort)
                ),
                birthday=born,
                lunar=lunar,
                language=_TONGUES.get(one.language, ""),
                email=one.email,
                wechat=one.wechat,
                card_no=one.card_no,
                gender=one.gender,
                note=one.note,
                facts={row.field: row.value for row in facts[one.id]},
                allergies=tuple(row.substance for row in allergies[one.id]),
                conditions=tuple(
                    row.condition for row in conditions[one.id] if row.until is None
                ),
            )
        )
    return people


def _by_client(reading: Reading, kind: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in reading.session.scalars(select(kind)):
        found[row.client_id].append(row)
    return found
