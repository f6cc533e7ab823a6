"""The window over a desk, for sheets that no page has opened."""

from typing import TYPE_CHECKING

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
