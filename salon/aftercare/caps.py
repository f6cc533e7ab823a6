"""How often somebody is contacted at most, and until when a call rests for it.

Two contacts a week, six a month, and two days between them (`aftercare_protocols.toml`,
rules). What is about safety, what the client asked for, and reminders of visits do not
count and are not held.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from salon.aftercare.model import (
    ENDING,
    INCIDENT,
    RECALL,
    REMINDER,
    SAFETY,
    SURVEY,
    THANKS,
    THINKING,
    Cap,
    Held,
)

APART = 2  # days from one contact to the next
WEEK, A_WEEK = 7, 2
MONTH, A_MONTH = 30, 6
# promised to nobody, though planned alike
_ASKED_BY_US = (ENDING, RECALL, SURVEY, THANKS, THINKING)
_FREE = frozenset((REMINDER, INCIDENT, "promised"))


def is_capped(protocol: str, priority: int, step: str = "") -> bool:
    """Return whether the caps hold for a call; they do for whoever is asked after."""
    return priority > SAFETY and (protocol not in _FREE or step in _ASKED_BY_US)


def held_until(contacts: Iterable[date], today: date) -> Held | None:
    """Return until when one rests who was contacted on these days; None: no longer.

    Args:
        contacts: Days of contacts that count, in any order.
        today: The day that is asked about.
    """
    days = sorted((day for day in contacts if day <= today), reverse=True)
    found = [
        Held(days[number - 1] + timedelta(days=span), cap)
        for number, span, cap in (
            (A_MONTH, MONTH, Cap.MONTH),
            (A_WEEK, WEEK, Cap.WEEK),
            (1, APART, Cap.APART),
        )
        if len(days) >= number and days[number - 1] + timedelta(days=span) > today
    ]
    return max(found, key=lambda one: one.until, default=None)
