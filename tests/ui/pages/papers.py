"""A salon with a plan or two, and a window over it, for plans, papers and settings."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from salon.app import Salon
from salon.clients.model import BirthdayLine, ClientDraft, ClientId, PhoneLine
from salon.clients.operations import add_client, note_condition
from salon.plans.model import PlanId
from salon.plans.operations import make_plan
from salon.settings.model import Premises
from salon.setup import set_up
from salon.start import found_salon, open_salon
from tests.ui.room import KEY, Inline
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.fields import TimeField
from ui.kit.sheet import Sheet
from ui.tasks import Tasks

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=ZoneInfo("Europe/London"))
W = TypeVar("W")


@dataclass
class House:
    """The window, its desk and its salon, and how to let everything arrive."""

    window: Window
    desk: Desk
    salon: Salon
    settle: Callable[[], None]
    lin: ClientId
    mae: ClientId
    plan: PlanId

    def page(self, kind: type[W]) -> W:
        """Return the page that is shown, which is one of *kind*."""
        assert isinstance(self.window.page, kind)
        return self.window.page

    def has_sheet(self, kind: type[Any]) -> bool:
        """Return whether a sheet of that kind stands open."""
        found = self.window.findChildren(kind)
        return any(one.isVisible() for one in found)

    def sheet(self, kind: type[W]) -> W:
        """Return the sheet that stands open in front, which is one of *kind*."""
        open_ = [one for one in self.window.findChildren(Sheet) if one.isVisible()]
        assert open_
        assert isinstance(open_[-1], kind)
        return open_[-1]


def _fill(salon: Salon) -> None:
    set_up(salon, Premises(name="Camellia"), "Ana")
    phone = PhoneLine("+447700900147")
    lin = salon.do(
        add_client,
        ClientDraft(name="林美华", phones=(phone,), birthday=BirthdayLine(1988, 9, 23)),
    )
    mae = salon.do(add_client, ClientDraft(name="Mae Young"))
    salon.do(note_condition, mae, "pregnancy")
    salon.do(make_plan, lin, "plan_hydrate", start=TODAY)


@pytest.fixture(scope="session")
def papered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with such a salon; to be copied."""
    folder = tmp_path_factory.mktemp("papers") / "salon"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALON_KEY", KEY)
        found_salon(str(folder), _fill, NOW)
    return folder


@pytest.fixture
def house(
    papered: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    held: list[QWidget],
    light: None,
) -> Iterator[House]:
    monkeypatch.setenv("SALON_KEY", KEY)
    folder = copytree(papered, tmp_path / "house")
    with closing(open_salon(str(folder), NOW)) as salon:
        tasks = Tasks(Inline())
        settings = QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)
        desk = Desk(salon, tasks, settings)
        window = Window(settings)
        held.append(window)
        window.resize(1440, 900)
        window.enter(desk)

        def settle() -> None:
            for _turn in range(3):
                QApplication.processEvents()
                while not tasks.idle():
                    QApplication.processEvents()

        window.show()
        window.activateWindow()
        settle()
        yield House(window, desk, salon, settle, *_known(salon))
        for sheet in window.findChildren(Sheet):
            sheet.done(0)
        settle()
        tasks.close()


def _known(salon: Salon) -> tuple[ClientId, ClientId, PlanId]:
    return ClientId(1), ClientId(2), PlanId(1)


def days(number: int) -> timedelta:
    """Return a length of so many days."""
    return timedelta(days=number)


def roll(field: QWidget) -> None:
    """Turn the wheel over a field, as a hand does that wants to scroll the page."""
    middle = QPointF(field.rect().center())
    turned = QWheelEvent(
        middle,
        QPointF(field.mapToGlobal(middle.toPoint())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # Qt's own order
    )
    QApplication.sendEvent(field, turned)


def fields_of(home: QWidget) -> list[Any]:
    """Return every field under a page that the wheel might change."""
    from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox

    kinds = (QComboBox, QAbstractSpinBox, QAbstractSlider, TimeField)
    from PySide6.QtWidgets import QScrollBar

    return [
        one
        for kind in kinds
        for one in home.findChildren(kind)
        if not isinstance(one, QScrollBar) and one.isVisible()
    ]


def said_by(field: Any) -> object:
    """Return what a field says."""
    from PySide6.QtWidgets import QAbstractSlider, QComboBox

    if isinstance(field, QComboBox):
        return field.currentIndex()
    if isinstance(field, QAbstractSlider):
        return field.value()
    return field.text()
