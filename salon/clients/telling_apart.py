"""Saying of two files that look alike that they are of two people."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from salon.clients.events import ClientsMerged, MayBeOneAgain, TwoPeopleNoted
from salon.clients.model import ClientDraft, ClientId, OneFile
from salon.clients.operations import add_client
from salon.clients.queries import living
from salon.clients.tables import Client, TwoPeople
from salon.rights import Right
from salon.work import Work, needs


@needs(Right.FILE)
def are_two_people(work: Work, one: ClientId, other: ClientId) -> None:
    """Remember that two files are of two people: nobody is asked again.

    Raises:
        OneFile: They are one file by now.
        Missing: One of them is gone.
    """
    one, other = (living(work, key) for key in (one, other))
    first = work.get(Client, one)
    work.get(Client, other)
    if one == other:
        raise OneFile("Client", one, first.name)
    if _row(work, one, other) is None:
        low, high = sorted((one, other))
        said = {"on": work.today, "staff_id": work.by.id}
        work.add(TwoPeople(one_id=low, other_id=high, **said))
        work.record(TwoPeopleNoted(low, high))


@needs(Right.FILE)
def add_another(work: Work, draft: ClientDraft, apart: Sequence[ClientId]) -> ClientId:
    """Open a file for somebody who looks like others, and remember who it is not.

    Raises:
        Missing: One of *apart* is gone.
        SalonError: As `add_client`.
    """
    key = add_client(work, draft)
    for other in dict.fromkeys(apart):
        are_two_people(work, key, other)
    return key


@needs(Right.FILE)
def may_be_one(work: Work, one: ClientId, other: ClientId) -> None:
    """Forget that two files are of two people: they are asked about again."""
    if (row := _row(work, one, other)) is not None:
        work.session.delete(row)
        work.record(MayBeOneAgain(row.one_id, row.other_id))


def join_pairs(work: Work, event: ClientsMerged) -> None:
    """Let what was said of the file that goes be said of the one that stays."""
    t = TwoPeople
    gone = event.away_id
    hers = select(t).where(or_(t.one_id == gone, t.other_id == gone))
    for row in list(work.session.scalars(hers)):
        other = row.other_id if row.one_id == gone else row.one_id
        is_known = _row(work, event.kept_id, other) is not None
        if other == event.kept_id or is_known:
            work.session.delete(row)
        else:
            row.one_id, row.other_id = sorted((event.kept_id, other))
    work.session.flush()


def _row(work: Work, one: ClientId, other: ClientId) -> TwoPeople | None:
    low, high = sorted((one, other))
    asked = select(TwoPeople).where(TwoPeople.one_id == low, TwoPeople.other_id == high)
    return work.session.scalar(asked)
