"""Fixtures of the window: a salon of its own, a desk, and the window over it."""

import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from salon.app import Salon
from salon.start import open_salon
from salon.text import use_language
from tests.ui.room import KEY, NOW, Inline
from ui.desk import Desk
from ui.frame.app import desk_settings
from ui.frame.window import Window
from ui.kit import speech, style
from ui.kit.tokens import LIGHT
from ui.parts.keys import PENDING
from ui.tasks import Tasks

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return style.arguments("tests")


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    if not qapp.property("dressed"):
        style.start(qapp)
        qapp.setProperty("dressed", True)
    style.use(qapp, LIGHT)
    use_language("en")
    speech.use(speech.Speech())
    yield
    use_language("en")


@pytest.fixture(scope="session")
def began(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which a salon has begun; to be copied."""
    folder = tmp_path_factory.mktemp("began") / "salon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALON_KEY", KEY)
        open_salon(str(folder), NOW).close()
    return folder


@pytest.fixture
def folder(began: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SALON_KEY", KEY)
    return copytree(began, tmp_path / "salon")


@pytest.fixture
def salon(folder: Path) -> Iterator[Salon]:
    with closing(open_salon(str(folder), NOW)) as salon:
        yield salon


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    tasks = Tasks(Inline())
    yield tasks
    tasks.close()


@pytest.fixture
def desk(salon: Salon, tasks: Tasks) -> Desk:
    return Desk(salon, tasks)


def is_undecided() -> bool:
    """Return whether a key was pressed that may yet become a word."""
    tops = QApplication.topLevelWidgets()
    pages = (one.page for one in tops if isinstance(one, Window))
    return any(page is not None and page.property(PENDING) for page in pages)


@pytest.fixture
def settle(tasks: Tasks) -> Callable[[], None]:
    """Return a call that lets every answer and all news arrive."""

    def settle() -> None:
        QApplication.processEvents()
        while not tasks.idle() or is_undecided():
            QApplication.processEvents()
        QApplication.processEvents()

    return settle


@pytest.fixture
def held(qapp: QApplication) -> Iterator[list[QWidget]]:
    """Hold top-level widgets: the collector would take one in mid-paint."""
    kept: list[QWidget] = []
    yield kept
    for each in kept:
        each.close()
        each.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qapp.processEvents()


@pytest.fixture
def bare(folder: Path, held: list[QWidget]) -> Window:
    """Return a window that has not been opened yet."""
    window = Window(desk_settings(str(folder)))
    held.append(window)
    return window


@pytest.fixture
def window(bare: Window, desk: Desk, settle: Callable[[], None]) -> Window:
    """Return a window on the screen, with a salon behind it."""
    bare.enter(desk)
    bare.show()
    bare.activateWindow()
    settle()
    return bare


@pytest.fixture
def options(folder: Path) -> Namespace:
    return Namespace(data=str(folder), now=NOW, language="en")
