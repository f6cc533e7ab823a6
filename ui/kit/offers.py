"""What one can do with a line of a list, offered where the line is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from ui.kit.buttons import plain, spelled
from ui.kit.iconengine import icon
from ui.kit.rows import Line, People, Rows

if TYPE_CHECKING:
    from PySide6.QtGui import QAction


@dataclass(frozen=True)
class Offer:
    """An entry of a menu: what it says, the key that does the same, what happens."""

    text: str
    act: Callable[[], object]
    key: str = ""  # as it is shown: "Ctrl+B"
    icon: str = ""
    is_possible: bool = True


def of_action(action: "QAction") -> Offer:
    """Return what an action of the page does, under its own words and key."""
    keys = spelled(action.shortcut().toString())
    name = str(action.property("icon_name") or "")
    return Offer(plain(action.text()), action.trigger, keys, name, action.isEnabled())


Offers = Sequence[Offer | None]
"""Entries, in groups; None parts them."""


def offer(rows: Rows, offers: Callable[[int], Offers]) -> None:
    """Let *rows* offer what can be done with a line.

    What is done is done for that line and no other, wherever the list has moved; if it
    is not there any more, `People.gone` says so. The menu opens by the right mouse
    button, the menu key and Shift+F10; what cannot be done now is there and grey.
    """
    rows.asked.connect(partial(_show, rows, offers))


def _show(rows: Rows, offers: Callable[[int], Offers], row: int, at: QPoint) -> None:
    made = offers(row)
    if isinstance(rows, People):
        made = [_bound(rows, rows.lines.line(row), one) for one in made]
    menu_at(rows, made, at)


def _bound(rows: People, line: Line, one: Offer | None) -> Offer | None:
    """Return an entry that is about a line, whatever stands or is chosen later."""
    if one is None or line.key is None:
        return one

    def act() -> None:
        row = rows.lines.row_of(line.key)
        if row < 0:
            rows.gone.emit(line)
            return
        if row != rows.currentIndex().row():
            rows.choose(row)
        one.act()

    return replace(one, act=act)


def menu_at(home: QWidget, offers: Offers, at: QPoint) -> QMenu:
    """Open the menu of *offers* at a point of the screen."""
    made = menu_of(home, offers)
    if made.actions():
        made.popup(at)
    return made


def menu_of(home: QWidget, offers: Offers) -> QMenu:
    """Return the menu of *offers*; it goes when it is closed."""
    menu = QMenu(home)
    menu.setAccessibleName(home.accessibleName())
    menu.aboutToHide.connect(menu.deleteLater)
    for one in offers:
        if one is None:
            menu.addSeparator()
            continue
        said = one.text.replace("&", "&&")
        deed = menu.addAction(f"{said}\t{one.key}" if one.key else said)
        if one.icon:
            deed.setIcon(icon(one.icon))
        deed.setEnabled(one.is_possible)
        deed.triggered.connect(partial(_do, one))
    return menu


def _do(one: Offer, _on: bool = False) -> None:
    one.act()


def copying(text: str, words: str) -> Offer:
    """Return the entry, called *text*, that copies *words*."""

    def copy() -> None:
        QGuiApplication.clipboard().setText(words)

    return Offer(text, copy, icon="clipboard-text")
