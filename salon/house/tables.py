"""What is stored of the house."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.house.model import Answer, Cause, Way
from salon.store.base import AS_JSON, Record, own_id
from salon.store.leaning import Tie, leans


class ShopDefect(Record):
    """Something that was not right on a round, and who sees to it."""

    __tablename__ = "shop_defect"
    __table_args__ = (
        Index("ix_shop_defect_mended_on", "mended_on"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    about: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    opened_on: Mapped[date]
    owner_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    due: Mapped[date | None]
    mended_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class FrontChange(Record):
    """From a day on the shop front looks otherwise."""

    __tablename__ = "front_change"

    id: Mapped[int] = own_id()
    on: Mapped[date]
    words: Mapped[str]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Suggestion(Record):
    """What somebody wished were otherwise, the answer, and what was changed."""

    __tablename__ = "suggestion"
    __table_args__ = (
        Index("ix_suggestion_on", "on"),
        Index("ix_suggestion_client_id", "client_id"),
        Index("ix_suggestion_same_as", "same_as"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    client_id: Mapped[ClientId | None] = leans("client.id", Tie.OWN)
    on: Mapped[date]
    way: Mapped[Way]
    cause: Mapped[Cause]
    words: Mapped[str]
    due: Mapped[date]
    answer: Mapped[Answer] = mapped_column(default=Answer.OPEN)
    why: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    change: Mapped[str] = mapped_column(default="")
    changed_on: Mapped[date | None]
    told_on: Mapped[date | None]
    same_as: Mapped[int | None] = leans("suggestion.id", Tie.NAMES)
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Training(Record):
    """Somebody of the team was taught a service or a product."""

    __tablename__ = "training"
    __table_args__ = (
        Index("ix_training_staff_id", "staff_id"),
        *Record.__table_args__,
    )

    id: Mapped[int] = own_id()
    staff_id: Mapped[int] = leans("staff_member.id", Tie.NAMES)
    subject: Mapped[str]
    on: Mapped[date]
    by: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Quiz(Record):
    """Five questions, and how many were answered right."""

    __tablename__ = "quiz"
    __table_args__ = (Index("ix_quiz_staff_id", "staff_id"), *Record.__table_args__)

    id: Mapped[int] = own_id()
    staff_id: Mapped[int] = leans("staff_member.id", Tie.NAMES)
    role: Mapped[str]
    at: Mapped[datetime]
    correct: Mapped[int]
    out_of: Mapped[int]
    missed: Mapped[str] = mapped_column(default="[]", info=AS_JSON)  # the cards
