"""Buttons with an icon, words and the key that does the same."""

import re
from collections.abc import Callable, Hashable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.kit import chips, icons, style, words
from ui.kit.columns import Flow
from ui.kit.tips import tip
from ui.kit.tokens import CONTROL_HEIGHT, CONTROL_RADIUS, Tone, Type

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


ANSWER_LINE = 16  # units between the two lines of a long answer


class Kind(Enum):
    """How loud a button is."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    ANSWER = "answer"


def plain(text: str) -> str:
    """Return the text of an action without its mnemonic and its dots."""
    return re.sub(r"\(&.\)|&", "", text).rstrip(" …")


def spelled(keys: str) -> str:
    """Return a shortcut as a key cap shows it: "Ctrl B"."""
    names = {"Return": "⏎", "Enter": "⏎", "Left": "←", "Right": "→"}
    names |= {"Up": "↑", "Down": "↓", "Del": "Del"}
    if keys == "+":  # the key itself, not what joins two
        return keys
    return " ".join(names.get(part, part) for part in keys.split("+"))


class Button(QPushButton):
    """A button: one loud one per page, the others quiet.

    With `action` it says, shows and does what the QAction does.
    """

    def __init__(
        self,
        text: str = "",
        *,
        icon: str = "",
        key: str = "",
        kind: Kind = Kind.SECONDARY,
        tone: Tone | None = None,
        small: bool = False,
        act: Callable[[], object] | None = None,
        name: str = "",
        action: "QAction | None" = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if action is not None:
            text = text or plain(action.text())
            icon = icon or str(action.property("icon_name") or "")
            key = key or spelled(action.shortcut().toString())
            act = act or action.trigger
            self.setEnabled(action.isEnabled())
            action.enabledChanged.connect(self.setEnabled)
        self.setText(text)
        self.icon_name, self.key, self.kind, self.tone = icon, key, kind, tone
        self.small = small
        self._over = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name or text)
        if name and not text:
            tip(self, name)
        self.icon_tone: Tone | None = None
        if key:
            self.setAccessibleDescription(key)
        policy = QSizePolicy.Policy
        stretch = policy.Expanding if kind is Kind.ANSWER else policy.Fixed
        self.setSizePolicy(stretch, policy.Fixed)
        if act is not None:
            self.clicked.connect(lambda _=False: act())

    @property
    def type(self) -> Type:
        """The step of the type scale it is set in."""
        return Type.SMALL_MEDIUM if self.small else Type.MEDIUM

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        pad = 10 if self.small else 14
        wide = 2 * pad
        if self.text():
            wide += round(words.width(self.text(), self.type))
        if self.icon_name:
            wide += 16 + (8 if self.text() else 0)
        if not self.text():
            wide = 34 if not self.small else 32
        if self.key:
            wide += max(20, round(words.width(self.key, Type.CAPTION)) + 12) + 8
        return QSize(wide, 44 if self.kind is Kind.ANSWER else CONTROL_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(80, 44) if self.kind is Kind.ANSWER else self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._over = False
        self.update()

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Return the ground, the edge and the ink."""
        t = style.theme()
        if not self.isEnabled():
            if self.isCheckable() and self.isChecked():  # what was chosen stays read
                return t.hover, t.faint, t.ink
            return t.hover, t.line, t.faint
        if self.kind is Kind.PRIMARY:
            down = self._over or self.isDown()
            return (t.accent_hover if down else t.accent), None, t.on_accent
        ink = style.shade(self.tone).text if self.tone else t.ink
        if self.icon_tone is not None:  # the icon says it, the words stand back
            ink = t.faint
        if self.isCheckable() and self.isChecked():
            hue = style.shade(self.tone or Tone.ROSE)
            return hue.soft, hue.mark, hue.text
        if self.isCheckable() and self.tone is not Tone.RED:
            ink = t.ink
        ground = t.hover if self._over or self.isDown() else t.card
        if self.kind is Kind.QUIET:
            return (t.hover if self._over else None), None, ink
        edge = t.edge
        if self.tone and self.kind is Kind.ANSWER:
            edge = style.shade(self.tone).mark
        return ground, edge, ink

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.small:  # looks 28 high, but is 32 to the hand
            box.adjust(0, 2, 0, -2)
        ground, edge, ink = self._colours()
        style.rounded(painter, box, CONTROL_RADIUS, ground, edge)
        if self.hasFocus():
            style.focus_ring(painter, box)
            if self.kind is Kind.PRIMARY:
                inner = box.adjusted(2, 2, -2, -2)
                style.rounded(painter, inner, 6, None, style.theme().card, 2)
        middle = box.center().y()
        x, right = 10.0 if self.small else 14.0, box.width() - 12
        if self.key:
            tone = self.tone if self.kind is Kind.ANSWER else None
            is_loud = self.kind is Kind.PRIMARY and self.isEnabled()
            right = chips.draw_keycap(painter, right, middle, self.key, tone, is_loud)
            right -= 8
        if not self.text():
            x = (box.width() - 16) / 2
        elif self.kind is not Kind.ANSWER and not self.key:
            spare = box.width() - self.sizeHint().width()
            x += max(0.0, spare / 2)
        if self.icon_name:
            mark = style.shade(self.icon_tone).mark if self.icon_tone else ink
            icons.draw(painter, self.icon_name, x, middle - 8, 16, mark)
            x += 24
        lines = [self.text()]
        if self.kind is Kind.ANSWER:
            lines = words.broken(self.text(), self.type, right - x + 6, self.height())
        baseline = (
            middle + words.cap(self.type) / 2 - ANSWER_LINE * (len(lines) - 1) / 2
        )
        for line in lines:
            words.draw(painter, x, baseline, line, self.type, ink, right - x + 6)
            baseline += ANSWER_LINE


