"""The heads of the columns: what the cells are, and by which of them one sorts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from salon.clients.narrowing import Narrow, Order
from salon.text import _
from ui.kit import icons, style, words
from ui.kit.rows import TICK, draw_tick
from ui.kit.tokens import Tone, Type

HIGH = 28
SCROLL = 12
NAME_AT = 10 + TICK + 14
FALLS = (Order.LAST, Order.LATE)  # the first click shows the largest on top


@dataclass(frozen=True)
class Column:
    """A column: what it is sorted by, its title, and where from the right edge."""

    order: str  # an `Order`, or a column of the file that nothing is sorted by
    title: str
    place: int
    is_quiet: bool = True


def columns(wide: int, narrow: Narrow) -> tuple[Column, ...]:
    """Return the columns of a view that find room; the last one is what it is about."""
    phone = Column(Order.PHONE, _("Phone"), 536, False)
    best = Column(Order.BEST, _("Best time"), 410)
    person = Column(Order.PERSON, _("With"), 314)
    last = Column(Order.LAST, _("Last visit"), 252)
    about = Column(Order.NEXT, _("Next visit"), 140, False)
    if narrow.late or narrow.unbooked:
        about = Column(Order.LATE, _("Days late"), 140, False)
    elif narrow.born:
        about = Column(Order.BORN, _("Birthday"), 140, False)
    if wide >= 860:
        return phone, best, person, last, about
    phone = Column(Order.PHONE, phone.title, 388, False)
    if wide >= 640:
        return phone, last, about
    return Column(Order.PHONE, phone.title, 290, False), about


ORDERS = {  # columns that the lines of the list know by themselves
    "phone": Order.PHONE,
    "best": Order.BEST,
    "with": Order.PERSON,
    "last": Order.LAST,
    "next": Order.NEXT,
    "late": Order.LATE,
    "birthday": Order.BORN,
}
LOUD = ("phone", "next", "late", "birthday")
_WIDE = {"phone": 126, "best": 96, "last": 112, "next": 112, "late": 140, "id": 70}
_USUAL, _NAME, _EDGE = 124, 250, 8


def chosen_columns(
    wide: int, keys: Sequence[str], titles: Mapping[str, str]
) -> tuple[Column, ...]:
    """Return those of the chosen columns that find room beside the name, in order."""
    room = wide - _NAME
    taken: list[tuple[str, int]] = []
    for key in keys:
        if key == "name" or key not in titles:
            continue
        need = _WIDE.get(key, _USUAL)
        if taken and need > room:
            break
        taken.append((key, need))
        room -= need
    place = _EDGE
    found: list[Column] = []
    for key, need in reversed(taken):
        place += need
        order: str = ORDERS.get(key, key)
        found.append(Column(order, titles[key], place, key not in LOUD))
    return tuple(reversed(found))


class _Head(QPushButton):
    """A head that sorts by its column."""

    def __init__(self, home: QWidget, text: str) -> None:
        super().__init__(text, home)
        self.sorts = 0  # 1 upwards, -1 downwards
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def natural(self) -> int:
        """Return how wide it likes to be."""
        return round(words.width(self.text(), Type.CAPTION_STRONG)) + 26

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t, painter = style.theme(), QPainter(self)
        box = QRectF(self.rect())
        role, ink = Type.CAPTION, t.faint
        if self.sorts:
            role, ink = Type.CAPTION_STRONG, style.shade(Tone.ROSE).text
        elif self.underMouse():
            ink = t.ink
        if self.hasFocus():
            style.focus_ring(painter, box.adjusted(0, 3, 0, -4), 6)
        middle = box.center().y() - 1
        baseline = middle + words.cap(role) / 2
        at = words.draw(painter, 4, baseline, self.text(), role, ink, box.width() - 18)
        if self.sorts:
            sign = "chevron-up" if self.sorts > 0 else "chevron-down"
            icons.draw(painter, sign, at + 3, middle - 6, 12, ink)


class _All(QPushButton):
    """The box that chooses everybody in the view."""

    def __init__(self, home: QWidget) -> None:
        super().__init__(home)
        self.state = 0  # 0 nobody, 1 some, 2 all
        self.setAccessibleName(_("Choose all"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.hasFocus():
            style.focus_ring(painter, box.adjusted(1, 2, -1, -3), 6)
        draw_tick(painter, 6, box.center().y() - 1, self.state == 2, self.state == 1)


class Heads(QWidget):
    """What the cells of the list below are; a click, Enter or Space sorts."""

    sorted = Signal(str)
    all = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(HIGH)
        self.setAccessibleName(_("Columns"))
        self.columns: tuple[Column, ...] = ()
        self._narrow: Narrow | None = None
        self.box = _All(self)
        self.box.clicked.connect(lambda _on=False: self.all.emit())
        self.heads: dict[str, _Head] = {}
        for order, text in (
            (Order.NAME, _("Name")),
            (Order.PHONE, _("Phone")),
            (Order.BEST, _("Best time")),
            (Order.PERSON, _("With")),
            (Order.LAST, _("Last visit")),
            (Order.NEXT, _("Next visit")),
            (Order.LATE, _("Days late")),
            (Order.BORN, _("Birthday")),
        ):
            self._make(order, text)

    def _make(self, order: str, text: str) -> None:
        if order in self.heads:
            return
        head = _Head(self, text)
        head.clicked.connect(lambda _on=False, by=order: self.sorted.emit(by))
        can_sort = order in list(Order) or order == "pinyin"
        head.setEnabled(can_sort)
        self.heads[order] = head

    def put(self, columns: Sequence[Column], narrow: Narrow) -> None:
        """Show these columns, and by which the list is sorted."""
        self.columns, self._narrow = tuple(columns), narrow
        for one in columns:
            self._make(one.order, one.title)
        by_name = {
            Order.STROKES: _("Name · strokes"),
            Order.WRITTEN: _("Name · letters"),
        }
        self.heads[Order.NAME].setText(by_name.get(Order(narrow.order), _("Name")))
        shown = {Order.NAME, *(one.order for one in columns)}
        for order, head in self.heads.items():
            head.setVisible(order in shown)
            is_it = order == narrow.order
            if order == Order.NAME:
                is_it = narrow.order in (Order.NAME, Order.STROKES, Order.WRITTEN)
            head.sorts = 0 if not is_it else -1 if narrow.is_down else 1
            name = _("Sort by {column}").format(column=head.text())
            if not head.isEnabled():
                name = head.text()
            if is_it:
                falls, rises = _("sorted downwards"), _("sorted upwards")
                name = f"{head.text()}, {falls if narrow.is_down else rises}"
            head.setAccessibleName(name)
            head.update()
        self._place()

    def is_for(self, narrow: Narrow) -> bool:
        """Return whether it shows how *narrow* is sorted."""
        return self._narrow == narrow

    def tick(self, chosen: int, whole: int) -> None:
        """Show whether nobody, some or all are chosen."""
        self.box.state = 2 if chosen and chosen >= whole else 1 if chosen else 0
        self.box.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the heads above their cells."""
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        box = QRectF(self.rect())
        style.rule(QPainter(self), 0, box.width() - SCROLL, box.bottom() - 1)

    def _place(self) -> None:
        right = self.width() - SCROLL
        self.box.setGeometry(4, 0, TICK + 12, HIGH)
        places = [right - one.place for one in self.columns]
        ends = [*places[1:], right + 8]
        name = self.heads[Order.NAME]
        name.setGeometry(NAME_AT - 4, 0, name.natural(), HIGH)
        for one, at, end in zip(self.columns, places, ends, strict=True):
            head = self.heads[one.order]
            head.setGeometry(at - 4, 0, min(head.natural(), end - at), HIGH)
