"""Stores as earlier versions left them open, whole, and can be worked in.

Each file of `old/` is a sample of eight clients (`demo DIR --clients 8 --years 1
--seed 1 --now 2026-11-23T10:42`, key `tests.house.KEY`), written by the program when
its newest migration was the one in the name. They are never written anew; a version
that brings a migration adds a file of its own.
"""

import lzma
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import time
from pathlib import Path
from shutil import copyfile

import pytest
from sqlcipher3 import dbapi2 as sqlite

from salon.clients.model import ClientId
from salon.clients.queries import find_clients
from salon.history.queries import faults
from salon.store.engine import APPLICATION_ID
from salon.store.proof import opened
from salon.store.schema import latest
from salon.treatments.model import Step
from salon.treatments.operations import record_treatment
from salon.treatments.queries import treatments_of
from tests.cli.conftest import Shell
from tests.house import KEY, salon_at

OLD = sorted((Path(__file__).parent / "old").glob("*.db"))
HOME = Path(__file__).parents[2]
OLDEST = Path(__file__).parent / "old" / "0001-240.xz"
HELD: dict[tuple[str, ...], tuple[str, int]] = {  # by command, how many of what
    ("find", ""): ("clients", 8),
    ("day", "2026-11-23"): ("appointments", 8),
}
CALLS = dict.fromkeys(("0001", "0002"), 298)  # since 0003 days lie between visits
CALLS |= dict.fromkeys(("0003", "0004"), 283)
CALLS |= dict.fromkeys(("0005", "0006", "0007"), 214)  # since then at most two a week
CALLS["0008"] = 216  # and two on surveys and suggestions
CALLS["0009"] = 217


def test_every_shape_that_was_ever_shipped_is_kept_here() -> None:
    assert OLD[-1].stem == latest()


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_an_old_store_keeps_all_it_held_and_goes_on(
    key: None, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copyfile(old, tmp_path / "salon.db")
    shell = Shell(tmp_path, capsys)

    plans = 4 if old.stem < "0005" else 3 if old.stem < "0009" else 5
    held: dict[tuple[str, ...], tuple[str, int]] = {
        **HELD,
        ("calls", "--all"): ("calls", CALLS[old.stem]),
        ("plans",): ("plans", plans),
    }
    for words, (what, count) in held.items():
        assert len(shell.ask(*words)[what]) == count, words
    her = shell.ask("client", "show", "C1")
    assert (her["name"], her["birthday"]["date"]) == ("林美华", "1988-06-03")
    assert her["facts"]["allergies"]["value"][0]["substance"] == "Salicylic acid"
    assert her["facts"]["occupation"]["value"] == "teaching"

    shell.ask("client", "edit", "C1", "--field", "occupation=retired")
    assert (
        shell.ask("client", "show", "C1")["facts"]["occupation"]["value"] == "retired"
    )
    shell.ask("undo")
    assert shell.ask("client", "show", "C1")["facts"] == her["facts"]
    assert shell.ask("check")["findings"] == []


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.97, 1])
def test_a_store_killed_while_it_is_brought_up_to_date_is_as_before_or_as_after(
    tmp_path: Path, share: float
) -> None:
    steps = stopped(tmp_path / "whole", OLD[0], 0)

    stopped(tmp_path / "cut", OLD[0], max(1, round(steps * share)))

    with closing(opened(tmp_path / "cut" / "salon.db", KEY, "rw")) as store:
        asked = "SELECT version_num FROM alembic_version"
        assert store.execute(asked).fetchone()[0] in ("0001", latest())
    with closing(salon_at(tmp_path / "cut")) as salon:
        assert salon.ask(faults) == []
        assert len(salon.ask(find_clients, "")) == 8


def stopped(folder: Path, old: Path, at: int) -> int:
    """Migrate *old* in a process that dies at a statement; return how many it had."""
    folder.mkdir()
    copyfile(old, folder / "salon.db")
    words = [sys.executable, "-c", STOPPED, str(folder), str(at)]
    done = subprocess.run(words, capture_output=True, check=False, cwd=HOME)
    assert done.returncode == (9 if at else 0), done.stderr
    return int(done.stdout or 0)


