"""What is stored of treatments."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.appointments.model import AppointmentId
from salon.catalogue.model import ServiceId
from salon.clients.model import ClientId
from salon.staff.model import StaffId
from salon.store.base import Record, own_id
from salon.treatments.model import State, TreatmentId


class Treatment(Record):
    """What was done at one visit."""

    __tablename__ = "treatment"
    __table_args__ = (
        Index("ix_treatment_client_id", "client_id", "day"),
        *Record.__table_args__,
    )

    id: Mapped[TreatmentId] = own_id()
    appointment_id: Mapped[AppointmentId] = mapped_column(
        ForeignKey("appointment.id"), unique=True
    )
    client_id: Mapped[ClientId] = mapped_column(ForeignKey("client.id"))
    service_id: Mapped[ServiceId] = mapped_column(ForeignKey("service.id"))
    staff_id: Mapped[StaffId] = mapped_column(ForeignKey("staff_member.id"))
    day: Mapped[date]
    done: Mapped[str] = mapped_column(default="")
    settings: Mapped[str] = mapped_column(default="{}")  # JSON: device settings
    areas: Mapped[str] = mapped_column(default="")  # zone reference ids, words apart
    reaction: Mapped[str] = mapped_column(default="")
    advice: Mapped[str] = mapped_column(default="")
    next_time: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[State] = mapped_column(default=State.COMPLETE)


class TreatmentProduct(Record):
    """A product that was used."""

    __tablename__ = "treatment_product"

    treatment_id: Mapped[TreatmentId] = mapped_column(
        ForeignKey("treatment.id"), index=True
    )
    product: Mapped[str]  # reference id, or what was typed
    batch: Mapped[str] = mapped_column(default="")
    amount: Mapped[float | None]
    unit: Mapped[str] = mapped_column(default="")
