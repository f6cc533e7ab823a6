"""What papers are made of: texts, boxes, columns, tables.

A part becomes pieces once it knows how wide it may be. Pages are only ever broken
between pieces; a piece knows its height and how to draw itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

from salon.paper.canvas import TaggedCanvas
from salon.paper.text import (
    INK,
    LINE,
    ROSE,
    RULE,
    Line,
    Span,
    natural_width,
    set_lines,
)

Draw = Callable[[TaggedCanvas, float, float], None]  # canvas, left, top


@dataclass(slots=True)
class Piece:
    """A strip of a page that is never cut in two."""

    height: float
    draw: Draw | None = None
    missing: tuple[str, ...] = ()
    is_kept: bool = False  # stays on the page of the next piece
    is_gap: bool = False  # vanishes at the head and the foot of a page
    head: "list[Piece]" = field(default_factory=list)  # again where a page begins so


class Part(Protocol):
    """Something that can be set in pieces."""

    def pieces(self, width: float) -> list[Piece]:
        """Return it as strips of at most *width* points."""


@runtime_checkable
class Measured(Protocol):
    """A part that knows how wide it would be on one line."""

    @property
    def natural(self) -> float:
        """Return that width in points."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room."""

    height: float
    is_kept: bool = True

    def pieces(self, width: float) -> list[Piece]:
        """Return one empty strip."""
        return [Piece(self.height, is_kept=self.is_kept, is_gap=True)]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, or several where the text has line ends."""

    spans: tuple[Span, ...]
    align: float = 0.0  # 0 left, 0.5 centred, 1 right
    indent: float = 0.0
    mark: Draw | None = None  # drawn in the indent, beside the first line
    is_kept: bool = False  # a heading: stays with what follows
    role: str = "P"  # what it is to a screen reader: "H1", "H2", "P"
    points: object = None  # the list it is a point of

    @property
    def natural(self) -> float:
        """Return how wide it is on one line."""
        return natural_width(self.spans) + self.indent

    def pieces(self, width: float) -> list[Piece]:
        """Return a strip for each line; no line is left alone on a page."""
        room = width - self.indent
        lines = set_lines(self.spans, room)
        found = []
        key = object()
        for place, line in enumerate(lines):
            shift = self.indent + (room - line.width) * self.align

            def draw(
                canvas: TaggedCanvas,
                x: float,
                top: float,
                line: Line = line,
                shift: float = shift,
                mark: Draw | None = None if place else self.mark,
            ) -> None:
                with self._tagged(canvas, key):
                    if mark:
                        mark(canvas, x, top)
                    line.draw(canvas, x + shift, top)

            is_edge = place == 0 or place == len(lines) - 2
            kept = self.is_kept or (is_edge and place < len(lines) - 1)
            found.append(Piece(line.height, draw, line.missing, is_kept=kept))
        return found

    @contextmanager
    def _tagged(self, canvas: TaggedCanvas, key: object) -> Iterator[None]:
        """Say what the text is: one element, on however many lines and pages."""
        if self.points is None:
            with canvas.marked(self.role, key):
                yield
            return
        with (
            canvas.grouped("L", self.points),
            canvas.grouped("LI", key),
            canvas.marked("LBody", (key, "body")),
        ):
            yield


def within(piece: Piece, *path: tuple[str, object], scope: str = "") -> Piece:
    """Return *piece* drawn in these elements of the structure, outermost first.

    A TH last in the *path* names what its *scope* says: "Column" or "Row".
    """
    draw = piece.draw
    if draw is None:
        return piece

    def grouped(canvas: TaggedCanvas, x: float, top: float) -> None:
        with ExitStack() as stack:
            for role, key in path:
                said = scope if role == "TH" else ""
                stack.enter_context(canvas.grouped(role, key, scope=said))
            draw(canvas, x, top)

    return replace(piece, draw=grouped)


def _unseen(_canvas: TaggedCanvas, _x: float, _top: float) -> None:
    """Draw nothing: an empty cell is a cell too."""


def again(piece: Piece) -> Piece:
    """Return *piece* as it stands on a later page: seen, and read only once."""
    draw = piece.draw
    if draw is None:
        return piece

    def unread(canvas: TaggedCanvas, x: float, top: float) -> None:
        with canvas.artifact():
            draw(canvas, x, top)

    return replace(piece, draw=unread)


def _stacked(pieces: Iterable[Piece]) -> tuple[float, Draw, tuple[str, ...]]:
    """Return height, drawing and missing characters of pieces in one column."""
    pieces = list(pieces)

    def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
        for piece in pieces:
            if piece.draw:
                piece.draw(canvas, x, top)
            top -= piece.height

    missing = tuple(letter for piece in pieces for letter in piece.missing)
    return sum(piece.height for piece in pieces), draw, missing


@dataclass(frozen=True, slots=True)
class Box:
    """Parts within a frame; opened where it is too tall.

    A frame means something: rose is "ring us", black is danger. Grounds mean nothing,
    so there are none.
    """

    parts: tuple[Part, ...]
    padding: float = 10.0
    is_edged: bool = False  # rose: ring us
    is_danger: bool = False  # black
    least: float = 0.0  # height
    most: float = 420.0  # height beyond which it may run over pages

    def pieces(self, width: float) -> list[Piece]:
        """Return one strip, or many with a bar beside them."""
        room = width - 2 * self.padding
        inside = [piece for part in self.parts for piece in part.pieces(room)]
        height, draw, missing = _stacked(inside)
        if height > self.most:
            return [self._open(piece) for piece in inside]
        high = max(height + 2 * self.padding, self.least)
        padding = self.padding

        def boxed(canvas: TaggedCanvas, x: float, top: float) -> None:
            with canvas.artifact():
                wide = self._pen(canvas)
                half = wide / 2
                canvas.roundRect(
                    x + half, top - high + half, width - wide, high - wide, 4, 1, 0
                )
            draw(canvas, x + padding, top - padding)

        return [Piece(high, boxed, missing)]

    def _pen(self, canvas: TaggedCanvas) -> float:
        """Take the pen of the frame; return its width."""
        canvas.setStrokeColor(
            INK if self.is_danger else ROSE if self.is_edged else RULE
        )
        wide = 2.5 if self.is_danger else 1.5 if self.is_edged else 0.5
        canvas.setLineWidth(wide)
        return wide

    def _open(self, piece: Piece) -> Piece:
        padding = self.padding

        def barred(canvas: TaggedCanvas, x: float, top: float) -> None:
            with canvas.artifact():
                self._pen(canvas)
                canvas.setLineWidth(2)
                canvas.line(x + 1, top, x + 1, top - piece.height)
            if piece.draw:
                piece.draw(canvas, x + padding, top)

        return replace(piece, draw=barred)


@dataclass(frozen=True, slots=True)
class Columns:
    """Parts side by side, as many as fit; boxes become equally tall."""

    cells: tuple[tuple[Part, ...], ...]
    least: float  # width of a column
    gap: float = 14.0
    most: float = 420.0  # height beyond which they stand below each other

    def pieces(self, width: float) -> list[Piece]:
        """Return a strip for each row of columns."""
        fit = max(1, int((width + self.gap) // (self.least + self.gap)))
        count = min(fit, len(self.cells))
        if count > 1 and len(self.cells) % count == 1:
            count = max(count - 1, -(-len(self.cells) // 2)) if count > 2 else count
        found: list[Piece] = []
        for start in range(0, len(self.cells), count):
            if found:
                found.append(Piece(self.gap * 0.8, is_gap=True))
            found += self._row(self.cells[start : start + count], count, width)
        return found

    def _row(
        self, cells: Sequence[tuple[Part, ...]], count: int, width: float
    ) -> list[Piece]:
        wide = (width - self.gap * (count - 1)) / count
        sets = [[p for part in cell for p in part.pieces(wide)] for cell in cells]
        columns = [_stacked(pieces) for pieces in sets]
        high = max((height for height, _draw, _missing in columns), default=0.0)
        if high > self.most or len(cells) == 1:
            whole = [p for cell in cells for part in cell for p in part.pieces(width)]
            is_whole = count == 1 or high > self.most or isinstance(cells[0][0], Box)
            return whole if is_whole else sets[0]
        if any(isinstance(part, Box) for cell in cells for part in cell):
            columns = [_stacked(_grown(cell, wide, high)) for cell in cells]
        step = wide + self.gap

        def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
            for place, (_height, column, _missing) in enumerate(columns):
                column(canvas, x + place * step, top)

        return [Piece(high, draw, tuple(m for _h, _d, ms in columns for m in ms))]


def _grown(cell: tuple[Part, ...], wide: float, high: float) -> list[Piece]:
    if len(cell) == 1 and isinstance(cell[0], Box):
        box = cell[0]
        cell = (replace(box, least=high),)
    return [piece for part in cell for piece in part.pieces(wide)]


@dataclass(frozen=True, slots=True)
class Column:
    """How one column of a table is set."""

    align: float = 0.0
    most: float = 1.0  # share of the table's width; 1 for the column that gives way
    least: float = 0.0  # points


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with hairlines; its head stands again on every page."""

    columns: tuple[Column, ...]
    head: tuple[Part, ...]
    rows: tuple[tuple[Part, ...], ...]
    gap: float = 12.0
    padding: float = 5.0
    row_most: float = 420.0
    is_kept: bool = False  # the last row stays with what follows
    least: float = 0.0  # height of a row
    named_by: int = -1  # the column that says what a row is about, where one does

    def pieces(self, width: float) -> list[Piece]:
        """Return the head and a strip for each row."""
        head, rows = self.by_row(width)
        found = list(head)
        last = len(rows) - 1
        for place, pieces in enumerate(rows):
            for piece in pieces:
                piece.head = head
            if last > 1 and place in (0, last - 1):  # no row is left alone
                pieces[-1].is_kept = True
            found += pieces
        if self.is_kept:
            found[-1].is_kept = True
        return found

    def by_row(self, width: float) -> tuple[list[Piece], list[list[Piece]]]:
        """Return the head, and the strips of each row: one, or more of a long one."""
        widths = self._widths(width)
        table = object()
        head: list[Piece] = []
        if self.head:
            head = self._row(self.head, widths, width, table, is_head=True)
            head[-1].is_kept = True
        return head, [self._row(row, widths, width, table) for row in self.rows]

    def _widths(self, width: float) -> list[float]:
        wants = []
        for place, column in enumerate(self.columns):
            cells = [row[place] for row in (self.head, *self.rows) if row]
            natural = max((_natural(cell) for cell in cells), default=0.0)
            wants.append(max(column.least, min(natural + 0.5, width * column.most)))
        room = width - self.gap * (len(self.columns) - 1)
        gives = [n for n, column in enumerate(self.columns) if column.most >= 1.0]
        fixed = sum(w for n, w in enumerate(wants) if n not in gives)
        for n in gives:
            wants[n] = max((room - fixed) / len(gives), 24.0)
        return wants

    def _row(
        self,
        cells: tuple[Part, ...],
        widths: list[float],
        width: float,
        table: object,
        *,
        is_head: bool = False,
    ) -> list[Piece]:
        row = object()
        sets = []
        for place, (cell, wide) in enumerate(zip(cells, widths, strict=True)):
            scope = "Column" if is_head else "Row" if place == self.named_by else ""
            path = (
                ("Table", table),
                ("TR", row),
                ("TH" if scope else "TD", (row, place)),
            )
            pieces = cell.pieces(wide) or [Piece(0.0, _unseen)]
            sets.append([within(piece, *path, scope=scope) for piece in pieces])
        columns = [_stacked(pieces) for pieces in sets]
        high = max(height for height, _draw, _missing in columns)
        if high > self.row_most:  # a cell as long as a page: run on line by line
            return [piece for pieces in sets for piece in pieces]
        padding, gap = self.padding, self.gap
        whole = max(high + 2 * padding, self.least)
        down = (whole - high) / 2

        def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
            left = x
            for (_height, column, _missing), wide in zip(columns, widths, strict=True):
                column(canvas, left, top - down)
                left += wide + gap
            with canvas.artifact():
                canvas.setStrokeColor(RULE if is_head else LINE)
                canvas.setLineWidth(0.75 if is_head else 0.5)
                canvas.line(x, top - whole, x + width, top - whole)

        missing = tuple(letter for _h, _d, letters in columns for letter in letters)
        return [Piece(whole, draw, missing)]


