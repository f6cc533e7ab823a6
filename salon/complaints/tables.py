"""What is stored of complaints; none is ever deleted."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.complaints.model import ComplaintId, OfferId
from salon.money import Money
from salon.store.base import Record, own_id
from salon.store.leaning import Erasure, Tie, leans


class Complaint(Record):
    """What somebody was not content with, from the first word to its closing."""

    __tablename__ = "complaint"
    is_for_care = True
    told = ("words", "promised", "change")
    __table_args__ = (
        Index("ix_complaint_client_id", "client_id", "opened_at"),
        Index("ix_complaint_closed_at", "closed_at"),
        *Record.__table_args__,
    )

    id: Mapped[ComplaintId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, erasure=Erasure.BLANKED)
    appointment_id: Mapped[int | None] = leans(
        "appointment.id", Tie.OWN, erasure=Erasure.BLANKED, index=True
    )
    service_id: Mapped[int | None] = leans("service.id", Tie.NAMES)
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)  # it is about
    room_id: Mapped[int | None] = leans("room.id", Tie.NAMES)
    incident_id: Mapped[int | None] = leans("incident.id", Tie.NAMES)
    owner_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)  # sees to it
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    began_at: Mapped[datetime]  # its clock; again when it is opened again
    source: Mapped[str]
    level: Mapped[int]  # 1 told us, 2 told others, 3 a third party
    raised: Mapped[int] = mapped_column(default=0)  # times nobody answered in time
    status: Mapped[str]
    cause: Mapped[str] = mapped_column(default="")
    causes: Mapped[str] = mapped_column(default="")  # up to two others, words apart
    root: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")  # the client's own
    promised: Mapped[str] = mapped_column(default="")
    expected: Mapped[int | None]  # of ten, as said before the visit
    product: Mapped[str] = mapped_column(default="")
    batch: Mapped[str] = mapped_column(default="")
    is_about_owner: Mapped[bool] = mapped_column(default=False)
    authority: Mapped[str] = mapped_column(default="")  # an outside body
    authority_due: Mapped[date | None]
    change: Mapped[str] = mapped_column(default="")  # what we do otherwise from now on
    change_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    change_due: Mapped[date | None]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    outcome: Mapped[str] = mapped_column(default="")


class ComplaintStep(Record):
    """Something that was done about it; what was taken back is a line of its own."""

    __tablename__ = "complaint_step"

    complaint_id: Mapped[ComplaintId] = leans("complaint.id", Tie.PART, index=True)
    kind: Mapped[str]  # one of the six, or of `Kind`
    what: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    due: Mapped[date | None]


class ComplaintOffer(Record):
    """A way to put it right: offered, granted, chosen, carried out."""

    __tablename__ = "complaint_offer"

    id: Mapped[OfferId] = own_id()
    complaint_id: Mapped[ComplaintId] = leans("complaint.id", Tie.PART, index=True)
    kind: Mapped[str]  # of vocabulary compensation
    amount: Mapped[Money]  # what it is worth, in minor units
    currency: Mapped[str]
    count: Mapped[int] = mapped_column(default=1)  # gifts, sessions, months
    words: Mapped[str] = mapped_column(default="")
    promised_on: Mapped[date | None]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)  # offers it
    answer: Mapped[str] = mapped_column(default="")  # asked, granted, refused
    asked_of: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    granted_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    granted_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(default="")
    chosen_at: Mapped[datetime | None]
    done_on: Mapped[date | None]
    gone_at: Mapped[datetime | None]  # taken off the table
