"""The words of the house: rounds, suggestions, what is learnt."""

from types import ModuleType

from salon.cli.words.adding import Add, count, paper_size
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import house

    return house


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "round",
        lambda: _doing().round_,
        N_("go round the shop, mend what is not right, greet who is here"),
    )
    said = N_("what to do, or show")
    one.add_argument("what", metavar="show|go|defect|mend|list|greet", help=_(said))
    one.add_argument("id", metavar="ID|WORDS", nargs="?", default="")
    one.add_argument("--wrong", action="append", default=[], metavar="CHECK")
    one.add_argument("--right", action="append", default=[], metavar="CHECK")
    one.add_argument("--second", action="store_true")
    one.add_argument("--photo", metavar="FILE")
    one.add_argument("--note", default="", metavar="W")
    one.add_argument("--owner", metavar="NAME")
    one.add_argument("--due", metavar="DAY")
    one.add_argument("--days", type=count, default=30, metavar="N")
    one = add(
        "suggestion",
        lambda: _doing().suggestion,
        N_("note what somebody wishes were otherwise, answer it, say what changed"),
    )
    said = N_("what to do, or list")
    one.add_argument("what", metavar="note|answer|change|same|list|print", help=_(said))
    one.add_argument("id", metavar="ID|WORDS", nargs="?", default="")
    one.add_argument("other", metavar="ID|yes|no", nargs="?", default="")
    one.add_argument("--way", default="desk", metavar="box|hotline|survey|staff|desk")
    one.add_argument("--cause", default="other", metavar="C")
    one.add_argument("--client", metavar="CLIENT")
    one.add_argument("--due", metavar="DAY")
    one.add_argument("--words", default="", metavar="W")
    one.add_argument("--open", action="store_true")
    one.add_argument("--year", type=count, metavar="N")
    paper_size(one)
    one.add_argument("--out", metavar="FILE.pdf")
    one = add(
        "training",
        lambda: _doing().training,
        N_("note who was taught what, show what to know, answer five questions"),
    )
    one.add_argument("what", metavar="note|list|cards|quiz", help=_(said))
    one.add_argument("person", metavar="NAME", nargs="?", default="")
    one.add_argument("--service", metavar="SERVICE")
    one.add_argument("--product", metavar="PRODUCT")
    one.add_argument("--on", metavar="DAY")
    one.add_argument("--by", default="", metavar="NAME")
    one.add_argument("--note", default="", metavar="W")
    one.add_argument("--seed", type=count, default=1, metavar="N")
    one.add_argument("--answer", type=count, action="append", metavar="N")
