"""The window over a desk: where sheets open and where things are said."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QWidget

from salon.text import _
from ui.places import ClientCard, Place, SkinChanged

if TYPE_CHECKING:
    from salon.app import Committed
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


def client_in_sight(desk: "Desk") -> int | None:
    """Return the client whom the page shows or has chosen; None where there is none."""
    page: Any = page_of(desk)
    known = page.books() if hasattr(page, "books") else {}
    if known.get("client_id") is not None:
        return int(known["client_id"])
    place = desk.place
    return place.id if isinstance(place, ClientCard | SkinChanged) else None


def sight_of_news(
    desk: "Desk | None", news: "Committed | None"
) -> "Callable[[], bool] | None":
    """Return a call that tells whether whom *news* is about may still be meant.

    That is so on the page on which it was said; on another one unless it shows
    somebody else.
    """
    about = news.about if news is not None else ()
    clients = {client for _topic, client in about if client is not None}
    if desk is None or not clients:
        return None
    said_at = desk.place

    def fits() -> bool:
        here = desk.place
        if _page_and_key(here) == _page_and_key(said_at):
            return True
        seen = client_in_sight(desk)
        return seen is None or seen in clients

    return fits


def _page_and_key(place: Place | None) -> tuple[type, object]:
    return type(place), getattr(place, "id", None)


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
        act = undo or partial(desk.undo, last.seq if last else None)
        home.toast.say(said, act, fits=sight_of_news(desk, last))
