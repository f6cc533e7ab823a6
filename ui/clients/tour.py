"""Which clients the pictures of the window show."""

from collections.abc import Sequence

from salon.clients.queries import find_ids
from salon.plans.queries import plans
from salon.skin.queries import assessments_of
from salon.work import Reading
from ui.clients.page import KEYS
from ui.places import ClientCard, Place

LOOKED_AT = 40


def places(reading: Reading) -> Sequence[Place]:
    """Return the file of the client of whom there is most to see, tab by tab."""
    keys = find_ids(reading, "", LOOKED_AT)
    if not keys:
        return ()

    def much(key: int) -> tuple[int, int]:
        looks = assessments_of(reading, keys[key], 6)
        return len(plans(reading, keys[key], 3)), len(looks)

    best = keys[max(range(len(keys)), key=much)]
    return [ClientCard(best, tab) for tab in KEYS]
