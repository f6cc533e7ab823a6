"""What the screen shows that a client reads and signs on, and the lists of forms."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from salon.appointments.model import AppointmentId, DayLine
from salon.appointments.queries import visits_of
from salon.catalogue.model import Subject
from salon.catalogue.queries import all_services, entries, names_of
from salon.clients.consents import PER_SERVICE, consents_standing
from salon.clients.consents import State as Stands
from salon.clients.fullness import State
from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import (
    client_line,
    conditions_of,
    consent_days,
    consents_of,
    health_answers,
    living,
)
from salon.forms.composing import sentences_changed
from salon.forms.following import PURPOSES
from salon.forms.model import (
    HEALTH,
    OF_AGE,
    OWN,
    STAYS,
    TREATMENT,
    Form,
    NoSuchForm,
    Piece,
    SignedLine,
    Wording,
)
from salon.forms.queries import (
    changes_since,
    form_for,
    form_of,
    forms,
    good_until,
    item_names,
    last_signed,
    service_of,
    signed_of,
    title_of,
    why_not_same,
    wording_of,
)
from salon.settings.queries import premises
from salon.skin.permission import PhotoWord, photo_word
from salon.skin.queries import photos_of
from salon.text import N_, Names, _, full_day, nearest, ngettext
from salon.work import Reading

_SHOWN = 30  # visits that are looked through


@dataclass(frozen=True)
class FormSight:
    """A form as a client reads it, and what has to be known to sign it."""

    client: ClientLine
    salon: str
    form: Form
    words: Wording
    service_ref: str
    now: datetime
    visit: DayLine | None  # of today, that it is for
    before: SignedLine | None  # what was signed last
    marks: Mapping[str, tuple[Piece, ...]] = field(default_factory=dict, hash=False)
    new_sentences: int = 0
    health_since: tuple[str, ...] = ()  # told since, by name
    until: date | None = None  # until when it will stand
    age: int | None = None
    needs_guardian: bool = False
    must_stay: bool = False  # the guardian, in the room
    waits_until: int = 0  # the age that the treatment waits for; 0: it may be done
    given: Mapping[str, str] = field(default_factory=dict, hash=False)  # last time
    zones: tuple[tuple[str, str, str], ...] = ()  # ref, name, view of the chart

    @property
    def is_same(self) -> bool:
        """Whether it was signed before and reads word for word the same."""
        return self.before is not None and not self.marks and not self.health_since


def form_sight(
    reading: Reading,
    key: ClientId,
    ref: str,
    language: str = "",
    service_ref: str = "",
    appointment_id: AppointmentId | None = None,
) -> FormSight:
    """Return a form for a client to read, in a language; raises NoSuchForm.

    Args:
        reading: As ever.
        key: Who reads it.
        ref: The form, or the item of consent it signs.
        language: The one it is read in; "": the client's own, else the salon's.
        service_ref: For which service, where it is for one.
        appointment_id: The visit it is for; None: today's of that service.
    """
    key = living(reading, key)
    client = client_line(reading, key)
    form = _form(reading, ref, service_ref)
    here = premises(reading)
    spoken = nearest(language or client.language or here.language)
    words = wording_of(reading, key, form, spoken, service_ref)
    own = form.ref if form.item == OWN else ""
    before = last_signed(reading, key, form.item, service_ref, own)
    marks = changes_since(reading, before, words) if before is not None else {}
    service = service_of(reading, service_ref) if service_ref else None
    age = client.birthday.age(reading.today)
    of_age = service.guardian_until_age if service is not None else OF_AGE
    is_minor = age is not None and age < of_age
    least = service.min_age if service is not None else 0
    return FormSight(
        client=client,
        salon=here.name,
        form=form,
        words=words,
        service_ref=service_ref,
        now=reading.local(reading.now),
        visit=_visit(reading, key, service_ref, appointment_id),
        before=before,
        marks=marks,
        new_sentences=sentences_changed(marks),
        health_since=_told_since(reading, key, before),
        until=good_until(reading, form.item, reading.today),
        age=age,
        needs_guardian=is_minor,
        must_stay=is_minor and service is not None and age is not None and age < STAYS,
        waits_until=least if age is not None and age < least else 0,
        given=_given(reading, form, before),
        zones=_zones(reading, spoken),
    )


def _given(
    reading: Reading, form: Form, before: SignedLine | None
) -> Mapping[str, str]:
    """Return what was answered last time, but to what is asked anew at each visit."""
    if before is None:
        return {}
    if form.ref != HEALTH:
        return before.answers
    anew = {
        one.ref
        for one in entries(reading, Subject.HEALTH_QUESTION)
        if not int(one.body.get("valid_days") or 0)
    }
    return {key: said for key, said in before.answers.items() if key not in anew}


def _form(reading: Reading, ref: str, service_ref: str) -> Form:
    try:
        return form_of(reading, ref)
    except NoSuchForm:
        return form_for(reading, ref, service_ref)


def _zones(reading: Reading, language: str) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (one.ref, one.names.said_in(language), str(one.body.get("view") or ""))
        for one in entries(reading, Subject.ZONE)
        if one.body.get("kind") == "zone"
    )


def _visit(
    reading: Reading,
    key: ClientId,
    service_ref: str,
    appointment_id: AppointmentId | None,
) -> DayLine | None:
    for one in visits_of(reading, key, _SHOWN):
        if appointment_id is not None:
            if one.id == appointment_id:
                return one
            continue
        is_today = one.slot.day == reading.today and one.status.is_open
        if is_today and service_ref in ("", one.service_ref):
            return one
    return None


def _told_since(
    reading: Reading, key: ClientId, before: SignedLine | None
) -> tuple[str, ...]:
    """Return what was told of the health since it was signed last."""
    if before is None or before.item != TREATMENT:
        return ()
    day = reading.local(before.at).date()
    fresh = [
        one.condition
        for one in conditions_of(reading, key)
        if one.since is not None and one.since > day
    ]
    known = names_of(reading, Subject.HEALTH_CONDITION, fresh)
    return tuple(str(known[one]) for one in fresh if one in known)


@dataclass(frozen=True, slots=True)
class Due:
    """A form that a client has still to read, before something or by herself."""

    item: str
    ref: str  # of the form
    service_ref: str
    title: str
    why: str
    is_needed: bool  # without it nothing begins
    is_same: bool = False  # one tap is enough


def forms_due(reading: Reading, key: ClientId) -> list[Due]:
    """Return what a client has still to sign for the visits to come.

    What the services of the visits ask for and does not stand, then photographs where
    nobody has asked yet. Each once, the soonest visit first.
    """
    key = living(reading, key)
    client = client_line(reading, key)
    rows, days = consents_of(reading, key), consent_days(reading)
    standing = consents_standing(rows, reading.today, days)
    stands = {
        (one.line.consent, one.line.service_ref)
        for one in standing
        if one.state is Stands.STANDS
    }
    names = item_names(reading)
    services = {one.ref: one for one in all_services(reading).values()}
    found: dict[tuple[str, str], Due] = {}
    ahead = [
        one
        for one in visits_of(reading, key, _SHOWN)
        if one.status.is_open and one.slot.day >= reading.today
    ]
    for visit in sorted(ahead, key=lambda one: (one.slot.day, one.slot.start)):
        service = services.get(visit.service_ref)
        needed = service.consents.split() if service is not None else []
        for item in needed:
            ref = visit.service_ref if item in PER_SERVICE else ""
            if {(item, ""), (item, ref)} & stands or (item, ref) in found:
                continue
            if item.startswith("patch") and service and service.patch_rule == "none":
                continue
            why = _(N_("for “{service}” on {day}")).format(
                service=visit.service, day=full_day(visit.slot.day)
            )
            is_needed = item in (TREATMENT, "guardian_consent")
            due = _due(reading, key, item, ref, names, why, is_needed=is_needed)
            if due is not None:
                found[item, ref] = due
    if ahead and (health := _health_due(reading, key)) is not None:
        found[OWN, HEALTH] = health
    word = photo_word(client.birthday, rows, days, reading.today)
    if ahead and word is PhotoWord.UNASKED:
        why = _(N_("nobody has asked yet"))
        due = _due(reading, key, "photo_record", "", names, why, is_needed=False)
        if due is not None:
            found["photo_record", ""] = due
    order = ("health_data", OWN, "service_terms", "contact_service", TREATMENT)
    return sorted(
        found.values(),
        key=lambda one: order.index(one.item) if one.item in order else len(order),
    )


def _health_due(reading: Reading, key: ClientId) -> Due | None:
    """Return the questionnaire where a part of it was never asked, or a year ago."""
    form = form_of(reading, HEALTH)
    if form.is_off:
        return None
    asked = {part.id for part in form.parts}
    states = [one for one in health_answers(reading, key) if one.question in asked]
    lasting = [one for one in states if one.ask_at == "visit1"]
    open_ = [one for one in lasting if one.state in (State.NOT_ASKED, State.STALE)]
    if not open_:
        return None
    said = ngettext(
        "{count} question of health is open or old",
        "{count} questions of health are open or old",
        len(open_),
    )
    why = said.format(count=len(open_))
    return Due(OWN, HEALTH, "", str(form.title), why, is_needed=False)


def _due(
    reading: Reading,
    key: ClientId,
    item: str,
    service_ref: str,
    names: Mapping[str, Names],
    why: str,
    *,
    is_needed: bool,
) -> Due | None:
    try:
        form = form_for(reading, item, service_ref)
    except NoSuchForm:
        return None
    title = str(names.get(item, form.title))
    if service_ref:
        title = str(service_of(reading, service_ref).names)
    is_same = not why_not_same(reading, key, item, service_ref)
    return Due(item, form.ref, service_ref, title, why, is_needed, is_same)


@dataclass(frozen=True)
class FormsSight:
    """All forms, for whoever rewords them."""

    forms: tuple[Form, ...]
    items: Mapping[str, Names] = field(hash=False)
    fields: tuple[tuple[str, str], ...] = ()
    titles: Mapping[str, Names] = field(default_factory=dict, hash=False)  # by ref


def forms_sight(reading: Reading) -> FormsSight:
    """Return all forms with the names of what they sign."""
    fields = tuple(
        (one.ref, str(one.names)) for one in entries(reading, Subject.CLIENT_FIELD)
    )
    found = tuple(forms(reading))
    titles = {one.ref: title_of(reading, one) for one in found}
    return FormsSight(found, item_names(reading), fields, titles)


@dataclass(frozen=True)
class SignedSight:
    """What a client signed, with names, the newest first."""

    client: ClientLine
    signed: tuple[SignedLine, ...]
    due: tuple[Due, ...]
    items: Mapping[str, Names] = field(hash=False)
    services: Mapping[str, Names] = field(hash=False)
    own: tuple[Form, ...] = ()  # forms of the salon that agree to nothing

    def called(self, one: SignedLine) -> str:
        """Return what a signed form is called in a list."""
        if one.service_ref in self.services and one.item == TREATMENT:
            return str(self.services[one.service_ref])
        if one.item in self.items and one.item != OWN:
            return str(self.items[one.item])
        return one.wording.title


def signed_sight(reading: Reading, key: ClientId) -> SignedSight:
    """Return what a client signed and what is still due."""
    key = living(reading, key)
    return SignedSight(
        client_line(reading, key),
        tuple(signed_of(reading, key)),
        tuple(forms_due(reading, key)),
        item_names(reading),
        {one.ref: one.names for one in all_services(reading).values()},
        tuple(one for one in forms(reading) if one.item == OWN and not one.is_off),
    )


def what_follows(
    reading: Reading, key: ClientId, item: str, service_ref: str = ""
) -> tuple[str, ...]:
    """Return what happens at once when a consent is withdrawn, in words."""
    found = []
    ahead = [
        one
        for one in visits_of(reading, key, _SHOWN)
        if one.status.is_open and one.slot.day >= reading.today
    ]
    services = {one.ref: one for one in all_services(reading).values()}
    needing = [
        one
        for one in ahead
        if item in services[one.service_ref].consents.split()
        and service_ref in ("", one.service_ref)
    ]
    if item == TREATMENT and needing:
        said = ngettext(
            "{count} visit to come cannot begin before it is signed again.",
            "{count} visits to come cannot begin before it is signed again.",
            len(needing),
        )
        found.append(said.format(count=len(needing)))
    if item in ("health_data", "service_terms") and needing:
        said = ngettext(
            "{count} visit to come asks for it again.",
            "{count} visits to come ask for it again.",
            len(needing),
        )
        found.append(said.format(count=len(needing)))
    if item.startswith("photo_") and (count := len(photos_of(reading, key))):
        said = ngettext(
            "{count} photograph stays in the file and goes nowhere.",
            "{count} photographs stay in the file and go nowhere.",
            count,
        )
        found.append(said.format(count=count))
    if item == "photo_record":
        found.append(_(N_("No more photographs are taken.")))
    if item in PURPOSES:
        found.append(
            _(N_("What waits to be told about it is dropped; safety is told."))
        )
    if item == "contact_family_dates":
        found.append(_(N_("Days of the family are not greeted any more.")))
    if item == "share_family":
        found.append(_(N_("Nobody of the family hears of the bookings any more.")))
    return tuple(found)
