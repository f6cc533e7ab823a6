"""What is stored of occasions."""

import json
from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.occasions.model import DateKind, Kind, OccasionId, PromiseId, State
from salon.store.base import AS_JSON, Record, own_id
from salon.store.leaning import Merge, Tie, leans


class Occasion(Record):
    """One reason to be in touch with one client, once and never again.

    The database itself refuses a second one of the same kind, client and reference.
    """

    __tablename__ = "occasion"
    __table_args__ = (
        Index("uq_occasion_client_id", "client_id", "kind", "reference", unique=True),
        Index("ix_occasion_state", "state", "day"),
        *Record.__table_args__,
    )

    id: Mapped[OccasionId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, merge=Merge.JOINED)
    kind: Mapped[Kind]
    reference: Mapped[str]  # year, relative, course, product, visit
    day: Mapped[date]  # on which it is to be said
    until: Mapped[date]  # the last day on which it makes sense
    message: Mapped[str]  # reference id of what is said
    state: Mapped[State] = mapped_column(default=State.HELD)
    why: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")  # of who left it out
    detail: Mapped[str] = mapped_column(default="{}", info=AS_JSON)
    weight: Mapped[int] = mapped_column(default=0)
    is_decided: Mapped[bool] = mapped_column(default=False)  # somebody: all the same
    ended: Mapped[date | None]  # done or left out
    appointment_id: Mapped[int | None] = leans("appointment.id", Tie.NAMES, index=True)
    call_id: Mapped[int | None] = leans("aftercare_call.id", Tie.NAMES, index=True)

    @property
    def ways(self) -> tuple[str, ...]:
        """The channels of a campaign, which has its own; () is as the rule says."""
        if self.kind is not Kind.CAMPAIGN:
            return ()
        return tuple(json.loads(self.detail).get("channels", "").split())


class Promise(Record):
    """Something that was promised to a client: by whom, until when."""

    __tablename__ = "promise"

    id: Mapped[PromiseId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    text: Mapped[str]
    owner_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    made: Mapped[date]
    due: Mapped[date] = mapped_column(index=True)
    kept_on: Mapped[date | None]


class ImportantDate(Record):
    """A day of a client's life that is remembered, or a festival that she chose."""

    __tablename__ = "important_date"

    client_id: Mapped[ClientId] = leans("client.id", Tie.PART, index=True)
    kind: Mapped[DateKind]
    year: Mapped[int | None]
    month: Mapped[int] = mapped_column(index=True)
    day: Mapped[int]
    is_lunar: Mapped[bool] = mapped_column(default=False)
    name: Mapped[str] = mapped_column(default="")  # of whom; of a festival its id


class ProductInUse(Record):
    """A product that a client uses at home, and when it will be used up."""

    __tablename__ = "product_in_use"

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    product: Mapped[str]  # reference id
    units: Mapped[int] = mapped_column(default=1)
    bought_on: Mapped[date | None]
    opened_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)  # as it is expected
    finished_on: Mapped[date | None]
    is_unsuited: Mapped[bool] = mapped_column(default=False)
