"""What an alert does to those who go on: steps of the operations it concerns."""

from salon.clients.model import ClientId
from salon.notices.model import BookingBlocked, ToAcknowledge, Where
from salon.notices.queries import alerts_standing
from salon.public import public_id
from salon.text import sentences
from salon.work import Work


def heed_alerts(work: Work, client_id: ClientId, where: Where) -> None:
    """Let nobody go on past an alert that blocks, or that is still to be read.

    Raises:
        BookingBlocked: Nothing is booked until it is cleared.
        ToAcknowledge: Somebody has to acknowledge it first, today and at this place.
    """
    standing = alerts_standing(work, [client_id]).get(client_id, ())
    if where is Where.BOOKING:
        for one in standing:
            if one.is_blocking:
                raise BookingBlocked(one.text, public_id("staff_alert", one.id))
    unread = [one for one in standing if one.waits_at(where)]
    if unread:
        numbers = tuple(public_id("staff_alert", one.id) for one in unread)
        said = sentences(one.text for one in unread)
        raise ToAcknowledge(client_id, where.value, numbers, said)
