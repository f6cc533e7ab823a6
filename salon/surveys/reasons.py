"""Why somebody comes less, as the survey asks it, in the words of losses.

Several may be named: what weighs most stands first here, all of them in the words.
"""

from collections.abc import Sequence

from salon.loyalty.model import Loss

# By the place of the option in `lo_reason`, the weightiest first. That "staff" was said
# is no loss of a colleague unless she has left: else it is told in words only.
_PRICE, _TIME, _RESULT, _STAFF, _WAITING, _PLACE, _MOVED, _HEALTH, _ELSEWHERE = range(9)
_ORDER = (
    (_MOVED, Loss.MOVED),
    (_ELSEWHERE, Loss.COMPETITOR),
    (_RESULT, Loss.VALUE),
    (_PRICE, Loss.VALUE),
    (_WAITING, Loss.SYSTEM),
    (_PLACE, Loss.SYSTEM),
    (_HEALTH, Loss.OWN_LIFE),
    (_TIME, Loss.OWN_LIFE),
)


def loss_of(reasons: Sequence[int], *, has_left: bool) -> Loss:
    """Return the reason that weighs most.

    Args:
        reasons: Options of `lo_reason`, by their places.
        has_left: The colleague she was most with does not work here any more.
    """
    if _STAFF in reasons and has_left:
        return Loss.PERSON_LEFT
    return next((loss for place, loss in _ORDER if place in reasons), Loss.UNKNOWN)
