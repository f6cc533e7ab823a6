"""The views of the list of clients: those every salon has, and its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from salon.clients.keeping_views import keep_view, rename_view
from salon.clients.narrowing import (
    LONGEST,
    Born,
    Came,
    KeptView,
    Narrow,
    Order,
    month_of,
)
from salon.text import _, number
from ui.clients.filters import month_name
from ui.kit import style, words
from ui.kit.columns import Flow
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.kit.tips import tip
from ui.kit.tokens import CONTROL_RADIUS, Tone, Type
from ui.parts.forms import Form
from ui.parts.homes import home_of

if TYPE_CHECKING:
    from ui.desk import Desk

KEYS = 9  # views that have a key of their own


@dataclass(frozen=True)
class View:
    """A view as its tab says it."""

    name: str
    narrow: Narrow
    is_own: bool = False


def views(today: date, own: Sequence[KeptView] = ()) -> list[View]:
    """Return the views of today: those every salon has, then its own."""
    months = [month_of(born, today) for born in (Born.THIS, Born.NEXT)]
    this, after = (month_name(when[1]) for when in months if when is not None)
    born = _("Birthdays in {month}")
    by_day = Order.BORN
    return [
        View(_("Everyone"), Narrow()),
        View(
            _("Due, nothing booked"),
            Narrow(late=30, unbooked=True, order=Order.LATE, is_down=True),
        ),
        View(born.format(month=this), Narrow(born=Born.THIS, order=by_day)),
        View(born.format(month=after), Narrow(born=Born.NEXT, order=by_day)),
        View(
            _("Never came back"),
            Narrow(unbooked=True, came=Came.ONCE, order=Order.LAST, is_down=True),
        ),
        View(_("New"), Narrow(came=Came.NEW, order=Order.LAST, is_down=True)),
        *(View(one.name, one.narrow, is_own=True) for one in own),
    ]


class ViewTab(QPushButton):
    """A view: its name, and how many people are in it."""

    asked = Signal(QPoint)  # what can be done with it, and where to show that

    def __init__(self, view: View, place: int) -> None:
        super().__init__()
        self.view, self.count = view, -1
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if place < KEYS:
            tip(self, f"Ctrl {place + 1}")
            self.setAccessibleDescription(f"Ctrl {place + 1}")
        self.say(-1)

    def say(self, count: int) -> None:
        """Say how many people are in it; below nothing: not counted yet."""
        self.count = count
        self.setText(self.view.name)
        self.setAccessibleName(f"{self.view.name}, {self.counted()}")
        self.updateGeometry()
        self.update()

    def counted(self) -> str:
        """Return the count in words."""
        return "…" if self.count < 0 else number(self.count)

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        wide = words.width(self.view.name, Type.STRONG)
        wide += words.width(self.counted(), Type.SMALL)
        return QSize(round(wide) + 32, 34)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become: not smaller."""
        return self.sizeHint()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask what can be done with it."""
        self.asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask by Shift+F10 and the menu key as well."""
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Menu or (shift and event.key() == Qt.Key.Key_F10):
            self.asked.emit(self.mapToGlobal(self.rect().bottomLeft()))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        t, painter = style.theme(), QPainter(self)
        box = QRectF(self.rect())
        role, ink = Type.MEDIUM, t.faint
        if self.isChecked():
            style.rounded(painter, box, CONTROL_RADIUS, t.card, t.edge)
            role, ink = Type.STRONG, style.shade(Tone.ROSE).text
        elif self.underMouse():
            style.rounded(painter, box, CONTROL_RADIUS, t.hover)
        if self.hasFocus():
            style.focus_ring(painter, box)
        baseline = box.center().y() + words.cap(role) / 2
        at = words.draw(painter, 13, baseline, self.view.name, role, ink)
        words.draw(painter, at + 6, baseline, self.counted(), Type.SMALL, t.faint)


class Views(QWidget):
    """The tabs of the views, on as many lines as they need."""

    chosen = Signal(int)
    asked = Signal(int, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Views"))
        self.tabs: list[ViewTab] = []
        self._flow = Flow(4)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, shown: Sequence[View]) -> None:
        """Show these views; those that were there keep their counts and the focus."""
        if [tab.view for tab in self.tabs] == list(shown):
            return
        counts = {tab.view: tab.count for tab in self.tabs}
        focus = next((tab.view for tab in self.tabs if tab.hasFocus()), None)
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.tabs = []
        for place, view in enumerate(shown):
            tab = ViewTab(view, place)
            tab.say(counts.get(view, -1))
            tab.clicked.connect(lambda _on=False, at=place: self.chosen.emit(at))
            tab.asked.connect(lambda point, at=place: self.asked.emit(at, point))
            self._flow.addWidget(tab)
            self.tabs.append(tab)
            tab.show()
            if view == focus:
                tab.setFocus()
        self.updateGeometry()

    def choose(self, narrow: Narrow) -> None:
        """Mark the view that shows just this, if there is one."""
        for tab in self.tabs:
            tab.setChecked(tab.view.narrow == narrow)


class NameSheet(Sheet):
    """Asks for the name of a view, to keep it or to call it otherwise."""

    def __init__(
        self, desk: "Desk", home: QWidget, narrow: Narrow, known: str = ""
    ) -> None:
        title = _("Rename the view") if known else _("Keep this as a view")
        about = _("Everybody at the desk sees it beside the others.")
        super().__init__(home, title, about, icon="device-floppy")
        self._desk, self._narrow, self._known = desk, narrow, known
        self.name = TextField(known, _("Ana’s regulars"), name=_("Name"))
        self.name.setMaxLength(LONGEST)
        self.form = Form()
        self.form.row("name", _("Name"), self.name)
        self.add(self.form)
        self.body.addStretch(1)
        self.cancel()
        self.save = self.button(_("Keep"), self._keep, primary=True)
        self.name.selectAll()
        self.name.setFocus()

    def _keep(self) -> None:
        name = self.name.text()
        if self._known:
            doing = self._desk.do(rename_view, self._known, name)
        else:
            doing = self._desk.do(keep_view, name, self._narrow)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)


def open_naming(desk: "Desk", narrow: Narrow, known: str = "") -> NameSheet | None:
    """Ask for the name under which a view is kept."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = NameSheet(desk, home, narrow, known)
    sheet.open()
    return sheet
