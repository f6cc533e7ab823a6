"""What is stored of contraindications."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.store.base import Record
from salon.store.leaning import Erasure, Tie, leans


class Contraindication(Record):
    """One rule: a condition against a family of services or one service."""

    __tablename__ = "contraindication"
    is_reference = True
    __table_args__ = (
        Index("ix_contraindication_condition", "condition", "scope_id"),
        *Record.__table_args__,
    )

    ref: Mapped[str] = mapped_column(unique=True)
    scope_type: Mapped[str]
    scope_id: Mapped[str]
    condition: Mapped[str]
    action: Mapped[str]
    defer_days: Mapped[int | None]
    area_only: Mapped[bool]
    en: Mapped[str]
    zh_hans: Mapped[str]
    zh_hant: Mapped[str]
    source: Mapped[str]
    origin: Mapped[str]


class Override(Record):
    """A warning that was gone against, by whom and why; listed to the owner."""

    __tablename__ = "safety_override"
    told = ("reason",)

    client_id: Mapped[ClientId] = leans(
        "client.id", Tie.OWN, erasure=Erasure.BLANKED, index=True
    )
    appointment_id: Mapped[int | None] = leans(
        "appointment.id", Tie.OWN, erasure=Erasure.BLANKED, index=True
    )
    service_id: Mapped[int] = leans("service.id", Tie.NAMES)
    rule: Mapped[str]
    condition: Mapped[str]
    action: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Decision(Record):
    """What is kept all the same of what a fact about her spoke against, and why.

    A visit that is kept has an `Override`; this is for what is only planned: a session
    of a plan, a course that was paid for, a product of her home care.
    """

    __tablename__ = "safety_decision"
    told = ("reason",)

    client_id: Mapped[ClientId] = leans(
        "client.id", Tie.OWN, erasure=Erasure.BLANKED, index=True
    )
    plan_session_id: Mapped[int | None] = leans(
        "plan_session.id", Tie.OWN, erasure=Erasure.BLANKED, index=True
    )
    course_id: Mapped[int | None] = leans(
        "course.id", Tie.OWN, erasure=Erasure.BLANKED, index=True
    )
    product: Mapped[str] = mapped_column(default="")  # reference id
    rule: Mapped[str]
    condition: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class TypedAnswer(Record):
    """What somebody said of a word that was typed into her file."""

    __tablename__ = "typed_answer"
    is_for_care = True

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    place: Mapped[str]  # medications, allergies, notes
    word: Mapped[str]  # as `vocabulary.fold` writes it
    answer: Mapped[str]  # means, harmless, not_her, ended
    conditions: Mapped[str] = mapped_column(default="")  # that it means, words apart
    on: Mapped[date]
    ended_on: Mapped[date | None]  # the last day, where it is over
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
