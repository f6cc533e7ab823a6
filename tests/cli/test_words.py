"""The words of the command line are those that its pages promise."""

import ast
import os
import re
import subprocess
import sys
from argparse import _SubParsersAction
from pathlib import Path

import pytest

import salon.cli.words
from main import main, word_first
from salon.cli import run
from salon.cli.words import overview, parser, said
from salon.text import LANGUAGES, speaking

ROOT = Path(__file__).parents[2]
# Words of the contract, with the options it names.
PROMISED = {
    "init": "--name --language --region --currency --timezone",
    "demo": "--seed --clients --years --language",
    "import": (
        "--kind --encoding --delimiter --sheet --map --dry-run --rejects --take-back"
    ),
    "export": "--clients",
    "find": "--limit",
    "assess": "",
    "free": "--from --days --person",
    "book": "--at --person --room --device --override",
    "move": "--at --person --room",
    "cancel": "--reason",
    "calls": "--until --all",
    "call": "--answer --flag --note --again",
    "plan": "--from --set",
    "print": "--language --paper --out",
    "history": "--limit",
    "tour": "--language --theme --scale --size",
    "bench": "--quick --data",
}
BARE = (
    *("client", "catalogue", "confirm", "arrive", "start", "missed", "complete", "day"),
    *("plans", "undo", "redo", "check", "migrate", "run"),
)
EVERYWHERE = ("--data", "--json", "--language", "--now", "--as")


def helps() -> dict[str, str]:
    """Return the help of each command, by its word."""
    found: dict[str, str] = {}
    for action in parser()._actions:
        if isinstance(action, _SubParsersAction):
            found |= {word: one.format_help() for word, one in action.choices.items()}
    return found


def test_every_word_of_the_contract_is_understood_with_its_options() -> None:
    known = helps()
    assert set(PROMISED) | set(BARE) <= set(known)
    for word, options in PROMISED.items():
        for option in (*options.split(), *EVERYWHERE):
            assert option in known[word], (word, option)


def test_every_word_has_a_line_of_help_and_stands_in_both_pages() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    for word, shown in helps().items():
        assert len(shown.splitlines()) > 3
        assert re.search(rf"`{word}[` ]", readme), word
        assert re.search(rf"`{word}\b", page), word


def test_the_help_names_every_word_with_a_line_in_its_group(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--help"]) == 0

    out = capsys.readouterr().out
    listed = re.findall(r"^  ([a-z]+) +\S.*$", out, re.MULTILINE)
    assert sorted(listed) == sorted(helps())
    assert [title for title, _words in said()] == [
        line[:-1] for line in out.splitlines() if re.fullmatch(r"[A-Z].*[a-z]:", line)
    ][: len(said())]


def test_the_help_speaks_the_language_that_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = set()
    for code in LANGUAGES:
        assert main(["--language", code, "--help"]) == 0
        shown.add(capsys.readouterr().out)
        with speaking(code):
            assert overview() + "\n" in shown
            if code != "en":
                for _title, words in said():
                    assert all(not sentence.isascii() for _word, sentence in words)
        assert run(["find", "--help", "--language", code]) == 0
        shown.add(capsys.readouterr().out)
    assert len(shown) == 2 * len(LANGUAGES)


def test_the_pages_name_no_word_that_is_none() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    words = page.partition("## 3. Words")[2].partition("Later versions add")[0]
    rows = [line.split("|")[1] for line in words.splitlines() if line.startswith("| `")]
    named = {word for row in rows for word in re.findall(r"`([a-z]+)", row)}
    readme = (ROOT / "README.md").read_text("utf-8")
    table = [line.split("|")[1] for line in readme.splitlines() if "| `" in line]
    known = set(helps())

    assert named == known
    assert known <= {word for row in table for word in re.findall(r"`([a-z]+)`", row)}


def test_asking_for_help_imports_nothing_slow() -> None:
    program = (
        "import sys; from main import main; main(['--help']); "
        "slow = {'sqlalchemy', 'PySide6', 'reportlab', 'babel', 'phonenumbers'}; "
        "sys.exit(len(slow & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0


def test_each_feature_declares_its_own_words_and_each_leads_to_what_does_it() -> None:
    folder = Path(salon.cli.words.__file__).parent
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        calls = [ast.unparse(node) for node in ast.walk(tree) if type(node) is ast.Call]
        declared = sum(bool(re.match(r"add(\.apart)?\(", call)) for call in calls)
        assert declared <= 10, path  # no file that lists everything
    for action in parser()._actions:
        if isinstance(action, _SubParsersAction):
            for word, one in action.choices.items():
                doing = one.get_default("doing")
                assert word == "run" or callable(doing())


def test_the_help_is_no_mistake_where_its_reader_goes_or_has_no_chinese() -> None:
    program = (
        "import os, sys; from main import main; end, pen = os.pipe(); os.close(end); "
        "os.dup2(pen, 1); sys.exit(main(['--help']))"
    )
    gone = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False
    )
    bare = subprocess.run(
        [sys.executable, "main.py", "--help", "--language", "zh_CN"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )

    assert (gone.returncode, gone.stderr) == (0, b"")
    assert (bare.returncode, bare.stderr) == (0, b"")
    said_of_itself = bare.stdout.decode("utf-8").splitlines()
    assert all(not line.isascii() for line in said_of_itself if line)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (["--data", "D", "find", "lin"], ["find", "--data", "D", "lin"]),
        (["--data=D", "--json", "day"], ["day", "--data=D", "--json"]),
        (["find", "--data", "D"], ["find", "--data", "D"]),
        (["--data", "D"], ["--data", "D"]),
        (["--data"], ["--data"]),
        ([], []),
    ],
)
def test_options_said_before_the_word_count_as_said_after_it(
    said: list[str], meant: list[str]
) -> None:
    assert word_first(said) == meant
