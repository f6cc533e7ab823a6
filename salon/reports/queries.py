"""What reads across features: is all of it consistent, and what is her story?"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select, text

from salon.clients.tables import Client
from salon.forms.queries import torn
from salon.history.queries import faults
from salon.public import public_id
from salon.reports.books import APART, held_statement
from salon.reports.books import RULES as BOOK_RULES
from salon.reports.model import Finding
from salon.shelf.queries import faults as shelf_faults
from salon.store.heads import Noted, missing
from salon.store.leaning import Merge, links_to
from salon.store.search import strays
from salon.store.soundness import altered, altered_pictures, damage
from salon.text import N_, _
from salon.work import Reading

_MOST = 20  # records named of one finding
_WHOSE = ("client_id", "voucher_id", "course_id")  # in the books

# Each names the rows that break a rule: the table, a sentence, and the statement.
_RULES: dict[str, tuple[str, str, str]] = {
    "visit_without_hold": (
        "appointment",
        N_("Visits that are agreed, and hold no time"),
        "SELECT a.id FROM appointment a WHERE a.day >= :today"
        " AND a.status NOT IN ('cancelled', 'missed')"
        " AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.appointment_id = a.id"
        " AND h.resource = 'person')",
    ),
    "hold_without_visit": (
        "hold",
        N_("Times that are held for no visit"),
        "SELECT h.id FROM hold h LEFT JOIN appointment a ON a.id = h.appointment_id"
        " WHERE h.absence_id IS NULL AND (a.id IS NULL"
        " OR a.status IN ('cancelled', 'missed') OR a.day <> h.day)",
    ),
    "two_at_once": (
        "hold",
        N_("Two at once with one person, room, device or client"),
        "SELECT a.id FROM hold a JOIN hold b ON a.resource = b.resource"
        " AND a.resource_id = b.resource_id AND a.day = b.day AND a.id < b.id"
        " AND a.start < b.until AND b.start < a.until",
    ),
    "sessions_overdrawn": (
        "course",
        N_("Courses of which more sessions were taken than sold"),
        "SELECT c.id FROM course c WHERE c.kind <> 'value' AND c.sessions <"
        " (SELECT count(*) FROM redemption r WHERE r.course_id = c.id"
        " AND r.back_at IS NULL)",
    ),
    "session_of_no_treatment": (
        "redemption",
        N_("Sessions taken from a course at a visit that was not kept"),
        "SELECT r.id FROM redemption r JOIN appointment a ON a.id = r.appointment_id"
        " WHERE r.back_at IS NULL AND a.status NOT IN ('completed', 'left')",
    ),
    "negative_money": (
        "appointment",
        N_("Prices below zero"),
        "SELECT id FROM appointment WHERE price < 0",
    ),
    "treatment_elsewhere": (
        "treatment",
        N_("Treatment records of another client than the visit"),
        "SELECT t.id FROM treatment t JOIN appointment a ON a.id = t.appointment_id"
        " WHERE t.client_id <> a.client_id",
    ),
    "joined_in_a_circle": (
        "client",
        N_("Files that were joined into each other"),
        "SELECT c.id FROM client c JOIN client k ON k.id = c.merged_into"
        " WHERE k.merged_into = c.id AND k.id <> c.id",  # an erased one is its own
    ),
    "impossible_birthday": (
        "client",
        N_("Birthdays that do not exist"),
        "SELECT id FROM client WHERE birth_month NOT BETWEEN 1 AND 12"
        " OR birth_day NOT BETWEEN 1 AND 31 OR lunar_month NOT BETWEEN 1 AND 12"
        " OR lunar_day NOT BETWEEN 1 AND 30"
        " OR (birth_month = 2 AND birth_day > 29)"
        " OR (birth_month IN (4, 6, 9, 11) AND birth_day > 30)",
    ),
    "phone_twice": (
        "client",
        N_("Clients with one number twice"),
        "SELECT client_id FROM client_phone WHERE number <> ''"
        " GROUP BY client_id, number HAVING count(*) > 1",
    ),
    "photo_without_picture": (
        "photo",
        N_("Photographs whose picture is gone"),
        "SELECT p.id FROM photo p LEFT JOIN picture i ON i.hash = p.hash"
        " WHERE i.hash IS NULL",
    ),
    "call_before_visit": (
        "aftercare_call",
        N_("After-care calls dated before their visit"),
        "SELECT c.id FROM aftercare_call c JOIN appointment a"
        " ON a.id = c.appointment_id WHERE c.protocol <> 'reminder'"
        " AND c.due < a.day AND a.completed_at IS NULL",
    ),
    "call_of_no_visit": (
        "aftercare_call",
        N_("Calls waiting for a visit that was called off"),
        "SELECT c.id FROM aftercare_call c JOIN appointment a"
        " ON a.id = c.appointment_id WHERE c.status = 'waiting'"
        " AND a.status IN ('cancelled', 'missed')",
    ),
}

_SHELF = {
    "stock_sum": N_("Batches whose stock is not the sum of what came and went"),
    "stock_chain": N_("Batches with moves that do not follow one on the other"),
}


def findings(reading: Reading, kept: Sequence[Noted] = ()) -> list[Finding]:
    """Return every rule of consistency that does not hold; nothing if all do.

    The store's own checks, its tables and guards, the history's chain with every row,
    the search index, and the rules of the trade.

    Args:
        reading: As ever.
        kept: Heads of the history that were noted outside of it.
    """
    return list(_findings(reading, kept))


def _findings(reading: Reading, kept: Sequence[Noted]) -> Iterator[Finding]:
    connection = reading.session.connection()
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        if said := damage(reading.session):
            yield _finding("damaged_file", said, N_("The file is damaged"))
        run = connection.exec_driver_sql
        orphans = [f"{row[0]} {row[1]}" for row in run("PRAGMA foreign_key_check")]
        if orphans:
            yield _finding("orphan", orphans, N_("Rows whose parent is gone"))
        if laid := altered(connection):
            says = N_("Tables or rules of the database were altered past the program")
            yield _finding("schema", laid, says)
    for noted in kept:
        if (loss := missing(connection, noted)) is not None:
            count = max(1, noted.head.seq - loss.last.head.seq)
            told = loss.told(reading.zone)
            yield Finding("newest_missing", count, (str(noted.head),), told)
    for rule, (table, says, statement) in _RULES.items():
        today: Any = reading.today.isoformat() if is_sqlite else reading.today
        given = {"today": today} if ":today" in statement else {}
        keys = [row[0] for row in connection.execute(text(statement), given)]
        if keys:
            yield _finding(rule, [public_id(table, key) for key in keys], says)
    for rule, batches in shelf_faults(reading).items():
        names = [public_id("stock_batch", key) for key in batches]
        yield _finding(rule, names, _SHELF[rule])
    yield from book_findings(reading)
    left = sorted(_left_behind(reading))
    if left:
        names = [public_id("client", key) for key in left]
        says = N_("Records in a file that was joined into another")
        yield _finding("in_joined_file", names, says)
    stray = strays(connection)
    if stray:
        names = [public_id("client", key) for key in stray]
        yield _finding("search_index", names, N_("Clients the search finds wrongly"))
    if wrong := altered_pictures(connection):
        short = [one[:12] for one in wrong]
        yield _finding("picture_altered", short, N_("Pictures that were altered"))
    if torn_forms := torn(reading):
        names = [public_id("signed_form", key) for key in torn_forms]
        says = N_("Signed forms that are not as they were signed")
        yield _finding("signed_altered", names, says)
    broken = faults(reading)
    if broken:
        yield _finding("history", broken, N_("The history does not hold"))


def book_findings(reading: Reading) -> list[Finding]:
    """Return every rule of the books that does not hold; nothing if all do.

    That an entry balances need not be asked: one row moves one amount.
    """
    connection = reading.session.connection()
    found = []
    for rule, (table, says, statement) in BOOK_RULES.items():
        keys: list[Any] = [row[0] for row in connection.execute(text(statement))]
        if keys:
            found.append(_finding(rule, [public_id(table, key) for key in keys], says))
    held = _held(connection)
    for rule, (table, says, statement, account, column) in APART.items():
        owed = held[account, column]
        wrong = [
            key
            for key, worth in connection.execute(text(statement))
            if owed.get(key, 0) != worth
        ]
        if wrong:
            names = [public_id(table, key) for key in wrong]
            found.append(_finding(rule, names, says))
    return found


def _held(connection: Connection) -> dict[tuple[str, str], dict[int, int]]:
    """Return what each account owes by client, voucher and course, in one pass."""
    found: dict[tuple[str, str], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for debit, credit, *whose, amount in connection.execute(text(held_statement())):
        for column, key in zip(_WHOSE, whose, strict=True):
            if key is not None:
                found[debit, column][key] -= amount
                found[credit, column][key] += amount
    return found


def _left_behind(reading: Reading) -> set[int]:
    """Return the files that were joined into others and are named by what follows."""
    away = select(Client.id).where(
        Client.merged_into.is_not(None), Client.merged_into != Client.id
    )
    found: set[int] = set()
    for link in links_to("client"):
        if link.leaning.merge is Merge.FOLLOWS:
            asked = select(link.column).where(link.column.in_(away))
            found.update(reading.session.scalars(asked))
    return found


def _finding(rule: str, records: Sequence[str], says: str) -> Finding:
    return Finding(rule, len(records), tuple(records[:_MOST]), _(says))
