"""Two columns that become one when the window is narrow; chips that wrap."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QSizePolicy, QWidget

from ui.kit.tokens import GAP

LEAST = 960  # units of width below which the side column goes under the main one
MOST = 420  # units of width that things in lines ask for


class Columns(QWidget):
    """A main column and one at its side, which folds under it in a narrow window."""

    def __init__(
        self,
        main: QWidget,
        side: QWidget,
        shares: tuple[int, int] = (753, 543),
        *,
        least: int = LEAST,
        gap: int = GAP,
    ) -> None:
        super().__init__()
        self.main, self.side, self.least = main, side, least
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(gap)
        self.box.addWidget(main, shares[0])
        self.box.addWidget(side, shares[1])

    @property
    def is_folded(self) -> bool:
        """Whether the side column stands under the main one."""
        return self.box.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        way = QBoxLayout.Direction
        wanted = way.TopToBottom if self.width() < self.least else way.LeftToRight
        if wanted != self.box.direction():
            self.box.setDirection(wanted)
            self.updateGeometry()
        super().resizeEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: as narrow as the wider of the two."""
        held = (one for one in (self.main, self.side) if self.box.indexOf(one) >= 0)
        shown = [one for one in held if not one.isHidden()]
        parts = [one.minimumSizeHint() for one in shown] or [QSize(0, 0)]
        wide = max(part.width() for part in parts)
        highs = [part.height() for part in parts]
        gaps = self.box.spacing() * (len(parts) - 1)
        high = sum(highs) + gaps if self.is_folded else max(highs)
        return QSize(wide, high)


def beside(main: QWidget, side: QWidget, least: int) -> Columns:
    """Return two things side by side where there is room for both, else in two lines.

    Neither is squeezed: *least* grows to what they need.
    """
    need = main.minimumSizeHint().width() + side.sizeHint().width() + GAP
    return Columns(main, side, (1, 0), least=max(least, need))


class Flow(QLayout):
    """Puts things beside one another and begins new lines as they are needed."""

    def __init__(self, gap: int = 6, spread: int = 0, most: int = MOST) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._most = gap, most
        self._spread = spread  # from which thing on they stand at the right
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more thing."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many things there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of the things."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give one of the things up."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return whether the height follows from the width."""
        return True

    def heightForWidth(self, wide: int) -> int:
        """Return how high it is at that width."""
        return self._place(QRect(0, 0, wide, 0), only_measure=True)

    def setGeometry(self, box: QRect) -> None:
        """Lay everything out in a box."""
        super().setGeometry(box)
        self._place(box, only_measure=False)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        wide = sum(item.sizeHint().width() + self._gap for item in self._items)
        wide -= self._gap if wide else 0
        most = self._most
        return QSize(min(wide, most), self.heightForWidth(min(max(wide, 80), most)))

    def minimumSize(self) -> QSize:
        """Return the size of the largest thing."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, box: QRect, *, only_measure: bool) -> int:
        x, y, high = box.x(), box.y(), 0
        shown = [item for item in self._items if not item.isEmpty()]
        whole = sum(item.sizeHint().width() + self._gap for item in shown) - self._gap
        spare = max(0, box.width() - whole)
        right = self._items[self._spread :] if self._spread else []
        for item in shown:
            hint = item.sizeHint()
            if right and item in right and spare:
                x, spare = x + spare, 0
            if x > box.x() and x + hint.width() > box.right() + 1:
                x, y, high = box.x(), y + high + self._gap, 0
            if not only_measure:  # what is wider than the box is shortened, not cut
                hint.setWidth(min(hint.width(), max(box.width(), 1)))
            if not only_measure:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self._gap
            high = max(high, hint.height())
        return y + high - box.y()


def flowing(
    *items: QWidget, gap: int = 6, spread: int = 0, most: int = MOST
) -> QWidget:
    """Return things beside one another, on as many lines as it takes.

    Where one line is enough, those from number *spread* on stand at the right. They
    ask for no more than *most* units of width.
    """
    made = QWidget()
    flow = Flow(gap, spread, most)
    made.setLayout(flow)
    for item in items:
        flow.addWidget(item)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
