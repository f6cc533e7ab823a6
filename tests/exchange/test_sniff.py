"""What a file is, and files that are not what they say."""

import zipfile
from pathlib import Path

import pytest

from salon.exchange.letters import encodings
from salon.exchange.model import (
    CannotRead,
    FileBroken,
    FileEmpty,
    FileForbidden,
    FileMissing,
    FileSwells,
    FileTooLarge,
    FileTooWide,
    Kind,
    NoSuchEncoding,
    NotAList,
)
from salon.exchange.sniff import check_workbook, kind_of
from tests.exchange.reading import FILES, opened, read

LIST = "姓名,手机,备注\r\n陈静,13800138000,喜欢安静\r\n欧阳雪,13800138001,怕痛\r\n"
TRADITIONAL = (
    "姓名,電話,備註\r\n陳靜怡,0912345678,喜歡安靜\r\n黃淑芬,0912345679,怕痛\r\n"
)


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (LIST, "utf-8", "utf-8"),
        (LIST, "utf-8-sig", "utf-8"),
        (LIST, "gb18030", "gb18030"),
        (LIST, "utf-16", "utf-16"),
        (LIST, "utf-16-le", "utf-16-le"),
        (LIST, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "utf-8", "utf-8"),
        ("Vorname;Nachname\r\nZoë;Müller\r\nÄnne;Höß\r\n", "cp1252", "cp1252"),
    ],
)
def test_every_encoding_is_found_and_read(
    tmp_path: Path, text: str, encoding: str, found: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))

    sheet, rows = opened(path, "tw")

    assert sheet.encoding == found
    assert rows[2].name == text.splitlines()[1].replace(";", ",").split(",")[0] or (
        found == "cp1252" and rows[2].name == "Zoë Müller"
    )


def test_what_is_uncertain_is_offered_with_samples(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(TRADITIONAL.encode("big5"))

    found = encodings(path)

    assert found[0].encoding == "big5"
    assert "陳靜怡" in found[0].sample
    assert opened(path, "tw")[0].candidates == found
    assert opened(path, "tw", encoding="gbk", is_preview=True)[0].headings[0] != "姓名"


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST.encode("gb18030"))

    for wrong in ("utf-8", "klingon"):
        with pytest.raises(NoSuchEncoding, match=wrong):
            encodings(path, wrong)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(LIST.replace(",", delimiter), encoding="utf-8")

    sheet, rows = opened(path)

    assert sheet.delimiter == delimiter
    assert rows[3].name == "欧阳雪"


def made(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def packed(folder: Path, **parts: bytes) -> Path:
    path = folder / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"<workbook/>")
        for name, data in parts.items():
            book.writestr(name.replace("__", "/") + ".xml", data)
    return path


NOISE = bytes(range(256)) * 40


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.csv", b"", FileEmpty),
        ("a.xlsx", b"\x00" * 900, FileEmpty),
        ("a.csv", b"\xef\xbb\xbf \r\n", FileEmpty),
        ("a.xlsx", NOISE, FileBroken),
        ("a.xls", NOISE, FileBroken),
        ("a.vcf", NOISE, FileBroken),
        ("a.csv", NOISE, NotAList),
        ("a.csv", b"%PDF-1.7\n" + NOISE, NotAList),
        ("a.xlsx", b"\xff\xd8\xff\xe0" + NOISE, NotAList),
        ("a.csv", b"SQLite format 3\x00" + NOISE, NotAList),
        ("a.xls", b"<?xml version='1.0'?><people/>", NotAList),
        ("a.xlsx", b"PK\x03\x04" + NOISE, FileBroken),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, FileBroken),
    ],
)
def test_a_file_that_cannot_be_a_list_is_named_in_one_sentence(
    tmp_path: Path, name: str, data: bytes, error: type[CannotRead]
) -> None:
    with pytest.raises(error) as caught:
        read(made(tmp_path, name, data))

    assert f"“{name}”" in str(caught.value)
    assert "{" not in str(caught.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match=r"gone\.csv"):
        kind_of(tmp_path / "gone.csv")
    with pytest.raises(FileMissing):
        kind_of(tmp_path)


