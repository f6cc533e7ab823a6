"""The statement of a client: what was bought, what was had, what is still to come."""

from functools import partial

from reportlab.lib.colors import Color

from salon.paper.canvas import TaggedCanvas
from salon.paper.pages import Furniture, Laid, Run, lay
from salon.paper.parts import Column, Columns, Drawing, Part, Rule, Text, Together
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import LINE, ROSE, Span
from salon.promises.sheet import Block, Figure, Grid, PromisesSheet, StatementSheet

_ALIGN = (0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0)  # words at the left, amounts at the right
_WIDE = (58.0, 0.0, 46.0, 46.0, 50.0, 58.0, 56.0)  # points; the second gives way
_GAVE = Color(0.34, 0.52, 0.42)
_BAR = 7.0


def statement(
    sheet: StatementSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the statement, for the client to keep."""
    press = Press(look)
    with press.speaking():
        name = [Span(sheet.client, press.style(13, 18, is_bold=True))]
        plain = press.style(13, 18)
        faint = press.style(13, 18, colour=press.faint.colour)
        if sheet.read:
            name.append(Span(" " + sheet.read, plain))
        name.append(Span(" · " + sheet.client_number, faint))
        parts: list[Part] = [press.titled(sheet.title), Text(tuple(name))]
        parts.append(press.gap(7))
        if sheet.figures:
            cells = tuple(tuple(_figure(one, press)) for one in sheet.figures)
            parts += [Columns(cells, 120.0, gap=press.gutter), press.gap(5)]
        if sheet.worth:
            parts += [*_bars(sheet, press), press.gap(6)]
        for one in sheet.blocks:
            parts += [*_block(one, press), press.gap(8)]
        if sheet.nothing:
            parts.append(press.text(sheet.nothing))
        furniture = Furniture(
            (sheet.number, sheet.period),
            (sheet.client, f" · {sheet.number}"),
            left=f"{sheet.client} · {sheet.number}",
        )
        runs = [Run(parts, [_foot(sheet, press)])]
        return lay(head, press, sheet.title, runs, furniture)


def _figure(one: Figure, press: Press) -> list[Part]:
    big = press.style(24, 30, is_bold=True)
    room = (press.room - 2 * press.gutter) / 3
    return [
        Rule(0.0, 5.0),
        press.text(one.title, press.faint),
        press.text(one.sum, press.fitting(one.sum, big, room)),
        press.text(one.note, press.small_print()),
    ]


def _bars(sheet: StatementSheet, press: Press) -> list[Part]:
    """Return paid, received and still the client's, on one scale."""
    columns = (
        Column(least=90.0, most=0.3),
        Column(),
        Column(1.0, least=62.0, most=0.2),
    )
    rows = []
    begins = 0.0
    last = len(sheet.worth) - 1
    for place, (name, much, part) in enumerate(sheet.worth):
        style = press.table_bold if place == last else press.table
        colour = LINE if not place else ROSE if place == last else _GAVE
        bar = Drawing(_BAR, partial(_draw, begins, part, colour), alt=f"{name}: {much}")
        rows.append((press.text(name, style), bar, press.text(much, style, 1.0)))
        begins += part if place else 0.0
    return [press.rows(columns, (), rows, named_by=0, high=5.0)]


def _draw(
    begins: float,
    part: float,
    colour: Color,
    canvas: TaggedCanvas,
    x: float,
    top: float,
    wide: float,
) -> None:
    canvas.setFillColor(colour)
    long = min(max(1.0, wide * part), wide * (1 - begins)) if part > 0 else 0.0
    if long > 0:
        canvas.roundRect(
            x + wide * begins,
            top - _BAR,
            long,
            _BAR,
            min(2, long / 2),
            stroke=0,
            fill=1,
        )


def _block(one: Block, press: Press) -> list[Part]:
    aligns = _ALIGN
    columns = tuple(
        Column(align, most=1.0 if place == 1 else 0.3, least=_WIDE[place])
        for place, align in enumerate(aligns)
    )
    rows = [
        [
            press.text(text, press.table_bold if place == 1 else press.table, align)
            for place, (text, align) in enumerate(zip(row, aligns, strict=True))
        ]
        for row in one.rows
    ]
    rows.append(
        [
            press.text(text, press.table_bold, align)
            for text, align in zip(one.last, aligns, strict=True)
        ]
    )
    found: list[Part] = [
        press.heading(one.title, one.remark),
        press.rows(columns, one.head, rows, named_by=1, is_kept=bool(one.note)),
    ]
    if one.note:
        found += [press.gap(1), press.text(one.note, press.small_print())]
    return found


def _foot(sheet: StatementSheet, press: Press) -> Part:
    ask = (
        Rule(0.0, 4.0),
        press.text(sheet.ask[0], press.bold),
        press.text(sheet.ask[1], press.faint),
    )
    sign = (press.gap(9), Rule(0.0, 2.0), press.text(sheet.sign, press.small_print()))
    return Together((Columns((ask, sign), 170.0, gap=press.gutter),))


def promises_paper(
    sheet: PromisesSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return what is owed in hours and in money, for the owner."""
    press = Press(look)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(1)]
        parts += [press.text(sheet.sentence, press.name), press.gap(3)]
        for one in sheet.grids:
            parts += [_grid(one, press), press.gap(5)]
        parts += [press.text(one) for one in sheet.notes]
        furniture = Furniture(("", sheet.printed), (sheet.title, ""), sheet.title)
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _grid(one: Grid, press: Press) -> Part:
    count = len(one.head)
    columns = tuple(
        Column(1.0 if place and count > 4 else 0.0, most=0.2 if place else 1.0)
        for place in range(count)
    )
    if count <= 4:
        columns = (Column(most=0.3), Column(), Column(1.0, most=0.1), Column(most=0.3))
    rows = [
        [
            press.text(text, press.table, column.align)
            for text, column in zip(row, columns, strict=True)
        ]
        for row in one.rows
    ]
    return press.rows(columns, one.head, rows, named_by=0)
