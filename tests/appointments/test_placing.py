"""Giving a time: booking, moving, swapping and beginning look at the same things."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from salon.appointments.model import (
    AppointmentId,
    Closed,
    InThePast,
    NobodyFree,
    NotSkilled,
    OutOfOrder,
    Resource,
    SameTime,
    Slot,
    SlotTaken,
    Status,
)
from salon.appointments.operations import (
    Booking,
    Change,
    arrive,
    block_time,
    book,
    complete,
    free_time,
    move,
    start_treatment,
    swap,
)
from salon.appointments.queries import appointment
from salon.appointments.tables import Appointment, Hold
from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.tables import ClientCondition
from salon.clock import StoppedClock
from salon.errors import EditedElsewhere, Missing, NotAllowed
from salon.history.queries import history
from salon.rights import HOUSE, Right
from salon.rooms.model import DeviceId, RoomId
from salon.rooms.tables import Room
from salon.safety.model import Contraindicated, ReasonNeeded
from salon.safety.tables import Contraindication, Override
from salon.staff.model import StaffId
from salon.staff.tables import StaffMember
from salon.store.history import Action
from salon.work import Reading, Work
from tests.house import FRIDAY, House, HouseOpened

MONDAY = FRIDAY + timedelta(days=3)
TUESDAY = FRIDAY + timedelta(days=4)
WEDNESDAY = FRIDAY + timedelta(days=5)
WHY = "Spoke with her doctor"


@pytest.fixture
def at(house: House) -> Callable[[str], None]:
    """Return a call that puts the salon's clock to a moment."""

    def put(moment: str) -> None:
        clock = house.salon._clock
        assert isinstance(clock, StoppedClock)
        clock.instant = datetime.fromisoformat(moment)

    return put


def deferred(house: House, *, until: date = TUESDAY, action: str = "defer") -> None:
    """Let a sunburn hold Amira back until *until*."""

    def note(work: Work) -> None:
        work.add(
            Entry(
                subject=Subject.HEALTH_CONDITION,
                ref="sunburn",
                en="Sunburn",
                zh_hans="",
                zh_hant="",
                body="{}",
                sort=1,
                origin="",
            )
        )
        work.add(
            Contraindication(
                ref=f"sunburn_{action}",
                scope_type="family",
                scope_id="ALL",
                condition="sunburn",
                action=action,
                defer_days=7 if action == "defer" else None,
                area_only=False,
                en="Skin must heal.",
                zh_hans="",
                zh_hant="",
                source="",
                origin="",
            )
        )
        since = until - timedelta(days=7)
        work.add(
            ClientCondition(client_id=house.amira, condition="sunburn", since=since)
        )
        work.record(HouseOpened())

    house.salon.do(note)


def a_room(house: House, name: str) -> RoomId:
    def add(work: Work) -> RoomId:
        work.record(HouseOpened())
        return work.add(Room(name=name)).id

    return house.salon.do(add)


def holds(house: House, key: int) -> set[tuple[Resource, int, date, time]]:
    def ask(reading: Reading) -> set[tuple[Resource, int, date, time]]:
        asked = select(Hold.resource, Hold.resource_id, Hold.day, Hold.start)
        rows = reading.session.execute(asked.where(Hold.appointment_id == key))
        return {(a, b, c, d) for a, b, c, d in rows}

    return house.salon.ask(ask)


def overrides(house: House) -> list[tuple[int | None, str]]:
    def ask(reading: Reading) -> list[tuple[int | None, str]]:
        asked = select(Override.appointment_id, Override.reason)
        return [(key, why) for key, why in reading.session.execute(asked)]

    return house.salon.ask(ask)


def basia(house: House, day: date, start: time) -> AppointmentId:
    wish = Booking(house.basia, house.peel, day, start, staff_id=house.lea)
    return house.salon.do(book, wish)


# what is over


