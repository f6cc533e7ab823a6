"""What the till shows of one bill, of a day's bills, and of what can be put on one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from salon.appointments.model import DayLine
from salon.appointments.queries import visits_of
from salon.catalogue.queries import products, services
from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import client_line
from salon.courses.model import CourseLine, Redeemed
from salon.courses.queries import courses_of, lines_for
from salon.ledger.coins import pieces
from salon.ledger.queries import books_day
from salon.money import Money, total
from salon.prepaid.model import (
    Membership,
    NoSuchVoucher,
    Purse,
    VoucherLine,
    VoucherState,
)
from salon.prepaid.queries import (
    member_by_code,
    member_of,
    purse_of,
    rules_of,
    voucher,
    vouchers_of,
)
from salon.prepaid.rules import Rules
from salon.settings.queries import premises
from salon.shelf.guarding import Guarded, guard
from salon.shelf.model import NOT_GOOD, BatchLine
from salon.shelf.queries import article, batch_for_scan, batches
from salon.text import Names, _, amount
from salon.till.model import BillCard, BillId, BillLineShort
from salon.till.queries import (
    bill,
    bills_between,
    owed_by,
    usual_means,
    waiting_bills,
)
from salon.till.rules import coin, means_here
from salon.work import Reading

FOUND = 12  # things that are offered for what is typed
VISITS = 40
MOST_OVER = 1.5  # of what is to be paid, as people give notes


@dataclass(frozen=True, slots=True)
class BillSight:
    """One bill as the till shows it."""

    card: BillCard
    currency: str
    means: tuple[str, ...]  # the client's usual one first
    tax_name: str
    books: date  # the day of the books on which it would be closed now
    today: date
    discount_limit: int  # per cent that anybody may give
    coin: int  # the smallest, in minor units
    pieces: tuple[Money, ...]  # notes and coins, the largest first
    client: ClientLine | None = None
    purse: Purse = field(default_factory=Purse)
    courses: tuple[CourseLine, ...] = ()  # of which something is left
    vouchers: tuple[VoucherLine, ...] = ()  # that are the client's and good
    debts: tuple[BillLineShort, ...] = ()  # earlier bills, without what is on this one
    waiting: tuple[BillLineShort, ...] = ()  # other bills that are not closed
    sessions: tuple[Redeemed, ...] = ()  # of the courses, that are on this bill
    next_visit: DayLine | None = None
    lots: Mapping[int, BatchLine] = field(default_factory=dict)  # by product
    guarded: tuple[Guarded, ...] = ()  # what is to be said of its products
    rules: Rules = field(default_factory=Rules)  # bonus tables, tiers, points
    member: Membership | None = None  # the card that counts today

    @property
    def owed(self) -> Money:
        """What the client owes on earlier bills that are not on this one."""
        return total(one.owing for one in self.debts)

    def session_of(self, appointment_id: int | None) -> Redeemed | None:
        """Return what was taken from a course at a visit."""
        return next(
            (one for one in self.sessions if one.appointment_id == appointment_id), None
        )


@dataclass(frozen=True, slots=True)
class TillSight:
    """The bills of today, and what they came to."""

    now: datetime
    currency: str
    open: tuple[BillLineShort, ...]
    closed: tuple[BillLineShort, ...]
    total: Money  # of those closed today, what is paid back taken off
    owing: Money


class Kind(StrEnum):
    """What can be put on a bill."""

    SERVICE = "service"
    PRODUCT = "product"
    VOUCHER = "voucher"  # that pays
    MEMBER = "member"  # the client whose card was scanned


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that fits to what was typed or scanned."""

    kind: Kind
    id: int
    names: Names | str
    price: Money
    code: str = ""


def _lots(reading: Reading, card: BillCard) -> dict[int, BatchLine]:
    """Return from which lot each product of a bill is taken."""
    wanted = {one.product_id for one in card.lines if one.product_id is not None}
    if not wanted:
        return {}
    found: dict[int, BatchLine] = {}
    for product, lots in batches(reading, wanted).items():
        good = [one for one in lots if one.stock > 0 and one.freshness not in NOT_GOOD]
        if good:
            found[product] = good[0]
    return found


def till_today(reading: Reading) -> TillSight:
    """Return the bills of today."""
    last = max(reading.today, books_day(reading))
    closed = bills_between(reading, reading.today, last)
    return TillSight(
        now=reading.local(reading.now),
        currency=premises(reading).currency,
        open=tuple(waiting_bills(reading)),
        closed=tuple(closed),
        total=total(one.total for one in closed),
        owing=total(one.owing for one in closed),
    )


