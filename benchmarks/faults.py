"""A standing list of planted faults: does a test notice each of them?

    python -m benchmarks.faults [--only NAME ...] [--jobs N] [--quick]

Each fault of `faults.toml` is planted alone in a copy of the program. First the tests
that are named for it are asked, then all below the window; a fault that none notices is
named with what a salon would suffer. What was found out is kept by the state of the
program, so that a run that was stopped goes on where it was. The exit code is 1 if
fewer than nine in ten are caught.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).with_name("faults.toml")
SHARE = 0.9  # of all faults are to be caught
PATIENCE = 600  # seconds for the tests of one fault
PARTS = ("salon", "ui", "tests", "resources", "benchmarks", "docs")
LOOSE = ("main.py", "dev.py", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")
# Asked where the named tests noticed nothing: below the window, and none that kills
# processes, builds whole sample salons or carries old stores along.
WIDER = (
    *("aftercare", "appointments", "catalogue", "clients", "exchange", "history"),
    *("paper", "plans", "reports", "rooms", "safety", "settings", "skin", "staff"),
    *("treatments", "views", "cases", "cli/test_first_day.py", "test_money.py"),
    *("test_rights.py", "test_text.py", "test_undo.py", "store/test_history.py"),
    *("store/test_leaning.py", "store/test_heads.py"),
)
_FAILED = re.compile(r"^(?:FAILED|ERROR) (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake that somebody could make tomorrow."""

    name: str
    file: str
    text: str  # as it stands, exactly once
    wrong: str  # what it becomes
    harm: str  # what a salon would suffer, in one sentence
    tests: Sequence[str] = ()  # asked first
    why_not: str = ""  # why no test is expected to notice it

    @property
    def feature(self) -> str:
        """What it belongs to: a folder of the program, or a module beside them."""
        *folders, module = Path(self.file).parts
        return folders[1] if len(folders) > 1 else module.removesuffix(".py")

    @property
    def first(self) -> tuple[str, ...]:
        """The tests that are asked first."""
        return tuple(self.tests) or (f"tests/{self.feature}",)


@dataclass(slots=True)
class Result:
    """What became of one fault."""

    name: str
    by: str = ""  # the test that noticed it; "" if none did
    note: str = field(default="")


def listed(path: Path = LIST) -> list[Fault]:
    """Return all faults in the list."""
    with path.open("rb") as file:
        return [Fault(**one) for one in tomllib.load(file)["fault"]]


def unsound(faults: Iterable[Fault], root: Path = ROOT) -> Iterator[str]:
    """Say of each fault that cannot be planted what is the matter with it."""
    names = set[str]()
    for one in faults:
        if one.name in names:
            yield f"{one.name}: listed twice"
        names.add(one.name)
        count = (root / one.file).read_text(encoding="utf-8").count(one.text)
        if count != 1:
            yield f"{one.name}: its text stands in {one.file} {count} times"
        if one.text == one.wrong:
            yield f"{one.name}: changes nothing"
        for place in one.first:
            if not (root / place).exists():
                yield f"{one.name}: there is no {place}"


def copy_tree(to: Path) -> Path:
    """Copy what the tests need; return where it is."""
    ignored = shutil.ignore_patterns("__pycache__", ".*", "*.pyc")
    for part in PARTS:
        shutil.copytree(ROOT / part, to / part, ignore=ignored)
    for name in LOOSE:
        shutil.copy2(ROOT / name, to / name)
    return to


@contextmanager
def planted(fault: Fault, tree: Path) -> Iterator[None]:
    """Let the fault stand in *tree* while the block runs."""
    path = tree / fault.file
    sound = path.read_text(encoding="utf-8")
    _write(path, sound.replace(fault.text, fault.wrong))
    try:
        yield
    finally:
        _write(path, sound)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    for old in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        old.unlink()  # its stamp may be the same


def ask(tree: Path, places: Sequence[str], patience: float = PATIENCE) -> str | None:
    """Run tests in *tree* until one fails; return which, None if all pass.

    Raises:
        subprocess.TimeoutExpired: They take too long.
    """
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    words = ("-x", "-q", "-rfE", "--tb=no", "-p", "no:cacheprovider")
    still = ("-p", "no:randomly", "--hypothesis-seed=0")
    with subprocess.Popen(
        [sys.executable, "-m", "pytest", *words, *still, *places],
        cwd=tree,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,
    ) as program:
        try:
            said, _none = program.communicate(timeout=patience)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            raise
    if program.returncode == 0:
        return None
    found = _FAILED.search(said)
    return found[1] if found else (said.strip().splitlines() or ["no answer"])[-1]


