"""While an erasure is under way nothing new begins, and what is open is ended."""

from collections.abc import Callable
from datetime import time, timedelta
from functools import partial
from inspect import signature
from typing import Any, get_args

import pytest

from salon.aftercare.model import Outcome
from salon.aftercare.operations import log_unplanned
from salon.appointments.model import AppointmentId
from salon.appointments.operations import arrive, cancel, complete, confirm
from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.answering import confirm_fields, decline_field, needs_no_answer
from salon.clients.departing import note_departure
from salon.clients.departures import ErasureUnderWay, Leave
from salon.clients.household import add_relative, edit_relative, remove_relative
from salon.clients.model import (
    ClientDraft,
    ClientId,
    PhoneLine,
    RelativeDraft,
)
from salon.clients.operations import (
    add_family,
    add_phone,
    correct_client,
    give_consent,
    note_allergy,
    note_medicine,
    withdraw_consent,
)
from salon.clients.phones import Phone
from salon.clients.queries import client_card
from salon.clients.refusals import allow_contact, refuse_contact
from salon.complaints.opening import open_complaint
from salon.complaints.operations import note_of_complaint
from salon.courses.bending import pass_on_course, share_course
from salon.courses.ending import refund_course
from salon.courses.model import Basis, CourseKind, Offer
from salon.courses.operations import redeem_by_hand, sell_course
from salon.erasure.operations import call_off_erasure, erase_client
from salon.erasure.queries import files_of, pending
from salon.exchange.model import Incoming
from salon.exchange.operations import import_clients
from salon.hosting.operations import note_effort
from salon.money import Money
from salon.notices.model import AlertDraft
from salon.notices.operations import put_alert, write_note
from salon.occasions.operations import note_promise
from salon.rights import Right
from salon.store.leaning import Erasure, Link, Tie, links_to
from salon.till.operations import bill_of_visit, open_bill
from salon.till.selling import (
    add_course,
    add_deposit,
    add_package,
    add_top_up,
    add_voucher,
)
from salon.winding_up import ONES, WHOLE, goes_on
from salon.work import RIGHTS, Work, needs
from tests.courses.shop import on_a_bill, peel, sisters
from tests.house import FRIDAY, House
from tests.leaning import RowMade, a_row
from tests.test_every_operation import operations
from tests.till.counter import Counter, counter_of

PHONE = PhoneLine("+447700900118", "", True, "07700 900118")
TO_FILE = [
    link
    for link in links_to("client")
    if link.leaning.tie is not Tie.NAMES or link.leaning.erasure is not Erasure.KEPT
    if link.table.name not in ("client", "erasure")
]
REFUSED = """
    aftercare.note_offer campaigns.answer_campaign clients.add_family
    clients.add_another
    clients.add_phone clients.add_relative clients.allow_contact
    clients.are_two_people clients.come_back clients.correct_client clients.may_be_one
    clients.merge_clients clients.note_departure clients.part_clients
    clients.wish_contacts shelf.receive
    courses.sell_course courses.share_course
    exchange.note_copy_made hosting.decline_need hosting.give_surprise
    hosting.note_effort hosting.note_friend_asked hosting.note_need
    messages.log_written messages.queue_mail notices.put_alert notices.write_note
    occasions.note_date occasions.note_product occasions.note_promise plans.make_plan
    prepaid.give_membership prepaid.give_points prepaid.note_brought_by
    prepaid.pass_on_voucher prepaid.sign_contract prepaid.thank skin.add_photos
    skin.answer_quiz skin.assess skin.keep_mmasi skin.keep_sensitive skin.tick
    till.add_voucher hosting.name_enquiry hosting.note_enquiry house.note_suggestion
    loyalty.explain_loss loyalty.pin_class loyalty.unpin_class shelf.write_off
    surveys.prepare
"""


@pytest.fixture
def house(house: House) -> House:
    """Return the house with a few words of the file."""

    def note(work: Work) -> None:
        for subject, ref in (
            *((Subject.TERM, f"relation:{one}") for one in ("mother", "friend")),
            *((Subject.CLIENT_FIELD, one) for one in ("job", "medications")),
            (Subject.CLIENT_FIELD, "allergies"),
            (Subject.CONSENT, "photos"),
        ):
            a_row(work, Entry, subject=subject, ref=ref, en=ref, body="{}")
        work.record(RowMade())

    house.salon.do(note)
    return house


