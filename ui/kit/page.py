"""The ground a page stands on, and the actions that belong to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import style
from ui.kit.tokens import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

MARGINS = (22, 18, 22, 18)


class Page(QWidget):
    """A page: 22 units of margin, a title for the window, its own actions.

    `first` is what takes the focus when it is shown.
    """

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.first: QWidget | None = None
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def leave(self) -> None:
        """Keep what is half written; called before the page goes."""

    def take_back(self) -> bool:
        """Take back what was done on the page alone; return whether there was any."""
        return False

    def do_again(self) -> bool:
        """Do again what `take_back` took back; return whether there was any."""
        return False

    def column(self, gap: int = 12) -> QVBoxLayout:
        """Return a layout for things below one another, with the page's margins."""
        made = QVBoxLayout(self)
        made.setContentsMargins(*MARGINS)
        made.setSpacing(gap)
        return made

    def row(self, gap: int = GAP) -> QHBoxLayout:
        """Return a layout for things beside one another, with the page's margins."""
        made = QHBoxLayout(self)
        made.setContentsMargins(*MARGINS)
        made.setSpacing(gap)
        return made

    def action(
        self, text: str, key: str, act: Callable[[], object], icon: str = ""
    ) -> "QAction":
        """Return an action of this page: it owns the key and stands in the menu.

        Give it to `Button(action=...)` for a button that shows the key. It acts
        only while the page is shown.

        Args:
            text: What the menu says, "&" before the letter that chooses it.
            key: As QKeySequence writes it, "Ctrl+B"; empty for none.
            act: What happens.
            icon: The name of an icon.
        """
        from PySide6.QtGui import QAction, QKeySequence

        made = QAction(text, self)
        if key:
            made.setShortcut(QKeySequence(key))
        made.setProperty("icon_name", icon)
        made.setAutoRepeat(False)  # a key that is held down means it once
        made.triggered.connect(lambda _checked=False: act())
        self.addAction(made)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        style.fill(QPainter(self), event.rect(), style.theme().background)
