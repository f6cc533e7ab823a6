"""What an alert does to those who go on: steps of the operations it concerns."""

from collections.abc import Iterable

from salon.clients.model import ClientId
from salon.clients.tables import Client
from salon.notices.model import BookingBlocked, ToAcknowledge, Where
from salon.notices.queries import alerts_standing
from salon.public import public_id
from salon.text import sentences
from salon.work import Work


def heed_blocks(work: Work, keys: Iterable[ClientId]) -> None:
    """Let nothing be booked or moved past an alert that blocks.

    Raises:
        BookingBlocked: It is to be cleared first.
    """
    wanted = sorted(set(keys))
    if not wanted:
        return
    standing = alerts_standing(work, wanted)
    for key, alerts in standing.items():
        for one in alerts:
            if one.is_blocking:
                name = work.get(Client, key).name
                raise BookingBlocked(name, one.text, public_id("staff_alert", one.id))


def heed_alerts(work: Work, client_id: ClientId, where: Where) -> None:
    """Let nobody go on past an alert that is still to be read, or blocks a booking.

    Raises:
        BookingBlocked: Nothing is booked until it is cleared.
        ToAcknowledge: Somebody has to acknowledge it first, today and at this place.
    """
    if where is Where.BOOKING:
        heed_blocks(work, [client_id])
    standing = alerts_standing(work, [client_id]).get(client_id, ())
    unread = [one for one in standing if one.waits_at(where)]
    if unread:
        numbers = tuple(public_id("staff_alert", one.id) for one in unread)
        said = sentences(one.text for one in unread)
        raise ToAcknowledge(client_id, where.value, numbers, said)
