"""What a record takes from the shelf, in the same transaction."""

from collections.abc import Iterable

from salon.shelf.model import MoveKind, Source
from salon.shelf.queries import articles, service_uses
from salon.shelf.taking import batch_of, give_back, take
from salon.text import N_, _
from salon.treatments.model import UsedProduct
from salon.treatments.tables import Treatment
from salon.work import Work

TREATMENT = "treatment"


def take_used(work: Work, record: Treatment, products: Iterable[UsedProduct]) -> None:
    """Let the shelf follow what a record says was used; it may be less than is there.

    What was taken for an earlier form of the record is put back first. Where the
    record says no amount, it is what the salon says the service uses. What is no
    product of the catalogue, or in a measure that is not the product's, takes nothing.
    """
    source = Source(TREATMENT, record.id)
    give_back(work, source, _(N_("Record corrected")))
    by_ref = {one.ref: one for one in articles(work).values()}
    usual = service_uses(work).get(record.service_id, {})
    for used in products:
        of = by_ref.get(used.product.strip())
        if of is None:
            continue
        if used.amount is None:
            amount = usual.get(of.id)
        else:
            amount = of.measure.of(used.amount, used.unit)
        if not amount or amount < 0:
            continue
        lot = used.batch.strip()
        take(
            *(work, of.id, amount, MoveKind.TREATMENT),
            source=source,
            batch_id=batch_of(work, of.id, lot).id if lot else None,
            client_id=record.client_id,
            day=record.day,
        )
