"""A row of buttons at the end of something long that stays in sight."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize
from PySide6.QtGui import QMoveEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QScrollArea, QSizePolicy, QWidget

from ui.kit import style

PAD = 8  # units above and below the row


class Foot(QWidget):
    """Keeps the room of a row at the end of *home*, and the row where it is seen.

    Where all of *home* is in sight the row stands in its place; where the page around
    it is scrolled, it stands at the lower edge of what is seen, over what is there.
    """

    def __init__(self, home: QWidget, row: QLayout) -> None:
        super().__init__(home)
        self._home = home
        self._area: QScrollArea | None = None
        self.bar = _Bar(home, row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        home.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Return how large the row likes to be."""
        return self.bar.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return how small the row may become."""
        return self.bar.minimumSizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the page that scrolls."""
        super().showEvent(event)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None and above is not self._area:
            self._area = above
            bar = above.verticalScrollBar()
            bar.valueChanged.connect(self._place)
            bar.rangeChanged.connect(self._place)
            above.viewport().installEventFilter(self)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the row as wide as its place."""
        super().resizeEvent(event)
        self._place()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Keep the row in its place."""
        super().moveEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again where the row stands when what is around it changes."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.updateGeometry()
            self._place()
        return super().eventFilter(watched, event)

    def _place(self, *_moved: int) -> None:
        home, high = self._home, self.height()
        y = self.mapTo(home, QPoint(0, 0)).y()
        is_over = False
        if self._area is not None:
            seen = self._area.viewport()
            edge = seen.mapTo(seen.window(), QPoint(0, seen.height()))
            end = home.mapFrom(seen.window(), edge).y()
            is_over = y + high > end
            y = max(min(y, end - high), 0)
        self.bar.setGeometry(self.x(), y, self.width(), high)
        self.bar.stand(is_over=is_over)
        self.bar.raise_()


class _Bar(QWidget):
    """The row itself, on the ground of the page."""

    def __init__(self, home: QWidget, row: QLayout) -> None:
        super().__init__(home)
        self._is_over = False
        self.setLayout(row)
        row.setContentsMargins(0, PAD, 0, PAD)

    def stand(self, *, is_over: bool) -> None:
        """Know whether it stands over what goes on below it."""
        if is_over != self._is_over:
            self._is_over = is_over
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and a line above where something goes on below."""
        if not self._is_over:
            return
        painter = QPainter(self)
        style.fill(painter, self.rect(), style.theme().background)
        style.rule(painter, 0, self.width(), 0.5)
