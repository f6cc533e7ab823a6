"""What a bill still waits for when a course of it is paid back unfinished."""

from sqlalchemy import select

from salon.courses.events import CourseRefunded
from salon.money import Money
from salon.till.model import LineKind
from salon.till.tables import Bill, BillLine
from salon.work import Work


def forgive(work: Work, event: CourseRefunded) -> None:
    """Let a bill wait no longer for what was neither paid nor given of its course."""
    if not event.forgiven:
        return
    asked = select(BillLine).where(
        BillLine.course_id == event.course_id, BillLine.kind == LineKind.COURSE
    )
    for line in work.session.scalars(asked):
        part = min(line.unpaid, Money(event.forgiven))
        line.unpaid -= part
        work.lock(Bill, line.bill_id).owing -= part
