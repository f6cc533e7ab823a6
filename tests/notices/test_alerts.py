"""Alerts that staff write: where, until when, for whom, and what they hold up."""

from datetime import time, timedelta

import pytest

from salon.appointments.operations import (
    Booking,
    Change,
    arrive,
    book,
    confirm,
    move,
    start_treatment,
    swap,
)
from salon.appointments.queries import day_book
from salon.catalogue.model import ServiceId
from salon.clients.household import add_relative
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import add_client, merge_clients
from salon.content import load_content
from salon.errors import Missing, NotAllowed
from salon.notices.model import (
    AlertDraft,
    AlertLine,
    BadDays,
    BookingBlocked,
    EmptyNote,
    Loudness,
    NowhereShown,
    ToAcknowledge,
    Where,
)
from salon.notices.operations import acknowledge, clear_alert, put_alert
from salon.notices.queries import alerts_of, alerts_standing
from salon.reports.queries import findings
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.views.minding import minded
from salon.work import Work
from tests.clients.test_answering import pass_days
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade

READ = AlertDraft("Card was refused", Loudness.READ)
BLOCK = AlertDraft("Two visits are unpaid", is_blocking=True)
DAY = timedelta(days=1)


def standing(house: House, key: ClientId | None = None) -> tuple[AlertLine, ...]:
    key = key or house.amira
    return house.salon.ask(alerts_standing, [key]).get(key, ())


def test_an_alert_says_who_put_it_and_stands_from_today(house: House) -> None:
    house.salon.by = house.lea
    house.salon.do(put_alert, house.amira, AlertDraft(" Bring  her tea "))
    [one] = standing(house)
    assert (one.by, one.first_day, one.last_day) == ("Léa", FRIDAY, None)
    assert one.places == frozenset(Where)
    assert standing(house, house.basia) == ()


def test_it_stands_from_its_first_day_to_its_last_and_no_longer(house: House) -> None:
    days = AlertDraft("x", first_day=FRIDAY + DAY, last_day=FRIDAY + 2 * DAY)
    house.salon.do(put_alert, house.amira, days)
    seen = []
    for _day in range(4):
        seen.append(bool(standing(house)))
        pass_days(house, 1)
    assert seen == [False, True, True, False]


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (AlertDraft(" "), EmptyNote),
        (AlertDraft("x", places=frozenset()), NowhereShown),
        (AlertDraft("x", last_day=FRIDAY - DAY), BadDays),
        (
            AlertDraft("x", first_day=FRIDAY + 2 * DAY, last_day=FRIDAY + DAY),
            BadDays,
        ),
    ],
)
def test_what_would_never_be_seen_is_refused(
    house: House, draft: AlertDraft, error: type[Exception]
) -> None:
    with pytest.raises(error):
        house.salon.do(put_alert, house.amira, draft)


def test_it_is_shown_only_where_it_is_meant_to_be(house: House) -> None:
    at_till = AlertDraft("x", places=frozenset((Where.TILL,)))
    house.salon.do(put_alert, house.amira, at_till)
    for where in Where:
        found = house.salon.ask(minded, house.amira, where, asks=False)
        assert bool(found.alerts) is (where is Where.TILL)


def test_what_must_be_read_holds_up_the_step_until_it_is(house: House) -> None:
    house.salon.do(load_content)
    key = house.booked(time(9))
    house.salon.do(put_alert, house.amira, READ)

    for where, step in (
        (Where.CHECKIN, lambda: house.salon.do(arrive, key)),
        (Where.RECORD, lambda: house.salon.do(start_treatment, key)),
    ):
        with pytest.raises(ToAcknowledge, match="Card was refused") as error:
            step()
        assert error.value.where == where.value
        house.salon.by = house.lea
        house.salon.do(acknowledge, house.amira, where)
        step()

    [one] = standing(house)
    assert [(read.place, read.by) for read in one.read] == [
        (Where.CHECKIN, "Léa"),
        (Where.RECORD, "Léa"),
    ]


def test_it_is_read_anew_on_another_day_and_for_another_client(house: House) -> None:
    house.salon.do(put_alert, house.amira, READ)
    house.salon.do(acknowledge, house.amira, Where.BOOKING)
    house.booked(time(9))
    pass_days(house, 3)
    [one] = standing(house)
    assert one.waits_at(Where.BOOKING)


def test_a_banner_holds_nobody_up(house: House) -> None:
    house.salon.do(put_alert, house.amira, AlertDraft("Tea"))
    house.salon.do(arrive, house.booked(time(9)))


