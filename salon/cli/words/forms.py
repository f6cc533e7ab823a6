"""Words about what clients sign."""

from types import ModuleType

from salon.cli.words.adding import Add, count
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import forms

    return forms


def words(add: Add) -> None:
    """Declare them."""
    consent = add(
        "consent",
        lambda: _doing().consent,
        N_("note what a client has signed, or that it is withdrawn"),
    )
    said = N_(
        "CLIENT ITEM; or sign, confirm, decline, withdraw, due with CLIENT ITEM, list "
        "with CLIENT, show with the number of what was signed"
    )
    consent.add_argument("said", nargs="+", metavar="WORD", help=_(said))
    consent.add_argument("--service", metavar="S")
    consent.add_argument("--condition", metavar="C")
    consent.add_argument("--by", metavar="NAME")
    consent.add_argument("--withdraw", action="store_true")
    said = N_("of sign: show the words and what changed since, and sign nothing")
    consent.add_argument("--look", action="store_true", help=_(said))
    said = N_("of sign: strokes as JSON in a box of one by one; else it is on paper")
    consent.add_argument("--signature", metavar="FILE", help=_(said))
    said = N_("of sign: how many statements were ticked; on paper all of them")
    consent.add_argument("--ticks", type=count, metavar="N", help=_(said))
    said = N_("of sign: the answer to a question of the form")
    consent.add_argument(
        "--answer", action="append", default=[], metavar="Q=A", help=_(said)
    )
    said = N_("of sign: the digest of the words that were read")
    consent.add_argument("--seen", metavar="DIGEST", help=_(said))
    said = N_("of a minor: how whoever signs is related, and the guardian's signature")
    consent.add_argument("--relation", metavar="R", default="", help=_(said))
    consent.add_argument("--guardian-signature", metavar="FILE")
    said = N_("the parent or guardian stays in the room")
    consent.add_argument("--in-room", action="store_true", help=_(said))
    form = add("form", lambda: _doing().form, N_("the forms that clients sign"))
    form.add_argument("verb", choices=("list", "show", "edit", "on", "off"))
    form.add_argument("ref", nargs="?", metavar="REF")
    form.add_argument("file", nargs="?", metavar="FILE|-")
    form.add_argument("--seen", type=int, metavar="NUMBER")
