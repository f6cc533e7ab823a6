"""What campaigns have to say to whom: they stand above us, and tell here."""

from collections.abc import Callable, Iterator
from typing import Any

from salon.occasions.model import Due
from salon.work import Reading

Hers = Callable[[Any], Any]  # of a column of clients: which are looked at
Tell = Callable[[Reading, Hers], Iterator[Due]]
_TELLS: list[Tell] = []


def tell_campaigns(tell: Tell) -> None:
    """Say who knows which campaigns run, and for whom; once."""
    _TELLS[:] = [tell]


def campaigns_due(reading: Reading, hers: Hers) -> Iterator[Due]:
    """Yield what running campaigns have to say.

    Args:
        reading: As ever.
        hers: Narrows a column of clients to those who are looked at.
    """
    for tell in _TELLS:
        yield from tell(reading, hers)
