"""What is stored of notes and alerts."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.notices.model import Audience, Loudness
from salon.store.base import Record
from salon.store.leaning import Tie, leans


class ClientNote(Record):
    """A note in a file, in its words of now."""

    __tablename__ = "client_note"

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    at: Mapped[datetime]
    audience: Mapped[str] = mapped_column(default=Audience.STAFF.value)
    text: Mapped[str]
    removed_at: Mapped[datetime | None]


class NoteWording(Record):
    """What a note said before."""

    __tablename__ = "client_note_wording"

    note_id: Mapped[int] = leans("client_note.id", Tie.PART, index=True)
    text: Mapped[str]
    at: Mapped[datetime]  # when it was written
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class StaffAlert(Record):
    """What staff want to be seen in time; it is cleared, never deleted."""

    __tablename__ = "staff_alert"
    __table_args__ = (
        Index("ix_staff_alert_is_household", "is_household", "cleared_at"),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    text: Mapped[str]
    grade: Mapped[str] = mapped_column(default=Loudness.BANNER.value)
    places: Mapped[str]  # words apart
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    is_household: Mapped[bool] = mapped_column(default=False)
    is_blocking: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    cleared_why: Mapped[str] = mapped_column(default="")


class AlertSeen(Record):
    """That somebody acknowledged an alert: for whom, where, on which day."""

    __tablename__ = "staff_alert_seen"
    __table_args__ = (
        Index(
            "uq_staff_alert_seen_alert_id",
            *("alert_id", "client_id", "place", "on"),
            unique=True,
        ),
        *Record.__table_args__,
    )

    alert_id: Mapped[int] = leans("staff_alert.id", Tie.OWN)
    client_id: Mapped[ClientId] = leans("client.id", Tie.NAMES, index=True)
    place: Mapped[str]
    on: Mapped[date]
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
