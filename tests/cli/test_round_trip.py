"""What one salon gives out, another takes in and gives out again, letter by letter."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from salon.cli import run
from tests.cli.conftest import NOW, Shell


@pytest.fixture(scope="module")
def giving(key: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a sample salon with clients of every kind."""
    folder = tmp_path_factory.mktemp("giving") / "salon"
    said = ("demo", str(folder), "--clients", "60", "--years", "2", "--now", NOW)
    assert run(said) == 0
    return folder


def _csv(path: Path) -> list[Any]:
    return path.read_text("utf-8-sig").splitlines()


def _workbook(path: Path) -> list[Any]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _cards(path: Path) -> list[Any]:
    return path.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("ending", "read"), [("csv", _csv), ("xlsx", _workbook), ("vcf", _cards)]
)
def test_clients_come_through_unchanged(
    ending: str,
    read: Callable[[Path], list[Any]],
    giving: Path,
    data: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out, back = data.parent / f"out.{ending}", data.parent / f"back.{ending}"
    Shell(giving, capsys).ask("export", out)
    taking = Shell(data, capsys)
    said = taking.ask("import", out)

    assert (said["new"], said["refused"]) == (60, 0)
    taking.ask("export", back)
    before, after = read(out), read(back)
    assert len(before) > 60
    for one, again in zip(before, after, strict=True):
        assert one == again
