"""The shelf of a sample salon: lots, a low one, one to use soon, one open too long."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from salon.catalogue.tables import Product
from salon.demo.house import House
from salon.money import Money
from salon.shelf.model import Article, MoveKind
from salon.shelf.queries import articles
from salon.shelf.tables import Batch, ServiceUse, StockMove
from salon.till.model import BillState, LineKind
from salon.till.tables import Bill, BillLine
from salon.treatments.tables import Treatment, TreatmentProduct
from salon.work import Work

Row = dict[str, Any]

_OPENING = 60  # days ago, when the shelf was first kept
_IN_STORE = "29"  # codes that begin so are a shop's own
_NOON = 720
COST = 45  # per cent of the price
_USED = 2_000  # thousandths of a millilitre or a gram, each time
_FACIALS = "FAC"


@dataclass(frozen=True, slots=True)
class _Lot:
    """Whole ones of a lot, on which day it ends, and since when one is open."""

    there: int
    until: int = 400  # days from today
    opened: int | None = None  # days ago
    gone: int = 0  # thousandths of the open one


_MOVE: Row = {
    "client_id": None,
    "kind": MoveKind.OPENING,
    "unit_cost": None,
    "source": "",
    "source_id": 0,
    "reason": "",
    "reverses_id": None,
}

# What is worth looking at; every other product has one lot of a few.
_TOLD = {
    "su_min": (_Lot(4, 210, 9, 30_000), _Lot(6, 520)),
    "se_vitc": (_Lot(4, 300, 104, 11_000),),  # open too long
    "ma_calm": (_Lot(3, 12),),  # to be used soon
    "se_ha": (_Lot(1, 380, 3, 6_000),),  # low
    "to_bha": (_Lot(2, -5), _Lot(3, 340)),  # one is over
}


def stock(work: Work, house: House) -> None:
    """Fill the shelf: codes, minima, lots, what was sold, and what services use."""
    every = [one for one in articles(work).values() if one.is_active]
    work.change_many(
        Product,
        {
            one.id: {
                "barcode": _code(one.id),
                "min_stock": 2 * one.measure.size,
                "order_up_to": 6 * one.measure.size,
            }
            for one in every
        },
    )
    lots = [
        _batch(house, one.id, lot, at)
        | {"stock": lot.there * one.measure.size - lot.gone, "unit_cost": _cost(one)}
        for place, one in enumerate(every)
        for at, lot in enumerate(_TOLD.get(one.ref, (_Lot(3 + place % 4),)))
    ]
    went = _went(work, house, every)
    begun = house.today - _OPENING
    came = {"day": house.date(begun), "at": house.instant(begun, 600)}
    moves: list[Row] = []
    for key, batch in zip(work.add_many(Batch, lots), lots, strict=True):
        own = {"product_id": batch["product_id"], "batch_id": key}
        own["unit_cost"] = batch["unit_cost"]
        gone = went.get((batch["product_id"], batch["lot"]), [])
        level = 0
        there = batch["stock"] - sum(one["quantity"] for one in gone)
        for told in ({"quantity": there} | came, *gone):
            sums = {"before": level, "after": level + told["quantity"]}
            moves.append(_MOVE | {"staff_id": _keeper(house)} | told | own | sums)
            level = sums["after"]
    work.add_many(StockMove, sorted(moves, key=lambda one: one["at"]))
    used = next((one.id for one in every if one.ref == "se_ha"), None)
    facials = [one for one in house.services.values() if one.family == _FACIALS]
    if used is not None:
        rows = [
            {"service_id": one.id, "product_id": used, "quantity": _USED}
            for one in facials
        ]
        work.add_many(ServiceUse, rows)


def _keeper(house: House) -> int:
    assert house.crew is not None
    return house.crew.keys["mei"]


def _went(
    work: Work, house: House, every: Sequence[Article]
) -> dict[tuple[int, str], list[Row]]:
    """Return what bills and records took since the shelf is kept, in its order.

    It is told by product and lot; what was sold came from the first lot.
    """
    since = house.date(house.today - _OPENING + 1)
    first = _lot_of(house, 0)
    sizes = {int(one.id): one.measure.size for one in every}
    found: dict[tuple[int, str], list[Row]] = defaultdict(list)
    line = BillLine
    sold = (
        select(line.id, line.product_id, line.quantity, line.staff_id)
        .add_columns(Bill.client_id, Bill.day, Bill.closed_at)
        .join(Bill, Bill.id == line.bill_id)
        .where(line.kind == LineKind.PRODUCT, line.product_id.is_not(None))
        .where(Bill.day >= since, Bill.state == BillState.CLOSED)
    )
    for row in work.session.execute(sold):
        key = int(row.product_id)
        told = {"kind": MoveKind.SALE, "source": "bill_line", "source_id": row.id}
        told |= {"at": row.closed_at, "quantity": -row.quantity * sizes[key]}
        found[key, first].append(told | _whose(row))
    t, p = Treatment, TreatmentProduct
    used = (
        select(t.id, t.client_id, t.staff_id, t.day, p.product, p.amount, p.unit)
        .add_columns(p.batch)
        .join(p, p.treatment_id == t.id)
        .where(t.day >= since, p.amount.is_not(None))
    )
    by_ref = {one.ref: one for one in every}
    for row in work.session.execute(used):
        of = by_ref.get(row.product)
        amount = None if of is None else of.measure.of(row.amount, row.unit)
        if of is None or not amount:
            continue
        told = {"kind": MoveKind.TREATMENT, "source": "treatment", "source_id": row.id}
        at = house.instant((row.day - house.first).days, _NOON)
        told |= {"at": at, "quantity": -amount}
        found[int(of.id), row.batch].append(told | _whose(row))
    for rows in found.values():
        rows.sort(key=lambda one: one["at"])
    return found


def _whose(row: Any) -> Row:
    return {"client_id": row.client_id, "day": row.day, "staff_id": row.staff_id}


def _batch(house: House, product_id: int, lot: _Lot, at: int) -> Row:
    return {
        "product_id": product_id,
        "lot": _lot_of(house, at),
        "expires_on": _day(house, lot.until),
        "opened_on": None if lot.opened is None else _day(house, -lot.opened),
        "life_open_days": None,
        "unit_cost": None,
        "received_on": _came(house, at),
        "supplier": "",
        "blocked": "",
    }


def _cost(one: Article) -> Money | None:
    """Return what a whole one was bought for."""
    return None if one.price is None else Money(one.price.minor * COST // 100)


def _lot_of(house: House, at: int) -> str:
    """Return the name of a lot, as the records of the time have it."""
    when = _came(house, at)
    return f"{when:%y}{(when.month + 1) // 2 * 2 - 1:02}-{'AB'[at]}"


def _came(house: House, at: int) -> date:
    return _day(house, -_OPENING if at == 0 else -30)


def _day(house: House, days: int) -> date:
    return house.date(house.today) + timedelta(days=days)


def _code(key: int) -> str:
    """Return a code of thirteen digits, the last to check by, as on a label."""
    digits = f"{_IN_STORE}{key:010}"
    total = sum(int(one) * (3 if at % 2 else 1) for at, one in enumerate(digits))
    return f"{digits}{-total % 10}"
