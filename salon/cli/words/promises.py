"""The word of what is owed to clients, in money and in hours."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import promises

    return promises


def words(add: Add) -> None:
    """Declare it."""
    one = add(
        "owed",
        lambda: _doing().owed,
        N_("show what was paid for and is not given yet, in money or in hours"),
    )
    one.add_argument(
        "--hours",
        action="store_true",
        help=_(N_("the hours it takes, against the free hours of twelve weeks")),
    )
