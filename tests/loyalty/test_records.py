"""Standings from a real store: gathered, kept, pinned; lights, losses, costs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from salon.aftercare.queries import calls_of
from salon.catalogue.queries import service
from salon.clients.operations import merge_clients
from salon.complaints.opening import open_complaint
from salon.courses.bending import freeze_course
from salon.courses.operations import sell_course
from salon.errors import NotAllowed
from salon.loyalty.guarding import monday_of
from salon.loyalty.model import (
    Abc,
    Axis,
    BadCost,
    BadMonth,
    Cost,
    Light,
    LightIsOut,
    Loss,
    Loyalty,
    Method,
    NoSuchClass,
    NotLost,
    Outcome,
    OutcomeNeedsWords,
    PinNeedsReason,
    State,
)
from salon.loyalty.operations import (
    answer_light,
    end_standings,
    enter_cost,
    explain_loss,
    hand_light_on,
    keep_sheet,
    keep_standings,
    look_after_gold,
    pin_class,
    plan_thanks,
    set_loyalty_rules,
    unpin_class,
)
from salon.loyalty.queries import (
    costs,
    gather,
    is_stale,
    kept_sheet,
    lights,
    loyalty_rules,
    pins_of,
    ranked,
    standing,
    standings,
    told_losses,
)
from salon.loyalty.refreshing import refresh, worked_out
from salon.loyalty.rules import BadLoyaltyRule, LoyaltyRules, rules_of
from salon.money import Money
from salon.occasions.operations import note_promise
from salon.prepaid.operations import note_brought_by
from salon.prepaid.tables import Referral
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.till.model import CASH, Paying
from salon.work import Reading, Work
from tests.house import FRIDAY, House
from tests.loyalty.visits import Noted, visited
from tests.till.counter import Counter, counter_of


def stands(house: House, who: int) -> Any:
    refresh(house.salon)
    return house.salon.ask(standing, who)


def test_visits_before_there_were_books_count_as_agreed(house: House) -> None:
    visited(house, house.amira, 300, 100, 30)
    found = stands(house, house.amira)
    assert found.spent == Money(25_500)
    assert found.visits == 3
    assert found.last_visit == FRIDAY - timedelta(days=30)
    assert found.abc is Abc.A
    assert found.loyalty in (Loyalty.LOYAL, Loyalty.SWITCHER)
    other = house.salon.ask(standing, house.basia)
    assert other is not None
    assert (other.loyalty, other.abc) == (Loyalty.LEAD, Abc.Z)


def test_what_the_books_earned_counts_and_a_bargain_is_known(house: House) -> None:
    counter: Counter = counter_of(house)
    key = counter.visit()
    counter.close(key, Paying(CASH, Money(8_500)))
    g = house.salon.ask(gather)
    at = g.index_of(int(house.amira))
    mine = g.e_amount[g.e_client == at]
    assert mine.sum() == 8_500
    assert g.p_price[g.p_client == at].tolist() == [8_500]
    assert g.p_cheap[g.p_client == at].tolist() == [0]


def test_a_visit_of_the_future_is_none_yet(house: House) -> None:
    visited(house, house.amira, -5)
    assert stands(house, house.amira).visits == 0


def test_a_file_joined_into_another_brings_its_visits(house: House) -> None:
    visited(house, house.amira, 60, 30)
    visited(house, house.basia, 90)
    refresh(house.salon)
    house.salon.do(merge_clients, house.amira, house.basia)
    refresh(house.salon)
    found = house.salon.ask(standings)
    assert int(house.basia) not in found
    assert found[int(house.amira)].all_visits == 3


def test_classes_are_kept_and_written_only_where_they_moved(house: House) -> None:
    visited(house, house.amira, 60, 30)
    assert house.salon.ask(is_stale)
    refresh(house.salon)
    assert not house.salon.ask(is_stale)
    told: list[tuple[int, int]] = []
    refresh(house.salon, lambda done, all_: told.append((done, all_)))
    assert told == [(2, 2)]
    assert refresh(house.salon, go_on=lambda: False) is None


def test_a_pin_holds_to_its_last_day(house: House) -> None:
    visited(house, house.amira, 60, 30)
    key = int(house.amira)
    house.salon.do(pin_class, key, Axis.ABC, "C", "moves abroad next month", 10)
    found = stands(house, key)
    assert (found.abc, found.is_pinned) == (Abc.C, True)
    assert found.why_pinned == "moves abroad next month"
    last = FRIDAY + timedelta(days=9)

    def on(day: date) -> Any:
        def look(reading: Reading) -> Any:
            seen = replace(reading, today=day, told={})
            return pins_of(seen, [key])

        return house.salon.ask(look)

    assert on(last)
    assert not on(last + timedelta(days=1))


def test_a_pin_needs_a_reason_a_class_and_ends(house: House) -> None:
    key = int(house.amira)
    with pytest.raises(PinNeedsReason):
        house.salon.do(pin_class, key, Axis.ABC, "A", "  ")
    with pytest.raises(PinNeedsReason):
        house.salon.do(pin_class, key, Axis.ABC, "A", "why", 91)
    with pytest.raises(NoSuchClass):
        house.salon.do(pin_class, key, Axis.ABC, "loyal", "why")
    house.salon.do(pin_class, key, Axis.LOYALTY, "loyal", "brings the whole street")
    house.salon.do(pin_class, key, Axis.LOYALTY, "none", "no: she does not")
    assert [one.value for one in house.salon.ask(pins_of)[key]] == ["none"]
    house.salon.do(unpin_class, key, Axis.LOYALTY)
    assert house.salon.ask(pins_of) == {}
    house.salon.undo()
    assert [one.value for one in house.salon.ask(pins_of)[key]] == ["none"]


def test_a_loss_is_explained_for_whoever_is_lost(house: House) -> None:
    visited(house, house.amira, 400, 372, 344)
    visited(house, house.basia, 5)
    assert stands(house, house.amira).state is State.LOST
    house.salon.do(explain_loss, int(house.amira), Loss.MOVED, "to Leeds")
    house.salon.do(explain_loss, int(house.amira), Loss.OWN_LIFE, "a baby")
    [told] = house.salon.ask(told_losses, [int(house.amira)]).values()
    assert (told.reason, told.words) == (Loss.OWN_LIFE, "a baby")
    with pytest.raises(NotLost):
        house.salon.do(explain_loss, int(house.basia), Loss.MOVED)


def _gold(house: House) -> None:
    visited(house, house.amira, 120, 92, 64)
    refresh(house.salon)


def test_each_light_burns_for_its_own_reason(house: House) -> None:
    _gold(house)
    house.salon.do(note_promise, house.amira, "look for the serum", FRIDAY)
    house.salon.do(open_complaint, house.amira, words="waited")
    house.salon.do(look_after_gold)
    week = monday_of(FRIDAY)
    found = {one.light: one for one in house.salon.ask(lights, week)}
    assert set(found) >= {
        *(Light.RHYTHM, Light.NEXT, Light.PROMISE, Light.COMPLAINT, Light.FILE),
        Light.SPOKEN,
    }
    assert found[Light.RHYTHM].is_red
    assert found[Light.PROMISE].words == "look for the serum"
    assert found[Light.SPOKEN].measure == 64
    assert all(one.staff_id is not None for one in found.values())
    again = house.salon.do(look_after_gold)
    assert again == 0


def test_somebody_says_what_came_of_a_light(house: House) -> None:
    _gold(house)
    house.salon.do(look_after_gold)
    one, other, *_rest = house.salon.ask(lights, monday_of(FRIDAY))
    with pytest.raises(OutcomeNeedsWords):
        house.salon.do(answer_light, one.id, Outcome.LEFT)
    house.salon.do(answer_light, one.id, Outcome.TRIED, "no answer")
    house.salon.do(answer_light, one.id, Outcome.MENDED, "she comes on Monday")
    with pytest.raises(LightIsOut):
        house.salon.do(answer_light, one.id, Outcome.TRIED)
    with pytest.raises(LightIsOut):
        house.salon.do(hand_light_on, one.id, house.lea, FRIDAY)
    later = FRIDAY + timedelta(days=3)
    house.salon.do(hand_light_on, other.id, house.lea, later)
    found = {each.id: each for each in house.salon.ask(lights, monday_of(FRIDAY))}
    assert found[one.id].outcome is Outcome.MENDED
    assert (found[other.id].staff_id, found[other.id].due) == (house.lea, later)


def test_whoever_is_held_at_a_is_gold(house: House) -> None:
    visited(house, house.amira, 30, price=90_000)
    visited(house, house.basia, 30, price=100)
    refresh(house.salon)
    gold = [one.client_id for one in house.salon.ask(ranked, "spent", 9, gold=True)]
    assert gold == [int(house.amira)]
    house.salon.do(pin_class, int(house.basia), Axis.ABC, "A", "her mother is")
    gold = [one.client_id for one in house.salon.ask(ranked, "spent", 9, gold=True)]
    assert gold == [int(house.amira), int(house.basia)]


def test_costs_are_entered_by_month_and_kind(house: House) -> None:
    month = FRIDAY.replace(day=1)
    house.salon.do(enter_cost, FRIDAY, Cost.ADVERTISING, Money(30_000))
    house.salon.do(enter_cost, FRIDAY, Cost.ADVERTISING, Money(20_000))
    house.salon.do(enter_cost, FRIDAY, Cost.GIFTS, Money())
    found = house.salon.ask(costs, month, FRIDAY)
    assert found == {Cost.ADVERTISING: Money(20_000), Cost.GIFTS: Money()}
    with pytest.raises(BadMonth):
        house.salon.do(enter_cost, FRIDAY + timedelta(days=32), Cost.GIFTS, Money(1))
    with pytest.raises(BadCost):
        house.salon.do(enter_cost, FRIDAY, Cost.GIFTS, Money(-1))


def test_friends_who_came_are_thanked_for_once(house: House) -> None:
    visited(house, house.basia, 3)
    house.salon.do(note_brought_by, house.basia, house.amira)
    _let_friend_have_come(house)
    assert house.salon.do(plan_thanks, [int(house.amira)]) == 1
    assert house.salon.do(plan_thanks, [int(house.amira)]) == 1  # it waits already
    assert len(house.salon.ask(calls_of, house.amira)) == 1
    assert house.salon.do(plan_thanks, []) == 0


def _let_friend_have_come(house: House) -> None:
    def note(work: Work) -> None:
        for row in work.session.scalars(select(Referral)):
            row.came_on = FRIDAY
        work.record(Noted())

    house.salon.do(note)


def test_a_frozen_course_stops_her_clock(house: House) -> None:
    visited(house, house.amira, 128, 100, 72)
    peel = house.salon.ask(service, house.peel)
    key = house.salon.do(sell_course, house.amira, peel, 5, Money(30_000))
    before = stands(house, house.amira)
    until = FRIDAY + timedelta(days=30)
    house.salon.do(freeze_course, key, "operation", until=until)
    g, done = house.salon.ask(worked_out)
    assert g.a_client.tolist() == [g.index_of(int(house.amira))]
    assert done.rhythms.since[g.index_of(int(house.amira))] == 71
    assert before.late > 0


def test_rules_are_checked_and_decide(house: House) -> None:
    rules = house.salon.ask(loyalty_rules)
    assert rules == LoyaltyRules()
    with pytest.raises(BadLoyaltyRule):
        house.salon.do(set_loyalty_rules, LoyaltyRules(cut_a=95, cut_b=80))
    with pytest.raises(BadLoyaltyRule):
        house.salon.do(set_loyalty_rules, LoyaltyRules(margin=101))
    house.salon.do(set_loyalty_rules, LoyaltyRules(method=Method.COUNT, margin=0))
    assert house.salon.ask(loyalty_rules).method is Method.COUNT
    visited(house, house.amira, 30)
    assert stands(house, house.amira).limit == Money()


@pytest.mark.parametrize(
    "plain",
    [
        {"cut_a": "80"},
        {"method": "wish"},
        {"weights": {"nonsense": 1}},
        {"margin": 900},
    ],
)
def test_rules_altered_by_hand_are_the_usual_ones(plain: dict[str, Any]) -> None:
    assert rules_of(plain) == LoyaltyRules()


def test_a_page_is_kept_and_replaced(house: House) -> None:
    assert house.salon.ask(kept_sheet, "x") is None
    house.salon.do(keep_standings, [])
    house.salon.do(end_standings)
    house.salon.do(keep_sheet, "x", "one")
    house.salon.do(keep_sheet, "x", "two")
    held = house.salon.ask(kept_sheet, "x")
    assert held is not None
    assert held[1] == "two"


def test_only_the_manager_sets_rules_and_costs(house: House) -> None:
    who = house.salon.do(hire, "Noa", Role.THERAPIST)
    with pytest.raises(NotAllowed):
        house.salon.do_as(who, set_loyalty_rules, LoyaltyRules())
    with pytest.raises(NotAllowed):
        house.salon.do_as(who, enter_cost, FRIDAY, Cost.GIFTS, Money(1))
