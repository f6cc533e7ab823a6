"""What is given back: whole or in part, where it came from, and never more."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salon.clients.operations import merge_clients
from salon.ledger.model import Account
from salon.ledger.queries import balance
from salon.money import Money
from salon.prepaid.model import AlreadySpent
from salon.prepaid.queries import purse_of, vouchers_of
from salon.reports.queries import book_findings
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.till.closing import close_bill
from salon.till.model import (
    AlreadyGivenBack,
    BillId,
    BillKind,
    LineGivenBack,
    NoSuchBill,
    Paying,
    ReasonNeeded,
    ReturnNeedsManager,
    ReturnsTooMuch,
)
from salon.till.operations import (
    add_product,
    add_service,
    discount,
    drop_bill,
    open_bill,
)
from salon.till.queries import bill_named
from salon.till.returning import give_back
from salon.till.selling import add_deposit, add_top_up, add_voucher
from tests.till.counter import Counter, pounds


def back(counter: Counter, key: BillId, **more: object) -> str:
    return counter.house.salon.do(give_back, key, reason="not happy", **more)  # type: ignore[arg-type]


def sold(counter: Counter, *paying: Paying, later: bool = False) -> BillId:
    """Return a closed bill of a peel and a serum, 131.00."""
    key = counter.visit()
    counter.house.salon.do(add_product, key, counter.serum)
    counter.close(key, *paying, later=later)
    return key


def test_a_bill_is_reversed_by_a_bill_of_its_own(counter: Counter) -> None:
    key = sold(counter, Paying("card", pounds("100")), Paying("cash", pounds("31")))

    number = back(counter, key)

    credit = counter.card(counter.house.salon.ask(bill_named, number))
    assert number == "2026-0002"
    assert (credit.kind, credit.total) == (BillKind.CREDIT, Money(-13100))
    assert (credit.reverses, credit.reason) == ("2026-0001", "not happy")
    assert counter.card(key).reversed_by == ("2026-0002",)
    for account in ("means:card", "means:cash", Account.SERVICE, Account.PRODUCT):
        assert counter.balance(account) == Money()
    counter.found_again()


def test_a_bill_is_given_back_once(counter: Counter) -> None:
    key = sold(counter, Paying("card", pounds("131")))
    number = back(counter, key)

    with pytest.raises(AlreadyGivenBack, match="2026-0002"):
        back(counter, key)
    credit = counter.house.salon.ask(bill_named, number)
    with pytest.raises(NoSuchBill):  # what is given back is not given back again
        back(counter, credit)


def test_a_line_that_went_back_is_named_while_others_are_left(counter: Counter) -> None:
    key = sold(counter, Paying("card", pounds("131")))
    peel, serum = counter.card(key).lines
    back(counter, key, amounts={serum.id: serum.price})

    with pytest.raises(LineGivenBack, match=r"serum.*2026-0001.*£85") as refused:
        back(counter, key, amounts={serum.id: Money()})
    assert peel.words not in str(refused.value)
    back(counter, key, amounts={peel.id: peel.price})
    with pytest.raises(AlreadyGivenBack, match="2026-0003"):
        back(counter, key, amounts={peel.id: Money()})


def test_one_line_goes_back_in_parts_and_never_more_than_it(counter: Counter) -> None:
    key = sold(counter, Paying("card", pounds("131")))
    serum = counter.card(key).lines[1].id

    back(counter, key, amounts={serum: pounds("20")})
    with pytest.raises(ReturnsTooMuch):
        back(counter, key, amounts={serum: pounds("26.01")})
    back(counter, key, amounts={serum: pounds("26")}, means="cash")

    assert counter.balance(Account.PRODUCT) == Money()
    assert counter.balance(Account.SERVICE) == Money(-8500)
    assert counter.balance("means:card") == pounds("111")
    assert counter.balance("means:cash") == Money(-2600)
    assert counter.card(key).lines[1].given_back == pounds("46")


@pytest.mark.parametrize("amount", ["-1", "131.01"])
def test_amounts_that_nobody_can_mean(counter: Counter, amount: str) -> None:
    key = sold(counter, Paying("card", pounds("131")))
    line = counter.card(key).lines[0].id
    wanted = Money(-100) if amount == "-1" else pounds(amount)

    with pytest.raises(ReturnsTooMuch):
        back(counter, key, amounts={line: wanted})
    with pytest.raises(ReturnsTooMuch):  # a line of another bill
        back(counter, key, amounts={line + 1000: pounds("1")})


def test_a_reversal_says_why(counter: Counter) -> None:
    key = sold(counter, Paying("card", pounds("131")))

    with pytest.raises(ReasonNeeded):
        counter.house.salon.do(give_back, key, reason=" ")


def test_what_was_not_paid_is_not_paid_back(counter: Counter) -> None:
    key = sold(counter, Paying("card", pounds("100")), later=True)

    back(counter, key)

    assert counter.card(key).owing == Money()
    assert counter.balance("means:card") == Money()
    counter.found_again()


def test_what_came_from_a_balance_goes_back_to_it(counter: Counter) -> None:
    salon, amira = counter.house.salon, counter.house.amira
    first = counter.empty()
    salon.do(add_top_up, first, pounds("50"), bonus=pounds("10"))
    salon.do(add_voucher, first, pounds("20"), code="GIFT2026")
    salon.do(add_deposit, first, pounds("15"))
    counter.close(first, Paying("card", pounds("85")))
    key = sold(
        counter,
        Paying("deposit", pounds("15")),
        Paying("voucher", pounds("20"), voucher="GIFT2026"),
        Paying("stored", pounds("30")),
        Paying("card", pounds("66")),
    )

    back(counter, key)

    purse = salon.ask(purse_of, amira)
    assert (purse.paid, purse.bonus, purse.deposit) == (
        pounds("50"),
        pounds("10"),
        pounds("15"),
    )
    assert [one.left for one in salon.ask(vouchers_of, amira)] == [pounds("20")]
    assert counter.balance("means:card") == pounds("85")
    assert counter.balance(Account.BONUS) == Money(-1000)
    counter.found_again()


def test_a_top_up_that_was_spent_is_not_taken_back_whole(counter: Counter) -> None:
    salon = counter.house.salon
    first = counter.empty()
    salon.do(add_top_up, first, pounds("50"))
    counter.close(first, Paying("card", pounds("50")))
    counter.close(
        counter.visit(), Paying("stored", pounds("10")), Paying("card", pounds("75"))
    )

    with pytest.raises(AlreadySpent, match="40"):
        back(counter, first)


def test_the_desk_pays_back_up_to_its_limit(counter: Counter) -> None:
    """Four usual prices of 66.00 are 264.00."""
    salon = counter.house.salon
    jo = salon.do(hire, "Jo", Role.RECEPTION)
    key = counter.empty()
    for _ in range(4):
        salon.do(add_service, key, counter.house.peel)
    counter.close(key, Paying("card", pounds("340")))
    lines = counter.card(key).lines
    amounts = {one.id: pounds("66") for one in lines}

    with pytest.raises(ReturnNeedsManager):
        salon.do_as(
            jo,
            give_back,
            key,
            reason="x",
            amounts=amounts | {lines[0].id: pounds("66.01")},
        )
    salon.do_as(jo, give_back, key, reason="x", amounts=amounts)


def test_undo_of_a_reversal_brings_the_sale_back(counter: Counter) -> None:
    key = sold(counter, Paying("card", pounds("131")))
    back(counter, key)

    counter.house.salon.undo()

    assert counter.card(key).reversed_by == ()
    assert counter.balance("means:card") == pounds("131")
    assert back(counter, key) == "2026-0002"


@st.composite
def days(draw: st.DrawFn) -> list[tuple[str, int, int]]:
    """Return what happens at a till: an act, and two numbers it may use."""
    acts = ("sell", "owe", "top_up", "back", "undo", "voucher")
    numbers = st.integers(1, 9999)
    return draw(
        st.lists(st.tuples(st.sampled_from(acts), numbers, numbers), max_size=9)
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days())
def test_every_cent_is_found_again(
    counter: Counter, acts: list[tuple[str, int, int]]
) -> None:
    """Whatever is sold, owed, topped up, given back and undone: the books agree."""
    salon, peel = counter.house.salon, counter.house.peel
    closed: list[BillId] = []
    for act, first, second in acts:
        key = salon.do(open_bill, counter.house.amira)
        purse = salon.ask(purse_of, counter.house.amira)
        match act:
            case "sell" | "owe":
                line = salon.do(add_service, key, peel)
                salon.do(discount, line, why="x", percent=first)
                due = counter.card(key).total
                stored = Money(min(purse.stored.minor, due.minor, second))
                rest = due - stored
                if act == "owe":
                    rest = Money(rest.minor * second // 10_000)
                paying = [
                    Paying(means, amount)
                    for means, amount in (("stored", stored), ("card", rest))
                    if amount.minor
                ]
                salon.do(close_bill, key, paying, later=act == "owe")
                closed.append(key)
            case "top_up":
                salon.do(add_top_up, key, Money(first), bonus=Money(second // 3))
                salon.do(close_bill, key, [Paying("cash", Money(first))])
            case "voucher":
                salon.do(add_voucher, key, Money(first))
                salon.do(close_bill, key, [Paying("card", Money(first))])
            case "back" if closed:
                old = closed[first % len(closed)]
                lines = counter.card(old).lines
                left = lines[0].price - lines[0].given_back
                part = Money(left.minor * second // 9999)
                salon.do(drop_bill, key)
                if part.minor:
                    amounts = {lines[0].id: part}
                    salon.do(give_back, old, reason="x", amounts=amounts)
            case _:
                salon.do(drop_bill, key)
                if act == "undo":
                    salon.undo()
        _agree(counter)


def _agree(counter: Counter) -> None:
    counter.found_again()
    salon, amira = counter.house.salon, counter.house.amira
    purse = salon.ask(purse_of, amira)
    assert counter.balance(Account.STORED) == Money(-purse.paid.minor)
    assert counter.balance(Account.BONUS) == Money(-purse.bonus.minor)
    vouchers = sum(one.left.minor for one in salon.ask(vouchers_of, amira))
    assert counter.balance(Account.VOUCHER) == Money(-vouchers)
    taken = counter.balance("means:card") + counter.balance("means:cash")
    others = (
        *(Account.OWED, Account.SERVICE, Account.PRODUCT, Account.STORED),
        Account.VOUCHER,
    )
    rest = sum(salon.ask(balance, one).minor for one in others)
    assert taken.minor + rest == 0


@pytest.mark.parametrize(
    ("paying", "cash", "card"),
    [
        ((("cash", "30"), ("card", "101")), "7.10", "23.85"),
        ((("cash", "131"),), "30.90", "0"),
    ],
)
def test_what_is_handed_out_is_coins_there_are(
    counter: Counter, paying: tuple[tuple[str, str], ...], cash: str, card: str
) -> None:
    """Of 131.00 in Hong Kong, where ten cents are the least, 100.05 go back."""
    counter.house.salon.do(describe, currency="HKD")
    key = sold(counter, *(Paying(means, pounds(sum_)) for means, sum_ in paying))
    peel, serum = counter.card(key).lines

    back(counter, key, amounts={peel.id: pounds("85"), serum.id: pounds("15.05")})

    assert counter.balance("means:cash") == pounds(cash)
    assert counter.balance("means:card") == pounds(card)
    counter.found_again()


def test_two_files_that_are_one_person_have_one_balance(counter: Counter) -> None:
    salon, house = counter.house.salon, counter.house
    for who, sum_ in ((house.amira, "100"), (house.basia, "50")):
        key = salon.do(open_bill, who)
        salon.do(add_top_up, key, pounds(sum_), bonus=pounds("10"))
        counter.close(key, Paying("card", pounds(sum_)))

    salon.do(merge_clients, house.amira, house.basia)

    purse = salon.ask(purse_of, house.amira)
    assert (purse.paid, purse.bonus) == (pounds("150"), pounds("20"))
    assert salon.ask(book_findings) == []

    salon.undo()
    assert salon.ask(purse_of, house.amira).paid == pounds("100")
    assert salon.ask(purse_of, house.basia).paid == pounds("50")
    assert salon.ask(book_findings) == []
