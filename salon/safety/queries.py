"""What screens and bookings ask of safety."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    String,
    bindparam,
    column,
    or_,
    select,
    text,
)

from salon.catalogue.model import ServiceCard, Subject
from salon.catalogue.queries import entries, names_of
from salon.clients.model import BirthdayLine, ClientId
from salon.clients.tables import Client, Consent, PatchTest
from salon.safety.allergens import condition_of
from salon.safety.engine import Asked, cautions
from salon.safety.model import Action, Caution, Given, Rule
from salon.safety.tables import Contraindication
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

_FACTS = text(
    "SELECT 'condition' AS kind, condition AS what, since AS day, zones AS more,"
    " note AS about FROM client_condition WHERE client_id = :client"
    " AND (until IS NULL OR until > :day)"
    " UNION ALL SELECT 'allergy', substance, NULL, '', '' FROM allergy"
    " WHERE client_id = :client"
    " UNION ALL SELECT 'event', s.family, a.day, s.ref, s.areas FROM appointment a"
    " JOIN service s ON s.id = a.service_id WHERE a.client_id = :client"
    " AND a.day BETWEEN :month_ago AND :day AND a.status IN ('completed', 'left')"
    " UNION ALL SELECT * FROM (SELECT 'phototype', CAST(fitzpatrick AS TEXT), day,"
    " '', '' FROM assessment WHERE client_id = :client AND fitzpatrick IS NOT NULL"
    " ORDER BY day DESC, id DESC LIMIT 1) AS latest"
)


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
    asked = _FACTS.bindparams(
        bindparam("client", client_id, Integer),
        bindparam("day", day, Date),
        bindparam("month_ago", day - timedelta(days=28), Date),
    ).columns(
        column("kind", String),
        column("what", String),
        column("day", Date),
        column("more", String),
        column("about", String),
    )
    found: dict[str, tuple[date | None, frozenset[str], str]] = {}
    for kind, what, since, more, about in reading.session.execute(asked):
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
