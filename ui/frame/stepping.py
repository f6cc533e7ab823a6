"""Ctrl+Z and Ctrl+Shift+Z, which never move what is about somebody out of sight."""

from functools import partial
from typing import TYPE_CHECKING

from salon.text import _
from ui.parts.homes import client_in_sight, named

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from salon.history.model import NextStep
    from ui.desk import Desk


def step(home: "QWidget", desk: "Desk", *, is_redo: bool = False) -> None:
    """Take back what was done last, or do it again.

    Where a client is in sight whom it is not about, it is asked first, naming whom.
    """
    seen = client_in_sight(desk)
    if seen is None:
        (desk.redo if is_redo else desk.undo)()
        return
    from salon.history.queries import next_step  # the records are there by now

    asked = desk.ask(next_step, desk.desk_id, seen, is_redo=is_redo)
    asked.then(partial(_go_on, home, desk, is_redo))


def _go_on(home: "QWidget", desk: "Desk", is_redo: bool, found: "NextStep") -> None:
    act = desk.redo if is_redo else partial(desk.undo, found.seq)
    if not found.whom:
        act()
        return
    from ui.kit.sheet import confirm

    said = _("This was done for a client who is not in sight.")
    confirm(
        home,
        _("For somebody else"),
        f"{said}\n{named(found.text, found.whom)}",
        _("Do it again") if is_redo else _("Take it back"),
        act,
    )
