"""Pictures of every page of the real window, over a given salon.

To be called in a process of its own, since a scale can be set only once.
"""

import json
import os
import re
from argparse import Namespace
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from salon.text import _
from ui.places import (
    CallList,
    Campaigns,
    ClientCard,
    ClientList,
    ComplaintOf,
    DayEnd,
    DayOf,
    FirstStart,
    House,
    IncidentOf,
    Loyalty,
    OwnerMonth,
    Place,
    PlanEditor,
    PlanList,
    Promises,
    RecordOf,
    SettingsPage,
    Shelf,
    Surveys,
    Team,
    Till,
    Today,
    WeekOf,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

    from salon.app import Salon
    from ui.tasks import Tasks

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
    Till(),
    DayEnd(),
    DayEnd(tab="reports"),
    Promises(),
    Shelf(),
    Loyalty(),
    OwnerMonth(),
    Surveys(),
    Surveys("results"),
    Campaigns(),
    Team(),
    Team("leaving"),
    House(),
    House("suggestions"),
    SettingsPage(),
)
# Each is a query that returns more addresses worth a picture: a client, a plan.
OWNER = "Mei"  # of the salon that has just begun


def main(said: dict[str, Any]) -> int:
    """Walk as the command line asks, and print what was saved; return 0."""
    now = datetime.fromisoformat(said["now"]) if said.get("now") else None
    rows = tour(
        said["folder"],
        said["data"],
        said.get("language") or "",
        said.get("theme", "light"),
        float(said.get("scale", 1)),
        (said["size"][0], said["size"][1]),
        now,
    )
    print(json.dumps({"pictures": rows}, ensure_ascii=False))
    return 0


