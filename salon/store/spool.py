"""A place for what is too much for memory: a file that nobody can read.

It is encrypted under a key that only this process knows, and gone with it. What is
little never leaves the memory.
"""

import marshal
import os
import secrets
import tempfile
import weakref
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from salon.errors import DiskFull

HELD = 4 * 1024 * 1024  # bytes that stay in memory
PAGE = 500  # pieces asked for together


class Spool:
    """Plain values by shelf and number: texts, numbers, bytes, lists, tuples, dicts."""

    def __init__(self) -> None:
        self._held: dict[str, dict[int, bytes]] = defaultdict(dict)
        self._bytes = 0
        self._file: Any = None

    def put(self, shelf: str, number: int, what: Any) -> None:
        """Keep something; what had that number is replaced."""
        body = marshal.dumps(what)
        self._held[shelf][number] = body
        self._bytes += len(body) + 100
        if self._bytes > HELD:
            self._write()

    def get(self, shelf: str, number: int) -> Any:
        """Return what has that number, None if nothing."""
        body = self._held[shelf].get(number)
        if body is None and self._file is not None:
            asked = "SELECT body FROM piece WHERE shelf = ? AND number = ?"
            body = next(self._file.execute(asked, (shelf, number)), (None,))[0]
        return None if body is None else marshal.loads(body)

    def between(self, shelf: str, first: int, last: int) -> Iterator[Any]:
        """Yield what has these numbers, in their order, gaps passed over."""
        if self._file is None:
            held = self._held[shelf]
            for number in range(first, last + 1):
                if number in held:
                    yield marshal.loads(held[number])
            return
        self._write()
        asked = (
            "SELECT body FROM piece WHERE shelf = ? AND number BETWEEN ? AND ?"
            " ORDER BY number"
        )
        for start in range(first, last + 1, PAGE):
            some = (shelf, start, min(start + PAGE - 1, last))
            for (body,) in self._file.execute(asked, some).fetchall():
                yield marshal.loads(body)

    def _write(self) -> None:
        """Bring what is held to the file."""
        try:
            if self._file is None:
                self._file = _made(self)
            self._file.execute("BEGIN")
            for shelf, pieces in self._held.items():
                self._file.executemany(
                    "INSERT OR REPLACE INTO piece VALUES (?, ?, ?)",
                    _rows(shelf, pieces),
                )
            self._file.execute("COMMIT")
        except sqlite.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite.SQLITE_FULL:
                raise DiskFull from error
            raise
        except OSError as error:
            raise DiskFull from error
        self._held.clear()
        self._bytes = 0


def _rows(shelf: str, pieces: dict[int, bytes]) -> Iterable[tuple[str, int, bytes]]:
    return ((shelf, number, body) for number, body in pieces.items())


def _made(spool: Spool) -> Any:
    handle, name = tempfile.mkstemp(prefix="camellia-")
    os.close(handle)
    file = sqlite.connect(name, isolation_level=None, check_same_thread=False)
    weakref.finalize(spool, _drop, file, name)
    for said in (
        "PRAGMA cipher_log_level = NONE",
        f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"",
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA cache_size = -2000",
        "PRAGMA temp_store = 2",
        "CREATE TABLE piece (shelf TEXT, number INTEGER, body BLOB,"
        " PRIMARY KEY (shelf, number)) WITHOUT ROWID",
    ):
        file.execute(said)
    if os.name == "posix":
        Path(
            name
        ).unlink()  # open files live on there; after a power cut nothing is left
    return file


def _drop(file: Any, name: str) -> None:
    with suppress(Exception):
        file.close()
    with suppress(OSError):
        Path(name).unlink(missing_ok=True)