STOPPED = """
import os, sys
from sqlalchemy import Engine, event
from pathlib import Path
from salon.store.engine import open_file
from salon.store.schema import upgrade

count, at = 0, int(sys.argv[2])

def die(*_more):
    global count
    count += 1
    if count == at:
        os._exit(9)

event.listen(Engine, "after_cursor_execute", die)
upgrade(open_file(Path(sys.argv[1]) / "salon.db", os.environ["SALON_KEY"]))
print(count)
"""


def test_a_year_of_240_clients_of_an_earlier_version_opens_and_is_sound(
    key: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`demo DIR --clients 240 --years 1 --seed 7 --now 2026-11-23T10:42`, of 0.1.0.

    It is kept without its key, as what is encrypted cannot be made small; see `plain`.
    """
    encrypted(OLDEST, tmp_path / "salon.db")
    shell = Shell(tmp_path, capsys)

    assert shell.ask("find", "")["total"] == 240
    assert shell.ask("migrate") == {"from": latest(), "to": latest(), "copy": None}
    assert (tmp_path / "backups" / f"before-{latest()}.db").exists()
    checked = shell.ask("check")
    assert checked["findings"] == []
    assert len(shell.ask("day", "--days", "366")["appointments"]) > 100
    room = shell.ask("room", "New")
    shell.ask("undo")
    assert room["id"] not in str(shell.ask("catalogue", "rooms"))
    assert shell.ask("check")["findings"] == []


def encrypted(plain: Path, file: Path) -> None:
    """Bring a store that was packed without its key under the key of the tests."""
    unpacked = file.with_suffix(".plain")
    unpacked.write_bytes(lzma.decompress(plain.read_bytes()))
    with closing(sqlite.connect(str(unpacked), isolation_level=None)) as store:
        store.execute(f"ATTACH '{file}' AS kept KEY \"x'{KEY}'\"")
        store.execute("SELECT sqlcipher_export('kept')")
        store.execute(f"PRAGMA kept.application_id = {APPLICATION_ID}")
        store.execute("PRAGMA kept.user_version = 1")
    unpacked.unlink()


def test_a_reading_of_0_1_0_belongs_to_the_test_that_was_put_on(
    key: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """There a reading was a test of its own, and its hours began anew with it."""
    copyfile(OLD[0], tmp_path / "salon.db")
    put_on, read = "2026-11-01 10:00:00.000000", "2026-11-03 11:00:00.000000"
    with closing(opened(tmp_path / "salon.db", KEY, "rw")) as store:
        for ref, applied, seen, result in (
            ("pel_glycolic", put_on, None, ""),
            ("pel_glycolic", read, read, "none"),
            ("lsb_tint", put_on, None, ""),
        ):
            store.execute(
                "INSERT INTO patch_test (client_id, service_ref, applied_at, read_at,"
                " result, note, version) VALUES (2, ?, ?, ?, ?, '', 1)",
                (ref, applied, seen, result),
            )
    with closing(salon_at(tmp_path)):
        pass
    with closing(opened(tmp_path / "salon.db", KEY, "rw")) as store:
        asked = (
            "SELECT applied_at, read_at, result FROM patch_test WHERE client_id = 2"
            f" AND service_ref = ? AND applied_at IN ('{put_on}', '{read}')"
        )
        peel = store.execute(asked, ("pel_glycolic",)).fetchall()
        tint = store.execute(asked, ("lsb_tint",)).fetchall()
    assert {tuple(row) for row in peel} == {(put_on, read, "none")}
    assert (put_on, None, "") in {tuple(row) for row in tint}


@pytest.mark.parametrize(
    "old", [one for one in OLD if one.stem < "0004"], ids=lambda path: path.stem
)
def test_a_record_from_before_it_was_tapped_is_read_and_corrected(
    key: None, old: Path, tmp_path: Path
) -> None:
    copyfile(old, tmp_path / "salon.db")
    with closing(salon_at(tmp_path)) as salon:
        card = salon.ask(treatments_of, ClientId(1))[0]
        record = card.record
        assert record.done
        assert (record.steps, record.left_out, record.felt_at) == ((), (), ())
        assert (record.scale, record.asked_none, record.again) == (None, False, "")

        more = replace(record, steps=(Step("LED", "", time(9, 5)),), scale=1)
        salon.do(record_treatment, card.appointment_id, more)
        assert salon.ask(treatments_of, ClientId(1))[0].record == more
        salon.undo()
        assert salon.ask(treatments_of, ClientId(1))[0].record == record
        assert salon.ask(faults) == []
