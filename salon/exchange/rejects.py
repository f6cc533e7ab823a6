"""What could not be taken, as a list to be mended and imported again.

The columns are those of the file it came from, so that nothing has to be mapped anew;
one more says what is wrong, and is passed over when the list comes back; another
round puts its own in that one's place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from salon.errors import SalonError
from salon.exchange.columns import folded
from salon.exchange.model import Asked, Kind
from salon.exchange.outcome import NotWhole
from salon.exchange.reading import open_source
from salon.exchange.sniff import kind_of
from salon.exchange.tables_in import open_table
from salon.exchange.writing import atomically, outgoing, table, write_csv
from salon.store.folder import keep_off
from salon.text import N_, Names

REASON = Names("Refused because", "未导入原因", "未匯入原因")
_REASONS = {folded(one) for one in (REASON.en, REASON.zh_hans, REASON.zh_hant)}


@dataclass(eq=False)
class OverItsSource(SalonError):
    """The refused rows were to be written over the list they came from."""

    file: str

    text = N_(
        "The refused rows would be written over “{file}” itself. Name another file for "
        "them; nothing was taken in."
    )


def may_take_rejects(path: Path, asked: Asked) -> None:
    """Look, before anything is taken in, whether refused rows may go there.

    Raises:
        OverItsSource, SalonsOwn: They would take the place of something else.
    """
    keep_off(path)
    if path.resolve() == asked.path.resolve():
        raise OverItsSource(path.name)


def write_rejects(path: Path, asked: Asked, reasons: Mapping[int, str]) -> int:
    """Write the refused rows of a file to *path* and return how many there are.

    Args:
        path: a CSV file, made or replaced.
        asked: the file they came from, as it was read.
        reasons: the sentence for each refused row, by its number.

    Raises:
        CannotRead: the file is gone or has changed meanwhile.
        CannotWrite: the list cannot be put there.
    """
    rows = _Counted(_rows(asked, _Wanted(reasons)))
    atomically(path, lambda place: write_csv(place, rows))
    return rows.count - 1


class _Counted(Iterator[list[str]]):
    """Rows on their way, and how many have passed."""

    def __init__(self, rows: Iterator[list[str]]) -> None:
        self._rows, self.count = rows, 0

    def __next__(self) -> list[str]:
        row = next(self._rows)
        self.count += 1
        return row


class _Wanted:
    """The refused rows, asked for in the order of the file."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        if isinstance(reasons, NotWhole):
            self._coming = reasons.pairs()
        else:
            self._coming = iter(sorted(reasons.items()))
        self._next: tuple[int, str] | None = next(self._coming, None)

    def why(self, row: int) -> str | None:
        """Return why a row was refused; None if it was not."""
        while self._next is not None and self._next[0] < row:
            self._next = next(self._coming, None)
        return self._next[1] if self._next and self._next[0] == row else None


def _rows(asked: Asked, wanted: _Wanted) -> Iterator[list[str]]:
    kind = kind_of(asked.path)
    if kind is Kind.VCARD or asked.kind == "vcard":
        cards = ((one, wanted.why(one.row)) for one in open_source(asked).people)
        people = [(one, why) for one, why in cards if why is not None]
        lines = table([outgoing(one) for one, _why in people])
        yield [*next(lines), str(REASON)]
        for (_one, why), line in zip(people, lines, strict=True):
            yield [*line, why]
        return
    found = open_table(asked, kind)
    headings = found.sheet.headings
    own = [at for at, heading in enumerate(headings) if folded(heading) not in _REASONS]
    yield [*(headings[at] for at in own), str(REASON)]
    for number, cells in found.rows:
        if (reason := wanted.why(number)) is not None:
            bare = [*map(_bare, cells), *[""] * (len(headings) - len(cells))]
            more = [*bare[len(headings) :], *found.comments.get(number, ())]
            yield [*(bare[at] for at in own), reason, *more]


def _bare(cell: str) -> str:
    """Return a cell without the apostrophe that guarded it; it gets a new one."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t＝＋－＠" else cell
