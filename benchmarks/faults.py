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
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from benchmarks.planting import (
    PATIENCE,
    Fault,
    ask,
    copy_tree,
    listed,
    planted,
    state,
    unsound,
)

SHARE = 0.9  # of all faults are to be caught
# Asked where the named tests noticed nothing: below the window, and none that kills
# processes, builds whole sample salons or carries old stores along.
WIDER = (
    *("aftercare", "appointments", "catalogue", "clients", "exchange", "history"),
    *("courses", "paper", "plans", "reports", "rooms", "safety", "settings", "setup"),
    "skin",
    *("staff", "treatments", "views", "cases", "cli/test_first_day.py"),
    *("test_money.py", "test_rights.py", "test_text.py", "test_undo.py"),
    *("store/test_history.py", "store/test_leaning.py", "store/test_heads.py"),
)


@dataclass(slots=True)
class Result:
    """What became of one fault."""

    name: str
    by: str = ""  # the test that noticed it; "" if none did
    note: str = ""


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
            for done in as_completed([jobs.submit(one_by_one, one) for one in left]):
                result = done.result()
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
        if _test(result.by) in doubtful:
            result.by, result.note = "", f"{result.by} fails without it, too"
    return _told(chosen, known)


def _noted(notes: Path) -> Iterator[Result]:
    """Yield what an earlier run found out."""
    if notes.exists():
        for line in notes.read_text(encoding="utf-8").splitlines():
            yield Result(**json.loads(line))


def _in_doubt(tree: Path, results: Iterable[Result]) -> set[str]:
    """Return which of the tests that noticed something fail without any fault too."""
    left = {_test(one.by) for one in results if one.by}
    doubtful = set[str]()
    while left and (by := ask(tree, sorted(left), 4 * PATIENCE)) is not None:
        if _test(by) not in left:
            print(f"What noticed them cannot be asked again: {by}")
            return doubtful | left
        doubtful.add(_test(by))
        left.discard(_test(by))
    return doubtful


def _test(by: str) -> str:
    """Return a test without the case of it."""
    return by.partition("[")[0]


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
