"""One comes back from a backup whole, or the salon is as it was before."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copyfile, copytree

import pytest

from salon.clients.queries import find_clients
from salon.errors import AlreadyOpen, NoSalon, NotEmpty, RecordsMissing, Stopped, TooNew
from salon.restoring import good_backup, look_at, restore_salon, stage_backup, write_key
from salon.safekeeping import (
    BackupDamaged,
    KeyWanted,
    NoKeyInFile,
    NoRoomToRestore,
    NoSuchBackup,
    NotABackup,
    StillSound,
)
from salon.settings.operations import describe
from salon.start import open_salon
from salon.store.folder import Folder
from tests.house import KEY, NOW, open_house, salon_at
from tests.store.test_backup import backups_of, closed_and_spoilt, leave_free, spoil

ROOT = Path(__file__).parents[2]


@pytest.fixture
def where(fresh_folder: Callable[[], Path]) -> Path:
    """Return a salon with a backup of two clients; a third came later."""
    where = fresh_folder()
    with closing(salon_at(where)) as salon:
        open_house(salon)
        salon.backup()
        salon.do(describe, phone="after the backup")
    return where


@pytest.fixture
def backup(where: Path) -> Path:
    [made] = Folder(where).backups.glob("salon-*.db")
    return made


def phone_in(where: Path) -> str:
    with closing(open_salon(str(where), NOW, may_begin=False)) as salon:
        assert len(salon.ask(find_clients, "Amira")) == 1
        return salon.premises.phone


def files(where: Path) -> dict[str, bytes]:
    return {
        file.name: file.read_bytes()
        for file in sorted(where.rglob("*"))
        if file.is_file() and file.name not in ("salon.lock", "backups.json")
    }


def hurt(where: Path) -> bytes:
    closed_and_spoilt(where)
    return (where / "salon.db").read_bytes()


def test_into_a_new_folder_it_opens_as_it_was(
    where: Path, backup: Path, tmp_path: Path
) -> None:
    before = files(where)

    restored = restore_salon(backup, tmp_path / "new")

    assert phone_in(tmp_path / "new") == ""
    assert (restored.kept, restored.copy.clients) == (None, 2)
    assert files(where) == before
    names = {file.name for file in (tmp_path / "new").iterdir()}
    assert (
        {"salon.db"}
        <= names
        <= {"salon.db", "salon.lock", "salon.db-wal"}
        | {
            "salon.db-shm",
            "salon.head",
        }
    )


def test_a_folder_with_something_in_it_is_left_alone(
    backup: Path, tmp_path: Path
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(NotEmpty):
        restore_salon(backup, tmp_path)
    assert (tmp_path / "letter.txt").read_text() == "mine"


def test_a_sound_salon_is_not_put_aside(where: Path, backup: Path) -> None:
    before = files(where)
    with pytest.raises(StillSound):
        restore_salon(backup, where)
    assert files(where) == before
    assert phone_in(where) == "after the backup"


def test_a_hurt_salon_comes_back_and_what_was_hurt_is_kept_whole(
    where: Path, backup: Path
) -> None:
    bytes_of_it = hurt(where)

    restored = restore_salon(backup, where, now=NOW)

    assert restored.kept is not None
    assert (restored.kept / "salon.db").read_bytes() == bytes_of_it
    assert restored.kept.parent == where
    assert phone_in(where) == ""


def test_what_is_no_store_at_all_any_more_is_kept_too(
    where: Path, backup: Path
) -> None:
    for noise in (b"", b"noise" * 5000):
        (where / "salon.db").write_bytes(noise)
        restored = restore_salon(backup, where, now=NOW)
        assert restored.kept is not None
        assert (restored.kept / "salon.db").read_bytes() == noise
        assert phone_in(where) == ""


def test_where_the_records_are_gone_they_come_back(where: Path, backup: Path) -> None:
    for file in where.glob("salon.db*"):
        file.unlink()
    with pytest.raises(RecordsMissing):
        salon_at(where)

    restored = restore_salon(backup, where)

    assert restored.kept is None
    assert phone_in(where) == ""


def test_over_a_salon_in_use_it_is_refused(where: Path, backup: Path) -> None:
    window = open_salon(str(where), NOW, is_window=True)
    with closing(window), pytest.raises(AlreadyOpen):
        restore_salon(backup, where, unasked=False)
    assert phone_in(where) == "after the backup"


@pytest.mark.parametrize("kind", ["text", "empty", "noise", "plain"])
def test_from_a_file_that_is_no_backup_nothing_is_restored(
    tmp_path: Path, kind: str
) -> None:
    import sqlite3

    file = tmp_path / "holiday.db"
    match kind:
        case "text":
            file.write_text("Dear Amira\n" * 1000)
        case "noise":
            file.write_bytes(b"\x93" * 40960)
        case "plain":
            with closing(sqlite3.connect(file)) as plain:
                plain.execute("CREATE TABLE client (id)")
        case _:
            file.write_bytes(b"")
    with pytest.raises((NotABackup, BackupDamaged)) as said:
        restore_salon(file, tmp_path / "new")
    assert "holiday.db" in str(said.value)
    assert not (tmp_path / "new").exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoSuchBackup):
        restore_salon(tmp_path / "nowhere.db", tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("how", ["bit", "cut"])
def test_a_backup_that_went_bad_is_not_restored(
    where: Path, backup: Path, tmp_path: Path, how: str
) -> None:
    if how == "bit":
        spoil(backup, 40)
    else:
        backup.write_bytes(backup.read_bytes()[: 4096 * 60])
    bytes_of_it = hurt(where)

    for place in (where, tmp_path / "new"):
        with pytest.raises(BackupDamaged):
            restore_salon(backup, place)

    assert (where / "salon.db").read_bytes() == bytes_of_it
    assert not (tmp_path / "new").exists()
    assert not list(where.glob("*restored*"))


def test_a_backup_that_is_not_the_one_its_name_says_is_not_restored(
    backup: Path, tmp_path: Path
) -> None:
    for name in (
        "salon-20260327-060000-1-0123456789abcdef.db",
        "salon-20260327-060000-9999.db",
    ):
        copyfile(backup, tmp_path / name)
        with pytest.raises(BackupDamaged):
            restore_salon(tmp_path / name, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_backup_by_another_name_is_restored(backup: Path, tmp_path: Path) -> None:
    copyfile(backup, tmp_path / "monday.db")
    restore_salon(tmp_path / "monday.db", tmp_path / "new")
    assert phone_in(tmp_path / "new") == ""


def test_from_a_newer_program_nothing_is_restored(where: Path, tmp_path: Path) -> None:
    with closing(salon_at(where)) as salon:
        with salon._engine.begin() as tool:
            tool.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        made = backups_of(salon).make(NOW)
    with pytest.raises(TooNew):
        restore_salon(made.path, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_onto_a_full_disk_nothing_is_restored(
    where: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bytes_of_it = hurt(where)
    leave_free(1000, monkeypatch)
    for place in (where, tmp_path / "new"):
        with pytest.raises(NoRoomToRestore) as said:
            restore_salon(backup, place)
        assert "1 kB" in str(said.value)
    assert (where / "salon.db").read_bytes() == bytes_of_it
    assert not (tmp_path / "new").exists()


WITHIN = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from salon.restoring import restore_salon
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    restore_salon(Path(sys.argv[1]), Path(sys.argv[2]))
except Exception as error:
    print(type(error).__name__)
"""


