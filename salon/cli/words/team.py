"""Words about who and what works here."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.staff.model import Role
from salon.text import N_


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