def _natural(cell: Part) -> float:
    if isinstance(cell, Measured):
        return cell.natural
    if isinstance(cell, Stack):
        return max((_natural(part) for part in cell.parts), default=0.0)
    return 0.0


@dataclass(frozen=True, slots=True)
class Stack:
    """Parts one below another, as one part."""

    parts: tuple[Part, ...]

    def pieces(self, width: float) -> list[Piece]:
        """Return the strips of all parts."""
        return [piece for part in self.parts for piece in part.pieces(width)]


@dataclass(frozen=True, slots=True)
class Together:
    """Parts that stay on one page where one page can hold them."""

    parts: tuple[Part, ...]

    def pieces(self, width: float) -> list[Piece]:
        """Return their strips, each kept with the next."""
        found = [piece for part in self.parts for piece in part.pieces(width)]
        for piece in found[:-1]:
            piece.is_kept = True
        return found


@dataclass(frozen=True, slots=True)
class Named:
    """What has a name, and below it what is said of it: a table to whoever hears it."""

    rows: tuple[tuple[Part, Part], ...]  # name, what is said of it
    gap: Part

    def pieces(self, width: float) -> list[Piece]:
        """Return the strips, a name with what is said of it."""
        table = object()
        found: list[Piece] = []
        for name, said in self.rows:
            row = object()
            path = ("Table", table), ("TR", row)
            one = [
                within(piece, *path, ("TH", (row, 0)), scope="Row")
                for piece in name.pieces(width)
            ]
            one += [
                within(piece, *path, ("TD", (row, 1)))
                for piece in said.pieces(width) or [Piece(0.0, _unseen)]
            ]
            for piece in one[:-1]:
                piece.is_kept = True
            found += [*one, *self.gap.pieces(width)]
        return found


