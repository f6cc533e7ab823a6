"""What is stored of plans."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from salon.catalogue.model import ServiceId
from salon.clients.model import ClientId
from salon.money import Money
from salon.plans.model import PlanId, PlanStatus
from salon.store.base import AS_JSON, Record, own_id
from salon.store.leaning import Tie, leans


class Plan(Record):
    """A treatment plan of one client with one main goal."""

    __tablename__ = "plan"
    is_for_care = True

    id: Mapped[PlanId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    template: Mapped[str]
    title: Mapped[str]
    status: Mapped[PlanStatus] = mapped_column(default=PlanStatus.DRAFT)
    start: Mapped[date]
    created: Mapped[date]
    language: Mapped[str]  # of the paper
    price: Mapped[Money]
    body: Mapped[str] = mapped_column(info=AS_JSON)  # of PlanBody
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class PlanSession(Record):
    """One session of a plan, and the appointment it was booked as."""

    __tablename__ = "plan_session"

    plan_id: Mapped[PlanId] = leans("plan.id", Tie.PART, index=True)
    number: Mapped[int]
    service_id: Mapped[ServiceId] = leans("service.id", Tie.NAMES)
    due_from: Mapped[date]
    due_until: Mapped[date]
    phase: Mapped[str] = mapped_column(default="")
    price: Mapped[Money]
    appointment_id: Mapped[int | None] = leans("appointment.id", Tie.NAMES, index=True)
