"""The till, the reports and the parts by commands, as a script would say them."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from salon.cli.dayend import _row_line
from tests.cli.conftest import Shell
from tests.house import House

PIECES = (
    *("50=0", "20=2", "10=1", "5=0", "2=0", "1=0"),
    *("0.5=0", "0.2=0", "0.1=0", "0.05=0", "0.02=0", "0.01=0"),
)


@pytest.fixture
def shell(data: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(data, capsys)


def minor(amount: dict[str, int]) -> int:
    return amount["minor"]


def test_a_day_from_float_to_close(shell: Shell) -> None:
    assert minor(shell.ask("till", "open", "50")["float"]) == 5000
    assert shell.refused("till", "open", "50")["kind"] == "till_is_open"
    key = shell.ask("bill", "new")["id"]
    shell.ask("bill", "add", key, "voucher", "--amount", "20")
    shell.ask("bill", "pay", key, "--by", "cash")
    shell.ask("till", "spend", "18.60", "milk", "and", "stamps")

    shown = shell.ask("till", "show")
    assert (minor(shown["expected"]), minor(shown["taken"])) == (5140, 2000)
    assert shown["spent"] == "milk and stamps"
    assert shell.refused("till", "close", "50=1")["kind"] == "not_counted"
    assert shell.refused("till", "close", *PIECES)["kind"] == "word_why"
    assert shell.ask("till", "count", *PIECES)["counts"][0]["late"] is False
    done = shell.ask("till", "close", "--reason", "a coin", "--stays", "40")
    assert (minor(done["worth"]), minor(done["difference"])) == (5000, -140)
    assert (minor(done["to_safe"]), minor(done["stays"])) == (1000, 4000)
    assert done["counted"]["2000"] == 2

    late = shell.refused("till", "close", *PIECES, "--note", "mine")
    assert late["kind"] == "day_was_closed"
    kept = shell.ask("till", "show")["counts"][0]
    assert (kept["late"], kept["note"], minor(kept["worth"])) == (True, "mine", 5000)
    assert len(shell.ask("till", "list")["days"]) == 1
    shell.ask("undo")  # the count that was kept, and no further
    assert "reversal" in shell.refused("undo")["text"]
    assert shell.ask("check")["sound"]


@pytest.mark.parametrize("said", ["50", "50=x", "50=-1", "50=1.5"])
def test_what_is_no_count_is_refused(shell: Shell, said: str) -> None:
    assert shell.refused("till", "count", said)["kind"] == "bad_count"


def test_a_verb_that_is_none_names_those_there_are(shell: Shell) -> None:
    assert "close" in shell.refused("till", "shut")["text"]
    assert "takings" in shell.refused("report", "weather")["text"]


def test_reports_as_document_workbook_and_pdf(shell: Shell, tmp_path: Path) -> None:
    key = shell.ask("bill", "new")["id"]
    shell.ask("bill", "add", key, "voucher", "--amount", "20")
    shell.ask("bill", "pay", key, "--by", "card")

    found = shell.ask("report", "takings")
    means = found["tables"][0]
    assert [(one["key"], minor(one["taken"]["amount"])) for one in means["rows"]] == [
        ("card", 2000)
    ]
    assert found["meanings"]["Taken"]
    rows = shell.ask("report", "takings", "--behind", "means/card/taken")["rows"]
    assert [minor(one["amount"]) for one in rows] == [2000]
    assert (
        "means/card/taken"
        in shell.refused("report", "takings", "--behind", "x")["text"]
    )
    owed = shell.ask("report", "liability")["tables"][0]
    assert minor(owed["totals"]["closing"]) == 2000
    for what in ("takings", "commission", "liability", "stock"):
        book, paper = tmp_path / f"{what}.xlsx", tmp_path / f"{what}.pdf"
        shell.ask("report", what, "--xlsx", book)
        shell.ask("report", what, "--pdf", paper)
        assert paper.read_bytes().startswith(b"%PDF")
        assert CalamineWorkbook.from_path(book).sheet_names
    sheet = CalamineWorkbook.from_path(tmp_path / "takings.xlsx").get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["Bank card", 20]
    for more in ((), ("--roll",)):
        day = tmp_path / "day.pdf"
        assert shell.ask("till", "print", *more, "--out", day)["pages"] == 1


def test_parts_are_agreed_and_listed(shell: Shell) -> None:
    set_ = ("commission", "set", "service", "12.5", "--of", "list")
    [rule] = shell.ask(*set_)["rules"]

    assert (rule["percent"], rule["of"], rule["person"]) == (12.5, "list", None)
    assert shell.refused("commission", "set", "service", "101")["kind"] == "bad_rate"
    assert shell.refused("commission", "set", "gift", "1")["kind"] == "unknown_word"


def test_days_nobody_closed_are_kept(shell: Shell) -> None:
    key = shell.ask("bill", "new")["id"]
    shell.ask("bill", "add", key, "voucher", "--amount", "20")
    shell.ask("bill", "pay", key, "--by", "card")

    assert shell.ask("till", "keep")["kept"] is None
    later = shell.ask("till", "keep", now="2026-12-01T09:00")
    assert later["kept"] == "2026-11-23"


@pytest.mark.parametrize(
    ("name", "shown"), [("x" * 34, "x" * 34), ("x" * 35, "x" * 33 + "…")]
)
def test_a_name_that_is_cut_says_so(house: House, name: str, shown: str) -> None:
    assert _row_line(house.salon, name, [None]) == shown + " " * 14
