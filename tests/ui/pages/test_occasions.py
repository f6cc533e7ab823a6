"""Occasions in the window: ahead, held back and why, rules with a preview, promises."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from salon.clients.model import BirthdayLine, ClientDraft
from salon.clients.operations import add_client, correct_client
from salon.clients.queries import client_card
from salon.occasions.model import DateKind, Kind, State
from salon.occasions.operations import note_date, note_promise
from salon.occasions.queries import (
    dates_of,
    last_run,
    occasions,
    products_of,
    promises_of,
    rules_of,
)
from salon.occasions.tables import Occasion
from salon.skin.model import AssessmentDraft, Finding
from salon.skin.operations import assess
from tests.ui.pages.papers import NOW, TODAY, House, house, papered
from ui.clients.atheart import AtHeart
from ui.clients.page import ClientPage
from ui.kit.buttons import Button
from ui.kit.rows import Line
from ui.kit.sheet import Sheet
from ui.kit.words import Words
from ui.occasions.nights import Nights
from ui.occasions.noting import KeptDaySheet, ProductSheet
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


def test_the_answer_of_a_doctor_is_noted_where_the_task_stands(house: House) -> None:
    seen = AssessmentDraft(findings=(Finding("chin", "suspicious_mole", 1),))
    with house.salon.stopped_at(NOW.replace(tzinfo=None) - 14 * DAY):
        house.salon.do(assess, house.mae, seen)
    page = opened(house)
    page.look_now.trigger()
    house.settle()
    page.kind.put(Kind.REFERRED.value)
    page._narrow()
    page.list.choose(0)
    assert "Charted" in page.what.text()
    assert page._seen_button.isVisible()
    page.seen.trigger()
    house.settle()
    [line] = house.salon.ask(occasions, TODAY, TODAY, house.mae, (Kind.REFERRED,))
    assert line.state is State.DONE
    assert not page._seen_button.isVisible()


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


def test_a_night_says_nothing_and_is_no_step_of_this_desk(house: House) -> None:
    born(house)
    house.settle()
    said: list[str] = []
    house.desk.told.connect(said.append)
    before = house.desk.last
    Nights(house.desk).look()
    house.settle()
    assert house.salon.ask(last_run)[1]
    assert said == []
    assert house.desk.last is before


# what a client's file says


def card_of(house: House) -> AtHeart:
    house.desk.go(ClientCard(int(house.mae), "file"))
    house.settle()
    [card] = house.page(ClientPage).findChildren(AtHeart)
    return card


def words_of(card: QWidget) -> str:
    return "\n".join(one.text() for one in card.findChildren(Words) if one.isVisible())


def press(house: House, card: QWidget, name: str) -> None:
    """Press a button with the keyboard, by the name that is read aloud."""
    [button] = [
        one for one in card.findChildren(Button) if one.accessibleName() == name
    ]
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    QTest.keyClick(button, Key.Key_Space)
    house.settle()


def test_the_file_shows_what_was_promised_and_a_tick_keeps_it(house: House) -> None:
    for text, days in (("Send the photograph", 3), ("Ask about the mask", 1)):
        house.salon.do(note_promise, house.mae, text, TODAY + days * DAY)
    card = card_of(house)
    said = words_of(card)
    assert said.index("Ask about the mask") < said.index("Send the photograph")
    assert "until Wed 25 Nov" in said
    press(house, card, "It was kept: Ask about the mask")
    said = words_of(card)
    assert said.index("Send the photograph") < said.index("Ask about the mask")
    assert "Kept on" in said
    [owed] = house.salon.ask(promises_of, house.mae)
    assert owed.text == "Send the photograph"


def test_a_product_is_added_from_the_file_and_used_up(house: House) -> None:
    card = card_of(house)
    press(house, card, "Add a product")
    sheet = house.sheet(ProductSheet)
    sheet._keep()
    assert not house.salon.ask(products_of, house.mae)
    ref, names = next(iter(sheet._names.items()))
    sheet.product.put(Line(str(names), key=ref))
    sheet.opened.put(TODAY - 3 * DAY)
    sheet._keep()
    house.settle()
    said = words_of(card)
    assert str(names) in said
    assert "opened on Sat 21 Nov, runs out about" in said
    press(house, card, f"Used up: {names}")
    assert str(names) not in words_of(card)
    [product] = house.salon.ask(products_of, house.mae)
    assert product.finished_on == TODAY


def test_days_are_added_and_taken_off_in_the_file(house: House) -> None:
    card = card_of(house)
    press(house, card, "Add a day")
    sheet = house.sheet(KeptDaySheet)
    sheet._keep()
    assert not house.salon.ask(dates_of, house.mae)
    sheet.day.put(date(2010, 3, 29))
    sheet.name.setText("Tom")
    sheet._keep()
    house.settle()
    assert "Wedding day: Tom" in words_of(card)
    press(house, card, "Add a day")
    sheet = house.sheet(KeptDaySheet)
    sheet.kind.buttons[DateKind.FESTIVAL].click()
    assert not sheet.day.isVisible()
    sheet._keep()
    house.settle()
    kinds = [one.kind for one in house.salon.ask(dates_of, house.mae)]
    assert sorted(kinds) == [DateKind.FESTIVAL, DateKind.WEDDING]
    press(house, card, "Take off the file: Wedding day: Tom")
    assert "Tom" not in words_of(card)


def test_a_promise_is_added_from_the_file(house: House) -> None:
    card = card_of(house)
    press(house, card, "Add a promise")
    sheet = house.sheet(PromiseSheet)
    sheet.text.setText("Look for that serum")
    assert sheet.owner.currentText() == "Ana"
    sheet._keep()
    house.settle()
    assert "Look for that serum" in words_of(card)
    assert "Ana, until Wed 25 Nov" in words_of(card)
