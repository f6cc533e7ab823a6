"""What screens and the sender ask of messages."""

import json
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import case, func, or_, select

from salon.clients.reach import Purpose
from salon.clients.tables import Client
from salon.errors import Missing
from salon.messages.model import (
    Account,
    Counts,
    MessageId,
    OutboxLine,
    Security,
    State,
    Trouble,
)
from salon.messages.tables import Message
from salon.settings.tables import Setting
from salon.staff.tables import StaffMember
from salon.work import Reading

ACCOUNT = "mail_account"  # key of the setting


def account(reading: Reading) -> Account | None:
    """Return the salon's mail account; None where none is set up."""
    asked = select(Setting.value).where(Setting.key == ACCOUNT)
    value = reading.session.scalar(asked)
    if value is None:
        return None
    try:
        said = json.loads(value)
        return Account(**said | {"security": Security(said["security"])})
    except (ValueError, TypeError, KeyError):  # altered: as if it were not there
        return None


def outbox(
    reading: Reading,
    states: Collection[State] = (),
    client_id: int | None = None,
    limit: int = 200,
) -> list[OutboxLine]:
    """Return messages, those first that somebody has to decide about.

    Args:
        reading: As ever.
        states: Only those; none: all.
        client_id: Only to that client.
        limit: So many at most.
    """
    m = Message
    asked = (
        select(m, Client.name, StaffMember.name)
        .join(Client, Client.id == m.client_id)
        .outerjoin(StaffMember, StaffMember.id == m.staff_id)
    )
    if states:
        asked = asked.where(m.status.in_(list(states)))
    if client_id is not None:
        asked = asked.where(m.client_id == client_id)
    is_open = m.status.not_in((State.SENT, State.CANCELLED))  # never cut off
    newest = asked.order_by(case((is_open, 0), else_=1), m.id.desc())
    rows = reading.session.execute(newest.limit(limit))
    lines = [_line(reading, *row) for row in rows]
    return sorted(lines, key=lambda one: (_ORDER[one.state], -one.id))


def outbox_line(reading: Reading, key: MessageId) -> OutboxLine:
    """Return one message; raises Missing."""
    asked = (
        select(Message, Client.name, StaffMember.name)
        .join(Client, Client.id == Message.client_id)
        .outerjoin(StaffMember, StaffMember.id == Message.staff_id)
    )
    row = reading.session.execute(asked.where(Message.id == key)).one_or_none()
    if row is None:
        raise Missing("Message", key)
    return _line(reading, *row)


_ORDER = {
    State.UNSURE: 0,
    State.FAILED: 1,
    State.SENDING: 2,
    State.WAITING: 3,
    State.CANCELLED: 4,
    State.SENT: 4,
}


def _line(reading: Reading, row: Message, client: str, by: str | None) -> OutboxLine:
    def local(at: datetime | None) -> datetime | None:
        return reading.local(at) if at is not None else None

    return OutboxLine(
        row.id,
        row.version,
        row.client_id,
        client,
        row.recipient,
        row.title,
        row.words,
        Purpose(row.purpose),
        row.status,
        row.attempts,
        reading.local(row.queued_at),
        local(row.next_at),
        local(row.sent_at),
        row.trouble,
        row.reply,
        by or "",
        row.message_id,
        row.valid_until,
        row.paper_name,
    )


def counts(reading: Reading) -> Counts:
    """Return how the outbox stands."""
    asked = select(Message.status, func.count()).where(
        Message.status.not_in((State.SENT, State.CANCELLED))
    )
    rows = reading.session.execute(asked.group_by(Message.status))
    found = {state: number for state, number in rows}  # noqa: C416  # rows, to mypy
    here = account(reading)
    return Counts(
        found.get(State.WAITING, 0) + found.get(State.SENDING, 0),
        found.get(State.FAILED, 0),
        found.get(State.UNSURE, 0),
        here.trouble if here is not None else "",
    )


def due(reading: Reading, limit: int = 500) -> list[MessageId]:
    """Return what is to be sent now, the oldest first."""
    waits = select(Message.id).where(
        Message.status == State.WAITING, Message.next_at <= reading.now
    )
    rows = reading.session.scalars(waits.order_by(Message.id).limit(limit))
    return list(rows)


def next_due(reading: Reading) -> datetime | None:
    """Return when the sender is to look again; None while nothing waits.

    What is being sent is looked after as well: its sender may have been killed.
    """
    waits = select(func.min(Message.next_at)).where(Message.status == State.WAITING)
    begun = select(func.min(Message.claimed_at)).where(Message.status == State.SENDING)
    found = [
        at
        for at in (reading.session.scalar(waits), reading.session.scalar(begun))
        if at is not None
    ]
    return min(found) if found else None


def is_known_bad(reading: Reading, address: str) -> bool:
    """Return whether a server has said of an address that nobody has it."""
    if not address:
        return False
    asked = (
        select(Message.trouble)
        .where(Message.recipient == address)
        .where(or_(Message.status == State.SENT, Message.trouble == Trouble.ADDRESS))
        .order_by(Message.id.desc())
        .limit(1)
    )
    return reading.session.scalar(asked) == Trouble.ADDRESS.value
