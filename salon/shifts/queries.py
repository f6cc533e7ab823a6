"""What screens ask of shifts."""

import json
from datetime import date

from sqlalchemy import select

from salon.shifts.model import HandoverLine, RoundLine
from salon.shifts.tables import Handover, ShopRound
from salon.staff.queries import team
from salon.work import Reading


def handovers(reading: Reading, limit: int = 10) -> list[HandoverLine]:
    """Return what was handed over, the newest first."""
    newest = select(Handover).order_by(Handover.at.desc(), Handover.id.desc())
    names = {one.id: one.name for one in team(reading, everyone=True)}
    return [
        HandoverLine(
            *(row.id, row.version, reading.local(row.at).replace(tzinfo=None)),
            *(names.get(row.staff_id, ""), row.note),  # type: ignore[call-overload]
            reading.local(row.taken_at).replace(tzinfo=None) if row.taken_at else None,
            names.get(row.taken_by, ""),  # type: ignore[call-overload]
        )
        for row in reading.session.scalars(newest.limit(limit))
    ]


def shop_round(reading: Reading, day: date) -> RoundLine:
    """Return the round of a day; one that nobody went yet has no hour."""
    row = reading.session.scalars(select(ShopRound).where(ShopRound.on == day)).first()
    if row is None:
        return RoundLine(day, {})
    names = {one.id: one.name for one in team(reading, everyone=True)}
    return RoundLine(
        *(day, json.loads(row.seen), row.note),
        names.get(row.staff_id, ""),  # type: ignore[call-overload]
        reading.local(row.at).replace(tzinfo=None),
    )
