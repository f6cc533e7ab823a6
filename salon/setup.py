"""Setting up a new salon: who it is, its content, and enough to book a visit."""

from dataclasses import asdict

from salon.app import Salon
from salon.content import load_content
from salon.rights import Right
from salon.rooms.operations import add_room
from salon.settings.events import SalonOpened
from salon.settings.model import Premises
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.text import N_, _, speaking
from salon.work import Work, needs

EVERYTHING = "all"  # the skills of somebody who gives every service


def set_up(salon: Salon, here: Premises, owner: str = "") -> None:
    """Describe a new salon, load its starting content, let the first person in."""
    with speaking(here.language):
        salon.do(open_house, here, owner)
    salon.do(load_content)


@needs(Right.MANAGE)
def open_house(work: Work, here: Premises, owner: str = "") -> None:
    """Set the salon up as one action that nothing comes before.

    There are an owner who gives every service and two rooms for any, so that the
    first visit can be booked at once; all of it may be changed later.
    """
    said = {key: value for key, value in asdict(here).items() if key != "hours"}
    key = hire(work, owner.strip() or _(N_("Owner")), Role.OWNER, EVERYTHING)
    describe(work, **said | {"hours": here.hours, "acting": key})
    for number in (1, 2):
        add_room(work, _(N_("Room {number}")).format(number=number))
    work.events[:] = [SalonOpened()]
