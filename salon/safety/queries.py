"""What screens and bookings ask of safety."""

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
from salon.safety.model import Action, Caution, Given, Rule
from salon.safety.tables import Contraindication
from salon.skin.tables import Assessment
from salon.text import Names, _, hour, short_day
from salon.work import Reading, remembered

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
) -> list[Caution]:
    """Return what stands against *service* for a client on *day*, strongest first.

    Args:
        reading: As ever.
        client_id: The client.
        service: What she is to have.
        day: When.
        at: The instant it begins; None while a patch test need not be there yet.
    """
    facts = _facts(reading, client_id, service, day)
    found: list[Caution] = []
    if facts:
        zones: frozenset[str] = frozenset()
        if any(fact.zones for fact in facts):
            zones = zones_of(reading, service.areas)
        rules = rules_for(reading, service.ref, service.family)
        asked = Asked(service.ref, service.family, service.name, day, zones)
        found = cautions(asked, rules, facts)
    found += _age(reading, client_id, service, day)
    if service.patch_rule == "required":
        found += _patch_test(reading, client_id, service, day, at)
    return sorted(found, key=lambda one: -one.action.strength)


def patch_test_stands(
    reading: Reading, client_id: ClientId, service: ServiceCard, at: datetime
) -> bool:
    """Return whether a negative reading covers the service at the instant *at*."""
    return any(
        test.result == "none"
        and test.applied_at + timedelta(hours=service.patch_wait_hours) <= at
        and at <= test.applied_at + timedelta(hours=service.patch_valid_hours)
        for test in _tests(reading, client_id, service)
    )


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


def _facts(
    reading: Reading, client_id: ClientId, service: ServiceCard, day: date
) -> list[Given]:
    given = {
        "client": client_id,
        "day": day,
        "month_ago": day - timedelta(days=28),
    }
    found: dict[str, tuple[date | None, frozenset[str], str]] = {}
    for kind, what, since, more, about in reading.session.execute(
        _facts_asked(), given
    ):
        match kind:
            case "condition":
                found[what] = (since, frozenset(more.split()), about)
            case "allergy":
                if (condition := condition_of(what)) is not None:
                    found[condition] = (None, frozenset(), what)
            case "event" if more != service.ref:
                for condition in _LEAVES.get(what, ()):
                    zones = zones_of(reading, about)
                    if condition not in found or (found[condition][0] or since) < since:
                        found[condition] = (since, zones, "")
            case "phototype":
                for condition in _phototype(int(what)):
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


@cache
def _facts_asked() -> CompoundSelect[Any]:
    """Return the question for all that rules may speak of, made once."""
    her, day = bindparam("client", type_=Integer), bindparam("day", type_=Date)
    nothing, no_day = literal_column("''", String), cast(null(), Date)
    condition, allergy, look = ClientCondition, Allergy, Assessment
    given = visits()
    latest = (
        select(cast(look.fitzpatrick, String).label("number"), look.day)
        .where(look.client_id == her, look.fitzpatrick.is_not(None))
        .order_by(look.day.desc(), look.id.desc())
        .limit(1)
        .subquery()
    )
    return union_all(
        select(
            *(_kind("condition"), condition.condition, condition.since),
            *(condition.zones, condition.note),
        )
        .where(condition.client_id == her)
        .where(or_(condition.until.is_(None), condition.until > day)),
        select(_kind("allergy"), allergy.substance, no_day, nothing, nothing).where(
            allergy.client_id == her
        ),
        select(
            _kind("event"), Service.family, given.day, Service.ref, Service.areas
        ).where(
            Service.id == given.service,
            given.client == her,
            given.day.between(bindparam("month_ago", type_=Date), day),
            given.was_kept,
        ),
        select(_kind("phototype"), latest.c.number, latest.c.day, nothing, nothing),
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


def _age(
    reading: Reading, client_id: ClientId, service: ServiceCard, day: date
) -> list[Caution]:
    her = reading.session.get(Client, client_id)  # in a booking, read already
    age = None
    if her is not None:
        age = BirthdayLine(her.birth_year, her.birth_month, her.birth_day).age(day)
    if age is None:
        return []
    if age < service.min_age:
        said = _("She is {age}; “{service}” is for {least} and older. Do not treat.")
        words = said.format(age=age, service=service.name, least=service.min_age)
        return [Caution("age", "age", Action.BLOCK, words)]
    if age < service.guardian_until_age and not _guardian_agreed(reading, client_id):
        said = _("She is {age}: a guardian’s written consent is needed first.")
        return [
            Caution("guardian", "no_guardian", Action.GP_NOTE, said.format(age=age))
        ]
    return []


def _guardian_agreed(reading: Reading, client_id: ClientId) -> bool:
    agreed = select(Consent.id).where(
        Consent.client_id == client_id,
        Consent.consent == "guardian_consent",
        Consent.withdrawn_on.is_(None),
    )
    return reading.session.scalar(agreed) is not None


def _patch_test(
    reading: Reading,
    client_id: ClientId,
    service: ServiceCard,
    day: date,
    at: datetime | None,
) -> list[Caution]:
    """Say what is missing: a test that was never made, not read, positive or old."""
    tests = _tests(reading, client_id, service)
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
    elif patch_test_stands(reading, client_id, service, at):
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


def _tests(reading: Reading, client_id: ClientId, service: ServiceCard) -> list[Any]:
    asked = (
        select(PatchTest.applied_at, PatchTest.read_at, PatchTest.result)
        .where(PatchTest.client_id == client_id, PatchTest.service_ref == service.ref)
        .order_by(PatchTest.applied_at.desc())
    )
    return list(reading.session.execute(asked))
