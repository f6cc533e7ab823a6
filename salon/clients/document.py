"""A list of clients on paper: one table, its head again on every page."""

from salon.clients.sheet import ListSheet
from salon.paper.pages import Furniture, Laid, Run, lay
from salon.paper.parts import Column, Part
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look

_WIDE = 7  # columns beyond which the letters become smaller


def list_paper(
    sheet: ListSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return a list of clients."""
    press = Press(look, 9.5 if len(sheet.columns) <= _WIDE else 8.0)
    with press.speaking():
        share = 0.9 / max(1, len(sheet.columns))
        gives_way = max(0, sheet.named_by)
        columns = [
            Column() if at == gives_way else Column(most=share)
            for at in range(len(sheet.columns))
        ]
        rows = [
            tuple(press.text(one, press.table) for one in row) for row in sheet.rows
        ]
        table = press.rows(
            columns, sheet.columns, rows, gap=3.0, named_by=sheet.named_by
        )
        parts: list[Part] = [
            *(press.titled(sheet.title), press.text(sheet.about), press.gap(3)),
            table,
        ]
        furniture = Furniture(
            ("", sheet.printed), (sheet.title, f" {sheet.about}"), sheet.title
        )
        return lay(head, press, sheet.title, [Run(parts)], furniture)
