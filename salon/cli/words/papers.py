"""The word that prints a paper."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import papers

    return papers


def words(add: Add) -> None:
    """Declare them."""
    paper = add("print", lambda: _doing().print_paper, N_("print a paper as PDF"))
    paper.add_argument(
        "what", choices=("plan", "fridge", "record", "leaflet", "complaint", "day")
    )
    paper.add_argument("id", metavar="ID")
    paper.add_argument("--paper", choices=("A4", "A5", "Letter"), default="A4")
    paper.add_argument("--large", action="store_true")
    said = N_("a day sheet for each person")
    paper.add_argument("--apart", action="store_true", help=said)
    paper.add_argument("--out", required=True, metavar="FILE.pdf")
