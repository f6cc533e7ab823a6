"""What was taken and delivered: the same cents by means, kind, person and service."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, text

from salon.courses.ending import refund_course
from salon.courses.model import Basis, CourseKind, Offer, RedemptionId
from salon.courses.operations import take_back_redemption
from salon.courses.tables import Course, Redemption
from salon.dayend.model import By, Kind, Measure, Report
from salon.dayend.operations import close_day, set_commission
from salon.dayend.queries import figures, kept_until, live
from salon.dayend.tables import Figure as Row
from salon.dayend.tables import kept_figures
from salon.errors import SalonError
from salon.ledger.model import EARNED
from salon.ledger.model import Kind as Moved
from salon.ledger.queries import liabilities
from salon.ledger.tables import Posting
from salon.money import Money, total
from salon.prepaid.queries import purse_of
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.till.model import CARD, CASH, STORED, BillId, Paying
from salon.till.operations import (
    add_product,
    add_service,
    add_tip,
    discount,
    share_line,
)
from salon.till.returning import give_back
from salon.till.selling import add_course, add_deposit, add_top_up, add_voucher
from salon.views.behind import behind
from salon.views.dayend import day_sight
from salon.views.takings import owed, report
from salon.work import Reading
from tests.dayend.drawer import closed, counted, set_clock
from tests.house import FRIDAY, Furnished
from tests.till.counter import Counter, counter_of, pounds

SATURDAY = FRIDAY + timedelta(days=1)
TABLES = (By.KIND, By.PERSON, By.SERVICE)


def summed(counter: Counter, measure: Measure, by: By, day: date = FRIDAY) -> Money:
    found = counter.house.salon.ask(figures, measure, by, day, day)
    return total(one.amount for one in found)


def keyed(
    counter: Counter, measure: Measure, by: By, day: date = FRIDAY
) -> dict[str, Money]:
    found = counter.house.salon.ask(figures, measure, by, day, day)
    return {one.key: one.amount for one in found}


def _money(reading: Reading) -> Money:
    """Return what the books say came in: means, without what is no takings."""
    drawer = (Moved.FLOAT, Moved.EXPENSE, Moved.TO_SAFE, Moved.DIFFERENCE)
    sums = Money()
    for side, sign in ((Posting.debit, 1), (Posting.credit, -1)):
        asked = select(func.sum(Posting.amount)).where(
            side.startswith("means:"), Posting.kind.not_in(drawer)
        )
        sums += (reading.session.scalar(asked) or Money()) * sign
    return sums


def _earned(reading: Reading) -> Money:
    sums = Money()
    for side, sign in ((Posting.credit, 1), (Posting.debit, -1)):
        asked = select(func.sum(Posting.amount)).where(
            side.in_(EARNED), Posting.kind != Moved.TAX
        )
        sums += (reading.session.scalar(asked) or Money()) * sign
    return sums


def agrees(counter: Counter) -> None:
    """See that every table comes to what the books say, to the cent."""
    salon = counter.house.salon
    first, last = FRIDAY, FRIDAY + timedelta(days=9)
    money, done = salon.ask(_money), salon.ask(_earned)
    for by in (By.MEANS, *TABLES):
        found = salon.ask(figures, Measure.TAKEN, by, first, last)
        assert total(one.amount for one in found) == money, by
    for by in TABLES:
        found = salon.ask(figures, Measure.DELIVERED, by, first, last)
        assert total(one.amount for one in found) == done, by
    for measure, by in (
        *((Measure.TAKEN, by) for by in (By.MEANS, *TABLES)),
        *((Measure.DELIVERED, by) for by in TABLES),
        *((Measure.TAX, By.RATE), (Measure.BONUS, By.WHAT), (Measure.TIPS, By.PERSON)),
        (Measure.LIABILITY, By.ACCOUNT),
    ):
        for one in salon.ask(figures, measure, by, first, last):
            rows = salon.ask(behind, measure, by, one.key, first, last)
            assert total(row.amount for row in rows) == one.amount, (measure, by, one)


def a_course(
    counter: Counter, sessions: int = 4, price: str = "200", *, pay: bool = True
) -> int:
    house = counter.house
    key = counter.empty()
    offer = Offer(CourseKind.SESSIONS, (house.peel,), sessions, pounds("85"))
    house.salon.do(add_course, key, offer, pounds(price), staff_id=house.lea)
    if pay:
        counter.close(key, Paying(CARD, pounds(price)))
    else:
        counter.close(key, later=True)
    return key


def test_a_treatment_paid_at_once_is_taken_and_delivered(counter: Counter) -> None:
    counter.close(counter.visit(), Paying(CASH, pounds("85")))

    peel, lea = f"service:{counter.house.peel}", str(counter.house.lea)
    for measure in (Measure.TAKEN, Measure.DELIVERED):
        assert keyed(counter, measure, By.SERVICE) == {peel: pounds("85")}
        assert keyed(counter, measure, By.KIND) == {"family:TST": pounds("85")}
        assert keyed(counter, measure, By.PERSON) == {lea: pounds("85")}
    assert keyed(counter, Measure.TAKEN, By.MEANS) == {CASH: pounds("85")}
    agrees(counter)


def test_stored_value_used_is_delivered_and_never_taken_bonus_apart(
    counter: Counter,
) -> None:
    salon = counter.house.salon
    key = counter.empty()
    salon.do(add_top_up, key, pounds("200"), bonus=pounds("20"))
    counter.close(key, Paying(CARD, pounds("200")))
    before = summed(counter, Measure.TAKEN, By.MEANS)

    counter.close(counter.visit(), Paying(STORED, pounds("85")))

    assert before == pounds("200")
    assert summed(counter, Measure.TAKEN, By.MEANS) == before
    assert keyed(counter, Measure.TAKEN, By.KIND) == {"top_up": pounds("200")}
    bonus = keyed(counter, Measure.BONUS, By.WHAT)
    assert bonus == {"given": pounds("20"), "used": Money(-773)}
    assert summed(counter, Measure.DELIVERED, By.KIND) == Money(8500 - 773)
    agrees(counter)


def test_a_session_of_a_course_counts_for_who_gave_it(counter: Counter) -> None:
    a_course(counter)
    counter.close(counter.visit())

    lea = str(counter.house.lea)
    assert keyed(counter, Measure.TAKEN, By.KIND) == {"course": pounds("200")}
    assert keyed(counter, Measure.DELIVERED, By.KIND) == {"family:TST": pounds("50")}
    assert keyed(counter, Measure.DELIVERED, By.PERSON) == {lea: pounds("50")}
    agrees(counter)


def test_a_shared_line_counts_for_both_in_their_parts(counter: Counter) -> None:
    salon = counter.house.salon
    mia = salon.do(hire, "Mia", Role.THERAPIST)
    key = counter.visit()
    line = counter.card(key).lines[0].id
    salon.do(share_line, line, [(counter.house.lea, 7000), (mia, 3000)])
    counter.close(key, Paying(CARD, pounds("85")))

    parts = {str(counter.house.lea): pounds("59.50"), str(mia): pounds("25.50")}
    assert keyed(counter, Measure.TAKEN, By.PERSON) == parts
    assert keyed(counter, Measure.DELIVERED, By.PERSON) == parts
    agrees(counter)


def test_tips_and_tax_stand_apart(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(describe, tax_service=2000, tax_product=500)
    key = counter.visit()
    salon.do(add_product, key, counter.serum)
    salon.do(add_tip, key, pounds("5"), staff_id=counter.house.lea)
    counter.close(key, Paying(CARD, pounds("136")))

    tips = keyed(counter, Measure.TIPS, By.PERSON)
    assert tips == {str(counter.house.lea): pounds("5")}
    tax = keyed(counter, Measure.TAX, By.RATE)
    assert tax == {"2000": Money(1417), "500": Money(219)}
    assert keyed(counter, Measure.TAKEN, By.KIND)["tip"] == pounds("5")
    assert summed(counter, Measure.DELIVERED, By.KIND) == pounds("131")
    agrees(counter)


def test_rounded_cash_is_a_line_of_its_own(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(describe, currency="NZD")
    key = counter.empty()
    salon.do(add_service, key, counter.house.peel)
    line = counter.card(key).lines[0].id
    salon.do(discount, line, why="late", off=Money(4))
    counter.close(key, Paying(CASH, Money(8496)))

    kinds = keyed(counter, Measure.TAKEN, By.KIND)
    assert kinds == {"family:TST": Money(8496), "rounding": Money(4)}
    agrees(counter)


def test_a_course_paid_back_and_a_session_taken_back_come_off(
    counter: Counter,
) -> None:
    salon = counter.house.salon
    a_course(counter)
    counter.close(counter.visit())

    def last(reading: Reading) -> RedemptionId:
        return RedemptionId(
            reading.session.scalar(select(func.max(Redemption.id))) or 0
        )

    salon.do(take_back_redemption, salon.ask(last), "not given")
    assert summed(counter, Measure.DELIVERED, By.KIND) == Money()
    agrees(counter)
    course = salon.ask(_only_course)
    salon.do(refund_course, course, Basis.PRO_RATA, "moved away", means=CARD)
    assert summed(counter, Measure.TAKEN, By.KIND) == Money()
    agrees(counter)


def _only_course(reading: Reading) -> int:
    return reading.session.scalars(select(Course.id)).one()


DOINGS = st.lists(
    st.tuples(
        st.sampled_from(
            (
                *("visit", "product", "top_up", "voucher", "deposit", "tip"),
                *("course", "later", "stored", "back", "added", "next"),
            )
        ),
        st.integers(1, 400),
    ),
    max_size=7,
)


@given(doings=DOINGS)
@settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_mix_of_bills_comes_to_what_the_books_say(
    furnished: Furnished, doings: list[tuple[str, int]]
) -> None:
    with furnished(counter_of) as (house, made):
        counter = Counter(house, made.serum)
        _mixed(counter, doings)
        agrees(counter)
        salon = counter.house.salon
        day = salon.ask(lambda reading: reading.today)
        before = salon.ask(live, FRIDAY, day)
        salon.do(
            close_day,
            counted(max(salon.ask(day_sight).till.should_be, Money())),
            why="as it is",
            second=counter.house.lea,
        )
        assert salon.ask(live, FRIDAY, day) != [] or not before
        agrees(counter)


def _mixed(counter: Counter, doings: list[tuple[str, int]]) -> None:
    salon, house = counter.house.salon, counter.house
    sold: list[BillId] = []
    day = FRIDAY
    for what, much in doings:
        amount = Money(much * 37)
        key = counter.empty()
        match what:
            case "visit":
                salon.do(add_service, key, house.peel, staff_id=house.lea)
            case "product":
                salon.do(add_product, key, counter.serum, quantity=1 + much % 3)
            case "top_up":
                salon.do(add_top_up, key, amount, bonus=Money(much))
            case "voucher":
                salon.do(add_voucher, key, amount)
            case "deposit":
                salon.do(add_deposit, key, amount)
            case "tip":
                salon.do(add_service, key, house.peel)
                salon.do(add_tip, key, amount, staff_id=house.lea)
            case "course" | "later":
                offer = Offer(CourseKind.SESSIONS, (house.peel,), 3, pounds("85"))
                salon.do(add_course, key, offer, amount, despite="she asked for it")
            case "stored":
                salon.do(add_service, key, house.peel)
            case "back":
                if sold:
                    with suppress(SalonError):
                        salon.do(give_back, sold.pop(), reason="as said")
                continue
            case "added":
                salon.do(describe, tax_added=bool(much % 2), tax_service=much * 7)
                continue
            case _:
                day += timedelta(days=1)
                set_clock(salon, day)
                continue
        whole = counter.card(key).total
        if what == "later" and whole == amount:
            counter.close(key, later=True)
        else:
            own = salon.ask(purse_of, house.amira).stored
            used = min(own, whole) if what == "stored" else Money()
            rest = whole - used
            paying = [Paying(STORED, used)] if used.minor else []
            means = CASH if much % 2 else CARD
            paying += [Paying(means, rest)] if rest.minor else []
            counter.close(key, *paying)
        sold.append(key)


def test_kept_figures_are_those_that_were_counted(counter: Counter) -> None:
    salon = counter.house.salon
    a_course(counter)
    counter.close(counter.visit())
    counted_ = {one.key: one.amount for one in salon.ask(live, FRIDAY, FRIDAY)}

    closed(salon, Money())

    assert salon.ask(kept_until) == FRIDAY
    rows = salon.ask(_rows_of_figures)
    assert {key: Money(amount.minor) for key, amount in rows.items()} == counted_
    agrees(counter)


def _rows_of_figures(reading: Reading) -> dict[str, Money]:
    asked = select(Row.key, Row.amount).where(Row.measure != "kept")
    rows: Any = reading.session.execute(asked)
    return dict(tuple(row) for row in rows)


def test_a_snapshot_never_changes_after_a_later_reversal(counter: Counter) -> None:
    salon = counter.house.salon
    salon.do(set_commission, Kind.SERVICE, 1000, staff_id=counter.house.lea)
    key = counter.visit()
    counter.close(key, Paying(CARD, pounds("85")))
    closed(salon, Money())
    was = {by: keyed(counter, Measure.TAKEN, by) for by in (By.MEANS, *TABLES)}
    set_clock(salon, SATURDAY)

    salon.do(give_back, key, reason="wrong price")
    salon.do(set_commission, Kind.SERVICE, 9000, staff_id=counter.house.lea)
    closed(salon, Money())

    assert {by: keyed(counter, Measure.TAKEN, by) for by in was} == was
    later = keyed(counter, Measure.TAKEN, By.MEANS, SATURDAY)
    assert later == {CARD: Money(-8500)}
    lea = str(counter.house.lea)
    assert keyed(counter, Measure.COMMISSION, By.PERSON) == {lea: pounds("8.50")}
    taken_off = keyed(counter, Measure.COMMISSION, By.PERSON, SATURDAY)
    assert taken_off == {lea: Money(-850)}
    agrees(counter)


def test_owed_from_opening_to_closing_is_what_the_ledger_says(
    counter: Counter,
) -> None:
    salon = counter.house.salon
    a_course(counter)
    closed(salon, Money())
    set_clock(salon, SATURDAY)
    key = counter.empty()
    salon.do(add_top_up, key, pounds("100"))
    counter.close(key, Paying(CARD, pounds("100")))

    for first, last in ((FRIDAY, FRIDAY), (FRIDAY, SATURDAY), (SATURDAY, SATURDAY)):
        found = salon.ask(owed, first, last)
        for line in salon.ask(liabilities, first, last):
            opening, moved, closing = found[line.account]
            assert (opening, closing) == (line.opening, line.closing)
            assert moved["sold"] == line.sold


def test_the_day_of_the_picture_adds_up(counter: Counter) -> None:
    """Taken less sold ahead, with what was given from before, is what was delivered."""
    salon = counter.house.salon
    a_course(counter)
    counter.close(counter.visit())
    key = counter.empty()
    salon.do(add_product, key, counter.serum)
    counter.close(key, Paying(CASH, pounds("46")))

    sight = salon.ask(day_sight)
    moved = {one.key: one.amount for one in sight.moved}

    assert sight.taken == pounds("246")
    sold, given = moved["course:sold"], Money(-moved["course:redeemed"].minor)
    assert (sold, given) == (pounds("200"), pounds("50"))
    kinds = next(one for one in sight.takings.sections if one.id == "kind")
    assert kinds.totals == (pounds("246"), sight.taken - sold + given)
    assert sight.closing - sight.opening == sold - given
    assert (sight.bills, sight.first_number, sight.last_number) == (
        *(3, "2026-0001"),
        "2026-0003",
    )
    assert [one.client for one in sight.unsigned] == ["Amira Khan"]


def test_each_report_says_what_its_measures_mean(counter: Counter) -> None:
    for what in Report:
        found = counter.house.salon.ask(report, what, FRIDAY, FRIDAY)
        assert found.definitions
        assert all(says for _name, says in found.definitions)


@pytest.mark.parametrize("measure", list(Measure))
def test_a_long_stretch_is_read_from_what_is_kept(
    counter: Counter, measure: Measure
) -> None:
    """No bill and no posting is looked at for days whose figures are kept."""
    salon = counter.house.salon
    asked = kept_figures(measure, By.KIND, date(2016, 1, 1), FRIDAY)

    def plan(reading: Reading) -> list[str]:
        bind = reading.session.get_bind()
        said = str(asked.compile(bind, compile_kwargs={"literal_binds": True}))
        rows = reading.session.execute(text(f"EXPLAIN QUERY PLAN {said}"))
        return [row[-1] for row in rows]

    lines = salon.ask(plan)
    assert any("SEARCH figure USING PRIMARY KEY" in one for one in lines)
    assert not any("SCAN" in one or "bill" in one or "posting" in one for one in lines)


def test_closed_days_ask_neither_bills_nor_postings(counter: Counter) -> None:
    salon = counter.house.salon
    counter.close(counter.visit(), Paying(CARD, pounds("85")))
    closed(salon, Money())
    said: list[str] = []
    event.listen(
        salon._engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_more: said.append(statement),
    )

    salon.ask(report, Report.TAKINGS, FRIDAY, FRIDAY)

    assert said
    assert not [one for one in said if "bill" in one or "posting" in one]
