"""A small window, as of a screen at 200 %: what ends a sheet stays in sight."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from tests.ui.pages import people
from tests.ui.pages.people import LIN, Settle, button, sheet
from tests.ui.pages.test_skin import editor_of
from ui.clients.page import ClientPage
from ui.clients.tour import sheets
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.cards import Scroll
from ui.kit.sheet import Sheet
from ui.parts.client_screen import ClientScreen
from ui.places import ClientCard
from ui.skin.measuring import ReadingRow
from ui.skin.quizzing import MelasmaSheet, QuizScreen, SensitiveScreen

people_template = people.people_template
people_folder = people.people_folder
people_salon = people.people_salon
people_desk = people.people_desk
people_window = people.people_window

SMALL = (720, 450)  # 1440 by 900 at 200 %
LAPTOP = (1280, 800)


def is_whole(one: QWidget) -> bool:
    """Return whether all of it is seen."""
    return one.visibleRegion().boundingRect().size() == one.size()


@pytest.mark.parametrize("size", [SMALL, LAPTOP, (1440, 900)])
def test_keeping_an_assessment_stays_in_sight_however_one_scrolls(
    people_window: Window,
    people_desk: Desk,
    settle: Settle,
    size: tuple[int, int],
) -> None:
    people_window.resize(*size)
    editor = editor_of(people_window, people_desk, settle, LIN)
    settle()
    area = people_window.stack.currentWidget()
    assert isinstance(area, Scroll)
    bar = area.verticalScrollBar()
    assert (bar.maximum() > 0) is (size == SMALL)
    inside = area.widget()
    assert inside is not None
    top = editor.mapTo(inside, QPoint(0, 0)).y()
    for place in (bar.value(), top, (top + bar.maximum()) // 2, bar.maximum()):
        bar.setValue(place)
        settle()
        ends = [editor.save, button(editor, "Go on later"), button(editor, "Discard")]
        assert all(map(is_whole, ends)), place
        assert is_whole(editor.whose)
        assert editor.whose.text() == "林美华"
    bar.setValue(0)
    settle()
    foot = editor.save.parentWidget()
    assert foot is not None
    assert foot.y() >= 0  # never over the head of the file


@pytest.mark.parametrize("size", [SMALL, LAPTOP, (1440, 900)])
def test_fields_of_a_reading_have_room_for_their_words(
    people_window: Window,
    people_desk: Desk,
    settle: Settle,
    size: tuple[int, int],
) -> None:
    people_window.resize(*size)
    editor = editor_of(people_window, people_desk, settle, LIN)
    settle()
    row = editor.findChildren(ReadingRow)[0]
    row.device.setText("Skin probe 3 (left)")
    zones = [str(one.names) for one in editor._words.zones.values()]
    usual = [one for one in zones if len(one) < 25]
    assert len(usual) > 20
    for field, said in ((row.zone, max(usual, key=len)), (row.device, "Skin probe 3")):
        field.setText(said)
        settle()
        assert fits(field), (field.accessibleName(), said, field.width())


def fits(field: QLineEdit) -> bool:
    """Return whether a field shows all that is written in it."""
    said = field.fontMetrics().horizontalAdvance(field.text())
    margins = field.textMargins()
    pads = 24 + margins.left() + margins.right()
    return said + pads <= field.width()


@pytest.mark.parametrize("screen", ["quiz", "scale"])
def test_a_questionnaire_on_a_small_screen_can_be_gone_on_with(
    qapp: QApplication,
    people_window: Window,
    people_desk: Desk,
    settle: Settle,
    screen: str,
) -> None:
    people_window.resize(*SMALL)
    editor = editor_of(people_window, people_desk, settle, LIN)
    if screen == "quiz":
        button(editor, "Ask the ten questions").click()
    else:
        button(editor, "Sensitive skin, ten items").click()
    settle()
    [turned] = people_window.findChildren(ClientScreen)
    assert isinstance(turned, QuizScreen if screen == "quiz" else SensitiveScreen)
    turned.resize(*SMALL)
    settle()
    assert (turned.width(), turned.height()) == SMALL
    assert is_whole(turned.team)
    for one in turned.buttons.values():  # answers: at least by scrolling
        assert one.width() >= 44
        right = one.mapTo(turned, QPoint(one.width(), 0)).x()
        assert right <= turned.width()
    if screen == "quiz":
        assert any(is_whole(one) for one in turned.buttons.values())
        skip = next(
            one for one in turned.findChildren(QPushButton) if one.text() == "Skip"
        )
        assert is_whole(skip)
    turned.leave()


def named(people_desk: Desk, page: ClientPage) -> dict[str, Callable[[], object]]:
    return dict(sheets(people_desk, page))


@pytest.mark.parametrize("size", [SMALL, LAPTOP])
def test_every_sheet_over_a_file_fits_and_shows_its_buttons(
    people_window: Window,
    people_desk: Desk,
    settle: Settle,
    size: tuple[int, int],
) -> None:
    people_window.resize(*size)
    people_desk.go(ClientCard(LIN, "file"))
    for _turn in range(4):
        settle()
    page = people_window.page
    assert isinstance(page, ClientPage)
    names = list(named(people_desk, page))
    assert len(names) > 12
    for name in names:
        named(people_desk, page)[name]()
        for _turn in range(4):
            settle()
        found = sheet()
        assert_fits(found, people_window, name)
        found.close()
        settle()


def assert_fits(found: Sheet, window: Window, name: str) -> None:
    assert found.width() <= window.width(), name
    assert found.height() <= window.height(), name
    ends = [
        one
        for one in found.findChildren(QPushButton)
        if one.parentWidget() is found and not one.isHidden()
    ]
    assert ends, name
    for one in ends:
        assert is_whole(one), (name, one.text())
    bar = found._area.horizontalScrollBar()
    assert found._area.isHidden() or bar.maximum() == 0, (name, bar.maximum())


def test_the_melasma_score_shows_all_its_answers_without_scrolling_sideways(
    people_window: Window, people_desk: Desk, settle: Settle
) -> None:
    people_window.resize(*SMALL)
    editor = editor_of(people_window, people_desk, settle, LIN)
    button(editor, "Melasma score (mMASI)").click()
    settle()
    asked = sheet()
    assert isinstance(asked, MelasmaSheet)
    assert_fits(asked, people_window, "melasma")
