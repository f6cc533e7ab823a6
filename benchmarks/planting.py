"""Planting one fault in a copy of the program, and asking tests whether they notice."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).with_name("faults.toml")
PATIENCE = 600  # seconds for the tests of one fault
PARTS = ("salon", "ui", "tests", "resources", "benchmarks", "docs")
LOOSE = ("main.py", "dev.py", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE")
_FAILED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


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
        path = root / one.file
        count = path.read_text("utf-8").count(one.text) if path.exists() else 0
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


def state() -> str:
    """Return what tells this state of the program from any other."""
    digest = sha256()
    for part in PARTS[:4]:
        for path in sorted((ROOT / part).rglob("*")):
            if path.suffix in (".py", ".csv", ".toml", ".mo") and path.is_file():
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]
