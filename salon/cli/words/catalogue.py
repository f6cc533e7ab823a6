"""The word that prints what there is to choose from."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_

CATALOGUES = (
    *("services", "products", "people", "rooms", "devices", "protocols", "templates"),
)


def _doing() -> ModuleType:
    from salon.cli import catalogue

    return catalogue


def words(add: Add) -> None:
    """Declare them."""
    shelf = add(
        "catalogue",
        lambda: _doing().catalogue,
        N_("print what there is to choose from"),
    )
    shelf.add_argument("what", choices=CATALOGUES)
    shelf.add_argument("text", nargs="?", default="", metavar="TEXT")
