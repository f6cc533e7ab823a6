"""Working out anew how everybody stands, beside the work, and keeping it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from salon.loyalty.gathering import Gathered
from salon.loyalty.operations import (
    end_standings,
    keep_standings,
    look_after_gold,
)
from salon.loyalty.queries import before, gather, kept_rows, loyalty_rules
from salon.loyalty.rules import LoyaltyRules
from salon.loyalty.working_out import Before, WorkedOut, work_out
from salon.work import Reading

if TYPE_CHECKING:
    from salon.app import Salon

STEP = 2_000  # clients that are written at once: a hundredth of a second's lock
Tell = Callable[[int, int], object]


def _quietly(_done: int, _all: int) -> None:
    """Tell nobody."""


def facts(reading: Reading) -> tuple[Gathered, LoyaltyRules, Mapping[int, Before]]:
    """Return all that classes are worked out from, of one moment."""
    return gather(reading), loyalty_rules(reading), before(reading)


def worked_out(reading: Reading) -> tuple[Gathered, WorkedOut]:
    """Return how everybody stands now, worked out in one look and not kept."""
    g, rules, known = facts(reading)
    return g, work_out(g, rules, known)


def refresh(
    salon: "Salon",
    tell: Tell = _quietly,
    go_on: Callable[[], bool] = lambda: True,
) -> tuple[Gathered, WorkedOut] | None:
    """Work out everybody's classes and keep what changed; None if it was stopped.

    It looks once, in one moment, and then writes little by little, each time as one
    short transaction; what did not change is not written. Stopped in between, it leaves
    old and new standings side by side, each of them true of its client.

    Args:
        salon: Whose.
        tell: Hears how many of all were compared.
        go_on: Asked between the steps.
    """
    g, done = salon.ask(worked_out)
    if not go_on():
        return None
    kept = salon.ask(kept_rows)
    rows = done.rows
    for at in range(0, len(rows), STEP):
        part = [
            row for row in rows[at : at + STEP] if kept.get(row["client_id"]) != row
        ]
        if part:
            salon.do_by_itself(keep_standings, part)
        tell(min(at + STEP, len(rows)), len(rows))
        if not go_on():
            return None
    salon.do_by_itself(end_standings, done.retention)
    salon.do_by_itself(look_after_gold)
    return g, done
