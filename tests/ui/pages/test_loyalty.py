"""The pages of loyalty: from keys alone, with names behind every bar."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt

from salon.aftercare.model import CallStatus
from salon.aftercare.queries import calls_of, rung_soon
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.queries import resolve_service
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import add_client
from salon.events import Event
from salon.loyalty.guarding import monday_of
from salon.loyalty.model import Axis, Cost, Loss, Outcome
from salon.loyalty.queries import costs, lights, pins_of, told_losses
from salon.money import Money
from salon.staff.queries import team
from salon.views.owner import Bar
from salon.work import Work
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import page_as, press, the, words_in
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.sheet import Sheet
from ui.loyalty.month import MonthPage
from ui.loyalty.page import LoyaltyPage
from ui.loyalty.sheets import CostSheet, GoldSheet, NamesSheet
from ui.loyalty.tab import LossSheet, LoyaltyTab, PinSheet
from ui.places import ClientCard, Loyalty, OwnerMonth

Settle = Callable[[], None]


class Noted(Event):
    text = "Noted"
    undoable = False


def came(desk: Desk, name: str, *days: int, price: int = 9_000) -> ClientId:
    """Return a client who came so many days ago."""
    key: ClientId = desk.salon.do(add_client, ClientDraft(name=name))
    service = desk.salon.ask(resolve_service, "pel_glycolic").id
    [ana] = [one.id for one in desk.salon.ask(team) if one.name == "Ana"]

    def note(work: Work) -> None:
        for day in days:
            work.add(
                Appointment(
                    client_id=key,
                    service_id=service,
                    staff_id=ana,
                    day=TODAY - timedelta(days=day),
                    start=time(9),
                    minutes=45,
                    price=Money(price),
                    status=Status.LEFT,
                    booked_at=work.now - timedelta(days=day + 1),
                )
            )
        work.record(Noted())

    desk.salon.do(note)
    return key


@pytest.fixture
def late(day_desk: Desk) -> ClientId:
    return came(day_desk, "Vera Late", 190, 160, 130, 100, price=20_000)


@pytest.fixture
def gone(day_desk: Desk) -> ClientId:
    return came(day_desk, "Wilma Gone", 260, 240, 220)


@pytest.fixture
def page(
    day_window: Window, day_desk: Desk, settle: Settle, late: ClientId, gone: ClientId
) -> LoyaltyPage:
    day_desk.go(Loyalty())
    settle()
    return page_as(day_window, LoyaltyPage)


@pytest.fixture
def month(page: LoyaltyPage, day_window: Window, settle: Settle) -> MonthPage:
    press(day_window, Qt.Key.Key_M)
    settle()
    found = page_as(day_window, MonthPage)
    found._desk.go(OwnerMonth(TODAY))
    settle()
    return found


def test_who_slips_away_goes_on_the_call_list_with_one_key(
    page: LoyaltyPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    late: ClientId,
) -> None:
    names = [line.name for line in page.slipping.lines.lines]
    assert names[0] == "Vera Late"
    assert "Wilma Gone" not in names
    assert "usually every" in page.slipping.lines.line(0).spoken()

    press(day_window, Qt.Key.Key_C)
    settle()

    [call] = day_desk.salon.ask(calls_of, late)
    assert call.status is CallStatus.WAITING
    assert "On the list" in page.slipping.lines.line(0).spoken()
    assert not day_desk.salon.ask(rung_soon, [])


def test_the_page_opens_a_client_and_other_days(
    page: LoyaltyPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    late: ClientId,
) -> None:
    page.span.group.button(2).click()
    settle()
    assert page.days == 365
    assert page.sight is not None
    assert page.sight.lost.now >= 1

    page.slipping.setFocus()
    press(day_window, Qt.Key.Key_Return)
    settle()
    assert isinstance(day_desk.place, ClientCard)
    assert day_desk.place.id == late


def test_what_is_kept_is_shown_at_once(
    page: LoyaltyPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(OwnerMonth())
    settle()
    made: list[object] = []
    day_desk.salon.on_commit(made.append)
    day_desk.go(Loyalty())
    settle()
    assert made == []  # nothing was worked out and kept anew
    assert page_as(day_window, LoyaltyPage).sight is not None


def test_bars_are_walked_and_name_who_is_behind(
    month: MonthPage, day_window: Window, settle: Settle
) -> None:
    month.bars.setFocus()
    said = month.bars.accessibleDescription()
    assert "At the start" in said
    assert "At the end" in said
    press(day_window, Qt.Key.Key_Home)
    names = [one.name for one in month.bars.steps]
    while month.bars.steps[month.bars.at].name != "New":
        press(day_window, Qt.Key.Key_Right)
    settle()
    assert names[month.bars.at] in month.bars.accessibleName()
    people = sum(one.value for one in month.bars.steps if not one.is_whole)
    first, *_middle, last = month.bars.steps
    assert first.value + people == last.value


def test_money_is_the_same_picture(month: MonthPage, settle: Settle) -> None:
    month.kind.group.button(1).click()
    settle()
    moved = sum(one.value for one in month.bars.steps if not one.is_whole)
    first, *_middle, last = month.bars.steps
    assert first.value + moved == pytest.approx(last.value)


def test_a_light_is_answered_by_somebody(
    month: MonthPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    lit = day_desk.salon.ask(lights, monday_of(TODAY))
    assert lit
    month.gold.choose(0)
    month.gold.setFocus()
    press(day_window, Qt.Key.Key_Return)
    settle()
    sheet = the(day_window, GoldSheet)
    one, answers, note = sheet._fields[0]
    answers.buttons[Outcome.LEFT].click()
    sheet._keep()
    settle()
    assert sheet.failure.isVisible()  # a reason is wanted
    note.setText("on holiday until May")
    sheet._keep()
    settle()
    found = {each.id: each for each in day_desk.salon.ask(lights, monday_of(TODAY))}
    assert found[one.id].outcome is Outcome.LEFT
    assert found[one.id].note == "on holiday until May"


def test_costs_are_entered_from_the_page(
    month: MonthPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    month.costs.trigger()
    settle()
    sheet = the(day_window, CostSheet)
    sheet.fields[Cost.ADVERTISING].setText("300")
    sheet._keep()
    settle()
    found = day_desk.salon.ask(costs, TODAY, TODAY)
    assert found == {Cost.ADVERTISING: Money(30_000)}


def test_costs_that_are_typed_are_not_thrown_away_unasked(
    month: MonthPage, day_window: Window, settle: Settle
) -> None:
    month.costs.trigger()
    settle()
    sheet = the(day_window, CostSheet)
    sheet.fields[Cost.ADVERTISING].setText("300")
    press(sheet, Qt.Key.Key_Escape)
    settle()
    assert sheet.isVisible()
    [asked] = [one for one in sheet.findChildren(Sheet) if one.isVisible()]
    asked.reject()
    settle()
    sheet.fields[Cost.ADVERTISING].setText("")
    sheet.reject()
    settle()
    assert not day_window.findChildren(CostSheet)


def test_who_moved_away_is_not_rung(month: MonthPage) -> None:
    assert month.sight is not None
    rows = next(one.rows for one in month.sight.bars if one.rows)
    for loss, may in ((Loss.MOVED, False), (Loss.VALUE, True)):
        bar = Bar(loss.value, loss, len(rows), Money(), rows)
        month.sight = replace(month.sight, bars=(bar,))
        month._picked(0)
        assert month.ring.isEnabled() is may


def test_names_behind_a_figure_are_a_list(
    month: MonthPage, day_window: Window, settle: Settle
) -> None:
    month._all_due()
    settle()
    sheet = the(day_window, NamesSheet)
    assert sheet.list.lines.line(0).name == "Vera Late"
    sheet.reject()


def test_every_figure_says_how_it_is_counted(
    month: MonthPage, day_window: Window, settle: Settle
) -> None:
    press(day_window, Qt.Key.Key_H)
    settle()
    said = words_in(the(day_window, Sheet))
    assert "Opening plus new plus won back less lost is closing" in said
    assert "60 days" in said


@pytest.fixture
def tab(
    page: LoyaltyPage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    gone: ClientId,
) -> LoyaltyTab:
    day_desk.go(ClientCard(int(gone), "loyalty"))
    settle()
    return the(day_window, LoyaltyTab)


def test_the_card_says_why_and_what_to_do(tab: LoyaltyTab) -> None:
    said = words_in(tab)
    assert tab.sight is not None
    assert tab.sight.standing is not None
    assert tab.sight.standing.loyalty == "dormant"
    assert "What to do" in said
    assert "A gift or making good" in said


def test_a_class_is_held_on_the_card(
    tab: LoyaltyTab, day_window: Window, day_desk: Desk, settle: Settle, gone: ClientId
) -> None:
    tab.hold.click()
    settle()
    sheet = the(day_window, PinSheet)
    sheet.abc.put("A")
    sheet._keep()
    settle()
    assert sheet.failure.isVisible()
    sheet.reason.setText("the daughter comes, too")
    sheet._keep()
    settle()
    [pin] = day_desk.salon.ask(pins_of, [int(gone)])[int(gone)]
    assert (pin.axis, pin.value) == (Axis.ABC, "A")


def test_why_it_ended_is_noted_on_the_card(
    tab: LoyaltyTab, day_window: Window, day_desk: Desk, settle: Settle, gone: ClientId
) -> None:
    tab.why.click()
    settle()
    sheet = the(day_window, LossSheet)
    sheet.reason.put(Loss.MOVED)
    sheet.words.setText("to Leeds")
    sheet._keep()
    settle()
    told = day_desk.salon.ask(told_losses, [int(gone)])
    assert told[int(gone)].reason is Loss.MOVED


def test_a_salon_without_visits_says_so(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(Loyalty())
    settle()
    found = page_as(day_window, LoyaltyPage)
    assert found.sight is not None
    assert "few clients" in words_in(found) or "Nobody has come yet" in words_in(found)
