"""Plans in the window: beginning one, changing it, seeing the paper at once."""

import os
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from salon.clients.operations import note_allergy, note_condition
from salon.plans.model import HomeStep, PlanStatus
from salon.plans.operations import change_plan, make_plan
from salon.plans.queries import plan
from salon.work import Work
from tests.paper.reading import said as printed
from tests.ui.pages.papers import House, fields_of, house, papered, roll, said_by
from ui.booking.sheet import BookingSheet
from ui.places import PlanEditor, PlanList
from ui.plans.beginning import NewPlan, open_new_plan
from ui.plans.editor import PlanEditorPage
from ui.plans.finding import find
from ui.plans.list import PlansPage
from ui.plans.sheets import AdviceSheet, HomeSheet, SessionSheet

__all__ = ["house", "papered"]
Key, Mod = Qt.Key, Qt.KeyboardModifier


def opened(house: House) -> PlanEditorPage:
    """Open the plan of Lin."""
    house.desk.go(PlanEditor(int(house.plan)))
    house.settle()
    return house.page(PlanEditorPage)


def services(house: House) -> list[str]:
    """Return the services of the plan, in their order, as they are stored."""
    card = house.salon.ask(plan, house.plan)
    return [one.service_ref for one in card.sessions]


def test_the_list_shows_every_plan_and_enter_opens_one(
    house: House, qtbot: QtBot
) -> None:
    house.desk.go(PlanList())
    house.settle()
    page = house.page(PlansPage)
    assert [line.name for line in page.list.lines.lines] == ["林美华"]
    page.list.setFocus()
    qtbot.keyClick(page.list, Key.Key_Return)
    house.settle()
    assert house.page(PlanEditorPage).title.text() == "Dehydration and barrier"


def test_a_list_without_plans_says_what_to_do(house: House) -> None:
    house.desk.go(PlanList())
    house.settle()
    page = house.page(PlansPage)
    page._show([])
    assert not page.state.isHidden()
    assert page.card.isHidden()


def test_a_new_plan_takes_a_client_a_template_and_a_day(
    house: House, qtbot: QtBot
) -> None:
    open_new_plan(house.desk)
    house.settle()
    sheet = house.sheet(NewPlan)
    sheet.client.setFocus()
    qtbot.keyClicks(sheet.client, "mae")
    house.settle()
    qtbot.keyClick(sheet.client, Key.Key_Return)
    house.settle()
    allowed = [one for one in sheet._templates if not one.why_not]
    row = sheet._templates.index(allowed[0])
    sheet.list.choose(row)
    sheet.goal.setText("Softer hands")
    sheet.make.click()
    house.settle()
    page = house.page(PlanEditorPage)
    assert page.sight is not None
    assert page.sight.card.client == "Mae Young"
    assert page.sight.card.body.goal == "Softer hands"


def test_a_template_that_is_not_for_her_is_grey_and_says_why(house: House) -> None:
    open_new_plan(house.desk, int(house.mae))
    house.settle()
    sheet = house.sheet(NewPlan)
    refused = [one for one in sheet._templates if one.why_not]
    assert refused
    assert "egnan" in refused[0].why_not
    sheet.list.choose(sheet._templates.index(refused[0]))
    assert not sheet.make.isEnabled()
    assert refused[0].why_not in sheet.why.text()


def test_the_paper_stands_beside_the_editor_in_the_language_of_the_plan(
    house: House,
) -> None:
    page = opened(house)
    assert page.made is not None
    assert "Dehydrationandbarrier" in printed(page.made)
    page.tongue.setCurrentIndex(1)
    page._choose_tongue(1)
    house.settle()
    assert "缺水" in printed(page.made)
    assert house.salon.ask(plan, house.plan).language == "zh_CN"


def test_what_is_typed_is_on_the_paper_before_it_is_kept(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house)
    before = house.salon.ask(plan, house.plan).version
    page.title.setFocus()
    page.title.selectAll()
    qtbot.keyClicks(page.title, "Calm by Christmas")
    qtbot.waitUntil(
        lambda: page.made is not None and "CalmbyChristmas" in printed(page.made)
    )
    assert house.salon.ask(plan, house.plan).version == before
    page._texts["goal"].setFocus()
    house.settle()
    assert house.salon.ask(plan, house.plan).title == "Calm by Christmas"


