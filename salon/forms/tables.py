"""What is stored of forms and of what was signed."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.forms.model import Outcome, SignedId
from salon.store.base import Record, own_id
from salon.store.leaning import Erasure, Tie, leans


class FormRow(Record):
    """A form that was signed once, reworded, made or switched off here."""

    __tablename__ = "form"
    __table_args__ = (
        Index("uq_form_ref", "ref", unique=True),
        *Record.__table_args__,
    )

    ref: Mapped[str]
    is_off: Mapped[bool] = mapped_column(default=False)


class FormVersion(Record):
    """One wording of a form, in all languages; never changed, the newest counts."""

    __tablename__ = "form_version"
    __table_args__ = (
        Index("uq_form_version_form_id", "form_id", "number", unique=True),
        *Record.__table_args__,
    )

    form_id: Mapped[int] = leans("form.id", Tie.PART)
    number: Mapped[int]
    body: Mapped[str]  # JSON, see `writing.py`
    digest: Mapped[str]  # SHA-256 of the body
    is_shipped: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class SignedForm(Record):
    """The very words that somebody read, with the answers and the signature."""

    __tablename__ = "signed_form"
    is_for_care = True
    __table_args__ = (
        Index("ix_signed_form_client_id", "client_id", "at"),
        *Record.__table_args__,
    )

    id: Mapped[SignedId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    consent_id: Mapped[int | None] = leans(
        "client_consent.id", Tie.NAMES, erasure=Erasure.BLANKED, index=True
    )
    version_id: Mapped[int] = leans("form_version.id", Tie.NAMES)
    item: Mapped[str]
    service_ref: Mapped[str] = mapped_column(default="")
    outcome: Mapped[Outcome]
    language: Mapped[str]
    words: Mapped[str]  # JSON of the wording as it was read
    answers: Mapped[str] = mapped_column(default="{}")
    signature: Mapped[str] = mapped_column(default="")
    guardian: Mapped[str] = mapped_column(default="")
    relation: Mapped[str] = mapped_column(default="")
    guardian_signature: Mapped[str] = mapped_column(default="")
    is_in_room: Mapped[bool] = mapped_column(default=False)
    is_on_paper: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str]  # SHA-256 of words, answers and signatures
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    appointment_id: Mapped[int | None] = leans("appointment.id", Tie.NAMES)
