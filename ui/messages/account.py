"""The mail account in the settings: how it is reached, and whether it works."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from salon.errors import SalonError
from salon.messages.model import (
    SECURITY_WORDS,
    Account,
    BadAccount,
    BadAddress,
    NoPassword,
    OpenConnection,
    Security,
    preset_for,
    sound_address,
)
from salon.messages.operations import drop_account, set_account
from salon.messages.post import (
    check_may_send,
    forget_password,
    keep_password,
    password_of,
    send_test,
)
from salon.messages.queries import account
from salon.text import _
from ui.kit.buttons import Button, Kind
from ui.kit.cards import Card, Heading, Scroll, across, down, held
from ui.kit.fields import Choice, Number, TextField
from ui.kit.sheet import confirm
from ui.kit.states import Banner
from ui.kit.tokens import Tone, Type
from ui.kit.words import Words
from ui.messages.notice import words_of
from ui.messages.outbox import open_outbox
from ui.parts.forms import Form

if TYPE_CHECKING:
    from salon.app import Salon
    from ui.desk import Desk

KINDS = tuple(Security)


class MailPane(Scroll):
    """The account by which the salon sends mail; its password is shown nowhere."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self.here: Account | None = None
        self.form = form = Form()
        self.address = TextField(icon="mail")
        said = _("The salon’s own address; answers come here")
        form.row("from_address", _("E-mail address"), self.address, said)
        form.row("from_name", _("Name of the sender"), TextField())
        form.row("server", _("Mail server (SMTP)"), TextField())
        form.row("port", _("Port"), Number(587, 1, 65535, name=_("Port")))
        kinds = [_(SECURITY_WORDS[one]) for one in KINDS]
        form.row("security", _("Connection"), Choice(kinds, name=_("Connection")))
        said = _("Usually the address")
        form.row("user", _("User name"), TextField(), said)
        self.password = TextField(icon="lock")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        form.row("password", _("Password"), self.password)
        said = _("If answers are to go somewhere else")
        form.row("reply_to", _("Answers to"), TextField(), said)
        self.hint = Banner("", Tone.BLUE)
        self.hint.hide()
        form.add(self.hint)
        self.state = Banner("", Tone.AMBER)
        self.state.hide()
        self.result = Banner("", Tone.BLUE)  # of the last test
        self.result.hide()
        self.keep_ = Button(_("Keep the account"), kind=Kind.PRIMARY, act=self.keep)
        self.test = Button(_("Send a test to myself"), icon="send", act=self.try_out)
        self.drop = Button(_("Take the account away"), act=self._drop)
        self.outbox = Button(
            _("Outbox"), icon="mail", small=True, act=lambda: open_outbox(desk)
        )
        title = Heading(_("Mail account"), self.outbox)
        row = across(self.keep_, self.test, self.drop, None)
        card = Card(title, gap=10).add(form, self.state, self.result, row)
        super().__init__(held(down(across(card, self._about(), gap=12), None)))
        self.address.editingFinished.connect(self._suggest)
        desk.watch({"settings", "messages"}, self.refresh)
        self.refresh()

    def _about(self) -> QWidget:
        texts = (
            _("Mail to clients is written with “Write” in a call or in a file."),
            _(
                "The password is kept by this computer alone, never in the records or "
                "their backups. Another computer of the salon needs it once as well."
            ),
            _(
                "Each mail is sent once. What the program cannot be sure of it asks "
                "you about in the outbox."
            ),
        )
        about = Card(_("How it works"), gap=10)
        for text in texts:
            about.add(Words(text, type=Type.SMALL, wrap=True))
        return about.fill()

    # what it shows

    def refresh(self) -> None:
        """Ask again how it stands."""
        self._desk.ask(account).then(self._show)

    def _show(self, here: Account | None) -> None:
        self.here = here
        shown = here
        name = self._desk.premises.name
        self.form.put(
            {
                "from_address": shown.from_address if shown else "",
                "from_name": shown.from_name if shown else name,
                "server": shown.server if shown else "",
                "port": shown.port if shown else 587,
                "security": KINDS.index(shown.security) if shown else 0,
                "user": shown.user if shown else "",
                "reply_to": shown.reply_to if shown else "",
            }
        )
        self.drop.setEnabled(here is not None)
        if here is None:
            self.state.hide()
            return
        self._desk.call(partial(_how_kept, here=here)).then(self._say_kept)

    def _say_kept(self, said: tuple[str, str]) -> None:
        password, warning = said
        self.password.setPlaceholderText(password)
        here = self.here
        if here is not None and here.trouble:
            from salon.messages.model import Counts

            trouble = words_of(Counts(waiting=1, trouble=here.trouble))
            warning = " ".join(filter(None, (trouble, here.reply)))
        self.state.say(warning)
        self.state.setVisible(bool(warning))

    def _suggest(self) -> None:
        """Fill in how the server of a well-known provider is reached."""
        address = self.address.text()
        usual = preset_for(address)
        self.hint.setVisible(usual is not None)
        if usual is None:
            return
        if usual.needs_app_password:
            said = _(
                "{provider}: make an app password (or authorisation code) in the "
                "account’s security settings and enter it here. The usual password is "
                "mostly not taken."
            )
        else:
            said = _("{provider}: allow mail programs (SMTP) in the account first.")
        self.hint.say(said.format(provider=address.rpartition("@")[2]))
        edited = self.form.changes()
        suits: dict[str, Any] = {
            "server": usual.server,
            "port": usual.port,
            "security": KINDS.index(usual.security),
            "user": address.strip(),
        }
        is_new = self.here is None or self.here.from_address != address.strip()
        if is_new:
            others = {k: v for k, v in suits.items() if k not in edited}
            self.form.restore(others)

    # what one does

    def keep(self) -> None:
        """Keep what the fields say."""
        self.result.hide()
        self._keep(lambda: self._desk.say(_("The mail account is kept.")))

    def try_out(self) -> None:
        """Keep what the fields say, and send a mail to the account's own address."""
        self._keep(self._send_test)

    def _keep(self, then: "Callable[[], object]") -> None:
        said = self.form.values()
        doing = self._desk.do(
            set_account,
            server=said["server"],
            port=said["port"],
            security=KINDS[said["security"]],
            from_address=said["from_address"],
            from_name=said["from_name"],
            user=said["user"],
            reply_to=said["reply_to"],
        )
        doing.then(partial(self._kept, then=then)).otherwise(self._refused)

    def _kept(self, drawer: str, *, then: "Callable[[], object]") -> None:
        secret = self.password.text()
        self.password.clear()
        self.form.saved()
        self.form.wrong({})
        if not secret:
            then()
            return
        kept = self._desk.call(partial(keep_password, drawer=drawer, password=secret))
        kept.then(lambda _safe: self.refresh()).then(lambda _safe: then())
        kept.otherwise(self._fail)

    def _refused(self, error: SalonError) -> None:
        wrong = {
            BadAddress: "from_address",
            OpenConnection: "security",
        }.get(type(error), "")
        if isinstance(error, BadAccount):
            wrong = "port" if error.key == _("port") else "server"
        if isinstance(error, BadAddress):
            with_reply = str(self.form.values()["reply_to"])
            if with_reply and error.said == with_reply[:80]:
                wrong = "reply_to"
        if not (wrong and self.form.wrong({wrong: str(error)})):
            self._fail(error)

    def _send_test(self) -> None:
        self.test.setEnabled(False)
        self._say(_("The test is on its way …"), Tone.BLUE)
        doing = self._desk.send_post(_test)
        doing.then(self._worked).otherwise(self._did_not)

    def _worked(self, to: str) -> None:
        self.test.setEnabled(True)
        said = _("It works: a test mail has gone to {address}.").format(address=to)
        self._say(said, Tone.SAGE)

    def _did_not(self, error: SalonError) -> None:
        self.test.setEnabled(True)
        self._fail(error)

    def _fail(self, error: SalonError) -> None:
        self._say(str(error), Tone.RED)

    def _say(self, text: str, tone: Tone) -> None:
        self.result.set_tone(tone)
        self.result.say(text)
        self.result.show()

    def _drop(self) -> None:
        def drop() -> None:
            here = self.here
            self._desk.do(drop_account)
            if here is not None:
                self._desk.call(partial(forget_password, drawer=here.drawer))

        confirm(
            self,
            _("Take the mail account away?"),
            _("What waits in the outbox stays there and is not sent."),
            _("Take the account away"),
            drop,
        )


def _how_kept(salon: "Salon", *, here: Account) -> tuple[str, str]:
    """Return what stands in the field of the password, and what is to be known."""
    if not here.user:
        return "", ""
    try:
        password_of(salon, here)
    except NoPassword as error:
        return "", str(error)
    lies_open = salon.folder is not None and salon.folder.mail.exists()
    warning = _(
        "This computer has no key store: the password lies in the salon’s folder, for "
        "this user alone. Let nobody else reach the folder."
    )
    return _("is kept; type to change it"), warning if lies_open else ""


def _test(salon: "Salon") -> str:
    check_may_send(salon)
    here = salon.ask(account)
    if here is None:
        raise NoPassword
    to = sound_address(here.reply_to or here.from_address)
    send_test(salon, here, password_of(salon, here), to)
    return to
