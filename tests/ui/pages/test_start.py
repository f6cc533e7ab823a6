"""The first start: four things, by keys alone, and the salon is open."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from salon.catalogue.queries import services
from salon.staff.queries import team
from salon.start import open_salon
from tests.ui.pages.papers import fields_of, roll, said_by
from tests.ui.room import KEY, NOW, Inline
from ui.frame.app import Opening
from ui.frame.window import Window
from ui.kit.sheet import Sheet
from ui.start.page import StartPage
from ui.tasks import Tasks

Key = Qt.Key


class Beginning:
    """A window in which no salon has begun yet."""

    def __init__(self, window: Window, where: Path | str, tasks: Tasks) -> None:
        self.window, self.folder, self.tasks = window, Path(where), tasks
        self.options = Namespace(data=str(where), now=NOW, language="en")
        self.opening = Opening(window, tasks, self.options)
        self.opening._try()
        self.settle()

    @property
    def page(self) -> StartPage:
        """The page of the first start."""
        assert isinstance(self.window.page, StartPage)
        return self.window.page

    def settle(self) -> None:
        """Let everything arrive."""
        for _turn in range(3):
            QApplication.processEvents()
            while not self.tasks.idle():
                QApplication.processEvents()


@pytest.fixture
def beginning(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    held: list[QWidget],
    light: None,
) -> Iterator[Beginning]:
    monkeypatch.setenv("SALON_KEY", KEY)
    window = Window()
    held.append(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    tasks = Tasks(Inline())
    made = Beginning(window, tmp_path / "salon", tasks)
    yield made
    for sheet in window.findChildren(Sheet):
        sheet.done(0)
    made.settle()
    made.opening.end()
    tasks.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_name_and_enter_are_enough_to_begin(
    beginning: Beginning, qtbot: QtBot
) -> None:
    page = beginning.page
    assert page.name.hasFocus()
    qtbot.keyClicks(page.name, "Camellia House")
    qtbot.keyClick(page.name, Key.Key_Return)
    beginning.settle()
    assert beginning.window.desk is not None
    salon = beginning.window.desk.salon
    here = salon.premises
    assert (here.name, here.region, here.currency) == ("Camellia House", "uk", "GBP")
    assert len(salon.ask(services)) > 50
    assert [one.name for one in salon.ask(team)] == ["Owner"]


def test_the_region_proposes_language_currency_and_zone(
    beginning: Beginning,
) -> None:
    page = beginning.page
    page.region.choose("tw")
    assert page.currency.currentText() == "TWD"
    assert page.language_.currentText() == "繁體中文"
    assert "Taipei" in page.zone.text()


def test_hours_and_owner_are_taken_as_they_are_said(
    beginning: Beginning, qtbot: QtBot
) -> None:
    page = beginning.page
    page.name.setText("Camellia")
    page.owner.setText("Ana Ferreira")
    page.hours.days[0].open.setChecked(False)
    page.begin(is_sample=False)
    beginning.settle()
    assert beginning.window.desk is not None
    salon = beginning.window.desk.salon
    assert salon.premises.hours.days[0] == ()
    assert [one.name for one in salon.ask(team)] == ["Ana Ferreira"]


def test_without_a_name_it_says_what_is_missing(
    beginning: Beginning, qtbot: QtBot
) -> None:
    page = beginning.page
    qtbot.keyClick(page.name, Key.Key_Return)
    assert "name is needed" in page.name_row.note.text()
    assert not beginning.folder.exists()


def test_hours_that_end_before_they_begin_are_said(beginning: Beginning) -> None:
    page = beginning.page
    page.name.setText("Camellia")
    first, last = page.hours.days[2].spans[0]
    page.hours.days[2].spans[0][1].put(first.value())
    page.begin(is_sample=False)
    assert "closes before" in page.hours.wrong.text()
    assert last.value() == first.value()


def test_the_sample_salon_comes_with_clients_and_in_that_language(
    beginning: Beginning, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = beginning.page
    page.begin(is_sample=True)
    beginning.settle()
    assert beginning.window.desk is not None
    salon = beginning.window.desk.salon
    assert salon.premises.is_sample
    assert salon.premises.name


def test_cancel_leaves_nothing_behind(
    beginning: Beginning,
) -> None:
    page = beginning.page
    steps: list[int] = []

    def cancel(done: int, _total: int) -> None:
        steps.append(done)
        page._cancel()

    page.stepped.connect(cancel, Qt.ConnectionType.DirectConnection)
    page.begin(is_sample=True)
    beginning.settle()
    assert steps
    assert "Stopped" in page.failure.accessibleName()
    assert not page.failure.isHidden()
    assert not list(beginning.folder.glob("*.db"))
    page.stepped.disconnect(cancel)
    page.name.setText("Camellia")
    page.begin(is_sample=False)
    beginning.settle()
    assert beginning.window.desk is not None


def test_a_folder_in_use_is_said_in_words_and_can_be_tried_again(
    beginning: Beginning,
) -> None:
    page = beginning.page
    beginning.folder.mkdir()
    (beginning.folder / "salon.db").write_bytes(b"somebody else's")
    page.name.setText("Camellia")
    page.begin(is_sample=False)
    beginning.settle()
    assert not page.failure.isHidden()
    assert page.failure.accessibleName()
    assert page.go_on.isVisible()


def test_an_empty_salon_is_offered_the_import_of_its_clients(
    beginning: Beginning, qtbot: QtBot
) -> None:
    beginning.page.name.setText("Camellia")
    beginning.page.begin(is_sample=False)
    beginning.settle()

    def sheets() -> list[Sheet]:
        return [one for one in beginning.window.findChildren(Sheet) if one.isVisible()]

    qtbot.waitUntil(lambda: bool(sheets()))
    assert sheets()[0].windowTitle() == "Your salon is open"


def test_the_language_turns_while_what_was_typed_stays(
    beginning: Beginning, qtbot: QtBot
) -> None:
    beginning.page.name.setText("山茶")
    beginning.page._speak(1)
    qtbot.waitUntil(lambda: beginning.page.tongues.index == 1)
    assert beginning.page.name.text() == "山茶"
    assert beginning.page.language_.currentText() == "简体中文"
    beginning.window.speak("en")


def test_the_wheel_changes_none_of_the_answers(beginning: Beginning) -> None:
    fields = fields_of(beginning.page)
    assert len(fields) > 10
    before = [said_by(one) for one in fields]
    for one in fields:
        roll(one)
    assert [said_by(one) for one in fields] == before


def test_a_salon_begun_in_the_window_is_one_for_the_command_line(
    beginning: Beginning,
) -> None:
    beginning.page.name.setText("Camellia")
    beginning.page.begin(is_sample=False)
    beginning.settle()
    with closing(open_salon(str(beginning.folder), NOW, may_begin=False)) as salon:
        assert salon.premises.name == "Camellia"
