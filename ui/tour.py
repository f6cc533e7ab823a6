"""Pictures of every page of the real window, over a given salon.

To be called in a process of its own, since a scale can be set only once.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from ui.places import (
    CallList,
    ClientList,
    DayOf,
    Place,
    PlanList,
    SettingsPage,
    Today,
    WeekOf,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from salon.app import Salon
    from ui.desk import Desk
    from ui.tasks import Tasks
    from ui.window import Window

P = ParamSpec("P")
R = TypeVar("R")
Rows = list[dict[str, str]]
PLACES: tuple[Place, ...] = (
    Today(),
    DayOf(),
    DayOf(by="rooms"),
    WeekOf(),
    ClientList(),
    CallList(),
    PlanList(),
    SettingsPage(),
)
# Each is a query that returns more addresses worth a picture: a client, a plan.
MORE = ("ui.clients.tour:places", "ui.plans.tour:places", "ui.settings.tour:places")


def tour(
    folder: str | Path,
    data: str,
    language: str = "en",
    theme: str = "light",
    scale: float = 1.0,
    size: tuple[int, int] = (1440, 900),
    now: datetime | None = None,
) -> Rows:
    """Save a picture of every page into *folder*, over the salon at *data*.

    Args:
        folder: Where the PNG files go.
        data: The salon; it is read beside whoever has it open.
        language: "en", "zh_CN" or "zh_TW".
        theme: "light" or "dark".
        scale: How many device pixels one unit is.
        size: Of the window, in units.
        now: Where to stop the clock, if it shall stand still.

    Returns:
        For each picture `file`, `page` (the name of its address) and `state`:
        "full", or "empty" as in a salon that has just begun.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    from PySide6.QtWidgets import QApplication

    from salon.start import open_salon
    from ui.kit import style
    from ui.kit.tokens import DARK, LIGHT
    from ui.speaking import speak

    program = QApplication.instance() or QApplication(style.arguments("tour"))
    assert isinstance(program, QApplication)
    style.start(program, DARK if theme == "dark" else LIGHT)
    speak(language)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    ending = f"{language}-{theme}-{scale:g}"
    rows: Rows = []
    with closing(open_salon(data, now, may_begin=False)) as salon:
        for page in _walk(program, salon, size, target, f"full-{ending}"):
            rows.append({**page, "state": "full"})
    with (
        TemporaryDirectory() as new,
        closing(open_salon(str(Path(new) / "salon"), now)) as salon,
    ):
        for page in _walk(program, salon, size, target, f"empty-{ending}"):
            rows.append({**page, "state": "empty"})
    return rows


def _walk(
    program: "QApplication",
    salon: "Salon",
    size: tuple[int, int],
    folder: Path,
    ending: str,
) -> Iterator[dict[str, str]]:
    """Show every page and save it."""
    from ui.desk import Desk
    from ui.tasks import Tasks
    from ui.window import Window

    tasks = Tasks(AtOnce())
    desk = Desk(salon, tasks)
    window = Window()
    window.resize(*size)
    window.enter(desk)
    if salon.key_lies_open:
        window.warn("The key lies beside the records.")
    window.show()
    for number, place in enumerate((*PLACES, *_more(salon))):
        desk.go(place)
        _settle(program, tasks)
        name = type(place).__name__
        file = f"{number:02}-{name}-{ending}.png"
        window.grab().save(str(folder / file), "PNG")
        yield {"file": file, "page": str(place)}
    yield _found(program, tasks, desk, window, folder / f"99-Search-{ending}.png")
    window.close()
    window.deleteLater()
    _settle(program, tasks)
    tasks.close()


def _found(
    program: "QApplication", tasks: "Tasks", desk: "Desk", window: "Window", file: Path
) -> dict[str, str]:
    desk.go(Today())
    window.activateWindow()
    window.go_find()
    _settle(program, tasks)
    window.grab().save(str(file), "PNG")
    return {"file": file.name, "page": "Search"}


def _more(salon: "Salon") -> list[Place]:
    from ui.pages import all_named

    return [place for query in all_named(MORE) for place in salon.ask(query)]


def _settle(program: "QApplication", tasks: "Tasks") -> None:
    for _turn in range(3):
        program.processEvents()
        while not tasks.idle():
            program.processEvents()


class AtOnce(Executor):
    """Runs jobs in the calling thread, so that nothing has to be waited for."""

    def submit(
        self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        """Run one job."""
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future
