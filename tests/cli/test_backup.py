"""Backups and the way back from them, as words."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from salon.start import open_salon
from tests.cli.conftest import NOW, ROOT, Shell, in_a_process
from tests.house import KEY
from tests.store.test_backup import spoil


def add(shell: Shell, name: str) -> None:
    shell.ask("client", "add", "--name", name)


def names(where: Path) -> list[str]:
    found = in_a_process("find", "", "--json", "--data", str(where))
    return sorted(one["name"] for one in json.loads(found.stdout)["clients"])


def settle(data: Path) -> None:
    """Let all that was written lie in the one file, as after a quiet night."""
    with closing(open_salon(str(data))) as salon, salon._engine.connect() as tool:
        tool.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def every_page_of(data: Path, table: str) -> list[int]:
    """Return the pages on which a table of the salon lies."""
    settle(data)
    with closing(open_salon(str(data))) as salon, salon._engine.connect() as tool:
        asked = f"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'"
        return [int(row[0]) for row in tool.exec_driver_sql(asked)]


def test_a_backup_says_where_it_is_and_what_is_in_it(shell: Shell) -> None:
    add(shell, "Ada Lowe")

    said = shell.ask("backup")

    copy = said["copy"]
    assert copy["clients"] == 1
    assert copy["at"] == "2026-11-23T10:42:00+00:00"
    assert copy["proved"] == copy["at"]
    assert Path(copy["file"]).stat().st_size == copy["size"]
    head = shell.ask("check")["head"]
    assert head.startswith(f"{copy['seq']}:{copy['hash']}")
    assert said["dropped"] == []


def test_the_list_says_of_each_its_day_size_clients_and_that_it_was_compared(
    shell: Shell,
) -> None:
    shell.ask("backup")
    add(shell, "Ada Lowe")
    shell.ask("backup", now="2026-11-24T18:00")

    said = shell.ask("backup", "--list")

    assert [one["clients"] for one in said["copies"]] == [1, 0]
    assert [one["at"][:10] for one in said["copies"]] == ["2026-11-24", "2026-11-23"]
    assert all(one["proved"] for one in said["copies"])
    assert (said["total"], said["failed"]) == (2, None)
    assert said["held"] == sum(one["size"] for one in said["copies"])
    _status, out, _err = shell.say("backup", "--list")
    assert "1 client " in out
    assert "opened and compared" in out


def test_the_list_is_there_when_the_salon_will_not_open(shell: Shell) -> None:
    shell.ask("backup")
    (shell.data / "salon.db").write_bytes(b"noise" * 4000)
    [copy] = shell.ask("backup", "--list")["copies"]
    assert copy["clients"] == 0


def test_without_a_salon_there_are_no_backups_to_list(tmp_path: Path) -> None:
    done = in_a_process("backup", "--list", "--data", str(tmp_path / "none"))
    assert done.returncode == 4
    assert not (tmp_path / "none").exists()


def test_a_backup_goes_to_a_folder_of_ones_own(shell: Shell, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    copy = shell.ask("backup", stick)["copy"]
    assert Path(copy["file"]).parent == stick
    assert shell.ask("backup", stick, "--list")["total"] == 1
    assert shell.ask("backup", "--list")["total"] == 0


@pytest.mark.parametrize("where", ["file", "nowhere/at/all"])
def test_a_place_that_takes_no_backup_is_named(
    shell: Shell, tmp_path: Path, where: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    status, out, err = shell.say("backup", tmp_path / where, "--json")
    error = json.loads(out)["error"]
    assert status == 4
    assert error["kind"] in ("place_absent", "place_refused")
    assert str(tmp_path / where) in err
    assert shell.ask("backup", tmp_path / where, "--list")["failed"]["text"]


def test_a_backup_within_a_run_is_one_of_its_lines(shell: Shell) -> None:
    lines = 'client add --name "Ada Lowe"\nbackup\nrestore a b\n'
    done = in_a_process("run", "-", "--json", "--data", str(shell.data), stdin=lines)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert said[1]["copy"]["clients"] == 1
    assert said[2]["error"]["kind"] == "wrong_words"
    assert done.returncode == 1


def test_one_comes_back_into_a_new_folder(shell: Shell, tmp_path: Path) -> None:
    add(shell, "Ada Lowe")
    copy = shell.ask("backup")["copy"]
    add(shell, "Bea Moss")

    said = shell.ask("restore", copy["file"], tmp_path / "new")

    assert said["data"] == str(tmp_path / "new")
    assert (said["kept"], said["copy"]["clients"]) == (None, 1)
    assert names(tmp_path / "new") == ["Ada Lowe"]
    assert names(shell.data) == ["Ada Lowe", "Bea Moss"]
    checked = in_a_process("check", "--json", "--data", str(tmp_path / "new"))
    assert json.loads(checked.stdout)["sound"]


def test_a_hurt_salon_comes_back_where_it_was(shell: Shell) -> None:
    add(shell, "Ada Lowe")
    copy = shell.ask("backup")["copy"]
    [page] = every_page_of(shell.data, "client")
    spoil(shell.data / "salon.db", page)
    hurt = (shell.data / "salon.db").read_bytes()

    said = shell.ask("restore", copy["file"], shell.data)

    assert names(shell.data) == ["Ada Lowe"]
    assert (Path(said["kept"]) / "salon.db").read_bytes() == hurt


def test_what_may_not_be_restored_says_why_and_changes_nothing(
    shell: Shell, tmp_path: Path
) -> None:
    add(shell, "Ada Lowe")
    copy = shell.ask("backup")["copy"]["file"]
    (tmp_path / "letter.txt").write_text("Dear Ada")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    cases: list[tuple[tuple[object, ...], int, str]] = [
        ((copy, shell.data), 1, "still_sound"),
        ((copy, tmp_path / "full"), 1, "not_empty"),
        ((tmp_path / "nowhere.db", tmp_path / "new"), 1, "no_such_backup"),
        ((tmp_path / "letter.txt", tmp_path / "new"), 4, "not_a_backup"),
        (
            (copy, tmp_path / "new", "--key", tmp_path / "letter.txt"),
            1,
            "no_key_in_file",
        ),
    ]
    for words, expected, kind in cases:
        status, out, err = shell.say("restore", *words, "--json")
        error = json.loads(out)["error"]
        assert (status, error["kind"]) == (expected, kind)
        assert err.strip() == error["text"]
    assert not (tmp_path / "new").exists()
    assert names(shell.data) == ["Ada Lowe"]


def test_over_a_salon_in_use_it_is_refused(shell: Shell) -> None:
    copy = shell.ask("backup")["copy"]["file"]
    with closing(open_salon(str(shell.data), is_window=True)):
        status, out, _err = shell.say("restore", copy, shell.data, "--json")
    assert (status, json.loads(out)["error"]["kind"]) == (4, "already_open")


def test_with_the_wrong_key_nothing_is_restored(shell: Shell, tmp_path: Path) -> None:
    copy = shell.ask("backup")["copy"]["file"]
    (tmp_path / "key").write_text("ab" * 32)
    said = in_a_process(
        *("restore", copy, str(tmp_path / "new"), "--key", str(tmp_path / "key")),
        "--json",
    )
    assert said.returncode == 4
    assert json.loads(said.stdout)["error"]["kind"] == "not_a_backup"
    assert not (tmp_path / "new").exists()


def hurt_table(shell: Shell, table: str) -> str:
    add(shell, "Ada Lowe")
    copy: str = shell.ask("backup")["copy"]["file"]
    [page] = every_page_of(shell.data, table)
    spoil(shell.data / "salon.db", page)
    return copy


def test_a_damaged_page_is_told_by_check_with_the_way_back(shell: Shell) -> None:
    for table in ("picture", "client", "action"):
        said: dict[str, Any] = {}
        copy = hurt_table(shell, table)
        status, out, _err = shell.say("check", "--json")
        said = json.loads(out)
        assert status in (3, 4)
        text = said["findings"][0]["text"] if status == 3 else said["error"]["text"]
        assert copy in text
        assert "restore" in text.lower()
        assert "safe" not in text
        shell.ask("restore", copy, shell.data)


def test_any_command_that_meets_the_damage_says_so_and_names_the_way_back(
    shell: Shell,
) -> None:
    copy = hurt_table(shell, "client")
    for words in (("find", "Ada"), ("client", "add", "--name", "Bea"), ("backup",)):
        status, out, err = shell.say(*words, "--json")
        error = json.loads(out)["error"]
        assert (status, error["kind"]) == (4, "damaged"), words
        assert error["data"]["backup"] == copy
        assert copy in err
        assert "disk is full" not in err


def test_a_first_page_that_is_damaged_is_told_from_a_wrong_key(shell: Shell) -> None:
    copy = shell.ask("backup")["copy"]["file"]
    (shell.data / "salon.db").write_bytes(os.urandom(40960))
    status, out, _err = shell.say("find", "x", "--json")
    error = json.loads(out)["error"]
    assert (status, error["kind"]) == (4, "damaged")
    assert error["data"]["backup"] == copy
    done = in_a_process(
        "find", "x", "--json", "--data", str(shell.data), SALON_KEY="00" * 32
    )
    assert json.loads(done.stdout)["error"]["kind"] == "unreadable"


def killed_once(words: list[str], after: float) -> None:
    """Start a command and kill it *after* as much of the way as it then went."""
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"SALON_KEY": KEY},
    )
    time.sleep(after)
    program.kill()
    program.wait()


def test_killed_at_any_moment_a_backup_and_a_restoring_leave_nothing_half_made(
    empty_salon: Callable[[], Path], tmp_path: Path
) -> None:
    """A few here; the two hundred are in `benchmarks/kills.py`."""
    data, chance = empty_salon(), random.Random(5)
    copy = json.loads(in_a_process("backup", "--json", "--data", str(data)).stdout)[
        "copy"
    ]["file"]
    for turn in range(4):
        new = tmp_path / f"new{turn}"
        killed_once(["backup", "--data", str(data)], chance.random())
        killed_once(["restore", copy, str(new)], chance.random())
        if (new / "salon.db").exists():
            checked = in_a_process("check", "--json", "--data", str(new))
            assert json.loads(checked.stdout)["sound"]
        else:
            done = in_a_process("restore", copy, str(new))
            assert done.returncode == 0
    found = in_a_process("backup", "--list", "--json", "--data", str(data))
    for one in json.loads(found.stdout)["copies"]:
        place = tmp_path / Path(one["file"]).stem
        assert in_a_process("restore", one["file"], str(place)).returncode == 0
    checked = in_a_process("check", "--json", "--data", str(data), "--now", NOW)
    assert json.loads(checked.stdout)["sound"]


def test_a_file_that_is_none_of_ours_is_no_backup_though_no_key_is_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SALON_KEY", raising=False)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Amira", encoding="utf-8")
    (tmp_path / "empty.db").touch()

    for file in (letter, tmp_path / "empty.db"):
        said = in_a_process("restore", str(file), str(tmp_path / "new"), "--json")
        assert said.returncode == 4
        assert json.loads(said.stdout)["error"]["kind"] == "not_a_backup"
    assert not (tmp_path / "new").exists()
