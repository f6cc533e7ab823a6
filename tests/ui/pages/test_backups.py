"""Backups in the window: seen, made, and the way back for somebody frightened."""

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from salon.clients.model import ClientDraft
from salon.clients.operations import add_client
from salon.clients.queries import find_clients
from salon.restoring import write_key
from salon.safekeeping import Damaged, NoRoom, NoSuchBackup
from salon.start import open_salon
from salon.store.backup import Backups
from tests.store.test_backup import leave_free, spoil
from tests.ui.pages.papers import NOW, House, house, papered
from tests.ui.room import KEY, Inline
from ui.frame.app import Opening, desk_settings
from ui.frame.closing import Closing
from ui.frame.copying import SECOND, copy_at_closing
from ui.frame.window import Window
from ui.kit.buttons import Button
from ui.kit.sheet import Sheet
from ui.kit.states import Failed
from ui.kit.tokens import Tone
from ui.kit.words import Words
from ui.parts.restoring import RestoreSheet
from ui.places import SettingsPage as SettingsPlace
from ui.settings.backups import BackupsPane
from ui.settings.page import SettingsPage
from ui.start.page import StartPage
from ui.tasks import Tasks

__all__ = ["house", "papered"]


def opened(house: House) -> BackupsPane:
    """Open the backups in the settings."""
    house.desk.go(SettingsPlace("backups"))
    house.settle()
    return house.page(SettingsPage).backups


def backups_of(house: House) -> Backups:
    assert house.salon.backups is not None
    return house.salon.backups


def tone_of(pane: BackupsPane) -> Tone:
    return pane.state.tone


def test_the_list_says_day_size_clients_and_whether_it_was_compared(
    house: House,
) -> None:
    house.salon.backup()
    pane = opened(house)

    [line] = pane.list.lines.lines
    assert line.name == "Tuesday 24 November · 10:42"
    assert line.detail.startswith("2 clients · ")
    assert line.detail.endswith(" MB")
    assert line.mark is not None
    assert line.mark.text == "opened and compared"
    assert "opened and compared" in line.spoken()
    assert "good" in pane.state.accessibleName()


def test_a_failure_is_said_in_the_bar_and_on_the_page_with_its_reason(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.salon.backup()
    house.salon.do(add_client, ClientDraft(name="New"))
    leave_free(1000, monkeypatch)
    pane = opened(house)
    pane.back_up.click()
    house.settle()

    assert "no room" in pane.state.accessibleName()
    assert tone_of(pane) is Tone.RED
    bar = house.window.bar.backup
    assert bar.text() == "No backup: the disk has no room"
    assert "1 kB are free" in bar.accessibleDescription()

    monkeypatch.undo()
    monkeypatch.setenv("SALON_KEY", KEY)
    pane.back_up.click()
    house.settle()
    assert tone_of(pane) is Tone.SAGE
    assert bar.text() == "Backed up 10:42"
    assert "good" in bar.accessibleDescription()


def test_a_backup_can_be_called_off(house: House) -> None:
    pane = opened(house)

    pane.progress.bar.valueChanged.connect(lambda _value: pane.progress.cancel.click())
    pane.back_up.click()
    house.settle()
    assert backups_of(house).copies() == []
    assert pane.progress.isHidden()
    assert pane.back_up.isEnabled()


def test_the_second_place_is_named_filled_and_left_out(
    house: House, tmp_path: Path
) -> None:
    pane, stick = opened(house), tmp_path / "stick"
    stick.mkdir()
    pane.put_second(stick)
    house.settle()
    assert (
        str(stick) in pane.second.accessibleName() or str(stick) in pane.second.text()
    )
    pane.back_up.click()
    house.settle()
    assert len(backups_of(house).copies(stick)) == 1
    assert "good" in pane.second_state.accessibleName()

    rmtree(stick)
    pane.refresh()
    house.settle()
    assert "Not plugged in" in pane.second.text()
    assert pane.second_state.isHidden()  # nothing to be alarmed about

    pane.leave_out.click()
    house.settle()
    assert pane.second.text() == "None yet"


def test_a_second_place_beside_the_records_is_none(house: House) -> None:
    pane = opened(house)
    assert house.salon.folder is not None
    pane.put_second(house.salon.folder.path / "backups")
    house.settle()
    assert house.window.settings is not None
    assert not house.window.settings.value(SECOND)


def test_the_copy_at_closing_goes_to_the_second_place_once_and_an_absent_one_is_calm(
    house: House, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "desk.ini"), QSettings.Format.IniFormat)
    stick = tmp_path / "stick"
    settings.setValue(SECOND, str(stick))
    copy_at_closing(house.salon, settings)
    assert len(backups_of(house).copies()) == 1
    assert not stick.exists()

    stick.mkdir()
    copy_at_closing(house.salon, settings)
    copy_at_closing(house.salon, settings)
    assert len(backups_of(house).copies()) == 1
    assert len(backups_of(house).copies(stick)) == 1


