"""What was refused, mended and imported again."""

import csv
from pathlib import Path

import pytest

from salon.exchange.rejects import REASON, write_rejects
from salon.text import speaking
from tests.exchange.reading import FILES, asked, numbers, read


def test_refused_rows_keep_their_columns_and_say_why(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "rejects.csv"
    path.write_text(
        "姓名,手机,余额\n陈静,13800138000,5\n,13800138001,=9\n", encoding="utf-8"
    )
    rows = read(path)
    reasons = {row: one.refused for row, one in rows.items() if one.refused}

    count = write_rejects(out, asked(path), reasons)

    assert count == 1
    text = out.read_text("utf-8-sig")
    assert text.splitlines()[0] == "姓名,手机,余额,Refused because"
    assert "There is no name in this row." in text
    out.write_text(text.replace("\n,138", "\n唐悦,138"), encoding="utf-8")
    mended = read(out)
    assert (mended[2].name, mended[2].note) == ("唐悦", "余额: =9")
    assert numbers(mended[2]) == ["+8613800138001"]
    assert not mended[2].refused


def test_a_refused_row_of_a_workbook_keeps_its_comment(tmp_path: Path) -> None:
    out = tmp_path / "rejects.csv"

    write_rejects(out, asked(FILES / "顾客档案.xlsx"), {3: "Because."})

    back = read(out)
    assert back[2].name == "秦岚"
    assert "怀孕3个月，不要做仪器" in back[2].note
    assert "Because" not in str(back)


def test_a_refused_card_becomes_a_row(tmp_path: Path) -> None:
    out = tmp_path / "rejects.csv"

    write_rejects(out, asked(FILES / "iphone.vcf"), {2: "Because."})

    back = read(out)
    assert (back[2].name, numbers(back[2])) == ("林慧", ["+8613800138021"])
    assert str(back[2].lunar) == "8-15"


@pytest.mark.parametrize("first", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("then", ["en", "zh_CN", "zh_TW"])
def test_a_second_round_puts_its_reason_in_place_of_the_first(
    tmp_path: Path, first: str, then: str
) -> None:
    path, once, twice = (tmp_path / f"{name}.csv" for name in ("a", "b", "c"))
    path.write_text("姓名,手机\n,13800138000\n,13800138001\n", encoding="utf-8")
    with speaking(first):
        write_rejects(once, asked(path), {2: "Because one.", 3: "Because two."})
    with speaking(then):
        count = write_rejects(twice, asked(once), {3: "Because three."})
        heading = str(REASON)

    assert count == 1
    with twice.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [["姓名", "手机", heading], ["", "13800138001", "Because three."]]
    assert "Because" not in str(read(twice))


def test_reasons_go_to_their_rows_in_whatever_order_they_come(tmp_path: Path) -> None:
    path, out = tmp_path / "a.csv", tmp_path / "out.csv"
    lines = "".join(f"Client {number}\n" for number in range(2, 9))
    path.write_text(f"Name\n{lines}", encoding="utf-8")

    count = write_rejects(
        out, asked(path), {8: "eight", 2: "two", 99: "no such", 5: "five"}
    )

    assert count == 3
    assert out.read_text("utf-8-sig").splitlines()[1:] == [
        "Client 2,two",
        "Client 5,five",
        "Client 8,eight",
    ]
