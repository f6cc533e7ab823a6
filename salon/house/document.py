"""The page of a year: what we changed because of you."""

from functools import partial

from salon.house.sheet import Change, ChangesSheet
from salon.paper.pages import Furniture, Laid, Run, fitted, lay
from salon.paper.parts import Column, Part, Rows, Text
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import Span

SIZES = (11.0, 10.0, 9.0)


def changes_paper(
    sheet: ChangesSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the page, smaller where a year had much of it."""
    return fitted([partial(_laid, sheet, head, look, size) for size in SIZES], 1)


def _laid(sheet: ChangesSheet, head: Letterhead, look: Look, size: float) -> Laid:
    press = Press(look, size)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(1)]
        parts += [press.text(sheet.hello), press.gap(5)]
        if sheet.changes:
            names = (sheet.said_head, sheet.now_head)
            parts += [_table(names, sheet.changes, press), press.gap(6)]
        if sheet.not_yet:
            parts += [press.ruled(sheet.not_head), press.gap(1.5)]
            for one in sheet.not_yet:
                parts += [_line(one, press), press.gap(1.5)]
            parts.append(press.gap(4))
        if sheet.more:
            parts += [press.text(sheet.more, press.faint), press.gap(3)]
        parts.append(press.text(sheet.thanks))
        furniture = Furniture(("", sheet.printed), (sheet.title, ""))
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _table(names: tuple[str, str], changes: tuple[Change, ...], press: Press) -> Rows:
    return Rows(
        (Column(most=0.45), Column()),
        tuple(press.text(name, press.faint) for name in names),
        tuple((press.text(one.said), _now(one, press)) for one in changes),
    )


def _now(one: Change, press: Press) -> Text:
    spans = [Span(one.now, press.bold)]
    if one.note:
        spans.append(Span("  " + one.note, press.small_print()))
    return Text(tuple(spans))


def _line(one: Change, press: Press) -> Text:
    return Text((Span(one.said + " – ", press.bold), Span(one.now, press.body)))
