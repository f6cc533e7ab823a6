"""Whom a view of the list leaves: its filters as conditions, and what is weighed."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from salon.appointments.tables import Appointment
from salon.clients.departures import Leave
from salon.clients.narrowing import (
    GONE,
    LONG_AGO,
    MESSAGES,
    NEW,
    Came,
    Narrow,
    Wish,
    conditions,
    month_of,
)
from salon.clients.operations import COLUMNS
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    Departure,
    visits,
)
from salon.incidents.queries import open_incidents
from salon.store.search import CLIENT_SEARCH
from salon.views.celebrations import celebrating
from salon.views.rollorder import lateness
from salon.work import Reading

HIDDEN = (Leave.ARCHIVED, Leave.DECEASED)  # not on lists where nobody asks for them


def left(reading: Reading, narrow: Narrow) -> set[int] | None:
    """Return the clients whom the filters leave; None: everybody."""
    held = _held(reading, narrow)
    found: set[int] | None = None
    if held:
        c = Client
        asked = (
            select(c.id)
            .join(CLIENT_SEARCH, CLIENT_SEARCH.c.client_id == c.id)
            .where(c.merged_into.is_(None), *held)
        )
        found = set(reading.session.scalars(asked))
    if (wanted := month_of(narrow.born, reading.today)) is not None:
        found = _both(found, celebrating(reading, _days_of(*wanted)))
    if narrow.late:
        late = lateness(reading, reading.today)
        found = _both(found, {key for key, days in late.items() if days >= narrow.late})
    return found


def hidden(reading: Reading, narrow: Narrow) -> set[int]:
    """Return who is on no list, unless somebody asks for those who have left."""
    if narrow.left:
        return set()
    return set(reading.session.scalars(_departed(*HIDDEN)))


def _both(found: set[int] | None, more: set[int]) -> set[int]:
    return more if found is None else found & more


def _held(reading: Reading, narrow: Narrow) -> list[ColumnElement[bool]]:
    """Return the conditions under which somebody is in the view."""
    c, seen = Client, CLIENT_SEARCH.c.seen
    held: list[ColumnElement[bool]] = []
    today = reading.today
    if narrow.unbooked:
        held.append(c.id.not_in(_ahead(reading)))
    if narrow.person is not None:
        held.append(c.id.in_(_treated_by(narrow.person)))
    if narrow.language:
        held.append(c.language == narrow.language)
    if narrow.source:
        held.append(c.source == narrow.source)
    if narrow.wish == Wish.SILENT:
        held.append(or_(c.do_not_contact.is_(True), c.channel == "none"))
    if narrow.wish == Wish.MESSAGES:
        held += [c.do_not_contact.is_(False), c.channel.in_(MESSAGES)]
    if narrow.alert:
        held.append(_has_alert(reading))
    if narrow.came == Came.NEW:
        held.append(c.registered >= today - timedelta(days=NEW))
    if narrow.came == Came.ONCE:
        held += [seen <= today - timedelta(days=LONG_AGO), c.id.in_(_once())]
    if narrow.came == Came.GONE:
        held.append(seen < today - timedelta(days=GONE))
    if narrow.left in set(Leave):
        held.append(c.id.in_(_departed(narrow.left)))
    held += [_says(field, value) for field, value in conditions(narrow.where)]
    return held


def _says(field: str, value: str) -> ColumnElement[bool]:
    """Return the condition that a file says *value* in a field.

    "*" is anything at all, "" nothing; a text that is longer holds it.
    """
    c, f = Client, ClientFact
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
    if (own := {"name": "name", **COLUMNS}.get(field)) is not None:
        column = getattr(c, own)
        return (column == "") if not value else _fits(column, value)
    asked = select(f.client_id).where(f.field == field, f.value != "")
    if not value:
        return c.id.not_in(asked)
    return c.id.in_(asked.where(_fits(f.value, value)))


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


def _once() -> Any:
    v = visits()
    kept = select(v.client).where(v.was_kept).group_by(v.client)
    return kept.having(func.count(v.day.distinct()) == 1)


def _treated_by(person: int) -> Any:
    s, a, v = CLIENT_SEARCH.c, Appointment, visits()
    last = select(s.client_id).join(a, (a.client_id == s.client_id) & (a.day == s.seen))
    return last.where(v.was_kept, a.staff_id == person)


def _has_alert(reading: Reading) -> ColumnElement[bool]:
    """Return the condition under which the head of a file shows anything loud."""
    c = ClientCondition
    stands = or_(c.until.is_(None), c.until > reading.today)
    return or_(
        Client.never_do != "",
        Client.id.in_(select(Allergy.client_id)),
        Client.id.in_(select(c.client_id).where(stands)),
        Client.id.in_(list(open_incidents(reading))),
    )


def _days_of(year: int, month_: int) -> list[date]:
    first = date(year, month_, 1)
    days = (first + timedelta(days=at) for at in range(31))
    return [day for day in days if day.month == month_]