def option(text: str, tone: Tone = Tone.ROSE, on: bool = False) -> Button:
    """Return an answer chip that stays pressed."""
    made = Button(text, small=True, tone=tone)
    made.setCheckable(True)
    made.setChecked(on)
    return made


class Segments(QWidget):
    """A row of choices of which one is on; the arrow keys move it."""

    chosen = Signal(int)

    def __init__(
        self,
        names: Sequence[str],
        on: int = 0,
        label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 0, 3, 0)
        row.setSpacing(2)
        self.group = QButtonGroup(self)
        for i, name in enumerate(names):
            button = _Segment(name)
            button.setChecked(i == on)
            self.group.addButton(button, i)
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.group.idClicked.connect(self.chosen)

    @property
    def index(self) -> int:
        """Which choice is on."""
        return self.group.checkedId()

    def choose(self, index: int) -> None:
        """Turn one choice on."""
        self.group.button(index).setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        ground = style.mixed(t.line, t.background, 0.6)
        style.rounded(QPainter(self), QRectF(self.rect()), CONTROL_RADIUS, ground)


class _Segment(QPushButton):
    """One choice of a row."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(round(words.width(self.text(), Type.SMALL_MEDIUM)) + 24, 32)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: not smaller."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 3, 0, -3)
        ink = t.faint
        if self.isChecked():
            style.rounded(painter, box, 6, t.card, t.edge)
            ink = style.shade(Tone.ROSE).text
        if self.hasFocus():
            style.focus_ring(painter, box, 6)
        words.draw_mid(painter, box, self.text(), Type.SMALL_MEDIUM, ink)


class Answers(QWidget):
    """Answer chips, of which one or several are pressed; on as many lines as needed."""

    changed = Signal()

    def __init__(
        self,
        answers: Sequence[tuple[Hashable, str]],
        on: Sequence[Hashable] = (),
        *,
        several: bool = False,
        name: str = "",
        tone: Tone = Tone.ROSE,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.several = several
        flow = Flow()
        self.setLayout(flow)
        self.buttons: dict[Hashable, Button] = {}
        for key, text in answers:
            button = option(text, tone, key in on)
            button.clicked.connect(lambda _on=False, key=key: self._press(key))
            self.buttons[key] = button
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def value(self) -> tuple[Hashable, ...]:
        """Return the keys of what is pressed."""
        return tuple(k for k, button in self.buttons.items() if button.isChecked())

    def put(self, *keys: Hashable) -> None:
        """Press exactly these, without telling anyone."""
        for key, button in self.buttons.items():
            button.setChecked(key in keys)

    def _press(self, key: Hashable) -> None:
        if not self.several:
            for other, button in self.buttons.items():
                if other != key:
                    button.setChecked(False)
        self.changed.emit()


class Tick(QCheckBox):
    """A check box with words beside it."""

    def __init__(
        self, text: str, on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setChecked(on)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(round(words.width(self.text(), Type.BODY)) + 34, 32)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(60, 32)

    def hitButton(self, pos: object) -> bool:
        """Return whether a click there counts: everywhere."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        middle = self.height() / 2
        box = QRectF(1, middle - 9, 18, 18)
        if self.isChecked():
            style.rounded(painter, box, 5, t.accent)
            icons.draw(painter, "check", 3, middle - 7, 14, t.on_accent)
        else:
            style.rounded(painter, box, 5, t.field, t.faint)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()), 6)
        done = self.isChecked() and bool(self.property("fades"))
        ink = t.faint if done else t.ink
        baseline = middle + words.cap(Type.BODY) / 2
        words.draw(
            painter, 28, baseline, self.text(), Type.BODY, ink, self.width() - 28
        )


