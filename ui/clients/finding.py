"""Clients as the search finds them: by any part of a name, number or card."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from salon.clients.model import ClientLine
from salon.clients.queries import find_clients
from salon.settings.queries import premises
from salon.text import _
from salon.work import Reading
from ui.clients.words import ago, last_digits, line_of, phone_of
from ui.desk import Found
from ui.kit.rows import Line
from ui.places import ClientCard

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.kit.picker import Provider, Show
    from ui.tasks import Pending


def find(desk: "Desk", text: str, most: int) -> "Pending[Sequence[Found]]":
    """Ask for the clients that *text* may mean, the likeliest first."""
    return desk.ask(_found, text, most)


def picking(desk: "Desk", but: int | None = None) -> "Provider":
    """Return what brings clients to a `Picker`; *but* is left out."""

    def bring(text: str, show: "Show") -> None:
        def arrive(lines: Sequence[Line]) -> None:
            show([line for line in lines if line.key != but])

        desk.ask(_lines, text, 8).then(arrive)

    return bring


def _found(reading: Reading, text: str, most: int) -> Sequence[Found]:
    return [
        Found(line, ClientCard(int(str(line.key))))
        for line in _lines(reading, text, most)
    ]


def _lines(reading: Reading, text: str, most: int) -> Sequence[Line]:
    region = premises(reading).region
    return [
        found_line(client, region, reading.today)
        for client in find_clients(reading, text, most)
    ]


def found_line(client: ClientLine, region: str, today: date) -> Line:
    """Return a client as a search result: number and last visit below her name.

    Her number stands there in full; its last four digits are what one asks for.
    """
    said = phone_of(client, region) or last_digits(client)
    last = _("never here yet")
    if client.last_visit is not None:
        last = _("last here {when}").format(when=ago(client.last_visit, today))
    line = line_of(client, region, today)
    parts = filter(None, (said, last, client.called))
    return Line(
        line.name,
        " · ".join(parts),
        reading=line.reading,
        alerts=line.alerts,
        key=line.key,
    )
