"""From the door to goodbye: ten steps, the wait, and who came in."""

from datetime import date, time, timedelta

import pytest

from salon.aftercare.model import THINKING, CallStatus
from salon.aftercare.queries import calls_of
from salon.appointments.model import AppointmentId
from salon.appointments.operations import (
    Booking,
    arrive,
    book,
    cancel,
    complete,
    start_treatment,
)
from salon.clients.operations import merge_clients
from salon.clients.refusals import refuse_contact
from salon.hosting.model import (
    Came,
    Ended,
    EnquiryEnded,
    NobodyToCall,
    NotHere,
    NothingNoted,
    NotTicked,
    NotWaiting,
    NoVoucherYet,
    Sale,
    Step,
    StepOver,
    missed_steps,
    voucher_is_due,
)
from salon.hosting.operations import (
    end_enquiry,
    give_wait_voucher,
    name_enquiry,
    note_enquiry,
    offer_while_waiting,
    step_enquiry,
    take_step,
    untick_step,
    use_wait_voucher,
)
from salon.hosting.queries import (
    care_by_tenure,
    enquiries,
    entry_by_month,
    surprise_costs,
    wait_sums,
    wait_vouchers,
    waiting,
    walk_of,
    walks,
)
from salon.house.operations import note_front
from salon.money import Money
from tests.aftercare.test_calls import at
from tests.house import FRIDAY, House


@pytest.fixture
def visit(house: House) -> AppointmentId:
    at(house, "27 08:00")
    return house.salon.do(book, Booking(house.amira, house.peel, FRIDAY, time(8)))


def done(house: House, key: int) -> list[Step]:
    walk = house.salon.ask(walk_of, key)
    assert walk is not None
    return [one.step for one in walk.steps if one.is_over]


def test_what_the_records_show_is_not_ticked(
    house: House, visit: AppointmentId
) -> None:
    assert done(house, visit) == []
    house.salon.do(arrive, visit)
    assert done(house, visit) == [Step.GREET]
    at(house, "27 08:10")
    house.salon.do(start_treatment, visit)
    assert done(house, visit) == [Step.GREET, Step.SERVICE]
    later = FRIDAY + timedelta(days=3)
    house.salon.do(book, Booking(house.amira, house.peel, later, time(8)))
    assert Step.NEXT in done(house, visit)


def test_a_step_is_ticked_once_and_timed_or_left_out(
    house: House, visit: AppointmentId
) -> None:
    house.salon.do(arrive, visit)
    at(house, "27 08:04")
    house.salon.do_as(house.lea, take_step, visit, Step.CONFIRM)
    house.salon.do(take_step, visit, Step.ANALYSIS, " seen last week ")
    walk = house.salon.ask(walk_of, visit)
    assert walk is not None
    confirm, analysis = walk.steps[1], walk.steps[3]
    assert confirm.at is not None
    assert (confirm.at.time(), confirm.is_known) == (time(8, 4), False)
    assert analysis.skipped == "seen last week"
    assert walk.next is not None
    assert walk.next.step is Step.HEALTH
    for step in (Step.CONFIRM, Step.GREET):
        with pytest.raises(StepOver):
            house.salon.do(take_step, visit, step)


def test_a_step_ticked_by_mistake_is_taken_off(
    house: House, visit: AppointmentId
) -> None:
    house.salon.do(arrive, visit)
    house.salon.do(take_step, visit, Step.CONFIRM)
    house.salon.do_as(house.lea, untick_step, visit, Step.CONFIRM)
    walk = house.salon.ask(walk_of, visit)
    assert walk is not None
    assert not walk.steps[1].is_over
    for step in (Step.CONFIRM, Step.GREET):  # nobody ticked it; the records show it
        with pytest.raises(NotTicked):
            house.salon.do(untick_step, visit, step)
    house.salon.do(take_step, visit, Step.CONFIRM)  # and again


