"""What becomes of a mail, whatever the server does: once, or said."""

import email
import email.policy
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import func, select, update

from salon.aftercare.model import CallStatus, Outcome
from salon.aftercare.queries import call_line, calls_of, contacts_of
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client, merge_clients
from salon.clients.reach import Purpose
from salon.clients.refusals import refuse_contact
from salon.complaints.operations import open_complaint
from salon.errors import ChangedSince, NotAllowed
from salon.messages.model import (
    BadAddress,
    ClockStands,
    Enclosed,
    GoneOut,
    MessageId,
    NeverAsked,
    NoAccount,
    NoPassword,
    NotLikeThis,
    OnlyASample,
    Outgoing,
    State,
    Trouble,
    Unwished,
    WhileUnhappy,
)
from salon.messages.operations import (
    cancel_mail,
    claim,
    drop_account,
    hand_over,
    log_written,
    note_sent,
    note_undelivered,
    recover,
    say_arrived,
    send_again,
)
from salon.messages.post import keep_password, send_round
from salon.messages.queries import account, counts, is_known_bad, next_due, outbox
from salon.messages.tables import MailPaper
from salon.rights import Right
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.work import Reading
from tests.aftercare.test_calls import owed
from tests.house import FRIDAY, House
from tests.messages.conftest import Office
from tests.messages.server import (
    DROP,
    GARBAGE,
    HANG,
    KEEP_AND_DROP,
    SLOW,
    TWICE,
)

Later = Callable[..., None]


def received(office: Office, at: int = -1) -> EmailMessage:
    data = office.server.letters[at].data
    made = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(made, EmailMessage)
    return made


def test_a_mail_arrives_as_it_was_written(office: Office) -> None:
    words = (
        "林姐：\n. 一个点\n..两个点\n😀 100% & more+more\nFrom here\n" + "很长" * 900
    )
    key = office.queue("您好，复诊 & “计划”", words=words)
    done = office.go()

    assert done.sent == [key]
    made = received(office)
    assert made["Subject"] == "您好，复诊 & “计划”"
    assert made.get_content().replace("\r\n", "\n").strip() == words
    assert made["To"] == "amira@client.example"
    assert made["From"].addresses[0].display_name == "Camellia 山茶花"
    assert made["Date"].datetime == office.house.salon.now()
    line = office.line(key)
    assert made["Message-ID"] == line.message_id
    assert line.state is State.SENT
    assert line.sent_at is not None
    assert "Auto-Submitted" not in made
    assert "List-Unsubscribe" not in made
    assert all(len(one) < 999 for one in office.server.letters[0].data.split(b"\r\n"))


def test_an_offer_says_how_to_have_no_more_and_who_wrote_it(office: Office) -> None:
    office.queue(purpose=Purpose.OFFER, is_automatic=True)
    office.go()

    made = received(office)
    assert "mailto:house@salon.example" in made["List-Unsubscribe"]
    assert made["Auto-Submitted"] == "auto-generated"


def papers(office: Office) -> int:
    def count(reading: Reading) -> int:
        asked = select(func.count()).select_from(MailPaper)
        return reading.session.scalar(asked) or 0

    return office.house.salon.ask(count)


def test_a_paper_goes_along_and_is_forgotten_once_it_is_sent(office: Office) -> None:
    pdf = b"%PDF-1.7 " + bytes(range(256)) * 40
    key = office.queue(enclosed=Enclosed("护理计划.pdf", pdf))
    other = office.queue(client=office.house.basia, enclosed=Enclosed("Plan.pdf", pdf))
    assert papers(office) == 1
    office.server.faults, office.server.times = {"rcpt": "450 4.2.0 later"}, 1
    assert office.go().sent == [other]
    assert papers(office) == 1  # the first still waits with it
    later = office.house.salon._clock
    later.instant += timedelta(minutes=5)  # type: ignore[attr-defined]
    assert office.go().sent == [key]
    [part] = received(office).iter_attachments()
    assert part.get_filename() == "护理计划.pdf"
    assert part.get_content() == pdf
    assert papers(office) == 0


def test_a_paper_that_is_not_what_it_was_is_not_sent(office: Office) -> None:
    key = office.queue(enclosed=Enclosed("Plan.pdf", b"%PDF"))

    with office.house.salon._to_write.begin() as connection:
        connection.execute(update(MailPaper).values(pdf=b"another's"))
    office.go()
    assert office.server.letters == []
    assert office.line(key).trouble == Trouble.NO_PAPER


