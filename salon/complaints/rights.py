"""Who may grant what, and who sees to a case: plain rules."""

from collections.abc import Collection, Mapping, Sequence

from salon.complaints.model import (
    LONGEST_EXTENSION,
    RANKS,
    REFUNDS,
    REPEATS,
    Given,
)
from salon.money import Money
from salon.staff.model import Role, StaffLine

_RANK_OF = {
    Role.OWNER: 4,
    Role.MANAGER: 3,
    Role.CONSULTANT: 2,
    Role.THERAPIST: 1,
    Role.RECEPTION: 0,
    Role.AFTERCARE: 0,
    Role.TRAINEE: 0,
}
# who answers, by level, the likeliest first; whoever heard it comes before them at 1
_ANSWERS = {
    1: (Role.CONSULTANT, Role.MANAGER, Role.OWNER, Role.THERAPIST, Role.RECEPTION),
    2: (Role.MANAGER, Role.OWNER, Role.CONSULTANT, Role.THERAPIST),
    3: (Role.OWNER, Role.MANAGER, Role.CONSULTANT, Role.THERAPIST),
}


def rank_of(role: Role) -> int:
    """Return how much a role may grant, from 0 (anybody) to 4 (the owner)."""
    return _RANK_OF[role]


def needed(
    matrix: Mapping[str, int], kind: str, amount: Money, count: int, given: Given
) -> int:
    """Return which rank may grant something, with what was given this year.

    Args:
        matrix: Which rank may grant each kind at all.
        kind: Of vocabulary compensation.
        amount: What it is worth.
        count: How many gifts, sessions or months.
        given: What this client has had, and how much there may be.
    """
    rank = matrix.get(kind, RANKS["owner"])
    if kind == "small_gift" and given.gifts + count > given.most_gifts:
        return max(rank, RANKS["consultant"])
    if kind in REPEATS and given.repeats + count > given.most_repeats:
        return max(rank, RANKS["manager"])
    if kind == "extend_validity" and count > LONGEST_EXTENSION:
        return max(rank, RANKS["manager"])
    if kind == "credit" and given.credit + amount > given.most_credit:
        return max(rank, RANKS["owner"])
    if kind in REFUNDS and given.refunds + amount > given.most_refunds:
        return max(rank, RANKS["owner"])
    return rank


def proposed(
    people: Sequence[StaffLine],
    level: int,
    *,
    about: Collection[int] = (),
    is_about_owner: bool = False,
    heard_by: int | None = None,
    but: int | None = None,
) -> StaffLine | None:
    """Return who should see to a case: never the one it is about; None: nobody can.

    Args:
        people: Who works here, in the salon's order.
        level: Whose turn it is, 1 to 3.
        about: Who is complained about, or ever was in this case.
        is_about_owner: It is about the owner: then about none of the owners.
        heard_by: Who heard it; at level 1 they see to it themselves.
        but: Who has it already.
    """
    able = [
        one
        for one in people
        if one.id != but
        and one.id not in about
        and not (is_about_owner and one.role is Role.OWNER)
    ]
    if level <= 1:
        heard = next((one for one in able if one.id == heard_by), None)
        if heard is not None:
            return heard
    for role in _ANSWERS[level]:
        found = next((one for one in able if one.role is role), None)
        if found is not None:
            return found
    return None
