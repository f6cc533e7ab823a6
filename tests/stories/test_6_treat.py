"""Step 6: she arrives, is treated, and what was done outlives a power cut."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF

from salon.app import Salon
from salon.appointments.model import DayLine, Status
from salon.appointments.queries import day_book
from salon.text import _
from salon.treatments.model import Again
from salon.treatments.queries import kept_draft, treatment_at
from tests.house import KEY
from tests.stories.hands import Hands
from tests.ui.pages.daily import TODAY
from ui.treatments.page import RecordPage

HER = "Sarah Whitcombe"
ROOT = Path(__file__).parents[2]
WRITING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from salon.text import _
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW
from ui.kit import style

program = QApplication(style.arguments("writing"))
style.start(program)
hands = Hands(Path(sys.argv[1]), NOW)
hands.stand_on(_("Today’s clients"), "Sarah Whitcombe")
hands.press("A", "S", "D")
hands.say("Warm cleanse, then the hydrating mask")
hands.walk_to(_("Asked: no pain, itch, heat"))
hands.press("Space")
hands.wait(lambda: hands.reads(_("Kept at {time}")))
os.kill(os.getpid(), signal.SIGKILL)
"""


def visit(salon: Salon) -> DayLine:
    return next(one for one in salon.ask(day_book, TODAY) if one.client == HER)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_the_power_fails_in_the_middle_of_a_note_and_it_is_there_again(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    """Scenario 26."""
    ended = subprocess.run(
        [sys.executable, "-c", WRITING, str(folder)],
        cwd=ROOT,
        env={**os.environ, "SALON_KEY": KEY, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        capture_output=True,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()

    hands: Hands = request.getfixturevalue("hands")
    assert visit(hands.salon).status is Status.IN_TREATMENT
    hands.stand_on(_("Today’s clients"), HER)
    [line] = [one for one in hands.rows(_("Today’s clients")) if HER in one]
    assert _("Record half written") in line
    assert hands.salon.ask(treatment_at, visit(hands.salon).id) is None

    hands.press("D")
    hands.sees("Warm cleanse, then the hydrating mask")
    page = hands.window.page
    assert isinstance(page, RecordPage)
    assert page.draft().asked_none
    assert hands.reads(_("What you had written at {time} is here again."))
    hands.press("Ctrl+Return")

    written = hands.salon.ask(treatment_at, visit(hands.salon).id)
    assert written is not None
    assert written.record.done == "Warm cleanse, then the hydrating mask"
    assert visit(hands.salon).status is Status.COMPLETED
    assert hands.salon.ask(kept_draft, visit(hands.salon).id) is None


def test_everything_that_was_done_is_written_by_keys(hands: Hands) -> None:
    hands.stand_on(_("Today’s clients"), HER)
    hands.press("A")
    assert visit(hands.salon).status is Status.ARRIVED
    hands.press("S")
    assert visit(hands.salon).status is Status.IN_TREATMENT
    hands.press("D")

    hands.say("Cleansed, steamed, masked")
    hands.walk_to(_("Another product"))
    hands.press("Return")
    hands.walk_to(_("Product"))
    hands.say("cl_gel")
    hands.press("Return")
    hands.write(_("Batch"), "B17")
    hands.walk_to(_("Add a setting"))
    hands.press("Space")
    hands.write(_("Setting"), "steam")
    hands.write(_("{setting}, value").format(setting="steam"), "8 min")
    hands.write(_("Reaction"), "slightly pink")
    hands.write(_("Advice"), "mineral sun cream")
    hands.write(_("Next time"), "less steam")
    hands.press("Ctrl+Return")

    written = hands.salon.ask(treatment_at, visit(hands.salon).id)
    assert written is not None
    record = written.record
    assert record.done == "Cleansed, steamed, masked"
    assert [(one.product, one.batch) for one in record.products] == [("cl_gel", "B17")]
    assert record.settings == {"steam": "8 min"}
    assert (record.reaction, record.advice) == ("slightly pink", "mineral sun cream")
    assert record.next_time == "less steam"

    hands.press("Ctrl+Z")
    assert visit(hands.salon).status is Status.IN_TREATMENT
    assert hands.salon.ask(treatment_at, visit(hands.salon).id) is None
    hands.sees("Cleansed, steamed, masked")  # nothing typed is lost by it


def test_the_same_by_mouse(hands: Hands) -> None:
    hands.press("Alt+1")
    hands.click_row(_("Today’s clients"), HER)
    hands.press("D")
    hands.click(_("Start treatment"))
    hands.click(_("What was done"))
    hands.say("Cleansed")
    hands.click(_("Finish"))

    assert visit(hands.salon).status is Status.COMPLETED


def test_a_lash_lift_without_a_patch_test_does_not_start(hands: Hands) -> None:
    """Scenario 10, as far as the thin file knows it."""
    hands.stand_on(_("Today’s clients"), "陈雨桐")
    hands.press("S")

    assert hands.title == _("This cannot be done today")
    hands.press("Return")
    [mine] = [one for one in hands.salon.ask(day_book, TODAY) if one.client == "陈雨桐"]
    assert mine.status is Status.ARRIVED


def begin(hands: Hands) -> None:
    """Let her arrive, begin, and open the record, by the keys of Today."""
    hands.stand_on(_("Today’s clients"), HER)
    hands.press("A", "S", "D")
    assert visit(hands.salon).status is Status.IN_TREATMENT


def test_the_whole_record_is_tapped_by_keys_alone(hands: Hands) -> None:
    begin(hands)
    hands.walk_to(_("Another step"))
    hands.press("L")
    for _step in range(3):  # the keyboard is on the first step by now
        hands.press("Space", "Down")
    hands.walk_to(_("Areas of the face"))
    hands.press("Down", "Return", "Down", "Return", "Return")
    hands.walk_to(_("{number}, {word}").format(number=0, word=_("calm")))
    hands.press("Right", "Return")
    hands.walk_to(_("Asked: no pain, itch, heat"))
    hands.press("Space")
    hands.walk_to(_("Same again"))
    hands.press("Right", "Return")
    hands.press("Ctrl+Return")

    written = hands.salon.ask(treatment_at, visit(hands.salon).id)
    assert written is not None
    record = written.record
    assert [step.at is not None for step in record.steps] == [True] * 3
    assert len(record.areas) == 1
    assert len(record.left_out) == 1
    assert (record.scale, record.asked_none) == (1, True)
    assert record.again is Again.LONGER
    assert [one.batch for one in record.products] == ["B17"]
    assert HER in hands.told

    hands.press("Ctrl+Z")  # what stands in the records is the window's to take back
    assert visit(hands.salon).status is Status.IN_TREATMENT
    kept = hands.salon.ask(kept_draft, visit(hands.salon).id)
    assert kept is not None
    assert kept.draft.scale == 1


def test_the_whole_record_is_tapped_by_mouse_alone(hands: Hands) -> None:
    begin(hands)
    hands.click(_("As &last time").replace("&", "").removesuffix("(L)"))
    page = hands.window.page
    assert isinstance(page, RecordPage)
    for tap in page.steps.taps:
        hands.click_on(tap)
    assert page.areas is not None
    chart = page.areas.chart
    middle = chart.map_().map(QPointF(*chart.map.zone("chin").label)).toPoint()
    hands.click_on(chart, middle)
    for one in (page.cards.reaction.cells[0], page.cards.reaction.asked):
        hands.click_on(one)
    hands.click_on(page.cards.next.taps[Again.SAME])
    hands.click_on(page.finish_button)

    written = hands.salon.ask(treatment_at, visit(hands.salon).id)
    assert written is not None
    record = written.record
    assert [step.at is not None for step in record.steps] == [True] * 3
    assert (record.areas, record.scale, record.again) == (("chin",), 0, Again.SAME)


def test_what_was_tapped_survives_leaving_language_theme_and_closing(
    hands: Hands,
) -> None:
    begin(hands)
    hands.walk_to(_("Another step"))
    hands.press("L", "Space")
    hands.walk_to(_("Asked: no pain, itch, heat"))
    hands.press("Space", "Escape", "Alt+1")
    kept = hands.salon.ask(kept_draft, visit(hands.salon).id)
    assert kept is not None
    before = kept.draft
    assert before.asked_none
    assert before.steps[0].at is not None
    hands.window.turn_theme()
    hands.reopen()
    hands.stand_on(_("Today’s clients"), HER)
    hands.press("D")
    page = hands.window.page
    assert isinstance(page, RecordPage)
    assert page.draft() == before
    assert hands.reads(_("What you had written at {time} is here again."))
