"""The shelf of a sample salon: lots, a low one, one to use soon, one open too long."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from salon.catalogue.tables import Product
from salon.content import price_of
from salon.demo.house import House
from salon.settings.usual import usual_price
from salon.shelf.model import MoveKind
from salon.shelf.queries import articles
from salon.shelf.tables import Batch, ServiceUse, StockMove
from salon.work import Work

_OPENING = 60  # days ago, when the shelf was first kept
_BANDS = {"serum": 4, "eye": 4, "moisturiser": 3, "sunscreen": 3, "treatment": 3}
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


# What is worth looking at; every other product has one lot of a few.
_TOLD = {
    "su_min": (_Lot(4, 210, 9, 30_000), _Lot(6, 520)),
    "se_vitc": (_Lot(2, 300, 104, 11_000),),  # open too long
    "ma_calm": (_Lot(3, 12),),  # to be used soon
    "se_ha": (_Lot(1, 380, 3, 6_000),),  # low
    "to_bha": (_Lot(2, -5), _Lot(3, 340)),  # one is over
}


def stock(work: Work, house: House) -> None:
    """Fill the shelf: prices, codes, minima, lots, and what services use."""
    every = [one for one in articles(work).values() if one.is_active]
    usual = house.premises.usual_price or usual_price(house.premises.currency)
    work.change_many(
        Product,
        {
            one.id: {
                "price": price_of(_BANDS.get(one.category, 2), usual, 30),
                "barcode": _code(one.id),
                "min_stock": 2 * one.measure.size,
                "order_up_to": 6 * one.measure.size,
            }
            for one in every
        },
    )
    lots: list[dict[str, Any]] = []
    for place, one in enumerate(every):
        for at, lot in enumerate(_TOLD.get(one.ref, (_Lot(3 + place % 4),))):
            lots.append(
                _batch(house, one.id, lot, at)
                | {"stock": lot.there * one.measure.size - lot.gone}
            )
    begun = house.today - _OPENING
    assert house.crew is not None
    who = house.crew.keys["mei"]
    moves = []
    for key, batch in zip(work.add_many(Batch, lots), lots, strict=True):
        moves.append(
            {
                "product_id": batch["product_id"],
                "batch_id": key,
                "client_id": None,
                "kind": MoveKind.OPENING,
                "quantity": batch["stock"],
                "before": 0,
                "after": batch["stock"],
                "unit_cost": None,
                "at": house.instant(begun, 600),
                "day": house.date(begun),
                "staff_id": who,
                "source": "",
                "source_id": 0,
                "reason": "",
                "reverses_id": None,
            }
        )
    work.add_many(StockMove, moves)
    used = next((one.id for one in every if one.ref == "se_ha"), None)
    if used is not None:
        facials = [one for one in house.services.values() if one.family == _FACIALS]
        rows = [
            {"service_id": one.id, "product_id": used, "quantity": _USED}
            for one in facials
        ]
        work.add_many(ServiceUse, rows)


def _batch(house: House, product_id: int, lot: _Lot, at: int) -> dict[str, Any]:
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
