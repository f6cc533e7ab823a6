"""A session of a plan: a row one can move with the mouse or the keys."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from salon.plans.model import SessionLine
from salon.text import _, full_day, listed, short_day
from salon.views.plans import Warned
from ui.kit import chips, icons, style, words
from ui.kit.chips import Chip
from ui.kit.tips import tip
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type

HIGH = 46
GAP = 6
_DONE = ("completed", "left")
_LOST = ("missed", "cancelled")


def is_open(one: SessionLine) -> bool:
    """Return whether a session still waits for a time."""
    return one.appointment_id is None


def is_done(one: SessionLine) -> bool:
    """Return whether a session has been given."""
    return one.status in _DONE


def mark_of(one: SessionLine) -> Chip:
    """Return the chip of a session: done, booked, to book."""
    if is_done(one):
        return Chip(_("done"), Tone.SAGE, "check")
    if one.status in _LOST:
        return Chip(_("missed"), Tone.RED)
    if one.appointment_id is not None:
        return Chip(_("booked"), Tone.BLUE)
    return Chip(_("to book"), Tone.AMBER)


def when_of(one: SessionLine) -> str:
    """Return when a session is, or from when to when it is due."""
    if one.booked_for is not None:
        said = f"{short_day(one.booked_for)} {one.booked_at}".strip()
        return f"{said} · {one.person}" if one.person else said
    if one.due_from == one.due_until:
        return _("due {day}").format(day=full_day(one.due_from))
    said = _("due {first} – {last}")
    return said.format(first=short_day(one.due_from), last=full_day(one.due_until))


class SessionRow(QWidget):
    """One session: Enter opens, Alt with the arrows moves, B books, Del removes."""

    opened = Signal(int)
    wanted = Signal(int)  # to be booked
    dropped = Signal(int)
    moved = Signal(int, int)  # a session, by so many places
    shifted = Signal(int, int)  # a session, by so many days
    back = Signal()  # it was put down where it was

    def __init__(
        self, at: int, one: SessionLine, why_not: str = "", *, is_grave: bool = False
    ) -> None:
        """Show a session; *why_not*: what stands against it by now."""
        super().__init__()
        self.at, self.one = at, one
        self.why_not, self.tone = why_not, Tone.RED if is_grave else Tone.AMBER
        self.mark = mark_of(one)
        self.name, self.when = str(one.service), when_of(one)
        self._from: float | None = None
        self._by = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HIGH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = (str(one.number), self.name, self.when, self.mark.text, why_not)
        self.setAccessibleName(listed(said))
        self.setAccessibleDescription(
            _("Enter opens, Alt+Up and Alt+Down move, B books, Del removes")
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        tip(self, why_not or self.accessibleDescription())

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(320, HIGH)

    def _chip(self) -> QRectF:
        wide = chips.measure(self.mark)
        return QRectF(self.width() - 36 - wide, (self.height() - 20) / 2, wide, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        edge = style.shade(Tone.ROSE).mark if self._by else t.line
        style.rounded(painter, box, CONTROL_RADIUS, t.card, edge)
        if self.hasFocus():
            style.focus_ring(painter, box)
        middle = box.center().y()
        rose = style.shade(Tone.ROSE).text
        number = str(self.one.number)
        words.draw(painter, 12, middle + 5, number, Type.STRONG, rose)
        icons.draw(painter, "grip-vertical", box.right() - 26, middle - 8, 16, t.faint)
        chip = self._chip()
        chips.draw(painter, chip.left(), chip.top(), self.mark)
        room = chip.left() - 48
        words.draw(painter, 38, middle - 3, self.name, Type.SMALL_STRONG, t.ink, room)
        if not self.why_not:
            words.draw(painter, 38, middle + 14, self.when, Type.CAPTION, t.faint, room)
            return
        hue = style.shade(self.tone).text
        icons.draw(painter, "alert-triangle", 38, middle + 4, 12, hue)
        said = f"{self.when} · {self.why_not}"
        words.draw(painter, 54, middle + 14, said, Type.CAPTION, hue, room - 16)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag it, perhaps."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from, self._by = event.globalPosition().y(), 0.0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let it follow the mouse."""
        if self._from is None:
            return
        by = event.globalPosition().y() - self._from
        if self._by or abs(by) > 8:
            self.raise_()
            self.move(self.x(), round(self.y() + by - self._by))
            self._by = by
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put it down, or open it."""
        if self._from is None:
            return
        by, self._from, self._by = self._by, None, 0.0
        places = round(by / (HIGH + GAP))
        if places:
            self.moved.emit(self.at, places)
        elif by:
            self.back.emit()
        elif self._chip().contains(event.position()) and is_open(self.one):
            self.wanted.emit(self.at)
        else:
            self.opened.emit(self.at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        key = Qt.Key
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        match event.key():
            case key.Key_Up | key.Key_Down:
                by = 1 if event.key() == key.Key_Down else -1
                if alt:
                    self.moved.emit(self.at, by)
                elif by > 0:
                    self.focusNextChild()
                else:
                    self.focusPreviousChild()
            case key.Key_Plus | key.Key_Minus:
                self.shifted.emit(self.at, 1 if event.key() == key.Key_Plus else -1)
            case key.Key_Return | key.Key_Enter | key.Key_Space:
                self.opened.emit(self.at)
            case key.Key_Delete:
                self.dropped.emit(self.at)
            case key.Key_B if not event.modifiers():
                self.wanted.emit(self.at)
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the focus has gone."""
        super().focusOutEvent(event)
        self.update()


