"""What is stored of feedback."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.feedback.model import FeedbackId, How
from salon.store.base import AS_JSON, Record, own_id
from salon.store.leaning import Tie, leans


class Hope(Record):
    """What a client hoped a visit would bring, asked before it began."""

    __tablename__ = "hope"
    __table_args__ = (
        Index("uq_hope_appointment_id", "appointment_id", unique=True),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    appointment_id: Mapped[int] = leans("appointment.id", Tie.PART)
    score: Mapped[int]  # 0 to 10: how much of what is wished for
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Feedback(Record):
    """How a visit was, in the client's own answers; once a visit."""

    __tablename__ = "feedback"
    __table_args__ = (
        Index("uq_feedback_appointment_id", "appointment_id", unique=True),
        Index("ix_feedback_at", "at"),
        *Record.__table_args__,
    )

    id: Mapped[FeedbackId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    appointment_id: Mapped[int] = leans("appointment.id", Tie.PART)
    at: Mapped[datetime]
    how: Mapped[How]
    csat: Mapped[int]
    gap: Mapped[int | None]
    answers: Mapped[str] = mapped_column(default="{}", info=AS_JSON)
    words: Mapped[str] = mapped_column(default="")
    praised_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    passed_on_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
