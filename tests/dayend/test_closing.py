"""The till is opened, counted and closed; after that nothing of the day changes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from salon.app import Salon
from salon.dayend.model import (
    BadCount,
    Closing,
    Count,
    DayAhead,
    ExpenseNeedsWord,
    NoSuchPiece,
    NotCounted,
    SecondIsSame,
    SecondNeeded,
    StaysTooMuch,
    TillIsOpen,
    TooMuchTaken,
    WordWhy,
)
from salon.dayend.operations import (
    close_day,
    count_till,
    keep_days,
    open_day,
    spend,
)
from salon.dayend.queries import kept_until
from salon.dayend.tables import TillCount
from salon.errors import CannotUndo
from salon.ledger.model import Account, DayIsClosed, Kind, of_means
from salon.ledger.posting import post
from salon.ledger.queries import last_closed
from salon.ledger.tables import TillDay
from salon.money import Money
from salon.settings.operations import describe
from salon.staff.model import Role, StaffId
from salon.staff.operations import hire
from salon.till.model import CASH, BadAmount, Paying
from salon.work import Reading, Work
from tests.dayend.drawer import closed, counted, set_clock
from tests.house import FRIDAY, open_house
from tests.till.counter import Counter, counter_of, pounds

CASHBOX = of_means(CASH)


def till_day(salon: Salon, day: date = FRIDAY) -> dict[str, object]:
    def asked(reading: Reading) -> dict[str, object]:
        row = reading.session.scalars(select(TillDay).where(TillDay.day == day)).one()
        names = ("float_", "expected", "difference", "to_safe", "stays", "note", "why")
        return {one: getattr(row, one) for one in names} | {
            "is_closed": row.closed_at is not None
        }

    return salon.ask(asked)


def paid_in_cash(counter: Counter, at: time = time(9)) -> None:
    counter.close(counter.visit(at), Paying(CASH, pounds("85")))


def test_a_day_is_closed_with_what_lies_in_the_till(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(open_day, pounds("150"))
    paid_in_cash(counter)
    salon.do(spend, pounds("18.60"), "milk, stamps")

    done = closed(salon, pounds("216.40"))

    assert done == Closing(
        *(FRIDAY, pounds("216.40"), pounds("216.40"), Money()),
        *(pounds("66.40"), pounds("150")),
    )
    assert counter.balance(CASHBOX) == pounds("150")  # what stays for tomorrow
    assert counter.balance(Account.EXPENSE) == pounds("18.60")
    assert counter.balance(Account.SAFE) == pounds("66.40") - pounds("150")
    assert till_day(salon)["is_closed"]


@pytest.mark.parametrize(("off", "said"), [("-2.00", -200), ("0.01", 1)])
def test_what_differs_is_posted_and_asks_a_word(
    counter: Counter, off: str, said: int
) -> None:
    salon = counter.house.salon
    salon.do(open_day, pounds("150"))
    worth = Money(15000 + said)

    with pytest.raises(WordWhy):
        closed(salon, worth)
    done = closed(salon, worth, why="A coin too many given")

    assert done.difference == Money(said)
    assert counter.balance(Account.DIFFERENCE) == Money(-said)
    assert counter.balance(CASHBOX) == done.stays
    assert till_day(salon)["why"] == "A coin too many given"


def test_more_than_the_limit_wants_a_second_person(counter: Counter) -> None:
    salon, why = counter.house.salon, "not known"
    salon.do(describe, till_limit=500)
    mei = salon.do(hire, "Mei", Role.RECEPTION)
    salon.by = mei
    salon.do(open_day, pounds("100"))

    with pytest.raises(SecondNeeded):
        salon.do(close_day, counted(pounds("94.99")), why=why)
    with pytest.raises(SecondIsSame):
        salon.do(close_day, counted(pounds("94.99")), why=why, second=mei)
    done = salon.do(
        close_day, counted(pounds("94.99")), why=why, second=counter.house.lea
    )

    assert done.difference == Money(-501)


def test_up_to_the_limit_one_person_is_enough(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(describe, till_limit=500)
    salon.do(open_day, pounds("100"))

    assert closed(salon, pounds("95"), why="not known").difference == Money(-500)


def test_an_empty_box_is_no_nought(counter: Counter) -> None:
    salon = counter.house.salon
    whole = counted(pounds("0"))
    part = Count({worth: 0 for worth in whole.pieces if worth not in (1, 2000)})

    with pytest.raises(NotCounted) as refused:
        salon.do(close_day, part)

    assert refused.value.many == 2
    assert "£20" in str(refused.value)
    assert salon.ask(last_closed) is None
    salon.do(close_day, whole)
    assert salon.ask(last_closed) == FRIDAY


def test_weighed_coins_are_one_box(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(open_day, pounds("53.21"))
    notes = {5000: 1, 2000: 0, 1000: 0, 500: 0}

    done = salon.do(close_day, Count(notes, coins=pounds("3.21")))

    assert done.counted == pounds("53.21")


@pytest.mark.parametrize(
    ("pieces", "refusal"),
    [({3000: 1}, NoSuchPiece), ({5000: -1}, BadCount), ({5000: 10**7}, BadCount)],
)
def test_what_cannot_be_counted_is_refused(
    counter: Counter, pieces: dict[int, int], refusal: type[Exception]
) -> None:
    whole = dict(counted(Money()).pieces) | pieces

    with pytest.raises(refusal):
        counter.house.salon.do(close_day, Count(whole))


@pytest.mark.parametrize(
    ("currency", "worth", "off"),
    [("JPY", 20000, 0), ("JPY", 20000, -1), ("KWD", 20000, -5), ("TWD", 5000, 0)],
)
def test_money_without_minor_units_and_with_three_digits(
    counter: Counter, currency: str, worth: int, off: int
) -> None:
    salon = counter.house.salon
    salon.do(describe, currency=currency)
    salon.do(open_day, Money(worth))

    done = salon.do(
        close_day,
        counted(Money(worth + off), currency),
        why="a coin is missing",
        second=counter.house.lea,
    )

    assert (done.counted, done.difference) == (Money(worth + off), Money(off))


def test_as_much_stays_as_is_said_and_no_more_than_there_is(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(open_day, pounds("150"))

    with pytest.raises(StaysTooMuch):
        closed(salon, pounds("150"), stays=pounds("150.01"))
    done = closed(salon, pounds("150"), stays=pounds("100"))

    assert (done.to_safe, done.stays) == (pounds("50"), pounds("100"))
    set_clock(salon, FRIDAY + timedelta(days=1))
    salon.do(open_day)
    tomorrow = till_day(salon, FRIDAY + timedelta(days=1))
    assert tomorrow["float_"] == pounds("100")  # proposed


def test_another_float_in_the_morning_comes_from_the_safe(counter: Counter) -> None:
    salon = counter.house.salon
    closed(salon, Money())
    set_clock(salon, FRIDAY + timedelta(days=1))

    salon.do(open_day, pounds("120"))

    assert counter.balance(CASHBOX) == pounds("120")
    assert counter.balance(Account.SAFE) == Money(-12000)
    with pytest.raises(TillIsOpen):
        salon.do(open_day)


def test_a_float_below_nothing_is_refused(counter: Counter) -> None:
    with pytest.raises(BadAmount):
        counter.house.salon.do(open_day, Money(-1))


def test_what_is_spent_has_a_word_and_lies_in_the_till(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(open_day, pounds("10"))

    with pytest.raises(ExpenseNeedsWord):
        salon.do(spend, pounds("1"), "  ")
    with pytest.raises(BadAmount):
        salon.do(spend, Money(), "milk")
    with pytest.raises(TooMuchTaken):
        salon.do(spend, pounds("10.01"), "milk")
    salon.do(spend, pounds("10"), "milk")
    salon.undo()

    assert counter.balance(CASHBOX) == pounds("10")


def test_a_closed_day_takes_no_more_postings(counter: Counter) -> None:
    salon = counter.house.salon
    paid_in_cash(counter)
    closed(salon, pounds("85"))

    def on_it(work: Work) -> None:
        post(work, Kind.EXPENSE, Account.EXPENSE, CASHBOX, Money(1), day=FRIDAY)

    with pytest.raises(DayIsClosed):
        salon.do(on_it)
    with pytest.raises(IntegrityError, match="books_stand"):
        salon.do(_past_everything)


def _past_everything(work: Work) -> None:
    _run(
        work,
        "INSERT INTO posting (at, day, kind, debit, credit, amount, version)"
        " SELECT at, day, kind, debit, credit, amount, 1 FROM posting LIMIT 1",
    )


def _run(work: Work, statement: str) -> None:
    work.session.connection().execute(text(statement))


@pytest.mark.parametrize("table", ["figure", "commission_line"])
def test_what_is_kept_is_kept_by_the_database_too(counter: Counter, table: str) -> None:
    salon = counter.house.salon
    from salon.dayend.model import Kind as Of
    from salon.dayend.operations import set_commission

    salon.do(set_commission, Of.SERVICE, 1000)
    paid_in_cash(counter)
    closed(salon, pounds("85"))

    for act in (f"UPDATE {table} SET amount = 1", f"DELETE FROM {table}"):
        with pytest.raises(IntegrityError, match="books_stand"):
            salon.do(_run, act)


def test_a_closed_day_is_never_undone_and_says_the_way(counter: Counter) -> None:
    salon = counter.house.salon
    paid_in_cash(counter)
    closed(salon, pounds("85"))

    with pytest.raises(CannotUndo, match="reversal"):
        salon.undo()

    assert salon.ask(last_closed) == FRIDAY


def test_a_bill_of_a_closed_day_is_reversed_on_the_next(counter: Counter) -> None:
    from salon.till.queries import bill_named
    from salon.till.returning import give_back

    salon = counter.house.salon
    key = counter.visit()
    counter.close(key, Paying(CASH, pounds("85")))
    closed(salon, pounds("85"))

    number = salon.do(give_back, key, reason="wrong price")

    assert counter.card(salon.ask(bill_named, number)).day == FRIDAY + timedelta(days=1)
    assert till_day(salon)["expected"] == pounds("85")


def test_who_comes_second_is_told_who_and_when_and_the_count_is_kept(
    counter: Counter,
) -> None:
    salon = counter.house.salon
    mei = salon.do(hire, "Mei", Role.RECEPTION)
    salon.by = mei
    closed(salon, Money())
    salon.by = None

    late = salon.do(close_day, counted(pounds("3")), note="mine")

    assert (late.is_late, late.by) == (True, "Mei")
    assert late.at is not None
    assert late.at.date() == FRIDAY
    assert salon.ask(_counts) == [(FRIDAY, pounds("3"), "mine", True)]
    assert counter.balance(CASHBOX) == Money()


def _counts(reading: Reading) -> list[tuple[date, Money, str, bool]]:
    c = TillCount
    rows = reading.session.execute(select(c.day, c.worth, c.note, c.is_late))
    return [(day, worth, note, is_late) for day, worth, note, is_late in rows]


def test_a_count_in_the_course_of_the_day_is_kept(counter: Counter) -> None:
    salon = counter.house.salon

    assert salon.do(count_till, Count({2000: 2}), "at noon") == pounds("40")

    assert salon.ask(_counts) == [(FRIDAY, pounds("40"), "at noon", False)]


def test_a_day_ahead_is_not_closed(counter: Counter) -> None:
    with pytest.raises(DayAhead):
        counter.house.salon.do(
            close_day, counted(Money()), day=FRIDAY + timedelta(days=1)
        )


def test_yesterday_is_closed_in_the_morning_where_it_was_forgotten(
    counter: Counter,
) -> None:
    salon = counter.house.salon
    paid_in_cash(counter)
    set_clock(salon, FRIDAY + timedelta(days=1))

    done = salon.do(close_day, counted(pounds("85")), day=FRIDAY)

    assert (done.day, done.expected) == (FRIDAY, pounds("85"))
    assert salon.ask(last_closed) == FRIDAY


def test_a_clock_set_back_books_on_the_next_open_day(counter: Counter) -> None:
    salon = counter.house.salon
    key = counter.visit()
    closed(salon, Money())
    set_clock(salon, FRIDAY - timedelta(days=1))

    counter.close(key, Paying(CASH, pounds("85")))
    late = salon.do(close_day, counted(Money()))

    assert counter.card(key).day == FRIDAY + timedelta(days=1)
    assert late.is_late  # what the clock calls today is behind what was closed


def test_days_that_nobody_closes_are_kept_after_a_week(counter: Counter) -> None:
    salon = counter.house.salon
    paid_in_cash(counter)

    set_clock(salon, FRIDAY + timedelta(days=7))
    assert salon.do(keep_days) is None
    set_clock(salon, FRIDAY + timedelta(days=8))
    assert salon.do(keep_days) == FRIDAY
    assert salon.do(keep_days) is None

    assert salon.ask(kept_until) == FRIDAY
    assert salon.do(open_day) == FRIDAY + timedelta(days=8)
    assert till_day(salon, FRIDAY + timedelta(days=8))["float_"] == pounds("85")


def test_two_desks_close_at_once_and_one_is_told(
    another_desk: Callable[..., Salon],
) -> None:
    desks = [another_desk(patience=20.0) for _desk in range(2)]
    house = open_house(desks[0])
    counter = counter_of(house)
    paid_in_cash(counter)
    together = Barrier(2)

    def close(desk: Salon) -> Closing:
        together.wait()
        return desk.do(close_day, counted(pounds("85")))

    with ThreadPoolExecutor(2) as both:
        done = list(both.map(close, desks))

    assert sorted(one.is_late for one in done) == [False, True]
    assert counter.balance(CASHBOX) == Money()
    assert counter.balance(Account.SAFE) == pounds("85")
    assert len(desks[1].ask(_counts)) == 1


def test_a_bill_and_the_close_at_once_never_fall_apart(
    another_desk: Callable[..., Salon],
) -> None:
    desks = [another_desk(patience=20.0) for _desk in range(2)]
    house = open_house(desks[0])
    counter = counter_of(house)
    key = counter.visit()
    together = Barrier(2)

    def pay() -> None:
        from salon.till.closing import close_bill

        together.wait()
        desks[0].do(close_bill, key, [Paying("card", pounds("85"))])

    def close() -> Closing:
        together.wait()
        return desks[1].do(close_day, counted(Money()))

    with ThreadPoolExecutor(2) as both:
        paying, closing = both.submit(pay), both.submit(close)
        paying.result()
        assert not closing.result().is_late

    day = counter.card(key).day
    assert day in (FRIDAY, FRIDAY + timedelta(days=1))


def test_a_stranger_is_no_second_person(counter: Counter) -> None:
    from salon.errors import Missing

    with pytest.raises(Missing):
        counter.house.salon.do(close_day, counted(Money()), second=StaffId(999))
