"""Today in groups: who needs somebody now, who is treated, who is next, who is done.

Made of a `Day` and of its moment alone, so that it is also there before the records.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from salon.appointments.model import DayLine, Status, minute_of
from salon.appointments.slipping import (
    ROUND,
    Overrun,
    Slip,
    Stay,
    overruns,
    room_left,
    stay_of,
)
from salon.views.day import Day, Gap, Span

MISSED_AFTER = 30  # minutes after which one may say that somebody did not come
MUCH = 15  # minutes too few, from which another time is better than a hurry
SOON = 60  # minutes before a visit from which its arrival is the likely step


class Group(StrEnum):
    """Where somebody of today stands."""

    NEEDS = "needs"
    TREATED = "treated"
    NEXT = "next"
    DONE = "done"


class Step(StrEnum):
    """What is likely to be done next with a visit."""

    NONE = "none"
    ARRIVED = "arrived"
    START = "start"
    DONE = "done"
    RING = "ring"
    MISSED = "missed"
    BILL = "bill"  # at the till
    ELSEWHEN = "elsewhen"  # another time, or something shorter


@dataclass(frozen=True, slots=True)
class Row:
    """A visit of today and how it stands at this minute."""

    visit: DayLine
    group: Group
    step: Step = Step.NONE
    is_likely: bool = True  # whether the step is so likely that it is shown
    minutes: int = 0  # waited, late, over; left (then below nought)
    is_loud: bool = False
    slip: Slip | None = None  # when it is likely to begin, where it is not as booked
    overrun: Overrun | None = None
    left: int | None = None  # minutes of treatment there are, where they are too few
    here_by: int | None = None  # until when the whole of it still fits

    def loud_from(self, day: Day) -> "Row":
        """Return the same row, loud where it lasts so long."""
        return replace(self, is_loud=self.minutes >= day.amber_after)


@dataclass(frozen=True, slots=True)
class Board:
    """Today in its groups, each in its order."""

    needs: tuple[Row, ...] = ()
    treated: tuple[Row, ...] = ()
    next: tuple[Row, ...] = ()
    done: tuple[Row, ...] = ()
    gaps: tuple[Gap, ...] = ()  # of people who have nobody waiting or over their time

    @property
    def is_under_way(self) -> bool:
        """Whether anybody is still to be treated."""
        return bool(self.needs or self.treated or self.next)

    @property
    def booked(self) -> int:
        """How many visits there are that were not missed."""
        rows = (*self.needs, *self.treated, *self.next, *self.done)
        return sum(row.visit.status.holds_time for row in rows)

    @property
    def here(self) -> int:
        """How many are in the house."""
        wait = sum(row.visit.status is Status.ARRIVED for row in self.needs)
        return wait + len(self.treated)

    @property
    def kept(self) -> int:
        """How many have had their treatment."""
        return sum(row.visit.status.was_kept for row in self.done)


def board_of(day: Day) -> Board:
    """Return today in its groups, as it stands at the moment of *day*."""
    now = minute_of(day.now.time())
    works = dict(day.works)
    is_late = {
        int(one.id)
        for one in day.visits
        if one.status in (Status.BOOKED, Status.CONFIRMED)
        and now - minute_of(one.slot.start) >= day.late_after
    }
    stays = {int(one.id): stay_of(one) for one in day.visits if one.status.is_open}
    expected = [stay for key, stay in stays.items() if key not in is_late]
    found = overruns(now, expected, works, day.away)
    slips = {slip.id: slip for one in found for slip in one.slips}
    over = {one.id: one for one in found}
    rows: dict[Group, list[Row]] = {group: [] for group in Group}
    for visit in day.visits:
        row = _row(day, visit, now, is_late=int(visit.id) in is_late)
        if row.group is Group.NEEDS:
            row = _squeezed(row, day, now, stays, works)
        key = int(visit.id)
        row = replace(row, slip=slips.get(key), overrun=over.get(key))
        if row.slip is not None and not row.slip.fits and row.group is Group.NEXT:
            row = replace(row, step=Step.ELSEWHEN, is_likely=True)
        rows[row.group].append(row)
    return Board(
        needs=tuple(sorted(rows[Group.NEEDS], key=_most_needed)),
        treated=tuple(sorted(rows[Group.TREATED], key=lambda row: -row.minutes)),
        next=tuple(rows[Group.NEXT]),
        done=tuple(rows[Group.DONE]),
        gaps=tuple(gap for gap in day.gaps if not _is_needed(gap, now, rows)),
    )


def _is_needed(gap: Gap, now: int, rows: dict[Group, list[Row]]) -> bool:
    """Return whether who seems to be free now has somebody all the same."""
    has_begun = minute_of(gap.start) - now <= ROUND
    here = [*rows[Group.TREATED], *rows[Group.NEEDS]]
    return has_begun and any(
        row.visit.person.id == gap.person_id
        for row in here
        if row.visit.status in (Status.ARRIVED, Status.IN_TREATMENT)
    )


def _row(day: Day, visit: DayLine, now: int, *, is_late: bool) -> Row:
    start = minute_of(visit.slot.start)
    match visit.status:
        case Status.ARRIVED:
            waits = _waits(day.now, visit)
            return Row(visit, Group.NEEDS, Step.START, minutes=waits).loud_from(day)
        case Status.IN_TREATMENT:
            over = now - start - visit.slot.minutes
            return Row(visit, Group.TREATED, Step.DONE, minutes=over).loud_from(day)
        case Status.BOOKED | Status.CONFIRMED if is_late:
            late = now - start
            step = Step.MISSED if late >= MISSED_AFTER else Step.RING
            return Row(visit, Group.NEEDS, step, minutes=late).loud_from(day)
        case Status.BOOKED | Status.CONFIRMED:
            is_soon = start - now <= SOON
            if visit.status is Status.BOOKED and not is_soon:
                return Row(visit, Group.NEXT, Step.RING)
            return Row(visit, Group.NEXT, Step.ARRIVED, is_likely=is_soon)
    is_to_pay = int(visit.id) in day.to_pay
    return Row(visit, Group.DONE, Step.BILL if is_to_pay else Step.NONE)


def _waits(now: datetime, visit: DayLine) -> int:
    if visit.arrived is None:  # taken over from a time when nobody noted it
        return 0
    waited = now.replace(tzinfo=None) - visit.arrived
    return max(0, int(waited.total_seconds() // 60))


def _most_needed(row: Row) -> tuple[bool, int]:
    """Put who waits first, the longest first; then who is late."""
    return row.visit.status is not Status.ARRIVED, -row.minutes


def _squeezed(
    row: Row,
    day: Day,
    now: int,
    stays: dict[int, Stay],
    works: dict[int, tuple[Span, ...]],
) -> Row:
    """Say of who came late, or has not come, whether the service still fits."""
    stay, came = stays[int(row.visit.id)], row.visit.arrived
    is_here = row.visit.status is Status.ARRIVED
    late = 0 if came is None else minute_of(came.time()) - stay.start
    if is_here and late < day.late_after:
        return row  # it is not for the client that it has not begun
    left = room_left(now, stay, list(stays.values()), works, day.away)
    short = stay.minutes - left
    if short <= 0:
        return row if is_here else replace(row, here_by=now - short)
    is_much = short >= MUCH and row.step is not Step.MISSED
    return replace(row, left=left, step=Step.ELSEWHEN if is_much else row.step)
