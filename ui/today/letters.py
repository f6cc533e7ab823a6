"""The letters of Today: whom they mean, and when they mean nobody."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QElapsedTimer, QObject
from PySide6.QtWidgets import QApplication, QWidget

from salon.views.board import Row
from ui.kit.board import BoardList
from ui.tasks import Pending

WAITS = 3000  # milliseconds for which a letter waits for what the one before does

Act = Callable[[Row], "Pending[None] | None"]


class Letters(QObject):
    """Does something with the row that is marked, and with no other.

    A letter is nobody's while the keyboard is in another list, and for a moment after
    the mark has moved on by itself. One that comes while the step before is still
    being done waits for it: the row says then what it has become.
    """

    def __init__(self, rows: BoardList, others: QWidget) -> None:
        super().__init__(rows)
        self._list, self._others = rows, others
        self._rows: Mapping[object, Row] = {}
        self._busy: Row | None = None  # the row that a step is being done for
        self._next: Act | None = None
        self._since = QElapsedTimer()

    def press(self, act: Act) -> None:
        """Do *act* with the marked row, if a letter means it now."""
        line = self._list.chosen()
        row = self._rows.get(line.key) if line is not None else None
        if row is None or self._list.is_still or self._is_elsewhere():
            return
        is_busy = self._busy is not None and self._since.elapsed() < WAITS
        if is_busy and self._busy == row:
            self._next = act
        else:
            self._do(act, row)

    def show(self, rows: Mapping[object, Row]) -> None:
        """Hear what the rows are now, and do what was pressed meanwhile."""
        self._rows = rows
        busy, act = self._busy, self._next
        row = rows.get(busy.visit.id) if busy is not None else None
        if busy is None or (row is not None and row.visit == busy.visit):
            return  # what is being done is not shown yet
        self.forget()
        if row is not None and act is not None:
            self._do(act, row)

    def forget(self, _why: object = None) -> None:
        """Let a letter that waits be lost: what it waited for was refused."""
        self._busy = self._next = None

    def _do(self, act: Act, row: Row) -> None:
        self.forget()
        doing = act(row)
        if doing is None:
            return
        self._busy = row
        self._since.start()
        if doing.is_coped_with:  # without, the desk says that it was refused
            doing.otherwise(self.forget)

    def _is_elsewhere(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self._others.isAncestorOf(focus)
