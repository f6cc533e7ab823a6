"""A chip that narrows a list: it says its value, and can be taken off again."""

from collections.abc import Hashable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QActionGroup,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from ui.kit import icons, style, words
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type

HIGH = 32
PAD = 12
OFF = 26  # units at the right that take a set chip off

Choices = Sequence[tuple[Hashable, str]]


class FilterChip(QPushButton):
    """A chip with a few values, or with none but on and off.

    It opens its values by a click, Space or Enter; a set one is taken off by its cross,
    Del or Backspace.
    """

    changed = Signal()

    def __init__(self, label: str, choices: Choices = (), whole: str = "") -> None:
        super().__init__()
        self.label, self.choices, self.whole = label, choices, whole
        self._value: Hashable = None
        self._over = False
        self.menu_: QMenu | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self._name()

    @property
    def value(self) -> Hashable:
        """What is set; None: nothing. Of a chip without values True."""
        return self._value

    @property
    def is_set(self) -> bool:
        """Whether it narrows anything."""
        return self._value is not None

    def put(self, value: Hashable) -> None:
        """Set a value without telling anyone; None takes it off."""
        if value != self._value:
            self._value = value
            self._name()

    def offer(self, choices: Choices) -> None:
        """Offer other values."""
        self.choices = choices
        self._name()

    def shown(self) -> str:
        """Return the words of the value."""
        if not self.is_set:
            return self.whole
        return next((text for key, text in self.choices if key == self._value), "")

    def take_off(self) -> None:
        """Let nothing be narrowed by it any more."""
        self._set(None)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        wide = 2 * PAD + round(words.width(self.label, Type.SMALL_MEDIUM))
        if self.shown():
            wide += 6 + round(words.width(self.shown(), Type.SMALL_STRONG))
        wide += 20 if self.is_set else 0  # the tick
        return QSize(wide + (18 if self.is_set or self.choices else 0), HIGH)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: not smaller."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take it off by Del; open it by Enter and the arrow that leads down."""
        key = Qt.Key
        if event.key() in (key.Key_Delete, key.Key_Backspace) and self.is_set:
            self.take_off()
        elif event.key() in (key.Key_Return, key.Key_Enter, key.Key_Down):
            self._open()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take it off where its cross was hit."""
        if self.is_set and event.position().x() > self.width() - OFF:
            self.setDown(False)
            self.take_off()
            return
        super().mouseReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._over = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t, painter = style.theme(), QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        hue = style.shade(Tone.ROSE)
        ground = hue.soft if self.is_set else t.hover if self._over else t.card
        edge = hue.mark if self.is_set else t.edge
        style.rounded(painter, box, CONTROL_RADIUS, ground, edge)
        if self.hasFocus():
            style.focus_ring(painter, box)
        ink = hue.text if self.is_set else t.ink
        middle = box.center().y()
        baseline = middle + words.cap(Type.SMALL_MEDIUM) / 2
        x = float(PAD)
        if self.is_set:
            icons.draw(painter, "check", x - 2, middle - 7, 14, hue.text)
            x += 18
        quiet = hue.text if self.is_set else t.faint if self.shown() else t.ink
        x = words.draw(painter, x, baseline, self.label, Type.SMALL_MEDIUM, quiet)
        if self.shown():
            words.draw(painter, x + 6, baseline, self.shown(), Type.SMALL_STRONG, ink)
        right = box.right() - PAD
        if self.is_set:
            icons.draw(painter, "x", right - 10, middle - 7, 14, hue.text)
        elif self.choices:
            icons.draw(painter, "chevron-down", right - 10, middle - 7, 14, t.faint)

    def _open(self) -> None:
        if not self.choices:
            self._set(None if self.is_set else True)
            return
        menu = QMenu(self)
        menu.setAccessibleName(self.label)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        every = [(None, self.whole), *self.choices] if self.whole else self.choices
        for key, text in every:
            deed = menu.addAction(text.replace("&", "&&"))
            deed.setCheckable(True)
            deed.setChecked(key == self._value)
            group.addAction(deed)
            deed.triggered.connect(partial(self._chosen, key))
        self.menu_ = menu
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _chosen(self, key: Hashable, _on: bool = False) -> None:
        self._set(key)

    def _set(self, value: Hashable) -> None:
        if value != self._value:
            self.put(value)
            self.changed.emit()

    def _name(self) -> None:
        said = f"{self.label} {self.shown()}".strip()
        self.setText(said)
        self.setAccessibleName(said)
        self.setCheckable(not self.choices)
        if not self.choices:
            self.setChecked(self.is_set)
        self.updateGeometry()
        self.update()
