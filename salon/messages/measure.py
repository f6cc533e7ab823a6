"""When a mail has to wait: for the measure of contacts, or for a complaint.

What is about safety or a booking never waits, and what somebody writes by hand about
after-care neither. All else keeps to `salon.aftercare.caps`, as calls do.
"""

from datetime import date, timedelta

from sqlalchemy import or_, select

from salon.aftercare.caps import MONTH, held_until
from salon.aftercare.model import Held
from salon.aftercare.queries import contact_days
from salon.clients.reach import Purpose
from salon.complaints.queries import quiet_clients
from salon.messages.model import NOT_WHILE_UNHAPPY, State
from salon.messages.tables import Message
from salon.work import Work

ALWAYS = frozenset((Purpose.SAFETY, Purpose.BOOKING))
MEASURED = frozenset((Purpose.GREETING, Purpose.SURVEY, Purpose.OFFER))
_GOES_OUT = (State.SENDING, State.SENT, State.UNSURE)


def is_quiet(work: Work, client_id: int, purpose: Purpose) -> bool:
    """Return whether something is not sent while a complaint of the client is open."""
    return purpose in NOT_WHILE_UNHAPPY and bool(quiet_clients(work, [client_id]))


def held(work: Work, row: Message) -> Held | None:
    """Return until when a message waits, as its client has heard enough; None: not."""
    purpose = Purpose(row.purpose)
    if purpose in ALWAYS or not (row.is_automatic or purpose in MEASURED):
        return None
    return held_until(_days(work, row), work.today)


def _days(work: Work, row: Message) -> set[date]:
    """Return on which days the client heard of us, but for *row*.

    A mail counts on the day on which it went out, and not before.
    """
    m = Message
    since = work.now - timedelta(days=MONTH + 1)
    asked = select(
        m.id, m.contact_id, m.status, m.purpose, m.sent_at, m.handed_at, m.claimed_at
    ).where(
        m.client_id == row.client_id,
        or_(m.status.not_in((State.SENT, State.CANCELLED)), m.queued_at >= since)
        | (m.sent_at >= since),
    )
    mails = work.session.execute(asked).all()
    noted = [one.contact_id for one in mails if one.contact_id is not None]
    days = set(contact_days(work, [row.client_id], noted).get(row.client_id, ()))
    for one in mails:
        at = one.sent_at or one.handed_at or one.claimed_at
        goes_out = one.status in _GOES_OUT and Purpose(one.purpose) not in ALWAYS
        if one.id != row.id and goes_out and at is not None:
            days.add(work.local(at).date())
    return days
