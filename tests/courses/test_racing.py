"""Two desks at once, on both stores: a session is given once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import time
from threading import Barrier

import pytest

from salon.app import Salon
from salon.appointments.operations import arrive, complete
from salon.courses.ending import refund_course
from salon.courses.model import Basis, NothingLeft, SessionStands
from salon.courses.operations import redeem_by_hand, take_back_redemption
from salon.courses.queries import course_line
from salon.errors import NotAgain, SalonError, StoreBusy
from salon.text import short_day
from tests.courses.shop import adds_up, booked, on_a_bill
from tests.house import FRIDAY, open_house

OpenDesk = Callable[..., Salon]


def at_once(desks: list[Salon], act: Callable[[Salon], object]) -> list[object]:
    """Let all desks do something at the same moment; return what came of each."""
    start = Barrier(len(desks))

    def go(desk: Salon) -> object:
        start.wait()
        while True:
            try:
                return act(desk)
            except StoreBusy:
                continue
            except SalonError as error:
                return error

    with ThreadPoolExecutor(len(desks)) as all_at_once:
        return list(all_at_once.map(go, desks))


def test_the_last_session_is_taken_by_one_and_the_other_hears_who(
    another_desk: OpenDesk,
) -> None:
    desks = [another_desk() for _desk in range(3)]
    house = open_house(desks[0])
    key = on_a_bill(house, 10000, 2)
    desks[0].do(redeem_by_hand, house.amira, course_id=key, staff_id=house.lea)

    def take(desk: Salon) -> object:
        return desk.do(redeem_by_hand, house.amira, course_id=key, staff_id=house.lea)

    found = at_once(desks, take)

    refused = [one for one in found if isinstance(one, NothingLeft)]
    assert len(refused) == 2
    for one in refused:
        assert f"Léa took the last on {short_day(FRIDAY)} at " in str(one)
    assert house.salon.ask(course_line, key).used == 2
    adds_up(house, key)


def test_two_visits_that_end_at_once_take_what_is_there(
    another_desk: OpenDesk,
) -> None:
    desks = [another_desk() for _desk in range(2)]
    house = open_house(desks[0])
    key = on_a_bill(house, 10001, 1)
    visits = [booked(house, house.peel, start=time(hour)) for hour in (9, 11)]
    for one in visits:
        desks[0].do(arrive, one)
    ours = dict(zip(map(id, desks), visits, strict=True))

    found = at_once(desks, lambda desk: desk.do(complete, ours[id(desk)]))

    assert not [one for one in found if isinstance(one, SalonError)]
    assert house.salon.ask(course_line, key).used == 1
    adds_up(house, key)


def test_a_course_is_paid_back_or_taken_from_and_never_both(
    another_desk: OpenDesk,
) -> None:
    desks = [another_desk() for _desk in range(2)]
    house = open_house(desks[0])
    key = on_a_bill(house, 9000, 1)

    def act(desk: Salon) -> object:
        if desk is desks[0]:
            return desk.do(redeem_by_hand, house.amira, course_id=key)
        return desk.do(refund_course, key, Basis.PRO_RATA, "moves")

    found = at_once(desks, act)

    assert len([one for one in found if isinstance(one, SalonError)]) == 1
    adds_up(house, key)


FREE_OR_NOT = pytest.mark.parametrize("price", [3000, 0])
"""What costs nothing moves nothing: there the database itself says no."""


@FREE_OR_NOT
def test_undo_never_gives_a_session_that_somebody_else_has_since(
    another_desk: OpenDesk, price: int
) -> None:
    here, there = another_desk(), another_desk()
    house = open_house(here)
    key = on_a_bill(house, price, 1)
    taken = here.do(redeem_by_hand, house.amira, course_id=key)
    here.do(take_back_redemption, taken, "wrong")
    there.do(redeem_by_hand, house.amira, course_id=key)

    with pytest.raises(SessionStands):
        here.undo()

    assert house.salon.ask(course_line, key).used == 1
    adds_up(house, key)


@FREE_OR_NOT
def test_what_is_taken_back_by_undo_may_be_taken_by_the_other(
    another_desk: OpenDesk, price: int
) -> None:
    here, there = another_desk(), another_desk()
    house = open_house(here)
    key = on_a_bill(house, price, 1)
    here.do(redeem_by_hand, house.amira, course_id=key)
    here.undo()
    there.do(redeem_by_hand, house.amira, course_id=key)

    with pytest.raises(NotAgain if price else SessionStands):
        here.redo()

    assert house.salon.ask(course_line, key).used == 1
    adds_up(house, key)
