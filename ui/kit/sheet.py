"""A sheet: a question or a small form in front of the window."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.kit import style
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Icon, Scroll, across
from ui.kit.pressing import Ended, pressing
from ui.kit.speech import speech
from ui.kit.states import Banner
from ui.kit.tips import tip
from ui.kit.tokens import CARD_RADIUS, Tone, Type
from ui.kit.words import Words

HIGH = 640
FORM = 380
EDGE = 32  # units of the window that are seen around it, at the least
TWICE = 400  # milliseconds in which a second press is a slip of the finger


class _Body(Scroll):
    """The middle of a sheet: it scrolls when the screen is low."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(inside)
        self.inside = inside

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        inside = self.inside
        wide = self.width()
        high = inside.sizeHint().height()
        if inside.hasHeightForWidth():
            high = inside.heightForWidth(max(wide, 200))
        return QSize(inside.sizeHint().width(), min(HIGH, high + 2))

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(200, min(self.sizeHint().height(), 240))


class Sheet(QDialog):
    """A modal sheet: title, text, body, buttons; Esc leaves, Enter does.

    Enter on a button presses that button; in a field it presses the loud one, and so
    does Ctrl+Enter from anywhere.
    `add` fills the body, `button` adds a button, `open` shows it. What the loud
    button does decides when to `accept()`; until then `fail(text)` may say why not.
    """

    def __init__(
        self,
        home: QWidget,
        title: str,
        text: str = "",
        *,
        icon: str = "",
        wide: int = 520,
    ) -> None:
        super().__init__(home.window())
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # a card like the others: its title is in it, and by that it is moved
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setMinimumWidth(min(wide, 400))
        self.wide = wide
        self._loud: Button | None = None
        self._since = QElapsedTimer()  # since the loud one was pressed
        self._pressed: list[object] = []  # what stood in the fields then
        self._under_way = 0  # deeds that it began and that have not ended
        self._veil: _Veil | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        self.of_whom = Words("", type=Type.MEDIUM, faint=True)
        self.of_whom.hide()
        head = across(Words(title, type=Type.TITLE), self.of_whom, None, gap=12)
        if icon:
            head.insertWidget(0, Icon(icon, 20))
        column.addLayout(head)
        if text:
            column.addWidget(Words(text, faint=True, wrap=True))
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(2, 2, 2, 2)
        self.body.setSpacing(10)
        self._area = _Body(inside)
        self._area.hide()
        self._area.verticalScrollBar().rangeChanged.connect(self._make_room)
        column.addWidget(self._area, 1)
        self.failure = Banner("", Tone.RED)
        self.failure.hide()
        column.addWidget(self.failure)
        self._buttons = across(None, gap=10)
        self._buttons.setContentsMargins(0, 0, 2, 0)
        column.addLayout(self._buttons)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._press_loud)
        style.dress(self)

    def _make_room(self, _least: int, most: int) -> None:
        """Keep the fields off the scroll bar while there is one."""
        self.body.setContentsMargins(2, 2, 10 if most else 2, 2)

    def add(self, *items: QWidget | QLayout, stretch: int = 0) -> "Sheet":
        """Put things below one another into the body."""
        self._area.show()
        self.setMinimumHeight(FORM)  # room for what opens below a field
        for item in items:
            if isinstance(item, QLayout):
                self.body.addLayout(item, stretch)
            else:
                self.body.addWidget(item, stretch)
        return self

    def button(
        self,
        text: str,
        act: Callable[[], object] | None = None,
        *,
        primary: bool = False,
        danger: bool = False,
    ) -> Button:
        """Add a button; the loud one is pressed by Enter. Without *act* it accepts.

        The loud one does nothing while a field says something it cannot read: else
        the sheet would go on with what that field said before.
        """
        act = act or self.accept
        tone = Tone.RED if danger else None
        kind = Kind.PRIMARY if primary and not danger else Kind.SECONDARY
        made = Button(
            text,
            kind=kind,
            tone=tone,
            key="⏎" if primary else "",
            act=partial(self._press, act) if primary else act,
        )
        made.setAutoDefault(False)
        if primary:
            made.setDefault(True)
            self._loud = made
        self._buttons.addWidget(made)
        return made

    def cancel(self, text: str = "") -> Button:
        """Add the button that leaves everything as it is."""
        made = Button(text or speech().cancel, key="Esc", act=self.reject)
        made.setAutoDefault(False)
        self._buttons.addWidget(made)
        return made

    def say_whom(self, name: str) -> None:
        """Say beside the title whom it is about, unless it was closed meanwhile."""
        if not isValid(self):
            return
        self.of_whom.say(name)
        self.of_whom.setVisible(bool(name))
        tip(self.of_whom, name)
        said = filter(None, (self.windowTitle(), name))
        self.setAccessibleName(", ".join(said))

    def show_top(self) -> None:
        """Bring the first of what is in the body into sight."""
        self._area.verticalScrollBar().setValue(0)

    def fail(self, text: object, field: QWidget | None = None) -> None:
        """Say in the sheet why it could not be done, and go to the *field* it is of."""
        if field is not None:
            field.setFocus()
        self._since.invalidate()  # pressing again is meant
        self.failure.say(str(text))
        self.failure.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button with the focus, or else the loud one.

        Qt's own dialog presses the loud one even from "Cancel", as that may not
        become the default: what nobody wants would be done.
        """
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        focus = self.focusWidget()
        if held == Qt.KeyboardModifier.ControlModifier:
            self._press_loud()
        elif held == Qt.KeyboardModifier.NoModifier:
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self._press_loud()

    def _press(self, act: Callable[[], object]) -> None:
        """Do it, unless it is a slip of the finger: pressed twice, nothing changed.

        While what it began is on its way, pressing again is one as well.
        """
        if self._under_way:
            return
        for field in self.findChildren(QLineEdit):
            read = getattr(field, "read_now", None)
            if field.isVisible() and callable(read):
                read()  # a key of the sheet comes before the field is left
        for field in self.findChildren(QLineEdit):
            if field.isVisible() and field.property("unread"):
                self.fail(field.property("unread"))
                field.setFocus()
                return
        written = self._as_filled_in()
        is_quick = self._since.isValid() and self._since.elapsed() < TWICE
        if is_quick and written == self._pressed:
            return
        self._since.start()
        self._pressed = written
        self.failure.hide()
        with pressing(self._hold):
            act()

    def _hold(self, ended: Ended) -> None:
        self._under_way += 1
        ended(self._has_ended)

    def _has_ended(self) -> None:
        self._under_way -= 1

    def _as_filled_in(self) -> list[object]:
        """Return what stands in the fields, to see whether anything was changed."""
        found: list[object] = [one.text() for one in self.findChildren(QLineEdit)]
        found += [one.toPlainText() for one in self.findChildren(QPlainTextEdit)]
        found += [one.isChecked() for one in self.findChildren(QAbstractButton)]
        return [*found, *(one.currentIndex() for one in self.findChildren(QComboBox))]

    def _press_loud(self) -> None:
        if self._loud is not None and self._loud.isVisible():
            self._loud.click()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(self.wide, max(self.minimumHeight(), super().sizeHint().height()))

    def setVisible(self, visible: bool) -> None:  # as Qt calls it
        """Open it as large as it likes, within its window.

        Qt would keep it to two thirds of the screen: too narrow for its fields in a
        small one.
        """
        if visible and not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            home = self.parentWidget()
            self._fit(self.maximumSize() if home is None else home.size())
        super().setVisible(visible)

    def _fit(self, room: QSize) -> None:
        room -= QSize(EDGE, EDGE)
        self.setMinimumSize(self.minimumSize().boundedTo(room))
        size, layout = self.sizeHint().boundedTo(room), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            size.setHeight(layout.totalHeightForWidth(size.width()))
        self.resize(size.boundedTo(room).expandedTo(self.minimumSize()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        style.rounded(QPainter(self), box, CARD_RADIUS, t.card, t.edge)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let it be moved by what is neither field nor button."""
        handle = self.windowHandle()
        if event.button() == Qt.MouseButton.LeftButton and handle is not None:
            handle.startSystemMove()

    def showEvent(self, event: QShowEvent) -> None:
        """Dim the window behind, so that it is plain what one answers."""
        super().showEvent(event)
        if self._veil is None and (home := self.parentWidget()) is not None:
            self._veil = _Veil(home)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the window be bright again."""
        super().hideEvent(event)
        if self._veil is not None:
            veil, self._veil = self._veil, None
            if isValid(veil):
                veil.hide()
                veil.deleteLater()


class _Veil(QWidget):
    """What dims a window while a sheet is in front of it; nothing is pressed on it."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(home.rect())
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        veil = QColor(0, 0, 0, 110 if style.theme().dark else 46)
        QPainter(self).fillRect(event.rect(), veil)


def confirm(
    home: QWidget,
    title: str,
    text: str,
    yes: str,
    act: Callable[[], object],
    *,
    danger: bool = False,
) -> Sheet:
    """Ask once, and do it if the answer is yes."""
    sheet = Sheet(home, title, text, wide=440)
    sheet.cancel()
    sheet.button(yes, primary=True, danger=danger)
    sheet.accepted.connect(act)
    sheet.open()
    return sheet


def tell(home: QWidget, title: str, text: str, done: str = "") -> Sheet:
    """Say something that must be read before going on."""
    sheet = Sheet(home, title, text, wide=440)
    sheet.button(done or speech().close, primary=True)
    sheet.open()
    return sheet
