"""How full a file is: the rule, point by point."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.catalogue.model import EntryCard, Subject
from salon.clients.fullness import (
    Answer,
    Fullness,
    Point,
    State,
    answers_of,
    fullness,
    is_reached,
    score_of,
)
from salon.clients.model import (
    AnsweredLine,
    BirthdayLine,
    ClientCard,
    ClientId,
    ClientLine,
    Fact,
)
from salon.text import Names

DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)
WORKED = [  # the worked example of the reference
    (5, State.ANSWERED),
    (4, State.ANSWERED),
    (4, State.NOT_ASKED),
    (10, State.ANSWERED),
    (6, State.STALE),
    (3, State.DECLINED),
    (2, State.NA),
    (3, State.NOT_ASKED),
]
STATES = st.sampled_from(State)
PAIRS = st.lists(st.tuples(st.integers(1, 10), STATES), max_size=20)


def a_field(ref: str = "sleep_hours", **body: str) -> EntryCard:
    kept = {"section": "E_life", "type": "text", "ask_at": "visit1", "weight": "2"}
    return EntryCard(Subject.CLIENT_FIELD, ref, Names(ref), kept | body)


def a_card(*facts: Fact, answered: tuple[AnsweredLine, ...] = ()) -> ClientCard:
    line = ClientLine(
        *(ClientId(1), 1, "Lin", "", "", "", "", ""),
        *((), BirthdayLine(), "", None, None),
    )
    empty = ("",) * 8
    return ClientCard(
        *(line, *empty[:1], "", "", "", "", "", "", "", False, "", "", "", ""),
        TODAY - 400 * DAY,
        facts=facts,
        answered=answered,
    )


def test_the_worked_example_comes_to_0_706() -> None:
    assert round(score_of(WORKED), 3) == 0.706


@given(PAIRS, st.integers(1, 10))
def test_who_prefers_not_to_say_changes_no_score(
    pairs: list[tuple[int, State]], weight: int
) -> None:
    assert score_of([*pairs, (weight, State.DECLINED)]) == score_of(pairs)


@given(PAIRS, st.integers(1, 10))
def test_an_answer_never_lowers_a_score_and_a_blank_never_raises_it(
    pairs: list[tuple[int, State]], weight: int
) -> None:
    blank = score_of([*pairs, (weight, State.NOT_ASKED)])
    stale = score_of([*pairs, (weight, State.STALE)])
    known = score_of([*pairs, (weight, State.ANSWERED)])
    assert blank <= stale <= known
    assert blank <= score_of(pairs) <= known
    assert score_of([*pairs, (weight, State.NA)]) == known


@pytest.mark.parametrize(
    ("ask_at", "visits", "is_asked"),
    [
        ("booking", 0, True),
        ("visit1", 0, True),
        ("every_visit", 0, True),
        ("visit2", 1, False),
        ("visit2", 2, True),
        ("visit3", 2, False),
        ("visit3", 3, True),
        ("event", 99, False),
        ("system", 99, False),
        ("course", 99, False),
    ],
)
def test_a_question_is_asked_from_its_stage_on(
    ask_at: str, visits: int, is_asked: bool
) -> None:
    field = a_field(ask_at=ask_at)
    assert is_reached(field, visits, has_course=False) is is_asked


def test_questions_for_a_course_are_asked_of_those_who_have_one() -> None:
    assert is_reached(a_field(ask_at="course"), 0, has_course=True)


@pytest.mark.parametrize(("days", "state"), [(179, State.ANSWERED), (180, State.STALE)])
def test_an_answer_is_stale_from_the_day_its_time_is_over(
    days: int, state: State
) -> None:
    field = a_field(review_days="180")
    card = a_card(Fact("sleep_hours", "7", on=TODAY - days * DAY))

    found = answers_of(card, [field], TODAY)["sleep_hours"]

    assert (found.state, found.on) == (state, TODAY - days * DAY)
    assert found.stale_from == found.on + 180 * DAY  # type: ignore[operator]


def test_an_answer_without_a_time_of_its_own_is_never_stale() -> None:
    card = a_card(Fact("sleep_hours", "7", on=TODAY - 9_000 * DAY))
    found = answers_of(card, [a_field()], TODAY)["sleep_hours"]
    assert found.state is State.ANSWERED


def test_what_a_list_proposed_is_to_be_confirmed() -> None:
    fact = Fact("sleep_hours", "7", confirmed=False, on=TODAY, source="import")
    found = answers_of(a_card(fact), [a_field()], TODAY)["sleep_hours"]
    assert (found.state, found.source) == (State.STALE, "import")


def test_the_newer_of_a_list_and_a_refusal_counts() -> None:
    no = AnsweredLine("sleep_hours", "declined", TODAY - 5 * DAY, "Ana", "client")
    older = Fact("sleep_hours", "7", on=TODAY - 6 * DAY)
    newer = Fact("sleep_hours", "7", on=TODAY - 4 * DAY)
    field = a_field()

    before = answers_of(a_card(older, answered=(no,)), [field], TODAY)
    after = answers_of(a_card(newer, answered=(no,)), [field], TODAY)

    assert before["sleep_hours"].state is State.DECLINED
    assert after["sleep_hours"].state is State.ANSWERED


def test_what_the_chart_knows_is_as_old_as_the_chart() -> None:
    field = a_field("skin_chart", section="I_skin", review_days="60")
    new = answers_of(a_card(), [field], TODAY, {"skin_chart": TODAY - 59 * DAY})
    old = answers_of(a_card(), [field], TODAY, {"skin_chart": TODAY - 60 * DAY})
    assert new["skin_chart"].state is State.ANSWERED
    assert old["skin_chart"].state is State.STALE


def test_two_scores_stand_beside_each_other() -> None:
    asked = a_field("allergies", section="F_health", weight="6")
    born = a_field("birth_solar", section="A_identity", weight="4")
    drink = a_field("drink", section="C_preferences", weight="1")
    answers = {"allergies": Answer("allergies", State.ANSWERED, TODAY)}

    full = fullness([asked, born, drink], answers, visits=1, has_course=False)

    assert (full.safety, full.knowing) == (0.6, 0.0)
    assert [one.field.ref for one in full.wanting] == ["birth_solar", "drink"]


def test_of_equal_worth_safety_is_asked_first_and_three_questions_at_most() -> None:
    def point(ref: str, state: State, weight: int, section: str = "E_life") -> Point:
        return Point(a_field(ref, section=section), Answer(ref, state), weight)

    full = Fullness(
        (
            point("water", State.NOT_ASKED, 2),
            point("allergies", State.STALE, 4, "F_health"),  # half of four
            point("sleep_hours", State.NOT_ASKED, 1),
            point("stress", State.DECLINED, 9),
            point("personality", State.NOT_ASKED, 9),  # not for the client's ears
            point("diet", State.STALE, 1),
        )
    )
    asked = [one.field.ref for one in full.next]
    assert asked == ["allergies", "water", "sleep_hours"]
