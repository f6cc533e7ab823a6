"""What is stored of treatments."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.appointments.model import AppointmentId
from salon.catalogue.model import ServiceId
from salon.clients.model import ClientId
from salon.staff.model import StaffId
from salon.store.base import AS_JSON, Record, own_id
from salon.store.leaning import Erasure, Tie, leans
from salon.treatments.model import Again, State, TreatmentId


class Treatment(Record):
    """What was done at one visit."""

    __tablename__ = "treatment"
    told = ("done", "reaction", "advice", "next_time", "note")
    __table_args__ = (
        Index("ix_treatment_client_id", "client_id", "day"),
        Index("ix_treatment_day", "day"),
        *Record.__table_args__,
    )

    id: Mapped[TreatmentId] = own_id()
    appointment_id: Mapped[AppointmentId] = leans(
        "appointment.id", Tie.OWN, erasure=Erasure.BLANKED, unique=True
    )
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, erasure=Erasure.BLANKED)
    service_id: Mapped[ServiceId] = leans("service.id", Tie.NAMES)
    staff_id: Mapped[StaffId] = leans("staff_member.id", Tie.NAMES)
    day: Mapped[date]
    done: Mapped[str] = mapped_column(default="")
    settings: Mapped[str] = mapped_column(default="{}", info=AS_JSON)  # of devices
    areas: Mapped[str] = mapped_column(default="")  # zone reference ids, words apart
    reaction: Mapped[str] = mapped_column(default="")
    advice: Mapped[str] = mapped_column(default="")
    next_time: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    state: Mapped[State] = mapped_column(default=State.COMPLETE)
    steps: Mapped[str] = mapped_column(default="[]", info=AS_JSON)
    left_out: Mapped[str] = mapped_column(default="")  # as `areas`
    scale: Mapped[int | None]  # 0 calm to 4 hot
    felt_at: Mapped[str] = mapped_column(default="")  # as `areas`
    asked_none: Mapped[bool] = mapped_column(default=False)
    again: Mapped[Again] = mapped_column(default=Again.UNSAID)


class TreatmentProduct(Record):
    """A product that was used."""

    __tablename__ = "treatment_product"

    treatment_id: Mapped[TreatmentId] = leans(
        "treatment.id", Tie.PART, erasure=Erasure.KEPT, index=True
    )
    product: Mapped[str]  # reference id, or what was typed
    batch: Mapped[str] = mapped_column(default="")
    amount: Mapped[float | None]
    unit: Mapped[str] = mapped_column(default="")
