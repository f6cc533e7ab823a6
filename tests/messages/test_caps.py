"""What is written keeps to the client's wishes and measure, as calls do."""



from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.clients.reach import Purpose
from salon.clients.refusals import allow_contact, refuse_contact
from salon.complaints.operations import open_complaint
from salon.messages.model import MessageId, State, Trouble
from salon.messages.operations import claim
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
