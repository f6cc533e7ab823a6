"""Plans as the search finds them: by her name or the plan's title."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salon.plans.queries import plans
from salon.text import N_, _
from salon.work import Reading
from ui.desk import Found
from ui.kit.rows import Line
from ui.places import PlanEditor

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.tasks import Pending

_DETAIL = N_("Plan · {title}")


def find(desk: "Desk", text: str, most: int) -> "Pending[Sequence[Found]]":
    """Ask for the plans that *text* may mean, the newest first."""
    return desk.ask(_found, text, most)


def _found(reading: Reading, text: str, most: int) -> Sequence[Found]:
    words = text.casefold().split()
    if len(text.strip()) < 2:
        return []
    found = []
    for one in plans(reading):
        said = f"{one.title} {one.client}".casefold()
        if all(word in said for word in words):
            detail = _(_DETAIL).format(title=one.title)
            line = Line(one.client, detail, icon="clipboard-list", key=int(one.id))
            found.append(Found(line, PlanEditor(int(one.id))))
        if len(found) == most:
            break
    return found
