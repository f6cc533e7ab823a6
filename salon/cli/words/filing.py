"""Words within `client` about what is asked, noted and minded; and about relatives."""

from types import ModuleType
from typing import Any

from salon.cli.words.adding import Add, count
from salon.text import N_, _

VERBS = ("ask", "confirm", "decline", "none", "require", "health", "note", "alert")
SOURCES = ("client", "staff")
AUDIENCES = ("me", "staff", "client")
PLACES = ("booking", "checkin", "record", "till")
MAY = ("book", "see", "share")


def _doing() -> ModuleType:
    from salon.cli import filing

    return filing


def _relatives() -> ModuleType:
    from salon.cli import relatives

    return relatives


def more_of_client(own: Any, add: Add) -> None:
    """Declare the verbs of `client` that concern its questions, notes and alerts."""

    def verb(name: str, says: str) -> Any:
        made = own.add_parser(name, parents=[add.nested], help=_(says))
        made.set_defaults(doing=lambda: getattr(_doing(), f"client_{name}"))
        return made

    ask = verb("ask", N_("what to ask at this visit: three questions at most"))
    ask.add_argument("client", metavar="CLIENT")
    confirm = verb("confirm", N_("answers of the file are still true"))
    confirm.add_argument("client", metavar="CLIENT")
    confirm.add_argument("fields", nargs="+", metavar="FIELD")
    decline = verb("decline", N_("asked, and the client prefers not to say"))
    none = verb("none", N_("a question does not apply, or there is none"))
    for one in (decline, none):
        one.add_argument("client", metavar="CLIENT")
        one.add_argument("field", metavar="FIELD")
    for one in (confirm, decline, none):
        one.add_argument("--from", dest="source", choices=SOURCES, default="client")
    require = verb("require", N_("what the salon asks of every client"))
    require.add_argument("fields", nargs="*", metavar="FIELD")
    require.add_argument("--nothing", action="store_true")
    health = verb("health", N_("the health questions, and what was answered"))
    health.add_argument("client", metavar="CLIENT")
    health.add_argument("answers", nargs="*", metavar="QUESTION=ANSWER")
    health.add_argument("--condition", action="append", default=[], metavar="ID")
    note = verb("note", N_("notes of a file, and what they said before"))
    note.add_argument("what", choices=("add", "edit", "remove", "list"))
    note.add_argument("id", metavar="CLIENT|NOTE")
    note.add_argument("text", nargs="?", metavar="TEXT")
    note.add_argument("--for", dest="audience", choices=AUDIENCES)
    alert = verb("alert", N_("alerts that are to be seen in time"))
    alert.add_argument("what", choices=("add", "clear", "acknowledge", "list"))
    alert.add_argument("id", metavar="CLIENT|ALERT")
    alert.add_argument("text", nargs="?", metavar="TEXT")
    alert.add_argument("--grade", choices=("banner", "acknowledge"), default="banner")
    alert.add_argument("--at", action="append", choices=PLACES)
    alert.add_argument("--from", dest="first", metavar="DAY")
    alert.add_argument("--until", dest="last", metavar="DAY")
    alert.add_argument("--household", action="store_true")
    alert.add_argument("--block", action="store_true")


def words(add: Add) -> None:
    """Declare the others."""
    one = add(
        "relative",
        lambda: _relatives().relative,
        N_("who belongs to a client, and what each may do"),
    )
    one.add_argument("what", choices=("add", "edit", "remove", "list"))
    one.add_argument("id", metavar="CLIENT|RELATIVE")
    one.add_argument("relation", nargs="?", metavar="RELATION")
    one.add_argument("name", nargs="?", metavar="NAME")
    one.add_argument("--relation", dest="other_relation", metavar="RELATION")
    one.add_argument("--name", dest="other_name", metavar="NAME")
    one.add_argument("--client", metavar="CLIENT")
    one.add_argument("--birthday", metavar="M-D")
    one.add_argument("--lunar", action="store_true")
    one.add_argument("--leap", action="store_true")
    one.add_argument("--phone", metavar="P")
    one.add_argument("--note", metavar="N")
    one.add_argument("--may", action="append", choices=MAY, default=[])
    one.add_argument("--may-not", action="append", choices=MAY, default=[])
    filled = add(
        "filling",
        lambda: _doing().filling,
        N_("who filled the files, week by week, and how well clients are known"),
    )
    filled.add_argument("--weeks", type=count, default=8, metavar="N")
