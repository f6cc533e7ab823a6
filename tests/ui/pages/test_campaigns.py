"""Campaigns in the window: written with a live count, started, compared, stopped."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from salon.campaigns.model import Answer, CampaignId, Group, Offer, Stage, Who
from salon.campaigns.operations import keep_campaign, start_campaign
from salon.campaigns.queries import campaigns, people
from salon.campaigns.words import points
from salon.clients.model import ClientDraft, PhoneLine
from salon.clients.operations import add_client
from salon.settings.queries import premises
from tests.campaigns.crowd import terms
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import is_gone, page_as, press, the, words_in
from ui.campaigns.memory import MemorySheet
from ui.campaigns.page import CampaignsPage
from ui.campaigns.sheets import AnswerSheet, CampaignSheet
from ui.clients.page import ClientPage
from ui.desk import Desk
from ui.frame.pages import deeds
from ui.frame.window import Window
from ui.kit.buttons import Button, plain
from ui.kit.sheet import Sheet
from ui.parts.ways import open_memory
from ui.places import Campaigns, ClientCard

Settle = Callable[[], None]


@pytest.fixture
def crowd(day_desk: Desk) -> list[int]:
    return [
        int(day_desk.salon.do(add_client, ClientDraft(name=f"Person {at:02}")))
        for at in range(10)
    ]


@pytest.fixture
def page(
    day_window: Window, day_desk: Desk, settle: Settle, crowd: list[int]
) -> CampaignsPage:
    day_desk.go(Campaigns())
    settle()
    return page_as(day_window, CampaignsPage)


def written(desk: Desk, **more: object) -> CampaignId:
    said = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=30)} | more
    made = replace(terms(**said), who=Who())
    return desk.salon.do(keep_campaign, made)


def test_it_is_reached_from_anywhere(day_desk: Desk) -> None:
    names = [plain(one.text()) for one in deeds(day_desk)]
    assert "Campaigns" in names
    assert "What each keeps" in names


def test_an_empty_page_says_what_it_is_for(page: CampaignsPage) -> None:
    assert "hold a fifth of them out" in words_in(page)


def test_one_is_written_with_the_count_in_sight(
    page: CampaignsPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    page.new.trigger()
    settle()
    sheet = the(day_window, CampaignSheet)
    sheet.name.setText("Tea")
    sheet.words["en"].setPlainText("Tea with us, guaranteed forever")
    sheet.offers.put(Offer.GUEST)
    sheet._ask()
    settle()
    assert "get it" in sheet.count.text()
    assert "guaranteed" in sheet.large.findChildren(type(sheet.count))[0].text()
    before = sheet.count.text()
    sheet.holds.setChecked(False)
    sheet._ask()
    settle()
    assert sheet.count.text() != before
    assert "Nobody is held out" in sheet.mind.text()
    sheet._keep()
    settle()
    [line] = day_desk.salon.ask(campaigns)
    assert (line.terms.name, line.terms.offer, line.terms.control) == (
        "Tea",
        Offer.GUEST,
        0,
    )
    assert "Tea" in words_in(page)


def test_what_cannot_be_kept_is_said_in_the_sheet(
    page: CampaignsPage, day_window: Window, settle: Settle
) -> None:
    page.new.trigger()
    settle()
    sheet = the(day_window, CampaignSheet)
    sheet._keep()
    settle()
    assert sheet.failure.isVisible()
    sheet.reject()


def test_started_answered_and_stopped(
    page: CampaignsPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    key = written(day_desk)
    page.refresh()
    settle()
    assert "held out to compare" in words_in(page)
    page.start.trigger()
    settle()
    sheet = the(day_window, Sheet)
    sheet.accept()
    settle()
    assert day_desk.salon.ask(campaigns)[0].stage is Stage.RUNNING
    assert page.stop.isEnabled()
    assert not page.edit.isEnabled()

    assert page.one is not None
    treated = next(
        at for at, one in enumerate(page.one.people) if one.group is Group.TREATED
    )
    page.people.choose(treated)
    page.answer.trigger()
    settle()
    noting = the(day_window, AnswerSheet)
    noting._keep()
    assert noting.failure.isVisible()
    noting.answers.put(Answer.TOOK)
    noting._keep()
    settle()
    found = {one.answer for one in day_desk.salon.ask(people, key)}
    assert Answer.TOOK in found

    page.stop.trigger()
    settle()
    the(day_window, Sheet).accept()
    settle()
    assert day_desk.salon.ask(campaigns)[0].stage is Stage.ENDED


def test_all_marketing_pauses_and_goes_on(
    page: CampaignsPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    written(day_desk)
    told: list[str] = []
    day_desk.told.connect(told.append)
    page.pause.trigger()
    settle()
    assert not day_desk.salon.ask(premises).marketing_paused  # it asks first
    sheet = the(day_window, Sheet)
    assert "No campaign can start" in words_in(sheet)
    sheet.accept()
    settle()
    assert day_desk.salon.ask(premises).marketing_paused
    assert page.paused.isVisible()
    assert not page.start.isEnabled()
    # one button in sight, and it says what it will do
    shown = [one.text() for one in page.findChildren(Button) if one.isVisible()]
    assert not [one for one in shown if "Pause" in plain(one)]
    assert [one for one in shown if "go on" in plain(one)]
    page.resume.trigger()
    settle()
    assert not page.paused.isVisible()
    assert told[-2:] == ["All marketing paused", "Marketing goes on"]


def test_the_question_says_who_waits(
    page: CampaignsPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.salon.do(start_campaign, written(day_desk))
    page.refresh()
    settle()
    assert page.sight is not None
    assert page.sight.unheard
    page.pause.trigger()
    settle()
    assert f"{page.sight.unheard} people" in words_in(the(day_window, Sheet))
    the(day_window, Sheet).reject()


def test_enter_opens_a_persons_file(
    page: CampaignsPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    written(day_desk)
    page.refresh()
    settle()
    page.people.setFocus()
    page.people.choose(0)
    press(day_window, Qt.Key.Key_Return)
    settle()
    page_as(day_window, ClientPage)


def test_what_moves_a_client_before_something_is_offered(
    day_window: Window, day_desk: Desk, settle: Settle, crowd: list[int]
) -> None:
    open_memory(day_desk, crowd[0])
    settle()
    assert "Nothing was offered yet" in words_in(the(day_window, MemorySheet))
    the(day_window, MemorySheet).reject()
    key = written(day_desk)
    day_desk.salon.do(start_campaign, key)
    held = next(
        one.client_id
        for one in day_desk.salon.ask(people, key)
        if one.group is Group.CONTROL
    )
    day_desk.go(ClientCard(held))
    settle()
    page_as(day_window, ClientPage)._memory()
    settle()
    assert "Held out of" in words_in(the(day_window, MemorySheet))


def test_an_answer_is_of_who_was_marked_and_of_nobody_else(
    page: CampaignsPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    key = written(day_desk)
    day_desk.salon.do(start_campaign, key)
    page.refresh()
    settle()
    said: list[str] = []
    day_desk.said.connect(said.append)
    page.list.setFocus()
    press(day_window, Qt.Key.Key_A)
    settle()
    assert not day_window.findChildren(AnswerSheet)  # nobody is marked
    assert "First mark" in said.pop()

    page.which.choose(2)
    page._show_people()
    page.people.choose(0)
    page.answer.trigger()
    settle()
    assert not day_window.findChildren(AnswerSheet)  # held out: nobody asked them
    assert "did not get this offer" in said.pop()
    assert not page._person_offers(0)

    page.which.choose(1)
    page._show_people()
    assert page.people.chosen() is None  # on the other side nobody is marked instead
    page.people.choose(1)
    marked = page.people.chosen()
    assert marked is not None
    assert page._person_offers(1)
    page.answer.trigger()
    settle()
    sheet = the(day_window, AnswerSheet)
    assert sheet.windowTitle() == marked.name.split("  ")[0]
    sheet.reject()


def test_nobody_stays_marked_from_one_campaign_to_the_next(
    page: CampaignsPage, day_desk: Desk, settle: Settle
) -> None:
    day_desk.salon.do(start_campaign, written(day_desk))
    written(day_desk)
    page.refresh()
    settle()
    page.people.choose(2)
    page.list.choose(1)
    settle()
    assert page.people.lines.lines
    assert page.people.chosen() is None


def test_people_of_one_name_can_be_told_apart(
    page: CampaignsPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    for number in ("+442079460311", "+442079460322"):
        draft = ClientDraft(name="Huda Saleh", phones=(PhoneLine(number),))
        day_desk.salon.do(add_client, draft)
    written(day_desk)
    page.refresh()
    settle()
    lines = page.people.lines.lines
    alike = [one.detail for one in lines if one.name.startswith("Huda Saleh")]
    assert len(alike) == 2
    assert "0311" in " ".join(alike)
    assert "0322" in " ".join(alike)
    others = [one.detail for one in lines if one.name.startswith("Person")]
    assert not [one for one in others if "+44" in one]


def test_half_a_campaign_is_not_thrown_away_by_esc(
    page: CampaignsPage, day_window: Window, settle: Settle
) -> None:
    page.new.trigger()
    settle()
    sheet = the(day_window, CampaignSheet)
    sheet.name.setText("Tea")

    def asked() -> Sheet:
        sheet.reject()
        settle()
        assert sheet.isVisible()
        shown = [one for one in day_window.findChildren(Sheet) if one.isVisible()]
        [found] = [one for one in shown if one is not sheet]
        return found

    asked().reject()
    settle()
    assert sheet.name.text() == "Tea"
    asked().accept()
    settle()
    assert is_gone(sheet)


def test_the_sheet_is_not_cut_off_by_a_long_name(
    page: CampaignsPage, day_window: Window, settle: Settle
) -> None:
    assert page.sight is not None
    long = (("x", "Microcurrent and radio frequency, all of the face and neck"),)
    page.sight = replace(page.sight, families=long)
    page.new.trigger()
    settle()
    sheet = the(day_window, CampaignSheet)
    assert sheet._area.horizontalScrollBar().maximum() == 0
    sheet.reject()


def test_a_draft_is_thrown_away_by_a_key_that_asks(
    page: CampaignsPage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    written(day_desk)
    page.refresh()
    settle()
    keys = {one.shortcut().toString() for one in (page.drop, page.stop, page.pause)}
    assert keys == {"T", "O", "P"}
    page.list.setFocus()
    press(day_window, Qt.Key.Key_T)
    settle()
    assert day_desk.salon.ask(campaigns)
    the(day_window, Sheet).accept()
    settle()
    assert not day_desk.salon.ask(campaigns)


def test_a_difference_agrees_with_the_rates_beside_it() -> None:
    assert points(-0.094) == "−9.4"  # 57.4 % against 66.8 %: shown as 57 and 67
    assert points(0.1) == "+10.0"
    assert points(0.0004) == "±0.0"
