"""Workbooks that unpack to far more than a list: refused before they are opened."""

import struct
import zipfile
from pathlib import Path

import pytest

from salon.exchange.model import (
    DENSE,
    MB,
    MEMBERS,
    FileBroken,
    FileSwells,
    Kind,
)
from salon.exchange.sniff import check_workbook, kind_of

SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, megabytes: int, block: bytes = bytes(MB)) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        book.writestr("xl/workbook.xml", b"<workbook/>")
        with book.open(SHEET, "w", force_zip64=True) as part:
            for _block in range(megabytes):
                part.write(block)
    return path


def _said_to_be(path: Path, size: int) -> None:
    """Let the directory say another size of the sheet, as a bomb does."""
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = data.rfind(b"PK\x01\x02", 0, at)
    struct.pack_into("<I", data, at + 24, size)
    path.write_bytes(data)


def test_what_the_directory_says_is_enough_to_refuse(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bomb.xlsx", 1)
    _said_to_be(path, 2_100_000_000)

    with pytest.raises(FileSwells, match=r"unpacks to 2\.1 GB.*save the list alone"):
        check_workbook(path)


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_small_file_that_unpacks_to_much_is_refused(
    tmp_path: Path, ending: str
) -> None:
    path = workbook(tmp_path / f"dense.{ending}", DENSE[0] // MB + 1)

    with pytest.raises(FileSwells, match=r"unpacks to 25 MB"):
        check_workbook(path)


def test_one_that_is_as_large_and_not_as_dense_is_opened(tmp_path: Path) -> None:
    mixed = b"".join(struct.pack("<I", n * 2_654_435_761 % 2**32) for n in range(2_000))
    block = mixed + bytes(MB - len(mixed))

    check_workbook(workbook(tmp_path / "large.xlsx", DENSE[0] // MB + 1, block))
    check_workbook(workbook(tmp_path / "dense.xlsx", DENSE[0] // MB - 1))


def test_a_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "liar.xlsx", DENSE[0] // MB + 1)
    _said_to_be(path, 1_000)
    with pytest.raises(FileSwells, match=r"more than 2[45] MB"):
        check_workbook(path)

    _said_to_be(workbook(path, 2), 1_000)  # no bomb: only wrong
    check_workbook(path)


def test_many_tiny_parts_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", b"<workbook/>")
        for number in range(MEMBERS - 1):
            book.writestr(f"xl/{number}", b"")
    assert kind_of(path) is Kind.XLSX
    check_workbook(path)

    with zipfile.ZipFile(path, "a") as book:
        book.writestr("xl/one", b"")
    with pytest.raises(FileSwells, match="more than 5,000 parts"):
        check_workbook(path)


def test_a_directory_that_says_it_is_endless_is_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "endless.xlsx", 1)
    data = bytearray(path.read_bytes())
    struct.pack_into("<I", data, data.rfind(b"PK\x05\x06") + 12, 2**31)
    path.write_bytes(data)

    with pytest.raises((FileSwells, FileBroken), match=r"more than 5,000 parts"):
        kind_of(path)


def test_a_bomb_in_a_bomb_is_a_part_like_any_other(tmp_path: Path) -> None:
    inner = workbook(tmp_path / "inner.xlsx", DENSE[0] // MB + 1)
    path = tmp_path / "outer.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.xml", b"<workbook/>")
        book.write(inner, "xl/embeddings/inner.xlsx")

    check_workbook(path)  # nobody opens what lies in it
