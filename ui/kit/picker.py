"""A field in which one finds and takes one of many, by keys alone if one likes."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit import style
from ui.kit.fields import TextField
from ui.kit.rows import Line, Look, People
from ui.kit.speech import speech

_OF_THE_LIST = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
ROW = 44
SHOWN = 7
Show = Callable[[Sequence[Line]], None]
Provider = Callable[[str, Show], object]
"""Called with what is typed and where to bring the lines found, now or later."""


class _List(People):
    """The list below the field, opaque."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        style.fill(QPainter(self.viewport()), event.rect(), style.theme().card)
        super().paintEvent(event)


class _Drop(QFrame):
    """The floating card that holds the list; part of the window, never a window."""

    def __init__(self, home: QWidget, inside: QWidget) -> None:
        super().__init__(home)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 28)
        column.addWidget(inside)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        box = QRectF(self.rect()).adjusted(16, 12, -16, -20)
        style.floating(QPainter(self), self.size(), box, 12)


class Picker(TextField):
    """Type, see what fits, take it with Enter; Esc goes back to what was taken.

    `taken` brings the line that was taken, None when the field was emptied.
    """

    taken = Signal(object)

    def __init__(
        self,
        find: Provider,
        hint: str = "",
        *,
        name: str = "",
        icon: str = "search",
        line: Line | None = None,
    ) -> None:
        super().__init__("", hint, icon, name)
        self._find = find
        self._turn = self._answered = 0
        self._is_wanted = False  # Enter was pressed before it was known what fits
        self._line: Line | None = None
        self._drop: _Drop | None = None
        self._list: _List | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._ask)
        self.textEdited.connect(self._typed)
        self.put(line)

    def put(self, line: Line | None) -> None:
        """Show what is taken, without telling anyone."""
        self._line = line
        self.setText(line.name if line is not None else "")
        self._tell_open()

    def _typed(self, _text: str) -> None:
        self._is_wanted = False
        self._tell_open()
        self._later.start()

    def _tell_open(self) -> None:
        """Say whether what is written was taken; a sheet does not go on before."""
        text = self.text().strip()
        is_taken = self._line is not None and text == self._line.name.strip()
        why = ""
        if text and not is_taken:
            why = speech().not_taken.format(text=text[:40])
        self.setProperty("unread", why)

    @property
    def line(self) -> Line | None:
        """What is taken."""
        return self._line

    @property
    def key(self) -> Hashable:
        """The key of what is taken; None where nothing is."""
        return self._line.key if self._line is not None else None

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._drop is not None and self._drop.isVisible()

    def lines(self) -> Sequence[Line]:
        """Return what the list offers."""
        return self._list.lines.lines if self._list is not None else ()

    @property
    def is_asking(self) -> bool:
        """Whether what fits is not known yet for what is written now."""
        return self._later.isActive() or self._answered != self._turn

    def _ask(self) -> None:
        self._later.stop()
        self._turn += 1
        turn = self._turn

        def show(lines: Sequence[Line]) -> None:
            if turn != self._turn:  # what was typed first may be answered last
                return
            self._answered = turn
            self._offer(lines)
            if self._is_wanted:
                self._is_wanted = False
                self._take_only(lines)

        self._find(self.text(), show)

    def _offer(self, lines: Sequence[Line]) -> None:
        if not self.hasFocus():
            return
        shown = list(lines) or [Line(speech().nothing_found, quiet=True)]
        at = 0
        if self._line is not None and self.text() == self._line.name:
            # what is taken stays taken when its name is typed again, or by Enter alone
            keys = [one.key for one in shown]
            if self._line.key not in keys:
                shown, keys = [self._line, *lines], [self._line.key, *keys]
            at = keys.index(self._line.key)
        drop, found = self._made()
        found.lines.show(shown)
        found.choose(at)
        origin = self.mapTo(self.window(), QPoint(-16, self.height() - 8))
        high = min(len(shown), SHOWN) * ROW + 48
        wide = max(self.width(), 320) + 32
        right = self.window().width() - wide
        below = self.window().height() - origin.y()
        above = self.mapTo(self.window(), QPoint(0, 0)).y()
        y = origin.y()
        if high > below and above > below:
            high = min(high, above + 12)
            y = above - high + 12
        else:
            high = min(high, max(below, ROW + 48))
        drop.setGeometry(QRect(min(origin.x(), right), y, wide, high))
        drop.show()
        drop.raise_()

    def _made(self) -> tuple[_Drop, _List]:
        if self._drop is None or self._list is None:
            look = Look(height=ROW, small=True)
            self._list = _List([], look, speech().found)
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.clicked.connect(lambda _index: self._take())
            self._drop = _Drop(self.window(), self._list)
            self.destroyed.connect(self._drop.deleteLater)
        return self._drop, self._list

    def _want(self) -> None:
        """Take what fits as soon as it is known, where it is one; else show them."""
        self._is_wanted = True
        if self._later.isActive() or not self.is_asking:
            self._ask()

    def _take_only(self, lines: Sequence[Line]) -> None:
        said = self.text().strip().casefold()
        named = [one for one in lines if one.name.strip().casefold() == said]
        fits = lines if len(lines) == 1 else named
        if self.hasFocus() and len(fits) == 1:
            self._take(fits[0])

    def _take(self, line: Line | None = None) -> None:
        line = line or (self._list.chosen() if self._list is not None else None)
        if line is None or line.key is None:
            return
        self._close()
        self.put(line)
        self.taken.emit(line)

    def _close(self) -> None:
        self._turn += 1
        self._answered = self._turn
        self._is_wanted = False
        self._later.stop()
        if self._drop is not None:
            self._drop.hide()

    def _move(self, by: int) -> None:
        if not self.is_open:
            self._ask()
            return
        assert self._list is not None
        count = len(self._list.lines.lines)
        self._list.choose((self._list.currentIndex().row() + by) % count)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the open list from becoming those of the page."""
        if event.type() == QEvent.Type.ShortcutOverride and self.is_open:
            assert isinstance(event, QKeyEvent)
            if event.key() in _OF_THE_LIST:
                event.accept()
                return True
        return super().event(event)

    def _is_half_written(self) -> bool:
        """Whether something is written that was not taken, and no list is of it."""
        return bool(self.property("unread")) and (self.is_asking or not self.is_open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        key = Qt.Key
        match event.key():
            case key.Key_Down | key.Key_Up:
                self._move(1 if event.key() == key.Key_Down else -1)
            case key.Key_Return | key.Key_Enter if self._is_half_written():
                self._want()
            case key.Key_Return | key.Key_Enter if self.is_open:
                self._take()
            case key.Key_Escape if self.is_open:
                self._close()
                self.put(self._line)
            case _:
                super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the list."""
        super().mousePressEvent(event)
        if not self.is_open:
            self._ask()

    def read_now(self) -> None:
        """Take it as emptied if it is, before the field is left."""
        if not self.text().strip() and self._line is not None:
            self.put(None)
            self.taken.emit(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose the whole text, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list; an emptied field takes nothing, half a word is put back."""
        super().focusOutEvent(event)
        self._close()
        if not self.text().strip():
            self.read_now()
        elif self._line is None or self.text() != self._line.name:
            self.put(self._line)
