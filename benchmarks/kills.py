"""Two hundred kills at random moments: is anything acknowledged ever missing?

    python -m benchmarks.kills [how many] [run|backup|restore|migrate]

With `run` each turn starts `run` on one growing salon with clients to add and visits
to book, and kills it (SIGKILL) at a random moment after it
has acknowledged a random number of them. At the end everything acknowledged
must be there, and `check` sound. `backup` and `restore` are in `killed_copies.py`,
`migrate` is in `killed_migrations.py`.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOW = "2026-11-23T10:42"
MAIN = (sys.executable, str(ROOT / "main.py"))


def main(turns: int) -> int:
    """Kill *turns* times; return 0 if nothing was lost and all is sound."""
    chance = random.Random(20261123)
    environment = os.environ | {"SALON_KEY": "5a" * 32, "SALON_ACK": "1"}
    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        data = Path(place) / "salon"
        _run(["init", str(data), "--name", "Kills"], environment)
        acknowledged: set[str] = set()
        for turn in range(turns):
            acknowledged |= _killed(data, turn, chance, environment)
            if turn % 20 == 19:
                print(f"{turn + 1} kills, {len(acknowledged)} acknowledged", flush=True)
        words = ["--data", str(data), "--json", "--now", NOW]
        found = json.loads(_run(["find", "", "--limit", "999999", *words], environment))
        there = {one["id"] for one in found["clients"]}
        day = json.loads(_run(["day", "--days", "366", *words], environment))
        there |= {one["id"] for one in day["appointments"]}
        missing = acknowledged - there
        sound = json.loads(_run(["check", *words], environment))["sound"]
        print(
            f"{turns} kills: {len(acknowledged)} acknowledged, {len(missing)} missing;"
            f" check {'sound' if sound else 'NOT SOUND'}"
        )
        return int(bool(missing) or not sound)


def _killed(
    data: Path, turn: int, chance: random.Random, environment: dict[str, str]
) -> set[str]:
    lines = []
    for number in range(400):
        name = f"Kill {turn} {number}"
        lines.append(f'client add --name "{name}"')
        day, hour = 1 + (turn * 7 + number // 20) % 300, 9 + number % 9
        lines.append(f'book "{name}" fac_hydrate --at +{day}T{hour:02}:00')
    program = subprocess.Popen(
        [*MAIN, "run", "-", "--data", str(data), "--now", NOW],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    try:
        program.stdin.write("\n".join(lines))
        program.stdin.close()
    except BrokenPipeError:
        pass
    said, more = list[str](), chance.randrange(1, 60)
    for line in program.stdout:  # however busy the machine is
        said.append(line)
        more -= line.startswith("ACK ")
        if not more:
            break
    time.sleep(chance.random() * 0.05)  # somewhere within the next actions
    program.kill()
    said += program.stdout.readlines()
    program.wait()
    return {
        words[1]
        for words in (line.split() for line in said)
        if words[:1] == ["ACK"] and len(words) == 2
    }


def _run(words: list[str], environment: dict[str, str]) -> str:
    quiet = environment | {"SALON_ACK": ""}
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words],
        env=quiet,
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def chosen(words: list[str]) -> int:
    """Kill as the command line says."""
    turns = int(words[0]) if words else 200
    kind = words[1] if len(words) > 1 else "run"
    if kind == "run":
        return main(turns)
    from benchmarks.killed_copies import kill_copies
    from benchmarks.killed_migrations import kill_migrations

    with tempfile.TemporaryDirectory(prefix="kills-") as place:
        if kind == "migrate":
            return kill_migrations(Path(place), turns)
        return kill_copies(kind, Path(place), turns)


if __name__ == "__main__":
    sys.exit(chosen(sys.argv[1:]))
