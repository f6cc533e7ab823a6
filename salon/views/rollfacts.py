"""What the list of clients is sorted and filtered by, client by client.

Each is asked for everybody or for a few; what was asked for everybody and kept is
brought up to date for those few whom an action was about.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from functools import wraps
from sys import intern
from types import SimpleNamespace
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import String, cast, func, or_, select

from salon.appointments.tables import Appointment
from salon.clients.matching import fold
from salon.clients.narrowing import GONE, Order, days_late, rhythm
from salon.clients.strokes import stroke_key
from salon.clients.tables import BIRTH, Client, ClientFact, visits
from salon.clients.wishes import comes
from salon.staff.queries import team
from salon.store.search import CLIENT_SEARCH
from salon.work import Reading, once, standing

REMEMBERED = 2 * 365  # days of visits from which a rhythm is told
_LATELY = timedelta(days=1)

Keys = Collection[int] | None  # None: everybody
P = ParamSpec("P")
S = TypeVar("S", bound="dict[int, Any] | frozenset[int]")


def per_client(
    *tables: str,
) -> Callable[
    [Callable[Concatenate[Reading, Keys, P], S]], Callable[Concatenate[Reading, P], S]
]:
    """Let a query be kept for everybody while no action touches *tables*.

    It is given whom it is asked for, and returns of them those about whom there is
    anything to say: a dict by client, or a frozenset of clients.
    """

    def declare(
        query: Callable[Concatenate[Reading, Keys, P], S],
    ) -> Callable[Concatenate[Reading, P], S]:
        def follow(
            reading: Reading,
            before: S,
            touched: frozenset[int],
            *args: P.args,
            **kwargs: P.kwargs,
        ) -> S:
            news = query(reading, touched, *args, **kwargs)
            now: S = _with(before, touched, news)
            return now

        @standing(*tables, follow=follow)
        @wraps(query)
        def everybody(reading: Reading, /, *args: P.args, **kwargs: P.kwargs) -> S:
            return query(reading, None, *args, **kwargs)

        return everybody

    return declare


def _with(before: Any, touched: AbstractSet[int], now: Any) -> Any:
    """Return what was known, without what is not true any more, and with the news."""
    if isinstance(before, frozenset):
        return before - touched | now
    known = dict(before)
    for key in touched:
        known.pop(key, None)
    return known | now


def plain_rows(reading: Reading, asked: Any) -> Sequence[Any]:
    """Return the rows of a question past the session: many are read faster so."""
    reading.session.flush()
    return reading.session.connection().execute(asked).all()


def pairs(reading: Reading, asked: Any) -> dict[int, Any]:
    """Return the rows of a question for two columns as a dict."""
    return {row[0]: row[1] for row in plain_rows(reading, asked)}


def only(asked: Any, column: Any, keys: Keys) -> Any:
    """Return a question that is asked of *keys* alone."""
    return asked if keys is None else asked.where(column.in_(keys))


def told(reading: Reading, order: str, keys: Keys = None) -> Mapping[int, Any]:
    """Return what everybody, or *keys*, are sorted by; nobody who has nothing."""
    match order:
        case Order.NAME:
            return {key: (name, key) for key, name in names(reading, keys).items()}
        case Order.LAST:
            return _of(seen(reading), keys)
        case Order.PERSON:
            known = names_of_team(reading)
            people = _of(treated_last(reading), keys)
            return {key: known.get(person, "") for key, person in people.items()}
        case Order.LATE:
            return _of(lateness(reading, reading.today), keys)
        case Order.NEXT:
            return _next_days(reading, keys)
        case Order.BORN:
            return _birthdays(reading, keys)
        case Order.PHONE:
            s = CLIENT_SEARCH.c
            return pairs(
                reading, only(select(s.client_id, s.digits), s.client_id, keys)
            )
        case Order.BEST:
            from_ = select(Client.id, Client.call_from).where(Client.call_from != "")
            return pairs(reading, only(from_, Client.id, keys))
    named = pairs(reading, only(select(Client.id, Client.name), Client.id, keys))
    make: Callable[[str], Any] = stroke_key if order == Order.STROKES else fold
    made = {name: make(name) for name in set(named.values())}
    return {key: made[name] for key, name in named.items()}


def _of(values: dict[int, Any], keys: Keys) -> dict[int, Any]:
    if keys is None:
        return values
    return {key: values[key] for key in keys if key in values}


def names(reading: Reading, keys: Keys) -> dict[int, str]:
    """Return what clients are sorted by before all else; in that order."""
    c = Client
    asked = select(c.id, c.sort_key).where(c.merged_into.is_(None))
    return pairs(reading, only(asked, c.id, keys).order_by(c.sort_key, c.id))


def _next_days(reading: Reading, keys: Keys) -> dict[int, str]:
    v = visits()
    ahead = select(v.client, _text(func.min(v.day)))
    ahead = ahead.where(v.is_agreed, v.day >= reading.today).group_by(v.client)
    return pairs(reading, only(ahead, v.client, keys))


def _birthdays(reading: Reading, keys: Keys) -> dict[int, str]:
    c, f = Client, ClientFact
    wishes: dict[int, dict[str, str]] = defaultdict(dict)
    asked = select(f.client_id, f.field, f.value)
    asked = asked.where(f.field.in_(("birthday_kept", "leap_rule")))
    for key, field, value in plain_rows(reading, only(asked, f.client_id, keys)):
        wishes[key]["kept" if field == "birthday_kept" else "rule"] = value
    columns = [one for one in BIRTH if getattr(one, "table", None) is not None]
    named = [one.key for one in columns]
    born = select(c.id, *columns).where(
        or_(c.birth_month.is_not(None), c.lunar_month.is_not(None))
    )
    known: dict[tuple[Any, ...], str | None] = {}  # many share a day
    found: dict[int, str] = {}
    nothing = {"kept": None, "rule": None}
    for key, *said in plain_rows(reading, only(born, c.id, keys)):
        own = nothing | wishes[key] if key in wishes else nothing
        if not own["kept"]:
            said[0] = None  # the year tells only who keeps the moon's day by the sun's
        of = (*said, *own.values())
        if of not in known:
            row = SimpleNamespace(**dict(zip(named, said, strict=True)), **own)
            day = comes(row, reading.today)
            known[of] = None if day is None else day.isoformat()
        if (text := known[of]) is not None:
            found[key] = text
    return found


@per_client("client", "appointment")
def seen(reading: Reading, keys: Keys) -> dict[int, str]:
    """Return the day of everybody's last visit, as it is written."""
    s = CLIENT_SEARCH.c
    asked = select(s.client_id, _text(s.seen)).where(s.seen.is_not(None))
    rows = plain_rows(reading, only(asked, s.client_id, keys))
    return {key: intern(day) for key, day in rows}


