"""What the page of those who leave shows at once."""

from dataclasses import dataclass
from datetime import date

from salon.leaving.model import Leaving, LeavingId, LeavingLine, TalkLine
from salon.leaving.queries import leaving, leavings, supposed, talks
from salon.settings.queries import premises
from salon.staff.model import StaffId, StaffLine
from salon.staff.queries import team
from salon.views.team import may_see_all
from salon.work import Reading


@dataclass(frozen=True)
class LeavingsSight:
    """Who leaves, who could, and what was said with whom."""

    lines: tuple[LeavingLine, ...]
    people: tuple[StaffLine, ...]  # who treats and is here
    one: Leaving | None
    currency: str
    talks: tuple[TalkLine, ...]
    may_see: bool


def leavings_sight(
    reading: Reading, key: LeavingId | None, person: int, by: StaffId | None
) -> LeavingsSight:
    """Return who leaves, one of them in detail, and the talks with a colleague.

    Args:
        reading: As ever.
        key: The one in detail; None: the latest.
        person: Whose talks.
        by: Who looks; without the right nothing is shown.
    """
    if not may_see_all(reading, by):
        return LeavingsSight((), (), None, "", (), may_see=False)
    lines = leavings(reading)
    chosen = key if key is not None else lines[0].id if lines else None
    return LeavingsSight(
        lines=lines,
        people=tuple(one for one in team(reading) if one.role.treats),
        one=leaving(reading, chosen) if chosen is not None else None,
        currency=premises(reading).currency,
        talks=talks(reading, person) if person else (),
        may_see=True,
    )


def would_leave(reading: Reading, staff_id: int, day: date) -> tuple[Leaving, str]:
    """Return what would leave with a colleague, and the currency; nothing is kept."""
    return supposed(reading, staff_id, day), premises(reading).currency
