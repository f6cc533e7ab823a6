"""Two desks write of one visit, or ring one client: nothing of the other is lost."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from salon.aftercare.model import CallNotes
from salon.aftercare.queries import calls_due, kept_notes
from salon.app import Salon
from salon.appointments.model import DayLine
from salon.start import open_salon
from salon.treatments.model import TreatmentDraft, UsedProduct, draft_place
from salon.treatments.operations import finish
from salon.treatments.queries import kept_drafts, treatment_at
from tests.ui.pages.daily import NOW
from tests.ui.pages.seeing import page_as, visits
from ui.aftercare.page import CallsPage
from ui.desk import Desk
from ui.frame.window import Window
from ui.kit.buttons import Button
from ui.parts.ways import open_record
from ui.places import CallList, RecordOf
from ui.treatments.page import RecordPage

Settle = Callable[[], None]
THEIRS = TreatmentDraft(
    "their words",
    (UsedProduct("cl_gel", "B17", 1.5, "ml"),),
    reaction="burnt, red",
)


@pytest.fixture
def other(day_folder: Path, day_salon: Salon) -> Iterator[Salon]:
    """The same salon at desk two."""
    with closing(open_salon(str(day_folder), NOW, desk="two")) as salon:
        yield salon


@pytest.fixture
def visit(day_salon: Salon) -> DayLine:
    return visits(day_salon, "Olivia Grant")[0]


@pytest.fixture
def page(
    day_window: Window, day_desk: Desk, visit: DayLine, settle: Settle
) -> RecordPage:
    open_record(day_desk, visit.id)
    settle()
    return page_as(day_window, RecordPage)


@pytest.fixture
def hark(day_desk: Desk, settle: Settle) -> Settle:
    """Return a call that lets this desk hear of the others."""

    def hear() -> None:
        settle()
        day_desk._hark()
        settle()

    return hear


def stored(salon: Salon, visit: DayLine) -> TreatmentDraft:
    card = salon.ask(treatment_at, visit.id)
    assert card is not None
    return card.record


def press_on(page: RecordPage, text: str) -> None:
    [button] = [one for one in page.findChildren(Button) if one.text() == text]
    assert button.isVisible()
    button.click()


def test_an_untouched_page_shows_the_record_that_another_desk_wrote(
    page: RecordPage, visit: DayLine, other: Salon, hark: Settle, settle: Settle
) -> None:
    other.do(finish, visit.id, THEIRS)
    hark()

    assert (page.done.toPlainText(), page.reaction.toPlainText()) == (
        "their words",
        "burnt, red",
    )
    assert not page.changed.isVisible()
    QTest.keyClicks(page.note, "rang at noon")
    page.finish_action.trigger()
    settle()
    written = stored(other, visit)
    assert (written.done, written.note) == ("their words", "rang at noon")
    assert written.products == THEIRS.products


@pytest.mark.parametrize("is_heard", [True, False])
def test_a_touched_page_asks_whose_is_written(
    page: RecordPage,
    visit: DayLine,
    other: Salon,
    hark: Settle,
    settle: Settle,
    is_heard: bool,
) -> None:
    QTest.keyClicks(page.note, "my words")
    other.do(finish, visit.id, THEIRS)
    if is_heard:
        hark()
    for _time in range(3):  # however often it is pressed
        page.finish_action.trigger()
        settle()

    assert page.changed.isVisible()
    assert page.note.toPlainText() == "my words"
    assert stored(other, visit) == THEIRS
    press_on(page, "Write mine")
    settle()
    assert stored(other, visit) == TreatmentDraft(note="my words")
    assert not page.changed.isVisible()


def test_theirs_is_taken_and_mine_does_not_come_back(
    page: RecordPage,
    visit: DayLine,
    other: Salon,
    day_salon: Salon,
    hark: Settle,
    settle: Settle,
) -> None:
    QTest.keyClicks(page.note, "my words")
    page.keep()
    other.do(finish, visit.id, THEIRS)
    hark()
    press_on(page, "Take theirs")
    settle()

    assert (page.done.toPlainText(), page.note.toPlainText()) == ("their words", "")
    assert not page.changed.isVisible()
    assert not day_salon.ask(kept_drafts, visit.id)


def test_words_that_were_kept_before_theirs_ask_as_well(
    page: RecordPage,
    visit: DayLine,
    other: Salon,
    day_desk: Desk,
    held: list[QWidget],
    settle: Settle,
) -> None:
    QTest.keyClicks(page.note, "my words")
    page.keep()
    day_desk.go(CallList())
    settle()
    other.do(finish, visit.id, THEIRS)
    fresh = RecordPage(day_desk, RecordOf(visit.id))
    held.append(fresh)
    fresh.show()
    settle()

    assert fresh.note.toPlainText() == "my words"
    assert fresh.changed.isVisible()
    fresh.finish_action.trigger()
    settle()
    assert stored(other, visit) == THEIRS


def test_what_another_desk_took_back_is_gone_from_an_untouched_page(
    page: RecordPage, visit: DayLine, other: Salon, hark: Settle
) -> None:
    other.do(finish, visit.id, THEIRS)
    hark()
    other.undo()
    hark()
    assert page.done.toPlainText() == ""
    assert not page.changed.isVisible()


def test_a_record_begun_at_another_desk_is_offered_never_filled_in(
    visit: DayLine,
    day_desk: Desk,
    day_salon: Salon,
    day_window: Window,
    other: Salon,
    settle: Settle,
) -> None:
    other.keep(draft_place(visit.id, "two"), '{"note": "half at desk two"}')
    open_record(day_desk, visit.id)
    settle()
    page = page_as(day_window, RecordPage)
    assert page.note.toPlainText() == ""
    assert page.elsewhere.isVisible()

    press_on(page, "Go on with it")
    page.keep()
    settle()
    assert page.note.toPlainText() == "half at desk two"
    kept = day_salon.ask(kept_drafts, visit.id)
    assert kept["two"].draft == kept[day_salon.desk].draft

    page.finish_action.trigger()
    settle()
    assert set(day_salon.ask(kept_drafts, visit.id)) == {"two"}  # theirs to drop


def test_what_was_kept_before_places_named_a_desk_is_there_once(
    visit: DayLine,
    day_desk: Desk,
    day_salon: Salon,
    day_window: Window,
    settle: Settle,
) -> None:
    day_salon.keep(draft_place(visit.id), '{"note": "of last week"}')
    open_record(day_desk, visit.id)
    settle()
    page = page_as(day_window, RecordPage)
    assert page.note.toPlainText() == "of last week"
    page.finish_action.trigger()
    settle()
    assert not day_salon.ask(kept_drafts, visit.id)


def test_the_notes_of_a_call_are_those_of_one_desk(
    day_desk: Desk,
    day_salon: Salon,
    day_window: Window,
    other: Salon,
    settle: Settle,
) -> None:
    call = day_salon.ask(calls_due)[0]
    day_desk.go(CallList())
    settle()
    page = page_as(day_window, CallsPage)
    QTest.keyClicks(page.card.note, "cried at desk one")
    page.card.leave()
    settle()

    assert other.ask(kept_notes, call.id, "two") == CallNotes()
    assert other.ask(kept_notes, call.id, day_salon.desk).note == "cried at desk one"
