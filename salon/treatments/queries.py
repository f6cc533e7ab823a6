"""What screens and papers ask of treatments."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from salon.appointments.model import AppointmentId
from salon.catalogue.queries import product_names
from salon.catalogue.tables import Service
from salon.clients.model import ClientId
from salon.errors import Missing
from salon.public import public_id
from salon.shelf.model import folded
from salon.staff.tables import StaffMember
from salon.store.base import columns_of
from salon.store.drafts import drafts_under, places_under
from salon.text import Names
from salon.treatments.model import (
    DRAFTS,
    KeptDraft,
    State,
    TreatedWith,
    TreatmentCard,
    TreatmentDraft,
    TreatmentId,
    UsedProduct,
    draft_from_plain,
    draft_place,
    steps_from_plain,
)
from salon.treatments.tables import Treatment, TreatmentProduct
from salon.treatments.tapping import Bottle, ToAdd, is_tapped, missing
from salon.work import Reading

LATELY = 600  # uses of products among which a batch in use is looked for
NO_AREAS = "group:none"


def treatments_of(
    reading: Reading,
    client_id: ClientId,
    limit: int = 40,
    *,
    until: date | None = None,
) -> list[TreatmentCard]:
    """Return what was done for a client, the newest first, *until* a day at most."""
    asked = _asked().where(Treatment.client_id == client_id).limit(limit)
    if until is not None:
        asked = asked.where(Treatment.day <= until)
    return _cards(reading, reading.session.execute(asked))


def treatment(reading: Reading, key: TreatmentId) -> TreatmentCard:
    """Return one record; raises Missing."""
    rows = reading.session.execute(_asked().where(Treatment.id == key))
    found = _cards(reading, rows)
    if not found:
        raise Missing("Treatment", key)
    return found[0]


def treatment_at(reading: Reading, key: AppointmentId) -> TreatmentCard | None:
    """Return the record of a visit, if it has been written."""
    rows = reading.session.execute(_asked().where(Treatment.appointment_id == key))
    found = _cards(reading, rows)
    return found[0] if found else None


def kept_drafts(reading: Reading, key: AppointmentId) -> dict[str, KeptDraft]:
    """Return what was being typed of a visit when it was last kept, by desk.

    Under "" is what was kept when all desks had one place.
    """
    found = drafts_under(reading.session.connection(), draft_place(key))
    return {desk: _kept(json.loads(body), at) for desk, (body, at) in found.items()}


def kept_draft(reading: Reading, key: AppointmentId) -> KeptDraft | None:
    """Return what was kept last of a visit, at whatever desk."""
    found = kept_drafts(reading, key).values()
    return max(found, key=lambda one: one.at, default=None)


def _kept(plain: dict[str, Any], at: datetime) -> KeptDraft:
    seen = plain.get("seen")
    return KeptDraft(draft_from_plain(plain), at, None if seen is None else int(seen))


def half_written(
    reading: Reading, keys: Iterable[AppointmentId]
) -> frozenset[AppointmentId]:
    """Return those of the visits whose record was begun, at whatever desk."""
    begun = {
        place.removeprefix(DRAFTS).split()[0]
        for place in places_under(reading.session.connection(), DRAFTS)
    }
    return frozenset(key for key in keys if public_id("appointment", key) in begun)


def bottles_in_use(reading: Reading) -> dict[str, tuple[Bottle, ...]]:
    """Return the batches of each product that were used lately, the newest first."""
    p = TreatmentProduct
    asked = (
        select(p.product, p.batch, Treatment.day)
        .join(Treatment, Treatment.id == p.treatment_id)
        .where(p.batch != "")
        .order_by(p.id.desc())
        .limit(LATELY)
    )
    used = sorted(reading.session.execute(asked), key=lambda row: row.day, reverse=True)
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for product, batch, day in used:
        found[product].setdefault(batch, day)
    return {
        product: tuple(Bottle(batch, day) for batch, day in batches.items())
        for product, batches in found.items()
    }


def to_add(
    reading: Reading, since: date, client_id: ClientId | None = None
) -> list[ToAdd]:
    """Return the records that were finished with something missing, the newest first.

    A record of words alone owes nothing, nor does a signed one.

    Args:
        reading: As ever.
        since: The first day that is looked at.
        client_id: Only hers or his.
    """
    asked = _asked().where(Treatment.day >= since, Treatment.state != State.SIGNED)
    if client_id is not None:
        asked = asked.where(Treatment.client_id == client_id)
    cards = _cards(reading, reading.session.execute(asked))
    touches = dict(tuple(row) for row in reading.session.execute(_touching()))
    found = []
    for card in cards:
        if not is_tapped(card.record):
            continue
        has_areas = touches.get(card.service_ref, NO_AREAS) != NO_AREAS
        if things := missing(card.record, has_areas=has_areas):
            found.append(ToAdd(card, things))
    return found


def _touching() -> Any:
    return select(Service.ref, Service.areas)


def _asked() -> Any:
    return (
        select(
            *(columns_of(Treatment), Service.en, Service.zh_hans, Service.zh_hant),
            *(Service.ref, StaffMember.name),
        )
        .join(Service, Service.id == Treatment.service_id)
        .join(StaffMember, StaffMember.id == Treatment.staff_id)
        .order_by(Treatment.day.desc(), Treatment.id.desc())
    )


def _cards(reading: Reading, rows: Iterable[Any]) -> list[TreatmentCard]:
    found = list(rows)
    keys = [row[0].id for row in found]
    used: dict[int, list[UsedProduct]] = defaultdict(list)
    p = TreatmentProduct
    asked = select(p.treatment_id, p.product, p.batch, p.amount, p.unit)
    of_these = asked.where(p.treatment_id.in_(keys)).order_by(p.id)
    for key, product, batch, amount, unit in reading.session.execute(of_these):
        used[key].append(UsedProduct(product, batch, amount, unit))
    names = product_names(reading)
    cards = []
    for row, en, zh_hans, zh_hant, ref, person in found:
        mine = tuple(used[row.id])
        record = TreatmentDraft(
            row.done,
            mine,
            json.loads(row.settings),
            tuple(row.areas.split()),
            row.reaction,
            row.advice,
            row.next_time,
            row.note,
            steps_from_plain(json.loads(row.steps)),
            tuple(row.left_out.split()),
            row.scale,
            tuple(row.felt_at.split()),
            row.asked_none,
            row.again,
        )
        named = {one.product: str(names.get(one.product, one.product)) for one in mine}
        cards.append(
            TreatmentCard(
                *(row.id, row.version, row.appointment_id, row.client_id, row.day),
                *(Names(en, zh_hans, zh_hant), ref, person, record, row.state),
                named,
            )
        )
    return cards


def treated_with(reading: Reading, product: str, lot: str) -> list[TreatedWith]:
    """Return which records name a lot of a product, however it is spaced."""
    t, p = Treatment, TreatmentProduct
    spaceless = func.lower(func.replace(p.batch, " ", ""))
    asked = (
        select(t.id, t.client_id, t.day, StaffMember.name, p.amount, p.unit)
        .join(p, p.treatment_id == t.id)
        .join(StaffMember, StaffMember.id == t.staff_id)
        .where(p.product == product, spaceless == folded(lot), p.batch != "")
        .order_by(t.day, t.id)
    )
    return [TreatedWith(*row) for row in reading.session.execute(asked)]
