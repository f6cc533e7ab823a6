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
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter, sleep
from typing import Any

from sqlalchemy import func, select
from sqlcipher3 import dbapi2 as sqlite

from benchmarks import loyalty, till, twins
from salon.app import Salon
from salon.appointments.operations import Booking, book
from salon.appointments.queries import day_book
from salon.appointments.tables import Appointment
from salon.catalogue.queries import services
from salon.clients.narrowing import Narrow
from salon.clients.queries import find_clients, find_ids
from salon.clients.tables import Client
from salon.demo import found_demo
from salon.errors import SalonError
from salon.exchange.child import read
from salon.exchange.model import Asked, Incoming
from salon.exchange.operations import import_clients
from salon.exchange.taking_in import Watching, take_in
from salon.settings.model import Premises
from salon.setup import set_up
from salon.start import found_salon, open_salon
from salon.store.keys import find_key
from salon.views.calls import call_queue
from salon.views.client import sight_of
from salon.views.roll import CHUNK, count_in_view, roll, roll_lines
from salon.work import Reading

KEY = "5a" * 32
NOW = datetime(2026, 11, 23, 10, 42)  # noqa: DTZ001 - the salon's wall clock
FRAME = 1 / 60  # seconds
QUESTIONS = ("wang", "li", "chen", "5678", "mei", "zha", "陈", "王芳", "an", "0012")

Ratio = dict[str, Any]


def measure(data: str | None, *, is_quick: bool = False) -> list[Ratio]:
    """Return every ratio with its parts and the salon it was taken on.

    A salon that is given is copied, key and all, so that nothing of it changes.
    Otherwise two are built: one of a busy street (12,000 clients, 8 years, about 130
    visits on its days) and a large one (100,000 clients, 10 years).

    Args:
        data: The folder of a salon to measure on; None: salons of our own.
        is_quick: Whether a small salon will do, for a first look.
    """
    ratios = [_versions()]
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        for number, size in enumerate([None] if data else _SIZES[is_quick]):
            folder = Path(place) / f"salon-{number}"
            if size is None:
                _copied(Path(data or ""), folder)
            else:
                with _keyed(KEY):
                    found_demo(
                        str(folder), now=NOW, seed=3, clients=size[0], years=size[1]
                    )
            with nullcontext() if data else _keyed(KEY):
                ratios += _of_salon(folder)
        with _keyed(KEY):
            ratios.append(_encrypted(Path(place)))
            ratios += _import(Path(place), 10_000 if is_quick else 100_000)
            ratios.append(_paper())
            ratios += _photographs()
    return ratios


_SIZES = {
    True: [(5_000, 3)],
    False: [(12_000, 8), (100_000, 10)],
}


def _of_salon(folder: Path) -> list[Ratio]:
    with closing(open_salon(str(folder), NOW)) as salon:
        size = salon.ask(_size)
        found = [
            _search(salon, folder),
            *_list(salon, folder),
            _day(salon, folder),
            _client(salon, folder),
            _calls(salon, folder),
            _book(salon, folder),
            *till.ratios(salon, folder, _ratio, _bare),
            *loyalty.ratios(salon, folder, _ratio, _bare),
            *twins.ratios(salon, folder, _ratio, _bare),
        ]
    found += _window(folder)
    return [one | {"salon": size} for one in found]


def _size(reading: Reading) -> str:
    count = select(func.count())
    clients = reading.session.scalar(count.select_from(Client))
    visits = reading.session.scalar(count.select_from(Appointment))
    return f"{clients:,} clients, {visits:,} visits"


def _copied(data: Path, folder: Path) -> None:
    """Copy a salon's records and key; work goes on there meanwhile."""
    folder.mkdir()
    for name in ("salon.key", "salon.head"):
        if (data / name).exists():
            shutil.copyfile(data / name, folder / name)
    key = find_key(data / "salon.key").hex
    source, target = _opened(data / "salon.db", key), _opened(folder / "salon.db", key)
    with closing(source), closing(target):
        source.backup(target)


