"""About what, and in which way, a client wants to be contacted."""

from typing import TYPE_CHECKING

from salon.clients.model import ClientId
from salon.clients.queries import client_line, reaches
from salon.clients.reach import Reach

if TYPE_CHECKING:
    from salon.work import Reading


def wishes_of(reading: "Reading", key: ClientId) -> tuple[str, Reach]:
    """Return the client's name, and how she lets herself be contacted."""
    return client_line(reading, key).name, reaches(reading, [key])[key]
