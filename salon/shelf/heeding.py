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
    work: Work,
    client_id: ClientId,
    product_id: int,
    reason: str | None,
    beside: Iterable[int] = (),
) -> None:
    """Let a product be sold to a client if nothing is against it, or with a reason.

    The reason is kept. What is only worth knowing asks for none.

    Args:
        work: As ever.
        client_id: Who takes it home.
        product_id: What.
        reason: Why it is sold all the same.
        beside: What else is on the bill.

    Raises:
        Contraindicated: Something speaks against it, and no reason is given.
        ReasonNeeded: The reason says nothing.
    """
    told = [
        (one.product_id, each)
        for one in guard(work, client_id, (product_id, *beside))
        for each in one.objections
        if one.product_id == product_id
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
