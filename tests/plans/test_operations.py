"""Plans and courses: adapted to her, priced to the unit, counted to the session."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salon.appointments.model import AppointmentId
from salon.appointments.operations import (
    Booking,
    Change,
    arrive,
    book,
    cancel,
    complete,
    miss,
    move,
)
from salon.catalogue.model import ServiceCard, ServiceId, Subject
from salon.catalogue.operations import change_service
from salon.catalogue.queries import service
from salon.catalogue.tables import Entry, Product
from salon.clients.model import BirthdayLine, ClientDraft
from salon.clients.operations import (
    correct_client,
    note_allergy,
    note_condition,
)
from salon.errors import EditedElsewhere, Missing, NotAllowed
from salon.history.queries import history
from salon.money import Money
from salon.plans.model import (
    BadPlanSetting,
    NotForHer,
    PlanBody,
    PlanCard,
    PlanId,
    PlanStatus,
)
from salon.plans.operations import (
    MOST_ADVICE,
    SessionChange,
    change_plan,
    make_plan,
    note_printed,
)
from salon.plans.queries import plan, plans
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.work import Work
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade, a_row
from tests.safety.test_queries import a_rule

WEEK = timedelta(days=7)
NUMBERS = count(1)


@pytest.fixture
def house(house: House) -> House:
    """Return the house with three conditions, two products and six pieces of advice."""

    def note(work: Work) -> None:
        for ref in ("pregnancy", "sunburn", "scar"):
            a_row(work, Entry, subject=Subject.HEALTH_CONDITION, ref=ref, body="{}")
        for place in range(6):
            body = json.dumps({"kind": f"kind {place}"})
            a_row(work, Entry, subject=Subject.ADVICE, ref=f"advice{place}", body=body)
        for ref, says in (
            ("retinol_cream", {"pregnancy": "avoid", "ingredients": "retinol"}),
            ("latex_mask", {"ingredients": "latex glycerin"}),
        ):
            a_row(work, Product, ref=ref, en=ref, body=json.dumps(says), sort=1)
        work.record(RowMade())

    house.salon.do(note)
    return house


def sold(house: House, ref: str, **more: Any) -> ServiceId:
    def sell(work: Work) -> ServiceId:
        work.record(RowMade())
        return work.add(a_service(ref, ref.title(), 30, **more)).id

    return house.salon.do(sell)


def a_template(house: House, *sessions: dict[str, Any], **more: Any) -> str:
    """Let a template ask for *sessions* in one phase of six weeks."""
    name = {"en": "Glow", "zh_hans": "", "zh_hant": ""}
    phase = {"id": "one", "name": name, "aim": name, "week_from": 1, "week_to": 6}
    phase |= {"session": list(sessions)} | more.pop("phase", {})

    def add(work: Work) -> None:
        body = json.dumps({"phase": [phase], **more})
        a_row(work, Entry, subject=Subject.TEMPLATE, ref="glow", en="Glow", body=body)
        work.record(RowMade())

    house.salon.do(add)
    return "glow"


def made(house: House, *sessions: dict[str, Any], **more: Any) -> PlanCard:
    template = a_template(house, *sessions, **more)
    return card_of(house, house.salon.do(make_plan, house.amira, template))


def card_of(house: House, key: PlanId) -> PlanCard:
    return house.salon.ask(plan, key)


def peels(times: int, every: int = 7, ref: str = "") -> dict[str, Any]:
    return {"service": ref, "count": times, "every_days": every}


def booked(
    house: House, service_id: ServiceId, day: date = FRIDAY, start: time = time(9)
) -> AppointmentId:
    return house.salon.do(book, Booking(house.amira, service_id, day, start))


def kept(house: House, key: AppointmentId) -> None:
    house.salon.do(arrive, key)
    house.salon.do(complete, key)


def peel(house: House) -> ServiceCard:
    return house.salon.ask(service, house.peel)


def sessions_booked(house: House, key: PlanId) -> list[int]:
    found = card_of(house, key).sessions
    return [one.number for one in found if one.appointment_id is not None]


def test_a_plan_lists_each_session_with_its_days_and_costs_their_sum(
    house: House,
) -> None:
    sold(house, "mask", price=Money(1234))
    ref = peel(house).ref
    card = made(house, peels(3, 14, ref), peels(2, 14, "mask"))

    assert [one.service_ref for one in card.sessions] == [ref, "mask", ref, "mask", ref]
    assert [one.number for one in card.sessions] == [1, 2, 3, 4, 5]
    assert card.price == Money(3 * 8500 + 2 * 1234)
    assert (card.status, card.start, card.title) == (PlanStatus.DRAFT, FRIDAY, "Glow")
    house.salon.undo()
    assert house.salon.ask(plans, house.amira) == []


def test_a_plan_keeps_the_prices_of_the_day_it_was_made(house: House) -> None:
    card = made(house, peels(2, 7, peel(house).ref))
    house.salon.do(change_service, house.peel, price=Money(9900))

    wished = [
        SessionChange(house.peel, one.due_from, one.due_until, one.id)
        for one in card.sessions
    ]
    house.salon.do(change_plan, card.id, sessions=wished)
    assert card_of(house, card.id).price == Money(2 * 8500)
    wished.append(SessionChange(house.peel, FRIDAY + 9 * WEEK, FRIDAY))
    house.salon.do(change_plan, card.id, sessions=wished)

    after = card_of(house, card.id)
    assert after.price == Money(2 * 8500 + 9900)
    assert after.sessions[-1].due_until == after.sessions[-1].due_from


def test_a_plan_that_is_changed_keeps_what_is_booked(house: House) -> None:
    card = made(house, peels(3, 7, peel(house).ref))
    visit = booked(house, house.peel)

    moved = [
        SessionChange(house.peel, one.due_from + WEEK, one.due_until + WEEK, one.id)
        for one in card.sessions[:2]
    ]
    house.salon.do(change_plan, card.id, sessions=moved)

    after = card_of(house, card.id)
    assert [one.appointment_id for one in after.sessions] == [visit, None]
    assert after.sessions[0].due_from == card.sessions[0].due_from + WEEK


@given(
    st.lists(st.integers(0, 10**9), min_size=1, max_size=5),
    st.integers(1, 4),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
def test_whatever_sessions_cost_a_plan_costs_their_sum(
    house: House, prices: list[int], times: int
) -> None:
    def wishes(work: Work) -> list[SessionChange]:
        work.record(RowMade())
        found: list[SessionChange] = []
        for price in prices:
            ref = f"tst_{next(NUMBERS)}"
            row = work.add(a_service(ref, ref, 30, price=Money(price)))
            found += [SessionChange(row.id, FRIDAY, FRIDAY + WEEK)] * times
        return found

    if not house.salon.ask(plans, house.amira):
        made(house)
    [line] = house.salon.ask(plans, house.amira)
    house.salon.do(change_plan, line.id, sessions=house.salon.do(wishes))

    card = card_of(house, line.id)
    assert card.price == Money(sum(prices) * times)
    assert len(card.sessions) == len(prices) * times


def test_a_booking_takes_the_next_open_session_of_its_service(house: House) -> None:
    other = sold(house, "mask")
    card = made(house, peels(3, 7, peel(house).ref))

    booked(house, other, start=time(14))
    assert sessions_booked(house, card.id) == []
    first = booked(house, house.peel, FRIDAY)
    assert sessions_booked(house, card.id) == [1]
    booked(house, house.peel, FRIDAY + WEEK)
    assert sessions_booked(house, card.id) == [1, 2]
    house.salon.do(cancel, first)
    assert sessions_booked(house, card.id) == [2]
    booked(house, house.peel, FRIDAY + 2 * WEEK)
    assert sessions_booked(house, card.id) == [1, 2]


def test_a_visit_that_is_given_another_service_is_a_session_of_that_one(
    house: House,
) -> None:
    mask, glow = sold(house, "mask"), sold(house, "glow")
    card = made(house, peels(1, 7, peel(house).ref), peels(1, 7, "mask"))
    visit = booked(house, house.peel)
    assert sessions_booked(house, card.id) == [1]

    house.salon.do(move, visit, Change(start=time(11)))
    assert sessions_booked(house, card.id) == [1]
    house.salon.do(move, visit, Change(service_id=mask))
    assert sessions_booked(house, card.id) == [2]
    house.salon.do(move, visit, Change(service_id=glow))
    assert sessions_booked(house, card.id) == []
    house.salon.undo()
    assert sessions_booked(house, card.id) == [2]


@pytest.mark.parametrize("step", [cancel, miss])
def test_a_session_of_a_visit_that_was_not_kept_is_open_again(
    house: House, step: Callable[..., None]
) -> None:
    card = made(house, peels(1, 7, peel(house).ref))
    visit = booked(house, house.peel)
    assert sessions_booked(house, card.id) == [1]

    house.salon.do(step, visit)

    assert sessions_booked(house, card.id) == []
    house.salon.undo()
    assert sessions_booked(house, card.id) == [1]


def test_a_plan_that_is_over_takes_no_more_visits(house: House) -> None:
    card = made(house, peels(2, 7, peel(house).ref))
    house.salon.do(change_plan, card.id, status=PlanStatus.CLOSED)

    booked(house, house.peel)

    assert sessions_booked(house, card.id) == []


def test_what_she_must_not_have_is_left_out_and_said(house: House) -> None:
    sold(house, "light")

    def burnt(work: Work) -> None:
        said = {"scope_type": "service", "scope_id": "light", "action": "block"}
        work.add(a_rule("sunburn", **said))
        note_condition(work, house.amira, "sunburn")
        work.record(RowMade())

    house.salon.do(burnt)
    card = made(house, peels(2, 7, peel(house).ref), peels(2, 7, "light"))

    assert {one.service_ref for one in card.sessions} == {peel(house).ref}
    assert card.price == Money(2 * 8500)
    assert [one for one in card.body.dropped if "Light" in one]


def test_a_product_that_could_hurt_her_is_left_out_and_said(house: House) -> None:
    care = {"home_pm": ["retinol_cream", "latex_mask"]}
    template = a_template(house, peels(1, 7, peel(house).ref), phase=care)
    house.salon.do(note_condition, house.amira, "pregnancy")
    house.salon.do(note_allergy, house.basia, "Latex")

    hers = card_of(house, house.salon.do(make_plan, house.amira, template)).body
    others = card_of(house, house.salon.do(make_plan, house.basia, template)).body

    assert [one.product for one in hers.home_care] == ["latex_mask"]
    assert [one.product for one in others.home_care] == ["retinol_cream"]
    assert (len(hers.dropped), len(others.dropped)) == (1, 1)


@pytest.mark.parametrize(
    ("born", "may"), [((2008, 3, 28), False), ((2008, 3, 27), True)]
)
def test_a_plan_is_for_who_is_old_enough_today(
    house: House, born: tuple[int, int, int], may: bool
) -> None:
    template = a_template(house, peels(1, 7, peel(house).ref), min_age=18)
    birthday = ClientDraft(birthday=BirthdayLine(*born))
    house.salon.do(correct_client, house.amira, birthday)

    if may:
        house.salon.do(make_plan, house.amira, template)
    else:
        with pytest.raises(NotForHer):
            house.salon.do(make_plan, house.amira, template)


def test_a_plan_that_her_health_rules_out_is_not_made(house: House) -> None:
    template = a_template(house, peels(1, 7, peel(house).ref), not_for=["pregnancy"])
    house.salon.do(note_condition, house.amira, "pregnancy")

    with pytest.raises(NotForHer):
        house.salon.do(make_plan, house.amira, template)
    house.salon.do(make_plan, house.basia, template)


def test_a_paper_says_no_more_than_anybody_keeps_in_mind(house: House) -> None:
    advice = [f"advice{place}" for place in range(6)]
    card = made(house, peels(1, 7, peel(house).ref), advice=advice)

    assert len(card.body.advice) == MOST_ADVICE == 5


def test_a_plan_towards_a_day_ends_before_it(house: House) -> None:
    """Six weeks before the day the first session falls due, and none after it."""
    sessions = {
        "session": [peels(2, 14, peel(house).ref)],
        "week_from": -6,
        "week_to": 0,
    }
    template = a_template(house, anchor="event_date", phase=sessions)
    wedding = FRIDAY + 8 * WEEK

    key = house.salon.do(make_plan, house.amira, template, start=wedding)

    days = [one.due_from for one in card_of(house, key).sessions]
    assert days == [wedding - 6 * WEEK, wedding - 4 * WEEK]


@pytest.mark.parametrize(
    "said", [{"colour": "rose"}, {"sessions": "0"}, {"every": "x"}, {"sessions": "400"}]
)
def test_what_a_plan_does_not_know_is_refused(
    house: House, said: dict[str, str]
) -> None:
    template = a_template(house, peels(1, 7, peel(house).ref))

    with pytest.raises(BadPlanSetting):
        house.salon.do(make_plan, house.amira, template, said=said)


def test_what_is_said_of_a_plan_comes_before_the_template(house: House) -> None:
    template = a_template(house, peels(6, 7, peel(house).ref))
    said = {"title": "Hers", "sessions": "2", "every": "10", "language": "zh-HK"}
    said |= {"goal": "to glow", "note": "shy"}

    card = card_of(house, house.salon.do(make_plan, house.amira, template, said=said))

    assert (card.title, card.language) == ("Hers", "zh_TW")
    assert (card.body.goal, card.body.note) == ("to glow", "shy")
    first, second = card.sessions
    assert second.due_from - first.due_from == timedelta(days=10)


def test_what_somebody_else_changed_of_a_plan_is_not_written_over(
    house: House,
) -> None:
    card = made(house, peels(1, 7, peel(house).ref))
    version = house.salon.do(change_plan, card.id, title="First", seen=card.version)

    with pytest.raises(EditedElsewhere):
        house.salon.do(change_plan, card.id, title="Second", seen=card.version)
    house.salon.do(change_plan, card.id, body=PlanBody(goal="calm"), seen=version)
    assert card_of(house, card.id).body.goal == "calm"
    with pytest.raises(BadPlanSetting):
        house.salon.do(change_plan, card.id, title=" ")
    with pytest.raises(BadPlanSetting):
        house.salon.do(change_plan, card.id, language="fr")


def test_that_a_plan_went_out_is_in_the_history_and_no_step_back(house: House) -> None:
    card = made(house, peels(1, 7, peel(house).ref))

    house.salon.do(note_printed, card.id)

    assert house.salon.ask(history)[0].kind == "plans.PlanPrinted"
    house.salon.undo()
    assert house.salon.ask(plans, house.amira) == []
    with pytest.raises(Missing):
        house.salon.do(note_printed, PlanId(99))


def test_plans_are_made_by_who_may_plan(house: House) -> None:
    lily = house.salon.do(hire, "Lily", Role.RECEPTION)
    card = made(house, peels(1, 7, peel(house).ref))

    attempts: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
        (make_plan, (house.amira, "glow")),
        (change_plan, (card.id,)),
        (note_printed, (card.id,)),
    ]
    for operation, args in attempts:
        with pytest.raises(NotAllowed):
            house.salon.do_as(lily, operation, *args)
    assert replace(card_of(house, card.id), version=0) == replace(card, version=0)
