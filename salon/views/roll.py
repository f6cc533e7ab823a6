"""The list of clients: whom a view shows, in what order, and a screenful of them.

First the numbers of everybody in the view, sorted; the lines themselves are asked for
where they are looked at, so that 100,000 scroll like a hundred.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import func, select

from salon.aftercare.queries import heard_lately, rung_soon
from salon.catalogue.queries import terms
from salon.clients.keeping_views import VIEWS
from salon.clients.model import ClientLine
from salon.clients.narrowing import (
    Born,
    Came,
    KeptView,
    Narrow,
    Order,
    Wish,
    days_late,
    views_from_text,
    wish_of,
)
from salon.clients.queries import (
    client_lines,
    find_ids,
    namesake_hints,
)
from salon.clients.tables import BIRTH, Client
from salon.clients.wishes import comes
from salon.settings.tables import Setting
from salon.staff.queries import team
from salon.views.rollfacts import names_of_team, people_of, rhythms
from salon.views.rollfilter import hidden, left
from salon.views.rollorder import everybody, ordered
from salon.work import Reading

FILTERED = (  # views that together look at all that is kept for filters
    *(Narrow(alert=True), Narrow(unbooked=True), Narrow(late=30)),
    *(Narrow(came=Came.ONCE), Narrow(born=Born.THIS), Narrow(born=Born.NEXT)),
)
SCREEN = 60  # lines that come with the list: more than the tallest window shows
CHUNK = 100  # lines that are asked for at once while one scrolls
MOST = 1_000_000


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
    said: tuple[tuple[str, str], ...] = ()  # columns of the file that a view shows


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
    away: int = 0  # of all: archived or deceased, so on no list unless asked for


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
    first = max(0, min(around, len(keys) - 1) - SCREEN // 2)
    all_ = everybody(reading)
    return Roll(
        *(narrow, text, keys, tuple(marks), len(all_)),
        roll_lines(reading, keys[first : first + SCREEN]),
        reading.today,
        len(hidden(reading, Narrow()).intersection(all_)),
    )


def _found(
    reading: Reading, narrow: Narrow, text: str
) -> tuple[tuple[int, ...], list[tuple[int, str]]]:
    """Return everybody in the view whom *text* finds, in order, and the marks."""
    is_likeliest = narrow.order == Order.NAME and not narrow.is_down
    hits = [int(key) for key in find_ids(reading, text, MOST)] if text.strip() else []
    if hits and is_likeliest and not narrow.is_narrow:
        return tuple(hits), []
    if text.strip() and not hits:
        return (), []
    here, away = left(reading, narrow), hidden(reading, narrow)
    if hits and is_likeliest:
        return tuple(
            key for key in hits if (here is None or key in here) and key not in away
        ), []
    if hits:
        here = frozenset(hits) if here is None else here.intersection(hits)
    found = ordered(reading, narrow.order, narrow.is_down)
    if here is None and not away:
        return found.all
    return found.among(here, away)


def found_keys(reading: Reading, narrow: Narrow, text: str = "") -> tuple[int, ...]:
    """Return everybody in a view whom *text* finds, in its order."""
    return _found(reading, narrow, text)[0]


def keys_in_view(reading: Reading, narrow: Narrow) -> tuple[int, ...]:
    """Return the clients whom *narrow* leaves, by name."""
    return found_keys(reading, replace(narrow, order=Order.NAME, is_down=False))


def count_in_view(reading: Reading, narrow: Narrow) -> int:
    """Return how many clients *narrow* leaves."""
    here, away = left(reading, narrow), hidden(reading, narrow)
    if here is None:
        return len(everybody(reading)) - len(away)
    return len(here - away)


def get_ready(reading: Reading, step: int) -> bool:
    """Work out one more of the orders and of what the filters look at.

    So it is known before anybody asks, and is only brought up to date from then on.

    Args:
        reading: As ever.
        step: Which, from 0 on.

    Returns:
        Whether there are more.
    """
    _READY[step](reading)
    return step + 1 < len(_READY)


_READY: tuple[Callable[[Reading], object], ...] = (
    *(partial(ordered, order=order) for order in Order),
    *(partial(count_in_view, narrow=narrow) for narrow in FILTERED),
)


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
            # as an expression: by its index everybody would be looked at
            func.coalesce(c.merged_into, 0) == 0,
        )
        .group_by(c.sort_key)
        .having(func.count() > 1)
    )
    shared = set(reading.session.scalars(named))
    hints = namesake_hints(reading, keys)
    usual, people = rhythms(reading, keys), people_of(reading, keys)
    names = names_of_team(reading)
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
    rung = rung_soon(reading, keys) | heard_lately(reading, keys)
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
