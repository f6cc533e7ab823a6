"""Until when a step is due: short times in opening hours, long ones on the wall.

Four hours are hours in which somebody is there. A day or more runs on the wall; where
it ends while the salon is closed, there is one working hour more.
"""

from datetime import datetime, time, timedelta

from salon.settings.model import Hours

DAY = timedelta(hours=24)
_GRACE = timedelta(hours=1)
_LOOK = 400  # days within which a salon opens again


def due_at(began: datetime, hours: float, opening: Hours) -> datetime:
    """Return when so many hours are over, all on the salon's wall clock.

    Args:
        began: From when, without a zone.
        hours: How long there is.
        opening: When the salon is open; one that never opens counts on the wall.
    """
    wanted = timedelta(hours=hours)
    if wanted < DAY:
        return _worked(began, wanted, opening)
    due = began + wanted
    return due if _is_open(due, opening) else _worked(due, _GRACE, opening)


def closing_after(began: datetime, opening: Hours) -> datetime | None:
    """Return when the salon closes on that day; None where it has closed, or rests."""
    ends = [
        datetime.combine(began.date(), last) + (DAY if last == time(0) else timedelta())
        for _first, last in opening.on(began.date())
    ]
    last = max(ends, default=began)
    return last if last > began else None


def _is_open(at: datetime, opening: Hours) -> bool:
    return any(a <= at.time() <= b for a, b in opening.on(at.date()))


def _worked(began: datetime, wanted: timedelta, opening: Hours) -> datetime:
    left, day = wanted, began.date()
    for ahead in range(_LOOK):
        on = day + timedelta(days=ahead)
        for first, last in sorted(opening.on(on)):
            start = max(datetime.combine(on, first), began)
            end = datetime.combine(on, last)
            if last == time(0):
                end += DAY
            if start >= end:
                continue
            if start + left <= end:
                return start + left
            left -= end - start
    return began + wanted
