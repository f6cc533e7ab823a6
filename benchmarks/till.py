"""Ratios of the till: a bill closed, opened, the books checked, a month added up."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import func, select

from salon.app import Salon
from salon.catalogue.queries import services
from salon.clients.queries import find_clients
from salon.ledger.queries import turnovers
from salon.reports.queries import book_findings
from salon.till.closing import close_bill
from salon.till.model import BillId, Paying
from salon.till.operations import add_service, open_bill
from salon.till.queries import bill
from salon.till.tables import BillLine
from salon.views.till import bill_sight
from salon.work import Reading

TURNS = 60
FRAME = 1 / 60  # seconds
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
    lines = salon.ask(_lines)
    with bare(folder) as plain:
        plain.execute("CREATE TABLE IF NOT EXISTS bench_till (word TEXT) STRICT")
        return [
            _closed(salon, plain, make, lines),
            _opened(salon, make, lines),
            _checked(salon, plain, make, lines),
            _month(salon, plain, make, lines),
        ]


def _lines(reading: Reading) -> int:
    return reading.session.scalar(select(func.count(BillLine.id))) or 0


def _closed(salon: Salon, plain: Any, make: Make, lines: int) -> Ratio:
    service = salon.ask(services)[0].id
    clients = [one.id for one in salon.ask(find_clients, "", TURNS)]
    ours: list[float] = []
    limit: list[float] = []
    for client in clients:
        key = salon.do(open_bill, client)
        salon.do(add_service, key, service)
        total = salon.ask(bill, key).total
        start = perf_counter()
        salon.do(close_bill, key, [Paying("card", total)])
        ours.append(perf_counter() - start)
        start = perf_counter()
        plain.execute("BEGIN IMMEDIATE")
        plain.execute("INSERT INTO bench_till VALUES ('one row')")
        plain.execute("COMMIT")
        limit.append(perf_counter() - start)
    return make(
        "a bill closed (number, payments, postings, history, committed)",
        "the bare WAL FULL commit, encrypted",
        median(ours),
        median(limit),
        "≤ 50 ms",
        bill_lines=lines,
    )


def _opened(salon: Salon, make: Make, lines: int) -> Ratio:
    clients = [one.id for one in salon.ask(find_clients, "", 12)]
    keys: list[BillId] = [salon.do(open_bill, client) for client in clients]
    taken = []
    for key in keys:
        start = perf_counter()
        salon.ask(bill_sight, key)
        taken.append(perf_counter() - start)
    return make(
        "a bill as its page asks for it",
        "a frame of the screen",
        median(taken),
        FRAME,
        "≤ 3",
        bill_lines=lines,
    )


def _checked(salon: Salon, plain: Any, make: Make, lines: int) -> Ratio:
    start = perf_counter()
    found = salon.ask(book_findings)
    ours = perf_counter() - start
    start = perf_counter()
    plain.execute("SELECT sum(amount) FROM posting").fetchall()
    limit = perf_counter() - start
    return make(
        "the ledger checked",
        "the bare sum of its amounts",
        ours,
        limit,
        "≤ 10 s",
        findings=len(found),
        bill_lines=lines,
    )


def _month(salon: Salon, plain: Any, make: Make, lines: int) -> Ratio:
    last = salon.today().replace(day=1) - timedelta(days=1)
    first = last.replace(day=1)

    def summed(start: date, end: date) -> float:
        began = perf_counter()
        plain.execute(
            "SELECT debit, credit, kind, sum(amount) FROM posting"
            " WHERE day BETWEEN ? AND ? GROUP BY 1, 2, 3",
            (start.isoformat(), end.isoformat()),
        ).fetchall()
        return perf_counter() - began

    ours = []
    for _turn in range(5):
        start = perf_counter()
        salon.ask(turnovers, first, last)
        ours.append(perf_counter() - start)
    limit = [summed(first, last) for _turn in range(5)]
    return make(
        "what a month moved, by account",
        "the bare sum by account",
        median(ours),
        median(limit),
        "≤ 300 ms",
        bill_lines=lines,
    )
