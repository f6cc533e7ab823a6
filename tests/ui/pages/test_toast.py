"""What was just done is said where nothing lies that one presses next."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from ui.desk import Desk
from ui.frame.pages import LAST, RAIL
from ui.frame.window import Window

Settle = Callable[[], None]
SAID = "Sarah Whitcombe …0126: Hydrating facial, Tue 24 Nov 10:30 with Ana"


def pressed_next(window: Window) -> list[tuple[str, QRect]]:
    """Return every button of the page that is shown, and where it is."""
    page = window.page
    assert page is not None
    return [
        (one.text(), QRect(one.mapTo(window.centre, QPoint(0, 0)), one.size()))
        for one in page.findChildren(QAbstractButton)
        if one.isVisible() and not one.visibleRegion().isEmpty()
    ]


@pytest.mark.parametrize("size", [(1440, 900), (1100, 760), (900, 640)])
@pytest.mark.parametrize("entry", [*RAIL, LAST], ids=lambda entry: str(entry.keys))
def test_no_page_has_a_button_below_it(
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    size: tuple[int, int],
    entry: object,
) -> None:
    day_window.resize(*size)
    day_desk.go(entry.place)  # type: ignore[attr-defined]
    settle()
    toast = day_window.toast
    toast.say(SAID, lambda: None)

    box = toast.geometry()
    assert day_window.centre.rect().contains(box)
    buttons = pressed_next(day_window)
    assert not [text for text, place in buttons if place.intersects(box)]


def test_it_goes_where_one_searches(day_window: Window, settle: Settle) -> None:
    settle()
    day_window.toast.say(SAID)
    day_window.go_find()
    QTest.keyClicks(day_window.bar.search, "emma")

    assert not day_window.toast.isVisible()


@pytest.mark.parametrize("wide", [1440, 1280, 1100, 900])
def test_it_leaves_the_field_free_in_which_one_searches(
    day_window: Window, settle: Settle, wide: int
) -> None:
    day_window.resize(wide, 760)
    settle()
    field = day_window.bar.search
    before = field.width()
    toast = day_window.toast
    toast.say(SAID, lambda: None)

    place = QRect(field.mapTo(day_window.centre, QPoint(0, 0)), field.size())
    box = toast.box().toRect().translated(toast.pos())
    assert not place.intersects(box)
    assert field.width() >= field.minimumWidth()
    assert box.right() <= day_window.centre.width()
    toast.hide()
    settle()
    assert field.width() == before
