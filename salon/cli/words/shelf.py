"""The word of the shelf."""

from types import ModuleType

from salon.cli.words.adding import Add, count, paper_size
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import shelf

    return shelf


def words(add: Add) -> None:
    """Declare it."""
    one = add(
        "stock",
        lambda: _doing().stock,
        N_("take goods in or off the shelf, count, list and recall them"),
    )
    said = N_("what to do, or list")
    one.add_argument("what", metavar="in|out|count|list|…", help=_(said))
    said = N_("its number, code, id or name")
    one.add_argument("product", metavar="PRODUCT", nargs="?", help=_(said))
    one.add_argument("number", metavar="N|LOT|SERVICE", nargs="?", default="")
    said = N_("2 whole ones, 63ml, 0.5g")
    one.add_argument("--amount", default="", metavar="N", help=_(said))
    one.add_argument("--lot", metavar="L")
    one.add_argument("--expires", metavar="DAY")
    one.add_argument("--cost", metavar="PRICE")
    one.add_argument("--supplier", default="", metavar="NAME")
    one.add_argument("--life", type=count, metavar="DAYS")
    one.add_argument("--opening", action="store_true")
    one.add_argument("--why", default="waste", metavar="waste|sample|return_out")
    one.add_argument("--client", metavar="CLIENT")
    one.add_argument("--reason", default="", metavar="R")
    one.add_argument("--on", metavar="DAY")
    one.add_argument("--price", metavar="PRICE")
    one.add_argument("--barcode", metavar="CODE")
    one.add_argument("--min", metavar="N")
    one.add_argument("--order", metavar="N")
    one.add_argument("--low", action="store_true")
    one.add_argument("--expiring", action="store_true")
    one.add_argument("--days", type=count, metavar="N")
    one.add_argument("--limit", type=count, default=200, metavar="N")
    one.add_argument("--from", dest="from_", metavar="DAY")
    one.add_argument("--to", metavar="DAY")
    paper_size(one)
    one.add_argument("--large", action="store_true")
    one.add_argument("--blind", action="store_true")
    one.add_argument("--out", metavar="FILE.pdf")
