"""What the cards of patch tests and consents show, and the sheet that reads a test."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from salon.appointments.model import DayLine
from salon.appointments.queries import visits_of
from salon.catalogue.model import EntryCard, NotFound, ServiceCard, Subject
from salon.catalogue.queries import entries, services
from salon.catalogue.sisters import sisters_of
from salon.clients.consents import Standing as ConsentStanding
from salon.clients.consents import consents_standing
from salon.clients.model import (
    USUAL_SPOTS,
    ClientId,
    ClientLine,
    PatchTestCard,
    PatchToRead,
)
from salon.clients.queries import (
    client_line,
    consent_days,
    consents_of,
    patch_test_owner,
    patch_tests_of,
    patch_tests_to_read,
)
from salon.safety.patches import Covered, Spot, Standing, Test, standing
from salon.text import Names, _

if TYPE_CHECKING:
    from salon.work import Reading

_SHOWN = 30  # visits that are looked through for what needs a test


@dataclass(frozen=True, slots=True)
class PatchRow:
    """A patch test as her file shows it; instants on the salon's wall clock."""

    test: PatchTestCard
    service: Names
    standing: Standing
    applied: datetime
    read: datetime | None
    ready: datetime
    until: datetime
    covers: tuple[Names, ...] = ()  # other services that a negative holds for
    bars: tuple[Names, ...] = ()  # other services that a reaction speaks against


@dataclass(frozen=True, slots=True)
class Needed:
    """A visit that is agreed, and how it stands to its patch test."""

    visit: DayLine
    service: ServiceCard
    covered: Covered


@dataclass(frozen=True, slots=True)
class Patches:
    """Her patch tests, and what still needs one."""

    client: ClientLine
    now: datetime
    rows: tuple[PatchRow, ...]
    needed: tuple[Needed, ...]
    services: tuple[ServiceCard, ...]  # that are tested before they are given
    spots: tuple[tuple[str, str], ...]  # where one is put: id and name, usual first


@dataclass(frozen=True, slots=True)
class ToRead:
    """One test that is to be read, and whose it is."""

    client: ClientLine
    row: PatchRow
    now: datetime
    zones: dict[str, str]


@dataclass(frozen=True, slots=True)
class Consents:
    """What she signed, by item."""

    client: ClientLine
    items: tuple[EntryCard, ...]
    signed: tuple[ConsentStanding, ...]
    services: tuple[ServiceCard, ...]
    conditions: tuple[EntryCard, ...]


def patches_of(reading: "Reading", key: ClientId) -> Patches:
    """Return her patch tests, and which agreed visits wait for one."""
    client = client_line(reading, key)
    cards = services(reading)
    tests = patch_tests_of(reading, key)
    known = [test_of(one) for one in tests]
    by_ref = {one.ref: one for one in cards}
    needed = []
    for visit in visits_of(reading, key, _SHOWN):
        card = by_ref.get(visit.service_ref)
        is_ahead = visit.status.is_open and visit.slot.day >= reading.today
        if card is None or not is_ahead or card.patch_rule != "required":
            continue
        at = reading.instant(visit.slot.day, visit.slot.start)
        covered = standing(known, card, max(at, reading.now))
        if not covered.is_clear:
            needed.append(Needed(visit, card, covered))
    tested = [one for one in cards if one.patch_rule != "none"]
    tested.sort(key=lambda one: one.patch_rule != "required")
    return Patches(
        client=client,
        now=reading.local(reading.now),
        rows=tuple(_row(reading, one, by_ref) for one in tests),
        needed=tuple(sorted(needed, key=lambda one: _when(one.visit))),
        services=tuple(tested),
        spots=tuple(_spots(reading).items()),
    )


def patch_to_read(reading: "Reading", test_id: int) -> ToRead:
    """Return one test with its client, to be read; raises NotFound."""
    key = patch_test_owner(reading, test_id)
    found = [] if key is None else patch_tests_of(reading, key)
    test = next((one for one in found if one.id == test_id), None)
    if key is None or test is None:
        raise NotFound(_("patch test"), str(test_id))
    client = client_line(reading, key)
    by_ref = {one.ref: one for one in services(reading)}
    row = _row(reading, test, by_ref)
    return ToRead(client, row, reading.local(reading.now), _spots(reading))


def to_read(reading: "Reading") -> list[PatchToRead]:
    """Return the tests whose hours are over, with times on the salon's wall clock."""

    def plain(at: datetime) -> datetime:  # Today keeps it for the next start
        return reading.local(at).replace(tzinfo=None)

    return [
        PatchToRead(
            *(one.id, one.client_id, one.client, one.service),
            *(plain(one.applied_at), plain(one.ready_from)),
            one.holds_up,
        )
        for one in patch_tests_to_read(reading)
    ]


def signed_by(reading: "Reading", key: ClientId) -> Consents:
    """Return what she signed and how it stands today."""
    client = client_line(reading, key)
    days = consent_days(reading)
    rows = consents_of(reading, key)
    return Consents(
        client=client,
        items=tuple(entries(reading, Subject.CONSENT)),
        signed=tuple(consents_standing(rows, reading.today, days)),
        services=tuple(services(reading)),
        conditions=tuple(entries(reading, Subject.HEALTH_CONDITION)),
    )


def test_of(card: PatchTestCard) -> Test:
    """Return a test as the rules look at it."""
    spots = tuple(Spot(s.zone, s.what, s.batch, s.result) for s in card.spots)
    return Test(
        *(card.id, card.service_ref, card.applied_at, card.read_at, card.result),
        spots,
    )


def _row(
    reading: "Reading", test: PatchTestCard, by_ref: dict[str, ServiceCard]
) -> PatchRow:
    card = by_ref.get(test.service_ref)
    sisters = sisters_of(test.service_ref)

    def named(refs: frozenset[str]) -> tuple[Names, ...]:
        others = sorted(refs - {test.service_ref})
        return tuple(by_ref[ref].names for ref in others if ref in by_ref)

    stands = Standing.NONE
    if card is not None:
        stands = standing([test_of(test)], card, reading.now).standing
    return PatchRow(
        test=test,
        service=card.names if card is not None else Names(test.service_ref),
        standing=stands,
        applied=reading.local(test.applied_at),
        read=reading.local(test.read_at) if test.read_at is not None else None,
        ready=reading.local(test.ready_from),
        until=reading.local(test.valid_until),
        covers=named(sisters.covers),
        bars=named(sisters.bars),
    )


def _spots(reading: "Reading") -> dict[str, str]:
    found = {ref: _(said) for ref, said in USUAL_SPOTS.items()}
    for zone in entries(reading, Subject.ZONE):
        if zone.body.get("kind") == "zone" and zone.body.get("group") != "nail":
            found[zone.ref] = str(zone.names)
    return found


def _when(visit: DayLine) -> tuple[object, object]:
    return visit.slot.day, visit.slot.start
