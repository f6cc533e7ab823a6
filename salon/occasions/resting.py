"""Products at home that rest after a treatment, and what was to be said of them."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from salon.appointments.events import TreatmentCompleted
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.tables import Product, Service
from salon.occasions import events
from salon.occasions.model import MAY_YET, Kind, Why
from salon.occasions.planning import drop
from salon.occasions.queries import rules_of
from salon.occasions.rules import Rest
from salon.occasions.tables import Occasion, ProductInUse
from salon.work import Work

_DONE = (Status.COMPLETED, Status.LEFT)


def rest_products(work: Work, event: TreatmentCompleted) -> None:
    """Let what must not be used after a treatment last as many days longer.

    Days that were already days of rest count once.
    """
    service = work.session.get(Service, event.service_id)
    rests = rules_of(work).rests
    rest = _of(rests, service.ref if service is not None else "")
    if rest is None:
        return
    p = ProductInUse
    used = (
        select(p)
        .join(Product, Product.ref == p.product)
        .where(p.client_id == event.client_id, Product.category.in_(rest.categories))
        .where(p.finished_on.is_(None), p.is_unsuited.is_(False))
        .where(p.opened_on <= event.day)
    )
    rows = work.session.scalars(used).all()
    if not rows:
        return
    until = event.day + timedelta(days=rest.days)
    rested = _rested_until(work, event, rests)
    days = (until - max(event.day, rested)).days
    if days <= 0:
        return
    for row in rows:
        row.ends_on += timedelta(days=days)
        work.session.flush()
        product_changed(work, row)
    work.record(events.ProductsRest(event.client_id, days))


def _of(rests: Iterable[Rest], ref: str) -> Rest | None:
    return next((one for one in rests if ref in one.services), None)


def _rested_until(
    work: Work, event: TreatmentCompleted, rests: tuple[Rest, ...]
) -> date:
    """Return until when products rest already, for an earlier treatment."""
    a = Appointment
    since = event.day - timedelta(days=max(one.days for one in rests))
    earlier = (
        select(a.day, Service.ref)
        .join(Service, Service.id == a.service_id)
        .where(a.client_id == event.client_id, a.id != event.appointment_id)
        .where(a.status.in_(_DONE), a.day.between(since, event.day))
    )
    ends = [
        day + timedelta(days=rest.days)
        for day, ref in work.session.execute(earlier)
        if (rest := _of(rests, ref)) is not None
    ]
    return max(ends, default=event.day)


def product_changed(work: Work, product: ProductInUse) -> None:
    """Leave out what was to be said of its old end, but for what is said already."""
    o = Occasion
    hers = select(o).where(
        *(o.client_id == product.client_id, o.kind == Kind.PRODUCT),
        o.state.in_(MAY_YET),
    )
    for row in work.session.scalars(hers).all():
        is_now = row.reference.endswith(product.ends_on.isoformat())
        stands = is_now and product.finished_on is None and not product.is_unsuited
        if row.reference.split()[0] == str(product.id) and not stands:
            drop(work, row, Why.GONE)
