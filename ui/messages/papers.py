"""Cards and labels for several clients, shown before they are printed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from salon.clients.model import ClientId
from salon.reports.greetings import (
    Printed,
    compose_cards,
    compose_labels,
    set_cards,
    set_labels,
)
from salon.text import _, listed
from ui.parts.printing import kept_look, print_composed

if TYPE_CHECKING:
    from salon.paper.sheets import Look
    from salon.reports.composing import Composed
    from ui.desk import Desk
    from ui.tasks import Pending

NAMED = 4  # of those left out; the others are counted by their absence


def print_cards(
    desk: "Desk", keys: Sequence[ClientId], *, message: str = "", words: str = ""
) -> None:
    """Print a folded card for each client; who wants none is left out and named."""

    def compose(look: "Look") -> "Pending[Composed]":
        return desk.ask(set_cards, keys, look, message, words)

    asked = desk.ask(compose_cards, keys, kept_look(desk), message=message, words=words)
    asked.then(partial(_show, desk, compose, _("Cards")))


def print_labels(desk: "Desk", keys: Sequence[ClientId]) -> None:
    """Print a label for each client; who has no address is left out and named."""

    def compose(look: "Look") -> "Pending[Composed]":
        return desk.ask(set_labels, keys, look)

    asked = desk.ask(compose_labels, keys, kept_look(desk))
    asked.then(partial(_show, desk, compose, _("Labels")))


def _show(
    desk: "Desk",
    compose: "Callable[[Look], Pending[Composed]]",
    name: str,
    found: Printed,
) -> None:
    print_composed(desk, compose, name)
    said = []
    if found.unwished:
        text = _("Left out, as they want no post: {names}.")
        said.append(text.format(names=listed(found.unwished[:NAMED])))
    if found.homeless:
        text = _("Left out, as no address is on file: {names}.")
        said.append(text.format(names=listed(found.homeless[:NAMED])))
    if said:
        desk.say(" ".join(said))