def test_a_disk_that_takes_no_more_in_the_middle_leaves_all_as_it_was(
    where: Path, backup: Path, tmp_path: Path
) -> None:
    bytes_of_it = hurt(where)
    for place in (where, tmp_path / "new"):
        done = subprocess.run(
            [sys.executable, "-c", WITHIN, str(backup), str(place)],
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        assert done.stdout.strip() == "NoRoomToRestore", done.stderr
    assert (where / "salon.db").read_bytes() == bytes_of_it
    assert not list(where.glob("*restored*"))
    assert not (tmp_path / "new").exists()


def test_called_off_it_leaves_all_as_it_was(
    where: Path, backup: Path, tmp_path: Path
) -> None:
    for place in (where, tmp_path / "new"):
        with pytest.raises(Stopped):
            restore_salon(backup, place, unasked=False, go_on=lambda: False)
    assert phone_in(where) == "after the backup"
    assert not (tmp_path / "new").exists()


# Keys.


@pytest.fixture
def own_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let keys lie in files, as at a salon; this computer has no key store."""
    monkeypatch.delenv("SALON_KEY")


@pytest.fixture
def keyed(own_keys: None, tmp_path: Path) -> Path:
    """Return a salon with a key of its own, and a backup on a stick."""
    where, stick = tmp_path / "salon", tmp_path / "stick"
    stick.mkdir()
    with closing(salon_at(where)) as salon:
        open_house(salon)
        backups_of(salon).make(NOW, where=stick)
        salon.backup()
    return where


def on_stick(keyed: Path) -> Path:
    [made] = (keyed.parent / "stick").glob("salon-*.db")
    return made


def test_in_the_folder_of_its_salon_a_backup_finds_its_key(
    keyed: Path, tmp_path: Path
) -> None:
    [made] = Folder(keyed).backups.glob("salon-*.db")
    restore_salon(made, tmp_path / "new")
    assert phone_in(tmp_path / "new") == ""
    assert (tmp_path / "new" / "salon.key").stat().st_mode & 0o077 == 0


def test_a_stick_without_its_key_opens_nothing_on_another_computer(
    keyed: Path, tmp_path: Path
) -> None:
    with pytest.raises(KeyWanted):
        restore_salon(on_stick(keyed), tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_with_the_key_that_was_kept_apart_it_opens_on_another_computer(
    keyed: Path, tmp_path: Path
) -> None:
    apart = tmp_path / "key.txt"
    write_key(str(keyed), apart)
    restore_salon(on_stick(keyed), tmp_path / "new", key_file=apart)
    assert phone_in(tmp_path / "new") == ""
    assert apart.stat().st_mode & 0o077 == 0


def test_the_key_of_another_salon_opens_nothing(keyed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    salon_at(other).close()
    with pytest.raises(NotABackup):
        restore_salon(on_stick(keyed), tmp_path / "new", key_file=other / "salon.key")
    assert not (tmp_path / "new").exists()


def test_a_file_without_a_key_is_said_to_hold_none(keyed: Path, tmp_path: Path) -> None:
    for text in (b"", b"12345", b"\xff\xfe", b"g" * 64, b"0" * 100_000):
        (tmp_path / "key.txt").write_bytes(text)
        with pytest.raises(NoKeyInFile):
            restore_salon(
                on_stick(keyed), tmp_path / "new", key_file=tmp_path / "key.txt"
            )


def test_where_the_key_is_lost_too_the_one_kept_apart_takes_its_place(
    keyed: Path, tmp_path: Path
) -> None:
    apart = tmp_path / "key.txt"
    write_key(str(keyed), apart)
    (keyed / "salon.key").unlink()
    bytes_of_it = (keyed / "salon.db").read_bytes()
    spoil(keyed / "salon.db", 3)

    restored = restore_salon(on_stick(keyed), keyed, key_file=apart)

    assert restored.kept is not None
    assert (restored.kept / "salon.db").read_bytes() != bytes_of_it
    assert phone_in(keyed) == ""


def test_a_backup_of_another_salon_brings_its_key_and_the_old_one_is_kept(
    keyed: Path, tmp_path: Path
) -> None:
    apart, other = tmp_path / "key.txt", tmp_path / "other"
    write_key(str(keyed), apart)
    salon_at(other).close()
    before = (other / "salon.key").read_text()

    restored = restore_salon(
        on_stick(keyed), other, key_file=apart, unasked=False, now=NOW
    )

    assert phone_in(other) == ""
    assert restored.kept is not None
    assert (restored.kept / "salon.key").read_text() == before
    salon_at(restored.kept).close()  # opens by itself


# Cut short.


def test_cut_short_between_the_files_it_is_ended_at_the_next_start(
    where: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut after each single step of changing places."""
    bytes_of_it = hurt(where)

    class Cut(BaseException):
        pass

    steps = 0
    while True:
        here = copytree(where, tmp_path / f"cut-{steps}")
        left = steps
        whole = Path.replace

        def replace(self: Path, target: Path) -> Path:
            nonlocal left
            if target.name != "backups.json":
                if left == 0:
                    raise Cut
                left -= 1
            return whole(self, target)  # noqa: B023

        monkeypatch.setattr(Path, "replace", replace)
        try:
            restore_salon(backup, here, now=NOW)
        except Cut:
            is_cut = True
        else:
            is_cut = False
        monkeypatch.undo()
        monkeypatch.setenv("SALON_KEY", KEY)
        if (here / "salon.restoring").exists() or not is_cut:
            assert phone_in(here) == ""
            [kept] = here.glob("kept-*")
            assert (kept / "salon.db").read_bytes() == bytes_of_it
        else:
            assert (here / "salon.db").read_bytes() == bytes_of_it
        assert not (here / "salon.restoring").exists()
        if not is_cut:
            break
        steps += 1
    assert steps >= 3


def test_a_new_folder_in_which_it_was_cut_short_is_no_salon_and_may_be_used_again(
    backup: Path, tmp_path: Path
) -> None:
    new = tmp_path / "new"
    new.mkdir()
    (new / "salon.db.new").write_bytes(backup.read_bytes()[:50_000])
    (new / "salon.key").write_text("00" * 32)
    (new / "salon.lock").touch()
    with pytest.raises(NoSalon):
        open_salon(str(new), NOW, may_begin=False)
    restore_salon(backup, new)
    assert phone_in(new) == ""


def test_beside_a_salon_it_was_cut_short_in_the_salon_opens_as_before(
    where: Path, backup: Path
) -> None:
    (where / "salon.db.restored").write_bytes(backup.read_bytes()[:50_000])
    assert phone_in(where) == "after the backup"


# From within an open salon.


def test_while_the_salon_is_open_it_is_made_ready_and_takes_its_place_afterwards(
    where: Path, backup: Path
) -> None:
    with closing(open_salon(str(where), NOW, is_window=True)):
        staged = stage_backup(
            backup, where, None, lambda: True, lambda _done, _all: None
        )
        with pytest.raises(AlreadyOpen):
            staged.take_place(NOW)
    assert staged.copy.clients == 2
    kept = staged.take_place(NOW)
    assert kept is not None
    assert phone_in(where) == ""
    assert phone_in(kept) == "after the backup"  # and the way back is open


def test_the_newest_good_backup_of_a_salon_that_will_not_open_is_found(
    where: Path, backup: Path
) -> None:
    hurt(where)
    best = good_backup(str(where))
    assert best is not None
    assert (best.path, best.clients) == (backup, 2)
    newer = backup.with_name("salon-20260328-060000-77.db")
    newer.write_bytes(b"gone bad")
    assert good_backup(str(where)) == best
    assert look_at(backup, where).at == NOW
