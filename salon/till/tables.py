"""What is stored of bills, payments and the days of the till."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.money import Money
from salon.store.base import AS_JSON, Record, guard, own_id
from salon.store.leaning import Erasure, Tie, leans
from salon.till.model import BillId, BillKind, BillState, LineKind, NobodyOwes


class Bill(Record):
    """What one client pays for at one time; it gets its number when it is closed.

    The numbers of a year have no hole: the database itself gives none away.
    """

    __tablename__ = "bill"
    told = ("note",)  # why it was reversed stays, as the books ask
    __table_args__ = (
        UniqueConstraint("series", "number", name="uq_bill_series"),
        CheckConstraint("owing >= 0", name="ck_bill_owing"),
        Index("ix_bill_day", "day"),
        Index("ix_bill_client_id", "client_id", "day"),
        Index("ix_bill_state", "state"),
        Index("ix_bill_reverses_id", "reverses_id"),
        *Record.__table_args__,
    )

    id: Mapped[BillId] = own_id()
    number: Mapped[int | None]
    series: Mapped[str] = mapped_column(default="")  # the year: "2026"
    kind: Mapped[BillKind] = mapped_column(default=BillKind.SALE)
    state: Mapped[BillState] = mapped_column(default=BillState.OPEN)
    client_id: Mapped[ClientId | None] = leans(
        "client.id", Tie.OWN, erasure=Erasure.BLANKED
    )
    day: Mapped[date]  # of the books, once it is closed
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    reverses_id: Mapped[int | None] = leans("bill.id", Tie.NAMES)
    total: Mapped[Money] = mapped_column(default=Money())
    tax: Mapped[Money] = mapped_column(default=Money())
    rounding: Mapped[Money] = mapped_column(default=Money())  # of a payment in cash
    owing: Mapped[Money] = mapped_column(default=Money())
    reason: Mapped[str] = mapped_column(default="")  # of a reversal
    note: Mapped[str] = mapped_column(default="")
    printed_at: Mapped[datetime | None]

    @property
    def whose(self) -> ClientId:
        """The client it is for; raises NobodyOwes where it is nobody's."""
        if self.client_id is None:
            raise NobodyOwes
        return self.client_id

    def must_be_somebodys(self) -> None:
        """Say no where it is of somebody without a file; raises NobodyOwes."""
        _ = self.whose


class BillLine(Record):
    """One thing on a bill, with the price it was agreed at."""

    __tablename__ = "bill_line"
    __table_args__ = (
        Index("ix_bill_line_bill_id", "bill_id", "position"),
        Index("ix_bill_line_appointment_id", "appointment_id"),
        Index("ix_bill_line_debt_of", "debt_of"),
        Index("ix_bill_line_gives_back", "gives_back"),
        *Record.__table_args__,
    )

    bill_id: Mapped[BillId] = leans("bill.id", Tie.PART, erasure=Erasure.KEPT)
    position: Mapped[int]
    kind: Mapped[LineKind]
    words: Mapped[str]  # as it stands on the receipt
    quantity: Mapped[int] = mapped_column(default=1)
    list: Mapped[Money]  # for one
    price: Mapped[Money]  # for all of them, to be paid
    discount_why: Mapped[str] = mapped_column(default="")
    discount_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    tax_rate: Mapped[int] = mapped_column(default=0)  # in hundredths of a per cent
    tax: Mapped[Money] = mapped_column(default=Money())
    taken: Mapped[Money] = mapped_column(default=Money())  # in money, of its price
    earned: Mapped[Money] = mapped_column(default=Money())  # delivered with this line
    bonus: Mapped[Money] = mapped_column(default=Money())  # paid by it, of its price
    unpaid: Mapped[Money] = mapped_column(default=Money())
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    service_id: Mapped[int | None] = leans("service.id", Tie.NAMES)
    product_id: Mapped[int | None] = leans("product.id", Tie.NAMES)
    appointment_id: Mapped[int | None] = leans("appointment.id", Tie.NAMES)
    course_id: Mapped[int | None]  # sold with this line, or a session of it
    voucher_id: Mapped[int | None]
    member_id: Mapped[int | None]
    debt_of: Mapped[BillId | None] = leans("bill.id", Tie.NAMES)
    gives_back: Mapped[int | None] = leans("bill_line.id", Tie.NAMES)
    body: Mapped[str] = mapped_column(default="{}", info=AS_JSON)  # what its kind needs

    @property
    def wish(self) -> dict[str, Any]:
        """What its kind needs."""
        found: dict[str, Any] = json.loads(self.body)
        return found


class LineShare(Record):
    """What part of a line is whose work, where two shared it."""

    __tablename__ = "line_share"

    line_id: Mapped[int] = leans(
        "bill_line.id", Tie.PART, erasure=Erasure.KEPT, index=True
    )
    staff_id: Mapped[int] = leans("staff_member.id", Tie.NAMES)
    part: Mapped[int]  # in hundredths of a per cent; all of a line are 10000


class Payment(Record):
    """One means by which a bill was paid, or paid back (then below zero)."""

    __tablename__ = "payment"
    __table_args__ = (
        Index("ix_payment_bill_id", "bill_id"),
        Index("ix_payment_day", "day"),
        *Record.__table_args__,
    )

    bill_id: Mapped[BillId] = leans("bill.id", Tie.PART, erasure=Erasure.KEPT)
    means: Mapped[str]
    amount: Mapped[Money]
    bonus: Mapped[Money] = mapped_column(default=Money())  # of stored value, within it
    tendered: Mapped[Money | None]  # the notes that were given
    voucher_id: Mapped[int | None]
    payer_id: Mapped[int | None] = leans("client.id", Tie.NAMES)
    reference: Mapped[str] = mapped_column(default="")  # what the terminal said
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    at: Mapped[datetime]
    day: Mapped[date]


_NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM bill WHERE series = NEW.series)"
_LATER = "EXISTS (SELECT 1 FROM bill WHERE series = OLD.series AND number > OLD.number)"
_GIVEN = f"NEW.number IS NOT NULL AND NEW.number <> {_NEXT}"
_TAKEN = f"OLD.number IS NOT NULL AND (OLD.printed_at IS NOT NULL OR {_LATER})"
_MOVED = "NEW.number IS NOT OLD.number"
NUMBERS = {
    "sqlite": (
        f"CREATE TRIGGER bill_number_new BEFORE INSERT ON bill WHEN {_GIVEN}"
        " BEGIN SELECT RAISE(ABORT, 'books_stand'); END",
        "CREATE TRIGGER bill_number_given BEFORE UPDATE OF number ON bill"
        f" WHEN {_MOVED} AND ({_GIVEN} OR {_TAKEN})"
        " BEGIN SELECT RAISE(ABORT, 'books_stand'); END",
        f"CREATE TRIGGER bill_number_kept BEFORE DELETE ON bill WHEN {_TAKEN}"
        " BEGIN SELECT RAISE(ABORT, 'books_stand'); END",
    ),
    "postgresql": (
        f"""
CREATE OR REPLACE FUNCTION bill_number() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF {_GIVEN} THEN
      RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' THEN
    IF {_TAKEN} THEN
      RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.number IS DISTINCT FROM OLD.number AND ({_GIVEN} OR {_TAKEN}) THEN
    RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql""",
        "CREATE TRIGGER bill_number BEFORE INSERT OR UPDATE OR DELETE ON bill"
        " FOR EACH ROW EXECUTE FUNCTION bill_number()",
    ),
}
guard(Bill, **NUMBERS)
