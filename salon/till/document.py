"""The papers of a bill: a receipt from the roll, an invoice on A4 or A5."""

from salon.paper.pages import Furniture, Laid, Run, lay
from salon.paper.parts import Column, Part, Rule
from salon.paper.press import Press
from salon.paper.roll import Roll, unroll
from salon.paper.sheets import Letterhead, Look
from salon.till.sheet import ReceiptSheet


def receipt(
    sheet: ReceiptSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return a bill on a roll of 80 mm."""
    press = Roll(look)
    with press.speaking():
        parts: list[Part] = [
            *press.headed(head),
            press.facing(sheet.title, sheet.number, press.strong),
            press.facing(sheet.day, sheet.served),
        ]
        if sheet.client:
            parts.append(press.text(sheet.client, press.words))
        parts += [press.text(one, press.small) for one in sheet.notes]
        parts.append(press.line())
        for line in sheet.lines:
            words = f"{line.times} {line.words}".strip()
            parts.append(press.facing(words, line.price))
            parts += [press.text(one, press.small) for one in line.below]
        parts += [press.line(), press.facing(*sheet.total, press.strong)]
        parts += [press.facing(*row, press.small) for row in sheet.sums]
        if sheet.paid:
            parts.append(press.gap(4))
            parts += [press.facing(*row) for row in sheet.paid]
        if sheet.owing[1]:
            parts += [press.gap(4), press.facing(*sheet.owing, press.bold)]
        if sheet.held:
            parts.append(press.line())
            parts += [press.facing(*row) for row in sheet.held]
        parts.append(press.line())
        parts += [press.centred(one, press.words) for one in sheet.last]
        return unroll(press, f"{sheet.title} {sheet.number}", parts)


def invoice(
    sheet: ReceiptSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return a bill as an invoice, with its taxes by rate."""
    press = Press(look, 10.0)
    with press.speaking():
        title = f"{sheet.title} {sheet.number}"
        parts: list[Part] = [press.titled(title), press.gap(2)]
        whom = [one for one in (sheet.client, *sheet.address) if one]
        parts += [press.text(one) for one in whom]
        parts += [press.gap(4), press.text(sheet.day, press.faint)]
        if sheet.served:
            parts.append(press.text(sheet.served, press.faint))
        parts += [press.text(one, press.small_print()) for one in sheet.notes]
        parts += [press.gap(6), _lines(sheet, press), press.gap(4)]
        rows = [sheet.total, *sheet.sums, *sheet.paid]
        if sheet.owing[1]:
            rows.append(sheet.owing)
        parts += [_sums(rows, press), press.gap(6)]
        if sheet.held:
            parts += [Rule(), press.gap(2), _sums(list(sheet.held), press)]
        parts += [press.gap(8), *(press.text(one) for one in sheet.last)]
        about = " · ".join(filter(None, (title, sheet.client)))
        furniture = Furniture((about, sheet.day), (title, ""), left=title)
        return lay(head, press, title, [Run(parts, [])], furniture)


def _lines(sheet: ReceiptSheet, press: Press) -> Part:
    aligns = (0.0, 1.0, 1.0, 1.0, 1.0)
    columns = tuple(Column(align=one) for one in aligns)
    rows: list[list[Part]] = []
    for line in sheet.lines:
        words = " · ".join((line.words, *line.below))
        cells = (words, line.times or "1", line.each, line.rate, line.price)
        rows.append(
            [
                press.text(text, press.table, at)
                for text, at in zip(cells, aligns, strict=True)
            ]
        )
    return press.rows(columns, sheet.head, rows, named_by=0)


def _sums(rows: list[tuple[str, str]], press: Press) -> Part:
    columns = (Column(), Column(align=1.0))
    cells = [
        [press.text(name, press.table), press.text(value, press.table, 1.0)]
        for name, value in rows
    ]
    return press.rows(columns, (), cells, named_by=0)
