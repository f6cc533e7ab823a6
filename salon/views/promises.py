"""Can the salon keep its promises: hours, money, whose course ends first."""

from dataclasses import dataclass
from datetime import date

from salon.catalogue.queries import all_services
from salon.clients.model import ClientLine
from salon.clients.queries import client_lines
from salon.ledger.model import Account, LiabilityLine
from salon.ledger.queries import balance, liabilities
from salon.money import Money, total
from salon.promises.model import Cover, EndsFirst, OwedCourse, Promises, Row
from salon.promises.queries import (
    courses_behind,
    cover,
    ends_first,
    known,
    promises,
)
from salon.settings.queries import premises
from salon.work import Reading

ENDS = 60  # courses that are listed


@dataclass(frozen=True, slots=True)
class PromisesSight:
    """All that the page shows."""

    promises: Promises
    cover: Cover
    currency: str
    first: date  # of the month whose money is shown
    last: date
    money: tuple[LiabilityLine, ...]
    bonus: Money
    ends: tuple[EndsFirst, ...]
    people: tuple[ClientLine, ...]  # whose they are, in that order

    @property
    def sold(self) -> Money:
        """What came in ahead this month."""
        return total(one.sold for one in self.money)

    @property
    def redeemed(self) -> Money:
        """What was given of what was paid ahead."""
        return total(one.redeemed for one in self.money)

    @property
    def of_each(self) -> int | None:
        """Return how many hundredths of what came in were given; None: nothing did."""
        if self.sold.minor <= 0:
            return None
        return round(100 * self.redeemed.minor / self.sold.minor)

    @property
    def rest(self) -> int:
        """Return how many sessions do not fit before their last day."""
        return sum(one.rest for one in self.ends)


def promises_sight(reading: Reading) -> PromisesSight:
    """Return what the salon has promised, in hours and in money."""
    today = reading.today
    first = today.replace(day=1)
    ends = ends_first(reading, ENDS)
    lines = client_lines(reading, list({one.line.client_id for one in ends}))
    by_id = {int(one.id): one for one in lines}
    return PromisesSight(
        promises=promises(reading),
        cover=cover(reading),
        currency=premises(reading).currency,
        first=first,
        last=today,
        money=tuple(liabilities(reading, first, today)),
        bonus=Money(-balance(reading, Account.BONUS).minor),
        ends=tuple(ends),
        people=tuple(by_id[int(one.line.client_id)] for one in ends),
    )


def behind(reading: Reading, row: Row, *, is_person: bool) -> list[OwedCourse]:
    """Return the courses behind a line of the page, what ends first before the rest."""
    of = known(reading)
    if is_person:
        keys = {key for key, able in of.able.items() if int(row.key) in able}
    else:
        keys = {
            key
            for key, one in all_services(reading).items()
            if one.family == row.key and bool(of.able.get(key)) == row.is_given
        }
    return courses_behind(reading, keys)
