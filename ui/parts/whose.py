"""Whom a sheet is about, said in its head."""

from typing import TYPE_CHECKING

from salon.clients.model import ClientId
from ui.kit.sheet import Sheet

if TYPE_CHECKING:
    from salon.clients.model import ClientLine
    from ui.desk import Desk


def say_whose(desk: "Desk", sheet: Sheet, key: int) -> Sheet:
    """Let a sheet about one client say whose it is; return the sheet."""
    from salon.clients.queries import client_line

    def say(line: "ClientLine") -> None:
        sheet.say_whom(line.name)

    desk.ask(client_line, ClientId(key)).then(say).otherwise(lambda _error: None)
    return sheet
