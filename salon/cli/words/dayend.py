"""Words about the end of a day, and the reports on money."""

from types import ModuleType

from salon.cli.words.adding import Add, count, paper_size
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import dayend

    return dayend


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "till",
        lambda: _doing().till,
        N_("open the till, count it, close the day"),
    )
    one.add_argument(
        "what",
        metavar="open|count|spend|close|show|list|print|keep",
        help=_(N_("what to do with it")),
    )
    said = N_("50=0 20=14 … or coins=12.40; the float; or a sum and for what")
    one.add_argument("piece", metavar="PIECE=N", nargs="*", help=_(said))
    one.add_argument("--float", dest="float_", metavar="M")
    one.add_argument("--on", metavar="DAY")
    said = N_("what stays in the till for tomorrow")
    one.add_argument("--stays", metavar="M", help=_(said))
    said = N_("why it differs")
    one.add_argument("--reason", default="", metavar="R", help=_(said))
    one.add_argument("--note", default="", metavar="N")
    said = N_("who counted as well")
    one.add_argument("--second", metavar="P", help=_(said))
    paper_size(one)
    one.add_argument("--roll", action="store_true")
    one.add_argument("--out", metavar="FILE.pdf", default="-")
    _report(add)
    _commission(add)


def _report(add: Add) -> None:
    one = add(
        "report",
        lambda: _doing().money_report,
        N_("takings, commission, what is owed, stock; a month for the owner"),
    )
    one.add_argument("what", metavar="takings|commission|liability|stock|team|…")
    one.add_argument("--from", dest="since", metavar="DAY")
    one.add_argument("--to", dest="until", metavar="DAY")
    one.add_argument("--xlsx", metavar="FILE.xlsx")
    one.add_argument("--pdf", metavar="FILE.pdf")
    paper_size(one)
    said = N_("of retention: so many visits more, within so many days")
    one.add_argument("--times", type=count, default=1, metavar="N", help=_(said))
    one.add_argument("--days", type=count, default=60, metavar="N")
    one.add_argument("--offer", choices=("yes", "no"))
    said = N_("the rows behind a figure: its table, row and column")
    one.add_argument("--behind", metavar="TABLE/KEY/COLUMN", help=_(said))


def _commission(add: Add) -> None:
    one = add(
        "commission",
        lambda: _doing().commission,
        N_("show what part somebody has of what, or agree it anew"),
    )
    one.add_argument("what", metavar="list|set")
    one.add_argument("kind", metavar="service|product|course", nargs="?", default="")
    one.add_argument("percent", metavar="PER_CENT", nargs="?", default="")
    one.add_argument("--person", metavar="P")
    one.add_argument("--service", metavar="S")
    said = N_("when a course counts")
    one.add_argument(
        "--at", choices=("sale", "delivery"), default="delivery", help=_(said)
    )
    said = N_("of what was paid, or of the price list")
    one.add_argument("--of", choices=("value", "list"), default="value", help=_(said))
    one.add_argument("--after-cost", action="store_true")
