"""The owner's month on paper."""

from datetime import date
from typing import TYPE_CHECKING

from salon.text import _, month
from salon.views.owner_papers import compose_owner
from ui.parts.printing import print_composed

if TYPE_CHECKING:
    from ui.desk import Desk


def print_month(desk: "Desk", day: date) -> None:
    """Show the four pages of a month, and let them be printed or saved."""
    title = _("{month}, for the owner").format(month=month(day))
    print_composed(desk, lambda look: desk.ask(compose_owner, day, look), title)
