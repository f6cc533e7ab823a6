"""Lists that are something else, or two, or full of faults: nothing is lost unsaid."""

import random
from pathlib import Path

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from salon.exchange.model import FileBroken, Kind, NotAList
from tests.exchange.reading import numbers, opened, read

PAGE = (
    "<html><body><table><tr><th>姓名</th><th>手机</th></tr>"
    "<tr><td>陈静</td><td>13800138000</td></tr></table></body></html>"
)


def test_what_is_called_csv_is_read_as_what_it_is(tmp_path: Path) -> None:
    book = tmp_path / "book.csv"
    with Workbook(book) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["姓名", "手机"])
        sheet.write_row(1, 0, ["陈静", "13800138000"])
    page = tmp_path / "page.csv"
    page.write_text(PAGE, encoding="utf-8")
    card = tmp_path / "card.csv"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:陈静\nEND:VCARD\n", "utf-8")

    for path, kind in ((book, Kind.XLSX), (page, Kind.HTML), (card, Kind.VCARD)):
        found, rows = opened(path)
        assert found.kind is kind
        assert [one.name for one in rows.values()] == ["陈静"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n" + bytes(range(256)), "PDF"),
        (b"\xff\xd8\xff\xe0" + bytes(900), "picture"),
        (b"MIME-Version: 1.0\r\n\r\n", "web page"),
        (b"{\\rtf1 Ann}", "text document"),
    ],
)
def test_what_is_no_list_is_said_by_its_name(
    tmp_path: Path, data: bytes, what: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(data)

    with pytest.raises(NotAList, match=what):
        read(path)


def test_ten_lines_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    above = "".join(f"顾客档案 第{n}页,,\n" for n in range(10))
    path.write_text(f"{above}姓名,手机,备注\n陈静,13800138000,怕痛\n", "utf-8")

    sheet, rows = opened(path)

    assert sheet.heading_row == 11
    assert [(one.name, one.note) for one in rows.values()] == [("陈静", "怕痛")]


def test_two_tables_on_one_sheet_are_both_read_by_their_own_headings(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "姓名,手机,备注\n陈静,13800138000,怕痛\n合计,1,\n,,\n老顾客,,\n"
        "手机,姓名,过敏史\n13800138001,林慧,酒精\n13800138002,欧阳雪,\n",
        "utf-8",
    )

    people = [one for one in read(path).values() if one.is_client]

    named = {one.name: one for one in people}
    assert set(named) == {"陈静", "老顾客", "林慧", "欧阳雪"}
    assert numbers(named["林慧"]) == ["+8613800138001"]
    assert named["林慧"].allergies == ("酒精",)
    assert named["陈静"].note == "怕痛"


@pytest.mark.parametrize("size", [40_000, 1_200_000])
def test_a_cell_of_a_megabyte_refuses_its_row_alone(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.csv"
    long = "长" * size
    path.write_text(f"姓名,备注\n陈静,{long}\n林慧,怕痛\n", encoding="utf-8")

    rows = read(path)

    assert "备注" in rows[2].refused
    assert (rows[3].name, rows[3].note, rows[3].refused) == ("林慧", "怕痛", "")


def test_a_cell_without_end_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Name,Note\nAnn," + "x" * 16_800_000 + "\n", encoding="utf-8")

    with pytest.raises(FileBroken, match=r"a\.csv"):
        read(path)


@pytest.mark.parametrize("lines", [1_300, 50_000, 400_000])
def test_a_quoted_cell_of_megabytes_is_one_refused_row(
    tmp_path: Path, lines: int
) -> None:
    path = tmp_path / "a.csv"
    cell = 'she said ""hi"", twice\n' * lines
    rows = f'Ann Lee,07700900123,x\nBo Day,07700900124,"{cell}"\nCy Fox,07700900125,y'
    path.write_text(f"Name,Phone,Notes\n{rows}\n", encoding="utf-8")

    found = read(path, "uk")

    is_long = lines > 1_400
    assert [one.name for one in found.values()] == ["Ann Lee", "Bo Day", "Cy Fox"]
    assert ("32,767" in found[3].refused) == is_long
    assert numbers(found[4]) == ["+447700900125"]


def test_a_list_with_every_kind_of_fault_gives_a_client_or_a_sentence_for_each_row(
    tmp_path: Path,
) -> None:
    chance = random.Random(7)
    faults = {
        "姓名": ["陈静", "", "Nguyễn Thị Mai", "#N/A", '="林慧"', "王" * 200, "合计"],
        "手机": ["13800138000", "1.38E+10", "=1+1", "07400123456", "138", "+44 7400"],
        "生日": ["1985-03-05", "2027-01-01", "1986-02-30", "八月十五", "?", "31112"],
        "公历/农历": ["公历", "农历", "", "x", "不知道"],
        "备注": ['"a\nb"', "\x00\x07", "'=1", "孕12周", "–", ""],
    }
    lines = [
        ",".join(chance.choice(cells) for cells in faults.values()) for _ in range(800)
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([",".join(faults), *lines]), encoding="utf-8")

    people = list(read(path).values())

    assert len(people) >= 700
    assert all(one.name or one.refused or not one.is_client for one in people)
    for one in people:
        assert one.birthday is None or str(one.birthday) in (
            *("1985-03-05", "1985-03-06", "1985-04-24", "1986-04-08"),
        ), one
        assert set(numbers(one)) <= {"+8613800138000", "+447400123456"}
        assert "2027" not in str(one.birthday)


@pytest.mark.parametrize(
    ("lines", "rows", "is_counted"),
    [(13, 13, True), (150, 150, True), (199, 199, True), (4_000, 4_000, False)],
)
def test_rows_are_counted_where_all_of_them_were_seen(
    tmp_path: Path, lines: int, rows: int, *, is_counted: bool
) -> None:
    path = tmp_path / "a.csv"
    text = "".join(f"Ann {n:04d},077009{n:05d}\n" for n in range(lines))
    path.write_text(f"Name,Phone\n{text}", encoding="utf-8")

    sheet, _rows = opened(path, "uk")

    assert sheet.is_counted is is_counted
    assert abs(sheet.rows - rows) <= (0 if is_counted else rows // 50)


def test_rows_of_a_workbook_are_counted_without_its_gaps(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with Workbook(path) as made:
        sheet = made.add_worksheet()
        for row in (0, 1, 2, 9, 400):
            sheet.write_row(row, 0, ["Name" if not row else f"Ann {row}", "x"])

    found, _rows = opened(path, "uk")

    assert (found.rows, found.is_counted) == (4, True)
