"""What was written down: treatments, skin, calls, courses, plans, consents, tests."""

import json
import math
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from salon.aftercare.model import REMINDER, CallStatus, Outcome
from salon.appointments.model import Resource, Status, clock_time
from salon.demo.house import House, Svc
from salon.demo.people import Person, Visit
from salon.demo.words import Texts, load, spoken
from salon.money import Money
from salon.plans.model import (
    HomeStep,
    PhaseNote,
    PlanBody,
    PlanStatus,
    Review,
    body_to_plain,
    of_all_kinds,
)
from salon.plans.schedule import Phase, Wanted, schedule
from salon.skin.model import HABITS
from salon.text import Names
from salon.treatments.model import Again, TreatmentDraft
from salon.treatments.tapping import steps_of

PROBE = "Skin probe 3"  # what it measures belongs to it
PROBED = frozenset(
    ("corneo", "tewl", "sebum", "sebum_u", "ph", "melanin", "erythema", "r2", "ita")
)
MORNING, EVENING = time(10), time(20)
_SKIN = ("CON", "FAC", "FEL", "EYE", "LGT", "RFQ", "MND", "SCL")
_BODY = ("MAS", "BOD", "TCM", "SLM")
A_WEEK, MOST_A_WEEK = 7, 2  # of contacts nobody was in need of
_KEEPS_FRESH = 21  # days after which a call is no longer of interest
_STATUS = {status.value: status for status in Status}
Rows = list[dict[str, Any]]
UNTAPPED = {"steps": "[]", "scale": None, "asked_none": False, "again": Again.UNSAID}


@dataclass(frozen=True, slots=True)
class Face:
    """A photograph that is still to be drawn."""

    assessment: int  # its place among them
    client: int
    number: int
    phototype: int
    taken: datetime
    seen: tuple[tuple[str, str, float], ...]


@dataclass(slots=True)
class Papers:
    """Rows that wait for the keys of what they belong to."""

    tests: Rows = field(default_factory=list)
    consents: Rows = field(default_factory=list)
    treatments: Rows = field(default_factory=list)
    products: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    assessments: Rows = field(default_factory=list)
    ticks: Rows = field(default_factory=list)
    findings: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    readings: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    faces: list[Face] = field(default_factory=list)
    calls: Rows = field(default_factory=list)
    contacts: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    courses: Rows = field(default_factory=list)
    redemptions: list[tuple[int, int]] = field(default_factory=list)
    plans: Rows = field(default_factory=list)
    sessions: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


def appointment_row(house: House, visit: Visit) -> dict[str, Any]:
    """Return the row of a visit."""
    day, start, service = visit.day, visit.start, visit.service
    random = visit.person.random
    row: dict[str, Any] = {
        "client_id": visit.person.key,
        "service_id": service.id,
        "staff_id": visit.staff,
        "room_id": visit.room,
        "device_id": visit.device,
        "day": house.date(day),
        "start": clock_time(start),
        "minutes": service.minutes,
        "price": service.price,
        "status": _STATUS[visit.status],
        "note": visit.note,
        "reason": visit.reason,
    }
    ago = max(1, int(random.random() * 21))
    booked = max(0, min(day - ago, house.today - 1))
    row["booked_at"] = house.instant(booked, 600 + int(random.random() * 480))
    if visit.status in ("completed", "left", "in_treatment", "arrived"):
        early = int(random.random() * 9)
        arrived = start - early
        if visit.status == "arrived" or day == house.today:
            arrived = min(arrived, house.minute)
        if visit.status == "arrived" and start <= house.minute:
            arrived = start - 3  # who waits because somebody else takes longer
        row["arrived_at"] = house.instant(day, arrived)
        if visit.status != "arrived":
            row["started_at"] = house.instant(day, start)
            if visit.status != "in_treatment":
                ends = start + service.minutes
                row["completed_at"] = house.instant(day, ends)
    return row


