"""What a mail led to that never went out is taken back with it."""

from datetime import timedelta

import pytest

from salon.aftercare.model import CallId, CallStatus
from salon.aftercare.queries import calls_of
from salon.clients.model import ClientId
from salon.clients.reach import Purpose
from salon.complaints.model import Kind
from salon.complaints.operations import carry_out, mark_complaint
from salon.complaints.queries import missing_to_close
from salon.messages.model import MessageId, Security, State, Trouble
from salon.messages.operations import (
    cancel_mail,
    claim,
    hand_over,
    note_sent,
    note_undelivered,
    queue_mail,
    set_account,
)
from salon.messages.queries import outbox_line
from salon.occasions.model import State as Occasioned
from salon.occasions.operations import note_promise
from salon.occasions.queries import promises_of
from tests.complaints.conftest import Case, case  # noqa: F401
from tests.house import House
from tests.occasions.conftest import Night, night  # noqa: F401


def with_account(house: House) -> None:
    """Let the house have a mail account; nothing is sent by it here."""
    house.salon.do(
        set_account,
        server="127.0.0.1",
        port=25,
        security=Security.NONE,
        from_address="house@salon.example",
    )


def written(house: House, call: CallId) -> MessageId:
    """Queue a mail in the place of a call."""
    return house.salon.do(
        queue_mail,
        *(house.amira, "After your visit", "How is it now?"),
        purpose=Purpose.CARE,
        recipient="amira@client.example",
        call_id=call,
    )


def refused(house: House, key: MessageId) -> None:
    """Let the server refuse it for good."""
    house.salon.do(claim, key, "one")
    house.salon.do(note_undelivered, key, "one", Trouble.REFUSED, "550 no")


@pytest.mark.parametrize("is_refused", [True, False])
def test_a_complaint_is_not_closed_by_a_mail_that_never_went_out(
    case: Case,  # noqa: F811
    is_refused: bool,
) -> None:
    with_account(case.house)
    key = case.learned()
    case.by(case.mei, carry_out, case.card(key).chosen[0].id)
    for what in ("fixed", "staff_told"):
        case.by(case.mei, mark_complaint, key, what)
    call = next(
        one for one in case.salon.ask(calls_of, case.amira) if one.step == "co_7"
    )
    mail = written(case.house, call.id)
    assert case.salon.ask(missing_to_close, case.card(key)) == ()

    if is_refused:
        refused(case.house, mail)
    else:
        case.salon.do(cancel_mail, mail)

    card = case.card(key)
    assert case.salon.ask(missing_to_close, card) == ("day_7",)
    assert card.line.status == "implemented"
    assert [one.kind for one in card.course[-2:]] == [Kind.CONTACT, Kind.UNHEARD]
    if not is_refused:
        case.salon.undo()
        assert case.salon.ask(missing_to_close, case.card(key)) == ()
        case.salon.redo()
    again = written(case.house, call.id)
    case.salon.do(claim, again, "two")
    case.salon.do(hand_over, again, "two")
    case.salon.do(note_sent, again, "two", "250 taken")
    assert case.salon.ask(missing_to_close, case.card(key)) == ()


@pytest.mark.parametrize("is_refused", [True, False])
def test_a_promise_is_not_kept_by_a_mail_that_never_went_out(
    night: Night,  # noqa: F811
    is_refused: bool,
) -> None:
    house = night.house
    with_account(house)
    today = night.salon.today()
    night.salon.do(note_promise, house.amira, "Send the list", today)
    night.run()
    [call] = night.calls(house.amira)
    mail = written(house, call.id)
    [line] = night.lines(house.amira)
    assert line.state is Occasioned.DONE

    if is_refused:
        refused(house, mail)
        assert night.salon.ask(outbox_line, mail).state is State.FAILED
    else:
        night.salon.do(cancel_mail, mail)

    [line] = night.lines(house.amira)
    [promise] = night.salon.ask(promises_of, ClientId(house.amira), everything=True)
    [call] = night.calls(house.amira)
    assert (line.state, promise.kept_on) == (Occasioned.PLANNED, None)
    assert call.status is CallStatus.WAITING
    night.run(today + timedelta(days=1), again=True)
    assert len(night.calls(house.amira)) == 1
