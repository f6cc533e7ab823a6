"""A bill: what is on it, what it comes to, how it is paid, and its number."""

from datetime import time, timedelta

import pytest

from salon.appointments.operations import complete
from salon.clock import StoppedClock
from salon.errors import CannotUndo, EditedElsewhere
from salon.history.queries import history
from salon.ledger.model import Account, BooksStand, CurrencyStands
from salon.money import Money
from salon.prepaid.model import NotEnoughStored, VoucherIsUsed
from salon.prepaid.queries import purse_of, vouchers_of
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.till.closing import close_bill
from salon.till.model import (
    BadAmount,
    BadDiscount,
    BadMeans,
    BillIsClosed,
    BillIsEmpty,
    BillState,
    DiscountNeedsReason,
    DiscountTooHigh,
    LineKind,
    NobodyOwes,
    NothingOff,
    NotPaidWhole,
    Paying,
    PaysTooMuch,
    TooFewNotes,
)
from salon.till.operations import (
    add_debt,
    add_product,
    add_service,
    add_tip,
    bill_of_visit,
    count_line,
    discount,
    drop_bill,
    hold_bill,
    open_bill,
    resume_bill,
    share_line,
    take_off,
)
from salon.till.queries import (
    bill_named,
    bills_of,
    owed_by,
    usual_means,
    visits_to_pay,
    waiting_bills,
)
from salon.till.returning import note_receipt
from salon.till.selling import add_deposit, add_top_up, add_voucher
from tests.house import FRIDAY
from tests.till.counter import Counter, pounds


def test_the_bill_of_a_visit_has_what_was_done_at_the_price_that_was_agreed(
    counter: Counter,
) -> None:
    key = counter.visit()

    card = counter.card(key)
    assert [(one.kind, one.words, one.price) for one in card.lines] == [
        (LineKind.SERVICE, "Peel", pounds("85"))
    ]
    assert card.number == ""


def test_a_visit_is_put_on_one_bill_only(counter: Counter) -> None:
    key = counter.visit()
    counter.close(key, Paying("card", pounds("85")))

    again = counter.house.salon.do(bill_of_visit, counter.house.amira)

    assert again != key
    assert counter.card(again).lines == ()


def test_of_one_client_only_one_bill_is_open(counter: Counter) -> None:
    first = counter.empty()
    counter.house.salon.do(hold_bill, first)

    assert counter.empty() == first
    assert counter.card(first).state is BillState.OPEN


def test_a_scanned_product_is_counted_up(counter: Counter) -> None:
    key = counter.empty()
    counter.house.salon.do(add_product, key, counter.serum)
    counter.house.salon.do(add_product, key, counter.serum)

    card = counter.card(key)
    assert [(one.quantity, one.price) for one in card.lines] == [(2, pounds("92"))]


def test_numbers_follow_each_other_without_a_hole(counter: Counter) -> None:
    numbers = []
    for _ in range(3):
        key = counter.empty()
        counter.house.salon.do(add_service, key, counter.house.peel)
        numbers.append(counter.close(key, Paying("card", pounds("85"))))

    assert numbers == ["2026-0001", "2026-0002", "2026-0003"]
    assert counter.house.salon.ask(bill_named, "2026-0003") == key


def test_undo_of_the_last_closing_gives_the_number_to_the_next(
    counter: Counter,
) -> None:
    key = counter.visit()
    counter.close(key, Paying("card", pounds("85")))

    counter.house.salon.undo()

    assert counter.card(key).number == ""
    assert counter.balance(Account.SERVICE) == Money()
    assert counter.balance("means:card") == Money()
    assert counter.close(key, Paying("cash", pounds("85"))) == "2026-0001"


def test_undo_of_an_earlier_closing_is_refused_with_the_way(counter: Counter) -> None:
    salon = counter.house.salon
    key = counter.visit()
    counter.close(key, Paying("card", pounds("85")))
    seq = salon.ask(history)[0].seq
    other = salon.do(open_bill, counter.house.basia)
    salon.do(add_service, other, counter.house.peel)
    counter.close(other, Paying("card", pounds("85")))

    with pytest.raises(BooksStand, match="Reverse"):
        salon.undo(seq=seq)
    assert counter.card(key).number == "2026-0001"


