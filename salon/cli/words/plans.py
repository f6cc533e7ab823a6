"""Words about treatment plans."""

from types import ModuleType

from salon.cli.words.adding import Add
from salon.text import N_


def _doing() -> ModuleType:
    from salon.cli import plans

    return plans


def words(add: Add) -> None:
    """Declare them."""
    plan = add(
        "plan", lambda: _doing().plan_for, N_("make a treatment plan from a template")
    )
    plan.add_argument("client", metavar="CLIENT")
    plan.add_argument("template", metavar="TEMPLATE")
    plan.add_argument("--from", dest="start", metavar="DAY")
    plan.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    plans = add("plans", lambda: _doing().plans_of, N_("print treatment plans"))
    plans.add_argument("client", nargs="?", metavar="CLIENT")
