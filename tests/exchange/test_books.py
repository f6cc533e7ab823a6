"""Workbooks of other programs: merged cells, formulas nobody computed, days of 1904."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook  # type: ignore[import-untyped]

from salon.exchange.cards_in import Line
from salon.exchange.merges import unmerged
from salon.exchange.model import FilePacked, NotAList
from tests.exchange.reading import FILES, numbers, opened, read

KIND = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
    "</manifest:manifest>"
)
ODS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>{null_date}"
    '<table:table table:name="Sheet1">{rows}</table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


def cell(text: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>'
        "</table:table-cell>"
    )


def sheet_of(folder: Path, rows: list[str], *, is_1904: bool = False) -> Path:
    """Return an .ods with these cells, a row a text."""
    path = folder / "a.ods"
    null = (
        '<table:calculation-settings><table:null-date table:date-value="1904-01-01"/>'
        "</table:calculation-settings>"
    )
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    with ZipFile(path, "w") as packed:
        packed.writestr("mimetype", KIND)
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        text = ODS.format(null_date=null if is_1904 else "", rows=body)
        packed.writestr("content.xml", text)
    return path


def test_a_name_over_several_rows_is_one_person(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Phone", "Branch", "Notes"])
        sheet.merge_range(1, 0, 2, 0, "Ann Lee")
        sheet.write(1, 1, "07700900123")
        sheet.write(2, 1, "07700900124")
        sheet.write(1, 3, "likes tea")
        sheet.merge_range(1, 2, 3, 2, "North")
        sheet.write_row(3, 0, ["Bo Day", "07700900125"])
        sheet.merge_range(4, 0, 6, 0, "Cy Fox")
        sheet.merge_range(4, 1, 6, 1, "07700900126")
        sheet.write(5, 3, "one")
        sheet.write(6, 3, "two")
        sheet.write_row(7, 0, ["Di Gum", "07700900127"])

    rows = read(path, "uk")

    assert {row: one.name for row, one in rows.items()} == {
        2: "Ann Lee",
        4: "Bo Day",
        5: "Cy Fox",
        8: "Di Gum",
    }
    assert numbers(rows[2]) == ["+447700900123", "+447700900124"]
    assert rows[2].note == "Branch: North\nlikes tea"
    assert rows[4].note == "Branch: North"
    assert (numbers(rows[5]), rows[5].note) == (["+447700900126"], "one\ntwo")
    assert not any(one.refused or one.warnings for one in rows.values())


def test_two_birthdays_under_one_name_are_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Birthday"])
        sheet.merge_range(1, 0, 2, 0, "Ann Lee")
        sheet.write(1, 1, "1985-03-05")
        sheet.write(2, 1, "1990-06-07")

    [one] = read(path, "uk").values()

    assert one.birthday is None
    assert "1990-06-07" in one.note


def test_a_sheet_merged_without_end_is_left_as_it_stands() -> None:
    rows = [(number, ("Ann", str(number))) for number in range(1, 4)]

    assert list(unmerged(iter(rows), [(1, 300_000, 0)], ("Name", "Note"))) == rows
    assert list(unmerged(iter(rows), [(1, 3, 0)], ("Name", "Note"))) == [
        (1, ("Ann", "1\n2\n3"))
    ]


def test_a_formula_of_a_sheet_that_was_never_computed_is_named(tmp_path: Path) -> None:
    empty = '<table:table-cell table:formula="of:=[.A1]"/>'
    done = (
        '<table:table-cell table:formula="of:=[.A1]" office:value-type="string">'
        "<text:p>07700900124</text:p></table:table-cell>"
    )
    gap = '<table:table-cell table:number-columns-repeated="1"/>'
    path = sheet_of(
        tmp_path,
        [
            cell("Name") + cell("Phone") + cell("Birthday"),
            cell("Ann Lee") + empty + cell("1985-03-05"),
            cell("Bo Day") + done,
            cell("Cy Fox") + gap + empty,
            cell("Di Gum") + cell("#N/A"),
        ],
    )

    sheet, rows = opened(path, "uk")

    assert "B2 (“Phone”) is a formula that was never computed" in rows[2].warnings[0]
    assert rows[3].warnings == ()
    assert "C4 (“Birthday”) is a formula" in rows[4].warnings[0]
    assert "B5 (“Phone”) holds the error #N/A" in rows[5].warnings[0]
    assert any("2 cells hold no value" in note for note in sheet.notes)


def test_repeated_rows_and_columns_of_a_sheet_are_counted(tmp_path: Path) -> None:
    path = sheet_of(
        tmp_path,
        [
            cell("Name") + cell("Phone") + cell("Note"),
            cell("Ann Lee"),
            cell("Bo Day") + '<table:table-cell table:formula="of:=[.A1]" '
            'table:number-columns-repeated="1"/>',
        ],
    )
    text = '<table:table-row table:number-rows-repeated="3"><table:table-cell/>'
    with ZipFile(path) as packed:
        whole = packed.read("content.xml").decode()
    middle = f"{text}</table:table-row><table:table-row>{cell('Bo Day')}"
    with ZipFile(path, "w") as packed:
        packed.writestr("mimetype", KIND)
        packed.writestr("META-INF/manifest.xml", MANIFEST)
        said = whole.replace(f"<table:table-row>{cell('Bo Day')}", middle)
        packed.writestr("content.xml", said)

    rows = read(path, "uk")

    assert "B6" in rows[6].warnings[0]


@pytest.mark.parametrize(
    ("is_1904", "day"), [(True, "1985-03-06"), (False, "1981-03-05")]
)
def test_a_bare_number_in_an_ods_counts_from_its_first_day(
    tmp_path: Path, day: str, *, is_1904: bool
) -> None:
    bare = (
        '<table:table-cell office:value-type="float" office:value="29650">'
        "<text:p>29650</text:p></table:table-cell>"
    )
    path = sheet_of(
        tmp_path,
        [cell("Name") + cell("Birthday"), cell("Ann Lee") + bare],
        is_1904=is_1904,
    )

    sheet, rows = opened(path, "uk")

    assert sheet.is_1904 is is_1904
    assert str(rows[2].birthday) == day


@pytest.mark.parametrize("is_1904", [True, False])
def test_an_old_workbook_says_from_when_it_counts(
    tmp_path: Path, *, is_1904: bool
) -> None:
    whole = (FILES / "members-97.xls").read_bytes()
    mode = b"\x22\x00\x02\x00\x00\x00"
    assert whole.count(mode) == 1
    path = tmp_path / "a.xls"
    path.write_bytes(whole.replace(mode, mode[:4] + bytes([is_1904, 0])))

    sheet, rows = opened(path)

    assert sheet.is_1904 is is_1904
    # what is formatted as a day was told so by the program
    years = {1994} if is_1904 else {1990}
    assert {one.birthday.year for one in list(rows.values())[:1] if one.birthday} == (
        years
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b'[{"name": "Ann Lee", "phone": "07700900123"}]', "a JSON file"),
        (b'\xef\xbb\xbf{\n "clients": []}', "a JSON file"),
        (b'{"name":"Ann Lee"}\n{"name":"Bo Day"}\n', "a JSON file"),
        (b"<html><body>Please log in</body></html>", "a web page without a table"),
        (b"<div>Please log in</div>", "a web page without a table"),
        (b"\n%PDF-1.7\n" + bytes(range(256)), "a PDF document"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(range(256)), "a picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(range(256)), "a picture"),
        (b"BM" + bytes(range(256)), "a picture"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "a calendar"),
        (b"INSERT INTO clients VALUES ('Ann Lee');\n", "a copy of a database"),
        (b"From: a@b.c\nTo: x@y.z\nSubject: list\n\nHello\n", "an email"),
    ],
)
def test_what_is_only_called_csv_is_named(
    tmp_path: Path, data: bytes, what: str
) -> None:
    path = tmp_path / "clients.csv"
    path.write_bytes(data)

    with pytest.raises(NotAList, match=what) as told:
        read(path)
    assert "save the list as .xlsx or .csv" in str(told.value)


@pytest.mark.parametrize("start", [b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"])
def test_what_is_packed_is_to_be_unpacked(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "clients.csv"
    path.write_bytes(start + bytes(range(256)))
    zipped = tmp_path / "zipped.csv"
    with ZipFile(zipped, "w") as packed:
        packed.writestr("clients.csv", "Name,Phone\nAnn,1\n")

    for one in (path, zipped):
        with pytest.raises(FilePacked, match="Unpack it"):
            read(one)


@pytest.mark.parametrize(
    "text",
    [
        "BMW Club,Name,Phone\nx,Ann Lee,07700900123\n",
        "BMI,Name,Phone\n20,Ann Lee,07700900123\n",
        "From,Name,Phone\nLeeds,Ann Lee,07700900123\n",
        '"[old] no",Name,Phone\n1,Ann Lee,07700900123\n',
    ],
)
def test_a_list_that_begins_like_something_else_is_a_list(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "clients.csv"
    path.write_text(text, encoding="utf-8")

    assert [one.name for one in read(path, "uk").values()] == ["Ann Lee"]


@pytest.mark.parametrize(
    ("charset", "raw"),
    [
        *(("FOO-8", "陈静".encode()), ("x-user-defined", "陈静".encode())),
        *(("unknown-8bit", "陈静".encode("gbk")), ("", "陈静".encode("gbk"))),
        *(("rot13", "陈静".encode()), ("hex", "陈静".encode())),
        *(("GB2312", "陈静".encode("gbk")), ("GB2312", "陈静".encode())),
        *(("Big5", "陳靜".encode("big5")), ("US-ASCII", "陈静".encode())),
    ],
)
def test_letters_that_a_card_names_and_nobody_knows_are_still_read(
    charset: str, raw: bytes
) -> None:
    coded = "".join(f"={one:02X}" for one in raw)
    said = {"CHARSET": charset, "ENCODING": "QUOTED-PRINTABLE"}

    assert Line("FN", coded, said=said).text() in ("陈静", "陳靜")
