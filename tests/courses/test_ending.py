"""Courses paid back, changed and released: both figures, to the cent."""

from datetime import timedelta
from typing import Any

import pytest

from salon.courses.bending import freeze_course, share_course
from salon.courses.ending import convert_course, refund_course, release_expired
from salon.courses.model import (
    AboveLimit,
    BadWay,
    Basis,
    CourseKind,
    CourseState,
    DoesNotEnd,
    Doing,
    NoReason,
    NothingToGive,
    NotOverYet,
    NotPaidYet,
    NotThatWay,
    Offer,
    WayMissing,
)
from salon.courses.operations import redeem_by_hand, take_back_redemption
from salon.courses.queries import course_card, course_line, refund_figures
from salon.courses.selling import fund
from salon.errors import NotAllowed
from salon.ledger.model import Account, of_means
from salon.ledger.queries import balance
from salon.money import Money
from salon.prepaid.queries import purse_of
from salon.settings.operations import describe
from tests.courses.shop import (
    adds_up,
    books,
    on_a_bill,
    signed_terms,
    sisters,
    sold,
    step,
)
from tests.courses.test_bending import later
from tests.house import House


def taken(house: House, key: int, times: int) -> None:
    for _time in range(times):
        house.salon.do(redeem_by_hand, house.amira, course_id=key)


def in_hand(house: House, account: str) -> int:
    return house.salon.ask(balance, account).minor


@pytest.mark.parametrize(
    ("paid", "sessions", "used", "listed", "pro_rata", "at_list"),
    [  # the three rows of loyalty.md 11, then the picture value-ledger
        (300000, 10, 4, 40000, 180000, 140000),
        (300000, 10, 9, 40000, 30000, 0),
        (1000000, 10, 1, 120000, 900000, 880000),
        (36000, 10, 3, 4500, 25200, 22500),
        (54000, 6, 1, 10500, 45000, 43500),
        (10000, 3, 1, 3334, 6666, 6666),  # the odd penny is in the first session
    ],
)
def test_both_figures_to_the_cent(
    house: House,
    paid: int,
    sessions: int,
    used: int,
    listed: int,
    pro_rata: int,
    at_list: int,
) -> None:
    key = on_a_bill(house, paid, sessions, list_unit=listed)
    taken(house, key, used)

    found = house.salon.ask(refund_figures, key)

    assert (found.pro_rata, found.at_list) == (Money(pro_rata), Money(at_list))
    assert (found.paid, found.used) == (Money(paid), used)
    assert books(house, key)["course"] == pro_rata


@pytest.mark.parametrize(
    ("basis", "paid", "keeps"),
    [(Basis.PRO_RATA, 180000, 0), (Basis.LIST, 140000, 40000)],
)
def test_scenario_19_a_refund_above_the_limit_is_the_managers(
    house: House, basis: Basis, paid: int, keeps: int
) -> None:
    """3,000 for 10, 4 used, list 400: the liability falls by 1,800 either way."""
    house.salon.do(describe, refund_money_limit=100000)
    key = on_a_bill(house, 300000, 10, list_unit=40000)
    taken(house, key, 4)
    with pytest.raises(AboveLimit, match="1,000"):
        house.salon.do_as(house.lea, refund_course, key, basis, "moves away")
    with pytest.raises(NoReason):
        house.salon.do(refund_course, key, basis, "")

    house.salon.do(refund_course, key, basis, "moves away")

    held = books(house, key)
    assert (held["course"], held["kept"], held["service"]) == (0, keeps, 120000)
    assert in_hand(house, of_means("cash")) == -paid
    one = house.salon.ask(course_line, key)
    assert (one.state, one.worth_left) == (CourseState.REFUNDED, Money())
    last = house.salon.ask(course_card, key).log[-1]
    assert (last.doing, last.amount, last.reason) == (
        *(Doing.REFUNDED, Money(paid)),
        "moves away",
    )
    with pytest.raises(NotThatWay):
        taken(house, key, 1)
    with pytest.raises(NotThatWay):
        house.salon.do(refund_course, key, basis, "again")
    house.salon.undo()
    assert books(house, key)["course"] == 180000


