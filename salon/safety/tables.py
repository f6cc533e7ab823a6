"""What is stored of contraindications."""

from datetime import datetime

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