def test_a_number_on_a_printed_receipt_is_not_given_twice(counter: Counter) -> None:
    key = counter.visit()
    counter.close(key, Paying("card", pounds("85")))
    seq = counter.house.salon.ask(history)[0].seq
    counter.house.salon.do(note_receipt, key)

    with pytest.raises(CannotUndo, match="Reverse"):
        counter.house.salon.undo(seq=seq)
    assert counter.card(key).number == "2026-0001"


def test_what_is_paid_is_earned_and_lies_where_it_was_put(counter: Counter) -> None:
    key = counter.visit()
    counter.house.salon.do(add_product, key, counter.serum)
    counter.close(
        key, Paying("card", pounds("100")), Paying("cash", pounds("31"), pounds("40"))
    )

    assert counter.balance("means:card") == pounds("100")
    assert counter.balance("means:cash") == pounds("31")
    assert counter.balance(Account.SERVICE) == Money(-8500)
    assert counter.balance(Account.PRODUCT) == Money(-4600)
    assert counter.card(key).payments[1].change == pounds("9")
    counter.found_again()


def test_tax_within_the_price_is_rounded_once_for_its_rate(counter: Counter) -> None:
    """£28.00 and £41.40 at 20 % hold £11.57 (till-bill.png)."""
    counter.house.salon.do(describe, tax_service=2000, tax_product=2000)
    key = counter.empty()
    line = counter.house.salon.do(add_service, key, counter.house.peel)
    counter.house.salon.do(discount, line, why="late", off=pounds("57"))
    serum = counter.house.salon.do(add_product, key, counter.serum)
    counter.house.salon.do(discount, serum, why="gold card", percent=1000)

    card = counter.card(key)
    assert (card.total, card.tax) == (pounds("69.40"), pounds("11.57"))
    counter.close(key, Paying("card", pounds("69.40")))
    assert counter.balance(Account.TAX) == Money(-1157)
    counter.found_again()


def test_tax_that_is_added_comes_on_top(counter: Counter) -> None:
    counter.house.salon.do(describe, tax_product=825, tax_added=True)
    key = counter.empty()
    counter.house.salon.do(add_product, key, counter.serum)

    assert counter.card(key).total == pounds("49.80")  # 46.00 and 3.795 of tax
    counter.close(key, Paying("card", pounds("49.80")))
    assert counter.balance(Account.PRODUCT) == Money(-4600)
    assert counter.balance(Account.TAX) == Money(-380)
    counter.found_again()


@pytest.mark.parametrize(("off", "fits"), [("12.75", True), ("12.76", False)])
def test_at_the_desk_up_to_the_limit_is_given(
    counter: Counter, off: str, fits: bool
) -> None:
    """15 % of 85.00 are 12.75."""
    jo = counter.house.salon.do(hire, "Jo", Role.RECEPTION)
    key = counter.visit()
    line = counter.card(key).lines[0].id

    def give() -> None:
        counter.house.salon.do_as(jo, discount, line, why="late", off=pounds(off))

    if fits:
        give()
        assert counter.card(key).total == pounds("72.25")
    else:
        with pytest.raises(DiscountTooHigh):
            give()
        counter.house.salon.do(discount, line, why="late", off=pounds(off))


@pytest.mark.parametrize("percent", [-1, 10_001])
def test_a_discount_lies_between_nothing_and_all(
    counter: Counter, percent: int
) -> None:
    line = counter.card(counter.visit()).lines[0].id

    with pytest.raises(BadDiscount):
        counter.house.salon.do(discount, line, why="x", percent=percent)


def test_a_discount_needs_its_reason(counter: Counter) -> None:
    line = counter.card(counter.visit()).lines[0].id

    with pytest.raises(DiscountNeedsReason):
        counter.house.salon.do(discount, line, why="  ", off=pounds("1"))


