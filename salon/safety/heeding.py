"""What is kept where somebody goes on although something stands against it.

A step of the operations that give a time or begin a treatment. It asks for no right of
its own: whoever may book may also say why she books all the same.
"""

from collections.abc import Sequence

from salon.catalogue.model import ServiceCard
from salon.clients.model import ClientId
from salon.safety.events import WarningOverridden
from salon.safety.model import Objection
from salon.safety.tables import Override
from salon.work import Work


def keep_reason(
    work: Work,
    client_id: ClientId,
    service: ServiceCard,
    found: Sequence[Objection],
    reason: str | None,
    appointment_id: int,
) -> None:
    """Keep why the warnings that were weighed do not hold back this one visit."""
    if not found:
        return
    for one in found:
        work.add(
            Override(
                client_id=client_id,
                appointment_id=appointment_id,
                service_id=service.id,
                rule=one.rule,
                condition=one.condition,
                action=one.verdict.action.value,
                reason=(reason or "").strip()[:1000],
                at=work.now,
                staff_id=work.by.id,
            )
        )
    work.record(WarningOverridden(client_id))
