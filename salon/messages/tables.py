"""What is stored of messages."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.messages.model import MessageId, State
from salon.store.base import Record, own_id
from salon.store.leaning import Tie, leans


class Message(Record):
    """An e-mail that waits, is sent, or was not."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_status", "status", "next_at"),
        *Record.__table_args__,
    )

    id: Mapped[MessageId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    call_id: Mapped[int | None] = leans("aftercare_call.id", Tie.NAMES, index=True)
    contact_id: Mapped[int | None] = leans("contact.id", Tie.NAMES, index=True)
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    status: Mapped[State] = mapped_column(default=State.WAITING)
    purpose: Mapped[str]
    recipient: Mapped[str]
    title: Mapped[str]
    words: Mapped[str]
    language: Mapped[str] = mapped_column(default="")
    message_id: Mapped[str]  # as it stands in the header; the same for every try
    is_automatic: Mapped[bool] = mapped_column(default=False)  # nobody wrote it
    override: Mapped[str] = mapped_column(default="")  # why against her wish
    attempts: Mapped[int] = mapped_column(default=0)  # that were answered "not now"
    queued_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    valid_until: Mapped[date | None]
    token: Mapped[str] = mapped_column(default="")  # of the sender that claimed it
    claimed_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]  # all but its last line is with the server
    sent_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    reply: Mapped[str] = mapped_column(default="")  # what the server said