@per_client("client", "appointment")
def treated_last(reading: Reading, keys: Keys) -> dict[int, int]:
    """Return who treated everybody at the last visit."""
    return people_of(reading, keys)


@per_client("client", "appointment")
def lateness(reading: Reading, keys: Keys, today: date) -> dict[int, int]:
    """Return of everybody who is late by how many days beyond the usual."""
    usual = rhythms(reading, keys)
    last = seen(reading)
    late = {
        key: days_late(date.fromisoformat(last[key]), pace, today)
        for key, pace in usual.items()
        if pace and key in last
    }
    return {key: days for key, days in late.items() if days}


def _text(column: Any) -> Any:
    """Return a day as it is written: many are read and compared faster so."""
    return cast(column, String)


def names_of_team(reading: Reading) -> dict[int, str]:
    """Return what everybody is called who ever worked here."""
    return {int(one.id): one.name for one in team(reading, everyone=True)}


def rhythms(reading: Reading, keys: Keys = None) -> dict[int, int]:
    """Return after how many days each of *keys*, or everybody, usually comes."""
    return _rhythms_of(reading, None if keys is None else tuple(keys))


@once
def _rhythms_of(reading: Reading, keys: tuple[int, ...] | None) -> dict[int, int]:
    v, today = visits(), reading.today
    since = today - timedelta(days=REMEMBERED)
    asked = select(v.client, _text(v.day))
    asked = asked.where(v.was_kept, v.day >= since, v.day <= today)
    if keys is not None:
        asked = asked.where(v.client.in_(keys))
    else:  # whoever was here lately, or not for a year, is not late
        s = CLIENT_SEARCH.c
        can_be_late = s.seen.between(today - timedelta(days=GONE), today - _LATELY)
        asked = asked.where(v.client.in_(select(s.client_id).where(can_be_late)))
    days: dict[int, set[str]] = defaultdict(set)
    for key, day in plain_rows(reading, asked):
        days[key].add(day)
    return {
        key: rhythm([date.fromisoformat(day) for day in sorted(each)])
        for key, each in days.items()
    }


def people_of(reading: Reading, keys: Keys = None) -> dict[int, int]:
    """Return who treated each of *keys*, or everybody, at the last visit."""
    s, a, v = CLIENT_SEARCH.c, Appointment, visits()
    asked = (
        select(s.client_id, a.staff_id)
        .join(a, (a.client_id == s.client_id) & (a.day == s.seen))
        .where(v.was_kept)
        .order_by(a.start, a.id)  # of several on that day the latest counts
    )
    return pairs(reading, only(asked, s.client_id, keys))
