"""Kills while an older salon is brought up to date: as before, or as after.

    python -m benchmarks.kills [how many] migrate

Each turn migrates a year of 240 clients as 0.1.0 left it, and kills it (SIGKILL) at a
random moment, mostly once the copy is being made. Whatever is left must hold all rows,
be of the one revision or the other, migrate then, and be sound.
"""

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from shutil import copyfile, rmtree
from typing import Any

from salon.history.queries import faults
from salon.start import open_salon
from salon.store.proof import opened
from salon.store.schema import latest
from tests.house import KEY
from tests.store.test_old import OLDEST, encrypted

MAIN = Path(__file__).parents[1] / "main.py"
OFTEN = 10  # turns between two looks at all of it
_COUNTS = " UNION ALL ".join(
    f"SELECT count(*) FROM {table}"
    for table in ("client", "appointment", "treatment", "change")
)


def kill_migrations(place: Path, turns: int) -> int:
    """Kill *turns* times; return 0 if it was always whole."""
    os.environ["SALON_KEY"] = KEY
    template = place / "old.db"
    encrypted(OLDEST, template)
    before = _held(template)
    chance, found = random.Random(20261123), dict[str, int]()
    (place / "whole").mkdir()
    copyfile(template, place / "whole" / "salon.db")
    span = _killed(place / "whole", None, 0)  # of a whole one, on this machine
    for turn in range(turns):
        folder = place / "salon"
        rmtree(folder, ignore_errors=True)
        folder.mkdir()
        copyfile(template, folder / "salon.db")
        _killed(folder, chance, span)
        revision, *counts = _held(folder / "salon.db")
        found[str(revision)] = found.get(str(revision), 0) + 1
        lost = any(now < was for now, was in zip(counts, before[1:], strict=True))
        if lost or revision not in (before[0], latest()):
            print(f"turn {turn}: {before} became {revision}, {counts}")
            return 1
        with closing(open_salon(str(folder))) as salon:  # goes on by itself
            if turn % OFTEN == 0 and (wrong := salon.ask(faults)):
                print(f"turn {turn}: {wrong}")
                return 1
    shares = ", ".join(f"{count} at {name}" for name, count in sorted(found.items()))
    print(f"{turns} kills while migrating: {shares}; nothing lost, all sound")
    return 0


def _killed(folder: Path, chance: random.Random | None, span: float) -> float:
    """Migrate, and kill it after a part of *span*; return how long it lasted.

    Both are counted from when the copy is begun; some are killed before that.
    """
    words = (sys.executable, str(MAIN), "migrate", "--data", str(folder))
    nowhere = subprocess.DEVNULL
    program = subprocess.Popen(words, stdout=nowhere, stderr=nowhere)
    began = time.monotonic()
    if chance is None or chance.random() < 0.9:
        while program.poll() is None and not (folder / "backups").exists():
            time.sleep(0.002)
        began = time.monotonic()
    if chance is not None:
        time.sleep(chance.random() * span)
        program.kill()
    program.wait()
    return time.monotonic() - began


def _held(file: Path) -> list[Any]:
    """Return the revision of a store, and how many rows it has of what matters."""
    with closing(opened(file, KEY, "rw")) as store:
        revision = store.execute("SELECT version_num FROM alembic_version").fetchall()
        return [row[0] for row in revision + store.execute(_COUNTS).fetchall()]