def test_what_was_called_off_has_no_steps(house: House, visit: AppointmentId) -> None:
    house.salon.do(cancel, visit, "ill")
    with pytest.raises(NotHere):
        house.salon.do(take_step, visit, Step.CONFIRM)
    assert house.salon.ask(walks, FRIDAY, FRIDAY) == []
    assert house.salon.ask(walk_of, 999) is None


def test_missed_steps_are_those_nobody_did_or_explained(
    house: House, visit: AppointmentId
) -> None:
    house.salon.do(arrive, visit)
    house.salon.do(take_step, visit, Step.PLAN, "none today")
    walked = house.salon.ask(walks, FRIDAY, FRIDAY)
    assert sum(missed_steps(walked).values()) == 0  # she is still here
    house.salon.do(complete, visit)
    walked = house.salon.ask(walks, FRIDAY, FRIDAY)
    missed = missed_steps(walked)
    assert missed[Step.CONFIRM] == 1
    assert (missed[Step.PLAN], missed[Step.GREET], missed[Step.SERVICE]) == (0, 0, 0)


def test_minutes_given_are_held_against_minutes_sold(
    house: House, visit: AppointmentId
) -> None:
    house.salon.do(arrive, visit)
    house.salon.do(start_treatment, visit)
    at(house, "27 08:36")
    house.salon.do(complete, visit)
    first, *later = house.salon.ask(care_by_tenure, FRIDAY, FRIDAY)
    assert (first.visits, first.sold, first.given) == (1, 45, 36)
    assert first.share_given == 80
    assert first.missed > 0
    assert [one.visits for one in later] == [0, 0, 0]
    assert [one.share_given for one in later] == [None, None, None]


# the wait


@pytest.mark.parametrize(
    ("minutes", "after", "due"),
    [(19, 20, False), (20, 20, True), (21, 20, True), (99, 0, False)],
)
def test_a_voucher_is_due_from_minute_twenty(
    minutes: int, after: int, *, due: bool
) -> None:
    assert voucher_is_due(minutes, after) is due


def test_who_waits_is_offered_something_and_a_voucher_once(
    house: House, visit: AppointmentId
) -> None:
    with pytest.raises(NotWaiting):
        house.salon.do(offer_while_waiting, visit, "Fruit")
    house.salon.do(arrive, visit)
    house.salon.do(offer_while_waiting, visit, "fruit")
    at(house, "27 08:19")
    with pytest.raises(NoVoucherYet):
        house.salon.do(give_wait_voucher, visit)
    [one] = house.salon.ask(waiting)
    assert (one.minutes, one.offered, one.voucher_due) == (19, ("Fruit",), False)
    at(house, "27 08:20")
    assert house.salon.ask(waiting)[0].voucher_due
    amount = house.salon.do(give_wait_voucher, visit)
    assert amount == Money(660)  # a tenth of the usual price
    assert not house.salon.ask(waiting)[0].voucher_due
    with pytest.raises(NoVoucherYet):
        house.salon.do(give_wait_voucher, visit)
    with pytest.raises(NothingNoted):
        house.salon.do(offer_while_waiting, visit, " ")

    at(house, "27 08:30")
    house.salon.do(start_treatment, visit)
    assert house.salon.ask(waiting) == []
    sums = house.salon.ask(wait_sums, FRIDAY, FRIDAY)
    assert (sums.visits, sums.mean, sums.longest, sums.too_long) == (1, 30, 30, 1)
    assert (sums.offered, sums.vouchers) == (1, 1)


def test_a_voucher_costs_when_it_is_used_and_once(
    house: House, visit: AppointmentId
) -> None:
    house.salon.do(arrive, visit)
    at(house, "27 08:25")
    amount = house.salon.do(give_wait_voucher, visit)
    [voucher] = house.salon.ask(wait_vouchers, house.amira)
    assert house.salon.ask(surprise_costs, FRIDAY, FRIDAY) == Money()
    house.salon.do(use_wait_voucher, voucher.id)
    assert house.salon.ask(surprise_costs, FRIDAY, FRIDAY) == amount
    assert house.salon.ask(wait_vouchers, house.amira) == []
    with pytest.raises(NoVoucherYet):
        house.salon.do(use_wait_voucher, voucher.id)


