"""Writing to one client: the best way, the words, and what another program is given.

A link opens another program with the words ready; whether they were sent only the
person knows who pressed the key there. So nothing is noted before it is said.
"""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from salon.aftercare.model import CallId, CallLine
from salon.clients.phones import shown
from salon.clients.reach import PURPOSE_WORDS, Purpose
from salon.messages import links
from salon.messages.model import NOT_WHILE_UNHAPPY, Enclosed, NoAccount
from salon.messages.operations import log_written, queue_mail
from salon.messages.wording import cover_of
from salon.text import _, ngettext, speaking
from salon.views.writing import Writing, writing_to
from ui.kit.buttons import Answers, Button
from ui.kit.cards import across, held
from ui.kit.columns import flowing
from ui.kit.fields import FormRow, Notes, TextField
from ui.kit.sheet import Sheet
from ui.kit.states import Banner
from ui.kit.tips import tip
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.parts.holding import Holder, grow
from ui.parts.homes import home_of, tell
from ui.places import ClientCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from salon.messages.ways import Way
    from ui.desk import Desk

OPENS = ("phone", "sms", "whatsapp", "email")  # by a link
BY_NUMBER = ("phone", "sms", "whatsapp")


def open_writing(
    desk: "Desk",
    client_id: int,
    call: "CallLine | None" = None,
    note: str = "",
    paper: "tuple[str, bytes] | None" = None,
) -> None:
    """Open the sheet in which a message to a client is written.

    Args:
        desk: The desk.
        client_id: To whom.
        call: The call in whose place it is written.
        note: What was noted of that call; it is kept with the message.
        paper: What goes with it as a mail: its kind ("plan", "after"), and the PDF.
    """
    key = call.id if call is not None else None

    def show(found: Writing) -> None:
        home = home_of(desk)
        if home is not None:
            WriteSheet(desk, home, found, note, paper).open()

    desk.ask(writing_to, client_id, key, desk.by).then(show)  # type: ignore[arg-type]


