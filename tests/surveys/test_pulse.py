"""The team's pulse: nobody can tell who said what, and every point gets an answer."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from salon.errors import EditedElsewhere, NotAllowed, SalonError
from salon.feedback.asking import BadAnswer
from salon.settings.model import BadSetting
from salon.settings.operations import describe
from salon.staff.model import Role, StaffId
from salon.store.history import Action, Change
from salon.surveys.model import (
    DayIsPast,
    NeedsWords,
    NobodyAtDesk,
    NothingAnswered,
    PointAnswered,
    PulseAnswered,
    SurveyIsOff,
)
from salon.surveys.periods import BEGAN, months_after, period_of
from salon.surveys.pulsing import answer_point, answer_pulse, raise_point
from salon.surveys.queries import (
    pulse_is_due,
    pulse_now,
    pulse_periods,
    pulse_points,
)
from salon.surveys.tables import PulseAnswer, PulseMark
from salon.work import Reading
from tests.house import FRIDAY, House
from tests.surveys.people import colleague

FINE = {"sp_ok": "4", "sp_tools": "3", "sp_heard": "5", "sp_enps": "9"}
NOW = datetime.fromisoformat("2026-03-27T07:00")
LATER = datetime.fromisoformat("2026-04-20T12:00")


def team_of(house: House, count: int) -> list[StaffId]:
    return [colleague(house, f"Colleague {number}") for number in range(count)]


def told(house: House, who: StaffId | None, said: dict[str, str]) -> None:
    house.salon.do_by_itself(answer_pulse, who, said)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(7, 366))
def test_periods_follow_one_another_without_a_gap(day: date, days: int) -> None:
    first, last = period_of(day, days)
    assert first <= day <= last
    assert (last - first).days == days - 1
    assert period_of(last + timedelta(days=1), days)[0] == last + timedelta(days=1)
    assert (first - BEGAN).days % days == 0


@pytest.mark.parametrize(
    ("day", "after"),
    [
        (date(2026, 12, 31), date(2027, 6, 30)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2027, 8, 30), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2027, 6, 1)),
    ],
)
def test_half_a_year_later(day: date, after: date) -> None:
    assert months_after(day, 6) == after


def test_each_answers_once_in_a_period(house: House) -> None:
    assert house.salon.ask(pulse_is_due, house.lea)
    told(house, house.lea, FINE)
    assert not house.salon.ask(pulse_is_due, house.lea)
    with pytest.raises(PulseAnswered):
        told(house, house.lea, FINE)
    first, last = house.salon.ask(pulse_now)
    assert first <= FRIDAY <= last
    with house.salon.stopped_at(datetime.combine(last + timedelta(days=1), NOW.time())):
        assert house.salon.ask(pulse_is_due, house.lea)


def test_nothing_is_shown_below_five_and_nothing_of_the_days_that_run(
    house: House,
) -> None:
    people = team_of(house, 6)
    for who in people[:4]:
        told(house, who, FINE)
    [now] = house.salon.ask(pulse_periods)
    assert (now.answered, now.is_shown, dict(now.scores)) == (4, False, {})
    with house.salon.stopped_at(LATER):
        was = house.salon.ask(pulse_periods)[-1]
        assert (was.answered, was.is_shown, was.words) == (4, False, ())

    told(house, people[4], FINE | {"sp_text": "Warmer room", "sp_block": "1,2"})

    [now] = house.salon.ask(pulse_periods)
    assert not now.is_shown  # or the sixth answer would be told by the difference
    assert (dict(now.scores), now.words) == ({}, ())
    with house.salon.stopped_at(LATER):
        was = house.salon.ask(pulse_periods)[-1]
        assert was.is_shown
        assert was.scores == {"sp_ok": 4, "sp_tools": 3, "sp_heard": 5}
        assert was.recommends is not None
        assert was.recommends[0] == 100
        assert was.words == ("Warmer room",)
        assert [(str(names), count) for names, count in was.blocks] == [
            ("device", 1),
            ("rota", 1),
        ]


def test_a_score_that_fewer_than_five_gave_is_not_shown(house: House) -> None:
    for place, who in enumerate(team_of(house, 5)):
        told(house, who, {"sp_ok": "3"} | ({"sp_enps": "1"} if place else {}))
    with house.salon.stopped_at(LATER):
        was = house.salon.ask(pulse_periods)[-1]
        assert was.scores == {"sp_ok": 3}
        assert was.recommends is None


def test_nothing_tells_who_answered_what(house: House) -> None:
    people = team_of(house, 5)
    before = house.salon.ask(_head)
    for place, who in enumerate(people):
        told(house, who, FINE | {"sp_text": f"Unmistakable {place}"})

    assert house.salon.ask(_head) == before  # the history has no action of it

    def search(reading: Reading) -> list[str]:
        found: list[str] = []
        for kind in (Change.before, Change.after):
            like = select(kind).where(kind.contains("Unmistakable"))
            found += [one or "" for one in reading.session.scalars(like)]
        return found

    assert house.salon.ask(search) == []
    # nothing in a row could be put beside another: no person, no time, no order
    assert set(PulseAnswer.__table__.columns.keys()) == {"token", "first", "answers"}
    assert set(PulseMark.__table__.columns.keys()) == {"first", "staff_id"}

    def stored(reading: Reading) -> list[str]:
        rows = reading.session.execute(text("SELECT token FROM pulse_answer"))
        return [row.token for row in rows]

    tokens = house.salon.ask(stored)
    assert tokens == sorted(tokens)
    with pytest.raises(SalonError):  # so nothing of it can be taken back either
        house.salon.undo()


def _head(reading: Reading) -> int:
    asked = select(Action.seq).order_by(Action.seq.desc()).limit(1)
    return int(reading.session.scalar(asked) or 0)


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({}, NothingAnswered),
        ({"sp_ok": "6"}, BadAnswer),
        ({"sp_none": "1"}, BadAnswer),
        ({"ye_nps": "1"}, BadAnswer),
    ],
)
def test_an_answer_that_there_is_not_marks_nobody(
    house: House, answers: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        told(house, house.lea, answers)
    assert house.salon.ask(pulse_is_due, house.lea)


def test_only_the_team_is_asked_and_only_while_it_is_on(house: House) -> None:
    with pytest.raises(NobodyAtDesk):
        told(house, None, FINE)
    assert not house.salon.ask(pulse_is_due, None)
    house.salon.do(describe, surveys_off=("staff_pulse",))
    assert not house.salon.ask(pulse_is_due, house.lea)
    with pytest.raises(SurveyIsOff):
        told(house, house.lea, FINE)


@pytest.mark.parametrize("days", [6, 367])
def test_how_often_has_borders(house: House, days: int) -> None:
    with pytest.raises(BadSetting):
        house.salon.do(describe, pulse_days=days)
    house.salon.do(describe, pulse_days=182)  # twice a year
    first, last = house.salon.ask(pulse_now)
    assert (last - first).days == 181


# points


def test_a_point_is_answered_with_a_name_and_a_date(house: House) -> None:
    lea, anna = house.lea, colleague(house, "Anna", Role.MANAGER)
    with pytest.raises(NeedsWords):
        house.salon.do(raise_point, " ")
    point = house.salon.do(raise_point, "Warmer room")
    [line] = house.salon.ask(pulse_points)
    assert (line.answer, line.raised) == ("", house.salon.ask(pulse_now)[0])
    with pytest.raises(NotAllowed):
        house.salon.do_as(lea, answer_point, point, True)
    with pytest.raises(NeedsWords):
        house.salon.do_as(anna, answer_point, point, False)
    yesterday = FRIDAY - timedelta(days=1)
    with pytest.raises(DayIsPast):
        house.salon.do_as(anna, answer_point, point, True, "A heater", yesterday)
    with pytest.raises(EditedElsewhere):
        house.salon.do_as(anna, answer_point, point, True, "A heater", seen=99)

    house.salon.do_as(anna, answer_point, point, True, "A heater", FRIDAY)

    [line] = house.salon.ask(pulse_points)
    assert (line.answer, line.why, line.person) == ("yes", "A heater", "Anna")
    assert (line.answered, line.due) == (FRIDAY, FRIDAY)
    other = colleague(house, "Bo", Role.OWNER)
    with pytest.raises(PointAnswered):
        house.salon.do_as(other, answer_point, point, False, "Too dear")
    house.salon.do_as(anna, answer_point, point, False, "Too dear")
    [line] = house.salon.ask(pulse_points)
    assert (line.answer, line.due) == ("no", None)
