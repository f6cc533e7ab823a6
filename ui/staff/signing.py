"""Changing who is at the desk: a short list, one key or one click."""

from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from salon.staff.model import StaffId, StaffLine
from salon.staff.queries import team
from ui.desk import Desk


def sign_in(desk: Desk, home: QWidget) -> None:
    """Show the team; who is chosen acts from now on, with her own rights."""
    desk.ask(team).then(partial(_offer, desk, home))


def begin_with(desk: Desk, who: StaffId | None) -> None:
    """Let the one the salon was set up with be at the desk, until another says so."""

    def named(people: list[StaffLine]) -> None:
        for one in people:
            if one.id == who:
                desk.sign_in(one.id, one.name)

    if who is not None:
        desk.sign_in(who, "")
        desk.ask(team).then(named)


def _offer(desk: Desk, home: QWidget, people: list[StaffLine]) -> None:
    menu = QMenu(home)
    menu.setObjectName("who")
    give_back = getattr(home, "put_focus_back", None)
    if callable(give_back):
        menu.aboutToHide.connect(give_back)
    for place, one in enumerate(people, 1):
        label = one.name.replace("&", "&&")
        action = QAction(f"&{place}  {label}" if place < 10 else label, menu)
        action.setCheckable(True)
        action.setChecked(desk.by == one.id)
        action.triggered.connect(partial(_take, desk, one))
        menu.addAction(action)
    corner = QPoint(home.width() - menu.sizeHint().width() - 16, 52)
    menu.popup(home.mapToGlobal(corner))


def _take(desk: Desk, one: StaffLine, _checked: bool = False) -> None:
    desk.sign_in(one.id, one.name)
