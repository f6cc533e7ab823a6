"""The bar at the top: the field that finds anything, and how things stand."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit import chips, icons, style
from ui.kit.buttons import Button, Kind
from ui.kit.passing import PassesUndo
from ui.kit.tips import tip
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type
from ui.kit.words import Words

HEIGHT = 56


class SearchField(PassesUndo):
    """The field of the command palette: it keeps the focus while the list moves."""

    moved = Signal(int)
    taken = Signal()
    left = Signal()
    done = Signal()  # one goes back to where one was

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setFixedHeight(34)
        self.setFrame(False)
        self.setObjectName("search")
        self.setMaximumWidth(430)
        self.setMinimumWidth(180)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        key = Qt.Key
        match event.key():
            case key.Key_Down:
                self.moved.emit(1)
            case key.Key_Up:
                self.moved.emit(-1)
            case key.Key_Return | key.Key_Enter:
                self.taken.emit()
            case key.Key_Escape:
                self.clear()
                self.left.emit()
                self.clearFocus()
                self.done.emit()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        super().focusOutEvent(event)
        away = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in away:
            self.left.emit()
            self.clear()  # what was looked for is no word of the next page

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        style.rounded(painter, box, CONTROL_RADIUS, t.card, t.edge)
        if self.hasFocus():
            style.focus_ring(painter, box)
        icons.draw(painter, "search", 12, box.center().y() - 8, 16, t.faint)
        chips.draw_keycap(painter, box.right() - 10, box.center().y(), "Ctrl K", None)
        painter.end()
        super().paintEvent(event)


class TopBar(QWidget):
    """Menu and search at the left; backup, the hour and who is at the desk at right.

    In a narrow window the quiet words at the right step aside, last the hour.
    """

    def __init__(self, hint: str, menu_name: str = "") -> None:
        super().__init__()
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 22, 1)
        row.setSpacing(12)
        self.menu = Button(icon="menu-2", kind=Kind.QUIET, name=menu_name)
        row.addWidget(self.menu)
        self.search = SearchField(hint)
        row.addWidget(self.search, 10)
        row.addStretch(1)
        self.backup = Button("", icon="database-export", kind=Kind.QUIET, small=True)
        self.backup.hide()
        row.addWidget(self.backup)
        self.now = Words("", type=Type.SMALL, faint=True)
        row.addWidget(self.now)
        self.who = Button("", icon="user", small=True)
        self.who.hide()
        row.addWidget(self.who)

    def show_backup(self, text: str, tone: Tone = Tone.SAGE, hint: str = "") -> None:
        """Say when the last backup was made, in amber or red when that is long ago.

        *hint* says more: whether it was good, or why there is none.
        """
        self.backup.setText(text)
        self.backup.setAccessibleName(text)
        self.backup.setAccessibleDescription(hint)
        tip(self.backup, hint)
        self.backup.tone = None if tone is Tone.SAGE else tone
        self.backup.icon_tone = tone if tone is Tone.SAGE else None
        self.backup.updateGeometry()
        self.backup.update()
        self._fold()

    def show_now(self, text: str) -> None:
        """Say the salon's day and time."""
        self.now.say(text)

    def show_who(self, text: str, name: str) -> None:
        """Say who is at the desk; *name* is what the button is called when spoken."""
        self.who.setText(text)
        self.who.setAccessibleName(name)
        self.who.setVisible(bool(text))
        self.who.updateGeometry()
        self._fold()

    def _fold(self) -> None:
        loud = self.backup.tone is not None  # a warning never steps aside
        self.backup.setVisible(
            bool(self.backup.text()) and (loud or self.width() > 900)
        )
        self.now.setVisible(self.width() > 620)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the quiet words step aside, or come back."""
        super().resizeEvent(event)
        self._fold()

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(520, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        style.fill(painter, self.rect(), style.theme().rail)
        style.rule(painter, 0, self.width(), self.height() - 1)
