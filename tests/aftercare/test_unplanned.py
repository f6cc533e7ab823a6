"""A call that nobody had planned is kept like any other, with the client it went to."""

from datetime import timedelta

import pytest

from salon.aftercare.model import (
    CallId,
    CallStatus,
    FlagIsOpen,
    Outcome,
    notes_place,
    unplanned,
)
from salon.aftercare.operations import log_unplanned, raise_unplanned
from salon.aftercare.queries import (
    call_to,
    calls_due,
    calls_of,
    contacts_of,
    count_due,
    kept_notes,
)
from salon.clients.model import ClientId
from salon.clients.operations import merge_clients
from salon.clients.queries import client_card
from salon.errors import Missing, NotAllowed
from salon.incidents.queries import everything_open
from salon.settings.operations import describe
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.views.calls import call_queue
from tests.aftercare.test_calls import owed
from tests.house import FRIDAY, House
from tests.incidents.conftest import Mishap


def test_without_a_planned_one_the_call_is_unplanned(house: House) -> None:
    client = house.amira
    line = house.salon.ask(call_to, client)

    assert (line.id, line.client_id) == (unplanned(client), client)
    assert line.words.endswith(".")
    assert "promised" not in line.words
    assert line.status is CallStatus.WAITING


@pytest.mark.parametrize(("days", "is_made"), [(-1, True), (0, True), (1, False)])
def test_a_call_that_is_due_is_the_one_that_is_made(
    house: House, days: int, *, is_made: bool
) -> None:
    planned = owed(house, due=FRIDAY + timedelta(days=days))

    found = house.salon.ask(call_to, house.amira).id
    assert found == (planned if is_made else unplanned(house.amira))


def test_nobody_is_rung_who_is_not_there(house: House) -> None:
    with pytest.raises(Missing):
        house.salon.ask(call_to, ClientId(999))
    with pytest.raises(Missing):
        house.salon.do(log_unplanned, ClientId(999), Outcome.WELL)


def test_it_is_kept_and_taken_back_as_one_action(house: House) -> None:
    client = house.amira
    house.salon.do(log_unplanned, client, Outcome.WELL, note="asked about parking")

    [call] = house.salon.ask(calls_of, client)
    assert (call.status, call.outcome) == (CallStatus.DONE, Outcome.WELL)
    assert house.salon.ask(contacts_of, client)[0].note == "asked about parking"
    assert house.salon.ask(count_due) == 0
    house.salon.undo()
    assert house.salon.ask(calls_of, client) == []
    assert house.salon.ask(contacts_of, client) == []


def test_nobody_answering_is_rung_again(house: House) -> None:
    client = house.amira
    [follow] = house.salon.do(log_unplanned, client, Outcome.NO_ANSWER)

    [call] = house.salon.ask(calls_of, client)
    assert follow.kind == "retry"
    assert call.status is CallStatus.WAITING


def test_whoever_refuses_is_left_alone(house: House) -> None:
    client = house.amira
    house.salon.do(log_unplanned, client, Outcome.REFUSED)

    assert house.salon.ask(client_card, client).do_not_contact


def test_a_sign_that_is_said_opens_an_incident(mishap: Mishap) -> None:
    salon, client = mishap.salon, mishap.amira
    planned = len(salon.ask(calls_of, client))
    with pytest.raises(FlagIsOpen):
        salon.do(log_unplanned, client, Outcome.WELL, flag="rf_breath")
    assert len(salon.ask(calls_of, client)) == planned

    salon.do(raise_unplanned, client, "rf_breath", "cannot swallow")

    [incident] = salon.ask(everything_open)
    assert incident.client_id == client


def test_it_takes_the_right_to_call(house: House) -> None:
    tom = house.salon.do(hire, "Tom", Role.TRAINEE)
    with pytest.raises(NotAllowed):
        house.salon.do_as(tom, log_unplanned, house.amira, Outcome.WELL)
    with pytest.raises(NotAllowed):
        house.salon.do_as(tom, raise_unplanned, house.amira, "rf_breath")


def test_who_is_meant_stands_in_the_list_with_the_others(house: House) -> None:
    due = owed(house)
    queue = house.salon.ask(call_queue, None, house.basia)

    assert queue.asked is not None
    assert queue.asked.client_id == house.basia
    assert [one.id for one in queue.calls] == [unplanned(house.basia), due]
    assert queue.due == 1
    assert house.salon.ask(call_queue, int(due)).asked == queue.calls[1]
    assert house.salon.ask(calls_due)[0].id == due


def test_a_call_that_is_over_is_not_made_again(house: House) -> None:
    client = house.amira
    house.salon.do(log_unplanned, client, Outcome.WELL)
    [over] = house.salon.ask(calls_of, client)

    queue = house.salon.ask(call_queue, int(over.id))
    assert (queue.asked, queue.calls) == (None, ())
    assert house.salon.ask(call_queue, 12345).asked is None


def test_what_is_noted_of_it_is_kept_by_client(house: House) -> None:
    client = house.amira
    place = notes_place(unplanned(client))
    assert place != notes_place(CallId(client))
    house.salon.keep(place, '{"answers": {}, "flag": "", "note": "half"}')
    assert house.salon.ask(kept_notes, unplanned(client)).note == "half"

    house.salon.do(log_unplanned, client, Outcome.WELL)
    assert not house.salon.ask(kept_notes, unplanned(client))


def test_whoever_is_at_the_desk_says_her_own_name(house: House) -> None:
    owed(house, protocol="promised", step="again")
    wen = house.salon.do(hire, "Wen", Role.RECEPTION)
    mei = house.salon.do(hire, "Mei", Role.RECEPTION)
    house.salon.do(describe, acting=int(wen))

    for speaker, name in ((None, "Wen"), (wen, "Wen"), (mei, "Mei")):
        [due] = house.salon.ask(calls_due, speaker=speaker)
        free = house.salon.ask(call_to, house.basia, speaker)
        queue = house.salon.ask(call_queue, None, 0, speaker)
        assert name in due.words
        assert name in free.words
        assert queue.calls == (due,)


def test_whom_another_desk_has_joined_is_rung_in_the_file_that_stays(
    house: House,
) -> None:
    shown = house.salon.ask(call_to, house.basia)
    house.salon.do(merge_clients, house.amira, house.basia)

    house.salon.do(log_unplanned, shown.client_id, Outcome.WELL, note="well")

    assert house.salon.ask(contacts_of, house.basia) == []
    assert house.salon.ask(contacts_of, house.amira)[0].note == "well"
    assert house.salon.ask(call_to, house.basia).client_id == house.amira
