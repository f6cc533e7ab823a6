"""The day: people side by side, hours down, the grid painted once and kept."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.kit import chips, style, words
from ui.kit.block import Block
from ui.kit.cards import Scroll
from ui.kit.tokens import Type
from ui.kit.visit import SNAP, Person, Span, Visit, clock, lanes

GUTTER = 62
HEAD = 50
LEAST_HOUR = 52
TOP = 10


class DayGrid(QWidget):
    """The painted hours with the blocks of the day as children."""

    moved = Signal(object, object)  # the block, and the visit as it was
    opened = Signal(object)  # the visit, by Enter or a double click
    wanted = Signal(int, int)  # a person's column and a free minute, double-clicked
    asked = Signal(object, QPoint)  # the visit, and where to show its menu
    seen = Signal(object)

    def __init__(
        self,
        people: Sequence[Person],
        visits: Sequence[Visit],
        now: int | None = None,
        span: Span = Span(),  # noqa: B008
        name: str = "",
    ) -> None:
        super().__init__()
        self.people, self.now, self.span = people, now, span
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumHeight(round(LEAST_HOUR * self.span.minutes / 60) + TOP)
        self.setAccessibleName(name)
        self._ground: QPixmap | None = None
        self._drawn: tuple[object, ...] = ()
        self.blocks: list[Block] = []
        self._spare: list[Block] = []  # hidden, for a day with more visits
        self._lanes: dict[int, tuple[int, int]] = {}
        self.show_day(people, visits, now)

    def show_day(
        self, people: Sequence[Person], visits: Sequence[Visit], now: int | None
    ) -> None:
        """Show another day; the block that had the focus keeps it if it is there."""
        held = next((b.visit.key for b in self.blocks if b.hasFocus()), None)
        self.people, self.now, self._drawn = people, now, ()
        self._fill(sorted(visits, key=lambda v: (v.person, v.start)))
        self._lanes = {}
        for person in range(len(people)):
            hers = [b for b in self.blocks if b.visit.person == person]
            at = {id(b.visit): id(b) for b in hers}
            for visit, lane, of in lanes([b.visit for b in hers]):
                self._lanes[at[id(visit)]] = (lane, of)
        for block in self.blocks:
            block.setGeometry(self.place_of(block))
            block.show()
            if held is not None and block.visit.key == held:
                block.setFocus()
        self.update()

    def _fill(self, visits: Sequence[Visit]) -> None:
        """Give each visit its block: the one it has, or one that is free.

        A hundred widgets made anew cost more than the day that they show.
        """
        mine = {block.visit.key: block for block in self.blocks}
        wanted = {visit.key for visit in visits}
        free = self._spare + [b for b in self.blocks if b.visit.key not in wanted]
        self.blocks = []
        for visit in visits:
            block = mine.pop(visit.key, None) or (free.pop() if free else None)
            if block is None:
                block = Block(visit, self)
            else:
                block.show_visit(visit)
            self.blocks.append(block)
        for block in free:
            block.hide()
        self._spare = free
        for one, following in pairwise(self.blocks):
            QWidget.setTabOrder(one, following)

    def next_block(self, minute: int) -> Block | None:
        """Return the block of who is here at a minute or comes next, else the last."""
        blocks = [block for block in self.blocks if not block.visit.away]
        later = [block for block in blocks if block.visit.end > minute]
        if later:
            return min(later, key=lambda block: block.visit.start)
        return max(blocks, key=lambda block: block.visit.start, default=None)

    def place_of(self, block: Block) -> QRect:
        """Return where a block lies: beside another, if both are at once."""
        box = self.place(block.visit)
        lane, of = self._lanes.get(id(block), (0, 1))
        if of > 1:
            wide = box.width() / of
            left = box.left() + lane * wide
            box = QRect(round(left), box.top(), round(wide) - 1, box.height())
        return box

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for a visit at the free time under the pointer."""
        at = event.position()
        if self.people and at.x() > GUTTER:
            minute = self.span.open + self.minutes(at.y() - TOP)
            self.wanted.emit(self.column(at.x()), int(minute // SNAP) * SNAP)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(860, self.minimumHeight())

    def y_of(self, minute: int) -> float:
        """Return where a minute of the day lies."""
        return (
            TOP + (minute - self.span.open) * (self.height() - TOP) / self.span.minutes
        )

    def minutes(self, distance: float) -> float:
        """Return how much time a distance is."""
        return distance * self.span.minutes / (self.height() - TOP)

    def wide(self) -> float:
        """Return the width of a column."""
        return (self.width() - GUTTER) / max(1, len(self.people))

    def column(self, x: float) -> int:
        """Return whose column lies at x."""
        found = int((x - GUTTER) / self.wide())
        return max(0, min(len(self.people) - 1, found))

    def place(self, visit: Visit) -> QRect:
        """Return where a visit's block belongs."""
        x = GUTTER + visit.person * self.wide()
        top, foot = self.y_of(visit.start), self.y_of(visit.end)
        return QRect(
            round(x) + 3, round(top) + 1, round(self.wide()) - 7, round(foot - top) - 2
        )

    def clashes(self, block: Block) -> bool:
        """Return whether somebody is busy then."""
        return any(b is not block and b.visit.meets(block.visit) for b in self.blocks)

    def go(self, block: Block, across: int, on: int) -> None:
        """Move the focus to the next block, or to the nearest of a neighbour."""
        v = block.visit
        if on:
            same = sorted(
                (b for b in self.blocks if b.visit.person == v.person),
                key=lambda b: b.visit.start,
            )
            at = same.index(block) + on
            if 0 <= at < len(same):
                same[at].setFocus()
            return
        person = v.person + across
        while 0 <= person < len(self.people):
            there = [b for b in self.blocks if b.visit.person == person]
            if there:
                min(there, key=lambda b: abs(b.visit.start - v.start)).setFocus()
                return
            person += across

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for another size."""
        for block in self.blocks:
            block.setGeometry(self.place_of(block))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        scale = self.devicePixelRatioF()
        wanted = (self.size(), scale, style.theme().name)
        if self._ground is None or wanted != self._drawn:
            self._ground = QPixmap(self.size() * scale)
            self._ground.setDevicePixelRatio(scale)
            self._draw_ground(self._ground)
            self._drawn = wanted
        box = QRectF(event.rect())
        source = QRectF(box.topLeft() * scale, box.size() * scale)
        painter.drawPixmap(box, self._ground, source)
        if self.now is None:
            return
        y = self.y_of(self.now)
        if box.top() <= y + 6 and box.bottom() >= y - 6:
            self._draw_now(painter, y, self.now)

    def _draw_ground(self, ground: QPixmap) -> None:
        t = style.theme()
        painter = QPainter(ground)
        painter.fillRect(QRectF(0, 0, self.width(), self.height()), t.card)
        for i, person in enumerate(self.people):
            x = GUTTER + i * self.wide()
            for start, end in (
                (self.span.open, person.start),
                (person.end, self.span.close),
            ):
                if end > start:
                    top, foot = self.y_of(start), self.y_of(end)
                    closed = QRectF(x + 1, top, self.wide() - 1, foot - top)
                    style.stripes(
                        painter, closed, t.rail, style.mixed(t.hover, t.rail, 0.6)
                    )
        pale = style.mixed(t.line, t.card, 0.5)
        for minute in range(self.span.open, self.span.close + 1, 30):
            y = round(self.y_of(minute))
            if minute % 60:
                painter.fillRect(QRectF(GUTTER, y, self.width(), 1), pale)
                continue
            style.rule(painter, GUTTER - 6, self.width(), y)
            baseline = y + words.cap(Type.CAPTION) / 2
            words.draw_right(
                painter, GUTTER - 12, baseline, clock(minute), Type.CAPTION, t.faint
            )
        for i in range(len(self.people)):
            style.post(painter, round(GUTTER + i * self.wide()), 0, self.height())
        painter.end()

    def _draw_now(self, painter: QPainter, y: float, now: int) -> None:
        t = style.theme()
        said = clock(now)
        pill = QRectF(GUTTER - 50, y - 9, 44, 18)
        near = self.y_of(round(now / 60) * 60)
        if abs(near - y) < 18:  # an hour that would look out below
            painter.fillRect(QRectF(0, near - 8, GUTTER - 7, 16), t.card)
        style.rounded(painter, pill, 9, t.accent)
        words.draw_mid(painter, pill, said, Type.CAPTION_STRONG, t.on_accent)
        painter.setBrush(t.accent)
        painter.drawEllipse(QPointF(GUTTER, y), 4, 4)
        painter.fillRect(QRectF(GUTTER, y - 1, self.width() - GUTTER, 2), t.accent)


NARROW = 116  # units of width of a column below which a name needs all of it
TIGHT = 82  # below which it is better said on two lines


def name_lines(name: str, role: Type, room: float) -> list[str]:
    """Return a name on one line, or on two where it is too wide."""
    lines = words.broken(name, role, room - 1, HEAD)
    if len(lines) == 1 and words.width(name, role) > room - 1:
        return name.split(" ", 1)
    return lines


class PeopleHead(QWidget):
    """Who stands above which column."""

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__()
        self.people = people
        self.setFixedHeight(HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t = style.theme()
        painter = QPainter(self)
        wide = (self.width() - GUTTER) / max(1, len(self.people))
        for i, person in enumerate(self.people):
            x = GUTTER + i * wide
            style.post(painter, round(x), 0, HEAD)
            left = x + 10
            if wide >= NARROW:
                chips.draw_avatar(painter, x + 10, 9, 30, person.name, person.tone)
                left = x + 50
            role = Type.SMALL_STRONG
            if wide < TIGHT:
                left, role = x + 6, Type.CAPTION_STRONG
            room = x + wide - left - 4
            lines = [person.name]
            if wide < TIGHT:  # rather the name on two lines than what remarks it
                lines = name_lines(person.name, role, room)
            for at, line in enumerate(lines):
                y = 22 + 16 * at
                words.draw(painter, left, y, line, role, t.ink, room)
            if len(lines) > 1:
                continue
            said = person.remark
            is_narrow = wide < NARROW
            if person.brief and (is_narrow or words.width(said, Type.CAPTION) > room):
                said = person.brief
            words.draw(painter, left, 38, said, Type.CAPTION, t.faint, room)
        style.rule(painter, 0, self.width(), 0)
        style.rule(painter, 0, self.width(), HEAD - 1)


class DayView(QWidget):
    """The people above, the hours below; the hours scroll when the window is low."""

    def __init__(
        self,
        people: Sequence[Person],
        visits: Sequence[Visit],
        now: int | None = None,
        span: Span = Span(),  # noqa: B008
        name: str = "",
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = PeopleHead(people)
        column.addWidget(self.head)
        self.grid = DayGrid(people, visits, now, span, name)
        self.area: QScrollArea = Scroll(self.grid)
        column.addWidget(self.area, 1)
        self.grid.seen.connect(self._follow)

    def show_day(
        self, people: Sequence[Person], visits: Sequence[Visit], now: int | None
    ) -> None:
        """Show another day, or the same after a change."""
        self.head.people = people
        self.head.update()
        self.grid.show_day(people, visits, now)

    def _follow(self, block: QWidget) -> None:
        self.area.ensureWidgetVisible(block, 0, 24)
