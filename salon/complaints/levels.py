"""Of which level a complaint is at least, and whom it is about."""

from collections.abc import Sequence

from salon.catalogue.queries import terms
from salon.clients.queries import client_line
from salon.complaints.model import (
    ADVERSE,
    GROWN_UP,
    PRIVACY,
    Kind,
    Level,
    Source,
)
from salon.complaints.noting import (
    is_own_case,
    note_line,
    own_by_level,
)
from salon.complaints.refusing import (
    NotTheirOwnCase,
    UnknownChoice,
)
from salon.complaints.tables import Complaint
from salon.staff.tables import StaffMember
from salon.work import Work


def concern(work: Work, row: Complaint, staff_id: int) -> None:
    """Say whom it is about; whoever that is, or was, does not see to it.

    Raises:
        NotTheirOwnCase: Whoever says so is whom it is about by now.
        Missing: There is no such person.
    """
    person = work.get(StaffMember, staff_id)
    if row.staff_id != person.id and is_own_case(work, row, work.by.id):
        raise NotTheirOwnCase(work.get(StaffMember, work.by.id or 0).name)
    if row.staff_id is not None and row.staff_id != person.id:
        before = work.get(StaffMember, row.staff_id)
        note_line(work, row, Kind.ABOUT, str(before.id), before.name)
    row.staff_id = person.id
    if person.role.value == "owner":
        concern_owner(work, row)
    if row.owner_id is not None and row.owner_id == person.id:
        own_by_level(work, row, row.level + row.raised)


def concern_owner(work: Work, row: Complaint) -> None:
    """Say that it is about the owner, for good; an owner who has it hands it over."""
    row.is_about_owner = True
    if row.owner_id is None:
        return
    if work.get(StaffMember, row.owner_id).role.value == "owner":
        own_by_level(work, row, row.level + row.raised)


def least_level(work: Work, row: Complaint, level: int, source: str) -> int:
    """Return the level it is of at least: some things are never ours alone."""
    if row.authority:
        return Level.THIRD_PARTY
    age = client_line(work, row.client_id).birthday.age(work.today)
    causes = {row.cause, *row.causes.split()}
    is_grave = (
        source == Source.PUBLIC
        or row.incident_id is not None
        or bool(causes & {ADVERSE, PRIVACY})
        or (age is not None and age < GROWN_UP)
    )
    return max(level, Level.TOLD_OTHERS) if is_grave else level


def rise(work: Work, row: Complaint, level: int) -> None:
    """Let it be of a higher level, never of a lower one; then others see to it."""
    if level <= row.level:
        return
    row.level = int(level)
    note_line(work, row, Kind.LEVEL, str(int(level)))
    own_by_level(work, row, row.level + row.raised)


def check_causes(work: Work, causes: Sequence[str]) -> None:
    """Refuse causes that do not exist; raises UnknownChoice."""
    known = terms(work, "complaint_cause")
    for one in causes:
        if one not in known:
            raise UnknownChoice(one, ", ".join(known))
