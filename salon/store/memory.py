"""What seldom changes, remembered between two looks at the records.

Price list, team, rooms, vocabularies and settings are asked for by nearly every
action. What was answered is kept as long as the history has no newer action that
touched their tables: one look at its newest number decides.
"""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from salon.store.chain import START, Head
from salon.store.history import CHANGE, in_tables
from salon.store.leaning import reference_tables

T = TypeVar("T")


class Known:
    """Answers to questions about reference tables, true for one state of them."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, Any] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def answer(self, question: Hashable, find: Callable[[], T]) -> T:
        """Return what was answered before, or find it now and remember it."""
        if question not in self._kept:
            self._kept[question] = find()
        answer: T = self._kept[question]
        return answer


class Memory:
    """What is known, by the head of the history for which it is true.

    A reading that sees an older state than the newest gets a memory of its own, which
    nobody after it reads: so what it finds out can never stand in for the news. Any
    thread may ask.
    """

    def __init__(self) -> None:
        self._head: Head = START  # the newest for which what is known is true
        self._since: Head = START  # the oldest
        self._known = Known()
        self._lock = Lock()

    def at(self, connection: Connection, seen: Head) -> Known:
        """Return what is known of the tables as they were at *seen*.

        Args:
            connection: Of the reading; asked what has happened meanwhile.
            seen: The head of the history that the reading sees.
        """
        with self._lock:
            head, since, known = self._head, self._since, self._known
        if since.seq <= seen.seq <= head.seq and (seen.seq < head.seq or seen == head):
            return known
        if seen.seq <= head.seq:
            return Known()  # an older look than ours, or another store's
        touched = select(CHANGE.c.table_name).where(
            CHANGE.c.seq > head.seq, in_tables(reference_tables())
        )
        is_same = head != START and connection.scalar(touched.limit(1)) is None
        with self._lock:
            if self._head.seq < seen.seq:
                if not is_same or self._known is not known:
                    self._since, self._known = seen, Known()
                self._head = seen
            return self._known if self._head == seen else Known()