def test_nothing_is_booked_until_it_is_cleared(house: House) -> None:
    other = house.booked(time(9))
    made = house.salon.do(put_alert, house.amira, BLOCK)

    with pytest.raises(BookingBlocked, match=f"AL{made}"):
        house.booked(time(14))

    assert [one.id for one in house.salon.ask(day_book, FRIDAY)] == [other]
    house.salon.do(arrive, other)  # what is agreed goes on
    house.salon.by = house.lea
    house.salon.do(clear_alert, made, "Paid in cash")
    house.booked(time(14))
    [past] = house.salon.ask(alerts_of, house.amira)
    assert (past.cleared_by, past.cleared_why) == ("Léa", "Paid in cash")
    house.salon.undo()  # the booking
    house.salon.undo()  # the clearing
    with pytest.raises(BookingBlocked):
        house.booked(time(14))


def test_a_block_holds_what_would_be_a_new_promise_and_nothing_else(
    house: House,
) -> None:
    salon = house.salon

    def serve(work: Work) -> ServiceId:
        work.record(RowMade())
        return work.add(a_service("tst_facial", "Facial", 45)).id

    visit = house.booked(time(14))
    other = salon.do(book, Booking(house.basia, house.peel, FRIDAY, time(16)))
    mo = salon.do(hire, "Mo", Role.THERAPIST)
    facial = salon.do(serve)
    alert = salon.do(put_alert, house.amira, BLOCK)

    for change in (
        Change(start=time(15)),
        Change(day=FRIDAY + DAY),
        Change(service_id=facial),
    ):
        with pytest.raises(BookingBlocked, match="Amira"):
            salon.do(move, visit, change)
    with pytest.raises(BookingBlocked, match="Amira"):
        salon.do(swap, other, visit)
    salon.do(move, visit, Change(staff_id=mo, override="Léa is ill"))
    salon.do(confirm, visit)  # it was agreed before
    salon.do(move, other, Change(start=time(17)))

    salon.do(clear_alert, alert, "paid")
    salon.do(move, visit, Change(start=time(15)))


def test_a_block_is_always_seen_where_one_books(house: House) -> None:
    at_till = AlertDraft("x", places=frozenset((Where.TILL,)), is_blocking=True)
    house.salon.do(put_alert, house.amira, at_till)
    assert Where.BOOKING in standing(house)[0].places


def test_an_alert_of_a_household_stands_for_all_of_it_and_says_no_more(
    house: House,
) -> None:
    house.salon.do(load_content)
    child = house.salon.do(add_client, ClientDraft(name="Ines"))
    house.salon.do(add_relative, house.amira, "child", "Ines", other=child)
    house.salon.do(add_relative, house.basia, "friend", "Amira", other=house.amira)
    all_ = AlertDraft("Ring twice", is_household=True)
    house.salon.do(put_alert, child, all_)

    found = house.salon.ask(alerts_standing, [house.amira, house.basia, child])

    assert set(found) == {house.amira, child}  # a friend is not of the household
    assert found[house.amira][0].text == "Ring twice"
    assert found[house.amira][0].alert.text == "Ring twice"


def test_each_of_a_household_is_read_for(house: House) -> None:
    house.salon.do(load_content)
    house.salon.do(add_relative, house.amira, "spouse", "B", other=house.basia)
    all_ = AlertDraft("Ring twice", Loudness.READ, is_household=True)
    house.salon.do(put_alert, house.basia, all_)
    house.salon.do(acknowledge, house.basia, Where.BOOKING)
    with pytest.raises(ToAcknowledge):
        house.booked(time(9))


def test_only_what_stands_is_acknowledged(house: House) -> None:
    made = house.salon.do(put_alert, house.basia, READ)
    with pytest.raises(Missing):
        house.salon.do(acknowledge, house.amira, Where.TILL, [made])


def test_alerts_go_along_when_two_files_are_joined(house: House) -> None:
    house.salon.do(put_alert, house.basia, READ)
    house.salon.do(acknowledge, house.basia, Where.TILL)
    house.salon.do(merge_clients, house.amira, house.basia)
    assert [one.text for one in standing(house)] == [READ.text]
    assert house.salon.ask(findings) == []


def test_whoever_books_may_read_and_only_who_files_may_clear(house: House) -> None:
    made = house.salon.do(put_alert, house.amira, READ)
    trainee = house.salon.do(hire, "Tom", Role.TRAINEE)
    house.salon.by = trainee
    house.salon.do(acknowledge, house.amira, Where.RECORD)
    with pytest.raises(NotAllowed):
        house.salon.do(clear_alert, made)


def test_a_visit_that_is_booked_by_another_way_is_refused_too(house: House) -> None:
    house.salon.do(put_alert, house.amira, BLOCK)
    with pytest.raises(BookingBlocked):
        house.salon.do(book, house.wish(time(10)))
