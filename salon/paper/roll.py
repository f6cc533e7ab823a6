"""The paper roll of a till: 72 mm printed of 80, black alone, as long as its text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.colors import black

from salon.paper.canvas import TaggedCanvas
from salon.paper.pages import Laid
from salon.paper.parts import Draw, Drawing, Gap, Part, Piece, Text
from salon.paper.press import MM, Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import Line, Span, Style, set_lines

DOT = 25.4 / 203 * MM  # of a printer at 203 dpi
SIGNED = 13 * MM  # room to sign in
CUT = 8 * MM  # below the last line


class Roll(Press):
    """The sizes of a roll; whatever is printed on it is black."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.width, self.margin, self.room = 80 * MM, 4 * MM, 72 * MM
        self.top = 4 * MM
        self.big = self.plain(13, is_bold=True)
        self.strong = self.plain(11, is_bold=True)
        self.words = self.plain(9)
        self.bold = self.plain(9, is_bold=True)
        self.small = self.plain(8)

    def plain(self, size: float, *, is_bold: bool = False) -> Style:
        """Return a black style of a size."""
        more = 1.0 if self.is_chinese and size < 11 else 0.0
        return Style(size + more, is_bold, black, 1.35)

    def line(self) -> Drawing:
        """Return a line across, two dots thick."""

        def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
            canvas.setStrokeColor(black)
            canvas.setLineWidth(2 * DOT)
            canvas.line(x, top - 2 * MM, x + width, top - 2 * MM)

        return Drawing(4.5 * MM, draw)

    def centred(self, text: str, style: Style) -> Text:
        """Return words in the middle of the roll."""
        return Text((Span(text, style),), 0.5)

    def headed(self, head: Letterhead) -> list[Part]:
        """Return the salon as it stands above everything."""
        parts: list[Part] = [self.centred(head.salon, self.big)]
        parts += [
            self.centred(one, self.small) for one in (head.address, head.phone) if one
        ]
        return [*parts, self.line()]

    def facing(self, left: str, right: str, style: Style | None = None) -> Part:
        """Return two words of one line: what it is, and how much."""
        style = style or self.words
        return Facing((Span(left, style),), (Span(right, style),))

    def to_sign(
        self, whose: str, strokes: Sequence[Sequence[tuple[float, float]]]
    ) -> list[Part]:
        """Return room to sign in, or the signature, with whose it is below."""

        def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
            canvas.setStrokeColor(black)
            canvas.setLineWidth(2 * DOT)
            base = top - SIGNED + 2 * MM
            canvas.line(x, base, x + width, base)
            if not strokes:
                low, high = base + MM, base + 3 * MM
                canvas.line(x, low, x + 2 * MM, high)
                canvas.line(x, high, x + 2 * MM, low)
                return
            high = SIGNED - 1 * MM
            wide = min(width, high * 3.2)
            for stroke in strokes:
                path = canvas.beginPath()
                for place, (px, py) in enumerate(stroke):
                    go = path.lineTo if place else path.moveTo
                    go(x + px * wide, top - py * high)
                canvas.drawPath(path, stroke=1, fill=0)

        return [Drawing(SIGNED, draw, alt=whose), self.text(whose, self.words)]


@dataclass(frozen=True, slots=True)
class Facing:
    """Words at both ends of a line; what does not fit goes on below, at the right."""

    left: tuple[Span, ...]
    right: tuple[Span, ...]

    def pieces(self, width: float) -> list[Piece]:
        """Return them as strips of one paragraph."""
        [first, *_] = set_lines(self.right, width)
        room = width - first.width - 2 * MM
        if first.width > width * 0.7 or any(
            line.width > room for line in set_lines(self.left, max(room, MM))
        ):
            above, below = Text(self.left), Text(self.right, 1.0)
            return [*above.pieces(width), *below.pieces(width)]
        lines = set_lines(self.left, room)
        found = []
        for place, line in enumerate(lines):

            def draw(
                canvas: TaggedCanvas,
                x: float,
                top: float,
                line: Line = line,
                is_last: bool = place == len(lines) - 1,
            ) -> None:
                with canvas.marked("P"):
                    line.draw(canvas, x, top)
                    if is_last:
                        first.draw(canvas, x + width - first.width, top)

            missing = (*line.missing, *first.missing)
            found.append(Piece(line.height, draw, missing))
        return found


@dataclass(frozen=True, slots=True)
class Beside:
    """A drawing with words at its right."""

    draw: Draw
    side: float
    words: tuple[Part, ...]
    alt: str

    def pieces(self, width: float) -> list[Piece]:
        """Return both as one strip."""
        left = self.side + 3 * MM
        inside = [p for part in self.words for p in part.pieces(width - left)]
        high = max(self.side, sum(piece.height for piece in inside))
        start = (high - sum(piece.height for piece in inside)) / 2

        def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
            with canvas.marked("Figure", alt=self.alt):
                self.draw(canvas, x, top)
            down = top - start
            for piece in inside:
                if piece.draw:
                    piece.draw(canvas, x + left, down)
                down -= piece.height

        return [Piece(high, draw, tuple(m for one in inside for m in one.missing))]


def unroll(press: Roll, title: str, parts: Iterable[Part]) -> Laid:
    """Return a paper of one page that is as long as what stands on it."""
    with press.speaking():
        pieces = [p for part in (*parts, Gap(CUT)) for p in part.pieces(press.room)]
    press.height = press.top + sum(piece.height for piece in pieces)
    placed, top = [], press.height - press.top
    for piece in pieces:
        placed.append((piece, press.margin, top))
        top -= piece.height
    missing = tuple(letter for piece in pieces for letter in piece.missing)
    return Laid(title, press, (tuple(placed),), missing, 1.0)
