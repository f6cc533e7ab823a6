"""What was paid at the till of the sample salon: every visit has its bill, balanced.

The rows are those that the till would write; `check` holds bills, courses and stored
value against the books.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from salon.catalogue.tables import Product
from salon.codes import LETTERS
from salon.content import price_of
from salon.courses.model import CODE_LENGTH, ON_PAPER
from salon.courses.sums import worth_of
from salon.courses.tables import Course, Redemption
from salon.demo.house import House
from salon.demo.people import Person, Visit
from salon.demo.records import Papers
from salon.ledger.coins import smallest_coin
from salon.ledger.model import Account, Kind, of_means
from salon.ledger.sums import in_coins, in_step, taxes
from salon.ledger.tables import Posting
from salon.money import Money, total
from salon.prepaid.tables import Holding
from salon.settings.model import Premises
from salon.settings.usual import usual_price
from salon.till.model import (
    CASH,
    MEANS_ELSEWHERE,
    STORED,
    USUAL_MEANS,
    BillState,
    LineKind,
)
from salon.till.tables import Bill, BillLine, Payment
from salon.work import Work

Rows = list[dict[str, Any]]
GOODS = {  # of the usual price, in per cent
    "cleanser": 32,
    "toner": 30,
    "serum": 58,
    "moisturiser": 48,
    "sunscreen": 40,
    "mask": 36,
    "eye": 46,
}
USUAL_GOOD = 42
BUYS = 0.16  # of the visits end with a product as well
TOPS_UP = 0.1  # of the clients keep stored value
OWES = 0.08  # of what is bought in the last month is paid another time
RECENT = 30  # days
BONUS = 10  # per cent on top of a top-up


@dataclass(slots=True)
class _Purse:
    paid: Money = field(default_factory=Money)
    bonus: Money = field(default_factory=Money)


@dataclass(slots=True)
class _Basket:
    """One client at the till on one day."""

    client: int
    day: date
    at: datetime
    staff: int
    person: Person
    visits: list[Visit] = field(default_factory=list)
    sold: list[int] = field(default_factory=list)  # places of courses


@dataclass(slots=True)
class _Ready:
    """One bill with all that is written of it."""

    bill: dict[str, Any]
    lines: Rows
    payments: Rows
    postings: list[tuple[int | None, dict[str, Any]]]  # by the place of the line


def price_goods(work: Work, here: Premises) -> None:
    """Give every product the price at which it is sold."""
    base = here.usual_price or usual_price(here.currency)
    found: dict[int, Money] = {}
    for key, category in work.session.execute(
        select(Product.id, Product.category).where(Product.is_active.is_(True))
    ):
        part = GOODS.get(category, USUAL_GOOD)
        # as odd as price lists are, and the same in every salon of that currency
        found[key] = price_of(3, base * (part + key % 5 * 3) // 100)
    work.change_many(Product, {key: {"price": price} for key, price in found.items()})


def count_courses(people: Sequence[Person], papers: Papers) -> Rows:
    """Finish the courses: what each session is worth; return their redemptions.

    The keys of the courses are not known yet; their places stand for them.
    """
    visits = {visit.key: visit for person in people for visit in person.visits}
    taken: dict[int, list[Visit]] = defaultdict(list)
    for place, key in papers.redemptions:
        taken[place].append(visits[key])
    rows: Rows = []
    for place, course in enumerate(papers.courses):
        hers = sorted(taken[place], key=lambda one: (one.day, one.start))
        price, sessions = course["price"], course["sessions"]
        given = Money()
        for number, visit in enumerate(hers, 1):
            worth = worth_of(price, sessions, number)
            given += worth
            letters = visit.person.random
            code = "".join(letters.choice(LETTERS) for _at in range(CODE_LENGTH))
            rows.append(
                {
                    "course_id": place,
                    "appointment_id": visit.key,
                    "number": number,
                    "worth": worth,
                    "listed": visit.service.price,
                    "service_id": visit.service.id,
                    "staff_id": visit.staff,
                    "client_id": visit.person.key,
                    "at": None,
                    "staff_sign": ON_PAPER,
                    "client_sign": ON_PAPER,
                    "code": code,
                }
            )
        course["given"] = given
        course["list_unit"] = hers[0].service.price if hers else Money()
        course["staff_id"] = hers[0].staff if hers else None
    return rows


class Takings:
    """Writes the bills of one chapter of the sample salon."""

    def __init__(self, work: Work, house: House) -> None:
        self._work, self._house = work, house
        here = house.premises
        known = here.means or USUAL_MEANS.get(here.region, MEANS_ELSEWHERE)
        self._means = known
        self._coin = smallest_coin(here.currency)
        self._goods: list[tuple[int, str, Money]] = [
            (key, str(names), price)
            for key, names, price in work.session.execute(
                select(Product.id, Product.names, Product.price)
                .where(Product.price > Money())
                .order_by(Product.id)
            )
        ]
        self._purses: dict[int, _Purse] = defaultdict(_Purse)
        self._rates = here.tax_service, here.tax_product

    def write(
        self,
        people: Sequence[Person],
        papers: Papers,
        courses: Sequence[int],
        redeemed: Rows,
    ) -> None:
        """Write a bill for each day on which somebody was treated.

        Args:
            people: Of this chapter.
            papers: What was written down of them.
            courses: The keys of the courses, in their order.
            redeemed: See `count_courses`.
        """
        by_visit: dict[int, dict[str, Any]] = {
            row["appointment_id"]: row for row in redeemed
        }
        house = self._house
        for row in redeemed:
            row["course_id"] = courses[row["course_id"]]
        baskets = self._baskets(people, papers, by_visit)
        for person in people:
            for visit in person.visits:
                if visit.key in by_visit:
                    ends = visit.start + visit.service.minutes
                    by_visit[visit.key]["at"] = house.instant(visit.day, ends)
        self._work.add_many(Redemption, redeemed)
        ready = [self._ready(one, papers, courses, by_visit) for one in baskets]
        self._number(ready)
        keys = self._work.add_many(Bill, [one.bill for one in ready])
        lines = self._work.add_many(
            BillLine,
            [
                line | {"bill_id": key}
                for key, one in zip(keys, ready, strict=True)
                for line in one.lines
            ],
        )
        self._work.add_many(
            Payment,
            [
                row | {"bill_id": key}
                for key, one in zip(keys, ready, strict=True)
                for row in one.payments
            ],
        )
        postings, at = [], 0
        began: dict[int, dict[str, Any]] = {}
        for key, one in zip(keys, ready, strict=True):
            for place, row in one.postings:
                more = {"line_id": None if place is None else lines[at + place]}
                postings.append(row | more | {"bill_id": key})
            for place, line in enumerate(one.lines):
                if line["kind"] is LineKind.COURSE:
                    began[line["course_id"]] = {"line_id": lines[at + place]}
            at += len(one.lines)
        postings += [
            self._posting(
                *(row["at"], Kind.REDEMPTION, Account.COURSE, Account.SERVICE),
                row["worth"],
                client_id=row["client_id"],
                course_id=row["course_id"],
                staff_id=row["staff_id"],
            )
            for row in redeemed
        ]
        postings = [one for one in postings if one["amount"].minor > 0]
        postings.sort(key=lambda one: one["at"])
        self._work.add_many(Posting, postings)
        self._work.change_many(Course, began)
        self._work.add_many(
            Holding,
            [
                {"client_id": client, "paid": purse.paid, "bonus": purse.bonus}
                for client, purse in self._purses.items()
            ],
        )

    def _baskets(
        self,
        people: Sequence[Person],
        papers: Papers,
        by_visit: dict[int, dict[str, Any]],
    ) -> list[_Basket]:
        house = self._house
        places = {visit: place for place, visit in papers.redemptions}
        found: dict[tuple[int, int], _Basket] = {}
        for person in people:
            for visit in person.visits:
                if visit.status not in ("completed", "left"):
                    continue
                row = by_visit.get(visit.key)
                is_sold = row is not None and row["number"] == 1
                if visit.day >= house.today and not is_sold:
                    continue  # those of today are still to be paid
                at = house.instant(visit.day, visit.start + visit.service.minutes + 5)
                basket = found.get((person.key, visit.day))
                if basket is None:
                    basket = found[person.key, visit.day] = _Basket(
                        person.key, house.date(visit.day), at, visit.staff, person
                    )
                basket.visits.append(visit)
                basket.at = max(basket.at, at)
                if is_sold:
                    basket.sold.append(places[visit.key])
        return sorted(found.values(), key=lambda one: (one.day, one.at, one.client))

    def _ready(
        self,
        basket: _Basket,
        papers: Papers,
        courses: Sequence[int],
        by_visit: dict[int, dict[str, Any]],
    ) -> _Ready:
        random, lines = basket.person.random, list[dict[str, Any]]()
        for place in basket.sold:
            course = papers.courses[place]
            lines.append(
                self._line(
                    LineKind.COURSE,
                    str(self._service(course["service_id"])),
                    course["price"],
                    basket,
                    service_id=course["service_id"],
                    course_id=courses[place],
                )
            )
        for visit in basket.visits:
            row = by_visit.get(visit.key)
            lines.append(
                self._line(
                    LineKind.SERVICE if row is None else LineKind.SESSION,
                    str(visit.service.names),
                    visit.service.price if row is None else Money(),
                    basket,
                    service_id=visit.service.id,
                    appointment_id=visit.key,
                    course_id=None if row is None else row["course_id"],
                    staff_id=visit.staff,
                    body=_session(row, papers, courses),
                )
            )
        if self._goods and random.random() < BUYS:
            product, words, price = random.choice(self._goods)
            lines.append(
                self._line(LineKind.PRODUCT, words, price, basket, product_id=product)
            )
        return self._paid(basket, lines)

    def _service(self, key: int) -> object:
        known = self._house.services.values()
        return next(one.names for one in known if one.id == key)

    def _line(
        self, kind: LineKind, words: str, price: Money, basket: _Basket, **more: Any
    ) -> dict[str, Any]:
        service, product = self._rates
        rate = product if kind is LineKind.PRODUCT else service
        if kind not in (LineKind.SERVICE, LineKind.PRODUCT, LineKind.COURSE):
            rate = 0
        is_earned = kind in (LineKind.SERVICE, LineKind.PRODUCT)
        row = {
            "kind": kind,
            "words": words,
            "list": price,
            "price": price,
            "taken": price,
            "earned": price if is_earned else Money(),
            "tax_rate": rate,
            "staff_id": basket.staff,
        }
        return row | {key: value for key, value in more.items() if value is not None}

    def _paid(self, basket: _Basket, lines: Rows) -> _Ready:
        """Say how a bill was paid, and move what it moves."""
        random, house = basket.person.random, self._house
        purse = self._purses.get(basket.client)
        is_near = house.today - (basket.day - house.first).days <= 2 * 365
        whole = total(one["price"] for one in lines)
        if purse is None and is_near and random.random() < TOPS_UP / 8:
            purse = self._purses[basket.client]
            amount = Money(max(whole.minor // 1000 + 3, 3) * 1000)
            bonus = Money(amount.minor * BONUS // 100)
            lines.append(
                self._line(LineKind.TOP_UP, _stored_words(), amount, basket)
                | {"body": f'{{"bonus": {bonus.minor}}}'}
            )
            purse.paid += amount
            purse.bonus += bonus
            whole += amount
            used = Money()
        else:
            used = self._from_purse(purse, lines, whole)
        own = bonus = Money()
        if purse is not None and used.minor:
            own, bonus = in_step(used, purse.paid, purse.bonus)
            purse.paid, purse.bonus = purse.paid - own, purse.bonus - bonus
            _spread(lines, bonus)
        rest = whole - used
        ago = house.today - (basket.day - house.first).days
        owing = Money()
        last = lines[-1]
        may_owe = ago <= RECENT and last["kind"] is LineKind.PRODUCT and not used.minor
        if may_owe and random.random() < OWES:
            owing = last["price"]
            last["unpaid"], last["taken"] = owing, Money()
            rest -= owing
        means = self._usual(basket)
        rounding = Money()
        if means == CASH and rest.minor:
            rounded = in_coins(rest, self._coin)
            rounding, rest = rounded - rest, rounded
        return self._whole(
            *(basket, lines, whole, rounding, owing, means, rest, own, bonus)
        )

    def _usual(self, basket: _Basket) -> str:
        """Return how a client pays: mostly as ever."""
        usual = self._means[basket.client % len(self._means)]
        if basket.person.random.random() < 0.85:
            return usual
        return basket.person.random.choice(self._means)

    @staticmethod
    def _from_purse(purse: _Purse | None, lines: Rows, whole: Money) -> Money:
        """Return how much of a bill stored value pays: all, or nothing."""
        if purse is None or not whole.minor:
            return Money()
        kinds = {one["kind"] for one in lines}
        if kinds - {LineKind.SERVICE, LineKind.PRODUCT, LineKind.SESSION}:
            return Money()
        return whole if purse.paid + purse.bonus >= whole else Money()

    def _whole(
        self,
        basket: _Basket,
        lines: Rows,
        whole: Money,
        rounding: Money,
        owing: Money,
        means: str,
        rest: Money,
        own: Money,
        bonus: Money,
    ) -> _Ready:
        day, at, client = basket.day, basket.at, basket.client
        rates = [one["tax_rate"] for one in lines]
        found = taxes([one["price"] for one in lines], rates, is_included=True)
        for place, (line, tax) in enumerate(zip(lines, found, strict=True), 1):
            line["tax"], line["position"] = tax, place
        bill = {
            "state": BillState.CLOSED,
            "client_id": client,
            "day": day,
            "series": str(day.year),
            "opened_at": at,
            "closed_at": at,
            "opened_by": basket.staff,
            "closed_by": basket.staff,
            "total": whole,
            "tax": total(found),
            "rounding": rounding,
            "owing": owing,
        }
        payments: Rows = []
        moves: list[tuple[int | None, dict[str, Any]]] = []

        def move(
            kind: Kind,
            debit: str,
            credit: str,
            amount: Money,
            place: int | None = None,
            **more: Any,
        ) -> None:
            if amount.minor < 0:
                debit, credit, amount = credit, debit, Money(-amount.minor)
            row = self._posting(
                at, kind, debit, credit, amount, client_id=client, **more
            )
            moves.append((place, row))

        def pay(by: str, amount: Money, of_it: Money) -> None:
            payments.append(
                {
                    "means": by,
                    "amount": amount,
                    "bonus": of_it,
                    "staff_id": basket.staff,
                    "at": at,
                    "day": day,
                }
            )

        if own.minor or bonus.minor:
            pay(STORED, own + bonus, bonus)
            move(Kind.SPENT, Account.STORED, Account.OWED, own, staff_id=basket.staff)
            move(Kind.PROMISE, Account.BONUS, Account.BONUS_PROMISED, bonus)
        if rest.minor:
            pay(means, rest, Money())
            debit = of_means(means)
            move(Kind.PAYMENT, debit, Account.OWED, rest, staff_id=basket.staff)
        for place, line in enumerate(lines):
            kind: LineKind = line["kind"]
            if kind is LineKind.SESSION:
                continue
            account = {
                LineKind.SERVICE: Account.SERVICE,
                LineKind.PRODUCT: Account.PRODUCT,
                LineKind.COURSE: Account.COURSE,
            }.get(kind, Account.STORED)
            net = line["price"] - line.get("bonus", Money())
            more = {"staff_id": line["staff_id"], "course_id": line.get("course_id")}
            move(Kind.SALE, Account.OWED, account, net, place, **more)
            if kind is LineKind.TOP_UP:
                extra = Money(line["price"].minor * BONUS // 100)
                move(Kind.PROMISE, Account.BONUS_PROMISED, Account.BONUS, extra, place)
            income = Account.PRODUCT if kind is LineKind.PRODUCT else Account.SERVICE
            move(Kind.TAX, income, Account.TAX, line["tax"], place)
        move(Kind.ROUNDING, Account.OWED, Account.ROUNDING, rounding)
        return _Ready(bill, lines, payments, moves)

    def _posting(
        self,
        at: datetime,
        kind: Kind,
        debit: str,
        credit: str,
        amount: Money,
        **more: Any,
    ) -> dict[str, Any]:
        day = self._work.local(at).date()
        moved = {"debit": debit, "credit": credit, "amount": amount}
        return {"at": at, "day": day, "kind": kind, **moved, **more}

    def _number(self, ready: Sequence[_Ready]) -> None:
        """Give the bills their numbers, on from those that were given before."""
        last: dict[str, int] = {
            series: number or 0
            for series, number in self._work.session.execute(
                select(Bill.series, func.max(Bill.number)).group_by(Bill.series)
            )
        }
        for one in ready:
            series = one.bill["series"]
            last[series] = last.get(series, 0) + 1
            one.bill["number"] = last[series]


def _session(
    row: dict[str, Any] | None, papers: Papers, courses: Sequence[int]
) -> str | None:
    if row is None:
        return None
    course = papers.courses[courses.index(row["course_id"])]
    left = course["sessions"] - row["number"]
    worth_left = total(
        worth_of(course["price"], course["sessions"], number)
        for number in range(row["number"] + 1, course["sessions"] + 1)
    )
    return (
        f'{{"number": {row["number"]}, "of": {course["sessions"]}, "left": {left},'
        f' "worth": {row["worth"].minor}, "worth_left": {worth_left.minor},'
        f' "code": "{row["code"]}"}}'
    )


def _spread(lines: Rows, bonus: Money) -> None:
    """Say of each line how much of it was paid by what was given as a bonus."""
    rest = bonus.minor
    for line in lines:
        part = min(rest, line["price"].minor)
        line["bonus"] = Money(part)
        line["taken"] = Money()
        if line["kind"] in (LineKind.SERVICE, LineKind.PRODUCT):
            line["earned"] = line["price"] - Money(part)
        rest -= part


def _stored_words() -> str:
    from salon.text import N_, _

    return _(N_("Stored value"))
