"""Words about lists of clients."""

from types import ModuleType

from salon.cli.words.adding import Add, count, paper_size
from salon.text import N_

ORDERS = (
    *("name", "strokes", "written", "phone", "best", "person", "last", "next"),
    *("late", "born"),
)


def _doing() -> ModuleType:
    from salon.cli import listing

    return listing


def words(add: Add) -> None:
    """Declare them."""
    said = add("clients", lambda: _doing().clients, N_("a list of clients, as a table"))
    said.add_argument("text", metavar="TEXT", nargs="?", default="")
    said.add_argument("--where", action="append", default=[], metavar="FIELD=VALUE")
    said.add_argument("--columns", default="", metavar="FIELD,…")
    said.add_argument("--sort", choices=ORDERS, default="name")
    said.add_argument("--down", action="store_true")
    said.add_argument("--left", choices=("archived", "blocked", "deceased", "all"))
    said.add_argument("--view", metavar="NAME")
    said.add_argument("--limit", type=count, metavar="N")
    said.add_argument("--xlsx", metavar="FILE")
    said.add_argument("--pdf", metavar="FILE")
    paper_size(said)
