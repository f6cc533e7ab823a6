"""The word that prints a paper."""

from types import ModuleType

from salon.cli.words.adding import Add, count, paper_size
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import papers

    return papers


def words(add: Add) -> None:
    """Declare them."""
    paper = add("print", lambda: _doing().print_paper, N_("print a paper as PDF"))
    kinds = (
        *("plan", "fridge", "record", "leaflet", "complaint", "feedback", "day"),
        *("cards", "labels", "slip", "refund", "statement", "receipt", "invoice"),
        *("voucher", "member", "contract", "consent", "skin", "changed"),
    )
    paper.add_argument("what", choices=kinds)
    paper.add_argument("id", metavar="ID", nargs="?")
    said = N_("of cards and labels: for whom; may be said several times")
    paper.add_argument("--for", dest="whom", action="append", default=[], help=_(said))
    said = N_("of cards: a message of the catalogue, in the language of each client")
    paper.add_argument("--message", default="", metavar="ID", help=_(said))
    said = N_("of cards: the words, for all of them")
    paper.add_argument("--words", default="", metavar="FILE|-", help=_(said))
    said = N_("of labels: the first that is free on the sheet")
    paper.add_argument("--start", type=count, default=1, metavar="N", help=_(said))
    said = N_("of consent, with a client: the item or form to sign by hand")
    paper.add_argument("--item", metavar="ITEM", help=_(said))
    paper.add_argument("--service", metavar="S")
    paper_size(paper)
    paper.add_argument("--large", action="store_true")
    said = N_("a day sheet for each person")
    paper.add_argument("--apart", action="store_true", help=_(said))
    said = N_("of slip and receipt: the bytes of a receipt printer instead of PDF")
    paper.add_argument("--escpos", action="store_true", help=_(said))
    said = N_("of a statement, or of what changed: its first day, and its last")
    paper.add_argument("--from", dest="since", metavar="DAY", help=_(said))
    paper.add_argument("--to", dest="until", metavar="DAY")
    paper.add_argument("--out", required=True, metavar="FILE.pdf")
