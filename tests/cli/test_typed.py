"""What is typed into a command is kept without control characters."""

import json
from pathlib import Path

from tests.cli.conftest import Shell

NASTY = "one\rtwo\x00\u2028three\x1b[31m\u202egnp\ufeff"
TIDY = "one\ntwo\nthree[31mgnp"


def test_a_document_full_of_them_is_kept_tidy(shell: Shell, tmp_path: Path) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")["id"]
    sheet = tmp_path / "sheet.json"
    sheet.write_text(json.dumps({"note": NASTY}), "utf-8")
    visit = shell.ask("book", her, "fac_hydrate", "--at", "2026-11-23T14:00")["id"]

    assert shell.ask("assess", her, sheet)["note"] == TIDY
    done = {"note": NASTY, "settings": {"power": "a\rb"}}
    sheet.write_text(json.dumps(done), "utf-8")
    for step in ("arrive", "start"):
        shell.ask(step, visit)
    treated = shell.ask("complete", visit, sheet)["treatment"]

    assert treated["note"] == TIDY
    assert "\r" not in json.dumps(treated["settings"])
    assert "\\r" not in json.dumps(treated["settings"])
    assert shell.ask("check")["sound"]


def test_what_leaves_the_note_or_is_doubtful_is_said_in_json_too(
    shell: Shell, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Phone,Birthday,Birthday\nAnn Lee,1.38E+10,1990-01-02,3 May\n", "utf-8"
    )

    said = shell.ask("import", path, "--dry-run")

    [note] = said["notes"]
    [warning] = said["warnings"]
    assert "Birthday" in note
    assert (warning["row"], warning["name"]) == (2, "Ann Lee")
    assert "1.38E+10" in warning["text"]
    assert said["rows"] == []  # holds the refused, as ever


def test_a_note_forges_nobody_on_its_way_out_and_in(
    shell: Shell, tmp_path: Path
) -> None:
    forged = "x\rEND:VCARD\rBEGIN:VCARD\rFN:Mallory\rX-CAMELLIA-ALLERGY:latex"
    shell.ask("client", "add", "--name", "Ann Lee", "--field", f"note={forged}")
    for ending in ("vcf", "csv", "xlsx"):
        out = tmp_path / f"list.{ending}"
        shell.ask("export", out)
        said = shell.ask("import", out, "--dry-run")
        assert (said["new"], said["matched"], said["refused"]) == (0, 1, 0)