@pytest.mark.parametrize(
    ("stage", "fault", "state", "trouble", "kept"),
    [
        ("greet", HANG, State.WAITING, Trouble.AWAY, 0),
        ("greet", DROP, State.WAITING, Trouble.AWAY, 0),
        ("greet", GARBAGE, State.WAITING, Trouble.AWAY, 0),
        ("greet", SLOW, State.WAITING, Trouble.AWAY, 0),
        ("greet", "421 too busy", State.WAITING, Trouble.LATER, 0),
        ("ehlo", DROP, State.WAITING, Trouble.AWAY, 0),
        ("auth", "454 4.7.0 not now", State.WAITING, Trouble.LATER, 0),
        ("auth", "535 5.7.8 no", State.WAITING, Trouble.AUTH, 0),
        ("mail", "550 5.7.1 not yours", State.WAITING, Trouble.SENDER, 0),
        ("mail", "421 4.3.2 later", State.WAITING, Trouble.LATER, 0),
        ("rcpt", "550 5.1.1 no such user", State.FAILED, Trouble.ADDRESS, 0),
        ("rcpt", "550 No such user here", State.FAILED, Trouble.ADDRESS, 0),
        ("rcpt", "550 5.7.1 blocked", State.FAILED, Trouble.REFUSED, 0),
        ("rcpt", "552 5.2.2 full", State.FAILED, Trouble.REFUSED, 0),
        ("rcpt", "450 4.2.0 greylisted", State.WAITING, Trouble.LATER, 0),
        ("rcpt", DROP, State.WAITING, Trouble.AWAY, 0),
        ("data", "554 5.7.1 spam", State.FAILED, Trouble.REFUSED, 0),
        ("data", DROP, State.WAITING, Trouble.AWAY, 0),
        ("data", HANG, State.WAITING, Trouble.AWAY, 0),
        ("end", DROP, State.UNSURE, Trouble.LOST, 0),
        ("end", KEEP_AND_DROP, State.UNSURE, Trouble.LOST, 1),
        ("end", HANG, State.UNSURE, Trouble.LOST, 1),
        ("end", SLOW, State.UNSURE, Trouble.LOST, 1),
        ("end", GARBAGE, State.UNSURE, Trouble.LOST, 0),
        ("end", "451 4.3.0 try later", State.WAITING, Trouble.LATER, 0),
        ("end", "552 5.3.4 too big", State.FAILED, Trouble.REFUSED, 0),
    ],
)
def test_what_the_server_does_decides_what_becomes_of_it(
    office: Office, stage: str, fault: str, state: State, trouble: Trouble, kept: int
) -> None:
    key = office.queue()
    office.server.faults, office.server.times = {stage: fault}, 1

    office.go(patience=0.25, longest=0.5)

    line = office.line(key)
    assert (line.state, line.trouble) == (state, trouble)
    assert len(office.server.letters) == kept
    assert line.why
    office.server.faults = {}
    office.go()  # at once: what waits, waits; what is unsure stays so
    assert len(office.server.letters) == kept


@pytest.mark.parametrize("stage", ["greet", "ehlo", "auth", "mail", "rcpt", "data"])
def test_a_server_that_answers_twice_gets_it_at_most_once(
    office: Office, stage: str, later: Later
) -> None:
    key = office.queue()
    office.server.faults, office.server.times = {stage: TWICE}, 1
    office.go(patience=0.25, longest=0.5)
    later(hours=2)
    office.go()
    later(hours=2)
    office.go()

    assert len(office.server.letters) <= 1
    is_out = office.line(key).state in (State.SENT, State.UNSURE)
    assert is_out == bool(office.server.letters)


def test_an_answer_too_many_at_the_end_is_no_answer_to_the_next(
    office: Office,
) -> None:
    first, second = office.queue("One"), office.queue("Two", client=office.house.basia)
    office.server.faults = {"end": TWICE}

    assert office.go().sent == [first, second]
    assert [one.recipient for one in office.server.letters] == [
        "amira@client.example",
        "basia@client.example",
    ]