@dataclass(frozen=True, slots=True)
class Split:
    """Parts side by side in columns of given widths, each of another kind.

    In a narrow room, or higher than a page, they stand one below the other.
    """

    cells: tuple[tuple[Part, ...], ...]
    shares: tuple[float, ...]  # of the room without the gaps
    gap: float = 17.0
    least: float = 90.0  # width below which they stand one below the other
    most: float = 640.0  # height beyond which they do as well

    def pieces(self, width: float) -> list[Piece]:
        """Return one strip, or the strips of all cells."""
        room = width - self.gap * (len(self.cells) - 1)
        widths = [room * share / sum(self.shares) for share in self.shares]
        if min(widths) < self.least:
            return self._below(width)
        columns = [
            _stacked(piece for part in cell for piece in part.pieces(wide))
            for cell, wide in zip(self.cells, widths, strict=True)
        ]

        def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
            left = x
            for (_height, column, _missing), wide in zip(columns, widths, strict=True):
                column(canvas, left, top)
                left += wide + self.gap

        high = max(height for height, _draw, _missing in columns)
        if high > self.most:
            return self._below(width)
        return [Piece(high, draw, tuple(m for _h, _d, ms in columns for m in ms))]

    def _below(self, width: float) -> list[Piece]:
        found: list[Piece] = []
        for cell in self.cells:
            mine = [piece for part in cell for piece in part.pieces(width)]
            if mine and found:  # a heading does not stick to what is above it
                found.append(Piece(self.gap * 0.6, is_gap=True))
            found += mine
        return found


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""

    above: float = 3.0
    below: float = 5.0
    thick: float = 0.75

    def pieces(self, width: float) -> list[Piece]:
        """Return the line as a strip that stays with what follows."""
        high = self.above + self.below

        def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
            with canvas.artifact():
                canvas.setStrokeColor(RULE)
                canvas.setLineWidth(self.thick)
                canvas.line(x, top - self.above, x + width, top - self.above)

        return [Piece(high, draw, is_kept=True)]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of its own."""

    height: float
    draw: Callable[[TaggedCanvas, float, float, float], None]  # …, left, top, width
    missing: tuple[str, ...] = ()
    alt: str = ""  # what it shows, in words; without them it is an ornament
    is_read: bool = False  # it says itself what each mark of it is

    def pieces(self, width: float) -> list[Piece]:
        """Return the drawing as one strip."""

        def read(canvas: TaggedCanvas, x: float, top: float) -> None:
            self.draw(canvas, x, top, width)

        if self.is_read:
            return [Piece(self.height, read, self.missing)]

        def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
            how = canvas.marked("Figure", alt=self.alt) if self.alt else None
            with how or canvas.artifact():
                self.draw(canvas, x, top, width)

        return [Piece(self.height, draw, self.missing)]
