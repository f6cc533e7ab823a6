"""The step by which a product is sold although something speaks against it."""

from collections.abc import Iterable

from salon.catalogue.tables import Product
from salon.clients.model import ClientId
from salon.safety.model import Verdict, weigh
from salon.safety.tables import Decision
from salon.shelf.events import GuardOverridden
from salon.shelf.guarding import guard
from salon.work import Work


def heed_at_sale(
    work: Work, client_id: ClientId, product_ids: Iterable[int], reason: str | None
) -> None:
    """Let products be sold to a client if nothing is against them, or with a reason.

    The reason is kept, product by product. What is only worth knowing asks for none.

    Raises:
        Contraindicated: Something speaks against one of them, and no reason is given.
        ReasonNeeded: The reason says nothing.
    """
    told = [
        (one.product_id, each)
        for one in guard(work, client_id, product_ids)
        for each in one.objections
        if each.verdict.strength > Verdict.WARN.strength
    ]
    weigh([each for _key, each in told], reason, has_happened=True)
    for key, each in told:
        work.session.add(
            Decision(
                client_id=client_id,
                product=work.get(Product, key).ref,
                rule=each.rule,
                condition=each.condition,
                reason=(reason or "").strip(),
                at=work.now,
                staff_id=work.by.id,
            )
        )
    if told:
        work.record(GuardOverridden(client_id))
