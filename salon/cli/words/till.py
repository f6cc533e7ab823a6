"""Words about bills and what clients have with the salon."""

from types import ModuleType

from salon.cli.words.adding import Add, count
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import till

    return till


def _books() -> ModuleType:
    from salon.cli import books

    return books


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "bill",
        lambda: _doing().bill,
        N_("begin a bill, put things on it, take the money, hold it, reverse it"),
    )
    one.add_argument(
        "what",
        metavar="new|add|off|discount|pay|close|hold|resume|drop|reverse|show|list",
        help=_(N_("what to do with it")),
    )
    one.add_argument(
        "id",
        metavar="BILL|CLIENT",
        nargs="?",
        default="",
        help=_(N_("its number, or whose it is")),
    )
    one.add_argument(
        "thing",
        metavar="THING",
        nargs="*",
        help=_(
            N_(
                "service S, product G, course S, topup, voucher, deposit, tip or debt; "
                "or the place of a line"
            )
        ),
    )
    one.add_argument("--times", type=count, default=1, metavar="N")
    one.add_argument(
        "--amount", metavar="M", help=_(N_("an amount of money, as 12.50"))
    )
    one.add_argument("--bonus", metavar="M", help=_(N_("given on top of a top-up")))
    one.add_argument("--sessions", type=count, default=0, metavar="N")
    one.add_argument(
        "--list", metavar="M", help=_(N_("the list price of one session, or the value"))
    )
    one.add_argument(
        "--months", type=count, metavar="N", help=_(N_("how long it is good"))
    )
    one.add_argument("--for", dest="holder", default="", metavar="WHO")
    one.add_argument("--person", metavar="P", help=_(N_("whose work it is")))
    one.add_argument("--percent", metavar="N", help=_(N_("a discount in per cent")))
    one.add_argument("--reason", default="", metavar="R", help=_(N_("why")))
    one.add_argument(
        "--by",
        action="append",
        default=[],
        metavar="MEANS[=M]",
        help=_(N_("how it is paid: cash=20, card, stored=50, voucher:CODE=15")),
    )
    one.add_argument("--tendered", metavar="M", help=_(N_("the notes that were given")))
    one.add_argument(
        "--later", action="store_true", help=_(N_("what is left is paid another time"))
    )
    one.add_argument("--line", action="append", default=[], metavar="N[=M]")
    one.add_argument("--note", default="", metavar="N")
    one.add_argument(
        "--despite",
        default="",
        metavar="R",
        help=_(N_("why a course is sold although more is promised than can be given")),
    )
    one.add_argument(
        "--empty", action="store_true", help=_(N_("without today’s visits"))
    )
    one.add_argument("--open", action="store_true", help=_(N_("those not paid yet")))
    one.add_argument("--from", dest="since", metavar="DAY")
    one.add_argument("--to", dest="until", metavar="DAY")
    have = add(
        "balance",
        lambda: _books().balance,
        N_("show what a client has with the salon, and what is owed both ways"),
    )
    have.add_argument("client", metavar="CLIENT")
    books = add(
        "ledger",
        lambda: _books().ledger,
        N_("check that the books balance, or show what moved"),
    )
    books.add_argument(
        "what", metavar="check|moves|owed", help=_(N_("what to do with it"))
    )
    books.add_argument("--from", dest="since", metavar="DAY")
    books.add_argument("--to", dest="until", metavar="DAY")
