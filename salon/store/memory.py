"""What seldom changes, remembered between two looks at the records.

Price list, team, rooms, vocabularies and settings are asked for by nearly every
action. What was answered is kept as long as the history has no newer action that
touched their tables: one look at its newest number decides.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from salon.store.chain import START, Head
from salon.store.history import CHANGE

T = TypeVar("T")

REFERENCE = frozenset(
    (
        *("setting", "staff_member", "shift", "room", "device", "service", "product"),
        *("catalogue_entry", "contraindication"),
    )
)


class Memory:
    """Answers to questions about reference tables, true for one state of them."""

    def __init__(self) -> None:
        self.head: Head = START
        self._kept: dict[Hashable, Any] = {}

    def come_to(self, connection: Connection, newest: Head) -> None:
        """Forget everything if a reference table was touched since the last look."""
        if newest == self.head:
            return
        since = self.head.seq
        self.head = newest
        if not self._kept:
            return
        touched = select(CHANGE.c.table_name).where(
            CHANGE.c.seq > since, CHANGE.c.table_name.in_(REFERENCE)
        )
        if newest.seq < since or connection.scalar(touched.limit(1)) is not None:
            self._kept.clear()

    def answer(self, question: Hashable, find: Callable[[], T]) -> T:
        """Return what was answered before, or find it now and remember it."""
        if question not in self._kept:
            self._kept[question] = find()
        answer: T = self._kept[question]
        return answer
