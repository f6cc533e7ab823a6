"""The time line of a complaint on paper: what was agreed, what happened since."""

from salon.complaints.sheet import TimelineSheet
from salon.paper.pages import Furniture, Laid, Run, lay
from salon.paper.parts import Column, Part, Rows
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look
from salon.text import _


def timeline(
    sheet: TimelineSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the time line: the heading facts, then a row for all that happened."""
    press = Press(look, 10.0)
    with press.speaking():
        title = _("Time line of facts")
        parts: list[Part] = [press.titled(title), press.gap(2)]
        for name, value in sheet.pairs:
            parts += [press.label(name), press.text(value)]
        parts += [press.gap(4), _table(sheet, press), press.gap(4)]
        parts.append(press.text(sheet.calm, press.small_print()))
        whom = " ".join((sheet.number, sheet.whose))
        furniture = Furniture((whom, sheet.printed), (title, f" {whom}"), left=whom)
        return lay(head, press, title, [Run(parts)], furniture)


def _table(sheet: TimelineSheet, press: Press) -> Part:
    names = (_("When"), _("What happened"), _("By"))
    head = tuple(press.label(one) for one in names)
    rows = tuple(
        (press.text(one.when), press.text(one.what), press.text(one.by))
        for one in sheet.facts
    )
    columns = (Column(most=0.24), Column(), Column(most=0.2))
    return Rows(columns, head, rows, named_by=0)
