"""A call that nobody had planned: somebody rings because it comes to mind."""

from datetime import date
from typing import Any

from salon.aftercare.model import UNPLANNED, CallStatus
from salon.clients.model import ClientId


def spontaneous(client_id: ClientId, today: date) -> dict[str, Any]:
    """Return the columns of a call that somebody makes because it comes to mind."""
    return {
        "client_id": client_id,
        "appointment_id": None,
        "protocol": UNPLANNED,
        "step": UNPLANNED,
        "purpose": "relation",
        "priority": 4,
        "channel": "phone",
        "caller": "reception",
        "due": today,
        "time_from": None,
        "time_until": None,
        "status": CallStatus.WAITING,
    }