def test_not_now_is_tried_four_times_and_then_has_failed(
    office: Office, later: Later
) -> None:
    key = office.queue()
    office.server.faults = {"rcpt": "451 4.7.1 greylisted"}
    for tries, wait in enumerate((5, 60, 360, 1440), 1):
        office.go()
        line = office.line(key)
        assert line.state is State.WAITING
        assert line.next_at is not None
        assert line.next_at - office.house.salon.now() == timedelta(minutes=wait)
        later(minutes=wait, seconds=-1)
        office.go()
        assert office.server.connections == tries  # not a second too early
        later(seconds=1)
    office.go()

    line = office.line(key)
    assert (line.state, line.trouble) == (State.FAILED, Trouble.TOO_OFTEN)
    assert "451 4.7.1" in line.reply


def test_a_line_that_is_down_for_days_lets_nothing_fail(
    office: Office, later: Later
) -> None:
    key = office.queue()
    office.server.faults = {"greet": DROP}
    for _day in range(12):
        later(hours=8)
        office.go()
    assert office.line(key).state is State.WAITING

    office.server.faults = {}
    later(hours=1)
    assert office.go().sent == [key]


def test_one_who_is_not_let_in_does_not_knock_again(
    office: Office, later: Later
) -> None:
    key, second = office.queue(), office.queue("Two", client=office.house.basia)
    keep = office.server.faults
    keep["auth"] = "535 5.7.8 no"
    done = office.go()

    assert "535" in str(done.trouble)
    assert office.server.connections == 1  # the second is not tried
    later(hours=5)
    office.go()
    assert office.server.connections == 1
    assert office.house.salon.ask(counts).trouble == Trouble.AUTH
    here = office.house.salon.ask(account)
    assert here is not None
    keep.clear()
    keep_password(office.house.salon, here.drawer, "secret")
    assert office.go().sent == [key, second]


def test_a_wrong_address_is_asked_for_and_known_from_then_on(
    office: Office, house: House
) -> None:
    key = office.queue()
    office.server.faults = {"rcpt": "550 5.1.1 unknown"}
    office.go()

    assert "next visit" in office.line(key).why
    assert house.salon.ask(is_known_bad, "amira@client.example")
    assert not house.salon.ask(is_known_bad, "basia@client.example")
    house.salon.do(correct_client, house.amira, ClientDraft(email="amira@new.example"))
    office.server.faults = {}
    house.salon.do(send_again, key)
    assert office.go().sent == [key]
    assert office.server.letters[0].recipient == "amira@new.example"


def test_what_was_not_delivered_is_no_contact(office: Office, house: House) -> None:
    call = owed(house)
    key = office.queue(call_id=call)
    assert house.salon.ask(call_line, call).status is CallStatus.DONE
    made = house.salon.ask(contacts_of, house.amira)[0]
    assert (made.outcome, made.channel) == (Outcome.MESSAGE, "email")

    office.server.faults = {"rcpt": "550 5.1.1 unknown"}
    office.go()

    assert house.salon.ask(contacts_of, house.amira) == []
    assert house.salon.ask(call_line, call).status is CallStatus.WAITING
    house.salon.do(send_again, key, recipient="other@client.example")
    assert house.salon.ask(call_line, call).status is CallStatus.DONE
    assert len(house.salon.ask(contacts_of, house.amira)) == 1


def test_calling_off_takes_the_contact_back_and_nothing_goes_out(
    office: Office, house: House
) -> None:
    key = office.queue()
    house.salon.do(cancel_mail, key)

    assert office.go().sent == []
    assert office.server.letters == []
    assert house.salon.ask(calls_of, house.amira) == []
    with pytest.raises(NotLikeThis):
        house.salon.do(cancel_mail, key)
    with pytest.raises(NotLikeThis):
        house.salon.do(send_again, key)


def test_undo_takes_a_mail_back_while_it_waits_and_refuses_after(
    office: Office, house: House
) -> None:
    office.queue()
    house.salon.undo()
    assert office.go().sent == []
    assert house.salon.ask(outbox) == []
    assert house.salon.ask(contacts_of, house.amira) == []

    key = office.queue("Again")
    assert office.go().sent == [key]
    with pytest.raises(GoneOut) as refused:
        house.salon.undo()
    assert "cannot be taken back" in str(refused.value)
    assert isinstance(refused.value, ChangedSince)


