"""Words about complaints."""

from types import ModuleType

from salon.cli.words.adding import Add, count
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import complaints

    return complaints


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "complaint",
        lambda: _doing().complaint,
        N_("open a complaint, go on with it step by step, close it, or list them"),
    )
    one.add_argument(
        "what",
        metavar="open|step|show|close|reopen|list|overdue",
        help=_(N_("what to do with it")),
    )
    one.add_argument(
        "id", metavar="CLIENT|ID", nargs="?", help=_(N_("whose it is, or its number"))
    )
    one.add_argument(
        "step", metavar="STEP", nargs="?", help=_(N_("which of its steps was done"))
    )
    one.add_argument(
        "--words",
        default="",
        metavar="W",
        help=_(N_("what the client said, in the client’s own words")),
    )
    one.add_argument(
        "--read-back",
        action="store_true",
        help=_(N_("the words were read back to the client")),
    )
    one.add_argument("--visit", metavar="A", help=_(N_("the visit it is about")))
    one.add_argument(
        "--person",
        metavar="P",
        help=_(N_("whom it is about, who is asked, or who sees to it")),
    )
    one.add_argument(
        "--level",
        type=count,
        metavar="N",
        help=_(N_("1 told us, 2 told others, 3 media, authority or consumer body")),
    )
    one.add_argument("--cause", default="", metavar="C", help=_(N_("the main cause")))
    one.add_argument(
        "--also",
        action="append",
        default=[],
        metavar="C",
        help=_(N_("another cause; up to two")),
    )
    one.add_argument(
        "--root",
        default="",
        metavar="R",
        help=_(N_("how it came about, in one sentence")),
    )
    one.add_argument(
        "--promised", metavar="TEXT", help=_(N_("what was promised before"))
    )
    one.add_argument(
        "--source",
        default="desk",
        metavar="S",
        help=_(N_("how we heard of it: desk, call, letter, public")),
    )
    one.add_argument(
        "--authority",
        default="",
        metavar="WHO",
        help=_(N_("who wrote to us: press, authority, lawyer or insurer")),
    )
    one.add_argument("--product", default="", metavar="G", help=_(N_("what was used")))
    one.add_argument("--batch", default="", metavar="B", help=_(N_("of the product")))
    one.add_argument(
        "--offer",
        action="append",
        default=[],
        metavar="KIND=SUM@DAY:TEXT",
        help=_(N_("a way to put it right, such as redo@+3:Made lighter")),
    )
    one.add_argument(
        "--choose",
        type=count,
        metavar="N",
        help=_(N_("which of the ways, by its place")),
    )
    one.add_argument(
        "--change", default="", metavar="TEXT", help=_(N_("what changes from now on"))
    )
    one.add_argument("--date", metavar="DAY", help=_(N_("by when")))
    one.add_argument(
        "--flag",
        action="append",
        default=[],
        metavar="F",
        help=_(N_("a sign that somebody is hurt")),
    )
    one.add_argument(
        "--note",
        default="",
        metavar="N",
        help=_(N_("a few words that are kept with it")),
    )
    one.add_argument(
        "--outcome", default="content", metavar="O", help=_(N_("how it ended"))
    )
    one.add_argument(
        "--reason", default="", metavar="R", help=_(N_("why, in a few words"))
    )
    one.add_argument(
        "--by",
        metavar="cause|service|person|batch",
        help=_(N_("count by one of these")),
    )
    one.add_argument("--all", action="store_true", help=_(N_("closed ones too")))
