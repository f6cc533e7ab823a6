"""Stores as earlier versions left them open, whole, and can be worked in.

Each file of `old/` is a sample of eight clients (`demo DIR --clients 8 --years 1
--seed 1 --now 2026-11-23T10:42`, key `tests.house.KEY`), written by the program when
its newest migration was the one in the name. They are never written anew; a version
that brings a migration adds a file of its own.
"""

from pathlib import Path
from shutil import copyfile

import pytest

from salon.store.schema import latest
from tests.cli.conftest import Shell

OLD = sorted((Path(__file__).parent / "old").glob("*.db"))
HELD = {  # by command, how many of what it answers
    ("find", ""): ("clients", 8),
    ("plans",): ("plans", 4),
    ("day", "2026-11-23"): ("appointments", 8),
    ("calls", "--all"): ("calls", 298),
}


def test_every_shape_that_was_ever_shipped_is_kept_here() -> None:
    assert OLD[-1].stem == latest()


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_an_old_store_keeps_all_it_held_and_goes_on(
    key: None, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copyfile(old, tmp_path / "salon.db")
    shell = Shell(tmp_path, capsys)

    for words, (what, count) in HELD.items():
        assert len(shell.ask(*words)[what]) == count, words
    her = shell.ask("client", "show", "C1")
    assert (her["name"], her["birthday"]["date"]) == ("林美华", "1988-06-03")
    assert her["facts"]["allergies"]["value"][0]["substance"] == "Salicylic acid"
    assert her["facts"]["occupation"]["value"] == "teaching"

    shell.ask("client", "edit", "C1", "--field", "occupation=retired")
    assert (
        shell.ask("client", "show", "C1")["facts"]["occupation"]["value"] == "retired"
    )
    shell.ask("undo")
    assert shell.ask("client", "show", "C1")["facts"] == her["facts"]
    assert shell.ask("check")["findings"] == []
