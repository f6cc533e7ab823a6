"""Words about stored value, vouchers, members, points and who brought whom."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import prepaid

    return prepaid


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "topup",
        lambda: _doing().topup,
        N_("sell stored value, pay it back, set what is given on top"),
    )
    one.add_argument(
        "what", metavar="sell|back|table", help=_(N_("what to do with it"))
    )
    one.add_argument(
        "client", metavar="CLIENT", nargs="?", default="", help=_(N_("whose it is"))
    )
    for option, sign, says in (
        ("--amount", "M", N_("an amount of money, as 12.50")),
        ("--bonus", "M", N_("given on top; else as the table says")),
        ("--reason", "R", N_("why, in a few words")),
        ("--by", "MEANS", N_("by what it is paid")),
        ("--first", "step|paid|bonus", N_("which part is used first")),
    ):
        one.add_argument(option, default="", metavar=sign, help=_(says))
    one.add_argument(
        "--set",
        dest="steps",
        action="append",
        default=None,
        metavar="FROM=M|FROM=N%",
        help=_(N_("a row of the table, as 1000=100 or 2000=10%%; none: no table")),
    )
    _voucher(add)
    _member(add)
    _points(add)
    one = add("refer", lambda: _doing().refer, N_("say or show who brought a client"))
    one.add_argument(
        "client", metavar="CLIENT", help=_(N_("who was brought, or brings"))
    )
    one.add_argument(
        "--by", default="", metavar="CLIENT", help=_(N_("who brought them"))
    )
    one.add_argument("--nobody", action="store_true", help=_(N_("nobody did")))
    one.add_argument(
        "--thanked", action="store_true", help=_(N_("whoever brought them was thanked"))
    )


def _voucher(add: Add) -> None:
    one = add(
        "voucher",
        lambda: _doing().voucher,
        N_("sell a gift voucher, show it, pass it on, let it go on"),
    )
    one.add_argument(
        "what",
        metavar="sell|show|list|pass|extend|release",
        help=_(N_("what to do with it")),
    )
    one.add_argument(
        "id", metavar="CODE|CLIENT", help=_(N_("its number, or whose it is"))
    )
    for option, sign, says in (
        ("--amount", "M", N_("an amount of money, as 12.50")),
        ("--for", "WHO", N_("for whom, as it is written on it")),
        ("--to", "CLIENT", N_("who has or uses it from now on")),
        ("--until", "DAY", N_("the last day")),
        ("--months", "N", N_("how long it is good")),
        ("--reason", "R", N_("why, in a few words")),
        ("--by", "MEANS", N_("by what it is paid")),
    ):
        dest = {"--for": "holder"}.get(option, option.strip("-"))
        one.add_argument(option, dest=dest, default="", metavar=sign, help=_(says))


def _member(add: Add) -> None:
    one = add(
        "member",
        lambda: _doing().member,
        N_("sell a membership, let it rest, end it, earn its fee"),
    )
    one.add_argument(
        "what",
        metavar="sell|give|show|list|freeze|run|end|earn|code|tiers",
        help=_(N_("what to do with it")),
    )
    one.add_argument(
        "id",
        metavar="CLIENT|MEMBERSHIP|CODE",
        nargs="?",
        default="",
        help=_(N_("whose it is, or its number")),
    )
    for option, sign, says in (
        ("--tier", "T", N_("which membership")),
        ("--amount", "M", N_("another fee than the usual one")),
        ("--until", "DAY", N_("the last day")),
        ("--reason", "R", N_("why, in a few words")),
        ("--by", "MEANS", N_("by what it is paid")),
    ):
        one.add_argument(option, default="", metavar=sign, help=_(says))


def _points(add: Add) -> None:
    one = add("points", lambda: _doing().points, N_("show, give and let go points"))
    one.add_argument(
        "what", metavar="show|give|release|rules", help=_(N_("what to do with it"))
    )
    one.add_argument(
        "client", metavar="CLIENT", nargs="?", default="", help=_(N_("whose they are"))
    )
    one.add_argument("--points", type=int, default=0, metavar="N")
    one.add_argument("--reason", default="", metavar="R", help=_(N_("why")))
    one.add_argument("--on", action="store_true", help=_(N_("give points from now on")))
    one.add_argument("--off", action="store_true", help=_(N_("give none any more")))
    one.add_argument(
        "--per", default="", metavar="N", help=_(N_("points for each unit of money"))
    )
    one.add_argument(
        "--step", type=int, default=0, metavar="N", help=_(N_("points spent together"))
    )
    one.add_argument("--worth", default="", metavar="M", help=_(N_("what a step pays")))
    one.add_argument(
        "--deed",
        action="append",
        default=[],
        metavar="DEED=N",
        help=_(N_("points of a deed: rebooked, referred, feedback, birthday")),
    )
