"""Leaving, erasing, twins, parting and lists by commands, as a script says them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.cli.conftest import NOW, ROOT, Shell
from tests.house import KEY


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

    assert shell.ask("client", "erase", "C1", "--look", "--yes")["erased"] is False
    assert shell.ask("client", "show", "C1")["name"] == "Noor Haddad"

    assert shell.ask("client", "erase", "C1", "--yes")["erased"] is True

    assert shell.refused("client", "show", "C1")
    assert json.loads((data / "salon.erased").read_text())["client"] == 1
    assert {one["id"] for one in shell.ask("clients")["clients"]} == {"C2", "C3"}
    assert shell.refused("undo")


@pytest.mark.skipif(os.name == "nt", reason="a terminal of its own is not there")
def test_typed_by_hand_an_erasure_wants_a_yes(shell: Shell, data: Path) -> None:
    look = shell.ask("client", "erase", "C1", "--look")

    def typed(*more: str) -> tuple[int, str]:
        ours, theirs = os.openpty()
        try:
            done = subprocess.run(
                [
                    *(sys.executable, str(ROOT / "main.py"), "client", "erase", "C1"),
                    *("--data", str(data), "--now", NOW, *more),
                ],
                stdin=theirs,
                capture_output=True,
                env=os.environ | {"SALON_KEY": KEY},
                check=False,
                timeout=300,
            )
        finally:
            os.close(ours)
            os.close(theirs)
        return done.returncode, done.stderr.decode()

    status, said = typed()
    assert status == 1
    assert "C1 Noor Haddad" in said
    assert "--yes" in said
    for rows in (look["goes"], look["stays"]):
        assert str(sum(rows.values())) in said
    assert shell.ask("client", "show", "C1")["name"] == "Noor Haddad"

    assert typed("--yes")[0] == 0
    assert shell.refused("client", "show", "C1")


def test_a_script_that_erases_means_it(shell: Shell) -> None:
    status, _out, _err = shell.say("client", "erase", "C1")
    assert status == 0
    assert shell.refused("client", "show", "C1")


def test_who_is_being_erased_is_not_written_of_by_any_word(shell: Shell) -> None:
    shell.ask("hire", "Mei", "--skills", "all")
    shell.ask("room", "One")
    visit = shell.ask("book", "C1", "fac_express", "--at", "2026-11-30T14:00")["id"]
    assert shell.ask("client", "erase", "C1", "--yes")["erased"] is False
    for words in (
        ("client", "edit", "C1", "--field", "note=x"),
        ("client", "note", "add", "C1", "x"),
        ("client", "alert", "add", "C1", "x"),
        ("client", "decline", "C1", "occupation"),
        ("relative", "add", "C1", "mother", "Nour"),
        ("relative", "add", "C3", "friend", "--client", "C1"),
        ("move", visit, "--at", "2026-11-30T16:00"),
        ("book", "C1", "fac_express", "--at", "2026-11-30T16:00"),
        ("merge", "C2", "C1"),
    ):
        wrong = shell.refused(*words)
        assert wrong["kind"] == "erasure_under_way", words
        assert "--call-off" in wrong["text"]
    shell.ask("client", "decline", "C1", "medications")  # the visit is to come
    shell.ask("client", "edit", "C3", "--field", "note=x")
    shell.ask("cancel", visit)
    shell.ask("undo")
    shell.ask("client", "erase", "C1", "--call-off")
    shell.ask("client", "edit", "C1", "--field", "note=x")


def test_the_number_of_a_joined_file_ends_nobody(shell: Shell, tmp_path: Path) -> None:
    shell.ask("merge", "C1", "C2")
    copy = str(tmp_path / "copy")
    for words in (
        ("client", "erase", "C2", "--yes"),
        ("client", "erase", "C2", "--look"),
        ("client", "erase", "c2", "--call-off"),
        ("client", "archive", "C2"),
        ("client", "block", "C2", "--reason", "never paid"),
        ("client", "deceased", "C2"),
        ("client", "back", "C2"),
        ("client", "export", "C2", copy),
        ("merge", "C3", "C2"),
        ("merge", "C2", "C3"),
    ):
        wrong = shell.refused(*words)
        assert wrong["kind"] == "joined_into", words
        assert "C1 (Noor Haddad)" in wrong["text"]
        assert "split C2" in wrong["text"]
    assert shell.ask("client", "show", "C1")["alerts"] == [
        *shell.ask("client", "show", "C2")["alerts"]
    ]
    look = shell.ask("client", "erase", "C1", "--look")
    assert look["joined"] == [{"id": "C2", "name": "Noor Haddad"}]
    _status, out, _err = shell.say("client", "erase", "C1", "--look")
    assert "C1  Noor Haddad" in out
    assert "go with it: C2 Noor Haddad" in out


def test_what_is_left_of_a_name_is_said_in_words(shell: Shell) -> None:
    shell.ask("client", "edit", "C3", "--field", "note=Noory rang; Noor Haddad too")
    look = shell.ask("client", "erase", "C2", "--look")
    assert (look["elsewhere"], look["untouched"], look["left"]) == (1, 1, ["C3"])
    _status, out, _err = shell.say("client", "erase", "C2", "--yes")
    assert "Left as it is (1)" in out
    assert "C3" in out
    found = shell.ask("client", "show", "C3")
    assert "… rang; Noor Haddad too" in json.dumps(found, ensure_ascii=False)


def test_looking_takes_the_right_that_erasing_takes(shell: Shell) -> None:
    shell.ask("hire", "Tian")
    for more in ((), ("--yes",), ("--look",)):
        wrong = shell.refused("client", "erase", "C1", *more, "--as", "Tian")
        assert wrong["kind"] == "not_allowed"
    assert shell.ask("client", "erase", "C1", "--look")["erased"] is False


def test_where_no_copy_can_be_written_is_said(
    shell: Shell, data: Path, tmp_path: Path
) -> None:
    export = ("client", "export", "C2")
    (data / "backups").mkdir(exist_ok=True)
    for inside in (data, data / "backups", data / "copies" / "hers"):
        wrong = shell.refused(*export, str(inside))
        assert wrong["kind"] == "salons_own", inside
        assert "a folder elsewhere" in wrong["text"]
    assert not (data / "copies").exists()
    wrong = shell.refused(*export, f"{tmp_path}/x\0y")
    assert wrong["kind"] == "nul_inside"
    for name in ("x" * 300, "é" * 125):
        wrong = shell.refused(*export, str(tmp_path / name))
        assert wrong["kind"] == "no_such_place"
        assert name[:5] in wrong["text"] or "…" in wrong["text"]
        assert "salon's folder" not in wrong["text"]
    assert shell.say(*export, "-")[0] == 2
    assert not Path("-").exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ("run", "a\0b"),
        ("restore", "a\0b", "new"),
        ("restore", "a", "n\0w"),
        ("backup", "a\0b"),
        ("assess", "C1", "a\0b"),
        ("clients", "--xlsx", "a\0b"),
        ("clients", "--where", "name=\0"),
        ("import", "a\0b"),
        ("find", "\0"),
    ],
)
def test_no_word_takes_a_sign_that_ends_a_text(
    shell: Shell, words: tuple[str, ...]
) -> None:
    assert shell.refused(*words)["kind"] == "nul_inside"


@pytest.mark.parametrize("word", ["init", "demo", "tour", "backup"])
def test_a_folder_is_no_stream(shell: Shell, word: str) -> None:
    assert shell.say(word, "-")[0] == 2


def test_a_name_too_long_is_named_by_any_word(shell: Shell, tmp_path: Path) -> None:
    long = str(tmp_path / ("x" * 300))
    for words in (("run", long), ("clients", "--xlsx", long), ("backup", long)):
        status, _out, err = shell.say(*words)
        assert status in (1, 4), words
        assert "salon's folder" not in err


def test_a_copy_leaves_out_what_is_for_the_team(shell: Shell, tmp_path: Path) -> None:
    for audience in ("me", "staff", "client"):
        said = f"written for {audience}"
        shell.ask("client", "note", "add", "C2", said, "--for", audience)
    shell.ask("client", "alert", "add", "C2", "mind the purse")
    shell.ask("client", "export", "C2", str(tmp_path / "copy"))
    copy = (tmp_path / "copy" / "data.json").read_text()
    assert "written for client" in copy
    for said in ("written for me", "written for staff", "mind the purse"):
        assert said not in copy


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
