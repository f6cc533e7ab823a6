"""What the team has of a day: worked out once, as it is closed, and never again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from salon.courses.tables import Redemption
from salon.dayend.model import Kind, Moment, Price
from salon.dayend.tables import CommissionLine, CommissionRule
from salon.ledger.model import Account
from salon.ledger.model import Kind as Moved
from salon.ledger.sums import percent_of, share_out
from salon.ledger.tables import Posting
from salon.money import Money, total
from salon.shelf.queries import articles
from salon.shelf.tables import StockMove
from salon.till.model import BillState, LineKind
from salon.till.shelving import BILL_LINE
from salon.till.tables import Bill, BillLine
from salon.treatments.tables import Treatment
from salon.treatments.using import TREATMENT
from salon.work import Work

_KINDS = {Account.SERVICE: Kind.SERVICE, Account.PRODUCT: Kind.PRODUCT}
Made = dict[str, Any]


class Commissions:
    """Works out the commission of some days by the rules that stand now."""

    def __init__(self, work: Work, first: date, last: date) -> None:
        self._work, self._days = work, (first, last)
        rules = work.session.scalars(select(CommissionRule))
        self._rules = {(one.kind, one.staff_id, one.service_id): one for one in rules}
        self._made: list[Made] = []

    def lines(self) -> list[Made]:
        """Return the rows of `CommissionLine` that these days bring."""
        if self._rules:
            self._of_sales()
            self._of_course_sales()
            self._of_sessions()
        self._of_reversals()
        return self._made

    def _rule(
        self, kind: Kind, staff: int | None, service: int | None
    ) -> CommissionRule | None:
        """Return what holds for somebody: their own before everybody's."""
        for who in (staff, None):
            for what in (service, None):
                if (found := self._rules.get((kind, who, what))) is not None:
                    return found
        return None

    def _add(
        self,
        rule: CommissionRule,
        base: Money,
        cost: Money,
        *,
        day: date,
        staff_id: int,
        **of: int | None,
    ) -> None:
        paid_on = max(base - cost, Money()) if rule.after_cost else base
        self._made.append(
            {
                "day": day,
                "staff_id": staff_id,
                "kind": rule.kind,
                "base": base,
                "cost": cost if rule.after_cost else Money(),
                "rate": rule.rate,
                "amount": percent_of(paid_on, rule.rate),
                **of,
            }
        )

    def _of_sales(self) -> None:
        """Treatments and products that were sold and delivered on a bill."""
        asked = (
            select(
                *(Posting.day, Posting.staff_id, Posting.amount, Posting.credit),
                *(BillLine.id, BillLine.bill_id, BillLine.service_id),
                *(BillLine.appointment_id, BillLine.list, BillLine.quantity),
            )
            .join(BillLine, BillLine.id == Posting.line_id)
            .where(
                Posting.day.between(*self._days),
                Posting.kind == Moved.SALE,
                Posting.credit.in_(list(_KINDS)),
            )
            .order_by(Posting.id)
        )
        by_line: dict[int, list[Any]] = defaultdict(list)
        for row in self._work.session.execute(asked):
            by_line[row.id].append(row)
        for line, rows in by_line.items():
            one = rows[0]
            weights = [row.amount.minor for row in rows]
            listed = share_out(one.list * one.quantity, weights)
            kind = _KINDS[Account(one.credit)]
            cost = self._cost(line, one.appointment_id) if self._asks_cost else Money()
            costs = share_out(cost, weights)
            for row, at_list, own in zip(rows, listed, costs, strict=True):
                rule = self._rule(kind, row.staff_id, row.service_id)
                if rule is None or row.staff_id is None:
                    continue
                base = at_list if rule.price is Price.LIST else row.amount
                self._add(
                    *(rule, base, own),
                    day=row.day,
                    staff_id=row.staff_id,
                    bill_id=row.bill_id,
                    line_id=line,
                )

    @property
    def _asks_cost(self) -> bool:
        return any(one.after_cost for one in self._rules.values())

    def _cost(self, line_id: int, appointment_id: int | None) -> Money:
        """Return what the goods of a line cost, and what was used at its visit."""
        found = self._moved(BILL_LINE, line_id)
        if appointment_id is not None:
            treated = select(Treatment.id).where(
                Treatment.appointment_id == appointment_id
            )
            for key in self._work.session.scalars(treated):
                found += self._moved(TREATMENT, key)
        return found

    def _moved(self, source: str, key: int) -> Money:
        known = articles(self._work)
        asked = select(
            StockMove.product_id, StockMove.quantity, StockMove.unit_cost
        ).where(StockMove.source == source, StockMove.source_id == key)
        minor = 0
        for product, quantity, cost in self._work.session.execute(asked):
            if cost is not None:
                size = known[product].measure.size
                minor += (2 * -quantity * cost.minor + size) // (2 * size)
        return Money(max(minor, 0))

    def _of_course_sales(self) -> None:
        """Courses whose seller has a part as they are sold."""
        asked = (
            select(
                *(Bill.day, BillLine.id, BillLine.bill_id, BillLine.staff_id),
                *(BillLine.service_id, BillLine.price, BillLine.bonus),
                *(BillLine.list, BillLine.quantity),
            )
            .join(BillLine, BillLine.bill_id == Bill.id)
            .where(
                Bill.day.between(*self._days),
                Bill.state == BillState.CLOSED,
                BillLine.kind == LineKind.COURSE,
                BillLine.gives_back.is_(None),
            )
            .order_by(BillLine.id)
        )
        for row in self._work.session.execute(asked):
            rule = self._rule(Kind.COURSE, row.staff_id, row.service_id)
            if rule is None or rule.moment is not Moment.SALE or row.staff_id is None:
                continue
            self._add(
                *(rule, row.price - row.bonus, Money()),
                day=row.day,
                staff_id=row.staff_id,
                bill_id=row.bill_id,
                line_id=row.id,
            )

    def _of_sessions(self) -> None:
        """Sessions of courses, to whoever gave them."""
        asked = (
            select(
                *(Posting.day, Posting.course_id, Posting.at, Posting.staff_id),
                func.sum(Posting.amount),
            )
            .where(
                Posting.day.between(*self._days),
                Posting.kind == Moved.REDEMPTION,
                Posting.credit == Account.SERVICE,
            )
            .group_by(Posting.day, Posting.course_id, Posting.at, Posting.staff_id)
            .order_by(func.min(Posting.id))
        )
        for day, course, at, staff, _worth in self._work.session.execute(asked).all():
            its = select(Redemption).where(
                Redemption.course_id == course,
                Redemption.at == at,
                Redemption.staff_id == staff,
            )
            for one in self._work.session.scalars(its.order_by(Redemption.id)):
                rule = self._rule(Kind.COURSE, staff, one.service_id)
                if rule is None or rule.moment is not Moment.DELIVERY or not staff:
                    continue
                base = one.listed if rule.price is Price.LIST else one.worth
                cost = Money()
                if self._asks_cost and one.appointment_id is not None:
                    cost = self._cost(0, one.appointment_id)
                self._add(
                    rule, base, cost, day=day, staff_id=staff, redemption_id=one.id
                )

    def _of_reversals(self) -> None:
        """What was given back: the same part, below nothing, on this day."""
        back = (
            select(Bill.day, BillLine.bill_id, BillLine.gives_back, BillLine.price)
            .join(BillLine, BillLine.bill_id == Bill.id)
            .where(
                Bill.day.between(*self._days),
                Bill.state == BillState.CLOSED,
                BillLine.gives_back.is_not(None),
            )
            .order_by(BillLine.id)
        )
        for row in self._work.session.execute(back).all():
            sold = self._work.get(BillLine, row.gives_back)
            self._give_back(
                "line_id", sold.id, row.day, -row.price.minor, sold.price.minor, row
            )
        taken = (
            select(Posting.day, Redemption.id)
            .join(Redemption, Redemption.course_id == Posting.course_id)
            .where(
                Posting.day.between(*self._days),
                Posting.kind == Moved.REVERSAL,
                Posting.line_id.is_(None),
                Posting.debit == Account.SERVICE,
                Redemption.back_at == Posting.at,
            )
            .distinct()
        )
        for day, key in self._work.session.execute(taken).all():
            self._give_back("redemption_id", key, day, 1, 1, None)

    def _give_back(
        self, name: str, key: int, day: date, part: int, whole: int, row: Any
    ) -> None:
        """Take back *part* of *whole* of what was given for a line or a session."""
        column = getattr(CommissionLine, name)
        kept = self._work.session.scalars(
            select(CommissionLine).where(column == key).order_by(CommissionLine.id)
        )
        before: dict[tuple[int, Kind, int], list[tuple[Money, Money]]] = defaultdict(
            list
        )
        lines: Sequence[tuple[int, Kind, int, Money, Money]] = [
            *((one.staff_id, one.kind, one.rate, one.amount, one.base) for one in kept),
            *(
                (one["staff_id"], one["kind"], one["rate"], one["amount"], one["base"])
                for one in self._made
                if one.get(name) == key
            ),
        ]
        for staff, kind, rate, amount, base in lines:
            before[staff, kind, rate].append((amount, base))
        for (staff, kind, rate), found in before.items():
            given = found[0]
            left = total(amount for amount, _base in found)
            base_left = total(base for _amount, base in found)
            if not left.minor:
                continue
            amount, base = left, base_left
            if part < whole and whole:
                amount = min(share_out(given[0], [part, whole - part])[0], left)
                base = min(share_out(given[1], [part, whole - part])[0], base_left)
            self._made.append(
                {
                    "day": day,
                    "staff_id": staff,
                    "kind": kind,
                    "base": Money(-base.minor),
                    "cost": Money(),
                    "rate": rate,
                    "amount": Money(-amount.minor),
                    "bill_id": None if row is None else row.bill_id,
                    name: key,
                }
            )


def keep_commissions(work: Work, first: date, last: date) -> int:
    """Write what the team has of some days; return how many lines there are.

    Args:
        work: As ever.
        first: The first day that has no lines yet.
        last: The last day; it is being closed.
    """
    rows = Commissions(work, first, last).lines()
    columns = ("bill_id", "line_id", "redemption_id")
    whole = [dict.fromkeys(columns) | one for one in rows]
    work.add_many(CommissionLine, whole)
    return len(rows)
