"""Words about complaints."""

from types import ModuleType

from salon.cli.words.adding import Add, count
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import complaints

    return complaints


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "complaint",
        lambda: _doing().complaint,
        N_("open a complaint, go on with it step by step, close it, or list them"),
    )
    one.add_argument(
        "what",
        metavar="open|step|show|close|reopen|list|overdue",
        help=_(N_("what to do with it")),
    )
    one.add_argument(
        "id", metavar="CLIENT|ID", nargs="?", help=_(N_("whose it is, or its number"))
    )
    one.add_argument(
        "step", metavar="STEP", nargs="?", help=_(N_("which of its steps was done"))
    )
    one.add_argument("--words", default="", metavar="W")
    one.add_argument("--read-back", action="store_true")
    one.add_argument("--visit", metavar="A")
    one.add_argument("--person", metavar="P")
    one.add_argument("--level", type=count, metavar="N")
    one.add_argument("--cause", default="", metavar="C")
    one.add_argument("--also", action="append", default=[], metavar="C")
    one.add_argument("--root", default="", metavar="R")
    one.add_argument("--promised", metavar="TEXT")
    one.add_argument("--source", default="desk", metavar="S")
    one.add_argument("--authority", default="", metavar="WHO")
    one.add_argument("--product", default="", metavar="G")
    one.add_argument("--batch", default="", metavar="B")
    one.add_argument(
        "--offer", action="append", default=[], metavar="KIND=SUM@DAY:TEXT"
    )
    one.add_argument("--choose", type=count, metavar="N")
    one.add_argument("--change", default="", metavar="TEXT")
    one.add_argument("--date", metavar="DAY")
    one.add_argument("--flag", action="append", default=[], metavar="F")
    one.add_argument("--note", default="", metavar="N")
    one.add_argument("--outcome", default="content", metavar="O")
    one.add_argument("--reason", default="", metavar="R")
    one.add_argument("--by", metavar="cause|service|person|batch")
    one.add_argument("--all", action="store_true")
