"""One shift hands to the next what is open, and both have signed."""

from datetime import datetime, time, timedelta

import pytest

from salon.aftercare.model import Outcome
from salon.aftercare.operations import log_call
from salon.appointments.operations import Booking, book
from salon.errors import Missing
from salon.settings.operations import close_days
from salon.shifts.model import NoSuchCheck, NothingHandedOver, TakenBySame, checks
from salon.shifts.operations import go_round, hand_over, take_over
from salon.shifts.queries import handovers, shop_round
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.views.handover import hand_over_of
from tests.aftercare.test_calls import MONDAY, SATURDAY, at, owed
from tests.house import FRIDAY, House


def test_what_is_handed_over_waits_until_somebody_else_signs(house: House) -> None:
    mei = house.salon.do(hire, "Mei", Role.RECEPTION)
    at(house, "27 18:30")
    house.salon.do_as(house.lea, hand_over, "  The kettle is broken  ")
    [line] = house.salon.ask(handovers)
    assert (line.by, line.note, line.taken_at) == ("Léa", "The kettle is broken", None)

    with pytest.raises(TakenBySame):
        house.salon.do_as(house.lea, take_over, line.id)
    at(house, "28 08:45")
    house.salon.do_as(mei, take_over, line.id)

    [line] = house.salon.ask(handovers)
    assert line.taken_by == "Mei"
    assert line.taken_at == datetime.combine(SATURDAY, time(8, 45))
    with pytest.raises(NothingHandedOver):
        house.salon.do_as(mei, take_over, line.id)


def test_nothing_handed_over_cannot_be_taken(house: House) -> None:
    with pytest.raises(Missing):
        house.salon.do(take_over, 7)


def test_the_word_in_sight_is_the_one_that_is_signed(house: House) -> None:
    at(house, "27 13:00")
    house.salon.do_as(house.lea, hand_over, "First")
    at(house, "27 18:00")
    newest = house.salon.do_as(house.lea, hand_over, "Second")
    house.salon.do(take_over, newest)
    second, first = house.salon.ask(handovers)
    assert second.taken_at is not None
    assert first.taken_at is None
    house.salon.undo()
    assert house.salon.ask(handovers)[0].taken_at is None


def test_what_is_open_is_in_it(house: House) -> None:
    at(house, "27 17:00")
    made, left = owed(house), owed(house, house.basia)
    house.salon.do(log_call, made, Outcome.WELL)
    again = datetime.fromisoformat("2026-03-28T11:00")
    house.salon.do_as(
        house.lea, log_call, owed(house), Outcome.WELL, again=again, by_me=True
    )
    house.salon.do(book, Booking(house.basia, house.peel, SATURDAY, time(9)))
    house.salon.do(book, Booking(house.amira, house.peel, SATURDAY, time(11)))

    found = house.salon.ask(hand_over_of)

    assert left in [one.id for one in found.calls]
    assert made not in [one.id for one in found.calls]
    assert [(one.due, one.for_name) for one in found.promised] == [(SATURDAY, "Léa")]
    assert (found.next_day, found.visits) == (SATURDAY, 2)
    assert found.first is not None
    assert found.first.client == "Basia Nowak"


def test_the_next_day_is_the_next_open_one(house: House) -> None:
    at(house, "28 17:00")
    assert house.salon.ask(hand_over_of).next_day == MONDAY  # Sunday is closed
    house.salon.do(close_days, MONDAY, MONDAY + timedelta(days=30))
    assert house.salon.ask(hand_over_of).next_day is None


def test_an_empty_house_hands_over_nothing(house: House) -> None:
    found = house.salon.ask(hand_over_of)
    assert (found.calls, found.promised, found.incidents) == ((), (), ())
    assert (found.due, found.visits, found.first, found.last) == (0, 0, None, None)


# the round


def test_the_round_has_eight_things_in_three_languages() -> None:
    assert len(checks()) == 8
    assert all(
        one.names.en and one.names.zh_hans and one.names.zh_hant for one in checks()
    )


def test_the_round_is_gone_once_a_day_and_added_to(house: House) -> None:
    at(house, "27 08:40")
    first, second, *_rest = (one.id for one in checks())
    house.salon.do_as(house.lea, go_round, {first: False, second: True}, "Lamp is out")
    line = house.salon.ask(shop_round, FRIDAY)
    assert (line.wrong, line.note, line.by) == ((first,), "Lamp is out", "Léa")
    assert line.at == datetime.combine(FRIDAY, time(8, 40))

    house.salon.do(go_round, {first: True})
    line = house.salon.ask(shop_round, FRIDAY)
    assert (line.wrong, dict(line.seen)) == ((), {first: True, second: True})
    assert line.note == "Lamp is out"

    at(house, "28 08:40")
    assert house.salon.ask(shop_round, SATURDAY).at is None
    house.salon.do(go_round, {second: False})
    assert house.salon.ask(shop_round, FRIDAY).wrong == ()


def test_what_is_no_part_of_the_round_is_said(house: House) -> None:
    with pytest.raises(NoSuchCheck, match="sh_sign"):
        house.salon.do(go_round, {"weather": True})
