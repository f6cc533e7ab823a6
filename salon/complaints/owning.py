"""Who sees to a complaint, at which level, and to whom it goes when nobody did."""

from sqlalchemy import select

from salon.complaints import events
from salon.complaints.course import was_raised
from salon.complaints.model import (
    ComplaintId,
    Kind,
    Level,
)
from salon.complaints.noting import is_own_case, note_line, open_row, own_by_level
from salon.complaints.queries import complaint, course_of, overdue
from salon.complaints.refusing import (
    NobodyNext,
    NotTheirOwnCase,
    OnlyManagerLowers,
    UnknownChoice,
    WhyNeeded,
)
from salon.complaints.tables import Complaint
from salon.incidents.model import has_words
from salon.rights import Right
from salon.staff.tables import StaffMember
from salon.work import Work, needs


@needs(Right.CALL)
def give_complaint(work: Work, key: ComplaintId, staff_id: int) -> None:
    """Let somebody see to it: whoever takes it, or is given it.

    Raises:
        NotTheirOwnCase: It is about them.
        ComplaintClosed, Missing: It is over, or not there.
    """
    row = open_row(work, key)
    person = work.get(StaffMember, staff_id)
    if is_own_case(work, row, person.id):
        raise NotTheirOwnCase(person.name)
    row.owner_id = person.id
    note_line(work, row, Kind.OWNER, person.name)
    work.record(events.ComplaintChanged(key, row.client_id, "owner"))


@needs(Right.CALL)
def hand_on(work: Work, key: ComplaintId, note: str = "") -> str:
    """Let the next responder ring, as none of the ways will do; return who that is.

    Raises:
        NobodyNext: There is nobody beyond whoever has it.
        ComplaintClosed, Missing: It is over, or not there.
    """
    row = open_row(work, key)
    card = complaint(work, key)
    if card.next_owner_id is None:
        raise NobodyNext
    row.owner_id = card.next_owner_id
    note_line(work, row, Kind.OWNER, card.next_owner, note)
    work.record(events.ComplaintChanged(key, row.client_id, "owner"))
    return card.next_owner


@needs(Right.CALL)
def set_level(work: Work, key: ComplaintId, level: int, reason: str = "") -> None:
    """Say whom it was told. More: anybody. Less: the manager, with a reason.

    Raises:
        UnknownChoice: It is no number from 1 to 3.
        OnlyManagerLowers: It is to be less, and whoever says so may not manage.
        WhyNeeded: It is to be less, and nobody said why.
        ComplaintClosed, Missing: It is over, or not there.
    """
    row = open_row(work, key)
    if level not in list(Level):
        raise UnknownChoice(str(level), "1, 2, 3")
    if level == row.level:
        return
    if level < row.level:
        if Right.MANAGE not in work.by.rights:
            raise OnlyManagerLowers
        if not has_words(reason):
            raise WhyNeeded
    row.level = int(level)
    note_line(work, row, Kind.LEVEL, str(int(level)), reason)
    own_by_level(work, row, row.level + row.raised)
    work.record(events.ComplaintChanged(key, row.client_id, "level"))


@needs(Right.CALL)
def raise_overdue(work: Work) -> int:
    """Hand what nobody answered in time to the next responder; return how many.

    The program asks for it whenever the list is looked at: a step goes on once, so
    doing it again changes nothing, whatever the clock has done meanwhile.
    """
    late = overdue(work)
    courses = course_of(work, [one.id for one in late])
    raised: list[int] = []
    for one in late:
        course = courses.get(one.id, ())
        row = work.session.scalars(
            select(Complaint).where(Complaint.id == one.id)
        ).one()
        if one.step is None or was_raised(course, one.step):
            continue
        if row.level + row.raised >= Level.THIRD_PARTY:
            continue
        row.raised += 1
        name = own_by_level(work, row, row.level + row.raised)
        note_line(work, row, Kind.RAISED, one.step.value, name)
        raised.append(row.id)
    if raised:
        work.record(events.ComplaintsRaised(len(raised), tuple(raised)))
    return len(raised)
