"""What the sheet of broken things shows, asked in one look at the records."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.breaks.model import Broken
from salon.breaks.queries import FITTING, broken, waiting
from salon.clients.model import ClientId
from salon.clients.queries import client_line, client_lines, living
from salon.settings.queries import premises

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose it is, and what does not fit any more."""

    client_id: ClientId
    client: str
    language: str  # of the client
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A client of whom something waits for an answer."""

    client_id: ClientId
    client: str
    number: int


def breaks_of(reading: "Reading", key: ClientId) -> Seen:
    """Return what does not fit any more of a client; raises Missing."""
    key = living(reading, key)
    line = client_line(reading, key)
    language = line.language or premises(reading).language
    return Seen(key, line.name, language, tuple(broken(reading, key)))


def number_waiting(reading: "Reading", key: ClientId) -> int:
    """Return how many things of a client wait for an answer; raises Missing.

    Without looking for what could be done about them, which takes its time.
    """
    found = broken(reading, living(reading, key), ways=False)
    return sum(one.verdict not in FITTING for one in found)


def breaks_waiting(reading: "Reading") -> list[Waiting]:
    """Return whose coming visits wait for an answer, the most first."""
    found = waiting(reading)
    lines = client_lines(reading, list(found))
    made = [Waiting(line.id, line.name, found[line.id]) for line in lines]
    return sorted(made, key=lambda one: (-one.number, one.client))
