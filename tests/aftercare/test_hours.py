"""Who answers at which hour is counted, and decides who is rung now."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.hours import Attempt, Band, Habit, Stated, Usual, attempt, band_at
from salon.aftercare.model import CallId, Outcome, is_left_to
from salon.aftercare.operations import log_call
from salon.aftercare.queries import call_line, calls_due
from salon.aftercare.retrying import after_no_answer, into_hours
from salon.aftercare.tables import ContactMade
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.clients.queries import client_card
from salon.clients.tables import ClientFact
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire
from salon.work import Work
from tests.aftercare.test_calls import at, owed
from tests.house import FRIDAY, House
from tests.leaning import RowMade, a_row

wall = datetime.fromisoformat
NOW = wall("2026-03-27T14:30")  # a Friday
HOURS = (time(10), time(20))
ATTEMPTS = st.lists(
    st.builds(
        Attempt, st.integers(0, 6), st.sampled_from(range(8, 22, 2)), st.booleans()
    )
)


def every_day(_day: date) -> bool:
    return True


def tried(start: int, answered: int, of: int, weekday: int = 4) -> list[Attempt]:
    return [Attempt(weekday, start, one < answered) for one in range(of)]


@pytest.mark.parametrize(
    ("moment", "start"),
    [("13:59", 12), ("14:00", 14), ("15:59", 14), ("16:00", 16), ("08:00", 8)],
)
def test_bands_are_two_hours_of_a_weekday(moment: str, start: int) -> None:
    assert band_at(datetime.fromisoformat(f"2026-03-27T{moment}")) == Band(4, start)


def test_what_was_tried_is_told_as_it_was() -> None:
    habit = Habit(attempts=[*tried(14, 4, 5), *tried(14, 1, 1, weekday=2)])

    best = habit.best(NOW, time(20))

    assert (best.answered, best.tried, best.weekday) == (4, 5, 4)
    assert (best.start, best.until) == (time(14), time(16))
    assert best.is_learned
    assert not Habit(attempts=tried(14, 2, 2)).best(NOW, time(20)).is_learned
    assert Habit(attempts=tried(14, 2, 3)).best(NOW, time(20)).is_learned


@given(ATTEMPTS, ATTEMPTS)
def test_a_chance_is_one_whatever_was_tried(
    hers: list[Attempt], all_of_us: list[Attempt]
) -> None:
    habit = Habit(attempts=hers, salon=Usual(all_of_us))
    assert 0 < habit.chance(NOW) < 1
    better = Habit(attempts=[*hers, attempt(NOW, True)], salon=Usual(all_of_us))
    worse = Habit(attempts=[*hers, attempt(NOW, False)], salon=Usual(all_of_us))
    assert worse.chance(NOW) < habit.chance(NOW) < better.chance(NOW)


def test_nobody_known_is_as_likely_as_everybody_in_that_hour() -> None:
    evenings = Usual([*tried(18, 9, 10), *tried(14, 1, 10)])
    new = Habit(salon=evenings)
    assert new.chance(NOW.replace(hour=18)) > 0.7
    assert new.chance(NOW) < 0.3


def test_the_same_hour_of_another_day_counts_half() -> None:
    same = Habit(attempts=tried(14, 0, 4)).chance(NOW)
    other = Habit(attempts=tried(14, 0, 4, weekday=1)).chance(NOW)
    never = Habit().chance(NOW)
    assert same < other < never


@pytest.mark.parametrize(
    ("stated", "likes"),
    [
        (Stated(), None),
        (Stated("any"), None),
        (Stated("weekday"), True),
        (Stated("weekend"), False),
        (Stated("", frozenset(("afternoon",))), True),
        (Stated("", frozenset(("morning", "dusk"))), False),
        (Stated("weekend", frozenset(("afternoon",))), False),
    ],
)
def test_what_is_stated_counts(stated: Stated, likes: bool | None) -> None:
    assert stated.likes(NOW.date(), NOW.time()) is likes
    plain, said = Habit().chance(NOW), Habit(stated).chance(NOW)
    assert said == plain if likes is None else (said > plain) is likes


def test_a_band_later_today_is_told_only_where_it_is_clearly_better() -> None:
    habit = Habit(attempts=[*tried(14, 0, 6), *tried(18, 6, 6)])
    best = habit.best(NOW, time(20))
    assert best.later == (time(18), time(20))
    assert habit.best(NOW, time(16)).later is None  # not rung so late
    assert habit.best(NOW.replace(hour=18), time(20)).later is None  # it is now


@pytest.mark.parametrize(
    ("attempts", "expected"),
    [
        (1, wall("2026-03-27T18:30")),
        (2, wall("2026-03-28T10:00")),
        (3, None),
    ],
)
def test_the_next_attempt_is_at_another_hour_and_the_third_was_the_last(
    attempts: int, expected: datetime | None
) -> None:
    mornings = Habit(attempts=[*tried(10, 5, 5), *tried(14, 0, 5)])
    assert after_no_answer(NOW, attempts, HOURS, every_day, mornings) == expected


@given(
    st.datetimes(wall("2026-01-01T00:00"), wall("2027-01-01T00:00")),
    st.integers(1, 2),
    st.integers(8, 18),
    st.integers(1, 12),
    ATTEMPTS,
)
def test_a_retry_is_within_the_hours_and_later_whatever_she_said(
    now: datetime, attempts: int, first: int, long: int, hers: list[Attempt]
) -> None:
    hours = (time(first), time(min(first + long, 21)))
    found = after_no_answer(now, attempts, hours, every_day, Habit(attempts=hers))
    assert found is not None
    assert found > now
    assert hours[0] <= found.time() < hours[1]
    assert found - now < timedelta(days=4)


def test_at_noon_she_is_left_in_peace_unless_it_is_her_hour() -> None:
    noon = NOW.replace(hour=12, minute=30)
    assert into_hours(noon, HOURS, every_day).time() == time(14)
    assert into_hours(noon, (time(12), time(13)), every_day).time() == time(12, 30)


@pytest.mark.parametrize(
    ("whose", "minutes", "is_left"),
    [
        (None, -60, False),
        (7, -60, False),
        (9, -60, True),
        (9, 59, True),
        (9, 60, False),
    ],
)
def test_a_promised_call_is_left_to_who_promised_it_for_an_hour(
    whose: int | None, minutes: int, is_left: bool
) -> None:
    agreed = time(15)
    now = datetime.combine(FRIDAY, agreed) + timedelta(minutes=minutes)
    assert is_left_to(whose, 7, FRIDAY, agreed, now) is is_left


# on a real store


def said(house: House, client: int, field: str, value: str) -> None:
    def write(work: Work) -> None:
        work.record(RowMade())
        a_row(work, ClientFact, client_id=client, field=field, value=value, on=FRIDAY)

    house.salon.do(write)


def answered(house: House, key: CallId, outcome: Outcome, *moments: str) -> None:
    """Let a client have been rung at these moments."""

    def write(work: Work) -> None:
        work.record(RowMade())
        for moment in moments:
            then = datetime.fromisoformat(f"2026-{moment}:00+01:00")
            client = call_line(work, key).client_id
            usual = {
                "call_id": key,
                "client_id": client,
                "at": then,
                "outcome": outcome,
            }
            a_row(work, ContactMade, **usual, staff_id=None)

    house.salon.do(write)


def first_due(house: House) -> int:
    return house.salon.ask(calls_due)[0].client_id


def test_of_two_calls_of_one_kind_who_answers_now_is_rung_first(house: House) -> None:
    amira = owed(house)
    basia = owed(house, house.basia)
    at(house, "27 14:30")
    answered(house, amira, Outcome.NO_ANSWER, "03-06T14:10", "02-27T14:20")
    assert first_due(house) == house.basia

    at(house, "27 10:30")
    answered(
        house,
        basia,
        Outcome.NO_ANSWER,
        *(f"02-{day}T10:20" for day in ("06", "13", "20")),
    )
    assert first_due(house) == house.amira


def test_urgency_goes_before_who_answers(house: House) -> None:
    amira = owed(house, purpose="safety", priority=1)
    owed(house, house.basia)
    at(house, "27 14:30")
    answered(house, amira, Outcome.NO_ANSWER, "03-06T14:10", "02-27T14:20")
    assert first_due(house) == house.amira


def test_what_is_known_of_the_hour_is_in_the_line(house: House) -> None:
    key = owed(house)
    answered(house, key, Outcome.WELL, "03-06T14:10", "02-27T14:20", "02-20T15:59")
    answered(house, key, Outcome.NO_ANSWER, "02-13T14:00")
    at(house, "27 14:30")

    best = house.salon.ask(calls_due)[0].best

    assert best is not None
    assert (best.answered, best.tried) == (3, 4)


@pytest.mark.parametrize(
    ("hour", "is_now"),
    [("13:59", True), ("14:00", False), ("16:59", False), ("17:00", True)],
)
def test_nobody_is_rung_in_the_hours_they_do_not_want_but_about_safety(
    house: House, hour: str, is_now: bool
) -> None:
    care, safety = owed(house), owed(house, priority=1)
    said(house, house.amira, "no_contact_bands", "afternoon early")
    at(house, f"27 {hour}")

    lines = {one.id: one for one in house.salon.ask(calls_due)}

    assert lines[care].is_now is is_now
    assert lines[safety].is_now


def test_a_call_back_is_mine_or_anyones(house: House) -> None:
    mei = house.salon.do(hire, "Mei", Role.RECEPTION)
    at(house, "27 11:00")
    key = owed(house)
    again = wall("2026-03-27T15:00")
    house.salon.do_as(mei, log_call, key, Outcome.NO_ANSWER, again=again, by_me=True)
    other = owed(house, house.basia)

    at(house, "27 15:30")
    [first, last] = house.salon.ask(calls_due, speaker=house.lea)
    assert (first.id, last.id) == (other, key)
    assert (last.for_name, last.is_left_to) == ("Mei", True)
    [hers, _theirs] = house.salon.ask(calls_due, speaker=mei)
    assert (hers.id, hers.is_left_to) == (key, False)

    at(house, "27 16:00")  # the promise is the salon's
    assert not house.salon.ask(call_line, key, StaffId(house.lea)).is_left_to


def test_who_is_reached_and_asks_for_another_time_may_ask_for_the_same_person(
    house: House,
) -> None:
    mei = house.salon.do(hire, "Mei", Role.RECEPTION)
    at(house, "27 11:00")
    again = wall("2026-03-28T15:00")

    [follow] = house.salon.do_as(
        mei, log_call, owed(house), Outcome.WELL, again=again, by_me=True
    )

    assert follow.call_id is not None
    assert house.salon.ask(call_line, CallId(follow.call_id)).for_name == "Mei"
    [follow] = house.salon.do_as(mei, log_call, owed(house), Outcome.WELL, again=again)
    assert follow.call_id is not None
    assert house.salon.ask(call_line, CallId(follow.call_id)).for_name == ""


@pytest.mark.parametrize(
    ("hour", "expected"),
    [
        ("10:42", "No answer, again 14:30"),
        ("15:50", "No answer, again 19:45"),
        ("16:00", "No answer, again Sat 28 Mar 10:00"),
    ],
)
def test_what_follows_is_said_before_the_key_is_pressed(
    house: House, hour: str, expected: str
) -> None:
    key = owed(house)
    at(house, f"27 {hour}")
    ahead = house.salon.ask(call_line, key).foreseen[Outcome.NO_ANSWER]
    assert ahead == expected

    [follow] = house.salon.do(log_call, key, Outcome.NO_ANSWER)

    assert follow.time_from is not None
    assert ahead.endswith(f"{follow.time_from:%H:%M}")
    at(house, "30 10:00")
    for _time in range(1):
        house.salon.do(log_call, key, Outcome.NO_ANSWER)
    last = house.salon.ask(call_line, key).foreseen[Outcome.NO_ANSWER]
    assert last == "No answer: one message, no more calls"
    [follow] = house.salon.do(log_call, key, Outcome.NO_ANSWER)
    assert follow.kind == "message"


def test_a_client_with_own_hours_is_tried_again_within_them(house: House) -> None:
    card = house.salon.ask(client_card, house.amira)
    draft = ClientDraft(name=card.line.name, call_from="10:00", call_until="11:00")
    house.salon.do(correct_client, house.amira, draft)
    at(house, "27 10:30")
    key = owed(house)

    house.salon.do(log_call, key, Outcome.NO_ANSWER)

    line = house.salon.ask(call_line, key)
    assert (line.due, line.time_from) == (FRIDAY + timedelta(days=1), time(10))
