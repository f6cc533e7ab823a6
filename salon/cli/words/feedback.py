"""Words about what was hoped for and how it was."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import feedback

    return feedback


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "feedback",
        lambda: _doing().feedback,
        N_("note what was hoped of a visit and how it was, or list it"),
    )
    one.add_argument(
        "what", metavar="note|hope|passed|list", help=_(N_("what to note, or list"))
    )
    one.add_argument("id", metavar="VISIT|ID|CLIENT", nargs="?", default="")
    one.add_argument("--answer", action="append", default=[], metavar="Q=A")
    one.add_argument(
        "--how", default="desk", choices=["desk", "call", "paper", "screen"]
    )
    one.add_argument("--score", type=int, default=-1, metavar="N")
    one.add_argument("--words", default="", metavar="W")
    one.add_argument("--days", type=int, default=90, metavar="N")
