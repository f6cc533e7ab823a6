"""Notes of a file: for whom, in which words, and what they said before."""

import pytest

from salon.clients.operations import merge_clients
from salon.errors import EditedElsewhere, Missing, TooLong
from salon.exchange.queries import outgoing_clients
from salon.history.queries import history
from salon.notices.model import Audience, EmptyNote, NotYourNote
from salon.notices.operations import change_note, remove_note, write_note
from salon.notices.queries import hidden_notes, notes_of, notes_to_print
from salon.reports.queries import findings
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire
from tests.house import House

SECRET = "Cried about the divorce"


@pytest.fixture
def mei(house: House) -> StaffId:
    """Return somebody else of the team; Léa is at the desk."""
    key = house.salon.do(hire, "Mei", Role.RECEPTION)
    house.salon.by = house.lea
    return key


def texts(house: House, viewer: int | None) -> list[str]:
    return [one.text for one in house.salon.ask(notes_of, house.amira, viewer)]


def test_a_note_says_who_wrote_it_and_when(house: House, mei: StaffId) -> None:
    house.salon.do(write_note, house.amira, "  Likes the window seat ")
    [note] = house.salon.ask(notes_of, house.amira, mei)
    assert (note.text, note.by) == ("Likes the window seat", "Léa")
    assert note.audience is Audience.STAFF
    assert note.at.hour == 7  # on the salon's wall clock


def test_what_it_said_before_is_kept_with_who_and_when(
    house: House, mei: StaffId
) -> None:
    key = house.salon.do(write_note, house.amira, "one")
    house.salon.do(change_note, key, "two")
    house.salon.do(change_note, key, "three")

    [note] = house.salon.ask(notes_of, house.amira, mei)

    assert note.text == "three"
    assert [(old.text, old.by) for old in note.older] == [
        ("two", "Léa"),
        ("one", "Léa"),
    ]
    house.salon.undo()
    [note] = house.salon.ask(notes_of, house.amira, mei)
    assert (note.text, len(note.older)) == ("two", 1)


def test_the_same_words_again_are_no_new_wording(house: House, mei: StaffId) -> None:
    key = house.salon.do(write_note, house.amira, "one")
    house.salon.do(change_note, key, "one", Audience.CLIENT)
    [note] = house.salon.ask(notes_of, house.amira, mei)
    assert (note.older, note.audience) == ((), Audience.CLIENT)


def test_a_note_for_oneself_is_seen_by_nobody_else(house: House, mei: StaffId) -> None:
    key = house.salon.do(write_note, house.amira, SECRET, Audience.ME)
    house.salon.do(change_note, key, f"{SECRET} again")

    assert texts(house, house.lea) == [f"{SECRET} again"]
    assert texts(house, mei) == texts(house, None) == []
    assert house.salon.ask(hidden_notes, mei) == {key}
    assert house.salon.ask(hidden_notes, house.lea) == frozenset()
    assert SECRET not in str(house.salon.ask(history))
    assert SECRET not in str(house.salon.ask(history, ("client", int(house.amira))))
    assert SECRET not in str(house.salon.ask(outgoing_clients))
    house.salon.by = mei
    for attempt in (
        lambda: house.salon.do(change_note, key, "mine"),
        lambda: house.salon.do(remove_note, key),
    ):
        with pytest.raises(Missing):  # not even that there is one
            attempt()


def test_whose_note_it_is_changes_it_and_nobody_else(
    house: House, mei: StaffId
) -> None:
    key = house.salon.do(write_note, house.amira, "one")
    house.salon.by = mei
    with pytest.raises(NotYourNote):
        house.salon.do(change_note, key, "mine")
    with pytest.raises(NotYourNote):
        house.salon.do(remove_note, key)


def test_only_what_is_for_the_client_is_printed(house: House, mei: StaffId) -> None:
    for audience in Audience:
        house.salon.do(write_note, house.amira, audience.value, audience)
    shown = house.salon.ask(notes_to_print, house.amira)
    assert [one.text for one in shown] == ["client"]


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_note_is_none(house: House, text: str) -> None:
    with pytest.raises(EmptyNote):
        house.salon.do(write_note, house.amira, text)


def test_a_note_has_room_and_an_end(house: House, mei: StaffId) -> None:
    key = house.salon.do(write_note, house.amira, "x" * 20_000)
    with pytest.raises(TooLong):
        house.salon.do(change_note, key, "x" * 20_001)


def test_two_who_change_one_note_are_told(house: House, mei: StaffId) -> None:
    key = house.salon.do(write_note, house.amira, "one")
    [note] = house.salon.ask(notes_of, house.amira, house.lea)
    house.salon.do(change_note, key, "two", seen=note.version)
    with pytest.raises(EditedElsewhere):
        house.salon.do(change_note, key, "three", seen=note.version)


def test_a_note_that_was_taken_off_comes_back_by_undo(
    house: House, mei: StaffId
) -> None:
    key = house.salon.do(write_note, house.amira, "one")
    house.salon.do(remove_note, key)
    assert texts(house, house.lea) == []
    house.salon.undo()
    assert texts(house, house.lea) == ["one"]


def test_notes_go_along_when_two_files_are_joined(house: House, mei: StaffId) -> None:
    house.salon.do(write_note, house.basia, "hers")
    house.salon.do(merge_clients, house.amira, house.basia)
    assert texts(house, mei) == ["hers"]
    assert house.salon.ask(findings) == []
