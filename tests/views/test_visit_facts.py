"""Visits in figures, and the rest of a client's story."""

from collections.abc import Sequence
from datetime import time, timedelta
from functools import partial

import pytest

from salon.appointments.model import Status
from salon.appointments.rhythm import expected_interval
from salon.appointments.tables import Appointment
from salon.catalogue.queries import all_services, as_called
from salon.catalogue.tables import Product
from salon.complaints.opening import open_complaint
from salon.money import Money
from salon.skin.tables import Photo
from salon.text import Names, speaking
from salon.till.model import Paying
from salon.till.operations import add_product
from salon.views.visit_facts import VisitFacts, more_story, visit_facts
from salon.work import Work
from tests.house import FRIDAY, NOW, House, HouseOpened
from tests.till.counter import counter_of, pounds

SERUM = "Azelaic acid serum 10 %"


def came(
    house: House,
    *ago: int,
    status: Status = Status.LEFT,
    service: int | None = None,
) -> None:
    def write(work: Work) -> None:
        for days in ago:
            work.add(
                Appointment(
                    client_id=house.amira,
                    service_id=service or house.peel,
                    staff_id=house.lea,
                    room_id=house.cabin,
                    day=FRIDAY - timedelta(days=days),
                    start=time(9),
                    minutes=45,
                    status=status,
                    booked_at=NOW,
                    price=Money(8500),
                )
            )
        work.record(HouseOpened())

    house.salon.do(write)


def facts(house: House) -> VisitFacts:
    return house.salon.ask(visit_facts, house.amira)


def test_a_new_client_has_no_figures(house: House) -> None:
    assert facts(house) == VisitFacts(
        0, None, None, 0, 0, None, (), (), None, house.salon.today()
    )


@pytest.mark.parametrize(
    ("ago", "interval"), [((60,), None), ((60, 30), None), ((90, 60, 30), 30)]
)
def test_a_usual_interval_takes_three_visits(
    house: House, ago: Sequence[int], interval: int | None
) -> None:
    came(house, *ago)
    found = facts(house)
    assert found.visits == len(ago)
    assert found.since == min(ago)
    assert found.interval == interval


def test_the_interval_is_the_one_of_the_rhythm(house: House) -> None:
    came(house, 100, 80, 50, 45)
    assert facts(house).interval == round(expected_interval([20, 30, 5], 30))


@pytest.mark.parametrize(("since", "late"), [(29, 0), (30, 0), (31, 1), (90, 60)])
def test_late_begins_the_day_after_the_usual_one(
    house: House, since: int, late: int
) -> None:
    came(house, since + 60, since + 30, since)
    found = facts(house)
    assert (found.interval, found.late) == (30, late)
    assert found.part == min(1.0, since / 30)


def test_who_is_booked_is_not_late(house: House) -> None:
    came(house, 150, 120, 90)
    assert facts(house).late == 60
    house.booked(time(14))
    found = facts(house)
    assert found.late == 0
    assert found.coming is not None
    assert found.coming.slot.day == FRIDAY


def test_missed_visits_are_told_and_cancelled_ones_are_not(house: House) -> None:
    came(house, 40, 30)
    came(house, 20, status=Status.MISSED)
    came(house, 10, status=Status.CANCELLED)
    found = facts(house)
    assert (found.kept, found.missed, found.since) == (2, 1, 30)


def test_another_clients_visits_are_not_counted(house: House) -> None:
    came(house, 40, 30)
    assert house.salon.ask(visit_facts, house.basia).visits == 0


def test_what_was_paid_and_taken_home_stands_in_figures_and_story(
    house: House,
) -> None:
    assert house.salon.ask(more_story, house.amira) == []
    assert facts(house).spent is None
    counter = counter_of(house)
    bill = counter.visit()
    house.salon.do(add_product, bill, counter.serum)
    counter.close(bill, Paying("card", pounds("131")))
    found = facts(house)
    assert (found.spent, found.products) == (Money(13100), (SERUM,))
    assert found.services == ("Peel",)
    [line] = house.salon.ask(more_story, house.amira)
    assert (line.kind, line.day) == ("bill", FRIDAY)
    assert "131" in line.title
    assert "Azelaic acid serum" in line.detail
    assert house.salon.ask(more_story, house.basia) == []


def test_what_was_paid_is_called_as_whoever_looks_calls_it(house: House) -> None:
    counter = counter_of(house)
    bill = counter.visit()
    house.salon.do(add_product, bill, counter.serum)
    counter.close(bill, Paying("card", pounds("131")))
    names = Names(SERUM, "壬二酸精华10%", "壬二酸精華10%")

    def name(work: Work) -> None:
        row = work.get(Product, counter.serum)
        row.zh_hans, row.zh_hant = names.zh_hans, names.zh_hant
        work.record(HouseOpened())

    house.salon.do(name)
    service = house.salon.ask(all_services)[house.peel].names
    for code in ("zh_CN", "zh_TW", "en"):
        with speaking(code):
            [line] = house.salon.ask(more_story, house.amira)
            assert names.said_in(code) in line.detail
            assert service.said_in(code) in line.detail
            assert facts(house).products == (names.said_in(code),)
    # what is no name of anything stays as it was written
    assert house.salon.ask(lambda r: as_called(r, "Two candles")) == "Two candles"
    assert house.salon.ask(lambda r: as_called(r, "")) == ""


def test_complaints_and_photographs_are_told(house: House) -> None:
    def write(work: Work) -> None:
        for hour in (9, 10):
            taken = NOW.replace(hour=hour)
            row = {"hash": "a", "thumb_hash": "b", "width": 1, "height": 1}
            work.add(Photo(client_id=house.amira, taken=taken, **row))
        work.record(HouseOpened())

    house.salon.do(write)
    said = partial(open_complaint, words="I had to wait.")
    house.salon.do(said, house.amira)
    told = house.salon.ask(more_story, house.amira)
    assert {one.kind for one in told} == {"photo", "complaint"}
    [photos] = [one for one in told if one.kind == "photo"]
    assert photos.title == "2 photographs"
    [case] = [one for one in told if one.kind == "complaint"]
    assert case.detail == "I had to wait."
