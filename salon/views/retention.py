"""Who could be forgotten by now: nobody was here for as long as things are kept."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.erasure.queries import still_held
from salon.erasure.retention import YEARS, kept_until
from salon.store.search import CLIENT_SEARCH
from salon.work import Reading

MOST = 500


@dataclass(frozen=True, slots=True)
class Overdue:
    """A file that is kept for longer than anybody said."""

    client_id: ClientId
    name: str
    last: date | None  # visit
    since: date  # when it could have gone
    is_held: bool  # a visit, a course, money or a case holds it


@dataclass(frozen=True, slots=True)
class Retention:
    """The files that could go, the oldest first."""

    years: int
    people: tuple[Overdue, ...]
    total: int


def retention(reading: Reading, years: int | None = None) -> Retention:
    """Return whose file could go.

    Args:
        reading: As ever.
        years: After the last visit; None: as is usual, of minors until they are 25.
    """
    c, s = Client, CLIENT_SEARCH.c
    after = YEARS if years is None else years
    asked = (
        select(c.id, c.name, s.seen, c.registered, c.birth_year)
        .join(CLIENT_SEARCH, s.client_id == c.id)
        .order_by(c.id)
    )
    found = []
    for key, name, seen, registered, born in reading.session.execute(asked):
        until = kept_until(seen or registered, born, after)
        if until < reading.today:
            found.append((until, key, name, seen))
    found.sort()
    some = found[:MOST]
    held = still_held(reading, [ClientId(key) for _until, key, _name, _seen in some])
    people = tuple(
        Overdue(ClientId(key), name, seen, until, key in held)
        for until, key, name, seen in some
    )
    return Retention(after, people, len(found))
