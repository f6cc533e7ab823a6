"""Icons for menus and actions, which Qt paints itself, that follow the theme."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from ui.kit import icons
from ui.kit.style import theme


class _Engine(QIconEngine):
    """Paints the icon in the ink of whatever theme is current."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        t = theme()
        colour = t.faint if mode == QIcon.Mode.Disabled else t.ink
        icons.draw(painter, self.name, rect.x(), rect.y(), rect.width(), colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        t = theme()
        colour = t.faint if mode == QIcon.Mode.Disabled else t.ink
        return icons.pixmap(self.name, colour.name(), size.width())

    def clone(self) -> QIconEngine:
        return _Engine(self.name)


def icon(name: str) -> QIcon:
    """Return a QIcon for menus and actions that follows the theme."""
    return QIcon(_Engine(name))
