"""The shelf of a sample salon: lots, a low one, one to use soon, one open too long."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from salon.catalogue.tables import Product
from salon.demo.house import House
from salon.shelf.model import MoveKind
from salon.shelf.queries import articles
from salon.shelf.tables import Batch, ServiceUse, StockMove
from salon.till.model import BillState, LineKind
from salon.till.tables import Bill, BillLine
from salon.work import Work

Row = dict[str, Any]

_OPENING = 60  # days ago, when the shelf was first kept
_IN_STORE = "29"  # codes that begin so are a shop's own
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
    sold = _sold(work, house)
    lots: list[Row] = []
    went: list[list[Row]] = []
    for place, one in enumerate(every):
        for at, lot in enumerate(_TOLD.get(one.ref, (_Lot(3 + place % 4),))):
            stock = lot.there * one.measure.size - lot.gone
            lots.append(_batch(house, one.id, lot, at) | {"stock": stock})
            went.append(sold.get(one.id, []) if at == 0 else [])
    sizes = {int(one.id): one.measure.size for one in every}
    moves: list[Row] = []
    for key, batch, gone in zip(work.add_many(Batch, lots), lots, went, strict=True):
        begun = house.today - _OPENING
        came = {"day": house.date(begun), "at": house.instant(begun, 600)}
        size = sizes[batch["product_id"]]
        there = batch["stock"] + sum(one.pop("count") * size for one in gone)
        amounts = [there, *(one.pop("units") * -size for one in gone)]
        level = 0
        for amount, told in zip(amounts, [came, *gone], strict=True):
            own = {"product_id": batch["product_id"], "batch_id": key}
            own |= {"quantity": amount, "before": level, "after": level + amount}
            moves.append(_MOVE | {"staff_id": _keeper(house)} | told | own)
            level += amount
    work.add_many(StockMove, moves)
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


def _sold(work: Work, house: House) -> dict[int, list[Row]]:
    """Return what bills have sold since the shelf is kept, by product, in order."""
    line = BillLine
    asked = (
        select(line.id, line.product_id, line.quantity, line.staff_id)
        .add_columns(Bill.client_id, Bill.day, Bill.closed_at)
        .join(Bill, Bill.id == line.bill_id)
        .where(line.kind == LineKind.PRODUCT, line.product_id.is_not(None))
        .where(Bill.day >= house.date(house.today - _OPENING + 1))
        .where(Bill.state == BillState.CLOSED)
        .order_by(Bill.closed_at, line.id)
    )
    found: dict[int, list[Row]] = defaultdict(list)
    for row in work.session.execute(asked):
        found[row.product_id or 0].append(
            {
                "client_id": row.client_id,
                "kind": MoveKind.SALE,
                "at": row.closed_at,
                "day": row.day,
                "staff_id": row.staff_id,
                "source": "bill_line",
                "source_id": row.id,
                "count": row.quantity,
                "units": row.quantity,
            }
        )
    return found


def _batch(house: House, product_id: int, lot: _Lot, at: int) -> Row:
    """Return a lot, named as the records of the time name it."""
    when = house.date(house.today) - timedelta(days=_OPENING if at == 0 else 30)
    return {
        "product_id": product_id,
        "lot": f"{when:%y}{(when.month + 1) // 2 * 2 - 1:02}-{'AB'[at]}",
        "expires_on": _day(house, lot.until),
        "opened_on": None if lot.opened is None else _day(house, -lot.opened),
        "life_open_days": None,
        "unit_cost": None,
        "received_on": when,
        "supplier": "",
        "blocked": "",
    }


def _day(house: House, days: int) -> date:
    return house.date(house.today) + timedelta(days=days)


def _code(key: int) -> str:
    """Return a code of thirteen digits, the last to check by, as on a label."""
    digits = f"{_IN_STORE}{key:010}"
    total = sum(int(one) * (3 if at % 2 else 1) for at, one in enumerate(digits))
    return f"{digits}{-total % 10}"
