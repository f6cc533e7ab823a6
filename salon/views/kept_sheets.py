"""Pages of loyalty as they were last worked out, and working them out anew.

A page opens from what is kept, at once; what is newer is worked out beside the work, in
one look of its own, and kept for the next time.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from salon.app import Salon
from salon.loyalty.gathering import Gathered
from salon.loyalty.operations import keep_sheet
from salon.loyalty.queries import is_stale, kept_sheet
from salon.loyalty.refreshing import refresh, worked_out
from salon.loyalty.working_out import WorkedOut
from salon.text import language
from salon.views.compared import Compared, compared
from salon.views.frozen import TROUBLES, frozen_from_text, frozen_to_text
from salon.views.loyalty import LoyaltySight, loyalty_sight
from salon.views.owner import OwnerMonth, owner_month
from salon.work import Reading

S = TypeVar("S", LoyaltySight, OwnerMonth)
FRESH = timedelta(minutes=15)
_MODULES = (*("salon.views.loyalty", "salon.views.owner", "salon.loyalty.statistics"),)


@dataclass(frozen=True)
class Shown(Generic[S]):
    """A page as it was worked out, and whether that was just now."""

    sight: S
    is_fresh: bool


def loyalty_key(days: int) -> str:
    """Return under which key the page of *days* is kept, in the language spoken."""
    return f"loyalty:{days}:{language()}"


def month_key(day: date) -> str:
    """Return under which key a month is kept, in the language spoken."""
    return f"month:{day:%Y-%m}:{language()}"


def kept_loyalty(reading: Reading, days: int) -> Shown[LoyaltySight] | None:
    """Return the page of loyalty as it was last worked out; None: never."""
    return _kept(reading, loyalty_key(days), LoyaltySight)


def kept_month(reading: Reading, day: date) -> Shown[OwnerMonth] | None:
    """Return a month of the owner as it was last worked out; None: never."""
    return _kept(reading, month_key(day), OwnerMonth)


def _kept(reading: Reading, key: str, kind: type[S]) -> Shown[S] | None:
    held = kept_sheet(reading, key)
    if held is None:
        return None
    at, body = held
    try:
        sight = frozen_from_text(body, _MODULES)
    except TROUBLES:
        return None  # of another version: it is worked out anew
    if not isinstance(sight, kind):
        return None
    is_today = reading.local(at).date() == reading.today
    return Shown(sight, is_today and reading.now - at < FRESH)


def work_out_loyalty(salon: Salon, days: int) -> LoyaltySight:
    """Work out the page of *days* in one look, keep it and return it."""
    key = loyalty_key(days)
    return _made(salon, key, lambda r, g, done: loyalty_sight(r, g, done, days))


def work_out_compared(salon: Salon) -> Compared:
    """Work out who stays, told apart by person, treatment, source and price."""

    def look(reading: Reading) -> Compared:
        return compared(reading, *worked_out(reading))

    return salon.ask(look)


def work_out_month(salon: Salon, day: date) -> OwnerMonth:
    """Work out a month in one look, keep it and return it."""
    return _made(salon, month_key(day), lambda r, g, done: owner_month(r, g, done, day))


def _made(
    salon: Salon, key: str, make: Callable[[Reading, Gathered, WorkedOut], S]
) -> S:
    if salon.ask(is_stale):
        refresh(salon)

    def look(reading: Reading) -> S:
        g, done = worked_out(reading)
        return make(reading, g, done)

    sight = salon.ask(look)
    salon.do_by_itself(keep_sheet, key, frozen_to_text(sight))
    return sight


def refresh_all(
    salon: Salon,
    tell: Callable[[int, int], object] = lambda _done, _all: None,
    go_on: Callable[[], bool] = lambda: True,
) -> bool:
    """Work out all standings, the page of 90 days and this month; return whether done.

    It is what a night does.
    """
    found = refresh(salon, tell, go_on)
    if found is None:
        return False
    g, done = found
    today = salon.today()

    def look(reading: Reading) -> tuple[LoyaltySight, OwnerMonth]:
        return loyalty_sight(reading, g, done), owner_month(reading, g, done, today)

    page, month = salon.ask(look)
    salon.do_by_itself(keep_sheet, loyalty_key(90), frozen_to_text(page))
    salon.do_by_itself(keep_sheet, month_key(today), frozen_to_text(month))
    return True
