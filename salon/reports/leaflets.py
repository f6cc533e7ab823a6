"""The after-care leaflet of a service, or of a visit with all that is known of it."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from salon.aftercare.leaflets import Leaflets, leaflets, said_all, when_words
from salon.aftercare.model import CallLine, CallStatus
from salon.aftercare.queries import calls_after
from salon.aftercare.sheet import Care, CareLine, LeafletSheet, NextDate
from salon.appointments.model import AppointmentId, DayLine, Status
from salon.appointments.queries import appointment, visits_of
from salon.catalogue.model import ServiceCard, ServiceId, Subject
from salon.catalogue.queries import names_of, service
from salon.clients.model import ClientId
from salon.clients.narrowing import Wish, wish_of
from salon.clients.queries import client_card, client_lines
from salon.hongkong import REGIONS as HONG_KONG
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.public import public_id
from salon.reports.composing import Composed, composed, spoken_in
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.text import (
    _,
    hour,
    language,
    listed,
    long_day,
    ngettext,
    plain_day,
    short_day,
)
from salon.treatments.model import TreatmentCard, TreatmentDraft, TreatmentId
from salon.treatments.queries import treatment, treatment_at
from salon.work import Reading

_PAUSES = 5  # days: from so many on it is worth saying when the next may be
_FREE = frozenset(("CON", "MKP"))  # talking, testing and make-up need no pause
_ZONES = 3  # more than these are not named one by one
_HERE = (Status.ARRIVED, Status.IN_TREATMENT, Status.COMPLETED, Status.LEFT)
_UNIT = re.compile(r"(?:, |（|\()([^,（）()]+?)[）)]?$")
_MINUTES = frozenset(("minutes", "分钟", "分鐘"))


def compose_leaflet(
    reading: Reading, key: ServiceId, look: Look, client: ClientId | None = None
) -> Composed:
    """Return the after-care leaflet of a service, for anybody; raises Missing.

    For a *client* it speaks that client's language where *look* names none.
    """
    tongue = client_lines(reading, [client])[0].language if client is not None else ""
    return composed(reading, _document, spoken_in(look, tongue), leaflet_sheet, key)


def compose_leaflet_after(
    reading: Reading, of: str, key: int, look: Look, *, is_hers: bool = False
) -> Composed:
    """Return the leaflet after a visit: whose it is, what was done, when the next is.

    Args:
        reading: As ever.
        of: "appointment", or "treatment".
        key: Its id.
        look: How it is printed.
        is_hers: It speaks the client's language where *look* names none.

    Raises:
        Missing: There is no such visit.
    """
    if of == "treatment":
        key = treatment(reading, TreatmentId(key)).appointment_id
    visit = AppointmentId(key)
    tongue = ""
    if is_hers:
        whose = ClientId(appointment(reading, visit).client_id)
        tongue = client_lines(reading, [whose])[0].language
    look = spoken_in(look, tongue)
    return composed(reading, _document, look, leaflet_sheet_after, visit)


def _document(sheet: LeafletSheet, head: Letterhead, look: Look) -> Laid:
    from salon.aftercare.document import leaflet  # ReportLab comes with it

    return leaflet(sheet, head, look)


def leaflet_sheet(reading: Reading, key: ServiceId) -> LeafletSheet:
    """Return the after-care of a service, for whoever comes."""
    here = premises(reading)
    card = service(reading, key)
    return LeafletSheet(
        _care(reading, card, _known(here)),
        ring_phone=here.phone,
        after_hours=_after_hours(here, None),
        emergency_number=here.emergency_number,
    )


def leaflet_sheet_after(reading: Reading, key: AppointmentId) -> LeafletSheet:
    """Return the after-care of a visit, and of what else was done that day."""
    here = premises(reading)
    known = _known(here)
    visit = appointment(reading, key)
    client_id = ClientId(visit.client_id)
    day = visit.slot.day
    theirs = visits_of(reading, client_id)
    that_day = [
        one
        for one in theirs
        if one.slot.day == day and one.id != visit.id and _counts(one, visit)
    ]
    cares: list[Care] = []
    for one in (visit, *sorted(that_day, key=lambda one: one.slot)):
        card = service(reading, ServiceId(one.service_id))
        care = _care(reading, card, known, one)
        if all(care.rows != other.rows for other in cares):
            cares.append(care)
    card = service(reading, ServiceId(visit.service_id))
    coming = _coming(reading, visit, theirs)
    file = client_card(reading, client_id)
    wish = wish_of(file.do_not_contact, file.channel)
    return LeafletSheet(
        cares[0],
        client=visit.client,
        number=public_id("appointment", visit.id),
        done_on=day,
        calls=_calls(reading, calls_after(reading, visit.id), wish, coming),
        more=tuple(cares[1:]),
        ring_phone=here.phone,
        after_hours=_after_hours(here, day),
        emergency_number=here.emergency_number,
        next=_next(coming),
        wait=_wait(reading, card, known, day),
    )


def _known(here: Premises) -> Leaflets:
    return leaflets(is_hong_kong=here.region in HONG_KONG)


def _counts(one: DayLine, visit: DayLine) -> bool:
    """Return whether another visit of the day belongs on the same leaflet."""
    return one.status in _HERE or (one.status.is_open and one.slot < visit.slot)


def _care(
    reading: Reading, card: ServiceCard, known: Leaflets, visit: DayLine | None = None
) -> Care:
    said = known.of(card.ref, card.protocol, card.family)
    day = visit.slot.day if visit is not None else None
    return Care(
        title=known.title(card.ref, card.names),
        done=_done(reading, visit) if visit is not None else "",
        rows=tuple(
            CareLine(when_words(row, day, reading.today), str(row.normal), str(row.do))
            for row in said.rows
        ),
        do=said_all(said.do),
        leave=said_all(said.leave),
        ring_us=str(said.ring),
        danger=str(said.danger or ""),
        first_aid=str(said.first_aid or ""),
    )


def _done(reading: Reading, visit: DayLine) -> str:
    """Return at what hour and by whom it was done, how and where.

    The places come last: an hour or a name among them reads like one of them.
    """
    found = treatment_at(reading, visit.id)
    at = _("at {time}").format(time=hour(visit.slot.start))
    by = _("by {person}").format(person=found.person if found else visit.person.name)
    how = _how(reading, found) if found is not None else []
    said = listed((at, by, *how))
    return said[:1].upper() + said[1:] + ("。" if language().startswith("zh") else ".")


def _how(reading: Reading, card: TreatmentCard) -> list[str]:
    """Return strength, minutes and places, where they were recorded."""
    record = card.record
    return [*_measured(record), *_places(reading, record)]


def _measured(record: TreatmentDraft) -> list[str]:
    strengths, minutes = [], []
    for name, value in record.settings.items():
        unit = _UNIT.search(name)
        if unit and unit[1] == "%":
            mark = "%" if language().startswith("zh") else "\u00a0%"
            strengths.append(f"{str(value).rstrip(' %')}{mark}")
        elif name.strip().lower() in _MINUTES and str(value).isdigit():
            count = int(value)
            said = ngettext("{count} minute", "{count} minutes", count)
            minutes.append(said.format(count=count))
    return [*strengths, *minutes]


def _places(reading: Reading, record: TreatmentDraft) -> list[str]:
    zones = names_of(reading, Subject.ZONE, record.areas)
    names = [str(zones.get(ref, ref)).lower() for ref in record.areas]
    return names if len(names) <= _ZONES else []


def _calls(
    reading: Reading, calls: Sequence[CallLine], wish: Wish, coming: DayLine | None
) -> str:
    """Return who gets in touch next and when; nothing where nobody is to.

    Whoever likes messages is written to. What would come on the day of the next visit
    or later is not promised: that visit comes first, and what follows it follows it.
    """
    now = reading.today
    waiting = [
        one
        for one in calls
        if one.status is CallStatus.WAITING
        and one.due >= now
        and (coming is None or one.due < coming.slot.day)
    ]
    if not waiting or wish is Wish.SILENT:
        return ""
    first = waiting[0]
    when = _day_said(first.due, now)
    if first.time_from is not None and first.time_until is not None:
        when = _("{day}, {first} – {last}").format(
            day=when, first=hour(first.time_from), last=hour(first.time_until)
        )
    is_spoken = first.channel in ("", "phone") and wish is not Wish.MESSAGES
    if first.caller == "therapist" and first.person:
        said = (
            _("{person} rings you {when}.")
            if is_spoken
            else _("{person} writes to you {when}.")
        )
        return said.format(person=first.person, when=when)
    said = _("We ring you {when}.") if is_spoken else _("We write to you {when}.")
    return said.format(when=when)


def _day_said(day: date, today: date) -> str:
    if day == today:
        return _("today")
    return _("tomorrow") if day == today + timedelta(days=1) else short_day(day)


def _coming(
    reading: Reading, visit: DayLine, theirs: Sequence[DayLine]
) -> DayLine | None:
    """Return the next visit that is agreed."""
    coming = [
        one
        for one in theirs
        if one.status.is_open
        and one.slot.day > max(visit.slot.day, reading.today - timedelta(days=1))
    ]
    return min(coming, key=lambda one: one.slot, default=None)


def _next(one: DayLine | None) -> NextDate | None:
    if one is None:
        return None
    minutes = _("{minutes} min").format(minutes=one.real_minutes)
    what = listed((str(one.service), one.person.name, minutes))
    return NextDate(_long(one.slot.day, hour(one.slot.start)), what)


def _long(day: date, at: str) -> str:
    mark = "" if language().startswith("zh") else ", "
    return f"{long_day(day)}{mark}{at}"


def _wait(reading: Reading, card: ServiceCard, known: Leaflets, day: date) -> str:
    """Return before which day the same is not done again, where that is long."""
    least = card.interval_min_days
    until = day + timedelta(days=least)
    if least < _PAUSES or card.family in _FREE or until <= reading.today:
        return ""
    called = known.called(card.ref, card.names)
    said = _("No {service} before {day}")
    return said.format(day=plain_day(until), service=called)


def _after_hours(here: Premises, day: date | None) -> str:
    """Return whom to ring when the salon is closed; nothing where nobody is named."""
    if not here.after_hours:
        return ""
    spans = here.hours.on(day) if day is not None else ()
    if not spans:
        return _("When we are closed ring {phone}.").format(phone=here.after_hours)
    return _("After {time} ring {phone}.").format(
        time=hour(spans[-1][1]), phone=here.after_hours
    )
