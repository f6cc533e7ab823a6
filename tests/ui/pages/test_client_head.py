"""The head of a file is whole in every window: name, number, what to ask next."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from tests.ui.pages import people
from tests.ui.pages.people import LIN, Settle, button
from tests.ui.pages.test_client_file import opened
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit import words
from ui.kit.buttons import plain
from ui.kit.tokens import Type
from ui.kit.words import Words

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window


def inside(one: QWidget, home: QWidget) -> bool:
    place = QRect(one.mapTo(home, QPoint(0, 0)), one.size())
    return home.rect().contains(place)


@pytest.mark.parametrize("code", ["en", "zh_CN"])
@pytest.mark.parametrize("wide", [700, 800, 960, 1024, 1280, 1440, 1920])
def test_nothing_of_the_head_is_cut(
    people_window: Window, people_desk: Desk, settle: Settle, wide: int, code: str
) -> None:
    people_window.speak(code)
    draft = ClientDraft(channel="wechat", call_from="14:00", call_until="16:00")
    people_desk.do(correct_client, LIN, draft)
    people_window.resize(wide, 800)
    page = opened(people_window, people_desk, settle)
    settle()

    head = page.head
    said = [one for one in head.findChildren(Words) if one.isVisible()]
    for one in said:
        assert inside(one, head), one.text()
        if not one.hasHeightForWidth():
            assert one.width() >= one.natural() - 2, one.text()
    [name] = [one for one in said if one.text().startswith("林美华")]
    assert name.width() >= words.width("林美华", Type.TITLE)
    assert name.height() <= 3 * 28  # not a word a line
    assert any("138 0013 8000" in one.text() for one in said)
    for key in ("call", "book", "points"):
        assert inside(button(head, plain(page._actions[key].text())), head)
