"""What a bill takes from the shelf, and what comes back with what is given back."""

from salon.clients.model import ClientId
from salon.money import Money
from salon.shelf.model import MoveKind, Source
from salon.shelf.queries import article
from salon.shelf.taking import give_back, give_some_back, take
from salon.till.tables import BillLine
from salon.work import Work

BILL_LINE = "bill_line"


def take_sold(work: Work, client_id: ClientId | None, line: BillLine) -> None:
    """Take what a line sells from the shelf, also where there is less than that.

    Raises:
        BatchBlocked: Only what was recalled is left of it.
    """
    if line.product_id is None:
        return
    of = article(work, line.product_id)
    take(
        *(work, line.product_id, of.measure.whole(line.quantity), MoveKind.SALE),
        source=Source(BILL_LINE, line.id),
        client_id=client_id,
    )


def put_back(work: Work, line: BillLine, amount: Money, reason: str) -> None:
    """Put back what is given back of a line; a part of the price of one brings none.

    What came back and cannot be sold again is written off at the shelf.
    """
    source = Source(BILL_LINE, line.id)
    if amount == line.price:
        give_back(work, source, reason)
    else:
        units, over = divmod(amount.minor * line.quantity, line.price.minor)
        if not over:
            give_some_back(work, source, units, reason)
