"""The history as people read it: who did what, to which record, and what it held."""

from datetime import time
from pathlib import Path

import pytest

from salon.appointments.operations import cancel, confirm
from salon.clients.departing import come_back, note_departure
from salon.clients.departures import Leave
from salon.clients.model import ClientDraft
from salon.clients.operations import add_client, correct_client
from salon.clients.tables import Allergy
from salon.erasure.operations import erase_client
from salon.history.model import FieldChange
from salon.history.queries import clients_in, faults, history, newest
from salon.public import public_id
from salon.staff.model import Role
from salon.staff.tables import StaffMember
from salon.views.own_copy import write_own_copy
from salon.work import Work
from tests.house import House
from tests.leaning import RowMade


def test_a_change_is_told_field_by_field_before_and_after(house: House) -> None:
    house.salon.do(correct_client, house.amira, ClientDraft(called="Ami"))

    line = house.salon.ask(history, limit=1)[0]

    her = public_id("client", house.amira)
    assert FieldChange(her, "called", "", "Ami") in line.changes
    assert all(one.field != "version" for one in line.changes)


def test_a_step_back_names_what_it_takes_back(house: House) -> None:
    key = house.booked(time(9))
    house.salon.do(confirm, key)
    house.salon.undo()

    back, done, *_older = house.salon.ask(history)

    assert back.undoes == done.seq
    assert back.text == "Undone: Appointment confirmed"


def test_the_history_of_a_record_is_the_newest_first_and_only_its_own(
    house: House,
) -> None:
    mine, other = house.booked(time(9)), house.booked(time(14))
    house.salon.do(cancel, other)
    house.salon.do(confirm, mine)

    said = [line.text for line in house.salon.ask(history, ("appointment", mine))]

    assert said == ["Appointment confirmed", "Appointment booked"]
    assert len(house.salon.ask(history, ("client", house.amira), limit=2)) == 2


def test_an_action_is_told_by_the_name_of_who_did_it(house: House) -> None:
    def hire(work: Work) -> int:
        work.record(RowMade())
        return work.add(StaffMember(name="Lily", role=Role.RECEPTION)).id

    lily = house.salon.do(hire)
    house.salon.do_as(lily, confirm, house.booked(time(9)))  # type: ignore[arg-type]

    said = [(line.by, line.kind) for line in house.salon.ask(history, limit=2)]
    assert said == [("Lily", "appointments.Confirmed"), ("", "appointments.Booked")]


def test_a_whole_history_has_no_faults_and_a_head_that_moves(house: House) -> None:
    before = house.salon.ask(newest)
    house.booked(time(9))

    after = house.salon.ask(newest)
    assert after.seq == before.seq + 1
    assert house.salon.ask(faults, after) == []
    assert house.salon.ask(faults, before) == []


@pytest.mark.parametrize(("most", "told"), [(9, False), (10, True), (None, True)])
def test_of_an_action_over_many_records_only_her_own_is_told_where_asked_so(
    house: House, most: int | None, told: bool
) -> None:
    def list_many(work: Work) -> None:
        for who in (house.amira, house.basia):
            rows = [{"client_id": who, "substance": one} for one in "abcde"]
            work.add_many(Allergy, rows)
        work.record(RowMade())

    house.salon.do(list_many)

    of = ("client", house.amira)
    line = house.salon.ask(history, of, limit=1, most=most)[0]

    records = {change.record for change in line.changes}
    assert len(records) == (10 if told else 5)
    assert public_id("allergy", 1) in records
    assert (public_id("allergy", 6) in records) is told


def test_an_erasure_names_nobody_whose_words_it_changed(house: House) -> None:
    gone = house.salon.do(add_client, ClientDraft(name="Zubrowka Gonex"))
    note = ClientDraft(note="came with Zubrowka Gonex")
    house.salon.do(correct_client, house.basia, note)
    house.salon.do(erase_client, gone)

    line, before = house.salon.ask(history, limit=2)
    named = house.salon.ask(clients_in, [line.seq, before.seq])

    assert line.text == "Client erased"
    assert line.seq not in named
    assert named[before.seq] == [(house.basia, "Basia Nowak")]


def test_a_file_tells_also_of_what_is_gone_since_and_of_what_changed_nothing(
    house: House, tmp_path: Path
) -> None:
    salon = house.salon
    salon.do(note_departure, house.amira, Leave.BLOCKED, "shouted at Léa")
    salon.do(come_back, house.amira, Leave.BLOCKED)
    write_own_copy(salon, house.amira, tmp_path / "copy")

    told = salon.ask(history, ("client", house.amira), 3)

    assert [one.text for one in told] == [
        "Copy of all that is kept given to the client",
        "Client is back",
        "Client blocked",
    ]
    of_basia = salon.ask(history, ("client", house.basia))
    assert not {one.seq for one in told} & {one.seq for one in of_basia}
    named = salon.ask(clients_in, [one.seq for one in told])
    assert set(map(tuple, named.values())) == {((house.amira, "Amira Khan"),)}
