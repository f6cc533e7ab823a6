"""The word of campaigns."""

from types import ModuleType

from salon.campaigns.model import Offer
from salon.cli.words.adding import Add, count
from salon.text import N_, _

VERBS = (
    *("list", "show", "new", "change", "drop", "people", "start", "stop", "answer"),
    *("result", "memory", "waiting", "pause", "resume"),
)


def _doing() -> ModuleType:
    from salon.cli import campaigns

    return campaigns


def words(add: Add) -> None:
    """Declare it."""
    one = add(
        "campaign",
        lambda: _doing().campaign_of,
        N_("offer something to chosen people, and see what comes of it"),
    )
    said = N_("what to do, or list")
    one.add_argument(
        "what", nargs="?", default="list", metavar="|".join(VERBS), help=_(said)
    )
    said = N_("a campaign, or what a new one is called; of memory a client")
    one.add_argument("which", metavar="CAMPAIGN|NAME", nargs="?", help=_(said))
    one.add_argument("client", metavar="CLIENT", nargs="?")
    one.add_argument("said", metavar="ANSWER", nargs="?")
    one.add_argument("--name", metavar="NAME")
    one.add_argument("--offer", choices=[each.value for each in Offer])
    said = N_("what is offered, in English; another language after its code")
    one.add_argument(
        *("--say",), action="append", default=[], metavar="[LANG=]TEXT", help=_(said)
    )
    one.add_argument("--channel", action="append", default=[], metavar="CHANNEL")
    one.add_argument("--from", dest="first", metavar="DAY")
    one.add_argument("--to", dest="last", metavar="DAY")
    said = N_("per cent off the price")
    one.add_argument("--cut", type=count, metavar="PER_CENT", help=_(said))
    one.add_argument("--about", metavar="FAMILY")
    one.add_argument("--cost", metavar="MONEY")
    said = N_("who: abc=A,B late=60 had=FAC …; all of them must be true")
    one.add_argument(
        "--who", action="append", default=[], metavar="KEY=VALUE", help=_(said)
    )
    said = N_("per cent held out to compare; 0: nobody")
    one.add_argument("--control", type=int, metavar="PER_CENT", help=_(said))
    said = N_("also who comes for offers only")
    one.add_argument("--hunters", action="store_true", help=_(said))
    said = N_("not who comes without a discount")
    one.add_argument("--spare-full", action="store_true", help=_(said))
    one.add_argument("--reason", default="", metavar="R")
    one.add_argument("--note", default="", metavar="N")
