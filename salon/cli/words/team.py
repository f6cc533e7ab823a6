"""Words about who and what works here."""

from types import ModuleType

from salon.cli.words.adding import Add, paper_size
from salon.staff.model import Role
from salon.text import N_, _

VERBS = (
    *("leaving", "hand", "introduced", "stays", "farewell", "ended", "talk", "rank"),
)


def _doing() -> ModuleType:
    from salon.cli import team

    return team


def words(add: Add) -> None:
    """Declare them."""
    hire = add("hire", lambda: _doing().hire_person, N_("add someone to the team"))
    hire.add_argument("name", metavar="NAME")
    roles = [role.value for role in Role]
    hire.add_argument("--role", choices=roles, default="therapist")
    hire.add_argument("--skills", default="l3 specialist", help="levels, words apart")
    _staff(add)
    close = add(
        "close", lambda: _doing().close, N_("close the salon on a day, or on several")
    )
    reopen = add("reopen", lambda: _doing().reopen, N_("open it again on closed days"))
    for one in (close, reopen):
        one.add_argument("day", metavar="DAY")
        one.add_argument("--until", metavar="DAY", help="the last of several days")
    close.add_argument("--reason", default="")
    room = add("room", lambda: _doing().add_a_room, N_("add a room"))
    device = add("device", lambda: _doing().add_a_device, N_("add a device"))
    for thing, usual in ((room, "any_bed"), (device, "none")):
        thing.add_argument("name", metavar="NAME")
        thing.add_argument("--type", default=usual)


def _people() -> ModuleType:
    from salon.cli import team_reports

    return team_reports


def _staff(add: Add) -> None:
    one = add(
        "staff",
        lambda: _people().staff,
        N_("what leaves with a colleague, handed over; talks with those who stay"),
    )
    said = N_("what to do")
    one.add_argument("what", metavar="|".join(VERBS), help=_(said))
    said = N_("a colleague, or a client of a handing over; of rank on or off")
    one.add_argument("name", metavar="NAME", nargs="?", help=_(said))
    one.add_argument("words", metavar="WORD", nargs="*")
    said = N_("the last day")
    one.add_argument("--on", metavar="DAY", help=_(said))
    said = N_("show it, and begin nothing")
    one.add_argument("--look", action="store_true", help=_(said))
    one.add_argument("--to", metavar="NAME")
    one.add_argument("--kind", metavar="start|pulse|growth|farewell|alumni")
    one.add_argument("--next", metavar="DAY")
    paper_size(one)
    one.add_argument("--out", metavar="FILE.pdf")
