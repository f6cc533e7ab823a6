"""A client rings, writes or speaks of it at the desk: noted from wherever one is."""

from datetime import datetime

from salon.aftercare.model import (
    IN,
    INCOMING,
    UNHEARD,
    NobodyRang,
    NoSuchWay,
    Outcome,
    Said,
    Way,
)
from salon.aftercare.offers import note_offer
from salon.aftercare.operations import Follow, log_call
from salon.aftercare.reminding import drop_planned
from salon.aftercare.spontaneous import spontaneous
from salon.aftercare.tables import Call
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.reach import CHANNELS
from salon.clients.tables import Client
from salon.rights import Right
from salon.work import Work, needs

WAYS = (*CHANNELS, "in_person")
_LISTENED = (Outcome.WELL, Outcome.BOOKED)
_NOBODY = 0  # no visit has this number


@needs(Right.CALL)
def note_contact(
    work: Work,
    client_id: ClientId,
    outcome: Outcome,
    *,
    way: Way,
    note: str = "",
    flag: str = "",
    again: datetime | None = None,
    by_me: bool = False,
    offer: tuple[str, str] | None = None,
) -> list[Follow]:
    """Note a contact that nobody had planned; return what follows, as of a call.

    What the client began counts for no cap. Who has told how it is is not asked again:
    steps that an answer makes needless are dropped.

    Args:
        work: As ever.
        client_id: Whose.
        outcome: What came of it.
        way: Who began it, and by which channel (`WAYS`).
        note: What was said; read to whoever speaks with her next.
        flag: A red flag she spoke of, by id.
        again: When we ring back, on the salon's wall clock.
        by_me: Whether whoever notes it rings then; else anyone does.
        offer: What was offered, and what the client said: see `note_offer`.

    Raises:
        BadOffer: Of the offer.
        NoSuchWay: Of the channel.
        NobodyRang: She began it, and it is to end as if nobody was reached.
        FlagIsOpen, BadAnswer, AgainIsPast: As `log_call` does.
        Missing: There is no such client.
    """
    if way.channel not in WAYS:
        raise NoSuchWay(way.channel, ", ".join(WAYS))
    if way.direction == IN and outcome in UNHEARD:
        raise NobodyRang(outcome.value)
    client = work.get(Client, living(work, client_id))
    columns = spontaneous(client.id, work.today) | {"channel": way.channel}
    if way.direction == IN:
        columns["step"] = INCOMING
    call = work.add(Call(**columns))
    said = Said("")
    follows = log_call(
        *(work, call.id, outcome),
        note=note,
        flag=flag,
        again=again,
        by_me=by_me,
        spoken=said,
        way=way,
    )
    if offer is not None:
        note_offer(work, client.id, *offer)
    if way.direction == IN and outcome in _LISTENED:
        drop_planned(work, client.id, "answered", "answered", but=_NOBODY)
    return follows
