"""The window over a desk: where sheets open and where things are said."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ui.desk import Desk


def home_of(desk: "Desk") -> QWidget | None:
    """Return the window over *desk*; None while there is none."""
    for widget in QApplication.topLevelWidgets():
        if getattr(widget, "desk", None) is desk:
            return widget
    return None


def page_of(desk: "Desk") -> QWidget | None:
    """Return the page that is shown; None where there is none."""
    page = getattr(home_of(desk), "page", None)
    return page if isinstance(page, QWidget) else None


def tell(desk: "Desk", text: str, undo: Callable[[], object] | None = None) -> None:
    """Say what followed from the last action, which can still be taken back.

    Args:
        desk: The desk.
        text: What is said.
        undo: What takes it back, where that is not the desk's own undo.
    """
    home: Any = home_of(desk)
    if home is None:
        desk.say(text)
    else:
        home.toast.say(text, undo or desk.undo)
