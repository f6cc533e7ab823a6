"""What is tapped with gloves on: whole rows, cells of a scale, one Tab stop a group."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.kit import chips, icons, style, words
from ui.kit.fields import Notes
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type

GLOVED = 44  # units of height of what is tapped with gloves on
TALL = 52  # of a row that says two lines
MOST_LINES = 4  # of a field that grows with its words
BOX = 26  # of the box that is ticked


def large(widget: QWidget) -> QWidget:
    """Return *widget*, high enough for a hand in a glove."""
    widget.setProperty("gloved", True)  # the style sheet has a say in fields
    widget.setFixedHeight(GLOVED)
    return widget


def growing(notes: Notes) -> Notes:
    """Return *notes* one line high for a hand in a glove; it grows with its words."""

    def grow() -> None:
        lines = round(notes.document().size().height())
        notes.setFixedHeight(max(GLOVED, 20 * min(MOST_LINES, lines) + 20))

    notes.document().documentLayout().documentSizeChanged.connect(grow)
    notes.verticalScrollBar().rangeChanged.connect(grow)  # its width is known by now
    notes.setFixedHeight(GLOVED)
    return notes


class Look(Enum):
    """How a row of taps looks."""

    TICK = "tick"  # a box in front, which is ticked
    CHIP = "chip"  # an edge round it, what it says at the right
    CELL = "cell"  # a number above its word, one of a scale
    MARK = "mark"  # done, left out or neither


class Tap(QPushButton):
    """A target as large as what it says: title, a quieter line, something at the right.

    `tone` colours it; a ticked one is sage, a chosen cell rose.
    """

    def __init__(self, title: str, look: Look, *, key: str = "") -> None:
        super().__init__(title)
        self.look, self.key = look, key
        self.sub, self.right, self.icon_name = "", "", ""
        self.tone: Tone | None = None
        self.is_next = False  # the one that comes now
        self.is_dashed = False
        self._over = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setCheckable(look in (Look.TICK, Look.CELL))
        wide = QSizePolicy.Policy.Expanding
        if look is Look.MARK:
            wide = QSizePolicy.Policy.Fixed
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
        self.say(title)

    def say(
        self,
        title: str,
        sub: str = "",
        right: str = "",
        *,
        tone: Tone | None = None,
        icon: str = "",
        spoken: str = "",
    ) -> None:
        """Say something else; *spoken* is what a reader of the screen says instead."""
        self.setText(title)
        self.sub, self.right, self.tone, self.icon_name = sub, right, tone, icon
        name = spoken or ", ".join(filter(None, (title, sub, right)))
        if name != self.accessibleName():
            self.setAccessibleName(name)
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        if self.look is Look.CELL:
            return QSize(48, TALL)
        wide = 28 + round(words.width(self.text(), Type.STRONG))
        wide += 24 if self.icon_name else 0
        if self.look is Look.TICK:
            wide += BOX + 10
        if self.right:
            wide += 10 + round(words.width(self.right, Type.SMALL))
        return QSize(wide, TALL if self.sub else GLOVED)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: its words are cut then."""
        hint = self.sizeHint()
        return hint if self.look is Look.MARK else QSize(44, hint.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self._over = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter do what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not int(
            event.modifiers().value & ~Qt.KeyboardModifier.KeypadModifier.value
        ):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.look is Look.CELL:
            self._cell(painter, box)
        elif self.look is Look.TICK:
            self._tick(painter, box)
        else:
            self._chip(painter, box)
        if self.hasFocus():
            style.focus_ring(painter, box)

    def _tick(self, painter: QPainter, box: QRectF) -> None:
        t = style.theme()
        plum, sage = style.shade(Tone.PLUM), style.shade(Tone.SAGE)
        if self.is_next:
            style.rounded(painter, box, CONTROL_RADIUS, plum.soft)
        elif self._over:
            style.rounded(painter, box, CONTROL_RADIUS, t.hover)
        if not (self.is_next or self._over):
            style.rule(painter, 0, box.width(), box.bottom() - 1)
        middle = box.center().y()
        at = QRectF(8, middle - BOX / 2, BOX, BOX)
        if self.isChecked():
            style.rounded(painter, at, 7, sage.mark)
            ink = t.card if not t.dark else t.background
            icons.draw(painter, "check", at.x() + 4, at.y() + 4, BOX - 8, ink)
        else:
            edge = plum.mark if self.is_next else t.faint
            style.rounded(painter, at, 7, t.field, edge, 1.5)
        self._lines(painter, box, at.right() + 10, box.right() - 8)

    def _chip(self, painter: QPainter, box: QRectF) -> None:
        t = style.theme()
        hue = style.shade(self.tone) if self.tone is not None else None
        ground = t.hover if self._over or self.isDown() else t.card
        edge = t.edge
        if hue is not None:
            ground, edge = hue.soft, hue.mark
        if self.is_dashed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            style.rounded(painter, box, CONTROL_RADIUS, style.shade(Tone.PLAIN).soft)
            pen = style.hair(painter, t.faint)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        else:
            style.rounded(painter, box, CONTROL_RADIUS, ground, edge)
        x = 12.0
        if self.icon_name:
            ink = hue.text if hue is not None else t.faint
            icons.draw(painter, self.icon_name, x, box.center().y() - 8, 16, ink)
            x += 24
        right = box.right() - 12
        if self.key:
            right = chips.draw_keycap(painter, right, box.center().y(), self.key, None)
            right -= 8
        self._lines(painter, box, x, right)

    def _lines(self, painter: QPainter, box: QRectF, x: float, right: float) -> None:
        t = style.theme()
        hue = style.shade(self.tone) if self.tone is not None else None
        middle, is_on = box.center().y(), self.isEnabled()
        if self.right:
            role = Type.SMALL_STRONG if hue is not None else Type.SMALL
            ink = hue.text if hue is not None else t.faint
            baseline = middle + words.cap(role) / 2
            right = words.draw_right(painter, right, baseline, self.right, role, ink)
            right -= 8
        role = Type.STRONG if self.look is not Look.MARK else Type.MEDIUM
        ink = hue.text if hue is not None else t.ink
        if self.is_dashed or not (is_on or self.isChecked()):
            ink = t.faint
        baseline = middle + words.cap(role) / 2 - (9 if self.sub else 0)
        words.draw(painter, x, baseline, self.text(), role, ink, max(1, right - x))
        if self.sub:
            faint = hue.text if hue is not None else t.faint
            baseline = middle + words.cap(Type.SMALL) / 2 + 10
            room = max(1, right - x)
            words.draw(painter, x, baseline, self.sub, Type.SMALL, faint, room)

    def _cell(self, painter: QPainter, box: QRectF) -> None:
        t = style.theme()
        ink, faint, ground, edge = t.ink, t.faint, t.card, t.edge
        if self.isChecked():
            hue = style.shade(self.tone or Tone.ROSE)
            ink, faint, ground, edge = hue.text, hue.text, hue.soft, hue.mark
        elif self._over or self.isDown():
            ground = t.hover
        style.rounded(painter, box, CONTROL_RADIUS, ground, edge)
        upper, lower = QRectF(box), QRectF(box)
        upper.setBottom(box.center().y() + 4)
        lower.setTop(box.center().y())
        words.draw_mid(painter, upper, self.text(), Type.STRONG, ink)
        words.draw_mid(
            painter, lower.adjusted(2, 0, -2, -2), self.sub, Type.CAPTION, faint
        )


class Roving(QObject):
    """Makes one Tab stop of several widgets; the arrow keys walk among them."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self._members: list[QWidget] = []

    def hold(self, members: Sequence[QWidget]) -> None:
        """Walk among these, in this order; the stop stays where it was."""
        stop = self.stop
        self._members = list(members)
        for one in self._members:
            one.removeEventFilter(self)
            one.installEventFilter(self)
        self._let(stop if stop in self._members else None)

    @property
    def stop(self) -> QWidget | None:
        """The one that Tab goes to."""
        strong = Qt.FocusPolicy.StrongFocus
        return next((one for one in self._members if one.focusPolicy() == strong), None)

    def _let(self, stop: QWidget | None) -> None:
        shown = [one for one in self._members if not one.isHidden()]
        stop = stop or next(iter(shown or self._members), None)
        for one in self._members:
            is_it = one is stop
            policy = Qt.FocusPolicy
            one.setFocusPolicy(policy.StrongFocus if is_it else policy.ClickFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk with the arrow keys; Tab comes back to where one was."""
        if watched not in self._members:
            return False
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self._let(watched)
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        shown = [one for one in self._members if one.isVisible()]
        if watched not in shown:
            return False
        at, key = shown.index(watched), Qt.Key
        ways = {
            key.Key_Down: at + 1,
            key.Key_Right: at + 1,
            key.Key_Up: at - 1,
            key.Key_Left: at - 1,
            key.Key_Home: 0,
            key.Key_End: len(shown) - 1,
        }
        to = ways.get(Qt.Key(event.key()))
        if to is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        shown[max(0, min(len(shown) - 1, to))].setFocus(Qt.FocusReason.OtherFocusReason)
        return True