def test_a_large_salon_shows_at_closing_how_far_its_copy_is(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    step = Closing._show_step

    def see(window: Closing, done: int, total: int) -> None:
        step(window, done, total)
        shown.append(window.progress.said.text())
        assert window.isVisible()

    monkeypatch.setattr(Closing, "_show_step", see)
    copy_at_closing(house.salon, None, large=0)
    assert len(backups_of(house).copies()) == 1
    assert shown


def test_the_copy_at_closing_can_be_called_off(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    show = Closing.show

    def stop(window: Closing) -> None:
        show(window)
        window.close()

    monkeypatch.setattr(Closing, "show", stop)
    copy_at_closing(house.salon, None, large=0)
    assert backups_of(house).copies() == []


def test_the_space_is_seen_and_set(house: House) -> None:
    house.salon.backup()
    pane = opened(house)
    assert "free on this disk" in pane.held.text()
    assert pane.space.currentText().startswith("As usual (")
    at = pane._spaces.index(2000)
    pane.space.setCurrentIndex(at)
    pane.space.activated.emit(at)
    house.settle()
    assert house.salon.premises.backup_space == 2000
    assert pane.space.currentText() == "2.0 GB"


def test_the_key_is_saved_to_be_kept_apart(house: House, tmp_path: Path) -> None:
    pane = opened(house)
    pane.write_key(tmp_path / "key.txt")
    house.settle()
    assert (tmp_path / "key.txt").read_text().strip() == KEY
    pane.write_key(tmp_path / "no" / "such" / "folder.txt")
    house.settle()
    assert not (tmp_path / "no").exists()


def test_restore_offers_the_newest_good_one_and_says_what_is_not_in_it(
    house: House,
) -> None:
    house.salon.backup()
    pane = opened(house)
    pane.restore.click()
    house.settle()
    sheet = house.sheet(RestoreSheet)
    assert sheet.chosen is not None
    assert sheet.chosen.clients == 2
    assert "24 Nov 2026, 10:42" in sheet.missing.text()
    for one in sheet.findChildren(QPushButton):
        assert one.accessibleName() or one.text()
    sheet.reject()


def test_after_backing_up_the_newest_one_stands_chosen_whatever_was_shown_before(
    house: House,
) -> None:
    pane = opened(house)
    pane.back_up.click()
    house.settle()
    pane.list.choose(0)
    house.salon.do(add_client, ClientDraft(name="Ada Lowe"))
    pane.back_up.click()
    house.settle()

    pane.restore.click()
    house.settle()

    sheet = house.sheet(RestoreSheet)
    assert sheet.chosen is not None
    assert sheet.chosen.path == backups_of(house).copies()[0].path
    assert len(backups_of(house).copies()) == 2


def test_a_file_that_is_no_backup_is_said_to_be_none(
    house: House, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear Amira")
    sheet = opened(house).open_restore()
    assert sheet is not None
    sheet.look(letter)
    house.settle()
    assert "letter.db" in sheet.failure.accessibleName()
    assert not sheet.go_on.isEnabled()
    sheet.reject()


# The whole way, with the window that opens and closes salons.


class Evening:
    """A window over a salon folder, opened as the program opens it."""

    def __init__(self, folder: Path, tasks: Tasks) -> None:
        self.folder, self.tasks = folder, tasks
        self.window = Window(desk_settings(str(folder)))
        self.window.resize(1440, 900)
        self.window.show()
        self.options = Namespace(data=str(folder), now=NOW, language="en")
        self.opening = Opening(self.window, tasks, self.options)
        self.opening._try()
        self.settle()

    def settle(self) -> None:
        """Let everything arrive."""
        for _turn in range(4):
            QApplication.processEvents()
            while not self.tasks.idle():
                QApplication.processEvents()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def names(self) -> list[str]:
        """Return the clients of the salon that is open."""
        assert self.window.desk is not None
        found = self.window.desk.salon.ask(find_clients, "")
        return sorted(one.name for one in found)

    def button(self, text: str) -> Button:
        """Return the button that says this."""
        all_ = self.window.findChildren(Button)
        [one] = [one for one in all_ if one.isVisible() and text in one.text()]
        return one

    def sheet(self) -> RestoreSheet:
        """Return the sheet in front."""
        open_ = self.window.findChildren(RestoreSheet)
        return [one for one in open_ if one.isVisible()][-1]


@pytest.fixture
def evening(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    held: list[QWidget],
    light: None,
    qapp: QApplication,
) -> Iterator[Callable[[Path], Evening]]:
    monkeypatch.setenv("SALON_KEY", KEY)
    made: list[Evening] = []

    def sit(folder: Path) -> Evening:
        one = Evening(folder, Tasks(Inline()))
        held.append(one.window)
        made.append(one)
        return one

    yield sit
    for one in made:
        for sheet in one.window.findChildren(Sheet):
            sheet.done(0)
        one.settle()
        one.opening.end()
        one.tasks.close()


@pytest.fixture
def saved(papered: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a salon of two clients, backed up, to which a third came later."""
    monkeypatch.setenv("SALON_KEY", KEY)
    folder = copytree(papered, tmp_path / "saved")
    with closing(open_salon(str(folder), NOW)) as salon:
        salon.backup()
        salon.do(add_client, ClientDraft(name="Later"))
        with salon._engine.connect() as tool:
            tool.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def test_three_clicks_lead_back_and_what_was_there_is_kept(
    saved: Path, evening: Callable[[Path], Evening]
) -> None:
    one = evening(saved)
    assert one.names() == ["Later", "Mae Young", "林美华"]
    one.window.bar.backup.click()  # the first: "Backed up …"
    one.settle()
    one.button("Restore …").click()  # the second
    one.settle()
    one.button("Restore this backup").click()  # the third
    one.settle()

    assert one.names() == ["Mae Young", "林美华"]
    said = [str(strip.text) for strip in one.window._warnings]
    assert any("as it was in the backup" in text for text in said)
    [kept] = saved.glob("kept-*")
    with closing(open_salon(str(kept), NOW, may_begin=False)) as before:
        assert len(before.ask(find_clients, "")) == 3
    one.window.bar.backup.click()  # and the window works
    one.settle()
    assert isinstance(one.window.page, SettingsPage)


def test_the_sheet_is_led_by_keys_alone(
    saved: Path, evening: Callable[[Path], Evening], qtbot: QtBot
) -> None:
    one = evening(saved)
    assert one.window.desk is not None
    one.window.desk.go(SettingsPlace("backups"))
    one.settle()
    one.window.page.backups.open_restore()  # type: ignore[union-attr]
    one.settle()
    assert one.sheet().list.hasFocus() or one.sheet().list.currentIndex().row() == 0
    qtbot.keyClick(one.sheet(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    one.settle()
    assert one.names() == ["Mae Young", "林美华"]


def test_a_backup_that_went_bad_is_said_to_be_and_the_salon_stays(
    saved: Path, evening: Callable[[Path], Evening]
) -> None:
    one = evening(saved)
    [file] = (saved / "backups").glob("*.db")
    spoil(file, 40)
    one.window.bar.backup.click()
    one.settle()
    one.button("Restore …").click()
    one.settle()
    one.button("Restore this backup").click()
    one.settle()
    assert "damaged" in one.sheet().failure.accessibleName()
    one.sheet().reject()
    one.settle()
    assert one.names() == ["Later", "Mae Young", "林美华"]
    assert not list(saved.glob("kept-*"))


def test_a_salon_that_is_hurt_offers_its_newest_good_backup_in_one_click(
    saved: Path, evening: Callable[[Path], Evening]
) -> None:
    (saved / "salon.db").write_bytes(b"\x42" * 400_000)
    one = evening(saved)
    [failed] = one.window.findChildren(Failed)
    assert "24 Nov 2026, 10:42" in failed.accessibleName()
    assert "2 clients" in failed.accessibleName()

    one.button("Restore the backup of").click()
    one.settle()

    assert one.names() == ["Mae Young", "林美华"]
    [kept] = saved.glob("kept-*")
    assert (kept / "salon.db").read_bytes() == b"\x42" * 400_000


def test_a_salon_whose_records_are_gone_offers_it_too(
    saved: Path, evening: Callable[[Path], Evening]
) -> None:
    for file in saved.glob("salon.db*"):
        file.unlink()
    one = evening(saved)
    one.button("Restore the backup of").click()
    one.settle()
    assert one.names() == ["Mae Young", "林美华"]


def test_a_hurt_salon_without_a_backup_asks_for_a_file(
    saved: Path, evening: Callable[[Path], Evening], tmp_path: Path
) -> None:
    [file] = (saved / "backups").glob("*.db")
    stick = file.rename(tmp_path / file.name)
    (saved / "salon.db").write_bytes(b"\x42" * 400_000)
    one = evening(saved)
    one.button("Another backup").click()
    one.settle()
    one.sheet().look(stick)
    one.settle()
    one.button("Restore this backup").click()
    one.settle()
    assert one.names() == ["Mae Young", "林美华"]


def test_a_first_start_goes_on_from_a_backup(
    saved: Path, evening: Callable[[Path], Evening], tmp_path: Path
) -> None:
    [file] = (saved / "backups").glob("*.db")
    one = evening(tmp_path / "new-computer")
    assert isinstance(one.window.page, StartPage)
    one.button("I have a backup").click()
    one.settle()
    assert not one.sheet().go_on.isEnabled()
    one.sheet().look(file)
    one.settle()
    one.button("Restore this backup").click()
    one.settle()
    assert one.names() == ["Mae Young", "林美华"]


def test_on_another_computer_the_key_is_asked_for(
    evening: Callable[[Path], Evening],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = evening(tmp_path / "new-computer")
    monkeypatch.delenv("SALON_KEY")
    old, stick = tmp_path / "old", tmp_path / "stick"
    stick.mkdir()
    with closing(open_salon(str(old), NOW)) as salon:
        assert salon.backups is not None
        made = salon.backups.make(NOW, where=stick)
    write_key(str(old), tmp_path / "key.txt")

    one.button("I have a backup").click()
    one.settle()
    one.sheet().look(made.path)
    one.settle()
    assert "key" in one.sheet().failure.accessibleName()
    assert one.sheet().key.isVisible()
    one.sheet().take_key(tmp_path / "key.txt")
    one.settle()
    one.button("Restore this backup").click()
    one.settle()
    before = " ".join(said.text() for said in one.sheet().findChildren(Words))
    # the old salon is not here: who was erased since?
    assert "nobody can say who was erased" in before
    assert "salon.erased" in before
    one.button("Open the salon").click()
    one.settle()
    assert one.names() == []
    assert (tmp_path / "new-computer" / "salon.key").exists()


def test_kinds_of_failure_have_words_for_the_bar() -> None:
    from ui.parts.backups import why

    assert why(NoRoom("a", "b", "c")) == "the disk has no room"
    assert why(Damaged("a")) == "the records are damaged"
    assert why(NoSuchBackup("a")) == "it did not work"