@pytest.mark.parametrize(("limit", "is_above"), [(9000, False), (8999, True)])
def test_the_limit_counts_what_is_paid(
    house: House, limit: int, is_above: bool
) -> None:
    house.salon.do(describe, refund_money_limit=limit)
    key = on_a_bill(house, 9000, 1)

    if is_above:
        with pytest.raises(AboveLimit):
            house.salon.do_as(house.lea, refund_course, key, Basis.PRO_RATA, "so")
    else:
        house.salon.do_as(house.lea, refund_course, key, Basis.PRO_RATA, "so")


def test_money_goes_by_a_way_that_the_salon_has(house: House) -> None:
    key = on_a_bill(house, 9000, 1)
    for way in ("stored", "", "points", "No way"):
        with pytest.raises(BadWay):
            house.salon.do(refund_course, key, Basis.PRO_RATA, "so", means=way)
    house.salon.do(describe, means=("card",))
    with pytest.raises(BadWay):
        house.salon.do(refund_course, key, Basis.PRO_RATA, "so")
    house.salon.do(refund_course, key, Basis.PRO_RATA, "so", means="card")
    assert in_hand(house, of_means("card")) == -9000


def test_what_is_unpaid_is_not_owed_once_it_is_paid_back(house: House) -> None:
    """100.00 for 4, 60.00 of it unpaid, one taken: 15.00 back, 60.00 off the bill."""
    key = on_a_bill(house, 10000, 4, unpaid=6000)
    taken(house, key, 1)
    owed = in_hand(house, Account.OWED)

    house.salon.do(refund_course, key, Basis.PRO_RATA, "so")

    assert in_hand(house, of_means("cash")) == -1500
    assert in_hand(house, Account.OWED) == owed - 6000
    held = books(house, key)
    assert (held["course"], held["unpaid"]) == (0, 0)


def test_what_was_given_on_trust_is_still_to_be_paid(house: House) -> None:
    """100.00 for 4, 90.00 unpaid, two taken: 40.00 of the debt stay."""
    key = on_a_bill(house, 10000, 4, unpaid=9000)
    taken(house, key, 2)

    house.salon.do(refund_course, key, Basis.PRO_RATA, "so")

    assert in_hand(house, of_means("cash")) == 0
    assert house.salon.ask(course_line, key).unpaid == Money(4000)
    assert step(house, fund, key, Money(4000)) == Money()
    assert books(house, key)["unpaid"] == 0


def test_nothing_is_paid_back_of_what_was_given(house: House) -> None:
    key = on_a_bill(house, 9000, 1)
    taken(house, key, 1)
    with pytest.raises(NothingToGive):
        house.salon.do(refund_course, key, Basis.PRO_RATA, "so")


def test_a_session_of_a_course_that_ended_is_not_taken_back(house: House) -> None:
    key = on_a_bill(house, 9000, 2)
    first = house.salon.do(redeem_by_hand, house.amira, course_id=key)
    house.salon.do(refund_course, key, Basis.PRO_RATA, "so")

    with pytest.raises(NotThatWay):
        house.salon.do(take_back_redemption, first, "wrong")


def test_what_ran_out_is_owed_until_a_person_says_otherwise(house: House) -> None:
    key, endless = on_a_bill(house, 9000, 3, months=1), on_a_bill(house, 1, 1, months=0)
    taken(house, key, 1)
    with pytest.raises(NotOverYet):
        house.salon.do(release_expired, key, "never came")
    with pytest.raises(DoesNotEnd):
        house.salon.do(release_expired, endless, "never came")
    later(house, 60)
    assert books(house, key)["course"] == 6000
    with pytest.raises(NotAllowed):
        house.salon.do_as(house.lea, release_expired, key, "never came")
    with pytest.raises(NoReason):
        house.salon.do(release_expired, key, "")

    assert house.salon.do(release_expired, key, "law: three years") == Money(6000)

    held = books(house, key)
    assert (held["course"], held["expired"]) == (0, 6000)
    assert house.salon.ask(course_line, key).state is CourseState.EXPIRED
    house.salon.undo()
    assert books(house, key)["course"] == 6000
    with pytest.raises(NotThatWay):
        step(house, _freeze_and_release, key)


def _freeze_and_release(work: Any, key: int) -> None:
    from salon.courses.tables import Course

    work.get(Course, key).state = CourseState.FROZEN
    release_expired(work, key, "so")


def another(house: House, sessions: int = 4) -> Offer:
    mask = sold(house, f"mask{sessions}", price=Money(3000))
    return Offer(CourseKind.SESSIONS, (mask,), sessions, Money(3000))


