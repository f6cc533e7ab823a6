"""Somebody leaves: not on lists, not booked, deceased, or forgotten for good."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from salon.clients.departing import come_back, note_departure
from salon.clients.departures import LEAVE_WORDS, Leave, VisitsToCome
from salon.clients.model import ClientCard, ClientId
from salon.erasure.model import JOINED_TOO, LEFT_ALONE, Held, Prospect
from salon.erasure.operations import foresee_erasure
from salon.forgotten import Older, call_off, erase, older_copies
from salon.public import public_id
from salon.text import _, dated_day, listed, ngettext, number, sentences
from salon.views.own_copy import PICTURES_TOO, write_own_copy
from ui.kit.buttons import Answers
from ui.kit.cards import Box, Rule
from ui.kit.facts import noted, pairs
from ui.kit.fields import TextField
from ui.kit.sheet import Sheet
from ui.kit.states import Progress
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.forms import Form
from ui.parts.hearing import MayHear
from ui.parts.holding import Holder, grow
from ui.places import ClientList

if TYPE_CHECKING:
    from salon.app import Salon
    from salon.staff.model import StaffId
    from ui.desk import Desk

_COPIES = 6  # named one by one; the others are counted


class LeaveSheet(Sheet):
    """How somebody has left, and why; or that the client is here again."""

    def __init__(self, desk: "Desk", home: QWidget, card: ClientCard) -> None:
        name = card.line.name
        said = _("Each of these can be undone, and stands at the head of the file.")
        title = _("{name} comes no more").format(name=name)
        super().__init__(home, title, said, icon="ban")
        self._desk, self._card = desk, card
        self.has = {one.kind for one in card.line.alerts} & set(Leave)
        self.form = Form()
        kinds = [(one.value, _(LEAVE_WORDS[one])) for one in Leave]
        first = next(iter(sorted(self.has)), Leave.ARCHIVED.value)
        self.kind = Answers(kinds, (first,), name=_("How?"))
        self.kind.changed.connect(self._turned)
        self.form.row("kind", _("How?"), self.kind)
        self.about = Words("", type=Type.SMALL, faint=True, wrap=True)
        self.reason = TextField(name=_("Why?"))
        self.form.row("reason", _("Why?"), self.reason)
        visits = [("cancel", _("Call them off")), ("keep", _("Keep them"))]
        self.visits = Answers(visits, name=_("Visits to come"))
        self.visits_row = self.form.row("visits", _("Visits to come"), self.visits)
        self.visits_row.hide()
        self.add(self.form, self.about)
        self.cancel()
        self.back = self.button(_("Here again"), self._back)
        self.keep = self.button(_("Keep"), self._keep, primary=True)
        self._turned()

    def _chosen(self) -> Leave:
        return Leave(str(self.kind.value()[0])) if self.kind.value() else Leave.ARCHIVED

    def _turned(self) -> None:
        kind = self._chosen()
        self.about.say(
            {
                Leave.ARCHIVED: _("Not on lists and sold nothing; search still finds."),
                Leave.BLOCKED: _("Not booked until whoever manages lifts it."),
                Leave.DECEASED: _("Nothing goes out: calls and greetings are dropped."),
            }[kind]
        )
        self.back.setVisible(kind in self.has)
        self.visits_row.setVisible(False)

    def _keep(self) -> None:
        said = self.visits.value()
        calls_off = said == ("cancel",) if said else None
        done = self._desk.do(
            note_departure,
            self._card.line.id,
            self._chosen(),
            self.reason.text(),
            calls_off=calls_off,
        )
        done.then(lambda _done: self.accept()).otherwise(self._cannot)

    def _cannot(self, error: object) -> None:
        if isinstance(error, VisitsToCome):
            self.visits_row.show()
            grow(self)
        self.fail(error, None if isinstance(error, VisitsToCome) else self.reason)

    def _back(self) -> None:
        done = self._desk.do(come_back, self._card.line.id, self._chosen())
        done.then(lambda _done: self.accept()).otherwise(self.fail)


class EraseSheet(Sheet):
    """What goes, what stays and why; it is done once the name is typed."""

    def __init__(self, desk: "Desk", home: QWidget, card: ClientCard) -> None:
        said = _(
            "Who it was is forgotten for good: undo brings nothing of it back. Dates, "
            "services and sums stay without a name, as the books must."
        )
        name = card.line.name
        title = _("Erase {name}").format(name=name)
        super().__init__(home, title, said, icon="trash", wide=560)
        self._desk, self._card = desk, card
        self.told = Holder(QWidget())
        self.typed = TextField(name=_("Type the name to go on"))
        self.typed.textChanged.connect(lambda _text: self._settle())
        form = Form()
        form.row("name", _("Type the name to go on"), self.typed, name)
        self.add(self.told, form)
        self.cancel()
        self.call_off = self.button(_("Call the erasure off"), self._call_off)
        self.call_off.hide()
        self.erase = self.button(_("Erase"), self._erase, primary=True, danger=True)
        self.erase.setEnabled(False)
        self.look: Prospect | None = None
        asked = desk.look(foresee_erasure, card.line.id)
        asked.then(self._show).otherwise(self.fail)

    def _show(self, look: Prospect) -> None:
        self.look = look
        self.call_off.setVisible(look.asked_on is not None)
        self._desk.call(older_copies).then(self._show_all).otherwise(self.fail)
        self._put(look, ())

    def _show_all(self, copies: tuple[Older, ...]) -> None:
        if self.look is not None:
            self._put(self.look, copies)

    def _put(self, look: Prospect, copies: tuple[Older, ...]) -> None:
        gone = sum(count for _name, count in look.goes)
        left = sum(count for _name, count in look.stays)
        box = Box(edge=True, gap=8)
        rows = [
            (_("Goes now"), _entries(gone)),
            (_("Stays without a name"), _entries(left)),
            (_("Named elsewhere"), _entries(look.elsewhere)),
        ]
        box.add(pairs(rows, 150))
        for text in _warned(look):
            box.add(noted("info-circle", Tone.AMBER, text))
        if look.held:
            box.add(Rule())
            text = _("This has to end first; then the rest goes by itself:")
            box.add(noted("alert-triangle", Tone.AMBER, text))
            box.add(pairs([(one.what, _until(one)) for one in look.held], 220))
        if copies:
            box.add(Rule())
            text = _("Older backups hold the client until they are thinned out:")
            box.add(Words(text, type=Type.SMALL, wrap=True))
            box.add(pairs([_copy(one) for one in copies[:_COPIES]], 150))
            if len(copies) > _COPIES:
                more = len(copies) - _COPIES
                said = ngettext("and {n} more", "and {n} more", more)
                box.add(Words(said.format(n=number(more)), type=Type.SMALL, faint=True))
            text = _("Put back, each of them forgets the client again.")
            box.add(Words(text, type=Type.SMALL, faint=True, wrap=True))
        self.told.put(box)
        self._settle()
        grow(self)

    def _settle(self) -> None:
        is_said = self.typed.text().strip() == self._card.line.name.strip()
        self.erase.setEnabled(is_said and self.look is not None)

    def _erase(self) -> None:
        if not self.erase.isEnabled():
            return
        self.erase.setEnabled(False)
        job = partial(_erased, self._card.line.id, self._desk.by)
        self._desk.call(job, is_long=True).then(self._done).otherwise(self.fail)

    def _call_off(self) -> None:
        job = partial(_called_off, self._card.line.id, self._desk.by)
        doing = self._desk.call(job, is_long=True)
        doing.then(lambda _done: self.accept()).otherwise(self.fail)

    def _done(self, is_whole: bool) -> None:
        if is_whole:
            self._desk.say(_("Erased. Nobody is known under this number any more."))
            self.accept()
            self._desk.go(ClientList())
        else:
            self._desk.say(_("Begun. The rest goes by itself when nothing holds it."))
            self.accept()


def _erased(key: ClientId, by: "StaffId | None", salon: "Salon") -> bool:
    return erase(salon, key, by)


def _called_off(key: ClientId, by: "StaffId | None", salon: "Salon") -> None:
    call_off(salon, key, by)


def _warned(look: Prospect) -> Iterator[str]:
    """Yield what should be known before anything is erased."""
    if look.asked_on is not None:
        said = _("Erasure was asked for on {day}; the rest goes by itself.")
        yield said.format(day=dated_day(look.asked_on))
    if look.joined:
        names = [f"{public_id('client', key)} {name}" for key, name in look.joined]
        yield _(JOINED_TOO).format(names=listed(names))
    if look.untouched:
        places = listed(look.left)
        yield _(LEFT_ALONE).format(n=number(look.untouched), places=places)


def _entries(count: int) -> str:
    said = ngettext("{n} entry", "{n} entries", count)
    return said.format(n=number(count))


def _until(one: Held) -> str:
    if one.until is None:
        return _("until it is over")
    return _("until {day}").format(day=dated_day(one.until))


def _copy(one: Older) -> tuple[str, str]:
    until = _("kept by hand")
    if one.until is not None:
        until = _("at most until {day}").format(day=dated_day(one.until))
    return dated_day(one.at.date()), until


class Copying(QObject):
    """A copy on its way: what its thread tells arrives here as a signal."""

    stepped = Signal(int, int)

    def __init__(self, key: ClientId, where: Path, by: "StaffId | None") -> None:
        super().__init__()
        self._key, self._where, self._by = key, where, by
        self._stop = Event()

    def stop(self) -> None:
        """Let it end soon; nothing of it is left."""
        self._stop.set()

    def work(self, salon: "Salon") -> dict[str, int]:
        """Write it; called in a thread that nobody waits for."""
        return write_own_copy(
            *(salon, self._key, self._where),
            by=self._by,
            tell=self.stepped.emit,
            go_on=lambda: not self._stop.is_set(),
        )


class CopySheet(Sheet):
    """Everything that is kept of a client, into a folder of its own."""

    def __init__(self, desk: "Desk", home: QWidget, card: ClientCard) -> None:
        said = _(
            "All answers, visits, bills, consents and pictures, as a paper to read and "
            "as data. What others told, and what is only for us, is not in it. The "
            "history says that it was made."
        )
        title = _("Copy of all that is kept of {name}").format(name=card.line.name)
        super().__init__(home, title, said, icon="file-download")
        self._desk, self._card = desk, card
        hearing = MayHear(desk)
        hearing.show_client(card.line.id)
        self.add(hearing)
        self.bar = Progress(_("The copy is being written"))
        self.bar.cancelled.connect(self._stop)
        self.bar.hide()
        self.add(self.bar)
        self.run: Copying | None = None
        self.cancel()
        self.save = self.button(_("Choose a folder"), self._choose, primary=True)
        self.rejected.connect(self._stop)

    def _choose(self) -> None:
        where = QStandardPaths.StandardLocation.DocumentsLocation
        start = QStandardPaths.writableLocation(where)
        said = QFileDialog.getExistingDirectory(self, _("Choose a folder"), start)
        if said:
            name = f"{self._card.line.name} {self._desk.today():%Y-%m-%d}"
            self.save_to(Path(said) / name.replace("/", "-"))

    def save_to(self, folder: Path) -> None:
        """Write the copy into a folder that is new or empty."""
        self.save.setEnabled(False)
        self.bar.show()
        self.run = Copying(self._card.line.id, folder, self._desk.by)
        self.run.stepped.connect(self._step)
        doing = self._desk.call(self.run.work, is_long=True)
        doing.then(partial(self._done, folder)).otherwise(self._cannot)

    def _step(self, done: int, whole: int) -> None:
        self.bar.show_step(done, whole, f"{done} %")

    def _done(self, folder: Path, counts: dict[str, int]) -> None:
        said = _("The copy lies in {folder}.").format(folder=folder.name)
        if counts["withdrawn"]:
            more = _(PICTURES_TOO).format(n=number(counts["withdrawn"]))
            said = sentences([said, more])
        self._desk.say(said)
        self.accept()

    def _cannot(self, error: object) -> None:
        self.save.setEnabled(True)
        self.bar.hide()
        self.fail(error)

    def _stop(self) -> None:
        if self.run is not None:
            self.run.stop()
