"""What is stored of colleagues who leave, and of talks with them."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.leaving.model import (
    AlertId,
    LeavingClientId,
    LeavingId,
    State,
    Talk,
    TalkId,
)
from salon.money import Money
from salon.store.base import Record, own_id
from salon.store.leaning import Merge, Tie, leans


class Leaving(Record):
    """Somebody leaves: until when she works, until when her clients are rung."""

    __tablename__ = "leaving"

    id: Mapped[LeavingId] = own_id()
    staff_id: Mapped[int] = leans("staff_member.id", Tie.OWN, index=True)
    last_day: Mapped[date]
    begun: Mapped[date]
    call_by: Mapped[date]
    begun_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    state: Mapped[State]
    farewell: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None]


class LeavingClient(Record):
    """One of her clients as she was when it began, and who comes after."""

    __tablename__ = "leaving_client"
    __table_args__ = (
        Index("uq_leaving_client_leaving_id", "leaving_id", "client_id", unique=True),
        *Record.__table_args__,
    )

    id: Mapped[LeavingClientId] = own_id()
    leaving_id: Mapped[LeavingId] = leans("leaving.id", Tie.OWN)
    client_id: Mapped[ClientId] = leans(
        "client.id", Tie.OWN, merge=Merge.JOINED, index=True
    )
    abc: Mapped[str]
    visits: Mapped[int]
    others: Mapped[int]
    is_only: Mapped[bool]
    spent: Mapped[Money]
    next_year: Mapped[Money]
    last_visit: Mapped[date | None]
    expected: Mapped[int]  # days
    successor_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    why: Mapped[str] = mapped_column(default="")  # words apart: met, all, kin
    call_id: Mapped[int | None] = leans("aftercare_call.id", Tie.NAMES)
    introduced_on: Mapped[date | None]


class LeavingAlert(Record):
    """The account of who leaves took a list of clients out."""

    __tablename__ = "leaving_alert"

    id: Mapped[AlertId] = own_id()
    leaving_id: Mapped[LeavingId] = leans("leaving.id", Tie.OWN, index=True)
    at: Mapped[datetime]
    clients: Mapped[int]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class StaffTalk(Record):
    """What was said with a colleague: at the start, in between, at the end."""

    __tablename__ = "staff_talk"

    id: Mapped[TalkId] = own_id()
    staff_id: Mapped[int] = leans("staff_member.id", Tie.OWN, index=True)
    kind: Mapped[Talk]
    on: Mapped[date]
    words: Mapped[str]
    next_on: Mapped[date | None]
    by_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
