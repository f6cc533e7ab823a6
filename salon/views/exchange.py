"""Who stayed when an import was taken back, by name."""

from collections.abc import Sequence

from salon.clients.model import ClientId
from salon.clients.queries import client_lines
from salon.exchange.taking_back import Kept
from salon.work import Reading

NAMED = 300


def who_stayed(reading: Reading, kept: Sequence[Kept]) -> list[tuple[str, str]]:
    """Return name and reason of the first of those who stayed."""
    some = kept[:NAMED]
    lines = client_lines(reading, [ClientId(one.client_id) for one in some])
    names = {int(one.id): one.name for one in lines}
    return [(names.get(one.client_id, "–"), one.reason) for one in some]
