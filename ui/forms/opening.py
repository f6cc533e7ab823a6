"""Turning the screen to the client, from wherever something is to be signed."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from salon.clients.model import ClientId
from ui.forms.screen import SignScreen, Step
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from ui.desk import Desk


def turn_forms(
    desk: "Desk",
    client_id: ClientId,
    steps: Sequence[tuple[str, str, str]],
    done: Callable[[], object] | None = None,
    language: str = "",
) -> None:
    """Let a client read and sign forms on this screen, one after another.

    Args:
        desk: The desk.
        client_id: Who reads.
        steps: The ref of a form or the item it signs, for which service, its name.
        done: Called when the screen is the team's again.
        language: The one it is read in; "": the client's own.
    """
    home = home_of(desk)
    if home is None or not steps:
        return
    each = [Step(*one) for one in steps]
    screen = SignScreen(desk, home, client_id, each, desk.who, done)
    screen.language = language
    screen.begin()
