"""Standard scores, worked out where their parts are given; plain rules.

Sources stand with each; worked numbers are in the tests. A score says how much there
is, never what it is: that is for a doctor.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atan2, degrees

from salon.errors import SalonError
from salon.skin.model import Finding
from salon.text import N_

# GAGS (Doshi, Zaheer & Stiller 1997): a factor for each site, times the worst lesion.
GAGS_SITES = {
    "forehead": 2,
    "cheek_r": 2,
    "cheek_l": 2,
    "nose": 1,
    "chin": 1,
    "chest_back": 3,
}
LESIONS = {
    "comedo_open": 1,
    "comedo_closed": 1,
    "papule": 2,
    "pustule": 3,
    "nodule": 4,
    "cyst": 4,
}
CHEST_AND_BACK = frozenset(
    ("decolletage", "upper_back", "shoulder_blade_r", "shoulder_blade_l")
)

# mMASI (Pandya et al. 2011): area 0 to 6 and darkness 0 to 4 of four sites.
MMASI_SITES = {"forehead": 0.3, "malar_r": 0.3, "malar_l": 0.3, "chin": 0.1}
MMASI_WORDS = {
    "forehead": N_("Forehead"),
    "malar_r": N_("Right cheekbone"),
    "malar_l": N_("Left cheekbone"),
    "chin": N_("Chin"),
}
AREA_WORDS = (  # how much of the site
    N_("none"),
    N_("under 10 %"),
    "10–29 %",
    "30–49 %",
    "50–69 %",
    "70–89 %",
    "90–100 %",
)
DARK_WORDS = (
    N_("none"),
    N_("slight"),
    N_("mild"),
    N_("marked"),
    N_("severe"),
)
ITEMS = 10  # of the Sensitive Scale-10 (Misery et al. 2014), each 0 to 10


@dataclass(eq=False)
class BadPart(SalonError):
    """A part of a score that cannot be."""

    what: str
    value: str
    low: str
    high: str

    text = N_("{what} is {value}; it goes from {low} to {high}.")


@dataclass(eq=False)
class PartMissing(SalonError):
    """A score that cannot be worked out yet."""

    what: str

    text = N_("{what} is still to be said, so the score cannot be worked out.")


def gags(
    findings: Iterable[Finding], sites: Mapping[str, str]
) -> tuple[int, frozenset[str]] | None:
    """Return the acne score (0 to 44) and the sites with a nodule; None if no acne.

    Args:
        findings: What was charted; a count of nothing is none.
        sites: Of zones, the site they belong to: "forehead", "cheek_r", "chest_back".
    """
    worst: dict[str, int] = {}
    for one in findings:
        lesion, site = LESIONS.get(one.condition, 0), sites.get(one.zone)
        if lesion and site in GAGS_SITES and one.grade != 0:
            worst[site] = max(worst.get(site, 0), lesion)
    if not worst:
        return None
    points = sum(GAGS_SITES[site] * lesion for site, lesion in worst.items())
    return points, frozenset(site for site, lesion in worst.items() if lesion == 4)


def site_of(zone: str, gags_site: str) -> str:
    """Return the site of a zone for `gags`: cheeks by side, chest and back as one."""
    if zone in CHEST_AND_BACK:
        return "chest_back"
    if gags_site == "cheek":
        return "cheek_l" if zone.endswith("_l") else "cheek_r"
    return gags_site


def mmasi(parts: Mapping[str, tuple[int, int]]) -> float:
    """Return the melasma score (0 to 24) of area and darkness by site.

    Raises:
        PartMissing: A site is not there.
        BadPart: An area beyond 0 to 6, or a darkness beyond 0 to 4.
    """
    total = 0.0
    for site, weight in MMASI_SITES.items():
        if site not in parts:
            raise PartMissing(site)
        area, dark = parts[site]
        _within(f"{site}: area", area, len(AREA_WORDS) - 1)
        _within(f"{site}: darkness", dark, len(DARK_WORDS) - 1)
        total += weight * area * dark
    return round(total, 1)


def typology_angle(lightness: float, yellow: float) -> float:
    """Return the individual typology angle in degrees of L* and b* (Chardon 1991)."""
    return round(degrees(atan2(lightness - 50, yellow)), 1)


def sensitive(items: Sequence[int]) -> int:
    """Return the sum of the ten items; above 13 is sensitive, above 5 slightly.

    Raises:
        PartMissing: Fewer or more than ten.
        BadPart: One beyond 0 to 10.
    """
    if len(items) != ITEMS:
        raise PartMissing(f"{len(items)}/{ITEMS}")
    for at, one in enumerate(items, 1):
        _within(str(at), one, 10)
    return sum(items)


def body_mass(weight: float, height: float) -> float:
    """Return the body mass index of kilograms and centimetres."""
    return round(weight / (height / 100) ** 2, 1)


def waist_to_hip(waist: float, hip: float) -> float:
    """Return the ratio of waist to hip."""
    return round(waist / hip, 2)


def worked_out(
    findings: Iterable[Finding],
    readings: Mapping[tuple[str, str], float],
    sites: Mapping[str, str],
) -> dict[tuple[str, str], float]:
    """Return the scores whose parts are all given, by measure and zone.

    Args:
        findings: What was charted.
        readings: What was measured, by measure and zone ("" for the whole).
        sites: See `gags`.
    """
    found: dict[tuple[str, str], float] = {}
    if (acne := gags(findings, sites)) is not None:
        found["gags", ""] = acne[0]
    for (measure, zone), lightness in readings.items():
        if measure == "l_star" and ("b_star", zone) in readings:
            angle = typology_angle(lightness, readings["b_star", zone])
            found["ita", zone] = angle
    pairs = (
        ("bmi", "weight", "height", body_mass),
        ("whr", "waist", "hip", waist_to_hip),
    )
    for measure, one, other, rule in pairs:
        first, second = readings.get((one, "")), readings.get((other, ""))
        if first is not None and second:
            found[measure, ""] = rule(first, second)
    return {key: value for key, value in found.items() if key not in readings}


def _within(what: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise BadPart(what, str(value), "0", str(most))
