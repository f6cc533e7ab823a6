"""Whoever is named in rows that are not her own: looked for in every text there is."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Column, ColumnElement, Table, or_, select
from sqlalchemy.orm import Session

from salon.store.base import Base
from salon.store.leaning import kinds
from salon.store.plain import escaped
from salon.store.walking import texts_of

MANY = 50  # other rows with one name in them: then it is a word, or a common name
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
    def all(self) -> tuple[str, ...]:
        """The marks."""
        ...

    def out_of(self, text: str, *, signs_only: bool = False) -> str:
        """Return a text without them."""
        ...


@dataclass
class Traces:
    """Where somebody is named in what is others': rows by table and column."""

    rows: dict[str, dict[int, dict[str, str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    words: int = 0  # rows with a name in them that may mean something else

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return sum(map(len, self.rows.values()))


def traces(
    session: Session, marks: Marks, own: Mapping[str, Collection[int]]
) -> Traces:
    """Return where *marks* stand in rows that are not the client's *own*.

    A name that stands in more than `MANY` rows of others is a word of the language, or
    that of somebody else besides: it is counted and left.
    """
    found = Traces()
    if not marks.all:
        return found
    by_name = Traces()
    for table in Base.metadata.sorted_tables:
        columns = _free(table)
        if table.name in NOT_HERS or not columns:
            continue
        mine = own.get(table.name, ())
        asked = select(table.c.id, *columns).where(holding(columns, marks.all))
        for row in session.connection().execute(asked):
            if row.id in mine:
                continue
            for into, signs_only in ((found, True), (by_name, False)):
                held = {
                    column.key: clean
                    for column in columns
                    if (said := getattr(row, column.key))
                    and (clean := marks.out_of(said, signs_only=signs_only)) != said
                }
                if held:
                    into.rows[table.name][row.id] = held
    if by_name.count > MANY + found.count:
        found.words = by_name.count - found.count
        return found
    return by_name


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
    columns: Collection[Column[Any]], said: Collection[str]
) -> ColumnElement[bool]:
    """Return the condition that one of *columns* holds one of the texts *said*."""
    return or_(*_likes(columns, said))


def _likes(
    columns: Collection[Column[Any]], said: Collection[str]
) -> Iterator[ColumnElement[bool]]:
    for column in columns:
        for mark in said:
            yield column.icontains(mark, autoescape=True)
            if (other := escaped(mark)) != mark and "\\" not in mark:
                yield column.icontains(other, autoescape=True)
