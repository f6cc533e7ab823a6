"""The questions after a visit on paper: boxes to be marked, room to write."""

from functools import partial

from salon.feedback.sheet import Asked, FormSheet
from salon.paper.pages import Furniture, Laid, Run, fitted, lay
from salon.paper.parts import Box, Columns, Part, Together
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look

NARROW, WIDE = 62.0, 92.0  # points of a box: of a number, of words
SHORT = 8  # letters up to which a box is narrow
# Between questions in mm, inside a box and to write in, in points: as drawn, tighter.
EASES = ((2.4, 5.0, 76.0), (1.2, 3.0, 60.0), (0.6, 2.0, 40.0))


def form(
    sheet: FormSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the form; on A5 it is one page."""
    return fitted([partial(_laid, sheet, head, look, *ease) for ease in EASES], 1)


def _laid(
    sheet: FormSheet,
    head: Letterhead,
    look: Look,
    between: float,
    padding: float,
    write: float,
) -> Laid:
    press = Press(look, 10.0)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(1)]
        parts += [press.text(sheet.hello), press.text(sheet.how), press.gap(between)]
        for one in sheet.questions:
            parts += [Together(_asked(one, press, padding, write)), press.gap(between)]
        parts.append(press.text(sheet.thanks))
        furniture = Furniture((sheet.number, sheet.printed), (sheet.title, ""))
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _asked(one: Asked, press: Press, padding: float, write: float) -> tuple[Part, ...]:
    label = press.label(one.text)
    if not one.options:
        return (label, press.gap(1), Box((press.text(" "),), least=write))
    wide = NARROW if all(len(text) <= SHORT for text in one.options) else WIDE
    cells = tuple(
        (Box((press.text(text, press.small_print()),), padding=padding),)
        for text in one.options
    )
    return (label, press.gap(1), Columns(cells, wide, gap=5.0))
