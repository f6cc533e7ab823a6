"""Somebody leaves, or comes back: archived, blocked, deceased."""

from collections.abc import Callable, Collection, Iterable

from sqlalchemy import select

from salon.clients.departures import (
    LEAVE_WORDS,
    Blocked,
    HasDied,
    Leave,
    NotLeft,
    ReasonNeeded,
    VisitsToCome,
)
from salon.clients.events import ClientBack, ClientLeft, ClientsMerged
from salon.clients.model import ClientId
from salon.clients.queries import coming_said, erasing, living
from salon.clients.tables import Client, Departure
from salon.errors import NotAllowed
from salon.rights import Right
from salon.text import _
from salon.typed import is_reason
from salon.work import Work, needs

_LONGEST = 2_000


@needs(Right.FILE)
def note_departure(
    work: Work,
    key: ClientId,
    kind: Leave,
    reason: str = "",
    *,
    calls_off: bool | None = None,
) -> None:
    """Note that somebody comes no more, or is not to be booked.

    Whoever is archived is not on lists; search finds her, with a mark. Who is blocked
    is not booked. To who has died nothing goes out: calls and occasions are dropped.

    Args:
        work: As ever.
        key: Who.
        kind: How.
        reason: Why; of who is blocked it must be said.
        calls_off: Whether the visits still booked are called off; False: kept, None:
            nobody said.

    Raises:
        ReasonNeeded: Nobody says why somebody is blocked.
        VisitsToCome: Nobody said what becomes of the visits still booked.
        Missing: There is no such client.
    """
    key = living(work, key)
    client = work.get(Client, key)
    said = " ".join(reason.split())[:_LONGEST]
    if kind is Leave.BLOCKED and not is_reason(said):
        raise ReasonNeeded
    row = _row(work, key, kind)
    coming = coming_said(work, key)
    if coming and calls_off is None and row is None:
        raise VisitsToCome(client.name, coming)
    if row is not None:
        if row.reason == said or not said:
            return
        row.reason = said
    else:
        work.add(
            Departure(
                client_id=key,
                kind=kind,
                reason=said,
                on=work.today,
                staff_id=work.by.id,
            )
        )
    work.record(ClientLeft(key, kind.value, bool(coming and calls_off)))


@needs(Right.FILE)
def come_back(work: Work, key: ClientId, kind: Leave) -> None:
    """Note that it is so no more; a block is lifted by who manages.

    Raises:
        NotLeft: It was not so.
        NotAllowed: It takes the right to manage.
    """
    key = living(work, key)
    client = work.get(Client, key)
    row = _row(work, key, kind)
    if row is None:
        raise NotLeft(client.name, _(LEAVE_WORDS[kind]))
    if kind is Leave.BLOCKED and Right.MANAGE not in work.by.rights:
        raise NotAllowed(Right.MANAGE)
    work.session.delete(row)
    work.record(ClientBack(key, kind.value))


def refuse_departed(work: Work, keys: Iterable[ClientId]) -> None:
    """Refuse to book who is blocked or has died; raises Blocked, HasDied."""
    wanted = sorted(set(keys))
    if not wanted:
        return
    d = Departure
    stands = (Leave.BLOCKED, Leave.DECEASED)
    asked = (
        select(Client.name, d.kind, d.reason)
        .join(Client, Client.id == d.client_id)
        .where(d.client_id.in_(wanted), d.kind.in_(stands))
        .order_by(d.kind.desc())
    )
    for name, kind, reason in work.session.execute(asked):
        raise HasDied(name) if kind is Leave.DECEASED else Blocked(name, reason)


def refuse_erasing(work: Work, keys: Iterable[ClientId]) -> None:
    """Refuse what is new for who is being erased; raises ErasureUnderWay."""
    wanted = frozenset(keys)
    if wanted:
        heed_erasing(work, lambda: wanted)


def heed_erasing(work: Work, touched: Callable[[], Collection[int]]) -> None:
    """Refuse what is new for who is being erased; raises ErasureUnderWay.

    Args:
        work: As ever.
        touched: Says for whom it is; asked where anybody is being erased at all.
    """
    under_way = erasing(work)
    keys = touched() if under_way else ()
    for key, error in under_way.items():
        if key in keys:
            raise error


def join_departures(work: Work, event: ClientsMerged) -> None:
    """Let what stands at either file stand at the one that is kept.

    But for one that is archived: who is here under one of her names is here.
    """
    d = Departure
    hers = list(work.session.scalars(select(d).where(d.client_id == event.away_id)))
    mine = set(work.session.scalars(select(d.kind).where(d.client_id == event.kept_id)))
    for row in hers:
        if row.kind in mine or row.kind is Leave.ARCHIVED:
            work.session.delete(row)
        else:
            row.client_id = event.kept_id


def _row(work: Work, key: ClientId, kind: Leave) -> Departure | None:
    asked = select(Departure).where(Departure.client_id == key, Departure.kind == kind)
    return work.session.scalar(asked)
