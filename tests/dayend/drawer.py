"""What lies in a till, as tests count it."""

from datetime import date, datetime, time

from salon.app import Salon
from salon.clock import StoppedClock
from salon.dayend.model import Closing, Count
from salon.dayend.operations import close_day
from salon.ledger.coins import pieces
from salon.money import Money


def counted(worth: Money, currency: str = "GBP") -> Count:
    """Return a whole count that comes to *worth*, the largest pieces first."""
    rest, found = worth.minor, {}
    for one in pieces(currency):
        found[one.minor], rest = divmod(rest, one.minor)
    assert not rest
    return Count(found)


def closed(
    salon: Salon, worth: Money, *, why: str = "", stays: Money | None = None
) -> Closing:
    """Close today with what was counted."""
    return salon.do(close_day, counted(worth), why=why, stays=stays)


def set_clock(salon: Salon, day: date, at: time = time(9)) -> None:
    """Let it be another day."""
    clock = salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant = datetime.combine(day, at)
