"""Sessions taken by hand, signed and taken back; whatever is done, nothing is lost."""

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salon.appointments.operations import Booking, book
from salon.clients.model import ClientDraft, PhoneLine
from salon.clients.operations import add_client
from salon.clock import StoppedClock
from salon.codes import LETTERS
from salon.courses.bending import (
    extend_course,
    freeze_course,
    pass_on_course,
    unfreeze_course,
)
from salon.courses.ending import convert_course, refund_course, release_expired
from salon.courses.model import (
    ON_PAPER,
    Basis,
    CourseKind,
    NamesakeAsks,
    NoCourse,
    NoReason,
    NoSignature,
    NotOfThisCourse,
    Offer,
    TakenAlready,
    WhichCourse,
    spelt,
)
from salon.courses.operations import (
    note_slip_printed,
    redeem_by_hand,
    sell_course,
    sign_slip,
    take_back_redemption,
)
from salon.courses.queries import (
    by_code,
    course_card,
    course_line,
    redeemed,
    unsigned,
)
from salon.courses.selling import fund
from salon.errors import SalonError
from salon.ledger.model import Account, Kind
from salon.ledger.posting import post
from salon.money import Money
from salon.work import Work
from tests.courses.shop import (
    adds_up,
    booked,
    kept,
    on_a_bill,
    peel,
    sold,
    step,
)
from tests.house import FRIDAY, House

DRAWN = "[[[0.1,0.2],[0.4,0.5],[0.7,0.3]],[[0.2,0.6],[0.8,0.6]]]"


def wang_fang(house: House, digits: str) -> Any:
    phone = PhoneLine(f"+3360102{digits}")
    return house.salon.do(add_client, ClientDraft(name="Wang Fang", phones=(phone,)))


def test_scenario_4_a_namesake_is_asked_for_the_last_four_digits(house: House) -> None:
    first, second = wang_fang(house, "2231"), wang_fang(house, "8876")
    key = house.salon.do(sell_course, first, peel(house), 3, Money(9000))
    house.salon.do(sell_course, second, peel(house), 3, Money(9000))

    for digits in ("", "8876", "31", "223", "12231"):
        with pytest.raises(NamesakeAsks, match="another Wang Fang"):
            house.salon.do(redeem_by_hand, first, course_id=key, digits=digits)
    house.salon.do(redeem_by_hand, first, course_id=key, digits=" 22 31")
    with pytest.raises(NotOfThisCourse):
        house.salon.do(redeem_by_hand, second, course_id=key, digits="8876")

    assert house.salon.ask(course_line, key).used == 1
    house.salon.do(redeem_by_hand, house.amira, course_id=on_a_bill(house, 1, 1))


def test_of_several_courses_one_is_named(house: House) -> None:
    with pytest.raises(NoCourse):
        house.salon.do(redeem_by_hand, house.amira, service_id=house.peel)
    first = on_a_bill(house, 9000, 3, name="Even tone")
    second = on_a_bill(house, 9000, 3, name="Gift")
    mask = sold(house, "mask")

    with pytest.raises(WhichCourse, match=rf"Even tone \({first}\).*Gift"):
        house.salon.do(redeem_by_hand, house.amira, service_id=house.peel)
    with pytest.raises(NotOfThisCourse, match="Mask"):
        house.salon.do(redeem_by_hand, house.amira, course_id=second, service_id=mask)
    house.salon.do(redeem_by_hand, house.amira, course_id=second)
    assert house.salon.ask(course_line, second).used == 1


def test_a_visit_is_taken_once_however_it_is_taken(house: House) -> None:
    key = on_a_bill(house, 9000, 3)
    visit = booked(house, house.peel)
    by_hand = house.salon.do(redeem_by_hand, house.amira, appointment_id=visit)
    with pytest.raises(TakenAlready, match="number 1"):
        house.salon.do(redeem_by_hand, house.amira, appointment_id=visit)

    kept(house, visit)  # it was taken before

    assert house.salon.ask(course_line, key).used == 1
    one = house.salon.ask(redeemed, by_hand)
    assert (one.staff, one.treated, one.appointment_id) == (
        *("Léa", "Amira Khan"),
        visit,
    )


def test_a_session_of_the_plan_is_taken_from_the_course_of_the_plan(
    house: House,
) -> None:
    """Although another course ends earlier."""
    from salon.plans.model import PlanStatus
    from salon.plans.tables import Plan, PlanSession

    visit = booked(house, house.peel)

    def plan(work: Work) -> int:
        row = work.add(
            Plan(
                client_id=house.amira,
                template="",
                title="Tone",
                status=PlanStatus.RUNNING,
                start=FRIDAY,
                created=FRIDAY,
                language="en",
                price=Money(),
                body="{}",
            )
        )
        work.add(
            PlanSession(
                plan_id=row.id,
                number=1,
                service_id=house.peel,
                due_from=FRIDAY,
                due_until=FRIDAY,
                price=Money(),
                appointment_id=visit,
            )
        )
        return row.id

    key = on_a_bill(house, 9000, 3, months=12, plan_id=step(house, plan))
    early = on_a_bill(house, 9000, 3, months=1)
    kept(house, visit)
    kept(house, booked(house, house.peel, start=time(11)))

    assert [house.salon.ask(course_line, one).used for one in (key, early)] == [1, 1]


