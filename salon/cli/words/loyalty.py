"""Words about who stays, who leaves and why."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import loyalty

    return loyalty


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "loyalty",
        lambda: _doing().loyalty,
        N_("classes, the leaky bucket, gold clients, who is due, what one is worth"),
    )
    one.add_argument(
        "what",
        metavar="classes|bucket|guard|due|value|fit|refresh|pin|unpin|lost|…",
        help=_(N_("what to show or to do")),
    )
    said = N_("a client, a file, a light, a month; then what is said of it")
    one.add_argument("said", metavar="WORD", nargs="*", help=_(said))
    one.add_argument("--from", dest="since", metavar="DAY")
    one.add_argument("--to", dest="until", metavar="DAY")
    said = N_("how many days late at least")
    one.add_argument("--days", type=int, metavar="N", help=_(said))
    said = N_("the reason, in words; it is kept")
    one.add_argument("--why", default="", metavar="WORDS", help=_(said))
    said = N_("a rule, as margin=55")
    one.add_argument(
        "--set", dest="rules", action="append", metavar="KEY=VALUE", help=_(said)
    )