@pytest.mark.parametrize(("minute", "is_over"), [(29, False), (30, True)])
def test_a_visit_is_neither_booked_nor_moved_nor_swapped_into_the_past(
    house: House, at: Callable[[str], None], minute: int, is_over: bool
) -> None:
    coming = house.salon.do(book, replace(house.wish(time(9)), day=MONDAY))
    early = basia(house, FRIDAY, time(7, 45))  # until 8:30 in Paris
    at(f"2026-03-27T07:{minute}:00+00:00")
    into = Change(day=FRIDAY, start=time(7, 45))
    if is_over:
        with pytest.raises(InThePast):
            house.salon.do(book, house.wish(time(7, 45)))
        with pytest.raises(InThePast):
            house.salon.do(move, coming, into)
        with pytest.raises(InThePast):
            house.salon.do(swap, coming, early)
        house.salon.do(move, early, Change(minutes=30))  # it stays where it is
    else:
        house.salon.do(swap, coming, early)
        assert house.salon.ask(appointment, coming).slot.start == time(7, 45)


def test_two_of_one_time_are_not_swapped(house: House) -> None:
    def hire(work: Work) -> StaffId:
        work.record(HouseOpened())
        work.add(Room(name="Attic"))
        return work.add(StaffMember(name="Mia")).id

    mia = house.salon.do(hire)
    one, later = house.booked(time(9)), house.booked(time(11))
    same = Booking(house.basia, house.peel, FRIDAY, time(9), staff_id=mia)
    other = house.salon.do(book, same)
    for pair in ((one, other), (one, one)):
        with pytest.raises(SameTime, match="Fri 27 Mar 09:00"):
            house.salon.do(swap, *pair)
    house.salon.do(swap, one, later)
    assert house.salon.ask(appointment, one).slot.start == time(11)


def test_the_past_is_told_by_the_salons_wall_clock_not_by_greenwich(
    house: House, at: Callable[[str], None]
) -> None:
    at("2026-03-27T13:44:59+00:00")  # 14:44:59 in Paris
    house.booked(time(14))

    at("2026-03-27T14:45:00+00:00")
    with pytest.raises(InThePast):
        house.booked(time(15))


# what stands against her


@pytest.mark.parametrize(("day", "may"), [(MONDAY, False), (TUESDAY, True)])
def test_who_is_deferred_is_neither_booked_nor_moved_nor_swapped_to_the_day_before(
    house: House, day: date, may: bool
) -> None:
    hers = house.salon.do(book, replace(house.wish(time(9)), day=WEDNESDAY))
    other = basia(house, day, time(9))
    deferred(house)
    ways: list[Callable[[str | None], object]] = [
        lambda why: house.salon.do(swap, hers, other, override=why),
        lambda why: house.salon.do(
            move, hers, Change(day=day, start=time(11), override=why)
        ),
        lambda why: house.salon.do(
            book, replace(house.wish(time(15)), day=day, override=why)
        ),
    ]
    for way in ways:
        if may:
            way(None)
        else:
            with pytest.raises(Contraindicated):
                way(None)
            with pytest.raises(ReasonNeeded):
                way("so")
            way(WHY)
            house.salon.undo()
    assert len(overrides(house)) == 0


def test_what_nobody_may_override_is_not_swapped_with_a_reason_either(
    house: House,
) -> None:
    hers = house.salon.do(book, replace(house.wish(time(9)), day=WEDNESDAY))
    other = basia(house, MONDAY, time(9))
    deferred(house, action="block")

    with pytest.raises(Contraindicated) as refusal:
        house.salon.do(swap, hers, other, override=WHY)

    assert not refusal.value.can_be_overridden
    assert house.salon.ask(appointment, hers).slot.day == WEDNESDAY


def test_a_reason_belongs_to_the_visit_it_was_given_for(house: House) -> None:
    deferred(house, until=MONDAY)
    wish = replace(house.wish(time(9)), override=WHY)

    first = house.salon.do(book, wish)
    second = house.salon.do(book, replace(wish, start=time(11), override="Insists"))

    assert overrides(house) == [(first, WHY), (second, "Insists")]


def test_a_visit_begins_in_silence_only_where_the_reason_was_given_for_it(
    house: House,
) -> None:
    plain = house.booked(time(11))
    deferred(house, until=MONDAY)
    known = house.salon.do(book, replace(house.wish(time(9)), override=WHY))
    for key in (known, plain):
        house.salon.do(arrive, key)

    house.salon.do(start_treatment, known)
    with pytest.raises(Contraindicated):
        house.salon.do(start_treatment, plain)
    house.salon.do(start_treatment, plain, override="She insists")

    assert (plain, "She insists") in overrides(house)


