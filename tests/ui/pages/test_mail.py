"""Writing by hand, the outbox, the account and the sender, in the real window."""

from collections.abc import Callable, Iterator
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from salon.aftercare.model import Outcome
from salon.aftercare.queries import calls_due, contacts_of
from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.queries import visits_of
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import resolve_client
from salon.clients.reach import Purpose
from salon.clients.refusals import refuse_contact
from salon.clock import Clock
from salon.messages.model import Security, State
from salon.messages.operations import queue_mail, set_account
from salon.messages.post import keep_password, send_round
from salon.messages.queries import account, counts, outbox
from salon.start import open_salon
from tests.messages.conftest import with_address
from tests.messages.server import KEEP_AND_DROP, Server, mail_server
from tests.ui.pages.seeing import page_as
from ui.aftercare.page import CallsPage
from ui.desk import Desk
from ui.frame.window import Window
from ui.messages.account import MailPane
from ui.messages.notice import MailNotice
from ui.messages.outbox import OutboxSheet, open_outbox
from ui.messages.sender import Sender
from ui.messages.write import WriteSheet
from ui.parts.printing import PrintSheet, open_print
from ui.places import CallList, ClientCard, ClientList, SettingsPage, Today
from ui.settings.page import SettingsPage as Settings

Settle = Callable[[], None]
Key = Qt.Key


class Opened(QObject):
    """What other programs were given to open; as the system would give it them."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        for scheme in ("tel", "sms", "mailto", "https"):
            taken = "take"  # the stub says bytes, which it does not take
            QDesktopServices.setUrlHandler(scheme, self, taken)  # type: ignore[arg-type]

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Take a link."""
        self.links.append(bytes(url.toEncoded().data()).decode())

    def let_go(self) -> None:
        """Let the system have them again."""
        for scheme in ("tel", "sms", "mailto", "https"):
            QDesktopServices.unsetUrlHandler(scheme)


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Opened]:
    made = Opened()
    yield made
    made.let_go()


@pytest.fixture
def server() -> Iterator[Server]:
    with mail_server() as server:
        yield server


def somebody(salon: Salon, name: str = "Grace Liu") -> ClientId:
    return ClientId(salon.ask(resolve_client, name)[0].id)


def at_server(salon: Salon, server: Server) -> None:
    drawer = salon.do(
        set_account,
        server="127.0.0.1",
        port=server.port,
        security=Security.NONE,
        user="house",
        from_address="house@salon.example",
    )
    keep_password(salon, drawer, "secret")


def sheet_of(window: Window, kind: type[Any]) -> Any:
    found = [one for one in window.findChildren(kind) if one.isVisible()]
    assert found, f"no {kind.__name__}"
    return found[-1]


def press(home: QWidget, name: str, settle: Settle) -> None:
    for one in home.findChildren(QAbstractButton):
        if one.isVisible() and name in (one.text(), one.accessibleName()):
            assert one.isEnabled(), name
            QTest.mouseClick(one, Qt.MouseButton.LeftButton)
            settle()
            return
    raise AssertionError(f"no {name!r}")


