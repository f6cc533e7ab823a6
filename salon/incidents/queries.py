"""What screens, alerts and rules ask of incidents.

Few are open at any time, and few treatments are barred for good: both are asked for
everybody in one statement, once in one look, however many clients are shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from salon.catalogue.model import Subject
from salon.catalogue.queries import entries
from salon.catalogue.tables import Service
from salon.clients.model import Alert, ClientId, Grade
from salon.clients.tables import Client
from salon.errors import Missing
from salon.incidents.model import (
    FirstWords,
    HeldKind,
    IncidentCard,
    IncidentId,
    IncidentLine,
    Kind,
    Outcome,
    Severity,
    Sign,
    StepLine,
    first_words,
    gravest,
    ticked,
)
from salon.incidents.tables import Incident, IncidentSign, IncidentStep
from salon.staff.tables import StaffMember
from salon.text import Names, _, hour, short_day
from salon.work import Reading, once, remembered


def open_incidents(
    reading: Reading, keys: Iterable[int] | None = None
) -> dict[ClientId, tuple[IncidentLine, ...]]:
    """Return the incidents that are open, of the clients *keys* or of everybody.

    The gravest first, then the one that was opened last. In one statement, once a look.
    """
    wanted = None if keys is None else set(keys)
    found: dict[ClientId, list[IncidentLine]] = defaultdict(list)
    for line in _standing(reading):
        if line.is_open and (wanted is None or line.client_id in wanted):
            found[line.client_id].append(line)
    return {key: tuple(lines) for key, lines in found.items()}


def everything_open(reading: Reading) -> tuple[IncidentLine, ...]:
    """Return all that is open, the gravest first, then what was opened last."""
    return tuple(line for line in _standing(reading) if line.is_open)


def all_incidents(
    reading: Reading, client_id: ClientId | None = None, limit: int = 200
) -> tuple[IncidentLine, ...]:
    """Return incidents, closed ones too, of a client or of all: the newest first."""
    asked = _asked()
    if client_id is not None:
        asked = asked.where(Incident.client_id == client_id)
    newest = select(Incident.id).order_by(Incident.opened_at.desc(), Incident.id.desc())
    if client_id is not None:
        newest = newest.where(Incident.client_id == client_id)
    lines = _lines(reading, asked.where(Incident.id.in_(newest.limit(limit))))
    return tuple(sorted(lines, key=lambda one: (one.opened, one.id), reverse=True))


def incident(reading: Reading, key: IncidentId) -> IncidentCard:
    """Return one incident: its signs, what was done, who knows; raises Missing."""
    found = _lines(reading, _asked().where(Incident.id == key))
    if not found:
        raise Missing("Incident", key)
    by, closer = aliased(StaffMember), aliased(StaffMember)
    row: Any = reading.session.execute(
        select(
            *(Incident.opened_at, by.name, Incident.began, Incident.words),
            *(Incident.closed_at, closer.name, Incident.outcome, Incident.finding),
            *(Incident.is_barred, Incident.leaves),
        )
        .outerjoin(by, by.id == Incident.opened_by)
        .outerjoin(closer, closer.id == Incident.closed_by)
        .where(Incident.id == key)
    ).one()
    opened, opened_by, began, words, closed, closed_by, *end = row
    outcome, finding, is_barred, leaves = end
    steps = tuple(
        StepLine(kind, what, note, _wall(reading, at), who or "")
        for kind, what, note, at, who in reading.session.execute(
            select(
                *(IncidentStep.kind, IncidentStep.what, IncidentStep.note),
                *(IncidentStep.at, StaffMember.name),
            )
            .outerjoin(StaffMember, StaffMember.id == IncidentStep.staff_id)
            .where(IncidentStep.incident_id == key)
            .order_by(IncidentStep.at, IncidentStep.id)
        )
    )
    return IncidentCard(
        line=found[0],
        opened_at=reading.local(opened),
        opened_by=opened_by or "",
        began=began,
        words=words,
        steps=steps,
        ticked=ticked(steps),
        photos=_last(steps, Kind.PHOTOS),
        closed=None if closed is None else _wall(reading, closed),
        closed_by=closed_by or "",
        outcome=outcome,
        finding=finding,
        is_barred=is_barred,
        leaves=tuple(leaves.split()),
    )


def held_kinds(
    reading: Reading, keys: Iterable[int]
) -> dict[ClientId, tuple[HeldKind, ...]]:
    """Return the kinds of treatment that wait for an incident to be closed.

    Bookings of such a kind (`HeldKind.concerns`) stay and cannot start. What was
    given on no visit that is known holds nothing.
    """
    return _kinds(reading, keys, is_open=True)


def barred(
    reading: Reading, keys: Iterable[int]
) -> dict[ClientId, tuple[HeldKind, ...]]:
    """Return the treatments that are not given again, as a closed incident says."""
    return _kinds(reading, keys, is_open=False)


def alarms(reading: Reading, keys: Sequence[int]) -> dict[int, tuple[Alert, ...]]:
    """Return, for every client of *keys* with one, the alert of an open incident."""
    found: dict[int, tuple[Alert, ...]] = {}
    for key, lines in open_incidents(reading, keys).items():
        said = tuple(alert_of(reading, line) for line in lines)
        found[key] = tuple(Alert("incident", Grade.CRITICAL, one) for one in said)
    return found


def alert_of(reading: Reading, line: IncidentLine) -> str:
    """Return an open incident in a line: “Open incident: hard breathing, said 10:41”.

    One without a sign says when it was opened.
    """
    sign = line.sign
    said = line.opened if sign is None else sign.said
    when = hour(said)
    if said.date() != reading.today:
        when = f"{short_day(said.date())} {when}"
    if sign is None:
        return _("Open incident since {time}").format(time=when)
    words = _("Open incident: {sign}, said {time}")
    return words.format(sign=sign.short, time=when)


@remembered
def flags(reading: Reading) -> dict[str, tuple[Names, str, Names]]:
    """Return every red flag by its id: its words, what it asks for, what to do."""
    found = {}
    for one in entries(reading, Subject.RED_FLAG):
        do = one.body.get("do", {})
        what = Names(do.get("en", ""), do.get("zh_hans", ""), do.get("zh_hant", ""))
        found[one.ref] = (one.names, str(one.body.get("action", "")), what)
    return found


@remembered
def first_words_of(reading: Reading) -> dict[str, FirstWords]:
    """Return what the content has to say until help comes, by red flag."""
    return {
        one.ref: first_words(one.ref, one.names, one.body)
        for one in entries(reading, Subject.FIRST_WORDS)
    }


def _kinds(
    reading: Reading, keys: Iterable[int], *, is_open: bool
) -> dict[ClientId, tuple[HeldKind, ...]]:
    wanted, found = set(keys), defaultdict(list)
    for line in _standing(reading):
        if line.client_id not in wanted or line.is_open is not is_open:
            continue
        if line.service_id is None or line.service is None:
            continue
        kind = HeldKind(
            *(line.id, line.service_id, line.service_ref, line.service),
            *(line.family, line.device_type),
            *(line.opened.date(), line.sign.short if line.sign else ""),
        )
        found[line.client_id].append(kind)
    return {key: tuple(kinds) for key, kinds in found.items()}


@once
def _standing(reading: Reading) -> tuple[IncidentLine, ...]:
    """Return what is open, and what was closed and bars a treatment for good."""
    stands = or_(Incident.closed_at.is_(None), Incident.is_barred.is_(True))
    lines = _lines(reading, _asked().where(stands))
    newest = sorted(lines, key=lambda one: (one.opened, one.id), reverse=True)
    return tuple(sorted(newest, key=lambda one: -one.severity))


def _asked() -> Any:
    """Return the question for incidents with their signs, a row for each sign.

    A sign that was taken back as often as it was said does not stand.
    """
    again = aliased(IncidentSign)
    said = (
        select(func.count())
        .where(again.incident_id == IncidentSign.incident_id)
        .where(again.flag == IncidentSign.flag)
        .scalar_subquery()
    )
    taken_back = (
        select(func.count())
        .where(IncidentStep.incident_id == IncidentSign.incident_id)
        .where(IncidentStep.kind == Kind.SIGN_BACK.value)
        .where(IncidentStep.what == IncidentSign.flag)
        .scalar_subquery()
    )
    return (
        select(
            *(Incident.id, Incident.version, Incident.client_id, Client.name),
            *(Incident.opened_at, Incident.severity, Incident.appointment_id),
            *(Incident.service_id, Service.names, Service.ref, Service.family),
            *(Service.device_type, Incident.closed_at, Incident.outcome),
            *(IncidentSign.flag, IncidentSign.zones, IncidentSign.at),
            said > taken_back,
        )
        .join(Client, Client.id == Incident.client_id)
        .outerjoin(Service, Service.id == Incident.service_id)
        .outerjoin(IncidentSign, IncidentSign.incident_id == Incident.id)
        .order_by(Incident.id, IncidentSign.at, IncidentSign.id)
    )


def _lines(reading: Reading, asked: Any) -> list[IncidentLine]:
    known: dict[str, tuple[Names, str, Names]] | None = None
    heads: dict[int, Any] = {}
    signs: dict[int, dict[str, Sign]] = defaultdict(dict)
    for row in reading.session.execute(asked):
        key, *head, flag, zones, at, stands = row
        heads[key] = head
        if flag is None or not stands:
            continue
        if known is None:  # most looks find no incident, and need no words for it
            known = flags(reading)
        names, action, _do = known.get(flag, (Names(flag), "", Names("")))
        signs[key].pop(flag, None)  # said again: the last time counts
        signs[key][flag] = Sign(flag, names, action, zones, _wall(reading, at))
    found = []
    for key, head in heads.items():
        version, client, name, opened, severity, visit, service, *more = head
        names, ref, family, device, closed, outcome = more
        if closed is not None and outcome == Outcome.MISTAKE:
            signs.pop(key, None)  # it says nothing
        is_known = service is not None and names is not None and names.en
        found.append(
            IncidentLine(
                id=IncidentId(key),
                version=version,
                client_id=ClientId(client),
                client=name,
                opened=_wall(reading, opened),
                severity=Severity(severity),
                signs=gravest(signs[key].values()) if key in signs else (),
                appointment_id=visit,
                service_id=service if is_known else None,
                service=names if is_known else None,
                service_ref=ref or "",
                family=family or "",
                device_type=device or "",
                is_open=closed is None,
            )
        )
    return found


def _last(steps: Iterable[StepLine], kind: Kind) -> str:
    return next((one.what for one in reversed(list(steps)) if one.kind == kind), "")


def _wall(reading: Reading, instant: datetime) -> datetime:
    """Return an instant on the salon's wall, without a zone, to be kept and shown."""
    return reading.local(instant).replace(tzinfo=None)