# who comes in


def test_whoever_comes_in_is_counted_and_brought_forward(house: House) -> None:
    key = house.salon.do(note_enquiry, name="A lady in red", words="spots")
    house.salon.do(step_enquiry, key, Sale.PREPARE)
    house.salon.do(step_enquiry, key, Sale.GREET)
    [one] = house.salon.ask(enquiries, FRIDAY, FRIDAY)
    assert (one.name, one.source, one.next) == ("A lady in red", "walk_in", Sale.MOTIVE)
    with pytest.raises(EnquiryEnded):
        house.salon.do(step_enquiry, key, Sale.GREET)
    house.salon.do(end_enquiry, key, Ended.NO)
    with pytest.raises(EnquiryEnded):
        house.salon.do(end_enquiry, key, Ended.BOOKED)
    with pytest.raises(EnquiryEnded):
        house.salon.do(step_enquiry, key, Sale.MOTIVE)


def test_who_thinks_it_over_is_asked_once_more(house: House) -> None:
    key = house.salon.do(note_enquiry, words="a peel")
    with pytest.raises(NobodyToCall):
        house.salon.do(end_enquiry, key, Ended.THINKING)
    house.salon.do(name_enquiry, key, house.amira)
    call = house.salon.do(end_enquiry, key, Ended.THINKING, words="too dear")
    [line] = [
        one for one in house.salon.ask(calls_of, house.amira) if one.step == THINKING
    ]
    assert line.id == call
    assert "a peel" in (line.last_time or "")
    assert line.due >= FRIDAY + timedelta(days=3)

    house.salon.do(book, Booking(house.amira, house.peel, FRIDAY, time(10)))
    [after] = house.salon.ask(enquiries, FRIDAY, FRIDAY)
    assert after.ended is Ended.BOOKED
    states = {one.step: one.status for one in house.salon.ask(calls_of, house.amira)}
    assert states.get(THINKING) is not CallStatus.WAITING


def test_who_refused_offers_is_not_asked_again(house: House) -> None:
    house.salon.do(refuse_contact, house.amira, "offer", "")
    key = house.salon.do(note_enquiry, client_id=house.amira)
    assert house.salon.do(end_enquiry, key, Ended.THINKING) is None
    [one] = house.salon.ask(enquiries, FRIDAY, FRIDAY)
    assert (one.ended, one.source) == (Ended.THINKING, "")


def test_how_many_came_in_booked_came_and_came_again(house: House) -> None:
    at(house, "02 09:00")
    house.salon.do(note_enquiry)
    at(house, "27 08:00")
    house.salon.do(note_front, date(2026, 3, 20), "New window")
    mine = house.salon.do(note_enquiry, Came.PHONE, client_id=house.amira)
    assert mine
    for hour in (8, 10):
        visit = house.salon.do(
            book, Booking(house.amira, house.peel, FRIDAY, time(hour))
        )
        house.salon.do(arrive, visit)
        house.salon.do(complete, visit)
    after, before = house.salon.ask(entry_by_month, date(2026, 3, 1), FRIDAY)
    assert (after.first, after.front) == (date(2026, 3, 20), "New window")
    assert (after.asked, after.booked, after.came, after.again) == (1, 1, 1, 1)
    assert (before.asked, before.booked, before.walked_past) == (1, 0, 1)
    assert before.last == date(2026, 3, 19)
    assert (after.share(after.came), before.share(0)) == (100, 0)


def test_an_enquiry_follows_a_file_that_is_joined(house: House) -> None:
    house.salon.do(note_enquiry, client_id=house.basia)
    house.salon.do(merge_clients, house.amira, house.basia)
    [one] = house.salon.ask(enquiries, FRIDAY, FRIDAY)
    assert one.client_id == house.amira