def test_money_itself_is_not_discounted(counter: Counter) -> None:
    key = counter.empty()
    line = counter.house.salon.do(add_top_up, key, pounds("500"), bonus=pounds("50"))

    with pytest.raises(NothingOff):
        counter.house.salon.do(discount, line, why="friend", off=pounds("10"))


def test_a_bill_that_does_not_come_out_is_not_closed(counter: Counter) -> None:
    key = counter.visit()

    with pytest.raises(NotPaidWhole):
        counter.close(key, Paying("card", pounds("84.99")))
    with pytest.raises(PaysTooMuch):
        counter.close(key, Paying("card", pounds("85.01")))
    with pytest.raises(TooFewNotes):
        counter.close(key, Paying("cash", pounds("85"), pounds("80")))
    with pytest.raises(BadMeans):
        counter.close(key, Paying("shells", pounds("85")))
    with pytest.raises(BadAmount):
        counter.close(key, Paying("card", Money()), later=True)
    assert counter.card(key).state is BillState.OPEN


def test_an_empty_bill_is_not_closed(counter: Counter) -> None:
    with pytest.raises(BillIsEmpty):
        counter.close(counter.empty())


def test_a_closed_bill_takes_nothing_more(counter: Counter) -> None:
    key = counter.visit()
    counter.close(key, Paying("card", pounds("85")))

    for again in (
        lambda: counter.close(key, Paying("card", pounds("85"))),
        lambda: counter.house.salon.do(add_product, key, counter.serum),
        lambda: counter.house.salon.do(hold_bill, key),
        lambda: counter.house.salon.do(drop_bill, key),
        lambda: counter.house.salon.do(take_off, counter.card(key).lines[0].id),
    ):
        with pytest.raises(BillIsClosed):
            again()


def test_two_desks_on_one_bill_see_each_other(counter: Counter) -> None:
    key = counter.visit()
    seen = counter.card(key).version
    counter.house.salon.do(add_product, key, counter.serum)

    with pytest.raises(EditedElsewhere):
        counter.house.salon.do(
            close_bill, key, [Paying("card", pounds("85"))], seen=seen
        )


def test_what_is_paid_later_is_owed_and_asked_for_again(counter: Counter) -> None:
    salon, amira = counter.house.salon, counter.house.amira
    key = counter.visit()
    counter.close(key, Paying("card", pounds("73")), later=True)
    assert [one.owing for one in salon.ask(owed_by, amira)] == [pounds("12")]

    later = counter.empty()
    assert salon.do(add_debt, later) == 1
    counter.close(later, Paying("cash", pounds("12")))

    assert salon.ask(owed_by, amira) == []
    assert counter.balance(Account.OWED) == Money()
    assert counter.balance(Account.SERVICE) == Money(-8500)  # earned once


def test_no_more_than_what_is_owed_is_asked_for(counter: Counter) -> None:
    key = counter.visit()
    counter.close(key, Paying("card", pounds("73")), later=True)
    later = counter.empty()

    for amount in (pounds("12.01"), Money(), Money(-100)):
        with pytest.raises(BadAmount):
            counter.house.salon.do(add_debt, later, amount=amount)
    counter.house.salon.do(add_debt, later, amount=pounds("12"))


def test_whoever_has_no_file_pays_at_once(counter: Counter) -> None:
    key = counter.house.salon.do(open_bill)
    counter.house.salon.do(add_product, key, counter.serum)

    with pytest.raises(NobodyOwes):
        counter.close(key, Paying("card", pounds("40")), later=True)
    assert counter.close(key, Paying("card", pounds("46"))) == "2026-0001"


def test_stored_value_goes_in_step_with_its_bonus(counter: Counter) -> None:
    """5,000 and 1,000, spent 1,800: 3,500 and 700 are left (loyalty 11)."""
    salon, amira = counter.house.salon, counter.house.amira
    top_up = counter.empty()
    salon.do(add_top_up, top_up, pounds("50"), bonus=pounds("10"))
    counter.close(top_up, Paying("card", pounds("50")))
    key = counter.visit()
    counter.close(key, Paying("stored", pounds("18")), Paying("card", pounds("67")))

    purse = salon.ask(purse_of, amira)
    assert (purse.paid, purse.bonus) == (pounds("35"), pounds("7"))
    assert counter.balance(Account.STORED) == Money(-3500)
    assert counter.balance(Account.BONUS) == Money(-700)
    assert counter.balance(Account.SERVICE) == Money(-8200)  # without 3.00 of bonus
    assert counter.card(key).lines[0].earned == pounds("82")
    counter.found_again()


