"""Courses that are frozen, extended, passed on and shared: nothing of them is lost."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from salon.appointments.model import AppointmentId
from salon.clients.model import ClientId
from salon.clients.operations import merge_clients
from salon.clock import StoppedClock, months_after
from salon.courses.bending import (
    extend_course,
    freeze_course,
    pass_on_course,
    share_course,
    unfreeze_course,
    unshare_course,
)
from salon.courses.ending import refund_course
from salon.courses.model import (
    AboveLimit,
    BadUntil,
    Basis,
    CourseState,
    DoesNotEnd,
    Doing,
    NobodyElse,
    NoCourse,
    NoReason,
    NothingToGive,
    NotOfTheHousehold,
    NotOfThisCourse,
    NotOpen,
    NotThatWay,
)
from salon.courses.operations import redeem_by_hand, sell_course
from salon.courses.queries import (
    course_card,
    course_line,
    courses_ending,
    courses_of,
    open_for,
)
from salon.errors import NotAllowed
from salon.money import Money
from salon.occasions.model import Kind, State
from salon.occasions.tables import Occasion
from salon.work import Reading, Work
from tests.courses.shop import (
    adds_up,
    booked,
    books,
    kept,
    on_a_bill,
    peel,
    sisters,
    sold,
    step,
)
from tests.house import FRIDAY, House

DAY = timedelta(days=1)


def later(house: House, days: int) -> None:
    """Let days pass."""
    clock = house.salon._clock
    assert isinstance(clock, StoppedClock)
    clock.instant += timedelta(days=days)


def ends(house: House, key: int) -> date | None:
    return house.salon.ask(course_line, key).expires


def test_a_frozen_course_ends_as_many_days_later_as_it_waited(house: House) -> None:
    key = on_a_bill(house, 10000, 2, months=1)
    last = months_after(FRIDAY, 1)
    house.salon.do(freeze_course, key, "in hospital")
    with pytest.raises(NotOpen, match="frozen"):
        house.salon.do(redeem_by_hand, house.amira, course_id=key)
    kept(house, booked(house, house.peel))  # this visit is paid
    assert house.salon.ask(course_line, key).used == 0

    later(house, 40)  # beyond its last day
    house.salon.do(unfreeze_course, key)

    assert ends(house, key) == last + 40 * DAY
    assert house.salon.ask(course_line, key).state is CourseState.ACTIVE
    log = house.salon.ask(course_card, key).log
    assert [(one.doing, one.days) for one in log][1:] == [
        (Doing.FROZEN, 0),
        (Doing.UNFROZEN, 40),
    ]
    assert log[1].reason == "in hospital"


def test_a_course_frozen_until_a_day_runs_again_on_the_next(house: House) -> None:
    key = on_a_bill(house, 10000, 2, months=1)
    last = months_after(FRIDAY, 1)
    house.salon.do(freeze_course, key, "travelling", until=FRIDAY + 6 * DAY)
    assert ends(house, key) == last + 7 * DAY

    later(house, 6)
    with pytest.raises(NotOpen):
        house.salon.do(redeem_by_hand, house.amira, course_id=key)
    later(house, 1)
    house.salon.do(redeem_by_hand, house.amira, course_id=key)
    house.salon.do(freeze_course, key, "again")  # the first one is over
    house.salon.do(unfreeze_course, key)
    assert ends(house, key) == last + 7 * DAY


def test_one_who_comes_back_early_gets_only_the_days_that_passed(house: House) -> None:
    key = on_a_bill(house, 10000, 2, months=1)
    house.salon.do(freeze_course, key, "travelling", until=FRIDAY + 20 * DAY)
    later(house, 3)

    house.salon.do(unfreeze_course, key)

    assert ends(house, key) == months_after(FRIDAY, 1) + 3 * DAY
    house.salon.undo()
    house.salon.undo()
    assert ends(house, key) == months_after(FRIDAY, 1)
    with pytest.raises(NotThatWay):
        house.salon.do(unfreeze_course, key)


@pytest.mark.parametrize(
    ("until", "said"), [(None, "frozen. Let"), (FRIDAY + 6 * DAY, "frozen until")]
)
def test_that_the_only_course_waits_is_said_without_naming_it(
    house: House, until: date | None, said: str
) -> None:
    key = on_a_bill(house, 10000, 1, months=1)
    house.salon.do(freeze_course, key, "ill", until=until)

    with pytest.raises(NotOpen, match=said) as refused:
        house.salon.do(redeem_by_hand, house.amira)
    assert ("2 Apr" in str(refused.value)) is (until is not None)
    with pytest.raises(NotOpen, match=said):
        house.salon.do(redeem_by_hand, house.amira, service_id=house.peel)
    with pytest.raises(NoCourse):  # it is not for this
        house.salon.do(redeem_by_hand, house.amira, service_id=sold(house, "mask"))


def test_a_frozen_course_stands_in_nobodys_way(house: House) -> None:
    waits = on_a_bill(house, 10000, 1, months=1)
    house.salon.do(freeze_course, waits, "ill")
    runs = on_a_bill(house, 10000, 1, months=1)

    house.salon.do(redeem_by_hand, house.amira)

    assert house.salon.ask(course_line, runs).used == 1
    assert house.salon.ask(course_line, waits).used == 0


def test_what_cannot_be_frozen_is_said(house: House) -> None:
    key = on_a_bill(house, 10000, 2, months=1)
    with pytest.raises(NoReason):
        house.salon.do(freeze_course, key, " ")
    for day in (FRIDAY - DAY, FRIDAY + 3661 * DAY, date.max):
        with pytest.raises(BadUntil):
            house.salon.do(freeze_course, key, "so", until=day)
    house.salon.do(freeze_course, key, "so", until=FRIDAY)  # today is a day
    with pytest.raises(NotThatWay):
        house.salon.do(freeze_course, key, "so")
    later(house, 100)
    with pytest.raises(NotOpen, match="last day is over"):
        house.salon.do(freeze_course, key, "so")


def test_a_course_that_waits_is_in_nobodys_list_of_what_ends(house: House) -> None:
    key = on_a_bill(house, 10000, 2)
    house.salon.do(extend_course, key, months_after(FRIDAY, 13), "kind")
    later(house, 390)
    assert len(house.salon.ask(courses_ending)) == 1

    house.salon.do(freeze_course, key, "so")

    assert house.salon.ask(courses_ending) == []


@pytest.mark.parametrize(("days", "is_too_long"), [(0, False), (1, True)])
def test_beyond_six_months_the_manager_says_yes(
    house: House, days: int, is_too_long: bool
) -> None:
    """compensation_matrix: up to six months; all extensions together."""
    key = on_a_bill(house, 10000, 2, months=12)
    last = months_after(FRIDAY, 12)
    until = months_after(last, 6) + days * DAY
    house.salon.do_as(house.lea, extend_course, key, last + DAY, "ill")

    if is_too_long:
        with pytest.raises(AboveLimit, match="6 months"):
            house.salon.do_as(house.lea, extend_course, key, until, "ill")
        house.salon.do(extend_course, key, until, "ill")
    else:
        house.salon.do_as(house.lea, extend_course, key, until, "ill")

    assert ends(house, key) == until
    first, second = house.salon.ask(course_card, key).log[1:]
    assert first.days + second.days == (until - last).days


def test_an_extension_goes_on_and_not_back(house: House) -> None:
    key, endless = on_a_bill(house, 1, 2, months=1), on_a_bill(house, 1, 2, months=0)
    last = months_after(FRIDAY, 1)
    for day in (last, FRIDAY - DAY, date.max):
        with pytest.raises(BadUntil):
            house.salon.do(extend_course, key, day, "so")
    with pytest.raises(DoesNotEnd):
        house.salon.do(extend_course, endless, last, "so")
    later(house, 60)
    with pytest.raises(BadUntil):  # after the old one, and over
        house.salon.do(extend_course, key, last + DAY, "so")
    house.salon.do(extend_course, key, house.salon.today(), "so")
    house.salon.do(redeem_by_hand, house.amira, course_id=key)


def test_a_course_passed_on_keeps_its_history_and_comes_back_by_undo(
    house: House,
) -> None:
    key = on_a_bill(house, 54000, 6)
    kept(house, booked(house, house.peel))

    house.salon.do(pass_on_course, key, house.basia, "she moves away")

    assert house.salon.ask(courses_of, house.amira) == []
    [one] = house.salon.ask(courses_of, house.basia)
    assert (one.used, one.left, one.worth_left) == (1, 5, Money(45000))
    card = house.salon.ask(course_card, key)
    assert (card.client, card.buyer) == ("Basia Nowak", "Amira Khan")
    assert [(one.number, one.treated) for one in card.taken] == [(1, "Amira Khan")]
    assert (card.log[-1].doing, card.log[-1].other) == (Doing.PASSED, "Basia Nowak")
    house.salon.do(redeem_by_hand, house.basia, course_id=key)
    with pytest.raises(NotOfThisCourse):
        house.salon.do(redeem_by_hand, house.amira, course_id=key)
    adds_up(house, key)
    house.salon.undo()
    house.salon.undo()
    [back] = house.salon.ask(courses_of, house.amira)
    assert (back.id, back.buyer_id) == (key, None)


def test_a_course_passed_on_finds_the_living_file(house: House) -> None:
    """Never to a file that was joined into another."""
    key, both = on_a_bill(house, 54000, 6), on_a_bill(house, 1, 1)
    house.salon.do(merge_clients, house.basia, house.amira, reason="one person")

    assert house.salon.ask(course_line, key).client_id == house.basia
    with pytest.raises(NobodyElse):
        house.salon.do(pass_on_course, both, house.amira, "so")


def test_what_is_used_up_is_not_passed_on(house: House) -> None:
    key = on_a_bill(house, 100, 1)
    house.salon.do(redeem_by_hand, house.amira, course_id=key)

    with pytest.raises(NothingToGive):
        house.salon.do(pass_on_course, key, house.basia, "so")
    with pytest.raises(NoReason):
        house.salon.do(pass_on_course, key, house.basia, "")


def test_the_family_uses_a_shared_course_after_her_own(house: House) -> None:
    """Basia, Amira's sister, has one session of her own: that goes first."""
    key = on_a_bill(house, 54000, 6)
    with pytest.raises(NotOfTheHousehold):
        house.salon.do(share_course, key, house.basia)
    sisters(house)
    house.salon.do(share_course, key, house.basia)
    with pytest.raises(NobodyElse):
        house.salon.do(share_course, key, house.basia)
    own = house.salon.do(sell_course, house.basia, peel(house), 1, Money(9000))

    found = house.salon.ask(open_for, house.basia, house.peel)
    assert {(one.id, one.is_shared) for one in found} == {(own, False), (key, True)}
    for hour, used in ((9, 0), (11, 1)):
        kept(house, _of(house, house.basia, hour))
        assert house.salon.ask(course_line, own).used == 1
        assert house.salon.ask(course_line, key).used == used
    card = house.salon.ask(course_card, key)
    assert [one.treated for one in card.taken] == ["Basia Nowak"]
    assert [name for _key, name in card.holders] == ["Basia Nowak"]

    house.salon.do(unshare_course, key, house.basia)
    assert house.salon.ask(open_for, house.basia, house.peel) == []
    assert house.salon.ask(course_line, key).used == 1
    with pytest.raises(NotOfTheHousehold):
        house.salon.do(unshare_course, key, house.basia)
    assert books(house, key)["course"] == 45000