def bill_sight(reading: Reading, key: BillId) -> BillSight:
    """Return one bill with all that the till shows beside it; raises Missing."""
    card = bill(reading, key)
    here = premises(reading)
    who = card.client_id
    usual = usual_means(reading, who) if who is not None else ""
    means = means_here(reading)
    if usual in means:
        means = (usual, *(one for one in means if one != usual))
    visits = [one.appointment_id for one in card.lines if one.appointment_id]
    sight = BillSight(
        card=card,
        currency=here.currency,
        means=means,
        tax_name=here.tax_name or _("tax"),
        books=books_day(reading),
        today=reading.today,
        discount_limit=here.discount_limit,
        coin=coin(reading),
        pieces=pieces(here.currency),
        lots=_lots(reading, card),
        waiting=tuple(one for one in waiting_bills(reading) if one.id != key),
        rules=rules_of(reading),
    )
    if who is None:
        return sight
    return _of_client(reading, sight, who, visits)


def _of_client(
    reading: Reading, sight: BillSight, who: ClientId, visits: Sequence[int]
) -> BillSight:
    on_it = {one.debt_of for one in sight.card.lines}
    today, now = reading.today, reading.local(reading.now)
    courses = [
        one
        for one in courses_of(reading, who, with_shared=True)
        if one.worth_left.minor > 0 and not one.is_used_up
    ]
    vouchers = [
        one
        for one in vouchers_of(reading, who)
        if one.holder_id == who
        and one.left.minor > 0
        and one.state is VoucherState.GOOD
        and not one.is_over(today)
    ]
    coming = [
        one
        for one in visits_of(reading, who, VISITS)
        if one.status.holds_time
        and (one.slot.day, one.slot.start) > (now.date(), now.time())
    ]
    goods = [one.product_id for one in sight.card.lines if one.product_id]
    return replace(
        sight,
        client=client_line(reading, who),
        purse=purse_of(reading, who),
        member=member_of(reading, who),
        courses=tuple(courses),
        vouchers=tuple(vouchers),
        debts=tuple(one for one in owed_by(reading, who) if one.id not in on_it),
        guarded=tuple(guard(reading, who, goods) if goods else ()),
        sessions=tuple(lines_for(reading, who, visits)),
        next_visit=min(
            coming, key=lambda one: (one.slot.day, one.slot.start), default=None
        ),
    )


def things(reading: Reading, said: str) -> list[Thing]:
    """Return what fits to what was typed or scanned; what is exactly that alone.

    A number of a voucher is that voucher, the code of a member's card is that client,
    a product's number, its code and a lot of it are that product.
    """
    plain = said.strip()
    if not plain:
        return []
    if (scanned := batch_for_scan(reading, plain)) is not None:
        of = article(reading, scanned.product_id)
        price = of.price or Money()
        return [Thing(Kind.PRODUCT, of.id, of.names, price, of.ref)]
    try:
        one = voucher(reading, plain)
    except NoSuchVoucher:
        pass
    else:
        return [Thing(Kind.VOUCHER, one.id, one.code, one.left, one.code)]
    if (card := member_by_code(reading, plain)) is not None:
        who = client_line(reading, card.client_id)
        return [Thing(Kind.MEMBER, int(who.id), who.name, Money(), card.code)]
    goods = [
        Thing(Kind.PRODUCT, one.id, one.names, one.price, one.ref)
        for one in products(reading, plain)
    ]
    if exact := [one for one in goods if one.code == plain]:
        return exact
    done = [
        Thing(Kind.SERVICE, one.id, one.names, one.price)
        for one in services(reading, plain)
    ]
    return [*done[: FOUND // 2], *goods[: FOUND // 2]]


def notes_for(due: Money, known: Sequence[Money], step: int) -> Money:
    """Return the notes that are most likely given for an amount: 34.40 is paid by 40.

    Args:
        due: What is to be paid.
        known: Notes and coins, the largest first; without any it is paid exactly.
        step: The smallest coin.
    """
    if due.minor <= 0:
        return due
    notes = [one.minor for one in known if one.minor >= max(500, 50 * step)]
    for note in (one for one in notes if one <= due.minor):
        given = -(-due.minor // note) * note
        if given <= due.minor * MOST_OVER:
            return Money(given)
    return Money(min((one for one in notes if one >= due.minor), default=due.minor))


def money_said(sight: BillSight, money: Money) -> str:
    """Return an amount as it is shown beside a bill."""
    return amount(money, sight.currency)
