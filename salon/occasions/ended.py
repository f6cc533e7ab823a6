"""What is no longer said of a course that ended, waits, or is somebody else's."""

from sqlalchemy import select

from salon.courses.events import (
    CourseConverted,
    CourseExtended,
    CourseFrozen,
    CoursePassedOn,
    CourseRefunded,
    CourseReleased,
)
from salon.occasions.model import MAY_YET, Kind, Why
from salon.occasions.planning import drop
from salon.occasions.tables import Occasion
from salon.work import Work

OfCourse = (
    CourseConverted
    | CourseExtended
    | CourseFrozen
    | CoursePassedOn
    | CourseRefunded
    | CourseReleased
)


def forget_course(work: Work, event: OfCourse) -> None:
    """Let nobody be told that a course ends which does not, or is not theirs.

    Of one that is good for longer it is found again when it is time.
    """
    o = Occasion
    its = select(o).where(
        o.client_id == event.client_id,
        o.kind == Kind.COURSE,
        o.reference.startswith(f"{event.course_id} "),
        o.state.in_(MAY_YET),
    )
    for row in work.session.scalars(its).all():
        drop(work, row, Why.GONE)
