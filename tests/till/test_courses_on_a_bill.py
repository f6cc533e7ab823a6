"""A course on a bill: sold whole or in parts, taken visit by visit, reversed."""

from datetime import time

import pytest

from salon.courses.ending import convert_course, refund_course
from salon.courses.model import (
    BadCourse,
    Basis,
    CourseIsUsed,
    CourseKind,
    CourseState,
    Offer,
)
from salon.courses.operations import redeem_by_hand, take_back_redemption
from salon.courses.queries import courses_of
from salon.ledger.model import Account
from salon.money import Money
from salon.prepaid.queries import purse_of
from salon.reports.queries import findings
from salon.settings.operations import describe
from salon.till.model import (
    BillId,
    LineKind,
    NobodyOwes,
    NothingToGiveBack,
    NotPaidWhole,
    Paying,
)
from salon.till.operations import (
    add_debt,
    add_product,
    bill_of_visit,
    discount,
    open_bill,
)
from salon.till.returning import give_back
from salon.till.selling import add_course, add_membership, add_package
from tests.till.counter import Counter, pounds


def ten(counter: Counter, **more: object) -> Offer:
    """Return ten peels, 85.00 each by the list."""
    return Offer(
        **{  # type: ignore[arg-type]
            "kind": CourseKind.SESSIONS,
            "service_ids": (counter.house.peel,),
            "sessions": 10,
            "list_unit": pounds("85"),
            **more,
        }
    )


def sold(
    counter: Counter, offer: Offer, price: str, *paying: Paying, later: bool = False
) -> tuple[int, BillId]:
    """Sell a course; return its id and the bill."""
    key = counter.empty()
    counter.house.salon.do(add_course, key, offer, pounds(price))
    counter.close(key, *paying, later=later)
    course = counter.card(key).lines[0].course_id
    assert course is not None
    return course, key


def test_a_course_is_owed_until_it_is_given(counter: Counter) -> None:
    key, _bill = sold(counter, ten(counter), "680", Paying("card", pounds("680")))

    assert counter.balance(Account.COURSE) == pounds("-680")

    bill = counter.card(counter.visit())

    (line,) = bill.lines
    assert (line.kind, line.price, line.course_id) == (LineKind.SESSION, Money(), key)
    assert (line.body["number"], line.body["of"]) == (1, 10)
    assert line.body["worth_left"] == 61200
    assert counter.balance(Account.COURSE) == pounds("-612")
    counter.close(bill.id)
    counter.found_again()


def test_a_session_that_was_taken_back_is_to_be_paid(counter: Counter) -> None:
    sold(counter, ten(counter), "680", Paying("card", pounds("680")))
    key = counter.visit()
    taken = counter.card(key).lines[0].body["redemption"]

    counter.house.salon.do(take_back_redemption, taken, "the wrong client")
    again = counter.house.salon.do(bill_of_visit, counter.house.amira)

    assert again == key
    (line,) = counter.card(key).lines
    assert (line.kind, line.price) == (LineKind.SERVICE, pounds("85"))
    assert counter.card(key).total == pounds("85")


def test_by_value_the_rest_of_a_treatment_is_paid(counter: Counter) -> None:
    offer = ten(counter, kind=CourseKind.VALUE, sessions=0, list_unit=pounds("120"))
    sold(counter, offer, "100", Paying("card", pounds("100")))
    counter.close(counter.visit(time(9)))

    key = counter.visit(time(13))

    session, rest = counter.card(key).lines
    assert (session.kind, rest.kind) == (LineKind.SESSION, LineKind.SERVICE)
    assert rest.price == pounds("50")  # 85.00, of which 35.00 were left to take
    assert counter.balance(Account.COURSE) == Money()


def test_a_course_paid_in_parts_is_worth_what_was_paid(counter: Counter) -> None:
    key, _bill = sold(
        counter, ten(counter), "680", Paying("card", pounds("300")), later=True
    )

    (course,) = counter.house.salon.ask(courses_of, counter.house.amira)
    assert (course.id, course.unpaid) == (key, pounds("380"))
    assert counter.balance(Account.COURSE) == pounds("-300")
    counter.found_again()


def test_the_sale_is_reversed_while_nothing_was_taken(counter: Counter) -> None:
    _key, bill = sold(counter, ten(counter), "680", Paying("card", pounds("680")))

    counter.house.salon.do(give_back, bill, reason="changed her mind")

    (course,) = counter.house.salon.ask(courses_of, counter.house.amira)
    assert course.state is CourseState.TAKEN_BACK
    assert counter.balance(Account.COURSE) == Money()
    counter.found_again()


def test_the_sale_of_a_used_course_is_not_reversed(counter: Counter) -> None:
    _key, bill = sold(counter, ten(counter), "680", Paying("card", pounds("680")))
    counter.close(counter.visit())

    with pytest.raises(CourseIsUsed):
        counter.house.salon.do(give_back, bill, reason="changed her mind")


def test_a_gift_is_hers_for_whom_it_is(counter: Counter) -> None:
    house = counter.house
    sold(
        counter,
        ten(counter, gift_for=house.basia),
        "680",
        Paying("card", pounds("680")),
    )

    (course,) = house.salon.ask(courses_of, house.basia)
    assert course.buyer_id == house.amira
    assert house.salon.ask(courses_of, house.amira) == []


