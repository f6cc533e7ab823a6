"""What every operation on a complaint does: a line of its course, who sees to it."""

from datetime import date

from salon.complaints.course import called, ever_named
from salon.complaints.model import (
    LONGEST_WORDS,
    ComplaintId,
    Kind,
    Step,
)
from salon.complaints.queries import complaint, course_of
from salon.complaints.refusing import ComplaintClosed
from salon.complaints.rights import proposed
from salon.complaints.tables import Complaint, ComplaintStep
from salon.staff.model import Role
from salon.staff.queries import team
from salon.staff.tables import StaffMember
from salon.work import Work


def open_row(work: Work, key: ComplaintId | int, seen: int | None = None) -> Complaint:
    """Return a complaint that is open.

    Raises:
        ComplaintClosed: It is over.
        Missing, EditedElsewhere: See `Work.get`.
    """
    row = work.get(Complaint, key, seen=seen)
    if row.closed_at is not None:
        raise ComplaintClosed
    return row


def note_line(
    work: Work,
    row: Complaint,
    kind: Step | Kind,
    what: str,
    note: str = "",
    *,
    due: date | None = None,
) -> None:
    """Add a line to the course of a complaint."""
    work.add(
        ComplaintStep(
            complaint_id=row.id,
            kind=kind.value,
            what=what,
            note=note.strip()[:LONGEST_WORDS],
            at=work.now,
            staff_id=work.by.id,
            due=due,
        )
    )


def own_by_level(
    work: Work, row: Complaint, level: int, *, heard_by: int | None = None
) -> str:
    """Give it to whom the level asks for, never to whom it is about; say to whom."""
    found = proposed(
        team(work),
        min(3, max(1, level)),
        about=named_in(work, row),
        is_about_owner=row.is_about_owner,
        heard_by=heard_by,
    )
    row.owner_id = found.id if found is not None else None
    return found.name if found is not None else ""


def named_in(work: Work, row: Complaint) -> frozenset[int]:
    """Return everybody whom a complaint is about, or ever was."""
    work.session.flush()
    course = course_of(work, [row.id]).get(row.id, ())
    return ever_named(course, row.staff_id)


def is_own_case(work: Work, row: Complaint, staff_id: int | None) -> bool:
    """Return whether it is, or was, about *staff_id*, and another could see to it.

    Who works alone sees to what is said of them: there is nobody else.
    """
    if staff_id is None:
        return False
    person = work.get(StaffMember, staff_id)
    is_owners = row.is_about_owner and person.role is Role.OWNER
    named = named_in(work, row)
    if staff_id not in named and not is_owners:
        return False
    others = proposed(team(work), 3, about=named, is_about_owner=row.is_about_owner)
    return others is not None


def settle(work: Work, row: Complaint) -> None:
    """Let the status say how far it has come."""
    work.session.flush()
    card = complaint(work, ComplaintId(row.id))
    last = [one.step for one in card.steps if one.done is not None][-1:]
    by_step = {
        Step.APOLOGISE: "acknowledged",
        Step.CLARIFY: "investigating",
        Step.PROPOSE: "offered",
        Step.AGREE: "agreed",
        Step.FOLLOW_UP: "agreed",
    }
    was_reopened = any(one.kind == Kind.REOPENED for one in card.course)
    status = by_step.get(last[0], "received") if last else "received"
    if not last and was_reopened:  # nothing is done yet since then
        status = "reopened"
    if status == "agreed" and not any(one.is_promised for one in card.offers):
        status = "followed_up" if called(card.course) else "implemented"
    if card.body and "body_closed" not in card.marks:
        status = "external"
    row.status = "closed" if row.closed_at is not None else status
