"""Twenty calls are worked through by digits and notes alone, each for who was rung."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from salon.aftercare.model import CallId, CallStatus, Outcome
from salon.aftercare.queries import calls_due, contacts_of
from salon.aftercare.recalls import plan_recalls
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import add_client
from salon.clients.queries import find_clients
from tests.stories.hands import Hands
from ui.aftercare.page import CallsPage

MANY = 20
DIGITS = (
    ("1", Outcome.WELL),
    ("3", Outcome.NO_ANSWER),
    ("4", Outcome.MESSAGE),
    ("1", Outcome.WELL),
    ("2", Outcome.BOOKED),
)


@pytest.fixture
def tongue() -> str:
    return "en"


def test_twenty_calls_by_digits_and_notes_alone(
    days: Callable[[str], Path],
    sit_down: Callable[..., Hands],
    tmp_path: Path,
) -> None:
    hands = sit_down(copytree(days("en"), tmp_path / "salon"))
    for number in range(12):
        hands.salon.do(add_client, ClientDraft(name=f"Client Number{number}"))
    known = [ClientId(one.id) for one in hands.salon.ask(find_clients, "", 60)]
    waiting = {one.client_id for one in hands.salon.ask(calls_due)}
    hands.salon.do(plan_recalls, [one for one in known if one not in waiting][:40])
    hands.press("F8")
    page = hands.window.page
    assert isinstance(page, CallsPage)
    made: dict[int, tuple[int, Outcome, str]] = {}

    for number in range(MANY):
        call = page._chosen()
        assert call is not None, number
        digit, outcome = DIGITS[number % len(DIGITS)]
        page._since.invalidate()  # somebody has spoken with them meanwhile
        note = f"Note of call {number}" if number % 3 == 0 else ""
        if note:
            hands.say(note)  # unasked: words go to the note
            hands.press("Esc")
        made[int(call.id)] = (call.client_id, outcome, note)
        hands.press(digit)
        if outcome is Outcome.BOOKED:
            hands.press("Esc")  # the booking that opens is for later

    assert len(made) == MANY
    for client, outcome, note in made.values():
        said = hands.salon.ask(contacts_of, ClientId(client), 5)
        assert outcome in [one.outcome for one in said], (client, outcome)
        if note:
            assert note in [one.note for one in said]
    left = {one.id: one for one in hands.salon.ask(calls_due, everything=True)}
    for key, (_client, outcome, _note) in made.items():
        is_over = left[CallId(key)].status is not CallStatus.WAITING
        assert is_over or outcome is Outcome.NO_ANSWER
