"""Leaving, erasing, twins, parting and lists by commands, as a script says them."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Shell


@pytest.fixture
def shell(data: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(data, capsys)
    born = ("--birthday", "1988-06-03")
    add = ("client", "add", "--name")
    shell.ask(
        *add, "Noor Haddad", "--phone", "020 7946 0011", "--birthday", "1988-06-03"
    )
    said = ("--field", "nickname=Noory", "--field", "allergies=Latex")
    shell.ask(*add, "Noor Haddad", *born, *said)
    shell.ask(*add, "林美华", "--field", "nickname=林姐")
    return shell


def names(shell: Shell, *words: str) -> list[str]:
    return [one["name"] for one in shell.ask("clients", *words)["clients"]]


def test_duplicates_are_listed_and_told_apart(shell: Shell) -> None:
    [pair] = shell.ask("duplicates")["duplicates"]
    assert [one["id"] for one in pair["clients"]] == ["C1", "C2"]
    assert pair["why"] == ["name", "birthday"]
    assert shell.ask("duplicates", "C2")["total"] == 1
    assert shell.ask("duplicates", "C3")["total"] == 0

    assert shell.ask("duplicates", "C2", "C1", "--two") == {
        "two": True,
        "clients": ["C1", "C2"],
    }
    assert shell.ask("duplicates")["total"] == 0
    shell.ask("duplicates", "C2", "C1", "--again")
    assert shell.ask("duplicates")["total"] == 1
    assert shell.refused("duplicates", "C2", "--two")


def test_files_are_joined_field_by_field_and_parted_line_by_line(shell: Shell) -> None:
    shell.ask("client", "edit", "C1", "--field", "nickname=Nono")
    done = shell.ask("merge", "C1", "C2", "--keep", "nickname=C2")
    assert done["called"] == "Noory"
    assert shell.refused("merge", "C1", "C3", "--keep", "nickname=C9")
    shell.ask("client", "edit", "C1", "--field", "allergies=Henna")

    look = shell.ask("split", "C1", "--look")
    assert (look["kept"]["id"], look["parted"]["id"]) == ("C1", "C2")
    [since] = [one for one in look["since"] if one["record"].startswith("allergy")]
    assert since["goes"] is False
    assert shell.refused("split", "C2", "--to", "C2=allergy:99")
    assert shell.refused("split", "C2", "--to", f"C1={since['record']}")

    done = shell.ask("split", "C2", "--to", f"C2={since['record']}")
    assert (
        next(one for one in done["since"] if one["goes"])["record"] == since["record"]
    )
    assert shell.ask("client", "show", "C1")["called"] == "Nono"
    texts = [one["text"] for one in shell.ask("client", "show", "C2")["alerts"]]
    assert any("Henna" in text for text in texts)
    assert any("Latex" in text for text in texts)
    assert shell.refused("split", "C2")


def test_who_comes_no_more_is_marked_and_comes_back(shell: Shell) -> None:
    done = shell.ask("client", "archive", "C3", "--reason", "moved away")
    assert [one["how"] for one in done["left"]] == ["archived"]
    assert "林美华" not in names(shell)
    assert names(shell, "--left", "archived") == ["林美华"]
    assert shell.refused("client", "block", "C1")
    shell.ask("client", "block", "C1", "--reason", "never paid")
    assert shell.ask("client", "back", "C1")["left"] == []
    shell.ask("client", "back", "C3", "--from", "archived")
    assert "林美华" in names(shell)
    shell.ask("client", "deceased", "C1")
    assert shell.refused("client", "back", "C1", "--from", "blocked")


def test_an_erasure_is_said_before_and_done(shell: Shell, data: Path) -> None:
    look = shell.ask("client", "erase", "C1", "--look")
    assert look["erased"] is False
    assert look["held"] == []
    assert look["goes"]["client_phone"] == 1
    assert shell.ask("client", "show", "C1")["name"] == "Noor Haddad"
    assert shell.refused("client", "erase", "C1", "--call-off")

    assert shell.ask("client", "erase", "C1")["erased"] is True

    assert shell.refused("client", "show", "C1")
    assert json.loads((data / "salon.erased").read_text())["client"] == 1
    assert {one["id"] for one in shell.ask("clients")["clients"]} == {"C2", "C3"}
    assert shell.refused("undo")


def test_a_copy_of_all_that_is_kept(shell: Shell, tmp_path: Path) -> None:
    done = shell.ask("client", "export", "C2", str(tmp_path / "copy"))
    assert done["client"] == "C2"
    assert (tmp_path / "copy" / "data.json").is_file()
    assert shell.refused("client", "export", "C2", str(tmp_path / "copy"))


def test_who_could_be_forgotten(shell: Shell) -> None:
    assert shell.ask("client", "retention")["total"] == 0
    found = shell.ask("client", "retention", "--years", "0", now="2031-01-01T09:00")
    assert found["total"] == 3


def test_lists_of_any_column(shell: Shell, tmp_path: Path) -> None:
    done = shell.ask(
        *(
            "clients",
            "--where",
            "nickname=*",
            "--columns",
            "id,name,nickname,allergies",
        ),
        *("--sort", "written"),
    )
    assert done["columns"]["nickname"] == "Likes to be called"
    assert [
        (one["id"], one["nickname"], one["allergies"]) for one in done["clients"]
    ] == [
        ("C2", "Noory", "Latex"),
        ("C3", "林姐", ""),
    ]
    assert names(shell, "--where", "nickname=noo") == ["Noor Haddad"]
    assert names(shell, "--where", "nickname=") == ["Noor Haddad"]
    assert names(shell, "--where", "allergies=latex") == ["Noor Haddad"]
    assert names(shell, "Noor") == ["Noor Haddad", "Noor Haddad"]
    assert shell.refused("clients", "--where", "nonsense=1")
    assert shell.refused("clients", "--columns", "nonsense")

    path = tmp_path / "list.xlsx"
    assert shell.ask("clients", "--xlsx", str(path))["rows"] == 3
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[0][:2] == ["Number", "Name"]
    assert len(rows) == 4


def test_lists_are_sorted_by_pinyin_by_strokes_and_as_written(shell: Shell) -> None:
    for name in ("王一", "丁一", "Zoë"):
        shell.ask("client", "add", "--name", name)
    by_pinyin = names(shell, "--sort", "name")
    assert by_pinyin.index("丁一") < by_pinyin.index("林美华") < by_pinyin.index("王一")
    by_strokes = names(shell, "--sort", "strokes")
    assert (
        by_strokes.index("丁一") < by_strokes.index("王一") < by_strokes.index("林美华")
    )
    assert by_strokes.index("Zoë") < by_strokes.index("丁一")
    assert names(shell, "--sort", "written", "--down")[0] == "王一"


def test_a_list_goes_onto_paper_with_its_columns(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "list.pdf"
    done = shell.ask(
        *("clients", "--columns", "name,nickname,classes", "--pdf", str(path))
    )
    assert (done["rows"], done["pages"]) == (3, 1)
    text = PdfReader(path).pages[0].extract_text()
    assert "Likes to be called" in text
    assert "林美华" in text
    assert shell.refused("clients", "--pdf", str(path), "--xlsx", str(path))
    some = shell.ask("clients", "--limit", "1", "--pdf", str(path))
    assert some["rows"] == 1
    newest = shell.ask("history", "--limit", "1")["actions"][0]
    assert "1" in newest["text"]
