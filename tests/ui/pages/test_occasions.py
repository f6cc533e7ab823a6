"""Occasions in the window: ahead, held back and why, rules with a preview, promises."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salon.clients.model import BirthdayLine, ClientDraft
from salon.clients.operations import add_client, correct_client
from salon.clients.queries import client_card
from salon.occasions.model import DateKind, Kind, State
from salon.occasions.operations import note_date
from salon.occasions.queries import occasions, promises_of, rules_of
from salon.occasions.tables import Occasion
from tests.ui.pages.papers import TODAY, House, house, papered
from ui.kit.sheet import Sheet
from ui.occasions.nights import Nights
from ui.occasions.page import OccasionsPage
from ui.occasions.sheets import PromiseSheet, RulesSheet, open_promise, open_rules
from ui.places import CallList, ClientCard, OccasionList

__all__ = ["house", "papered"]
Key = Qt.Key
DAY = timedelta(days=1)


def born(house: House, day: date = TODAY) -> None:
    """Let Mae have a birthday."""
    seen = house.salon.ask(client_card, house.mae).line.version
    draft = ClientDraft(birthday=BirthdayLine(1990, day.month, day.day))
    house.salon.do(correct_client, house.mae, draft, seen=seen)


def opened(house: House) -> OccasionsPage:
    house.desk.go(OccasionList())
    house.settle()
    return house.page(OccasionsPage)


def names(page: OccasionsPage) -> list[str]:
    return [line.name for line in page.list.lines.lines]


def test_what_is_ahead_is_shown_by_day_and_enter_opens_the_file(
    house: House, qtbot: QtBot
) -> None:
    born(house, TODAY + 5 * DAY)
    page = opened(house)
    page.kind.put(Kind.BIRTHDAY.value)
    page._narrow()
    assert names(page) == ["Mae Young"]
    assert "To come" in page.list.lines.line(0).spoken()
    assert "Birthday" in page.what.text()
    assert not page.skip.isEnabled()
    page.list.setFocus()
    qtbot.keyClick(page.list, Key.Key_Return)
    house.settle()
    assert isinstance(house.desk.place, ClientCard)
    assert house.desk.place.id == int(house.mae)


def test_looking_now_plans_and_leads_to_the_call(house: House) -> None:
    born(house)
    page = opened(house)
    page.look_now.trigger()
    house.settle()
    page.kind.put(Kind.BIRTHDAY.value)
    page._narrow()
    assert "Planned" in page.list.lines.line(0).spoken()
    page.list.choose(0)
    page.call.trigger()
    house.settle()
    assert isinstance(house.desk.place, CallList)


def test_one_is_left_out_with_a_reason(house: House) -> None:
    born(house)
    page = opened(house)
    page.look_now.trigger()
    house.settle()
    page.kind.put(Kind.BIRTHDAY.value)
    page._narrow()
    page.list.choose(0)
    page.skip.trigger()
    house.settle()
    sheet = house.sheet(Sheet)
    assert sheet._loud is not None
    sheet._loud.click()
    house.settle()
    [line] = house.salon.ask(occasions, TODAY, TODAY, house.mae, (Kind.BIRTHDAY,))
    assert line.state is State.DROPPED


def test_what_is_held_back_says_why_and_may_be_sent_all_the_same(house: House) -> None:
    born(house)
    house.salon.do(note_date, house.mae, DateKind.MEMORIAL, TODAY)
    page = opened(house)
    page.look_now.trigger()
    house.settle()
    page.which.choose(1)
    page.refresh()
    house.settle()
    page.kind.put(Kind.BIRTHDAY.value)
    page._narrow()
    page.list.choose(0)
    assert "day of remembrance" in page.why.text()
    assert page.send.isEnabled()
    page.send.trigger()
    house.settle()
    [line] = house.salon.ask(occasions, TODAY, TODAY, house.mae, (Kind.BIRTHDAY,))
    assert line.state is State.PLANNED


def test_nothing_in_sight_says_what_to_do(house: House) -> None:
    page = opened(house)
    page._show([])
    assert not page.state.isHidden()
    assert page.first is page._begin


def test_a_rule_is_switched_after_one_has_seen_whom_it_is_about(house: House) -> None:
    born(house, TODAY + 3 * DAY)
    sheet = open_rules(house.desk)
    assert isinstance(sheet, RulesSheet)
    house.settle()
    row = list(Kind).index(Kind.BIRTHDAY)
    sheet.list.choose(row)
    house.settle()
    assert "about 1 client" in sheet.preview.text()
    assert "Mae Young" in sheet.preview.text()
    sheet.switch.choose(0)
    sheet.fields["a_day"].setText("7")
    sheet._keep()
    house.settle()
    rule = house.salon.ask(rules_of)[Kind.BIRTHDAY]
    assert (rule.on, rule.a_day) == (False, 7)
    sheet.fields["grace"].setText("soon")
    sheet._keep()
    house.settle()
    assert not sheet.failure.isHidden()
    assert house.salon.ask(rules_of)[Kind.BIRTHDAY].grace == 3
    sheet.reject()


def test_a_promise_is_noted_with_one_key_from_the_file(house: House) -> None:
    house.desk.go(ClientCard(int(house.mae)))
    house.settle()
    sheet = open_promise(house.desk, int(house.mae))
    assert isinstance(sheet, PromiseSheet)
    sheet._keep()
    assert not house.salon.ask(promises_of, house.mae)
    sheet.text.setText("Send the photograph")
    sheet._keep()
    house.settle()
    [promise] = house.salon.ask(promises_of, house.mae)
    assert (promise.text, promise.due) == ("Send the photograph", TODAY + DAY)


def test_a_night_is_run_once_beside_the_work(house: House) -> None:
    born(house)
    nights = Nights(house.desk)
    nights.look()
    house.settle()
    kept = house.salon.ask(lambda r: len(r.session.scalars(select(Occasion)).all()))
    assert kept >= 1
    house.salon.do(add_client, ClientDraft(name="New Nell"))
    nights.look()
    house.settle()
    again = house.salon.ask(lambda r: len(r.session.scalars(select(Occasion)).all()))
    assert again == kept
