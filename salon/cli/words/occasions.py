"""Words about occasions to be in touch."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_, _

VERBS = ("run", "rule", "skip", "send", "promise", "date", "product")


def _doing() -> ModuleType:
    from salon.cli import occasions

    return occasions


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "occasions",
        lambda: _doing().occasions_of,
        N_(
            "print the occasions to be in touch, plan those of the day, set their rules"
        ),
    )
    one.add_argument(
        "what",
        nargs="?",
        choices=VERBS,
        metavar="|".join(VERBS),
        help=_(N_("what to do; else they are printed")),
    )
    one.add_argument("words", nargs="*", metavar="WORD", help=_(N_("see the manual")))
    one.add_argument("--from", dest="first", metavar="DAY")
    one.add_argument("--to", dest="last", metavar="DAY")
    one.add_argument("--client", metavar="CLIENT")
    one.add_argument("--kind", action="append", default=[], metavar="KIND")
    one.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    one.add_argument("--on", metavar="DAY")
    one.add_argument("--owner", metavar="NAME")
    one.add_argument("--name", default="", metavar="NAME")
    one.add_argument("--note", default="", metavar="N")
    one.add_argument("--kept", action="store_true")
    one.add_argument("--lunar", action="store_true")
