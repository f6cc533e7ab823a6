"""Opening a complaint: a new one, a further word on it, or one that was closed.

What is open for the same visit gets the word; nobody opens two for one matter. What
is said of somebody else is another matter, and so is another visit.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import or_, select

from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.tables import Client, visits
from salon.complaints import events
from salon.complaints.levels import (
    check_causes,
    concern,
    concern_owner,
    least_level,
    rise,
)
from salon.complaints.model import (
    BEST,
    FAR_OFF,
    LATE,
    LONGEST_WORDS,
    REOPENS,
    SOURCE_WORDS,
    ComplaintId,
    Kind,
    Level,
    Outcome,
    Source,
    Step,
)
from salon.complaints.noting import (
    named_in,
    note_line,
    own_by_level,
    settle,
)
from salon.complaints.refusing import (
    BadAnswerDay,
    BadScore,
    ComplaintOpen,
    NotTheirVisitThen,
    UnknownChoice,
    WhyNeeded,
    check_known,
)
from salon.complaints.tables import Complaint, ComplaintOffer
from salon.errors import Missing
from salon.incidents.model import IncidentId, has_words
from salon.incidents.tables import Incident
from salon.rights import Right
from salon.staff.tables import StaffMember
from salon.work import Work, needs


@dataclass(frozen=True, slots=True)
class _Visit:
    key: int
    client_id: int
    service_id: int
    staff_id: int
    room_id: int | None
    day: date


@dataclass(frozen=True, slots=True)
class _About:
    """Whom a word is about, as far as it was said."""

    staff_id: int | None
    is_about_owner: bool

    def fits(self, work: Work, row: Complaint) -> bool:
        """Return whether a complaint is about the same one, as far as is known."""
        if self.staff_id is None or row.staff_id is None:
            return True
        return self.staff_id in named_in(work, row)


@needs(Right.CALL)
def open_complaint(
    work: Work,
    client_id: ClientId,
    *,
    words: str = "",
    appointment_id: int | None = None,
    staff_id: int | None = None,
    level: int = Level.TOLD_US,
    cause: str = "",
    source: str = Source.DESK,
    promised: str = "",
    expected: int | None = None,
    authority: str = "",
    authority_due: date | None = None,
    incident_id: int | None = None,
    is_about_owner: bool = False,
    is_read_back: bool = False,
) -> ComplaintId:
    """Open a complaint, or add a further word to the one that is there.

    What is open for the same visit gets the word; what was closed within ninety days
    is opened again by it. Of another person it is a case of its own; that it is about
    the owner sticks, and an owner who has it hands it over. A press report or an
    official letter is of level three; what is said in public, an injury, a minor,
    privacy at least of level two.

    Args:
        work: As ever.
        client_id: Who is not content.
        words: The client's own, as they were said.
        appointment_id: The visit it is about; None: the last one that was begun.
        staff_id: Whom it is about; None: who treated at that visit.
        level: 1 told us, 2 told others, 3 a third party; it may come out higher.
        cause: Of vocabulary complaint_cause; "": not known yet.
        source: How we heard of it, of `Source`.
        promised: What was promised before.
        expected: The score expected before the visit, 0 to 10.
        authority: Press, authority, lawyer or insurer who wrote to us.
        authority_due: By when they want an answer.
        incident_id: The incident it belongs to.
        is_about_owner: It is about the owner.
        is_read_back: The words were read back: the first step is done.

    Raises:
        UnknownChoice: Of a level, a cause or a source that does not exist.
        BadScore, BadAnswerDay: Of a score or a day that cannot be meant.
        NotTheirVisitThen: The visit is another client's.
        Missing: There is no such client, visit, person or incident.
    """
    key = living(work, client_id)
    work.lock(Client, key)  # or two desks would each open one
    check_known(source, SOURCE_WORDS)
    if level not in list(Level):
        raise UnknownChoice(str(level), "1, 2, 3")
    check_causes(work, (cause,) if cause else ())
    if expected is not None and not 0 <= expected <= BEST:
        raise BadScore(expected)
    if authority_due is not None and not (
        -LATE <= authority_due - work.today <= FAR_OFF
    ):
        raise BadAnswerDay
    if incident_id is not None and appointment_id is None:
        appointment_id = work.get(Incident, IncidentId(incident_id)).appointment_id
    visit = _visit(work, key, appointment_id)
    said = words.strip()[:LONGEST_WORDS]
    if staff_id is not None:
        work.get(StaffMember, staff_id)
    about = _About(staff_id, is_about_owner)
    row = _same(work, key, visit, about, is_named=appointment_id is not None)
    if row is None and (row := _closed_lately(work, key, visit, about)) is not None:
        _reopen(work, row, said)
    if row is None:
        row = _begin(work, key, visit, staff_id, source, is_about_owner)
        work.record(events.ComplaintOpened(row.id, key, int(level)))
    else:
        note_line(work, row, Kind.SAID, source, said)
        work.record(events.ComplaintChanged(row.id, key, "said"))
        if row.staff_id is None and staff_id is not None:
            concern(work, row, staff_id)
        if is_about_owner and not row.is_about_owner:
            concern_owner(work, row)
    if said and said not in row.words:
        row.words = "\n".join(filter(None, (row.words, said)))[:LONGEST_WORDS]
    row.cause = row.cause or cause
    row.promised = row.promised or promised.strip()[:LONGEST_WORDS]
    row.expected = expected if row.expected is None else row.expected
    row.authority = row.authority or authority.strip()[:200]
    row.authority_due = row.authority_due or authority_due
    row.incident_id = row.incident_id or incident_id
    rise(work, row, least_level(work, row, level, source))
    if row.owner_id is None:
        heard = work.by.id if row.level == Level.TOLD_US else None
        own_by_level(work, row, row.level + row.raised, heard_by=heard)
    if is_read_back and said:
        note_line(work, row, Step.LISTEN, "read_back", said)
    settle(work, row)
    return ComplaintId(row.id)


@needs(Right.CALL)
def reopen_complaint(work: Work, key: ComplaintId, reason: str) -> None:
    """Open a closed complaint again, however long ago it was: all six steps begin.

    Raises:
        ComplaintOpen: It is open, or another of the same visit and person is.
        WhyNeeded: Nobody said why.
        Missing: It is not there.
    """
    row = work.get(Complaint, key)
    work.lock(Client, row.client_id)
    if not has_words(reason):
        raise WhyNeeded
    c = Complaint
    others = select(c.id).where(
        c.client_id == row.client_id,
        c.closed_at.is_(None),
        c.appointment_id.is_(None)
        if row.appointment_id is None
        else c.appointment_id == row.appointment_id,
        c.staff_id.is_(None) if row.staff_id is None else c.staff_id == row.staff_id,
    )
    if row.closed_at is None or work.session.scalar(others) is not None:
        raise ComplaintOpen
    _reopen(work, row, reason)
    settle(work, row)


def _reopen(work: Work, row: Complaint, why: str) -> None:
    row.closed_at = row.closed_by = None
    row.outcome, row.began_at, row.raised = "", work.now, 0
    note_line(work, row, Kind.REOPENED, "", why)
    o = ComplaintOffer
    table = select(o).where(
        o.complaint_id == row.id, o.chosen_at.is_(None), o.gone_at.is_(None)
    )
    for offer in work.session.scalars(table):
        offer.gone_at = work.now
    work.record(events.ComplaintReopened(row.id, row.client_id))


def _begin(
    work: Work,
    client_id: ClientId,
    visit: _Visit | None,
    staff_id: int | None,
    source: str,
    is_about_owner: bool,
) -> Complaint:
    row = work.add(
        Complaint(
            client_id=client_id,
            appointment_id=visit.key if visit else None,
            service_id=visit.service_id if visit else None,
            room_id=visit.room_id if visit else None,
            opened_at=work.now,
            opened_by=work.by.id,
            began_at=work.now,
            source=source,
            level=int(Level.TOLD_US),
            raised=0,
            status="received",
            cause="",
            words="",
            promised="",
            authority="",
            is_about_owner=is_about_owner,
        )
    )
    about = staff_id or (visit.staff_id if visit else None)
    if about is not None:
        concern(work, row, about)
    return row


def _visit(work: Work, client_id: ClientId, named: int | None) -> _Visit | None:
    """Return the visit that is named, or the last one that was begun."""
    a, book = Appointment, visits()
    asked = select(a.id, a.client_id, a.service_id, a.staff_id, a.room_id, a.day)
    if named is None:
        last = asked.where(a.client_id == client_id, book.was_begun)
        newest = last.order_by(a.day.desc(), a.start.desc()).limit(1)
        row: Any = work.session.execute(newest).one_or_none()
        return None if row is None else _Visit(*row)
    row = work.session.execute(asked.where(a.id == named)).one_or_none()
    if row is None:
        raise Missing("Appointment", named)
    visit = _Visit(*row)
    if living(work, ClientId(visit.client_id)) != client_id:
        raise NotTheirVisitThen
    return visit


def _same(
    work: Work,
    client_id: ClientId,
    visit: _Visit | None,
    about: _About,
    *,
    is_named: bool,
) -> Complaint | None:
    """Return the complaint that is open already and is the same one.

    Where no visit is named it is the newest: nobody opens two for one matter. One of no
    visit may be of this one, unless it was said before that.
    """
    c = Complaint
    asked = select(c).where(c.client_id == client_id, c.closed_at.is_(None))
    if is_named and visit is not None:
        until = work.instant(visit.day, time.min)
        of_none = c.appointment_id.is_(None) & (c.opened_at >= until)
        asked = asked.where(or_(c.appointment_id == visit.key, of_none))
    found = [
        one
        for one in work.session.scalars(asked.order_by(c.id.desc())).all()
        if about.fits(work, one)
    ]
    if about.is_about_owner:  # the one that is so already comes first
        found.sort(key=lambda one: not one.is_about_owner)
    return found[0] if found else None


def _closed_lately(
    work: Work, client_id: ClientId, visit: _Visit | None, about: _About
) -> Complaint | None:
    """Return the one of the same matter that was closed within ninety days."""
    c = Complaint
    asked = select(c).where(
        c.client_id == client_id,
        c.closed_at >= work.instant(work.today - REOPENS, time.min),
        c.outcome != Outcome.MISTAKE,
        c.appointment_id.is_(None) if visit is None else c.appointment_id == visit.key,
    )
    newest = work.session.scalars(asked.order_by(c.id.desc())).all()
    return next((one for one in newest if about.fits(work, one)), None)
