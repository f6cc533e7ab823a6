"""What counts as a response, and what an effect is: both sides of each limit."""

from datetime import date, timedelta

import pytest

from salon.campaigns.measuring import (
    Act,
    back_at_full_price,
    came,
    has_learnt,
    is_back,
    middle,
    uplift,
)
from salon.loyalty.statistics import Share

DAY = date(2026, 3, 1)


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def bought(days: int, paid: int = 100, listed: int = 100, back: int = 0) -> Act:
    return Act(after(days), paid, listed, back)


def test_the_worked_example_of_the_founding_text() -> None:
    found = uplift(Share(18, 120), Share(4, 40))
    assert found is not None
    gain, low, high = found
    assert gain == pytest.approx(0.05)
    assert low < 0 < high  # so few prove nothing


def test_without_a_control_nothing_is_said_of_an_effect() -> None:
    assert uplift(Share(18, 120), Share(0, 0)) is None


def test_an_effect_of_many_is_surely_one() -> None:
    found = uplift(Share(300, 1000), Share(30, 250))
    assert found is not None
    assert found[1] > 0


@pytest.mark.parametrize(
    ("day", "counts"), [(-1, False), (0, True), (30, True), (31, False)]
)
def test_thirty_days_the_last_included(day: int, counts: bool) -> None:
    assert (came([bought(day)], DAY, 30).on is not None) is counts


@pytest.mark.parametrize(("back", "on"), [(0, True), (99, True), (100, False)])
def test_what_is_given_back_whole_is_no_response(back: int, on: bool) -> None:
    found = came([bought(5, back=back)], DAY, 30)
    assert (found.on is not None) is on
    assert found.worth == (100 - back if on else 0)


def test_a_free_visit_is_a_response_without_money() -> None:
    found = came([Act(after(3), 0, 0, is_visit=True)], DAY, 30)
    assert (found.on, found.worth) == (after(3), 0)


def test_a_visit_that_was_paid_and_given_back_is_none() -> None:
    acts = [Act(after(3), 0, 0, is_visit=True), bought(3, back=100)]
    assert came(acts, DAY, 30).on is None


def test_what_was_taken_off_is_told() -> None:
    assert came([bought(1, paid=70, listed=100)], DAY, 30).off == 30


@pytest.mark.parametrize(
    ("paid", "is_full"), [(100, True), (81, True), (80, False), (50, False)]
)
def test_from_a_fifth_off_on_it_is_an_offer(paid: int, is_full: bool) -> None:
    assert bought(0, paid=paid).is_full is is_full


@pytest.mark.parametrize(
    ("day", "back"), [(0, False), (1, True), (60, True), (61, False)]
)
def test_back_at_the_full_price_after_the_day_of_the_offer(
    day: int, back: bool
) -> None:
    assert is_back([bought(day)], DAY, 60) is back


def test_back_at_an_offer_is_not_back() -> None:
    assert not is_back([bought(20, paid=50)], DAY, 60)


def test_only_those_are_asked_whose_days_are_over() -> None:
    takers = {1: DAY, 2: after(1)}
    acts = {1: [bought(30)], 2: [bought(40)]}

    sixty, longer = back_at_full_price(takers, acts, after(61))

    assert (sixty.days, sixty.share) == (60, Share(1, 1))
    assert (longer.days, longer.share) == (120, Share(0, 0))


def test_the_middle_of_the_days() -> None:
    assert middle([after(9), after(1), after(2)], DAY) == after(2)
    assert middle([], DAY) == DAY


def test_who_paid_in_full_and_waits_since() -> None:
    full = [bought(-60), bought(-30)]
    cheap = [bought(day, paid=60) for day in (1, 20, 40)]
    assert has_learnt([*full, *cheap], DAY)
    assert not has_learnt([*full, *cheap[:2]], DAY)  # two purchases say little
    assert not has_learnt(cheap, DAY)  # came for offers from the beginning
    assert not has_learnt([*full, *cheap, bought(50), bought(60)], DAY)
