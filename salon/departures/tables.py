"""What is stored about somebody who comes no more, or is not to come."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.departures.model import Leave
from salon.store.base import Record
from salon.store.leaning import Merge, Tie, leans


class Departure(Record):
    """One way in which somebody has left; a file may have several."""

    __tablename__ = "departure"
    __table_args__ = (
        Index("uq_departure_client_id", "client_id", "kind", unique=True),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans("client.id", Tie.PART, merge=Merge.JOINED)
    kind: Mapped[Leave]
    reason: Mapped[str] = mapped_column(default="")
    on: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)

    @classmethod
    def topic(cls) -> str:
        """Return the feature whose pages show it."""
        return "clients"
