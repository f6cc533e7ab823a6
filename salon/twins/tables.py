"""What is stored about files that look alike."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from salon.clients.model import ClientId
from salon.store.base import Record
from salon.store.leaning import Merge, Tie, leans


class TwoPeople(Record):
    """Two files that look alike and are of two people: nobody asks again."""

    __tablename__ = "two_people"
    __table_args__ = (
        Index("uq_two_people_one_id", "one_id", "other_id", unique=True),
        Index("ix_two_people_other_id", "other_id"),
        *Record.__table_args__,
    )

    one_id: Mapped[ClientId] = leans("client.id", Tie.PART, merge=Merge.JOINED)
    other_id: Mapped[ClientId] = leans("client.id", Tie.PART, merge=Merge.JOINED)
    on: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)

    @classmethod
    def topic(cls) -> str:
        """Return the feature whose pages show it."""
        return "clients"
