"""Signs, rulers, photographs and codes, drawn as shapes that survive a photocopy."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader

from salon.paper.canvas import TaggedCanvas
from salon.paper.parts import Draw, Piece
from salon.paper.text import INK, ROSE, Span, set_lines

DOTS = 220 / 72  # of a photograph, for each point of paper


def flag(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """Draw a flag whose pole stands at (x, y)."""
    canvas.setStrokeColor(INK)
    canvas.setFillColor(INK)
    canvas.setLineWidth(0.9)
    canvas.line(x, y - 3, x, y + size * 0.55)
    flag = canvas.beginPath()
    flag.moveTo(x, y + size * 0.55)
    flag.lineTo(x + size * 0.4, y + size * 0.38)
    flag.lineTo(x, y + size * 0.2)
    flag.close()
    canvas.drawPath(flag, stroke=0, fill=1)


@lru_cache(maxsize=32)
def _scaled(picture: bytes, wide: int, high: int) -> tuple[bytes, int, int]:
    """Return a photograph as a JPEG no larger than paper can show, with its size."""
    with Image.open(BytesIO(picture)) as image:
        is_fit = image.width <= wide and image.height <= high
        if is_fit and image.format == "JPEG" and image.mode in ("RGB", "L"):
            return picture, image.width, image.height
        small = image.convert("RGB")
        small.thumbnail((wide, high))
        file = BytesIO()
        small.save(file, "JPEG", quality=85)
        return file.getvalue(), small.width, small.height


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as high as asked, within its column, its caption below."""

    picture: bytes
    caption: tuple[Span, ...]
    height: float
    alt: str = ""  # what it shows, in words; the caption where empty

    def pieces(self, width: float) -> list[Piece]:
        """Return picture and caption as one strip."""
        most = (round(width * DOTS), round(self.height * DOTS))
        jpeg, across, down = _scaled(self.picture, *most)
        scale = min(width / across, self.height / down)
        wide, high = across * scale, down * scale
        lines = set_lines(self.caption, width)
        said = self.alt or "".join(span.text for span in self.caption)

        def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
            image = ImageReader(BytesIO(jpeg))
            with canvas.marked("Figure", alt=said):
                canvas.drawImage(image, x, top - high, wide, high)
            y = top - high - 3
            key = object()
            for line in lines:
                with canvas.marked("Caption", key):
                    line.draw(canvas, x, y)
                y -= line.height

        missing = tuple(letter for line in lines for letter in line.missing)
        return [Piece(high + 3 + sum(line.height for line in lines), draw, missing)]


def flower(canvas: TaggedCanvas, x: float, y: float, radius: float) -> None:
    """Draw the mark of the house, four petals round the point (x, y)."""
    canvas.setStrokeColor(ROSE)
    canvas.setLineWidth(radius * 0.22)
    for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        away = radius * 0.82
        canvas.circle(x + dx * away, y + dy * away, radius, stroke=1, fill=0)


def dot(size: float) -> Draw:
    """Return the drawing of a list's point for text of *size* points."""

    def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
        canvas.setFillColor(ROSE)
        canvas.circle(x + size * 0.25, top - size * 0.78, size * 0.17, 0, 1)

    return draw


@lru_cache(maxsize=64)
def _modules(text: str) -> tuple[tuple[bool, ...], ...]:
    code = QrCodeWidget(text, barLevel="L", barBorder=0)
    qr = code.qr  # type: ignore[attr-defined]  # the stubs lack it
    qr.make()
    return tuple(tuple(map(bool, row)) for row in qr.modules)


def forget() -> None:
    """Drop what is remembered of earlier papers, as before a measurement."""
    _modules.cache_clear()
    _scaled.cache_clear()


def qr_modules(text: str) -> int:
    """Return how many modules the side of a QR code of *text* has."""
    return len(_modules(text))


def qr_code(text: str, side: float, colour: Color = INK) -> Draw:
    """Return the drawing of *text* as a QR code with sides of *side* points."""

    def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
        modules = _modules(text)
        each = side / len(modules)
        path = canvas.beginPath()
        for place, row in enumerate(modules):
            start = 0
            while start < len(row):
                if not row[start]:
                    start += 1
                    continue
                stop = start
                while stop < len(row) and row[stop]:
                    stop += 1
                path.rect(
                    x + start * each,
                    top - (place + 1) * each,
                    (stop - start) * each,
                    each,
                )
                start = stop
        canvas.setFillColor(colour)
        canvas.drawPath(path, stroke=0, fill=1)

    return draw