class Switch(QCheckBox):
    """An on and off switch."""

    def __init__(
        self, name: str, on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setChecked(on)
        self.setFixedSize(44, 32)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hitButton(self, pos: object) -> bool:
        """Return whether a click there counts: everywhere."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(3, 5, 38, 22)
        on = self.isChecked()
        style.rounded(
            painter, box, 11, t.accent if on else t.hover, t.accent if on else t.faint
        )
        knob = QRectF(22 if on else 6, 8, 16, 16)
        style.rounded(painter, knob, 8, t.on_accent if on else t.faint)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()), 14, -1)


class CheckList(QWidget):
    """Several things to tick, one below another."""

    changed = Signal(object, bool)  # the key, and whether it is ticked now

    def __init__(
        self, items: Sequence[tuple[Hashable, str, bool]], name: str = ""
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.ticks: dict[Hashable, Tick] = {}
        for key, text, on in items:
            tick = Tick(text, on)
            tick.toggled.connect(lambda on, key=key: self.changed.emit(key, on))
            self.ticks[key] = tick
            column.addWidget(tick)

    def value(self) -> tuple[Hashable, ...]:
        """Return the keys of what is ticked."""
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())


class Tabs(QWidget):
    """The tabs of one client: the chosen one is a small card."""

    chosen = Signal(int)

    def __init__(
        self, names: Sequence[str], on: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.group = QButtonGroup(self)
        for i, name in enumerate(names):
            tab = _Tab(name)
            tab.setChecked(i == on)
            self.group.addButton(tab, i)
            row.addWidget(tab)
        row.addStretch()
        self.group.idClicked.connect(self.chosen)

    def choose(self, index: int) -> None:
        """Turn one tab on, without telling anyone."""
        self.group.button(index).setChecked(True)


class _Tab(QPushButton):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(words.width(self.text(), Type.STRONG)) + 28, 34)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: its name whole, with less room beside it."""
        return QSize(round(words.width(self.text(), Type.STRONG)) + 12, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = style.theme()
        painter = QPainter(self)
        box = QRectF(self.rect())
        role, ink = Type.MEDIUM, t.faint
        if self.isChecked():
            style.rounded(painter, box, CONTROL_RADIUS, t.card, t.edge)
            role, ink = Type.STRONG, style.shade(Tone.ROSE).text
        elif self.underMouse():
            style.rounded(painter, box, CONTROL_RADIUS, t.hover)
        if self.hasFocus():
            style.focus_ring(painter, box)
        words.draw_mid(painter, box, self.text(), role, ink)
