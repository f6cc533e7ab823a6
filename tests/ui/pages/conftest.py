"""Fixtures of the pages of the day: a small salon on a Tuesday morning."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtWidgets import QWidget

from salon.app import Salon
from salon.start import open_salon
from tests.ui.pages.daily import NOW, found_day
from tests.ui.room import KEY
from ui.desk import Desk
from ui.frame.window import Window
from ui.tasks import Tasks


def _template(factory: pytest.TempPathFactory, name: str, *, is_full: bool) -> Path:
    folder = factory.mktemp(name) / "salon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALON_KEY", KEY)
        found_day(str(folder), is_full=is_full)
    return folder


@pytest.fixture(scope="session")
def day_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _template(tmp_path_factory, "day", is_full=True)


@pytest.fixture(scope="session")
def quiet_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _template(tmp_path_factory, "quiet", is_full=False)


@pytest.fixture
def day_folder(
    day_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("SALON_KEY", KEY)
    return copytree(day_template, tmp_path / "day")


@pytest.fixture
def day_salon(day_folder: Path) -> Iterator[Salon]:
    with closing(open_salon(str(day_folder), NOW)) as salon:
        yield salon


@pytest.fixture
def quiet_salon(
    quiet_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Salon]:
    monkeypatch.setenv("SALON_KEY", KEY)
    folder = copytree(quiet_template, tmp_path / "quiet")
    with closing(open_salon(str(folder), NOW)) as salon:
        yield salon


@pytest.fixture
def day_desk(day_salon: Salon, tasks: Tasks) -> Desk:
    desk = Desk(day_salon, tasks)
    desk.who = "Mei"
    return desk


@pytest.fixture
def shown(held: list[QWidget], settle: Callable[[], None]) -> Callable[[Desk], Window]:
    """Return a call that shows a desk in a window."""

    def show(desk: Desk) -> Window:
        window = Window()
        held.append(window)
        window.enter(desk)
        window.show()
        window.activateWindow()
        settle()
        return window

    return show


@pytest.fixture
def day_window(shown: Callable[[Desk], Window], day_desk: Desk) -> Window:
    return shown(day_desk)
