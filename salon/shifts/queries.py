"""What screens ask of shifts."""

import json
from datetime import date

from sqlalchemy import select

from salon.settings.queries import premises
from salon.shifts.model import MORNING, Check, HandoverLine, RoundLine, checks_of
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


def checks_here(reading: Reading) -> tuple[Check, ...]:
    """Return what is looked at on the round here, in its order."""
    own = premises(reading).house.get("checks", ())
    return checks_of(map(str, own) if isinstance(own, list) else ())


def shop_round(reading: Reading, day: date, nth: int = MORNING) -> RoundLine:
    """Return a round of a day; one that nobody went yet has no hour."""
    found = [one for one in rounds(reading, day, day) if one.nth == nth]
    return found[0] if found else RoundLine(day, {}, nth=nth)


def rounds(reading: Reading, first: date, last: date) -> list[RoundLine]:
    """Return the rounds that were gone within these days, the newest first."""
    asked = (
        select(ShopRound)
        .where(ShopRound.on.between(first, last))
        .order_by(ShopRound.on.desc(), ShopRound.nth.desc())
    )
    names = {one.id: one.name for one in team(reading, everyone=True)}
    places = {one.id: at for at, one in enumerate(checks_here(reading))}
    return [
        RoundLine(
            row.on,
            _in_order(json.loads(row.seen), places),
            row.note,
            names.get(row.staff_id, ""),  # type: ignore[call-overload]
            reading.local(row.at).replace(tzinfo=None),
            row.nth,
            row.picture,
        )
        for row in reading.session.scalars(asked)
    ]


def _in_order(seen: dict[str, bool], places: dict[str, int]) -> dict[str, bool]:
    last = len(places)
    return {
        key: seen[key] for key in sorted(seen, key=lambda one: places.get(one, last))
    }
