"""The index that clients are found by: kept true by the database itself.

`client_search` holds one line a client: her words, the parts of her names, her
digits, and the day she was last here. Triggers on the tables these come from feed
it, and triggers on it feed two FTS5 tables, so that undo, merging and erasing
cannot forget them. While many rows are written at once the triggers rest
(`resting`), and `refill` makes up for it.

On PostgreSQL the same line is fed by triggers too; `search_server` has its index.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import (
    Column,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
)

from salon.store.base import Base
from salon.store.search_server import FEED, LINE, STRAYS

CLIENT_SEARCH = Table(
    "client_search",
    Base.metadata,
    Column(
        "client_id",
        Integer,
        ForeignKey("client.id", name="fk_client_search_client_id"),
        nullable=False,
        autoincrement=False,  # the triggers let it follow
    ),
    Column("words", String, nullable=False),
    Column("parts", String, nullable=False),
    Column("digits", String, nullable=False),
    Column("seen", Date),  # the day of her last visit
    PrimaryKeyConstraint("client_id", name="pk_client_search"),
    Index("ix_client_search_seen", "seen"),
    sqlite_strict=True,
)
SEARCH_PAUSE = Table(
    "search_pause",
    Base.metadata,
    Column("id", Integer, nullable=False),
    PrimaryKeyConstraint("id", name="pk_search_pause"),
    sqlite_strict=True,
)

_AWAKE = "NOT EXISTS (SELECT 1 FROM search_pause)"
_PHONES = (
    "(SELECT coalesce(group_concat(digits, ' '), '') FROM client_phone"
    " WHERE client_id = {row}.client_id)"
)
_SEEN = (
    "(SELECT max(day) FROM appointment WHERE client_id = {row}.client_id"
    " AND status IN ('completed', 'left'))"
)


def _phone_trigger(name: str, act: str, *rows: str) -> str:
    updates = " ".join(
        f"UPDATE client_search SET digits = {_PHONES.format(row=row)}"
        f" WHERE client_id = {row}.client_id;"
        for row in rows
    )
    return (
        f"CREATE TRIGGER found_by_phone_{name} AFTER {act} ON client_phone"
        f" WHEN {_AWAKE} BEGIN {updates} END"
    )


def _visit_trigger(name: str, act: str, when: str, *rows: str) -> str:
    updates = " ".join(
        f"UPDATE client_search SET seen = {_SEEN.format(row=row)}"
        f" WHERE client_id = {row}.client_id;"
        for row in rows
    )
    return (
        f"CREATE TRIGGER last_seen_{name} AFTER {act} ON appointment"
        f" WHEN {_AWAKE} AND {when} BEGIN {updates} END"
    )


_FEED = (
    "INSERT INTO client_words(rowid, words) VALUES (NEW.client_id, NEW.words);"
    " INSERT INTO client_parts(rowid, parts, digits)"
    " VALUES (NEW.client_id, NEW.parts, NEW.digits);"
)
_DROP = (
    "INSERT INTO client_words(client_words, rowid, words)"
    " VALUES ('delete', OLD.client_id, OLD.words);"
    " INSERT INTO client_parts(client_parts, rowid, parts, digits)"
    " VALUES ('delete', OLD.client_id, OLD.parts, OLD.digits);"
)
_KEPT = "('completed', 'left')"

INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS client_words USING fts5(words,"
    " content='client_search', content_rowid='client_id', prefix='1 2 3',"
    " tokenize='unicode61 remove_diacritics 0')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS client_parts USING fts5(parts, digits,"
    " content='client_search', content_rowid='client_id', tokenize='trigram')",
    # Or an erased name would stay in the index.
    "INSERT INTO client_words(client_words, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO client_parts(client_parts, rank) VALUES ('secure-delete', 1)",
    f"CREATE TRIGGER found_new AFTER INSERT ON client_search WHEN {_AWAKE}"
    f" BEGIN {_FEED} END",
    f"CREATE TRIGGER found_gone AFTER DELETE ON client_search WHEN {_AWAKE}"
    f" BEGIN {_DROP} END",
    "CREATE TRIGGER found_changed AFTER UPDATE OF words, parts, digits"
    f" ON client_search WHEN {_AWAKE} BEGIN {_DROP} {_FEED} END",
)
ON_CLIENT = (
    f"CREATE TRIGGER found_by_name_new AFTER INSERT ON client WHEN {_AWAKE}"
    " AND NEW.merged_into IS NULL"
    " BEGIN INSERT INTO client_search(client_id, words, parts, digits)"
    " VALUES (NEW.id, NEW.words, NEW.parts, ''); END",
    "CREATE TRIGGER found_by_name_changed AFTER UPDATE OF words, parts ON client"
    f" WHEN {_AWAKE} AND (NEW.words IS NOT OLD.words OR NEW.parts IS NOT OLD.parts)"
    " BEGIN UPDATE client_search SET words = NEW.words, parts = NEW.parts"
    " WHERE client_id = NEW.id; END",
    "CREATE TRIGGER found_by_name_merged AFTER UPDATE OF merged_into ON client"
    f" WHEN {_AWAKE} AND NEW.merged_into IS NOT OLD.merged_into"
    " BEGIN DELETE FROM client_search WHERE client_id = NEW.id;"
    " INSERT INTO client_search(client_id, words, parts, digits, seen)"
    " SELECT NEW.id, NEW.words, NEW.parts,"
    " (SELECT coalesce(group_concat(digits, ' '), '') FROM client_phone"
    " WHERE client_id = NEW.id),"
    " (SELECT max(day) FROM appointment WHERE client_id = NEW.id"
    f" AND status IN {_KEPT}) WHERE NEW.merged_into IS NULL; END",
    f"CREATE TRIGGER found_by_name_gone BEFORE DELETE ON client WHEN {_AWAKE}"
    " BEGIN DELETE FROM client_search WHERE client_id = OLD.id; END",
)
ON_PHONE = (
    _phone_trigger("new", "INSERT", "NEW"),
    _phone_trigger("changed", "UPDATE OF digits, client_id", "OLD", "NEW"),
    _phone_trigger("gone", "DELETE", "OLD"),
)
ON_VISIT = (
    _visit_trigger("new", "INSERT", f"NEW.status IN {_KEPT}", "NEW"),
    _visit_trigger(
        "changed",
        "UPDATE OF status, day, client_id",
        "(NEW.status IS NOT OLD.status OR NEW.day IS NOT OLD.day"
        " OR NEW.client_id IS NOT OLD.client_id)",
        *("OLD", "NEW"),
    ),
    _visit_trigger("gone", "DELETE", f"OLD.status IN {_KEPT}", "OLD"),
)


@contextmanager
def resting(connection: Connection) -> Iterator[None]:
    """Let the triggers rest in this block; whoever uses it must `refill` within."""
    if connection.dialect.name != "sqlite":  # seen in this transaction alone
        connection.exec_driver_sql("INSERT INTO search_pause VALUES (pg_backend_pid())")
        yield  # after an error nothing of it stays
        connection.exec_driver_sql("DELETE FROM search_pause")
        return
    connection.exec_driver_sql("INSERT INTO search_pause(id) VALUES (1)")
    try:
        yield
    finally:
        connection.exec_driver_sql("DELETE FROM search_pause")


def refill(connection: Connection, first: int, last: int) -> None:
    """Index the new clients *first* to *last*, with their phones and visits."""
    between = (first, last)
    if connection.dialect.name != "sqlite":
        asked = f"{FEED} {LINE} AND c.id BETWEEN %s AND %s"
        connection.exec_driver_sql(asked, between)
        return
    connection.exec_driver_sql(
        "INSERT INTO client_search(client_id, words, parts, digits, seen)"
        " SELECT id, words, parts,"
        " (SELECT coalesce(group_concat(digits, ' '), '') FROM client_phone"
        " WHERE client_id = client.id),"
        " (SELECT max(day) FROM appointment WHERE client_id = client.id"
        f" AND status IN {_KEPT})"
        " FROM client WHERE id BETWEEN ? AND ? AND merged_into IS NULL",
        between,
    )
    connection.exec_driver_sql(
        "INSERT INTO client_words(rowid, words)"
        " SELECT client_id, words FROM client_search WHERE client_id BETWEEN ? AND ?",
        between,
    )
    connection.exec_driver_sql(
        "INSERT INTO client_parts(rowid, parts, digits) SELECT client_id, parts, digits"
        " FROM client_search WHERE client_id BETWEEN ? AND ?",
        between,
    )


@contextmanager
def sweeping(connection: Connection) -> Iterator[None]:
    """Let the triggers rest while many clients come or go, then index all anew.

    Taking a thousand names out one by one costs more than writing all that stay.
    """
    with resting(connection):
        run = connection.exec_driver_sql
        run("DELETE FROM client_search")  # it leans on the clients
        yield
        if connection.dialect.name != "sqlite":
            run(f"{FEED} {LINE}")
        else:
            run(
                "INSERT INTO client_search(client_id, words, parts, digits, seen)"
                " SELECT id, words, parts,"
                " (SELECT coalesce(group_concat(digits, ' '), '') FROM client_phone"
                " WHERE client_id = client.id),"
                " (SELECT max(day) FROM appointment WHERE client_id = client.id"
                f" AND status IN {_KEPT})"
                " FROM client WHERE merged_into IS NULL"
            )
            for table in ("client_words", "client_parts"):
                run(f"INSERT INTO {table}({table}) VALUES ('rebuild')")


def strays(connection: Connection) -> list[int]:
    """Return the clients whose line in the index is not what their rows say."""
    if connection.dialect.name != "sqlite":
        return [key for (key,) in connection.exec_driver_sql(STRAYS)]
    found = connection.exec_driver_sql(
        "SELECT c.id FROM client c LEFT JOIN client_search s ON s.client_id = c.id"
        " WHERE c.merged_into IS NULL AND (s.client_id IS NULL"
        " OR s.words IS NOT c.words OR s.parts IS NOT c.parts OR s.digits IS NOT"
        " (SELECT coalesce(group_concat(digits, ' '), '') FROM client_phone"
        " WHERE client_id = c.id) OR s.seen IS NOT (SELECT max(day) FROM appointment"
        f" WHERE client_id = c.id AND status IN {_KEPT})) LIMIT 100"
    )
    return [key for (key,) in found]
