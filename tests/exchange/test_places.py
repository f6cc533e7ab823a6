"""What is named must be a file; and nothing in the clear lies where nobody asked."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from salon.exchange.model import FileOdd, Outgoing
from salon.exchange.reading import open_source
from salon.exchange.sniff import kind_of
from salon.exchange.writing import CannotWrite, write
from salon.named_file import NotReadable, contents
from salon.shipped import HOME
from salon.skin.model import BadPicture
from salon.skin.pictures import from_file
from salon.store.keys import key_in
from tests.exchange.reading import asked

needs_unix = pytest.mark.skipif(os.name == "nt", reason="there are no such files")
NAME = "Zoraida Quillfeather"


@pytest.fixture
def fifo(tmp_path: Path) -> Path:
    path = tmp_path / "pipe.jpg"
    os.mkfifo(path)
    return path


@needs_unix
def test_a_photograph_at_a_pipe_a_device_or_a_folder_is_refused_at_once(
    fifo: Path, tmp_path: Path
) -> None:
    for path, why in (
        (fifo, "pipe"),
        (Path("/dev/zero"), "device"),
        (tmp_path, "folder"),
        (tmp_path / "none.jpg", "no such file"),
    ):
        with pytest.raises(BadPicture) as refused:
            from_file(path)
        assert why in str(refused.value)


def test_a_huge_photograph_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(1 << 40)  # a hole: no byte of it lies on the disk

    with pytest.raises(BadPicture, match="larger than 40 MB"):
        from_file(path)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="of Linux")
def test_a_file_that_claims_to_be_empty_is_not_read_for_ever() -> None:
    assert contents(Path("/proc/self/status"), 1 << 20)  # its size is said to be 0
    with pytest.raises(NotReadable):
        contents(Path("/proc/self/status"), 10)


@needs_unix
def test_a_list_or_a_key_at_a_pipe_is_refused_at_once(
    fifo: Path, tmp_path: Path
) -> None:
    for path in (fifo, Path("/dev/zero"), tmp_path):
        with pytest.raises(FileOdd):
            kind_of(path)
        with pytest.raises(Exception, match="key"):
            key_in(path)


@needs_unix
def test_nothing_is_written_over_a_pipe_or_a_device(fifo: Path) -> None:
    with pytest.raises(CannotWrite):
        write(fifo.with_suffix(".jpg"), [Outgoing(NAME)])

    assert fifo.is_fifo()


@pytest.mark.parametrize("ending", ["xlsx", "csv", "vcf"])
def test_an_export_leaves_no_name_in_the_folder_for_temporary_files(
    tmp_path: Path, ending: str
) -> None:
    """Killed in its midst, or done: the names are in the file that was asked for."""
    temp, out = tmp_path / "temp", tmp_path / "out"
    temp.mkdir()
    out.mkdir()
    program = (
        "import os, sys; from pathlib import Path;"
        " from salon.exchange import writing;"
        " from salon.exchange.model import Outgoing;"
        " people = [Outgoing(sys.argv[2], note=str(i)) for i in range(3000)];"
        " writing.os.fsync = lambda _file: os._exit(9);"
        " writing.write(Path(sys.argv[1]), people)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(out / f"list.{ending}"), NAME],
        env=os.environ | {"TMPDIR": str(temp), "TEMP": str(temp), "TMP": str(temp)},
        cwd=HOME,
        check=False,
    )

    assert done.returncode == 9  # killed just before the file took its place
    assert list(temp.iterdir()) == []
    assert [one.name for one in out.iterdir()] == [f".list.{ending}.camellia.part"]

    write(out / f"list.{ending}", [Outgoing(NAME)])

    assert [one.name for one in out.iterdir()] == [f"list.{ending}"]


def test_a_workbook_asks_for_no_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def mkstemp(*_where: str, **_how: str) -> tuple[int, str]:
        made.append("a file")
        raise OSError

    monkeypatch.setattr(tempfile, "mkstemp", mkstemp)

    write(tmp_path / "list.xlsx", [Outgoing(NAME)])
    [her] = open_source(asked(tmp_path / "list.xlsx")).people

    assert (her.name, made) == (NAME, [])


def test_what_a_killed_export_left_goes_with_the_next_one(tmp_path: Path) -> None:
    left, busy = tmp_path / ".a.csv.camellia.part", tmp_path / ".b.csv.camellia.part"
    other = tmp_path / ".c.part"
    for path in (left, busy, other):
        path.write_text(NAME, "utf-8")
    for path in (left, other):
        os.utime(path, (1_000_000, 1_000_000))

    write(tmp_path / "d.csv", [Outgoing(NAME)])

    there = {one.name for one in tmp_path.iterdir()}
    assert there == {busy.name, other.name, "d.csv"}
