"""The sheet of a stock-take and the list of a recall on paper."""

from salon.paper.pages import Furniture, Laid, Run, lay
from salon.paper.parts import Box, Column, Columns, Part, Stack, Together
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look
from salon.shelf.sheet import CountGroup, CountSheet, RecallRow, RecallSheet
from salon.text import N_

_WRITE = 22.0  # points high: room to write a number by hand
_CELL = 74.0  # points wide


def count_paper(
    sheet: CountSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the sheet of a stock-take, with a box for each batch."""
    press = Press(look)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(1)]
        parts += [press.text(sheet.how), press.gap(3)]
        for group in sheet.groups:
            parts += [press.ruled(group.name), _batches(group, press), press.gap(4)]
        signed = (N_("Counted by"), N_("Date"), N_("Checked by"))
        boxes = tuple((press.label(one), Box((press.text(" "),))) for one in signed)
        parts.append(Together((Columns(boxes, 150.0, gap=12.0),)))
        furniture = Furniture(
            (sheet.number, sheet.printed),
            (sheet.title, f" {sheet.number}"),
            sheet.title,
        )
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _batches(group: CountGroup, press: Press) -> Part:
    head = (
        N_("Product"),
        N_("Lot"),
        N_("Good until"),
        N_("Should be"),
        N_("What was found"),
    )
    rows = tuple(
        (
            press.text(one.product),
            press.text(one.lot),
            press.text(one.last),
            press.text(one.system),
            press.text(one.counted)
            if one.counted
            else Stack((Box((press.text(" "),), least=_WRITE, padding=2.0),)),
        )
        for one in group.rows
    )
    columns = (
        Column(),
        Column(most=0.16),
        Column(most=0.2),
        Column(most=0.24),
        Column(least=_CELL, most=0.2),
    )
    return press.rows(columns, head, rows, named_by=0)


def recall_paper(
    sheet: RecallSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the list of whom to ring about a batch."""
    press = Press(look)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.gap(1)]
        parts += [press.text(sheet.what, press.name), press.text(sheet.told)]
        parts += [
            press.gap(2),
            Box((press.label(N_("What to say")), press.text(sheet.words))),
        ]
        parts.append(press.gap(4))
        head_ = (
            *(N_("Client"), N_("Phone"), N_("What and when"), N_("By")),
            N_("Reached"),
        )
        rows = tuple(_affected(one, press) for one in sheet.rows)
        columns = (
            Column(),
            Column(most=0.22),
            Column(most=0.28),
            Column(most=0.16),
            Column(least=54.0, most=0.12),
        )
        parts.append(press.rows(columns, head_, rows, named_by=0))
        furniture = Furniture(("", sheet.printed), (sheet.title, ""), sheet.what)
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _affected(one: RecallRow, press: Press) -> tuple[Part, ...]:
    name: tuple[Part, ...] = (press.text(one.name),)
    if one.wish:
        name = (*name, press.text(one.wish, press.small_print()))
    write = Box((press.text(" "),), least=_WRITE, padding=2.0)
    return (
        Stack(name),
        press.text(one.phone),
        press.text(one.had),
        press.text(one.staff),
        Stack((write,)),
    )
