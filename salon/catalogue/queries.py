"""What screens and papers ask of the catalogue."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from salon.catalogue.model import (
    Ambiguous,
    EntryCard,
    NotFound,
    ProductLine,
    ServiceCard,
    ServiceId,
    Subject,
)
from salon.catalogue.tables import Entry, Product, Service
from salon.errors import Missing
from salon.money import Money
from salon.public import row_of
from salon.text import LANGUAGES, Names, _
from salon.work import Reading, remembered

_SERVICE = (
    *(Service.id, Service.version, Service.ref, Service.family, Service.names),
    *(Service.minutes, Service.gap_offset, Service.gap_minutes),
    *(Service.buffer_minutes, Service.room_type, Service.device_type, Service.skill),
    *(Service.price, Service.protocol, Service.areas, Service.interval_min_days),
    *(Service.interval_usual_days, Service.min_age, Service.guardian_until_age),
    *(Service.patch_rule, Service.patch_wait_hours, Service.patch_valid_hours),
    *(Service.is_active, Service.interval_max_days, Service.consents),
)


@remembered
def services(reading: Reading, text: str = "") -> list[ServiceCard]:
    """Return the services one can book, those that hold *text* in any language."""
    asked = select(*_SERVICE).where(Service.is_active.is_(True)).order_by(Service.sort)
    rows: Iterable[Any] = reading.session.execute(asked)
    found = [ServiceCard(*row) for row in rows]
    return [one for one in found if _holds(text, one.ref, one.names)]


@remembered
def all_services(reading: Reading) -> dict[int, ServiceCard]:
    """Return every service by its id, those no longer offered too."""
    rows: Iterable[Any] = reading.session.execute(select(*_SERVICE))
    return {row[0]: ServiceCard(*row) for row in rows}


@remembered
def service(reading: Reading, key: ServiceId) -> ServiceCard:
    """Return one service; raises Missing."""
    asked = select(*_SERVICE).where(Service.id == key)
    row: Any = reading.session.execute(asked).one_or_none()
    if row is None:
        raise Missing("Service", key)
    return ServiceCard(*row)


def resolve_service(reading: Reading, said: str) -> ServiceCard:
    """Return the service that *said* names: public number, reference id or name.

    Raises:
        NotFound, Ambiguous: Nothing answers to it, or several do.
    """
    everything = services(reading)
    try:
        table, key = row_of(said)
    except ValueError:
        table, key = "", 0
    exact = [
        one
        for one in everything
        if one.ref == said or (table == "service" and one.id == key)
    ]
    if exact:
        return exact[0]
    names = [one for one in everything if _is_called(said, one.names)]
    found = names or [one for one in everything if _holds(said, one.ref, one.names)]
    if not said.strip() or not found:
        raise NotFound(_("service"), said)
    if len(found) > 1:
        raise Ambiguous(_("service"), said, [one.name for one in found[:8]])
    return found[0]


@remembered
def products(reading: Reading, text: str = "") -> list[ProductLine]:
    """Return the products, those that hold *text* in any language."""
    asked = (
        select(
            *(Product.id, Product.version, Product.ref, Product.category),
            *(Product.names, Product.body, Product.price),
        )
        .where(Product.is_active.is_(True))
        .order_by(Product.sort)
    )
    found = [_product(*row) for row in reading.session.execute(asked)]
    return [one for one in found if _holds(text, one.ref, one.names)]


@remembered
def product_names(reading: Reading) -> dict[str, Names]:
    """Return what every product is called by its reference id, also one of old."""
    asked = select(Product.ref, Product.names)
    return {row.ref: row.names for row in reading.session.execute(asked)}


@remembered
def _called(reading: Reading) -> dict[str, Names]:
    """Return services and products by each of their names, in whatever language."""
    found: dict[str, Names] = {}
    for kind in (Product, Service):
        for names in reading.session.scalars(select(kind.names)):
            for name in (names.en, names.zh_hans, names.zh_hant):
                found.setdefault(name, names)
    found.pop("", None)
    return found


def as_called(reading: Reading, words: str) -> str:
    """Return what a bill said of a service or product in the language of here and now.

    Words that are no name of either stay as they were written.
    """
    return str(_called(reading).get(words, words))


def _product(
    key: Any,
    version: int,
    ref: str,
    category: str,
    names: Names,
    kept: str,
    price: Money,
) -> ProductLine:
    body = json.loads(kept)

    def said(stem: str) -> Names:
        return Names(
            *(
                body.get(f"{stem}_{tongue}", "")
                for tongue in ("en", "zh_hans", "zh_hant")
            )
        )

    return ProductLine(
        *(key, version, ref, category, names, said("how"), said("effect")),
        *(said("caution"), body.get("use_time", ""), int(body.get("step") or 0)),
        *(body.get("amount_per_use", ""), body.get("pregnancy", "ok")),
        int(body.get("min_age") or 0),
        body.get("ingredients", ""),
        price,
    )


@remembered
def entries(reading: Reading, subject: Subject) -> list[EntryCard]:
    """Return everything of one subject, in its order."""
    asked = (
        select(Entry.subject, Entry.ref, Entry.names, Entry.body)
        .where(Entry.subject == subject)
        .order_by(Entry.sort)
    )
    return [
        EntryCard(kind, ref, names, json.loads(body))
        for kind, ref, names, body in reading.session.execute(asked)
    ]


@remembered
def entry(reading: Reading, subject: Subject, ref: str) -> EntryCard:
    """Return one entry by its reference id; raises NotFound."""
    row = reading.session.execute(
        select(Entry.names, Entry.body).where(
            Entry.subject == subject, Entry.ref == ref
        )
    ).one_or_none()
    if row is None:
        raise NotFound(subject.value, ref)
    return EntryCard(subject, ref, row.names, json.loads(row.body))


@remembered
def has_entry(reading: Reading, subject: Subject, ref: str) -> bool:
    """Return whether there is such an entry."""
    asked = select(Entry.id).where(Entry.subject == subject, Entry.ref == ref)
    return reading.session.scalar(asked) is not None


@remembered
def body_of(reading: Reading, subject: Subject, ref: str) -> dict[str, Any] | None:
    """Return what an entry says besides its names; None if there is none."""
    asked = select(Entry.body).where(Entry.subject == subject, Entry.ref == ref)
    kept = reading.session.scalar(asked)
    return None if kept is None else json.loads(kept)


def names_of(
    reading: Reading, subject: Subject, refs: Iterable[str]
) -> dict[str, Names]:
    """Return what the entries *refs* are called."""
    wanted = list(refs)
    if not wanted:
        return {}
    known = all_names(reading, subject)
    return {ref: known[ref] for ref in wanted if ref in known}


@remembered
def all_names(reading: Reading, subject: Subject) -> dict[str, Names]:
    """Return what every entry of a subject is called."""
    asked = select(Entry.ref, Entry.names).where(Entry.subject == subject)
    return {row.ref: row.names for row in reading.session.execute(asked)}


@remembered
def terms(reading: Reading, list_id: str) -> dict[str, Names]:
    """Return the choices of a list, in their order."""
    asked = (
        select(Entry.ref, Entry.names)
        .where(Entry.subject == Subject.TERM, Entry.ref.startswith(f"{list_id}:"))
        .order_by(Entry.sort)
    )
    return {
        ref.split(":", 1)[1]: names for ref, names in reading.session.execute(asked)
    }


def _holds(text: str, ref: str, names: Names) -> bool:
    said = text.casefold().strip()
    return not said or any(
        said in one.casefold() for one in (ref, names.en, names.zh_hans, names.zh_hant)
    )


def _is_called(said: str, names: Names) -> bool:
    plain = said.casefold().strip()
    return any(plain == names.said_in(code).casefold() for code in LANGUAGES)
