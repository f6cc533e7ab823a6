"""What screens and bookings ask of safety."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    String,
    bindparam,
    cast,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from salon.catalogue.model import ServiceCard, Subject
from salon.catalogue.queries import entries, names_of
from salon.catalogue.tables import Service
from salon.clients.model import BirthdayLine, ClientId
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    Consent,
    PatchTest,
    visits,
)
from salon.safety.allergens import condition_of
from salon.safety.engine import Asked, cautions
from salon.safety.model import (
    Action,
    Caution,
    Condition,
    Done,
    Facts,
    Given,
    PatchTestLine,
    Rule,
)
from salon.safety.tables import Contraindication
from salon.skin.tables import Assessment
from salon.text import Names, _, hour, short_day
from salon.work import Reading, once, remembered

_RECENT = 28  # days for which what was done counts as a recent event
# What a service done here leaves behind as a recent event (client-record 5).
_LEAVES = {
    "PEL": ("peel_14d",),
    "LGT": ("laser_14d",),
    "HRL": ("laser_14d",),
    "RFQ": ("rf_14d",),
    "MND": ("needling_4w",),
    "WAX": ("wax_72h", "wax_4w"),
}


def what_stands_against(
    reading: Reading,
    client_id: ClientId,
    service: ServiceCard,
    day: date,
    at: datetime | None = None,
    *,
    among: Sequence[ClientId] = (),
) -> list[Caution]:
    """Return what stands against *service* for a client on *day*, strongest first.

    Args:
        reading: As ever.
        client_id: The client.
        service: What she is to have.
        day: When.
        at: The instant it begins; None while a patch test need not be there yet.
        among: All clients who are asked about in this look, so that it is one question.
    """
    together = tuple(sorted({client_id, *among}))
    her = _facts_of(reading, together)[client_id]
    facts = _given(reading, her, service, day)
    found: list[Caution] = []
    if facts:
        zones: frozenset[str] = frozenset()
        if any(fact.zones for fact in facts):
            zones = zones_of(reading, service.areas)
        rules = rules_for(reading, service.ref, service.family)
        asked = Asked(service.ref, service.family, service.name, day, zones)
        found = cautions(asked, rules, facts)
    found += _age(her, service, day)
    if service.patch_rule == "required":
        tests = _tests_of(reading, together).get((client_id, service.ref), ())
        found += _patch_test(reading, tests, service, day, at)
    return sorted(found, key=lambda one: -one.action.strength)


@remembered
def zones_of(reading: Reading, areas: str) -> frozenset[str]:
    """Return the zones that *areas* of a service means, both sides where none is said.

    Empty where it says none, so that everything counts as touched.
    """
    wanted = dict.fromkeys(areas.split())
    found = set()
    for zone in entries(reading, Subject.ZONE):
        names = {
            f"view:{zone.body.get('view')}",
            f"group:{zone.body.get('group')}",
            f"zone:{zone.ref}",
            f"zone:{zone.ref.removesuffix('_r').removesuffix('_l')}",
        }
        if names & wanted.keys():
            found.add(zone.ref)
    return frozenset(found)


def _given(
    reading: Reading, her: Facts, service: ServiceCard, day: date
) -> list[Given]:
    """Return what rules may speak of on *day*, by the conditions that they name."""
    found: dict[str, tuple[date | None, frozenset[str], str]] = {}
    for one in her.conditions:
        if one.until is None or one.until > day:
            found[one.what] = (one.since, frozenset(one.zones.split()), one.note)
    for substance in her.allergies:
        if (condition := condition_of(substance)) is not None:
            found[condition] = (None, frozenset(), substance)
    for visit in her.visits:
        is_late = not day - timedelta(days=_RECENT) <= visit.day <= day
        if is_late or visit.ref == service.ref:
            continue
        for condition in _LEAVES.get(visit.family, ()):
            known = found.get(condition)
            if known is None or (known[0] or visit.day) < visit.day:
                zones = zones_of(reading, visit.areas)
                found[condition] = (visit.day, zones, "")
    if her.phototype is not None:
        for condition in _phototype(her.phototype):
            found[condition] = (None, frozenset(), "")
    named = names_of(reading, Subject.HEALTH_CONDITION, found)
    return [
        Given(
            condition,
            _fact(str(named.get(condition, condition)), about),
            since,
            zones,
        )
        for condition, (since, zones, about) in found.items()
    ]


@once
def _facts_of(reading: Reading, keys: tuple[ClientId, ...]) -> dict[ClientId, Facts]:
    """Return all that rules may speak of, of each of several clients, in one question.

    Of visits those of the last weeks and what has been done since.
    """
    since = reading.today - timedelta(days=_RECENT)
    given = {"keys": list(keys), "since": since}
    rows: dict[ClientId, dict[str, list[Any]]] = {
        key: defaultdict(list) for key in keys
    }
    for kind, key, *told in reading.session.execute(_facts_asked(), given):
        rows[key][kind].append(told)
    return {key: _facts(hers) for key, hers in rows.items()}


def _facts(rows: dict[str, list[Any]]) -> Facts:
    born = rows["born"][0][5:] if rows["born"] else (None, None, None)
    looks = sorted(rows["phototype"], key=lambda told: (told[2], told[6]))
    return Facts(
        conditions=tuple(Condition(*told[:5]) for told in rows["condition"]),
        allergies=tuple(told[0] for told in rows["allergy"]),
        visits=tuple(
            Done(family, day, ref, areas)
            for family, ref, day, _until, areas, *_more in rows["visit"]
        ),
        phototype=looks[-1][5] if looks else None,
        born=BirthdayLine(*born),
        guardian_agreed=bool(rows["guardian"]),
    )


@cache
def _facts_asked() -> CompoundSelect[Any]:
    """Return the question for all that rules may speak of, made once.

    Its columns are kind, client, two texts, two days, a third text and three numbers.
    """
    keys = bindparam("keys", expanding=True, type_=Integer)
    none, no_day, no_number = (
        literal_column("''", String),
        cast(null(), Date),
        cast(null(), Integer),
    )
    numbers = (no_number, no_number, no_number)
    c, allergy, look, given = ClientCondition, Allergy, Assessment, visits()
    return union_all(
        select(
            *(_kind("condition"), c.client_id, c.condition, c.zones, c.since, c.until),
            *(c.note, *numbers),
        ).where(c.client_id.in_(keys)),
        select(
            *(_kind("allergy"), allergy.client_id, allergy.substance, none, no_day),
            *(no_day, none, *numbers),
        ).where(allergy.client_id.in_(keys)),
        select(
            *(_kind("visit"), given.client, Service.family, Service.ref, given.day),
            *(no_day, Service.areas, *numbers),
        ).where(
            Service.id == given.service,
            given.client.in_(keys),
            given.day >= bindparam("since", type_=Date),
            given.was_kept,
        ),
        select(
            *(_kind("phototype"), look.client_id, none, none, look.day, no_day, none),
            *(look.fitzpatrick, look.id, no_number),
        ).where(look.client_id.in_(keys), look.fitzpatrick.is_not(None)),
        select(
            *(_kind("born"), Client.id, none, none, no_day, no_day, none),
            *(Client.birth_year, Client.birth_month, Client.birth_day),
        ).where(Client.id.in_(keys)),
        select(
            *(_kind("guardian"), Consent.client_id, none, none, no_day, no_day, none),
            *numbers,
        ).where(
            Consent.client_id.in_(keys),
            Consent.consent == "guardian_consent",
            Consent.withdrawn_on.is_(None),
        ),
    )


def _kind(name: str) -> ColumnElement[str]:
    return literal_column(f"'{name}'", String)


def _fact(name: str, about: str) -> str:
    return f"{name} ({about})" if about else name


def _phototype(number: int) -> tuple[str, ...]:
    if number >= 5:
        return ("fitz_5_6",)
    return ("fitz_4",) if number == 4 else ()


@remembered
def rules_for(reading: Reading, ref: str, family: str) -> list[Rule]:
    """Return every rule that may speak of a service: its own, its family's, all's."""
    c = Contraindication
    asked = select(
        *(c.ref, c.scope_type, c.scope_id, c.condition, c.action, c.defer_days),
        *(c.area_only, c.en, c.zh_hans, c.zh_hant),
    ).where(
        or_(
            (c.scope_type == "service") & (c.scope_id == ref),
            (c.scope_type != "service") & c.scope_id.in_(("ALL", family)),
        )
    )
    rows: list[Any] = list(reading.session.execute(asked))
    return [
        Rule(
            row.ref,
            row.scope_type,
            row.scope_id,
            row.condition,
            Action(row.action),
            row.defer_days,
            row.area_only,
            Names(row.en, row.zh_hans, row.zh_hant),
        )
        for row in rows
    ]


def _age(her: Facts, service: ServiceCard, day: date) -> list[Caution]:
    age = her.born.age(day)
    if age is None:
        return []
    if age < service.min_age:
        said = _("She is {age}; “{service}” is for {least} and older. Do not treat.")
        words = said.format(age=age, service=service.name, least=service.min_age)
        return [Caution("age", "age", Action.BLOCK, words)]
    if age < service.guardian_until_age and not her.guardian_agreed:
        said = _("She is {age}: a guardian’s written consent is needed first.")
        return [
            Caution("guardian", "no_guardian", Action.GP_NOTE, said.format(age=age))
        ]
    return []


def _patch_test(
    reading: Reading,
    tests: Sequence[PatchTestLine],
    service: ServiceCard,
    day: date,
    at: datetime | None,
) -> list[Caution]:
    """Say what is missing: a test that was never made, not read, positive or old."""
    if tests and tests[0].result == "positive":
        words = _("The patch test for “{service}” was positive. Do not treat.")
        said = words.format(service=service.name)
        return [Caution("patch_test", "patch_fail", Action.BLOCK, said)]
    wait = timedelta(hours=service.patch_wait_hours)
    if at is None:
        ready = reading.today + wait
        if day > reading.today and day >= ready:
            return []  # there is time to make one before she comes
        is_covered = any(test.result == "none" for test in tests)
        if is_covered:
            return []
    elif any(test.covers(service, at) for test in tests):
        return []
    elif reading.now + wait <= at:
        return []  # may still be made in time; the file says that it is missing
    first = reading.local((tests[0].applied_at if tests else reading.now) + wait)
    words = _(
        "No valid patch test for “{service}”: it needs one {hours} hours before. "
        "First possible {day} if it is made now. Do not treat."
    )
    said = words.format(
        service=service.name,
        hours=service.patch_wait_hours,
        day=f"{short_day(first.date())} {hour(first)}",
    )
    return [Caution("patch_test", "patch_missing", Action.BLOCK, said, first.date())]


@once
def _tests_of(
    reading: Reading, keys: tuple[ClientId, ...]
) -> dict[tuple[ClientId, str], tuple[PatchTestLine, ...]]:
    """Return the patch tests of several clients by service, the newest first."""
    p = PatchTest
    asked = select(p.client_id, p.service_ref, p.applied_at, p.read_at, p.result)
    newest = asked.where(p.client_id.in_(keys)).order_by(p.applied_at.desc())
    found: dict[tuple[ClientId, str], list[PatchTestLine]] = defaultdict(list)
    for key, ref, applied_at, read_at, result in reading.session.execute(newest):
        found[key, ref].append(PatchTestLine(applied_at, read_at, result))
    return {of: tuple(tests) for of, tests in found.items()}
