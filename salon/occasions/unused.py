"""Who paid much ahead, was given little, has not come for long and has nothing booked.

That raises a call, never a sale. The numbers are rules (`occasion_rules.toml`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.courses.model import ON_GOING
from salon.courses.tables import Course
from salon.ledger.model import EARNED, Kind, of_means
from salon.ledger.tables import Posting
from salon.money import Money
from salon.prepaid.tables import Holding
from salon.work import Reading

YEAR = 365
_DONE = (Status.COMPLETED, Status.LEFT)
_AHEAD = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED, Status.IN_TREATMENT)
_MOST = 5_000  # clients of one question


@dataclass(frozen=True, slots=True)
class Unused:
    """What one client has, and when they were here last."""

    client_id: int
    last: date  # the last visit, or where there was none the last payment ahead
    unused: Money


class Unasked:
    """Finds those whose money lies here, for a stretch of clients."""

    def __init__(self, reading: Reading, ratio: int) -> None:
        """Say below how many per cent of what came in little was given."""
        self._reading, self._ratio = reading, ratio

    def found(
        self, among: Collection[int] | None = None, span: tuple[int, int] | None = None
    ) -> list[Unused]:
        """Return who has something unused, little given and nothing booked.

        Args:
            among: Only these clients.
            span: The lowest and the highest client; None: all.
        """
        kept = self._kept(among, span)
        last = self._last(kept)
        earned, came = self._year(kept)
        found = []
        for key, (much, since) in kept.items():
            seen, is_booked = last.get(key, (None, False))
            base = came.get(key, 0) or earned.get(key, 0) + much
            is_little = earned.get(key, 0) * 100 < self._ratio * base
            if not is_booked and is_little:
                found.append(Unused(key, seen or since, Money(much)))
        return sorted(found, key=lambda one: one.client_id)

    def due(self, among: Collection[int], days: int) -> list[Unused]:
        """Return who of some clients was not here for so many days."""
        today = self._reading.today
        return [one for one in self.found(among) if (today - one.last).days >= days]

    def _kept(
        self, among: Collection[int] | None, span: tuple[int, int] | None
    ) -> dict[int, tuple[int, date]]:
        """Return what each has unused, and since when at the latest."""

        def hers(column: Any) -> ColumnElement[bool]:
            wanted: list[Any] = []
            if among is not None:
                wanted.append(column.in_(sorted(among)))
            if span is not None:
                wanted.append(column.between(*span))
            return and_(true(), *wanted)

        c, session = Course, self._reading.session
        owed = c.price - c.unpaid - c.given
        its = select(c.client_id, func.sum(owed), func.max(c.sold_on)).where(
            c.state.in_(ON_GOING),
            c.gone == Money(),
            c.given < c.price - c.unpaid,
            hers(c.client_id),
        )
        found: dict[int, tuple[int, date]] = {}
        for key, much, day in session.execute(its.group_by(c.client_id)):
            found[int(key)] = _minor(much), day
        h = Holding
        stored = select(h.client_id, h.paid).where(h.paid > Money(), hers(h.client_id))
        for whose, paid in session.execute(stored):
            before, day = found.get(int(whose), (0, date.min))
            found[int(whose)] = before + _minor(paid), day
        bare = [key for key, (_much, day) in found.items() if day == date.min]
        for one, day in self._paid_in(bare).items():
            found[one] = found[one][0], day
        return found

    def _paid_in(self, keys: Collection[int]) -> dict[int, date]:
        p = Posting
        asked = select(p.client_id, func.max(p.day)).where(p.credit == "stored")
        found: dict[int, date] = {}
        for some in _pages(keys):
            its = asked.where(p.client_id.in_(some)).group_by(p.client_id)
            rows: Any = self._reading.session.execute(its)
            found |= {int(key): day for key, day in rows}
        return found

    def _last(self, keys: Collection[int]) -> dict[int, tuple[date | None, bool]]:
        """Return when each was here last, and whether anything is booked."""
        a, today = Appointment, self._reading.today
        found: dict[int, tuple[date | None, bool]] = {}
        for some in _pages(keys):
            came = select(a.client_id, func.max(a.day)).where(
                a.client_id.in_(some), a.status.in_(_DONE)
            )
            for key, day in self._reading.session.execute(came.group_by(a.client_id)):
                found[int(key)] = day, False
            comes = select(a.client_id).where(
                a.client_id.in_(some), a.day >= today, a.status.in_(_AHEAD)
            )
            for key in self._reading.session.scalars(comes.distinct()):
                found[int(key)] = found.get(int(key), (None, False))[0], True
        return found

    def _year(self, keys: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
        """Return what was earned with each, and what came in, in the last year."""
        p, since = Posting, self._reading.today - timedelta(days=YEAR)
        earned: dict[int, int] = defaultdict(int)
        came: dict[int, int] = defaultdict(int)
        for some in _pages(keys):
            asked = (
                select(p.client_id, p.debit, p.credit, p.kind, func.sum(p.amount))
                .where(p.client_id.in_(some), p.day > since)
                .group_by(p.client_id, p.debit, p.credit, p.kind)
            )
            rows: Any = self._reading.session.execute(asked)
            for key, debit, credit, kind, much in rows:
                sum_ = _minor(much)
                earned[key] += sum_ * ((credit in EARNED) - (debit in EARNED))
                if kind in (Kind.PAYMENT, Kind.REFUND):
                    into = debit.startswith(of_means(""))
                    out = credit.startswith(of_means(""))
                    came[key] += sum_ * (into - out)
        return earned, came


def _minor(much: Any) -> int:
    return int(much.minor if isinstance(much, Money) else much or 0)


def _pages(keys: Collection[int]) -> Iterable[list[int]]:
    every = sorted(keys)
    for first in range(0, len(every), _MOST):
        yield every[first : first + _MOST]
