"""The window over a desk: where sheets open and where things are said."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from salon.text import _

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


def named(text: str, whom: Sequence[str]) -> str:
    """Return what was done with the clients it was done for, unless it names them."""
    missing = [one for one in whom if one not in text]
    return " · ".join((_(" and ").join(missing), text)) if missing else text


def leave_key(desk: "Desk") -> None:
    """Give Ctrl+Z to what is done on the page; what was told keeps its button."""
    home: Any = home_of(desk)
    if home is not None and home.toast.holds_undo:
        home.toast.leave_key()


def tell(
    desk: "Desk",
    text: str,
    undo: Callable[[], object] | None = None,
    *,
    is_nameless: bool = False,
) -> None:
    """Say what followed from the last action, which can still be taken back.

    It names the client, and taking back is taking back that action, no other.

    Args:
        desk: The desk.
        text: What is said.
        undo: What takes it back, where that is no action of the records.
        is_nameless: Whether it must not say for whom it was done.
    """
    home: Any = home_of(desk)
    last = desk.last
    is_said = undo is not None or is_nameless
    said = text if is_said else named(text, last.whom if last else ())
    if home is None:
        desk.say(said)
    else:
        home.toast.say(said, undo or partial(desk.undo, last.seq if last else None))
