"""What stands against selling a course: both sides of each limit, and who may."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest

from salon.appointments.operations import Booking, arrive, book, complete
from salon.courses.model import CourseKind, Offer
from salon.courses.operations import redeem_by_hand
from salon.errors import SalonError
from salon.money import Money
from salon.promises.guarding import guard, half_a_year, interval_of
from salon.promises.model import (
    Level,
    Objection,
    OwnerDecides,
    Stands,
    TooMuchPromised,
)
from salon.promises.queries import free_hours
from salon.settings.operations import describe
from salon.staff.model import Role, StaffId
from salon.staff.tables import StaffMember
from salon.till.operations import open_bill
from salon.till.queries import bill
from salon.till.selling import add_course
from salon.work import Work
from tests.courses.shop import on_a_bill, sold
from tests.house import FRIDAY, House
from tests.leaning import RowMade

LONG = 90  # minutes of a session


def against(house: House, offer: Offer) -> Sequence[Objection]:
    return house.salon.ask(guard, house.amira, offer, Money(68000))


def course(house: House, sessions: int, months: int | None = 0, **more: int) -> Offer:
    service = more.get("service", house.peel)
    return Offer(CourseKind.SESSIONS, (service,), sessions, Money(8500), months=months)


def as_(house: House, role: Role) -> None:
    def hire(work: Work) -> StaffId:
        work.record(RowMade())
        return work.add(StaffMember(name="Ida", role=role)).id

    house.salon.by = house.salon.do(hire)


@pytest.mark.parametrize(
    ("weeks", "level"),
    [
        (0.5, None),
        (1.99, None),
        (2.01, Level.WARN),
        (2.99, Level.WARN),
        (3.01, Level.OWNER),
    ],
)
def test_the_desk_is_warned_above_one_limit_and_the_owner_asked_above_the_other(
    house: House, weeks: float, level: Level | None
) -> None:
    house.salon.do(describe, promise_warn=2, promise_owner=3)
    free = house.salon.ask(free_hours).people[house.lea]
    one = sold(house, "short")
    sessions = int(free * weeks / 30)
    on_a_bill(house, 1, sessions - 1, services=(one,), client=house.basia)

    found = against(house, course(house, 1, service=one))

    assert [each.level for each in found] == ([level] if level else [])
    if level is not None:
        assert found[0].what is Stands.WEEKS
        assert "the limit is 2" in found[0].text


def test_it_says_how_many_sessions_would_do(house: House) -> None:
    house.salon.do(describe, promise_warn=1, promise_owner=9)
    hours = sold(house, "hours", buffer_minutes=30)
    free = house.salon.ask(free_hours).people[house.lea]

    [found] = against(house, course(house, 150, service=hours))

    assert found.fits == int(free / 60)
    assert against(house, course(house, found.fits, service=hours)) == []


def test_what_nobody_can_give_is_for_the_owner(house: House) -> None:
    laser = sold(house, "laser", skill="medical")

    [found] = against(house, course(house, 1, service=laser))

    assert (found.what, found.level) == (Stands.NOBODY, Level.OWNER)


def test_without_a_rota_hours_say_nothing(house: House) -> None:
    from salon.settings.model import Hours

    house.salon.do(describe, hours=Hours())

    assert against(house, course(house, 100)) == []


@pytest.mark.parametrize(("sessions", "stands"), [(13, False), (14, True)])
def test_no_more_is_sold_than_comes_before_the_last_day(
    house: House, sessions: int, *, stands: bool
) -> None:
    # 365 days to the end, a visit each 28 where nothing is known: 13.04
    found = against(house, course(house, sessions, 12))

    assert [one.what for one in found] == ([Stands.PACE] if stands else [])
    if stands:
        assert found[0].level is Level.OWNER
        assert found[0].fits == 13


def test_sessions_that_are_left_count_with_the_new_ones(house: House) -> None:
    key = on_a_bill(house, 0, 4)
    assert against(house, course(house, 9, 12)) == []
    [found] = against(house, course(house, 10, 12))
    assert found.fits == 9

    house.salon.do(redeem_by_hand, house.amira, course_id=key)
    assert against(house, course(house, 10, 12)) == []


def test_the_pace_is_the_clients_own(house: House) -> None:
    for weeks in (10, 8, 6, 4, 2):
        _came(house, FRIDAY - timedelta(weeks=weeks))

    # four gaps of 14 days and the usual 28: 16.1 days, so 22 in a year
    assert against(house, course(house, 22, 12)) == []
    assert [one.what for one in against(house, course(house, 23, 12))] == [Stands.PACE]


def _came(house: House, day: date) -> None:
    with house.salon.stopped_at(day_at(day)):
        key = house.salon.do(book, Booking(house.amira, house.peel, day, time(12)))
        house.salon.do(arrive, key)
        house.salon.do(complete, key)


def day_at(day: date):  # type: ignore[no-untyped-def]
    from datetime import datetime

    return datetime.combine(day, time(8))


def test_the_interval_of_nobody_is_what_is_usual() -> None:
    assert interval_of([], 14) == pytest.approx(14)
    assert interval_of([], 0) == pytest.approx(28)


@pytest.mark.parametrize(
    ("days", "usual"), [(1, 36500 // 2), (90, 36500 // 2), (180, 9125), (400, 4500)]
)
def test_six_usual_months_of_who_is_new_follow_from_a_season(
    days: int, usual: int
) -> None:
    first = FRIDAY - timedelta(days=days - 1)

    assert half_a_year(Money(9000), first, FRIDAY).minor == usual


@pytest.mark.parametrize(("unused", "stands"), [(17236, False), (17237, True)])
def test_more_unused_than_six_usual_months_needs_the_owner(
    house: House, unused: int, *, stands: bool
) -> None:
    # 85.00 earned today: of a season of 90 days that is 172.36 in six months
    key = on_a_bill(house, 8500, 1)
    house.salon.do(redeem_by_hand, house.amira, course_id=key)
    on_a_bill(house, unused, 1)

    found = against(house, course(house, 1))

    assert [one.what for one in found] == ([Stands.UNUSED] if stands else [])


def test_a_reason_is_enough_and_is_kept(house: House) -> None:
    house.salon.do(describe, promise_warn=1, promise_owner=260)
    as_(house, Role.RECEPTION)
    key = house.salon.do(open_bill, house.amira)
    offer = course(house, 300)

    with pytest.raises(TooMuchPromised) as refused:
        house.salon.do(add_course, key, offer, Money(68000))
    assert "the limit is 1" in str(refused.value)
    assert house.salon.ask(bill, key).lines == ()

    house.salon.do(
        add_course, key, offer, Money(68000), despite="  The new room opens "
    )

    [line] = house.salon.ask(bill, key).lines
    assert line.body["despite"] == "The new room opens"


@pytest.mark.parametrize(
    ("role", "error"),
    [
        (Role.RECEPTION, OwnerDecides),
        (Role.CONSULTANT, OwnerDecides),
        (Role.MANAGER, None),
        (Role.OWNER, None),
    ],
)
def test_above_the_owners_limit_a_reason_is_not_enough(
    house: House, role: Role, error: type[SalonError] | None
) -> None:
    house.salon.do(describe, promise_warn=1, promise_owner=1)
    key = house.salon.do(open_bill, house.amira)
    as_(house, role)
    offer = course(house, 300)

    if error is None:
        house.salon.do(add_course, key, offer, Money(1), despite="A new colleague")
        assert len(house.salon.ask(bill, key).lines) == 1
        return
    with pytest.raises(error):
        house.salon.do(add_course, key, offer, Money(1), despite="A new colleague")


def test_the_books_of_a_client_that_do_not_add_up_stop_the_sale(house: House) -> None:
    key = on_a_bill(house, 68000, 10)

    def spoil(work: Work) -> None:
        from salon.courses.tables import Course

        work.get(Course, key).given += Money(1)
        work.record(RowMade())

    house.salon.do(spoil)

    assert [one.what for one in against(house, course(house, 1))] == [Stands.BOOKS]
