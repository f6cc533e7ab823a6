"""Cells that hold no value are named, and the rows keep what they have."""

from pathlib import Path

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from salon.exchange.marks import column_letters
from salon.exchange.rejects import write_rejects
from tests.exchange.reading import asked, numbers, opened, read


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a workbook of a salon whose phones stand in another sheet."""
    path = tmp_path / "list.xlsx"
    with Workbook(path) as made:
        sheet, red = made.add_worksheet(), made.add_format({"bg_color": "#ff0000"})
        sheet.write_row(0, 0, ("姓名", "手机", "生日", "备注"))
        sheet.write_row(1, 0, ("陈静", "13800138000", "1985-03-05", "喜欢安静"))
        sheet.write_row(2, 0, ("唐悦",))
        sheet.write_formula(2, 1, "=VLOOKUP(A3,B:C,2,0)", None, "")
        sheet.write_formula(2, 2, "=DATE(1990,5,6)", None, "1990-05-06")
        sheet.write_row(3, 0, ("林慧",))
        sheet.write_formula(3, 1, "=VLOOKUP(A4,B:C,2,0)", None, "#N/A")
        sheet.write(3, 2, "#REF!")  # typed, or pasted as text
        sheet.write_formula(4, 0, "=A9", None, "#REF!")
        sheet.write(4, 1, "13800138004")
        sheet.write_row(5, 0, ("周敏", "13800138005"), red)
        for row in range(6, 400):
            sheet.write_blank(row, 0, None, red)
            sheet.write_blank(row, 3, None, red)
    return path


def test_each_cell_without_a_value_is_named_by_row_and_column(book: Path) -> None:
    sheet, rows = opened(book)

    assert rows[2].warnings == rows[6].warnings == ()
    assert len(rows[3].warnings) == 1
    assert "B3 (“手机”) is a formula that was never computed" in rows[3].warnings[0]
    assert str(rows[3].birthday) == "1990-05-06"
    assert "B4 (“手机”) holds the error #N/A" in rows[4].warnings[0]
    assert "C4 (“生日”) holds the error #REF!" in rows[4].warnings[1]
    assert (rows[4].name, numbers(rows[4]), rows[4].note) == ("林慧", [], "")
    assert "There is no name" in rows[5].refused
    assert "A5" in rows[5].refused
    assert any("3 cells hold no value" in note for note in sheet.notes)


def test_coloured_rows_without_anybody_count_for_nothing(book: Path) -> None:
    sheet, rows = opened(book)

    assert list(rows) == [2, 3, 4, 5, 6]
    [said] = [note for note in sheet.notes if "coloured" in note]
    assert said.startswith("1 row has")


def test_a_text_with_errors_is_told_the_same(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Phone,Note\nAda Byron,#N/A,Err:502\nEve Roe,,#1 fan\n", "utf-8"
    )

    rows = read(path, "uk")

    assert [one[:8] for one in rows[2].warnings] == ["Cell B2 ", "Cell C2 "]
    assert (rows[2].phones, rows[2].note) == ((), "")
    assert (rows[3].warnings, rows[3].note) == ((), "#1 fan")


def test_a_row_refused_for_an_error_can_be_mended(book: Path, tmp_path: Path) -> None:
    out = tmp_path / "rejects.csv"

    write_rejects(out, asked(book), {5: read(book)[5].refused})

    text = out.read_text("utf-8-sig")
    out.write_text(text.replace("\n,138", "\n许愿,138"), "utf-8-sig")
    assert (read(out)[2].name, numbers(read(out)[2])) == ("许愿", ["+8613800138004"])


@pytest.mark.parametrize(
    ("at", "shown"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")]
)
def test_columns_are_named_as_in_a_spreadsheet(at: int, shown: str) -> None:
    assert column_letters(at) == shown
