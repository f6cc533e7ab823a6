"""What a second start says to the first window, and how each knows the other.

Anybody on this computer may listen under the name of the channel. So the first window
leaves a secret in the salon's folder, which only its owner can read, and both sides
prove that they have read it; who cannot is as good as not there.
"""

import hmac
import os
import secrets
import sys
from contextlib import suppress
from getpass import getuser
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

from salon.address import is_server

PATIENCE = 10_000  # milliseconds; the first window may be busy
LONGEST = 256  # bytes of a call or an answer
_LENGTH = 64  # hex digits of a secret and of a proof


def channel(data: str) -> str:
    """Return the name of the channel on which the window of a salon listens."""
    where = data if is_server(data) else str(Path(data).resolve())
    return "camellia-" + sha256(f"{getuser()} {where}".encode()).hexdigest()[:20]


class Secret:
    """What the first window of a salon leaves for later starts by the same owner."""

    def __init__(self, data: str) -> None:
        if is_server(data):
            from platformdirs import user_config_path

            folder = user_config_path("camellia", appauthor=False)
            self._file = folder / f"{channel(data)}.window"
        else:
            self._file = Path(data) / "salon.window"

    def make(self) -> str:
        """Return a new one, which lies in the folder now; "" where none can lie."""
        secret = secrets.token_hex(_LENGTH // 2)
        how = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        try:
            self.drop()  # of a window that was cut off
            with os.fdopen(os.open(self._file, how, 0o600), "w") as file:
                file.write(secret)
        except OSError:
            return ""
        return secret

    def read(self) -> str:
        """Return the one that lies there; "" if there is none."""
        with suppress(OSError, UnicodeError):
            with self._file.open("rb") as file:
                said = file.read(_LENGTH + 1).decode("ascii")
            if len(said) == _LENGTH:
                return said
        return ""

    def drop(self) -> None:
        """Take it away: the window is closed."""
        with suppress(OSError):
            self._file.unlink(missing_ok=True)


def call(secret: str) -> tuple[bytes, bytes]:
    """Return what a second start says, and the only answer that it believes."""
    nonce = secrets.token_hex(16)
    said = f"raise {nonce} {_proof(secret, 'raise', nonce)}\n"
    return said.encode(), answer_to(said.encode(), secret)


def answer_to(said: bytes, secret: str) -> bytes:
    """Return what the first window answers; nothing to who does not have *secret*."""
    word, _blank, rest = said.decode("ascii", "replace").strip().partition(" ")
    nonce, _blank, proof = rest.partition(" ")
    is_theirs = hmac.compare_digest(
        proof.encode(), _proof(secret, "raise", nonce).encode()
    )
    if not secret or word != "raise" or not is_theirs:
        return b""
    return f"here {_proof(secret, 'here', nonce)}\n".encode()


def _proof(secret: str, word: str, nonce: str) -> str:
    return hmac.new(secret.encode(), f"{word} {nonce}".encode(), sha256).hexdigest()


def call_first(data: str) -> bool:
    """Ask the window that shows this salon to come forward; return whether it will."""
    name = channel(data)
    pipes = Path(r"\\.\pipe") if sys.platform == "win32" else Path(gettempdir())
    if not os.path.lexists(pipes / name):  # spares every first start QtNetwork
        return False
    secret = Secret(data).read()
    if not secret:  # nobody's window: whoever listens there is somebody else
        return False
    from PySide6.QtCore import QDeadlineTimer
    from PySide6.QtNetwork import QLocalSocket

    line = QLocalSocket()
    line.connectToServer(name)
    if not line.waitForConnected(PATIENCE):
        return False
    said, expected = call(secret)
    line.write(said)
    line.waitForBytesWritten(PATIENCE)
    heard, until = b"", QDeadlineTimer(PATIENCE)
    while len(heard) < len(expected) and b"\n" not in heard:
        # The answer may have come meanwhile; waiting for more would wait in vain.
        wait = max(0, until.remainingTime())
        if not (line.bytesAvailable() > 0 or line.waitForReadyRead(wait)):
            break
        heard += bytes(line.read(LONGEST).data())
    line.disconnectFromServer()
    return hmac.compare_digest(heard, expected)
