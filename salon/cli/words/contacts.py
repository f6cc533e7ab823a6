"""Words about being in touch, and about shifts."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import contacts

    return contacts


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "contact",
        lambda: _doing().contact,
        N_("note a contact, a wish about contacts, or an answer to an offer"),
    )
    one.add_argument(
        "what",
        metavar="add|refuse|allow|offer|show",
        help=_(N_("what to note, or what is known")),
    )
    one.add_argument("client", metavar="CLIENT")
    one.add_argument("kind", metavar="KIND", nargs="?", default="")
    one.add_argument("answer", metavar="ANSWER", nargs="?", default="")
    one.add_argument("--by", default="phone", metavar="CHANNEL")
    one.add_argument("--in", dest="incoming", action="store_true")
    one.add_argument("--outcome", default="well", metavar="O")
    one.add_argument("--flag", default="", metavar="F")
    one.add_argument("--note", default="", metavar="N")
    one.add_argument("--again", metavar="DAYTTIME")
    one.add_argument("--me", action="store_true")
    one.add_argument("--purpose", default="", metavar="P")
    one.add_argument("--channel", default="", metavar="C")
    shift = add(
        "handover",
        lambda: _doing().handover,
        N_("print what a shift hands to the next, leave word, or take it over"),
    )
    shift.add_argument("--note", metavar="N")
    shift.add_argument("--take", action="store_true")
    shift.add_argument("--seen", action="append", default=[], metavar="CHECK=yes|no")
    known = add(
        "learned",
        lambda: _doing().learned_from,
        N_("print what came of contacts, by step, wording, caller or hour"),
    )
    known.add_argument(
        "--by", default="step", choices=["step", "wording", "caller", "hour"]
    )
    known.add_argument("--days", type=int, default=365, metavar="N")
    protocol = add(
        "protocol",
        lambda: _doing_protocols().protocol,
        N_("show, rewrite, try and switch protocols; words of your own"),
    )
    protocol.add_argument(
        "what",
        metavar="show|edit|preview|on|off|drop|follow|words|say|hush|speak",
        help=_(N_("what to do")),
    )
    protocol.add_argument("ref", metavar="REF", nargs="?", default="")
    protocol.add_argument("more", metavar="FILE|CLIENT|SERVICE", nargs="?", default="")
    protocol.add_argument("--service", default="", metavar="S")
    protocol.add_argument(
        "--set", action="append", default=[], metavar="STEP.KEY=VALUE"
    )
    protocol.add_argument("--topic", default="", metavar="T")
    protocol.add_argument("--purpose", default="relation", metavar="P")
    for code in ("en", "zh_CN", "zh_TW"):
        protocol.add_argument(f"--{code}", default="", metavar="TEXT")


def _doing_protocols() -> ModuleType:
    from salon.cli import protocols

    return protocols
