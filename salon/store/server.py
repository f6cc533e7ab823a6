"""A store on a PostgreSQL server: who may shape it, and how one begins there."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    Table,
    func,
    inspect,
    select,
    text,
)

from salon.address import DatabaseInUse, WrongEncoding
from salon.errors import AlreadyOpen
from salon.store.base import Base
from salon.store.engine import APPLICATION
from salon.store.schema import REVISION, latest
from salon.store.search_server import FUNCTIONS

_OURS = 0x43614D65  # "CaMe", among the locks that programs agree on
_LOOK_AGAIN = 0.05  # seconds
_OLDER = text(
    "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
    f" AND application_name LIKE '{APPLICATION}%' AND application_name < :own)"
)
_UNBORN = Table(  # stands as long as a salon is being made
    "salon_unborn", MetaData(), Column("id", Integer, primary_key=True)
)


@contextmanager
def alone(engine: Engine, patience: float = 2.0) -> Iterator[None]:
    """Let nobody else shape the store in this block; whoever does is waited for.

    Args:
        engine: Of the database.
        patience: Seconds for which desks with an older version are waited for: one
            that has just been closed stays on the server's list for a moment.

    Raises:
        StoreBusy: Somebody was at it for too long (`in_words` says so).
        AlreadyOpen: Desks with an older version of the program are at work.
    """
    with _apart(engine) as connection:
        connection.execute(select(func.pg_advisory_lock(_OURS)))
        try:
            _see_off_the_older(connection, patience)
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(_OURS)))


def is_unborn(engine: Engine) -> bool:
    """Return whether a salon is being made there, or was begun and cut off."""
    with engine.connect() as connection:
        return inspect(connection).has_table(_UNBORN.name)


@contextmanager
def birth(engine: Engine, where: str) -> Iterator[None]:
    """Make a salon in this block, in an empty database: whole, or nothing stays.

    What an attempt that was cut off has left is taken away first.

    Args:
        engine: Of the database.
        where: As it is shown to people.

    Raises:
        DatabaseInUse: Something is there already.
        WrongEncoding: Its text cannot hold every name.
        AlreadyOpen: Another desk is making one there.
    """
    with _apart(engine) as lock:
        if not lock.scalar(select(func.pg_try_advisory_lock(_OURS))):
            raise AlreadyOpen
        try:
            encoding = str(lock.scalar(text("SHOW server_encoding")))
            if encoding != "UTF8":
                raise WrongEncoding(where, encoding)
            if is_unborn(engine):
                _sweep(engine)
            elif _is_used(lock):
                raise DatabaseInUse(where)
            with engine.begin() as connection:
                _UNBORN.create(connection)
            try:
                yield
            except BaseException:
                _sweep(engine)
                raise
            with engine.begin() as connection:
                _UNBORN.drop(connection)
        finally:
            lock.execute(select(func.pg_advisory_unlock(_OURS)))


def _see_off_the_older(connection: Connection, patience: float) -> None:
    looks = 1 + int(patience / _LOOK_AGAIN)
    for look in range(looks):
        if look:
            sleep(_LOOK_AGAIN)
        if not connection.scalar(_OLDER, {"own": APPLICATION + latest()}):
            return
    raise AlreadyOpen


@contextmanager
def _apart(engine: Engine) -> Iterator[Connection]:
    """Give a connection that holds a lock, and no transaction open meanwhile."""
    with engine.connect() as connection:
        yield connection.execution_options(isolation_level="AUTOCOMMIT")


def _is_used(connection: Connection) -> bool:
    asked = text(
        "SELECT EXISTS (SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm',"
        " 'f') AND relnamespace = current_schema()::regnamespace)"
    )
    return bool(connection.scalar(asked))


def _sweep(engine: Engine) -> None:
    with engine.begin() as connection:
        Base.metadata.drop_all(connection)
        REVISION.drop(connection, checkfirst=True)
        for name in FUNCTIONS:
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name} CASCADE")
        _UNBORN.drop(connection, checkfirst=True)
