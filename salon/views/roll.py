"""The list of clients: whom a view shows, in what order, and a screenful of them.

First the numbers of everybody in the view, sorted; the lines themselves are asked for
where they are looked at, so that 100,000 scroll like a hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, func, or_, select

from salon.aftercare.model import CallStatus
from salon.aftercare.recalls import KEPT_APART
from salon.aftercare.tables import Call
from salon.appointments.tables import Appointment
from salon.catalogue.queries import terms
from salon.clients.departures import Leave
from salon.clients.keeping_views import VIEWS
from salon.clients.matching import fold
from salon.clients.model import ClientLine
from salon.clients.narrowing import (
    GONE,
    LONG_AGO,
    MESSAGES,
    NEW,
    Came,
    KeptView,
    Narrow,
    Order,
    Wish,
    conditions,
    days_late,
    month_of,
    rhythm,
    views_from_text,
    wish_of,
)
from salon.clients.operations import COLUMNS
from salon.clients.queries import (
    client_lines,
    count_clients,
    find_ids,
    namesake_hints,
)
from salon.clients.strokes import stroke_key
from salon.clients.tables import (
    BIRTH,
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    Departure,
    visits,
)
from salon.clients.wishes import comes
from salon.incidents.queries import open_incidents
from salon.settings.tables import Setting
from salon.staff.queries import team
from salon.store.search import CLIENT_SEARCH
from salon.text import month
from salon.views.celebrations import celebrating
from salon.work import Reading, once

HIDDEN = (Leave.ARCHIVED, Leave.DECEASED)  # not on lists where nobody asks for them
CHUNK = 100  # lines that are asked for at once
REMEMBERED = 2 * 365  # days of visits from which a rhythm is told
MOST = 1_000_000
_LATELY = timedelta(days=1)
_ABROAD = "#"  # before all letters: names that begin with none


@dataclass(frozen=True, slots=True)
class RollLine:
    """A client as the list shows one."""

    client: ClientLine
    call_from: str
    call_until: str
    wish: Wish
    person: str  # who treated at the last visit
    usual: int  # days between visits; 0: not known
    late: int  # days beyond that; 0: not late
    birthday: date | None  # the next one
    hint: str  # how to tell from namesakes, where there are any
    has_namesake: bool


@dataclass(frozen=True)
class Roll:
    """Everybody in a view, in its order, and the lines of one screenful."""

    narrow: Narrow
    text: str
    keys: tuple[int, ...]
    marks: tuple[tuple[int, str], ...]  # from which row on it is which letter or month
    all: int  # clients there are, whoever is shown
    lines: tuple[RollLine, ...]
    today: date


@dataclass(frozen=True)
class Choices:
    """What the filters offer, and the views that are kept."""

    people: tuple[tuple[int, str], ...]
    languages: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]
    views: tuple[KeptView, ...]


def roll(reading: Reading, narrow: Narrow, text: str = "", around: int = 0) -> Roll:
    """Return everybody whom *narrow* leaves and *text* finds.

    Args:
        reading: As ever.
        narrow: What narrows the list, and its order.
        text: What is typed; by name, the likeliest come first.
        around: The row of which the lines are wanted at once.
    """
    keys, marks = _found(reading, narrow, text)
    first = max(0, min(around, len(keys) - 1) - CHUNK // 2)
    return Roll(
        *(narrow, text, tuple(keys), tuple(marks), count_clients(reading)),
        roll_lines(reading, keys[first : first + CHUNK]),
        reading.today,
    )


def _found(
    reading: Reading, narrow: Narrow, text: str
) -> tuple[list[int], list[tuple[int, str]]]:
    """Return everybody in the view whom *text* finds, in order, and the marks."""
    is_likeliest = narrow.order == Order.NAME and not narrow.is_down
    found = [int(key) for key in find_ids(reading, text, MOST)] if text.strip() else []
    if found and is_likeliest and not narrow.is_narrow:
        return found, []
    if text.strip() and not found:
        return [], []
    rows = _sorted(reading, narrow, _rows(reading, narrow))
    if found and is_likeliest:
        here = {row[0] for row in rows}
        return [key for key in found if key in here], []
    if found:
        hits = set(found)
        rows = [row for row in rows if row[0] in hits]
    return [row[0] for row in rows], _marks(narrow, rows)


def found_keys(reading: Reading, narrow: Narrow, text: str = "") -> list[int]:
    """Return everybody in a view whom *text* finds, in its order."""
    return _found(reading, narrow, text)[0]


def keys_in_view(reading: Reading, narrow: Narrow) -> tuple[int, ...]:
    """Return the clients whom *narrow* leaves, by name."""
    return tuple(int(row[0]) for row in _rows(reading, narrow))


def count_in_view(reading: Reading, narrow: Narrow) -> int:
    """Return how many clients *narrow* leaves."""
    if not narrow.is_narrow:
        hidden = select(func.count(Departure.client_id.distinct())).where(
            Departure.kind.in_(HIDDEN)
        )
        return count_clients(reading) - (reading.session.scalar(hidden) or 0)
    return len(_rows(reading, narrow))


def choices(reading: Reading) -> Choices:
    """Return what the filters of the list offer."""
    run = reading.session.scalars
    here = Client.merged_into.is_(None)
    languages = run(select(Client.language).where(here).distinct())
    sources = run(select(Client.source).where(here).distinct())
    said = terms(reading, "source")
    kept = reading.session.scalar(select(Setting.value).where(Setting.key == VIEWS))
    return Choices(
        tuple((one.id, one.name) for one in team(reading)),
        tuple(sorted(filter(None, languages))),
        tuple((ref, str(said.get(ref, ref))) for ref in sorted(filter(None, sources))),
        views_from_text(kept) if kept else (),
    )


def roll_lines(reading: Reading, keys: Sequence[int]) -> tuple[RollLine, ...]:
    """Return the clients *keys* as the list shows them, in that order."""
    if not keys:
        return ()
    c = Client
    more = {
        row.id: row
        for row in reading.session.execute(
            select(
                *(c.id, c.call_from, c.call_until, c.do_not_contact, c.channel),
                *(c.sort_key, *BIRTH),
            ).where(c.id.in_(keys))
        )
    }
    named = (
        select(c.sort_key)
        .where(
            c.sort_key.in_({row.sort_key for row in more.values()}),
            c.merged_into.is_(None),
        )
        .group_by(c.sort_key)
        .having(func.count() > 1)
    )
    shared = set(reading.session.scalars(named))
    hints = namesake_hints(reading, keys)
    usual, people = _rhythms(reading, keys), _people(reading, keys)
    names = _names(reading)
    lines = []
    for client in client_lines(reading, keys):
        row = more[client.id]
        pace = usual.get(client.id, 0)
        has_namesake = row.sort_key in shared
        lines.append(
            RollLine(
                *(client, row.call_from, row.call_until),
                wish_of(row.do_not_contact, row.channel),
                names.get(people.get(client.id, 0), ""),
                pace,
                days_late(client.last_visit, pace, reading.today),
                comes(row, reading.today),
                hints.get(client.id, "") if has_namesake else "",
                has_namesake,
            )
        )
    return tuple(lines)


@dataclass(frozen=True)
class Recall:
    """Whom a call could be planned for, and who is left out."""

    ring: tuple[int, ...]
    write: tuple[int, ...]  # gets a message instead
    messages: tuple[str, ...]  # their names, as far as they are said
    silent: tuple[str, ...]  # want no calls
    waiting: tuple[str, ...]  # are rung anyway
    names: tuple[str, ...]  # the first of all that were asked about
    late: tuple[int, ...]  # how late each of these is


NAMED = 8  # of the chosen that are named


def recall(reading: Reading, keys: Sequence[int]) -> Recall:
    """Return what planning calls for *keys* would do, before it is done."""
    keys = list(dict.fromkeys(keys))
    c = Client
    asked = select(c.id, c.name, c.do_not_contact, c.channel)
    waits = select(Call.client_id).where(
        Call.status == CallStatus.WAITING,
        Call.due < reading.today + KEPT_APART,
        Call.appointment_id.is_(None),
    )
    rung = set(reading.session.scalars(waits))
    rows: dict[int, Any] = {}
    for part in _parts(keys):
        found = reading.session.execute(asked.where(c.id.in_(part)))
        rows |= {row.id: row for row in found}
    known = [rows[key] for key in keys if key in rows]
    wishes = {row.id: wish_of(row.do_not_contact, row.channel) for row in known}
    free = [
        row for row in known if wishes[row.id] != Wish.SILENT and row.id not in rung
    ]
    by_words = [row for row in free if wishes[row.id] == Wish.MESSAGES]
    first = known[:NAMED]
    shown = roll_lines(reading, [row.id for row in first])
    return Recall(
        tuple(row.id for row in free if wishes[row.id] == Wish.ANY),
        tuple(row.id for row in by_words),
        tuple(row.name for row in by_words),
        tuple(row.name for row in known if wishes[row.id] == Wish.SILENT),
        tuple(
            row.name
            for row in known
            if row.id in rung and wishes[row.id] != Wish.SILENT
        ),
        tuple(one.client.name for one in shown),
        tuple(one.late for one in shown),
    )


def _parts(keys: Sequence[int], most: int = 5_000) -> Iterable[Sequence[int]]:
    return (keys[at : at + most] for at in range(0, len(keys), most))


_Row = tuple[int, Any, Any]  # client, what it is sorted by, its letter


def _rows(reading: Reading, narrow: Narrow) -> list[Any]:
    """Return id, letter and last visit of everybody whom *narrow* leaves, by name."""
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
    if narrow.late:
        held.append(seen < today - timedelta(days=narrow.late))
    if narrow.left in set(Leave):
        held.append(c.id.in_(_departed(narrow.left)))
    held += [_says(field, value) for field, value in conditions(narrow.where)]
    if not held and narrow.order not in (Order.LAST, Order.LATE):
        return _kept(reading, narrow, _by_name(reading, narrow.left))
    asked = (
        select(c.id, func.substr(c.sort_key, 1, 1), seen)
        .join(CLIENT_SEARCH, CLIENT_SEARCH.c.client_id == c.id)
        .where(*held)
        .order_by(c.sort_key, c.id)
    )
    if not narrow.left:
        asked = asked.where(c.id.not_in(_departed(*HIDDEN)))
    rows = list(reading.session.execute(asked))
    return _kept(reading, narrow, rows)


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


def _by_name(reading: Reading, left: str) -> list[Any]:
    """Return everybody with a letter, from the index of names alone."""
    c = Client
    gone = set(reading.session.scalars(select(c.id).where(c.merged_into.is_not(None))))
    if not left:
        gone.update(reading.session.scalars(_departed(*HIDDEN)))
    asked = select(c.id, func.substr(c.sort_key, 1, 1)).order_by(c.sort_key, c.id)
    rows = reading.session.execute(asked)
    return [(key, letter, None) for key, letter in rows if key not in gone]


def _kept(reading: Reading, narrow: Narrow, rows: list[Any]) -> list[Any]:
    """Return those of *rows* who fit what is weighed person by person."""
    today = reading.today
    if (wanted := month_of(narrow.born, today)) is not None:
        born = celebrating(reading, _days_of(*wanted))
        rows = [row for row in rows if row[0] in born]
    if narrow.late:
        usual = _rhythms(reading)
        rows = [
            row
            for row in rows
            if days_late(row[2], usual.get(row[0], 0), today) >= narrow.late
        ]
    return rows


def _sorted(reading: Reading, narrow: Narrow, rows: list[Any]) -> list[_Row]:
    """Return client, value and letter in the order wanted; without a value: last."""
    if narrow.order == Order.NAME:
        rows = rows[::-1] if narrow.is_down else rows
        return [(key, letter, letter) for key, letter, _seen in rows]
    values = _values(reading, narrow.order, rows)
    held = [(key, values.get(key), letter) for key, letter, _seen in rows]
    known = [row for row in held if row[1]]
    known.sort(key=_value, reverse=narrow.is_down)
    return known + [row for row in held if not row[1]]


def _value(row: _Row) -> Any:
    return row[1]


def _pairs(reading: Reading, asked: Any) -> dict[int, Any]:
    return {int(key): value for key, value in reading.session.execute(asked)}


def _names(reading: Reading) -> dict[int, str]:
    return {int(one.id): one.name for one in team(reading, everyone=True)}


def _values(reading: Reading, order: str, rows: Iterable[Any]) -> dict[int, Any]:
    today = reading.today
    run = reading.session.execute
    match order:
        case Order.LAST:
            return {key: seen for key, _letter, seen in rows}
        case Order.NEXT:
            v = visits()
            ahead = select(v.client, func.min(v.day)).where(v.is_agreed, v.day >= today)
            return _pairs(reading, ahead.group_by(v.client))
        case Order.LATE:
            usual = _rhythms(reading)
            return {
                key: days_late(seen, usual.get(key, 0), today)
                for key, _letter, seen in rows
            }
        case Order.PHONE:
            s = CLIENT_SEARCH.c
            return _pairs(reading, select(s.client_id, s.digits))
        case Order.BEST:
            told = select(Client.id, Client.call_from).where(Client.call_from != "")
            return _pairs(reading, told)
        case Order.PERSON:
            names, people = _names(reading), _people(reading)
            return {key: names.get(person, "") for key, person in people.items()}
        case Order.STROKES | Order.WRITTEN:
            named = _pairs(reading, select(Client.id, Client.name))
            way = stroke_key if order == Order.STROKES else fold
            return {key: way(name) for key, name in named.items()}
        case Order.BORN:
            c = Client
            born = select(c.id, *BIRTH).where(
                or_(c.birth_month.is_not(None), c.lunar_month.is_not(None))
            )
            return {row.id: comes(row, today) for row in run(born)}
    return {}


def _marks(narrow: Narrow, rows: Sequence[_Row]) -> list[tuple[int, str]]:
    """Return from which row on the list is at which letter, month or number."""
    marks: list[tuple[int, str]] = []
    last: object = None
    for place, (_key, value, _letter) in enumerate(rows):
        at = _mark(narrow.order, value)
        if at != last:
            last = at
            said = month(at) if isinstance(at, date) else str(at)
            marks.append((place, said))
    return marks


def _mark(order: str, value: Any) -> object:
    if order == Order.STROKES and value:
        return str(max(0, value[0]) // 10_000 or "A–Z")
    if order == Order.WRITTEN and value:
        return value[:1].upper()
    if not value:
        return _ABROAD if order == Order.NAME else "–"
    if isinstance(value, date):
        return value.replace(day=1)
    if order == Order.LATE:
        return value // 10 * 10
    if order == Order.NAME:
        return value.upper() if value.isalpha() else _ABROAD
    return value[:2] if order == Order.PHONE else value


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


def _rhythms(reading: Reading, keys: Sequence[int] | None = None) -> dict[int, int]:
    """Return after how many days each of *keys*, or everybody, usually comes."""
    return _rhythms_of(reading, None if keys is None else tuple(keys))


@once
def _rhythms_of(reading: Reading, keys: tuple[int, ...] | None) -> dict[int, int]:
    v, today = visits(), reading.today
    since = today - timedelta(days=REMEMBERED)
    said = cast(v.day, String)  # a million days are read faster as they are written
    asked = select(v.client, said).where(v.was_kept, v.day >= since, v.day <= today)
    if keys is not None:
        asked = asked.where(v.client.in_(keys))
    else:  # whoever was here lately, or not for a year, is not late
        s = CLIENT_SEARCH.c
        can_be_late = s.seen.between(today - timedelta(days=GONE), today - _LATELY)
        asked = asked.where(v.client.in_(select(s.client_id).where(can_be_late)))
    days: dict[int, set[str]] = defaultdict(set)
    for key, day in reading.session.execute(asked):
        days[key].add(day)
    return {
        key: rhythm([date.fromisoformat(day) for day in sorted(each)])
        for key, each in days.items()
    }


def _people(reading: Reading, keys: Sequence[int] | None = None) -> dict[int, int]:
    """Return who treated each of *keys*, or everybody, at the last visit."""
    s, a, v = CLIENT_SEARCH.c, Appointment, visits()
    asked = (
        select(s.client_id, a.staff_id)
        .join(a, (a.client_id == s.client_id) & (a.day == s.seen))
        .where(v.was_kept)
        .order_by(a.start.desc(), a.id.desc())
    )
    if keys is not None:
        asked = asked.where(s.client_id.in_(keys))
    return _pairs(reading, asked)
