"""The list of clients: everybody once, in order, under any filter; and its edges."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from salon.app import Salon
from salon.appointments.model import Status
from salon.appointments.operations import Booking, book
from salon.appointments.tables import Appointment
from salon.clients.model import BirthdayLine, ClientDraft, ClientId, LunarDay
from salon.clients.narrowing import GONE, LONG_AGO, NEW, Narrow, Order
from salon.clients.operations import (
    add_client,
    correct_client,
    note_allergy,
)
from salon.clients.queries import client_card, count_clients
from salon.clients.tables import Client, ClientCondition, ClientFact, Departure
from salon.demo import found_demo
from salon.start import open_salon
from salon.views.roll import (
    CHUNK,
    choices,
    count_in_view,
    recall,
    roll,
    roll_lines,
)
from salon.work import Reading, Work
from tests.clients.test_narrowing import NARROWS
from tests.demo.conftest import NOW
from tests.house import FRIDAY, House
from tests.leaning import RowMade, a_row


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Salon]:
    where = str(tmp_path_factory.mktemp("roll") / "salon")
    found_demo(where, now=NOW)
    with closing(open_salon(where, NOW)) as salon:
        yield salon


@given(narrow=NARROWS, text=st.sampled_from(("", "li", "07700", "%")))
def test_everybody_who_fits_is_there_once_in_order_and_page_by_page(
    demo: Salon, narrow: Narrow, text: str
) -> None:
    news = demo.ask(roll, narrow, text)
    assert len(set(news.keys)) == len(news.keys)
    whole = demo.ask(roll, Narrow(), text)
    assert set(news.keys) <= set(whole.keys)
    if not text:
        assert demo.ask(count_in_view, narrow) == len(news.keys)
    brought = [
        one
        for at in range(0, len(news.keys), CHUNK)
        for one in demo.ask(roll_lines, news.keys[at : at + CHUNK])
    ]
    assert [one.client.id for one in brought] == list(news.keys)
    assert news.lines == tuple(brought[: len(news.lines)])
    rows = [row for row, _said in news.marks]
    assert rows == sorted(set(rows))
    assert not rows or rows[0] == 0
    values = [one.late for one in brought]
    if narrow.order == Order.LATE:
        values = [value for value in values if value]
        assert values == sorted(values, reverse=narrow.is_down)
    if narrow.late:
        assert all(one.late >= narrow.late for one in brought)
    if narrow.unbooked:
        assert not any(one.client.next_visit for one in brought)


@pytest.mark.parametrize("order", list(Order))
def test_each_column_sorts_both_ways_and_loses_nobody(demo: Salon, order: str) -> None:
    up = demo.ask(roll, Narrow(order=order)).keys
    down = demo.ask(roll, Narrow(order=order, is_down=True)).keys
    assert set(up) == set(down)
    left = demo.ask(lambda r: r.session.scalar(select(func.count(Departure.id))))
    assert left == 1  # who comes no more is on no list
    assert len(up) == demo.ask(count_clients) - left


def test_names_are_sorted_as_they_are_said(house: House) -> None:
    for name in ("Zoë Abbott", "Élodie", "林美华", "Lin Okafor", "张伟", "% Spa"):
        house.salon.do(add_client, ClientDraft(name=name))
    news = house.salon.ask(roll, Narrow())
    names = [one.client.name for one in news.lines]
    first = ["% Spa", "Amira Khan", "Basia Nowak", "Élodie", "林美华", "Lin Okafor"]
    assert names == [*first, "张伟", "Zoë Abbott"]
    assert [said for _row, said in news.marks] == ["#", "A", "B", "E", "L", "Z"]
    turned = house.salon.ask(roll, Narrow(is_down=True))
    assert turned.keys == news.keys[::-1]


def test_a_text_brings_the_likeliest_first_and_stays_within_the_view(
    house: House,
) -> None:
    for name in ("Anna Lee", "Lee Ann", "Leena"):
        house.salon.do(add_client, ClientDraft(name=name))
    named = house.salon.ask(roll, Narrow(), "lee")
    assert named.lines[0].client.name in ("Lee Ann", "Leena")
    assert len(named.keys) == 3
    assert named.all == 5
    assert house.salon.ask(roll, Narrow(alert=True), "lee").keys == ()


def came(house: House, client: int, *days: date, **more: Any) -> None:
    """Let somebody have been here on these days."""

    def write(work: Work) -> None:
        for day in days:
            known = {"staff_id": house.lea, "service_id": house.peel, "day": day}
            known |= {"start": time(9), "status": Status.COMPLETED} | more
            a_row(work, Appointment, client_id=client, **known)
        work.record(RowMade())

    house.salon.do(write)


def ago(*days: int) -> list[date]:
    return [FRIDAY - timedelta(days=each) for each in days]


def here(house: House, **narrow: Any) -> set[int]:
    return set(house.salon.ask(roll, Narrow(**narrow)).keys)


def test_late_counts_from_the_clients_own_rhythm(house: House) -> None:
    came(house, house.amira, *ago(119, 89, 59))  # every 30 days: 29 late
    came(house, house.basia, *ago(120, 90, 60))
    assert here(house, late=30) == {house.basia}
    [line] = house.salon.ask(roll_lines, [house.basia])
    assert (line.usual, line.late, line.person) == (30, 30, "Léa")
    wish = Booking(house.basia, house.peel, FRIDAY + timedelta(days=7), time(10))
    house.salon.do(book, wish)
    assert here(house, late=30, unbooked=True) == set()
    assert here(house, late=30) == {house.basia}


def test_never_came_back_is_one_visit_and_long_ago(house: House) -> None:
    came(house, house.amira, *ago(LONG_AGO))
    came(house, house.basia, *ago(LONG_AGO - 1))
    assert here(house, came="once") == {house.amira}
    came(house, house.amira, *ago(LONG_AGO), start=time(11))  # twice on one day
    assert here(house, came="once") == {house.amira}
    came(house, house.amira, *ago(LONG_AGO + 10))
    assert here(house, came="once") == set()


def test_gone_is_nobody_for_a_year_and_new_these_thirty_days(house: House) -> None:
    came(house, house.amira, *ago(GONE))
    came(house, house.basia, *ago(GONE + 1))
    assert here(house, came="gone") == {house.basia}

    def registered(work: Work) -> None:
        work.get(Client, house.amira).registered = FRIDAY - timedelta(days=NEW)
        work.get(Client, house.basia).registered = FRIDAY - timedelta(days=NEW + 1)
        work.record(RowMade())

    house.salon.do(registered)
    assert here(house, came="new") == {house.amira}


def edit(house: House, who: int, **said: Any) -> None:
    key = ClientId(who)
    seen = house.salon.ask(client_card, key).line.version
    house.salon.do(correct_client, key, ClientDraft(**said), seen=seen)


def test_birthdays_of_a_month_are_those_kept_in_it_by_sun_or_moon(
    house: House,
) -> None:
    edit(house, house.amira, birthday=BirthdayLine(1990, 4, 30))
    moon = BirthdayLine(lunar=LunarDay(3, 1))  # 17 April 2026
    edit(house, house.basia, birthday=moon)
    assert here(house, born="4") == {house.amira, house.basia}
    assert here(house, born="next") == here(house, born="4")
    assert here(house, born="5") == set()
    edit(house, house.amira, birthday=BirthdayLine(1990, 5, 1))
    assert here(house, born="5") == {house.amira}


def stands(house: House, who: int, **said: Any) -> None:
    def write(work: Work) -> None:
        a_row(work, ClientCondition, client_id=who, condition="x", **said)
        work.record(RowMade())

    house.salon.do(write)


def test_wishes_alerts_language_and_person(house: House) -> None:
    edit(house, house.amira, channel="wechat", language="zh_CN", source="friend")
    edit(house, house.basia, do_not_contact=True)
    assert here(house, wish="messages") == {house.amira}
    assert here(house, wish="silent") == {house.basia}
    assert here(house, language="zh_CN") == {house.amira}
    assert here(house, source="friend") == {house.amira}
    assert house.salon.ask(choices).sources[0][0] == "friend"
    stands(house, house.basia, until=FRIDAY)  # over today
    assert here(house, alert=True) == set()
    house.salon.do(note_allergy, ClientId(house.amira), "Latex")
    assert here(house, alert=True) == {house.amira}
    until = {"until": FRIDAY + timedelta(days=1)}
    stands(house, house.basia, **until)
    assert here(house, alert=True) == {house.amira, house.basia}
    came(house, house.basia, *ago(3))
    assert here(house, person=house.lea) == {house.basia}


def test_namesakes_say_how_to_tell_them_apart(house: House) -> None:
    one = house.salon.do(add_client, ClientDraft(name="王芳"))

    def tell(work: Work) -> None:
        told = {"field": "namesake_hint", "value": "short hair"}
        a_row(work, ClientFact, client_id=one, **told)
        work.record(RowMade())

    house.salon.do(tell)
    [line] = house.salon.ask(roll_lines, [one])
    assert (line.has_namesake, line.hint) == (False, "")
    other = house.salon.do(add_client, ClientDraft(name="王芳"))
    first, second = house.salon.ask(roll_lines, [one, other])
    assert (first.has_namesake, first.hint) == (True, "short hair")
    assert (second.has_namesake, second.hint) == (True, "")


def test_before_calls_are_planned_it_is_said_who_is_left_out(house: House) -> None:
    edit(house, house.amira, channel="sms")
    edit(house, house.basia, do_not_contact=True)
    third = house.salon.do(add_client, ClientDraft(name="Carla"))
    news = house.salon.ask(recall, [house.amira, house.basia, third, third])
    assert news.ring == (third,)
    assert news.write == (house.amira,)
    assert news.messages == ("Amira Khan",)
    assert news.silent == ("Basia Nowak",)
    assert news.names == ("Amira Khan", "Basia Nowak", "Carla")


def test_an_order_that_is_kept_follows_every_deed_and_its_undo(house: House) -> None:
    salon = house.salon

    def keys(order: Order = Order.NAME, **more: Any) -> tuple[int, ...]:
        return salon.ask(roll, Narrow(order=order, **more)).keys

    first = {order: keys(order) for order in Order}
    new = salon.do(add_client, ClientDraft(name="Aaron"))
    assert keys()[0] == new
    assert all(new in keys(order) for order in Order)
    assert keys(language="zh_CN") == ()
    edit(house, new, name="Zack", language="zh_CN")
    assert keys()[-1] == new
    assert keys(language="zh_CN") == (new,)
    assert keys(Order.LAST, is_down=True)[0] != new
    assert keys(late=1) == ()
    came(house, new, *ago(100, 90, 80))
    assert keys(Order.LAST, is_down=True)[0] == new
    assert keys(late=1) == keys(Order.LATE)[:1] == (new,)
    assert keys(Order.NEXT)[0] != new
    salon.do(book, Booking(new, house.peel, FRIDAY + timedelta(days=1), time(10)))
    assert keys(Order.NEXT)[0] == new
    assert new not in keys(unbooked=True)
    for _step in range(4):
        salon.undo()
    assert {order: keys(order) for order in Order} == first


def test_a_look_that_began_before_keeps_the_order_it_saw(house: House) -> None:
    salon = house.salon
    before = salon.ask(roll, Narrow()).keys
    seen: list[tuple[int, ...]] = []

    def slow(reading: Reading) -> None:
        salon.do(add_client, ClientDraft(name="Aaron"))
        assert len(salon.ask(roll, Narrow()).keys) == len(before) + 1
        seen.append(roll(reading, Narrow()).keys)

    salon.ask(slow)
    assert seen == [before]
    assert len(salon.ask(roll, Narrow()).keys) == len(before) + 1


def test_turned_round_those_alike_stay_by_name_and_who_has_nothing_stays_last(
    house: House,
) -> None:
    came(house, house.amira, *ago(3))
    came(house, house.basia, *ago(3), start=time(11))
    third = house.salon.do(add_client, ClientDraft(name="Aaron"))
    for is_down in (False, True):
        news = house.salon.ask(roll, Narrow(order=Order.LAST, is_down=is_down))
        assert news.keys == (house.amira, house.basia, third)
        assert news.marks[-1] == (2, "–")
