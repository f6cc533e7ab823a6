"""Lost newest work is noticed until it is accepted; nothing else is called lost."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import text

from salon.app import Salon
from salon.errors import NotAllowed
from salon.history.queries import history, newest
from salon.reports.queries import findings
from salon.rooms.operations import add_room
from salon.staff.model import Role
from salon.staff.operations import hire
from tests.cli.conftest import NOW, Shell
from tests.house import salon_at

HOME = Path(__file__).parents[2]
KILLED = """
import os, sys
from pathlib import Path
from salon.rooms.operations import add_room
from tests.house import salon_at
salon = salon_at(Path(sys.argv[1]))
for number in range(5):
    salon.do(add_room, f"Room {number}")
os._exit(9)
"""


@pytest.fixture
def folder(fresh_folder: Callable[[], Path]) -> Path:
    """A salon where two rooms were added."""
    folder = fresh_folder()
    add(folder, "One", "Two")
    return folder


def add(folder: Path, *rooms: str) -> None:
    with closing(salon_at(folder)) as salon:
        for room in rooms:
            salon.do(add_room, room)


def set_back(folder: Path) -> None:
    """Let the two newest of four actions be lost."""
    copyfile(folder / "salon.db", folder.parent / "old.db")
    add(folder, "Three", "Four")
    copyfile(folder.parent / "old.db", folder / "salon.db")


def rules(salon: Salon) -> set[str]:
    assert salon.watch is not None
    noted = salon.watch.noted()
    return {one.rule for one in salon.ask(findings, [noted] if noted else [])}


def killed(folder: Path) -> None:
    words = [sys.executable, "-c", KILLED, str(folder)]
    assert subprocess.run(words, cwd=HOME, check=False).returncode == 9


def test_work_lost_with_its_log_is_missed_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    killed(folder)
    for end in ("-wal", "-shm"):
        (folder / f"salon.db{end}").unlink()

    status, out, err = Shell(folder, capsys).say("check", "--json")
    assert status == 3
    assert '"newest_missing"' in out
    assert "number 2 of 2026-03-27 06:00" in err
    assert "number 7 of 2026-03-27 06:00" in err


def test_what_is_missing_is_said_at_every_opening_whatever_is_done_since(
    folder: Path,
) -> None:
    set_back(folder)

    for _time in range(2):
        with closing(salon_at(folder)) as salon:
            assert "number 4" in salon.loss()
            assert "newest_missing" in rules(salon)
            salon.do(add_room, "After the loss")
    add(folder, "More", "than", "there", "were")
    with closing(
        salon_at(folder)
    ) as salon:  # the number is there again, the action not
        assert "action 4" in salon.loss()


def test_who_knows_of_the_loss_accepts_it_and_is_not_told_again(folder: Path) -> None:
    set_back(folder)
    with closing(salon_at(folder)) as salon:
        salon.accept_loss()
        assert salon.loss() == ""
        assert salon.ask(history)[0].text == (
            "Accepted that the action noted as number 4 is missing"
        )

    add(folder, "Five")
    with closing(salon_at(folder)) as salon:
        assert salon.loss() == ""
        assert "newest_missing" not in rules(salon)


def test_accepting_a_loss_takes_the_right_to_manage(folder: Path) -> None:
    with closing(salon_at(folder)) as salon:
        therapist = salon.do(hire, "Léa", Role.THERAPIST, "")
    set_back(folder)

    with closing(salon_at(folder)) as salon:
        with pytest.raises(NotAllowed):
            salon.accept_loss(therapist)
        assert salon.loss() != ""


def test_a_command_accepts_a_loss_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_back(folder)
    shell = Shell(folder, capsys)

    assert shell.say("check", "--accept")[0] == 0
    assert shell.say("check")[2] == ""


def test_other_records_in_their_place_are_noticed(
    folder: Path, fresh_folder: Callable[[], Path]
) -> None:
    other = fresh_folder()
    add(other, "A", "B", "C")
    copyfile(other / "salon.db", folder / "salon.db")

    with closing(salon_at(folder)) as salon:
        assert "not the records" in salon.loss()


@pytest.mark.parametrize(
    "said", [b"", b"\xff\x00", b"7", b"9:abc now", b"9:" + b"0" * 64 + b" yesterday"]
)
def test_a_note_that_cannot_be_read_stands_in_nobodys_way(
    folder: Path, said: bytes
) -> None:
    note = folder / "salon.head"
    note.write_bytes(said)
    with closing(salon_at(folder)) as salon:
        assert salon.loss() == ""
        assert note.read_text("ascii").split()[0] == str(salon.ask(newest))

    note.unlink()
    note.mkdir()  # nor one that cannot be written
    add(folder, "Three")


def test_a_kill_between_commit_and_note_is_no_loss(folder: Path) -> None:
    before = (folder / "salon.head").read_bytes()
    add(folder, "Three")
    (folder / "salon.head").write_bytes(before)

    with closing(salon_at(folder)) as salon:
        assert salon.loss() == ""


def test_what_was_killed_and_is_there_is_no_loss(folder: Path) -> None:
    killed(folder)

    with closing(salon_at(folder)) as salon:
        assert salon.loss() == ""
        assert salon.ask(newest).seq == 7


def test_two_who_write_at_once_raise_no_alarm(folder: Path) -> None:
    with closing(salon_at(folder)) as one, closing(salon_at(folder)) as other:

        def write(number: int) -> None:
            (one, other)[number % 2].do(add_room, f"Room {number}")
            with closing(salon_at(folder)) as third:
                assert third.loss() == ""

        with ThreadPoolExecutor(4) as all_at_once:
            list(all_at_once.map(write, range(24)))


def test_a_head_noted_elsewhere_is_compared_on_demand(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(folder, capsys)
    noted = shell.ask("check")["head"]
    copyfile(folder / "salon.db", folder.parent / "old.db")
    add(folder, "Three")
    later = shell.ask("check")["head"]
    copyfile(folder.parent / "old.db", folder / "salon.db")
    (folder / "salon.head").unlink()

    assert shell.say("check", "--head", noted)[0] == 0
    status, out, _err = shell.say("check", "--head", noted, "--head", later)
    assert status == 3
    assert "number 3, noted elsewhere, is gone" in out
    assert shell.say("check", "--head", "12")[0] == 1


@pytest.mark.skipif(os.name != "posix", reason="rights of a file are POSIX's")
def test_nobody_else_may_read_the_records_nor_their_copies(
    fresh_folder: Callable[[], Path], tmp_path: Path
) -> None:
    old = fresh_folder()
    with closing(salon_at(old)) as salon:
        salon.do(add_room, "One")
        salon.backup()
    for file in (old / "salon.db", *(old / "backups").glob("*.db")):
        file.chmod(0o644)  # as 0.1.0 left them

    for folder in (old, tmp_path / "new"):
        with closing(salon_at(folder)) as salon:
            salon.do(add_room, "Two")
            salon.backup()
            own = [*folder.glob("salon.db*"), *folder.glob("backups/*.db")]
            assert len(own) >= 4
            for file in (*own, folder / "salon.head"):
                assert file.stat().st_mode & 0o077 == 0, file


def test_the_noted_time_is_that_of_the_salon(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Shell(folder, capsys).ask("room", "Three", now=NOW)

    assert "2026-11-23T10:42:00+00:00" in (folder / "salon.head").read_text("ascii")
    with closing(salon_at(folder)) as salon, salon._engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM action")) == 3
