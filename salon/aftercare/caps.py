"""How often somebody is contacted at most, and until when a call rests for it.

Two contacts a week, six a month, and two days between them (`aftercare_protocols.toml`,
rules). What is about safety, what the client asked for, and reminders of visits do not
count and are not held.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from salon.aftercare.model import INCIDENT, REMINDER, UNPLANNED, Cap, Held, Outcome
from salon.aftercare.tables import Call, ContactMade
from salon.work import Reading

APART = 2  # days from one contact to the next
WEEK, A_WEEK = 7, 2
MONTH, A_MONTH = 30, 6
_FREE = frozenset((REMINDER, INCIDENT, "promised"))
_SAFETY = 2
_UNHEARD = (Outcome.NO_ANSWER, Outcome.WRONG_NUMBER)


def is_capped(protocol: str, priority: int) -> bool:
    """Return whether the caps hold for a call."""
    return priority > _SAFETY and protocol not in _FREE


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


def resting_clients(reading: Reading, clients: Sequence[int]) -> dict[int, Held]:
    """Return who of *clients* rests today, and until when."""
    c = ContactMade
    since = reading.now - timedelta(days=MONTH + 1)
    asked = (
        select(c.client_id, c.at, Call.protocol, Call.priority)
        .join(Call, Call.id == c.call_id)
        .where(c.at >= since, c.outcome.not_in(_UNHEARD))
    )
    if len(clients) <= 500:
        asked = asked.where(c.client_id.in_(clients))
    days: dict[int, set[date]] = defaultdict(set)
    for key, at, protocol, priority in reading.session.execute(asked):
        if is_capped(protocol, priority) or protocol == UNPLANNED:
            days[key].add(reading.local(at).date())
    held = {key: held_until(when, reading.today) for key, when in days.items()}
    return {key: one for key, one in held.items() if one is not None}