@pytest.fixture
def coming(house: House) -> AppointmentId:
    """Return a visit of who is to be erased, which holds it."""
    return house.booked(time(14))


@pytest.fixture
def counter(house: House) -> Counter:
    return counter_of(house)


def begun(house: House) -> None:
    assert not house.salon.do(erase_client, house.amira)


def name(link: Link) -> str:
    return f"{link.table.name}.{link.column.key}"


def test_what_goes_on_is_named_by_what_there_is() -> None:
    known = operations()
    features = {feature for feature, _name in known}
    assert features >= WHOLE
    named = {(of, one) for of, some in ONES.items() for one in some.split()}
    assert named - known == set()
    assert not WHOLE & ONES.keys()


def test_of_each_operation_that_names_a_client_it_is_said_whether_it_goes_on() -> None:
    """Whoever adds one says it: here, or on the page of `salon.winding_up`."""
    operations()
    found = set()
    for one in RIGHTS:
        feature = one.__module__.split(".")[1]
        if not one.__module__.startswith("salon.") or feature == "demo":
            continue
        given = signature(one).parameters.items()
        is_named = any(
            key == "client_id" or ClientId in (said.annotation, *_in(said.annotation))
            for key, said in given
        )
        if is_named and not goes_on(one):
            found.add(f"{feature}.{one.__name__}")
    assert found == set(REFUSED.split())


def _in(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation)


@needs(Right.MANAGE)
def _write(work: Work, link: Link, key: int) -> None:
    """Stand for whatever somebody may build next."""
    a_row(work, link.kind, **{link.column.key: key})
    work.record(RowMade())


@pytest.mark.parametrize("link", TO_FILE, ids=name)
def test_nothing_is_added_to_a_file_of_whatever_table(house: House, link: Link) -> None:
    house.booked(time(14))
    begun(house)
    with pytest.raises(ErasureUnderWay):
        house.salon.do(_write, link, house.amira)
    house.salon.do(_write, link, house.basia)


def test_what_is_a_part_of_a_part_is_the_files_too(house: House) -> None:
    house.booked(time(14))

    def made(work: Work) -> int:
        work.record(RowMade())
        [of] = [one for one in links_to("client") if one.table.name == "plan"]
        return int(a_row(work, of.kind, client_id=house.amira).id)

    plan = house.salon.do(made)
    begun(house)
    [part] = [one for one in links_to("plan") if one.leaning.tie is Tie.PART]
    with pytest.raises(ErasureUnderWay):
        house.salon.do(_write, part, plan)


def _offer(house: House, **more: Any) -> Offer:
    return Offer(CourseKind.SESSIONS, (house.peel,), 3, Money(8500), **more)


def _refused(house: House, bill: Any) -> list[tuple[Callable[..., Any], Any]]:
    mine = house.amira
    return [
        (correct_client, (mine, ClientDraft(note="hers"))),
        (add_phone, (mine, PHONE)),
        (add_relative, (mine, "mother", "Nour Khan")),
        (add_family, (ClientDraft(name="Nour Khan"), "mother", mine, "Amira")),
        (partial(note_departure, calls_off=False), (mine, Leave.ARCHIVED)),
        (allow_contact, (mine, "care")),
        (decline_field, (mine, "job")),
        (needs_no_answer, (mine, "job")),
        (confirm_fields, (mine, ["allergies", "job"])),
        (write_note, (mine, "likes tea")),
        (put_alert, (mine, AlertDraft("likes tea"))),
        (note_effort, (mine, 3, 3)),
        (note_promise, (mine, "a cream", FRIDAY)),
        (sell_course, (mine, peel(house), 3, Money(20000))),
        (add_course, (bill, _offer(house), Money(20000))),
        (add_package, (bill, "Spring", [_offer(house)], Money(20000))),
        (add_top_up, (bill, Money(5000))),
        (add_deposit, (bill, Money(5000))),
    ]


