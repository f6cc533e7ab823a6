"""What a layer above adds to calls: what they are called, why, and what is said.

Occasions stand above us; they tell here, as incidents tell the files of clients.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.aftercare.model import Said

if TYPE_CHECKING:
    from salon.work import Reading

Script = Callable[
    [Mapping[str, str], Sequence[Said], str], tuple[str, Mapping[str, str]]
]
"""Returns what is said, with slots, and more fillings: by the fillings that are known,
what was said before, and the language."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is added to one call."""

    name: str  # of its purpose, in the language of the desk
    why: str
    script: Script | None = None  # None: its own words are said
    is_beside: bool = False  # it is said beside the call's own words


Tell = Callable[["Reading", Sequence[int]], Mapping[int, Spoken]]
_TELLS: list[Tell] = []


def tell_spoken(tell: Tell) -> None:
    """Say who knows what is added to the calls of some clients; once."""
    _TELLS[:] = [tell]


def spoken_of(reading: "Reading", clients: Sequence[int]) -> dict[int, Spoken]:
    """Return what is added to the calls of *clients*, by call."""
    found: dict[int, Spoken] = {}
    for tell in _TELLS:
        found |= tell(reading, clients)
    return found
