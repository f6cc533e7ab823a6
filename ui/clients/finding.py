"""Clients as the search finds them: by any part of a name, number or card."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from salon.clients.model import ClientLine
from salon.text import _
from salon.views.clients import Hits, hits
from ui.clients.words import ago, last_digits, line_of, phone_of
from ui.desk import Found
from ui.kit.rows import Line
from ui.places import ClientCard
from ui.tasks import Pending

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.kit.picker import Provider, Show


def find(desk: "Desk", text: str, most: int) -> "Pending[Sequence[Found]]":
    """Ask for the clients that *text* may mean, the likeliest first."""
    found = Pending[Sequence[Found]]()

    def arrive(news: Hits) -> None:
        lines = _lines(desk, news)
        found.arrive([Found(one, ClientCard(int(str(one.key)))) for one in lines])

    desk.ask(hits, text, most).then(arrive)
    return found


def picking(desk: "Desk", but: int | None = None) -> "Provider":
    """Return what brings clients to a `Picker`; *but* is left out."""

    def bring(text: str, show: "Show") -> None:
        def arrive(news: Hits) -> None:
            show([line for line in _lines(desk, news) if line.key != but])

        desk.ask(hits, text, 8).then(arrive)

    return bring


def _lines(desk: "Desk", news: Hits) -> list[Line]:
    region, today = desk.premises.region, desk.today()
    return [
        found_line(client, region, today, news.hints.get(client.id, ""))
        for client in news.clients
    ]


def found_line(client: ClientLine, region: str, today: date, hint: str = "") -> Line:
    """Return a client as a search result: number and last visit below the name.

    The number stands there in full; its last four digits are what one asks for.

    Args:
        client: Who was found.
        region: Where the salon is.
        today: The day it is.
        hint: How to tell from a namesake.
    """
    said = phone_of(client, region) or last_digits(client)
    last = _("never here yet")
    if client.last_visit is not None:
        last = _("last here {when}").format(when=ago(client.last_visit, today))
    line = line_of(client, region, today)
    parts = filter(None, (said, last, hint, client.called))
    return Line(
        line.name,
        " · ".join(parts),
        reading=line.reading,
        alerts=line.alerts,
        key=line.key,
    )
