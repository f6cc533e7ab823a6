"""What the page of an incident shows, asked in one look at the records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from salon.aftercare.model import INCIDENT, CallLine, CallStatus
from salon.aftercare.queries import calls_of, steps_of
from salon.appointments.model import AppointmentId, DayLine, Status
from salon.appointments.queries import appointment, visits_of
from salon.catalogue.model import EntryCard, Subject
from salon.catalogue.queries import all_services, entries, terms
from salon.clients.model import ClientCard, ClientId, ClientLine, is_medicine
from salon.clients.phones import shown
from salon.clients.queries import client_card, client_line, living
from salon.incidents.model import (
    BEGAN_WORDS,
    EMERGENCY,
    TICK_WORDS,
    USUAL_TICKS,
    Began,
    HeldKind,
    IncidentCard,
    IncidentId,
    IncidentLine,
    Kind,
    Severity,
    shortened,
    words_place,
)
from salon.incidents.queries import (
    everything_open,
    first_words_of,
    flags,
    held_kinds,
    incident,
)
from salon.rights import Right
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.store.drafts import kept_draft
from salon.text import Names, _, aside, hour, language, listed, short_day
from salon.work import Reading

BOOKED = 12  # bookings that are looked at
NEAR = 6  # signs that are offered at once


@dataclass(frozen=True, slots=True)
class Offered:
    """A sign that can be chosen."""

    flag: str
    short: str
    text: str
    is_near: bool  # of this treatment, or an emergency: shown before the others


@dataclass(frozen=True, slots=True)
class TickLine:
    """Something that helps, done or not yet."""

    key: str
    text: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Knower:
    """Somebody who is to know, and whether they do."""

    name: str
    role: str  # in words
    state: str  # "", told, seen
    at: datetime | None = None
    phone: str = ""
    is_manager: bool = False
    is_kin: bool = False  # the emergency contact of the file


@dataclass(frozen=True, slots=True)
class IncidentSight:
    """One incident as its page shows it."""

    now: datetime  # on the salon's wall clock
    card: IncidentCard
    client: ClientLine
    visit: DayLine | None
    say: str  # in the client's language
    say_here: str  # in the language of the window, where that is another one
    do: str  # what the content says that is to be done
    ticks: tuple[TickLine, ...]
    offered: tuple[Offered, ...]
    facts: tuple[tuple[str, str], ...]  # for the ambulance: what, and what is known
    knowers: tuple[Knower, ...]
    held: HeldKind | None
    bookings: tuple[tuple[DayLine, bool], ...]  # to come, and whether it is held
    calls: tuple[CallLine, ...]
    open: tuple[IncidentLine, ...]
    emergency: str
    draft: str = ""  # words that are half typed

    @property
    def is_emergency(self) -> bool:
        """Whether help is to be rung for now."""
        return self.card.line.severity >= Severity.EMERGENCY


@dataclass(frozen=True, slots=True)
class Mishap:
    """What one chooses from before an incident is opened."""

    client: ClientLine
    visit: DayLine | None
    offered: tuple[Offered, ...]
    open: tuple[IncidentLine, ...]  # of this client


def incident_sight(reading: Reading, key: IncidentId) -> IncidentSight:
    """Return what the page of one incident shows; raises Missing."""
    card = incident(reading, key)
    line = card.line
    file = client_card(reading, living(reading, line.client_id))
    hers = file.line
    here = premises(reading)
    booked = visits_of(reading, hers.id, BOOKED)
    visit = _visit_of(reading, line.appointment_id, booked)
    held = next(
        (
            one
            for one in held_kinds(reading, [hers.id]).get(hers.id, ())
            if one.incident_id == key
        ),
        None,
    )
    say, say_here, do = _words(reading, card, hers.language or here.language)
    draft = kept_draft(reading.session.connection(), words_place(key))
    return IncidentSight(
        now=reading.local(reading.now).replace(tzinfo=None),
        card=card,
        client=hers,
        visit=visit,
        say=say,
        say_here=say_here,
        do=do,
        ticks=_ticks(reading, card),
        offered=_offered(reading, visit, [one.flag for one in line.signs]),
        facts=tuple(_facts(reading, card, file, visit)),
        knowers=tuple(_knowers(reading, card, file, visit)),
        held=held,
        bookings=tuple(_bookings(reading, booked, held)),
        calls=tuple(
            sorted(
                (
                    one
                    for one in calls_of(reading, hers.id, scripts=False)
                    if one.incident_id == key and one.protocol == INCIDENT
                    if one.status in (CallStatus.WAITING, CallStatus.DONE)
                ),
                key=lambda one: (one.due, str(one.time_from)),
            )
        ),
        open=everything_open(reading),
        emergency=here.emergency_number,
        draft=draft[0] if draft is not None else "",
    )


def mishap_of(
    reading: Reading, client_id: ClientId, appointment_id: int | None = None
) -> Mishap:
    """Return what one chooses from when something went wrong; raises Missing."""
    key = living(reading, client_id)
    line = client_line(reading, key)
    booked = visits_of(reading, key, BOOKED)
    visit = _visit_of(reading, appointment_id, booked)
    if appointment_id is None:
        begun = (Status.IN_TREATMENT, Status.COMPLETED, Status.LEFT)
        visit = next((one for one in booked if one.status in begun), None)
    mine = tuple(one for one in everything_open(reading) if one.client_id == key)
    return Mishap(line, visit, _offered(reading, visit, ()), mine)


def conditions_left(reading: Reading) -> list[EntryCard]:
    """Return the states of health that an incident may leave as a fact."""
    return list(entries(reading, Subject.HEALTH_CONDITION))


def _visit_of(
    reading: Reading, key: int | None, known: Sequence[DayLine]
) -> DayLine | None:
    if key is None:
        return None
    near = next((one for one in known if one.id == key), None)
    return near if near is not None else appointment(reading, AppointmentId(key))


def _words(reading: Reading, card: IncidentCard, tongue: str) -> tuple[str, str, str]:
    """Return what to say in her language and in the window's, and what to do."""
    known, all_flags = first_words_of(reading), flags(reading)
    sign = card.line.sign
    do = all_flags[sign.flag][2] if sign and sign.flag in all_flags else Names("")
    first = known.get(sign.flag) if sign is not None else None
    say = first.say if first is not None else do
    hers, here = say.said_in(tongue), str(say)
    return hers, "" if here == hers else here, str(do)


