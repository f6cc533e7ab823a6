"""What the page of the shelf shows, one part a tab."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import services
from salon.shelf.model import (
    Article,
    Freshness,
    MoveLine,
    OnHand,
    Scanned,
    StockTake,
    Use,
)
from salon.shelf.queries import (
    articles,
    batch_for_scan,
    last_taken,
    moves,
    on_hand,
    open_take,
    service_uses,
    stock_take,
    use_between,
)

if TYPE_CHECKING:
    from salon.work import Reading


class Which(StrEnum):
    """Which products are shown."""

    THERE = "there"
    LOW = "low"
    SOON = "soon"  # over, open too long, or soon
    ALL = "all"  # also what was never taken in


@dataclass(frozen=True, slots=True)
class ShelfSight:
    """The shelf: every product, and how many ask for something to be done."""

    lines: tuple[OnHand, ...]
    today: date

    def of(self, which: Which, text: str = "") -> tuple[OnHand, ...]:
        """Return the products to show, those that hold *text* in any language."""
        plain = text.strip().casefold()
        return tuple(
            one for one in self.lines if self._is(which, one) and _holds(plain, one)
        )

    def _is(self, which: Which, one: OnHand) -> bool:
        match which:
            case Which.THERE:
                return bool(one.batches) or one.article.min_stock > 0
            case Which.LOW:
                return one.is_low
            case Which.SOON:
                return one.freshness is not Freshness.FINE
            case Which.ALL:
                return True

    @property
    def low(self) -> int:
        """How many products are low."""
        return sum(one.is_low for one in self.lines)

    @property
    def soon(self) -> int:
        """How many have something that is over, or soon will be."""
        return sum(one.freshness is not Freshness.FINE for one in self.lines)


def _holds(plain: str, one: OnHand) -> bool:
    of = one.article
    names = (of.names.en, of.names.zh_hans, of.names.zh_hant, of.ref, of.barcode)
    lots = (batch.lot for batch in one.batches)
    return not plain or any(plain in said.casefold() for said in (*names, *lots))


def shelf_sight(reading: "Reading") -> ShelfSight:
    """Return every product with what there is of it."""
    keys = [one.id for one in articles(reading).values() if one.is_active]
    return ShelfSight(tuple(on_hand(reading, keys)), reading.today)


def ledger(
    reading: "Reading", product_id: int | None = None
) -> tuple[dict[int, Article], list[MoveLine]]:
    """Return what came and went, the newest first, and the products it is about."""
    return articles(reading), moves(reading, product_id)


@dataclass(frozen=True, slots=True)
class CountSight:
    """The stock-take that is under way, and when the last one was."""

    take: StockTake | None
    begun: datetime | None  # on the salon's wall
    articles: dict[int, Article]
    last: date | None


def count_sight(reading: "Reading") -> CountSight:
    """Return the stock-take that is under way, if there is one."""
    key = open_take(reading)
    take = None if key is None else stock_take(reading, key)
    begun = None if take is None else reading.local(take.begun_at)
    return CountSight(take, begun, articles(reading), last_taken(reading))


def used_lately(reading: "Reading", first: date, last: date) -> list[Use]:
    """Return what treatments should have used in a period, and what went."""
    return use_between(reading, first, last)


def uses_of(
    reading: "Reading", product_id: int
) -> tuple[list[ServiceCard], dict[int, int]]:
    """Return the services there are, and how much each uses of a product."""
    amounts = {
        service: products[product_id]
        for service, products in service_uses(reading).items()
        if product_id in products
    }
    return services(reading), amounts


def scanned(reading: "Reading", code: str) -> Scanned | None:
    """Return what a scanned code names."""
    return batch_for_scan(reading, code)
