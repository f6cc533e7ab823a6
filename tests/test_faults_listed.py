"""The standing list of planted faults can be planted as it stands."""

from collections import Counter

from benchmarks.faults import SHARE
from benchmarks.planting import listed, unsound

LEAST = 70


def test_every_fault_that_is_listed_can_be_planted() -> None:
    """Whoever changes such a line changes the list with it, or takes the fault out."""
    assert list(unsound(listed())) == []


def test_the_list_is_long_and_says_what_each_fault_would_do_to_a_salon() -> None:
    faults = listed()

    assert len(faults) >= LEAST
    assert all(one.harm.endswith(".") for one in faults)
    assert sum(bool(one.why_not) for one in faults) <= len(faults) * (1 - SHARE)
    by_feature = Counter(one.feature for one in faults)
    assert len(by_feature) >= 20