def _of(house: House, client: ClientId, hour: int) -> AppointmentId:
    from salon.appointments.operations import Booking, book

    wish = Booking(client, house.peel, FRIDAY, time(hour))
    return house.salon.do(book, wish)


def test_who_may_not_plan_bends_nothing(house: House) -> None:
    from salon.staff.model import Role
    from salon.staff.operations import hire

    jo = house.salon.do(hire, "Jo", Role.RECEPTION)
    key = on_a_bill(house, 54000, 6)
    for act in (freeze_course, unfreeze_course):
        with pytest.raises(NotAllowed):
            house.salon.do_as(jo, act, key, "so")


def test_of_two_files_of_one_person_nobody_shares_with_herself(house: House) -> None:
    key = on_a_bill(house, 54000, 6)
    sisters(house)
    house.salon.do(share_course, key, house.basia)

    house.salon.do(merge_clients, house.amira, house.basia, reason="one person")

    assert house.salon.ask(course_card, key).holders == ()
    house.salon.undo()
    [one] = house.salon.ask(course_card, key).holders
    assert one[0] == house.basia


@pytest.mark.parametrize("way", ["pass", "freeze", "extend", "refund"])
def test_nobody_is_told_that_a_course_ends_that_does_not_or_is_not_theirs(
    house: House, way: str
) -> None:
    key, other = on_a_bill(house, 9000, 6), on_a_bill(house, 9000, 6)
    step(house, _ending_soon, house.amira, key)
    step(house, _ending_soon, house.amira, other)

    match way:
        case "pass":
            house.salon.do(pass_on_course, key, house.basia, "so")
        case "freeze":
            house.salon.do(freeze_course, key, "so")
        case "extend":
            house.salon.do(extend_course, key, months_after(FRIDAY, 13), "so")
        case "refund":
            house.salon.do(refund_course, key, Basis.PRO_RATA, "so")

    found = house.salon.ask(_occasions)
    assert found == {f"{key} cr_ends": State.DROPPED, f"{other} cr_ends": State.HELD}
    house.salon.undo()
    assert set(house.salon.ask(_occasions).values()) == {State.HELD}


def _ending_soon(work: Work, client_id: ClientId, key: int) -> None:
    work.add(
        Occasion(
            client_id=client_id,
            kind=Kind.COURSE,
            reference=f"{key} cr_ends",
            day=FRIDAY,
            until=FRIDAY,
            message="cr_ends",
        )
    )


def _occasions(reading: Reading) -> dict[str, State]:
    asked = select(Occasion.reference, Occasion.state)
    return dict(reading.session.execute(asked).all())
