"""What the window costs: start, memory, typing, painting, dragging.

Each start is a process of its own, in turn with an empty PySide6 main window on the
same screen.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

ROOT = Path(__file__).parents[1]
FRAME = 1 / 60
STARTS = 5

EMPTY = """
import time; began = time.time()
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow(); window.resize(1440, 900); window.show()
def done():
    print(time.time(), flush=True); app.quit()
QTimer.singleShot(0, lambda: QTimer.singleShot(0, done))
app.exec()
for line in open("/proc/self/smaps_rollup") if sys.platform == "linux" else ():
    if line.startswith("Pss:"): print(line.split()[1])
"""


def measure_window(folder: Path) -> list[dict[str, Any]]:
    """Return the window's ratios; parts are medians of seconds."""
    lists: tuple[list[float], ...] = ([], [], [], [], [], [])
    empty, first, filled, open_, memory, limit = lists
    _run(["-m", "benchmarks.window", str(folder), "start"], folder)  # once before
    for _turn in range(STARTS):
        said = _run(["-c", EMPTY], folder)
        empty.append(float(said[1]) - said[0])
        limit.append(float(said[2]) if len(said) > 2 else 0.0)
        ours = _run(["-m", "benchmarks.window", str(folder), "start"], folder)
        told = json.loads(ours[-1])
        first.append(told["painted"] - ours[0])
        filled.append(told["filled"] - ours[0])
        open_.append(told["open"] - ours[0])
        memory.append(told["pss"])
    ours = _run(["-m", "benchmarks.window", str(folder), "work"], folder)
    told = json.loads(ours[-1])
    over = "an empty PySide6 main window"
    ratios = [
        _ratio("process start to first paint", over, first, empty, "≤ 1.5"),
        _ratio("process start to Today filled", over, filled, empty, "≤ 2.5"),
        _ratio("process start to records open behind it", over, open_, empty, ""),
    ]
    if limit[0]:
        ratios.append(
            _ratio("memory, Today filled (PSS)", over, memory, limit, "≤ 2.5")
        )
    frame = "one 16.7 ms frame"
    for what, key, target in (
        ("keystroke in search to painted, median", "typed", "≤ 0.6"),
        ("keystroke in search to painted, 99th", "typed_99", "≤ 1.5"),
        ("day asked and painted", "day", "≤ 1.5"),
        ("drag frame in the calendar, 99th", "drag_99", "≤ 0.3"),
        ("client's file asked and painted", "client", "≤ 2"),
        ("Today asked again and painted", "today", "≤ 0.8"),
    ):
        if key in told:
            ratios.append(_ratio(what, frame, [told[key]], [FRAME], target))
    return ratios


def _ratio(
    what: str, over: str, ours: list[float], limit: list[float], target: str
) -> dict[str, Any]:
    mine, theirs = median(ours), median(limit)
    return {
        "what": what,
        "over": over,
        "ratio": round(mine / theirs, 2) if theirs else None,
        "target": target,
        "parts": {"ours": round(mine, 4), "limit": round(theirs, 4)},
    }