class SessionRows(QWidget):
    """All sessions of a plan, in their order."""

    opened = Signal(int)
    wanted = Signal(int)
    dropped = Signal(int)
    moved = Signal(int, int)
    shifted = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Sessions"))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP)
        self.rows: list[SessionRow] = []
        self._unfit: dict[int, Warned] = {}
        self._next: int | None = None
        self._is_moved = False

    def show_sessions(
        self,
        sessions: tuple[SessionLine, ...],
        unfit: Mapping[int, Warned] | None = None,
    ) -> None:
        """Show other sessions; the focus stays with the place it was at.

        Args:
            sessions: In their order.
            unfit: What stands against some of them, by their id; None: as before.
        """
        shown = tuple(row.one for row in self.rows)
        is_same = sessions == shown and (unfit is None or unfit == self._unfit)
        if is_same and self._next is None and not self._is_moved:
            return
        self._unfit = self._unfit if unfit is None else dict(unfit)
        self._is_moved = False
        at = next((row.at for row in self.rows if row.hasFocus()), None)
        at = self._next if self._next is not None else at
        self._next = None
        for row in self.rows:
            row.hide()  # it may still be in the middle of its own event
            self.column.removeWidget(row)
            row.deleteLater()
        self.rows = []
        for number, one in enumerate(sessions):
            why = self._unfit.get(one.id)
            row = SessionRow(
                *(number, one, why.text if why is not None else ""),
                is_grave=why is not None and why.is_grave,
            )
            row.opened.connect(self.opened)
            row.wanted.connect(self.wanted)
            row.dropped.connect(self.dropped)
            row.moved.connect(self.moved)
            row.shifted.connect(self.shifted)
            row.back.connect(self._lay_out)
            self.column.addWidget(row)
            row.show()  # now, so that it can take the focus
            self.rows.append(row)
        if at is not None and self.rows:
            self.rows[max(0, min(at, len(self.rows) - 1))].setFocus()

    def _lay_out(self) -> None:
        self.column.invalidate()
        self.column.setGeometry(self.column.contentsRect())
        self.column.activate()

    def follow(self, at: int) -> None:
        """Give the focus to that place when the sessions are shown next."""
        self._next = at
        self._is_moved = True
