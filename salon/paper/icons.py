"""The icons of the window, drawn on paper as lines."""

import re
from functools import cache
from typing import Any

from reportlab.graphics.svgpath import SvgPath
from reportlab.lib.colors import Color

from salon.paper.canvas import TaggedCanvas
from salon.paper.parts import Draw
from salon.paper.text import INK, Style
from salon.shipped import RESOURCES

_BOX = 24.0  # units across an icon
_TAKES = (2, 2, 6, 0)  # numbers of: move to, line to, curve to, close


@cache
def _paths(name: str) -> tuple[SvgPath, ...]:
    text = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")
    found = re.findall(r'<path (?!stroke="none")[^>]*?d="([^"]+)"', text)
    return tuple(SvgPath(one) for one in found)


def draw_icon(
    canvas: TaggedCanvas,
    name: str,
    x: float,
    top: float,
    side: float,
    colour: Color = INK,
) -> None:
    """Draw an icon of `resources/icons` in a square with its upper left at (x, top)."""
    scale = side / _BOX
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(max(side / 13, 0.7))
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for one in _paths(name):
        path = canvas.beginPath()
        draws: tuple[Any, ...] = (path.moveTo, path.lineTo, path.curveTo, path.close)
        numbers = iter(one.points)
        for kind in map(int, one.operators):
            spots = [next(numbers) for _count in range(_TAKES[kind])]
            placed = [
                x + spot * scale if place % 2 == 0 else top - spot * scale
                for place, spot in enumerate(spots)
            ]
            draws[kind](*placed)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.setLineCap(0)
    canvas.setLineJoin(0)


def icon(name: str, style: Style, colour: Color = INK, size: float = 1.1) -> Draw:
    """Return an icon as the mark before a text in *style*, *size* letters high."""
    side = style.size * size

    def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
        down = (style.size * style.leading - side) / 2
        draw_icon(canvas, name, x, top - down, side, colour)

    return draw
