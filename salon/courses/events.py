"""What can happen to courses."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class CourseSold(Event):
    """A client paid for a number of sessions ahead."""

    course_id: int
    client_id: int

    text = N_("Course sold")

    @classmethod
    def kind(cls) -> str:
        """Return the name it had where it stood first; histories hold it."""
        return "plans.CourseSold"


@dataclass(frozen=True)
class _OfCourse(Event):
    course_id: int
    client_id: int


@dataclass(frozen=True)
class SessionTaken(Event):
    """A session was taken from a course by hand."""

    redemption_id: int
    course_id: int
    client_id: int

    text = N_("Session taken from a course")


@dataclass(frozen=True)
class SessionTakenBack(Event):
    """A session that was taken by mistake counts no longer."""

    redemption_id: int
    course_id: int
    client_id: int

    text = N_("Session of a course taken back")


@dataclass(frozen=True)
class SlipSigned(Event):
    """Somebody signed for a session."""

    redemption_id: int
    course_id: int

    text = N_("Session of a course signed")


@dataclass(frozen=True)
class SlipPrinted(Event):
    """A slip or a refund sheet went out on paper."""

    course_id: int

    text = N_("Paper of a course printed")
    undoable = False


class CourseFrozen(_OfCourse):
    """A course waits."""

    text = N_("Course frozen")


class CourseUnfrozen(_OfCourse):
    """A course runs again."""

    text = N_("Course runs again")


class CourseExtended(_OfCourse):
    """A course is good for longer."""

    text = N_("Course extended")


@dataclass(frozen=True)
class CoursePassedOn(_OfCourse):
    """A course belongs to somebody else now."""

    to_id: int

    text = N_("Course passed on")


class CourseShared(_OfCourse):
    """Somebody of the family may use a course, or no longer."""

    text = N_("Sharing of a course changed")


@dataclass(frozen=True)
class CourseConverted(_OfCourse):
    """A course became another; what was left over went to stored value."""

    into_id: int
    credited: int  # minor units

    text = N_("Course changed into another")


@dataclass(frozen=True)
class CourseRefunded(_OfCourse):
    """What was left of a course was paid back; what was unpaid is not owed any more."""

    paid: int  # minor units
    forgiven: int

    text = N_("Course paid back")


class CourseReleased(_OfCourse):
    """What was left of a course ran out, and a person said so."""

    text = N_("Course released as run out")