def test_a_reason_of_0_1_0_still_counts_for_the_visit_it_was_booked_with(
    house: House, at: Callable[[str], None]
) -> None:
    deferred(house, until=MONDAY)
    known = house.salon.do(book, replace(house.wish(time(9)), override=WHY))
    at("2026-03-27T06:05:00+00:00")
    later = house.salon.do(book, replace(house.wish(time(11)), override=WHY))

    def as_then(work: Work) -> None:
        for one in work.session.scalars(select(Override)):
            one.appointment_id = None
        work.session.delete(work.session.scalars(select(Override)).all()[1])
        work.record(HouseOpened())

    house.salon.do(as_then)
    for key in (known, later):
        house.salon.do(arrive, key)
    house.salon.do(start_treatment, known)
    with pytest.raises(Contraindicated):
        house.salon.do(start_treatment, later)


def test_an_overridden_booking_is_called_a_booking_in_the_history(
    house: House,
) -> None:
    deferred(house, until=MONDAY)

    key = house.salon.do(book, replace(house.wish(time(9)), override=WHY))
    house.salon.do(arrive, key)
    house.salon.do(book, replace(house.wish(time(11)), override=WHY))

    said = [line.text for line in house.salon.ask(history)]
    assert said[:3] == ["Appointment booked", "Client arrived", "Appointment booked"]


def test_who_may_only_book_may_say_why_she_books_all_the_same(house: House) -> None:
    deferred(house, until=MONDAY)

    def booking_only(work: Work) -> None:
        mine = replace(work, by=replace(HOUSE, rights=frozenset({Right.BOOK})))
        book(mine, replace(house.wish(time(9)), override=WHY))
        with pytest.raises(NotAllowed):
            arrive(mine, AppointmentId(1))

    house.salon.do(booking_only)
    assert overrides(house) == [(1, WHY)]


# who and where


def test_swapped_visits_are_written_where_they_are_held(house: House) -> None:
    key = house.booked(time(9))
    other = basia(house, FRIDAY, time(14))

    def roomless(work: Work) -> None:
        work.get(Appointment, key).room_id = None
        for hold in work.session.scalars(
            select(Hold).where(
                Hold.appointment_id == key, Hold.resource == Resource.ROOM
            )
        ):
            work.session.delete(hold)
        work.record(HouseOpened())

    house.salon.do(roomless)
    house.salon.do(swap, key, other)

    for one in (key, other):
        line = house.salon.ask(appointment, one)
        assert line.room is not None
        assert {(a, b) for a, b, _day, _at in holds(house, one)} == {
            (Resource.CLIENT, line.client_id),
            (Resource.PERSON, line.person.id),
            (Resource.ROOM, line.room.id),
        }
        assert {at for *_who, at in holds(house, one)} == {line.slot.start}


def test_a_moved_visit_keeps_its_room_where_that_is_free_and_else_has_another(
    house: House,
) -> None:
    other_room = a_room(house, "Attic")
    key = house.salon.do(book, replace(house.wish(time(9)), room_id=other_room))

    house.salon.do(move, key, Change(start=time(10)))
    line = house.salon.ask(appointment, key)
    assert line.room is not None
    assert line.room.id == other_room

    busy = Slot(FRIDAY, time(12), 60)
    house.salon.do(block_time, Resource.ROOM, other_room, busy, "Painters")
    house.salon.do(move, key, Change(start=time(12)))
    line = house.salon.ask(appointment, key)
    assert line.room is not None
    assert line.room.id == house.cabin

    with pytest.raises(SlotTaken, match="Painters"):
        house.salon.do(move, key, Change(room_id=other_room))


def test_a_swap_that_does_not_fit_leaves_both_where_they_are(house: House) -> None:
    key = house.booked(time(9))
    late = basia(house, FRIDAY, time(21, 15))  # until 22:00, as the salon closes
    house.salon.do(move, key, Change(minutes=60))

    with pytest.raises(Closed):
        house.salon.do(swap, key, late)

    assert house.salon.ask(appointment, key).slot == Slot(FRIDAY, time(9), 60)
    assert len(holds(house, key)) == 3