def test_the_paper_follows_whoever_types_fast_and_none_is_set_in_vain(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house)
    shown: list[object] = []
    page.paper.turned.connect(lambda *_where: shown.append(page.made))
    for letters in range(1, 11):  # as fast as somebody types
        page._texts["goal"].setPlainText("Calm skin"[:letters])
        page._edited.add("goal")
        page._set_paper()
    house.settle()
    assert page.made is not None
    assert "Calmskin" in printed(page.made)
    # The first and the newest; once more for the pause after the last key.
    assert 2 <= len({id(one) for one in shown}) <= 3


def test_what_is_typed_is_kept_when_one_goes_elsewhere(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house)
    qtbot.keyClicks(page._texts["goal"], "No more tight cheeks")
    house.desk.go(PlanList())
    house.settle()
    body = house.salon.ask(plan, house.plan).body
    assert body.goal.startswith("No more tight cheeks")


def test_alt_down_lets_two_sessions_change_places_and_undo_brings_them_back(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house)
    at = next(i for i, (a, b) in enumerate(pairwise(services(house))) if a != b)
    before = services(house)
    page.sessions.rows[at].setFocus()
    qtbot.keyClick(page.sessions.rows[at], Key.Key_Down, Mod.AltModifier)
    house.settle()
    wanted = list(before)
    wanted[at], wanted[at + 1] = wanted[at + 1], wanted[at]
    assert services(house) == wanted
    assert page.sessions.rows[at + 1].hasFocus()
    house.desk.undo()
    house.settle()
    assert services(house) == before


