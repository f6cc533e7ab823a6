"""What is needed to do something with a course, in one look at the records."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.catalogue.queries import terms
from salon.clients.model import ClientId
from salon.clients.queries import client_card
from salon.complaints.queries import all_complaints
from salon.courses.model import CourseCard, CourseLine
from salon.courses.queries import course_card, courses_of
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.till.model import means_named
from salon.till.rules import means_here

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True, slots=True)
class CourseSight:
    """The courses that a client may use, one of them whole, and what goes with it."""

    client_id: ClientId
    client: str
    lines: tuple[CourseLine, ...]
    card: CourseCard | None  # None: there is none
    currency: str
    means: tuple[tuple[str, str], ...]  # key, and what it is called here
    family: tuple[tuple[ClientId, str], ...]  # who has a file
    causes: tuple[str, ...]  # of open complaints
    people: tuple[tuple[int, str], ...]


def course_sight(
    reading: "Reading", client_id: ClientId, key: int | None = None
) -> CourseSight:
    """Return a client's courses and one of them whole: *key*, else the open one.

    Raises:
        Missing: There is no such client or course.
    """
    her = client_card(reading, client_id)
    lines = courses_of(reading, client_id, with_shared=True)
    lines.sort(key=lambda one: not one.is_open(reading.today))
    if key is None and lines:
        key = lines[0].id
    known = terms(reading, "complaint_cause")
    causes = [
        str(known.get(one.cause, one.cause))
        for one in all_complaints(reading, client_id)
        if one.is_open and one.cause
    ]
    return CourseSight(
        client_id=client_id,
        client=her.line.name,
        lines=tuple(lines),
        card=None if key is None else course_card(reading, key),
        currency=premises(reading).currency,
        means=tuple((one, means_named(one)) for one in means_here(reading)),
        family=tuple(
            (ClientId(one.other_id), one.name)
            for one in her.relatives
            if one.other_id is not None
        ),
        causes=tuple(dict.fromkeys(causes)),
        people=tuple((int(one.id), one.name) for one in team(reading)),
    )