def _ticks(reading: Reading, card: IncidentCard) -> tuple[TickLine, ...]:
    """Return four things that help, made for the gravest sign."""
    sign = card.line.sign
    first = first_words_of(reading).get(sign.flag) if sign is not None else None
    usual = USUAL_TICKS[card.line.severity]
    wanted = first.ticks if first is not None and first.ticks else usual
    is_raised = sign is not None and card.line.severity > sign.severity
    if is_raised and card.line.severity is Severity.EMERGENCY:
        wanted = usual  # somebody said that it is worse than the sign by itself
    return tuple(
        TickLine(one, _(TICK_WORDS[one]), one in card.ticked) for one in wanted
    )


def _offered(
    reading: Reading, visit: DayLine | None, standing: Sequence[str]
) -> tuple[Offered, ...]:
    """Return the signs one can choose: those that stand, of the treatment, the rest."""
    known = flags(reading)
    near = list(standing)
    near += [ref for ref, (_n, action, _do) in known.items() if action == EMERGENCY]
    if visit is not None:
        service = all_services(reading).get(visit.service_id)
        _ref, steps = steps_of(reading, service.protocol if service else "")
        near += [ref for step in steps for ref in step.get("red_flags", ())]
    most = max(NEAR, len(standing))
    order = [one for one in dict.fromkeys(near) if one in known][:most]
    rest = [one for one in known if one not in order]
    return tuple(
        Offered(
            ref,
            _capital(shortened(str(known[ref][0]))),
            str(known[ref][0]),
            ref in order,
        )
        for ref in (*order, *rest)
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _facts(
    reading: Reading, card: IncidentCard, file: ClientCard, visit: DayLine | None
) -> list[tuple[str, str]]:
    """Return what an ambulance asks for, in the language of the window."""
    told = {fact.field: fact.value for fact in file.facts}
    here = premises(reading)
    is_here = visit is not None and visit.status is Status.IN_TREATMENT
    is_here = is_here or card.began == Began.COUCH
    where = here.address if is_here else told.get("address", "")
    age = file.line.birthday.age(reading.today)
    allergies = [aside(one.substance, one.reaction) for one in file.allergies]
    kinds = {
        one.ref: (str(one.names), is_medicine(one.body))
        for one in entries(reading, Subject.HEALTH_CONDITION)
    }
    takes = [told.get("medications", "")]
    has: list[str] = []
    for one in file.conditions:
        name, is_taken = kinds.get(one.condition, (one.condition, False))
        said = aside(name, one.note)
        (takes if is_taken else has).append(said)
    rows = [
        (_("Where to come"), where or _("Ask where the client is")),
        (_("Age"), str(age) if age is not None else _("Ask")),
        (_("Allergies"), listed(allergies) or _("none on file: ask")),
        (_("Takes"), listed(takes) or _("nothing on file: ask")),
    ]
    if has:
        rows.append((_("Health"), listed(has)))
    return [*rows, (_("What happened"), _happened(reading, card, visit))]


def _happened(reading: Reading, card: IncidentCard, visit: DayLine | None) -> str:
    parts = []
    if visit is not None:
        said = _("{service}, {day} at {time}")
        day = _day(visit.slot.day, reading.today)
        time = hour(visit.slot.start)
        parts.append(said.format(service=visit.service, day=day, time=time))
    for sign in card.line.signs[:3]:
        said = _("{sign}, said {time}")
        when = hour(sign.said)
        if sign.said.date() != reading.today:
            when = f"{short_day(sign.said.date())} {when}"
        parts.append(said.format(sign=sign.short, time=when))
    if card.began:
        said = _("began {when}")
        parts.append(said.format(when=_(BEGAN_WORDS[Began(card.began)])))
    return ("; " if language() == "en" else "；").join(parts)


def _day(day: date, today: date) -> str:
    return _("today") if day == today else short_day(day)


def _knowers(
    reading: Reading, card: IncidentCard, file: ClientCard, visit: DayLine | None
) -> list[Knower]:
    """Return who is to know: who treated, the managers, the emergency contact."""
    heard: dict[str, tuple[str, datetime]] = {}
    for step in card.steps:
        if step.kind in (Kind.TOLD, Kind.SEEN):
            heard[step.what] = (step.kind, step.at)

    def knower(name: str, role: str) -> Knower:
        return Knower(name, role, *heard.pop(name, ("", None)))

    found = []
    if visit is not None:
        found.append(knower(visit.person.name, _("did the treatment")))
    for one in team(reading):
        is_new = all(other.name != one.name for other in found)
        if Right.MANAGE in one.role.rights and is_new:
            found.append(replace(knower(one.name, _("manager")), is_manager=True))
    told = {fact.field: fact.value for fact in file.facts}
    kin, phone = told.get("emergency_name", ""), told.get("emergency_phone", "")
    if kin or phone:
        relations = terms(reading, "relation")
        relation = told.get("emergency_relation", "")
        said = str(relations.get(relation, relation)) or _("emergency contact")
        number = shown(phone, premises(reading).region)
        found.append(replace(knower(kin or number, said), phone=number, is_kin=True))
    found += [knower(name, _("told")) for name in list(heard)]
    return found


def _bookings(
    reading: Reading, booked: Sequence[DayLine], held: HeldKind | None
) -> list[tuple[DayLine, bool]]:
    services = all_services(reading)
    coming = [
        one
        for one in booked
        if one.status in (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED)
        and one.slot.day >= reading.today
    ]
    coming.sort(key=lambda one: (one.slot.day, one.slot.start))
    return [
        (one, held is not None and held.concerns(services[one.service_id]))
        for one in coming
        if one.service_id in services
    ]