def tour(
    folder: str | Path,
    data: str,
    language: str = "",
    theme: str = "light",
    scale: float = 1.0,
    size: tuple[int, int] = (1440, 900),
    now: datetime | None = None,
) -> Rows:
    """Save a picture of every page into *folder*, over the salon at *data*.

    Args:
        folder: Where the PNG files go.
        data: The salon; it is read beside whoever has it open.
        language: "en", "zh_CN" or "zh_TW"; "" for the salon's own.
        theme: "light" or "dark".
        scale: How many device pixels one unit is.
        size: Of the window, in units.
        now: Where to stop the clock, if it shall stand still.

    Returns:
        For each picture `file`, `page` and `state`: "full", or "empty" as in a salon
        that has just begun.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    from PySide6.QtWidgets import QApplication

    from salon.setup import set_up
    from salon.start import found_salon, open_salon
    from salon.text import nearest
    from ui.kit import style
    from ui.kit.tokens import DARK, LIGHT
    from ui.parts.speaking import speak

    program = QApplication.instance() or QApplication(style.arguments("tour"))
    assert isinstance(program, QApplication)
    style.start(program, DARK if theme == "dark" else LIGHT)
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    rows: Rows = []
    with closing(open_salon(data, now, may_begin=False)) as salon:
        here = salon.premises
        code = nearest(language or here.language)
        speak(code)
        ending = f"{code}-{theme}-{scale:g}"
        rows += _Walk(program, salon, size, target, ending, "full").pages()
    with TemporaryDirectory() as new:
        where = str(Path(new) / "salon")
        options = Namespace(data=where, now=now)
        rows.append(_first_start(program, options, size, target, ending))
        house = replace(here, name=here.name or _("Camellia House"), acting=None)
        found_salon(where, lambda salon: set_up(salon, house, OWNER), now)
        with closing(open_salon(where, now)) as salon:
            rows += _Walk(program, salon, size, target, ending, "empty").pages()
    return rows


def _first_start(
    program: "QApplication",
    options: Namespace,
    size: tuple[int, int],
    folder: Path,
    ending: str,
) -> dict[str, str]:
    """Return the picture of the four questions, before there is a salon."""
    from ui.frame.pages import page_class
    from ui.frame.window import Window
    from ui.tasks import Tasks

    tasks, window = Tasks(AtOnce()), Window()
    page = page_class(FirstStart())
    window.resize(*size)
    window.begin(lambda: page(tasks, options, window.close))
    window.show()
    _rest(program, tasks)
    file = folder / f"00-first-start-empty-{ending}.png"
    window.grab().save(str(file), "PNG")
    window.close()
    window.deleteLater()
    _rest(program, tasks)
    tasks.close()
    return {"file": str(file), "page": "first-start", "state": "empty"}


def _rest(program: "QApplication", tasks: "Tasks") -> None:
    """Wait until everything asked for is shown."""
    for _turn in range(4):
        program.processEvents()
        while not tasks.idle():
            program.processEvents()
    from PySide6.QtTest import QTest

    QTest.qWait(30)  # papers and pictures that wait for the typing to rest


class _Walk:
    """One window, taken to every page, and its pictures."""

    def __init__(
        self,
        program: "QApplication",
        salon: "Salon",
        size: tuple[int, int],
        folder: Path,
        ending: str,
        state: str,
    ) -> None:
        from salon.staff.model import StaffId
        from ui.desk import Desk
        from ui.frame.window import Window
        from ui.staff.signing import begin_with
        from ui.tasks import Tasks

        self._program, self._salon, self._folder = program, salon, folder
        self._ending, self._state = ending, state
        self._rows: Rows = []
        self._tasks = Tasks(AtOnce())
        self._desk = Desk(salon, self._tasks)
        self._window = Window()
        self._window.resize(*size)
        self._window.enter(self._desk)
        acting = salon.premises.acting
        begin_with(self._desk, None if acting is None else StaffId(acting))
        self._window.show()

    def pages(self) -> Rows:
        """Show every page, and what is opened over it; return what was saved."""
        for place in (*PLACES, *self._more()):
            self._desk.go(place)
            self._settle()
            self._keep(_name_of(place))
        self._over()
        self._over_file()
        self._window.close()
        self._window.deleteLater()
        self._settle()
        self._tasks.close()
        return self._rows

    def _over(self) -> None:
        """Open what opens over a page: the search, booking, a new client, imports."""
        from ui.clients.adding import open_new
        from ui.exchange.assistant import open_import
        from ui.history.sheet import open_history
        from ui.parts.ways import open_booking

        self._desk.go(Today())
        self._window.activateWindow()
        self._window.go_find()
        self._settle()
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        QTest.keyClicks(self._window.bar.search, "lin")
        self._settle()
        self._keep("search")
        self._window.bar.search.clear()
        QTest.keyClick(self._window.bar.search, Qt.Key.Key_Escape)
        self._settle()
        key = self._client()
        self._opened("booking", lambda: open_booking(self._desk, client_id=key))
        self._opened("new-client", lambda: open_new(self._desk))
        if key is not None:
            self._opened("history", lambda: open_history(self._desk, "client", key))
        self._opened("import", lambda: open_import(self._desk))

    def _over_file(self) -> None:
        """Open what opens over the file of the client of whom there is most to see."""
        from ui.clients.page import ClientPage
        from ui.clients.tour import places, sheets, turn

        first = next(iter(places(self._salon)), None)
        if not isinstance(first, ClientCard):
            return
        self._desk.go(replace(first, tab="file"))
        self._settle()
        page = self._window.page
        assert isinstance(page, ClientPage)
        for name, open_it in sheets(self._desk, page):
            self._opened(name, open_it)
        self._opened("sign", lambda: turn(self._desk, page))
        page.act("assess")
        self._settle()
        self._keep("assessment")

    def _opened(self, name: str, open_it: Callable[[], object]) -> None:
        from PySide6.QtWidgets import QApplication, QDialog

        before = set(self._window.findChildren(QDialog))
        open_it()
        self._settle()
        new = [one for one in self._window.findChildren(QDialog) if one not in before]
        self._keep(name, *new)
        for sheet in new:
            leave = getattr(sheet, "leave", sheet.close)  # a turned screen only stays
            leave()
        focus: QWidget | None = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()
        self._settle()

    def _keep(self, name: str, *sheets: "QWidget") -> None:
        number = len(self._rows)
        file = self._folder / f"{number:02}-{name}-{self._state}-{self._ending}.png"
        picture = self._window.grab()
        for sheet in sheets:
            picture = _over(picture, sheet)
        picture.save(str(file), "PNG")
        self._rows.append({"file": str(file), "page": name, "state": self._state})

    def _client(self) -> int | None:
        from salon.clients.queries import find_ids

        return next(iter(self._salon.ask(find_ids, "", 1)), None)

    def _more(self) -> list[Place]:
        """Return a client's tabs, a plan and a treatment record, where there are."""
        from salon.appointments.queries import day_book
        from salon.clients.model import ClientId
        from salon.complaints.queries import open_complaints
        from salon.incidents.queries import everything_open
        from salon.plans.queries import plans
        from ui.clients.tour import places as of_clients
        from ui.settings.tour import places as of_settings

        found = [*of_clients(self._salon), *of_settings()]
        key = self._client()
        hers = self._salon.ask(plans, None if key is None else ClientId(key), 1)
        found += [
            PlanEditor(plan.id) for plan in hers or self._salon.ask(plans, None, 1)
        ]
        visits = self._salon.ask(day_book, self._salon.today())
        under_way = [one for one in visits if one.status.value == "in_treatment"]
        found += [RecordOf(one.id) for one in (under_way or visits)[:1]]
        cases = self._salon.ask(open_complaints)
        found += [ComplaintOf(one.id) for one in cases[:1]]
        open_now = self._salon.ask(everything_open)
        found += [IncidentOf(one.id) for one in open_now[:1]]
        return found

    def _settle(self) -> None:
        _rest(self._program, self._tasks)


def _over(ground: "QPixmap", sheet: "QWidget") -> "QPixmap":
    """Return a picture of the window with a sheet in its middle."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QPainter

    from ui.kit import style

    scale = ground.devicePixelRatio()
    wide, high = ground.width() / scale, ground.height() / scale
    box = QRectF(
        round((wide - sheet.width()) / 2),
        round((high - sheet.height()) / 2),
        sheet.width(),
        sheet.height(),
    )
    painter = QPainter(ground)
    painter.fillRect(QRectF(0, 0, wide, high), QColor(0, 0, 0, 70))
    painter.drawPixmap(box.topLeft(), sheet.grab())
    style.rounded(painter, box, 2, None, style.theme().line)
    painter.end()
    return ground


def _name_of(place: Place) -> str:
    tab = next(
        (said for one in ("tab", "by", "section") if (said := getattr(place, one, ""))),
        "",
    )
    name = re.sub(r"(?<!^)(?=[A-Z])", "-", type(place).__name__).lower()
    return f"{name}-{tab}".strip("-")


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
