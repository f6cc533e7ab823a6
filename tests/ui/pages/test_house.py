"""The page of the house, the walk of a visit, needs, and words said otherwise."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from salon.appointments.operations import arrive
from salon.clients.model import ClientId
from salon.hosting.model import Came, Ended, Need, Sale, Step
from salon.hosting.operations import note_enquiry, note_need
from salon.hosting.queries import (
    enquiries,
    memory_of_visit,
    needs_of,
    surprises_of,
    wait_sums,
    walk_of,
)
from salon.house.model import Answer
from salon.house.operations import note_defect, note_suggestion
from salon.house.queries import (
    count_defects,
    defects,
    lists_of,
    quizzes,
    suggestions,
    trainings,
)
from salon.shifts.operations import go_round
from salon.shifts.queries import shop_round
from salon.staff.queries import team
from tests.ui.pages.daily import TODAY
from tests.ui.pages.seeing import is_gone, page_as, press, the, visits, words_in
from ui.desk import Desk
from ui.frame.helping import HelpSheet
from ui.frame.pages import deeds
from ui.frame.synonyms import WAYS, also
from ui.frame.window import Window
from ui.hosting.greeting import GreetingSheet
from ui.hosting.needs import NeedsSheet
from ui.hosting.strip import HostStrip
from ui.hosting.visit import VisitSheet
from ui.house.door import EnquirySheet
from ui.house.learning import QuizSheet
from ui.house.lists import ListsSheet
from ui.house.page import HousePage
from ui.house.suggesting import open_suggestion
from ui.kit.buttons import plain
from ui.kit.fields import FormRow, Notes
from ui.kit.sheet import Sheet
from ui.parts.printing import PrintSheet
from ui.parts.rounds import RoundStrip
from ui.parts.ways import (
    open_greeting,
    open_needs,
    open_round,
    open_walk,
)
from ui.parts.wording import WordWatch, in_words
from ui.places import House, RecordOf, Today
from ui.shifts.round import RoundSheet
from ui.today.page import TodayPage

Settle = Callable[[], None]


@pytest.fixture
def page(day_window: Window, day_desk: Desk, settle: Settle) -> HousePage:
    day_desk.go(House())
    settle()
    return page_as(day_window, HousePage)


def go(desk: Desk, tab: str, settle: Settle) -> None:
    desk.go(House(tab))
    settle()


def test_it_is_reached_from_the_menu_and_by_ctrl_k(day_desk: Desk) -> None:
    said = [plain(one.text()) for one in deeds(day_desk)]
    for name in ("The house", "Somebody came in", "Whom to greet", "Note a suggestion"):
        assert name in said


def test_a_defect_is_mended_by_one_key(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.salon.do(note_defect, "The lift squeaks")
    page.refresh()
    settle()
    assert "The lift squeaks" in page.rounds.list.lines.lines[0].spoken()
    page.rounds.list.setFocus()
    press(day_window, Qt.Key.Key_M)
    settle()
    assert day_desk.salon.ask(count_defects) == 0
    assert "Mended" in page.rounds.list.lines.lines[0].spoken()


def test_the_morning_stands_on_today_until_somebody_has_gone(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.go(Today())
    settle()
    strip = page_as(day_window, TodayPage).findChild(RoundStrip)
    assert isinstance(strip, RoundStrip)
    assert strip.isVisible()
    strip.go.click()
    settle()
    sheet = the(day_window, RoundSheet)
    for tick in sheet.checks.ticks.values():
        tick.setChecked(True)
    sheet._keep()
    settle()
    assert is_gone(sheet)
    assert not strip.isVisible()


def test_the_second_round_and_its_photograph(
    page: HousePage,
    day_window: Window,
    day_desk: Desk,
    settle: Settle,
    tmp_path: Path,
) -> None:
    Image.new("RGB", (60, 40), "white").save(tmp_path / "desk.png")
    page.second.trigger()
    settle()
    sheet = the(day_window, RoundSheet)
    sheet.take_photo(tmp_path / "nothing.png")
    assert not sheet.keeping.isEnabled()  # it is still being read
    settle()
    assert sheet.failure.isVisible()
    sheet.take_photo(tmp_path / "desk.png")
    settle()
    assert sheet.keeping.isEnabled()
    assert sheet.photo_said.text() == "desk.png"
    sheet.keep(is_rest_wrong=True)
    settle()
    line = day_desk.salon.ask(shop_round, TODAY, 2)
    assert line.picture
    assert len(line.wrong) == 7
    assert day_desk.salon.ask(count_defects) == 7
    assert len(page.rounds.list.lines.lines) == 7
    assert "second round" in page.rounds.days.lines.lines[0].spoken()


def test_enter_from_habit_makes_no_defect_of_what_nobody_looked_at(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    page.rounds.list.setFocus()
    page.go_round.trigger()
    settle()
    sheet = the(day_window, RoundSheet)
    sheet._keep()
    settle()
    loud = ask_of(sheet)._loud
    assert loud is not None
    loud.click()  # Enter again
    settle()
    assert sheet.failure.isVisible()
    assert day_desk.salon.ask(count_defects) == 0
    assert day_desk.salon.ask(shop_round, TODAY, 1).at is None

    first, second, *_rest = sheet.checks.ticks
    sheet.checks.ticks[first].setChecked(True)
    sheet.keep(is_rest_wrong=False)
    settle()
    line = day_desk.salon.ask(shop_round, TODAY, 1)
    assert line.seen == {first: True}  # the others wait for somebody who looks
    assert line.wrong == ()
    assert day_desk.salon.ask(count_defects) == 0
    assert second not in line.seen


def test_a_digit_turns_to_another_part(
    page: HousePage, day_window: Window, settle: Settle
) -> None:
    for key, tab in ((Qt.Key.Key_3, page.learning), (Qt.Key.Key_1, page.rounds)):
        press(day_window, key)
        settle()
        assert page.tab is tab


def test_f1_says_apart_which_keys_rest_just_now(
    page: HousePage, day_window: Window, settle: Settle
) -> None:
    press(day_window, Qt.Key.Key_F1)
    settle()
    said = words_in(the(day_window, HelpSheet))
    here, resting = said.split("Rest just now")
    assert "Go round" in here
    assert "Five questions" in resting
    assert "Five questions" not in here


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("training", "Training of the team"),
        ("enquiry", "Somebody came in"),
        ("surprise", "Little things and surprises: steps of a visit"),
        ("gift", "Little things and surprises: steps of a visit"),
        ("need", "What a client needs and expects"),
        ("expect", "What a client needs and expects"),
        ("suggestion", "The house"),
    ],
)
def test_ctrl_k_knows_what_the_house_is_called(word: str, name: str) -> None:
    ways = {one.name: one.also for one in WAYS}
    assert word in (also(name) or ways.get(name, ""))


def test_who_sees_to_it(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.salon.do(go_round, {"sh_sign": False})
    page.refresh()
    settle()
    page.rounds.give()
    settle()
    [one] = day_desk.salon.ask(defects)
    from ui.kit.fields import Choice
    from ui.kit.sheet import Sheet

    sheet = the(day_window, Sheet)
    choice = sheet.findChild(Choice)
    assert isinstance(choice, Choice)
    choice.setCurrentIndex(1)
    assert sheet._loud is not None
    sheet._loud.click()
    settle()
    first = day_desk.salon.ask(team)[0]
    assert day_desk.salon.ask(defects)[0].owner == first.name
    assert one.id == day_desk.salon.ask(defects)[0].id


def test_yes_then_what_changed_and_the_paper_of_the_year(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    key = day_desk.salon.do(note_suggestion, "A coat hook")
    go(day_desk, "suggestions", settle)
    page.suggestions.list.setFocus()
    press(day_window, Qt.Key.Key_Y)
    settle()
    assert day_desk.salon.ask(suggestions)[0].answer is Answer.YES
    assert page.change.isEnabled()
    assert not page.yes.isEnabled()
    page.change.trigger()
    settle()
    note = the(day_window, Notes)
    note.setPlainText("A hook each")
    loud = note.window()
    loud._loud.click()  # type: ignore[attr-defined]
    settle()
    [one] = day_desk.salon.ask(suggestions)
    assert (one.id, one.change) == (key, "A hook each")
    page.paper.trigger()
    settle()
    assert the(day_window, PrintSheet).isVisible()


def test_a_no_without_a_reason_is_not_kept(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    day_desk.salon.do(note_suggestion, "Open on Sundays")
    go(day_desk, "suggestions", settle)
    page.no.trigger()
    settle()
    note = the(day_window, Notes)
    sheet = note.window()
    sheet._loud.click()  # type: ignore[attr-defined]
    settle()
    assert day_desk.salon.ask(suggestions)[0].answer is Answer.OPEN
    note.setPlainText("We rest")
    sheet._loud.click()  # type: ignore[attr-defined]
    settle()
    assert day_desk.salon.ask(suggestions)[0].why == "We rest"


def test_five_questions_are_marked_and_told(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    go(day_desk, "training", settle)
    page.learning.list.setFocus()
    press(day_window, Qt.Key.Key_Q)
    settle()
    sheet = the(day_window, QuizSheet)
    assert len(sheet.fields) == 5
    sheet._mark()
    assert sheet.failure.isVisible()  # not all are answered
    for field, asked in zip(sheet.fields, sheet._asked, strict=True):
        field.put(asked.right)
    sheet._mark()
    settle()
    [line] = day_desk.salon.ask(quizzes)
    assert (line.correct, line.is_passed) == (5, True)
    assert words_in(sheet).count("Right") == 5
    sheet.reject()
    assert day_desk.salon.ask(trainings) == []


def test_what_to_know_is_shown_with_its_answer(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    from ui.kit.sheet import Sheet

    go(day_desk, "training", settle)
    page.cards.trigger()
    settle()
    assert "How long does" in words_in(the(day_window, Sheet))


def test_an_enquiry_is_led_through_its_steps(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    client = visits(day_desk.salon, "Noor Haddad")[0].client_id
    day_desk.salon.do(note_enquiry, Came.WALK_IN, words="spots", client_id=client)
    go(day_desk, "door", settle)
    page.door.enter()
    settle()
    sheet = the(day_window, EnquirySheet)
    sheet.steps.buttons[Sale.GREET].click()
    settle()
    sheet._end(Ended.THINKING)
    settle()
    [one] = day_desk.salon.ask(enquiries, TODAY, TODAY)
    assert (one.steps, one.ended) == (frozenset({Sale.GREET}), Ended.THINKING)
    assert "thinks it over" in page.door.list.lines.lines[0].spoken()


def test_the_short_lists_are_the_salons(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    page.lists.trigger()
    settle()
    sheet = the(day_window, ListsSheet)
    assert sheet.said() == day_desk.salon.ask(lists_of)  # nothing was touched
    sheet.offers.setPlainText("Tea or water\nA blanket")
    sheet.words.setPlainText("glow\nwe: that lot\nno: never")
    sheet.extras.setPlainText("A flower | 4.00")
    sheet._keep()
    settle()
    found = day_desk.salon.ask(lists_of)
    assert found.offers == ("Tea or water", "A blanket")
    assert found.words is not None
    assert [one.word for one in found.words] == ["glow", "that lot", "never"]
    assert (found.extras[0].what, found.extras[0].cost.minor) == ("A flower", 400)


# the walk of a visit


def arrived(desk: Desk) -> int:
    one = visits(desk.salon, "Noor Haddad")[0]
    if one.arrived is None and one.status.is_open:
        desk.salon.do(arrive, one.id)
    return int(one.id)


def test_steps_are_ticked_by_a_key_and_left_out_with_a_reason(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    key = arrived(day_desk)
    open_walk(day_desk, key)
    settle()
    sheet = the(day_window, VisitSheet)
    sheet._by_key(1)
    settle()
    assert sheet._sight is not None
    assert sheet._sight.walk is not None
    following = sheet._sight.walk.next
    assert following is not None
    sheet._skip(following.step)
    assert sheet.failure.isVisible()  # no reason was said
    sheet.why.setText("told last week")
    sheet._skip(following.step)
    settle()
    walk = day_desk.salon.ask(walk_of, key)
    assert walk is not None
    done = {one.step: one for one in walk.steps if one.is_over}
    assert Step.CONFIRM in done
    assert done[following.step].skipped == "told last week"


def ask_of(sheet: Sheet) -> Sheet:
    """Return the question that stands in front of a sheet."""
    return next(one for one in sheet.findChildren(Sheet) if one.isVisible())


def test_a_step_pressed_by_mistake_is_taken_off_and_goodbye_says_what_is_open(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    key = arrived(day_desk)
    open_walk(day_desk, key)
    settle()
    sheet = the(day_window, VisitSheet)

    def over() -> set[Step]:
        walk = day_desk.salon.ask(walk_of, key)
        assert walk is not None
        return {one.step for one in walk.steps if one.is_over}

    sheet._by_key(1)
    settle()
    assert Step.CONFIRM in over()
    sheet._by_key(1)
    settle()
    asked = ask_of(sheet)
    assert asked._loud is not None
    asked._loud.click()
    settle()
    assert Step.CONFIRM not in over()
    sheet._by_key(0)  # the records show it
    settle()
    assert sheet.failure.isVisible()
    assert Step.GREET in over()

    sheet._by_key(9)
    settle()
    assert Step.GOODBYE not in over()
    asked = ask_of(sheet)
    assert "Confirm" in words_in(asked)
    assert asked._loud is not None
    asked._loud.click()
    settle()
    assert Step.GOODBYE in over()


def test_the_steps_follow_ctrl_z_and_keep_what_is_being_written(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    key = arrived(day_desk)
    open_walk(day_desk, key)
    settle()
    sheet = the(day_window, VisitSheet)
    sheet._by_key(1)
    settle()
    sheet.answer.setText("A rest")
    sheet.answer.setFocus()
    day_desk.undo()
    settle()
    assert sheet._sight is not None
    assert sheet._sight.walk is not None
    assert not sheet._sight.walk.steps[1].is_over
    assert "Confirm" in sheet.steps[Step.CONFIRM].text()
    assert sheet.answer.text() == "A rest"
    assert sheet.answer.hasFocus()

    sheet.reject()
    settle()
    assert sheet.isVisible()  # "A rest" is asked for first
    ask_of(sheet).reject()
    sheet._answer(sheet._sight)
    settle()
    sheet.reject()
    settle()
    assert is_gone(sheet)  # all is kept


def test_a_suggestion_left_by_esc_is_offered_again(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    sheet = open_suggestion(day_desk)
    assert sheet is not None
    settle()
    the(day_window, Notes).setPlainText("A coat hook")
    sheet.reject()
    settle()
    again = open_suggestion(day_desk)
    assert again is not None
    settle()
    assert "A coat hook" in words_in(again)
    assert the(day_window, Notes).toPlainText() == ""  # the next one is said by another


def test_what_serves_her_now_stands_below(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    key = arrived(day_desk)
    client = ClientId(visits(day_desk.salon, "Noor Haddad")[0].client_id)
    open_walk(day_desk, key)
    settle()
    sheet = the(day_window, VisitSheet)
    assert "To ask today" in words_in(sheet)
    sheet.answer.setText("A rest")
    assert sheet._sight is not None
    sheet._answer(sheet._sight)
    settle()
    assert day_desk.salon.ask(needs_of, client).now
    assert "To ask today" not in words_in(sheet)  # one question a visit
    sheet.own.setText("A flower")
    sheet._give_own(sheet._sight)
    settle()
    assert [s.what for s in day_desk.salon.ask(surprises_of, client)] == ["A flower"]
    sheet.own.setText("A flower")
    sheet._give_own(sheet._sight)
    settle()
    assert sheet.failure.isVisible()  # never the same twice
    sheet.memory.setText("Her cat is well")
    sheet._remember()
    settle()
    assert day_desk.salon.ask(memory_of_visit, key) == "Her cat is well"


def test_the_record_says_what_to_ask_and_how_far_it_is(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    key = arrived(day_desk)
    day_desk.go(RecordOf(key))
    settle()
    strip = day_window.findChild(HostStrip)
    assert isinstance(strip, HostStrip)
    assert "To ask today" in words_in(strip)
    strip.walk.click()
    settle()
    assert the(day_window, VisitSheet).isVisible()


def test_needs_are_noted_declined_and_kept(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    client = ClientId(visits(day_desk.salon, "Noor Haddad")[0].client_id)
    day_desk.salon.do(note_need, client, Need.SECRET, "A new start")
    open_needs(day_desk, int(client))
    settle()
    sheet = the(day_window, NeedsSheet)
    assert "A new start" in words_in(sheet)
    order = list(Need)
    sheet.kind.setCurrentIndex(order.index(Need.SECRET))
    assert not sheet.rather.isEnabled()
    assert "Never asked" in words_in(sheet)
    sheet.travel.setText("many")
    sheet._keep_effort()
    assert sheet.failure.isVisible()
    sheet.travel.setText("20")
    sheet._keep_effort()
    settle()
    assert not sheet.failure.isVisible()


def test_whom_to_greet_leads_to_the_visit(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    arrived(day_desk)
    open_greeting(day_desk)
    settle()
    sheet = the(day_window, GreetingSheet)
    assert any("Noor Haddad" in one.spoken() for one in sheet.list.lines.lines)
    press(sheet, Qt.Key.Key_Return)
    settle()
    assert the(day_window, VisitSheet).isVisible()


def test_a_wait_is_offered_something_where_it_is_seen(
    page: HousePage, day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    arrived(day_desk)
    go(day_desk, "door", settle)
    sight = page.door._sight
    assert sight is not None
    if sight.waits:
        page.offer.trigger()
        settle()
        from ui.kit.buttons import Button
        from ui.kit.sheet import Sheet

        sheet = the(day_window, Sheet)
        next(b for b in sheet.findChildren(Button) if b.text() == "Fruit").click()
        settle()
        since = TODAY - timedelta(days=1)
        assert day_desk.salon.ask(wait_sums, since, TODAY) is not None


# words said otherwise


def test_words_are_told_quietly_under_the_field(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    row = FormRow("What to expect", Notes())
    row.setParent(day_window)
    watch = WordWatch(day_desk, row, lambda: "en")
    settle()
    row.field.setPlainText("This cures acne forever")  # type: ignore[attr-defined]
    watch.look()
    assert "cures" in row.note.text()
    assert "promises too much" in row.note.text()
    assert not row.mark.isVisible()  # it is no error and hinders nobody
    row.field.setPlainText("We cannot promise that")  # type: ignore[attr-defined]
    watch.look()
    assert row.note.text() == ""
    assert in_words([]) == ""


def test_open_round_is_the_way_from_anywhere(
    day_window: Window, day_desk: Desk, settle: Settle
) -> None:
    open_round(day_desk)
    settle()
    assert the(day_window, RoundSheet).isVisible()
