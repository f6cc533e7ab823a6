"""The list of clients on paper: seen first, and said in the history when it left."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from salon.clients.narrowing import Narrow
from salon.exchange.operations import note_list_out
from salon.text import _
from salon.views.rollpaper import compose_roll
from ui.parts.printing import print_composed

if TYPE_CHECKING:
    from salon.paper.sheets import Look
    from salon.reports.composing import Composed
    from ui.desk import Desk
    from ui.tasks import Pending


def print_list(
    desk: "Desk", narrow: Narrow, text: str, only: Collection[int] | None = None
) -> None:
    """Show a list on paper as its view stands; *only* those, where some are chosen."""
    count = 0

    def compose(look: "Look") -> "Pending[Composed]":
        made = desk.look(compose_roll, narrow, text, look, only=only)
        made.then(counted)
        return made

    def counted(made: "Composed") -> None:
        nonlocal count
        count = len(made.sheet.rows)

    def done() -> None:
        desk.do(note_list_out, count)

    print_composed(desk, compose, _("Clients"), done)