def hold_rows(house: House, visit: Visit) -> Rows:
    """Return what a visit that is not past keeps busy."""
    if not _STATUS[visit.status].holds_time:
        return []
    taken = {
        Resource.PERSON: visit.staff,
        Resource.ROOM: visit.room,
        Resource.DEVICE: visit.device,
        Resource.CLIENT: visit.person.key,
    }
    return [
        {
            "appointment_id": visit.key,
            "resource": kind,
            "resource_id": taken[kind],
            "day": house.date(visit.day),
            "start": clock_time(visit.start + start),
            "until": clock_time(visit.start + until),
        }
        for kind, spans in visit.service.form.spans
        if taken[kind] is not None
        for start, until in spans
    ]


def write(house: House, person: Person, papers: Papers, *, is_near: bool) -> None:
    """Write everything about one client, once her visits have their keys.

    Args:
        house: The salon.
        person: The client.
        papers: Where to.
        is_near: Whether she belongs to those who are looked at closely.
    """
    visits = sorted(person.visits, key=lambda one: (one.day, one.start))
    kept = [one for one in visits if one.status in ("completed", "left")]
    _consents(house, person, papers, is_near=is_near)
    _tests(house, person, visits, papers)
    looked = -999
    total = 0
    for number, visit in enumerate(kept):
        _treatment(house, visit, papers, is_near=is_near)
        is_look = visit.service.ref in ("con_first", "con_review", "con_scan")
        if is_look or visit.day - looked >= 110:
            _assess(house, visit, papers, total)
            looked, total = visit.day, total + 1
        after = kept[number + 1].day if number + 1 < len(kept) else house.days
        _calls(house, visit, after, papers, is_near=is_near)
    for visit in visits:
        if visit.day > house.today and visit.status == "booked":
            _reminder(house, visit, papers)
    _course(house, person, kept, papers, is_near=is_near)
    if is_near or person.random.random() < 0.03:
        _plan(house, person, visits, kept, papers)


def _consents(house: House, person: Person, papers: Papers, *, is_near: bool) -> None:
    """Sign what each treatment needs before it, and again when it has run out."""
    signed: dict[tuple[str, str], int] = {}  # item, service: the day it was signed

    def sign(what: str, day: int, ref: str = "") -> None:
        last, days = signed.get((what, ref)), house.valid.get(what, 0)
        if last is None or (days and day >= last + days):
            signed[what, ref] = day
            papers.consents.append(_consent(person, what, house.date(day), ref))

    for visit in sorted(person.visits, key=lambda one: (one.day, one.start)):
        if visit.status in ("cancelled", "missed"):
            continue
        day = min(visit.day, house.today)  # what is to come is signed already
        for what in visit.service.consents.split():
            is_informed = what in ("treatment_specific", "patch_test_consent")
            sign(what, day, visit.service.ref if is_informed else "")
        if person.born is not None:
            age = (house.date(visit.day) - person.born).days / 365.25
            if age < visit.service.guardian_until:
                sign("guardian_consent", day)
    first = max(0, person.joined)
    sign("service_terms", first)
    if is_near and person.random.random() < 0.7:
        person.planted["photographed"] = True
        for day in range(first, house.today + 1, 300):
            sign("photo_record", day)


NEAR_DUE = 17  # days before or after which a visit is no session of its plan


def _consent(person: Person, what: str, day: date, ref: str = "") -> dict[str, Any]:
    return {
        "client_id": person.key,
        "consent": what,
        "given_on": day,
        "service_ref": ref,
    }


