"""What became of a list, row by row; of a long one little is in memory."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, overload

from salon.exchange.adding import Said
from salon.store.spool import Spool
from salon.text import N_, _, sentences

LEFT = N_("Left as it was: {what}")
STATUSES = ("new", "matched", "refused", "not_a_client")
_REMARK, _LEFT, _GRAVE, _ASKS = 8, 16, 32, 64  # bits beside the status
PAGE = 500  # rows that are kept together


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row of a list."""

    row: int
    status: str  # new, matched, refused, not_a_client
    client_id: int | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()
    name: str = ""
    whom: str = ""  # who is known already, name and number
    added: tuple[Said, ...] = ()  # to the file of somebody known
    left: tuple[Said, ...] = ()  # what the file says otherwise, and still says
    questions: tuple[str, ...] = ()  # what a person has to ask or to decide
    namesake: int | None = None  # who may be the same person
    is_grave: bool = False  # perhaps a second file, a number or a birthday is missing
    is_again: bool = False  # the same person stands further up in the list

    @property
    def has_remark(self) -> bool:
        """Whether somebody should look at it though it was taken."""
        return self.status != "refused" and bool(self.warnings or self.questions)

    @property
    def why_not_whole(self) -> str:
        """Why it was not taken, or not whole."""
        if self.left:
            return _(LEFT).format(what=sentences(one.text for one in self.left))
        return self.reason


