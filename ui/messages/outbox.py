"""The outbox: what waits, what was not delivered and why, and what is to be done."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from salon.messages.model import (
    NEEDS_SOMEBODY,
    STATE_WORDS,
    OutboxLine,
    State,
)
from salon.messages.operations import cancel_mail, say_arrived, send_again
from salon.text import _, full_day, hour, short_day
from salon.views.outbox import Outbox, outbox_sight
from ui.kit.buttons import Button, Segments
from ui.kit.cards import Card, across, down, held
from ui.kit.chips import Chip
from ui.kit.columns import flowing
from ui.kit.fields import FormRow, TextField
from ui.kit.rows import Line, Look, People
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.messages.notice import words_of
from ui.messages.sender import Sender
from ui.parts.holding import calm, grow
from ui.parts.homes import home_of
from ui.places import ClientCard, SettingsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk import Desk

TONES = {
    State.WAITING: Tone.BLUE,
    State.SENDING: Tone.BLUE,
    State.SENT: Tone.SAGE,
    State.FAILED: Tone.RED,
    State.UNSURE: Tone.AMBER,
    State.CANCELLED: Tone.PLAIN,
}


def open_outbox(desk: "Desk") -> "OutboxSheet | None":
    """Open the outbox."""
    home = home_of(desk)
    if home is None:
        return None
    sheet = OutboxSheet(desk, home)
    sheet.open()
    return sheet


class OutboxSheet(Sheet):
    """The messages, those first that need somebody."""

    def __init__(self, desk: "Desk", home: QWidget) -> None:
        super().__init__(home, _("Outbox"), icon="mail", wide=860)
        self.setMinimumWidth(min(760, home.width() - 60))
        self._desk = desk
        self._found: Outbox | None = None
        self._wanted: object = None
        self.account = Banner("", Tone.AMBER)
        self._settings = Button(_("Mail settings"), small=True, act=self._to_settings)
        self._account = held(across(self.account, self._settings, gap=8))
        self._account.hide()
        self.filter = Segments(
            [_("Needs somebody"), _("To be sent"), _("Sent"), _("All")], 3
        )
        self.filter.chosen.connect(lambda _at: self._fill())
        self.list = People([], Look(height=52, avatar=34), _("Outbox"))
        self.list.setMinimumHeight(180)
        self.list.picked.connect(lambda _row: self._pick())
        self.nothing = calm(_("Nothing here"), _("No mail of this kind."))
        self.nothing.hide()
        self.why = Words("", type=Type.STRONG, wrap=True)
        self.text = Words("", type=Type.SMALL, wrap=True)
        self.server = Words("", type=Type.CAPTION, faint=True, wrap=True)
        self.to = TextField(name=_("Another address"))
        self._to = FormRow(_("Another address"), self.to)
        about = Card(gap=6).add(down(self.why, self.server, self._to, self.text))
        self._about = about
        made: tuple[tuple[str, str, Callable[[], object]], ...] = (
            (_("Send again"), "send", self._again),
            (_("It has arrived"), "check", self._arrived),
            (_("Call off"), "x", self._cancel),
            (_("Write another way"), "message-circle", self._write),
            (_("Open file"), "user", self._open_file),
        )
        self.buttons = [
            Button(name, icon=icon, small=True, act=act) for name, icon, act in made
        ]
        for button in self.buttons:
            button.setAutoDefault(False)
        self.again, self.arrived, self.off, self.write, self.file = self.buttons
        self.add(self._account, across(self.filter, None))
        self.add(self.list, stretch=2)
        self.add(self.nothing, about, flowing(*self.buttons, gap=8))
        self.cancel(_("Close"))
        desk.watch({"messages", "settings", "clients"}, self.refresh)
        self.refresh()
        self.list.setFocus()

    def refresh(self) -> None:
        """Ask again how they stand."""
        self._desk.ask(outbox_sight).then(self._show).otherwise(self.fail)

    def _show(self, found: Outbox) -> None:
        is_first, self._found = self._found is None, found
        if is_first and found.counts.needs_somebody:
            self.filter.choose(0)
        said = words_of(found.counts) if found.counts.trouble else ""
        if found.account is None:
            said = _("No mail account is set up, so nothing is sent.")
        sender = self._desk.findChild(Sender)
        if not said and sender is not None and sender.why_off is not None:
            said = str(sender.why_off)
        self.account.say(said)
        self._account.setVisible(bool(said))
        self._fill()

    def _fill(self) -> None:
        if self._found is None:
            return
        wanted = (
            NEEDS_SOMEBODY,
            (State.WAITING, State.SENDING),
            (State.SENT,),
            tuple(State),
        )[self.filter.index]
        shown = [one for one in self._found.lines if one.state in wanted]
        self.list.show_lines([_line(one) for one in shown])
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        if shown and self.list.chosen() is None:
            self.list.choose(0)
        self._pick()

    def chosen(self) -> OutboxLine | None:
        """Return the message that is chosen."""
        line = self.list.chosen() if self.list.isVisibleTo(self) else None
        lines = self._found.lines if self._found is not None else ()
        return next((one for one in lines if line and one.id == line.key), None)

    def _pick(self) -> None:
        one = self.chosen()
        self._about.setVisible(one is not None)
        is_open = one is not None and one.state in (State.WAITING, *NEEDS_SOMEBODY)
        is_needy = one is not None and one.state in NEEDS_SOMEBODY
        self.again.setEnabled(is_needy)
        self.arrived.setEnabled(one is not None and one.state is State.UNSURE)
        self.off.setEnabled(is_open)
        self.write.setEnabled(one is not None)
        self.file.setEnabled(one is not None)
        if one is None:
            return
        self.why.say(" ".join(filter(None, (_(STATE_WORDS[one.state]), _when(one)))))
        if one.why:
            self.why.say(one.why)
        self.server.say(one.reply)
        self.server.setVisible(bool(one.reply))
        self._to.setVisible(one.state is State.FAILED)
        self.to.setText("")
        self.to.setPlaceholderText(one.recipient)
        self.text.say(one.words)
        grow(self)

    # what one does

    def _decide(self, deed: "Callable[..., object]", **more: object) -> None:
        one = self.chosen()
        if one is not None:
            self.failure.hide()
            doing = self._desk.do(deed, one.id, seen=one.version, **more)
            doing.otherwise(self.fail)

    def _again(self) -> None:
        self._decide(send_again, recipient=self.to.text().strip())

    def _arrived(self) -> None:
        self._decide(say_arrived)

    def _cancel(self) -> None:
        self._decide(cancel_mail)

    def _write(self) -> None:
        from ui.messages.write import open_writing

        one = self.chosen()
        if one is not None:
            self.accept()
            open_writing(self._desk, one.client_id)

    def _open_file(self) -> None:
        one = self.chosen()
        if one is not None:
            self.accept()
            self._desk.go(ClientCard(one.client_id))

    def _to_settings(self) -> None:
        self.accept()
        self._desk.go(SettingsPage("mail"))


def _line(one: OutboxLine) -> Line:
    mark = Chip(_(STATE_WORDS[one.state]), TONES[one.state])
    about = " · ".join(filter(None, (one.subject, one.recipient)))
    return Line(one.client, about, mark=mark, cells=(), key=one.id)


def _when(one: OutboxLine) -> str:
    if one.sent_at is not None:
        return f"{full_day(one.sent_at.date())} {hour(one.sent_at)}"
    if one.next_at is not None:
        said = _("next try {day} {time}")
        return said.format(day=short_day(one.next_at.date()), time=hour(one.next_at))
    return ""