def test_a_session_is_dragged_to_another_place(house: House, qtbot: QtBot) -> None:
    page = opened(house)
    before = services(house)
    at = next(i for i, (a, b) in enumerate(pairwise(before)) if a != b)
    row = page.sessions.rows[at]
    middle = row.rect().center()
    below = middle + (page.sessions.rows[at + 1].pos() - row.pos())
    qtbot.mousePress(row, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(row, middle + (below - middle) / 2)
    qtbot.mouseMove(row, below)
    row._by = float(below.y() - middle.y())  # offscreen moves carry no button
    qtbot.mouseRelease(row, Qt.MouseButton.LeftButton, pos=middle)
    house.settle()
    wanted = list(before)
    wanted[at], wanted[at + 1] = wanted[at + 1], wanted[at]
    assert services(house) == wanted


def test_plus_lets_a_session_be_due_a_day_later(house: House, qtbot: QtBot) -> None:
    page = opened(house)
    last = len(page.sessions.rows) - 1
    day = house.salon.ask(plan, house.plan).sessions[last].due_from
    qtbot.keyClick(page.sessions.rows[last], Key.Key_Plus)
    house.settle()
    now = house.salon.ask(plan, house.plan).sessions[last].due_from
    assert (now - day).days == 1


def test_a_session_is_added_changed_and_removed(house: House, qtbot: QtBot) -> None:
    page = opened(house)
    count = len(services(house))
    page.new.trigger()
    house.settle()
    sheet = house.sheet(SessionSheet)
    qtbot.keyClicks(sheet.service, "nail")
    house.settle()
    qtbot.keyClick(sheet.service, Key.Key_Return)
    qtbot.keyClick(sheet.service, Key.Key_Return)
    house.settle()
    assert len(services(house)) == count + 1
    assert len(page.sessions.rows) == count + 1
    qtbot.keyClick(page.sessions.rows[count], Key.Key_Delete)
    house.settle()
    assert len(services(house)) == count


def test_book_next_opens_the_booking_with_her_and_the_service(house: House) -> None:
    page = opened(house)
    page.next_.trigger()
    house.settle()
    sheet = house.sheet(BookingSheet)
    sheet.reject()


def test_home_care_takes_a_product_from_the_shelf_and_another_amount(
    house: House, qtbot: QtBot
) -> None:
    page = opened(house)
    page.care.add_step("am")
    house.settle()
    sheet = house.sheet(HomeSheet)
    qtbot.keyClicks(sheet.product, "Rose water from her mother")
    house.settle()
    qtbot.keyClick(sheet.product, Key.Key_Return)
    sheet.amount.setText("a splash")
    sheet._done()
    house.settle()
    body = house.salon.ask(plan, house.plan).body
    assert HomeStep("Rose water from her mother", "am", "a splash") in body.home_care
    assert page.made is not None
    assert "Rosewater" in printed(page.made)
    row = len(page.care.steps["am"].lines.lines) - 1
    page.care.open_step("am", row)
    sheet = house.sheet(HomeSheet)
    sheet._leave(lambda: None)
    house.settle()


def test_one_habit_stands_first_and_another_can_take_its_place(house: House) -> None:
    page = opened(house)
    refs = house.salon.ask(plan, house.plan).body.advice
    page.care.open_advice(1)
    sheet = house.sheet(AdviceSheet)
    others = [one for one in refs if one != refs[1]]
    sheet._leave(lambda: page.care.keep_advice([refs[1], *others]))
    house.settle()
    now = house.salon.ask(plan, house.plan).body.advice
    assert now == (refs[1], *others)


def test_changes_in_a_row_do_not_take_each_other_for_somebody_elses(
    house: House,
) -> None:
    page = opened(house)
    page._change(status=PlanStatus.AGREED)
    page._change(title="One")
    page._change(title="Two")
    house.settle()
    card = house.salon.ask(plan, house.plan)
    assert (card.title, card.status) == ("Two", PlanStatus.AGREED)
    assert page.conflict.isHidden()


def test_somebody_elses_change_is_not_written_over(house: House) -> None:
    page = opened(house)
    version = page._version
    house.salon.do(_elsewhere, house)
    page._version = version
    page._change(title="Mine")
    house.settle()
    assert house.salon.ask(plan, house.plan).title == "Theirs"
    assert not page.conflict.isHidden()
    assert page.title.text() == "Theirs"


def _elsewhere(work: Work, house: House) -> None:
    change_plan(work, house.plan, title="Theirs")


def test_the_wheel_changes_no_field_of_the_editor(house: House) -> None:
    page = opened(house)
    fields = fields_of(page)
    assert fields
    before = [said_by(one) for one in fields]
    for one in fields:
        roll(one)
    assert [said_by(one) for one in fields] == before


def test_every_field_of_the_editor_has_a_name_for_a_screen_reader(
    house: House,
) -> None:
    page = opened(house)
    for row in page.sessions.rows:
        assert row.accessibleName()
    for one in fields_of(page):
        assert one.accessibleName()


def test_a_plan_that_is_gone_says_so_and_leads_back(house: House) -> None:
    house.desk.go(PlanEditor(999))
    house.settle()
    page = house.page(PlanEditorPage)
    assert "could not be shown" in page._state.accessibleName()


def test_the_search_finds_a_plan_by_its_title(house: House) -> None:
    found: list[object] = []
    find(house.desk, "barrier", 5).then(found.extend)
    house.settle()
    assert [one.place for one in found] == [PlanEditor(int(house.plan))]  # type: ignore[attr-defined]


def test_the_editor_is_made_again_in_another_language(house: House) -> None:
    opened(house)
    house.window.speak("zh_TW")
    house.settle()
    page = house.page(PlanEditorPage)
    assert page.sight is not None
    house.window.speak("en")
    house.settle()


def test_what_does_not_fit_any_more_is_marked_with_the_reason(
    house: House,
) -> None:
    key = house.salon.do(make_plan, house.lin, "plan_pigment")
    house.desk.go(PlanEditor(int(key)))
    house.settle()
    page = house.page(PlanEditorPage)
    assert page.sessions.rows
    assert not any(row.why_not for row in page.sessions.rows)
    assert not marked(page)

    house.salon.do(note_condition, house.lin, "isotretinoin")
    house.settle()

    said = [row for row in page.sessions.rows if row.why_not]
    assert said
    for row in said:
        assert row.why_not in row.accessibleName()
    assert page.sight is not None
    assert page.sight.unfit
    if folder := os.environ.get("SHOTS"):
        house.window.grab().save(f"{folder}/plan_unfit.png")

    house.salon.undo()
    house.settle()
    assert not any(row.why_not for row in page.sessions.rows)


def test_a_product_that_must_not_be_used_is_marked_and_not_printed(
    house: House,
) -> None:
    page = opened(house)
    assert page.sight is not None
    body = page.sight.card.body
    steps = (*body.home_care, HomeStep("to_bha", "pm", "1.5 ml"))
    change = replace(body, home_care=steps)
    house.salon.do(change_plan, house.plan, seen=page.sight.card.version, body=change)
    house.settle()
    assert not marked(page)
    assert page.made is not None
    assert "BHAlotion" in printed(page.made)

    house.salon.do(note_allergy, house.lin, "aspirin")
    house.settle()
    assert marked(page) == ["BHA lotion 2 %"]
    assert page.sight is not None
    assert page.sight.printed[0][1].left_out == ("BHA lotion 2 %",)
    if folder := os.environ.get("SHOTS"):
        house.window.grab().save(f"{folder}/plan_unfit_home.png")


def marked(page: PlanEditorPage) -> list[str]:
    """Return the products of the home care that are marked."""
    return [
        line.name
        for rows in page.care.steps.values()
        for line in rows.lines.lines
        if any(chip.text == "does not fit" for chip in line.alerts)
    ]
