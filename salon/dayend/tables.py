"""What is stored of counts, of figures that stay, and of commissions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Index,
    Select,
    and_,
    case,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from salon.courses.tables import Course, Redemption
from salon.dayend.model import By, CountId, Kind, Measure, Moment, Price, RuleId
from salon.ledger.model import EARNED
from salon.ledger.model import Kind as Moved
from salon.ledger.tables import Posting
from salon.money import Money
from salon.store.base import AS_JSON, Base, Record, guard, own_id
from salon.store.leaning import Tie, leans
from salon.store.strict import STRICT


class TillCount(Record):
    """What somebody counted: in the course of a day, or after it was closed."""

    __tablename__ = "till_count"
    __table_args__ = (Index("ix_till_count_day", "day"), *Record.__table_args__)

    id: Mapped[CountId] = own_id()
    day: Mapped[date]
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    counted: Mapped[str] = mapped_column(default="{}", info=AS_JSON)  # value to pieces
    worth: Mapped[Money]
    note: Mapped[str] = mapped_column(default="")
    is_late: Mapped[bool] = mapped_column(default=False)  # after the day was closed


class Figure(Base):
    """One figure of one day, as it stood when the day was closed.

    No part of the history: it follows from the books, and is never changed.
    """

    __tablename__ = "figure"
    __table_args__ = (STRICT | {"sqlite_with_rowid": False},)

    measure: Mapped[str] = mapped_column(primary_key=True)
    by: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[Money]
    count: Mapped[int] = mapped_column(BigInteger)


class CommissionRule(Record):
    """What part of what somebody has, as agreed now; what was, is in the lines."""

    __tablename__ = "commission_rule"
    __table_args__ = (
        CheckConstraint("rate BETWEEN 0 AND 10000", name="ck_commission_rule_rate"),
        *Record.__table_args__,
    )

    id: Mapped[RuleId] = own_id()
    kind: Mapped[Kind]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)  # None: all
    service_id: Mapped[int | None] = leans("service.id", Tie.NAMES)  # None: every one
    rate: Mapped[int]  # in hundredths of a per cent
    moment: Mapped[Moment] = mapped_column(default=Moment.DELIVERY)  # of a course
    price: Mapped[Price] = mapped_column(default=Price.VALUE)
    after_cost: Mapped[bool] = mapped_column(default=False)


class CommissionLine(Record):
    """What somebody has for one line of a bill or one session, as it was closed.

    Never changed: what is given back later is a line below nothing of its own day.
    """

    __tablename__ = "commission_line"
    __table_args__ = (
        Index("ix_commission_line_day", "day", "staff_id"),
        Index("ix_commission_line_line_id", "line_id"),
        Index("ix_commission_line_redemption_id", "redemption_id"),
        *Record.__table_args__,
    )

    day: Mapped[date]
    staff_id: Mapped[int] = leans("staff_member.id", Tie.NAMES)
    kind: Mapped[Kind]
    bill_id: Mapped[int | None] = leans("bill.id", Tie.NAMES)
    line_id: Mapped[int | None] = leans("bill_line.id", Tie.NAMES)
    redemption_id: Mapped[int | None] = leans("redemption.id", Tie.NAMES)
    base: Mapped[Money]
    cost: Mapped[Money] = mapped_column(default=Money())
    rate: Mapped[int]
    amount: Mapped[Money]


def _stands(name: str) -> dict[str, tuple[str, ...]]:
    return {
        "sqlite": tuple(
            f"CREATE TRIGGER {name}_stands_{act.lower()} BEFORE {act} ON {name}"
            " BEGIN SELECT RAISE(ABORT, 'books_stand'); END"
            for act in ("UPDATE", "DELETE")
        ),
        "postgresql": (
            f"""
CREATE OR REPLACE FUNCTION {name}_stands() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'books_stand' USING ERRCODE = 'integrity_constraint_violation';
END $$ LANGUAGE plpgsql""",
            f"CREATE TRIGGER {name}_stands BEFORE UPDATE OR DELETE ON {name}"
            f" FOR EACH ROW EXECUTE FUNCTION {name}_stands()",
        ),
    }


guard(Figure, **_stands("figure"))
guard(CommissionLine, **_stands("commission_line"))


def earned(amount: Any = Posting.amount) -> ColumnElement[Any]:
    """Return what a posting earned: below nothing where it was given back."""
    return case((Posting.credit.in_(EARNED), amount), else_=-amount)


def is_earned() -> ColumnElement[bool]:
    """Say that a posting moves what was delivered; the tax in it is no part."""
    return and_(
        Posting.kind != Moved.TAX,
        or_(Posting.credit.in_(EARNED), Posting.debit.in_(EARNED)),
        ~and_(Posting.credit.in_(EARNED), Posting.debit.in_(EARNED)),
    )


def session_service() -> ColumnElement[int | None]:
    """Return as what a session was taken, of a posting that names only its course."""
    taken = (
        select(func.min(Redemption.service_id))
        .where(
            Redemption.course_id == Posting.course_id,
            or_(Redemption.at == Posting.at, Redemption.back_at == Posting.at),
        )
        .correlate(Posting)
        .scalar_subquery()
    )
    found: ColumnElement[int | None] = func.coalesce(taken, Course.service_id)
    return found


def kept_figures(
    measure: Measure, by: By, first: date, last: date
) -> Select[tuple[str, Money, int]]:
    """Return the question for what is kept of some days, by key."""
    asked: Any = (
        select(Figure.key, func.sum(Figure.amount), func.sum(Figure.count))
        .where(
            Figure.measure == measure, Figure.by == by, Figure.day.between(first, last)
        )
        .group_by(Figure.key)
    )
    return asked  # type: ignore[no-any-return]
