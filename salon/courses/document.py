"""The papers of courses: the slip of a session on a roll, the refund sheet."""

from functools import partial

from reportlab.lib.colors import black

from salon.courses.sheet import FigureSheet, RefundSheet, SlipSheet
from salon.paper.drawings import qr_code
from salon.paper.pages import Furniture, Laid, Run, fitted, lay
from salon.paper.parts import Box, Column, Columns, Part, Rows, Rule, Text, Together
from salon.paper.press import MM, Press
from salon.paper.roll import Beside, Roll, unroll
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import Span, natural_width

CODE = 22 * MM


def slip(
    sheet: SlipSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the slip of one session, for both to sign."""
    press = Roll(look)
    with press.speaking():
        name = [Span(sheet.client, press.strong)]
        if sheet.read:
            name.append(Span(" " + sheet.read, press.words))
        parts: list[Part] = [
            *press.headed(head),
            press.text(sheet.title, press.strong),
            press.facing(sheet.day, sheet.hours),
            press.gap(2),
            Text(tuple(name)),
            press.text(sheet.number, press.words),
            press.line(),
            press.text(sheet.service, press.strong),
            *(press.facing(*row) for row in sheet.rows),
            press.line(),
            press.facing(*sheet.before),
            press.facing(*sheet.left, press.strong),
        ]
        if sheet.until[1]:
            parts.append(press.facing(*sheet.until))
        parts.append(press.line())
        parts += press.to_sign(sheet.client_signs, sheet.client_strokes)
        parts += press.to_sign(sheet.staff_signs, sheet.staff_strokes)
        parts += [press.gap(4), _code(sheet, press), press.line()]
        parts += [press.centred(one, press.words) for one in sheet.last]
        return unroll(press, sheet.title, parts)


def _code(sheet: SlipSheet, press: Roll) -> Part:
    words = (
        press.text(sheet.code_said, press.words),
        press.text(sheet.code, press.plain(17, is_bold=True)),
        press.text(sheet.check, press.small),
    )
    return Beside(qr_code(sheet.code, CODE, black), CODE, words, sheet.code)


def refund(
    sheet: RefundSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the refund sheet: both figures side by side, and what decides."""
    return fitted([partial(_laid, sheet, head, look, ease) for ease in (0, 1)], 1)


def _laid(sheet: RefundSheet, head: Letterhead, look: Look, ease: int) -> Laid:
    press = Press(look, 10.0 - ease, ease=ease)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(2)]
        parts.append(_facts(sheet, press))
        figures = tuple((_figure(one, press),) for one in sheet.figures)
        parts += [press.gap(4), Columns(figures, 170.0), press.gap(3)]
        if sheet.differ:
            parts += [press.text(sheet.differ, press.small_print()), press.gap(3)]
        if sheet.taken:
            parts += [_taken(sheet, press), press.gap(4)]
        for name, said in sheet.words:
            block = (press.label(name), *(press.text(one) for one in said))
            parts += [Together(block), press.gap(2)]
        parts += [press.text(one, press.small_print()) for one in sheet.notes]
        foot = [press.gap(10), _signs(sheet, press)]
        whom = " · ".join(filter(None, (sheet.number, sheet.client)))
        furniture = Furniture(
            (whom, sheet.printed), (sheet.title, f" {whom}"), left=whom
        )
        return lay(head, press, sheet.title, [Run(parts, foot)], furniture)


def _facts(sheet: RefundSheet, press: Press) -> Part:
    wide = max(natural_width([Span(name, press.faint)]) for name, _said in sheet.facts)
    columns = (Column(least=wide, most=0.5), Column())
    rows = [(press.text(name, press.faint), press.text(v)) for name, v in sheet.facts]
    return press.rows(columns, (), rows, named_by=0, gap=6.0)


def _figure(one: FigureSheet, press: Press) -> Part:
    columns = (Column(), Column(align=1.0))
    rows = tuple(
        (press.text(name, press.table), press.text(value, press.table, 1.0))
        for name, value in one.sums
    )
    return Box(
        (
            press.label(one.title),
            press.text(one.amount, press.style(18, 24, is_bold=True)),
            Rows(columns, (), rows, named_by=0),
        )
    )


def _taken(sheet: RefundSheet, press: Press) -> Part:
    aligns = (0.0, 0.0, 0.0, 0.0, 1.0, 1.0)
    columns = tuple(
        Column(one, most=1.0 if place == 1 else 0.25)  # the treatment gives way
        for place, one in enumerate(aligns)
    )
    rows = [
        [
            press.text(text, press.table, at)
            for text, at in zip(row, aligns, strict=True)
        ]
        for row in sheet.taken
    ]
    return press.rows(columns, sheet.head, rows, named_by=0)


def _signs(sheet: RefundSheet, press: Press) -> Part:
    cells = tuple(
        (press.gap(12), Rule(), press.text(one, press.small_print()))
        for one in sheet.signs
    )
    return Columns(cells, 170.0)
