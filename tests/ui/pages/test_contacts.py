"""Contacts noted from anywhere, wishes, the end of a shift, what was learned."""

from collections.abc import Callable

import pytest

from salon.aftercare.model import IN, Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.queries import (
    calls_due,
    contacts_of,
    offers_of,
    protocol_line,
)
from salon.app import Salon
from salon.clients.model import ClientId
from salon.clients.queries import reaches
from salon.clients.reach import Refused
from salon.shifts.model import checks
from salon.shifts.queries import handovers, shop_round
from tests.ui.pages.seeing import is_gone, page_as, the, words_in
from ui.aftercare.learned import LearnedSheet, open_learned
from ui.aftercare.noting import ContactSheet, open_contact
from ui.aftercare.page import CallsPage
from ui.aftercare.wishes import WishesSheet, open_wishes
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.buttons import Button
from ui.kit.fields import Notes, Number
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.places import CallList, ClientCard, SettingsPage
from ui.settings.aftercare import AftercarePane
from ui.settings.limits import LimitsSheet
from ui.settings.page import SettingsPage as Settings
from ui.settings.steps import PreviewSheet, StepSheet, WordsSheet
from ui.shifts.handing import HandOverSheet, open_handover
from ui.shifts.round import RoundSheet, open_round

Settle = Callable[[], None]


def somebody(salon: Salon) -> ClientId:
    return salon.ask(calls_due)[0].client_id