def try_out(fault: Fault, tree: Path, *, is_quick: bool = False) -> Result:
    """Plant one fault and ask the tests; return what they said."""
    wider = [f"tests/{one}" for one in WIDER if (tree / "tests" / one).exists()]
    with planted(fault, tree):
        for places in (fault.first,) if is_quick else (fault.first, wider):
            try:
                if (by := ask(tree, places)) is not None:
                    return Result(fault.name, by)
            except subprocess.TimeoutExpired:
                return Result(fault.name, note="the tests did not come to an end")
    return Result(fault.name, note=fault.why_not)


def state() -> str:
    """Return what tells this state of the program from any other."""
    digest = sha256()
    for part in PARTS[:4]:
        for path in sorted((ROOT / part).rglob("*")):
            if path.suffix in (".py", ".csv", ".toml", ".mo") and path.is_file():
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def main(words: Sequence[str] | None = None) -> int:
    """Plant all faults, or those that are named; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", nargs="+", default=(), help="names, or features")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--afresh", action="store_true", help="forget earlier runs")
    parser.add_argument("--quick", action="store_true", help="only the named tests")
    options = parser.parse_args(words)
    everything = listed()
    if troubles := list(unsound(everything)):
        print("\n".join(troubles))
        return 1
    chosen = [
        one
        for one in everything
        if not options.only or {one.name, one.feature} & {*options.only}
    ]
    notes = Path(tempfile.gettempdir()) / f"camellia-faults-{state()}.jsonl"
    if options.afresh:
        notes.unlink(missing_ok=True)
    known = {one.name: one for one in _noted(notes)}
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        trees: Queue[Path] = Queue()
        for number in range(options.jobs):
            trees.put(copy_tree(Path(place) / str(number)))
        left = [one for one in chosen if one.name not in known]

        def one_by_one(fault: Fault) -> Result:
            tree = trees.get()
            try:
                return try_out(fault, tree, is_quick=options.quick)
            finally:
                trees.put(tree)

        with ThreadPoolExecutor(options.jobs) as jobs, notes.open("a") as kept:
            for result in jobs.map(one_by_one, left):
                known[result.name] = result
                line = {"name": result.name, "by": result.by, "note": result.note}
                if result.by or not options.quick:
                    print(json.dumps(line), file=kept, flush=True)
                print(
                    f"{'caught' if result.by else 'MISSED'}  {result.name}"
                    f"  {result.by or result.note}",
                    flush=True,
                )
        doubtful = _in_doubt(trees.get(), [known[one.name] for one in chosen])
    for result in known.values():
        if result.by in doubtful:
            result.by, result.note = "", f"{result.by} fails without it, too"
    return _told(chosen, known)


def _noted(notes: Path) -> Iterator[Result]:
    """Yield what an earlier run found out."""
    if notes.exists():
        for line in notes.read_text(encoding="utf-8").splitlines():
            yield Result(**json.loads(line))


def _in_doubt(tree: Path, results: Iterable[Result]) -> set[str]:
    """Return which of the tests that noticed something fail without any fault too."""
    left = {one.by for one in results if "::" in one.by}
    doubtful = set[str]()
    while left and (by := ask(tree, sorted(left), 4 * PATIENCE)) is not None:
        doubtful.add(by)
        if by not in left:
            return left  # the tests cannot be asked at all
        left.discard(by)
    return doubtful


def _told(faults: Sequence[Fault], known: dict[str, Result]) -> int:
    """Print how many were caught by feature, and what was not; return the exit code."""
    by_feature: dict[str, list[bool]] = defaultdict(list)
    for one in faults:
        by_feature[one.feature].append(bool(known[one.name].by))
    print()
    for feature, caught in sorted(by_feature.items()):
        print(f"{feature:14} {sum(caught):3} of {len(caught)}")
    missed = [one for one in faults if not known[one.name].by]
    for one in missed:
        print(f"\nMISSED {one.name} ({one.file})\n  {one.harm}")
        print(f"  {known[one.name].note or 'no reason is given'}")
    share = 1 - len(missed) / len(faults) if faults else 1.0
    print(f"\n{len(faults) - len(missed)} of {len(faults)} caught: {share:.0%}")
    return int(share < SHARE)


if __name__ == "__main__":
    sys.exit(main())
