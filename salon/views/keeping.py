"""Keeping what Today shows for the next start; `salon.views.glimpse` reads it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from salon.app import Salon
from salon.history.queries import newest
from salon.settings.queries import premises
from salon.staff.model import StaffId
from salon.staff.queries import team
from salon.text import language
from salon.views.frozen import frozen_to_text
from salon.views.glimpse import PLACE, SHAPE, Glimpse
from salon.views.today import day_at_a_glance
from salon.work import Reading

_AHEAD = 7  # days among which the next one that is open is looked for


def keep_glimpse(salon: Salon) -> None:
    """Keep today, and the next day that is open, as they are to be shown at a start.

    Raises:
        Hindrance: The store does not take it.
    """
    salon.keep(PLACE, salon.ask(_kept))


def _kept(reading: Reading) -> str:
    head, here = newest(reading), premises(reading)
    by = None if here.acting is None else StaffId(here.acting)
    names = {one.id: one.name for one in team(reading, everyone=True)}
    who = "" if by is None else names.get(by, "")
    days = {}
    for day in _days(reading):
        seen = reading
        if day != reading.today:
            morning = reading.instant(day, time(0))
            seen = replace(reading, now=morning, today=day, told={})
        shown = day_at_a_glance(seen)
        shown = replace(shown, now=shown.now.replace(tzinfo=None))  # said when read
        look = Glimpse(here, shown, by, who)
        days[day.isoformat()] = frozen_to_text(look)
    return json.dumps(
        {
            "shape": SHAPE,
            "head": [head.seq, head.hash],
            "language": language(),
            "zone": here.timezone,
            "days": days,
        }
    )


def _days(reading: Reading) -> Iterator[date]:
    yield reading.today
    hours = premises(reading).hours
    ahead = (reading.today + timedelta(days=at) for at in range(1, _AHEAD + 1))
    yield from [day for day in ahead if hours.on(day)][:1]
