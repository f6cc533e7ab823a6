"""Reading in a limited process: the same clients, and no harm from a bad file."""

import os
import signal
import sys
import zipfile
from pathlib import Path

import pytest

from salon.exchange import child
from salon.exchange.adding import found_by
from salon.exchange.child import incoming, look, outlined, read
from salon.exchange.model import (
    FileBroken,
    NoNames,
    ReadingGaveUp,
    ReadingMistake,
    ReadingStopped,
    ReadingTookLong,
)
from salon.exchange.reading import open_source
from salon.text import speaking
from tests.exchange.reading import FILES, asked


@pytest.mark.parametrize(
    "name",
    ["google-new.csv", "iphone.vcf", "会员导出.xls", "顾客档案.xlsx", "members-97.xls"],
)
def test_the_child_says_what_we_would_have_read_ourselves(name: str) -> None:
    ours = open_source(asked(FILES / name))

    with read(asked(FILES / name)) as source:
        assert source.sheet == ours.sheet
        assert list(source.people) == list(ours.people)


def test_what_goes_over_the_pipe_comes_out_the_same() -> None:
    for one in open_source(asked(FILES / "iphone.vcf")).people:
        assert incoming(outlined(one)) == one


def test_what_is_wrong_with_a_file_comes_back_in_our_language(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(range(256)) * 10)

    with (
        speaking("en"),
        pytest.raises(FileBroken, match="damaged"),
        read(asked(path)),
    ):
        raise AssertionError


def test_a_list_without_names_can_be_looked_at_to_say_which_column_they_are(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("AAA,BBB\nMei,13800138000\n", encoding="utf-8")

    with pytest.raises(NoNames, match="AAA, BBB"), read(asked(path)):
        raise AssertionError
    sheet = look(asked(path))
    with read(asked(path, columns=(("name", "AAA"), ("phone", "2")))) as source:
        people = list(source.people)

    assert sheet.headings == ("AAA", "BBB")
    assert sheet.sample == ((2, ("Mei", "13800138000")),)
    assert people[0].phones[0].number == "+8613800138000"


def test_cancel_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    lines = "".join(f"陈静{n},138{n:08}\n" for n in range(20_000))
    path.write_text("姓名,手机\n" + lines, encoding="utf-8")
    seen: list[str] = []

    with (
        pytest.raises(ReadingStopped, match="stopped"),
        read(asked(path), stopped=lambda: len(seen) > 900) as source,
    ):
        seen.extend(one.name for one in source.people)

    assert 900 < len(seen) < 20_000


def test_the_child_is_not_told_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALON_KEY", "5" * 64)
    path = tmp_path / "a.csv"
    path.write_text("姓名,手机\n陈静,13800138000\n", encoding="utf-8")

    with read(asked(path)) as source:
        if os.path.exists("/proc/self/task"):  # noqa: PTH110
            children = Path("/proc/self/task").glob("*/children")
            ids = " ".join(one.read_text() for one in children).split()
            told = [Path(f"/proc/{one}/environ").read_bytes() for one in ids]
            assert told
            assert not any(b"SALON_KEY" in one for one in told)
        assert len(list(source.people)) == 1


def test_a_sheet_that_needs_all_the_memory_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "tall.xlsx"
    cells = b'<row r="1"><c r="A1" t="str"><v>x</v></c></row>'
    far = b'<row r="1048576"><c r="GR1048576" t="str"><v>x</v></c></row>'
    with zipfile.ZipFile(FILES / "phones-cn.xlsx") as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + cells + far + b"</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            book.writestr(name, data)

    with pytest.raises(Exception, match="tall") as caught, read(asked(path)) as sheet:
        list(sheet.people)

    assert type(caught.value).__module__ == "salon.exchange.model"


def test_what_she_is_found_by_comes_from_the_child() -> None:
    with read(asked(FILES / "iphone.vcf")) as source:
        people = [one for one in source.people if one.is_client and not one.refused]

    assert people
    for one in people:
        assert one.found_by == found_by(one)


def _ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> pytest.ExceptionInfo[Exception]:
    """Let a process that reads a list come to its end in another way."""
    path = tmp_path / "a.csv"
    path.write_text("姓名,手机\n陈静,13800138000\n", encoding="utf-8")
    script = tmp_path / "interpreter"
    body = f"import os, resource, sys\n{how}\n"
    script.write_text(f"#!{sys.executable}\n{body}", "utf-8")
    script.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(script))
    with (
        speaking("en"),
        pytest.raises(Exception, match=r".") as caught,
        read(asked(path)) as source,
    ):
        list(source.people)
    return caught


@pytest.mark.skipif(os.name != "posix", reason="processes end otherwise there")
@pytest.mark.parametrize(
    ("how", "kind", "said"),
    [
        ("os.kill(os.getpid(), 24)", ReadingTookLong, "takes far longer"),
        ("os.abort()", ReadingGaveUp, "more memory"),
        ("os.kill(os.getpid(), 9)", ReadingGaveUp, "more memory"),
        ("os.kill(os.getpid(), 11)", ReadingMistake, "-11"),
        ("sys.exit(3)", ReadingMistake, "3"),
        ("print('{}', flush=True); sys.exit()", ReadingMistake, "no sheet"),
        (
            'print(\'{"mistake": "KeyError at x.py:7 f"}\', flush=True)',
            ReadingMistake,
            "x.py:7",
        ),
    ],
)
def test_memory_time_and_a_mistake_of_ours_are_told_apart(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: str,
    kind: type[Exception],
    said: str,
) -> None:
    how = how.replace(", 24)", f", {int(signal.SIGXCPU)})")
    caught = _ended(tmp_path, monkeypatch, how)

    assert caught.type is kind
    assert said in str(caught.value)


def test_a_mistake_is_told_by_its_place_and_not_by_her_words() -> None:
    try:
        {"陈静": 1}["林慧"]
    except KeyError as error:
        said = child._where(error)

    assert said.startswith("KeyError at test_child.py:")
    assert "林慧" not in said
