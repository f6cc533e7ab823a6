"""How long files that may be of one person are looked for, and lists sorted anew."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from salon.app import Salon
from salon.clients.narrowing import Narrow, Order
from salon.views.roll import roll
from salon.views.twins import twins

TIMES = 3
ORDERS = (Order.NAME, Order.WRITTEN, Order.STROKES, Order.LAST)
PEOPLE = "SELECT id, name, sort_key, latin, wechat, birth_month FROM client"
NUMBERS = "SELECT client_id, number FROM client_phone WHERE number <> ''"
NAMES = "SELECT id, name FROM client ORDER BY name"
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
    found, read, anew, names = [], [], [], []
    with bare(folder) as plain:
        for _time in range(TIMES):
            found.append(_timed(lambda: salon.ask(twins)))
            read.append(
                _timed(lambda: [plain.execute(s).fetchall() for s in (PEOPLE, NUMBERS)])
            )
            for order in ORDERS:
                narrow = replace(Narrow(), order=order)
                anew.append(_timed(lambda n=narrow: salon.ask(roll, n)))  # type: ignore[misc]
                names.append(_timed(lambda: plain.execute(NAMES).fetchall()))
    return [
        make(
            "who may be twice in the whole salon",
            "reading names and numbers by the bare driver",
            *(median(found), median(read), "≤ 12"),
            seconds=round(max(found), 3),
        ),
        make(
            "the list in another order",
            "names sorted by the bare driver",
            *(median(anew), median(names), "≤ 6"),
            slowest_ms=round(max(anew) * 1000, 1),
        ),
    ]


def _timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start
