"""May two readings be compared, and is there a change? Plain rules.

A value belongs to a device; what was measured otherwise, or in another season where
that moves it, has no difference worth a number (skin-analysis.md 2, 4 and 6).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median, stdev

from salon.text import N_

RESTED = 15  # minutes, at least, after cleansing
WARM = (18.0, 24.0)  # °C of the room within which a reading may be compared
MOIST = (30.0, 65.0)  # per cent
SPREAD = 0.15  # of the median; three readings that differ by more are doubted
SHARE = 0.15  # of the first value: a change, where the device's own error is unknown
OWN = 1.0  # centimetre or kilogram: what a tape or a scale tells apart
SETS = 3  # of repeated readings, until the error of a device counts as known
NEAR = 31  # days of the year apart: no other season, whatever the month is called

# What an instrument says of a skin; scores, counts and tapes need no rest.
BY_DEVICE = frozenset(
    ("hydration", "sebum", "barrier", "colour", "mechanics", "imaging", "scalp")
)
SEASONAL = frozenset(("sebum",))  # Youn et al. 2005
_SEASONS = ("winter", "spring", "summer", "autumn")
_SOUTH = frozenset(
    (
        *("au", "nz", "za", "ar", "cl", "uy", "py", "bo", "pe", "mg", "na", "bw", "zw"),
        *("mz", "ls", "sz"),
    )
)
_NONE = frozenset(  # where no season is known
    (
        *("sg", "my", "id", "th", "ph", "bn", "kh", "la", "mm", "vn", "lk", "ec", "co"),
        *("gh", "ng", "ke", "ug"),
    )
)

SEASON_WORDS = {
    "spring": N_("spring"),
    "summer": N_("summer"),
    "autumn": N_("autumn"),
    "winter": N_("winter"),
}


class Verdict(StrEnum):
    """Whether two readings may be compared."""

    YES = "yes"
    SMALL = "small"  # yes, but the change is too small to tell
    NO = "no"


class Why(StrEnum):
    """What speaks for a verdict."""

    SAME_DEVICE = "same_device"
    SAME_EYE = "same_eye"  # the same person looked both times
    LIKE = "like"  # nothing is known that differs
    DEVICE = "device"
    DEVICE_UNKNOWN = "device_unknown"
    NOT_CLEANSED = "not_cleansed"
    REST = "rest"
    TEMPERATURE = "temperature"
    HUMIDITY = "humidity"
    SEASON = "season"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading with how it was taken; None where that was not noted."""

    day: date
    value: float
    unit: str = ""
    device: str = ""
    cleansed: bool | None = None
    rested: int | None = None
    humidity: float | None = None
    temperature: float | None = None
    person: str = ""
    repeats: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two readings of one measure at one place say together."""

    verdict: Verdict
    why: tuple[Why, ...]  # the first is the one to say
    change: float | None  # None: there is none to tell
    least: float  # the smallest real change


def season_of(day: date, region: str) -> str:
    """Return the season of a day where the salon is; "" where there are none."""
    code = region.casefold()
    if code in _NONE:
        return ""
    return _SEASONS[(day.month % 12 // 3 + 2 * (code in _SOUTH)) % 4]


def is_same_season(one: date, other: date, region: str) -> bool:
    """Return whether two days are alike in season: by name, or but a month apart."""
    if season_of(one, region) == season_of(other, region):
        return True
    apart = abs(one.timetuple().tm_yday - other.timetuple().tm_yday)
    return min(apart, 365 - apart) <= NEAR


def is_spread(repeats: Sequence[float]) -> bool:
    """Return whether readings in a row differ by more than may be: 15 %."""
    if len(repeats) < 2:
        return False
    middle = abs(median(repeats))
    return max(repeats) - min(repeats) > SPREAD * middle + 1e-9 * middle


def error_of(sets: Sequence[Sequence[float]]) -> float | None:
    """Return the standard deviation of repeated readings, pooled over sets of them."""
    usable = [one for one in sets if len(one) > 1]
    if len(usable) < SETS:
        return None
    free = sum(len(one) - 1 for one in usable)
    return float(
        (sum(stdev(one) ** 2 * (len(one) - 1) for one in usable) / free) ** 0.5
    )


def least_change(first: float, unit: str, error: float | None) -> float:
    """Return the smallest real change of a measure that was *first* at first."""
    if unit in ("cm", "kg"):
        return OWN
    return 2 * error if error else SHARE * abs(first)


def compare(
    first: Taken, now: Taken, group: str, region: str, error: float | None = None
) -> Comparison:
    """Return whether two readings may be compared, why, and what changed.

    Args:
        first: The earlier one.
        now: The later one.
        group: Of the measure, as `skin_measures.csv` says.
        region: Where the salon is: it says which season a day lies in.
        error: The standard deviation of repeated readings on this device.
    """
    least = least_change(first.value, first.unit, error)
    against = _against(first, now, group, region)
    if against:
        return Comparison(Verdict.NO, tuple(against), None, least)
    change = round(now.value - first.value, 6)
    size = abs(change)
    by_tape = first.unit in ("cm", "kg")  # a centimetre is one; 15 % must be more
    is_real = size >= least if by_tape else size > round(least, 6)
    verdict = Verdict.YES if change and is_real else Verdict.SMALL
    return Comparison(verdict, (_for(first, now, group),), change, least)


def _for(first: Taken, now: Taken, group: str) -> Why:
    if first.device and group in BY_DEVICE:
        return Why.SAME_DEVICE
    if group not in BY_DEVICE and first.person and first.person == now.person:
        return Why.SAME_EYE
    return Why.LIKE


def _against(first: Taken, now: Taken, group: str, region: str) -> list[Why]:
    both = (first, now)
    found = [Why.UNIT] if first.unit != now.unit else []
    if group not in BY_DEVICE:
        return found
    if first.device != now.device:
        is_told = bool(first.device and now.device)
        found.append(Why.DEVICE if is_told else Why.DEVICE_UNKNOWN)
    if any(one.cleansed is False for one in both):
        found.append(Why.NOT_CLEANSED)
    if any(one.rested is not None and one.rested < RESTED for one in both):
        found.append(Why.REST)
    if any(_is_outside(one.temperature, WARM) for one in both):
        found.append(Why.TEMPERATURE)
    if any(_is_outside(one.humidity, MOIST) for one in both):
        found.append(Why.HUMIDITY)
    if group in SEASONAL and not is_same_season(first.day, now.day, region):
        found.append(Why.SEASON)
    return found


def _is_outside(value: float | None, room: tuple[float, float]) -> bool:
    return value is not None and not room[0] <= value <= room[1]
