"""The record card: one treatment and the latest assessment, on paper."""

from collections.abc import Sequence
from math import dist

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfgen.canvas import Canvas

from salon.paper.drawings import alert
from salon.paper.pages import Paper, typeset
from salon.paper.parts import (
    Box,
    Column,
    Columns,
    Drawing,
    Part,
    Rows,
    Stack,
    Text,
    Together,
)
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import INK, LINE, SOFT, Span, Style, set_lines
from salon.text import N_, _, full_day, hour, listed
from salon.treatments.sheet import AssessmentSheet, FindingLine, RecordSheet, ZoneShape

CLOSE = 0.22  # of the drawing
FACE = 0.80  # width to height, as the zones were drawn
TINT, SKIN = HexColor("#E9BFCD"), HexColor("#FCF9F7")


def record_card(
    sheet: RecordSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Paper:
    """Return the card of a treatment: what was done, how it went, the skin now."""
    press = Press(look, ease=0.95)
    with press.speaking():
        record = _("Record {number}").format(number=sheet.number)
        parts: list[Part] = [
            *_opening(sheet, press),
            *_done(sheet, press),
            *_words(sheet, press),
        ]
        if sheet.signed:
            signed = _("Signed: {who}").format(who=sheet.signed)
            parts += [press.text(signed, press.small), press.gap(1.4)]
        if sheet.assessment:
            parts += _assessment(sheet.assessment, press)
        return typeset(
            head,
            press,
            listed((sheet.client, str(sheet.service))),
            parts,
            (record if sheet.number else "", full_day(sheet.at)),
            sheet.number,
        )


def _opening(sheet: RecordSheet, press: Press) -> list[Part]:
    facts = [
        sheet.service,
        _("{day}, {time}").format(day=full_day(sheet.at), time=hour(sheet.at)),
        _("{minutes} min").format(minutes=sheet.minutes) if sheet.minutes else "",
        sheet.by,
        sheet.room,
    ]
    parts: list[Part] = [
        press.title(sheet.client),
        press.text(" · ".join(fact for fact in facts if fact), press.faint),
    ]
    if sheet.alerts:
        lines = tuple(alert(text, press.bold) for text in sheet.alerts)
        parts += [press.gap(0.8), Box(lines, press.em(0.9), is_edged=True)]
    return [*parts, press.gap(1.2)]


def _done(sheet: RecordSheet, press: Press) -> list[Part]:
    parts: list[Part] = []
    if sheet.done:
        steps = [
            press.step(count, Span(text, press.body))
            for count, text in enumerate(sheet.done, 1)
        ]
        parts += [press.heading(N_("What was done")), *steps, press.gap(1.2)]
    if sheet.areas:
        parts += [
            press.heading(N_("Where")),
            press.text(sheet.areas),
            press.gap(1.2),
        ]
    if sheet.products:
        head = tuple(
            press.text(_(name), press.small)
            for name in (N_("Product"), N_("Amount"), N_("Lot"))
        )
        rows = tuple(
            (press.text(line.name), press.text(line.amount), press.text(line.lot))
            for line in sheet.products
        )
        columns = (Column(), Column(most=0.24), Column(most=0.24))
        table = Rows(columns, head, rows, press.em(1.4), press.em(0.38))
        parts += [press.heading(N_("Products used")), table, press.gap(1.2)]
    if sheet.settings:
        lines = tuple(
            (press.text(line.name), Text((Span(line.value, press.bold),)))
            for line in sheet.settings
        )
        table = Rows((Column(most=0.5), Column()), (), lines, press.em(1.4))
        parts += [press.heading(N_("Settings")), table, press.gap(1.2)]
    return parts


def _words(sheet: RecordSheet, press: Press) -> list[Part]:
    boxes: list[tuple[Part, ...]] = []
    for name, texts in (
        (N_("How the skin reacted"), (sheet.reaction,)),
        (N_("What we said"), sheet.advice),
        (N_("Next time"), (sheet.next_time,)),
        (N_("Note"), (sheet.note,)),
    ):
        if not any(texts):
            continue
        said: list[Part] = [press.text(text) for text in texts]
        if len(texts) > 1:
            said = press.points(texts)
        boxes.append((Box((press.label(name), *said), press.em(1.1)),))
    if not boxes:
        return []
    return [Columns(tuple(boxes), press.em(16), press.em(1.4)), press.gap(1.5)]


def _assessment(seen: AssessmentSheet, press: Press) -> list[Part]:
    facts = [full_day(seen.at), seen.by, *seen.skin]
    parts: list[Part] = [
        press.heading(N_("The skin")),
        Text(
            (Span(" · ".join(fact for fact in facts if fact), press.faint),),
            is_kept=True,
        ),
        press.gap(0.6, is_kept=True),
    ]
    wide = min(press.em(15), press.room * 0.42)
    chart = (_chart(seen, wide, press),) if seen.zones or seen.outline else ()
    findings: list[Part] = [_finding(line, press) for line in seen.findings]
    if seen.measures:
        rulers = tuple((press.measure(ruler),) for ruler in seen.measures)
        legend = _("Dot: today. Ring: last time. Flag: where we want to be.")
        findings += [
            press.gap(0.6),
            Columns(rulers, press.em(9.4), press.em(1.6)),
            press.text(legend, press.small),
        ]
    if chart and findings and press.room > press.em(34):
        parts.append(_beside(chart[0], findings, wide, press))
    else:
        parts += [*chart, press.gap(0.8), *findings]
    parts.append(press.gap(1.0))
    if seen.note:
        parts += [press.text(seen.note), press.gap(1.0)]
    return [*parts, *press.photographs(seen.photographs)]


def _beside(chart: Part, findings: Sequence[Part], wide: float, press: Press) -> Part:
    """Return the chart with its legend beside it, or above where that is long."""
    gap = press.em(2)
    [left] = chart.pieces(wide)
    right = [p for part in findings for p in part.pieces(press.room - wide - gap)]
    if sum(piece.height for piece in right) > left.height * 1.5:
        return Stack((chart, press.gap(0.8), *findings))

    def draw(canvas: Canvas, x: float, top: float) -> None:
        if left.draw:
            left.draw(canvas, x, top)
        y = top - press.em(0.3)
        for piece in right:
            if piece.draw:
                piece.draw(canvas, x + wide + gap, y)
            y -= piece.height

    high = max(left.height, sum(piece.height for piece in right) + press.em(0.3))
    missing = tuple(letter for piece in (left, *right) for letter in piece.missing)
    return Drawing(high, draw, missing)


def _finding(line: FindingLine, press: Press) -> Part:
    about = " · ".join(part for part in (line.where, line.grade) if part)
    number = str(line.number)

    def mark(canvas: Canvas, x: float, top: float) -> None:
        _badge(canvas, x + press.em(0.75), top - press.em(0.75), number, press.size)

    parts: list[Part] = [
        Text((Span(line.name, press.bold),), indent=press.em(2.2), mark=mark)
    ]
    parts += [
        Text((Span(text, press.small),), indent=press.em(2.2))
        for text in (about, line.note)
        if text
    ]
    return Together((*parts, press.gap(0.4)))


def _chart(seen: AssessmentSheet, wide: float, press: Press) -> Part:
    high = wide / FACE
    hint = _("The client’s right cheek is on your left")
    said = set_lines([Span(hint, Style(press.size * 0.85, colour=SOFT))], wide)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        canvas.setLineJoin(1)
        if seen.outline:
            _soft(canvas, seen.outline, (x, top, wide, high), (1.1, SOFT, SKIN))
        for zone in seen.zones:
            if not zone.marks:
                _soft(canvas, zone.points, (x, top, wide, high), (0.4, LINE, None))
        marked = [zone for zone in seen.zones if zone.marks]
        for number in sorted({zone.marks[0] for zone in marked}):
            for look in ((2.2, INK, None), (0.7, TINT, TINT)):  # one edge for all
                for zone in marked:
                    if zone.marks[0] == number:
                        _soft(canvas, zone.points, (x, top, wide, high), look)
        for number, spot in _spots(marked):
            place = (x + spot[0] * wide, top - spot[1] * high)
            _badge(canvas, *place, str(number), press.size * 0.9)
        y = top - high
        for line in said:
            line.draw(canvas, x + (wide - line.width) / 2, y)
            y -= line.height

    return Drawing(high + sum(line.height for line in said), draw)


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


def _badge(canvas: Canvas, x: float, y: float, text: str, size: float) -> None:
    """Draw a number in a ring round the point (x, y)."""
    canvas.setFillColor(white)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.9)
    canvas.circle(x, y, size * 0.72, stroke=1, fill=1)
    style = Style(size * 0.85, is_bold=True, leading=1.0)
    [line] = set_lines([Span(text, style)], 99)
    line.draw(canvas, x - line.width / 2, y + style.size * 0.5)


def _soft(
    canvas: Canvas,
    points: Sequence[tuple[float, float]],
    frame: tuple[float, float, float, float],
    look: tuple[float, Color, Color | None],
) -> None:
    """Draw a closed shape whose corners are rounded (Catmull-Rom)."""
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
    line, stroke, fill = look
    canvas.setLineWidth(line)
    canvas.setStrokeColor(stroke)
    if fill is not None:
        canvas.setFillColor(fill)
    canvas.drawPath(path, stroke=1, fill=int(fill is not None))
