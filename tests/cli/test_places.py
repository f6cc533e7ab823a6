"""What the place does not let, what is interrupted, and what is acknowledged."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from salon.start import open_salon
from salon.store.schema import latest
from tests.cli.conftest import NOW, ROOT, Shell, in_a_process
from tests.house import KEY


def test_a_salon_is_begun_only_in_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("not yours")
    for word in (("init", "--name", "X"), ("demo",)):
        done = in_a_process(word[0], str(tmp_path), *word[1:], "--json")
        assert done.returncode == 1
        assert json.loads(done.stdout)["error"]["kind"] == "not_empty"
    assert [file.name for file in tmp_path.iterdir()] == ["letters.txt"]


def test_without_a_salon_there_is_nothing_to_find(tmp_path: Path) -> None:
    done = in_a_process("find", "x", "--data", str(tmp_path / "none"))

    assert done.returncode == 4
    assert b"no salon in this folder" in done.stderr
    assert not (tmp_path / "none").exists()


def test_the_wrong_key_opens_nothing(data: Path) -> None:
    done = in_a_process("find", "x", "--data", str(data), SALON_KEY="00" * 32)

    assert done.returncode == 4
    assert b"key" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("spoil", ["noise", "cut", "empty"])
def test_a_damaged_file_is_left_as_it_is(data: Path, spoil: str) -> None:
    file = data / "salon.db"
    whole = file.read_bytes()
    match spoil:
        case "noise":
            file.write_bytes(os.urandom(len(whole)))
        case "cut":
            file.write_bytes(whole[: len(whole) // 2 + 100])
        case _:
            file.write_bytes(b"")
    before = file.read_bytes()

    done = in_a_process("check", "--data", str(data), "--now", NOW)

    assert done.returncode in (3, 4)
    assert done.stderr.strip() or done.stdout.strip()
    assert b"Traceback" not in done.stderr
    assert file.read_bytes() == before


def test_records_of_a_newer_program_are_left_untouched(shell: Shell) -> None:
    with closing(open_salon(str(shell.data))) as salon, salon._engine.begin() as tool:
        tool.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    status, out, err = shell.say("find", "x")

    assert (status, out) == (4, "")
    assert "newer version" in err


def test_a_folder_that_cannot_be_written_says_so(data: Path) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    data.chmod(0o500)
    try:
        done = in_a_process("client", "add", "--name", "X", "--data", str(data))
    finally:
        data.chmod(0o700)
    assert done.returncode == 4
    assert done.stderr.strip()


def test_an_ack_is_a_line_of_its_own_and_only_for_changes(data: Path) -> None:
    def say(*words: str) -> bytes:
        return in_a_process(*words, "--data", str(data), SALON_ACK="1").stdout

    assert say("client", "add", "--name", "Ack Test").splitlines()[-1] == b"ACK C1"
    assert b"ACK" not in say("find", "Ack")
    assert say("undo").splitlines()[-1].startswith(b"ACK ")


def test_many_commands_run_in_one_process_and_a_refusal_does_not_stop_them(
    data: Path,
) -> None:
    lines = (
        'client add --name "Run One"  # the first\n\n'
        "book nobody fac_hydrate --at +3T10:00\n"
        "dance\n"
        'find "Run One"\n'
    )
    done = in_a_process("run", "-", "--json", "--data", str(data), stdin=lines)

    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [("error" in one) for one in documents] == [False, True, True, False]
    assert documents[3]["total"] == 1


def test_what_was_acknowledged_survives_any_kill(
    empty_salon: Callable[[], Path], tmp_path: Path
) -> None:
    """A dozen here; the whole two hundred are in `benchmarks/kills.py`."""
    data, chance = empty_salon(), random.Random(7)
    acknowledged: set[str] = set()
    for turn in range(12):
        lines = "".join(
            f'client add --name "Kim {turn} {n}" --phone 0740012{turn:02}{n:02}\n'
            for n in range(60)
        )
        environment = os.environ | {"SALON_KEY": KEY, "SALON_ACK": "1"}
        program = subprocess.Popen(
            [sys.executable, str(ROOT / "main.py"), "run", "-", "--data", str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(lines.encode())
        program.stdin.close()
        said, more = list[bytes](), chance.randrange(1, 25)
        for line in program.stdout:  # however slow the machine is today
            said.append(line)
            more -= line.startswith(b"ACK ")
            if not more:
                break
        program.send_signal(signal.SIGKILL)
        said += program.stdout.readlines()
        program.wait()
        program.stdout.close()
        acknowledged |= {
            words[1]
            for words in (line.decode().split() for line in said)
            if words[:1] == ["ACK"] and len(words) == 2
        }
    assert len(acknowledged) >= 12
    found = in_a_process("find", "", "--limit", "9999", "--json", "--data", str(data))
    there = {one["id"] for one in json.loads(found.stdout)["clients"]}
    assert acknowledged <= there
    checked = in_a_process("check", "--json", "--data", str(data))
    assert json.loads(checked.stdout)["sound"]


def test_an_older_salon_is_brought_up_to_date_and_a_copy_is_kept(
    empty_salon: Callable[[], Path],
) -> None:
    data = empty_salon()

    done = in_a_process("migrate", "--json", "--data", str(data))

    newest = latest()
    assert json.loads(done.stdout) == {"from": newest, "to": newest, "copy": None}


def test_two_programs_write_beside_each_other(data: Path) -> None:
    with closing(open_salon(str(data), is_window=True)):
        done = in_a_process("client", "add", "--name", "Beside", "--data", str(data))
        assert done.returncode == 0
    copytree(data, data.parent / "moved")
    found = in_a_process(
        "find", "Beside", "--json", "--data", str(data.parent / "moved")
    )
    assert json.loads(found.stdout)["total"] == 1
