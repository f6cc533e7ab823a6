"""What was tapped is written and read by commands, beside the words of before."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

TAPPED = {
    "steps": [
        {"name": "Cleanse", "words": "twice", "at": "14:04"},
        {"name": "LED", "words": "", "at": None},
    ],
    "left_out": ["nose_tip"],
    "scale": 2,
    "felt_at": ["chin"],
    "asked_none": True,
    "again": "longer",
}
UNTAPPED: dict[str, object] = {
    "steps": [],
    "left_out": [],
    "scale": None,
    "felt_at": [],
    "asked_none": False,
    "again": None,
}


@pytest.fixture
def visit(shell: Shell) -> str:
    her = shell.ask("client", "add", "--name", "Ann Lee")["id"]
    visit = shell.ask("book", her, "fac_hydrate", "--at", "2026-11-23T14:00")["id"]
    for step in ("arrive", "start"):
        shell.ask(step, visit)
    return str(visit)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"done": "as ever", **TAPPED}, TAPPED),
        ({"done": "as ever"}, UNTAPPED),
        ({"done": "as ever", **UNTAPPED}, UNTAPPED),
    ],
)
def test_the_new_facts_are_told_and_may_be_left_out(
    shell: Shell,
    tmp_path: Path,
    visit: str,
    said: dict[str, object],
    told: dict[str, object],
) -> None:
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps(said), "utf-8")

    treated = shell.ask("complete", visit, sheet)["treatment"]

    assert {name: treated[name] for name in told} == told
    assert treated["done"] == "as ever"


@pytest.mark.parametrize(
    "said", [{"scale": 5}, {"scale": "very"}, {"again": "never"}, {"steps": ["LED"]}]
)
def test_what_is_no_such_fact_is_refused_and_nothing_is_written(
    shell: Shell, tmp_path: Path, visit: str, said: dict[str, object]
) -> None:
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps(said), "utf-8")

    shell.refused("complete", visit, sheet)

    day = shell.ask("day", "2026-11-23")["appointments"]
    assert {one["status"] for one in day if one["id"] == visit} == {"in_treatment"}
