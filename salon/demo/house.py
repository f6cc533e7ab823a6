"""The sample salon itself: its calendar, its services as they are given, its team."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from salon.appointments.model import Resource, Shape, clock_time, minute_of
from salon.appointments.tables import Absence, Hold
from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry, Product, Service
from salon.clients.queries import consent_days
from salon.demo.diary import FULL, Diary, Form, strokes
from salon.demo.words import Texts, load
from salon.money import Money
from salon.rooms.model import suits
from salon.rooms.tables import Device, Room
from salon.safety.model import Action
from salon.safety.tables import Contraindication
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.staff.model import Role, may_do
from salon.staff.tables import Shift, StaffMember
from salon.text import Names
from salon.work import Work

AHEAD = 70  # days of the book that lie ahead
SERVED = ("steamer", "wax_heater", "uv_lamp", "skin_analyser")  # two of each


@dataclass(slots=True)
class Svc:
    """A service as the sample salon gives it."""

    id: int
    ref: str
    family: str
    protocol: str
    minutes: int
    form: Form
    busy: int  # minutes of the person
    price: Money
    rest: int  # days at least until the same again
    usual: int
    course: int
    room_type: str
    device_type: str
    skill: str
    patch: bool
    patch_wait: int  # hours
    patch_valid: int
    min_age: int
    names: Names
    consents: str = ""  # reference ids, words apart
    guardian_until: int = 18  # years of age
    stands: dict[str, int] = field(default_factory=dict)  # condition: days; -1 always
    steps: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Crew:
    """Who treats some of the clients, where and with what, and their diary."""

    diary: Diary
    persons: dict[int, str]  # id to skills
    rooms: dict[int, str]  # id to type
    devices: dict[str, list[int]]  # by type; ids of the store
    keys: dict[str, int] = field(default_factory=dict)  # names in people.toml
    able: dict[str, list[int]] = field(default_factory=dict)
    fit: dict[str, list[int]] = field(default_factory=dict)

    def persons_for(self, service: Svc) -> list[int]:
        """Return who may give *service*."""
        if service.skill not in self.able:
            self.able[service.skill] = [
                one
                for one, skills in self.persons.items()
                if may_do(skills, service.skill)
            ]
        return self.able[service.skill]

    def rooms_for(self, service: Svc) -> list[int]:
        """Return where *service* may be given, the exact kind first."""
        if service.room_type not in self.fit:
            fitting = [
                one
                for one, kind in self.rooms.items()
                if suits(kind, service.room_type)
            ]
            fitting.sort(key=lambda one: self.rooms[one] != service.room_type)
            self.fit[service.room_type] = fitting
        return self.fit[service.room_type]

    def devices_for(self, service: Svc) -> list[int] | None:
        """Return what *service* needs one of; [] for nothing, None for not to be had.

        Devices are kept in the diary under negative numbers, apart from rooms.
        """
        if service.device_type == "none":
            return []
        return [-one for one in self.devices.get(service.device_type, ())] or None


@dataclass(slots=True)
class House:
    """Everything that the lives of the clients refer to."""

    texts: Texts
    premises: Premises
    first: date
    days: int
    today: int  # number of the day
    minute: int  # of now, on the salon's wall clock
    closed: list[bool]
    weekday: list[int]
    noon: list[datetime]  # UTC
    services: dict[str, Svc]
    templates: dict[str, tuple[Names, dict[str, Any]]]
    measures: dict[str, tuple[str, float | None, float | None]]
    scales: frozenset[str]  # questions answered with a number to ten
    amounts: dict[str, tuple[float | None, str]]  # of products
    advice: dict[str, dict[str, Any]]
    valid: dict[str, int]  # consents: days; none for what does not end
    crew: Crew | None = None
    former: Crew | None = None  # who cared for most of very many clients

    def date(self, day: int) -> date:
        """Return the date of a day by its number."""
        return self.first + timedelta(days=day)

    def instant(self, day: int, minute: int) -> datetime:
        """Return a minute of a day as an instant."""
        return self.noon[day] + timedelta(minutes=minute - 720)

    def open_from(self, day: int) -> int:
        """Return the first open day from *day* on; *day* itself if none is."""
        for later in range(day, min(day + 15, self.days)):
            if not self.closed[later]:
                return later
        return day


def look_up(work: Work, language: str | None, years: int) -> House:
    """Read what the sample salon is built on."""
    here = premises(work)
    first = work.today - timedelta(days=365 * years)
    days = 365 * years + AHEAD
    dates = [first + timedelta(days=day) for day in range(days)]
    local = work.local(work.now)
    entries = {
        subject: list(
            work.session.execute(
                select(Entry.ref, Entry.body, Entry.en, Entry.zh_hans, Entry.zh_hant)
                .where(Entry.subject == subject)
                .order_by(Entry.id)
            )
        )
        for subject in (
            *(Subject.MEASURE, Subject.PROTOCOL, Subject.TEMPLATE),
            *(Subject.QUESTION, Subject.ADVICE),
        )
    }

    def number(text: str | None) -> float | None:
        return float(text) if text else None

    def bodies(subject: Subject) -> dict[str, dict[str, Any]]:
        return {row.ref: json.loads(row.body) for row in entries[subject]}

    measures = {
        ref: (
            str(body.get("unit", "")),
            number(body.get("scale_min")),
            number(body.get("scale_max")),
        )
        for ref, body in bodies(Subject.MEASURE).items()
    }
    templates = {
        row.ref: (Names(row.en, row.zh_hans, row.zh_hant), json.loads(row.body))
        for row in entries[Subject.TEMPLATE]
    }
    return House(
        texts=Texts(language or here.language),
        premises=here,
        first=first,
        days=days,
        today=365 * years,
        minute=minute_of(local.time()),
        closed=[not here.hours.is_open(day) for day in dates],
        weekday=[day.weekday() for day in dates],
        noon=[work.instant(day, time(12)).astimezone(UTC) for day in dates],
        services=_services(work, bodies(Subject.PROTOCOL)),
        templates=templates,
        measures=measures,
        scales=frozenset(
            ref
            for ref, body in bodies(Subject.QUESTION).items()
            if body.get("type") == "scale_0_10"
        ),
        amounts=_amounts(work),
        advice=bodies(Subject.ADVICE),
        valid=consent_days(work),
    )


def _services(work: Work, protocols: dict[str, dict[str, Any]]) -> dict[str, Svc]:
    found: dict[str, Svc] = {}
    for row in work.session.scalars(select(Service).order_by(Service.id)):
        shape = Shape(row.minutes, row.gap_offset, row.gap_minutes, row.buffer_minutes)
        found[row.ref] = Svc(
            id=row.id,
            ref=row.ref,
            family=row.family,
            protocol=row.protocol,
            minutes=row.minutes,
            form=Form.of(shape),
            busy=row.minutes + row.buffer_minutes,
            price=row.price,
            rest=row.interval_min_days,
            usual=row.interval_usual_days,
            course=row.course_usual,
            room_type=row.room_type,
            device_type=row.device_type,
            skill=row.skill,
            patch=row.patch_rule == "required",
            patch_wait=row.patch_wait_hours,
            patch_valid=row.patch_valid_hours,
            min_age=row.min_age,
            names=row.names,
            consents=row.consents,
            guardian_until=row.guardian_until_age,
            steps=list(protocols.get(row.protocol, {}).get("step", ())),
        )
    _add_rules(work, found)
    return found


def _add_rules(work: Work, services: dict[str, Svc]) -> None:
    """Note at each service what stands against it: the narrower rule decides."""
    rules = work.session.execute(
        select(
            Contraindication.scope_type,
            Contraindication.scope_id,
            Contraindication.condition,
            Contraindication.action,
            Contraindication.defer_days,
        ).order_by(Contraindication.id)
    ).all()
    for service in services.values():
        best: dict[str, tuple[int, int]] = {}
        for scope_type, scope, condition, action, days in rules:
            if scope not in ("ALL", service.family, service.ref):
                continue
            width = 2 if scope_type == "service" else int(scope != "ALL")
            if width < best.get(condition, (-1, 0))[0]:
                continue
            best[condition] = (width, days or -1)
            if action == Action.WARN:
                service.stands.pop(condition, None)
            else:
                service.stands[condition] = days or -1


def _amounts(work: Work) -> dict[str, tuple[float | None, str]]:
    found: dict[str, tuple[float | None, str]] = {}
    for ref, body in work.session.execute(select(Product.ref, Product.body)):
        number, _, unit = json.loads(body).get("amount_per_use", "").partition(" ")
        try:
            found[ref] = (float(number), unit)
        except ValueError:
            found[ref] = (None, "")
    return found


def open_house(work: Work, house: House) -> Crew:
    """Engage the team, furnish the rooms, note who and what is not to be had."""
    team, texts = load("team"), house.texts
    rows = [
        {
            "name": texts.named(one["name"]),
            "role": Role(one["role"]),
            "skills": one["skills"],
            "sort": place,
        }
        for place, one in enumerate(team["person"])
    ]
    ids = list(work.add_many(StaffMember, rows))
    shifts: list[dict[str, Any]] = []
    shut: dict[int, list[int]] = {}
    for key, one in zip(ids, team["person"], strict=True):
        week = [_spans(house, one, weekday) for weekday in range(7)]
        if not any(week):  # a salon that opens on her day off alone
            week = [_spans(house, one | {"off": []}, weekday) for weekday in range(7)]
        shut[key] = [_shut(spans) for spans in week]
        shifts += [
            {
                "staff_id": key,
                "weekday": weekday,
                "start": clock_time(start),
                "until": clock_time(until),
            }
            for weekday, spans in enumerate(week)
            for start, until in spans
        ]
    if shifts:
        work.add_many(Shift, shifts)
    rooms = work.add_many(
        Room,
        [
            {"name": texts.named(one["name"]), "room_type": one["type"], "sort": place}
            for place, one in enumerate(team["room"])
        ],
    )
    devices = _devices(work, house.texts.language)
    diary = Diary(house.days, shut, house.weekday, house.closed)
    crew = Crew(
        diary,
        {
            key: one["skills"]
            for key, one in zip(ids, team["person"], strict=True)
            if Role(one["role"]).treats
        },
        {key: one["type"] for key, one in zip(rooms, team["room"], strict=True)},
        devices,
        {one["key"]: key for key, one in zip(ids, team["person"], strict=True)},
    )
    diary.open_for(
        ids, [*rooms, *(-one for several in devices.values() for one in several)]
    )
    mended = next(
        key for key, one in zip(rooms, team["room"], strict=True) if one.get("repair")
    )
    _absences(work, house, crew, mended)
    return crew


def _spans(house: House, one: dict[str, Any], weekday: int) -> list[tuple[int, int]]:
    """Return when somebody works on a day of the week, within the opening hours."""
    spans = house.premises.hours.days[weekday]
    if not spans or weekday in one.get("off", ()):
        return []
    opens, closes = minute_of(spans[0][0]), minute_of(spans[-1][1])
    start, until = opens + one.get("early", 0), closes - one.get("late", 0)
    if until - start < 240:
        start, until = opens, closes
    found = [(max(minute_of(a), start), min(minute_of(b), until)) for a, b in spans]
    return [(a, b) for a, b in found if b > a]


def _shut(spans: Sequence[tuple[int, int]]) -> int:
    there = 0
    for start, until in spans:
        there |= strokes(start, until)
    return FULL & ~there


def _devices(work: Work, language: str) -> dict[str, list[int]]:
    prefix = "device_type:"
    rows = [
        (row.ref.removeprefix(prefix), row.names.said_in(language))
        for row in work.session.scalars(
            select(Entry)
            .where(Entry.subject == Subject.TERM, Entry.ref.startswith(prefix))
            .order_by(Entry.id)
        )
        if row.ref != f"{prefix}none"
    ]
    several = [
        (kind, f"{name} {number}" if kind in SERVED else name)
        for kind, name in rows
        for number in ((1, 2) if kind in SERVED else (1,))
    ]
    keys = work.add_many(
        Device,
        [
            {"name": name, "device_type": kind, "sort": place}
            for place, (kind, name) in enumerate(several)
        ],
    )
    found: dict[str, list[int]] = {}
    for (kind, _name), key in zip(several, keys, strict=True):
        found.setdefault(kind, []).append(key)
    return found


def _absences(work: Work, house: House, crew: Crew, mended: int) -> None:
    """Training on the next days for one, and a room that is being mended."""
    away: list[tuple[Resource, int, int, int, int, str]] = []
    diary, mei = crew.diary, crew.keys["mei"]
    for day in (house.today, house.open_from(house.today + 1)):
        spans = house.premises.hours.on(house.date(day))
        if not spans:
            continue
        opens, closes = minute_of(spans[0][0]), minute_of(spans[-1][1])
        closes = min(closes, opens + 480)
        away.append(
            (Resource.ROOM, mended, day, opens, closes, house.texts.first("repair"))
        )
        diary.others[mended][day] = FULL
        shut = diary.shut[mei][house.weekday[day]]
        if day == house.today and shut != FULL:
            until = min(opens + 120, closes)
            training = house.texts.first("training")
            away.append((Resource.PERSON, mei, day, opens, until, training))
            diary.block(diary.people[mei], day, opens, until)
    if not away:
        return
    keys = work.add_many(
        Absence,
        [
            {
                "resource": kind,
                "resource_id": key,
                "day": house.date(day),
                "start": clock_time(start),
                "minutes": until - start,
                "reason": reason,
            }
            for kind, key, day, start, until, reason in away
        ],
    )
    work.add_many(
        Hold,
        [
            {
                "absence_id": absence,
                "resource": kind,
                "resource_id": key,
                "day": house.date(day),
                "start": clock_time(start),
                "until": clock_time(until),
            }
            for absence, (kind, key, day, start, until, _reason) in zip(
                keys, away, strict=True
            )
        ],
    )


def former_crew(work: Work, house: House, count: int) -> Crew:
    """Engage people of earlier years, with rooms and devices that are gone too."""
    skills = "consultant l4 specialist medical"
    named = house.texts.first("left_team")
    ids = work.add_many(
        StaffMember,
        [
            {
                "name": named.format(number=1 + place),
                "role": Role.THERAPIST,
                "skills": skills,
                "is_active": False,
                "sort": 101 + place,
            }
            for place in range(count)
        ],
    )
    rooms = work.add_many(
        Room,
        [
            {
                "name": f"{1 + place}",
                "room_type": "any_bed",
                "is_active": False,
                "sort": 101 + place,
            }
            for place in range(count)
        ],
    )
    kinds = sorted({one.device_type for one in house.services.values()} - {"none"})
    each = [kind for kind in kinds for _ in range(max(1, count // 3))]
    devices: dict[str, list[int]] = {}
    keys = work.add_many(
        Device,
        [
            {"name": f"{kind} {place}", "device_type": kind, "is_active": False}
            for place, kind in enumerate(each, 1)
        ],
    )
    for kind, key in zip(each, keys, strict=True):
        devices.setdefault(kind, []).append(key)
    week = [
        _shut([(minute_of(a), minute_of(b)) for a, b in spans])
        for spans in house.premises.hours.days
    ]
    diary = Diary(house.days, dict.fromkeys(ids, week), house.weekday, house.closed)
    diary.open_for(ids, [*rooms, *(-key for key in keys)])
    return Crew(
        diary, dict.fromkeys(ids, skills), dict.fromkeys(rooms, "any_bed"), devices
    )


def seeded(seed: int, *what: object) -> Random:
    """Return chance that is the same for the same *seed* and *what*, everywhere."""
    return Random(":".join(map(str, (seed, *what))))