class WriteSheet(Sheet):
    """One message to one client, by the way that suits."""

    def __init__(
        self,
        desk: "Desk",
        home: QWidget,
        to: Writing,
        note: str = "",
        paper: "tuple[str, bytes] | None" = None,
    ) -> None:
        self._enclosed: Enclosed | None = None
        if paper is not None:
            kind, pdf = paper
            to = replace(
                to,
                purpose=Purpose.CARE,
                best="email",
                words=cover_of(kind, to.language),
            )
            with speaking(to.language):
                name = _("Plan") if kind == "plan" else _("After-care")
            self._enclosed = Enclosed(f"{name}.pdf", pdf)
        title = _("Write to {client}").format(client=to.client)
        super().__init__(home, title, icon="message-circle", wide=680)
        self.setMinimumWidth(min(640, home.width() - 60))
        self._desk, self.to, self._note = desk, to, note
        self._place = ("writing", to.client_id, paper is not None)
        self.about = Words("", type=Type.SMALL, faint=True, wrap=True)
        said = [(one.channel, to.names[one.channel]) for one in to.ways]
        self.channels = Answers(said, name=_("Way"))
        self.channels.changed.connect(self._turn)
        self.where = Words("", type=Type.STRONG, wrap=True)
        self.problem = Banner("", Tone.AMBER)
        self.other = Button("", small=True, act=self._other_way)
        self._problem = held(across(self.problem, self.other, gap=8))
        self.wish = Banner("", Tone.AMBER)
        self.reason = TextField(hint=_("Why all the same"), name=_("Reason"))
        self._reason = FormRow(_("Reason"), self.reason)
        self.subject = TextField(to.subject, name=_("Subject"))
        self._subject = FormRow(_("Subject"), self.subject)
        self.words = Notes(to.words, name=_("Words"), rows=6)
        self.words.setMaximumHeight(16_000)
        self.length = Words("", type=Type.CAPTION, faint=True)
        self.words.textChanged.connect(self._count)
        self.tools = Holder()
        self.asked = Banner(_("Was it sent? Only you can see that."), Tone.BLUE)
        self.asked.hide()
        self.add(self.about, self.channels, self.where, self._problem, self.wish)
        self.add(self._reason, self._subject)
        self.add(self.words, stretch=1)
        self.add(self.length, self.tools, self.asked)
        self.cancel(_("Close"))
        self.sent = self.button(_("It is sent: note it"), self._note_sent)
        why = _("First copy the words, or open the way in which they go.")
        tip(self.sent, why)
        self.sent.setAccessibleDescription(why)
        self.send = self.button(_("Send from the salon"), self._send, primary=True)
        self.rejected.connect(self._keep)
        kept = desk.drafts.get(self._place)
        if isinstance(kept, str):
            self.words.setPlainText(kept)
        if self._enclosed is not None:
            self.channels.hide()
        start = to.best or next((w.channel for w in to.ways if w.is_open), "phone")
        self.channels.put(start)
        self._turn()
        self.words.setFocus()

    # what it shows

    @property
    def channel(self) -> str:
        """The way that is chosen."""
        chosen = self.channels.value()
        return str(chosen[0]) if chosen else ""

    @property
    def way(self) -> "Way":
        """The way that is chosen, with its number or address."""
        return self.to.way(self.channel)

    def _turn(self) -> None:
        if not self.channel:  # pressed again: a way is always chosen
            self.channels.put(self.to.best or "phone")
        way, to = self.way, self.to
        mark = _("the best way") if way.channel == to.best else ""
        place = way.shown
        if way.channel in BY_NUMBER and way.where:
            place = shown(way.where, self._desk.premises.region)
            if way.extension:
                place += f" × {way.extension}"
        self.where.say(" · ".join(filter(None, (place, mark))))
        self.where.setVisible(bool(place) and way.is_open)
        self._show_problem(way)
        self._show_wish()
        is_mail = way.channel == "email"
        self._subject.setVisible(is_mail)
        self.asked.hide()
        self.sent.setEnabled(False)
        can_send = is_mail and to.has_account and way.is_open
        self.send.setVisible(can_send)
        self._fill_tools(way)
        self._count()
        about = _("About: {purpose}").format(purpose=_(PURPOSE_WORDS[to.purpose]))
        if self._enclosed is not None:
            about += " · " + _("with {paper}").format(paper=self._enclosed.name)
        elif to.call.id > 0:
            about += " · " + _("the call that waits is done with it")
        self.about.say(about)
        grow(self)

    def _show_problem(self, way: "Way") -> None:
        self._problem.setVisible(not way.is_open)
        if way.is_open:
            return
        self.problem.say(way.problem)
        following = self.to.after(way.channel)
        self.other.setVisible(bool(following))
        said = _("Take {way} instead").format(way=self.to.names.get(following, ""))
        self.other.setText(said)
        self.other.setAccessibleName(said)

    def _other_way(self) -> None:
        following = self.to.after(self.channel)
        if following:
            self.channels.put(following)
            self._turn()

    @property
    def is_refused(self) -> bool:
        """Whether the client does not want this by this way."""
        return self._rests or not self.to.reach.may(self.to.purpose, self.channel)

    @property
    def _rests(self) -> bool:
        """Whether nothing that sells is said, as a complaint is open."""
        return self.to.is_unhappy and self.to.purpose in NOT_WHILE_UNHAPPY

    @property
    def is_never(self) -> bool:
        """Whether no reason helps."""
        is_offer = self.to.purpose is Purpose.OFFER
        return self.is_refused and self.to.reach.do_not_contact and is_offer

    def _show_wish(self) -> None:
        self.wish.setVisible(self.is_refused)
        self._reason.setVisible(self.is_refused and not self.is_never)
        if not self.is_refused:
            return
        client, way = self.to.client, self.to.names[self.channel]
        if self.is_never:
            said = _("{client} asked not to be contacted. Nothing that sells is sent.")
        elif self._rests:
            said = _(
                "A complaint of {client} is open: nothing that sells is sent until it "
                "is closed. If it must be, give the reason; it is kept."
            )
        else:
            said = _(
                "{client} does not want this by {way}. If it must be said all the "
                "same, give the reason; it is kept."
            )
        self.wish.say(said.format(client=client, way=way))

    def _fill_tools(self, way: "Way") -> None:
        made: list[tuple[str, str, Callable[[], object]]] = []
        if self._enclosed is not None:  # a link takes no paper along
            self.tools.hide()
            self.sent.hide()
            if not self.to.has_account:
                self.fail(NoAccount())
            return
        if way.is_open and way.channel in OPENS:
            name = _("Open {program}").format(program=_program(way.channel))
            made.append((name, "send", self.open_link))
        if way.is_open and way.channel not in ("email", "card"):
            is_number = way.channel in BY_NUMBER
            name = _("Copy number") if is_number else _("Copy ID")
            made.append((name, "clipboard-text", partial(self._copy, way.shown)))
        if way.is_open and way.channel == "card":
            name = _("Copy address")
            made.append((name, "clipboard-text", partial(self._copy, way.where)))
            made.append((_("Print the card"), "printer", self._print_card))
        if way.channel != "phone":
            made.append((_("Copy words"), "clipboard-text", self._copy_words))
        made.append((_("Open file"), "user", self._open_file))
        buttons = [
            Button(name, icon=icon, small=True, act=act) for name, icon, act in made
        ]
        for button in buttons:
            button.setAutoDefault(False)
        self.tools.put(flowing(*buttons, gap=8))

    def _count(self) -> None:
        letters = len(self.words.toPlainText())
        said = ngettext("{n} letter", "{n} letters", letters).format(n=letters)
        if self.channel == "sms" and letters:
            parts = _parts(self.words.toPlainText())
            more = ngettext("{n} text message", "{n} text messages", parts)
            said = f"{said} · {more.format(n=parts)}"
        self.length.say(said)

    # what one does

    def link(self) -> str:
        """Return the link that opens the other program with the words ready."""
        way, words = self.way, self.words.toPlainText()
        match way.channel:
            case "phone":
                return links.tel(way.where, way.extension)
            case "sms":
                return links.sms(way.where, words)
            case "whatsapp":
                return links.whatsapp(way.where, words)
        return links.mailto(way.where, self.subject.text(), words)

    def open_link(self) -> None:
        """Open the other program; what is too long for some of them is copied too."""
        if not self._may():
            return
        link = self.link()
        if not QDesktopServices.openUrl(QUrl.fromEncoded(link.encode("ascii"))):
            said = _(
                "No program here opens {way}. Copy the words, and write there yourself."
            )
            self.fail(said.format(way=_program(self.channel)))
            return
        self.failure.hide()
        if len(link) > links.LONG:
            self._copy(self.words.toPlainText())
            self._desk.say(
                _("The words are long, so they are copied as well: paste if cut off.")
            )
        self._ask_whether()

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._desk.say(_("Copied"))
        self._ask_whether()

    def _copy_words(self) -> None:
        if self._may():
            self._copy(self.words.toPlainText())

    def _print_card(self) -> None:
        if self._may():
            from ui.messages.papers import print_cards

            print_cards(
                self._desk, (self.to.client_id,), words=self.words.toPlainText()
            )
            self._ask_whether()

    def _ask_whether(self) -> None:
        """Ask whether it was sent; a call is noted on the page of calls instead."""
        if self.channel != "phone":
            self.asked.show()
            grow(self)
            self.sent.setEnabled(True)

    def _open_file(self) -> None:
        self.reject()
        self._desk.go(ClientCard(self.to.client_id))

    def _may(self) -> bool:
        """Say why it may not be sent like this, where it may not."""
        if self.channel != "phone" and not self.words.toPlainText().strip():
            self.fail(_("There are no words to send yet. Write them first."))
            self.words.setFocus()
            return False
        if self.is_never:
            self.fail(self.wish.accessibleName())
            return False
        if self.is_refused and not self.reason.text().strip():
            self._reason.tell(error=_("A reason is needed; it is kept."))
            self.reason.setFocus()
            return False
        return True

    def _key(self) -> CallId | None:
        is_apart = self._enclosed is not None or self.to.call.id < 0
        return None if is_apart else self.to.call.id

    def _note_sent(self) -> None:
        if not self._may():
            return
        doing = self._desk.do(
            log_written,
            self.to.client_id,
            self.channel,
            self.words.toPlainText(),
            purpose=self.to.purpose,
            call_id=self._key(),
            override=self.reason.text() if self.is_refused else "",
            spoken=self.to.call.said,
            note=self._note,
        )
        said = _("{client}: noted as written by {way}")
        said = said.format(client=self.to.client, way=self.to.names[self.channel])
        doing.then(lambda _done: self._finish(said)).otherwise(self.fail)

    def _send(self) -> None:
        if not self._may():
            return
        doing = self._desk.do(
            queue_mail,
            self.to.client_id,
            self.subject.text(),
            self.words.toPlainText(),
            purpose=self.to.purpose,
            recipient=self.way.where,
            call_id=self._key(),
            override=self.reason.text() if self.is_refused else "",
            spoken=self.to.call.said,
            note=self._note,
            enclosed=self._enclosed,
        )
        said = _("{client}: the mail is in the outbox").format(client=self.to.client)
        doing.then(lambda _key: self._finish(said)).otherwise(self.fail)

    def _finish(self, said: str) -> None:
        self._desk.drafts.pop(self._place, None)
        self.words.setPlainText(self.to.words)  # nothing is half written any more
        self.accept()
        tell(self._desk, said)

    def _keep(self) -> None:
        """Keep what is half written until the sheet is opened again."""
        text = self.words.toPlainText()
        if text != self.to.words:
            self._desk.drafts[self._place] = text
        else:
            self._desk.drafts.pop(self._place, None)


def _program(channel: str) -> str:
    return {
        "phone": _("telephone"),
        "sms": _("text messages"),
        "whatsapp": "WhatsApp",
        "email": _("my mail program"),
    }[channel]


def _parts(words: str) -> int:
    """Return how many text messages hold the words (GSM 03.38, by its usual rule)."""
    is_plain = all(ord(sign) < 128 for sign in words)
    if is_plain:
        return 1 if len(words) <= 160 else -(-len(words) // 153)
    units = len(words.encode("utf-16-le")) // 2
    return 1 if units <= 70 else -(-units // 67)
