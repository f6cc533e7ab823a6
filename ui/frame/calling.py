"""What a second start says to the first window, and what it is named."""

import os
import sys
from getpass import getuser
from hashlib import sha256
from pathlib import Path
from tempfile import gettempdir

from salon.address import is_server

RAISE = b"raise\n"
PATIENCE = 10_000  # milliseconds; the first window may be busy


def channel(data: str) -> str:
    """Return the name of the channel on which the window of a salon listens."""
    where = data if is_server(data) else str(Path(data).resolve())
    return "camellia-" + sha256(f"{getuser()} {where}".encode()).hexdigest()[:20]


def call_first(data: str) -> bool:
    """Ask the window that shows this salon to come forward; return whether it will."""
    name = channel(data)
    pipes = Path(r"\\.\pipe") if sys.platform == "win32" else Path(gettempdir())
    if not os.path.lexists(pipes / name):  # spares every first start QtNetwork
        return False
    from PySide6.QtNetwork import QLocalSocket

    line = QLocalSocket()
    line.connectToServer(name)
    if not line.waitForConnected(PATIENCE):
        return False
    line.write(RAISE)
    line.waitForBytesWritten(PATIENCE)
    # The answer may have come meanwhile; waiting for more would wait in vain.
    heard = line.bytesAvailable() > 0 or line.waitForReadyRead(PATIENCE)
    line.disconnectFromServer()
    return heard
