"""The words of shifts: hand-over, and the round before the doors open."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from salon.errors import SalonError
from salon.shipped import RESOURCES
from salon.text import N_, Names

SHOP_ROUND = "shopfront"  # the questionnaire of survey.toml


@dataclass(frozen=True, slots=True)
class Check:
    """Something to be looked at on the round."""

    id: str
    names: Names


@dataclass(frozen=True, slots=True)
class RoundLine:
    """The round of one day, or what there is to look at where nobody went yet."""

    day: date
    seen: Mapping[str, bool]  # by check: whether it was right
    note: str = ""
    by: str = ""
    at: datetime | None = None  # the salon's wall clock; None: nobody went yet

    @property
    def wrong(self) -> tuple[str, ...]:
        """What was not right, in the order of the round."""
        return tuple(one.id for one in checks() if self.seen.get(one.id) is False)


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """What one shift left for the next."""

    id: int
    version: int
    at: datetime  # the salon's wall clock
    by: str
    note: str
    taken_at: datetime | None = None
    taken_by: str = ""


@cache
def checks() -> tuple[Check, ...]:
    """Return what is looked at on the round, in its order (`survey.toml`)."""
    with (RESOURCES / "domain" / "survey.toml").open("rb") as opened:
        surveys = tomllib.load(opened)["survey"]
    questions = next(one["question"] for one in surveys if one["id"] == SHOP_ROUND)
    return tuple(
        Check(
            one["id"],
            Names(one["text"]["en"], one["text"]["zh_hans"], one["text"]["zh_hant"]),
        )
        for one in questions
    )


@dataclass(eq=False)
class NothingHandedOver(SalonError):
    """There is no hand-over that waits to be taken."""

    text = N_("Nothing waits to be taken over: the last hand-over is signed.")


@dataclass(eq=False)
class TakenBySame(SalonError):
    """Whoever handed over would take it too."""

    text = N_("Whoever handed over cannot take it over as well: sign in as yourself.")


@dataclass(eq=False)
class NoSuchCheck(SalonError):
    """A check that is not part of the round."""

    check: str
    checks: str

    text = N_("“{check}” is not looked at on the round. Say one of: {checks}.")
