"""Ratios of loyalty: everybody's classes, the page as it is kept, the model's fit."""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from salon.app import Salon
from salon.loyalty.fitting import Base, fit
from salon.loyalty.queries import gather, loyalty_rules
from salon.loyalty.working_out import work_out
from salon.views.kept_sheets import kept_loyalty, refresh_all

FRAME = 1 / 60  # seconds
FITTED = 100_000  # clients
CLASSES = """
SELECT client_id, day, sum(amount) FROM posting
WHERE client_id IS NOT NULL AND kind <> 'tax'
AND (credit IN ('service', 'product', 'member_fee')
     OR debit IN ('service', 'product', 'member_fee'))
GROUP BY client_id, day
"""
VISITS = """
SELECT client_id, day, service_id, staff_id, price, booked_at FROM appointment
WHERE status IN ('completed', 'left')
"""
COHORTS = """
SELECT client_id, min(substr(day, 1, 7)), substr(day, 1, 7), count(*) FROM appointment
WHERE status IN ('completed', 'left') GROUP BY client_id, substr(day, 1, 7)
"""
RANKED = """
SELECT client_id, count(*), max(day), ntile(5) OVER (ORDER BY max(day)),
       ntile(5) OVER (ORDER BY count(*)) FROM appointment
WHERE status IN ('completed', 'left') GROUP BY client_id
"""
Ratio = dict[str, Any]
Make = Callable[..., Ratio]


def ratios(
    salon: Salon, folder: Path, make: Make, bare: Callable[[Path], Any]
) -> list[Ratio]:
    """Return them.

    Args:
        salon: Open.
        folder: Where it lies.
        make: Makes one ratio of its parts.
        bare: Opens the same file with nothing of ours between.
    """
    began = perf_counter()
    g = salon.ask(gather)
    gathered = perf_counter() - began
    began = perf_counter()
    work_out(g, salon.ask(loyalty_rules))
    worked = perf_counter() - began
    with bare(folder) as plain:
        began = perf_counter()
        for statement in (VISITS, CLASSES, RANKED, COHORTS):
            plain.execute(statement).fetchall()
        raw = perf_counter() - began
    what = f"{g.many} clients, {len(g.v_day)} visits"
    return [
        make(
            *("everybody's classes, read and worked out", "the same by raw SQL"),
            *(gathered + worked, raw, "at most 3"),
            of=what,
        ),
        _kept(salon, make),
        _fitted(make),
    ]


def _kept(salon: Salon, make: Make) -> Ratio:
    refresh_all(salon)
    began = perf_counter()
    salon.ask(kept_loyalty, 90)
    opened = perf_counter() - began
    what = "the page of loyalty opens from what is kept"
    return make(what, "three frames", opened, 3 * FRAME, "at most 1")


def _fitted(make: Make) -> Ratio:
    """Fit a made-up base of many clients, none of them like another."""
    import numpy as np

    random = np.random.default_rng(1)
    age = random.uniform(10, 150, FITTED)
    rate = random.gamma(0.8, 1 / 6.0, FITTED)
    life = np.minimum(age, random.exponential(60, FITTED))
    x = random.poisson(rate * life).astype(float)
    t_x = np.where(x > 0, life * random.beta(np.maximum(x, 1), 1), 0.0)
    began = perf_counter()
    fit(Base(x, t_x, age, np.where(x > 0, random.gamma(4, 20, FITTED), 0.0)))
    took = perf_counter() - began
    what = f"the model fitted to {FITTED} clients"
    return make(what, "five seconds", took, 5.0, "at most 1")
