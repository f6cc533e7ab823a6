"""The words of shifts: hand-over, and the round before the doors open."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from salon.errors import SalonError
from salon.shipped import RESOURCES
from salon.text import N_, Names

SHOP_ROUND = "shopfront"  # the questionnaire of survey.toml
MORNING, UNANNOUNCED = 1, 2  # the rounds of a day
_OWN = "own:"  # the ids of checks that the salon added itself


@dataclass(frozen=True, slots=True)
class Check:
    """Something to be looked at on the round."""

    id: str
    names: Names
    is_photo: bool = False  # a picture is taken, and never a fault


@dataclass(frozen=True, slots=True)
class RoundLine:
    """The round of one day, or what there is to look at where nobody went yet."""

    day: date
    seen: Mapping[str, bool]  # by check: whether it was right
    note: str = ""
    by: str = ""
    at: datetime | None = None  # the salon's wall clock; None: nobody went yet
    nth: int = MORNING
    picture: str = ""  # hash of the photograph of the reception

    @property
    def wrong(self) -> tuple[str, ...]:
        """What was not right."""
        return tuple(key for key, is_right in self.seen.items() if not is_right)


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
            one["type"] == "photo",
        )
        for one in questions
    )


def checks_of(own: Iterable[str]) -> tuple[Check, ...]:
    """Return what is looked at: what is shipped, then what the salon added."""
    added = (Check(f"{_OWN}{one}", Names(one, one, one)) for one in own)
    shipped = [one for one in checks() if not one.is_photo]
    photo = [one for one in checks() if one.is_photo]
    return (*shipped, *added, *photo)


def named_check(key: str) -> str:
    """Return what a check is called, also one that is not looked at any more."""
    found = next((str(one.names) for one in checks() if one.id == key), "")
    return found or key.removeprefix(_OWN)


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
