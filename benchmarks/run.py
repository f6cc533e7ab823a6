"""Ratios to a limit taken in the same run (docs/engineering: what costs time).

Each figure is a median of interleaved turns: ours, then the limit, and so on. It
asserts nothing and is no part of the tests. `measure` builds a salon of its own size
unless it is given one.
"""

import csv
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from salon.app import Salon
from salon.appointments.operations import Booking, book
from salon.appointments.queries import day_book
from salon.catalogue.queries import services
from salon.clients.queries import find_clients, find_ids
from salon.demo import found_demo
from salon.errors import SalonError
from salon.exchange.child import read
from salon.exchange.model import Asked
from salon.exchange.operations import import_clients
from salon.start import open_salon
from salon.views.client import sight_of

KEY = "5a" * 32
NOW = datetime(2026, 11, 23, 10, 42)  # noqa: DTZ001 - the salon's wall clock
FRAME = 1 / 60  # seconds
QUESTIONS = ("wang", "li", "chen", "5678", "mei", "zha", "陈", "王芳", "an", "0012")

Ratio = dict[str, Any]


def measure(data: str | None, *, is_quick: bool = False) -> list[Ratio]:
    """Return every ratio with its parts; on a copy, so that nothing is changed."""
    os.environ.setdefault("SALON_KEY", KEY)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        folder = Path(place) / "salon"
        if data is None:
            size = (5_000, 3) if is_quick else (100_000, 10)
            found_demo(str(folder), now=NOW, seed=3, clients=size[0], years=size[1])
        else:
            folder.mkdir()
            shutil.copyfile(Path(data) / "salon.db", folder / "salon.db")
            if (Path(data) / "salon.key").exists():
                shutil.copyfile(Path(data) / "salon.key", folder / "salon.key")
        ratios = [_versions()]
        with closing(open_salon(str(folder), NOW)) as salon:
            ratios += [
                _search(salon, folder),
                _day(salon, folder),
                _client(salon, folder),
                _book(salon, folder),
            ]
        ratios.append(_encrypted(Path(place)))
        ratios.append(_import(Path(place), 10_000 if is_quick else 100_000))
        ratios.append(_paper())
        ratios += _window(folder)
        return ratios


def _ratio(
    what: str, over: str, ours: float, limit: float, target: str, **parts: Any
) -> Ratio:
    return {
        "what": what,
        "over": over,
        "ratio": round(ours / limit, 2) if limit else None,
        "target": target,
        "parts": {
            "ours_ms": round(ours * 1000, 3),
            "limit_ms": round(limit * 1000, 3),
            **parts,
        },
    }


def _versions() -> Ratio:
    import sqlalchemy

    parts = {
        "python": sys.version.split()[0],
        "sqlalchemy": sqlalchemy.__version__,
        "sqlite": sqlite.sqlite_version,
        "cores": os.cpu_count(),
    }
    return {
        "what": "versions",
        "over": "",
        "ratio": None,
        "target": "",
        "parts": parts,
    }


@contextmanager
def _bare(folder: Path, *, name: str = "salon.db", key: str = KEY) -> Iterator[Any]:
    """Lend the bare driver on a store, as close to the metal as there is."""
    connection = sqlite.connect(str(folder / name), isolation_level=None)
    if key:
        connection.execute(f"PRAGMA key = \"x'{os.environ.get('SALON_KEY', key)}'\"")
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = 2")
    try:
        yield connection
    finally:
        connection.close()


def _timed(act: Callable[[], object]) -> float:
    start = perf_counter()
    act()
    return perf_counter() - start


def _search(salon: Salon, folder: Path) -> Ratio:
    ours, limit, whole = [], [], []
    with _bare(folder) as bare:
        for _round in range(5):
            for text in QUESTIONS:
                ours.append(_timed(lambda t=text: salon.ask(find_ids, t, 12)))  # type: ignore[misc]
                limit.append(_timed(lambda t=text: _bare_search(bare, t)))  # type: ignore[misc]
                whole.append(_timed(lambda t=text: salon.ask(find_clients, t, 12)))  # type: ignore[misc]
    return _ratio(
        "search question through our code",
        "the same FTS5 statement by the bare driver",
        median(ours),
        median(limit),
        "≤ 3",
        rows_with_phones_and_alerts_ms=round(median(whole) * 1000, 3),
        slowest_ms=round(max(ours) * 1000, 3),
    )


def _bare_search(bare: Any, text: str) -> list[Any]:
    if text.isdigit():
        table, asked = "client_parts", f'"{text}"'
    elif text.isascii():
        table, asked = "client_words", f'"{text}"*'
    else:
        table, asked = "client_words", '"' + " ".join(text) + '"'
    statement = f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT 1001"
    return list(bare.execute(statement, (asked,)))


def _day(salon: Salon, folder: Path) -> Ratio:
    day = NOW.date()
    ours, limit = [], []
    statement = (
        "SELECT a.id, a.start, a.minutes, a.status, a.price, c.name, s.en, p.name"
        " FROM appointment a JOIN client c ON c.id = a.client_id"
        " JOIN service s ON s.id = a.service_id"
        " JOIN staff_member p ON p.id = a.staff_id WHERE a.day = ? ORDER BY a.start"
    )
    with _bare(folder) as bare:
        busiest = bare.execute(
            "SELECT day FROM appointment WHERE day < ? GROUP BY day"
            " ORDER BY count(*) DESC LIMIT 1",
            (day.isoformat(),),
        ).fetchone()
        if busiest:
            day = date.fromisoformat(busiest[0])
        rows = 0
        for _round in range(40):
            ours.append(_timed(lambda: salon.ask(day_book, day)))
            limit.append(
                _timed(lambda: list(bare.execute(statement, (day.isoformat(),))))
            )
        rows = len(salon.ask(day_book, day))
    return _ratio(
        "day book asked",
        "the same rows by the bare driver",
        median(ours),
        median(limit),
        "≤ 3",
        rows=rows,
    )


