"""What is to be minded of one client at one place: alerts to read, three questions."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.clients.model import ClientId
from salon.clients.queries import client_line, living
from salon.notices.model import AlertLine, Where
from salon.notices.queries import alerts_standing
from salon.views.asking import Coach, coach_of

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Minded:
    """The alerts of one place, and what to ask there."""

    client_id: ClientId
    name: str
    alerts: tuple[AlertLine, ...]
    coach: Coach | None = None

    def waiting(self, where: Where) -> tuple[AlertLine, ...]:
        """Return what is still to be acknowledged there today."""
        return tuple(one for one in self.alerts if one.waits_at(where))


def minded(
    reading: "Reading", key: ClientId, where: Where | None, *, asks: bool = True
) -> Minded:
    """Return what is to be minded of a client at one place.

    Args:
        reading: As ever.
        key: The client.
        where: At which place; None: in a call, where alerts are not asked for.
        asks: Whether one asks there, too.

    Raises:
        Missing: There is no such client.
    """
    key = living(reading, key)
    alerts: tuple[AlertLine, ...] = ()
    if where is not None:
        standing = alerts_standing(reading, [key]).get(key, ())
        alerts = tuple(one for one in standing if where in one.places)
    coach = coach_of(reading, key) if asks else None
    name = coach.name if coach is not None else client_line(reading, key).name
    return Minded(key, name, alerts, coach)
