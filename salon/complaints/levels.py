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
    note_line,
    own_by_level,
)
from salon.complaints.refusing import (
    UnknownChoice,
)
from salon.complaints.tables import Complaint
from salon.staff.tables import StaffMember
from salon.work import Work


def concern(work: Work, row: Complaint, staff_id: int) -> None:
    """Say whom it is about; whoever that is does not see to it."""
    person = work.get(StaffMember, staff_id)
    row.staff_id = person.id
    row.is_about_owner = row.is_about_owner or person.role.value == "owner"
    if row.owner_id is not None and row.owner_id == person.id:
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
