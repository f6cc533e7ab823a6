"""The paper of a form: what was read, answered and signed, or room to do so."""

from functools import partial

from salon.forms.sheet import FormSheet, PartSheet, SignatureSheet
from salon.paper.canvas import TaggedCanvas
from salon.paper.icons import icon
from salon.paper.pages import Furniture, Laid, Run, fitted, lay
from salon.paper.parts import (
    Box,
    Column,
    Columns,
    Drawing,
    Part,
    Split,
    Stack,
    Text,
    Together,
)
from salon.paper.press import MM, Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import INK, RULE, Span

_NAMED, _ASKED = 0.24, 0.34  # of the width, for what a part is about, or asks
_ANSWER = 13.5  # letters; a longer answer goes over two lines rather than alone
SIGNED = 21.0 * MM  # height of a signature
RATIO = 3.2  # of its width to its height, as it was drawn
SIZES = ((10.0, 3.0), (9.5, 2.0), (9.0, 1.4))


def form_paper(
    sheet: FormSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the form; most are one page."""
    laid = [partial(_laid, sheet, head, look, *one) for one in SIZES]
    return fitted(laid, 1)


def _laid(
    sheet: FormSheet, head: Letterhead, look: Look, size: float, between: float
) -> Laid:
    press = Press(look, size)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(1)]
        parts += [press.text(sheet.client, press.name), press.gap(2)]
        if sheet.outcome:
            parts += [press.text(sheet.outcome, press.bold), press.gap(1)]
        named = _ASKED if any(one.is_asked for one in sheet.parts) else _NAMED
        columns = (Column(most=named, least=80.0), Column())
        rows = [
            (press.text(one.head, press.table_bold), _said(press, one))
            for one in sheet.parts
            if one.text or one.is_asked
        ]
        if rows:
            parts += [press.rows(columns, (), rows, named_by=0), press.gap(between)]
        end: list[Part] = [_ticked(press, one, sheet) for one in sheet.ticks]
        end.append(press.gap(between))
        end.append(_signatures(press, sheet.signatures))
        parts.append(Together(tuple(end)))
        parts += [press.text(one, press.faint) for one in sheet.notes]
        furniture = Furniture((sheet.number, sheet.printed), (sheet.title, ""))
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _said(press: Press, one: PartSheet) -> Part:
    said: list[Part] = [press.text(one.text, press.table)] if one.text else []
    if one.is_asked and one.answer:
        said.append(press.text(one.answer, press.table_bold))
    elif one.is_asked and one.choices:
        said.append(_offered(press, one.choices))
    elif one.is_asked:
        said.append(Box((press.text(" "),), least=26.0))
    return said[0] if len(said) == 1 else Stack(tuple(said))


def _offered(press: Press, choices: tuple[str, ...]) -> Part:
    """Return a ring to mark before each answer, side by side where they fit."""
    marked = [_ringed(press, text, "circle") for text in choices]
    widest = max(one.natural for one in marked)
    least = min(widest, press.em(_ANSWER))
    return Columns(tuple((one,) for one in marked), least, gap=6.0)


def _ticked(press: Press, text: str, sheet: FormSheet) -> Part:
    return _ringed(press, text, "circle-check" if sheet.is_signed else "circle")


def _ringed(press: Press, text: str, name: str) -> Text:
    style = press.table
    return Text((Span(text, style),), mark=icon(name, style), indent=style.size * 1.8)


def _signatures(press: Press, signed: tuple[SignatureSheet, ...]) -> Part:
    cells: list[tuple[Part, ...]] = [(_signature(press, one),) for one in signed]
    if len(cells) == 1:
        cells.append(())
    return Split(tuple(cells), (1.0,) * len(cells), 18.0, least=120.0)


def _signature(press: Press, one: SignatureSheet) -> Part:
    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        base = top - SIGNED + 2 * MM
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.75)
        canvas.line(x, base, x + width, base)
        high = SIGNED - 1 * MM
        wide = min(width, high * RATIO)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.1)
        canvas.setLineCap(1)
        for stroke in one.strokes:
            path = canvas.beginPath()
            for place, (px, py) in enumerate(stroke):
                go = path.lineTo if place else path.moveTo
                go(x + px * wide, top - py * high)
            canvas.drawPath(path, stroke=1, fill=0)
        canvas.setLineCap(0)

    below = press.text(one.said, press.caption)
    drawing = Drawing(SIGNED, draw, alt=f"{one.name}: {one.said}")
    return Stack((press.label(one.name), drawing, below))
