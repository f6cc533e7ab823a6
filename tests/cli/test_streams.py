"""What is done is never called undone, whatever becomes of the words about it."""

import json
import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, ROOT, Shell, in_a_process
from tests.house import KEY

NAME = "林测试甲"
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def _at(data: Path) -> tuple[str, ...]:
    return ("--data", str(data), "--now", NOW)


def _names(shell: Shell) -> list[str]:
    return [one["name"] for one in shell.ask("find", "")["clients"]]


def _in_a_shell(data: Path, line: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of a shell in which $CAMELLIA is the program, $AT its salon."""
    more = {
        "SALON_KEY": KEY,
        "CAMELLIA": f"{sys.executable} {ROOT / 'main.py'}",
        "AT": " ".join(_at(data)),
    }
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        capture_output=True,
        env=os.environ | more,
        check=False,
        timeout=300,
    )


@pytest.mark.parametrize(
    "place",
    [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252"}, PLAIN],
    ids=["ascii", "cp1252", "C"],
)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["lines", "json"])
def test_a_chinese_name_is_answered_where_the_encoding_has_no_chinese(
    shell: Shell, place: dict[str, str], form: tuple[str, ...]
) -> None:
    said = ("client", "add", "--name", NAME, *form, *_at(shell.data))

    done = in_a_process(*said, **place)

    assert (done.returncode, done.stderr) == (0, b"")
    assert NAME in done.stdout.decode("utf-8")
    if form:
        assert json.loads(done.stdout)["name"] == NAME
    assert _names(shell) == [NAME]


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev/full")
@pytest.mark.parametrize("form", ["", "--json"])
def test_an_answer_that_cannot_be_written_does_not_undo_what_was_done(
    shell: Shell, form: str
) -> None:
    line = f"$CAMELLIA client add --name {NAME} {form} $AT"

    full = _in_a_shell(shell.data, f"{line} > /dev/full")
    closed = _in_a_shell(shell.data, f"{line} >&-")
    both = _in_a_shell(shell.data, f"{line} >&- 2>&-")

    assert full.returncode == closed.returncode == both.returncode == 0
    assert "It was done" in full.stderr.decode()
    assert closed.stderr == b""
    assert _names(shell) == [NAME] * 3


@pytest.mark.skipif(os.name == "nt", reason="there is no /dev/full")
def test_a_question_whose_answer_cannot_be_written_is_hindered(shell: Shell) -> None:
    done = _in_a_shell(shell.data, "$CAMELLIA find '' $AT > /dev/full")

    assert done.returncode == 4
    assert "could not be written" in done.stderr.decode()


def test_one_bad_document_costs_one_line(shell: Shell, tmp_path: Path) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")
    sheet, script = tmp_path / "sheet.json", tmp_path / "l.txt"
    sheet.write_text(r'{"note": "half a letter \ud800"}', "utf-8")
    script.write_bytes(
        b"client add --name One\n"
        + f"assess {her['id']} '{sheet.as_posix()}'\n".encode()
        + b"client add --name \xff\xfe\n"
        + b"client add --name Three\n"
    )

    status, out, err = shell.say("run", script, "--json")

    kinds = [json.loads(line).get("error", {}).get("kind") for line in out.splitlines()]
    assert (status, kinds) == (1, [None, "broken_letters", "broken_letters", None])
    assert "half a letter" in err
    assert sorted(_names(shell)) == ["Ann Lee", "One", "Three"]


def test_half_a_letter_in_a_word_is_refused(shell: Shell) -> None:
    error = shell.refused("client", "add", "--name", "Ann \ud800")

    assert error["kind"] == "broken_letters"


@pytest.mark.skipif(os.name == "nt", reason="signals of a Unix")
def test_a_stopped_run_says_how_many_lines_it_did(shell: Shell) -> None:
    said = [sys.executable, str(ROOT / "main.py"), "run", "-", *_at(shell.data)]
    program = subprocess.Popen(
        said,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"SALON_KEY": KEY, "SALON_ACK": "1"},
        text=True,
        encoding="utf-8",
        # A shell that starts the tests in the background has them ignore Ctrl+C.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert program.stdin is not None
    assert program.stdout is not None
    for at in (1, 2):
        program.stdin.write(f"client add --name N{at}\n")
        program.stdin.flush()
        while not program.stdout.readline().startswith("ACK"):
            pass
    program.send_signal(2)
    _out, err = program.communicate(timeout=60)

    assert program.returncode == 1
    assert err.strip() == "Stopped. 2 lines were done and stay; no others were."
    assert len(_names(shell)) == 2


@pytest.mark.skipif(os.name == "nt", reason="a shell of a Unix")
def test_a_closed_input_is_told_in_a_sentence(shell: Shell) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")

    run = _in_a_shell(shell.data, "$CAMELLIA run - $AT <&-")
    sheet = _in_a_shell(shell.data, f"$CAMELLIA assess {her['id']} - $AT <&-")

    assert (run.returncode, sheet.returncode) == (1, 1)
    assert b"standard input" in run.stderr
    assert b"standard input" in sheet.stderr


@pytest.mark.skipif(os.name == "nt", reason="a shell of a Unix")
def test_a_run_whose_reader_leaves_is_no_success(shell: Shell, tmp_path: Path) -> None:
    script = tmp_path / "l.txt"
    script.write_text("client add --name A\n" + "find ''\n" * 2_000, "utf-8")

    done = _in_a_shell(shell.data, f"$CAMELLIA run {script} $AT | head -1")

    assert done.returncode == 4
    assert b"Stopped." in done.stderr
    assert _names(shell) == ["A"]


@pytest.mark.parametrize(
    ("sheet", "words"),
    [
        ({"findingz": []}, ["findingz", "findings"]),
        ({"a": 1}, ["“a”", "skin_type"]),
        ({"findings": [{"zone": "chin"}]}, ["“condition” is missing"]),
        ({"findings": [{"zone": "chin", "kondition": "x"}]}, ["kondition", "grade"]),
        ({"measures": [{"measure": "corneo"}]}, ["“value” is missing"]),
        ({"photos": [{"pth": "x.jpg"}]}, ["pth", "path"]),
    ],
)
def test_a_key_that_is_not_known_or_missing_is_named(
    shell: Shell, tmp_path: Path, sheet: object, words: list[str]
) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")
    (tmp_path / "sheet.json").write_text(json.dumps(sheet), "utf-8")

    error = shell.refused("assess", her["id"], tmp_path / "sheet.json")

    assert error["kind"] == "bad_json"
    assert all(word in error["text"] for word in words), error["text"]
    assert len(shell.ask("history", her["id"])["actions"]) == 1


def test_an_assessment_as_it_was_answered_is_taken_again(
    shell: Shell, tmp_path: Path
) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")
    sheet = {
        "findings": [{"zone": "chin", "condition": "dryness", "grade": 1}],
        "said": "it itches",
        "hopes": "less of it",
    }
    (tmp_path / "one.json").write_text(json.dumps(sheet), "utf-8")
    kept = shell.ask("assess", her["id"], tmp_path / "one.json")
    (tmp_path / "two.json").write_text(json.dumps(kept), "utf-8")

    again = shell.ask("assess", her["id"], tmp_path / "two.json")

    assert again["findings"] == kept["findings"]


def test_a_limit_below_nothing_is_a_wrong_word(shell: Shell) -> None:
    status, out, err = shell.say("find", "", "--limit", "-5")

    assert (status, out) == (2, "")
    assert "--limit" in err


def test_a_word_of_a_megabyte_is_cut_before_it_is_sought(shell: Shell) -> None:
    long = "林" * 200
    assert shell.ask("find", long + "x" * 1_000_000)["total"] == 0
    _status, out, _err = shell.say("find", long + "x" * 1_000_000)
    assert out == f"Nobody is found for “{long}”\n"
