"""Who celebrates when: asked the other way round, from the days to the people.

Nobody is looked at twice, and everybody is found once a year, or on the two days that
the custom knows; also those whose day this year does not have.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from salon.clients.birthdays import celebrated
from salon.clients.model import ClientLine
from salon.clients.queries import client_lines
from salon.clients.tables import BIRTH, Client, born_on
from salon.clients.wishes import comes, said, wish
from salon.work import Reading


def birthdays(
    reading: Reading, until: date, among: Iterable[int] | None = None
) -> list[tuple[ClientLine, date, bool]]:
    """Return who celebrates from today to *until*, the day, and whether by the moon.

    Args:
        reading: As ever.
        until: The last day.
        among: Who is of interest also before her day has come; None: everybody.
    """
    days = [
        reading.today + timedelta(days=after)
        for after in range((until - reading.today).days + 1)
    ]
    if among is None:
        born = born_on(days)
    else:  # of those few it is known by reading; the week would be a long question
        born = or_(born_on(days[:1]), Client.id.in_(list(among)))
    asked = select(Client.id, *BIRTH).where(born, Client.merged_into.is_(None))
    near: dict[int, tuple[date, bool]] = {}
    for row in reading.session.execute(asked):
        day = comes(row, reading.today)
        if day is not None and day <= until:
            near[row.id] = (day, _is_by_moon(row, day))
    found = [(line, *near[line.id]) for line in client_lines(reading, list(near))]
    return sorted(found, key=lambda one: (one[1], one[0].name))


def celebrating(
    reading: Reading, days: Sequence[date], among: Collection[int] | None = None
) -> set[int]:
    """Return the clients whose birthday is kept on one of *days*, by sun or moon.

    Args:
        reading: As ever.
        days: The days.
        among: Who is of interest; None: everybody.
    """
    asked = select(Client.id, *BIRTH).where(born_on(days), Client.merged_into.is_(None))
    if among is not None:
        asked = asked.where(Client.id.in_(among))
    start, end, wanted = min(days), max(days) + timedelta(days=1), set(days)
    known: dict[tuple[Any, ...], bool] = {}  # many share a day

    def keeps(row: Any) -> bool:
        by_sun, by_moon = said(row)
        kept, rule = wish(row)
        own = celebrated(by_sun, by_moon, start, end, kept=kept, rule=rule)
        return any(day in wanted for day in own)

    found = set()
    for row in reading.session.execute(asked):
        of = tuple(row)[1 if row.kept else 2 :]  # without a wish the year is nothing
        if of not in known:
            known[of] = keeps(row)
        if known[of]:
            found.add(row.id)
    return found


def _is_by_moon(row: Any, day: date) -> bool:
    """Say whether *day* is hers by the moon and not by the sun."""
    by_sun, _by_moon = said(row)
    if by_sun is None:
        return True
    tomorrow = day + timedelta(days=1)
    return day not in celebrated(by_sun, None, day, tomorrow)