def test_a_package_is_courses_whose_prices_are_its_own(counter: Counter) -> None:
    key = counter.empty()
    offers = (ten(counter, sessions=6), ten(counter, sessions=1))

    counter.house.salon.do(add_package, key, "Calm", offers, pounds("500"))

    bill = counter.card(key)
    assert bill.total == pounds("500")
    assert [str(line.price) for line in bill.lines] == ["428.57", "71.43"]
    assert bill.lines[0].words.startswith("Calm: ")


def test_a_course_may_be_discounted_with_a_reason(counter: Counter) -> None:
    key = counter.empty()
    line = counter.house.salon.do(add_course, key, ten(counter), pounds("680"))

    counter.house.salon.do(discount, line, why="friend of the house", off=pounds("68"))
    counter.close(key, Paying("card", pounds("612")))

    (course,) = counter.house.salon.ask(courses_of, counter.house.amira)
    assert course.price == pounds("612")


@pytest.mark.parametrize(
    ("change", "price"),
    [({"sessions": 0}, "10"), ({"service_ids": ()}, "10"), ({}, "-1")],
)
def test_what_is_no_course_is_not_put_on_a_bill(
    counter: Counter, change: dict[str, object], price: str
) -> None:
    amount = Money(-100) if price.startswith("-") else pounds(price)
    with pytest.raises(BadCourse):
        counter.house.salon.do(
            add_course, counter.empty(), ten(counter, **change), amount
        )


def test_nobody_without_a_file_buys_a_course(counter: Counter) -> None:
    key = counter.house.salon.do(open_bill)
    with pytest.raises(NobodyOwes):
        counter.house.salon.do(add_course, key, ten(counter), pounds("680"))


def test_a_course_paid_back_unfinished_lessens_what_its_bill_waits_for(
    counter: Counter,
) -> None:
    """680.00 on trust, two of ten taken: 136.00 stay to be paid, and can be."""
    key, bill = sold(counter, ten(counter), "680", later=True)
    do = counter.house.salon.do
    for _time in range(2):
        do(redeem_by_hand, counter.house.amira, course_id=key)

    do(refund_course, key, Basis.PRO_RATA, "moves away")

    assert counter.card(bill).owing == pounds("136")
    counter.found_again()
    old = counter.empty()
    do(add_debt, old)
    counter.close(old, Paying("card", pounds("136")))
    assert counter.card(bill).owing == Money()
    assert counter.balance(Account.UNPAID) == Money()
    counter.found_again()
    assert counter.house.salon.ask(findings) == []


def test_what_a_cheaper_course_leaves_over_pays_the_next_bill(
    counter: Counter,
) -> None:
    key, _bill = sold(counter, ten(counter), "680", Paying("card", pounds("680")))
    do, amira = counter.house.salon.do, counter.house.amira

    made = do(
        convert_course, key, ten(counter, sessions=5), "less", price=pounds("400")
    )

    assert made.credited == pounds("280")
    bill = counter.empty()
    do(add_product, bill, counter.serum)
    counter.close(bill, Paying("stored", pounds("46")))
    assert counter.house.salon.ask(purse_of, amira).paid == pounds("234")
    counter.found_again()
    assert counter.house.salon.ask(findings) == []


def test_where_tax_is_added_a_course_waits_for_its_price_and_not_for_the_tax(
    counter: Counter,
) -> None:
    salon = counter.house.salon
    salon.do(describe, tax_service=2000, tax_added=True)
    key = counter.empty()
    salon.do(add_course, key, ten(counter), pounds("680"))
    assert counter.card(key).total == pounds("816")
    with pytest.raises(NotPaidWhole):
        counter.close(key, Paying("card", pounds("100")), later=True)

    counter.close(key, Paying("card", pounds("136")), later=True)

    (course,) = salon.ask(courses_of, counter.house.amira)
    assert (course.price, course.unpaid) == (pounds("680"), pounds("680"))
    counter.found_again()


def test_a_membership_is_a_line_of_a_bill_and_may_be_paid_later(
    counter: Counter,
) -> None:
    key = counter.empty()
    counter.house.salon.do(add_membership, key, "gold", price=pounds("90"))

    counter.close(key, Paying("card", pounds("40")), later=True)

    line = counter.card(key).lines[0]
    assert (line.words, line.unpaid) == ("Gold card", pounds("50"))
    assert counter.balance(Account.MEMBERSHIP) == Money(-4000)
    assert counter.balance(Account.UNPAID) == Money(-5000)
    counter.found_again()


def test_a_bill_of_sessions_and_debts_alone_says_where_they_go_back(
    counter: Counter,
) -> None:
    salon = counter.house.salon
    sold(counter, ten(counter), "680", later=True)
    taken = counter.visit()
    counter.close(taken)
    assert [one.kind for one in counter.card(taken).lines] == [LineKind.SESSION]
    debt = counter.empty()
    salon.do(add_debt, debt)
    counter.close(debt, Paying("card", pounds("680")))

    for key, said in ((taken, "Take a session back"), (debt, "on that bill")):
        with pytest.raises(NothingToGiveBack, match=said):
            salon.do(give_back, key, reason="a slip")
