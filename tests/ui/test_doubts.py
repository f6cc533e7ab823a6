"""What the window asks at opening stands under the top bar until it is answered."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from salon.app import Salon
from salon.history.queries import history
from salon.rooms.operations import add_room
from salon.store.chain import Head
from salon.store.heads import HeadFile, Noted, Watch
from salon.text import use_language
from tests.ui.room import NOW
from ui.desk import Desk
from ui.frame import doubts
from ui.frame.window import Window
from ui.kit.states import Banner
from ui.kit.tokens import Tone

Settle = Callable[[], None]


def strips(window: Window) -> list[tuple[str, Tone]]:
    return [
        (one.accessibleName(), one.tone)
        for one in window.findChildren(Banner)
        if one.square and not one.isHidden()
    ]


def press(window: Window, said: str) -> None:
    [button] = [
        one
        for one in window.findChildren(QPushButton)
        if one.text() == said and one.isVisible()
    ]
    button.click()


def test_missing_work_is_said_in_red_until_somebody_accepts_it(
    window: Window, desk: Desk, settle: Settle, tmp_path: Path
) -> None:
    note = tmp_path / "noted"
    HeadFile(note).write(Noted(Head(99, "ab" * 32), desk.salon.now()))
    desk.salon.watch = Watch(note, desk.salon._engine)

    doubts.warn(window, desk, has_real_time=False)
    settle()
    [(said, tone)] = strips(window)
    assert "The newest work is missing" in said
    assert "number 99" in said
    assert tone == Tone.RED
    use_language("zh_TW")
    window.rebuild()
    settle()
    [(said, _tone)] = strips(window)
    assert "缺少最新的內容" in said
    use_language("en")
    window.rebuild()
    settle()

    press(window, "I know, go on")
    settle()
    assert strips(window) == []
    assert desk.salon.loss() == ""
    newest = desk.salon.ask(history)[0]
    assert newest.kind == "history.EndAccepted"


def test_a_wrong_clock_is_asked_about_and_a_right_one_is_not(
    window: Window, desk: Desk, settle: Settle, salon: Salon
) -> None:
    salon.do(add_room, "One")
    doubts.warn(window, desk, has_real_time=True)
    settle()
    assert strips(window) == []

    salon._clock.instant = NOW + timedelta(days=4000)  # type: ignore[attr-defined]
    doubts.warn(window, desk, has_real_time=False)
    settle()
    assert strips(window) == []
    doubts.warn(window, desk, has_real_time=True)
    settle()
    [(said, _tone)] = strips(window)
    assert "Is the clock right?" in said

    press(window, "It is right")
    assert strips(window) == []
