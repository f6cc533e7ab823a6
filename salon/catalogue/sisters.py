"""Which services share a patch test: `patch_sisters.csv`, read once.

What a negative says is narrow and what a positive says is wide. A negative holds for
the same product or device only (`covers`); a reaction speaks against all that hold
what may have caused it (`bars`), is a warning for what is related (`warns`) and may
leave a condition that the rules know. A service that is not listed stands alone.
"""

import csv
from dataclasses import dataclass
from functools import cache

from salon.shipped import RESOURCES

_FILE = RESOURCES / "domain" / "patch_sisters.csv"


@dataclass(frozen=True, slots=True)
class Sisters:
    """What a patch test for one service says of others, by reference id."""

    covers: frozenset[str]  # a negative holds for these, and for the service itself
    bars: frozenset[str]  # a positive forbids these, and the service itself
    warns: frozenset[str] = frozenset()  # a positive asks for care with these
    condition: str = ""  # that a positive leaves in the file
    again: bool = True  # whether a newer negative may lift a positive: no allergy


def sisters_of(service_ref: str) -> Sisters:
    """Return what a patch test for *service_ref* says of other services."""
    alone = frozenset((service_ref,))
    return _known().get(service_ref) or Sisters(alone, alone)


def is_tested(service_ref: str) -> bool:
    """Return whether a service is one at which a patch test is put on or waited for."""
    return service_ref == "con_patch" or service_ref in _known()


@cache
def _known() -> dict[str, Sisters]:
    found = {}
    with _FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            own = row["service_id"]
            found[own] = Sisters(
                frozenset((own, *row["negative_covers"].split())),
                frozenset((own, *row["positive_bars"].split())),
                frozenset(row["positive_warns"].split()),
                row["condition"],
                row["again"] == "yes",
            )
    return found
