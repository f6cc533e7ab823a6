"""`loyalty` and `report owner`, as scripts say them."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Shell

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def ana(shell: Shell) -> str:
    """A client who came four times, the last time long ago."""
    key: str = shell.ask("client", "add", "--name", "Ana Pires")["id"]
    return key


def test_an_empty_salon_has_words_for_everything(shell: Shell) -> None:
    found = shell.ask("loyalty", "classes")
    assert found["total"] == 0
    bucket = shell.ask("loyalty", "bucket")
    assert bucket["opening"] == bucket["closing"] == bucket["lost"] == 0
    assert shell.ask("loyalty", "due")["total"] == 0
    assert shell.ask("loyalty", "guard")["lights"] == []
    worth = shell.ask("loyalty", "value")
    assert worth["model"] is None
    assert "300" in worth["why_not"]
    month = shell.ask("report", "owner")
    assert month["second_visit"]["of"] == 0
    assert month["bars"][0]["people"] == 0


def test_a_client_without_a_visit_is_an_enquiry(shell: Shell, ana: str) -> None:
    [row] = shell.ask("loyalty", "classes")["classes"]
    assert (row["loyalty"], row["abc"], row["state"]) == ("lead", "Z", "active")
    value = shell.ask("loyalty", "value", ana)
    assert value["simple"]["value"]["minor"] == 0
    assert value["advice"]


def test_a_class_is_held_and_let_go(shell: Shell, ana: str) -> None:
    status, _said, error = shell.say("loyalty", "pin", ana, "abc", "A")
    assert status == 1
    assert "class is held" in error
    held = shell.ask("loyalty", "pin", ana, "abc", "A", "--why", "the mayor")
    assert (held["abc"], held["pinned"]) == ("A", "the mayor")
    free = shell.ask("loyalty", "unpin", ana, "abc")
    assert (free["abc"], free["pinned"]) == ("Z", None)
    status, _said, error = shell.say("loyalty", "pin", ana, "abc", "Q", "--why", "x")
    assert status == 1
    assert "A, B, C, Z" in error


def test_who_still_comes_is_no_loss(shell: Shell, ana: str) -> None:
    shell.ask("loyalty", "refresh")
    status, _said, error = shell.say("loyalty", "lost", ana, "moved")
    assert status == 1
    assert "still comes" in error


def test_a_fit_reads_the_published_file(shell: Shell) -> None:
    found = shell.ask("loyalty", "fit", str(DATA / "cdnow_summary.csv"))
    assert found["params"]["r"] == pytest.approx(0.243, rel=0.01)
    assert found["params"]["alpha"] == pytest.approx(4.414, rel=0.01)
    assert found["log_likelihood"] == pytest.approx(-9582.4256, abs=0.01)
    assert found["spend"]["gamma"] == pytest.approx(15.44, rel=0.01)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x,t_x\n1,2\n", "no_column"),
        ("x,t_x,T\n1,two,3\n", "no_number"),
        ("x,t_x,T\n1,2,1\n", "bad_base"),
        ("x,t_x,T\n", "no_fit"),
        ("x,t_x,T,zbar\n1,2,3,nan\n", "no_number"),
        ("x,t_x,T,zbar\n1,2,3,inf\n", "no_number"),
        ("x,t_x,T,zbar\n1,2,3,-1\n", "no_number"),
        (f"x,t_x,T\n{'1' * 200_000},2,3\n", "no_number"),
    ],
)
def test_a_file_that_cannot_be_is_refused(
    shell: Shell, tmp_path: Path, text: str, kind: str
) -> None:
    file = tmp_path / "visits.csv"
    file.write_text(text, "utf-8")
    status, said, _error = shell.say("loyalty", "fit", str(file), "--json")
    assert status == 1
    assert f'"{kind}"' in said


def test_where_a_fit_does_not_converge_the_simple_figure_stands(
    shell: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "visits.csv"
    rows = "".join(f"0,0,{10 + at}\n" for at in range(40))
    file.write_text("x,t_x,T\n" + rows, "utf-8")
    found = shell.ask("loyalty", "fit", str(file))
    assert found["params"] is None
    assert found["why_not"]
    assert found["simple"]["visits_a_year"] == 0


@pytest.mark.parametrize(
    "said",
    [("loyalty", "bucket"), ("report", "owner"), ("report", "owner", "--pdf", "x")],
)
def test_a_month_to_come_is_not_told_as_a_fact(
    shell: Shell, said: tuple[str, ...]
) -> None:
    status, _said, error = shell.say(*said, "--to", "2036-03-31")
    assert status == 1
    assert "has not begun" in error


@pytest.mark.parametrize("what", ["owner", "team"])
def test_one_word_writes_one_file(shell: Shell, tmp_path: Path, what: str) -> None:
    files = [tmp_path / "o.pdf", tmp_path / "o.xlsx"]
    said = ("report", what, "--pdf", str(files[0]), "--xlsx", str(files[1]))
    status, _said, error = shell.say(*said)
    assert status == 1
    assert "one file" in error
    assert not any(one.exists() for one in files)


def test_the_owners_lines_say_what_each_figure_is(shell: Shell) -> None:
    _status, said, _error = shell.say("report", "owner")
    assert "Missed without a word" in said


def test_costs_and_rules(shell: Shell) -> None:
    found = shell.ask("loyalty", "cost", "2026-10", "advertising", "300")
    assert found["costs"]["advertising"]["minor"] == 30_000
    status, _said, error = shell.say("loyalty", "cost", "2027-01", "gifts", "1")
    assert status == 1
    assert "not begun" in error
    assert shell.ask("loyalty", "rules", "--set", "margin=55")["margin"] == 55
    status, _said, _error = shell.say("loyalty", "rules", "--set", "cut_a=99")
    assert status == 1
    assert shell.ask("loyalty", "rules")["cut_a"] == 80


def test_a_month_for_the_owner_has_four_pages(shell: Shell, tmp_path: Path) -> None:
    paper, book = tmp_path / "month.pdf", tmp_path / "month.xlsx"
    to = ("--to", "2026-10-31")
    assert shell.ask("report", "owner", *to, "--pdf", str(paper))["pages"] == 4
    text = "".join(page.extract_text() for page in PdfReader(paper).pages)
    assert "October 2026, for the owner" in text
    assert "How" not in text[:20]
    shell.ask("report", "owner", *to, "--xlsx", str(book))
    names = CalamineWorkbook.from_path(book).sheet_names
    assert "The bucket" in names
    assert "How it is counted" in names


def test_a_report_of_the_owner_is_of_one_month(shell: Shell) -> None:
    for said in (
        ("--to", "2026-10-15"),
        ("--from", "2026-09-02", "--to", "2026-09-30"),
    ):
        status, _out, error = shell.say("report", "owner", *said)
        assert status == 1
        assert "one month" in error
    whole = ("--from", "2026-09-01", "--to", "2026-09-30")
    assert shell.ask("report", "owner", *whole)["from"] == "2026-09-01"


def test_what_is_not_known_is_said_with_what_is(shell: Shell) -> None:
    status, _said, error = shell.say("loyalty", "guess")
    assert status == 1
    assert "classes" in error
    status, _said, error = shell.say("loyalty", "light", "GL99999", "mended")
    assert status == 1
    status, _said, error = shell.say("loyalty", "light", "C1", "mended")
    assert "loyalty guard" in error
