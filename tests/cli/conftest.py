"""A salon to speak to by commands, each as a script would say it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from salon.cli import run
from tests.house import KEY

ROOT = Path(__file__).parents[2]
NOW = "2026-11-23T10:42"

Ask = Callable[..., Any]


@pytest.fixture(scope="session")
def empty_salon(
    key: None, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[], Path]:
    """Return a call that gives the folder of a salon that has just been begun."""
    template = tmp_path_factory.mktemp("cli") / "salon"
    said = ("init", str(template), "--name", "Test", "--region", "uk", "--now", NOW)
    assert run(said) == 0

    def fresh() -> Path:
        return copytree(template, tmp_path_factory.mktemp("one") / "salon")

    return fresh


@pytest.fixture
def data(empty_salon: Callable[[], Path]) -> Path:
    return empty_salon()


class Shell:
    """Says commands to one salon and reads what they answer."""

    def __init__(self, data: Any, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data  # a folder, or the address of a server
        self._capsys = capsys

    def say(self, *words: object, now: str = NOW) -> tuple[int, str, str]:
        """Return a command's status, and what it said where."""
        said = [str(word) for word in words]
        status = run([*said, "--data", str(self.data), "--now", now])
        out, err = self._capsys.readouterr()
        return status, out, err

    def ask(self, *words: object, now: str = NOW) -> Any:
        """Return the document a command answers; it must not be refused."""
        status, out, err = self.say(*words, "--json", now=now)
        assert status == 0, err
        return json.loads(out)

    def refused(self, *words: object, now: str = NOW, status: int = 1) -> Any:
        """Return the error of a command that must be refused, with its sentence."""
        found, out, err = self.say(*words, "--json", now=now)
        error = json.loads(out)["error"]
        assert (found, error["text"]) == (status, err.strip())
        return error


@pytest.fixture
def shell(data: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(data, capsys)


def in_a_process(
    *words: str, stdin: str | bytes | None = None, **more: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own."""
    said = stdin.encode() if isinstance(stdin, str) else stdin
    environment = os.environ | {"SALON_KEY": KEY} | more
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *words],
        input=said,
        capture_output=True,
        env=environment,
        check=False,
        timeout=300,
    )
