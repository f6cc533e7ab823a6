"""Cells of a workbook that are merged downwards: one value for several rows.

A name over two rows is one person with what stands in both; any other value stands in
each of its rows.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from salon.exchange.columns import columns

Row = tuple[int, tuple[str, ...]]
Span = tuple[int, int, int]  # first row and last row as the file counts, column from 0
_NAMES = ("name", "family", "given")
MOST = 200_000  # rows that merged cells fill; beyond, a sheet is left as it stands


def merged_down(sheet: Any) -> tuple[Span, ...]:
    """Return the cells of a sheet that are merged over several rows."""
    found = []
    for (first, column), (last, _to) in sheet.merged_cell_ranges or ():
        if last > first:
            found.append((first + 1, last + 1, column))
    return tuple(sorted(found))


def unmerged(
    rows: Iterator[Row], spans: Sequence[Span], headings: tuple[str, ...]
) -> Iterator[Row]:
    """Yield rows with merged cells told apart: joined by name, else filled down."""
    if not spans or sum(last - first for first, last, _at in spans) > MOST:
        yield from rows
        return
    named = {one.at for one in columns("", headings) if one.field in _NAMES}
    people = {first: last for first, last, at in spans if at in named}
    filled: dict[int, list[tuple[int, int]]] = {}  # row: columns, and from which row
    for first, last, at in spans:
        if at not in named:
            for below in range(first + 1, last + 1):
                filled.setdefault(below, []).append((at, first))
    seen: dict[int, tuple[str, ...]] = {}
    starts = {first for first, _last, _at in spans}
    held: list[Row] = []
    until = 0
    for number, row in rows:
        if number in starts:
            seen[number] = row
        if number in filled:
            cells = list(row)
            for at, first in filled[number]:
                above = seen.get(first, ())
                if at < len(cells) and not cells[at].strip() and at < len(above):
                    cells[at] = above[at]
            row = tuple(cells)
        if held and number > until:
            yield _joined(held)
            held = []
        if number in people:
            until = max(until, people[number])
        if number <= until:
            held.append((number, row))
        else:
            yield number, row
    if held:
        yield _joined(held)


def _joined(rows: list[Row]) -> Row:
    """Return rows of one person as one, each value once, below one another."""
    wide = max(len(row) for _number, row in rows)
    cells = []
    for at in range(wide):
        values = [row[at].strip() for _number, row in rows if at < len(row)]
        cells.append("\n".join(dict.fromkeys(filter(None, values))))
    return rows[0][0], tuple(cells)
