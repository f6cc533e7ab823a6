"""Whom a view of the list leaves: its filters as conditions, and what is weighed."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from sys import intern
from typing import Any

from sqlalchemy import ColumnElement, String, cast, false, func, or_, select, true

from salon.clients.departures import Leave
from salon.clients.matching import digits_in
from salon.clients.narrowing import (
    GONE,
    LONG_AGO,
    NEW,
    Came,
    Narrow,
    Wish,
    conditions,
    month_of,
    wish_of,
)
from salon.clients.operations import COLUMNS
from salon.clients.phones import read_phone
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    ClientPhone,
    Departure,
    visits,
)
from salon.incidents.queries import open_incidents
from salon.public import row_of
from salon.settings.queries import premises
from salon.views.celebrations import celebrating
from salon.views.rollorder import lateness, plain_rows, seen, treated_last
from salon.work import Reading, standing

FILE_COLUMNS = {  # what a file says once, beside its answers
    "name": "name",
    "family_name": "family",
    "given_name": "given",
    **COLUMNS,
}
# What may be asked for although it is no answer, those first that are asked for most.
ASKED_FIRST = ("id", "name", "phone", "allergies", "conditions", "source")
ASKED_APART = frozenset((*ASKED_FIRST, *FILE_COLUMNS, "mobile", "do_not_contact"))
HIDDEN = (Leave.ARCHIVED, Leave.DECEASED)  # not on lists where nobody asks for them


@dataclass(frozen=True, slots=True)
class Facets:
    """What of each file the filters look at, side by side."""

    keys: tuple[int, ...]
    languages: tuple[str, ...]
    sources: tuple[str, ...]
    wishes: tuple[Wish, ...]
    days: tuple[str, ...]  # since when somebody is a client
    warned: frozenset[int]  # something must never be done with them
    everybody: frozenset[int]


@standing("client")
def facets(reading: Reading) -> Facets:
    """Return them, read once for all filters and kept while no file changes."""
    c = Client
    asked = select(
        *(c.id, c.language, c.source, c.do_not_contact, c.channel),
        *(cast(c.registered, String), c.never_do != ""),
    ).where(c.merged_into.is_(None))
    rows = plain_rows(reading, asked)
    keys: tuple[int, ...] = tuple(row[0] for row in rows)
    return Facets(
        keys,
        tuple(intern(row[1]) for row in rows),
        tuple(intern(row[2]) for row in rows),
        tuple(wish_of(row[3], row[4]) for row in rows),
        tuple(intern(row[5]) for row in rows),
        frozenset(row[0] for row in rows if row[6]),
        frozenset(keys),
    )


def left(reading: Reading, narrow: Narrow) -> set[int] | None:
    """Return the clients whom the filters leave; None: everybody."""
    if not narrow.is_narrow or _only_all(narrow):
        return None
    f = facets(reading)
    found = set(f.everybody)
    for wanted, values in (
        (narrow.language, f.languages),
        (narrow.source, f.sources),
        (narrow.wish, f.wishes),
    ):
        if wanted:
            found &= _with(f.keys, values, wanted)
    for only in _only(reading, narrow, f):
        found &= only
    if narrow.unbooked:
        found -= set(reading.session.scalars(_ahead(reading)))
    for field, value in conditions(narrow.where):
        said = select(Client.id).where(_says(reading, field, value))
        found &= set(reading.session.scalars(said))
    return found


def hidden(reading: Reading, narrow: Narrow) -> set[int]:
    """Return who is on no list, unless somebody asks for those who have left."""
    if narrow.left:
        return set()
    return set(reading.session.scalars(_departed(*HIDDEN)))


def _only_all(narrow: Narrow) -> bool:
    """Return whether it asks for nothing but those who have left as well."""
    return replace(narrow, left="") == replace(
        Narrow(), order=narrow.order, is_down=narrow.is_down, columns=narrow.columns
    ) and narrow.left not in set(Leave)


def _with(keys: Iterable[int], values: Iterable[str], wanted: str) -> set[int]:
    return {key for key, value in zip(keys, values, strict=True) if value == wanted}


def _only(reading: Reading, narrow: Narrow, f: Facets) -> Iterator[AbstractSet[int]]:
    """Yield whom each of the filters leaves that are more than a word of the file."""
    today = reading.today
    if narrow.person is not None:
        last = treated_last(reading)
        yield {key for key, person in last.items() if person == narrow.person}
    if narrow.alert:
        yield _alerted(reading, f)
    if narrow.came == Came.NEW:
        since = (today - timedelta(days=NEW)).isoformat()
        yield {key for key, day in zip(f.keys, f.days, strict=True) if day >= since}
    if narrow.came == Came.ONCE:
        until = (today - timedelta(days=LONG_AGO)).isoformat()
        yield {key for key, day in seen(reading).items() if day <= until}
        yield _once(reading)
    if narrow.came == Came.GONE:
        until = (today - timedelta(days=GONE)).isoformat()
        yield {key for key, day in seen(reading).items() if day < until}
    if narrow.late:
        late = lateness(reading, today)
        yield {key for key, days in late.items() if days >= narrow.late}
    if narrow.left in set(Leave):
        yield set(reading.session.scalars(_departed(narrow.left)))
    if (wanted := month_of(narrow.born, today)) is not None:
        yield _born(reading, *wanted)


@standing("client", "client_fact")
def _born(reading: Reading, year: int, month: int) -> frozenset[int]:
    return frozenset(celebrating(reading, _days_of(year, month)))


@standing("appointment")
def _once(reading: Reading) -> frozenset[int]:
    """Return who was here on one day only."""
    v = visits()
    kept = select(v.client).where(v.was_kept).group_by(v.client)
    kept = kept.having(func.count(v.day.distinct()) == 1)
    return frozenset(reading.session.scalars(kept))


def _alerted(reading: Reading, f: Facets) -> set[int]:
    """Return at the head of whose file anything loud stands."""
    c, run = ClientCondition, reading.session.scalars
    stands = or_(c.until.is_(None), c.until > reading.today)
    return {
        *f.warned,
        *run(select(Allergy.client_id)),
        *run(select(c.client_id).where(stands)),
        *open_incidents(reading),
    }


def _says(reading: Reading, field: str, value: str) -> ColumnElement[bool]:
    """Return the condition that a file says *value* in a field.

    "*" is anything at all, "" nothing; a text that is longer holds it.
    """
    c, f = Client, ClientFact
    if field == "id":
        return true() if value == "*" else c.id == _number(value)
    if field in ("phone", "mobile"):
        has = select(ClientPhone.client_id).where(_rung(reading, value))
        return c.id.not_in(has) if not value else c.id.in_(has)
    if field in ("allergies", "conditions"):
        kind, held = (
            (Allergy, Allergy.substance)
            if field == "allergies"
            else (ClientCondition, ClientCondition.condition)
        )
        has = select(kind.client_id).where(_fits(held, value))
        return c.id.not_in(has) if not value else c.id.in_(has)
    if field == "do_not_contact":
        return c.do_not_contact.is_(value in ("yes", "true", "1", "*"))
    if (own := FILE_COLUMNS.get(field)) is not None:
        column = getattr(c, own)
        return (column == "") if not value else _fits(column, value)
    asked = select(f.client_id).where(f.field == field, f.value != "")
    if not value:
        return c.id.not_in(asked)
    return c.id.in_(asked.where(_fits(f.value, value)))


def _number(value: str) -> int:
    """Return the row of a client's number; 0: it is none."""
    try:
        table, key = row_of(value)
    except ValueError:
        return 0
    return key if table == "client" else 0


def _rung(reading: Reading, value: str) -> ColumnElement[bool]:
    """Return the condition that a number is *value*, or holds its digits."""
    if value in ("*", ""):
        return true()
    read = read_phone(value, premises(reading).region)
    if read.number and not read.problem:
        return ClientPhone.number == read.number
    digits = digits_in(value)
    return ClientPhone.digits.contains(digits) if digits else false()


def _fits(column: Any, value: str) -> ColumnElement[bool]:
    fits: ColumnElement[bool] = column != ""
    if value not in ("*", ""):
        fits = or_(column == value, column.icontains(value, autoescape=True))
    return fits


def _departed(*kinds: str) -> Any:
    """Return the question who has left so."""
    return select(Departure.client_id).where(Departure.kind.in_(map(Leave, kinds)))


def _ahead(reading: Reading) -> Any:
    v = visits()
    coming = v.is_agreed | v.is_here
    return select(v.client).where(v.day >= reading.today, coming)


def _days_of(year: int, month_: int) -> list[date]:
    first = date(year, month_, 1)
    days = (first + timedelta(days=at) for at in range(31))
    return [day for day in days if day.month == month_]
