"""Steps 7 and 8: calls follow a treatment; one key says how each went."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from salon.aftercare.model import OUTCOME_WORDS, CallLine, CallStatus, Outcome
from salon.aftercare.queries import calls_after, calls_due, calls_of, contacts_of
from salon.appointments.queries import day_book
from salon.text import _, short_day
from tests.stories.hands import Hands
from tests.ui.pages.daily import NOW, TODAY


def due(hands: Hands) -> list[CallLine]:
    return list(hands.salon.ask(calls_due))


def test_calls_follow_a_treatment_each_on_its_day(hands: Hands) -> None:
    visit = next(
        one
        for one in hands.salon.ask(day_book, TODAY)
        if one.client == "Sarah Whitcombe"
    )
    assert hands.salon.ask(calls_after, visit.id) == []
    hands.stand_on(_("Today’s clients"), visit.client)
    hands.press("A", "S", "D")
    hands.say("Cleansed")
    hands.press("Ctrl+Return")

    calls = hands.salon.ask(calls_after, visit.id)
    assert calls
    assert all(call.due > TODAY and call.words for call in calls)
    assert visit.client in hands.told
    assert all(short_day(call.due) in hands.told for call in calls)

    hands.press("Ctrl+Z")
    assert hands.salon.ask(calls_after, visit.id) == []


def test_one_key_logs_a_call_that_went_well(hands: Hands) -> None:
    hands.press("F8")
    before = due(hands)
    hands.sees(before[0].client, before[0].words)
    assert len(hands.rows(_("Call list"))) == len(before)
    hands.presses = 0

    hands.press("1")

    assert hands.presses == 1
    after = due(hands)
    assert before[0].id not in [one.id for one in after]
    assert len(after) < len(before)
    assert _(OUTCOME_WORDS[Outcome.WELL]) in hands.told
    assert len(hands.rows(_("Call list"))) == len(after)
    hands.sees(after[0].words)  # the next one is there already

    hands.press("Ctrl+Z")
    assert [one.id for one in due(hands)] == [one.id for one in before]


def test_nobody_answers_and_she_comes_back_later(
    folder: Path, sit_down: Callable[..., Hands]
) -> None:
    hands = sit_down(folder)
    hands.press("F8")
    first = due(hands)[0]
    hands.press("3")

    [call] = [
        one for one in hands.salon.ask(calls_of, first.client_id) if one.id == first.id
    ]
    assert call.status is CallStatus.WAITING
    hands.close()
    tomorrow = sit_down(folder, now=NOW + timedelta(days=1))
    assert first.id in [one.id for one in due(tomorrow)]
    tomorrow.press("F8")
    tomorrow.sees(first.client)


def test_what_she_said_is_noted_and_kept(hands: Hands) -> None:
    hands.press("F8")
    first = due(hands)[0]
    hands.write(_("Note"), "A little warm, no more")
    hands.press("Alt+1", "Alt+4")
    hands.sees("A little warm, no more")
    hands.click(_(OUTCOME_WORDS[Outcome.WELL]))

    [contact, *_rest] = hands.salon.ask(contacts_of, first.client_id, 5)
    assert contact.note == "A little warm, no more"
    assert contact.outcome is Outcome.WELL


def test_a_red_flag_shows_the_emergency_number_and_what_to_do(hands: Hands) -> None:
    """Scenario 9, steps 1 and 2."""
    hands.press("F8")
    call = next(one for one in due(hands) if one.red_flags)
    flag = next(one for one in call.red_flags if one.action == "emergency")
    hands.stand_on(_("Call list"), call.client)
    number = hands.salon.premises.emergency_number
    assert not hands.reads(number)

    hands.walk_to(flag.text)
    hands.press("Space")
    hands.sees(number, flag.do or flag.text)
    hands.write(_("Note"), "Lids swelling, voice hoarse")
    hands.walk_to(call.foreseen[Outcome.WORRIED])
    hands.press("Space")

    [contact, *_rest] = hands.salon.ask(contacts_of, call.client_id, 5)
    assert contact.outcome is Outcome.WORRIED
    assert "Lids swelling" in contact.note
