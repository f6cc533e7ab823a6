"""Lists of people: one model, one delegate, everything painted."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QElapsedTimer,
    QEvent,
    QMetaMethod,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QWidget,
)

from ui.kit import chips, icons, style, words
from ui.kit.chips import Chip
from ui.kit.tips import plain
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex

LOUD = (Tone.RED, Tone.AMBER)
CUT = 120  # units of width that a warning keeps beside a long name
TICK = 16  # units of a box that chooses
STILL = 1000  # milliseconds in which a key was meant for the line before
BAR = 40  # units of width of the bar of a `Meter`
LEAST_NAME = 84  # units of width that a name keeps beside warnings
LEAST_CHIP = 60  # below which a chip says nothing


@dataclass(frozen=True)
class Meter:
    """A cell with a small bar before its figure."""

    text: str
    more: str = ""  # said quietly behind it
    part: float = 0.0
    tone: Tone = Tone.AMBER

    def __str__(self) -> str:
        """Return it as a screen reader says it."""
        return f"{self.text}{self.more}"


@dataclass(frozen=True)
class Line:
    """A client as every list shows her."""

    name: str
    detail: str = ""
    reading: str = ""
    time: str = ""
    span: str = ""
    grade: str = ""
    grade_said: str = ""  # "A client", for a screen reader
    alerts: tuple[Chip, ...] = ()
    mark: Chip | None = None
    below: str = ""
    tone: Tone = Tone.ROSE
    cells: tuple[str | Meter, ...] = field(default=())
    icon: str = ""
    key: Hashable = None  # what the line stands for
    whole: str = ""  # the name in full, where it may be cut
    quiet: bool = False  # it is no client and cannot be taken: words alone

    @property
    def is_somebody(self) -> bool:
        """Whether it stands for a client."""
        return not self.quiet

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        said = [self.time, self.name, self.reading, self.span, self.detail]
        said += [self.grade_said or self.grade]
        said += [a.text for a in self.alerts]
        said += [self.mark.text if self.mark else "", self.below]
        said += [str(cell) for cell in self.cells]
        return ", ".join(s for s in said if s)


class Lines(QAbstractListModel):
    """The lines of one list."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self._shown = list(lines)

    @property
    def lines(self) -> Sequence[Line]:
        """The lines, in their order."""
        return self._shown

    def line(self, row: int) -> Line:
        """Return the line of a row."""
        return self._shown[row]

    def row_of(self, key: Hashable) -> int:
        """Return where the line of a key stands; -1: nowhere."""
        keys = [line.key for line in self._shown]
        return keys.index(key) if key in keys else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says, in the role asked for."""
        line = self.line(index.row())
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken()
        if role == Qt.ItemDataRole.ToolTipRole and line.whole:
            return plain(line.whole)
        return None

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._shown = list(lines)
        self.endResetModel()


@dataclass(frozen=True)
class Look:
    """What a list shows of its lines."""

    height: int = 54
    avatar: int = 0
    time: bool = False
    ruled: bool = False
    pad: int = 10
    small: bool = False
    ticks: bool = False  # each line has a box to choose it by
    columns: tuple[tuple[int, bool], ...] = ()
    """Where each cell stands, from the right edge, and whether it is quiet."""


class Painter(QStyledItemDelegate):
    """Paints a line in its look."""

    def __init__(self, look: Look, rows: "Rows") -> None:
        super().__init__(rows)
        self.look, self.rows = look, rows

    def sizeHint(self, option: "QStyleOptionViewItem", index: Index) -> QSize:
        """Return how large it likes to be."""
        return QSize(120, self.look.height)

    def paint(
        self, painter: QPainter, option: "QStyleOptionViewItem", index: Index
    ) -> None:
        """Paint one row."""
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        look = self.look
        box = QRectF(option.rect)
        if line.quiet:
            baseline = box.center().y() + words.cap(Type.SMALL) / 2
            x, room = box.left() + look.pad, box.width() - 2 * look.pad
            ink = style.theme().faint
            words.draw(painter, x, baseline, line.name, Type.SMALL, ink, room)
            return
        chosen, over = draw_row(painter, box, index, self.rows)
        if look.ruled and index.row() and not chosen and not over:
            style.rule(painter, box.left(), box.right(), box.top())
        self._words(painter, box, line, chosen)

    def _words(self, painter: QPainter, box: QRectF, line: Line, chosen: bool) -> None:
        t, look = style.theme(), self.look
        ground = t.card if chosen else None
        name_type = Type.SMALL_STRONG if look.small else Type.STRONG
        detail_type = Type.CAPTION if look.small else Type.SMALL
        middle = box.center().y()
        upper = middle - (4 if look.small else 5) if line.detail else middle + 5
        lower = middle + (12 if look.small else 13)
        x, right = box.left() + look.pad, box.right() - look.pad
        if look.ticks:
            draw_tick(painter, x, middle, line.key in self.rows.ticked)
            x += TICK + 14
        if look.time:
            words.draw(painter, x, upper, line.time, Type.STRONG, t.ink)
            words.draw(painter, x, lower, line.span, Type.CAPTION, t.faint)
            x += 58
        if look.avatar:
            top = middle - look.avatar / 2
            if line.icon:
                hue = style.shade(line.tone)
                disc = QRectF(x, top, look.avatar, look.avatar)
                style.rounded(painter, disc, look.avatar / 2, hue.soft)
                inset = (look.avatar - 16) / 2
                icons.draw(painter, line.icon, x + inset, top + inset, 16, hue.text)
            else:
                chips.draw_avatar(
                    painter, x, top, look.avatar, line.name, line.tone, ground
                )
            x += look.avatar + 12
        if line.mark is not None:
            wide = chips.measure(line.mark)
            high = line.mark.height
            top = upper - high / 2 - 5 if line.below or look.time else middle - high / 2
            if look.time:
                top = middle - high / 2
            chips.draw(painter, right - wide, top, line.mark, ground)
            if line.below:
                words.draw_right(
                    painter, right, lower + 1, line.below, Type.CAPTION, t.faint
                )
            right -= wide + 8
        for (place, quiet), cell in zip(look.columns, line.cells, strict=False):
            at = box.right() - place
            ink, role = (t.faint, Type.SMALL) if quiet else (t.ink, Type.SMALL_MEDIUM)
            if isinstance(cell, Meter):
                draw_meter(painter, at, middle, cell)
            else:
                words.draw(painter, at, middle + 4, cell, role, ink)
            right = min(right, at - 12)
        room = right - x
        loud = [one for one in line.alerts if one.tone in LOUD]  # never left out
        kept = sum(min(chips.measure(one), CUT) + 8 for one in loud)
        least = len(loud) * (chips.SIGN + 8)
        named = max(room - kept, min(room - least, LEAST_NAME), 40.0) if kept else room
        at = words.draw(painter, x, upper, line.name, name_type, t.ink, named)
        top = upper - words.cap(name_type) / 2 - chips.HEIGHT / 2
        if line.reading and right - at - kept > 60:
            at = words.draw(painter, at + 6, upper, line.reading, Type.CAPTION, t.faint)
        if line.grade and right - at > 40:
            at = chips.draw(painter, at + 8, top, chips.grade(line.grade), ground)
        waits = len(loud)  # each of them keeps room for its sign at least
        for alert in line.alerts:
            is_loud = alert in loud
            waits -= is_loud
            left = right - at - 8 - waits * (chips.SIGN + 8)
            if chips.measure(alert) > left:
                if not is_loud:
                    continue
                whole = left >= LEAST_CHIP and not waits
                alert = chips.cut(alert, left) if whole else chips.sign(alert)
            at = chips.draw(painter, at + 8, top, alert, ground)
        words.draw(painter, x, lower, line.detail, detail_type, t.faint, room)


class Rows(QListView):
    """A list without a frame that knows which line the mouse is over."""

    asked = Signal(int, QPoint)  # what one can do with a line, and where to show it

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.over = -1
        self.ticked: dict[Hashable, None] = {}  # the keys of chosen lines, in order
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _hover(self, row: int) -> None:
        if row != self.over:
            self.over = row
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the line pointed at, or of the chosen one by key."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.ask_what()
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.asked.emit(index.row(), event.globalPos())

    def ask_what(self) -> None:
        """Ask for the menu of the chosen line, in sight and beside it."""
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)
            at = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.asked.emit(index.row(), at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the menu of the chosen line by the menu key and Shift+F10."""
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Menu or (shift and event.key() == Qt.Key.Key_F10):
            self.ask_what()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Look for a letter that is typed, unless it is a key of the page.

        A key that rests where one stands is no letter of a name: the mark would go to
        somebody else unseen, and the next key would act on that one.
        """
        if not self._is_key(search):
            super().keyboardSearch(search)

    def _is_key(self, sign: str) -> bool:
        """Return whether something of the page has this key, also where it rests."""
        home = self.parentWidget()
        while home is not None and not home.isWindow():
            if any(one.shortcut().toString() == sign.upper() for one in home.actions()):
                return True
            home = home.parentWidget()
        return False


def draw_tick(
    painter: QPainter, x: float, middle: float, on: bool, some: bool = False
) -> None:
    """Paint a box to choose by: ticked, empty, or with a bar where some are chosen."""
    t = style.theme()
    box = QRectF(x, middle - TICK / 2, TICK, TICK)
    if not (on or some):
        style.rounded(painter, box, 5, t.field, t.faint)
        return
    style.rounded(painter, box, 5, t.accent)
    sign = "check" if on else "minus"
    icons.draw(painter, sign, x + 2, middle - TICK / 2 + 2, TICK - 4, t.on_accent)


def draw_meter(painter: QPainter, x: float, middle: float, meter: Meter) -> None:
    """Paint a figure behind its bar; the bar is a mark of rank, the figure says it."""
    t = style.theme()
    box = QRectF(x, middle - 2, BAR, 4)
    style.rounded(painter, box, 2, style.mixed(t.line, t.card, 0.8))
    box.setWidth(max(4.0, BAR * min(1.0, meter.part)))
    style.rounded(painter, box, 2, style.shade(meter.tone).mark)
    at = x + BAR + 8
    at = words.draw(painter, at, middle + 4, meter.text, Type.SMALL_STRONG, t.ink)
    words.draw(painter, at, middle + 4, meter.more, Type.CAPTION, t.faint)


def draw_row(
    painter: QPainter, box: QRectF, index: Index, rows: Rows
) -> tuple[bool, bool]:
    """Paint the ground of a line; return whether it is chosen and pointed at.

    The view is asked rather than option.state: making Qt's QStyle enums known to
    Python costs 18 ms at the start.
    """
    chosen = index == rows.currentIndex()
    over = index.row() == rows.over
    inner = box.adjusted(0, 1, 0, -1)
    line = index.data(Qt.ItemDataRole.UserRole) if rows.ticked else None
    ticked = isinstance(line, Line) and line.key in rows.ticked
    if chosen or ticked:
        style.rounded(painter, inner, CONTROL_RADIUS, style.shade(Tone.ROSE).soft)
    if chosen:
        if rows.hasFocus():
            style.focus_ring(painter, inner)
    elif over and not ticked:
        style.rounded(painter, inner, CONTROL_RADIUS, style.theme().hover)
    return chosen or ticked, over


class People(Rows):
    """A list of clients; letters act on the chosen one, Enter opens her."""

    opened = Signal(int)
    picked = Signal(int)  # another line is the chosen one; -1: none
    gone = Signal(object)  # the `Line` that was chosen, or meant, and is not here now

    def __init__(
        self,
        lines: Sequence[Line],
        look: Look,
        name: str,
        keys: Mapping[str, Callable[[int], object]] | None = None,
        parent: QWidget | None = None,
        model: Lines | None = None,
    ) -> None:
        super().__init__(name, parent)
        self.look = look
        self.keys = keys or {}
        self.lines = Lines(lines) if model is None else model
        self._gone_at = -1  # where the chosen line was that went away
        self._is_showing = False
        self._is_coming = False  # the focus
        self._moved = QElapsedTimer()  # since a refresh chose another line
        self.setModel(self.lines)
        self.setItemDelegate(Painter(look, self))
        self.activated.connect(lambda index: self.opened.emit(index.row()))
        self.selectionModel().currentChanged.connect(self._heed)

    def wear(self, look: Look) -> None:
        """Show the lines in another look."""
        self.look = look
        self.setItemDelegate(Painter(look, self))
        self.viewport().update()

    def choose(self, row: int) -> None:
        """Choose a line."""
        self.setCurrentIndex(self.lines.index(row))

    def show_lines(self, lines: Sequence[Line], *, is_own: bool = True) -> None:
        """Show other lines; the chosen one and the scrolling stay where they can.

        Args:
            lines: The lines.
            is_own: Whether whoever looks at them did what changed them. If not, and
                the chosen line is gone, nobody is chosen until it is done by hand.
        """
        if list(lines) == list(self.lines.lines):
            return
        at = self.verticalScrollBar().value()
        self.replace(partial(self.lines.show, lines), is_own=is_own)
        self.verticalScrollBar().setValue(at)
        self.updateGeometry()

    def replace(self, show: Callable[[], object], *, is_own: bool) -> None:
        """Let *show* put other lines here, and keep the mark on who was meant."""
        was, row = self.chosen(), self.currentIndex().row()
        self._is_showing = True
        try:
            show()
            again = -1 if was is None else self._again(was)
            is_gone = was is not None and again < 0
            if is_gone and (is_own or was is None or was.key is None):
                again = self.nearest(row)
                self._moved.start()
            elif is_gone:
                self._gone_at = row
            if again >= 0:
                self.choose(again)
        finally:
            self._is_showing = False
        if is_gone and not is_own and again < 0:
            self.picked.emit(-1)
            self.gone.emit(was)

    def nearest(self, row: int) -> int:
        """Return the line that can be chosen next to *row*; -1: none."""
        return min(max(row, 0), self.lines.rowCount() - 1)

    @property
    def has_let_go(self) -> bool:
        """Whether nobody is chosen, as who was chosen has gone."""
        return self._gone_at >= 0

    @property
    def is_still(self) -> bool:
        """Whether another line was chosen just now, by what was done before.

        A key that acts is a slip then: it was meant for the line before.
        """
        return self._moved.isValid() and self._moved.elapsed() < STILL

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the focus without choosing somebody where nobody is chosen."""
        self._is_coming = self.has_let_go
        super().focusInEvent(event)
        self._is_coming = False

    def moveCursor(
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Go on where the line was that went away."""
        if not self.has_let_go:
            return super().moveCursor(action, modifiers)
        row = -1 if self._is_coming else self.nearest(self._gone_at)
        return self.lines.index(row) if row >= 0 else QModelIndex()

    def _again(self, was: Line) -> int:
        """Return the row at which a line stands now; -1: it is gone."""
        return self.lines.row_of(was.key) if was.key is not None else -1

    def _heed(self, now: Index, _before: Index) -> None:
        if not self._is_showing:
            self._moved.invalidate()  # chosen by hand
        if now.isValid():
            self._gone_at = -1
        self.picked.emit(now.row())

    def chosen(self) -> Line | None:
        """Return the chosen line."""
        row = self.currentIndex().row()
        return self.lines.line(row) if 0 <= row < self.lines.rowCount() else None

    def fit(self, rows: int = 0) -> "People":
        """Take exactly the height of the lines, or of so many of them."""
        count = rows or self.lines.rowCount()
        self.setFixedHeight(count * self.look.height + 2)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        shown = min(4, self.lines.rowCount())
        return QSize(200, shown * self.look.height + 2)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(120, self.look.height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        act = self.keys.get(event.text().lower())
        if act is not None and self.currentIndex().isValid():
            act(self.currentIndex().row())
            return
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        is_heard = self.isSignalConnected(QMetaMethod.fromSignal(self.opened))
        if is_enter and is_heard and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
            return  # taken: a sheet would press its loud button as well
        super().keyPressEvent(event)
