"""Who is held out: drawn by a seed, balanced by class, whatever the order of rows."""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256

from salon.campaigns.model import LEAST_SPLIT


def held_out(classes: Mapping[int, str], seed: str, percent: int) -> frozenset[int]:
    """Return who is held out, at least *percent* of all, of each class its share.

    The same people and seed give the same answer: each has a number of her own that
    only the seed decides. Of fewer than `LEAST_SPLIT` nobody is held out.

    Args:
        classes: Everybody who could get it, with a class.
        seed: Kept with the campaign.
        percent: How many at least; 0: nobody.
    """
    if percent <= 0 or len(classes) < LEAST_SPLIT:
        return frozenset()
    wanted = -(-len(classes) * percent // 100)  # rounded up
    strata: dict[str, list[int]] = defaultdict(list)
    for key, of in classes.items():
        strata[of].append(key)
    shares = {of: len(keys) * percent / 100 for of, keys in strata.items()}
    taken = {of: int(share) for of, share in shares.items()}
    left = wanted - sum(taken.values())
    by_rest = sorted(
        strata, key=lambda of: (taken[of] - shares[of], _number(seed, of), of)
    )
    for of in by_rest[:left]:
        taken[of] += 1
    found: set[int] = set()
    for of, keys in strata.items():
        drawn = sorted(keys, key=lambda key: (_number(seed, str(key)), key))
        found |= set(drawn[: taken[of]])
    return frozenset(found)


def _number(seed: str, of: str) -> str:
    return sha256(f"{seed}:{of}".encode()).hexdigest()