def test_a_swap_of_what_has_moved_on_since_it_was_shown_is_refused(
    house: House,
) -> None:
    key, other = house.booked(time(9)), basia(house, FRIDAY, time(14))
    seen = (
        house.salon.ask(appointment, key).version,
        house.salon.ask(appointment, other).version,
    )
    house.salon.do(move, other, Change(start=time(15)))

    with pytest.raises(EditedElsewhere):
        house.salon.do(swap, key, other, seen=seen)


def test_what_is_over_is_neither_moved_nor_swapped(house: House) -> None:
    key, other = house.booked(time(9)), basia(house, FRIDAY, time(14))
    house.salon.do(arrive, key)
    house.salon.do(complete, key)

    for attempt in (
        lambda: house.salon.do(swap, key, other),
        lambda: house.salon.do(move, key, Change(start=time(16))),
    ):
        with pytest.raises(OutOfOrder):
            attempt()
    assert house.salon.ask(appointment, key).status is Status.COMPLETED


@pytest.mark.parametrize("what", ["staff_id", "room_id", "device_id"])
@pytest.mark.parametrize("why", [None, WHY])
def test_a_person_room_or_device_that_is_gone_is_named_missing(
    house: House, what: str, why: str | None
) -> None:
    gone: dict[str, object] = {
        "staff_id": StaffId(99),
        "room_id": RoomId(99),
        "device_id": DeviceId(99),
    }
    wish = replace(house.wish(time(9)), override=why)
    wish = replace(wish, **{what: gone[what]})  # type: ignore[arg-type]

    with pytest.raises(Missing):
        house.salon.do(book, wish)


@pytest.mark.parametrize(("why", "may"), [(None, False), ("  ", False), (WHY, True)])
def test_hours_and_skills_are_gone_against_only_with_a_reason(
    house: House, why: str | None, may: bool
) -> None:
    def novice(work: Work) -> StaffId:
        work.record(HouseOpened())
        return work.add(StaffMember(name="Noa", skills="trainee")).id

    noa = house.salon.do(novice)
    unskilled = replace(house.wish(time(9)), staff_id=noa, override=why)
    sunday = replace(house.wish(time(9)), day=FRIDAY + timedelta(days=2), override=why)
    for wish, error in ((unskilled, NotSkilled), (sunday, Closed)):
        if may:
            house.salon.do(book, wish)
        else:
            with pytest.raises(error):
                house.salon.do(book, wish)


def test_where_every_room_is_taken_the_room_is_named_as_what_is_missing(
    house: House,
) -> None:
    house.booked(time(9))

    def hire(work: Work) -> StaffId:
        work.record(HouseOpened())
        return work.add(StaffMember(name="Mia")).id

    mia = house.salon.do(hire)
    wish = Booking(house.basia, house.peel, FRIDAY, time(9), staff_id=mia)

    with pytest.raises(NobodyFree, match="No room is free"):
        house.salon.do(book, wish)


# blocked time


def test_time_that_is_given_back_can_be_booked_again(house: House) -> None:
    slot = Slot(FRIDAY, time(9), 60)
    away = house.salon.do(block_time, Resource.PERSON, house.lea, slot, "Dentist")
    with pytest.raises(SlotTaken, match="Dentist"):
        house.booked(time(9, 30))

    house.salon.do(free_time, away)

    house.booked(time(9, 30))
    house.salon.undo()
    house.salon.undo()
    with pytest.raises(SlotTaken, match="Dentist"):
        house.booked(time(9, 30))
    house.booked(time(10))  # from the minute it ends


def test_a_booking_and_its_reason_are_one_step_of_undo(house: House) -> None:
    deferred(house, until=MONDAY)
    house.salon.do(book, replace(house.wish(time(9)), override=WHY))

    house.salon.undo()

    assert overrides(house) == []

    def kinds(reading: Reading) -> list[str]:
        return list(
            reading.session.scalars(select(Action.kind).order_by(Action.seq.desc()))
        )

    assert house.salon.ask(kinds)[:2] == ["undo", "appointments.Booked"]
