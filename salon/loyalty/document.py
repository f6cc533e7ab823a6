"""The owner's month on paper: the bucket, gold clients, rates and due, money."""

from functools import partial

from reportlab.lib.colors import Color, white

from salon.loyalty.sheet import Grid, OwnerSheet, ReportPage, Step
from salon.paper.canvas import TaggedCanvas
from salon.paper.pages import Furniture, Laid, Run, lay
from salon.paper.parts import Column, Columns, Drawing, Part, Text
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import LINE, ROSE, Span
from salon.text import _, number, sentences

PLAIN = Look()
CAME = Color(0.30, 0.55, 0.41)
GONE = Color(0.78, 0.24, 0.22)
HIGH = 118.0  # points of the waterfall
HEAD = 4.0
BROKEN = 0.35
TEETH = 6  # of the torn foot of a bar that does not begin at nothing
ROWS = (24, 18, 14, 10, 7, 5)  # of a table: the most that leave four pages


def owner_paper(sheet: OwnerSheet, head: Letterhead, look: Look = PLAIN) -> Laid:
    """Return the report: each part begins on a page of its own, four in all.

    Long lists end with how many more there are; the workbook has them whole.
    """
    press = Press(look, 10.5)
    with press.speaking():
        furniture = Furniture(
            ("", sheet.printed), (sheet.title, f" · {sheet.running}"), sheet.title
        )
        laid = partial(lay, head, press, sheet.title, furniture=furniture)
        runs = []
        for at in range(len(sheet.pages)):
            for most in ROWS:
                run = Run(_page_parts(sheet, at, press, most))
                before = [Run([press.gap(1)])] if at else []  # a later page's head
                if len(laid([*before, run]).pages) <= len(before) + 1:
                    break
            runs.append(run)
        return laid(runs)


def _page_parts(sheet: OwnerSheet, at: int, press: Press, most: int) -> list[Part]:
    parts: list[Part] = []
    if not at:
        parts += [press.titled(sheet.title), press.gap(1)]
        parts += [_sentence(sheet, press), press.gap(4)]
    return [*parts, *_page(sheet.pages[at], press, most)]


def _sentence(sheet: OwnerSheet, press: Press) -> Part:
    bold, rest = sheet.sentence
    spans = (Span(bold + " ", press.bold), Span(rest, press.body))
    return Text(spans)


def _page(one: ReportPage, press: Press, most: int) -> list[Part]:
    parts: list[Part] = [press.heading(one.title)]
    if one.said:
        parts += [press.text(one.said), press.gap(3)]
    if one.figures:
        cells = tuple(
            (
                press.text(name, press.faint),
                press.text(figure, press.style(17, 22, is_bold=True)),
                press.text(remark, press.small_print()),
            )
            for name, figure, remark in one.figures
        )
        parts += [Columns(cells, 118.0, gap=press.gutter), press.gap(4)]
    if one.steps:
        said = "; ".join(f"{step.name} {step.figure}" for step in one.steps)
        parts.append(Drawing(HIGH, partial(_bars, one.steps), alt=said))
        parts += [_names(one.steps, press), press.gap(5)]
    for grid in one.grids:
        parts += _grid(grid, press, most)
    for name, means in one.meanings:
        spans = (
            Span(name + " ", press.style(8, 11.5, is_bold=True)),
            Span(means, press.small_print()),
        )
        parts += [press.gap(1), Text(spans)]
    return parts


def _grid(grid: Grid, press: Press, most: int) -> list[Part]:
    if not grid.rows:
        return [press.text(grid.title, press.bold), press.text(grid.note), press.gap(4)]
    count = len(grid.head)
    first = count - grid.amounts
    columns = tuple(
        Column(1.0, most=0.2)
        if place >= first
        else Column()  # the last of the words takes what room is left
        if place == first - 1
        else Column(most=0.34)
        for place in range(count)
    )
    rows = [
        [
            press.text(
                text,
                press.table if place else press.table_bold,
                column.align,
            )
            for place, (text, column) in enumerate(zip(row, columns, strict=True))
        ]
        for row in grid.rows[:most]
    ]
    parts: list[Part] = [
        press.text(grid.title, press.bold),
        press.rows(columns, grid.head, rows, named_by=0),
    ]
    more = len(grid.rows) - len(rows)
    said = _("and {n} more").format(n=number(more)) if more else ""
    note = sentences((said, grid.note)) if said else grid.note
    if note:
        parts.append(press.text(note, press.small_print()))
    return [*parts, press.gap(4)]


def _names(steps: tuple[Step, ...], press: Press) -> Part:
    """Return figures and names of the bars, each under its own."""
    small, bold = press.small_print(), press.style(9, 12, is_bold=True)
    cells = tuple(
        (press.text(one.figure, bold, 0.5), press.text(one.name, small, 0.5))
        for one in steps
    )
    return Columns(cells, press.room / len(steps) - 1, gap=1.0)


def _bars(
    steps: tuple[Step, ...], canvas: TaggedCanvas, x: float, top: float, wide: float
) -> None:
    spans, level = [], 0
    for one in steps:
        begin = 0 if one.is_whole else level
        level = one.value if one.is_whole else level + one.value
        spans.append((begin, level))
    levels = [end for _begin, end in spans] + [spans[0][1]]
    most = max(levels)
    moved = sum(abs(one.value) for one in steps if not one.is_whole)
    base = max(0, min(levels) - max(moved, 1))
    if base < BROKEN * min(levels):
        base = 0
    room = max(most - base, 1)
    floor = top - HIGH + 2
    high = HIGH - HEAD - 4
    slot = wide / len(steps)

    def y(value: float) -> float:
        return floor + (max(value, base) - base) / room * high

    for at, (one, (begin, end)) in enumerate(zip(steps, spans, strict=True)):
        left, bar = x + at * slot + slot * 0.14, slot * 0.72
        low, tall = sorted((y(begin), y(end)))
        if one.is_whole:
            low = floor
        colour = CAME if one.value > 0 else GONE
        if one.is_whole or not one.value:
            colour = LINE
        canvas.setFillColor(colour)
        canvas.rect(left, low, bar, max(tall - low, 1.5), stroke=0, fill=1)
        if one.is_whole and base:
            _tear(canvas, left, floor + 5, bar)
        if one.value < 0:  # a form beside the colour: a line at its foot
            canvas.setStrokeColor(ROSE)
            canvas.setLineWidth(0.8)
            canvas.line(left, low, left + bar, low)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.6)
    canvas.line(x, floor, x + wide, floor)


def _tear(canvas: TaggedCanvas, left: float, y: float, wide: float) -> None:
    """Say with a torn line that the bar does not begin at nothing."""
    path = canvas.beginPath()
    path.moveTo(left, y)
    for at in range(1, TEETH + 1):
        path.lineTo(left + at * wide / TEETH, y + (2.5 if at % 2 else 0))
    canvas.setStrokeColor(white)
    canvas.setLineWidth(1.6)
    canvas.drawPath(path, stroke=1, fill=0)
