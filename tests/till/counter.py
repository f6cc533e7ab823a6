"""A till to stand at: what the tests of bills share."""

from dataclasses import dataclass
from datetime import time

from sqlalchemy import func, select

from salon.appointments.operations import complete
from salon.catalogue.model import ProductId
from salon.catalogue.tables import Product
from salon.events import Event
from salon.ledger.model import Account
from salon.ledger.queries import balance
from salon.money import Money
from salon.till.closing import close_bill
from salon.till.model import BillCard, BillId, Paying
from salon.till.operations import bill_of_visit, open_bill
from salon.till.queries import bill
from salon.till.tables import Bill
from salon.work import Reading, Work
from tests.house import House


class Stocked(Event):
    text = "Stocked"
    undoable = False


def pounds(amount: str) -> Money:
    """Return an amount as it is written: "12.50"."""
    whole, _point, pence = amount.partition(".")
    return Money(int(whole) * 100 + int(pence.ljust(2, "0")))


@dataclass(frozen=True)
class Counter:
    """The till of a house, with one product on the shelf: a serum for 46.00."""

    house: House
    serum: ProductId

    def visit(self, at: time = time(9)) -> BillId:
        """Return Amira's bill after a peel."""
        key = self.house.booked(at)
        self.house.salon.do(complete, key)
        return self.house.salon.do(bill_of_visit, self.house.amira)

    def empty(self) -> BillId:
        """Return a bill of Amira on which nothing is yet."""
        return self.house.salon.do(open_bill, self.house.amira)

    def close(self, key: BillId, *paying: Paying, later: bool = False) -> str:
        """Close a bill; return its number."""
        return self.house.salon.do(close_bill, key, paying, later=later)

    def card(self, key: BillId) -> BillCard:
        """Return a bill, whole."""
        return self.house.salon.ask(bill, key)

    def balance(self, account: str) -> Money:
        """Return what an account holds; what is owed is below nothing."""
        return self.house.salon.ask(balance, account)

    def found_again(self) -> None:
        """See that all that clients owe by the ledger is what their bills say."""
        owed = self.house.salon.ask(_owing)

        assert self.balance(Account.OWED) == owed


def _owing(reading: Reading) -> Money:
    return reading.session.scalar(select(func.sum(Bill.owing))) or Money()


def counter_of(house: House) -> Counter:
    """Put a serum on the shelf and stand at the till."""

    def stock(work: Work) -> ProductId:
        words = {"en": "Azelaic acid serum 10 %", "zh_hans": "", "zh_hant": ""}
        row = work.add(
            Product(
                ref="se_aza",
                category="serum",
                **words,
                body="{}",
                price=Money(4600),
                sort=1,
                origin="",
            )
        )
        work.record(Stocked())
        return row.id

    return Counter(house, house.salon.do(stock))
