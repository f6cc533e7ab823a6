"""What staff do when something has gone wrong. Nothing of it is ever deleted.

Whoever calls clients or treats them may open an incident and add to it; how it ended
is for the manager to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from salon.clients.model import ClientId
from salon.clients.operations import note_condition
from salon.clients.queries import conditions_of, living
from salon.clients.tables import Client, visits
from salon.errors import Missing
from salon.incidents import events
from salon.incidents.model import (
    BEGAN_WORDS,
    TICK_WORDS,
    Contact,
    IncidentClosed,
    IncidentId,
    IncidentOpen,
    Kind,
    MistakeLeavesNothing,
    NoFlag,
    NothingToBar,
    NotTheirVisit,
    OnlyManager,
    Outcome,
    Photos,
    ReasonNeeded,
    Severity,
    UnknownFlag,
    UnknownWord,
    has_words,
    severity_of,
    words_place,
)
from salon.incidents.queries import flags as known_flags
from salon.incidents.queries import incident
from salon.incidents.tables import Incident, IncidentSign, IncidentStep
from salon.public import public_id
from salon.rights import Right
from salon.store.drafts import drop_draft
from salon.text import N_, _, sentences
from salon.work import Work, needs

LONGEST_WORDS = 4000  # characters; a longer account belongs on paper


@dataclass(frozen=True, slots=True)
class _Visit:
    key: int
    client_id: int
    service_id: int


@needs(Right.CALL, Right.TREAT)
def open_incident(
    work: Work,
    client_id: ClientId,
    flags: Sequence[str],
    *,
    appointment_id: int | None = None,
    service_id: int | None = None,
    words: str = "",
    began: str = "",
    zones: str = "",
) -> IncidentId:
    """Open an incident, or add to the one that is open for the same visit.

    Args:
        work: As ever.
        client_id: Whose it is.
        flags: What was said or seen, by reference id; at least one.
        appointment_id: The visit it came after, or during; None: her last one.
        service_id: What was given there; None: what the visit says.
        words: The client's own.
        began: When it began, of `Began`; "" if that is not known.
        zones: Where, as reference ids of skin zones, words apart.

    Raises:
        NoFlag, UnknownFlag, UnknownWord: Of what was said.
        NotTheirVisit: The visit is another client's.
        Missing: There is no such client or visit.
    """
    key = living(work, client_id)
    work.lock(Client, key)  # or two desks would each open one
    said = _known(work, flags)
    if not said:
        raise NoFlag
    _check_began(began)
    visit = _visit(work, key, appointment_id)
    row = _same(work, key, visit, is_named=appointment_id is not None)
    grave = max(severity_of(known_flags(work)[one][1]) for one in said)
    if row is not None:
        if row.appointment_id is None and visit is not None:
            row.appointment_id, row.service_id = visit.key, visit.service_id
        _say(work, row, said, zones)
        _describe(row, words, began)
        return IncidentId(row.id)
    row = work.add(
        Incident(
            client_id=key,
            appointment_id=visit.key if visit is not None else None,
            service_id=service_id or (visit.service_id if visit is not None else None),
            opened_at=work.now,
            opened_by=work.by.id,
            severity=int(grave),
        )
    )
    _describe(row, words, began)
    for one in said:
        work.add(
            IncidentSign(
                incident_id=row.id,
                flag=one,
                zones=zones,
                at=work.now,
                staff_id=work.by.id,
            )
        )
    work.record(events.IncidentOpened(row.id, key, int(grave)))
    return IncidentId(row.id)


@needs(Right.CALL, Right.TREAT)
def add_sign(work: Work, key: IncidentId, flag: str, zones: str = "") -> None:
    """Note one more sign; a graver one makes the incident graver.

    Raises:
        UnknownFlag: There is no such red flag.
        IncidentClosed, Missing: It is over, or not there.
    """
    _say(work, _open(work, key), _known(work, [flag]), zones)


@needs(Right.CALL, Right.TREAT)
def take_sign_back(work: Work, key: IncidentId, flag: str, note: str = "") -> None:
    """Say that a sign was none after all; the line stays, and how bad it is stays.

    Raises:
        UnknownFlag: It does not stand.
        IncidentClosed, Missing: See `add_sign`.
    """
    row = _open(work, key)
    standing = [one.flag for one in incident(work, key).line.signs]
    if flag not in standing:
        raise UnknownFlag(flag, ", ".join(standing))
    _note(work, row, Kind.SIGN_BACK, flag, note)


@needs(Right.CALL, Right.TREAT)
def set_severity(work: Work, key: IncidentId, severity: int, reason: str = "") -> None:
    """Say how bad it is. Worse: anybody. Less: the manager, with a reason.

    Raises:
        OnlyManager: It is to be less, and whoever says so may not manage.
        ReasonNeeded: It is to be less, and nobody said why.
        UnknownWord: It is no number from 1 to 4.
        IncidentClosed, Missing: See `add_sign`.
    """
    row = _open(work, key)
    if severity not in list(Severity):
        raise UnknownWord(str(severity), "1, 2, 3, 4")
    if severity == row.severity:
        return
    if severity < row.severity:
        if Right.MANAGE not in work.by.rights:
            raise OnlyManager
        if not has_words(reason):
            raise ReasonNeeded
    row.severity = int(severity)
    _note(work, row, Kind.SEVERITY, str(int(severity)), reason, event="severity")


@needs(Right.CALL, Right.TREAT)
def tick(work: Work, key: IncidentId, what: str, *, is_on: bool = True) -> None:
    """Note that something that helps was done, or that it was not after all.

    Raises:
        UnknownWord: It is none of `TICK_WORDS`.
        IncidentClosed, Missing: See `add_sign`.
    """
    row = _open(work, key)
    if what not in TICK_WORDS:
        raise UnknownWord(what, ", ".join(TICK_WORDS))
    if (what in incident(work, key).ticked) is not is_on:
        _note(work, row, Kind.TICK if is_on else Kind.UNTICK, what)


@needs(Right.CALL, Right.TREAT)
def note_told(work: Work, key: IncidentId, whom: str, note: str = "") -> None:
    """Note who was told: a name, or "insurer"; raises IncidentClosed, Missing."""
    _note(work, _open(work, key), Kind.TOLD, whom.strip()[:200], note)


@needs(Right.CALL, Right.TREAT)
def note_seen(work: Work, key: IncidentId, whom: str, note: str = "") -> None:
    """Note that whoever was told has seen it; raises IncidentClosed, Missing."""
    _note(work, _open(work, key), Kind.SEEN, whom.strip()[:200], note)


@needs(Right.CALL, Right.TREAT)
def note_photos(work: Work, key: IncidentId, result: str = Photos.ASKED) -> None:
    """Note that photographs were asked for, kept or refused.

    Raises:
        UnknownWord: It is none of `Photos`.
        IncidentClosed, Missing: See `add_sign`.
    """
    row = _open(work, key)
    if result not in list(Photos):
        raise UnknownWord(result, ", ".join(Photos))
    _note(work, row, Kind.PHOTOS, Photos(result).value)


@needs(Right.CALL, Right.TREAT)
def note_contact(work: Work, key: IncidentId, how: str) -> None:
    """Note how the talk ended: help is there, or the line was cut off.

    Raises:
        UnknownWord: It is none of `Contact`.
        IncidentClosed, Missing: See `add_sign`.
    """
    row = _open(work, key)
    if how not in list(Contact):
        raise UnknownWord(how, ", ".join(Contact))
    _note(work, row, Kind.CONTACT, Contact(how).value, event=Contact(how).value)


@needs(Right.CALL, Right.TREAT)
def note_of_incident(work: Work, key: IncidentId, text: str) -> None:
    """Add a line to its course; raises ReasonNeeded, IncidentClosed, Missing."""
    row = _open(work, key)
    if not text.strip():
        raise ReasonNeeded
    _note(work, row, Kind.NOTE, "", text)


@needs(Right.CALL, Right.TREAT)
def describe_incident(
    work: Work,
    key: IncidentId,
    *,
    words: str | None = None,
    began: str | None = None,
) -> None:
    """Keep the client's own words, and when it began; None: nothing is said of it.

    Raises:
        UnknownWord: It began at none of `Began`.
        IncidentClosed, Missing: See `add_sign`.
    """
    row = _open(work, key)
    _check_began(began or "")
    if words is not None:
        row.words = words.strip()[:LONGEST_WORDS]
        drop_draft(work.session.connection(), words_place(key))
    if began is not None:
        row.began = began
    work.record(events.IncidentChanged(key, row.client_id, "words"))


@needs(Right.MANAGE)
def close_incident(
    work: Work,
    key: IncidentId,
    outcome: str,
    *,
    reason: str,
    finding: str = "",
    is_barred: bool = False,
    leaves: Sequence[str] = (),
    seen: int | None = None,
) -> None:
    """Say how it ended. What was held is free again; what it leaves is a fact.

    Args:
        work: As ever.
        key: The incident.
        outcome: One of `Outcome`; a mistake leaves nothing and bars nothing.
        reason: Why it can be closed, in words.
        finding: What the doctor found.
        is_barred: The treatment is not given to this client again.
        leaves: What stays and decides what may be done, as ids of conditions.
        seen: The version on the screen.

    Raises:
        UnknownWord, ReasonNeeded, MistakeLeavesNothing, NothingToBar: Of what was said.
        BadField: A condition that does not exist.
        IncidentClosed, Missing, EditedElsewhere: See `add_sign`, `Work.get`.
    """
    row = _open(work, key, seen=seen)
    if outcome not in list(Outcome):
        raise UnknownWord(outcome, ", ".join(Outcome))
    if not has_words(reason):
        raise ReasonNeeded
    stays = list(dict.fromkeys(leaves))
    if outcome == Outcome.MISTAKE and (is_barred or stays):
        raise MistakeLeavesNothing
    if is_barred and row.service_id is None:
        raise NothingToBar
    row.closed_at, row.closed_by = work.now, work.by.id
    row.outcome, row.finding = Outcome(outcome).value, finding.strip()[:LONGEST_WORDS]
    row.is_barred, row.leaves = is_barred, " ".join(stays)
    _step(work, row, Kind.CLOSED, row.outcome, reason)
    work.record(events.IncidentEnded(key, row.client_id, row.outcome))
    said = _(N_("after incident {number}")).format(number=public_id("incident", key))
    opened = work.local(row.opened_at).date()
    known = {one.condition: one for one in conditions_of(work, row.client_id)}
    for condition in stays:
        old = known.get(condition)
        note = sentences((old.note if old else "", said))
        since = None if old is not None else opened
        note_condition(work, row.client_id, condition, since=since, note=note)


@needs(Right.MANAGE)
def reopen_incident(work: Work, key: IncidentId, reason: str) -> None:
    """Open a closed incident again. What it left as a fact stays until it is ended.

    Raises:
        IncidentOpen: It is open, or another of the same visit has been opened since.
        ReasonNeeded: Nobody said why.
        Missing: It is not there.
    """
    row = work.get(Incident, key)
    work.lock(Client, row.client_id)
    if row.closed_at is None:
        raise IncidentOpen
    if not has_words(reason):
        raise ReasonNeeded
    others = select(Incident.id).where(
        Incident.client_id == row.client_id,
        Incident.closed_at.is_(None),
        Incident.appointment_id.is_(row.appointment_id)
        if row.appointment_id is None
        else Incident.appointment_id == row.appointment_id,
    )
    if work.session.scalar(others) is not None:
        raise IncidentOpen
    row.closed_at = row.closed_by = None
    row.outcome, row.is_barred = "", False
    _step(work, row, Kind.REOPENED, "", reason)
    work.record(events.IncidentReopened(key, row.client_id))


def _open(work: Work, key: IncidentId, *, seen: int | None = None) -> Incident:
    row = work.get(Incident, key, seen=seen)
    if row.closed_at is not None:
        raise IncidentClosed
    return row


def _known(work: Work, said: Sequence[str]) -> list[str]:
    """Return the flags that were named, each once, the gravest first."""
    known = known_flags(work)
    for one in said:
        if one not in known:
            raise UnknownFlag(one, ", ".join(known))
    return sorted(dict.fromkeys(said), key=lambda one: -severity_of(known[one][1]))


def _check_began(began: str) -> None:
    if began and began not in list(BEGAN_WORDS):
        raise UnknownWord(began, ", ".join(BEGAN_WORDS))


def _visit(work: Work, client_id: ClientId, named: int | None) -> _Visit | None:
    """Return the visit that is named, or the last one that was begun."""
    book = visits()
    asked = select(book.key, book.client, book.service)
    if named is None:
        last = asked.where(book.client == client_id, book.was_begun)
        newest = last.order_by(book.day.desc(), book.start.desc()).limit(1)
        row: Any = work.session.execute(newest).one_or_none()
        return None if row is None else _Visit(*row)
    row = work.session.execute(asked.where(book.key == named)).one_or_none()
    if row is None:
        raise Missing("Appointment", named)
    visit = _Visit(*row)
    if living(work, ClientId(visit.client_id)) != client_id:
        raise NotTheirVisit
    return visit


def _same(
    work: Work, client_id: ClientId, visit: _Visit | None, *, is_named: bool
) -> Incident | None:
    """Return the incident that is open already and is the same one.

    Where no visit is named it is the newest: nobody opens two for one mishap.
    """
    asked = select(Incident).where(
        Incident.client_id == client_id, Incident.closed_at.is_(None)
    )
    if is_named and visit is not None:
        asked = asked.where(
            or_(Incident.appointment_id == visit.key, Incident.appointment_id.is_(None))
        )
    return work.session.scalars(asked.order_by(Incident.id.desc()).limit(1)).first()


def _say(work: Work, row: Incident, said: Sequence[str], zones: str) -> None:
    """Add the signs that do not stand yet; say again where they are, if that is new."""
    standing = {s.flag: s for s in incident(work, IncidentId(row.id)).line.signs}
    for one in said:
        if one in standing:
            _place(work, row, one, zones)
            continue
        work.add(
            IncidentSign(
                incident_id=row.id,
                flag=one,
                zones=zones,
                at=work.now,
                staff_id=work.by.id,
            )
        )
    grave = max(severity_of(known_flags(work)[one][1]) for one in said)
    if grave > row.severity:
        row.severity = int(grave)
        _step(work, row, Kind.SEVERITY, str(int(grave)))
    work.record(events.IncidentChanged(row.id, row.client_id, "sign"))


def _place(work: Work, row: Incident, flag: str, zones: str) -> None:
    """Say where a sign is that stands already; where nothing is said, it stays."""
    if not zones:
        return
    asked = select(IncidentSign).where(
        IncidentSign.incident_id == row.id, IncidentSign.flag == flag
    )
    last = work.session.scalars(asked.order_by(IncidentSign.id.desc()).limit(1)).one()
    last.zones = zones


def _describe(row: Incident, words: str, began: str) -> None:
    more = words.strip()
    if more and more not in row.words:
        row.words = "\n".join(filter(None, (row.words, more)))[:LONGEST_WORDS]
    row.began = began or row.began


def _note(
    work: Work,
    row: Incident,
    kind: Kind,
    what: str,
    note: str = "",
    *,
    event: str = "",
) -> None:
    _step(work, row, kind, what, note)
    said = event or kind.value
    work.record(events.IncidentChanged(row.id, row.client_id, said))


def _step(work: Work, row: Incident, kind: Kind, what: str, note: str = "") -> None:
    work.add(
        IncidentStep(
            incident_id=row.id,
            kind=kind.value,
            what=what,
            note=note.strip()[:LONGEST_WORDS],
            at=work.now,
            staff_id=work.by.id,
        )
    )