class Rows(Sequence[RowResult]):
    """The rows of a list, in its order; all but the last are kept outside.

    Who is new from the list has a number below zero until she is stored.
    """

    def __init__(self) -> None:
        self.made: array[int] | None = None  # ids of who is new, once they are stored
        self._kinds = bytearray()  # of each row
        self._spool = Spool()
        self._last: list[tuple[Any, ...]] = []  # fewer than a page
        self._at_hand: tuple[int, list[tuple[Any, ...]]] = (-1, [])

    def append(self, one: RowResult) -> None:
        """Take one more."""
        kind = STATUSES.index(one.status)
        kind |= _REMARK * one.has_remark | _LEFT * bool(one.left)
        kind |= _GRAVE * one.is_grave | _ASKS * bool(one.questions)
        self._kinds.append(kind)
        self._last.append(
            (
                *(one.row, kind & 7, one.client_id, one.reason, one.warnings),
                *(one.name, one.whom, tuple(map(_packed, one.added))),
                *(tuple(map(_packed, one.left)), one.questions, one.namesake),
                *(one.is_grave, one.is_again),
            )
        )
        if len(self._last) == PAGE:
            self._spool.put("row", len(self._kinds) // PAGE - 1, self._last)
            self._last = []

    def count(self, status: str) -> int:
        """Return how many rows have this status."""
        wanted = STATUSES.index(status)
        return self._count(lambda kind: kind & 7 == wanted)

    def count_remarks(self) -> int:
        """Return at how many of those that were taken somebody should look."""
        return self._count(lambda kind: kind & _REMARK > 0)

    def count_questions(self) -> int:
        """Return how many rows ask something of a person."""
        return self._count(lambda kind: kind & _ASKS > 0)

    def count_grave(self) -> int:
        """Return how many rows may be a second file, or lost a number or a birthday."""
        return self._count(lambda kind: kind & _GRAVE > 0)

    def of(self, status: str) -> Iterator[RowResult]:
        """Yield the rows of one status."""
        wanted = STATUSES.index(status)
        places = (at for at, kind in enumerate(self._kinds) if kind & 7 == wanted)
        return map(self.__getitem__, places)

    def with_remarks(self) -> Iterator[RowResult]:
        """Yield the rows at which somebody should look though they were taken.

        The grave ones come first, then those that ask something.
        """
        kinds = self._kinds
        places = [at for at, kind in enumerate(kinds) if kind & _REMARK]
        places.sort(key=lambda at: (not kinds[at] & _GRAVE, not kinds[at] & _ASKS))
        return map(self.__getitem__, places)

    def not_whole(self) -> "NotWhole":
        """Return why rows were not taken whole, by their number."""
        return NotWhole(self)

    def places_not_whole(self) -> Iterator[int]:
        """Yield where the rows stand that were not taken whole."""
        return (at for at, kind in enumerate(self._kinds) if _is_not_whole(kind))

    def count_not_whole(self) -> int:
        """Return how many rows were not taken whole."""
        return self._count(_is_not_whole)

    def _count(self, is_one: Callable[[int], bool]) -> int:
        return sum(self._kinds.count(kind) for kind in range(128) if is_one(kind))

    def __len__(self) -> int:
        return len(self._kinds)

    @overload
    def __getitem__(self, at: int) -> RowResult: ...

    @overload
    def __getitem__(self, at: slice) -> list[RowResult]: ...

    def __getitem__(self, at: int | slice) -> RowResult | list[RowResult]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        page, place = divmod(at, PAGE)
        return self._told(self._page(page)[place])

    def __iter__(self) -> Iterator[RowResult]:
        for page in range(-(-len(self) // PAGE)):
            yield from map(self._told, self._page(page))

    def _page(self, number: int) -> list[tuple[Any, ...]]:
        if number == len(self) // PAGE:
            return self._last
        if self._at_hand[0] != number:
            self._at_hand = number, self._spool.get("row", number)
        return self._at_hand[1]

    def _told(self, packed: tuple[Any, ...]) -> RowResult:
        row, status, client, reason, warnings, name, whom, added, left = packed[:9]
        questions, namesake, is_grave, is_again = packed[9:]
        return RowResult(
            *(row, STATUSES[status], self._real(client), reason, warnings, name, whom),
            *(tuple(Said(*one) for one in added), tuple(Said(*one) for one in left)),
            *(questions, None if self.made is None else self._real(namesake)),
            *(is_grave, is_again),
        )

    def _real(self, key: int | None) -> int | None:
        """Return the id of a client; None of one who is in no salon, or not yet."""
        if key is None or key > 0:
            return key
        return None if self.made is None else self.made[-1 - key]


def _is_not_whole(kind: int) -> bool:
    return kind & 7 == STATUSES.index("refused") or kind & _LEFT > 0


def _packed(said: Said) -> tuple[str, str, str]:
    return said.field, said.value, said.here


class NotWhole(Mapping[int, str]):
    """The rows that were not taken whole, by number in their order, each with why."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def __bool__(self) -> bool:
        return len(self) > 0

    def __len__(self) -> int:
        return self._rows.count_not_whole()

    def __iter__(self) -> Iterator[int]:
        for at in self._rows.places_not_whole():
            yield self._rows[at].row

    def __getitem__(self, row: int) -> str:
        for at in self._rows.places_not_whole():
            if (one := self._rows[at]).row == row:
                return one.why_not_whole
        raise KeyError(row)

    def pairs(self) -> Iterator[tuple[int, str]]:
        """Yield each row's number and why, in the order of the list."""
        for at in self._rows.places_not_whole():
            one = self._rows[at]
            yield one.row, one.why_not_whole


@dataclass(slots=True)
class Outcome:
    """What a list brought."""

    batch_id: int | None = None
    new: int = 0
    matched: int = 0
    refused: int = 0
    more: int = 0  # files of those known already that know more now
    again: int = 0  # of those matched: they stand further up in this very list
    rows: Rows = field(default_factory=Rows)

    def rejects(self) -> NotWhole:
        """Return the rows that were not taken whole, by number, each with why."""
        return self.rows.not_whole()

    def some(self, status: str, most: int) -> list[RowResult]:
        """Return the first rows of a status; "" for those with a remark."""
        rows = self.rows.of(status) if status else self.rows.with_remarks()
        return list(islice(rows, most))
