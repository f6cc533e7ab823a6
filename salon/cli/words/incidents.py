"""Words about what went wrong."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import incidents

    return incidents


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "incident",
        lambda: _doing().incident,
        N_("open an incident for a client, show or close one"),
    )
    one.add_argument(
        "what",
        metavar="CLIENT|show|close",
        help=_(N_("whose it is, or what to do with an incident")),
    )
    one.add_argument("id", metavar="ID", nargs="?", help=_(N_("of the incident")))
    one.add_argument("--flag", action="append", default=[], metavar="F")
    one.add_argument("--visit", metavar="A")
    one.add_argument("--note", default="", metavar="N")
    one.add_argument("--outcome", default="", metavar="O")
    one.add_argument("--reason", default="", metavar="R")
    one.add_argument("--finding", default="", metavar="TEXT")
    one.add_argument("--leaves", action="append", default=[], metavar="CONDITION")
    one.add_argument("--barred", action="store_true")
    several = add(
        "incidents", lambda: _doing().incidents, N_("print the incidents that are open")
    )
    several.add_argument("--all", action="store_true")
