"""Plans as the search finds them: by her name or the plan's title."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salon.plans.model import PlanLine
from salon.plans.queries import find_plans
from salon.text import N_, _
from ui.desk import Found
from ui.kit.rows import Line
from ui.places import PlanEditor
from ui.tasks import Pending

if TYPE_CHECKING:
    from ui.desk import Desk

_DETAIL = N_("Plan · {title}")


def find(desk: "Desk", text: str, most: int) -> "Pending[Sequence[Found]]":
    """Ask for the plans that *text* may mean, the newest first."""
    found = Pending[Sequence[Found]]()

    def arrive(lines: Sequence[PlanLine]) -> None:
        found.arrive([_found(one) for one in lines])

    desk.ask(find_plans, text, most).then(arrive)
    return found


def _found(one: PlanLine) -> Found:
    detail = _(_DETAIL).format(title=one.title)
    line = Line(one.client, detail, icon="clipboard-list", key=int(one.id))
    return Found(line, PlanEditor(int(one.id)))
