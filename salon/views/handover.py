"""What one shift hands to the next, asked in one look at the records."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from salon.aftercare.model import CallLine
from salon.aftercare.queries import calls_due, count_due
from salon.appointments.model import DayLine
from salon.appointments.queries import day_book
from salon.clients.model import PatchToRead
from salon.complaints.model import ComplaintLine
from salon.complaints.queries import open_complaints
from salon.feedback.model import FeedbackLine
from salon.feedback.queries import praises
from salon.incidents.model import IncidentLine
from salon.incidents.queries import everything_open
from salon.settings.queries import premises
from salon.shifts.model import HandoverLine, RoundLine
from salon.shifts.queries import handovers, shop_round
from salon.views.day import Lacking
from salon.views.marks import marks_against
from salon.views.patches import to_read
from salon.views.today import lacking

if TYPE_CHECKING:
    from salon.work import Reading

SHOWN = 12  # of each kind; the rest is counted
AHEAD = 14  # days within which the salon opens again, or nothing is said of it


@dataclass(frozen=True, slots=True)
class HandOver:
    """What is open when a shift ends, and what the next day brings."""

    day: date
    now: datetime  # the salon's wall clock
    calls: tuple[CallLine, ...]  # that were due and are not made, the best first
    due: int  # of them in all
    promised: tuple[CallLine, ...]  # somebody was told that we ring, also tomorrow
    incidents: tuple[IncidentLine, ...]
    complaints: tuple[ComplaintLine, ...]  # that are open, what is late first
    praises: tuple[FeedbackLine, ...]  # that nobody has passed on
    lacking: tuple[Lacking, ...]  # records that do not say everything
    patch_tests: tuple[PatchToRead, ...]
    next_day: date | None  # on which the salon is open
    visits: int  # of it
    first: DayLine | None
    against: tuple[tuple[DayLine, tuple[str, ...]], ...]  # visits that want a hand
    last: HandoverLine | None
    round: RoundLine


def hand_over_of(reading: "Reading") -> HandOver:
    """Return what is to be handed over now."""
    after = _opens(reading)
    until = after or reading.today
    waiting = calls_due(reading, until, limit=200, scripts=False)
    today = [one for one in waiting if one.due <= reading.today and one.held is None]
    visits = day_book(reading, after, 1) if after is not None else []
    coming = [one for one in visits if one.status.holds_time]
    marks = marks_against(reading, coming)
    told = handovers(reading, 1)
    return HandOver(
        day=reading.today,
        now=reading.local(reading.now),
        calls=tuple(today),
        due=count_due(reading),
        promised=tuple(one for one in waiting if one.protocol == "promised")[:SHOWN],
        incidents=everything_open(reading),
        complaints=open_complaints(reading)[:SHOWN],
        praises=tuple(praises(reading))[:SHOWN],
        lacking=lacking(reading)[:SHOWN],
        patch_tests=tuple(to_read(reading))[:SHOWN],
        next_day=after,
        visits=len(coming),
        first=coming[0] if coming else None,
        against=tuple((one, marks[one.id]) for one in coming if one.id in marks)[
            :SHOWN
        ],
        last=told[0] if told else None,
        round=shop_round(reading, reading.today),
    )


def _opens(reading: "Reading") -> date | None:
    hours = premises(reading).hours
    ahead = (reading.today + timedelta(days=at) for at in range(1, AHEAD + 1))
    return next((one for one in ahead if hours.is_open(one)), None)
