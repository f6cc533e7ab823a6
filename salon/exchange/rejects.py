"""What could not be taken, as a list to be mended and imported again.

The columns are those of the file it came from, so that nothing has to be mapped anew;
one more says what is wrong, and is passed over when the list comes back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from salon.errors import SalonError
from salon.exchange.model import Asked, Kind
from salon.exchange.reading import open_source
from salon.exchange.sniff import kind_of
from salon.exchange.tables_in import open_table
from salon.exchange.writing import atomically, outgoing, table, write_csv
from salon.store.folder import keep_off
from salon.text import N_, Names

REASON = Names("Refused because", "未导入原因", "未匯入原因")


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
    rows = list(_rows(asked, reasons))
    atomically(path, lambda place: write_csv(place, rows))
    return len(rows) - 1


def _rows(asked: Asked, reasons: Mapping[int, str]) -> Iterator[list[str]]:
    kind = kind_of(asked.path)
    if kind is Kind.VCARD or asked.kind == "vcard":
        people = [one for one in _cards(asked) if one[0] in reasons]
        lines = table([outgoing(one) for _row, one in people])
        yield [*next(lines), str(REASON)]
        for (row, _one), line in zip(people, lines, strict=True):
            yield [*line, reasons[row]]
        return
    found = open_table(asked, kind)
    width = len(found.sheet.headings)
    yield [*found.sheet.headings, str(REASON)]
    for number, cells in found.rows:
        if number in reasons:
            bare = [*map(_bare, cells), *[""] * (width - len(cells))]
            more = [*bare[width:], *found.comments.get(number, ())]
            yield [*bare[:width], reasons[number], *more]


def _cards(asked: Asked) -> Iterator[tuple[int, object]]:
    for one in open_source(asked).people:
        yield one.row, one


def _bare(cell: str) -> str:
    """Return a cell without the apostrophe that guarded it; it gets a new one."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t＝＋－＠" else cell
