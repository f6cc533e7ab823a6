"""Words about clients who leave: kept off lists, not booked, forgotten, copied."""

from types import ModuleType
from typing import Any

from salon.cli.words.adding import Add, count, folder
from salon.text import N_, _

VERBS = {
    "archive": N_("not on lists any more; search finds the client all the same"),
    "block": N_("not booked until it is lifted, and why"),
    "deceased": N_("nothing goes out any more, calls and occasions are dropped"),
    "back": N_("here again: not archived, blocked or deceased any more"),
    "erase": N_("forget who a client was; dates, services and sums stay"),
    "retention": N_("who could be forgotten by now, as nobody was here for years"),
    "export": N_("everything kept of a client: JSON, a paper and pictures"),
}


def more(own: Any, add: Add) -> None:
    """Add them to the words of a client."""
    made = {
        verb: own.add_parser(verb, parents=[add.nested], help=_(says))
        for verb, says in VERBS.items()
    }
    for verb, command in made.items():
        if verb != "retention":
            command.add_argument("id", metavar="CLIENT")
    for verb in ("archive", "block", "deceased"):
        made[verb].add_argument("--reason", default="", metavar="R")
        made[verb].add_argument("--visits", choices=("cancel", "keep"))
    known = ("archived", "blocked", "deceased")
    made["back"].add_argument("--from", dest="left", choices=known)
    erase = made["erase"]
    erase.add_argument("--look", action="store_true")
    erase.add_argument("--call-off", action="store_true")
    erase.add_argument("--yes", action="store_true")
    made["retention"].add_argument("--years", type=count, metavar="N")
    made["export"].add_argument("folder", type=folder, metavar="DIR")


def _doing() -> ModuleType:
    from salon.cli import leaving_clients

    return leaving_clients


def words(add: Add) -> None:
    """Declare the words about files that look alike."""
    twins = add(
        "duplicates",
        lambda: _doing().duplicates,
        N_("files that may be of one person, with why"),
    )
    twins.add_argument("client", metavar="CLIENT", nargs="?")
    twins.add_argument("other", metavar="OTHER", nargs="?")
    twins.add_argument("--two", action="store_true")
    twins.add_argument("--again", action="store_true")
    twins.add_argument("--limit", type=count, default=50, metavar="N")
    split = add(
        "split",
        lambda: _doing().split,
        N_("part two files that were joined, however long ago"),
    )
    split.add_argument("client", metavar="CLIENT")
    split.add_argument("--to", action="append", default=[], metavar="AWAY=RECORD")
    split.add_argument("--look", action="store_true")