def _run(words: list[str], folder: Path) -> list[Any]:
    """Run a process; return when it was started, and the lines it said."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    # As on a desk, where the program was started before.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "bytecode")
    (folder / "desk.ini").unlink(missing_ok=True)
    import time

    began = time.time()
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return [began, *done.stdout.split("\n")[:-1]]


def _start(folder: str, *, is_working: bool) -> None:
    """Open the real window on *folder* and say when it was painted and filled."""
    import gc
    import time

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from salon.options import common
    from ui.frame import app as starting
    from ui.frame.window import Window
    from ui.kit import style

    options = common().parse_args(["--data", folder, "--now", "2026-11-23T10:42"])
    settings = starting.desk_settings(folder)
    gc.disable()
    application = QApplication(style.arguments())
    style.start(application, starting.kept_theme(settings))
    tasks = starting.make_tasks()
    window = Window(settings)
    opening = starting.Opening(window, tasks, options)
    told: dict[str, float] = {}

    def painted() -> None:
        told["painted"] = time.time()
        opening.begin()
        look()

    def filled() -> None:
        told["filled"] = time.time()  # after the paint of the rows

    def look() -> None:
        from ui.today.page import TodayPage

        page = window.page
        if "seen" not in told and isinstance(page, TodayPage) and page.is_filled:
            told["seen"] = time.time()
            QTimer.singleShot(0, lambda: QTimer.singleShot(0, filled))
        is_open = window.desk is not None and window.desk.glimpse is None
        if "filled" in told and is_open and tasks.idle():
            told["open"] = time.time()
            told["pss"] = _pss()
            if is_working:
                told.update(_work(window, tasks))
            print(json.dumps(told), flush=True)
            window.close()
            application.quit()
        else:
            QTimer.singleShot(2, look)

    window.painted.connect(painted)
    window.show()
    application.exec()
    tasks.close()
    opening.end()


def _pss() -> float:
    try:
        text = Path("/proc/self/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return float(next(line.split()[1] for line in text.splitlines() if "Pss:" in line))


def _work(window: Any, tasks: Any) -> dict[str, float]:
    """Type, go to pages and drag, as somebody at the desk does."""
    from datetime import timedelta

    from PySide6.QtCore import QEvent, QEventLoop, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from ui.places import ClientCard, DayOf, Today

    told: dict[str, float] = {}

    waiting = QEventLoop()
    tasks.rested.connect(waiting.quit)

    def settle() -> None:
        """Wait as the window does, asleep: a busy wait takes the interpreter away."""
        QApplication.processEvents()
        while not tasks.idle():
            waiting.exec()
            QApplication.processEvents()  # what the answers had painted, asked

    search = window.bar.search
    typed = []
    for word in ("wang", "chenmei", "138001", "lin", "anna", "zhouyu"):
        search.setFocus()
        search.clear()
        settle()
        for letter in word:
            start = perf_counter()
            QTest.keyClicks(search, letter)
            settle()
            typed.append(perf_counter() - start)
    search.clear()
    QTest.keyClick(search, Qt.Key.Key_Escape)
    settle()
    told["typed"] = median(typed)
    told["typed_99"] = quantiles(typed, n=100)[-1]
    day = _usual_day(window.desk.salon)
    days = []
    for turn in range(8):
        window.desk.go(Today())
        settle()
        start = perf_counter()
        window.desk.go(DayOf(day - timedelta(days=7 * (turn % 2))))
        settle()
        days.append(perf_counter() - start)
    told["day"] = median(days[2:])
    window.desk.go(Today())
    settle()
    again = []
    for _turn in range(8):
        start = perf_counter()
        window.page.refresh()
        settle()
        again.append(perf_counter() - start)
    told["today"] = median(again[1:])
    from salon.clients.queries import find_ids

    keys: list[int] = []
    window.desk.ask(find_ids, "", 8).then(keys.extend)
    settle()
    files = []
    for key in keys:
        start = perf_counter()
        window.desk.go(ClientCard(key))
        settle()
        files.append(perf_counter() - start)
    if files:
        told["client"] = median(files)
    window.desk.go(DayOf(day))
    settle()
    from ui.kit.block import Block

    blocks = [one for one in window.findChildren(Block) if one.isVisible()]
    if blocks:
        block, frames = blocks[0], []
        at = QPointF(block.rect().center())

        def send(kind: QEvent.Type, where: QPointF) -> None:
            spot = block.mapToGlobal(where)
            button = Qt.MouseButton.LeftButton
            event = QMouseEvent(
                kind, where, spot, button, button, Qt.KeyboardModifier(0)
            )
            QApplication.sendEvent(block, event)

        send(QEvent.Type.MouseButtonPress, at)
        for step in range(60):
            start = perf_counter()
            send(QEvent.Type.MouseMove, at + QPointF(0, step))
            QApplication.processEvents()
            frames.append(perf_counter() - start)
        QTest.keyClick(block, Qt.Key.Key_Escape)
        settle()
        told["drag_99"] = quantiles(frames, n=100)[-1]
    return told


def _usual_day(salon: Any) -> Any:
    """Return a day of about 130 visits, or the busiest there was."""
    from sqlalchemy import func, select

    from salon.appointments.tables import Appointment

    def asked(reading: Any) -> Any:
        day = Appointment.day
        near = func.abs(func.count() - 130)
        past = select(day).where(day < reading.today).group_by(day).order_by(near)
        return reading.session.scalar(past.limit(1))

    return salon.ask(asked)


if __name__ == "__main__":
    _start(sys.argv[1], is_working=sys.argv[2] == "work")
