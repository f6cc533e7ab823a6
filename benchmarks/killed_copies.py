"""Kills in the middle of a backup, and in the middle of coming back from one.

After each kill of a backup the copies there are must be whole and say by name what is
in them, and the salon must be sound. After each kill of a restoring there is no new
salon at all, or all of it; and a hurt salon is as it was, byte by byte, or restored,
with the hurt records kept.
"""

import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from salon.clients.queries import find_clients
from salon.errors import Hindrance
from salon.restoring import restore_salon
from salon.start import CENSUS, open_salon
from salon.store.backup import PART
from salon.store.copies import named
from salon.store.folder import Folder
from salon.store.proof import prove

ROOT = Path(__file__).parents[1]
KEY = "5a" * 32


def backups(place: Path, turns: int, environment: dict[str, str]) -> int:
    """Kill *turns* backups; return how many left something wrong."""
    data, chance = _salon(place, environment), random.Random(1)
    whole = _lasting(["backup", "--data", str(data)], environment)
    wrong, seen = 0, Counter[str]()
    for turn in range(turns):
        _said(
            ["client", "add", "--name", f"Turn {turn}", "--data", str(data)],
            environment,
        )
        part = Folder(data).backups / PART
        part.unlink(missing_ok=True)
        _killed(["backup", "--data", str(data)], environment, part, whole, chance)
        kept = list(Folder(data).backups.iterdir())
        seen["left a part"] += any(one.suffix != ".db" for one in kept)
        for file in kept:
            copy = named(file)
            if copy is None:
                continue
            head = prove(file, KEY, CENSUS).head
            is_true = copy.seq == head.seq and head.hash.startswith(copy.hash)
            wrong += not is_true
            if is_true and file.stat().st_mtime > time.time() - 3:
                seen["made whole"] += 1
        for old in sorted(kept)[:-3]:
            old.unlink(missing_ok=True)
        _tell(turn, seen, wrong)
    with closing(open_salon(str(data))) as salon:
        missing = turns - sum(
            "Turn" in c.name for c in salon.ask(find_clients, "", 9999)
        )
    wrong += missing + (_status(["check", "--data", str(data)], environment) != 0)
    print(f"{turns} kills of a backup: {dict(seen)}; {missing} clients missing")
    print(f"{wrong} wrong")
    return wrong


def restorings(place: Path, turns: int, environment: dict[str, str]) -> int:
    """Kill *turns* restorings; return how many left something wrong."""
    data, chance = _salon(place, environment), random.Random(2)
    _said(["backup", "--data", str(data)], environment)
    [file] = Folder(data).backups.glob("salon-*.db")
    with closing(open_salon(str(data))) as salon:
        clients = len(salon.ask(find_clients, "", 9999))
    hurt = bytearray((data / "salon.db").read_bytes())
    hurt[4096 * 300 + 100] ^= 1
    whole = _lasting(["restore", str(file), str(place / "first")], environment)
    wrong, seen = 0, Counter[str]()
    for turn in range(turns):
        is_new = bool(turn % 2)
        here = place / f"turn-{turn}"
        if not is_new:
            here.mkdir()
            (here / "salon.db").write_bytes(hurt)
        begun = here / ("salon.db.new" if is_new else "salon.db.restored")
        _killed(["restore", str(file), str(here)], environment, begun, whole, chance)
        outcome = _outcome(here, bytes(hurt), clients, is_new=is_new)
        if outcome != "restored":  # and once more, to its end
            restore_salon(file, here)
            if _outcome(here, bytes(hurt), clients, is_new=is_new) != "restored":
                outcome = "WRONG"
        wrong += outcome == "WRONG"
        seen[f"{'new' if is_new else 'hurt'}: {outcome}"] += 1
        shutil.rmtree(here, ignore_errors=True)
        _tell(turn, seen, wrong)
    print(f"{turns} kills of a restoring: {dict(seen)}; {wrong} wrong")
    return wrong


def _outcome(here: Path, hurt: bytes, clients: int, *, is_new: bool) -> str:
    file = here / "salon.db"
    try:
        Folder(here).begin(allowed=False)  # what the next start does first
        if not is_new and file.read_bytes() == hurt:
            return "as before"
        with closing(open_salon(str(here), may_begin=False)) as salon:
            is_whole = len(salon.ask(find_clients, "", 9999)) == clients
    except Hindrance:
        return "nothing" if is_new and not file.exists() else "WRONG"
    kept = [one.read_bytes() for one in here.glob("kept-*/salon.db")]
    is_kept = is_new or kept == [hurt]
    return "restored" if is_whole and is_kept else "WRONG"


def _salon(place: Path, environment: dict[str, str]) -> Path:
    data = place / "salon"
    _said(["demo", str(data), "--clients", "240"], environment)
    return data


def _command(words: list[str]) -> list[str]:
    return [sys.executable, str(ROOT / "main.py"), *words]


def _status(words: list[str], environment: dict[str, str]) -> int:
    done = subprocess.run(
        _command(words), env=environment, capture_output=True, check=False
    )
    return done.returncode


def _said(words: list[str], environment: dict[str, str]) -> None:
    assert _status(words, environment) == 0, words


def _lasting(words: list[str], environment: dict[str, str]) -> float:
    began = time.monotonic()
    _said(words, environment)
    return time.monotonic() - began


def _killed(
    words: list[str],
    environment: dict[str, str],
    begun: Path,
    whole: float,
    chance: random.Random,
) -> None:
    """Kill a command some time after the file that it begins with is there."""
    program = subprocess.Popen(
        _command(words),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    while not begun.exists() and program.poll() is None:
        time.sleep(0.002)
    time.sleep(whole * chance.uniform(0, 0.4))
    program.kill()
    program.wait()


def _tell(turn: int, seen: Counter[str], wrong: int) -> None:
    if turn % 20 == 19:
        print(f"{turn + 1} kills, {dict(seen)}, {wrong} wrong", flush=True)


KINDS = {"backup": backups, "restore": restorings}


def kill_copies(kind: str, place: Path, turns: int) -> int:
    """Kill *turns* times; return 0 if nothing was lost or half made."""
    os.environ["SALON_KEY"] = KEY
    return int(KINDS[kind](place, turns, os.environ | {"SALON_ACK": ""}) > 0)
