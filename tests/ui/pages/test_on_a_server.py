"""The window of a salon with two PCs: it begins on a server, and outlives a restart."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from salon.address import server_url
from salon.clients.model import ClientDraft
from salon.clients.operations import add_client
from salon.start import open_salon
from salon.store.engine import open_server
from tests.store.servers import OwnServer, programs
from tests.ui.pages.test_start import Beginning
from tests.ui.room import NOW, Inline
from ui.frame.window import AWAY, Window
from ui.kit.sheet import Sheet
from ui.places import SettingsPage as SettingsPlace
from ui.settings.page import SettingsPage
from ui.tasks import Tasks


@pytest.fixture(scope="module")
def running() -> Iterator[OwnServer]:
    there = programs()
    if there is None:
        pytest.skip("no PostgreSQL to start and stop")
    server = OwnServer(there)
    yield server
    server.close()


@pytest.fixture
def server(
    running: OwnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> OwnServer:
    monkeypatch.setattr("salon.address.user_config_path", lambda *_a, **_m: tmp_path)
    monkeypatch.setattr("platformdirs.user_config_path", lambda *_a, **_m: tmp_path)
    engine = open_server(server_url(running.url))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return running


@pytest.fixture
def beginning(
    server: OwnServer, tmp_path: Path, held: list[QWidget], light: None
) -> Iterator[Beginning]:
    window = Window(QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat))
    held.append(window)
    window.resize(1440, 900)
    window.show()
    window.activateWindow()
    tasks = Tasks(Inline())
    made = Beginning(window, server.url, tasks)
    yield made
    for sheet in window.findChildren(Sheet):
        sheet.done(0)
    made.settle()
    made.opening.end()
    tasks.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def begun(beginning: Beginning) -> Window:
    beginning.page.name.setText("Two desks")
    beginning.page.begin(is_sample=False)
    beginning.settle()
    assert beginning.window.desk is not None
    return beginning.window


def test_a_first_start_on_a_server_asks_the_same_and_offers_no_backup_of_ours(
    beginning: Beginning, server: OwnServer
) -> None:
    assert not beginning.page.backup.isVisible()
    window = begun(beginning)

    assert window.desk is not None
    assert window.desk.is_on_server
    assert window.desk.premises.name == "Two desks"
    window._look_at_clock()
    assert window.bar.backup.text() == "Records on a server"
    assert "pg_dump" in window.bar.backup.toolTip()
    window.desk.go(SettingsPlace("backups"))
    beginning.settle()
    assert isinstance(window.page, SettingsPage)
    assert "pg_dump" in window.page.backups.where.text()
    assert not window.page.backups.back_up.isEnabled()


def test_what_another_pc_does_is_heard_with_the_next_look(
    beginning: Beginning, server: OwnServer, qtbot: QtBot
) -> None:
    window = begun(beginning)
    assert window.desk is not None
    heard: list[bool] = []

    class Page(QWidget):
        def refresh(self) -> None:
            heard.append(True)

    page = Page(window)
    page.show()
    window.desk.watch({"clients"}, page.refresh)
    with closing(open_salon(server.url, NOW, desk="the other PC")) as other:
        other.do(add_client, ClientDraft(name="Mei"))

    qtbot.waitUntil(lambda: bool(heard))


def test_a_server_that_is_away_is_said_in_a_strip_until_it_is_back(
    beginning: Beginning, server: OwnServer, qtbot: QtBot
) -> None:
    window = begun(beginning)
    assert window.desk is not None
    desk = window.desk
    refused: list[str] = []
    desk.refused.connect(refused.append)

    server.stop()
    try:
        qtbot.waitUntil(lambda: AWAY in strips(window))
        desk.do(add_client, ClientDraft(name="Too early"))
        qtbot.waitUntil(lambda: bool(refused))
        assert strips(window).count(AWAY) == 1
        assert "Nothing of this was saved" in refused[0]
    finally:
        server.start()
    qtbot.waitUntil(lambda: AWAY not in strips(window))

    told: list[str] = []
    desk.told.connect(told.append)
    desk.do(add_client, ClientDraft(name="Mei"))
    qtbot.waitUntil(lambda: told == ["Client added"])


def strips(window: Window) -> list[object]:
    return [one.text for one in window._warnings]
