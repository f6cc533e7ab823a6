"""What SQLAlchemy compiled for one store serves the next, as it does within a program.

A program opens one store and compiles each statement once. The tests open thousands,
and SQLAlchemy keeps what it compiled for each engine alone: half their time went there.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

_COMPILED: LRUCache[Any, Any] = LRUCache(2_000)


class _Alike:
    """Dialects of a kind are equal: they are a part of the key."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        engine.update_execution_options(compiled_cache=_COMPILED)


class OneSQLite(_Alike, SQLiteDialect_pysqlite):
    """SQLite as we open it."""

    supports_statement_cache = True


class OnePostgreSQL(_Alike, PGDialect_psycopg):
    """PostgreSQL as we open it."""

    supports_statement_cache = True


def share_what_is_compiled() -> None:
    """Let every engine of this process share it; before the first is made."""
    registry.register("sqlite", __name__, OneSQLite.__name__)
    registry.register("postgresql.psycopg", __name__, OnePostgreSQL.__name__)
