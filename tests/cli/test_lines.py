"""A line of a run is heard whole: whose salon, who acts, when, and what it reads."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import NOW, ROOT, Shell, in_a_process
from tests.house import KEY

VISIT = ("fac_hydrate", "--at", "2026-11-24T14:00")


def lines_of(out: str) -> list[Any]:
    return [json.loads(line) for line in out.splitlines()]


def a_run(shell: Shell, tmp_path: Path, *lines: str) -> tuple[int, list[Any], str]:
    script = tmp_path / "lines.txt"
    script.write_text("\n".join(lines), "utf-8")
    status, out, err = shell.say("run", script, "--json")
    return status, lines_of(out), err


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what puts a text on standard input."""

    def put(text: str) -> None:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))

    return put


def test_a_line_that_names_another_salon_is_refused_and_changes_neither(
    shell: Shell, empty_salon: Callable[[], Path], tmp_path: Path
) -> None:
    other = empty_salon()

    status, said, err = a_run(
        shell,
        tmp_path,
        f"client add --name Wanderer --data '{other.as_posix()}'",
        f"client add --name Here --data '{shell.data.as_posix()}'",
    )

    assert (status, said[0]["error"]["kind"]) == (1, "other_salon")
    assert str(other.as_posix()) in err
    assert said[1]["name"] == "Here"
    assert [one["name"] for one in shell.ask("find", "")["clients"]] == ["Here"]
    there = Shell(other, shell._capsys)
    assert there.ask("find", "")["total"] == 0


def test_who_acts_is_heard_in_a_line_and_for_that_line_alone(
    shell: Shell, tmp_path: Path
) -> None:
    shell.ask("hire", "Mina", "--role", "reception")

    status, said, _err = a_run(
        shell,
        tmp_path,
        "client add --name One --as Mina",
        "client add --name Two",
        "hire Nobody --as Mina",
        "client add --name Three --as Nobody-here",
    )

    assert status == 1
    kinds = [one.get("error", {}).get("kind") for one in said]
    assert kinds == [None, None, "not_allowed", "not_found"]
    by = [one["by"] for one in shell.ask("history")["actions"][:2]]
    assert by[1] == "Mina" != by[0]


def test_the_time_of_a_line_is_its_own(shell: Shell, tmp_path: Path) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")["id"]

    status, said, _err = a_run(
        shell,
        tmp_path,
        f"book {her} {' '.join(VISIT)} --now 2026-11-25T10:00",
        "day today --now 2027-01-04T09:00",
        f"book {her} {' '.join(VISIT)}",
    )

    assert status == 1
    assert "error" in said[0]  # from there the visit would be in the past
    assert said[1]["total"] == 0
    assert said[2]["status"] == "booked"


def test_a_line_answers_in_its_own_language(shell: Shell, tmp_path: Path) -> None:
    _status, said, err = a_run(
        shell,
        tmp_path,
        "client show C999 --language zh_CN",
        "client show C999",
    )

    chinese, english = (one["error"]["text"] for one in said)
    assert chinese != english
    assert english.isascii() or "C999" in english
    assert not chinese.isascii()
    assert err.splitlines() == [chinese, english]


def test_a_line_may_ask_for_json_alone(shell: Shell, tmp_path: Path) -> None:
    script = tmp_path / "lines.txt"
    script.write_text("client add --name One --json\nfind One\n", "utf-8")

    _status, out, _err = shell.say("run", script)

    first, second = out.splitlines()
    assert json.loads(first)["name"] == "One"
    assert "One" in second
    assert not second.startswith("{")


@pytest.mark.parametrize("word", ["assess {her} -", "complete A1 -"])
def test_a_line_that_reads_what_the_run_reads_swallows_no_other(
    shell: Shell, typed: Callable[[str], None], word: str
) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")["id"]
    shell.ask("book", her, *VISIT)
    typed(f"{word.format(her=her)}\nclient add --name Two\nclient add --name Three\n")

    status, out, err = shell.say("run", "-", "--json")

    said = lines_of(out)
    assert (status, said[0]["error"]["kind"]) == (1, "read_already")
    assert [one["name"] for one in said[1:]] == ["Two", "Three"]
    assert "file" in err


def test_a_second_line_does_not_take_what_is_used_up_for_an_empty_record(
    shell: Shell, typed: Callable[[str], None], tmp_path: Path
) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")["id"]
    typed('{"note": "dry"}')

    status, said, _err = a_run(shell, tmp_path, f"assess {her} -", f"assess {her} -")

    assert status == 1
    assert said[0]["note"] == "dry"
    assert said[1]["error"]["kind"] == "read_already"


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
@pytest.mark.parametrize("place", ["/dev/zero", "pipe", "."])
def test_a_document_that_is_no_file_is_refused_at_once(
    shell: Shell, tmp_path: Path, place: str
) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")["id"]
    os.mkfifo(tmp_path / "pipe")
    path = str(tmp_path / place)
    photo = tmp_path / "sheet.json"
    photo.write_text(json.dumps({"photos": [{"path": path}]}), "utf-8")

    assert shell.refused("assess", her, path)["kind"] == "bad_json"
    assert shell.refused("assess", her, photo)["kind"] == "bad_picture"
    assert shell.refused("import", path)["kind"] == "file_missing"
    assert shell.refused("run", path)["kind"] == "not_readable"


@pytest.mark.skipif(os.name == "nt", reason="a shell's own")
def test_what_a_shell_hands_over_is_read(shell: Shell) -> None:
    at = f"--data {shell.data} --now {NOW}"
    line = f"{sys.executable} {ROOT / 'main.py'} run <(echo client add --name One) {at}"

    done = subprocess.run(
        ["bash", "-c", line], env=os.environ | {"SALON_KEY": KEY}, check=False
    )

    assert done.returncode == 0
    assert shell.ask("find", "One")["total"] == 1


@pytest.mark.parametrize("before", [True, False])
def test_a_folder_named_before_the_verb_is_the_one_meant(
    data: Path, shell: Shell, before: bool
) -> None:
    said = ("--data", str(data), "--now", NOW)
    fresh = ("add", "--name", "Anna")
    done = in_a_process("client", *(said + fresh if before else fresh + said))
    assert done.returncode == 0, done.stderr.decode()
    assert len(shell.ask("find", "Anna")["clients"]) == 1


def test_a_paper_that_cannot_be_put_there_ends_no_run(
    shell: Shell, empty_salon: Callable[[], Path], tmp_path: Path
) -> None:
    empty_salon()
    nowhere = tmp_path / "no" / "folder"

    status, said, _err = a_run(
        shell,
        tmp_path,
        f"print day 2026-11-24 --out '{(nowhere / 'day.pdf').as_posix()}'",
        f"export '{(nowhere / 'all.csv').as_posix()}'",
        f"backup --to '{(nowhere / 'copy').as_posix()}'",
        "client add --name Afterwards",
    )

    kinds = [one.get("error", {}).get("kind") for one in said]
    assert status == 1
    assert kinds[:2] == ["cannot_write", "cannot_write"]
    assert said[-1]["name"] == "Afterwards"
