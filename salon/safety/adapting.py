"""How a treatment is adapted where a rule only warns: `adaptations.csv`, by reason."""

import csv
from dataclasses import dataclass
from functools import cache

from salon.shipped import RESOURCES
from salon.text import Names

_NAMES = ("en", "zh_hans", "zh_hant")


@dataclass(frozen=True, slots=True)
class Adapting:
    """What belongs to one reason of the contraindications."""

    how: Names  # to give it all the same; empty: nothing is to be done otherwise
    firm: Names  # the reason where it is not given at all; empty: as it stands


def adapting(rule: str) -> Adapting | None:
    """Return how to adapt under a rule of the starting content; None: nothing is said.

    A rule that the salon made itself says so in its own reason.
    """
    return _by_rule().get(rule)


@cache
def _by_rule() -> dict[str, Adapting]:
    place = RESOURCES / "domain" / "adaptations.csv"
    if not place.exists():
        return {}
    with place.open(encoding="utf-8-sig", newline="") as file:
        of_reason = {row["reason_id"]: _read(row) for row in csv.DictReader(file)}
    rules = RESOURCES / "domain" / "contraindications.csv"
    with rules.open(encoding="utf-8-sig", newline="") as file:
        return {
            row["rule_id"]: of_reason[row["reason_id"]]
            for row in csv.DictReader(file)
            if row["reason_id"] in of_reason
        }


def _read(row: dict[str, str]) -> Adapting:
    return Adapting(
        Names(*(row[f"adapt_{name}"] for name in _NAMES)),
        Names(*(row[f"firm_{name}"] for name in _NAMES)),
    )
