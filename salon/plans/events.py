"""What can happen to plans."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class PlanMade(Event):
    """A plan was made from a template."""

    plan_id: int
    client_id: int

    text = N_("Plan made")


@dataclass(frozen=True)
class PlanChanged(Event):
    """Sessions, home care or advice of a plan were adapted."""

    plan_id: int
    client_id: int

    text = N_("Plan changed")


@dataclass(frozen=True)
class PlanPrinted(Event):
    """A plan was handed out on paper."""

    plan_id: int

    text = N_("Plan printed")
    undoable = False
