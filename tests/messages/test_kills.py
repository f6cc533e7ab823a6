"""A sender that is killed at any stage: never twice, and never lost in silence."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from salon.messages.model import State, Trouble
from tests.messages.conftest import Office

MAIN = Path(__file__).parents[2] / "main.py"
NOW = "2026-03-27T07:00"


def begin(office: Office) -> "subprocess.Popen[bytes]":
    folder = office.house.salon.folder
    assert folder is not None
    said = [sys.executable, str(MAIN), "mail", "send", "--even-so", "--now", NOW]
    said += ["--data", str(folder.path)]
    quiet = subprocess.DEVNULL
    nobody = "keyring.backends.fail.Keyring"  # as in the house: no key store
    return subprocess.Popen(
        said,
        stdout=quiet,
        stderr=quiet,
        env=os.environ | {"PYTHON_KEYRING_BACKEND": nobody},
    )


@pytest.mark.parametrize(
    ("stage", "state", "letters"),
    [
        ("greet", State.WAITING, 1),
        ("rcpt", State.WAITING, 1),
        ("data", State.WAITING, 1),
        ("end", State.UNSURE, 1),
    ],
)
def test_killed_while_sending(
    office: Office, stage: str, state: State, letters: int
) -> None:
    key = office.queue()
    office.server.reached[stage] = Event()
    sender = begin(office)
    try:
        assert office.server.reached[stage].wait(30)
    finally:
        sender.kill()
        sender.wait()
    assert office.line(key).state is State.SENDING
    office.server.reached.clear()
    office.server.let_go.set()

    done = office.go()  # the next one, of the same computer: at once

    line = office.line(key)
    assert len(office.server.letters) == letters
    if state is State.UNSURE:
        assert (line.state, line.trouble) == (State.UNSURE, Trouble.KILLED)
        assert done.sent == []
    else:
        assert (line.state, done.sent) == (State.SENT, [key])
    office.go()
    assert len(office.server.letters) == letters
