"""Needs and expectations: asked at the right visit, never twice, never a secret."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.appointments.operations import Booking, arrive, book, complete
from salon.clients.tables import ClientFact
from salon.hosting.model import (
    ASKED_FROM,
    NEED_QUESTIONS,
    Need,
    NeverAsked,
    NothingNoted,
    next_need,
)
from salon.hosting.operations import decline_need, note_effort, note_need
from salon.hosting.queries import effort_of, need_to_ask, needs_of, value_of
from salon.work import Work
from tests.aftercare.test_calls import at
from tests.house import FRIDAY, House
from tests.leaning import RowMade


@given(st.sets(st.sampled_from(Need)), st.integers(1, 9))
def test_only_what_is_due_and_not_known_is_asked(known: set[Need], visit: int) -> None:
    asked = next_need(known, visit)
    assert asked is None or (asked not in known and ASKED_FROM[asked] <= visit)
    assert asked is not Need.SECRET
    assert Need.SECRET not in NEED_QUESTIONS


@pytest.mark.parametrize(
    ("visit", "known", "asked"),
    [
        (1, [], Need.SAID),
        (1, [Need.SAID], None),
        (2, [Need.SAID], Need.REAL),
        (2, [Need.SAID, Need.REAL], Need.SERVICE),
        (2, [Need.SAID, Need.REAL, Need.SERVICE], None),
        (3, [Need.SAID, Need.REAL, Need.SERVICE], Need.UNSAID),
        (4, [*list(Need)[:4], Need.SERVICE], Need.RELATION),
        (9, list(ASKED_FROM), None),
    ],
)
def test_trust_grows_with_the_visits(
    visit: int, known: list[Need], asked: Need | None
) -> None:
    assert next_need(known, visit) is asked


def test_one_question_a_day_and_the_next_at_the_next_visit(house: House) -> None:
    at(house, "27 08:00")
    assert house.salon.ask(need_to_ask, house.amira) is Need.SAID
    house.salon.do(note_need, house.amira, Need.SAID, "a rest")
    assert house.salon.ask(need_to_ask, house.amira) is None

    visit = house.salon.do(book, Booking(house.amira, house.peel, FRIDAY, time(8)))
    house.salon.do(arrive, visit)
    house.salon.do(complete, visit)
    assert house.salon.ask(need_to_ask, house.amira) is None  # still the same day
    at(house, "28 08:00")
    assert house.salon.ask(need_to_ask, house.amira) is Need.REAL


def test_older_wordings_stay(house: House) -> None:
    house.salon.do(note_need, house.amira, Need.SECRET, "a divorce")
    at(house, "28 09:00")
    house.salon.do_as(house.lea, note_need, house.amira, Need.SECRET, " a new start ")
    known = house.salon.ask(needs_of, house.amira)
    now = known.of(Need.SECRET)
    assert now is not None
    assert (now.words, now.by) == ("a new start", "Léa")
    assert [one.words for one in known.earlier] == ["a divorce"]
    with pytest.raises(NothingNoted):
        house.salon.do(note_need, house.amira, Need.SAID, " ")


def test_what_is_declined_is_never_asked_again(house: House) -> None:
    house.salon.do(decline_need, house.amira, Need.SAID)
    at(house, "28 09:00")
    assert house.salon.ask(need_to_ask, house.amira) is None  # real waits for visit 2
    known = house.salon.ask(needs_of, house.amira).of(Need.SAID)
    assert known is not None
    assert known.is_declined
    with pytest.raises(NeverAsked):
        house.salon.do(decline_need, house.amira, Need.SECRET)


def test_an_answer_of_the_file_is_known_and_not_asked(house: House) -> None:
    def answer(work: Work) -> None:
        work.record(RowMade())
        said = {"field": "goal_words", "value": "calm skin", "on": FRIDAY}
        work.add(ClientFact(client_id=house.amira, source="import", **said))

    house.salon.do(answer)
    known = house.salon.ask(needs_of, house.amira).of(Need.SAID)
    assert known is not None
    assert (known.words, known.at, known.id) == ("calm skin", FRIDAY, 0)
    assert house.salon.ask(need_to_ask, house.amira) is None


def test_value_counts_the_way_and_the_wait(house: House) -> None:
    at(house, "27 08:00")
    empty = house.salon.ask(value_of, house.amira)
    assert (empty.visits, empty.travelled, empty.effort) == (0, None, None)
    house.salon.do(note_effort, house.amira, 35, 4)
    visit = house.salon.do(book, Booking(house.amira, house.peel, FRIDAY, time(8)))
    house.salon.do(arrive, visit)
    at(house, "27 08:20")
    from salon.appointments.operations import start_treatment

    house.salon.do(start_treatment, visit)
    at(house, "27 09:00")
    house.salon.do(complete, visit)
    sheet = house.salon.ask(value_of, house.amira)
    assert (sheet.visits, sheet.minutes, sheet.waited) == (1, 40, 20)
    assert (sheet.travelled, sheet.effort) == (70, 4)
    assert sheet.hours_spent == 1.5
    house.salon.do(note_effort, house.amira, None, 9)
    assert house.salon.ask(effort_of, house.amira) == (None, 9)


@pytest.mark.parametrize(
    ("travel", "effort"), [(None, None), (-1, None), (1441, None), (5, 11), (5, -1)]
)
def test_an_effort_that_cannot_be_is_refused(
    house: House, travel: int | None, effort: int | None
) -> None:
    with pytest.raises(NothingNoted):
        house.salon.do(note_effort, house.amira, travel, effort)


@pytest.mark.parametrize(("travel", "effort"), [(0, None), (1440, 10), (None, 0)])
def test_an_effort_at_the_edge_is_kept(
    house: House, travel: int | None, effort: int | None
) -> None:
    house.salon.do(note_effort, house.amira, travel, effort)
    assert house.salon.ask(effort_of, house.amira) == (travel, effort)
