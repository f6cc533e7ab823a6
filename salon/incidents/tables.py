"""What is stored of incidents; none is ever deleted."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.incidents.model import IncidentId
from salon.store.base import Record, own_id
from salon.store.leaning import Erasure, Tie, leans


class Incident(Record):
    """A bad outcome, from the first word of it to its closing."""

    __tablename__ = "incident"
    is_for_care = True
    told = ("words", "finding")
    __table_args__ = (
        Index("ix_incident_client_id", "client_id", "opened_at"),
        *Record.__table_args__,
    )

    id: Mapped[IncidentId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, erasure=Erasure.BLANKED)
    appointment_id: Mapped[int | None] = leans(
        "appointment.id", Tie.OWN, erasure=Erasure.BLANKED, index=True
    )
    service_id: Mapped[int | None] = leans("service.id", Tie.NAMES)
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    severity: Mapped[int]  # 1 mild, 2 troubling, 3 doctor today, 4 emergency
    began: Mapped[str] = mapped_column(default="")  # couch, two_hours, later
    words: Mapped[str] = mapped_column(default="")  # hers
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    outcome: Mapped[str] = mapped_column(default="")  # healed, doctor, lasting, mistake
    finding: Mapped[str] = mapped_column(default="")  # what the doctor said
    is_barred: Mapped[bool] = mapped_column(default=False)  # not to be given again
    leaves: Mapped[str] = mapped_column(default="")  # conditions, words apart


class IncidentSign(Record):
    """A red flag that she spoke of or that was seen."""

    __tablename__ = "incident_sign"

    incident_id: Mapped[IncidentId] = leans("incident.id", Tie.PART, index=True)
    flag: Mapped[str]  # reference id of a red flag
    zones: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class IncidentStep(Record):
    """Something that was done about it: a tick, somebody told, photographs."""

    __tablename__ = "incident_step"

    incident_id: Mapped[IncidentId] = leans("incident.id", Tie.PART, index=True)
    kind: Mapped[str]  # tick, told, seen, photos, severity, contact, note
    what: Mapped[str] = mapped_column(default="")  # which tick, whom, how grave
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
