"""What is written keeps to the client's wishes and measure, as calls do."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from salon.aftercare.model import Outcome
from salon.aftercare.operations import log_unplanned
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.clients.reach import Purpose
from salon.clients.refusals import allow_contact, refuse_contact
from salon.complaints.operations import close_complaint, open_complaint
from salon.messages.model import MessageId, State, Trouble, WhileUnhappy
from salon.messages.operations import cancel_mail, claim, hand_over, note_sent
from salon.text import short_day
from tests.messages.conftest import Office


def tried(office: Office, key: MessageId) -> State:
    """Let a sender try to take a message on; return how it stands then."""
    office.house.salon.do(claim, key, "one")
    return office.line(key).state


def test_a_reason_covers_only_what_stood_against_it(office: Office) -> None:
    do, amira = office.house.salon.do, office.house.amira
    do(refuse_contact, amira, "", "email")
    first = office.queue(override="Asked for it at the desk")
    second = office.queue(override="Asked for it at the desk")
    assert tried(office, first) is State.SENDING

    do(refuse_contact, amira, "care", "")

    assert tried(office, second) is State.CANCELLED
    assert office.line(second).trouble == Trouble.NO_CONTACT


def test_silence_that_is_wished_later_calls_it_off(office: Office) -> None:
    do, amira = office.house.salon.do, office.house.amira
    do(refuse_contact, amira, "care", "")
    key = office.queue(override="Asked for it at the desk")
    do(correct_client, amira, ClientDraft(do_not_contact=True))

    assert tried(office, key) is State.CANCELLED

    after = office.queue(override="It is about the voucher")  # by now it is known
    assert tried(office, after) is State.SENDING


def test_less_against_it_than_before_is_no_reason_to_call_it_off(
    office: Office,
) -> None:
    do, amira = office.house.salon.do, office.house.amira
    do(refuse_contact, amira, "care", "")
    do(refuse_contact, amira, "", "email")
    key = office.queue(override="Asked for it at the desk")
    do(allow_contact, amira, "care", "")

    assert tried(office, key) is State.SENDING


def test_a_reason_given_before_a_complaint_does_not_cover_it(office: Office) -> None:
    do, amira = office.house.salon.do, office.house.amira
    do(refuse_contact, amira, "offer", "email")
    key = office.queue(purpose=Purpose.OFFER, override="Asked for the list")
    do(open_complaint, amira, words="Still waiting")

    assert tried(office, key) is State.WAITING
    assert office.line(key).trouble == Trouble.COMPLAINT
    meant = office.queue(purpose=Purpose.OFFER, override="Asked for the list")
    assert tried(office, meant) is State.SENDING


def sent(office: Office, key: MessageId) -> MessageId:
    """Let a message go out now."""
    do = office.house.salon.do
    assert tried(office, key) is State.SENDING
    do(hand_over, key, "one")
    do(note_sent, key, "one", "250 taken")
    return key


@pytest.mark.parametrize("purpose", [Purpose.OFFER, Purpose.GREETING, Purpose.SURVEY])
def test_two_days_lie_between_what_nobody_asked_for(
    office: Office, later: Callable[..., None], purpose: Purpose
) -> None:
    first, second = (office.queue(purpose=purpose) for _one in range(2))
    sent(office, first)

    assert tried(office, second) is State.WAITING  # it waits with its day

    line = office.line(second)
    today = office.house.salon.today()
    assert line.next_at is not None
    assert line.next_at.date() == today + timedelta(days=2)
    assert short_day(today + timedelta(days=2)) in line.why
    later(days=1)
    assert tried(office, second) is State.WAITING
    later(days=1, hours=3)  # in the morning, when calls begin as well
    sent(office, second)


def test_two_a_week_and_what_is_automatic_counts_too(
    office: Office, later: Callable[..., None]
) -> None:
    for _one in range(2):
        sent(office, office.queue(is_automatic=True))
        later(days=2)
    third = office.queue(is_automatic=True)
    assert tried(office, third) is State.WAITING
    later(days=3, hours=3)  # a week after the first
    sent(office, third)


def test_six_a_month(office: Office, later: Callable[..., None]) -> None:
    for _one in range(6):
        sent(office, office.queue(purpose=Purpose.OFFER))
        later(days=4)  # on days 0 to 20; it is day 24
    seventh = office.queue(purpose=Purpose.OFFER)
    assert tried(office, seventh) is State.WAITING
    later(days=5)
    assert tried(office, seventh) is State.WAITING
    later(days=1, hours=3)
    sent(office, seventh)


def test_safety_bookings_and_what_is_written_by_hand_never_wait(
    office: Office,
) -> None:
    for purpose in (Purpose.CARE, Purpose.BOOKING, Purpose.SAFETY, Purpose.CARE):
        sent(office, office.queue(purpose=purpose))
    for purpose in (Purpose.BOOKING, Purpose.SAFETY):
        sent(office, office.queue(purpose=purpose, is_automatic=True))


def test_a_reminder_and_what_was_never_sent_count_for_nothing(office: Office) -> None:
    sent(office, office.queue(purpose=Purpose.BOOKING))
    office.house.salon.do(cancel_mail, office.queue(purpose=Purpose.OFFER))
    office.queue(purpose=Purpose.GREETING)  # it waits still

    sent(office, office.queue(purpose=Purpose.OFFER))


def test_a_call_counts_for_what_is_written(office: Office) -> None:
    do, amira = office.house.salon.do, office.house.amira
    do(log_unplanned, amira, Outcome.WELL)

    assert tried(office, office.queue(purpose=Purpose.OFFER)) is State.WAITING


def test_offers_and_surveys_rest_while_a_complaint_is_open(
    office: Office, later: Callable[..., None]
) -> None:
    do, amira = office.house.salon.do, office.house.amira
    wish, survey = (
        office.queue(purpose=one) for one in (Purpose.GREETING, Purpose.SURVEY)
    )
    case = do(open_complaint, amira, words="Still waiting")
    with pytest.raises(WhileUnhappy):
        office.queue(purpose=Purpose.SURVEY)

    assert tried(office, survey) is State.WAITING
    assert office.line(survey).trouble == Trouble.COMPLAINT
    sent(office, wish)

    do(close_complaint, case, "withdrawn", reason="Took it back")
    later(days=2)
    sent(office, survey)
