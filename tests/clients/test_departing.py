"""Who comes no more: off the lists, not booked, and left in peace when deceased."""

from datetime import time

import pytest

from salon.aftercare.model import CallStatus
from salon.aftercare.queries import calls_of
from salon.appointments.model import Status
from salon.appointments.operations import (
    Booking,
    Change,
    book,
    complete,
    confirm,
    move,
    swap,
)
from salon.appointments.queries import appointment
from salon.clients.departing import come_back, note_departure
from salon.clients.departures import (
    Blocked,
    HasDied,
    Leave,
    NotLeft,
    ReasonNeeded,
    VisitsToCome,
)
from salon.clients.narrowing import Narrow
from salon.clients.operations import merge_clients
from salon.clients.queries import client_line, find_clients, reaches
from salon.clients.reach import Purpose
from salon.errors import NotAllowed
from salon.staff.model import Role
from salon.staff.tables import StaffMember
from salon.views.roll import count_in_view, roll
from salon.work import Work
from tests.house import FRIDAY, House
from tests.leaning import RowMade


def marks(house: House) -> list[str]:
    return [one.kind for one in house.salon.ask(client_line, house.amira).alerts]


def on_list(house: House, **said: str) -> list[int]:
    narrow = Narrow(**said)  # type: ignore[arg-type]
    shown = house.salon.ask(roll, narrow)
    assert house.salon.ask(count_in_view, narrow) == len(shown.keys)
    return list(shown.keys)


def test_who_is_archived_is_found_and_not_listed(house: House) -> None:
    salon = house.salon
    salon.do(note_departure, house.amira, Leave.ARCHIVED, "moved away")

    assert on_list(house) == [house.basia]
    assert on_list(house, left="archived") == [house.amira]
    assert on_list(house, left="all") == [house.amira, house.basia]
    assert on_list(house, order="last") == [house.basia]
    assert [one.id for one in salon.ask(find_clients, "Amira")] == [house.amira]
    assert marks(house) == ["archived"]
    house.booked(time(14))  # who comes again is booked all the same

    reach = salon.ask(reaches, [house.amira])[house.amira]
    assert not reach.may(Purpose.OFFER)
    assert reach.may(Purpose.BOOKING)


def test_undo_and_coming_back_bring_somebody_back(house: House) -> None:
    salon = house.salon
    salon.do(note_departure, house.amira, Leave.ARCHIVED)
    salon.undo()
    assert marks(house) == []

    salon.do(note_departure, house.amira, Leave.ARCHIVED)
    salon.do(come_back, house.amira, Leave.ARCHIVED)
    assert on_list(house) == [house.amira, house.basia]
    with pytest.raises(NotLeft):
        salon.do(come_back, house.amira, Leave.ARCHIVED)


def test_nobody_books_who_is_blocked_until_it_is_lifted_by_who_may(
    house: House,
) -> None:
    salon = house.salon

    def hire(work: Work) -> int:
        work.record(RowMade())
        return work.add(StaffMember(name="Mo", role=Role.RECEPTION)).id

    mo = salon.do(hire)
    with pytest.raises(ReasonNeeded):
        salon.do(note_departure, house.amira, Leave.BLOCKED, " . ")
    salon.do_as(mo, note_departure, house.amira, Leave.BLOCKED, "shouted at Léa")  # type: ignore[arg-type]

    with pytest.raises(Blocked) as said:
        house.booked(time(14))
    assert "shouted at Léa" in str(said.value)
    salon.do(book, Booking(house.basia, house.peel, FRIDAY, time(15)))
    with pytest.raises(NotAllowed):
        salon.do_as(mo, come_back, house.amira, Leave.BLOCKED)  # type: ignore[arg-type]
    salon.do(come_back, house.amira, Leave.BLOCKED)
    house.booked(time(16))


def test_to_who_has_died_nothing_goes_out(house: House) -> None:
    salon = house.salon
    treated, coming = house.booked(time(7)), house.booked(time(14))
    salon.do(complete, treated)
    assert any(
        one.status is CallStatus.WAITING for one in salon.ask(calls_of, house.amira)
    )
    with pytest.raises(VisitsToCome) as said:
        salon.do(note_departure, house.amira, Leave.DECEASED)
    assert "14:00" in str(said.value)

    salon.do(note_departure, house.amira, Leave.DECEASED, calls_off=True)

    assert salon.ask(appointment, coming).status is Status.CANCELLED
    calls = salon.ask(calls_of, house.amira)
    assert {one.status for one in calls} <= {CallStatus.DROPPED, CallStatus.MERGED}
    reach = salon.ask(reaches, [house.amira])[house.amira]
    assert not any(reach.may(purpose) for purpose in Purpose)
    assert on_list(house) == [house.basia]
    with pytest.raises(HasDied):
        house.booked(time(18))

    salon.undo()
    assert salon.ask(appointment, coming).status is Status.BOOKED
    assert any(
        one.status is CallStatus.WAITING for one in salon.ask(calls_of, house.amira)
    )


@pytest.mark.parametrize("kind", Leave)
def test_nobody_leaves_before_it_is_said_what_becomes_of_the_visits(
    kind: Leave, house: House
) -> None:
    salon, coming = house.salon, house.booked(time(14))
    with pytest.raises(VisitsToCome, match="14:00"):
        salon.do(note_departure, house.amira, kind, "moved away")
    assert marks(house) == []

    salon.do(note_departure, house.amira, kind, "moved away", calls_off=False)
    assert salon.ask(appointment, coming).status is Status.BOOKED
    salon.do(note_departure, house.amira, kind, "far away")  # only the reason is new

    salon.do(come_back, house.amira, kind)
    salon.do(note_departure, house.amira, kind, "moved away", calls_off=True)
    assert salon.ask(appointment, coming).status is Status.CANCELLED
    salon.do(note_departure, house.basia, kind, "has none booked")


@pytest.mark.parametrize("kind", [Leave.BLOCKED, Leave.DECEASED])
def test_a_visit_that_was_kept_gets_no_other_time(kind: Leave, house: House) -> None:
    salon = house.salon
    visit = house.booked(time(14))
    other = salon.do(book, Booking(house.basia, house.peel, FRIDAY, time(16)))
    salon.do(note_departure, house.amira, kind, "shouted", calls_off=False)

    with pytest.raises((Blocked, HasDied), match="Amira"):
        salon.do(move, visit, Change(start=time(15)))
    with pytest.raises((Blocked, HasDied), match="Amira"):
        salon.do(swap, other, visit)
    assert salon.ask(appointment, other).slot.start == time(16)
    salon.do(confirm, visit)


def test_a_block_follows_the_file_it_is_joined_into_and_an_archive_does_not(
    house: House,
) -> None:
    salon = house.salon
    salon.do(note_departure, house.basia, Leave.BLOCKED, "never paid")
    salon.do(note_departure, house.basia, Leave.ARCHIVED)

    salon.do(merge_clients, house.amira, house.basia)
    assert marks(house) == ["blocked"]
    salon.undo()
    assert marks(house) == []
