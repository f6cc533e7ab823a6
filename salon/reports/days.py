"""The day sheet: who comes to whom, and what to look out for, the worst first."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from salon.aftercare.leaflets import leaflets
from salon.aftercare.queries import unhappy_since
from salon.appointments.model import AwayLine, Resource, Status
from salon.appointments.model import DayLine as Visit
from salon.appointments.queries import absences, day_book, working_hours
from salon.appointments.sheet import DayLine, DaySheet, LookOut, PersonDay
from salon.breaks.queries import overridden
from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import all_services, terms
from salon.clients.matching import likeness
from salon.clients.model import Alert, ClientId, ClientLine, Grade
from salon.clients.names import has_han
from salon.clients.phones import shown
from salon.clients.queries import client_card, client_lines, consents_of, facts_said
from salon.hongkong import REGIONS as HONG_KONG
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.reports.composing import Composed, composed
from salon.safety.model import SHORT, Answer, Facts, Objection, Verdict
from salon.safety.patches import Covered, Standing
from salon.safety.queries import facts_of, patch_standing, safety_answer
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.staff.model import StaffLine
from salon.staff.queries import team
from salon.text import (
    N_,
    _,
    day_and_time,
    hour,
    language,
    listed,
    ngettext,
    plain_day,
    sentences,
    short_day,
)
from salon.work import Reading

_STOP = "alert-octagon"
_CARE = "alert-triangle"
_PEOPLE = "users"
_ADULT = 18
_ASKED_OF_ALL = frozenset(("CON", "MKP"))  # talking and make-up ask no questions first
_PREGNANT = ("pregnancy", "pregnancy_t1")
_WEEKS = 40
_TOLD = 20  # letters of what is told in brackets beside a name
_MORE = 3  # of what stands against a visit is said; the rest is in the file
# What kind of a thing is counted at the head of the sheet.
_PATCH, _UNHAPPY, _NAMESAKE, _SIGN, _MINOR = "patch", "unhappy", "same", "sign", "minor"
_PATCH_WORDS = {
    Standing.OPEN: N_("Patch test waits until {ready}"),
    Standing.TO_READ: N_("Patch test to read"),
    Standing.DOUBTFUL: N_("Patch test doubtful"),
    Standing.EXPIRED: N_("Patch test ran out {until}"),
    Standing.VOID: N_("Patch test no longer counts"),
}


def compose_day(
    reading: Reading, day: date, look: Look, *, is_apart: bool = False
) -> Composed:
    """Return the day of the team, or with *is_apart* a sheet for each person."""

    def document(sheet: DaySheet, head: Letterhead, look: Look) -> Laid:
        from salon.appointments.document import day_sheet  # ReportLab comes with it

        return day_sheet(sheet, head, look)

    return composed(reading, document, look, day_sheet_of, day, is_apart=is_apart)


@dataclass(frozen=True, slots=True)
class _Known:
    """What is asked once for everybody of the day."""

    reading: Reading
    day: date
    visits: Sequence[Visit]
    clients: Mapping[int, ClientLine]
    facts: Mapping[ClientId, Facts]
    services: Mapping[int, ServiceCard]
    settled: Mapping[int, set[str]]
    unhappy: Mapping[int, date]
    drinks: Mapping[str, object]
    drink_of: Mapping[int, str]
    namesakes: Mapping[int, tuple[Visit, ...]]
    region: str

    @property
    def everybody(self) -> list[ClientId]:
        """Return the clients of the day."""
        return [ClientId(key) for key in self.clients]


def day_sheet_of(reading: Reading, day: date, *, is_apart: bool = False) -> DaySheet:
    """Return the day of each person of the team who is in, or has somebody."""
    here = premises(reading)
    visits = [
        one
        for one in day_book(reading, day)
        if one.status not in (Status.CANCELLED, Status.MISSED)
    ]
    known = _known(reading, day, visits)
    works = working_hours(reading, day)
    away = absences(reading, day)
    counted: Counter[str] = Counter()
    people = []
    for person in team(reading, everyone=True):
        mine = [one for one in visits if one.person.id == person.id]
        spans = works.get(person.id, [])
        gone = [
            one
            for one in away
            if one.resource is Resource.PERSON and one.resource_id == person.id
        ]
        if not mine and not (spans and person.role.treats):
            continue
        own: Counter[str] = Counter()
        lines = tuple(_line(one, known, own) for one in mine)
        counted += own
        about = _about(person, spans, gone, mine)
        people.append(PersonDay(person.name, about, lines, _count(mine), _care(own)))
    now = reading.local(reading.now)
    when = hour(now) if now.date() == day else day_and_time(now.date(), hour(now))
    return DaySheet(
        day,
        tuple(people),
        count=_count(visits, sum(bool(one.lines) for one in people)),
        care=_care(counted),
        printed=_("printed {when}").format(when=when),
        emergency_number=here.emergency_number,
        is_apart=is_apart,
        closed=_closed(here, day),
    )


def _closed(here: Premises, day: date) -> str:
    """Return that the salon is closed on a day, and why; nothing where it is not."""
    found = next((one for one in here.closed_days if one.day == day), None)
    if found is None:
        return ""
    if not found.reason:
        return _("The salon is closed on this day.")
    return _("The salon is closed: {reason}").format(reason=found.reason)


def _known(reading: Reading, day: date, visits: Sequence[Visit]) -> _Known:
    keys = list(dict.fromkeys(one.client_id for one in visits))
    everybody = tuple(sorted(ClientId(key) for key in keys))
    return _Known(
        reading,
        day,
        visits,
        {int(one.id): one for one in client_lines(reading, keys)},
        facts_of(reading, everybody) if everybody else {},
        all_services(reading),
        overridden(reading, [one.id for one in visits]),
        unhappy_since(reading, keys),
        terms(reading, "drink_pref"),
        facts_said(reading, "drink", keys),
        _same_names(visits),
        premises(reading).region,
    )


def _same_names(visits: Sequence[Visit]) -> dict[int, tuple[Visit, ...]]:
    """Return the visits of others of the same name that day, by client."""
    by_name: dict[str, list[Visit]] = defaultdict(list)
    for one in visits:
        for name in {likeness(one.client), likeness(one.pinyin)} - {""}:
            by_name[name].append(one)
    found: dict[int, dict[int, Visit]] = defaultdict(dict)
    for some in by_name.values():
        for one in some:
            for other in some:
                if other.client_id != one.client_id:
                    found[one.client_id].setdefault(other.client_id, other)
    return {key: tuple(others.values()) for key, others in found.items()}


def _about(
    person: StaffLine,
    spans: Sequence[tuple[int, int]],
    gone: Sequence[AwayLine],
    mine: Sequence[Visit],
) -> tuple[str, ...]:
    """Return hours and room, breaks and absences of a person, a line each."""
    rooms = {one.room.name for one in mine if one.room is not None}
    hours = ""
    if spans:
        first, last = min(a for a, _b in spans), max(b for _a, b in spans)
        hours = _("{first} – {last}").format(first=_clock(first), last=_clock(last))
    lines = [listed((hours, rooms.pop() if len(rooms) == 1 else ""))]
    for (_a, ends), (begins, _b) in pairwise(sorted(spans)):
        if begins > ends:
            said = _("Break {first} – {last}")
            lines.append(said.format(first=_clock(ends), last=_clock(begins)))
    for one in sorted(gone, key=lambda one: one.slot):
        span = _("{first} – {last}").format(
            first=hour(one.slot.start), last=hour(one.slot.end)
        )
        lines.append(f"{span} {one.reason}".strip())
    return tuple(filter(None, lines))


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _line(one: Visit, known: _Known, counted: Counter[str]) -> DayLine:
    client = known.clients[one.client_id]
    notes = [
        one.note,
        str(known.drinks.get(drink, drink))
        if (drink := known.drink_of.get(one.client_id, ""))
        else "",
    ]
    notes += [
        _("Never: ") + alert.text for alert in client.alerts if alert.kind == "never_do"
    ]
    return DayLine(
        begins=one.slot.start,
        minutes=one.real_minutes,
        client=one.client,
        service=str(one.service),
        said=_said(one, client, known),
        phone=shown(client.phone, known.region),
        look_out=tuple(_look_out(one, client, known, counted)),
        note=sentences(notes),
    )


def _said(one: Visit, client: ClientLine, known: _Known) -> str:
    """Return how a name is said, and what tells who is meant."""
    parts = [one.pinyin if has_han(one.client) else ""]
    if one.client_id in known.namesakes and client.birthday.year:
        parts.append(_("born {year}").format(year=client.birthday.year))
    age = client.birthday.age(known.day)
    if age is not None and age < _ADULT:
        parts.append(ngettext("{count} year", "{count} years", age).format(count=age))
    if one.is_new:
        parts.append(_("first visit"))
    return listed(parts)


def _look_out(
    one: Visit, client: ClientLine, known: _Known, counted: Counter[str]
) -> Iterable[LookOut]:
    """Yield what to look out for, the worst first."""
    reading, key = known.reading, ClientId(one.client_id)
    card = known.services[one.service_id]
    answer, covered = Answer(), None
    if one.status.is_open:
        begins = max(reading.now, reading.instant(one.slot.day, one.slot.start))
        among = known.everybody
        answer = safety_answer(
            *(reading, key, card, one.slot.day, begins), among=among, visit=one.id
        )
        if card.patch_rule == "required":
            covered = patch_standing(reading, key, card, begins, among=among)
    settled = known.settled.get(one.id, set())
    stands = [each for each in answer.objections if each.rule not in settled]
    stops = [each for each in stands if each.verdict is Verdict.BLOCK]
    later = list(answer.to_do)
    for each in (*stops, *later):
        is_patch = each.condition in ("patch_missing", "patch_fail")
        if is_patch or (each.verdict is Verdict.BLOCK and each in stops):
            counted[_PATCH] += is_patch
            yield _stop(each, card, covered, reading)
    stopped = [each.text for each in stops]
    yield from _alarms(client, [each.text for each in (*stands, *later)], stopped)
    for each in later:
        if each.condition in ("consent_missing", "no_guardian"):
            counted[_SIGN] += 1
            yield LookOut("signature", _(SHORT[each.condition]))
    if (since := known.unhappy.get(one.client_id)) is not None:
        counted[_UNHAPPY] += 1
        rest = _("since {day}, listen first").format(day=short_day(since))
        yield LookOut("message-report", _("Complaint open"), rest)
    yield from _minor(client, known, counted)
    yield from _pregnancy(key, known, [*stands, *later])
    others = known.namesakes.get(one.client_id, ())
    if others:
        counted[_NAMESAKE] += 1
        times = listed(hour(other.slot.start) for other in others)
        rest = ""
        if digits := "".join(filter(str.isdigit, client.phone))[-3:]:
            rest = _("this number ends {digits}").format(digits=digits)
        yield LookOut(_PEOPLE, _("Namesake at {times}").format(times=times), rest)
    rest_of = [
        each
        for each in stands
        if each.verdict is not Verdict.BLOCK
        and each.condition not in (*_PREGNANT, "patch_missing")
        and not is_said_already(each, client)
    ]
    for each in rest_of[:_MORE]:
        yield _heed(each)
    if _is_unasked(card, known.facts[key]):
        yield LookOut("info-circle", "", _("Health questions not yet answered"))
    if covered is not None and covered.standing is Standing.CLEAR:
        assert covered.valid_until is not None
        day = plain_day(reading.local(covered.valid_until).date())
        yield LookOut(
            "shield-check", "", _("Patch test good until {day}").format(day=day)
        )


def _stop(
    each: Objection, card: ServiceCard, covered: Covered | None, reading: Reading
) -> LookOut:
    """Return why a treatment is not begun, in a few words."""
    said = ""
    if each.condition == "patch_missing" and covered is not None:
        words = _PATCH_WORDS.get(covered.standing)
        if words is not None:
            ready, until = covered.ready_from, covered.valid_until
            said = _(words).format(
                ready=_moment(reading, ready) if ready else "",
                until=plain_day(reading.local(until).date()) if until else "",
            )
        else:
            called = leaflets(is_hong_kong=premises(reading).region in HONG_KONG).called
            name = called(card.ref, card.names)
            said = _("No patch test for {service}").format(service=name)
    said = said or (_(SHORT[each.condition]) if each.condition in SHORT else "")
    if said:
        return LookOut(_STOP, said, is_stop=True)
    name, text = _divided(each)
    return LookOut(_STOP, name or text, is_stop=True)


def _moment(reading: Reading, at: object) -> str:
    local = reading.local(at)  # type: ignore[arg-type]
    return day_and_time(local.date(), hour(local))


def _alarms(
    client: ClientLine, said: Sequence[str], stopped: Sequence[str]
) -> Iterable[LookOut]:
    """Yield open incidents and what could hurt the client if overlooked.

    A state of health that is *said* with what to do about it is not said twice, nor
    an allergy for which the treatment is *stopped*.
    """
    for alert in client.alerts:
        if alert.grade is not Grade.CRITICAL:
            continue
        if alert.kind == "condition" and any(
            text.startswith(alert.text[:6]) for text in said
        ):
            continue
        strong = alert.text
        if alert.kind == "allergy":
            strong, substance = _allergy(alert)
            if any(substance in text.casefold() for text in stopped):
                continue
        yield LookOut(_STOP if alert.kind == "allergy" else _CARE, strong)


def _allergy(alert: Alert) -> tuple[str, str]:
    """Return what an allergy is, without its story, and to what, to look for."""
    strong = alert.text.split(" (")[0].split("（")[0]
    substance = re.split("[:：]", strong)[-1].strip(" ?？")
    return strong, substance.casefold()


def is_said_already(each: Objection, client: ClientLine) -> bool:
    """Return whether an allergy that stands in the way is said as one already."""
    return each.condition.startswith("allergy") and any(
        alert.kind == "allergy"
        and alert.grade is Grade.CRITICAL
        and _allergy(alert)[1] in each.text.casefold()
        for alert in client.alerts
    )


def _minor(
    client: ClientLine, known: _Known, counted: Counter[str]
) -> Iterable[LookOut]:
    age = client.birthday.age(known.day)
    if age is None or age >= _ADULT:
        return
    counted[_MINOR] += 1
    card = client_card(known.reading, client.id)
    relations = terms(known.reading, "relation")
    with_whom = [
        f"{relations.get(one.relation, one.relation)} {one.name}".strip()
        for one in card.relatives
        if one.relation in _GUARDIANS
    ]
    signed = [
        one.signed_by
        for one in consents_of(known.reading, client.id)
        if one.consent == "guardian_consent" and one.withdrawn_on is None
    ]
    whom = with_whom[0] if with_whom else signed[-1] if signed else ""
    rest = _("with {whom}").format(whom=whom) if whom else _("nobody is named")
    yield LookOut(_PEOPLE, _("Minor"), rest)


_GUARDIANS = ("mother", "father", "guardian")


def _pregnancy(
    key: ClientId, known: _Known, said: Iterable[Objection]
) -> Iterable[LookOut]:
    hers = [
        one
        for one in known.facts[key].conditions
        if one.what in _PREGNANT and (one.until is None or one.until > known.day)
    ]
    if not hers:
        return
    due = next((one.expected_on for one in hers if one.expected_on), None)
    strong = _("Pregnant")
    if due is not None:
        week = _WEEKS - (due - known.day) // timedelta(weeks=1)
        if 0 < week <= _WEEKS + 2:
            strong = _("Pregnant, week {week}").format(week=week)
    rest = next(
        (_first_sentence(one.adapt) for one in said if one.condition in _PREGNANT), ""
    )
    yield LookOut(_CARE, strong, rest)


def _heed(each: Objection) -> LookOut:
    """Return what is to be heeded, with how, in a line."""
    name, text = _divided(each)
    if each.verdict is Verdict.LETTER:
        return LookOut(_CARE, name or text, _("doctor’s letter first"))
    if each.verdict is Verdict.DEFER and each.until is not None:
        said = _("possible from {day}").format(day=short_day(each.until))
        return LookOut(_CARE, name or text, said)
    return LookOut(_CARE, name or text, _first_sentence(each.adapt or text))


def _divided(each: Objection) -> tuple[str, str]:
    """Return what an objection is about, and what it says."""
    for mark in (": ", "："):
        name, found, text = each.text.partition(mark)
        if found and len(name) < 60:
            return brief(name), text
    return "", _first_sentence(each.text)


def brief(name: str) -> str:
    """Return what a thing is without where it is seen; a dose or a word stays.

    "Persistent redness (cheek, beside the nose)" is found on the face in front of one.
    """
    found = re.search(r"\s*[(（]([^()（）]*)[)）]", name)
    if found is None:
        return name
    told, rest = found[1], name[: found.start()] + name[found.end() :]
    is_dose = any(letter.isdigit() for letter in told)
    is_long = len(told) > (_TOLD // 2 if has_han(told) else _TOLD)
    is_twice = told.casefold() in rest.casefold()
    return rest if is_twice or (is_long and not is_dose) else name


def _first_sentence(text: str) -> str:
    for mark in (". ", "。"):
        text = text.split(mark)[0]
    text = text.strip().rstrip(".。")
    is_word = language() == "en" and text[:1].isupper() and not text[:2].isupper()
    return text[:1].lower() + text[1:] if is_word else text


def _is_unasked(card: ServiceCard, facts: Facts) -> bool:
    """Return whether nothing of a client's health was ever asked."""
    if card.family in _ASKED_OF_ALL and card.family != "CON":
        return False
    was_asked = any(one.what == "health_data" for one in facts.agreed)
    told = any(text.strip() for _place, text in facts.typed)
    return not (was_asked or facts.conditions or facts.allergies or told)


