"""What happens at a real desk: keys pressed twice, Esc, two windows, no power."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from salon.aftercare.queries import calls_due, calls_of
from salon.app import Salon
from salon.catalogue.model import Subject
from salon.catalogue.queries import entries, resolve_service
from salon.clients.model import ClientId
from salon.clients.operations import note_allergy, note_condition
from salon.clients.queries import client_card, conditions_of, find_ids, patch_tests_of
from salon.history.queries import history
from salon.incidents.model import IncidentCard
from salon.incidents.operations import close_incident, open_incident, tick
from salon.incidents.queries import all_incidents, everything_open, incident
from salon.safety.queries import safety_answer
from salon.start import open_salon
from salon.text import _
from salon.views.patches import signed_by
from salon.work import Work
from tests.house import KEY
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW, TODAY
from ui.kit.buttons import plain

# Hands are tried here, not words.
pytestmark = pytest.mark.parametrize("tongue", ["zh_CN"], indirect=True)

HER = "Grace Liu"
ROOT = Path(__file__).parents[2]


def her_key(salon: Salon) -> ClientId:
    return salon.ask(find_ids, HER, 5)[0]


def the_incident(salon: Salon) -> IncidentCard:
    [line] = salon.ask(all_incidents)
    return salon.ask(incident, line.id)


def twice(hands: Hands, key: str) -> None:
    """Press a key twice, faster than any answer can come."""
    one = QKeySequence(key)[0]  # type: ignore[index]  # PySide's stub
    for _time in range(2):
        here = hands.focus() or hands.window
        QTest.keyClick(here, one.key(), one.keyboardModifiers())
    hands.settle()


def open_file(hands: Hands) -> None:
    hands.press("Ctrl+K")
    hands.say(HER)
    hands.press("Return", "Ctrl+7")


def item(salon: Salon, ref: str) -> str:
    items = salon.ask(entries, Subject.CONSENT)
    return next(str(one.names) for one in items if one.ref == ref)


def test_what_is_pressed_twice_is_done_once(hands: Hands) -> None:
    salon = hands.salon
    open_file(hands)
    key = her_key(salon)

    hands.walk_to(_("Add an allergy"))
    hands.press("Space")
    hands.say("latex")
    twice(hands, "Return")
    assert len(salon.ask(client_card, key).allergies) == 1
    leave(hands)

    hands.walk_to(_("Put on a patch test"))
    hands.press("Space")
    hands.choose(_("For which service"), salon.ask(resolve_service, "lsb_tint").name)
    before = len(salon.ask(patch_tests_of, key))
    twice(hands, "Return")
    assert len(salon.ask(patch_tests_of, key)) == before + 1
    leave(hands)

    hands.walk_to(f"{_('Sign')}: {item(salon, 'photo_record')}")
    hands.press("Space")
    hands.walk_to(_("Signed on paper"))
    hands.press("Space")
    before = len(salon.ask(signed_by, key).signed)
    twice(hands, "Return")
    assert len(salon.ask(signed_by, key).signed) == before + 1


def leave(hands: Hands) -> None:
    while hands.title:
        hands.press("Escape")


def test_an_incident_is_opened_once_and_nothing_in_it_said_twice(hands: Hands) -> None:
    hands.press("F8")
    hands.stand_on(_("Call list"), HER)
    call = next(one for one in hands.salon.ask(calls_due) if one.client == HER)
    flag = next(one for one in call.red_flags if one.id == "rf_breath")
    hands.walk_to(flag.text)
    hands.press("Space")
    twice(hands, "I")
    [line] = hands.salon.ask(everything_open)
    assert len(line.signs) == 1

    twice(hands, "Space")
    twice(hands, "L")
    twice(hands, "5")
    steps = [(one.kind, one.what) for one in the_incident(hands.salon).steps]
    assert len(steps) == len(set(steps)), steps

    hands.press("Ctrl+Return")
    hands.press("Space")
    hands.write(_("Why it can be closed"), "All is well again")
    twice(hands, "Return")
    assert not the_incident(hands.salon).line.is_open
    closings = [one for one in the_incident(hands.salon).steps if one.kind == "closed"]
    assert len(closings) == 1


def test_esc_leaves_every_sheet_and_nothing_is_kept(hands: Hands) -> None:
    salon = hands.salon
    key = her_key(salon)
    salon.do(open_incident, key, ["rf_breath"])
    hands.settle()
    open_file(hands)
    before = salon.ask(history, limit=1)
    sheets = [
        *(_("Add an allergy"), _("Add a condition"), _("Add a medicine")),
        *(_("Put on a patch test"), _("Add a number"), _("Add someone")),
        f"{_('Sign')}: {item(salon, 'photo_record')}",
        f"{_('Note')}: {item(salon, 'medical_letter')}",
    ]
    for name in sheets:
        hands.walk_to(name)
        hands.press("Space")
        assert hands.title, name
        hands.press("Escape")
        assert hands.title == "", name
        here = hands.focus()
        assert here is not None
        assert here.accessibleName() == name or name in _said(here), name
    assert len(salon.ask(client_card, key).allergies) == 0
    assert salon.ask(conditions_of, key) == []
    assert salon.ask(history, limit=1) == before


def _said(widget: object) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


def test_a_condition_noted_twice_stands_once(hands: Hands) -> None:
    salon = hands.salon
    key = her_key(salon)
    names = {
        one.ref: str(one.names) for one in salon.ask(entries, Subject.HEALTH_CONDITION)
    }
    for _time in range(2):
        open_file(hands)
        hands.walk_to(_("Add a condition"))
        hands.press("Space")
        hands.say(names["diabetes"])
        hands.press("Return", "Return")
        leave(hands)
    assert [one.condition for one in salon.ask(conditions_of, key)] == ["diabetes"]
    hands.press("Ctrl+Z")
    assert salon.ask(conditions_of, key) == []


def test_an_incident_closed_by_undo_leaves_nothing_behind(hands: Hands) -> None:
    salon = hands.salon
    key = her_key(salon)
    peel = salon.ask(resolve_service, "pel_glycolic")
    calls = [(one.id, one.status) for one in salon.ask(calls_of, key)]
    answer = salon.ask(safety_answer, key, peel, TODAY)
    hands.press("Alt+1")
    open_file(hands)
    hands.press("Ctrl+K")
    hands.say(plain(_("Something went &wrong")))
    hands.press("Return")
    assert hands.title == _("Something went wrong")
    hands.press("Space", "Ctrl+Return")
    assert salon.ask(safety_answer, key, peel, TODAY) != answer
    hands.sees(_("Open incidents"))

    hands.press("Ctrl+Z")
    assert salon.ask(all_incidents) == ()
    assert [(one.id, one.status) for one in salon.ask(calls_of, key)] == calls
    assert salon.ask(safety_answer, key, peel, TODAY) == answer
    hands.press("Space", "5", "L", "Ctrl+Return")  # nothing is left to be done there
    assert salon.ask(all_incidents) == ()


def test_two_windows_at_one_incident(
    folder: Path, sit_down: Callable[..., Hands]
) -> None:
    with closing(open_salon(str(folder), NOW, desk="back")) as other:
        hands = sit_down(folder)
        other.do(open_incident, her_key(other), ["rf_breath"])
        hands.wait(
            lambda: hands.reads(_("Open incident: {client}, {sign}, said {time}"))
        )
        hands.walk_to(_("Open the incident of {client}").format(client=HER))
        hands.press("Space")
        key = the_incident(other).line.id
        other.do(tick, key, "ambulance")
        hands.press("Space")
        assert the_incident(other).ticked >= {"ambulance"}
        hands.write(_("The client’s words"), "It is getting worse")
        hands.press("Ctrl+Return")
        assert hands.title == _("Close the incident")
        other.do(close_incident, key, "healed", reason="Seen by the doctor")
        hands.press("Space")
        hands.write(_("Why it can be closed"), "All calm")
        hands.press("Return")
        assert hands.title  # it says that somebody was faster
        hands.press("Escape")
        card = the_incident(other)
        assert not card.line.is_open
        assert card.words == "It is getting worse"


TICKING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from salon.incidents.queries import all_incidents, incident
from salon.text import _
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW
from ui.kit import style

program = QApplication(style.arguments("ticking"))
style.start(program)
hands = Hands(Path(sys.argv[1]), NOW)
hands.walk_to(_("Open the incident of {client}").format(client="Grace Liu"))
hands.press("Space")
hands.press("Space", "Space")
[line] = hands.salon.ask(all_incidents)
assert len(hands.salon.ask(incident, line.id).ticked) == 2
hands.walk_to(_("The client’s words"))
hands.say("The tongue is thick")
hands.wait(lambda: hands.salon.ask(said))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_the_power_fails_on_the_page_of_an_incident(
    folder: Path, sit_down: Callable[..., Hands]
) -> None:
    with closing(open_salon(str(folder), NOW)) as salon:
        salon.do(open_incident, her_key(salon), ["rf_breath"])
    ask = (
        "from salon.incidents.model import words_place\n"
        "from salon.store.drafts import kept_draft\n"
        "def said(reading):\n"
        "    c = reading.session.connection()\n"
        "    return kept_draft(c, words_place(line.id)) is not None\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", ask + TICKING, str(folder)],
        cwd=ROOT,
        env={**os.environ, "SALON_KEY": KEY, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        capture_output=True,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()

    hands = sit_down(folder)
    assert len(the_incident(hands.salon).ticked) == 2
    hands.walk_to(_("Open the incident of {client}").format(client=HER))
    hands.press("Space")
    hands.sees("The tongue is thick")


def test_two_hundred_facts_on_one_client(hands: Hands) -> None:
    salon = hands.salon
    key = her_key(salon)
    known = salon.ask(entries, Subject.HEALTH_CONDITION)

    def note_all(work: Work) -> None:
        for one in known:
            note_condition(work, key, one.ref)
        for number in range(200 - len(known)):
            note_allergy(work, key, f"latex glove number {number}")

    salon.do(note_all)
    hands.settle()

    open_file(hands)
    over = _("{what} is over, or was noted by mistake")
    assert all(hands.has(over.format(what=one.names)) for one in known)
    hands.press("Ctrl+B")
    peel = salon.ask(resolve_service, "pel_glycolic")
    hands.choose(_("Service"), peel.name)
    against = salon.ask(safety_answer, key, peel, TODAY).objections
    shown = [one.text for one in against if one.text in hands.front()]
    assert len(against) > 20
    assert len(shown) == 3  # the strongest; the rest behind one key
    hands.press("1")
    assert hands.title == _("Book")
