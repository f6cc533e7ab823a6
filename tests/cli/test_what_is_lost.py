"""What a file says badly is kept and told, never swapped for something else."""

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.cli.conftest import Shell


def _note(shell: Shell, client: str) -> str:
    return str(shell.ask("client", "show", client)["facts"]["note"]["value"])


def _rows(shell: Shell, path: Path, text: str) -> list[dict[str, Any]]:
    path.write_bytes(text.encode())
    rows: list[dict[str, Any]] = shell.ask("import", path, "--all-rows")["rows"]
    return rows


def test_a_letter_cut_in_half_is_shown_as_broken_and_told(
    shell: Shell, tmp_path: Path
) -> None:
    said = "ENCODING=QUOTED-PRINTABLE"
    cards = (
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        f"FN;CHARSET=UTF-8;{said}:=E7=8E=8B=E5=B0=8F=E6\r\n"
        "TEL;CELL:07911123456\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        f"FN;CHARSET=GBK;{said}:=CD=F5=B7=BC\r\n"
        "TEL;CELL:07911123457\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:2.1\r\n"
        f"FN;CHARSET=no-such;{said}:=CD=F5=C4=C8\r\n"
        "TEL;CELL:07911123458\r\nEND:VCARD\r\n"
    )

    cut, *whole = _rows(shell, tmp_path / "a.vcf", cards)

    assert cut["name"] == "王小�"
    assert "broken" in cut["warnings"][0]
    assert [(one["name"], one["warnings"]) for one in whole] == [
        ("王芳", []),
        ("王娜", []),
    ]


def test_a_number_without_its_plus_is_read_or_kept(
    shell: Shell, tmp_path: Path
) -> None:
    lines = "Name,Phone\nAnn Lee,447700998001\nBo Li,13800138999\nCy Fox,8613800138000"

    ann, bo, cy = _rows(shell, tmp_path / "a.csv", lines)

    numbers = {
        one["id"]: [phone["number"] for phone in one["phones"]]
        for one in shell.ask("find", "")["clients"]
    }
    assert numbers == {
        ann["client"]: ["+447700998001"],
        bo["client"]: [],
        cy["client"]: ["+8613800138000"],
    }
    assert "13800138999" in _note(shell, bo["client"])
    assert "13800138999" in bo["warnings"][0]


@pytest.mark.parametrize("heading", ["name", "WeChat", "Address"])
def test_a_heading_that_stands_twice_keeps_both(
    shell: Shell, tmp_path: Path, heading: str
) -> None:
    text = f"called,{heading},{heading}\nMei,one,two\n"

    [row] = _rows(shell, tmp_path / "a.csv", text)

    assert f"{heading}: two" in _note(shell, row["client"])


def test_where_the_first_of_two_is_empty_the_second_counts(
    shell: Shell, tmp_path: Path
) -> None:
    text = "name,name,Phone\n,Cy Fox,07911123456\nAnn Lee,Annie,07911123457\n"

    cy, ann = _rows(shell, tmp_path / "a.csv", text)

    assert (cy["status"], cy["name"], ann["name"]) == ("new", "Cy Fox", "Ann Lee")
    assert "name: Annie" in _note(shell, ann["client"])


def test_a_quotation_mark_that_is_missing_is_told_in_a_whole_sentence(
    shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text('Name,Phone\nAnn,"' + "y" * 1_100_000, "utf-8")

    said = shell.ask("import", tmp_path / "a.csv", "--dry-run")

    assert (said["new"], said["refused"]) == (0, 1)
    assert "more than a cell" in said["rows"][0]["reason"]


@pytest.mark.parametrize("size", [(10_000, 8_000), (10_000, 10_000), (20_000, 10_000)])
def test_a_picture_of_too_many_pixels_is_told_as_such(
    shell: Shell, tmp_path: Path, size: tuple[int, int]
) -> None:
    her = shell.ask("client", "add", "--name", "Ann Lee")
    Image.new("1", size).save(tmp_path / "wide.png")
    (tmp_path / "a.json").write_text(json.dumps({"photos": ["wide.png"]}), "utf-8")

    error = shell.refused("assess", her["id"], tmp_path / "a.json")

    assert "60 million pixels" in error["text"]
