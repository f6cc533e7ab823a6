"""The outbox, as the window and its sender look at it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from salon.messages.model import Account, Counts, OutboxLine
from salon.messages.queries import account, counts, next_due, outbox
from salon.settings.queries import premises

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Outbox:
    """All that the sheet shows."""

    lines: tuple[OutboxLine, ...]
    counts: Counts
    account: Account | None
    now: datetime


def outbox_sight(reading: "Reading") -> Outbox:
    """Return the messages, how they stand, and by which account they go."""
    return Outbox(
        tuple(outbox(reading)),
        counts(reading),
        account(reading),
        reading.local(reading.now),
    )


def standing(reading: "Reading") -> tuple[bool, datetime | None, datetime]:
    """Return whether mail is sent at all, when the next is due, and what time it is."""
    here = account(reading)
    is_on = here is not None and not here.trouble
    is_on = is_on and not premises(reading).is_sample
    return is_on, next_due(reading) if is_on else None, reading.now
