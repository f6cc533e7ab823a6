"""Words about surveys, and about how the team is."""

from types import ModuleType

from salon.cli.words.adding import Add, paper_size
from salon.text import N_, _


def _doing() -> ModuleType:
    from salon.cli import surveys

    return surveys


def words(add: Add) -> None:
    """Declare them."""
    one = add(
        "survey",
        lambda: _doing().survey,
        N_("draw a survey, print its forms, enter answers, compare; the team’s pulse"),
    )
    one.add_argument(
        "what",
        metavar="list|sample|show|print|answer|decline|ask|compare|close|changed|"
        "promise|kept|pulse",
        help=_(N_("what to do")),
    )
    said = N_("a round, a code, a client, or QUESTION=ANSWER")
    one.add_argument("piece", metavar="PIECE", nargs="*", help=_(said))
    said = N_("how many are asked at most, balanced by class and therapist")
    one.add_argument("--size", type=int, metavar="N", help=_(said))
    said = N_("of chance: the same number draws the same sample")
    one.add_argument("--seed", type=int, default=1, metavar="N", help=_(said))
    one.add_argument("--weeks", type=int, default=4, metavar="N")
    one.add_argument("--title", default="", metavar="T")
    one.add_argument(
        "--how", default="paper", choices=["paper", "call", "screen", "desk"]
    )
    said = N_("without a name: it is only counted, and nothing follows")
    one.add_argument("--anonymous", action="store_true", help=_(said))
    said = N_("of ask: let it be asked in a call")
    one.add_argument("--call", action="store_true", help=_(said))
    said = N_("of ask: the course or complaint it is about")
    one.add_argument("--about", default="", metavar="ID", help=_(said))
    one.add_argument("--person", metavar="P", help=_(N_("who promises, or answers")))
    one.add_argument("--by", metavar="DAY", help=_(N_("until when")))
    said = N_("of a point of the team: no, and the reason")
    one.add_argument("--no", action="store_true", help=_(said))
    paper_size(one)
    one.add_argument("--large", action="store_true")
    one.add_argument("--out", metavar="DIR|FILE.pdf", default="-")
    one.add_argument("--pdf", metavar="FILE.pdf")