def _client(salon: Salon, folder: Path) -> Ratio:
    with _bare(folder) as bare:
        key = bare.execute(
            "SELECT client_id FROM appointment GROUP BY client_id"
            " ORDER BY count(*) DESC LIMIT 1"
        ).fetchone()[0]
        statement = (
            "SELECT a.day, a.start, s.en, a.status FROM appointment a JOIN service s"
            " ON s.id = a.service_id WHERE a.client_id = ? ORDER BY a.day DESC LIMIT 40"
        )
        ours, limit = [], []
        for _round in range(20):
            ours.append(_timed(lambda: salon.ask(sight_of, key)))
            limit.append(_timed(lambda: list(bare.execute(statement, (key,)))))
    return _ratio(
        "client's story, first screen of rows",
        "her visits alone by the bare driver",
        median(ours),
        median(limit),
        "≤ 2",
    )


def _book(salon: Salon, folder: Path) -> Ratio:
    service = next(one for one in salon.ask(services) if one.ref == "fac_hydrate")
    clients = [one.id for one in salon.ask(find_clients, "", 60)]
    ours: list[float] = []
    limit: list[float] = []
    first = NOW.date() + timedelta(days=60)
    with _bare(folder) as bare:
        bare.execute("CREATE TABLE bench (word TEXT) STRICT")
        for number in range(300):
            day = first + timedelta(days=number // 4)
            hour = time(9 + 2 * (number % 4))
            wish = Booking(
                clients[number % len(clients)], service.id, day, hour, override="bench"
            )
            start = perf_counter()
            with suppress(SalonError):
                salon.do(book, wish)
                ours.append(perf_counter() - start)
            limit.append(_timed(lambda: _commit(bare)))
    return _ratio(
        "book (all checks, hold, history, committed)",
        "the bare WAL FULL commit, encrypted",
        median(ours),
        median(limit),
        "≤ 6",
        booked=len(ours),
    )


def _commit(bare: Any) -> None:
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("INSERT INTO bench VALUES ('one row')")
    bare.execute("COMMIT")


def _encrypted(place: Path) -> Ratio:
    """Compare a bare commit with and without the encryption."""
    ours, limit = [], []
    with (
        _bare(place, name="secret.db") as secret,
        _bare(place, name="plain.db", key="") as plain,
    ):
        for bare in (secret, plain):
            bare.execute("CREATE TABLE bench (word TEXT) STRICT")
        for _round in range(300):
            ours.append(_timed(lambda: _commit(secret)))
            limit.append(_timed(lambda: _commit(plain)))
    return _ratio(
        "bare commit, encrypted",
        "unencrypted in the same run",
        median(ours),
        median(limit),
        "≤ 1.5",
    )


def _import(place: Path, rows: int) -> Ratio:
    from salon.settings.model import Premises
    from salon.setup import set_up
    from salon.start import found_salon

    file = place / "clients.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["姓名", "手机", "生日", "备注"])
        for number in range(rows):
            name = _NAMES[number % 89 % len(_NAMES)] + _GIVEN[number // 7 % len(_GIVEN)]
            writer.writerow(
                [
                    name + _GIVEN[number // 311 % len(_GIVEN)],
                    f"138{number:08d}",
                    f"19{60 + number % 40}-{1 + number % 12:02}-{1 + number % 28:02}",
                    "" if number % 3 else "喜欢安静",
                ]
            )
    folder = place / "importing"
    here = Premises(name="Bench", region="cn", language="zh_CN", currency="CNY")
    found_salon(str(folder), lambda salon: set_up(salon, here), NOW)
    with closing(open_salon(str(folder), NOW)) as salon:

        def take_in() -> None:
            with read(Asked(file, "cn", NOW.date())) as source:
                done = salon.do(import_clients, source.people, file.name)
                assert done.new == rows, (done.new, done.refused)

        ours = _timed(take_in)
    limit = _timed(lambda: _bare_import(place, file))
    return _ratio(
        f"import of {rows:,} rows",
        "csv module plus one bare insert a row",
        ours,
        limit,
        "≤ 12",
        rows_per_second=round(rows / ours),
    )


_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂"


def _bare_import(place: Path, file: Path) -> None:
    with _bare(place, name="import.db") as bare:
        bare.execute("CREATE TABLE client (a TEXT, b TEXT, c TEXT, d TEXT) STRICT")
        bare.execute("BEGIN IMMEDIATE")
        with file.open(encoding="utf-8", newline="") as opened:
            for row in csv.reader(opened):
                bare.execute("INSERT INTO client VALUES (?, ?, ?, ?)", row)
        bare.execute("COMMIT")


def _paper() -> Ratio:
    from benchmarks.paper import plan_over_plain

    ours, plain = plan_over_plain()
    return _ratio(
        "plan with photographs and Chinese",
        "the same page drawn by plain ReportLab calls",
        ours,
        plain,
        "≤ 1.3",
    )


def _window(folder: Path) -> list[Ratio]:
    from benchmarks.window import measure_window

    return measure_window(folder)
