"""The words of hosting: needs, steps of a visit, enquiries, small surprises."""

from types import ModuleType

from salon.cli.words.adding import Add, count
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import hosting

    return hosting


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "need",
        lambda: _doing().need,
        N_("what a client needs and expects, and what it costs to come"),
    )
    one.add_argument("what", metavar="list|note|decline|effort|value")
    one.add_argument("client", metavar="CLIENT")
    one.add_argument("kind", metavar="KIND", nargs="?", default="")
    one.add_argument("words", metavar="WORDS", nargs="?", default="")
    one.add_argument("--travel", type=count, metavar="MINUTES")
    one.add_argument("--effort", type=int, metavar="N")
    one = add(
        "steps",
        lambda: _doing().steps,
        N_("the ten steps of a visit: show, tick, leave out; what was missed"),
    )
    one.add_argument("what", metavar="show|tick|skip|untick|missed|tenure")
    one.add_argument("visit", metavar="VISIT", nargs="?", default="")
    one.add_argument("step", metavar="STEP", nargs="?", default="")
    one.add_argument("--reason", default="", metavar="R")
    one.add_argument("--from", dest="since", metavar="DAY")
    one.add_argument("--to", dest="until", metavar="DAY")
    one = add(
        "waiting",
        lambda: _doing().waiting_,
        N_("who waits, what is offered meanwhile, the voucher from minute 20"),
    )
    one.add_argument("what", metavar="list|offer|voucher|used|sums")
    one.add_argument("visit", metavar="VISIT|CLIENT", nargs="?", default="")
    one.add_argument("words", metavar="WORDS", nargs="?", default="")
    one.add_argument("--from", dest="since", metavar="DAY")
    one.add_argument("--to", dest="until", metavar="DAY")
    one = add(
        "enquiry",
        lambda: _doing().enquiry,
        N_("count who comes in or asks, step by step, and what became of it"),
    )
    one.add_argument("what", metavar="note|step|end|client|list|months|front")
    one.add_argument("id", metavar="ID|NAME", nargs="?", default="")
    one.add_argument("said", metavar="STEP|END|CLIENT", nargs="?", default="")
    one.add_argument("--came", default="walk_in", metavar="walk_in|phone|message")
    one.add_argument("--client", metavar="CLIENT")
    one.add_argument("--source", default="", metavar="S")
    one.add_argument("--words", default="", metavar="W")
    one.add_argument("--on", metavar="DAY")
    one.add_argument("--from", dest="since", metavar="DAY")
    one.add_argument("--to", dest="until", metavar="DAY")
    one = add(
        "surprise",
        lambda: _doing().surprise,
        N_("small things beyond duty, never the same twice; a sentence of a visit"),
    )
    said = N_("what to do, or list")
    one.add_argument("what", metavar="list|give|memory|costs", help=_(said))
    one.add_argument("client", metavar="CLIENT|VISIT", nargs="?", default="")
    one.add_argument("words", metavar="WORDS", nargs="?", default="")
    one.add_argument("--cost", default="0", metavar="AMOUNT")
    one.add_argument("--note", default="", metavar="W")
    one.add_argument("--from", dest="since", metavar="DAY")
    one.add_argument("--to", dest="until", metavar="DAY")
    one = add(
        "friend",
        lambda: _doing().friend,
        N_("whether this is the moment to ask for a friend's name, and the answer"),
    )
    one.add_argument("client", metavar="CLIENT")
    one.add_argument("said", metavar="yes|no|later", nargs="?", default="")
    one.add_argument("--name", default="", metavar="NAME")
