"""A round: who is in its sample, which calls it owes, how it ends."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from salon.aftercare.model import SURVEY, CallStatus
from salon.aftercare.queries import calls_of
from salon.aftercare.tables import Call
from salon.clients.operations import merge_clients
from salon.clients.refusals import refuse_contact, wish_silence
from salon.complaints.operations import open_complaint
from salon.errors import Missing, NotAllowed
from salon.feedback.model import How
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.surveys.answering import answer, decline, prepare
from salon.surveys.codes import is_code
from salon.surveys.model import (
    LOST,
    AskId,
    AskState,
    BadSize,
    DayIsPast,
    Drawing,
    NeedsWords,
    NobodyToAsk,
    NoSuchRound,
    NoSuchSurvey,
    RoundId,
    RoundIsOpen,
    RoundIsOver,
    SurveyIsOff,
    Way,
)
from salon.surveys.operations import (
    close_round,
    draw_round,
    keep_promise,
    note_changed,
    promise_after,
)
from salon.surveys.queries import (
    asks_of,
    promises_after,
    promises_again,
    resolve_round,
    round_before,
    round_line,
    rounds,
    stands_of,
)
from salon.views.surveys import rounds_sight
from salon.work import Reading
from tests.house import FRIDAY, Furnished, House
from tests.surveys.people import CONTENT, colleague, crowd


def test_two_of_one_name_are_told_apart(house: House) -> None:
    crowd(house, {"A": 2})
    crowd(house, {"A": 1})  # "A 0000" once more
    house.salon.do(draw_round, seed=7)
    sight = house.salon.ask(rounds_sight)
    alike = {int(one.client_id) for one in sight.open if one.client == "A 0000"}
    assert len(alike) == 2
    assert set(sight.hints) == alike
    assert len(set(sight.hints.values())) == 2


def test_all_a_clients_and_a_tenth_of_the_others_are_asked_in_person(
    house: House,
) -> None:
    people = crowd(house, {"A": 6, "B": 9, "C": 12})

    drawn = house.salon.do(draw_round, seed=7)

    assert drawn == Drawing(drawn.round_id, 27, 9, 9, True)
    asks = house.salon.ask(asks_of, drawn.round_id)
    spoken = {one.client_id for one in asks if one.way is Way.INTERVIEW}
    assert set(people["A"]) <= spoken
    assert len(spoken) == 9  # and 3 of 21
    assert all(is_code(one.code) for one in asks)
    assert len({one.code for one in asks}) == 27
    line = house.salon.ask(round_line, drawn.round_id)
    assert (line.title, line.kind) == ("Yearly satisfaction survey 2026", "yearly")
    assert (line.opened, line.until) == (FRIDAY, FRIDAY + timedelta(weeks=4))
    assert (line.asked, line.interviews, line.answered) == (27, 9, 0)
    house.salon.undo()
    assert house.salon.ask(rounds) == []


def test_interviews_are_calls_spread_over_the_field_time(house: House) -> None:
    crowd(house, {"A": 20})
    drawn = house.salon.do(draw_round)
    asks = house.salon.ask(asks_of, drawn.round_id)

    def due(reading: Reading) -> list[date]:
        return list(reading.session.scalars(select(Call.due)))

    days = house.salon.ask(due)
    assert len(days) == 20
    assert min(days) > FRIDAY
    assert max(days) <= FRIDAY + timedelta(weeks=4)
    assert len(set(days)) == 20  # of 24 open days no day has two
    assert all(day.weekday() != 6 for day in days)  # the salon is closed on Sundays
    [line] = house.salon.ask(calls_of, asks[0].client_id)
    assert (line.step, line.status) == (SURVEY, CallStatus.WAITING)
    assert line.last_time is not None
    assert "Yearly satisfaction survey 2026" in line.last_time
    assert line.protocol_name == "Survey"


def test_nobody_is_asked_who_refused_or_was_asked_lately(house: House) -> None:
    people = crowd(house, {"A": 3, "B": 7}, expected=500, last_visit=date(2025, 6, 1))
    away, quiet, unhappy, lately, joined = people["B"][:5]
    house.salon.do(wish_silence, people["A"][0])
    house.salon.do(refuse_contact, away, "survey")
    house.salon.do(refuse_contact, quiet, "survey", "sms")  # only that way
    house.salon.do(open_complaint, unhappy, words="Sore")
    house.salon.do(prepare, LOST, lately)
    house.salon.do(merge_clients, people["B"][5], joined)

    drawn = house.salon.do(draw_round)

    asked = {one.client_id for one in house.salon.ask(asks_of, drawn.round_id)}
    assert asked == {*people["A"][1:], quiet, *people["B"][5:]}
    assert drawn.left_out == {"refused": 2, "lately": 1, "complaint": 1}


def test_who_was_here_a_year_ago_or_never_is_not_part_of_it(house: House) -> None:
    crowd(house, {"B": 2}, days=365)
    [last] = crowd(house, {"C": 1}, days=364)["C"]
    drawn = house.salon.do(draw_round)
    assert [one.client_id for one in house.salon.ask(asks_of, drawn.round_id)] == [last]


def test_a_small_sample_is_balanced_by_class_and_therapist(house: House) -> None:
    mei = colleague(house, "Mei")
    crowd(house, {"A": 10, "B": 20, "C": 30}, (house.lea, mei))
    drawn = house.salon.do(draw_round, size=12, seed=3)
    asks = house.salon.ask(asks_of, drawn.round_id)
    found = {(one.abc, one.person) for one in asks}
    counts = {
        cell: sum((one.abc, one.person) == cell for one in asks) for cell in found
    }
    assert counts == {
        ("A", "Léa"): 1,
        ("A", "Mei"): 1,
        ("B", "Léa"): 2,
        ("B", "Mei"): 2,
        ("C", "Léa"): 3,
        ("C", "Mei"): 3,
    }


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), size=st.integers(1, 40))
def test_the_same_seed_asks_the_same_people(
    furnished: Furnished, seed: int, size: int
) -> None:
    def furnish(house: House) -> None:
        crowd(house, {"A": 4, "B": 9, "Z": 5})

    found = []
    for _time in range(2):
        with furnished(furnish) as (house, _none):
            drawn = house.salon.do(draw_round, seed=seed, size=size)
            asks = house.salon.ask(asks_of, drawn.round_id)
            found.append([(one.client_id, one.way, one.code) for one in asks])
    assert found[0] == found[1]
    assert len(found[0]) == min(size, 18)


def test_without_classes_it_says_so_and_asks_all_the_same(house: House) -> None:
    crowd(house, {"B": 11}, is_classed=False)
    drawn = house.salon.do(draw_round)
    assert not drawn.has_classes
    assert (drawn.asked, drawn.interviews) == (11, 2)
    stands = house.salon.ask(stands_of, drawn.round_id)
    assert {one[0] for one in stands} == {""}


def test_a_round_that_cannot_be_drawn(house: House) -> None:
    with pytest.raises(NobodyToAsk):
        house.salon.do(draw_round)
    crowd(house, {"B": 3})
    with pytest.raises(NoSuchSurvey):
        house.salon.do(draw_round, "post_visit")
    for size in (0, -1):
        with pytest.raises(BadSize):
            house.salon.do(draw_round, size=size)
    for weeks in (0, 27):
        with pytest.raises(BadSize):
            house.salon.do(draw_round, weeks=weeks)
    house.salon.do(describe, surveys_off=("yearly",))
    with pytest.raises(SurveyIsOff):
        house.salon.do(draw_round)
    house.salon.do(describe, surveys_off=())
    jo = colleague(house, "Jo", Role.RECEPTION)
    with pytest.raises(NotAllowed):
        house.salon.do_as(jo, draw_round)
    assert house.salon.ask(rounds) == []


def begun(house: House, count: int = 6) -> RoundId:
    crowd(house, {"A": 2, "B": count - 2})
    return house.salon.do(draw_round).round_id


def test_one_of_a_kind_is_open_at_a_time_and_a_closed_one_takes_nothing(
    house: House,
) -> None:
    key = begun(house)
    with pytest.raises(RoundIsOpen):
        house.salon.do(draw_round)
    [first, second, *_rest] = house.salon.ask(asks_of, key)
    house.salon.do(answer, first.code, CONTENT)

    house.salon.do(close_round, key)
    house.salon.do(close_round, key)  # once more is nothing

    with pytest.raises(RoundIsOver):
        house.salon.do(answer, second.code, CONTENT)
    for one in house.salon.ask(asks_of, key):
        if one.call_id is not None:
            [call] = house.salon.ask(calls_of, one.client_id)
            assert call.status is CallStatus.DROPPED
    house.salon.undo()
    assert house.salon.ask(round_line, key).is_open
    house.salon.do(answer, second.code, CONTENT)


def test_who_does_not_want_to_answer_is_not_rung(house: House) -> None:
    key = begun(house)
    one = next(o for o in house.salon.ask(asks_of, key) if o.call_id is not None)
    house.salon.do(decline, one.id)
    [call] = house.salon.ask(calls_of, one.client_id)
    assert call.status is CallStatus.DROPPED
    [line] = house.salon.ask(asks_of, key, AskState.DECLINED)
    assert line.id == one.id
    house.salon.do(answer, one.code, CONTENT, How.PAPER)  # she has thought better of it
    assert house.salon.ask(round_line, key).answered == 1
    with pytest.raises(Missing):
        house.salon.do(decline, AskId(999))


def test_what_we_changed_and_three_promises_come_back_in_june(house: House) -> None:
    key = begun(house)
    house.salon.do(note_changed, key, "Two more towels")
    assert house.salon.ask(round_line, key).changed == "Two more towels"
    due = FRIDAY + timedelta(days=60)
    kept = house.salon.do(promise_after, key, "Start on time", house.lea, due)
    open_one = house.salon.do(promise_after, key, "Call sooner", house.lea, FRIDAY)
    with pytest.raises(NeedsWords):
        house.salon.do(promise_after, key, "  ", house.lea, due)
    with pytest.raises(DayIsPast):
        house.salon.do(promise_after, key, "Late", house.lea, FRIDAY - timedelta(1))
    with pytest.raises(Missing):
        house.salon.do(promise_after, key, "Nobody", 999, due)
    assert [one.again for one in house.salon.ask(promises_after, key)] == [
        *[date(2026, 9, 27)] * 2
    ]
    assert house.salon.ask(promises_again) == []
    house.salon.do(keep_promise, kept)
    with house.salon.stopped_at(datetime.fromisoformat("2026-03-28T12:00")):
        assert [one.id for one in house.salon.ask(promises_again)] == [open_one]
    with house.salon.stopped_at(datetime.fromisoformat("2026-09-27T12:00")):
        [again] = house.salon.ask(promises_again)
        assert (again.words, again.person, again.title) == (
            "Call sooner",
            "Léa",
            "Yearly satisfaction survey 2026",
        )


def test_a_round_is_found_by_number_and_by_title_and_knows_the_one_before(
    house: House,
) -> None:
    first = begun(house)
    house.salon.do(close_round, first)
    with house.salon.stopped_at(datetime.fromisoformat("2026-06-01T12:00")):
        second = house.salon.do(draw_round, title="Summer").round_id
        assert house.salon.ask(resolve_round, "summer") == second
        assert house.salon.ask(resolve_round, f"SR{first}") == first
        assert house.salon.ask(resolve_round, str(first)) == first
        with pytest.raises(NoSuchRound):
            house.salon.ask(resolve_round, "Winter")
        newer = house.salon.ask(round_line, second)
        before = house.salon.ask(round_before, newer)
        assert before is not None
        assert before.id == first
        assert house.salon.ask(round_before, before) is None
