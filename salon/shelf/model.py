"""The words of the shelf, and how amounts are written.

An amount is a whole number of thousandths of what a product is measured in: of a
millilitre, a gram, a piece. So a bottle of 150 ml is 150,000, half a millilitre 500,
and nothing is ever rounded by accident.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from salon.catalogue.model import ProductId
from salon.errors import SalonError
from salon.money import Money
from salon.text import N_, Names, _, full_day

BatchId = NewType("BatchId", int)
MoveId = NewType("MoveId", int)
StockTakeId = NewType("StockTakeId", int)

PART = 1000  # an amount of one
MOST = 1_000_000 * PART  # of one move; more is a slip of the hand
LONGEST_LIFE = 3650  # days after opening
SOON = 30  # days before the end at which a batch is said to expire soon
SOON_OPEN = 7  # the same for one that was opened
ML, G, PC = "ml", "g", "pc"


class MoveKind(StrEnum):
    """Why something came or went."""

    OPENING = "opening"  # was there when the shelf was first kept
    PURCHASE = "purchase"
    SALE = "sale"
    TREATMENT = "treatment"
    SAMPLE = "sample"
    WASTE = "waste"
    COUNT = "count"  # a stock-take found more or less
    RETURN_IN = "return_in"  # a client brought it back
    RETURN_OUT = "return_out"  # back to who delivered it


KIND_WORDS = {
    MoveKind.OPENING: N_("At the start"),
    MoveKind.PURCHASE: N_("Delivered"),
    MoveKind.SALE: N_("Sold"),
    MoveKind.TREATMENT: N_("Used in treatments"),
    MoveKind.SAMPLE: N_("Given as a sample"),
    MoveKind.WASTE: N_("Thrown away"),
    MoveKind.COUNT: N_("By a count"),
    MoveKind.RETURN_IN: N_("Brought back"),
    MoveKind.RETURN_OUT: N_("Sent back"),
}
COMES = frozenset((MoveKind.OPENING, MoveKind.PURCHASE, MoveKind.RETURN_IN))
WRITES_OFF = (MoveKind.WASTE, MoveKind.SAMPLE, MoveKind.RETURN_OUT)
HANDED_OUT = frozenset((MoveKind.SALE, MoveKind.SAMPLE))  # never of a blocked batch


class Freshness(StrEnum):
    """How long a batch may still be used; the worst first."""

    BLOCKED = "blocked"
    EXPIRED = "expired"
    OPEN_TOO_LONG = "open_too_long"
    SOON = "soon"
    FINE = "fine"


FRESHNESS_WORDS = {
    Freshness.BLOCKED: N_("Not to be used"),
    Freshness.EXPIRED: N_("Expired"),
    Freshness.OPEN_TOO_LONG: N_("Open too long"),
    Freshness.SOON: N_("Use soon"),
    Freshness.FINE: N_("Good"),
}
NOT_GOOD = frozenset(
    (Freshness.BLOCKED, Freshness.EXPIRED, Freshness.OPEN_TOO_LONG)
)  # not counted as what there is


@dataclass(frozen=True, slots=True)
class Source:
    """What a move follows from: a line of a bill, a treatment, a stock-take."""

    kind: str = ""  # bill_line, treatment, stock_take; "" by hand
    id: int = 0


BY_HAND = Source()


@dataclass(frozen=True, slots=True)
class Measure:
    """What a product is measured in, and how much of it is in one as it is sold."""

    unit: str = PC
    size: int = PART  # thousandths

    def whole(self, count: int) -> int:
        """Return the amount of *count* whole ones."""
        return count * self.size

    def said(self, amount: int) -> str:
        """Return an amount in words: "2 × 150 ml + 63 ml", "−3"."""
        sign, rest = ("−" if amount < 0 else ""), abs(amount)
        if self.unit == PC and self.size == PART:
            return sign + _figure(rest)
        count, over = divmod(rest, self.size)
        parts = [f"{count} × {_measured(self.size, self.unit)}"] if count else []
        if over or not parts:
            parts.append(_measured(over, self.unit))
        return sign + f" + {sign}".join(parts)

    def of(self, value: float, unit: str) -> int | None:
        """Return what was written in a record as an amount; None: in what, is unclear.

        Args:
            value: How much.
            unit: In what; "" as the product is measured.
        """
        thousandths = round(Decimal(str(value)) * PART)
        match _UNITS.get(unit.strip().casefold(), None if unit.strip() else self.unit):
            case "pair" if self.unit == PC:
                return 2 * thousandths
            case "pack":
                return thousandths * self.size // PART
            case known if known == self.unit:
                return thousandths
        return None

    def read(self, said: str) -> int:
        """Return what somebody typed as an amount: "2" whole ones, "63 ml", "0.5 g".

        What `said` writes is read too: "2 × 150 ml + 63 ml".

        Raises:
            BadAmount: It is none.
        """
        plain = said.strip().replace("，", ",").replace("−", "-")
        amount = 0
        for part in re.split(r"(?<=\S)\s*\+\s*", plain):
            exact = self._read(part)
            if exact is None or exact != int(exact) or abs(exact) > MOST:
                raise BadAmount(said.strip()[:40])
            amount += int(exact)
        return amount

    def _read(self, said: str) -> Decimal | None:
        found = _TYPED.fullmatch(said)
        if found is None:
            return None
        times, value = found[1] or "1", found[2].replace(",", ".")
        if "," in found[2] and len(value.partition(".")[2]) == 3:
            return None  # one thousand, or one and a bit
        exact = Decimal(times) * Decimal(value)
        unit = found[3]
        if not unit:
            return exact * self.size
        known = _UNITS.get(unit.casefold())
        if known == "pack":
            return exact * self.size
        if known == "pair" and self.unit == PC:
            return exact * 2 * PART
        return exact * PART if known == self.unit else None


_UNITS = {
    **dict.fromkeys(("ml", "毫升"), ML),
    **dict.fromkeys(("g", "克", "公克"), G),
    **dict.fromkeys(("pc", "pcs", "piece", "pieces", "片", "个", "個", "支"), PC),
    **dict.fromkeys(("pair", "pairs", "对", "對", "副"), "pair"),
    **dict.fromkeys(("pack", "packs", "bottle", "bottles", "瓶", "盒"), "pack"),
}
_TYPED = re.compile(
    r"(?:(-?\d{1,6})\s*[×x*]\s*)?([+-]?\d{1,9}(?:[.,]\d{1,3})?)\s*([^\W\d_]*)\.?"
)
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([^\W\d_]+)")


def _measured(amount: int, unit: str) -> str:
    word = _(UNIT_WORDS[unit])
    return f"{_figure(amount)} {word}"


def _figure(amount: int) -> str:
    return f"{Decimal(amount) / PART:f}"  # in full, so that it is read as the same


UNIT_WORDS = {ML: N_("ml"), G: N_("g"), PC: N_("pc.")}


def measure_of(size: str) -> Measure:
    """Return the measure of a product by its size: "150 ml", "5 pcs"; else pieces."""
    found = _SIZE.fullmatch(size.strip())
    unit = _UNITS.get(found[2].casefold(), "") if found else ""
    if found is None or unit not in UNIT_WORDS:
        return Measure()
    amount = int(Decimal(found[1]) * PART)
    return Measure(unit, amount) if amount > 0 else Measure()


@dataclass(frozen=True, slots=True)
class Article:
    """A product as the shelf and the till know it."""

    id: ProductId
    version: int
    ref: str
    category: str
    names: Names
    measure: Measure
    price: Money | None  # None: not sold, or not yet priced
    barcode: str
    min_stock: int  # below it is low
    order_up_to: int
    life_open_days: int | None  # None: none known
    ingredients: str
    is_active: bool = True

    @property
    def name(self) -> str:
        """What it is called in the language of here and now."""
        return str(self.names)


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch on the shelf."""

    id: BatchId
    version: int
    product_id: ProductId
    lot: str
    expires_on: date | None
    opened_on: date | None
    life_open_days: int | None
    unit_cost: Money | None  # of a whole one
    received_on: date | None
    supplier: str
    blocked: str  # why; "" it is not
    stock: int
    good_until: date | None  # the last day on which it may be used
    freshness: Freshness
    own_life: int | None = None  # after opening, where it has one of its own

    @property
    def label(self) -> str:
        """What it is called."""
        return self.lot or _("no lot")


