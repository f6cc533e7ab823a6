"""After how many days somebody comes again, learnt from when they came."""

from collections.abc import Mapping, Sequence
from math import exp, log

PRIOR_WEIGHT = 1  # gaps for which the usual interval of the service stands
LATEST = 10  # gaps that count
LEAST_VISITS = 3  # a rhythm takes that many

# Service families between which one rhythm runs (loyalty 6).
_GROUPS = {
    "face": ("FAC", "EYE", "PEL", "LGT", "RFQ", "FEL", "MND"),
    "body": ("BOD", "MAS", "TCM", "SLM"),
    "nails and lashes": ("NAI", "LSB"),
    "hair reduction": ("HRL", "WAX"),
    "scalp": ("SCL",),
}
GROUP: Mapping[str, str] = {
    family: name for name, families in _GROUPS.items() for family in families
}


def expected_interval(gaps: Sequence[int], prior: int) -> float:
    """Return after how many days somebody comes again (loyalty 6).

    Args:
        gaps: Days between visits of one family group, in their order; drop zeros.
        prior: The usual interval of the main service.
    """
    last = [gap for gap in gaps if gap > 0][-LATEST:]
    logs = [log(gap) for gap in last]
    prior = max(prior, 1)
    weighed = sum(logs) + PRIOR_WEIGHT * log(prior)
    return exp(weighed / (len(logs) + PRIOR_WEIGHT))
