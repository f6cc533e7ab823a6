"""A client does not want to be contacted for something, or in some way."""

from collections.abc import Collection

from sqlalchemy import select

from salon.clients.events import ClientCorrected
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.reach import CHANNELS, NoSuchWish, Purpose, Refused
from salon.clients.tables import Client, ContactRefusal
from salon.rights import Right
from salon.work import Work, needs


@needs(Right.FILE)
def refuse_contact(
    work: Work, client_id: ClientId, purpose: str = "", channel: str = ""
) -> None:
    """Note that somebody wants nothing of *purpose*, by *channel*; "" is every one.

    What waits and is covered by it is dropped, with the reason. Noting it twice is
    noting it once.

    Raises:
        NoSuchWish: Neither is named, one is unknown, or it is safety.
        Missing: There is no such client.
    """
    _check(purpose, channel)
    client = work.get(Client, living(work, client_id))
    if _there(work, client.id, purpose, channel) is None:
        work.add(
            ContactRefusal(
                client_id=client.id,
                purpose=purpose,
                channel=channel,
                on=work.today,
                staff_id=work.by.id,
            )
        )
    work.record(ClientCorrected(client.id))


@needs(Right.FILE)
def allow_contact(
    work: Work, client_id: ClientId, purpose: str = "", channel: str = ""
) -> None:
    """Take back what `refuse_contact` noted; nothing where it was not noted.

    Raises:
        NoSuchWish, Missing: As `refuse_contact` does.
    """
    _check(purpose, channel)
    client = work.get(Client, living(work, client_id))
    found = _there(work, client.id, purpose, channel)
    if found is not None:
        work.session.delete(found)
    work.record(ClientCorrected(client.id))


@needs(Right.FILE)
def wish_contacts(
    work: Work, client_id: ClientId, refused: Collection[Refused]
) -> None:
    """Let exactly what is *refused* be refused; see `refuse_contact`.

    Args:
        work: As ever.
        client_id: Whose wish.
        refused: All of it.

    Raises:
        NoSuchWish, Missing: As `refuse_contact` does.
    """
    for one in refused:
        _check(one.purpose, one.channel)
    client = work.get(Client, living(work, client_id))
    its = select(ContactRefusal).where(ContactRefusal.client_id == client.id)
    rows = work.session.scalars(its).all()
    there = {Refused(row.purpose, row.channel): row for row in rows}
    for known, row in there.items():
        if known not in refused:
            work.session.delete(row)
    for one in refused:
        if one not in there:
            work.add(
                ContactRefusal(
                    client_id=client.id,
                    purpose=one.purpose,
                    channel=one.channel,
                    on=work.today,
                    staff_id=work.by.id,
                )
            )
    work.record(ClientCorrected(client.id))


@needs(Right.FILE, Right.CALL)
def wish_silence(work: Work, client_id: ClientId) -> None:
    """Note that somebody does not want to be contacted any more, but about safety.

    What waits is dropped, with the reason.

    Raises:
        Missing: There is no such client.
    """
    client = work.get(Client, living(work, client_id))
    client.do_not_contact = True
    work.record(ClientCorrected(client.id))


def join_refusals(work: Work, kept: int, away: int) -> None:
    """Let the kept file refuse what either did: silence is safer than a call."""
    its = select(ContactRefusal).where(ContactRefusal.client_id == away)
    for one in work.session.scalars(its).all():
        if _there(work, kept, one.purpose, one.channel) is None:
            one.client_id = ClientId(kept)
        else:
            work.session.delete(one)


def _there(
    work: Work, client_id: int, purpose: str, channel: str
) -> ContactRefusal | None:
    return work.session.scalars(
        select(ContactRefusal).where(
            ContactRefusal.client_id == client_id,
            ContactRefusal.purpose == purpose,
            ContactRefusal.channel == channel,
        )
    ).first()


def _check(purpose: str, channel: str) -> None:
    purposes = {"", *(one.value for one in Purpose)} - {Purpose.SAFETY.value}
    if (
        not (purpose or channel)
        or purpose not in purposes
        or channel not in ("", *CHANNELS)
    ):
        raise NoSuchWish(purpose, channel)