@dataclass(frozen=True, slots=True)
class OnHand:
    """A product with all there is of it."""

    article: Article
    batches: tuple[BatchLine, ...]

    @property
    def stock(self) -> int:
        """All there is, also what is no longer good."""
        return sum(one.stock for one in self.batches)

    @property
    def good(self) -> int:
        """What there is that may be used; of a lot open too long, what is closed."""
        size = self.article.measure.size
        good = sum(one.stock for one in self.batches if one.freshness not in NOT_GOOD)
        return good + sum(
            closed(one.stock, size)
            for one in self.batches
            if one.freshness is Freshness.OPEN_TOO_LONG
        )

    @property
    def is_low(self) -> bool:
        """Whether there is less than there should be at least."""
        return self.good < self.article.min_stock

    @property
    def to_order(self) -> int:
        """How many whole ones to order."""
        wanted = max(self.article.order_up_to, self.article.min_stock) - self.good
        return -(-wanted // self.article.measure.size) if self.is_low else 0

    @property
    def freshness(self) -> Freshness:
        """The worst of what is there."""
        order = tuple(Freshness)
        held = [one.freshness for one in self.batches if one.stock > 0]
        return min(held, key=order.index, default=Freshness.FINE)

    @property
    def first_end(self) -> date | None:
        """The first day on which something of it is over."""
        ends = [one.good_until for one in self.batches if one.stock > 0]
        return min((one for one in ends if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class MoveLine:
    """One line of the ledger of the shelf."""

    id: MoveId
    product_id: ProductId
    batch_id: BatchId
    lot: str
    kind: MoveKind
    amount: int  # below nothing: it went
    before: int  # of the batch
    after: int
    unit_cost: Money | None
    at: datetime
    day: date
    staff: str
    source: Source
    reason: str
    client_id: int | None
    reverses_id: MoveId | None
    is_reversed: bool = False


@dataclass(frozen=True, slots=True)
class CountLine:
    """One batch on the sheet of a stock-take."""

    id: int
    version: int
    product_id: ProductId
    batch_id: BatchId
    lot: str
    system: int  # when the stock-take was begun
    counted: int | None
    system_then: int | None  # when it was counted
    counted_by: str

    @property
    def difference(self) -> int | None:
        """What was found too much, or below nothing too little."""
        if self.counted is None or self.system_then is None:
            return None
        return self.counted - self.system_then


@dataclass(frozen=True, slots=True)
class StockTake:
    """A stock-take with its sheet."""

    id: StockTakeId
    begun_at: datetime
    by: str
    confirmed_at: datetime | None
    dropped_at: datetime | None
    reason: str
    lines: tuple[CountLine, ...]

    @property
    def is_open(self) -> bool:
        """Whether it is still going on."""
        return self.confirmed_at is None and self.dropped_at is None

    @property
    def differing(self) -> tuple[CountLine, ...]:
        """The lines of which another amount was found."""
        return tuple(one for one in self.lines if one.difference)


@dataclass(frozen=True, slots=True)
class Use:
    """What should have been used of a product in a period, and what was."""

    article: Article
    services: int  # treatments that use it
    expected: int
    used: int  # in treatments
    wasted: int
    missed: int  # less than there should have been when it was counted

    @property
    def over(self) -> int:
        """How much more went than the treatments explain."""
        return self.used + self.wasted + self.missed - self.expected


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a code names."""

    product_id: ProductId
    batch_id: BatchId | None = None
    lot: str = ""


def closed(stock: int, size: int) -> int:
    """Return how much of a batch of which one is open stands there closed."""
    return max(0, stock - 1) // size * size


def good_until(
    expires_on: date | None, opened_on: date | None, life: int | None
) -> date | None:
    """Return the last day on which something may be used; None: no end is known."""
    ends = [expires_on] if expires_on is not None else []
    if opened_on is not None and life:
        ends.append(opened_on + timedelta(days=life))
    return min(ends, default=None)


def freshness(
    today: date,
    expires_on: date | None,
    opened_on: date | None,
    life: int | None,
    blocked: str = "",
    soon: int = SOON,
) -> Freshness:
    """Return how a batch stands on a day.

    On the day it expires, and on the last day of its life after opening, it is still
    good; on the day after it is not.
    """
    if blocked:
        return Freshness.BLOCKED
    if expires_on is not None and today > expires_on:
        return Freshness.EXPIRED
    opened = good_until(None, opened_on, life)
    if opened is not None and today > opened:
        return Freshness.OPEN_TOO_LONG
    if expires_on is not None and (expires_on - today).days <= soon:
        return Freshness.SOON
    if opened is not None and (opened - today).days <= min(soon, SOON_OPEN):
        return Freshness.SOON
    return Freshness.FINE


def folded(lot: str) -> str:
    """Return a lot as it is compared: "a 17" is "A17"."""
    return "".join(lot.split()).casefold()


@dataclass(eq=False)
class BadAmount(SalonError):
    """What was typed is no amount of this product."""

    said: str

    text = N_(
        "“{said}” is no amount of it. Say how many whole ones, or how much with its "
        "measure: 2, 63 ml, 0.5 g."
    )


class NothingMoved(SalonError):
    """An amount of nothing, or below it."""

    text = N_("The amount must be more than nothing.")


@dataclass(eq=False)
class NotAWriteOff(SalonError):
    """A reason to take goods off the shelf that is none."""

    said: str

    text = N_("“{said}” is no way off the shelf. Say waste, sample or return_out.")


@dataclass(eq=False)
class NoSuchBatch(SalonError):
    """There is no batch of that lot."""

    product: str
    lot: str

    text = N_(
        "There is no batch {lot} of {product} on the shelf. Look at the list, or take "
        "it in first."
    )


@dataclass(eq=False)
class NoSuchLot(SalonError):
    """Nobody has had that lot, and the shelf has others of the product."""

    product: str
    lot: str
    lots: str

    text = N_("There is no lot {lot} of {product}. There are: {lots}.")


@dataclass(eq=False)
class OverAlready(SalonError):
    """Goods are taken in whose last good day has passed."""

    day: date

    text = N_(
        "{day} is over: what is past its day is not taken in. Look at the day again, "
        "or send it back."
    )

    def __str__(self) -> str:
        return _(self.text).format(day=full_day(self.day))


@dataclass(eq=False)
class OtherExpiry(SalonError):
    """The lot is on the shelf with another day."""

    lot: str
    day: date
    said: str = ""

    text = N_(
        "Lot {lot} is on the shelf with {said} as its last day. Look at the print on "
        "the pack; two days under one lot cannot be told apart."
    )

    def __post_init__(self) -> None:
        self.said = full_day(self.day)


@dataclass(eq=False)
class BatchBlocked(SalonError):
    """It is kept back, as after a recall."""

    product: str
    lot: str
    why: str

    text = N_(
        "{product}, lot {lot} is blocked and not given out: {why}. Take another batch."
    )


class WhyBlocked(SalonError):
    """Blocking or writing off without a reason."""

    text = N_("Write in a few words why. It is kept with the batch.")


class ReversedAlready(SalonError):
    """A move is taken back once."""

    text = N_("This was taken back already, or is itself the taking back of another.")


class OfSomethingElse(SalonError):
    """A move that follows from a bill or a record is changed there."""

    text = N_(
        "This follows from a bill, a treatment or a stock-take. Change that; the "
        "shelf follows."
    )


class CountIsOver(SalonError):
    """The stock-take was confirmed or dropped."""

    text = N_("This stock-take is over. Begin a new one to count again.")


class CountUnderWay(SalonError):
    """A second stock-take while one is open."""

    text = N_("A stock-take is under way. Count on in it, confirm it or drop it first.")


class NothingCounted(SalonError):
    """A stock-take is confirmed of which no line was counted."""

    text = N_("Nothing was counted yet. Enter what you found, line by line.")


@dataclass(eq=False)
class BarcodeTaken(SalonError):
    """Two products cannot have one code."""

    code: str
    product: str

    text = N_("The code {code} belongs to {product} already.")


@dataclass(eq=False)
class BadShelfValue(SalonError):
    """A minimum, a price or a life below nothing, or beyond what can be."""

    said: str

    text = N_("“{said}” cannot be. Say a number that is not below nothing.")
