"""Why somebody does not come any more, as far as she or we can say."""

from sqlalchemy import select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.tables import Client
from salon.loyalty.events import LossExplained
from salon.loyalty.model import Loss, NotLost
from salon.loyalty.tables import LossReason
from salon.rights import Right
from salon.work import Work, needs

_COMES = (Status.BOOKED, Status.CONFIRMED, Status.ARRIVED)
LONGEST = 2_000  # letters


@needs(Right.CALL)
def note_loss(work: Work, client_id: int, reason: Loss, words: str = "") -> None:
    """Keep why a client does not come any more; the last word counts.

    Args:
        work: As ever.
        client_id: Who.
        reason: What weighs most.
        words: As it was said.

    Raises:
        NotLost: A visit of hers is still to come.
        Missing: There is no such client.
    """
    client = work.get(Client, living(work, ClientId(client_id)))
    coming = select(Appointment.id).where(
        Appointment.client_id == client.id,
        Appointment.day >= work.today,
        Appointment.status.in_(_COMES),
    )
    if work.session.scalar(coming.limit(1)) is not None:
        raise NotLost(client.name)
    work.add(
        LossReason(
            client_id=client.id,
            reason=reason,
            words=words.strip()[:LONGEST],
            on=work.today,
            staff_id=work.by.id,
        )
    )
    work.record(LossExplained(client.id))
