"""What becomes of shared courses when two files are joined."""

from sqlalchemy import select

from salon.clients.events import ClientsMerged
from salon.courses.tables import Course, CourseHolder
from salon.work import Work


def join_holders(work: Work, event: ClientsMerged) -> None:
    """Let nobody share a course with herself, nor twice."""
    asked = (
        select(CourseHolder, Course.client_id)
        .join(Course, Course.id == CourseHolder.course_id)
        .where(CourseHolder.client_id.in_((event.kept_id, event.away_id)))
        .order_by(CourseHolder.id)
    )
    mine = {event.kept_id, event.away_id}
    seen = set[int]()
    away = []
    for row, owner in work.session.execute(asked):
        if owner in mine or row.course_id in seen:
            away.append(row.id)
        seen.add(row.course_id)
    work.remove_many(CourseHolder, away)
