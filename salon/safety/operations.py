"""What bookings and records do about contraindications."""

from collections.abc import Sequence

from salon.catalogue.model import ServiceCard
from salon.clients.model import ClientId
from salon.rights import Right
from salon.safety.events import WarningOverridden
from salon.safety.model import (
    SHORTEST_REASON,
    Caution,
    Contraindicated,
    ReasonNeeded,
)
from salon.safety.tables import Override
from salon.work import Work, needs


@needs(Right.TREAT)
def heed(
    work: Work,
    client_id: ClientId,
    service: ServiceCard,
    found: Sequence[Caution],
    reason: str | None,
    *,
    appointment_id: int | None = None,
) -> None:
    """Go on only if nothing stands against it, or a reason was given where one may.

    Raises:
        Contraindicated: Something must not be overridden, or no reason was given.
        ReasonNeeded: The reason says nothing.
    """
    if not found:
        return
    can_go_on = all(one.action.can_be_overridden for one in found)
    if reason is None or not can_go_on:
        said = " ".join(one.text for one in found)
        raise Contraindicated(list(found), said, can_go_on)
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonNeeded
    for one in found:
        work.add(
            Override(
                client_id=client_id,
                appointment_id=appointment_id,
                service_id=service.id,
                rule=one.rule,
                condition=one.condition,
                action=one.action.value,
                reason=reason.strip()[:1000],
                at=work.now,
                staff_id=work.by.id,
            )
        )
    work.record(WarningOverridden(client_id))