def test_what_is_sent_by_itself_stands_in_no_way_of_undo(
    office: Office, house: House
) -> None:
    office.queue()
    house.salon.do(log_written, house.basia, "sms", "Hello", purpose=Purpose.CARE)
    office.go()

    house.salon.undo()  # the message to Basia, not what the sender did

    assert house.salon.ask(contacts_of, house.basia) == []
    assert office.server.letters != []


def refuse(house: House, **wish: str) -> None:
    house.salon.do(refuse_contact, house.amira, **wish)


def silence(house: House) -> None:
    house.salon.do(correct_client, house.amira, ClientDraft(do_not_contact=True))


@pytest.mark.parametrize(
    ("purpose", "wish", "is_sent"),
    [
        (Purpose.GREETING, {"purpose": "greeting"}, False),
        (Purpose.GREETING, {"purpose": "offer"}, True),
        (Purpose.CARE, {"channel": "email"}, False),
        (Purpose.CARE, {"channel": "sms"}, True),
        (Purpose.SAFETY, {"channel": "email"}, True),
    ],
)
def test_a_wish_is_looked_at_again_at_the_moment_of_sending(
    office: Office, purpose: Purpose, wish: dict[str, str], *, is_sent: bool
) -> None:
    key = office.queue(purpose=purpose)
    refuse(office.house, **wish)
    office.go()

    assert bool(office.server.letters) == is_sent
    if not is_sent:
        line = office.line(key)
        assert (line.state, line.trouble) == (State.CANCELLED, Trouble.NO_CONTACT)
        assert office.house.salon.ask(contacts_of, office.house.amira) == []


def test_against_a_wish_only_with_a_reason_and_offers_never(
    office: Office, house: House
) -> None:
    silence(house)
    with pytest.raises(Unwished):
        office.queue()
    key = office.queue(override="Asked by phone for the address")
    assert office.go().sent == [key]
    with pytest.raises(NeverAsked):
        office.queue(purpose=Purpose.OFFER, override="A very good price")
    with pytest.raises(NeverAsked):
        house.salon.do(
            log_written,
            *(house.amira, "sms", "Come"),
            purpose=Purpose.OFFER,
            override="x",
        )
    note = house.salon.ask(contacts_of, house.amira)[0].note
    assert "Asked by phone" in note


def test_an_offer_with_a_reason_is_not_sent_once_silence_is_wished(
    office: Office, house: House
) -> None:
    refuse(house, purpose="offer")
    office.queue(purpose=Purpose.OFFER, override="Wanted this one")
    silence(house)

    assert office.go().sent == []
    assert office.server.letters == []


def test_while_a_complaint_is_open_nothing_that_sells_is_sent(
    office: Office, house: House, later: Later
) -> None:
    key = office.queue(purpose=Purpose.OFFER)
    house.salon.do(open_complaint, house.amira, words="The mask burnt")
    care = office.queue(client=house.basia)
    assert office.go().sent == [care]
    line = office.line(key)
    assert (line.state, line.trouble) == (State.WAITING, Trouble.COMPLAINT)
    with pytest.raises(WhileUnhappy):
        office.queue(purpose=Purpose.OFFER)
    later(days=1, seconds=1)
    office.go()
    assert len(office.server.letters) == 1  # it rests for another day


@pytest.mark.parametrize(("days", "is_sent"), [(0, True), (1, False), (2, False)])
def test_a_birthday_mail_that_is_late_is_not_sent(
    office: Office, later: Later, days: int, *, is_sent: bool
) -> None:
    key = office.queue(purpose=Purpose.GREETING, valid_until=FRIDAY)
    later(days=days)
    office.go()

    assert bool(office.server.letters) == is_sent
    assert office.line(key).trouble == ("" if is_sent else Trouble.EXPIRED)


def test_two_senders_never_have_the_same_message(office: Office, house: House) -> None:
    key = office.queue()
    first = house.salon.do_by_itself(claim, key, "one")
    assert isinstance(first, Outgoing)
    assert house.salon.do_by_itself(claim, key, "two") is None
    with pytest.raises(NotLikeThis):
        house.salon.do_by_itself(hand_over, key, "two")
    house.salon.do_by_itself(note_sent, key, "two", "250")
    assert office.line(key).state is State.SENDING
    assert house.salon.do_by_itself(note_undelivered, key, "two", Trouble.LOST) is None
    assert house.salon.do_by_itself(claim, MessageId(999), "one") is None


