"""What is stored about erasures: that they were asked for, and that they are done."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from salon.clients.model import ClientId
from salon.store.base import Record
from salon.store.leaning import Erasure, Merge, Tie, leans


class Erased(Record):
    """One file that goes, or went. It says nothing of who it was."""

    __tablename__ = "erasure"
    __table_args__ = (
        Index("uq_erasure_client_id", "client_id", unique=True),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans(
        "client.id", Tie.OWN, merge=Merge.STAYS, erasure=Erasure.KEPT
    )
    asked_on: Mapped[date]
    due: Mapped[date | None]  # the day of the rest, where it is known
    done_on: Mapped[date | None]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