def test_no_more_stored_value_is_spent_than_there_is(counter: Counter) -> None:
    key = counter.visit()

    with pytest.raises(NotEnoughStored):
        counter.close(key, Paying("stored", pounds("85")))


def test_a_voucher_is_sold_used_in_parts_and_used_up(counter: Counter) -> None:
    salon, amira = counter.house.salon, counter.house.amira
    sold = counter.empty()
    salon.do(add_voucher, sold, pounds("50"), holder="Sun Yue", code="CAM-4F7K")
    counter.close(sold, Paying("card", pounds("50")))
    assert counter.balance(Account.VOUCHER) == Money(-5000)
    key = counter.visit()
    counter.close(
        key,
        Paying("voucher", pounds("35"), voucher="cam 4f7k"),
        Paying("card", pounds("50")),
    )
    assert [one.left for one in salon.ask(vouchers_of, amira)] == [pounds("15")]

    other = counter.visit(time(11))
    with pytest.raises(VoucherIsUsed):
        counter.close(other, Paying("voucher", pounds("85"), voucher="CAM4F7K"))
    assert counter.balance(Account.VOUCHER) == Money(-1500)


def test_a_deposit_is_held_and_used(counter: Counter) -> None:
    salon, amira = counter.house.salon, counter.house.amira
    first = counter.empty()
    salon.do(add_deposit, first, pounds("20"))
    counter.close(first, Paying("card", pounds("20")))
    assert salon.ask(purse_of, amira).deposit == pounds("20")

    key = counter.visit()
    counter.close(key, Paying("deposit", pounds("20")), Paying("card", pounds("65")))

    assert salon.ask(purse_of, amira).deposit == Money()
    assert counter.balance(Account.DEPOSIT) == Money()
    assert counter.card(key).lines[0].taken == pounds("65")


def test_balances_do_not_buy_money(counter: Counter) -> None:
    salon = counter.house.salon
    first = counter.empty()
    salon.do(add_top_up, first, pounds("100"))
    counter.close(first, Paying("card", pounds("100")))
    second = counter.empty()
    salon.do(add_voucher, second, pounds("50"))

    with pytest.raises(PaysTooMuch):
        counter.close(second, Paying("stored", pounds("50")))


@pytest.mark.parametrize(
    ("currency", "price", "cash", "rounding"),
    [
        ("CHF", 8502, 8500, -2),
        ("CHF", 8503, 8505, 2),
        ("GBP", 8503, 8503, 0),
        ("HKD", 8505, 8510, 5),
        ("JPY", 8503, 8503, 0),
        ("KWD", 8502, 8500, -2),
    ],
)
def test_cash_is_rounded_to_the_smallest_coin(
    counter: Counter, currency: str, price: int, cash: int, rounding: int
) -> None:
    salon = counter.house.salon
    salon.do(describe, currency=currency)
    key = counter.empty()
    salon.do(add_product, key, counter.serum, price=Money(price))
    counter.close(key, Paying("cash", Money(price)))

    card = counter.card(key)
    assert card.payments[0].amount == Money(cash)
    assert card.rounding == Money(rounding)
    assert counter.balance("means:cash") == Money(cash)
    counter.found_again()


def test_a_tip_belongs_to_whom_it_was_given(counter: Counter) -> None:
    key = counter.visit()
    counter.house.salon.do(add_tip, key, pounds("5"), staff_id=counter.house.lea)
    counter.close(key, Paying("card", pounds("90")))

    assert counter.balance(Account.TIP) == Money(-500)
    assert counter.balance(Account.SERVICE) == Money(-8500)


