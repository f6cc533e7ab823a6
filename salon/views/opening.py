"""What must be said before anything is done: the clock may be wrong."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.store.heads import newest
from salon.text import N_, _

if TYPE_CHECKING:
    from salon.work import Reading

EARLY = timedelta(minutes=10)  # two computers never agree to the minute
LATE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """The clock shows a time that does not fit to what was done."""

    now: datetime  # on the salon's wall clock, as the others
    known: datetime  # the last action, or the last day that has a visit

    @property
    def is_early(self) -> bool:
        """Whether it stands before what was done already."""
        return self.now < self.known

    def __str__(self) -> str:
        said = BEFORE if self.is_early else BEYOND
        return _(said).format(
            now=f"{self.now:%Y-%m-%d %H:%M}", known=f"{self.known:%Y-%m-%d %H:%M}"
        )


BEFORE = N_(
    "This computer's clock says {now}, and the last action here was done at {known}. "
    "Is the clock right? Set it before you go on: what is done now would be dated so."
)
BEYOND = N_(
    "This computer's clock says {now}, and the newest time known here is {known}. Is "
    "the clock right? Set it before you go on: what is done now would be dated so."
)


def clock_doubt(reading: "Reading") -> ClockDoubt | None:
    """Return why the clock may be wrong; None if it fits to what is known.

    A salon that comes back from its holidays has visits booked by then: only beyond
    the last of them, or of the last action, a day later is too late.
    """
    last = newest(reading.session.connection()).at
    if last is None:
        return None
    now = reading.local(reading.now)
    if reading.now < last - EARLY:
        return ClockDoubt(now, reading.local(last))
    booked = reading.session.scalar(
        select(Appointment.day)
        .where(Appointment.status != Status.CANCELLED)
        .order_by(Appointment.day.desc())
        .limit(1)
    )
    known = last if booked is None else max(last, reading.instant(booked, time(23, 59)))
    if reading.now > known + LATE:
        return ClockDoubt(now, reading.local(known))
    return None
