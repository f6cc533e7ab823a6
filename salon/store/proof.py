"""Opening a copy and proving that it is what it claims to be."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from salon.store.chain import START, Head
from salon.store.engine import APPLICATION_ID

OFTEN = 100_000  # steps of SQLite between two looks whether to go on
_HEAD = "SELECT seq, hash FROM action ORDER BY seq DESC LIMIT 1"


class Flaw(Exception):
    """A file that is not whole; its words say what is wrong with it."""


class Foreign(Exception):
    """A file that is none of ours, or has another key."""


class Halted(Exception):
    """The work was called off."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found in a copy that is whole."""

    head: Head
    revision: str
    clients: int | None


def opened(path: Path, key: str, mode: str) -> Any:
    """Return a connection to a file, not looked at yet; *mode* as in an URI."""
    connection = sqlite.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None
    )
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection


def prove(
    path: Path, key: str, census: str, go_on: Callable[[], bool] = lambda: True
) -> Proof:
    """Open a closed copy, read all of it and return what is in it.

    Args:
        path: Of the copy; nothing is written beside it, so a stick may be read-only.
        key: To it.
        census: The question how many clients there are.
        go_on: Asked while it lasts.

    Raises:
        Foreign: It cannot be opened with this key.
        Flaw: It is not whole.
        Halted: *go_on* said so.
    """
    with closing(opened(path, key, "ro&immutable=1")) as connection:
        found = _looked(connection, census)
        if not go_on():
            raise Halted
        connection.set_progress_handler(lambda: int(not go_on()), OFTEN)
        try:
            whole = [
                str(line[0])
                for check in ("cipher_integrity_check", "integrity_check(3)")
                for line in connection.execute(f"PRAGMA {check}")
                if line[0] != "ok"
            ]
        except sqlite.Error as error:
            if not go_on():
                raise Halted from error
            raise Flaw(str(error)) from error
        if whole:
            raise Flaw(" ".join(whole[0].split()[:12]))
        return found


def glance(path: Path, key: str, census: str) -> Proof:
    """Return what a copy says of itself, without reading all of it; as `prove`."""
    with closing(opened(path, key, "ro&immutable=1")) as connection:
        return _looked(connection, census)


def head_in(connection: Any) -> Head:
    """Return the newest action's number and hash."""
    found = connection.execute(_HEAD).fetchone()
    return START if found is None else Head(int(found[0]), str(found[1]))


def goes_on(
    path: Path, key: str, seq: int, digest: str, *, is_newer: bool = False
) -> bool:
    """Return whether a store holds an action of this number and hash: it goes on.

    Args:
        path: Of the store.
        key: To it.
        seq: The action's number.
        digest: What its hash begins with.
        is_newer: Whether it must hold something newer besides.
    """
    asked = "SELECT hash, (SELECT MAX(seq) FROM action) FROM action WHERE seq = ?"
    try:
        with closing(opened(path, key, "ro")) as connection:
            found = connection.execute(asked, (seq,)).fetchone()
    except (sqlite.Error, OSError):
        return False
    if found is None or not str(found[0]).startswith(digest):
        return False
    return int(found[1]) > seq or not is_newer


def _looked(connection: Any, census: str) -> Proof:
    try:
        [mark] = connection.execute("PRAGMA application_id").fetchone()
        if mark != APPLICATION_ID:
            raise Foreign
        asked = "SELECT version_num FROM alembic_version"
        [revision] = connection.execute(asked).fetchone()
        head = head_in(connection)
    except sqlite.Error as error:
        if error.sqlite_errorcode & 0xFF in (sqlite.SQLITE_NOTADB, sqlite.SQLITE_ERROR):
            raise Foreign from error
        raise Flaw(str(error)) from error
    try:
        [clients] = connection.execute(census).fetchone()
    except sqlite.Error:  # of another time
        return Proof(head, str(revision), None)
    return Proof(head, str(revision), int(clients))


def is_damaged(path: Path, key: str) -> bool:
    """Return whether a store that others may be using has a page that is not whole.

    What stands in its log counts, so that is brought into the file first: a cut in
    the middle of doing so is no damage.
    """
    for _turn in range(3):  # a page may be read while somebody writes it
        try:
            with closing(opened(path, key, "rw")) as connection:
                connection.execute("PRAGMA busy_timeout = 5000")
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
                [mark] = connection.execute("PRAGMA application_id").fetchone()
                if mark != APPLICATION_ID:
                    return True
                if not connection.execute("PRAGMA cipher_integrity_check").fetchall():
                    [said] = connection.execute("PRAGMA quick_check(1)").fetchone()
                    if said == "ok":
                        return False
        except sqlite.Error as error:
            code = error.sqlite_errorcode & 0xFF
            if code not in (sqlite.SQLITE_CORRUPT, sqlite.SQLITE_NOTADB):
                return False
    return True
