"""What is stored of messages."""

from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Connection, Index, LargeBinary, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.messages.model import MessageId, State
from salon.store.base import Base, Record, own_id, table_of
from salon.store.leaning import Tie, leans
from salon.store.strict import STRICT


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
    against: Mapped[str] = mapped_column(default="")  # what stood against it then
    attempts: Mapped[int] = mapped_column(default=0)  # that were answered "not now"
    queued_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    valid_until: Mapped[date | None]
    paper: Mapped[str] = mapped_column(default="")  # what goes with it, by its digest
    paper_name: Mapped[str] = mapped_column(default="")  # "Plan.pdf"
    token: Mapped[str] = mapped_column(default="")  # of the sender that claimed it
    claimed_at: Mapped[datetime | None]
    handed_at: Mapped[datetime | None]  # all but its last line is with the server
    sent_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    reply: Mapped[str] = mapped_column(default="")  # what the server said


class MailPaper(Base):
    """The bytes of a paper that waits to go with a mail; gone once that is sent."""

    __tablename__ = "mail_paper"
    __table_args__ = (STRICT,)

    digest: Mapped[str] = mapped_column(primary_key=True)
    pdf: Mapped[bytes] = mapped_column(LargeBinary)


_PAPER = table_of(MailPaper)


def put_by(connection: Connection, pdf: bytes) -> str:
    """Keep a paper once, whoever brings it; return its digest."""
    digest = sha256(pdf).hexdigest()
    known = select(_PAPER.c.digest).where(_PAPER.c.digest == digest)
    if connection.scalar(known) is None:
        connection.execute(insert(_PAPER).values(digest=digest, pdf=pdf))
    return digest


def paper_of(connection: Connection, digest: str) -> bytes | None:
    """Return a paper; None where it is gone, or not what it was."""
    asked = select(_PAPER.c.pdf).where(_PAPER.c.digest == digest)
    pdf: bytes | None = connection.scalar(asked)
    return pdf if pdf is not None and sha256(pdf).hexdigest() == digest else None


def let_go(connection: Connection, digest: str) -> None:
    """Forget a paper whose mail is sent."""
    connection.execute(delete(_PAPER).where(_PAPER.c.digest == digest))
