"""Who may be twice among the clients: a few pairs beside the list, all by a key."""

from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from salon.text import _, ngettext, number
from salon.views.twins import Twin, Twins, twins
from ui.clients.comparing import open_comparing
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, Rule, across, down, held
from ui.kit.tokens import Type
from ui.kit.words import Words
from ui.parts.holding import Holder

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from salon.app import Salon
    from ui.desk import Desk

SHOWN, MOST = 3, 200
REST = 60_000  # milliseconds before a long search is made again
LONG = 500  # milliseconds; what takes longer rests


class Searching(QObject):
    """A search through all files, in a thread that nobody waits for."""

    stepped = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()

    def stop(self) -> None:
        """Let it end soon."""
        self._stop.set()

    def work(self, salon: "Salon") -> Twins:
        """Look through them."""
        return salon.ask(twins, MOST, self._go_on)

    def _go_on(self, done: int, whole: int) -> bool:
        self.stepped.emit(done, whole)
        return not self._stop.is_set()


class TwinsCard(Card):
    """The first pairs, with why; pressed, they are compared."""

    def __init__(self, desk: "Desk", all_: "QAction") -> None:
        self.count = Words("", type=Type.SMALL, faint=True)
        super().__init__(Heading(_("Could be one person"), icon="users-group"), gap=6)
        self._desk = desk
        self.body.setContentsMargins(16, 12, 16, 12)
        self.found: tuple[Twin, ...] = ()
        self.total = 0
        self.search: Searching | None = None
        self._is_stale = False
        self._was_stopped = False
        self._since = QElapsedTimer()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._again)
        self.told = Holder(QWidget())
        self.cancel = Button(_("Stop looking"), icon="x", small=True, act=self.stop)
        self.cancel.hide()
        self.add(self.count, self.cancel, self.told)
        self.all = Button(action=all_)
        policy = self.all.sizePolicy()
        self.all.setSizePolicy(policy.Policy.Expanding, policy.Policy.Fixed)
        self.add(self.all)
        self.hide()

    def refresh(self) -> None:
        """Look through the files, unless that is done already or has to rest."""
        if self.search is not None or self._rest.isActive():
            self._is_stale = True
            return
        self._is_stale = False
        self._since.start()
        self.search = Searching()
        self.search.stepped.connect(self._step)
        doing = self._desk.send_post(self.search.work)
        doing.then(self._show).otherwise(self._failed)

    def stop(self) -> None:
        """Look no further; what was known stays."""
        if self.search is not None:
            self.search.stop()
            self._was_stopped = True
            self.cancel.hide()

    def open_all(self) -> None:
        """Compare all pairs, one after the other."""
        if self.found:
            open_comparing(self._desk, self.window(), self.found)

    def _again(self) -> None:
        if self._is_stale:
            self.refresh()

    def _step(self, done: int, whole: int) -> None:
        if self._since.elapsed() > LONG and not self.found:
            said = _("Looking through the files: {n} of {all}")
            self.count.say(said.format(n=number(done), all=number(whole)))
            self.cancel.show()
            self.all.hide()
            self.show()

    def _failed(self, _error: object) -> None:
        self.search = None
        self.cancel.hide()
        self.setVisible(bool(self.found))

    def _show(self, news: Twins) -> None:
        self.search = None
        self.cancel.hide()
        self.all.show()
        if self._was_stopped:  # what was known stays; it is looked again later
            self._was_stopped = False
            self._is_stale = True
            self._rest.start()
            self.setVisible(bool(self.found))
            return
        if self._since.elapsed() > LONG:
            self._rest.start()
        elif self._is_stale:
            self.refresh()
        self.found, self.total = news.pairs, news.total
        pairs = ngettext("{n} pair", "{n} pairs", news.total)
        self.count.say(pairs.format(n=number(news.total)))
        column = down(gap=8)
        column.setContentsMargins(0, 0, 0, 4)
        for at, one in enumerate(news.pairs[:SHOWN]):
            column.addWidget(Rule())
            names = down(
                Words(f"{one.one.name} / {one.other.name}", type=Type.SMALL_STRONG),
                Words(one.said, type=Type.CAPTION, faint=True),
                gap=0,
            )
            row = across(gap=8)
            row.addWidget(held(names), 1)
            act = partial(self._compare, at)
            button = Button(_("Compare"), small=True, act=act)
            button.setAccessibleDescription(f"{one.one.name} / {one.other.name}")
            row.addWidget(button)
            column.addLayout(row)
        self.told.put(held(column))
        self.setVisible(bool(news.pairs))

    def _compare(self, at: int) -> None:
        turned = (*self.found[at:], *self.found[:at])
        open_comparing(self._desk, self.window(), turned)