def test_a_course_changed_into_a_dearer_one_costs_the_difference(house: House) -> None:
    """An upgrade: 60.00 are left, the other costs 110.00."""
    key = on_a_bill(house, 9000, 3, months=9)
    taken(house, key, 1)
    offer = another(house)
    with pytest.raises(WayMissing, match="50"):
        house.salon.do(convert_course, key, offer, "better", price=Money(11000))

    made = house.salon.do(
        convert_course, key, offer, "better", price=Money(11000), means="card"
    )

    assert (made.paid, made.credited) == (Money(5000), Money())
    assert books(house, key)["course"] == 0
    assert books(house, made.course_id)["course"] == 11000
    assert in_hand(house, of_means("card")) == 5000
    assert in_hand(house, Account.OWED) == 9000  # of the bill that the shop never paid
    old, new = (house.salon.ask(course_line, one) for one in (key, made.course_id))
    assert (old.state, old.worth_left) == (CourseState.CONVERTED, Money())
    assert (new.sessions, new.expires) == (4, old.expires)
    logs = [house.salon.ask(course_card, one).log for one in (key, made.course_id)]
    assert [log[-1].doing for log in logs] == [Doing.CONVERTED, Doing.INTO]
    assert logs[0][-1].other == "Mask4"
    house.salon.do(redeem_by_hand, house.amira, course_id=made.course_id)
    adds_up(house, made.course_id)


def test_what_a_cheaper_one_leaves_over_is_stored_value(house: House) -> None:
    key = on_a_bill(house, 9000, 3)
    taken(house, key, 1)

    made = house.salon.do(
        convert_course, key, another(house), "lighter", price=Money(4500)
    )

    assert (made.paid, made.credited) == (Money(), Money(1500))
    assert in_hand(house, Account.STORED) == -1500
    assert house.salon.ask(purse_of, house.amira).paid == Money(1500)
    house.salon.undo()
    assert house.salon.ask(purse_of, house.amira).paid == Money()
    assert books(house, key)["course"] == 6000


def test_who_used_it_uses_what_it_became(house: House) -> None:
    key = on_a_bill(house, 9000, 3)
    sisters(house)
    house.salon.do(share_course, key, house.basia)

    made = house.salon.do(convert_course, key, another(house), "so", price=Money(9000))

    card = house.salon.ask(course_card, made.course_id)
    assert [one for one, _name in card.holders] == [house.basia]


def test_what_cannot_be_changed_is_said(house: House) -> None:
    offer = another(house)
    unpaid = on_a_bill(house, 9000, 3, unpaid=1)
    empty = on_a_bill(house, 9000, 1)
    taken(house, empty, 1)
    frozen = on_a_bill(house, 9000, 3)
    house.salon.do(freeze_course, frozen, "so")
    for key, error in (
        (unpaid, NotPaidYet),
        (empty, NothingToGive),
        (frozen, NotThatWay),
    ):
        with pytest.raises(error):
            house.salon.do(convert_course, key, offer, "so", price=Money(9000))


def test_scenario_18_clause_rule_and_promise_stand_beside_both_figures(
    house: House,
) -> None:
    """What the sheet shows: the contract, the law there, what the plan promised."""
    from salon.plans.tables import Plan
    from salon.work import Work

    clause = "Clause 6: by the price paid. No fee."
    house.salon.do(describe, course_clause=clause, region="cn")
    body = '{"expectation": ["A slow start"], "not_promised": ["No kilos by a day"]}'

    def plan(work: Work) -> int:
        from salon.plans.model import PlanStatus

        return work.add(
            Plan(
                client_id=house.amira,
                template="plan_slim",
                title="Slim",
                status=PlanStatus.RUNNING,
                start=work.today,
                created=work.today,
                language="en",
                price=Money(),
                body=body,
            )
        ).id

    key = on_a_bill(house, 9000, 3, plan_id=step(house, plan))
    assert house.salon.ask(course_card, key).clause == ""  # nobody signed
    signed_terms(house)

    card = house.salon.ask(course_card, key)
    assert card.clause == clause
    assert card.signed_on == house.salon.today()
    assert card.promised == ("A slow start",)
    assert card.not_promised == ("No kilos by a day",)
    assert card.cooling_until == house.salon.today() + timedelta(days=7)
    assert len(card.rule) == 2
