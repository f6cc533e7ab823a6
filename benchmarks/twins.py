"""How long files that may be of one person are looked for, and lists sorted anew.

A list is asked for three times: read anew, as if the program had just been started;
after a new file, which every order has to take in; and once more.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from salon.app import Salon
from salon.clients.model import ClientDraft
from salon.clients.narrowing import Born, Came, Narrow, Order
from salon.clients.operations import add_client
from salon.views.roll import Roll, roll
from salon.views.twins import twins
from salon.work import Reading

TIMES = 3
ORDERS = tuple(Order)
FILTERS = (
    Narrow(language="zh_CN"),
    Narrow(alert=True),
    Narrow(came=Came.NEW, order=Order.LAST),
    Narrow(born=Born.THIS, order=Order.BORN),
    Narrow(late=30, unbooked=True, order=Order.LATE, is_down=True),
)
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
    found, read = [], []
    anew, first, again, names = [], [], [], []
    unread, filtered = [], []
    with bare(folder) as plain:
        for _time in range(TIMES):
            found.append(_timed(lambda: salon.ask(twins)))
            read.append(
                _timed(lambda: [plain.execute(s).fetchall() for s in (PEOPLE, NUMBERS)])
            )
            for order in ORDERS:
                narrow = replace(Narrow(), order=order)
                look = partial(_asked, salon, narrow)
                anew.append(_timed(partial(_anew, salon, narrow)))
                look()
                salon.do(add_client, ClientDraft(name="Just Now"))
                first.append(_timed(look))
                again.append(_timed(look))
                names.append(_timed(lambda: plain.execute(NAMES).fetchall()))
            for narrow in FILTERS:
                look = partial(_asked, salon, narrow)
                look()
                salon.do(add_client, ClientDraft(name="Just Now"))
                unread.append(_timed(look))
                filtered.append(_timed(look))
    return [
        make(
            "who may be twice in the whole salon",
            "reading names and numbers by the bare driver",
            *(median(found), median(read), "≤ 12"),
            seconds=round(max(found), 3),
        ),
        *(
            make(
                name,
                "names sorted by the bare driver",
                *(median(ours), median(names), limit),
                slowest_ms=round(max(ours) * 1000, 1),
            )
            for name, ours, limit in (
                ("the list in an order, read anew", anew, "≤ 6"),
                ("the list in an order, first after a new file", first, "≤ 1"),
                ("the list in another order", again, "≤ 1"),
                ("the list under a filter, first after a new file", unread, "≤ 1"),
                ("the list under another filter", filtered, "≤ 1"),
            )
        ),
    ]


def _asked(salon: Salon, narrow: Narrow) -> Roll:
    return salon.ask(roll, narrow)


def _anew(salon: Salon, narrow: Narrow) -> Roll:
    def plainly(reading: Reading) -> Roll:
        return roll(replace(reading, standing=None), narrow)

    return salon.ask(plainly)


def _timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start