def test_nothing_new_is_sold_or_written(
    house: House, coming: AppointmentId, counter: Counter
) -> None:
    salon = house.salon
    sisters(house)
    salon.do(refuse_contact, house.amira, "care")
    begun(house)
    bill = counter.empty()
    for operation, given in _refused(house, bill):
        with pytest.raises(ErasureUnderWay) as wrong:
            salon.do(operation, *given)
        assert f"C{house.amira}" in str(wrong.value), operation

    with pytest.raises(ErasureUnderWay):
        salon.do(add_relative, house.basia, "friend", "Amira", other=house.amira)
    [sister] = salon.ask(client_card, house.basia).relatives  # named there before
    salon.do(edit_relative, sister.id, RelativeDraft(note="rings first"))
    again = RelativeDraft(other=house.amira)
    salon.do(edit_relative, sister.id, again)
    salon.do(remove_relative, sister.id)
    salon.do(correct_client, house.basia, ClientDraft(note="of another"))

    salon.do(call_off_erasure, house.amira)
    salon.do(correct_client, house.amira, ClientDraft(note="again"))
    salon.do(add_course, bill, _offer(house), Money(20000), despite="a regular")


def test_nobody_else_gives_a_course_or_a_voucher(
    house: House, coming: AppointmentId, counter: Counter
) -> None:
    salon = house.salon
    key = on_a_bill(house, 10000, 2, client=house.basia)
    sisters(house)
    begun(house)
    bill = salon.do(open_bill, house.basia)
    gift = _offer(house, gift_for=int(house.amira))
    for operation, given, more in (
        (pass_on_course, (key, house.amira, "a present"), {}),
        (share_course, (key, house.amira), {}),
        (add_course, (bill, gift, Money(20000)), {"despite": "a present"}),
        (add_voucher, (bill, Money(5000)), {"holder_id": house.amira}),
    ):
        with pytest.raises(ErasureUnderWay):
            salon.do(operation, *given, **more)
    salon.do(add_course, bill, _offer(house), Money(20000), despite="a regular")


def test_what_is_open_comes_to_its_end(
    house: House, coming: AppointmentId, counter: Counter
) -> None:
    salon = house.salon
    course = on_a_bill(house, 10000, 4)
    gift = on_a_bill(house, 10000, 2)
    complaint = salon.do(open_complaint, house.amira, words="too slow")
    consent = salon.do(give_consent, house.amira, "photos")
    begun(house)

    salon.do(note_allergy, house.amira, "Latex")  # the visit is still to come
    salon.do(needs_no_answer, house.amira, "medications")
    salon.do(note_medicine, house.amira, "aspirin")
    salon.do(withdraw_consent, consent)
    salon.do(refuse_contact, house.amira, "offer")
    salon.do(log_unplanned, house.amira, Outcome.WELL)
    salon.do(open_complaint, house.amira, words="and too loud")
    salon.do(note_of_complaint, complaint, "rang at noon")
    salon.do(confirm, coming)
    salon.do(arrive, coming)
    salon.do(complete, coming)
    bill = salon.do(bill_of_visit, house.amira)
    salon.do(redeem_by_hand, house.amira, course_id=course)
    salon.do(refund_course, course, Basis.PRO_RATA, "moves away")
    salon.do(pass_on_course, gift, house.basia, "to a friend")
    counter.close(bill)  # the course has paid
    assert salon.ask(pending, house.amira)
    assert salon.ask(files_of, house.amira) == {house.amira}


def test_a_list_brings_nothing_for_who_is_being_erased(
    house: House, coming: AppointmentId
) -> None:
    begun(house)
    number = (Phone("+33601020304", "06 01"),)
    rows = [
        Incoming(2, "Amira Khan", phones=number, note="likes tea"),
        Incoming(
            3, "Basia Nowak", phones=(Phone("+33605060708", "06 05"),), note="likes tea"
        ),
        Incoming(4, "Amira Khan", email="other@b.example"),
    ]
    done = house.salon.do(import_clients, rows, "list.csv")
    assert [row.status for row in done.rows] == ["refused", "matched", "new"]
    assert "is to be erased" in done.rows[0].reason
    assert house.salon.ask(client_card, house.amira).note == ""
    assert house.salon.ask(client_card, house.basia).note == "likes tea"


def test_a_step_back_is_taken_all_the_same(house: House, coming: AppointmentId) -> None:
    salon = house.salon
    begun(house)
    salon.do(cancel, coming)
    salon.undo()
    salon.redo()
    with salon.stopped_at((salon.now() + timedelta(days=1)).replace(tzinfo=None)):
        assert salon.do(erase_client, house.amira)
