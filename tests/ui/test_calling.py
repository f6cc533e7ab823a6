"""A second start believes only the window of its own salon, and that window only it."""

import os
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from ui.frame.calling import Secret, answer_to, call, call_first, channel
from ui.frame.first import FirstWindow
from ui.frame.window import Window

FOREIGN = """
import socket, sys
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen(5)
print("listening", flush=True)
while True:
    line, _ = server.accept()
    line.sendall(sys.argv[2].encode())
    line.recv(1000)
    line.close()
"""

unix = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="pipes of Windows")


@contextmanager
def foreign(data: Path, answer: str) -> Iterator[None]:
    """Let somebody else listen under the name of the salon's channel."""
    place = Path(gettempdir()) / channel(str(data))
    said = [sys.executable, "-c", FOREIGN, str(place), answer]
    with subprocess.Popen(said, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == b"listening"
            yield
        finally:
            process.kill()
            place.unlink(missing_ok=True)


@unix
@pytest.mark.parametrize("was_cut_off", [False, True])
@pytest.mark.parametrize("answer", ["here\n", f"here {'0' * 64}\n", "x" * 10_000])
def test_a_foreign_listener_does_not_stop_the_start(
    tmp_path: Path, answer: str, *, was_cut_off: bool
) -> None:
    if was_cut_off:
        Secret(str(tmp_path)).make()

    with foreign(tmp_path, answer):
        assert not call_first(str(tmp_path))


def test_the_secret_lies_open_to_its_owner_alone_and_goes_with_the_window(
    bare: Window, folder: Path
) -> None:
    first = FirstWindow(str(folder), bare)

    lies = folder / "salon.window"
    assert len(Secret(str(folder)).read()) == 64
    if os.name == "posix":
        assert stat.S_IMODE(lies.stat().st_mode) == 0o600
    first.close()
    assert not lies.exists()


@pytest.mark.parametrize("who", ["an old start", "a stranger", "noise", "the owner"])
def test_a_caller_who_does_not_know_the_secret_is_not_answered(
    bare: Window, folder: Path, qtbot: QtBot, who: str
) -> None:
    first = FirstWindow(str(folder), bare)
    right, expected = call(Secret(str(folder)).read())
    said = {
        "an old start": b"raise\n",
        "a stranger": call("0" * 64)[0],
        "noise": b"x" * 5000,
        "the owner": right,
    }
    line, heard = QLocalSocket(), bytearray()
    line.connectToServer(channel(str(folder)))
    line.write(said[who])
    line.flush()
    line.readyRead.connect(lambda: heard.extend(line.readAll().data()))
    gone = QLocalSocket.LocalSocketState.UnconnectedState

    qtbot.waitUntil(lambda: bool(heard) or line.state() == gone)

    assert bytes(heard) == (expected if who == "the owner" else b"")
    line.abort()
    first.close()


def test_an_answer_to_one_call_is_none_to_the_next() -> None:
    secret = "5" * 64
    said, expected = call(secret)

    assert answer_to(said, secret) == expected
    assert call(secret)[1] != expected
    assert answer_to(said, "6" * 64) == b""
    assert answer_to(said, "") == b""
