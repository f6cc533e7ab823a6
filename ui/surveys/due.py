"""To ask: who is due for a short survey, whose form is out, promises that return."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.errors import SalonError
from salon.feedback.model import How
from salon.surveys.answering import prepare
from salon.surveys.codes import shown
from salon.surveys.model import AskId, AskLine, RoundPromise, ToAsk, kind_names
from salon.surveys.operations import keep_promise
from salon.text import _, dated_day, full_day, short_day
from salon.views.surveys import DueSight, due_sight
from ui.kit.buttons import Button
from ui.kit.cards import Card, Heading, down
from ui.kit.chips import Chip
from ui.kit.columns import Columns
from ui.kit.remaining import Remaining
from ui.kit.rows import Line, Look
from ui.kit.states import Calm, Failed
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder
from ui.parts.homes import tell
from ui.parts.own_doing import say_gone
from ui.surveys.entering import open_ask

if TYPE_CHECKING:
    from ui.desk import Desk
    from ui.surveys.page import SurveysPage
    from ui.tasks import Pending


class DueTab(QWidget):
    """Enter asks the chosen client now; C puts her on the call list."""

    def __init__(self, desk: "Desk", page: "SurveysPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.sight: DueSight | None = None
        look = Look(height=46, avatar=32, ruled=True)
        self.list = Remaining(look, _("To ask"), 5)
        self.list.opened.connect(self._ask)
        say_gone(desk, self.list)
        self.promises = Remaining(Look(height=46, ruled=True), _("Promises"), 3)
        self.promises.opened.connect(self._keep)
        self.held = Holder()
        self._lasting = (self.list, self.promises)
        column = down(self.held, gap=0)
        column.setContentsMargins(0, 0, 0, 0)
        self.setLayout(column)
        self.first: QWidget = self.list

    def _put(self, inside: QWidget) -> None:
        """Show other things; the lists outlive what held them."""
        for one in self._lasting:
            is_there = inside.isAncestorOf(one)
            if not is_there:
                one.hide()
                one.setParent(self)
        self.held.put(inside)
        for one in self._lasting:
            one.setVisible(inside.isAncestorOf(one))

    def refresh(self) -> None:
        """Ask again."""
        self._desk.ask(due_sight).then(self._show).otherwise(self._fail)

    def ring(self) -> None:
        """Put the chosen client on the call list."""
        row = self.list.currentIndex().row()
        if self.sight is None or not 0 <= row < len(self.sight.due):
            return
        one = self.sight.due[row]
        doing = self._prepare(one, by_phone=True)
        doing.then(partial(self._rung, one.client)).otherwise(self._say)

    def _fail(self, error: SalonError) -> None:
        title = _("The surveys could not be read.")
        self._put(Failed(title, str(error), self.refresh))

    def _say(self, error: SalonError) -> None:
        self._desk.say(str(error))

    def _show(self, sight: DueSight) -> None:
        had_focus = self.list.hasFocus()
        is_first = self.sight is None and self.isVisible()
        self.sight = sight
        today, hints = self._desk.today(), sight.hints
        lines = [
            _due_line(one, today, hints.get(one.client_id, "")) for one in sight.due
        ]
        lines += [
            _waiting_line(one, hints.get(one.client_id, "")) for one in sight.waiting
        ]
        self.list.show_lines(lines)
        self.promises.show_lines([_promise_line(one) for one in sight.again])
        if lines:
            asking = self._asking()
        else:
            text = _(
                "After the last session of a course, a week after a complaint is "
                "closed, and when somebody is surely late, the name stands here."
            )
            asking = Card().add(Calm(_("Nobody is to be asked now"), text), stretch=1)
        if sight.again:
            parts: QWidget = Columns(
                asking, self._again(), (620, 380), least=820, gap=12
            )
        else:
            parts = asking
        self._put(parts)
        if had_focus or is_first:
            self.first.setFocus()

    def _asking(self) -> QWidget:
        ring = Button(action=self._page.ring, small=True)
        head = Heading(_("To ask"), ring, icon="message-circle")
        return Card(head, gap=6).add(self.list, stretch=1)

    def _again(self) -> QWidget:
        head = Heading(_("What we promised"), icon="heart-handshake")
        said = _("It comes back by itself; Enter says that it is kept.")
        card = Card(head, gap=6)
        card.add(Words(said, type=Type.SMALL, faint=True, wrap=True))
        return card.add(self.promises, stretch=1)

    def _prepare(self, one: ToAsk, *, by_phone: bool) -> "Pending[AskId]":
        preparing = partial(prepare, by_phone=by_phone)
        return self._desk.do(preparing, one.kind, one.client_id, one.subject, one.part)

    def _ask(self, row: int) -> None:
        if self.sight is None:
            return
        if row >= len(self.sight.due):
            open_ask(self._desk, self.sight.waiting[row - len(self.sight.due)].id)
            return
        doing = self._prepare(self.sight.due[row], by_phone=False)
        doing.then(self._begin).otherwise(self._say)

    def _begin(self, key: AskId) -> None:
        open_ask(self._desk, key, How.DESK)

    def _rung(self, client: str, _key: AskId) -> None:
        tell(self._desk, _("{client} is on the call list").format(client=client))

    def _keep(self, row: int) -> None:
        if self.sight is None:
            return
        one = self.sight.again[row]
        doing = self._desk.do(keep_promise, one.id)
        doing.then(lambda _done: tell(self._desk, _("Promise kept"))).otherwise(
            self._say
        )


def _due_line(one: ToAsk, today: date, hint: str) -> Line:
    parts = [hint] if hint else []  # who it is, of several of one name
    parts.append(str(kind_names(one.kind)))
    if one.about:
        parts.append(one.about)
    if one.barred_name:
        parts.append(_("not by {name}").format(name=one.barred_name))
    is_now = one.since.year == today.year
    since = _("since {day}").format(
        day=short_day(one.since) if is_now else dated_day(one.since)
    )
    key = (one.kind, int(one.client_id), one.subject, one.part)
    return Line(one.client, " · ".join(parts), mark=Chip(since, Tone.PLAIN), key=key)


def _waiting_line(one: AskLine, hint: str) -> Line:
    said = " · ".join(filter(None, (hint, str(kind_names(one.kind)), shown(one.code))))
    mark = Chip(_("form is out"), Tone.AMBER)
    if one.call_id is not None:
        mark = Chip(_("on the call list"), Tone.PLAIN, "phone")
    return Line(one.client, said, mark=mark, key=("ask", int(one.id)))


def _promise_line(one: RoundPromise) -> Line:
    said = f"{one.person} · {full_day(one.due)} · {one.title}"
    return Line(one.words, said, key=int(one.id), whole=one.words)
