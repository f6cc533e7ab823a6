"""Calls about cards that end and friends who came: each is promised once."""

from datetime import timedelta

from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.occasions.tables import Promise
from salon.prepaid.events import FriendCame, MemberBegan
from salon.prepaid.queries import membership
from salon.text import N_, _, full_day
from salon.work import Work

BEFORE = timedelta(days=14)  # of the end of a card


def promise_thanks(work: Work, event: FriendCame) -> None:
    """Let whoever brought a client be thanked once, when the first visit was kept."""
    friend = work.get(Client, ClientId(event.client_id))
    said = _(N_("Thank for bringing {name}")).format(name=friend.name)
    _promise(work, event.by_id, said, 1)


def promise_renewal(work: Work, event: MemberBegan) -> None:
    """Let somebody speak of a card before it ends."""
    one = membership(work, event.membership_id)
    said = _(N_("{card} ends on {day}: ask whether it goes on"))
    text = said.format(card=one.name, day=full_day(one.last))
    _promise(work, one.client_id, text, (one.last - BEFORE - work.today).days)


def _promise(work: Work, client_id: int, text: str, days: int) -> None:
    work.add(
        Promise(
            client_id=client_id,
            text=text,
            owner_id=work.by.id,
            made=work.today,
            due=work.today + timedelta(days=max(days, 0)),
        )
    )
