"""Surveys by commands, as a script would say them."""

from pathlib import Path
from shutil import copytree

import pytest
from pypdf import PdfReader

from salon.cli import run
from tests.cli.conftest import NOW, Shell
from tests.surveys.people import CONTENT

SAID = [f"{key}={answer}" for key, answer in CONTENT.items()]


@pytest.fixture(scope="module")
def sample(key: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small sample salon; it has two rounds and a pulse."""
    folder = tmp_path_factory.mktemp("surveys") / "salon"
    assert run(("demo", str(folder), "--clients", "80", "--now", NOW)) == 0
    return folder


@pytest.fixture
def shell(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(copytree(sample, tmp_path / "salon"), capsys)


def test_a_year_from_the_sample_to_the_promises(shell: Shell, tmp_path: Path) -> None:
    [now, before] = shell.ask("survey", "list")["rounds"]
    assert (before["closed"], now["closed"]) != (None, "")
    assert shell.refused("survey", "sample", "yearly")["kind"] == "round_is_open"
    assert shell.refused("survey", "sample", "post_visit")["kind"] == "no_such_survey"
    assert shell.refused("survey", "dance")["kind"] == "nothing_to_survey"
    assert shell.refused("survey", "show")["kind"] == "missing_piece"
    assert shell.refused("survey", "show", "SR99")["kind"] == "no_such_round"

    shown = shell.ask("survey", "show", now["id"])
    opened = [one for one in shown["asks"] if one["state"] == "open"]
    paper = [one for one in opened if one["how"] == "paper"]
    code, other, third = (one["code"] for one in paper[:3])
    kept = shell.ask("survey", "answer", code, *SAID, "ye_nps=9", "ye_why=Calm")
    assert (kept["state"], kept["complaint"]) == ("answered", None)
    again = shell.refused("survey", "answer", code, *SAID)
    assert again["kind"] == "already_answered"
    low = ("ye_rel_p=1", "ye_why=Too loud", "--anonymous")
    nameless = shell.ask("survey", "answer", other, *low)
    assert (nameless["state"], nameless["complaint"]) == ("nameless", None)
    assert shell.ask("survey", "decline", third)["state"] == "declined"
    bad = shell.refused("survey", "answer", "123456", *SAID)
    assert bad["kind"] == "no_such_code"

    one = tmp_path / "one.pdf"
    assert shell.ask("survey", "print", paper[3]["code"], "--out", str(one))["pages"]
    text = "".join(page.extract_text() for page in PdfReader(one).pages)
    assert paper[3]["client"]["name"] not in text

    found = shell.ask("survey", "compare", now["id"])
    assert found["before"]["id"] == before["id"]
    assert (
        found["measures"]["nps"]["now"]["low"]
        <= found["measures"]["nps"]["now"]["value"]
    )
    sheet = tmp_path / "sheet.pdf"
    made = shell.ask("survey", "compare", now["id"], "--pdf", str(sheet))
    assert made["pages"] == 1
    shell.ask("survey", "changed", now["id"], "More", "towels")
    person = shown["asks"][0]["person"]
    promise = ("survey", "promise", now["id"], "Start on time", "--person", person)
    done = shell.ask(*promise, "--by", "2027-03-01")
    assert shell.ask("survey", "kept", done["id"])["done"]
    closed = shell.ask("survey", "close", now["id"])
    assert (closed["changed"], bool(closed["closed"])) == ("More towels", True)
    assert shell.ask("survey", "ask")["total"] >= 0
    assert shell.ask("check")["sound"]


def test_the_pulse_of_the_team(shell: Shell) -> None:
    sight = shell.ask("survey", "pulse")
    assert sight["due"]
    assert any(one["shown"] for one in sight["periods"])
    assert shell.ask("survey", "pulse", "answer", "sp_ok=4", "sp_enps=9")["answered"]
    again = shell.refused("survey", "pulse", "answer", "sp_ok=4")
    assert again["kind"] == "pulse_answered"
    now = shell.ask("survey", "pulse")
    assert not now["due"]
    assert (now["periods"][0]["answered"], now["periods"][0]["scores"]) == (1, {})
    point = shell.ask("survey", "pulse", "raise", "Warmer", "room")["id"]
    no = shell.refused("survey", "pulse", "reply", point, "--no")
    assert no["kind"] == "needs_words"
    told = shell.ask("survey", "pulse", "reply", point, "A", "heater")
    assert (told["answer"], told["why"]) == ("yes", "A heater")
    assert shell.refused("survey", "pulse", "sing")["kind"] == "nothing_to_survey"
