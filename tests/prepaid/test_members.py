"""Members: sold, earned month by month, frozen, with what the card takes off."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from salon.ledger.model import Account
from salon.money import Money
from salon.prepaid.model import (
    AlreadySpent,
    BadExtension,
    BadRule,
    MemberStands,
    MemberState,
    NoSuchTier,
    WhyPoints,
)
from salon.prepaid.operations import (
    earn_fees,
    end_membership,
    freeze_membership,
    give_membership,
    run_membership,
    set_rules,
)
from salon.prepaid.queries import (
    member_by_code,
    member_of,
    members,
    members_of,
    membership,
    rules_of,
)
from salon.prepaid.rules import Tier
from salon.prepaid.tables import Member
from salon.reports.queries import book_findings
from salon.text import Names
from salon.till.model import Paying
from salon.till.operations import (
    add_debt,
    add_product,
    add_service,
    count_line,
    discount,
    open_bill,
)
from salon.till.queries import bill_named
from salon.till.returning import give_back
from salon.till.selling import add_deposit, add_membership, add_top_up
from salon.views.till import Kind, things
from salon.work import Work
from tests.house import FRIDAY, House, HouseOpened
from tests.prepaid.desk import POINTS, days_on, peeled, purse, rule, sound
from tests.till.counter import Counter, pounds

GOLD = Tier(
    *("gold", Names("Gold card", "金卡", "金卡"), pounds("200"), 12, pounds("121")),
    *(12, 1000, 500, 150),
)
SILVER = Tier("silver", Names("Silver card"), pounds("100"), services=500)


def with_tiers(house: House, **more: object) -> None:
    rule(house, tiers=(SILVER, GOLD), **more)


def sold(counter: Counter, *, later: bool = False) -> int:
    """Return a gold membership of Amira for 121.00, paid by card or not yet."""
    key = counter.empty()
    counter.house.salon.do(add_membership, key, "gold")
    paying = () if later else (Paying("card", pounds("121")),)
    counter.close(key, *paying, later=later)
    return counter.house.salon.ask(members_of, counter.house.amira)[0].id


def test_a_membership_is_sold_on_a_bill_and_owed_until_earned(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)

    key = sold(counter)

    one = house.salon.ask(membership, key)
    assert (one.name, one.first, one.last) == ("Gold card", FRIDAY, date(2027, 3, 26))
    assert counter.balance(Account.MEMBERSHIP) == Money(-12100)
    assert len(one.code) == 8
    assert house.salon.ask(member_by_code, one.code.lower()) == one
    sound(house)


def test_a_fee_is_earned_with_the_months_and_never_twice(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)
    key = sold(counter)
    assert house.salon.do(earn_fees) == Money()

    days_on(house, 30)  # 26 April: the month is not over
    assert house.salon.do(earn_fees) == Money()
    days_on(house, 1)
    assert house.salon.do(earn_fees) == Money(12100 // 12)
    assert house.salon.do(earn_fees) == Money()
    sound(house)
    days_on(house, 334)  # a year on
    house.salon.do(earn_fees)

    assert counter.balance(Account.MEMBERSHIP) == Money()
    assert counter.balance(Account.MEMBER_FEE) == Money(-12100)
    assert house.salon.ask(membership, key).earned == Money(12100)
    sound(house)
    house.salon.undo()
    sound(house)


def test_what_is_not_paid_is_not_earned(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)
    sold(counter, later=True)
    days_on(house, 100)
    assert house.salon.do(earn_fees) == Money()

    key = counter.empty()
    house.salon.do(add_debt, key, amount=pounds("20"))
    counter.close(key, Paying("card", pounds("20")))

    assert house.salon.do(earn_fees) == pounds("20")  # of 30.25 that three months earn
    sound(house)


def test_its_bill_given_back_ends_it_unless_some_is_earned(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)
    key = sold(counter)
    days_on(house, 31)
    house.salon.do(earn_fees)
    bill = house.salon.ask(bill_named, "2026-0001")
    with pytest.raises(AlreadySpent):
        house.salon.do(give_back, bill, reason="changed her mind")
    house.salon.undo()

    house.salon.do(give_back, bill, reason="changed her mind")

    assert house.salon.ask(membership, key).state is MemberState.TAKEN_BACK
    assert house.salon.ask(member_of, house.amira) is None
    sound(house)


def test_the_card_takes_off_by_itself_and_nothing_of_what_is_ahead(
    counter: Counter,
) -> None:
    house = counter.house
    with_tiers(house)
    house.salon.do(give_membership, house.amira, "gold")
    key = counter.empty()

    house.salon.do(add_service, key, house.peel)
    house.salon.do(add_product, key, counter.serum)
    house.salon.do(add_product, key, counter.serum)
    house.salon.do(add_deposit, key, pounds("30"))
    house.salon.do(add_top_up, key, pounds("40"))
    house.salon.do(add_membership, key, "gold")

    lines = counter.card(key).lines
    assert [one.price for one in lines] == [
        Money(7650),
        Money(8740),
        Money(3000),
        Money(4000),
        Money(12100),
    ]
    assert [one.discount_why for one in lines[:2]] == [
        "Gold card −10 %",
        "Gold card −5 %",
    ]
    house.salon.do(count_line, lines[1].id, 3)
    assert counter.card(key).lines[1].price == Money(13110)
    house.salon.do(discount, lines[0].id, why="a friend", percent=1500)
    assert counter.card(key).lines[0].price == Money(7225)


def test_somebody_elses_bill_and_a_bill_without_a_client_pay_in_full(
    counter: Counter,
) -> None:
    house = counter.house
    with_tiers(house)
    house.salon.do(give_membership, house.amira, "gold")
    for whose in (house.basia, None):
        key = house.salon.do(open_bill, whose)
        house.salon.do(add_service, key, house.peel)

        assert counter.card(key).lines[0].price == Money(8500)


def test_the_better_card_counts(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)
    house.salon.do(give_membership, house.amira, "gold")
    house.salon.do(give_membership, house.amira, "silver")

    found = house.salon.ask(member_of, house.amira)

    assert found is not None
    assert found.tier == "gold"
    assert len(house.salon.ask(members)) == 2


def test_its_last_day_counts_and_the_next_does_not(house: House) -> None:
    with_tiers(house)
    house.salon.do(give_membership, house.amira, "gold")
    days_on(house, 364)
    assert house.salon.ask(member_of, house.amira) is not None
    days_on(house, 1)
    assert house.salon.ask(member_of, house.amira) is None


def test_a_card_that_is_renewed_keeps_its_code_and_goes_on(house: House) -> None:
    with_tiers(house)
    house.salon.do(give_membership, house.amira, "gold")
    house.salon.do(give_membership, house.amira, "gold")

    after, before = house.salon.ask(members_of, house.amira)

    assert after.code == before.code
    assert after.first == before.last + timedelta(days=1)


def test_a_rest_takes_the_benefit_and_gives_the_days_back(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)
    key = sold(counter)
    days_on(house, 10)
    house.salon.do(freeze_membership, key)
    assert house.salon.ask(member_of, house.amira) is None
    with pytest.raises(MemberStands):
        house.salon.do(freeze_membership, key)
    days_on(house, 21)

    house.salon.do(run_membership, key)

    one = house.salon.ask(membership, key)
    assert one.last == date(2027, 3, 26) + timedelta(days=21)
    assert house.salon.do(earn_fees) == Money()  # 31 days on, 10 of them used
    with pytest.raises(MemberStands):
        house.salon.do(run_membership, key)
    days_on(house, 21)
    assert house.salon.do(earn_fees) == Money(1008)
    sound(house)


def test_a_rest_with_a_last_day_ends_by_itself_or_sooner(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)
    key = sold(counter)
    with pytest.raises(BadExtension):
        house.salon.do(freeze_membership, key, until=FRIDAY - timedelta(days=1))
    house.salon.do(freeze_membership, key, until=FRIDAY + timedelta(days=9))
    assert house.salon.ask(membership, key).last == date(2027, 4, 5)
    days_on(house, 9)
    assert house.salon.ask(member_of, house.amira) is None
    days_on(house, 1)
    assert house.salon.ask(member_of, house.amira) is not None
    house.salon.do(freeze_membership, key, until=FRIDAY + timedelta(days=29))
    days_on(house, 5)
    house.salon.do(run_membership, key)

    assert house.salon.ask(membership, key).last == date(2027, 4, 10)


def test_a_membership_ended_pays_back_what_is_not_earned(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)
    key = sold(counter)
    days_on(house, 31)
    with pytest.raises(WhyPoints):
        house.salon.do(end_membership, key, "")

    paid = house.salon.do(end_membership, key, "moves away", means="card")

    assert paid == Money(12100 - 1008)
    assert counter.balance("means:card") == Money(1008)
    with pytest.raises(MemberStands):
        house.salon.do(end_membership, key, "again")
    sound(house)


@pytest.mark.parametrize(("spent", "tier"), [(1, None), (2, "silver"), (3, "gold")])
def test_a_tier_is_reached_by_spending_and_comes_by_itself(
    counter: Counter, spent: int, tier: str | None
) -> None:
    """85.00 each: below 100.00, above it, and above 200.00 with 5 % off the third."""
    house = counter.house
    with_tiers(house, members_on=True)
    for _each in range(spent):
        peeled(counter)

    found = house.salon.ask(member_of, house.amira)

    assert (found.tier if found else None) == tier
    sound(house)


def test_a_tier_is_reached_to_the_penny(counter: Counter) -> None:
    house = counter.house
    rule(house, tiers=(Tier("silver", Names("Silver"), Money(8501)),), members_on=True)
    peeled(counter)
    assert house.salon.ask(member_of, house.amira) is None
    rule(house, tiers=(Tier("silver", Names("Silver"), Money(17000)),))
    peeled(counter)
    assert house.salon.ask(member_of, house.amira) is not None


def test_a_tier_gives_more_points(counter: Counter) -> None:
    house = counter.house
    with_tiers(house, points=POINTS)
    house.salon.do(give_membership, house.amira, "gold")

    peeled(counter)  # 76.50 after the card

    assert purse(house).points == 114


def test_what_there_is_not_is_not_sold(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)
    key = counter.empty()
    for wrong in ("platinum", "silver"):  # silver is earned, and not sold
        with pytest.raises(NoSuchTier, match="Gold card"):
            house.salon.do(add_membership, key, wrong)
    with pytest.raises(NoSuchTier):
        house.salon.do(give_membership, house.amira, "platinum")


@pytest.mark.parametrize(
    "wrong",
    [
        {"ref": ""},
        {"names": Names("")},
        {"services": 10001},
        {"months": 0},
        {"fee": Money(-1)},
    ],
)
def test_tiers_that_cannot_be_meant_are_refused(
    house: House, wrong: dict[str, object]
) -> None:
    tiers = (replace(GOLD, **wrong),)  # type: ignore[arg-type]
    with pytest.raises(BadRule):
        house.salon.do(set_rules, replace(house.salon.ask(rules_of), tiers=tiers))


def test_a_card_that_is_scanned_is_found_at_the_till(house: House) -> None:
    with_tiers(house)
    key = house.salon.do(give_membership, house.amira, "gold")
    code = house.salon.ask(membership, key).code

    [thing] = house.salon.ask(things, code)

    assert (thing.kind, thing.id) == (Kind.MEMBER, house.amira)


def test_a_fee_that_is_not_what_the_books_owe_is_found(counter: Counter) -> None:
    house = counter.house
    with_tiers(house)
    key = sold(counter)

    def bent(work: Work) -> None:
        work.get(Member, key).earned += Money(1)
        work.record(HouseOpened())

    house.salon.do(bent)

    assert {one.rule for one in house.salon.ask(book_findings)} == {"fees_apart"}
