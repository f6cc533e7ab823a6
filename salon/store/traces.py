"""Whoever is named in rows that are not her own: looked for in every text there is."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Column, ColumnElement, Table, func, or_, select
from sqlalchemy.orm import Session

from salon.store.base import Base
from salon.store.leaning import kinds
from salon.store.walking import texts_of

MANY = 50  # other rows with one name in them: then it is a word, or a common name
_SIGN = "/"  # before what a store would take for a sign of its own
# Who others are, and what nobody writes about a client.
NOT_HERS = frozenset(
    (
        *("action", "change", "client_phone", "client_search", "setting"),
        *("catalogue_entry", "contraindication", "service", "product", "room"),
        *("device", "staff_member", "till_day", "commission_line", "figure", "posting"),
        *("picture", "mail_paper", "search_pause", "standing", "loyalty_sheet"),
        "draft",
    )
)


class Marks(Protocol):
    """What somebody is named by."""

    @property
    def asked(self) -> tuple[tuple[str, ...], ...]:
        """What to look for: pieces that stand in a text one behind the other."""
        ...

    def surely(self) -> "Marks":
        """Return them with what may be a word besides left."""
        ...

    def out_of(self, text: str) -> str:
        """Return a text without them."""
        ...

    def is_left_in(self, text: str) -> bool:
        """Return whether something stands in a text that is left."""
        ...


@dataclass
class Traces:
    """Where somebody is named in what is others': rows by table and column."""

    rows: dict[str, dict[int, dict[str, str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    left: list[tuple[str, int]] = field(default_factory=list)  # of somebody, or a word
    is_few: bool = True  # whether what may be a word is hardly one here

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return sum(map(len, self.rows.values()))


def traces(
    session: Session, marks: Marks, own: Mapping[str, Collection[int]]
) -> Traces:
    """Return where *marks* stand in rows that are not the client's *own*.

    What nobody else is called is found wherever it stands. What may be a word of the
    language, and stands in more than `MANY` rows of others, is one: it is left.
    """
    found, sure = Traces(), Traces(is_few=False)
    if not marks.asked:
        return found
    surely = marks.surely()
    for table in Base.metadata.sorted_tables:
        columns = _free(table)
        if table.name in NOT_HERS or not columns:
            continue
        mine = own.get(table.name, ())
        asked = select(table.c.id, *columns).where(holding(columns, marks.asked))
        for row in session.connection().execute(asked):
            if row.id not in mine:
                texts = {c.key: said for c in columns if (said := getattr(row, c.key))}
                _take(found, marks, (table.name, row.id), texts)
                _take(sure, surely, (table.name, row.id), texts)
    return sure if found.count > MANY + sure.count else found


def _take(
    into: Traces, marks: Marks, place: tuple[str, int], texts: Mapping[str, str]
) -> None:
    held = {
        name: clean
        for name, said in texts.items()
        if (clean := swept(marks, said)) != said
    }
    if held:
        into.rows[place[0]][place[1]] = held
    words = (one for said in texts.values() for one in _words_in(said))
    if any(map(marks.is_left_in, words)):
        into.left.append(place)


def swept(marks: Marks, text: str) -> str:
    """Return a text without *marks*; of JSON what it says, never how it is built."""
    held = _built(text)
    if held is None:
        return marks.out_of(text)
    clean = _each(held, partial(swept, marks))
    if clean == held:
        return text
    is_plain = "\\u" not in text
    tight = json.dumps(held, ensure_ascii=not is_plain, separators=(",", ":")) == text
    return json.dumps(
        clean, ensure_ascii=not is_plain, separators=(",", ":") if tight else None
    )


def _built(text: str) -> Any:
    """Return what a text holds that is JSON of several things; None of any other."""
    if text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def _each(held: Any, change: Callable[[str], str]) -> Any:
    match held:
        case str():
            return change(held)
        case dict():
            return {key: _each(one, change) for key, one in held.items()}
        case list():
            return [_each(one, change) for one in held]
    return held


def _words_in(text: str) -> list[str]:
    """Return what a text says: itself, or each text in JSON."""
    held = _built(text)
    if held is None:
        return [text]
    found: list[str] = []

    def keep(said: str) -> str:
        found.append(said)
        return said

    _each(held, keep)
    return found


def _free(table: Table) -> list[Column[Any]]:
    """Return the columns in which somebody may write about a client.

    Of another client's row that is not who she is: a namesake keeps her name.
    """
    kind = kinds().get(table.name)
    if kind is None:
        return []
    if table.name == "client":
        return [table.c[name] for name in kind.told]
    return texts_of(table)


def holding(
    columns: Collection[Column[Any]], pieces: Iterable[tuple[str, ...]]
) -> ColumnElement[bool]:
    """Return the condition that one of *columns* may hold what is looked for.

    They are asked as one text: a condition for each column and each name would be too
    deep for the store.
    """
    first, *others = (func.coalesce(column, "") for column in columns)
    said: ColumnElement[Any] = first
    for one in others:
        said = said + "\n" + one
    return or_(*(said.ilike(_like(some), escape=_SIGN) for some in pieces))


def _like(pieces: Iterable[str]) -> str:
    plain = [re.sub(rf"([%_{_SIGN}])", rf"{_SIGN}\1", one) for one in pieces]
    return f"%{'%'.join(plain)}%"