def test_work_that_two_shared_is_split_to_the_penny(counter: Counter) -> None:
    salon = counter.house.salon
    ana = salon.do(hire, "Ana", Role.THERAPIST)
    key = counter.visit()
    line = counter.card(key).lines[0].id
    with pytest.raises(BadAmount):
        salon.do(share_line, line, [(counter.house.lea, 6667), (ana, 3334)])
    salon.do(share_line, line, [(counter.house.lea, 6667), (ana, 3333)])
    counter.close(key, Paying("card", pounds("85")))

    assert counter.balance(Account.SERVICE) == Money(-8500)


def test_counting_a_line_keeps_its_discount(counter: Counter) -> None:
    salon = counter.house.salon
    key = counter.empty()
    line = salon.do(add_product, key, counter.serum)
    salon.do(discount, line, why="gold", percent=1000)
    salon.do(count_line, line, 2)

    assert counter.card(key).total == pounds("82.80")
    for bad in (0, -1, 1000):
        with pytest.raises(BadAmount):
            salon.do(count_line, line, bad)


def test_a_bill_is_held_resumed_and_dropped(counter: Counter) -> None:
    salon = counter.house.salon
    key = counter.visit()
    salon.do(hold_bill, key)
    assert [one.id for one in salon.ask(waiting_bills)] == [key]
    salon.do(resume_bill, key)
    salon.do(drop_bill, key)
    assert salon.ask(waiting_bills) == []
    salon.undo()

    assert len(counter.card(key).lines) == 1


def test_her_usual_way_is_how_she_paid_last(counter: Counter) -> None:
    salon, amira = counter.house.salon, counter.house.amira
    assert salon.ask(usual_means, amira) == ""
    counter.close(counter.visit(), Paying("wechat", pounds("85")))

    assert salon.ask(usual_means, amira) == "wechat"
    assert [one.number for one in salon.ask(bills_of, amira)] == ["2026-0001"]


def test_a_session_done_twice_is_charged_twice(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(complete, counter.house.booked(time(9)))
    salon.do(complete, counter.house.booked(time(11)))
    key = salon.do(bill_of_visit, counter.house.amira)

    assert counter.card(key).total == pounds("170")
    salon.do(take_off, counter.card(key).lines[0].id)
    assert counter.card(key).total == pounds("85")


def test_who_is_done_is_to_pay_until_the_bill_is_closed(counter: Counter) -> None:
    salon, house = counter.house.salon, counter.house
    key = house.booked(time(9))
    assert salon.ask(visits_to_pay, FRIDAY) == frozenset()
    salon.do(complete, key)
    assert salon.ask(visits_to_pay, FRIDAY) == {key}

    bill = salon.do(bill_of_visit, house.amira)
    assert salon.ask(visits_to_pay, FRIDAY) == {key}  # it is open
    counter.close(bill, Paying("card", pounds("85")))
    assert salon.ask(visits_to_pay, FRIDAY) == frozenset()


def later(counter: Counter, days: int) -> None:
    """Let days pass."""
    clock = counter.house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant += timedelta(days=days)


def test_a_treatment_that_was_forgotten_is_on_the_next_bill(counter: Counter) -> None:
    house, salon = counter.house, counter.house.salon
    counter.close(counter.visit(time(9)), Paying("card", pounds("85")))
    forgotten = house.booked(time(13))
    salon.do(complete, forgotten)

    later(counter, 14)
    assert len(counter.card(salon.do(bill_of_visit, house.amira)).lines) == 1
    salon.undo()
    later(counter, 1)
    assert counter.card(salon.do(bill_of_visit, house.amira)).lines == ()


def test_what_was_done_before_there_were_bills_is_on_none(counter: Counter) -> None:
    house, salon = counter.house, counter.house.salon
    salon.do(complete, house.booked(time(9)))
    later(counter, 1)

    assert counter.card(salon.do(bill_of_visit, house.amira)).lines == ()


def test_the_currency_stays_once_there_are_books(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(describe, currency="EUR")
    salon.do(describe, currency="GBP")  # nothing is in the books yet
    counter.close(counter.visit(), Paying("card", pounds("85")))

    with pytest.raises(CurrencyStands):
        salon.do(describe, currency="EUR")
    salon.do(describe, currency="GBP", name="Another name")