def _opened(file: Path, key: str) -> Any:
    connection = sqlite.connect(str(file), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection


@contextmanager
def _keyed(key: str) -> Iterator[None]:
    """Let the salons of our own have one key, whatever the caller's salon has."""
    before = os.environ.get("SALON_KEY")
    os.environ["SALON_KEY"] = key
    try:
        yield
    finally:
        if before is None:
            del os.environ["SALON_KEY"]
        else:
            os.environ["SALON_KEY"] = before


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
def _bare(
    folder: Path, *, name: str = "salon.db", key: str | None = None
) -> Iterator[Any]:
    """Lend the bare driver on a store, as close to the metal as there is."""
    connection = sqlite.connect(str(folder / name), isolation_level=None)
    if key is None:
        key = find_key(folder / "salon.key").hex
    if key:
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
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


def _list(salon: Salon, folder: Path) -> list[Ratio]:
    """Return what everybody sorted costs, and a screenful of lines far down."""
    ours, limit, lines = [], [], []
    statement = (
        "SELECT c.id, substr(c.sort_key, 1, 1), s.seen FROM client c"
        " JOIN client_search s ON s.client_id = c.id ORDER BY c.sort_key, c.id"
    )
    keys = salon.ask(roll, Narrow()).keys
    middle = keys[len(keys) // 2 :][:CHUNK]
    marks = ",".join(map(str, middle))
    few = f"SELECT * FROM client WHERE id IN ({marks})"
    bare_lines = []
    with _bare(folder) as bare:
        for _round in range(5):
            ours.append(_timed(lambda: salon.ask(roll, Narrow())))
            limit.append(_timed(lambda: list(bare.execute(statement))))
            lines.append(_timed(lambda: salon.ask(roll_lines, middle)))
            bare_lines.append(_timed(lambda: list(bare.execute(few))))
    due = _timed(lambda: salon.ask(count_in_view, Narrow(late=30, unbooked=True)))
    return [
        _ratio(
            "list of all clients, by name",
            "their sorted numbers by the bare driver",
            median(ours),
            median(limit),
            "≤ 3",
            rows=len(keys),
            due_and_unbooked_counted_ms=round(due * 1000, 1),
        ),
        _ratio(
            f"{len(middle)} lines of the list",
            "their rows alone by the bare driver",
            median(lines),
            median(bare_lines),
            "",
        ),
    ]


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
            " ORDER BY abs(count(*) - 130), day DESC LIMIT 1",
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
        "client's file asked, of the one with most visits",
        "her visits alone by the bare driver",
        median(ours),
        median(limit),
        "",
    )


def _calls(salon: Salon, folder: Path) -> Ratio:
    """Whom to ring now: ranked by who answers, over what was tried with all of them."""
    statement = (
        "SELECT c.id, c.name, p.number, a.id, a.due, k.at, k.outcome"
        " FROM aftercare_call a JOIN client c ON c.id = a.client_id"
        " LEFT JOIN client_phone p ON p.client_id = c.id"
        " LEFT JOIN contact k ON k.client_id = c.id"
        " WHERE a.status = 'waiting' AND a.due <= ?"
    )
    today = (NOW.date().isoformat(),)
    ours, limit = [], []
    with _bare(folder) as bare:
        rows = len(salon.ask(call_queue).calls)
        for _round in range(15):
            ours.append(_timed(lambda: salon.ask(call_queue)))
            limit.append(_timed(lambda: list(bare.execute(statement, today))))
    return _ratio(
        "call queue asked, the best of this hour first",
        "those calls with every attempt by the bare driver",
        median(ours),
        median(limit),
        "",
        rows=rows,
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
        "≤ 15",
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
        _bare(place, name="secret.db", key=KEY) as secret,
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


def _import(place: Path, rows: int) -> list[Ratio]:
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
        salon.do(import_clients, _few(file, 2_000), "few")

        def taken() -> None:
            asked = Asked(file, "cn", NOW.date())
            done, _sheet = take_in(salon, None, asked, Watching())
            assert done.new + done.matched == rows, (done.new, done.refused)

        alone = [_timed(lambda: salon.ask(find_clients, "wang", 12)) for _ in range(60)]
        beside: list[float] = []
        importing = Thread(target=lambda: took.append(_timed(taken)))
        took: list[float] = []
        importing.start()
        while importing.is_alive():
            beside.append(_timed(lambda: salon.ask(find_clients, "wang", 12)))
            sleep(0.05)
        importing.join()
    with closing(open_salon(str(_another(place, here)), NOW)) as salon:
        ours = _timed(taken)
    limit = _timed(lambda: _bare_import(place, file))
    return [
        _ratio(
            f"import of {rows:,} rows",
            "csv module plus one bare insert a row",
            ours,
            limit,
            "≤ 30",
            rows_per_second=round(rows / ours),
        ),
        _ratio(
            "search while an import runs, median",
            "the same search alone",
            median(beside),
            median(alone),
            "≤ 2",
            slowest_ms=round(max(beside) * 1000, 1),
            searches=len(beside),
        ),
    ]


def _few(file: Path, rows: int) -> Iterator[Incoming]:
    with read(Asked(file, "cn", NOW.date())) as source:
        yield from islice(source.people, rows)


def _another(place: Path, here: Premises) -> Path:
    folder = place / "importing-again"
    found_salon(str(folder), lambda salon: set_up(salon, here), NOW)
    return folder


_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂"


def _bare_import(place: Path, file: Path) -> None:
    with _bare(place, name="import.db", key=KEY) as bare:
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
        "≤ 1.2",
    )


def _photographs() -> list[Ratio]:
    from benchmarks.photograph import KINDS, taken_in_over_plain

    return [
        _ratio(
            f"a photograph of 12 megapixels taken in, {kind}",
            "the same file decoded, scaled and written by plain Pillow calls",
            *taken_in_over_plain(kind),
            "≤ 0.6",
        )
        for kind in KINDS
    ]


def _window(folder: Path) -> list[Ratio]:
    from benchmarks.window import measure_window

    return measure_window(folder)
