"""Who changed a record, when, and what stood there before."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.history.model import FieldChange, HistoryLine
from salon.history.queries import history
from salon.public import public_id, row_of
from salon.text import _, full_day, headed, hour, listed, ngettext
from ui.history.words import field_name, said, table_name
from ui.kit.cards import Box, Icon, across, down, held
from ui.kit.chips import Chip, ChipLabel
from ui.kit.facts import pairs
from ui.kit.sheet import Sheet
from ui.kit.states import Waiting
from ui.kit.tokens import Tone, Type
from ui.kit.words import Run, Words
from ui.parts.holding import Holder, calm, failed, grow
from ui.parts.homes import home_of
from ui.parts.whose import say_whose

if TYPE_CHECKING:
    from ui.desk import Desk

MOST = 60
MOST_OTHERS = 12
MANY = 200  # rows changed at once, from which only her own are asked for


class HistorySheet(Sheet):
    """The actions that touched one record, the newest first."""

    def __init__(self, desk: "Desk", home: QWidget, table: str, key: int) -> None:
        title = _("History of {what}").format(what=table_name(table))
        super().__init__(home, title, icon="history", wide=720)
        self._desk, self._table, self._key = desk, table, key
        if table == "client":
            say_whose(desk, self, key)
        self.holder = Holder(Waiting(_("Looking it up …")))
        self.add(self.holder, stretch=1)
        self.button(_("Close"), primary=True)
        self._ask()

    def _ask(self) -> None:
        own = self._table, self._key
        asked = self._desk.ask(history, own, MOST, most=MANY)
        asked.then(self._show).otherwise(self._fail)

    def _fail(self, error: SalonError) -> None:
        state = failed(_("The history could not be read."), str(error), self._ask)
        self.holder.put(state)

    def _show(self, lines: list[HistoryLine]) -> None:
        if not lines:
            self.holder.put(calm(_("Nothing has changed it yet")))
            return
        own = public_id(self._table, self._key)
        column = down(*(self._told(line, own) for line in lines), None, gap=10)
        if len(lines) == MOST:
            more = _("Only the newest {n} are shown.").format(n=MOST)
            column.addWidget(Words(more, type=Type.SMALL, faint=True))
        self.holder.put(held(column))
        grow(self)

    def _told(self, line: HistoryLine, own: str) -> QWidget:
        at = self._desk.salon.local(line.at)
        who = line.by or _("whoever held the key")
        about = _("{when} by {who}, at {desk}").format(
            when=moment(at), who=who, desk=line.desk
        )
        head = across(
            Icon(_icon(line), 16, Tone.PLAIN),
            Words(
                Run(line.text, Type.STRONG),
                Run(f"   {about}", Type.SMALL, faint=True),
                type=Type.STRONG,
            ),
            gap=8,
        )
        head.setStretch(1, 1)
        if line.undoes is not None:
            is_redo = "redo" in line.kind
            word = _("Done again") if is_redo else _("Taken back")
            head.addWidget(ChipLabel(Chip(word, Tone.AMBER)))
        box = Box(edge=True, gap=6)
        box.add(head)
        rows = changes_of(line, own)
        if rows:
            box.add(pairs(rows[:14], 150))
        rest = len(rows) - 14
        if rest > 0:
            more = ngettext("and {n} more", "and {n} more", rest).format(n=rest)
            box.add(Words(more, type=Type.SMALL, faint=True))
        box.setAccessibleName(listed((line.text, about)))
        return box


def open_history(
    desk: "Desk", table: str, key: int, home: QWidget | None = None
) -> HistorySheet | None:
    """Open the history of one record.

    Args:
        desk: As ever.
        table: The name of its table, "client".
        key: Its id.
        home: A widget of the window in front of which it opens.
    """
    home = home or home_of(desk)
    if home is None:
        return None
    sheet = HistorySheet(desk, home, table, key)
    sheet.open()
    return sheet


def moment(at: datetime) -> str:
    """Return an instant on the salon's wall clock, as people write it."""
    return f"{full_day(at.date())}, {hour(at)}"


def changes_of(line: HistoryLine, own: str) -> list[tuple[str, str]]:
    """Return what one action changed: the field, and before → after."""
    rows = []
    others = {change.record for change in line.changes} - {own}
    for change in line.changes:
        if change.record != own and len(others) > MOST_OTHERS:
            continue  # of an import or another action over many records
        told = _change(change, own)
        if told is not None and told not in rows:
            rows.append(told)
    return rows


def _change(change: FieldChange, own: str) -> tuple[str, str] | None:
    where = "" if change.record == own else _record(change.record)
    if change.field is None:
        return (where, "") if where else None
    name = field_name(change.field)
    if not name:
        return None
    before, after = said(change.before), said(change.after)
    if before == after:
        return None
    label = headed(where, name) if where else name
    if not before:
        return label, after
    return label, f"{before} → {after or '–'}"


def _record(record: str) -> str:
    try:
        table, key = row_of(record)
    except ValueError:
        return table_name(record.partition(" ")[0])
    return f"{table_name(table)} {public_id(table, key)}"


def _icon(line: HistoryLine) -> str:
    return "arrow-back-up" if line.undoes is not None else "pencil"