def _count(visits: Sequence[Visit], busy: int = 0) -> str:
    """Return how many come, and to how many people where that is said."""
    clients = len({one.client_id for one in visits})
    if not clients:
        return _("Nobody is booked.")
    first = ngettext("{count} client", "{count} clients", clients)
    said = first.format(count=clients)
    if busy:
        second = ngettext("{count} person", "{count} people", busy)
        said = listed((said, second.format(count=busy)))
    return said + ("。" if language().startswith("zh") else ".")


def _care(counted: Counter[str]) -> str:
    """Return what needs care, counted; nothing on a quiet day."""
    parts = [
        words.format(count=counted[kind])
        for kind, words in (
            (
                _PATCH,
                ngettext(
                    "{count} without a patch test",
                    "{count} without a patch test",
                    counted[_PATCH],
                ),
            ),
            (_SIGN, ngettext("{count} to sign", "{count} to sign", counted[_SIGN])),
            (
                _UNHAPPY,
                ngettext("{count} complaint", "{count} complaints", counted[_UNHAPPY]),
            ),
            (_MINOR, ngettext("{count} minor", "{count} minors", counted[_MINOR])),
            (
                _NAMESAKE,
                ngettext("{count} namesake", "{count} namesakes", counted[_NAMESAKE]),
            ),
        )
        if counted[kind]
    ]
    if not parts:
        return ""
    return listed(parts) + ("。" if language().startswith("zh") else ".")