def write_to(
    window: Window, desk: Desk, client: ClientId, settle: Settle
) -> WriteSheet:
    desk.go(ClientCard(client))
    window.activateWindow()
    settle()
    assert window.page is not None
    QTest.keyClick(window.page, Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    settle()
    found: WriteSheet = sheet_of(window, WriteSheet)
    return found


def choose(sheet: WriteSheet, channel: str, settle: Settle) -> None:
    QTest.mouseClick(sheet.channels.buttons[channel], Qt.MouseButton.LeftButton)
    settle()


def test_m_writes_in_the_place_of_a_call_and_whatsapp_gets_the_words(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    opened: Opened,
    settle: Settle,
) -> None:
    day_desk.go(CallList())
    settle()
    page = page_as(day_window, CallsPage)
    first = day_salon.ask(calls_due)[0]
    QTest.keyClick(page.list, Key.Key_M)
    settle()
    sheet = sheet_of(day_window, WriteSheet)
    assert sheet.to.call.id == first.id
    assert sheet.words.toPlainText() == first.words
    choose(sheet, "whatsapp", settle)
    assert not sheet.sent.isEnabled()  # nothing was opened yet

    press(sheet, "Open WhatsApp", settle)

    [link] = opened.links
    assert urlsplit(link).hostname == "wa.me"
    assert parse_qs(urlsplit(link).query)["text"] == [first.words]
    assert day_salon.ask(contacts_of, first.client_id) == []  # opened is not sent
    assert sheet.asked.isVisible()
    press(sheet, "It is sent: note it", settle)
    contact = day_salon.ask(contacts_of, first.client_id)[0]
    assert contact.outcome is Outcome.MESSAGE
    assert first.id not in [one.id for one in day_salon.ask(calls_due)]
    assert "WhatsApp" in day_window.toast.text
    day_salon.undo()
    assert first.id in [one.id for one in day_salon.ask(calls_due)]


def test_a_mail_link_carries_subject_and_lines(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    opened: Opened,
    settle: Settle,
) -> None:
    client = somebody(day_salon)
    day_salon.do(correct_client, client, ClientDraft(email="grace@liu.example"))
    sheet = write_to(day_window, day_desk, client, settle)
    choose(sheet, "email", settle)
    assert not sheet.send.isVisible()  # there is no account
    sheet.words.setPlainText("您好，\n50% & +1 😀")
    press(sheet, "Open my mail program", settle)

    [link] = opened.links
    assert link.startswith("mailto:grace@liu.example?subject=")
    said = parse_qs(urlsplit(link).query)
    assert said["body"] == ["您好，\r\n50% & +1 😀"]
    assert said["subject"] == [sheet.to.subject]


def test_wechat_opens_nothing_and_copies_words_and_name(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    opened: Opened,
    settle: Settle,
) -> None:
    client = somebody(day_salon)
    day_salon.do(correct_client, client, ClientDraft(wechat="grace_88"))
    sheet = write_to(day_window, day_desk, client, settle)
    choose(sheet, "wechat", settle)
    press(sheet, "Copy ID", settle)
    assert QGuiApplication.clipboard().text() == "grace_88"
    press(sheet, "Copy words", settle)
    assert QGuiApplication.clipboard().text() == sheet.words.toPlainText()
    assert opened.links == []
    assert sheet.sent.isEnabled()


def test_what_cannot_be_gone_says_why_and_leads_to_the_next(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    sheet = write_to(day_window, day_desk, somebody(day_salon), settle)
    choose(sheet, "line", settle)
    assert "no LINE ID" in sheet.problem.accessibleName()
    assert sheet.other.isVisible()
    QTest.mouseClick(sheet.other, Qt.MouseButton.LeftButton)
    settle()
    assert sheet.way.is_open


def test_a_wish_is_shown_and_takes_a_reason(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    client = somebody(day_salon)
    day_salon.do(refuse_contact, client, "care", "sms")
    sheet = write_to(day_window, day_desk, client, settle)
    choose(sheet, "sms", settle)
    assert sheet.is_refused == (sheet.to.purpose is Purpose.CARE)
    if not sheet.is_refused:
        day_salon.do(refuse_contact, client, sheet.to.purpose.value, "sms")
        return
    assert "does not want this" in sheet.wish.accessibleName()
    press(sheet, "Copy words", settle)
    assert not sheet.sent.isEnabled()
    sheet.reason.setText("Asked for it just now")
    press(sheet, "Copy words", settle)
    press(sheet, "It is sent: note it", settle)
    assert "Asked for it" in day_salon.ask(contacts_of, client)[0].note


def test_what_is_half_written_is_there_again(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    client = somebody(day_salon)
    sheet = write_to(day_window, day_desk, client, settle)
    sheet.words.setPlainText("Half a sen")
    QTest.keyClick(sheet, Key.Key_Escape)
    settle()
    again = write_to(day_window, day_desk, client, settle)
    assert again.words.toPlainText() == "Half a sen"


def test_a_mail_is_queued_sent_and_its_failure_is_in_sight(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    server: Server,
    settle: Settle,
) -> None:
    client = somebody(day_salon)
    day_salon.do(correct_client, client, ClientDraft(email="grace@liu.example"))
    at_server(day_salon, server)
    sheet = write_to(day_window, day_desk, client, settle)
    choose(sheet, "email", settle)
    QTest.keyClick(sheet, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    [line] = day_salon.ask(outbox)
    assert line.state is State.WAITING
    assert "outbox" in day_window.toast.text

    server.faults = {"rcpt": "550 5.1.1 nobody here"}
    send_round(day_salon, is_forced=True, patience=1)
    day_salon.news()  # as the window hears of it each second
    settle()
    day_desk.go(Today())
    settle()
    day_desk._hark()
    settle()
    assert day_window.page is not None
    [notice] = day_window.page.findChildren(MailNotice)
    notice.refresh()
    settle()
    assert notice.isVisible()
    assert "not delivered" in notice.accessibleName()
    press(notice, "Open the outbox", settle)
    box = sheet_of(day_window, OutboxSheet)
    assert "Nobody has this address" in box.why.text()
    assert "550" in box.server.text()
    box.to.setText("grace@new.example")
    server.faults = {}
    press(box, "Send again", settle)
    send_round(day_salon, is_forced=True, patience=1)
    assert [one.recipient for one in server.letters] == ["grace@new.example"]


def test_a_leaflet_is_mailed_from_where_it_would_be_printed(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    server: Server,
    settle: Settle,
) -> None:
    client = somebody(day_salon)
    day_salon.do(correct_client, client, ClientDraft(email="grace@liu.example"))
    at_server(day_salon, server)
    before = day_salon.ask(calls_due)
    visit = next(
        one.id
        for one in day_salon.ask(visits_of, client)
        if one.status is Status.COMPLETED
    )
    open_print(day_desk, "after", int(visit))
    settle()
    press(sheet_of(day_window, PrintSheet), "Send by mail", settle)
    sheet = sheet_of(day_window, WriteSheet)
    assert "After-care.pdf" in sheet.about.text()
    QTest.keyClick(sheet, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    send_round(day_salon, is_forced=True, patience=1)
    [kept] = server.letters
    made = message_from_bytes(kept.data, policy=default)
    assert isinstance(made, EmailMessage)
    [part] = made.iter_attachments()
    assert part.get_content().startswith(b"%PDF")
    ids = [one.id for one in day_salon.ask(calls_due)]
    assert ids == [one.id for one in before]  # a paper is no call that was made


def test_labels_are_printed_from_the_list(
    day_window: Window, day_desk: Desk, day_salon: Salon, settle: Settle
) -> None:
    client = somebody(day_salon)
    home = ClientDraft(facts={"address": "12 High Street, Leeds, LS1"})
    day_salon.do(correct_client, client, home)
    day_desk.go(ClientList("Grace Liu"))
    settle()
    assert day_window.page is not None
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(day_window.page, Key.Key_P, control)
    settle()
    shown = sheet_of(day_window, PrintSheet)
    assert shown.made is not None
    assert shown.made.pages == 1


def test_of_an_unsure_one_the_outbox_asks(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    server: Server,
    settle: Settle,
) -> None:
    client = somebody(day_salon)
    day_salon.do(correct_client, client, ClientDraft(email="grace@liu.example"))
    at_server(day_salon, server)
    day_salon.do(queue_mail, client, "One", "Words", purpose=Purpose.CARE)
    day_salon.do(queue_mail, client, "Two", "Words", purpose=Purpose.CARE)
    server.faults, server.times = {"end": KEEP_AND_DROP}, 1
    send_round(day_salon, is_forced=True, patience=1)
    open_outbox(day_desk)
    settle()
    box = sheet_of(day_window, OutboxSheet)
    assert box.filter.index == 0
    assert "may have arrived" in box.why.text()
    assert box.again.isEnabled()
    press(box, "It has arrived", settle)
    assert day_salon.ask(counts).unsure == 0


def test_the_account_is_kept_by_its_own_page_and_the_password_is_not_shown(
    day_window: Window,
    day_desk: Desk,
    day_salon: Salon,
    server: Server,
    settle: Settle,
) -> None:
    day_salon._clock = Clock(day_salon._clock.zone)  # under --now nothing goes out
    day_desk.go(SettingsPage("mail"))
    settle()
    pane = page_as(day_window, Settings).mail
    assert isinstance(pane, MailPane)
    pane.address.setText("salon@gmail.com")
    pane.address.editingFinished.emit()
    assert pane.form.values()["server"] == "smtp.gmail.com"
    assert "app password" in pane.hint.accessibleName()
    pane.form.restore(
        {
            "from_address": "house@salon.example",
            "server": "127.0.0.1",
            "port": server.port,
            "security": 2,
            "user": "house",
        }
    )
    pane.password.setText("wrong")
    press(pane, "Send a test to myself", settle)
    assert "535" in pane.result.accessibleName()
    pane.password.setText("secret")
    press(pane, "Send a test to myself", settle)
    assert "It works" in pane.result.accessibleName()
    assert pane.password.text() == ""
    [kept] = server.letters
    assert kept.recipient == "house@salon.example"
    here = day_salon.ask(account)
    assert here is not None
    pane.form.restore({"security": 2, "server": "mail.example"})
    press(pane, "Keep the account", settle)
    assert day_salon.ask(account) == here  # refused, and said under the field


def test_the_window_sends_by_itself_and_hangs_up_when_it_closes(
    began: Path,
    tmp_path: Path,
    tasks: Any,
    server: Server,
    settle: Settle,
    key: None,
) -> None:
    folder = copytree(began, tmp_path / "live")
    with closing(open_salon(str(folder))) as salon:  # the clock goes
        from salon.work import Work
        from tests.house import HouseOpened, a_client

        def add(work: Work) -> int:
            work.record(HouseOpened())
            return work.add(a_client("Amira Khan", "+33601020304")).id

        client = ClientId(salon.do(add))
        salon.do(with_address, client, "amira@client.example")
        at_server(salon, server)
        desk = Desk(salon, tasks)
        sender = Sender(desk)
        salon.do(queue_mail, client, "One", "Words", purpose=Purpose.CARE)
        sender.look()
        settle()
        assert [one.recipient for one in server.letters] == ["amira@client.example"]
        assert sender.last is not None
        assert sender.last.sent
        desk.deleteLater()
