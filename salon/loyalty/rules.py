"""What the salon sets: how classes are drawn, what a year leaves, when to act."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from salon.errors import SalonError
from salon.loyalty.classes import COUNT_A, COUNT_AB, CUT_A, CUT_B, Weights
from salon.loyalty.model import Method
from salon.text import N_

WHOLE = 100


@dataclass(frozen=True, slots=True)
class LoyaltyRules:
    """The settings of loyalty; the defaults are those of the formulas' sources."""

    method: Method = Method.SHARE
    cut_a: int = CUT_A  # per cent of what is earned
    cut_b: int = CUT_B
    count_a: int = COUNT_A  # per cent of those who spend
    count_ab: int = COUNT_AB
    margin: int = 60  # per cent of what is earned that is left after its own costs
    discount: int = 10  # per cent a year
    second_days: int = 60  # within which a new client should come again
    third_days: int = 120
    spoken_days: int = 60  # without a personal word: a light
    file_days: int = 365  # without an answer confirmed: a light
    weights: Weights = field(default_factory=Weights)


@dataclass(eq=False)
class BadLoyaltyRule(SalonError):
    """A setting that cannot be."""

    what: str
    said: str

    text = N_(
        "“{said}” does not do for {what}. Per cents lie between 0 and 100, B reaches "
        "further than A, weights come to 1, and days are at least one."
    )


def rules_of(plain: Mapping[str, Any]) -> LoyaltyRules:
    """Return the rules of a setting; what was altered by hand has its default."""
    usual = LoyaltyRules()
    said: dict[str, Any] = {}
    for one in fields(LoyaltyRules):
        if one.name in plain and one.name not in ("method", "weights"):
            said[one.name] = _whole(plain[one.name], getattr(usual, one.name))
    try:
        said["method"] = Method(plain.get("method", usual.method))
        said["weights"] = Weights(
            **{
                key: float(value)
                for key, value in dict(plain.get("weights", {})).items()
            }
        )
    except (ValueError, TypeError):
        said |= {"method": usual.method, "weights": usual.weights}
    rules = LoyaltyRules(**said)
    try:
        check_rules(rules)
    except BadLoyaltyRule:
        return usual
    return rules


def _whole(value: Any, usual: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else usual


def rules_to_plain(rules: LoyaltyRules) -> dict[str, Any]:
    """Return the rules as a setting holds them."""
    return asdict(rules)


def check_rules(rules: LoyaltyRules) -> None:
    """Raise BadLoyaltyRule for what cannot be."""
    for first, second in (("cut_a", "cut_b"), ("count_a", "count_ab")):
        low, high = getattr(rules, first), getattr(rules, second)
        if not 0 < low < high <= WHOLE:
            raise BadLoyaltyRule("ABC", f"{low}, {high}")
    if not 0 <= rules.margin <= WHOLE:
        raise BadLoyaltyRule("margin", str(rules.margin))
    if not 0 <= rules.discount <= WHOLE:
        raise BadLoyaltyRule("discount", str(rules.discount))
    for name in ("second_days", "third_days", "spoken_days", "file_days"):
        if getattr(rules, name) < 1:
            raise BadLoyaltyRule(name, str(getattr(rules, name)))
    parts = list(asdict(rules.weights).values())
    if any(one < 0 for one in parts) or abs(sum(parts) - 1) > 1e-9:
        raise BadLoyaltyRule("weights", " ".join(f"{one:g}" for one in parts))
