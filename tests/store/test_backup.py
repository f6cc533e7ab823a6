"""Copies are whole and checked, or they are not there."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.appointments.queries import day_book
from salon.errors import BackupFailed
from salon.store.backup import Copy, back_up, copies, to_drop
from salon.store.folder import Folder
from tests.house import FRIDAY, KEY, NOW, open_house, salon_at


def test_a_copy_made_while_the_salon_is_open_opens_as_it_was(
    fresh_folder: Callable[[], Path], tmp_path: Path
) -> None:
    where = fresh_folder()
    with closing(salon_at(where)) as salon:
        house = open_house(salon)
        house.booked(time(14))
        assert salon.needs_backup()
        assert salon.last_backup() is None

        salon.backup()

        assert not salon.needs_backup()
        assert salon.last_backup() == NOW
        house.booked(time(16))
        assert salon.needs_backup()

    [made] = copies(Folder(where))
    (tmp_path / "restored").mkdir()
    copyfile(made.path, tmp_path / "restored" / "salon.db")
    with closing(salon_at(tmp_path / "restored")) as restored:
        [line] = restored.ask(day_book, FRIDAY)
        assert line.client == "Amira Khan"
    assert b"Amira" not in made.path.read_bytes()


def test_a_copy_that_is_called_off_leaves_nothing(
    fresh_folder: Callable[[], Path],
) -> None:
    folder = Folder(fresh_folder())

    with pytest.raises(BackupFailed):
        back_up(folder, KEY, NOW, lambda: False)

    assert list(folder.backups.iterdir()) == []


def test_what_a_power_cut_left_of_a_copy_is_cleared_away(
    fresh_folder: Callable[[], Path],
) -> None:
    folder = Folder(fresh_folder())
    folder.backups.mkdir(exist_ok=True)
    for end in ("", "-wal", "-shm"):
        (folder.backups / f"salon.part{end}").write_bytes(b"cut off")

    back_up(folder, KEY, NOW)

    assert [path.suffix for path in folder.backups.iterdir()] == [".db"]


def test_a_place_that_cannot_be_written_keeps_the_records_as_they_are(
    fresh_folder: Callable[[], Path],
) -> None:
    where = fresh_folder()
    (where / "backups").write_text("a file where the folder should be")
    with closing(salon_at(where)) as salon:
        with pytest.raises(BackupFailed):
            salon.backup()
        assert salon.ask(day_book, FRIDAY) == []


@given(st.lists(st.integers(0, 24 * 800), unique=True, min_size=1))
def test_the_newest_copy_and_those_of_two_days_always_stay(hours: list[int]) -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    made = [Copy(Path(f"{h}.db"), now - timedelta(hours=h), h) for h in hours]

    gone = to_drop(made, now)

    stay = [copy for copy in made if copy not in gone]
    assert max(made, key=lambda copy: copy.at) in stay
    assert not [copy for copy in gone if now - copy.at < timedelta(days=2)]
    assert len(stay) <= 48 + 14 + 8 + 12 + 1
