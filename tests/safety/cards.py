"""Services as rules see them, made without a store."""

from typing import Any

from salon.catalogue.model import ServiceCard, ServiceId
from salon.money import Money
from salon.text import Names


def a_card(ref: str, family: str, **more: Any) -> ServiceCard:
    """Return a service that asks for nothing, unless *more* says so."""
    said: dict[str, Any] = {
        "id": ServiceId(1),
        "version": 1,
        "ref": ref,
        "family": family,
        "names": Names(ref),
        "minutes": 30,
        "gap_offset": 0,
        "gap_minutes": 0,
        "buffer_minutes": 0,
        "room_type": "any_bed",
        "device_type": "none",
        "skill": "l2",
        "price": Money(100),
        "protocol": "",
        "areas": "",
        "interval_min_days": 0,
        "interval_usual_days": 0,
        "min_age": 0,
        "guardian_until_age": 0,
        "patch_rule": "none",
        "patch_wait_hours": 0,
        "patch_valid_hours": 0,
    }
    return ServiceCard(**(said | more))
