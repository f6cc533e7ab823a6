"""Words about clients."""

from types import ModuleType

from salon.cli.words import leaving_clients
from salon.cli.words.adding import Add, count
from salon.cli.words.filing import VERBS, more_of_client
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import clients

    return clients


def words(add: Add) -> None:
    """Declare them."""
    find = add("find", lambda: _doing().find, N_("find clients as the search box does"))
    find.add_argument("text", metavar="TEXT")
    find.add_argument("--limit", type=count, default=50)
    client = add("client", lambda: _doing().client, N_("show, add or edit a client"))
    verbs = "|".join(("show", "add", "edit", *VERBS, *leaving_clients.VERBS))
    own = client.add_subparsers(dest="verb", required=True, metavar=verbs)
    leaving_clients.more(own, add)
    show = own.add_parser(
        "show", parents=[add.nested], help=_(N_("the file of one client"))
    )
    show.add_argument("id", metavar="ID")
    fresh = own.add_parser("add", parents=[add.nested], help=_(N_("open a file")))
    fresh.add_argument("--name", required=True)
    fresh.add_argument("--phone", action="append", default=[], metavar="P")
    fresh.add_argument("--birthday", metavar="D")
    fresh.add_argument("--lunar", metavar="M-D[-leap]")
    fresh.add_argument("--decline", action="append", default=[], metavar="FIELD")
    edit = own.add_parser(
        "edit", parents=[add.nested], help=_(N_("change fields of a file"))
    )
    edit.add_argument("id", metavar="ID")
    edit.add_argument("--seen", type=int, metavar="VERSION")
    for command in (fresh, edit):
        command.add_argument("--field", action="append", default=[], metavar="F=V")
    more_of_client(own, add)
    merge = add("merge", lambda: _doing().merge, N_("join two files of one person"))
    merge.add_argument("keep", metavar="KEEP")
    merge.add_argument("away", metavar="AWAY")
    merge.add_argument("--take", action="append", default=[], metavar="FIELD")
    merge.add_argument(
        "--keep", dest="right", action="append", default=[], metavar="FIELD=ID"
    )
    merge.add_argument("--stays", action="append", default=[], metavar="VISIT")
    merge.add_argument("--reason", default="", metavar="R")
