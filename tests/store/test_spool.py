"""What is too much for memory lies in a file that nobody can read, and goes with it."""

import tempfile
from pathlib import Path

import pytest

from salon.store import spool as spooling
from salon.store.spool import Spool


@pytest.mark.parametrize("held", [10**6, 2_000, 0])
def test_what_is_put_comes_back_by_shelf_and_number(
    held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spooling, "HELD", held)
    spool = Spool()
    for number in range(1_200):
        spool.put("name", number, (f"王{number}", {"a": [1, None, True, b"\x00"]}))
        spool.put("other", number * 2, number)
    spool.put("name", 7, "another")

    assert spool.get("name", 0) == ("王0", {"a": [1, None, True, b"\x00"]})
    assert spool.get("name", 7) == "another"
    assert spool.get("name", 1_200) is None
    assert spool.get("none", 1) is None
    assert list(spool.between("other", 3, 9)) == [2, 3, 4]
    assert len(list(spool.between("name", 0, 5_000))) == 1_200
    spool.put("name", 7, "after reading")
    assert next(spool.between("name", 7, 7)) == "after reading"


def test_nobody_reads_what_lies_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(spooling, "HELD", 0)
    monkeypatch.setattr(Path, "unlink", lambda *_a, **_k: None)  # so that it is seen
    spool = Spool()
    for number in range(100):
        spool.put("name", number, "Amira Khan is allergic to latex" * 20)

    [file] = tmp_path.iterdir()
    written = file.read_bytes()
    assert len(written) > 20_000
    assert b"Amira" not in written
    assert b"SQLite" not in written


def test_the_file_goes_with_the_spool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(spooling, "HELD", 0)
    spool = Spool()
    spool.put("name", 1, "x")
    assert spool.get("name", 1) == "x"
    del spool
    assert list(tmp_path.iterdir()) == []