def test_a_workbook_cut_short_is_named_as_damaged(tmp_path: Path) -> None:
    whole = (FILES / "顾客档案.xlsx").read_bytes()

    for share in (0.3, 0.7, 0.95):
        with pytest.raises(FileBroken, match="damaged"):
            read(made(tmp_path, "cut.xlsx", whole[: int(len(whole) * share)]))


def test_a_workbook_that_swells_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _block in range(32):
                part.write(bytes(1024 * 1024))

    assert path.stat().st_size < 1024 * 1024
    with pytest.raises(FileSwells, match="was not opened"):
        check_workbook(path)


def test_a_doctype_and_a_far_cell_are_refused(tmp_path: Path) -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    far = b'<worksheet><c r="XFD1"><v>1</v></c></worksheet>'
    styled = b'<worksheet><c r="XFD1" s="1"/></worksheet>'

    with pytest.raises(FileForbidden):
        check_workbook(packed(tmp_path, xl__worksheets__sheet1=evil))
    with pytest.raises(FileTooWide, match="16384 columns"):
        check_workbook(packed(tmp_path, xl__worksheets__sheet1=far))
    check_workbook(packed(tmp_path, xl__worksheets__sheet1=styled))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = made(tmp_path, "huge.vcf", b"BEGIN:VCARD\r\n")
    with path.open("r+b") as file:
        file.truncate(51 * 1024 * 1024)

    with pytest.raises(FileTooLarge, match="51 MB; 50 MB"):
        kind_of(path)


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    row = ",".join(["姓名"] + ["x"] * 300)

    with pytest.raises(FileTooWide, match="301 columns"):
        read(made(tmp_path, "wide.csv", f"{row}\n{row}\n".encode()))


def test_the_ending_is_not_believed(tmp_path: Path) -> None:
    workbook = (FILES / "phones-cn.xlsx").read_bytes()
    cards = (FILES / "iphone.vcf").read_bytes()
    old = (FILES / "members-97.xls").read_bytes()

    assert kind_of(made(tmp_path, "a.csv", workbook)) is Kind.XLSX
    assert kind_of(made(tmp_path, "b.csv", cards)) is Kind.VCARD
    assert read(made(tmp_path, "c.xlsx", old))[2].name == "吴倩"


def test_an_old_workbook_cut_short_is_named_as_damaged(tmp_path: Path) -> None:
    whole = (FILES / "members-97.xls").read_bytes()

    for length in (600, 2_000, 3_838, 5_000):
        with pytest.raises(FileBroken, match="damaged"):
            read(made(tmp_path, "cut.xls", whole[:length]))


def test_excels_xml_of_2003_is_read_as_a_table(tmp_path: Path) -> None:
    text = (
        '<?xml version="1.0"?><Workbook xmlns:ss="urn:x"><Worksheet><Table>'
        "<Row><Cell><Data>姓名</Data></Cell><Cell><Data>备注</Data></Cell>"
        "<Cell><Data>手机</Data></Cell></Row>"
        "<Row><Cell><Data>陈静</Data></Cell>"
        '<Cell ss:Index="3"><Data>13800138000</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )

    rows = read(made(tmp_path, "a.xls", text.encode()))

    assert (rows[2].name, rows[2].phones[0].number) == ("陈静", "+8613800138000")


CARD = (
    "BEGIN:VCARD\r\nVERSION:{version}\r\nN:陈;静;;;\r\nFN:陈静\r\n"
    "TEL:13800138000\r\nEND:VCARD\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
@pytest.mark.parametrize("ending", ["vcf", "txt"])
def test_a_single_card_with_a_byte_order_mark_is_read(
    tmp_path: Path, version: str, encoding: str, ending: str
) -> None:
    path = tmp_path / f"card.{ending}"
    path.write_bytes(CARD.format(version=version).encode(encoding))

    assert kind_of(path) is Kind.VCARD
    assert [one.name for one in read(path).values()] == ["陈静"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_cards_joined_from_several_files_with_their_marks_are_all_read(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "cards.vcf"
    one = CARD.format(version="3.0")
    other = one.replace("陈", "林").replace("13800138000", "13800138001")
    parts = [text.encode(encoding) for text in (one, other, one.replace("静", "雪"))]
    path.write_bytes(b"".join(parts))

    assert [one.name for one in read(path).values()] == ["陈静", "林静", "陈雪"]
