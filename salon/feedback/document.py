"""What is asked of a client on paper: boxes to be marked, room to write."""

from functools import partial

from salon.feedback.sheet import Asked, FormSheet
from salon.paper.pages import Furniture, Laid, Run, fitted, lay
from salon.paper.parts import Box, Columns, Part, Split, Together
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look

NARROW, WIDE = 62.0, 92.0  # points of a box: of a number, of words
SHORT = 8  # letters up to which a box is narrow
# Between questions in mm, inside a box and to write in, in points: as drawn, tighter.
EASES = ((2.4, 5.0, 76.0), (1.2, 3.0, 60.0), (0.6, 2.0, 40.0), (0.3, 1.2, 26.0))
ONE_LINE = 15.0  # points of a box of a number that stands beside its question
BESIDE = (0.5, 0.5)  # parts of the width: the question, and what one may choose
SIZES = (10.0, 10.0, 9.0, 8.5)  # of the letters, as `EASES`


def form(
    sheet: FormSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the form; on A5 it is one page."""
    attempts = zip(EASES, SIZES, strict=True)
    laid = [partial(_laid, sheet, head, look, size, *ease) for ease, size in attempts]
    return fitted(laid, 1)


def _laid(
    sheet: FormSheet,
    head: Letterhead,
    look: Look,
    size: float,
    between: float,
    padding: float,
    write: float,
) -> Laid:
    press = Press(look, size)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(1)]
        hello: list[Part] = [press.text(sheet.hello), press.text(sheet.how)]
        if sheet.code:
            code = press.text(sheet.code, press.style(20, 24, is_bold=True), 1.0)
            parts.append(Split((tuple(hello), (code,)), (0.72, 0.28), least=60.0))
        else:
            parts += hello
        parts.append(press.gap(between))
        for one in sheet.questions:
            parts += [Together(_asked(one, press, padding, write)), press.gap(between)]
        if sheet.nameless:
            parts += [_mark(sheet.nameless, press), press.gap(between)]
        parts.append(press.text(sheet.thanks))
        furniture = Furniture((sheet.number, sheet.printed), (sheet.title, ""))
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _asked(one: Asked, press: Press, padding: float, write: float) -> tuple[Part, ...]:
    label = press.label(one.text)
    if not one.options:
        return (label, press.gap(1), Box((press.text(" "),), least=write))
    if one.is_beside:
        return (_beside(one, press, padding),)
    wide = NARROW if all(len(text) <= SHORT for text in one.options) else WIDE
    cells = tuple(
        (Box((press.text(text, press.small_print()),), padding=padding),)
        for text in one.options
    )
    return (label, press.gap(1), Columns(cells, wide, gap=5.0))


def _beside(one: Asked, press: Press, padding: float) -> Part:
    """Return a question and its boxes on one line, as many as there are answers."""
    small = press.small_print()
    cells = tuple(
        (Box((press.text(text, small, 0.5),), padding=padding),) for text in one.options
    )
    boxes = Columns(cells, ONE_LINE, gap=4.0)
    return Split(((press.text(one.text, press.bold),), (boxes,)), BESIDE, least=60.0)


def _mark(text: str, press: Press) -> Part:
    """Return a small box to be marked, and what it means."""
    box = Box((press.text(" "),), padding=1.0)
    return Split(((box,), (press.text(text),)), (0.05, 0.95), gap=8.0, least=8.0)
