"""What the owner does with the team."""

from collections.abc import Sequence
from datetime import time

from sqlalchemy import func, select

from salon.errors import NoName, TooLong
from salon.rights import Right
from salon.staff.events import StaffChanged, StaffJoined
from salon.staff.model import Role, StaffId, StaffLine
from salon.staff.tables import Shift, StaffMember
from salon.text import N_, _
from salon.work import Work, needs

MOST = 120  # characters of a name


@needs(Right.MANAGE)
def hire(
    work: Work, name: str, role: Role = Role.THERAPIST, skills: str = "l3"
) -> StaffId:
    """Add someone to the team; raises NoName, TooLong."""
    last = work.session.scalar(select(func.max(StaffMember.sort))) or 0
    person = work.add(
        StaffMember(name=_named(name), role=role, skills=skills, sort=last + 1)
    )
    work.record(StaffJoined(person.id))
    return person.id


@needs(Right.MANAGE)
def change_member(
    work: Work,
    key: StaffId,
    *,
    name: str | None = None,
    role: Role | None = None,
    skills: str | None = None,
    is_active: bool | None = None,
    seen: int | None = None,
) -> None:
    """Change what is said of someone; raises NoName, Missing, EditedElsewhere."""
    person = work.get(StaffMember, key, seen=seen)
    if name is not None:
        person.name = _named(name)
    if role is not None:
        person.role = role
    if skills is not None:
        person.skills = skills
    if is_active is not None:
        person.is_active = is_active
    work.record(StaffChanged(key))


@needs(Right.MANAGE)
def set_shifts(
    work: Work, key: StaffId, days: Sequence[Sequence[tuple[time, time]]]
) -> None:
    """Say when someone works, for each day of the week from Monday."""
    work.get(StaffMember, key)
    for old in work.session.scalars(select(Shift).where(Shift.staff_id == key)):
        work.session.delete(old)
    for weekday, spans in enumerate(days):
        for start, until in spans:
            work.add(Shift(staff_id=key, weekday=weekday, start=start, until=until))
    work.record(StaffChanged(key))


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise NoName
    if len(name) > MOST:
        raise TooLong(_(N_("The name")), len(name), MOST)
    return name


@needs(Right.MANAGE)
def keep_member(
    work: Work,
    one: StaffLine | None,
    name: str,
    role: Role,
    skills: str,
    *,
    is_active: bool,
    days: Sequence[Sequence[tuple[time, time]]] | None = None,
) -> None:
    """Hire somebody new, or change *one*, with her week where it is said."""
    if one is None:
        key: StaffId = hire(work, name, role, skills)
    else:
        key = one.id
        change_member(
            work,
            key,
            name=name,
            role=role,
            skills=skills,
            is_active=is_active,
            seen=one.version,
        )
    if days is not None:
        set_shifts(work, key, days)
