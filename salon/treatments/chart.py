"""The face with what was found on it, as one sees the client.

Shapes and numbers say all; the colours are those of the screen, for who knows it.
"""

from collections.abc import Sequence
from math import dist

from reportlab.lib.colors import Color, HexColor, white

from salon.paper.canvas import TaggedCanvas
from salon.paper.parts import Drawing
from salon.paper.press import Press
from salon.paper.text import INK, LINE, SOFT, Span, Style, set_lines
from salon.text import _, headed, listed, sentences
from salon.treatments.sheet import AssessmentSheet, ZoneShape

CLOSE = 0.22  # of the drawing: marks of one finding nearer than that are one
FACE = 0.80  # width to height, as the zones were drawn
# What the screen shows a finding in, in light: its text's colour, dark in grey too.
TONES = {
    "amber": HexColor("#8A5912"),
    "red": HexColor("#B93630"),
    "rose": HexColor("#AE3760"),
    "blue": HexColor("#3A6595"),
    "plum": HexColor("#6E4B7E"),
}
HATCH = 3.2  # points between the lines of a finding


def chart(seen: AssessmentSheet, wide: float, press: Press, room: float) -> Drawing:
    """Return the face, *wide* points across, its findings hatched and numbered."""
    high = wide / FACE
    hint = _("The client’s right cheek is on your left")
    style = Style(press.caption.size, colour=SOFT)
    said = set_lines([Span(hint, style)], room)

    def draw(canvas: TaggedCanvas, x: float, top: float, _width: float) -> None:
        canvas.setLineJoin(1)
        frame = (x, top, wide, high)
        if seen.outline:
            _soft(canvas, seen.outline, frame, 1.0, SOFT)
        marked = [zone for zone in seen.zones if zone.marks]
        for zone in seen.zones:
            if not zone.marks:
                _soft(canvas, zone.points, frame, 0.35, LINE)
        for zone in marked:
            _hatched(canvas, zone, frame)
        tones = {line.number: line.tone for line in seen.findings}
        for number, spot in _spots(marked):
            place = (x + spot[0] * wide, top - spot[1] * high)
            tone = tones.get(number, "")
            badge(canvas, *place, str(number), press.table.size, tone)
        y = top - high
        for line in said:
            line.draw(canvas, x + max(0.0, (wide - line.width) / 2), y)
            y -= line.height

    found = (
        headed(str(line.number), listed((line.name, line.where)))
        for line in seen.findings
        if line.is_on_face
    )
    alt = headed(_("The face from the front"), sentences(found) or _("nothing found"))
    return Drawing(high + sum(line.height for line in said), draw, alt=alt)


def badge(
    canvas: TaggedCanvas, x: float, y: float, text: str, size: float, tone: str = ""
) -> None:
    """Draw a number in a ring round the point (x, y), in the finding's colour."""
    colour = TONES.get(tone, INK)
    canvas.setFillColor(white)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.9)
    canvas.circle(x, y, size * 0.72, stroke=1, fill=1)
    style = Style(size * 0.85, True, colour, leading=1.0)
    [line] = set_lines([Span(text, style)], 99)
    line.draw(canvas, x - line.width / 2, y + style.size * 0.5)


def _hatched(
    canvas: TaggedCanvas, zone: ZoneShape, frame: tuple[float, float, float, float]
) -> None:
    """Draw a zone with lines across it, each number in a direction of its own."""
    x, top, wide, high = frame
    canvas.saveState()
    _soft(canvas, zone.points, frame, 0, None, is_clip=True)
    colour = TONES.get(zone.tone, INK)
    canvas.setStrokeColor(colour)
    canvas.setLineWidth(0.45)
    slope = (1, -1, 0.4, -0.4)[(zone.marks[0] - 1) % 4]
    xs = [x + px * wide for px, _py in zone.points]
    ys = [top - py * high for _px, py in zone.points]
    left, right = min(xs), max(xs)
    low = min(ys) - (right - left)
    while low < max(ys) + (right - left):
        canvas.line(left, low, right, low + (right - left) * slope)
        low += HATCH
    canvas.restoreState()
    _soft(canvas, zone.points, frame, 0.9, colour)


def _spots(zones: Sequence[ZoneShape]) -> list[tuple[int, tuple[float, float]]]:
    """Return where the numbers stand: one for zones that lie close together."""
    found: list[tuple[int, list[tuple[float, float]]]] = []
    for zone in zones:
        for place, mark in enumerate(zone.marks):
            x, y = zone.label or _middle(zone.points)
            spot = (x + place * 0.09, y)
            for number, near in found:
                if number == mark and dist(_middle(near), spot) < CLOSE:
                    near.append(spot)
                    break
            else:
                found.append((mark, [spot]))
    return [(number, _middle(near)) for number, near in found]


def _middle(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    count = len(points) or 1
    return sum(x for x, _y in points) / count, sum(y for _x, y in points) / count


def _soft(
    canvas: TaggedCanvas,
    points: Sequence[tuple[float, float]],
    frame: tuple[float, float, float, float],
    line: float,
    stroke: Color | None,
    *,
    is_clip: bool = False,
) -> None:
    """Draw a closed shape whose corners are rounded (Catmull-Rom), or clip by it."""
    x, top, wide, high = frame
    at = [(x + px * wide, top - py * high) for px, py in points]
    count = len(at)
    if count < 3:
        return
    path = canvas.beginPath()
    path.moveTo(*at[0])
    for n in range(count):
        (x0, y0), (x1, y1) = at[n - 1], at[n]
        (x2, y2), (x3, y3) = at[(n + 1) % count], at[(n + 2) % count]
        path.curveTo(
            x1 + (x2 - x0) / 9,
            y1 + (y2 - y0) / 9,
            x2 - (x3 - x1) / 9,
            y2 - (y3 - y1) / 9,
            x2,
            y2,
        )
    path.close()
    if is_clip:
        canvas.clipPath(path, stroke=0, fill=0)
        return
    canvas.setLineWidth(line)
    canvas.setStrokeColor(stroke or INK)
    canvas.drawPath(path, stroke=1, fill=0)
