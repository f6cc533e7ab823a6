"""Whoever suggests something hears what came of it, and why not."""

from datetime import timedelta

import pytest

from salon.aftercare.model import TOLD_BACK
from salon.aftercare.queries import calls_of
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import client_card
from salon.errors import NotAllowed
from salon.house.model import (
    ANSWER_WITHIN,
    AlreadyAnswered,
    Answer,
    Cause,
    NeedsWhy,
    NothingSaid,
    NotYes,
    Way,
)
from salon.house.operations import (
    answer_suggestion,
    count_with,
    note_change,
    note_suggestion,
)
from salon.house.queries import changed_because, suggestion, suggestions
from tests.aftercare.test_calls import at
from tests.house import FRIDAY, House


def told(house: House, client: ClientId) -> list[str]:
    calls = house.salon.ask(calls_of, client)
    return [one.last_time or "" for one in calls if one.step == TOLD_BACK]


def test_an_answer_is_owed_in_fourteen_days(house: House) -> None:
    key = house.salon.do(
        note_suggestion, " A coat hook ", way=Way.BOX, cause=Cause.ROOM
    )
    [one] = house.salon.ask(suggestions)
    assert (one.id, one.words, one.way, one.cause) == (
        key,
        "A coat hook",
        Way.BOX,
        Cause.ROOM,
    )
    assert one.due == FRIDAY + timedelta(days=ANSWER_WITHIN)
    assert not one.is_late(one.due)
    assert one.is_late(one.due + timedelta(days=1))
    with pytest.raises(NothingSaid):
        house.salon.do(note_suggestion, " ")


def test_what_is_changed_is_told_to_everybody_who_said_so(house: House) -> None:
    first = house.salon.do(note_suggestion, "Hooks", client_id=house.amira)
    second = house.salon.do(note_suggestion, "A hook!", client_id=house.basia)
    house.salon.do(count_with, second, first)
    [one] = house.salon.ask(suggestions)
    assert (one.voices, one.is_one_voice) == (2, False)

    house.salon.do(answer_suggestion, first, Answer.YES)
    assert told(house, house.amira) == []  # told when it is so
    assert house.salon.do(note_change, first, "Hooks in every room") == 2
    for client in (house.amira, house.basia):
        assert told(house, client) == ["Changed because of you: Hooks in every room"]
    [done] = house.salon.ask(changed_because, 2026)
    assert (done.change, done.told_on) == ("Hooks in every room", FRIDAY)
    assert house.salon.ask(changed_because, 2025) == []


def test_a_no_needs_a_reason_and_is_told(house: House) -> None:
    key = house.salon.do(note_suggestion, "Open on Sundays", client_id=house.amira)
    with pytest.raises(NeedsWhy):
        house.salon.do(answer_suggestion, key, Answer.NO, "  ")
    house.salon.do(answer_suggestion, key, Answer.NO, "we rest; Mondays until nine")
    [words] = told(house, house.amira)
    assert "Mondays until nine" in words
    with pytest.raises(AlreadyAnswered):
        house.salon.do(answer_suggestion, key, Answer.YES)
    with pytest.raises(NotYes):
        house.salon.do(note_change, key, "x")


def test_who_wants_silence_is_not_rung(house: House) -> None:
    seen = house.salon.ask(client_card, house.amira).line.version
    quiet = ClientDraft(do_not_contact=True)
    house.salon.do(correct_client, house.amira, quiet, seen=seen)
    key = house.salon.do(note_suggestion, "Hooks", client_id=house.amira)
    house.salon.do(answer_suggestion, key, Answer.YES)
    assert house.salon.do(note_change, key, "Hooks") == 0
    assert told(house, house.amira) == []
    found = house.salon.ask(suggestion, key)
    assert found is not None
    assert found.told_on is None


def test_voices_are_counted_with_the_first_and_never_in_a_circle(house: House) -> None:
    one, two, three = (
        house.salon.do(note_suggestion, words) for words in ("a", "b", "c")
    )
    house.salon.do(count_with, two, one)
    house.salon.do(count_with, three, two)  # goes on to the first
    [line] = house.salon.ask(suggestions)
    assert (line.id, line.voices) == (one, 3)
    for key, other in ((one, one), (two, one), (one, two)):
        with pytest.raises(AlreadyAnswered):
            house.salon.do(count_with, key, other)


def test_only_whoever_manages_answers(house: House) -> None:
    key = house.salon.do_as(house.lea, note_suggestion, "Hooks", way=Way.STAFF)
    with pytest.raises(NotAllowed):
        house.salon.do_as(house.lea, answer_suggestion, key, Answer.YES)
    house.salon.do(answer_suggestion, key, Answer.YES)
    with pytest.raises(NotAllowed):
        house.salon.do_as(house.lea, note_change, key, "x")
    with pytest.raises(NothingSaid):
        house.salon.do(note_change, key, " ")


def test_what_waits_comes_first_and_ranges_hold(house: House) -> None:
    old = house.salon.do(note_suggestion, "old")
    house.salon.do(answer_suggestion, old, Answer.YES)
    at(house, "28 09:00")
    new = house.salon.do(note_suggestion, "new")
    later = house.salon.do(note_suggestion, "later", client_id=house.amira)
    house.salon.do(answer_suggestion, later, Answer.YES)
    assert [one.id for one in house.salon.ask(suggestions)] == [new, later, old]
    waiting = house.salon.ask(suggestions, open_only=True)
    assert [one.id for one in waiting] == [new]
    assert [one.id for one in house.salon.ask(suggestions, FRIDAY, FRIDAY)] == [old]
    hers = house.salon.ask(suggestions, client_id=house.amira)
    assert [one.id for one in hers] == [later]
