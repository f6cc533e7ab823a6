"""What long lists are sorted and filtered by, kept while it is true.

Where an action has touched the tables an answer comes from, the history says which
clients it was about. An answer that can be brought up to date for those few is; any
other is found anew.
"""

import json
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from salon.store.base import Base
from salon.store.chain import Head
from salon.store.history import CHANGE, in_tables
from salon.store.whom import CLIENT, COLUMN

FEW = 40  # clients whom an answer is brought up to date for, one by one
_MOST = 400  # changes that are looked through for them
KEPT = 48  # answers; those of yesterday go as others come

T = TypeVar("T")
Follow = Callable[[T, frozenset[int]], T]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What was found, and from when to when it is true."""

    since: Head
    head: Head
    said: Any

    def holds_at(self, seen: Head) -> bool:
        """Return whether it is true for a look that sees so much of the history."""
        if not self.since.seq <= seen.seq <= self.head.seq:
            return False
        return seen.seq < self.head.seq or seen == self.head


class Standing:
    """Answers, each with the heads of the history for which it is true.

    A look that is older than an answer finds its own, which nobody after it is given.
    Any thread may ask.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, _Answer] = {}
        self._lock = Lock()

    def known(self, question: Hashable) -> _Answer | None:
        """Return what was last found."""
        with self._lock:
            return self._kept.get(question)

    def keep(self, question: Hashable, answer: _Answer) -> None:
        """Keep an answer, unless a newer one is there."""
        with self._lock:
            now = self._kept.pop(question, answer)
            self._kept[question] = now if now.head.seq > answer.head.seq else answer
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]


@dataclass(frozen=True)
class Look:
    """One look at what stands."""

    standing: Standing
    connection: Connection
    seen: Head  # what the look sees of the history
    _touched: dict[Hashable, frozenset[int] | None] = field(default_factory=dict)

    def answer(
        self,
        question: Hashable,
        tables: frozenset[str],
        find: Callable[[], T],
        follow: Follow[T] | None = None,
    ) -> T:
        """Return what is known, brought up to date, or find it now.

        Args:
            question: What tells the answer from others.
            tables: All that it comes from.
            find: Finds it.
            follow: Brings an older answer up to date for the clients who were touched;
                None: that cannot be done.
        """
        known = self.standing.known(question)
        if known is not None and known.holds_at(self.seen):
            self.standing.keep(question, known)
            said: T = known.said
            return said
        since, touched = self.seen, None
        if known is not None and self.seen.seq > known.head.seq:
            touched = self._whom(tables, known.head.seq)
        if known is None or touched is None:
            said = find()
        elif not touched:
            said, since = known.said, known.since
        elif follow is None or len(touched) > FEW:
            said = find()
        else:
            said = follow(known.said, touched)
        self.standing.keep(question, _Answer(since, self.seen, said))
        return said

    def _whom(self, tables: frozenset[str], seq: int) -> frozenset[int] | None:
        if (tables, seq) not in self._touched:
            self._touched[tables, seq] = clients_touched(self.connection, tables, seq)
        return self._touched[tables, seq]


def clients_touched(
    connection: Connection, tables: frozenset[str], seq: int
) -> frozenset[int] | None:
    """Return whom the changes of *tables* after an action are about.

    None where they are too many, or where it cannot be told: a row names nobody, or
    the history was made to forget what it held.
    """
    c = CHANGE.c
    asked = select(c.table_name, c.row_id, c.before, c.salt).where(
        c.seq > seq, in_tables(tables)
    )
    rows = connection.execute(asked.limit(_MOST + 1)).all()
    if len(rows) > _MOST:
        return None
    found: set[int] = set()
    named: dict[str, set[int]] = {}
    for table, key, before, salt in rows:
        if table == CLIENT:
            found.add(key)
            continue
        if salt is None or COLUMN not in Base.metadata.tables[table].c:
            return None
        was = json.loads(before or "{}").get(COLUMN)
        if isinstance(was, int):  # of a row that is gone, or was another's before
            found.add(was)
        named.setdefault(table, set()).add(key)
    for name, keys in named.items():
        table = Base.metadata.tables[name]
        now = select(table.c.id, table.c[COLUMN]).where(table.c.id.in_(keys))
        for _key, whose in connection.execute(now):
            found.add(whose)
    return frozenset(found)
