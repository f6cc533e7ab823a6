"""One visit on the day calendar: a widget one can reach, read out, move and stretch."""

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from ui.kit import icons, style, words
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.visit import SNAP, Visit

if TYPE_CHECKING:
    from ui.kit.daygrid import DayGrid

GRIP = 7
MARK = 92  # units of width that the words on a stretch that is free take
HEAD, NOTED = 38, 64  # units of height of the words of a block, with a note
RADIUS = 6
TIGHT = 64  # units of width that hold a short name and nothing beside it
NARROW = 100  # units of width below which every unit counts


class Grab(Enum):
    """What the mouse holds."""

    NOTHING = 0
    WHOLE = 1
    FOOT = 2


class Block(QWidget):
    """A visit; arrows go to its neighbours, Ctrl moves it, Shift stretches it."""

    def __init__(self, visit: Visit, grid: "DayGrid") -> None:
        super().__init__(grid)
        self.visit, self.grid = visit, grid
        self.before = visit
        self.grab_ = Grab.NOTHING
        self.from_ = QPointF()
        self.clash = False
        self._written: list[QRectF] = []  # where words stand
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.tell()

    def show_visit(self, visit: Visit) -> None:
        """Be the block of *visit* from now on, as if newly made."""
        self.visit = self.before = visit
        self.grab_, self.clash = Grab.NOTHING, False
        self.tell()
        self.update()

    def tell(self) -> None:
        """Say what the block is, to a pointer that rests and to a screen reader."""
        v = self.visit
        who = self.grid.people[v.person].name
        said = ", ".join(s for s in (v.name, v.detail, v.hours(), who, v.note) if s)
        self.setAccessibleName(said)
        free = f"\n{v.free_words}" if v.free_words else ""
        tip(self, f"{v.name}\n{v.detail}\n{v.hours()} · {who}{free}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t, v = style.theme(), self.visit
        hue = style.shade(v.tone)
        painter = QPainter(self)
        box = QRectF(self.rect())
        if v.away or v.striped:
            ground = hue.soft if v.away else t.card
            band = style.mixed(t.line, hue.soft, 0.6) if v.away else hue.soft
            style.stripes(painter, box, ground, band, RADIUS)
        else:
            style.rounded(painter, box, RADIUS, hue.soft)
        self._edge(painter, box)
        if v.free is not None:
            self._free(painter, *v.free)
        self._written = []
        self._words(painter, box)
        self._now(painter)
        if self.clash:
            style.rounded(painter, box, RADIUS, None, style.shade(Tone.RED).mark, 2)
        elif self.grab_ is not Grab.NOTHING:
            style.rounded(painter, box, RADIUS, None, hue.mark, 1)
        elif self.hasFocus():
            style.focus_ring(painter, box, RADIUS)

    def _edge(self, painter: QPainter, box: QRectF) -> None:
        """Paint the strong left edge inside the rounding."""
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(path)
        hue = style.shade(self.visit.tone)
        painter.fillRect(QRectF(0, 0, 3, box.height()), hue.mark)
        painter.restore()

    def free_box(self, offset: int, minutes: int) -> QRectF:
        """Return where the stretch lies in which the therapist is free."""
        high = self.height() / self.visit.minutes
        top = round(high * offset)
        return QRectF(3, top, self.width() - 4, round(high * minutes))

    def _free(self, painter: QPainter, offset: int, minutes: int) -> None:
        """Hatch the minutes of a service in which its therapist is free."""
        box, hue = self.free_box(offset, minutes), style.shade(self.visit.tone)
        band = style.mixed(hue.mark, hue.soft, 0.14)
        style.stripes(painter, box, hue.soft, band)
        words_end = NOTED if self.visit.note else HEAD
        if box.height() >= 13 and box.width() >= MARK and box.top() >= words_end:
            base = box.center().y() + words.cap(Type.CAPTION) / 2
            left, room = box.left() + 9, box.width() - 12
            said = self.visit.free_words
            words.draw(painter, left, base, said, Type.CAPTION, hue.text, room)

    def _now(self, painter: QPainter) -> None:
        """Draw the line of now beside what is written, not through it."""
        if self.grid.now is None:
            return
        y = self.grid.y_of(self.grid.now) - self.y()
        if 0 < y < self.height():
            beside = [box.right() for box in self._written if _meets(box, y)]
            left = max((right + 6 for right in beside), default=3.0)
            painter.setOpacity(0.4)
            line = QRectF(left, y - 1, max(0.0, self.width() - left), 2)
            painter.fillRect(line, style.theme().accent)
            painter.setOpacity(1)

    def _wrote(self, x: float, y: float, end: float) -> float:
        """Remember where a line is written, from its baseline; return its end."""
        self._written.append(QRectF(x, y - 12, end - x, 16))
        return end

    def _words(self, painter: QPainter, box: QRectF) -> None:
        t, v = style.theme(), self.visit
        hue = style.shade(v.tone)
        x = 12.0 if box.width() >= NARROW else 9.0
        left, room = x, box.width() - x - 6
        short = box.height() < 42
        y = box.height() / 2 + 4 if short else 18.0
        is_tight = box.width() < TIGHT  # the name comes first, the sign below it
        if v.icon and not is_tight:
            icons.draw(painter, v.icon, x, y - 11, 14, hue.text)
            x, room = x + 18, room - 18
        lines = [v.name]
        if box.height() > 54:
            lines = words.broken(v.name, Type.SMALL_STRONG, room, int(box.height()))
        for at, line in enumerate(lines):
            y += 15 if at else 0
            name = words.draw(painter, x, y, line, Type.SMALL_STRONG, hue.text, room)
            self._wrote(left, y, name)
            if v.icon and len(lines) > 1 and not is_tight:
                x, room = left, box.width() - left - 6  # below the icon
        detail = v.hours() if self.grab_ is not Grab.NOTHING else v.detail
        faint = t.ink if self.grab_ is not Grab.NOTHING else t.faint
        if short:
            if room - name > 40:
                end = words.draw(
                    painter, name + 8, y, detail, Type.CAPTION, faint, room - name
                )
                self._wrote(name, y, end)
            return
        room = box.width() - left - 6
        if is_tight and v.icon:
            icons.draw(painter, v.icon, left, y + 5, 14, hue.text)
            return
        end = words.draw(painter, left, y + 16, detail, Type.CAPTION, faint, room)
        self._wrote(left, y + 16, end)
        if v.note and box.height() > 64 and len(lines) == 1:
            self._note(painter, v.note)

    def _note(self, painter: QPainter, note: str) -> None:
        t = style.theme()
        wide = words.width(note, Type.CAPTION_STRONG) + 14
        pill = QRectF(11, 42, min(wide, self.width() - 18), 20)
        style.rounded(painter, pill, 6, t.card)
        self._written.append(pill)
        ink = style.shade(self.visit.tone).text
        words.draw_mid(painter, pill, note, Type.CAPTION_STRONG, ink)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press of the mouse."""
        if event.button() != Qt.MouseButton.LeftButton or self._stays():
            return
        foot = event.position().y() > self.height() - GRIP
        self.grab_ = Grab.FOOT if foot else Grab.WHOLE
        self.before = self.visit
        self.from_ = self.mapToParent(event.position())
        self.raise_()
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask what can be done with the visit; by key it opens where the block is."""
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.mapToGlobal(self.rect().center())
        self.setFocus()
        self.grid.asked.emit(self.visit, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self.grab_ is Grab.NOTHING:
            foot = event.position().y() > self.height() - GRIP
            shape = Qt.CursorShape.SizeVerCursor if foot else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            return
        at = self.mapToParent(event.position())
        by = round(self.grid.minutes(at.y() - self.from_.y()) / SNAP) * SNAP
        if self.grab_ is Grab.FOOT:
            wanted = self.before.resized(self.before.minutes + by, self.grid.span)
        else:
            wanted = self.before.moved(
                self.grid.column(at.x()), self.before.start + by, self.grid.span
            )
        self.put(wanted)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the visit."""
        self.grid.opened.emit(self.visit)

    def _stays(self) -> bool:
        return self.visit.away or self.visit.fixed

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self.grab_ is not Grab.NOTHING:
            self.grab_ = Grab.NOTHING
            self.drop()

    def put(self, wanted: Visit) -> None:
        """Show the visit somewhere else, not yet for good."""
        if wanted == self.visit:
            return
        self.visit = wanted
        self.clash = self.grid.clashes(self)
        self.setGeometry(self.grid.place(wanted))
        self.update()

    def drop(self) -> None:
        """Keep where it is now, or go back if somebody is busy then."""
        if self.clash:
            self.clash = False
            self.put(self.before)
            self.setGeometry(self.grid.place_of(self))
        self.tell()
        self.update()
        if self.visit != self.before:
            self.grid.moved.emit(self, self.before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        key, hold = Qt.Key, event.modifiers()
        steps = {
            key.Key_Up: (0, -1),
            key.Key_Down: (0, 1),
            key.Key_Left: (-1, 0),
            key.Key_Right: (1, 0),
        }
        if event.key() in (key.Key_Return, key.Key_Enter):
            self.grid.opened.emit(self.visit)
            return
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        across, on = step
        v, self.before = self.visit, self.visit
        changes = (
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
        )
        if hold & changes and self._stays():
            return
        if hold & Qt.KeyboardModifier.ShiftModifier and on:
            self.put(v.resized(v.minutes + on * SNAP, self.grid.span))
        elif hold & Qt.KeyboardModifier.ControlModifier:
            person = max(0, min(len(self.grid.people) - 1, v.person + across))
            self.put(v.moved(person, v.start + on * SNAP, self.grid.span))
        else:
            self.grid.go(self, across, on)
            return
        self.drop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        self.grid.seen.emit(self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self.unsetCursor()


def _meets(box: QRectF, y: float) -> bool:
    return box.top() - 1 <= y <= box.bottom() + 1
