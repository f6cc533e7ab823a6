"""Campaigns in the window: written with a live count, started, compared, stopped."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from salon.campaigns.model import Answer, CampaignId, Group, Offer, Stage, Who
from salon.campaigns.operations import keep_campaign, start_campaign
from salon.campaigns.queries import campaigns, people
from salon.clients.model import ClientDraft
from salon.clients.operations import add_client
from salon.settings.queries import premises
from tests.campaigns.crowd import terms
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import page_as, press, the, words_in
from ui.campaigns.memory import MemorySheet
from ui.campaigns.page import CampaignsPage
from ui.campaigns.sheets import AnswerSheet, CampaignSheet
from ui.clients.page import ClientPage
from ui.desk import Desk
from ui.frame.pages import deeds
from ui.frame.window import Window
from ui.kit.buttons import plain
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
    page: CampaignsPage, day_desk: Desk, settle: Settle
) -> None:
    written(day_desk)
    page.pause.trigger()
    settle()
    assert day_desk.salon.ask(premises).marketing_paused
    assert page.paused.isVisible()
    assert not page.start.isEnabled()
    page.resume.trigger()
    settle()
    assert not page.paused.isVisible()


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