def _tests(house: House, person: Person, visits: list[Visit], papers: Papers) -> None:
    """Let a reading that suits her stand before each service that needs one."""
    if person.planted.get("no_patch_test"):
        return
    stands: dict[str, datetime] = {}
    for visit in visits:
        service = visit.service
        if not service.patch or visit.status in ("cancelled", "missed"):
            continue
        at = house.instant(visit.day, visit.start)
        known = stands.get(service.ref)
        if known is not None and at <= known + timedelta(hours=service.patch_valid):
            continue
        is_dark = person.phototype >= 4 and service.family in ("LGT", "HRL")
        hours = max(service.patch_wait, 14 * 24 if is_dark else 0)
        ripe = max(2, -(-hours // 24))  # days until it can be read
        wait = ripe + 1 + int(person.random.random() * 4)
        day = max(0, min(visit.day - wait, house.today - 1))
        applied = house.instant(day, 660)
        read = day + ripe
        is_read = read < house.today
        stands[service.ref] = applied
        papers.tests.append(
            {
                "client_id": person.key,
                "service_ref": service.ref,
                "applied_at": applied,
                "read_at": house.instant(read, 690) if is_read else None,
                "result": "none" if is_read else "",
            }
        )


def _kind(service: Svc) -> str:
    if service.family == "PEL":
        return "peel"
    if service.family in _SKIN:
        return "skin"
    return "body" if service.family in _BODY else "other"


def _treatment(house: House, visit: Visit, papers: Papers, *, is_near: bool) -> None:
    texts, random, service = house.texts, visit.person.random, visit.service
    kind = _kind(service)
    is_face = service.family in ("FAC", "FEL", "PEL", "LGT", "RFQ", "MND")
    family = service.family
    several = texts.all(f"done.{family}")
    which = int(random.random() * len(several))
    done = several[which]
    reactions = texts.of("reaction", family, str(which + 1))
    if not reactions[0]:
        reactions = texts.all(f"reaction.{kind}")
    areas = _areas(visit.person.profile["key"]) if is_face else ""
    tapped = _tapped(house, visit, done) if is_near and areas else {}
    papers.treatments.append(
        {
            "appointment_id": visit.key,
            "client_id": visit.person.key,
            "service_id": service.id,
            "staff_id": visit.staff,
            "day": house.date(visit.day),
            "done": "" if tapped else done,
            "settings": _settings(house, service, int(random.random() * 3)),
            "areas": areas,
            "reaction": _any_of(reactions, random),
            "advice": _any_of(_said(texts, "advice", family, kind), random),
            "next_time": _any_of(_said(texts, "next", family, kind), random),
            "note": _new_note(visit.person, texts) if random.random() < 0.07 else "",
            **(tapped or UNTAPPED),
        }
    )
    products = visit.person.profile["products"]
    if service.family == "CON" or not (is_near or random.random() < 0.4):
        return
    product = products[int(random.random() * len(products))]
    amount, unit = house.amounts.get(product, (None, ""))
    when = house.date(visit.day)
    papers.products.append(
        (
            len(papers.treatments) - 1,
            {
                "product": product,
                "batch": f"{when:%y}{(when.month + 1) // 2 * 2 - 1:02}-"
                f"{'ABC'[int(random.random() * 3)]}",
                "amount": amount,
                "unit": unit,
            },
        )
    )


def _said(texts: Texts, key: str, family: str, kind: str) -> list[str]:
    """Return what is said after a treatment of a family, else after its kind."""
    found = texts.all(f"{key}.{family}")
    return found if found[0] else texts.all(f"{key}.{kind}")


def _any_of(several: list[str], random: Random) -> str:
    return several[int(random.random() * len(several))]


def _new_note(person: Person, texts: Texts) -> str:
    """Return something that was not noted of this person before."""
    left = [one for one in texts.all("note.any") if one not in person.noted]
    if not left:
        return ""
    person.noted.append(_any_of(left, person.random))
    return person.noted[-1]


def _tapped(house: House, visit: Visit, done: str) -> dict[str, Any]:
    """Return what was tapped at a visit: its steps in their minutes, how it went."""
    steps = steps_of(TreatmentDraft(done))
    start, each = visit.start, visit.service.minutes // (len(steps) + 1)
    return {
        "steps": json.dumps(
            [
                {"name": step.name, "words": "", "at": f"{at // 60:02}:{at % 60:02}"}
                for place, step in enumerate(steps, 1)
                if (at := start + place * each)
            ],
            ensure_ascii=False,
        ),
        "scale": visit.key % 2,
        "asked_none": True,
        "again": Again.SAME if visit.key % 3 else Again.LONGER,
    }


@lru_cache
def _areas(profile: str) -> str:
    found = next(one for one in load("profiles")["profile"] if one["key"] == profile)
    zones = [
        zone for _what, zones, _grade in found["findings"] for zone in zones.split()
    ]
    return " ".join(dict.fromkeys(zones))


# What the devices of a family are set to; the names are those of texts.csv.
_SETTINGS: dict[str, tuple[tuple[str, float, int], ...]] = {  # name, least, a step
    "FEL": (("level", 3, 1), ("minutes", 8, 2)),
    "PEL": (("strength", 20, 0), ("minutes", 3, 1)),
    "LGT": (("fluence", 11, 1), ("pulse", 30, 0), ("passes", 1, 0)),
    "RFQ": (("temperature", 40, 1), ("minutes", 12, 0)),
    "MND": (("depth", 0.3, 0), ("passes", 2, 0)),
    "HRL": (("fluence", 12, 1), ("pulse", 30, 0), ("passes", 1, 0)),
    "SLM": (("level", 4, 1), ("minutes", 20, 0)),
}


def _settings(house: House, service: Svc, step: int) -> str:
    said = {
        house.texts.first(f"setting.{name}"): least + step * each
        for name, least, each in _SETTINGS.get(service.family, ())
    }
    return json.dumps(said, ensure_ascii=False)


def _assess(house: House, visit: Visit, papers: Papers, number: int) -> None:
    """Write one look at her skin: better with care, drier in winter, never random."""
    person, texts = visit.person, house.texts
    random, profile = person.random, person.profile
    years = (visit.day - person.joined) / 365
    progress = 1 - math.exp(-years / 0.7)
    when = house.date(visit.day)
    season = math.cos((when.timetuple().tm_yday - 15) * 2 * math.pi / 365)
    is_skin = profile["key"] not in ("massage", "nails", "hair", "wax", "shape")
    looks = texts.all("look")
    papers.assessments.append(
        {
            "client_id": person.key,
            "day": when,
            "staff_id": visit.staff,
            "skin_type": person.skin_type,
            "fitzpatrick": person.phototype,
            "note": looks[-1] if not number else looks[season > 0.4],
            "hopes": texts.all(f"hopes.{profile['key']}")[person.place % 2 - 1],
            "said": texts.one("said.skin" if is_skin else "said.other", random),
            "cleansed": True,
            "rested": 15 + person.place % 6,
            "humidity": 44.0 + person.place % 9,
            "temperature": 21.0,
        }
    )
    if is_skin:
        papers.ticks.append(_ticked(visit, when, progress))
    place = len(papers.assessments) - 1
    seen: list[tuple[str, str, float]] = []
    for condition, zones, start in profile["findings"]:
        left = start - start * 0.67 * progress
        grade = round(left) if start > 3 else math.floor(left + 0.65)
        seen += [(condition, zone, left / start) for zone in zones.split()]
        if grade <= 0:
            continue
        for zone in zones.split():
            finding: dict[str, Any] = {
                "zone": zone,
                "condition": condition,
                "grade": grade,
            }
            papers.findings.append((place, finding))
    if is_skin and person.planted.get("photographed"):
        at = house.instant(visit.day, visit.start + 4)
        face = (place, person.key, person.place, person.phototype, at, tuple(seen))
        papers.faces.append(Face(*face))
    own = (person.place * 37 % 21 - 10) / 10  # her own level, from -1 to 1
    for measure, zone, start, aim, swing in profile["measures"]:
        unit, low, high = house.measures.get(measure, ("", None, None))
        level = start + (aim - start) * progress + swing * season
        level += abs(aim - start) * (0.25 * own + 0.06 * (random.random() - 0.5))
        low = 0 if low is None else low
        level = max(low, level if high is None else min(level, high))
        value = float(_rounded(level, start))
        reading = {"measure": measure, "zone": zone, "unit": unit, "value": value}
        if is_skin and measure in PROBED:
            reading["device"] = PROBE
        papers.readings.append((place, reading))


def _ticked(visit: Visit, on: date, progress: float) -> dict[str, Any]:
    """Return what was said of five habits: they follow where they are asked about."""
    own = visit.person.place
    levels = {
        habit: max(0, min(4, round((own + place) % 3 + 1 + 2 * progress - place * 0.3)))
        for place, habit in enumerate(HABITS)
    }
    by = {"client_id": visit.person.key, "on": on, "staff_id": visit.staff}
    return {**by, **levels, "way": "visit"}


def _rounded(level: float, like: float) -> float:
    if isinstance(like, int):
        return round(level)
    return round(level, 2) if like < 2 else round(level, 1)


def _window(person: Person) -> tuple[time, time]:
    start, until = person.row["call_from"], person.row["call_until"]
    if start and until:
        return time.fromisoformat(start), time.fromisoformat(until)
    return MORNING, EVENING


def _calls(
    house: House, visit: Visit, after: int, papers: Papers, *, is_near: bool
) -> None:
    """Write the calls of one visit that were made, or are owed."""
    person, random, today = visit.person, visit.person.random, house.today
    start, until = _window(person)
    is_old = visit.day < today - 60
    for step in visit.service.steps:
        priority = int(step.get("priority", 5))
        due = house.open_from(visit.day + int(step.get("day_offset", 0)))
        is_safety = priority <= 2
        if person.row["do_not_contact"] and not is_safety:
            continue
        if due >= after:
            continue  # she was here herself
        likely = 1.0 if is_safety and not is_old else 0.8 if is_safety else 0.42
        is_needed = is_near and visit.day >= today - 8 and _is_troubled(person)
        if random.random() > likely and not is_needed:
            continue
        if not _may_be_rung(person, due):
            continue
        row: dict[str, Any] = {
            "client_id": person.key,
            "appointment_id": visit.key,
            "protocol": visit.service.protocol,
            "step": step["id"],
            "purpose": step["purpose"],
            "priority": priority,
            "channel": step["channels"][0],
            "caller": step["caller"],
            "due": house.date(due),
            "time_from": start,
            "time_until": until,
        }
        papers.calls.append(row)
        is_made = due < today or (
            due == today and house.minute > 585 and random.random() < 0.45
        )
        is_late = is_safety and is_near and due in (today - 1, today - 2)
        if not is_made or (is_late and random.random() < 0.1):
            row["status"] = CallStatus.WAITING
            continue
        _contact(house, visit, due, step, papers, is_near=is_near)
    if is_near and visit.day >= today - 8:
        _trouble(house, visit, papers)


def _is_troubled(person: Person) -> bool:
    return bool(person.planted.get("worried") or person.planted.get("unhappy"))


def _may_be_rung(person: Person, due: int) -> bool:
    """Return whether a call on a day is not the third of any week; note it then."""
    week = sum(abs(due - day) < A_WEEK for day in person.rung)
    if week >= MOST_A_WEEK:
        return False
    person.rung.append(due)
    return True


def _contact(
    house: House,
    visit: Visit,
    due: int,
    step: dict[str, Any],
    papers: Papers,
    *,
    is_near: bool,
) -> None:
    random, texts = visit.person.random, house.texts
    row = papers.calls[-1]
    place = len(papers.calls) - 1
    at = 610 + int(random.random() * 90)
    if due == house.today:
        at = min(at, max(600, house.minute - 5))
    chance = random.random()
    outcome = Outcome.WELL
    if chance > 0.86:
        outcome = Outcome.MESSAGE
    elif chance > 0.74:
        outcome = Outcome.BOOKED
    of_it = texts.all(f"call.{outcome.value}")
    if outcome is Outcome.WELL:
        of_it = of_it + texts.all(f"call.well.{_kind(visit.service)}")
    said = _any_of(of_it, random)
    attempts = 1
    is_tried_before = is_near and random.random() < 0.12
    if is_tried_before and _may_be_rung(visit.person, due):
        attempts = 2
        papers.contacts.append(
            (
                place,
                {
                    "client_id": visit.person.key,
                    "at": house.instant(due, max(600, at - 8)),
                    "staff_id": visit.staff,
                    "outcome": Outcome.NO_ANSWER,
                },
            )
        )
    answers = {
        one: str(6 + int(random.random() * 5))
        for one in step.get("questions", ())
        if one in house.scales
    }
    papers.contacts.append(
        (
            place,
            {
                "client_id": visit.person.key,
                "at": house.instant(due, at),
                "staff_id": visit.staff,
                "outcome": outcome,
                "note": said if random.random() < 0.6 else "",
                "answers": json.dumps(answers),
            },
        )
    )
    row["status"], row["outcome"], row["attempts"] = CallStatus.DONE, outcome, attempts


def _trouble(house: House, visit: Visit, papers: Papers) -> None:
    """Let somebody be worried, somebody unhappy: each is rung back today."""
    said = visit.person.planted
    outcome = None
    if said.get("worried"):
        outcome, step, caller = Outcome.WORRIED, "worried", "therapist"
    elif said.get("unhappy"):
        outcome, step, caller = Outcome.UNHAPPY, "complaint", "manager"
    if outcome is None:
        return
    said.pop("worried", None)
    said.pop("unhappy", None)
    texts = house.texts
    note = texts.first(f"call.{outcome.value}")
    person = visit.person
    promised: dict[str, Any] = {
        "client_id": person.key,
        "appointment_id": None,
        "protocol": "promised",
        "step": step,
        "purpose": "safety",
        "priority": 1,
        "channel": "phone",
        "caller": caller,
        "due": house.date(house.open_from(house.today)),
        "time_from": MORNING,
        "time_until": EVENING,
        "words": note,
        "status": CallStatus.WAITING,
    }
    papers.calls.append(promised)
    hers = [
        (place, row)
        for place, row in enumerate(papers.calls[:-1])
        if row["appointment_id"] == visit.key
    ]
    made = [one for one in hers if one[1]["status"] is CallStatus.DONE] or hers
    if not made:
        return
    place, row = made[0]
    papers.contacts = [one for one in papers.contacts if one[0] != place]
    contact = {
        "client_id": person.key,
        "at": house.instant(house.today, max(540, house.minute - 20)),
        "staff_id": visit.staff,
        "outcome": outcome,
        "note": note,
    }
    if row["due"] < house.date(house.today):
        back = (house.date(house.today) - row["due"]).days
        contact["at"] = house.instant(house.today - back, 640)
    row["due"] = min(row["due"], house.date(house.today))
    row["status"], row["outcome"], row["attempts"] = CallStatus.DONE, outcome, 1
    papers.contacts.append((place, contact))


def leave_one_overdue(house: House, papers: Papers) -> None:
    """Let one call about safety be forgotten since the last open day."""
    back = house.today - 1
    while back > 0 and house.closed[back]:
        back -= 1
    last = house.date(back)
    late = [
        place
        for place, row in enumerate(papers.calls)
        if row["priority"] <= 2
        and row["status"] is CallStatus.DONE
        and row["outcome"] in (Outcome.WELL, Outcome.BOOKED, Outcome.MESSAGE)
        and last - timedelta(days=3) <= row["due"] <= last
    ]
    if not late:
        return
    place = max(late, key=lambda one: (papers.calls[one]["due"], one))
    row = papers.calls[place]
    row["status"], row["attempts"] = CallStatus.WAITING, 0
    del row["outcome"]
    papers.contacts = [one for one in papers.contacts if one[0] != place]


def _reminder(house: House, visit: Visit, papers: Papers) -> None:
    """Owe her a call on the last open day before a visit that is not confirmed."""
    due = visit.day - 1
    while due > house.today and house.closed[due]:
        due -= 1
    start, until = _window(visit.person)
    if not _may_be_rung(visit.person, max(due, house.today)):
        return
    papers.calls.append(
        {
            "client_id": visit.person.key,
            "appointment_id": visit.key,
            "protocol": REMINDER,
            "step": "before_24h",
            "purpose": "booking",
            "priority": 4,
            "channel": "phone",
            "caller": "reception",
            "due": house.date(max(due, house.today)),
            "time_from": start,
            "time_until": until,
            "status": CallStatus.WAITING,
        }
    )


def _course(
    house: House,
    person: Person,
    kept: list[Visit],
    papers: Papers,
    *,
    is_near: bool,
) -> None:
    """Sell her a course, half of which is used."""
    said = person.planted.get("course")
    ref = said["service"] if said else person.profile["course"]
    random = person.random
    if not ref or ref not in house.services:
        return
    if not said and random.random() > (0.4 if is_near else 0.05):
        return
    service = house.services[ref]
    hers = [visit for visit in kept if visit.service is service]
    sessions = said["sessions"] if said else max(service.course, 3)
    used = said["used"] if said else 1 + int(random.random() * (sessions - 1))
    taken = hers[-used:]
    if not taken:
        return
    exact = service.price.minor * sessions * 9 // 10
    step = 100 if exact >= 10_000 else 10
    sold = house.date(taken[0].day)
    papers.courses.append(
        {
            "client_id": person.key,
            "service_id": service.id,
            "sessions": sessions,
            "price": Money(exact // step * step),
            "sold_on": sold,
            "expires_on": sold + timedelta(days=365),
        }
    )
    place = len(papers.courses) - 1
    papers.consents.append(_consent(person, "prepaid_terms", sold))
    papers.redemptions += [(place, visit.key) for visit in taken]


def _plan(
    house: House,
    person: Person,
    visits: list[Visit],
    kept: list[Visit],
    papers: Papers,
) -> None:
    """Make her a plan, partly done and partly booked."""
    random, said = person.random, person.planted.get("plan")
    template = person.profile["template"]
    if template not in house.templates or not kept:
        return
    names, body = house.templates[template]
    if not said and (random.random() > 0.55 or person.left <= house.today):
        return
    if person.stands_against & set(body.get("not_for", ())):
        return
    weeks = int(body.get("weeks", 12))
    back = int(weeks * 7 * random.uniform(0.25, 0.75))
    if said == "agreed" or (not said and random.random() < 0.15):
        back = 3
    begin = max(person.joined, house.today - back)
    status = PlanStatus.RUNNING
    if back == 3:
        status = (
            PlanStatus.AGREED if said or random.random() < 0.6 else PlanStatus.DRAFT
        )
    elif not said and random.random() < 0.15:
        begin = max(person.joined, begin - weeks * 7)
        status = PlanStatus.CLOSED
    language = person.row["language"] or house.texts.language
    start = house.date(begin)
    dues = _dues(house, person, body, start)
    if not dues:
        return
    made = _body(house, person, body, kept, spoken(language))
    total = Money(0)
    place = len(papers.plans)
    free = [
        visit
        for visit in visits
        if visit.day >= begin and visit.status not in ("cancelled", "missed")
    ]
    sessions: list[tuple[date, dict[str, Any]]] = []
    today, late = house.date(house.today), 0
    for service, due, until, phase in dues:
        total += service.price
        taken = None
        if status is not PlanStatus.DRAFT:
            taken = _near(house, free, service, due)
        if taken is not None:
            free.remove(taken)
        elif until < today and status is PlanStatus.RUNNING:  # put off, not forgotten
            first = today + timedelta(days=4 + 7 * late)
            due, until, late = first, first + (until - due), late + 1
        row: dict[str, Any] = {
            "service_id": service.id,
            "due_from": due,
            "due_until": until,
            "phase": phase,
            "price": service.price,
            "appointment_id": taken.key if taken else None,
        }
        sessions.append((house.date(taken.day) if taken else due, row))
    sessions.sort(key=lambda one: one[0])
    papers.sessions += [
        (place, {"number": number, **row})
        for number, (_day, row) in enumerate(sessions, 1)
    ]
    papers.plans.append(
        {
            "client_id": person.key,
            "template": template,
            "title": names.said_in(language),
            "status": status,
            "start": start,
            "created": start,
            "language": language,
            "price": total,
            "body": json.dumps(body_to_plain(made), ensure_ascii=False),
            "staff_id": kept[0].staff,
        }
    )


def _near(house: House, free: list[Visit], service: Svc, due: date) -> Visit | None:
    """Return the visit that was this session: of its kind, near its days."""
    day = (due - house.first).days
    for one in free:
        if one.service is service and abs(one.day - day) <= NEAR_DUE:
            return one
    return None


def _dues(
    house: House, person: Person, body: dict[str, Any], start: date
) -> list[tuple[Svc, date, date, str]]:
    against = person.stands_against
    phases = []
    for phase in body.get("phase", ()):
        wanted = []
        for one in phase.get("session", ()):
            service = house.services.get(one["service"])
            if service is None or service.ref == "con_first":
                continue
            if against & service.stands.keys():
                continue
            wanted.append(
                Wanted(
                    service.ref,
                    int(one.get("count", 1)),
                    int(one.get("every_days", 0)),
                    service.rest,
                )
            )
        phases.append(
            Phase(phase["id"], phase["week_from"], phase["week_to"], tuple(wanted))
        )
    return [
        (house.services[due.service], due.day, due.until, due.phase)
        for due in schedule(start, phases)
    ]


def _body(
    house: House,
    person: Person,
    body: dict[str, Any],
    kept: list[Visit],
    texts: Texts,
) -> PlanBody:
    def names(said: dict[str, str]) -> Names:
        return Names(said["en"], said["zh_hans"], said["zh_hant"])

    where = texts.of("plan.where", person.profile["template"])
    conditions = {ref for ref, _note in person.conditions}
    advice = {
        ref: str(house.advice[ref].get("kind", ""))
        for ref in body.get("advice", ())
        if ref in house.advice
        and not conditions
        & set(str(house.advice[ref].get("not_for_conditions", "")).split())
    }
    return PlanBody(
        goal=texts.all(f"hopes.{person.profile['key']}")[person.place % 2 - 1],
        where_we_are=where[0 if len(kept) > 3 else -1],
        aims=tuple(names(goal["text"]) for goal in body.get("goal", ())),
        phases=tuple(
            PhaseNote(
                phase["id"],
                names(phase["name"]),
                names(phase["aim"]),
                phase["week_from"],
                phase["week_to"],
            )
            for phase in body.get("phase", ())
        ),
        home_care=tuple(
            HomeStep(ref, when, _amount(house, ref), "", phase["id"])
            for phase in body.get("phase", ())
            for when in ("am", "pm", "weekly")
            for ref in phase.get(f"home_{when}", ())
        ),
        advice=of_all_kinds(advice, 5),
        expectation=tuple(map(names, body.get("expectation", ()))),
        not_promised=tuple(map(names, body.get("not_promised", ()))),
        reviews=tuple(
            Review(one["week"], names(one["what"])) for one in body.get("review", ())
        ),
    )


def _amount(house: House, ref: str) -> str:
    number, unit = house.amounts.get(ref, (None, ""))
    return f"{number:g} {unit}" if number is not None else ""


def by_place(rows: list[tuple[int, dict[str, Any]]], name: str, keys: Any) -> Rows:
    """Return rows with the keys of what they belong to."""
    return [row | {name: keys[place]} for place, row in rows]
