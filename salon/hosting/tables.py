"""What is stored of hosting."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.hosting.model import Came, Ended, Need, Said, Step
from salon.money import Money
from salon.store.base import Record, own_id
from salon.store.leaning import Tie, leans


class ClientNeed(Record):
    """What a client needs or expects, as it was said; the newest counts."""

    __tablename__ = "client_need"
    __table_args__ = (
        Index("ix_client_need_client_id", "client_id"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    need: Mapped[Need]
    words: Mapped[str] = mapped_column(default="")
    is_declined: Mapped[bool] = mapped_column(default=False)
    on: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class ClientEffort(Record):
    """What it costs a client to come, besides money; the newest counts."""

    __tablename__ = "client_effort"
    __table_args__ = (
        Index("ix_client_effort_client_id", "client_id"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    travel: Mapped[int | None]  # minutes, one way
    effort: Mapped[int | None]  # 0 to 10
    on: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class VisitStep(Record):
    """A step of a visit that somebody ticked, or left out with a reason."""

    __tablename__ = "visit_step"
    __table_args__ = (
        Index("uq_visit_step_appointment_id", "appointment_id", "step", unique=True),
        Index("ix_visit_step_client_id", "client_id"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    appointment_id: Mapped[int] = leans("appointment.id", Tie.OWN)
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    step: Mapped[Step]
    at: Mapped[datetime]
    skipped: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class WaitingOffer(Record):
    """What was offered to somebody who waited."""

    __tablename__ = "waiting_offer"
    __table_args__ = (
        Index("ix_waiting_offer_appointment_id", "appointment_id"),
        Index("ix_waiting_offer_client_id", "client_id"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    appointment_id: Mapped[int] = leans("appointment.id", Tie.OWN)
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    what: Mapped[str]
    minutes: Mapped[int]  # waited by then
    amount: Mapped[Money]  # of a voucher; nothing: no voucher
    on: Mapped[date]
    used_on: Mapped[date | None]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Enquiry(Record):
    """Somebody came in or asked, and how far it went."""

    __tablename__ = "enquiry"
    __table_args__ = (
        Index("ix_enquiry_day", "day"),
        Index("ix_enquiry_client_id", "client_id"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    at: Mapped[datetime]
    day: Mapped[date]
    came: Mapped[Came]
    client_id: Mapped[ClientId | None] = leans("client.id", Tie.OWN)
    name: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    steps: Mapped[str] = mapped_column(default="")  # of the sale, words apart
    ended: Mapped[Ended] = mapped_column(default=Ended.OPEN)
    call_id: Mapped[int | None] = leans("aftercare_call.id", Tie.NAMES)
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Surprise(Record):
    """A small thing beyond duty, and what it cost."""

    __tablename__ = "surprise"
    __table_args__ = (
        Index("ix_surprise_client_id", "client_id"),
        Index("ix_surprise_on", "on"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    appointment_id: Mapped[int | None] = leans("appointment.id", Tie.NAMES)
    what: Mapped[str]
    cost: Mapped[Money]
    on: Mapped[date]
    words: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class MemoryLine(Record):
    """One sentence of a visit that is worth keeping."""

    __tablename__ = "memory_line"
    __table_args__ = (
        Index("uq_memory_line_appointment_id", "appointment_id", unique=True),
        Index("ix_memory_line_client_id", "client_id"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    appointment_id: Mapped[int] = leans("appointment.id", Tie.OWN)
    words: Mapped[str]
    on: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class FriendAsk(Record):
    """Somebody was asked for the name of a friend."""

    __tablename__ = "friend_ask"
    __table_args__ = (
        Index("ix_friend_ask_client_id", "client_id"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    feedback_id: Mapped[int | None] = leans("feedback.id", Tie.NAMES)
    said: Mapped[Said]
    name: Mapped[str] = mapped_column(default="")  # of the friend, as it was said
    on: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
