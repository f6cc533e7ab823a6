"""Is the file whole, and do its tables, indices and rules stand as they were laid?"""

from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256

from sqlalchemy import Connection, StaticPool, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlite

_LAID = (
    "SELECT type, name, sql FROM sqlite_master"
    " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
)


def damage(session: Session) -> list[str]:
    """Return what is not whole in the file, its log counted in."""
    connection = session.connection()
    found = _said(connection, "integrity_check(20)")
    cut = _said(connection, "cipher_integrity_check")
    if cut:  # it reads the file alone: bring what stands in the log into it first
        with suppress(DBAPIError), session.get_bind().engine.connect() as other:
            other.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
        cut = _said(connection, "cipher_integrity_check")
    return found + cut


def altered(connection: Connection) -> list[str]:
    """Return which tables, indices and triggers are not as in a fresh store."""
    there = _laid(connection)
    wanted = fresh()
    names = sorted({*there, *wanted})
    return [name for name in names if there.get(name) != wanted.get(name)]


def altered_pictures(connection: Connection) -> list[str]:
    """Return the hashes of pictures, or of their small ones, that are not theirs."""
    wrong = [
        digest
        for digest, image in connection.execute(text("SELECT hash, image FROM picture"))
        if sha256(image).hexdigest() != digest
    ]
    small = text(
        "SELECT i.hash, i.thumb, p.thumb_hash FROM photo p"
        " JOIN picture i ON i.hash = p.hash"
    )
    for digest, thumb, kept in connection.execute(small):
        if sha256(thumb).hexdigest() != kept and digest not in wrong:
            wrong.append(digest)
    return wrong


@cache
def fresh() -> dict[str, str]:
    """Return what a new store of this program has been laid out with."""
    from salon.store.schema import migrate

    engine = create_engine("sqlite://", module=sqlite, poolclass=StaticPool)
    try:
        with engine.begin() as connection:
            migrate(connection, datetime.now(UTC))
            return _laid(connection)
    finally:
        engine.dispose()


def _laid(connection: Connection) -> dict[str, str]:
    found = connection.exec_driver_sql(_LAID)
    return {f"{kind} {name}": " ".join(sql.split()) for kind, name, sql in found}


def _said(connection: Connection, pragma: str) -> list[str]:
    lines = connection.exec_driver_sql(f"PRAGMA {pragma}")
    return [str(line[0]) for line in lines if line[0] != "ok"]
