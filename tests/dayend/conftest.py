"""A till for every test, with somebody who may close it."""

import pytest

from tests.house import House
from tests.till.counter import Counter, counter_of


@pytest.fixture
def counter(house: House) -> Counter:
    return counter_of(house)
