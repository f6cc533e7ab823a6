"""The papers of a day's end, on A4 and on a roll, and of a report."""

from collections.abc import Sequence

from salon.dayend.sheet import DayEndSheet, ReportSheet, TableSheet
from salon.paper.pages import Furniture, Laid, Run, lay
from salon.paper.parts import Box, Column, Columns, Part, Together
from salon.paper.press import Press
from salon.paper.roll import Roll, unroll
from salon.paper.sheets import Letterhead, Look
from salon.text import N_, _

_SIDE = 190.0  # points wide: the count beside the takings


def report_paper(
    sheet: ReportSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return a report: its tables, and under them what the figures mean."""
    press = Press(look, 9.5)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title), press.text(sheet.days)]
        if sheet.note:
            parts.append(press.text(sheet.note, press.small_print()))
        parts.append(press.gap(3))
        for table in sheet.tables:
            parts += [press.ruled(table.title), _table(table, press), press.gap(4)]
        parts.append(_meanings(sheet.meanings, press))
        furniture = Furniture(
            ("", sheet.printed), (sheet.title, f" {sheet.days}"), sheet.title
        )
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _meanings(meanings: Sequence[tuple[str, str]], press: Press) -> Part:
    parts: list[Part] = []
    for name, says in meanings:
        parts += [press.label(name), press.text(says, press.small_print())]
    return Together(tuple(parts))


def _table(table: TableSheet, press: Press) -> Part:
    """Return a table; its sums stand in the last row, under a name."""
    figures = len(table.columns)
    columns = (
        Column(),
        *(Column(align=1.0, most=0.7 / figures) for _ in range(figures)),
    )
    rows = [
        tuple(
            press.text(one, press.table, 1.0 if at else 0.0)
            for at, one in enumerate(row)
        )
        for row in table.rows
    ]
    if any(table.sums):
        style = press.style(press.table.size, press.table.size * 1.4, is_bold=True)
        rows.append(
            tuple(
                press.text(one, style, 1.0 if at else 0.0)
                for at, one in enumerate(table.sums)
            )
        )
    return press.rows(columns, ("", *table.columns), rows, gap=3.0, named_by=0)


def day_end_paper(
    sheet: DayEndSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the sheet of a day on a page: the count, the takings, what goes over."""
    press = Press(look, 9.5)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title)]
        parts += [press.text(one) for one in (sheet.till, sheet.closed) if one]
        parts.append(press.gap(3))
        left: list[Part] = []
        if sheet.counted:
            left.append(press.ruled(_(N_("Count"))))
            columns = (Column(), Column(align=1.0), Column(align=1.0))
            rows = [
                tuple(
                    press.text(one, press.table, 1.0 if at else 0.0)
                    for at, one in enumerate(row)
                )
                for row in sheet.counted
            ]
            left.append(press.rows(columns, (), rows, high=4.6, named_by=0))
        left += [press.gap(2), _pairs(sheet.sums, press)]
        if sheet.why:
            left.append(press.text(sheet.why, press.small_print()))
        right: list[Part] = []
        for name, pairs in sheet.ahead:
            right += [press.ruled(name), _pairs(pairs, press), press.gap(2)]
        right.append(press.text(sheet.owed, press.small_print()))
        for table in sheet.tables[:1]:
            right += [press.gap(2), press.ruled(table.title), _table(table, press)]
        parts.append(Columns((tuple(left), tuple(right)), _SIDE, gap=16.0))
        pair = tuple(
            (press.ruled(table.title), _table(table, press))
            for table in sheet.tables[1:3]
        )
        if pair:
            parts += [press.gap(3), Columns(pair, _SIDE, gap=16.0)]
        for table in sheet.tables[3:]:
            parts += [press.gap(3), press.ruled(table.title), _table(table, press)]
        if sheet.over:
            parts += [press.gap(3), press.ruled(_(N_("Goes over to tomorrow")))]
            parts += [press.text(one) for one in sheet.over]
        if sheet.note:
            note = (press.label(N_("Note for tomorrow")), press.text(sheet.note))
            parts += [press.gap(3), Box(note)]
        parts += [press.gap(3), _meanings(sheet.meanings, press), press.gap(6)]
        signed = (N_("Counted by"), N_("And by"))
        boxes = tuple((press.label(one), Box((press.text(" "),))) for one in signed)
        parts.append(Together((Columns(boxes, 150.0, gap=12.0),)))
        furniture = Furniture(("", sheet.printed), (sheet.title, ""), sheet.title)
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _pairs(pairs: Sequence[tuple[str, str]], press: Press) -> Part:
    rows = [
        (press.text(name, press.table), press.text(value, press.table, 1.0))
        for name, value in pairs
    ]
    return press.rows((Column(), Column(align=1.0)), (), rows, high=4.6, named_by=0)


def day_end_roll(
    sheet: DayEndSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the sheet of a day on a roll of 80 mm, one thing under the other."""
    press = Roll(look)
    with press.speaking():
        parts: list[Part] = [*press.headed(head), press.text(sheet.title, press.strong)]
        parts += [
            press.text(one, press.small) for one in (sheet.till, sheet.closed) if one
        ]
        parts.append(press.line())
        parts += [
            press.facing(f"{many} × {name}", worth)
            for name, many, worth in sheet.counted
            if many != "0"
        ]
        if sheet.counted:
            parts.append(press.line())
        parts += [press.facing(*one) for one in sheet.sums]
        if sheet.why:
            parts.append(press.text(sheet.why, press.small))
        for name, pairs in sheet.ahead:
            parts += [press.line(), press.text(name, press.strong)]
            parts += [press.facing(*one) for one in pairs]
        for table in sheet.tables:
            parts += [press.line(), press.text(table.title, press.strong)]
            if len(table.columns) > 1:
                parts.append(press.facing("", " · ".join(table.columns), press.small))
            rows = (*table.rows, *((table.sums,) if any(table.sums) else ()))
            parts += [_on_roll(row, press) for row in rows]
        if sheet.over or sheet.note:
            parts.append(press.line())
            parts += [press.text(one, press.words) for one in sheet.over]
            if sheet.note:
                parts.append(press.text(sheet.note, press.words))
        parts += [press.line(), press.gap(2)]
        parts += press.to_sign(_(N_("Counted by")), ())
        return unroll(press, sheet.title, parts)


def _on_roll(row: Sequence[str], press: Roll) -> Part:
    """Return a row on one line: its name, and its figures behind each other."""
    return press.facing(row[0], " · ".join(one or "–" for one in row[1:]))
