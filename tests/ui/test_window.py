"""The frame of the window: search, undo, addresses, language, theme, narrow screens."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from salon.app import Salon
from salon.errors import Missing
from salon.work import Work
from tests.ui.room import take, team
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit import style
from ui.kit.page import Page
from ui.kit.states import Banner, Failed
from ui.kit.tokens import DARK
from ui.kit.words import Words
from ui.places import CallList, ClientList, DayOf, PlanList, SettingsPage, Today

Settle = Callable[[], None]
ALL = (Today(), DayOf(), ClientList(), CallList(), PlanList(), SettingsPage())
Ctrl = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier
Alt = Qt.KeyboardModifier.AltModifier


def words_in(window: QWidget) -> str:
    return " ".join(w.text() for w in window.findChildren(Words) if w.isVisible())


def here(desk: Desk) -> object:
    return desk.place


def test_the_rail_leads_to_every_page_and_back_again(
    window: Window, desk: Desk, settle: Settle
) -> None:
    desk.go(Today())
    for entry in ("calendar", "clients", "calls", "plans", "settings"):
        window.rail.buttons[entry].click()
        settle()
        assert window.rail.buttons[entry].isChecked()

    QTest.keyClick(window, Qt.Key.Key_Left, Alt)
    settle()
    assert here(desk) == PlanList()
    assert window.rail.buttons["plans"].isChecked()
    QTest.keyClick(window, Qt.Key.Key_Right, Alt)
    settle()
    assert here(desk) == SettingsPage()


def test_only_these_nine_stand_on_the_rail(window: Window) -> None:
    assert list(window.rail.buttons) == [
        "today",
        "calendar",
        "clients",
        "calls",
        "plans",
        "till",
        "shelf",
        "loyalty",
        "settings",
    ]


def test_ctrl_k_finds_an_action_by_keys_alone(
    window: Window, desk: Desk, settle: Settle
) -> None:
    desk.go(Today())
    settle()

    QTest.keyClick(window, Qt.Key.Key_K, Ctrl)
    settle()
    assert window.focusWidget() is window.bar.search
    QTest.keyClicks(window.bar.search, "set")
    settle()
    assert window.palette_ is not None
    assert window.palette_.isVisible()
    QTest.keyClick(window.bar.search, Qt.Key.Key_Return)
    settle()

    assert desk.place == SettingsPage()
    assert not window.palette_.isVisible()


def test_escape_leaves_the_palette_where_one_was(
    window: Window, desk: Desk, settle: Settle
) -> None:
    desk.go(ClientList())
    QTest.keyClick(window, Qt.Key.Key_K, Ctrl)
    QTest.keyClicks(window.bar.search, "plans")
    QTest.keyClick(window.bar.search, Qt.Key.Key_Escape)
    settle()

    assert window.palette_ is not None
    assert not window.palette_.isVisible()
    assert desk.place == ClientList()


def test_undo_takes_back_and_redo_does_again(
    window: Window, desk: Desk, salon: Salon, settle: Settle
) -> None:
    desk.go(Today())
    desk.do(take, "Léa")
    settle()
    assert window.toast.isVisible()
    assert window.toast.undo.isVisible()

    QTest.keyClick(window, Qt.Key.Key_Z, Ctrl)
    settle()
    assert salon.ask(team) == []
    assert not window.toast.undo.isVisible()

    QTest.keyClick(window, Qt.Key.Key_Z, Ctrl | Shift)
    settle()
    assert salon.ask(team) == ["Léa"]


def test_ctrl_z_in_a_field_nothing_was_typed_in_is_the_windows(
    window: Window, desk: Desk, salon: Salon, settle: Settle
) -> None:
    desk.do(take, "Léa")
    settle()
    window.bar.search.setFocus()

    QTest.keyClick(window.bar.search, Qt.Key.Key_Z, Ctrl)
    settle()

    assert salon.ask(team) == []


def test_the_toast_takes_back_what_it_says(
    window: Window, desk: Desk, salon: Salon, settle: Settle
) -> None:
    desk.do(take, "Léa")
    settle()

    QTest.mouseClick(window.toast.undo, Qt.MouseButton.LeftButton)
    settle()

    assert salon.ask(team) == []


def test_a_refusal_is_said_in_words(window: Window, desk: Desk, settle: Settle) -> None:
    def refuse(work: Work) -> None:
        raise Missing("client", 7)

    desk.do(refuse)
    settle()

    assert "(C7)" in window.toast.text


def test_a_page_that_cannot_be_made_leaves_the_window_working(
    window: Window,
    desk: Desk,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import ui.frame.window

    reported: list[object] = []
    monkeypatch.setattr("sys.excepthook", lambda *bug: reported.append(bug[0]))

    def broken(desk: Desk, place: object) -> Page:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(ui.frame.window, "make_page", broken)
        desk.go(PlanList())
    assert reported == [ZeroDivisionError]
    [failed] = window.findChildren(Failed)
    failed.again.click()
    settle()

    assert window.page is not None
    assert not window.page.findChildren(Failed)


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_the_language_changes_at_once_and_one_stays_where_one_is(
    window: Window, desk: Desk, settle: Settle, language: str
) -> None:
    desk.go(ClientList())

    window.speak(language)
    settle()

    assert desk.place == ClientList()
    assert window.rail.buttons["clients"].isChecked()
    assert window.settings is not None
    assert window.settings.value("language") == language
    desk.do(take, "Léa")
    settle()
    assert window.toast.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Z, Ctrl)
    settle()
    assert desk.salon.ask(team) == []


def test_f9_changes_the_theme_and_the_desk_remembers(
    window: Window, desk: Desk, settle: Settle
) -> None:
    desk.go(Today())
    settle()

    QTest.keyClick(window, Qt.Key.Key_F9)
    settle()

    assert style.theme() is DARK
    at = window.grab().toImage().pixelColor(window.width() - 5, window.height() - 5)
    assert at == DARK.background
    assert window.settings is not None
    assert window.settings.value("theme") == "dark"


def test_a_warning_stays_through_a_change_of_language(
    window: Window, settle: Settle
) -> None:
    window.warn("The key lies beside the records.")
    window.speak("zh_CN")
    settle()

    strips = [b for b in window.findChildren(Banner) if b.isVisible()]
    assert len(strips) == 1
    assert strips[0].accessibleName()


@pytest.mark.parametrize("size", [(1100, 700), (700, 460), (1920, 1080)])
def test_every_page_can_be_used_at_any_size(
    window: Window, desk: Desk, settle: Settle, size: tuple[int, int]
) -> None:
    for place in ALL:
        desk.go(place)
        window.resize(*size)
        settle()
        assert (window.width(), window.height()) == size
        assert window.bar.search.isVisible()
        assert window.bar.search.width() >= 160


def test_every_button_is_large_enough_for_a_hand(
    window: Window, desk: Desk, settle: Settle
) -> None:
    for place in ALL:
        desk.go(place)
        settle()
        for button in window.findChildren(QPushButton):
            if button.isVisible():
                assert min(button.width(), button.height()) >= 32, button


def test_every_action_has_its_own_key_and_its_place_in_the_menu(
    window: Window, desk: Desk, settle: Settle
) -> None:
    desk.go(Today())
    settle()
    assert window.menus is not None
    keys = [
        a.shortcut().toString() for a in window.actions() if a.shortcut().toString()
    ]
    assert len(keys) == len(set(keys))
    menu = window.menus.menu()
    offered = {a.text() for a in menu.actions()}
    for part in menu.actions():
        inner = part.menu()
        if inner is not None:
            offered |= {a.text() for a in inner.actions()}  # type: ignore[attr-defined]
    for action in window.menus.actions():
        assert action.text() in offered
    menu.deleteLater()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_menu_opens_by_its_key(window: Window, settle: Settle) -> None:
    QTest.keyClick(window, Qt.Key.Key_F10)
    settle()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()


def test_the_desk_says_day_and_hour(window: Window, settle: Settle) -> None:
    settle()
    assert "27" in window.bar.now.text()
    assert "09:00" in window.bar.now.text() or "08:00" in window.bar.now.text()


def test_everything_that_takes_the_focus_can_be_spoken(
    window: Window, desk: Desk, settle: Settle
) -> None:
    for place in ALL:
        desk.go(place)
        settle()
        for child in window.findChildren(QWidget):
            takes = child.focusPolicy() != Qt.FocusPolicy.NoFocus
            if takes and child.isVisible() and not isinstance(child, Page):
                assert child.accessibleName() or getattr(child, "text", str)(), child


def test_a_long_refusal_is_said_whole_in_a_narrow_window(
    window: Window, settle: Settle
) -> None:
    window.resize(600, 460)
    settle()
    text = "These records belong to a newer version of the program. " * 2 + "更新" * 30

    window.toast.say(text, icon="alert-triangle")

    assert window.centre.rect().contains(window.toast.geometry())
    assert len(window.toast.lines) > 2
    assert "".join(window.toast.lines).replace(" ", "") == text.replace(" ", "")


def test_the_last_backup_leads_to_the_backups(
    window: Window, desk: Desk, settle: Settle
) -> None:
    settle()
    window.bar.backup.click()
    settle()

    assert desk.place == SettingsPage("backups")


@pytest.mark.parametrize(
    ("wide", "high", "is_whole"),
    [
        (1920, 1040, False),
        (1448, 940, False),
        (1447, 940, True),
        (1448, 939, True),
        (1366, 728, True),
        (1024, 560, True),
        (911, 485, True),  # 1366 x 768 at 150 %, less the bar
    ],
)
def test_the_first_window_fits_any_screen(
    bare: Window, wide: int, high: int, is_whole: bool
) -> None:
    bare.resize(1440, 900)
    bare.move(4000, -50)  # as on a second screen that is gone
    room = QRect(0, 24, wide, high)

    bare.fit(room)

    assert bare.isMaximized() is is_whole
    assert bare.width() <= wide
    assert bare.height() <= high
    assert room.contains(bare.pos())
