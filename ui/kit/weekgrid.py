"""The week, painted in one pass: where it is dense, where there is room."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from ui.kit import style, words
from ui.kit.tips import tip_at
from ui.kit.tokens import Tone, Type
from ui.kit.visit import Person, Span, Visit, clock, lanes

GUTTER = 62
HEAD = 64
FOOT = 30


@dataclass(frozen=True)
class Day:
    """A column of the week."""

    name: str
    number: str
    load: float
    closed: bool = False
    said: str = ""  # for a screen reader


class WeekGrid(QWidget):
    """Seven days; visits of one hour stand beside one another in lanes."""

    opened = Signal(int)  # a day, by its column
    visit_opened = Signal(object)
    asked = Signal(object, QPoint)  # a visit, and where to show its menu

    def __init__(
        self,
        days: Sequence[Day],
        visits: Sequence[Visit],
        people: Sequence[Person],
        today: int,
        span: Span = Span(),  # noqa: B008
        name: str = "",
    ) -> None:
        super().__init__()
        self.days, self.people, self.today = days, people, today
        self.span = span
        self.chosen = max(0, today)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(480)
        self.setAccessibleName(name)
        self.show_week(days, visits, people, today)

    def show_week(
        self,
        days: Sequence[Day],
        visits: Sequence[Visit],
        people: Sequence[Person],
        today: int,
    ) -> None:
        """Show another week; `today` is -1 when it is not in it."""
        self.days, self.people, self.today = days, people, today
        self.lanes = [
            (visit, lane, of)
            for day in range(len(days))
            for visit, lane, of in lanes([v for v in visits if v.day == day])
        ]
        self.letters = _letters([one.name for one in people])
        said = (d.said or f"{d.name} {d.number}: {d.load:.0%}" for d in days)
        self.setAccessibleDescription("; ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(860, 480)

    def _wide(self) -> float:
        return (self.width() - GUTTER) / len(self.days)

    def _y(self, minute: int) -> float:
        return (
            HEAD
            + 8
            + (minute - self.span.open)
            * (self.height() - HEAD - FOOT - 8)
            / self.span.minutes
        )

    def _box(self, visit: Visit, lane: int, of: int) -> QRectF:
        wide = (self._wide() - 5) / of
        x = GUTTER + visit.day * self._wide() + 3 + lane * wide
        top = self._y(visit.start)
        return QRectF(
            round(x),
            round(top) + 1,
            round(wide) - 2,
            round(self._y(visit.end) - top) - 2,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        style.fill(painter, self.rect(), t.card)
        pale = style.mixed(t.line, t.card, 0.6)
        for i, day in enumerate(self.days):
            self._head(painter, i, day)
        for minute in range(self.span.open, self.span.close, 60):
            y = round(self._y(minute))
            painter.fillRect(QRectF(GUTTER - 6, y, self.width(), 1), pale)
            baseline = y + words.cap(Type.CAPTION) / 2
            words.draw_right(
                painter, GUTTER - 12, baseline, clock(minute), Type.CAPTION, t.faint
            )
        for i in range(len(self.days)):
            style.post(painter, round(GUTTER + i * self._wide()), 0, self.height())
        for visit, lane, of in self.lanes:
            self._visit(painter, self._box(visit, lane, of), visit)
        self._legend(painter)

    def _legend(self, painter: QPainter) -> None:
        t = style.theme()
        top = self.height() - FOOT
        painter.fillRect(QRectF(0, top, self.width(), FOOT), t.card)
        style.rule(painter, 0, self.width(), top)
        x = float(GUTTER)
        for person, letter in zip(self.people, self.letters, strict=True):
            hue = style.shade(person.tone)
            wide = max(16, words.width(letter, Type.CAPTION_STRONG) + 8)
            box = QRectF(x, top + 8, wide, 16)
            style.rounded(painter, box, 4, hue.soft)
            words.draw_mid(painter, box, letter, Type.CAPTION_STRONG, hue.text)
            x += wide + 6
            x = words.draw(painter, x, top + 20, person.name, Type.SMALL, t.ink) + 18

    def _head(self, painter: QPainter, i: int, day: Day) -> None:
        t = style.theme()
        x, wide = GUTTER + i * self._wide(), self._wide()
        if day.closed:
            closed = QRectF(x + 1, HEAD, wide - 1, self.height() - HEAD - FOOT)
            style.stripes(painter, closed, t.rail, style.mixed(t.hover, t.rail, 0.6))
        if i == self.chosen:
            soft = style.mixed(style.shade(Tone.ROSE).soft, t.card, 0.55)
            painter.fillRect(QRectF(x + 1, 0, wide - 1, HEAD - 1), soft)
        ink = style.shade(Tone.ROSE).text if i == self.today else t.ink
        at = words.draw(painter, x + 10, 26, day.number, Type.FIGURE, ink)
        words.draw(painter, at + 6, 26, day.name, Type.SMALL, t.faint, wide - 40)
        bar = QRectF(x + 10, 40, wide - 58, 4)
        style.rounded(painter, bar, 2, t.line)
        tone = Tone.AMBER if day.load > 0.85 else Tone.SAGE
        if day.load:
            bar.setWidth(max(4.0, bar.width() * day.load))
            style.rounded(painter, bar, 2, style.shade(tone).mark)
        said = f"{day.load * 100:.0f} %" if not day.closed else "–"
        words.draw_right(painter, x + wide - 8, 46, said, Type.CAPTION, t.faint)
        style.rule(painter, x, x + wide, HEAD - 1)
        style.rule(painter, x, x + wide, 0)
        if i == self.chosen and self.hasFocus():
            style.focus_ring(painter, QRectF(x + 2, 2, wide - 3, HEAD - 5), 6)

    def _visit(self, painter: QPainter, box: QRectF, visit: Visit) -> None:
        hue = style.shade(self.people[visit.person].tone)
        style.rounded(painter, box, 4, hue.soft)
        painter.fillRect(
            QRectF(box.left(), box.top() + 2, 2, box.height() - 4), hue.mark
        )
        if box.width() < 22 or box.height() < 14:
            return
        letter = self.letters[visit.person]
        mine = words.width(letter, Type.CAPTION)
        is_high, is_wide = box.height() > 32, box.width() > 66
        if is_high:  # whose it is, not by colour alone
            right, foot = box.right() - 4, box.bottom() - 5
            words.draw_right(painter, right, foot, letter, Type.CAPTION, hue.text)
        elif is_wide:
            right, foot = box.right() - 4, box.center().y() + 4
            words.draw_right(painter, right, foot, letter, Type.CAPTION, hue.text)
        room = box.width() - 7 - (mine + 4 if is_wide and not is_high else 0)
        baseline = box.top() + 13 if box.height() > 20 else box.center().y() + 4
        name = _short(visit.name, room)
        words.draw(
            painter, box.left() + 6, baseline, name, Type.CAPTION_STRONG, hue.text
        )
        if box.height() > 32 and box.width() > 52:
            faint = style.theme().faint
            if box.height() < 50:  # the letter stands on the same line
                room -= mine + 6
            words.draw(
                painter,
                box.left() + 6,
                baseline + 14,
                visit.detail,
                Type.CAPTION,
                faint,
                room,
            )

    def _at(self, point: QPoint) -> Visit | None:
        for visit, lane, of in self.lanes:
            if self._box(visit, lane, of).contains(point.toPointF()):
                return visit
        return None

    def event(self, event: QEvent) -> bool:
        """Take the events that have no method of their own."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            visit = self._at(event.pos())
            if visit is not None:
                who = self.people[visit.person].name
                said = f"{visit.name}\n{visit.detail}\n{visit.hours()} · {who}"
                tip_at(event.globalPos(), said, self)
                return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask what can be done with the visit under the pointer."""
        visit = self._at(event.pos())
        if visit is not None:
            self.asked.emit(visit, event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press of the mouse."""
        if event.position().x() > GUTTER:
            self.chosen = int((event.position().x() - GUTTER) / self._wide())
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the visit under the pointer, or its day."""
        visit = self._at(event.position().toPoint())
        if visit is not None:
            self.visit_opened.emit(visit)
        else:
            self.opened.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = -1 if event.key() == Qt.Key.Key_Left else 1
            self.chosen = max(0, min(len(self.days) - 1, self.chosen + by))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)


def _short(name: str, room: float) -> str:
    """Return as much of a name as fits: all of it, the first word, or initials."""
    parts = name.split()
    initials = "".join(part[0] for part in parts)
    for tried in (name, parts[0], initials, name[:2]):
        if words.width(tried, Type.CAPTION_STRONG) <= room:
            return tried
    return name[:1]


def _letters(names: Sequence[str]) -> list[str]:
    """Return the first letter of each name; more of it where two begin alike."""
    found = []
    for name in names:
        others = [one for one in names if one != name]
        long = range(1, len(name) + 1)
        least = next(
            (n for n in long if not any(o.startswith(name[:n]) for o in others)),
            len(name),
        )
        found.append(name[:least])
    return found