@pytest.mark.parametrize(
    ("is_handed", "state"), [(False, State.WAITING), (True, State.UNSURE)]
)
def test_what_a_dead_sender_left_is_taken_up(
    office: Office, house: House, later: Later, state: State, *, is_handed: bool
) -> None:
    key = office.queue()
    house.salon.do_by_itself(claim, key, "far/1")
    if is_handed:
        house.salon.do_by_itself(hand_over, key, "far/1")
    later(minutes=9, seconds=59)
    assert house.salon.do_by_itself(recover) == []
    assert house.salon.do_by_itself(recover, "near/") == []
    later(seconds=1)
    assert house.salon.do_by_itself(recover) == [key]
    assert office.line(key).state is state


def test_one_that_slept_may_not_say_the_last_word_any_more(
    office: Office, house: House, later: Later
) -> None:
    key = office.queue()
    house.salon.do_by_itself(claim, key, "far/1")
    later(minutes=11)
    assert office.go().sent == [key]  # another went on with it
    with pytest.raises(NotLikeThis):
        house.salon.do_by_itself(hand_over, key, "far/1")
    assert len(office.server.letters) == 1


def test_an_answer_that_comes_late_is_still_the_answer(
    office: Office, house: House, later: Later
) -> None:
    key = office.queue()
    house.salon.do_by_itself(claim, key, "far/1")
    house.salon.do_by_itself(hand_over, key, "far/1")
    later(minutes=11)
    house.salon.do_by_itself(recover)
    house.salon.do_by_itself(note_sent, key, "far/1", "250 ok")
    assert office.line(key).state is State.SENT


def test_of_an_unsure_one_a_person_decides(office: Office, house: House) -> None:
    office.server.faults, office.server.times = {"end": KEEP_AND_DROP}, 2
    one, two = office.queue(), office.queue("Two", client=house.basia)
    office.go()
    assert house.salon.ask(counts).unsure == 2

    house.salon.do(say_arrived, one)
    house.salon.do(send_again, two)
    before = received(office)["Message-ID"]
    assert office.go().sent == [two]

    assert office.line(one).state is State.SENT
    assert received(office)["Message-ID"] == before  # whoever has it knows it again
    with pytest.raises(NotLikeThis):
        house.salon.do(say_arrived, one)


def test_nothing_goes_out_of_a_sample_or_while_the_clock_stands(
    office: Office, house: House
) -> None:
    office.queue()
    with pytest.raises(ClockStands):
        send_round(house.salon)
    house.salon.do(describe, is_sample=True)
    with pytest.raises(OnlyASample):
        send_round(house.salon)
    assert office.server.connections == 0


def test_without_account_or_password_it_waits(office: Office, house: House) -> None:
    office.queue()
    here = house.salon.ask(account)
    assert here is not None
    keep_password(house.salon, here.drawer, "")
    with pytest.raises(NoPassword):
        office.go()
    house.salon.do(drop_account)
    with pytest.raises(NoAccount):
        office.go()
    with pytest.raises(NoAccount):
        office.queue()
    assert house.salon.ask(counts).waiting == 1


def test_bad_addresses_are_refused_when_it_is_written(
    office: Office, house: House
) -> None:
    for said in ("", "amira", "a@b@c.example", "ä@b.example", "a b@c.example"):
        with pytest.raises(BadAddress):
            office.queue(recipient=said or " ")
    key = office.queue(recipient="amira@bücher.example")
    office.go()
    assert office.server.letters[0].recipient == "amira@xn--bcher-kva.example"
    assert office.line(key).state is State.SENT


def test_who_may_not_call_may_not_write(office: Office, house: House) -> None:
    role = next(one for one in Role if Right.CALL not in one.rights)
    who = house.salon.do(hire, "Max", role)
    house.salon.by = who
    with pytest.raises(NotAllowed):
        office.queue()


def test_the_sender_looks_again_when_something_is_due(
    office: Office, house: House
) -> None:
    assert house.salon.ask(next_due) is None
    office.queue()
    assert house.salon.ask(next_due) is not None
    assert office.go().next_at is None


def test_a_merged_client_keeps_her_mail(office: Office, house: House) -> None:
    key = office.queue()
    house.salon.do(merge_clients, house.basia, house.amira)
    assert office.go().sent == [key]
    assert office.line(key).client_id == ClientId(house.basia)
