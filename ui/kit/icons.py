"""Tabler outline icons, painted in any colour and crisp at any scale."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.kit.shipped import RESOURCES
from ui.kit.style import dpr

FOLDER = RESOURCES / "icons"
STROKE = "1.75"


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    drawing = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return drawing.replace('stroke-width="2"', f'stroke-width="{STROKE}"')


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, pixels: int) -> QPixmap:
    """Return an icon in a colour, rendered once for so many device pixels."""
    drawing = _source(name).replace("currentColor", colour)
    made = QPixmap(pixels, pixels)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter)
    painter.end()
    return made


def draw(
    painter: QPainter, name: str, x: float, y: float, size: int, colour: QColor
) -> None:
    """Paint an icon with its top left corner at (x, y)."""
    scale = dpr(painter)
    made = pixmap(name, colour.name(), round(size * scale))
    painter.drawPixmap(
        QRectF(round(x * scale) / scale, round(y * scale) / scale, size, size),
        made,
        QRectF(made.rect()),
    )
