"""What is stored of the ledger.

One row moves one amount from one account to another, so that no entry can be out of
balance: what is debited here is credited there, by the shape of the table.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.ledger.model import Kind, PostingId
from salon.money import Money
from salon.store.base import AS_JSON, Record, guard, own_id
from salon.store.leaning import Erasure, Merge, Tie, leans


class Posting(Record):
    """One amount that moved from the credited account to the debited one.

    Never changed, and taken out only by undo while its day is open.
    """

    __tablename__ = "posting"
    __table_args__ = (
        CheckConstraint("amount > 0", name="ck_posting_amount"),
        CheckConstraint("debit <> credit", name="ck_posting_accounts"),
        Index("ix_posting_day", "day", "kind"),
        Index("ix_posting_client_id", "client_id", "day"),
        Index("ix_posting_bill_id", "bill_id"),
        Index("ix_posting_course_id", "course_id"),
        *Record.__table_args__,
    )

    id: Mapped[PostingId] = own_id()
    at: Mapped[datetime]
    day: Mapped[date]  # of the books: the next one once a day is closed
    kind: Mapped[Kind]
    debit: Mapped[str]
    credit: Mapped[str]
    amount: Mapped[Money]
    client_id: Mapped[ClientId | None] = leans(
        "client.id", Tie.NAMES, merge=Merge.FOLLOWS, erasure=Erasure.KEPT
    )
    bill_id: Mapped[int | None]  # of the till, which stands above
    line_id: Mapped[int | None]
    course_id: Mapped[int | None]
    voucher_id: Mapped[int | None]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    reverses_id: Mapped[int | None] = leans("posting.id", Tie.NAMES)


class TillDay(Record):
    """One day of the till, from the float to the count."""

    __tablename__ = "till_day"
    __table_args__ = (
        Index("uq_till_day_day", "day", unique=True),
        *Record.__table_args__,
    )

    day: Mapped[date]
    opened_at: Mapped[datetime]
    opened_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    float_: Mapped[Money] = mapped_column("float_", default=Money())
    counted: Mapped[str] = mapped_column(default="{}", info=AS_JSON)  # value to pieces
    expected: Mapped[Money] = mapped_column(default=Money())
    difference: Mapped[Money] = mapped_column(default=Money())
    why: Mapped[str] = mapped_column(default="")
    spent: Mapped[str] = mapped_column(default="")  # on what, out of the till
    to_safe: Mapped[Money] = mapped_column(default=Money())
    stays: Mapped[Money] = mapped_column(default=Money())
    note: Mapped[str] = mapped_column(default="")
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    second_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


_CLOSED = "SELECT 1 FROM till_day WHERE closed_at IS NOT NULL AND day >= {row}.day"
_SERVER = """
CREATE OR REPLACE FUNCTION books_stand() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (to_jsonb(NEW) - 'client_id' - 'version')
       IS DISTINCT FROM (to_jsonb(OLD) - 'client_id' - 'version') THEN
      RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  ELSIF TG_OP = 'DELETE' THEN
    IF EXISTS ({old}) THEN
      RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF EXISTS ({new}) THEN
    RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql
""".format(old=_CLOSED.format(row="OLD"), new=_CLOSED.format(row="NEW"))
_FIXED = ("at", "day", "kind", "debit", "credit", "amount", "bill_id", "line_id")
BOOKS_STAND = {
    "sqlite": (
        *(
            f"CREATE TRIGGER books_stand_{act.lower()} BEFORE {act} ON posting"
            f" WHEN EXISTS ({_CLOSED.format(row=row)})"
            " BEGIN SELECT RAISE(ABORT, 'books_stand'); END"
            for act, row in (("INSERT", "NEW"), ("DELETE", "OLD"))
        ),
        f"CREATE TRIGGER books_stand_update BEFORE UPDATE OF {', '.join(_FIXED)}"
        " ON posting BEGIN SELECT RAISE(ABORT, 'books_stand'); END",
    ),
    "postgresql": (
        _SERVER,
        "CREATE TRIGGER books_stand BEFORE INSERT OR UPDATE OR DELETE ON posting"
        " FOR EACH ROW EXECUTE FUNCTION books_stand()",
    ),
}
guard(Posting, **BOOKS_STAND)

_DAY_STANDS = "OLD.closed_at IS NOT NULL"
DAYS_STAND = {
    "sqlite": tuple(
        f"CREATE TRIGGER day_stands_{act.lower()} BEFORE {act} ON till_day"
        f" WHEN {_DAY_STANDS} BEGIN SELECT RAISE(ABORT, 'books_stand'); END"
        for act in ("UPDATE", "DELETE")
    ),
    "postgresql": (
        f"""
CREATE OR REPLACE FUNCTION day_stands() RETURNS trigger AS $$
BEGIN
  IF {_DAY_STANDS} THEN
    RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql""",
        "CREATE TRIGGER day_stands BEFORE UPDATE OR DELETE ON till_day"
        " FOR EACH ROW EXECUTE FUNCTION day_stands()",
    ),
}
guard(TillDay, **DAYS_STAND)
