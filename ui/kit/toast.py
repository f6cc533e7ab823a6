"""The line that says what was just done, and takes it back."""

import re
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from ui.kit import icons, style, words
from ui.kit.speech import speech
from ui.kit.tokens import Tone, Type

EDGE = 16
TOP, FOOT = 8, 14  # room for the shadow, which takes no press from what is below
LINE = 20


class Toast(QFrame):
    """A dark line over a strip where nothing is pressed, told to screen readers.

    At the foot of a page it would lie on what one presses next: outcomes of a call,
    a gap to fill.
    """

    def __init__(
        self,
        home: QWidget,
        over: QWidget,
        undo_name: str = "",
        beside: QWidget | None = None,
    ) -> None:
        """Make the line; it floats in *home*, in the middle of *over*.

        It leaves *beside* free, a field at the left, which makes room where it must.
        """
        super().__init__(home)
        self.home, self.over, self.beside = home, over, beside
        self._beside_most = beside.maximumWidth() if beside is not None else 0
        self.text, self.icon = "", "check"
        self._inset = TOP
        self._fits: Callable[[], bool] = _always
        self.lines: list[str] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, TOP, EDGE + 8, FOOT)
        row.addStretch()
        self.undo = _Undo(undo_name or speech().undo)
        row.addWidget(self.undo)
        self._take_back: Callable[[], object] | None = None
        self.undo.clicked.connect(self.take_back)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.hide)
        self._keys = _Keys(self)
        self.hide()

    @property
    def holds_undo(self) -> bool:
        """Whether Ctrl+Z takes back what the line says, wherever the focus is."""
        is_held = self._take_back is not None and self.undo.has_key
        return self.isVisible() and is_held and self._fits()

    def heed_place(self) -> None:
        """Go away where somebody else is in sight than the line is about."""
        if self.isVisible() and not self._fits():
            self.hide()

    def leave_key(self) -> None:
        """Give Ctrl+Z back to a text in which somebody types; the button stays."""
        self.undo.has_key = False
        self.undo.update()

    def say(
        self,
        text: str,
        take_back: Callable[[], object] | None = None,
        icon: str = "check",
        fits: Callable[[], bool] | None = None,
    ) -> None:
        """Show a line for eight seconds; the longer it is, the longer it stays.

        *fits* tells whether whom it is about is still in sight; else Ctrl+Z is not its.
        """
        self.text, self.icon = text, icon
        self.setAccessibleName(text)
        self.undo.setVisible(take_back is not None)
        self.undo.has_key = True
        self._take_back, self._fits = take_back, fits or _always
        more = 64 + 2 * EDGE + (self.undo.width() + 12 if take_back else 0)
        home = self.home
        needed = round(words.width(text, Type.MEDIUM)) + more
        begin = self._free_from(needed)
        room = max(160, min(720, home.width() - begin - more - 2 * EDGE))
        self.lines = broken(text, room, Type.MEDIUM)
        wide = round(max(words.width(s, Type.MEDIUM) for s in self.lines)) + more
        box = max(44, LINE * len(self.lines) + 16)  # two lines are as high as a bar
        strip = QRect(self.over.mapTo(home, QPoint(0, 0)), self.over.size())
        left = max(begin, strip.center().x() - wide // 2)
        left = max(0, min(left, home.width() - wide))
        top = max(0, strip.center().y() - box // 2)
        self._inset = min(TOP, top)
        self.setGeometry(left, top - self._inset, wide, self._inset + box + FOOT)
        self.show()
        self.raise_()
        self.update()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self.timer.start(8000 + 40 * len(text))

    def box(self) -> QRectF:
        """Return the dark box itself, without its shadow."""
        return QRectF(self.rect()).adjusted(EDGE, self._inset, -EDGE, -FOOT)

    def _free_from(self, needed: int) -> int:
        """Return where the room begins that is free beside the field at the left."""
        field = self.beside
        if field is None or not field.isVisible():
            return 0
        end = 0
        for most in (self._beside_most, field.minimumWidth()):
            field.setMaximumWidth(most)
            self._lay_out()
            end = field.mapTo(self.home, QPoint(field.width(), 0)).x() + 8 - EDGE
            if self.home.width() - end >= needed:
                break
        return end

    def _lay_out(self) -> None:
        row = self.over.layout()
        if row is not None:
            row.activate()

    def take_back(self) -> None:
        """Take back what the line says, once."""
        act, self._take_back = self._take_back, None
        self.hide()
        if act is not None:
            act()

    def showEvent(self, event: QShowEvent) -> None:
        """Listen for Ctrl+Z, also where a field would take it."""
        super().showEvent(event)
        self._keys.listen(is_on=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the keys alone again, and give the field its room back."""
        super().hideEvent(event)
        self._keys.listen(is_on=False)
        if self.beside is not None:
            self.beside.setMaximumWidth(self._beside_most)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = self.box()
        style.shadow(painter, box, 10)
        ground = t.ink if not t.dark else style.mixed(t.ink, t.card, 0.16)
        style.rounded(painter, box, 10, ground, t.edge if t.dark else None)
        ink = t.card if not t.dark else t.ink
        middle = box.center().y()
        icons.draw(painter, self.icon, box.left() + 16, middle - 8, 16, ink)
        baseline = middle + words.cap(Type.MEDIUM) / 2
        baseline -= LINE * (len(self.lines) - 1) / 2
        for line in self.lines:
            words.draw(painter, box.left() + 42, baseline, line, Type.MEDIUM, ink)
            baseline += LINE


def _always() -> bool:
    return True


def broken(text: str, room: float, role: Type) -> list[str]:
    """Return a text in lines that fit the room, broken between words or signs."""
    lines = [""]
    for part in re.findall(r"[\u2e80-\uffef]|[^\s\u2e80-\uffef]+|\s+", text):
        if lines[-1] and words.width(lines[-1] + part.rstrip(), role) > room:
            lines.append(part.lstrip())
        else:
            lines[-1] += part
    return [line.rstrip() for line in lines]


class _Keys(QObject):
    """Brings Ctrl+Z to the line while it is shown, until somebody types elsewhere.

    A field that was written in before takes that key for itself, and a sheet in front
    keeps the window's own keys away: the line would promise what it does not do.
    """

    def __init__(self, toast: Toast) -> None:
        super().__init__(toast)
        self._toast = toast
        self._is_on = False

    def listen(self, *, is_on: bool) -> None:
        program = QApplication.instance()
        if program is not None and is_on != self._is_on:
            self._is_on = is_on
            (program.installEventFilter if is_on else program.removeEventFilter)(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.InputMethod:
            self._heed_typing(watched)
        elif kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            assert isinstance(event, QKeyEvent)
            if _is_undo(event):
                return self._take(kind, watched)
            if kind == QEvent.Type.KeyPress and _changes_text(event):
                self._heed_typing(watched)
        return False

    def _take(self, kind: QEvent.Type, watched: QObject) -> bool:
        if not self._toast.holds_undo or not isinstance(watched, QWidget):
            return False
        if kind == QEvent.Type.KeyPress:  # nobody's shortcut, as behind a sheet
            self._toast.take_back()
        return True  # a field never sees it; the window's shortcut does

    def _heed_typing(self, watched: QObject) -> None:
        if isinstance(watched, QLineEdit | QPlainTextEdit) and self._toast.holds_undo:
            self._toast.leave_key()


def _is_undo(event: QKeyEvent) -> bool:
    held = event.modifiers()
    return event.key() == Qt.Key.Key_Z and held == Qt.KeyboardModifier.ControlModifier


def _changes_text(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
    is_plain = held in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    is_pasted = event.matches(QKeySequence.StandardKey.Paste)
    is_cut = event.matches(QKeySequence.StandardKey.Cut)
    erases = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
    writes = is_plain and event.text().isprintable() and bool(event.text())
    return writes or erases or is_pasted or is_cut


class _Undo(QPushButton):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.has_key = True  # whether Ctrl+Z presses it
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        wide = words.width(text, Type.STRONG) + words.width("Ctrl Z", Type.CAPTION)
        self.setFixedSize(round(wide) + 44, 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        soft = style.shade(Tone.ROSE).soft
        ink = soft if not t.dark else style.shade(Tone.ROSE).text
        if self.underMouse() or self.hasFocus():
            veil = style.mixed(ink, t.ink if not t.dark else t.card, 0.2)
            style.rounded(painter, box, 6, veil)
        if self.hasFocus():
            style.rounded(painter, box, 6, None, ink, 2)
        middle = box.center().y()
        baseline = middle + words.cap(Type.STRONG) / 2
        words.draw(painter, 10, baseline, self.text(), Type.STRONG, ink)
        if not self.has_key:
            return
        cap = words.width("Ctrl Z", Type.CAPTION) + 12
        frame = QRectF(box.right() - cap - 8, middle - 9, cap, 18)
        style.rounded(painter, frame, 5, None, style.mixed(ink, t.ink, 0.5))
        words.draw_mid(painter, frame, "Ctrl Z", Type.CAPTION, ink)