def test_what_was_taken_by_mistake_stays_as_a_line_with_its_reason(
    house: House,
) -> None:
    key = on_a_bill(house, 9000, 3)
    first = house.salon.do(redeem_by_hand, house.amira, course_id=key)
    second = house.salon.do(redeem_by_hand, house.amira, course_id=key)
    with pytest.raises(NoReason):
        house.salon.do(take_back_redemption, first, " ")

    house.salon.do(take_back_redemption, first, "the wrong Wang Fang")
    house.salon.do(take_back_redemption, first, "once more changes nothing")

    card = house.salon.ask(course_card, key)
    assert (card.line.used, card.line.worth_left) == (1, Money(6000))
    assert [one.taken_back for one in card.taken] == ["the wrong Wang Fang", ""]
    third = house.salon.do(redeem_by_hand, house.amira, course_id=key)
    numbers = [house.salon.ask(redeemed, one).number for one in (second, third)]
    assert numbers == [2, 1]
    adds_up(house, key)


def test_both_sign_each_for_itself(house: House) -> None:
    key = on_a_bill(house, 9000, 3)
    one = house.salon.do(redeem_by_hand, house.amira, course_id=key)
    assert [line.id for line in house.salon.ask(unsigned, house.amira)] == [one]

    house.salon.do(sign_slip, one, client=DRAWN)
    with pytest.raises(NoSignature):
        house.salon.do(sign_slip, one, staff="[[[0.1,0.2]]]")
    assert not house.salon.ask(redeemed, one).is_signed
    house.salon.do(sign_slip, one, staff=ON_PAPER)

    line = house.salon.ask(redeemed, one)
    assert (line.is_signed, line.client_sign, line.staff_sign) == (
        *(True, DRAWN),
        ON_PAPER,
    )
    assert house.salon.ask(unsigned, house.amira) == []


def test_a_slip_is_found_by_its_code_however_it_is_typed(house: House) -> None:
    key = on_a_bill(house, 9000, 3)
    one = house.salon.do(redeem_by_hand, house.amira, course_id=key)
    code = house.salon.ask(redeemed, one).code
    house.salon.do(note_slip_printed, key)

    assert set(code) <= set(LETTERS)
    assert len(code) == 7
    for said in (code, spelt(code), f" {spelt(code).lower()} "):
        assert [line.id for line in house.salon.ask(by_code, said)] == [one]
    assert house.salon.ask(by_code, "") == []


SEVERAL = (
    *("take", "take", "take", "back", "fund", "freeze", "run", "extend", "pass"),
    *("refund", "list", "release", "convert", "night", "undo"),
)
ACTS = st.lists(st.tuples(st.sampled_from(SEVERAL), st.integers(0, 10)), max_size=11)


@given(
    price=st.integers(0, 10007),
    sessions=st.integers(1, 5),
    unpaid=st.integers(0, 10007),
    by_value=st.booleans(),
    acts=ACTS,
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_whatever_is_done_in_whatever_order_each_unit_is_found_again(
    house: House,
    price: int,
    sessions: int,
    unpaid: int,
    by_value: bool,
    acts: list[tuple[str, int]],
) -> None:
    """Delivered + remaining + refunded + run out = price, in course and books."""
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    start = clock.instant
    keys = [
        on_a_bill(
            *(house, price, sessions),
            kind=CourseKind.VALUE if by_value else CourseKind.SESSIONS,
            list_unit=8500 * sessions - 17 if by_value else 8500,
            unpaid=min(unpaid, price),
            months=1,
        )
    ]
    done = list[int]()  # how many courses there were before each step
    for act, which in acts:
        there = len(keys)
        if act == "night":
            clock.instant += timedelta(days=which * 3)
        elif act == "undo":
            if done:
                house.salon.undo()
                del keys[done.pop() :]
        else:
            try:
                did = _act(house, keys, act, which)
            except SalonError:
                did = False
            if did:
                done.append(there)
        for key in keys:
            adds_up(house, key)
    clock.instant = start


def _act(house: House, keys: list[int], act: str, which: int) -> bool:
    """Do one thing with the newest course; say whether there was anything to do."""
    key, do = keys[-1], house.salon.do
    line = house.salon.ask(course_line, key)
    match act:
        case "take":
            do(redeem_by_hand, line.client_id, course_id=key)
        case "back":
            taken = house.salon.ask(course_card, key).taken
            stand = [one for one in taken if not one.taken_back]
            if not stand:
                return False
            do(take_back_redemption, stand[which % len(stand)].id, "wrong")
        case "fund":
            step(house, _paid_in, key, min(line.unpaid, Money(which * 500)))
        case "freeze":
            do(freeze_course, key, "ill")
        case "run":
            do(unfreeze_course, key)
        case "extend":
            do(extend_course, key, FRIDAY + timedelta(days=which * 30), "kind")
        case "pass":
            do(pass_on_course, key, house.basia if which % 2 else house.amira, "so")
        case "refund" | "list":
            basis = Basis.PRO_RATA if act == "refund" else Basis.LIST
            do(refund_course, key, basis, "moves")
        case "release":
            do(release_expired, key, "long over")
        case "convert":
            offer = Offer(CourseKind.SESSIONS, (house.peel,), 3, Money(8500))
            asked = Money(which * 700)
            made = do(convert_course, key, offer, "so", price=asked, means="card")
            keys.append(made.course_id)
    return True


def _paid_in(work: Work, key: int, amount: Money) -> Money:
    moved = fund(work, key, amount)
    accounts = Account.UNPAID, Account.COURSE
    post(work, Kind.FUNDED, *accounts, moved, course_id=key)
    return moved


def test_completing_a_visit_of_a_booking_moved_away_takes_nothing(
    house: House,
) -> None:
    """A course of somebody else of the same day is left alone."""
    key = on_a_bill(house, 9000, 3)
    wish = Booking(house.basia, house.peel, FRIDAY, time(9))
    kept(house, house.salon.do(book, wish))

    assert house.salon.ask(course_line, key).used == 0
