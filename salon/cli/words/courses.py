"""Words about courses."""

from types import ModuleType

from salon.cli.words.adding import Add, count
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import courses

    return courses


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "course",
        lambda: _doing().course,
        N_("sell a course, take from it, freeze, extend, pass on, change, pay it back"),
    )
    one.add_argument(
        "what",
        metavar="sell|redeem|sign|back|freeze|run|extend|pass|share|unshare|convert"
        "|refund|release|show|list|code",
        help=_(N_("what to do with it")),
    )
    one.add_argument(
        "id",
        metavar="CLIENT|COURSE|SESSION|CODE",
        help=_(N_("whose it is, or its number")),
    )
    for option, sign, says in (
        ("--course", "ID", N_("which course, where there are several")),
        ("--service", "S", N_("of what it is, or what was given")),
        ("--price", "M", N_("what is paid for all of it")),
        ("--list", "M", N_("the list price of one session")),
        ("--until", "DAY", N_("the last day")),
        ("--to", "CLIENT", N_("who has or uses it from now on")),
        ("--visit", "A", N_("the visit it was taken at")),
        ("--person", "P", N_("who gave it")),
    ):
        one.add_argument(option, default="", metavar=sign, help=_(says))
    one.add_argument("--sessions", type=count, default=0, metavar="N")
    one.add_argument(
        "--digits",
        default="",
        metavar="NNNN",
        help=_(N_("the last four of the telephone number, where a namesake exists")),
    )
    one.add_argument(
        "--reason", default="", metavar="R", help=_(N_("why, in a few words"))
    )
    one.add_argument(
        "--basis",
        choices=["paid", "list"],
        help=_(N_("pay back by the price paid, or at the list price")),
    )
    one.add_argument(
        "--by", default="cash", metavar="MEANS", help=_(N_("by what it is paid"))
    )
    one.add_argument(
        "--pays",
        action="store_true",
        help=_(N_("what the other course costs more is paid now")),
    )
    for option, says in (
        ("--staff-signs", N_("paper, or a file with the strokes of a signature")),
        ("--client-signs", N_("the same of whoever was treated")),
    ):
        one.add_argument(option, metavar="paper|FILE", help=_(says))
