"""The measures of two days: both values, the change, and whether it means anything."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from salon.reports.changed import MeasureChange
from salon.reports.skin_papers import signed
from salon.skin.comparing import Verdict
from salon.text import _, listed, number
from ui.kit import chips, icons, style, words
from ui.kit.chips import Chip
from ui.kit.rows import Index, Rows, draw_row
from ui.kit.tokens import Tone, Type
from ui.parts.listing import joined

ROW, LINE = 44, 16
MOST = 7  # rows that are seen at once
SIGNS = {
    Verdict.YES: ("circle-check", Tone.SAGE),
    Verdict.SMALL: ("circle", Tone.PLAIN),
    Verdict.NO: ("alert-triangle", Tone.AMBER),
}


def tone_of(one: MeasureChange) -> Tone:
    """Return the colour of a change: green and red only where better is known."""
    if one.is_better is None:
        return Tone.PLAIN
    return Tone.SAGE if one.is_better else Tone.RED


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[MeasureChange] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return one
        if role == Qt.ItemDataRole.DisplayRole:
            return one.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            values = f"{number(one.first.value)} → {number(one.now.value)}"
            change = signed(one.said.change)
            return listed((one.name, one.place, values, change, one.why))
        return None

    def show(self, lines: Sequence[MeasureChange]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()


class _Painter(QStyledItemDelegate):
    def __init__(self, rows: "ComparedRows") -> None:
        super().__init__(rows)
        self.rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.rows.row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        t = style.theme()
        one: MeasureChange = index.data(Qt.ItemDataRole.UserRole)
        box = QRectF(option.rect)
        chosen, over = draw_row(painter, box, index, self.rows)
        if index.row() and not chosen and not over:
            style.rule(painter, box.left(), box.right(), box.top())
        at = columns(box.width())
        x, middle = box.left() + 8, box.center().y()
        names, below, whys = told(one, box.width())
        y = middle - LINE * (len(names) + len(below) - 1) / 2 + 5
        for text, role, ink in (
            *((line, Type.SMALL_STRONG, t.ink) for line in names),
            *((line, Type.CAPTION, t.faint) for line in below),
        ):
            words.draw(painter, x, y, text, role, ink)
            y += LINE
        before, now = number(one.first.value), number(one.now.value)
        baseline = middle + 5
        words.draw_right(painter, at[0], baseline, before, Type.BODY, t.faint)
        words.draw_right(painter, at[1], baseline, now, Type.FIGURE, t.ink)
        if one.said.change is None:
            words.draw_right(painter, at[2] - 14, baseline, "–", Type.BODY, t.faint)
        else:
            chip = Chip(signed(one.said.change), tone_of(one))
            wide = chips.measure(chip)
            ground = t.card if chosen else None
            chips.draw(painter, at[2] - wide, middle - 10, chip, ground)
        icon, tone = SIGNS[one.said.verdict]
        hue = style.shade(tone)
        left = at[2] + 14
        icons.draw(painter, icon, left, middle - 8, 16, hue.text)
        ink = hue.text if one.said.verdict is Verdict.NO else t.ink
        baseline = middle + 5 - LINE * (len(whys) - 1) / 2
        for line in whys:
            words.draw(painter, left + 22, baseline, line, Type.SMALL, ink)
            baseline += LINE


def columns(wide: float) -> tuple[float, float, float]:
    """Return where the values before and now and the change end."""
    return wide * 0.41, wide * 0.55, wide * 0.65


def told(one: MeasureChange, wide: float) -> tuple[list[str], list[str], list[str]]:
    """Return line by line what a row says: the name, place and unit, and why.

    Nothing of it is cut, however narrow the row is.
    """
    ends = columns(wide)
    room = ends[0] - 56
    names = words.wrapped(one.name, Type.SMALL_STRONG, room)
    below = words.wrapped(joined((one.place, one.unit)), Type.CAPTION, room)
    return names, below, words.wrapped(one.why, Type.SMALL, wide - ends[2] - 44)


class ComparedRows(Rows):
    """The measures; the chosen one is drawn at the foot of the line of time."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.row = ROW
        self.lines = _Model()
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self))

    def show_lines(self, lines: Sequence[MeasureChange]) -> None:
        """Show other measures; the first is chosen."""
        before = self.chosen()
        self.lines.show(lines)
        self._fit()
        keys = [(one.measure, one.zone) for one in lines]
        wanted = (before.measure, before.zone) if before is not None else None
        if lines:
            place = keys.index(wanted) if wanted in keys else 0
            self.setCurrentIndex(self.lines.index(place, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each row the lines it takes at that width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines, wide = self.lines.lines, self.viewport().width()
        rows = [told(one, wide) for one in lines]
        most = max((max(len(a) + len(b), len(c)) for a, b, c in rows), default=1)
        self.row = max(ROW, most * LINE + 12)
        self.setFixedHeight(self.row * min(MOST, max(1, len(lines))) + 4)
        self.scheduleDelayedItemsLayout()

    def chosen(self) -> MeasureChange | None:
        """Return the chosen measure."""
        place = self.currentIndex().row()
        lines = self.lines.lines
        return lines[place] if 0 <= place < len(lines) else None


def heads() -> tuple[str, str]:
    """Return what stands above the last two columns."""
    return _("Change"), _("May they be compared?")
