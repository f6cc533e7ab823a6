"""Until when, and to whom it goes when nobody did it in time."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from salon.complaints.clock import due_at
from salon.complaints.model import Clock, Level, Step
from salon.complaints.operations import clarify, hurt, listen, open_complaint
from salon.complaints.owning import give_complaint, hand_on, raise_overdue, set_level
from salon.complaints.queries import _clock, open_complaints, overdue
from salon.complaints.refusing import (
    NobodyNext,
    NotTheirOwnCase,
    OnlyManagerLowers,
    UnknownChoice,
    WhyNeeded,
)
from salon.complaints.rights import proposed
from salon.settings.model import Hours
from salon.staff.model import Role, StaffId, StaffLine
from salon.staff.operations import change_member
from salon.work import Reading
from tests.complaints.conftest import ROOT, WORDS, Case
from tests.house import OPEN

NINE_TO_SIX = Hours((((time(9), time(18)),),) * 6 + ((),))  # closed on Sundays


def wall(said: str) -> datetime:
    """Return a moment on a wall clock."""
    return datetime.fromisoformat(said)


@pytest.mark.parametrize(
    ("began", "hours", "due"),
    [
        ("2026-11-21 12:00", 48, "2026-11-23 12:00"),  # as on the page
        ("2026-11-21 12:00", 24, "2026-11-23 10:00"),  # Sunday: an hour on Monday
        ("2026-11-20 20:00", 24, "2026-11-23 10:00"),  # after closing on Saturday
        ("2026-11-20 18:00", 24, "2026-11-21 18:00"),  # the last minute is open
        ("2026-11-20 10:00", 4, "2026-11-20 14:00"),
        ("2026-11-20 16:00", 4, "2026-11-21 11:00"),  # two today, two tomorrow
        ("2026-11-21 17:00", 4, "2026-11-23 12:00"),  # over the Sunday
        ("2026-11-22 13:00", 1, "2026-11-23 10:00"),
        ("2026-11-20 07:00", 1, "2026-11-20 10:00"),  # before we open
    ],
)
def test_hours_are_those_in_which_somebody_is_there(
    began: str, hours: float, due: str
) -> None:
    said = due_at(wall(began), hours, NINE_TO_SIX)

    assert said == wall(due)


def test_a_salon_that_never_opens_counts_on_the_wall() -> None:
    began = wall("2026-11-20 10:00")

    assert due_at(began, 4, Hours()) == began + timedelta(hours=4)
    assert due_at(began, 48, Hours()) == began + timedelta(hours=49)


@given(
    st.datetimes(wall("2026-01-01 00:00"), wall("2027-01-01 00:00")),
    st.integers(0, 400),
    st.integers(0, 400),
)
@example(wall("2027-01-01 00:00"), 379, 38)
def test_more_time_never_ends_earlier(began: datetime, less: int, more: int) -> None:
    first = due_at(began, less, NINE_TO_SIX)

    assert first >= began
    if (less < 24) == (less + more < 24):
        wall_says = began + timedelta(hours=less)
        is_given_an_hour = less >= 24 and first != wall_says  # it was closed just then
        given = timedelta(hours=1) if is_given_an_hour else timedelta()
        assert due_at(began, less + more, NINE_TO_SIX) >= first - given


@given(
    st.datetimes(wall("2020-01-01 00:00"), wall("2030-01-01 00:00")),
    st.datetimes(wall("2020-01-01 00:00"), wall("2030-01-01 00:00")),
)
def test_a_clock_that_jumps_shows_nothing_absurd(
    began: datetime, now: datetime
) -> None:
    clock = Clock(began, due_at(began, 48, NINE_TO_SIX), now)

    assert 0 <= clock.used <= 1
    assert clock.left <= clock.total
    assert not (clock.is_late and clock.is_short)


def test_it_is_amber_in_its_last_tenth_and_late_after() -> None:
    began, due = wall("2026-11-20 10:00"), wall("2026-11-20 20:00")

    def at(hour: int, minute: int) -> tuple[bool, bool]:
        clock = Clock(began, due, wall(f"2026-11-20 {hour:02}:{minute:02}"))
        return clock.is_short, clock.is_late

    assert at(18, 59) == (False, False)
    assert at(19, 0) == (True, False)
    assert at(20, 0) == (True, False)
    assert at(20, 1) == (False, True)


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("27 12:00", "2026-03-27 22:00"),  # at once, before she leaves
        ("27 21:59", "2026-03-27 22:00"),
        ("27 22:00", "2026-03-28 22:00"),  # closed: a day
        ("27 23:00", "2026-03-30 08:00"),
    ],
)
def test_who_told_us_alone_is_heard_on_the_same_day(
    case: Case, at: str, due: str
) -> None:
    case.at(at)
    key = case.opened()

    [listens, apologises, *_rest] = case.card(key).steps

    assert listens.clock.due == wall(due)
    assert apologises.clock.due >= listens.clock.due


@pytest.mark.parametrize("level", [1, 2, 3])
def test_no_step_is_due_before_the_one_that_comes_first(case: Case, level: int) -> None:
    for day in range(23, 30):
        for hour in (0, 6, 9, 12, 16, 20, 21, 22, 23):
            case.at(f"{day} {hour:02}:01")
            opened = case.salon.ask(wall_now)
            dues = case.salon.ask(dues_of, level, opened)
            assert dues == sorted(dues), (day, hour, dues)


def wall_now(reading: Reading) -> datetime:
    return reading.local(reading.now).replace(tzinfo=None)


def dues_of(reading: Reading, level: int, began: datetime) -> list[datetime]:
    return [_clock(reading, one, level, began).due for one in Step]


def test_what_nobody_answered_goes_to_the_next_once(case: Case) -> None:
    key = case.opened()  # Friday noon; the salon is open from seven to ten
    case.at("27 22:00")
    assert case.salon.do(raise_overdue) == 0
    assert case.salon.ask(overdue) == ()

    case.at("27 22:01")
    [line] = case.salon.ask(overdue)
    assert (line.responder, line.is_to_rise) == (Level.TOLD_OTHERS, True)  # by looking
    assert case.salon.do(raise_overdue) == 1
    assert case.salon.do(raise_overdue) == 0

    card = case.card(key)
    assert (card.line.owner, card.line.level) == ("Lena", Level.TOLD_US)
    assert card.line.responder == Level.TOLD_OTHERS
    case.at("27 11:00")  # the clock was put back
    assert case.salon.do(raise_overdue) == 0
    assert case.card(key).line.responder == Level.TOLD_OTHERS


def test_a_second_step_that_is_late_rises_again_and_no_further(case: Case) -> None:
    key = case.opened()
    case.at("28 13:00")
    case.salon.do(raise_overdue)
    case.by(case.lena, listen, key, WORDS, is_read_back=True)
    assert case.salon.do(raise_overdue) == 1  # to apologise is late as well
    assert case.card(key).line.owner == "Olga"
    case.at("2026-04-20 13:00")
    from salon.complaints.operations import apologise

    case.by(case.olga, apologise, key)

    assert case.salon.do(raise_overdue) == 0  # there is nobody above
    assert case.card(key).line.is_late


def test_hours_grow_shorter_with_the_level(case: Case) -> None:
    case.at("27 10:00")
    key = case.opened(level=2)
    assert case.card(key).line.owner == "Lena"
    [one] = case.salon.ask(open_complaints)
    assert one.clock is not None
    assert one.clock.due == wall("2026-03-27 14:00")

    case.by(case.hana, set_level, key, 3)

    [one] = case.salon.ask(open_complaints)
    assert one.clock is not None
    assert one.clock.due == wall("2026-03-27 11:00")
    assert one.owner == "Olga"


def test_anybody_raises_and_the_manager_lowers_with_a_reason(case: Case) -> None:
    key = case.opened()
    case.by(case.hana, set_level, key, 2)
    with pytest.raises(OnlyManagerLowers):
        case.by(case.hana, set_level, key, 1, "It was a slip")
    with pytest.raises(WhyNeeded):
        case.by(case.lena, set_level, key, 1)
    for wrong in (0, 4):
        with pytest.raises(UnknownChoice):
            case.by(case.lena, set_level, key, wrong)

    case.by(case.lena, set_level, key, 1, "It was a slip")

    assert case.card(key).line.level == Level.TOLD_US


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ({}, 1),
        ({"source": "letter"}, 1),
        ({"source": "public"}, 2),
        ({"cause": "privacy"}, 2),
        ({"cause": "adverse_reaction"}, 2),
        ({"authority": "The Evening News"}, 3),
        ({"level": 3, "cause": "privacy"}, 3),
    ],
)
def test_what_is_grave_is_never_for_one_pair_of_ears(
    case: Case, said: dict[str, object], level: int
) -> None:
    assert case.card(case.opened(**said)).line.level == level


def test_of_a_minor_it_is_the_managers(case: Case) -> None:
    from salon.clients.model import BirthdayLine, ClientDraft
    from salon.clients.operations import correct_client

    young = ClientDraft(birthday=BirthdayLine(2008, 3, 28))  # grown up tomorrow
    case.salon.do(correct_client, case.amira, young)
    assert case.card(case.opened()).line.level == Level.TOLD_OTHERS
    grown = ClientDraft(birthday=BirthdayLine(2008, 3, 27))
    case.salon.do(correct_client, case.house.basia, grown)
    other = case.by(case.mei, open_complaint, case.house.basia, words=WORDS)
    assert case.card(other).line.level == Level.TOLD_US


def test_a_cause_found_later_raises_it_too(case: Case) -> None:
    key = case.clarified()
    assert case.card(key).line.level == Level.TOLD_US

    case.by(case.lena, clarify, key, "staff_skill", ROOT, others=["privacy"])

    assert case.card(key).line.level == Level.TOLD_OTHERS


def test_about_the_owner_it_is_not_the_owners(case: Case) -> None:
    key = case.opened(staff_id=case.olga, level=3)

    card = case.card(key)
    assert card.is_about_owner
    assert card.line.owner == "Lena"
    for who in (case.olga,):
        with pytest.raises(NotTheirOwnCase, match="Olga"):
            case.by(case.hana, give_complaint, key, who)
    case.by(case.hana, give_complaint, key, case.mei)
    assert case.card(key).line.owner == "Mei"


def test_when_it_turns_out_whom_it_is_about_it_changes_hands(case: Case) -> None:
    key = case.clarified()
    assert case.card(key).line.owner == "Mei"

    case.by(case.lena, clarify, key, "staff_attitude", ROOT, staff_id=case.mei)

    assert case.card(key).line.owner == "Lena"


def test_nobody_is_proposed_where_nobody_is_left() -> None:
    olga = StaffLine(StaffId(1), 1, "Olga", Role.OWNER, "", True)

    assert proposed([olga], 1) == olga
    assert proposed([olga], 3, about=(1,)) is None
    assert proposed([olga], 3, is_about_owner=True) is None
    assert proposed([], 2) is None


def test_handing_on_ends_with_the_last(case: Case) -> None:
    key = case.opened(level=3)
    assert case.by(case.olga, hand_on, key, "None will do") == "Lena"
    assert case.card(key).line.owner == "Lena"
    for one in (case.lena, case.mei, case.jun, case.hana, case.house.lea):
        case.salon.do(change_member, one, is_active=False)

    alone = case.opened(words="Again", by=case.olga)
    assert alone == key
    case.by(None, give_complaint, key, case.olga)
    with pytest.raises(NobodyNext):
        case.by(None, hand_on, key)


def test_who_is_hurt_is_of_the_second_level_at_least(case: Case) -> None:
    key = case.opened()
    case.by(case.hana, hurt, key, ["rf_blister"])

    card = case.card(key)
    assert (card.line.level, card.line.owner) == (Level.TOLD_OTHERS, "Lena")
    assert card.line.cause == "adverse_reaction"
    assert OPEN.is_open(date(2026, 3, 28))
    assert card.line.step is Step.LISTEN


def test_who_works_alone_sees_to_what_is_said_of_them(case: Case) -> None:
    for one in (case.jun, case.lena, case.mei, case.hana, case.house.lea):
        case.salon.do(change_member, one, is_active=False)
    key = case.opened(staff_id=case.olga, by=case.olga)
    assert case.card(key).line.owner_id is None  # nobody is proposed

    case.by(case.olga, give_complaint, key, case.olga)

    assert case.card(key).line.owner == "Olga"
