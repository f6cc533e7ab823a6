"""Whom a view of the list leaves: its filters as conditions, and what is weighed."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from operator import and_
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, String, cast, false, func, or_, select, true

from salon.clients.departures import Leave
from salon.clients.matching import digits_in
from salon.clients.narrowing import (
    GONE,
    LONG_AGO,
    NEW,
    Came,
    Narrow,
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
from salon.views.rollfacts import (
    Keys,
    lateness,
    only,
    per_client,
    plain_rows,
    seen,
    treated_last,
)
from salon.work import Reading

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


class Facets(NamedTuple):
    """What of a file the filters look at."""

    language: str
    source: str
    wish: str
    since: str  # the day from which on somebody is a client


@per_client("client")
def facets(reading: Reading, keys: Keys) -> dict[int, Facets]:
    """Return them of everybody, read once for all filters."""
    c = Client
    asked = select(
        *(c.id, c.language, c.source, c.do_not_contact, c.channel),
        cast(c.registered, String),
    ).where(c.merged_into.is_(None))
    known: dict[Any, Facets] = {}  # many files say the same
    found: dict[int, Facets] = {}
    for key, *said in plain_rows(reading, only(asked, c.id, keys)):
        of = tuple(said)
        if of not in known:
            language, source, is_silent, channel, since = of
            known[of] = Facets(language, source, wish_of(is_silent, channel), since)
        found[key] = known[of]
    return found


def left(reading: Reading, narrow: Narrow) -> frozenset[int] | None:
    """Return the clients whom the filters leave; None: everybody."""
    if not narrow.is_narrow or _only_all(narrow):
        return None
    everybody = facets(reading)
    few, *others = sorted((*_only(reading, narrow), everybody.keys()), key=len)
    found = frozenset(reduce(and_, others, few))
    if narrow.unbooked:
        found -= _ahead(reading, reading.today)
    for field, value in conditions(narrow.where):
        asked = select(Client.id).where(_says(reading, field, value))
        found = found.intersection(reading.session.scalars(asked))
    return found


def hidden(reading: Reading, narrow: Narrow) -> frozenset[int]:
    """Return who is on no list, unless somebody asks for those who have left."""
    return frozenset() if narrow.left else _departed(reading, *HIDDEN)


def _only_all(narrow: Narrow) -> bool:
    """Return whether it asks for nothing but those who have left as well."""
    return replace(narrow, left="") == replace(
        Narrow(), order=narrow.order, is_down=narrow.is_down, columns=narrow.columns
    ) and narrow.left not in set(Leave)


def _only(reading: Reading, narrow: Narrow) -> Iterator[AbstractSet[int]]:
    """Yield whom each of the filters leaves."""
    today = reading.today
    yield from _said(reading, narrow)
    if narrow.person is not None:
        last = treated_last(reading)
        yield {key for key, person in last.items() if person == narrow.person}
    if narrow.alert:
        yield _alerted(reading)
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
        yield _departed(reading, narrow.left)
    if (wanted := month_of(narrow.born, today)) is not None:
        yield _born(reading, *wanted)


def _said(reading: Reading, narrow: Narrow) -> Iterator[AbstractSet[int]]:
    """Yield whose file says what is asked for in a word."""
    files = facets(reading).items()
    if wanted := narrow.language:
        yield {key for key, said in files if said.language == wanted}
    if wanted := narrow.source:
        yield {key for key, said in files if said.source == wanted}
    if wanted := narrow.wish:
        yield {key for key, said in files if said.wish == wanted}
    if narrow.came == Came.NEW:
        since = (reading.today - timedelta(days=NEW)).isoformat()
        yield {key for key, said in files if said.since >= since}


@per_client("client", "client_fact")
def _born(reading: Reading, keys: Keys, year: int, month: int) -> frozenset[int]:
    return frozenset(celebrating(reading, _days_of(year, month), keys))


@per_client("appointment")
def _once(reading: Reading, keys: Keys) -> frozenset[int]:
    """Return who was here on one day only."""
    v = visits()
    kept = only(select(v.client), v.client, keys).where(v.was_kept).group_by(v.client)
    kept = kept.having(func.count(v.day.distinct()) == 1)
    return frozenset(reading.session.scalars(kept))


def _alerted(reading: Reading) -> frozenset[int]:
    """Return at the head of whose file anything loud stands."""
    ill = _ill(reading, reading.today)
    return _warned(reading).union(_allergic(reading), ill, open_incidents(reading))


@per_client("client")
def _warned(reading: Reading, keys: Keys) -> frozenset[int]:
    """Return with whom something must never be done."""
    asked = select(Client.id).where(Client.never_do != "")
    return frozenset(reading.session.scalars(only(asked, Client.id, keys)))


@per_client("allergy")
def _allergic(reading: Reading, keys: Keys) -> frozenset[int]:
    asked = select(Allergy.client_id)
    return frozenset(reading.session.scalars(only(asked, Allergy.client_id, keys)))


@per_client("client_condition")
def _ill(reading: Reading, keys: Keys, today: date) -> frozenset[int]:
    c = ClientCondition
    asked = select(c.client_id).where(or_(c.until.is_(None), c.until > today))
    return frozenset(reading.session.scalars(only(asked, c.client_id, keys)))


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


@per_client("departure")
def _departed(reading: Reading, keys: Keys, *kinds: str) -> frozenset[int]:
    """Return who has left so."""
    d = Departure
    asked = select(d.client_id).where(d.kind.in_(map(Leave, kinds)))
    return frozenset(reading.session.scalars(only(asked, d.client_id, keys)))


@per_client("appointment")
def _ahead(reading: Reading, keys: Keys, today: date) -> frozenset[int]:
    """Return who comes today or later."""
    v = visits()
    asked = select(v.client).where(v.day >= today, v.is_agreed | v.is_here)
    return frozenset(reading.session.scalars(only(asked, v.client, keys)))


def _days_of(year: int, month_: int) -> list[date]:
    first = date(year, month_, 1)
    days = (first + timedelta(days=at) for at in range(31))
    return [day for day in days if day.month == month_]