def test_a_contact_that_came_in_is_noted_for_who_is_in_sight(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    client = somebody(day_desk.salon)
    day_desk.go(ClientCard(client))
    settle()
    assert day_window.menus is not None
    deeds = day_window.menus.deeds
    next(one for one in deeds if one.shortcut().toString() == "Ctrl+J").trigger()
    settle()
    sheet = the(day_window, ContactSheet)
    assert sheet.accessibleName() == sheet.who.text()
    assert not sheet.outcome.buttons[Outcome.NO_ANSWER].isVisibleTo(sheet)
    sheet.way.put("wechat")
    sheet.note.setPlainText("The redness is gone")
    sheet._keep()
    settle()

    newest = day_desk.salon.ask(contacts_of, client)[0]
    assert (newest.direction, newest.channel) == (IN, "wechat")
    assert newest.note == "The redness is gone"
    assert is_gone(sheet)


def test_without_a_client_it_asks_whose_it_is(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(SettingsPage("desk"))
    settle()
    sheet = open_contact(day_desk)
    assert sheet is not None
    settle()
    sheet._keep()
    settle()
    assert sheet.failure.isVisible()
    assert sheet.isVisible()


def test_ringing_back_may_be_mine(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    client = somebody(day_desk.salon)
    sheet = open_contact(day_desk, client)
    assert sheet is not None
    settle()
    assert not sheet._when.isVisible()
    sheet.back.setChecked(True)
    assert sheet._when.isVisible()
    sheet.whose.choose(1)
    sheet._keep()
    settle()
    found = day_desk.salon.ask(calls_due)
    promised = [
        one for one in found if one.client_id == client and one.protocol == "promised"
    ]
    assert promised
    assert promised[0].for_staff == day_desk.by


def test_what_was_offered_is_remembered_and_warned_of(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    client = somebody(day_desk.salon)
    for _twice in range(2):
        sheet = open_contact(day_desk, client)
        assert sheet is not None
        settle()
        assert not sheet.warning.isVisible()
        assert not sheet.answer.isVisible()
        sheet.offer.setCurrentIndex(sheet._kinds.index("trial") + 1)
        assert sheet.answer.isVisible()
        sheet.answer.put("refused")
        sheet._keep()
        settle()
    [memory] = day_desk.salon.ask(offers_of, [client])[client]
    assert (memory.kind, memory.refused, memory.is_refused) == ("trial", 2, True)

    sheet = open_contact(day_desk, client)
    assert sheet is not None
    settle()
    assert sheet.warning.isVisible()
    assert memory.name in sheet.warning.text()


def test_what_is_not_ticked_is_refused(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    client = somebody(day_desk.salon)
    open_wishes(day_desk, client)
    settle()
    sheet = the(day_window, WishesSheet)
    for key, tick in sheet.purposes.ticks.items():
        tick.setChecked(str(key) != "offer")
    sheet.channels.ticks["phone"].setChecked(False)
    sheet._keep()
    settle()
    reach = day_desk.salon.ask(reaches, [client])[client]
    assert reach.refused == {Refused("offer"), Refused("", "phone")}

    open_wishes(day_desk, client)
    settle()
    again = the(day_window, WishesSheet)
    assert not again.channels.ticks["phone"].isChecked()


def test_a_shift_is_handed_over_and_shown_to_the_next(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    sheet = open_handover(day_desk)
    assert sheet is not None
    settle()
    assert not sheet.take.isVisible()
    assert "still to be made" in words_in(sheet)
    sheet.note.setPlainText("Parcel for Lily behind the desk")
    sheet._hand()
    settle()
    assert day_desk.salon.ask(handovers)[0].note == "Parcel for Lily behind the desk"

    open_handover(day_desk)
    settle()
    sheet = the(day_window, HandOverSheet)
    assert sheet.take.isVisible()
    assert "Parcel for Lily" in words_in(sheet)
    sheet._take()
    settle()
    if day_desk.by is None:
        assert day_desk.salon.ask(handovers)[0].taken_at is not None
    else:  # whoever left it cannot sign it
        assert sheet.failure.isVisible()


def test_the_round_keeps_what_was_wrong(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    open_round(day_desk)
    settle()
    sheet = the(day_window, RoundSheet)
    first, *rest = sheet.checks.ticks
    for key in rest:
        sheet.checks.ticks[key].setChecked(True)
    sheet._keep()
    settle()
    [asked] = [one for one in sheet.findChildren(Sheet) if one.isVisible()]
    [wrong] = [b for b in asked.findChildren(Button) if "not right" in b.text()]
    wrong.click()
    settle()
    line = day_desk.salon.ask(shop_round, day_desk.today())
    assert line.wrong == (first,)
    assert len(line.seen) == len(checks()) - 1  # the photograph is no check


def test_what_calls_have_taught_is_told_in_four_ways(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    first = day_desk.salon.ask(calls_due)[0]
    day_desk.salon.do(log_call, first.id, Outcome.WELL)
    open_learned(day_desk)
    settle()
    sheet = the(day_window, LearnedSheet)
    for at in range(4):
        sheet.by.choose(at)
        sheet.refresh()
        settle()
        assert sheet.table.rowCount() > 0 or at == 1  # nothing need be composed


def test_the_words_of_a_call_further_down_come_when_it_is_chosen(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(CallList())
    settle()
    page = page_as(day_window, CallsPage)
    assert page._queue is not None
    far = len(page._queue.calls) - 1
    assert not page._queue.calls[far].is_whole
    page.list.choose(far)
    settle()
    assert page._queue.calls[far].is_whole
    assert page.card.words.text() == page._queue.calls[far].words != ""


@pytest.fixture
def pane(day_window: Window, day_desk: Desk, settle: Settle) -> AftercarePane:
    day_desk.go(SettingsPage("aftercare"))
    settle()
    found = page_as(day_window, Settings).aftercare
    found.list.choose([one.key for one in found.list.lines.lines].index("ac_peel"))
    return found


def test_a_step_is_rewritten_tried_and_followed(
    day_window: Window, day_desk: Desk, settle: Settle, pane: AftercarePane
) -> None:
    before = day_desk.salon.ask(protocol_line, "ac_peel")
    pane._open_step(1)
    settle()
    sheet = the(day_window, StepSheet)
    sheet.day.setValue(2)
    sheet._keep()
    settle()
    after = day_desk.salon.ask(protocol_line, "ac_peel")
    assert after.steps == before.steps
    assert after.draft is not None
    assert pane.on.isVisible()

    pane._try()
    settle()
    tried = the(day_window, PreviewSheet)
    tried._ask(Line("x", key=int(somebody(day_desk.salon))))
    settle()
    assert "Nothing is planned" in words_in(tried)
    assert "10:00" in words_in(tried)
    tried.reject()

    pane._on()
    settle()
    assert day_desk.salon.ask(protocol_line, "ac_peel").steps == after.draft


def test_nonsense_stays_in_the_sheet_and_says_why(
    day_window: Window, day_desk: Desk, settle: Settle, pane: AftercarePane
) -> None:
    pane._open_step(1)
    settle()
    sheet = the(day_window, StepSheet)
    sheet.texts["zh_hans"].setPlainText("")
    sheet._keep()
    settle()
    assert sheet.isVisible()
    assert "Simplified Chinese is empty" in words_in(sheet)
    assert day_desk.salon.ask(protocol_line, "ac_peel").draft is None


def test_words_of_our_own_are_added_and_turned_off(
    day_window: Window, day_desk: Desk, settle: Settle, pane: AftercarePane
) -> None:
    pane._say()
    settle()
    sheet = the(day_window, WordsSheet)
    for code, text in (
        ("en", "Drink something warm."),
        ("zh_hans", "喝点热的。"),
        ("zh_hant", "喝點熱的。"),
    ):
        field: Notes = sheet.texts[code]
        field.setPlainText(text)
    sheet._keep()
    settle()
    assert [one.name for one in pane.own.lines.lines] == ["Drink something warm."]
    assert pane.own.lines.lines[0].mark is None
    pane._turn(0)
    settle()
    assert pane.own.lines.lines[0].mark is not None


def test_what_may_be_given_without_asking_is_set(
    day_window: Window, day_desk: Desk, settle: Settle, pane: AftercarePane
) -> None:
    pane._limits()
    settle()
    sheet = the(day_window, LimitsSheet)
    field = sheet.form.field("refund_limit")
    assert isinstance(field, Number)
    field.setValue(50)
    sheet._keep()
    settle()
    assert is_gone(sheet)
    assert day_desk.salon.premises.refund_limit == 50
    assert day_desk.salon.premises.gift_limit == 1
