"""A shelf with three products, beside the house of all tests."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from salon.catalogue.model import ProductId
from salon.catalogue.tables import Product
from salon.shelf.model import PART
from salon.work import Work
from tests.house import House, HouseOpened

CREAM = 50 * PART  # the amount of a whole one


@dataclass(frozen=True)
class Shelf:
    """Products by name: a cream of 50 ml, an exfoliant, sheets of five."""

    house: House
    cream: ProductId
    acid: ProductId
    sheets: ProductId


def a_product(ref: str, name: str, size: str, **more: str) -> Product:
    """Return a product of that size."""
    kept = {"size": size, "unit_days": "31", "use_time": "pm", **more}
    category = kept.pop("category", "moisturiser")
    said = {"en": name, "zh_hans": name, "zh_hant": name}
    body = json.dumps(kept)
    return Product(ref=ref, category=category, body=body, sort=1, origin="", **said)


def stocked(house: House) -> Shelf:
    """Put products into the catalogue."""

    def fill(work: Work) -> tuple[ProductId, ProductId, ProductId]:
        cream = work.add(a_product("tst_cream", "Calm cream", "50 ml"))
        acid = work.add(
            a_product(
                *("tst_acid", "Clear lotion", "100 ml"),
                category="exfoliant",
                ingredients="salicylic glycerin",
                pregnancy="avoid",
                min_age="16",
            )
        )
        sheets = work.add(a_product("tst_sheet", "Sheet mask", "5 pcs"))
        work.events[:] = [HouseOpened()]
        return cream.id, acid.id, sheets.id

    return Shelf(house, *house.salon.do(fill))


@pytest.fixture
def shelf(house: House) -> Shelf:
    return stocked(house)


@pytest.fixture
def fill() -> Callable[[House], Shelf]:
    return stocked
