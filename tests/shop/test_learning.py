"""Five questions made of what the salon has; four right are enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.catalogue.queries import services
from salon.house.learning import QUESTIONS, Card, kinds_of, marked, questions
from salon.house.model import NothingToLearn, is_passed
from salon.house.operations import keep_quiz, note_training
from salon.house.queries import (
    cards,
    is_trained,
    missed_cards,
    quizzes,
    trainings,
    untrained,
)
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.views.booking import offers
from tests.house import FRIDAY, House


def some(number: int, kind: str = "minutes") -> list[Card]:
    return [
        Card(f"{kind}:{at}", kind, f"service:{at}", "x", "?", "yes", ("no", "maybe"))
        for at in range(number)
    ]


@given(st.integers(0, 30), st.sampled_from(Role), st.integers())
def test_five_at_most_and_each_about_something_else(
    many: int, role: Role, seed: int
) -> None:
    known = [*some(many), *some(many, "patch"), *some(many, "gap")]
    asked = questions(known, role, seed)
    assert len(asked) == min(QUESTIONS, many)
    assert len({one.card.subject for one in asked}) == len(asked)
    assert asked == questions(known, role, seed)
    for one in asked:
        assert one.choices.count("yes") == 1
        assert one.choices[one.right] == "yes"


def test_a_role_is_asked_what_it_needs() -> None:
    known = [*some(9), *some(9, "product")]
    kinds = {one.card.kind for one in questions(known, Role.RECEPTION, 1)}
    assert "product" not in kinds
    assert kinds_of(Role.OWNER)


def test_marking_counts_what_is_missing_as_not_known() -> None:
    asked = questions(some(5), Role.OWNER, 3)
    right = [one.right for one in asked]
    assert marked(asked, right) == (5, [])
    assert marked(asked, right[:4]) == (4, [asked[4].card.id])
    assert marked(asked, []) == (0, [one.card.id for one in asked])


@pytest.mark.parametrize(
    ("right", "of", "passed"),
    [(4, 5, True), (3, 5, False), (5, 5, True), (0, 0, False), (2, 3, False)],
)
def test_four_of_five_pass(right: int, of: int, *, passed: bool) -> None:
    assert is_passed(right, of) is passed


def test_cards_are_made_of_services(house: House) -> None:
    found = house.salon.ask(cards)
    peel = next(iter(house.salon.ask(services)))
    mine = [one for one in found if one.subject == f"service:{peel.ref}"]
    assert {one.kind for one in mine} >= {"minutes", "patch"}
    length = next(one for one in mine if one.kind == "minutes")
    assert length.answer == "45 minutes"
    assert "45 minutes" not in length.others
    assert house.salon.ask(cards, "service:none") == []


def test_a_quiz_is_kept_with_what_was_not_known(house: House) -> None:
    key = house.salon.do(keep_quiz, house.lea, 3, ["gap:x", "patch:y"], 5)
    [line] = house.salon.ask(quizzes, house.lea)
    assert (line.correct, line.out_of, line.is_passed) == (3, 5, False)
    assert line.role == "therapist"
    assert house.salon.ask(missed_cards, key) == ["gap:x", "patch:y"]
    for correct, of in ((6, 5), (-1, 5), (0, 0)):
        with pytest.raises(NothingToLearn):
            house.salon.do(keep_quiz, house.lea, correct, [], of)


def test_who_is_trained_is_known_once_anybody_is(house: House) -> None:
    ref = next(iter(house.salon.ask(services))).ref
    mei = house.salon.do(hire, "Mei", Role.THERAPIST)
    assert house.salon.ask(is_trained, house.lea, ref)  # nothing is on record yet
    house.salon.do(note_training, mei, f"service:{ref}", teacher="the supplier")
    assert not house.salon.ask(is_trained, house.lea, ref)
    assert house.salon.ask(is_trained, mei, ref)
    [line] = house.salon.ask(trainings)
    assert (line.person, str(line.names), line.on) == ("Mei", "Peel", FRIDAY)
    with pytest.raises(NothingToLearn):
        house.salon.do(note_training, mei, "service:nothing")


def test_a_booking_is_reminded_of_it_and_never_hindered(house: House) -> None:
    ref = next(iter(house.salon.ask(services))).ref
    assert house.salon.ask(untrained, ref) == frozenset()  # nothing is on record
    mei = house.salon.do(hire, "Mei", Role.THERAPIST)
    house.salon.do(note_training, mei, f"service:{ref}")
    assert house.salon.ask(untrained, ref) == frozenset({int(house.lea)})
    found = house.salon.ask(offers, house.amira, house.peel, FRIDAY, person=house.lea)
    assert found.untrained == frozenset({int(house.lea)})
    assert found.times  # free as before
