"""Files that were joined are two again, however long ago: nothing is lost."""

from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from salon.app import Salon
from salon.appointments.operations import Booking, book
from salon.appointments.tables import Appointment, Hold
from salon.clients.model import (
    ClientDraft,
    ClientId,
    JoinedAlready,
    NeverJoined,
    PhoneLine,
)
from salon.clients.operations import (
    add_client,
    correct_client,
    merge_clients,
    note_allergy,
)
from salon.clients.parting import part_clients
from salon.clients.queries import client_card, find_clients, living
from salon.content import load_content
from salon.errors import Missing
from salon.history.queries import faults
from salon.reports.queries import findings
from salon.store.leaning import links_to
from salon.tables import METADATA
from salon.views.parting import joined_into, parting
from salon.work import Reading
from tests.house import FRIDAY, House


def rows(salon: Salon, client: int) -> dict[str, list[dict[str, Any]]]:
    """Return all rows that lean on a client, without their versions."""

    def ask(reading: Reading) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        for link in links_to("client"):
            asked = select(link.table).where(link.column == client)
            for row in reading.session.connection().execute(asked):
                plain = {k: v for k, v in row._asdict().items() if k != "version"}
                found.setdefault(f"{link.table.name}.{link.column.key}", []).append(
                    plain
                )
        own = select(METADATA.tables["client"]).where(
            METADATA.tables["client"].c.id == client
        )
        row = reading.session.connection().execute(own).one()
        found["client"] = [{k: v for k, v in row._asdict().items() if k != "version"}]
        return found

    return salon.ask(ask)


@pytest.fixture
def two(house: House) -> tuple[ClientId, ClientId]:
    """Return two files with something of their own in each."""
    salon = house.salon
    salon.do(note_allergy, house.amira, "Latex")
    salon.do(note_allergy, house.basia, "Cashew")
    salon.do(
        correct_client,
        house.basia,
        ClientDraft(note="hers", facts={"email": "b@example.org"}),
    )
    salon.do(book, Booking(house.basia, house.peel, FRIDAY, time(9)))
    house.booked(time(15))
    return house.amira, house.basia


def test_parting_at_once_leaves_both_files_as_they_were(
    house: House, two: tuple[ClientId, ClientId]
) -> None:
    salon = house.salon
    before = [rows(salon, key) for key in two]
    salon.do(merge_clients, *two, taken=["name"])
    assert salon.ask(client_card, two[0]).line.name == "Basia Nowak"
    [inside] = salon.ask(joined_into, two[0])
    assert inside.away_id == two[1]

    assert salon.do(part_clients, two[1]) == two[0]

    assert [rows(salon, key) for key in two] == before
    assert [one.id for one in salon.ask(find_clients, "Basia")] == [two[1]]
    assert [one.id for one in salon.ask(find_clients, "Amira")] == [two[0]]
    assert salon.ask(faults) == []
    assert {one.rule for one in salon.ask(findings)} == set()
    salon.undo()
    assert salon.ask(living, two[1]) == two[0]
    assert salon.ask(faults) == []
    salon.redo()
    assert [rows(salon, key) for key in two] == before


def test_what_was_written_since_goes_where_it_is_said(
    house: House, two: tuple[ClientId, ClientId]
) -> None:
    salon = house.salon
    salon.do(merge_clients, *two)
    with salon.stopped_at(salon.now().replace(tzinfo=None) + timedelta(days=400)):
        day = salon.today()
        hers = salon.do(book, Booking(two[0], house.peel, day, time(11)))
        mine = salon.do(book, Booking(two[0], house.peel, day, time(16)))
        salon.do(note_allergy, two[0], "Henna")
        salon.do(correct_client, two[0], ClientDraft(called="Ami"))

        look = salon.ask(parting, two[1])
        since = {(one.table, one.key) for one in look.since}
        assert ("appointment", hers) in since
        assert ("appointment", mine) in since
        assert any(table == "allergy" for table, _key in since)
        allergy = next(one for one in look.since if one.table == "allergy")
        chosen = [("appointment", hers), ("allergy", allergy.key)]
        salon.do(part_clients, two[1], chosen)

    def whose(reading: Reading) -> tuple[Any, ...]:
        hold = select(Hold.resource_id).where(
            Hold.appointment_id == hers, Hold.resource == "client"
        )
        return (
            reading.session.scalar(
                select(Appointment.client_id).where(Appointment.id == hers)
            ),
            reading.session.scalar(
                select(Appointment.client_id).where(Appointment.id == mine)
            ),
            reading.session.scalar(hold),
        )

    assert salon.ask(whose) == (two[1], two[0], two[1])
    said = {one.substance for one in salon.ask(client_card, two[1]).allergies}
    assert said == {"Cashew", "Henna"}
    kept = salon.ask(client_card, two[0])
    assert {one.substance for one in kept.allergies} == {"Latex"}
    assert kept.line.called == "Ami"  # what was changed since stays
    assert salon.ask(faults) == []


def numbers(salon: Salon, key: ClientId) -> list[str]:
    return [one.shown for one in salon.ask(client_card, key).line.phones]


@pytest.mark.parametrize("is_emptied", [False, True])
def test_the_parted_file_has_its_own_numbers_and_answers_whatever_was_edited(
    house: House, two: tuple[ClientId, ClientId], *, is_emptied: bool
) -> None:
    salon = house.salon
    salon.do(load_content)
    own = [PhoneLine("+33601020304", "mum", True, "06 01 02 03 04", "")]
    own.append(PhoneLine("+33605060708", "", False, "06 05 06 07 08", ""))
    answers = {"namesake_hint": "Baker", "address": "5 Elm Row"}
    draft = ClientDraft(phones=tuple(own), facts=answers)
    salon.do(correct_client, two[1], draft)
    before = salon.ask(client_card, two[1]).line.phones
    salon.do(merge_clients, *two)
    assert len(numbers(salon, two[0])) >= 2
    new = () if is_emptied else (PhoneLine("+33611111111", "", True, "0611111111"),)
    said = "" if is_emptied else "Painter"
    draft = ClientDraft(phones=new, facts={"namesake_hint": said})
    salon.do(correct_client, two[0], draft)

    salon.do(part_clients, two[1])

    assert salon.ask(client_card, two[1]).line.phones == before
    assert numbers(salon, two[0]) == [one.shown for one in new]
    kept, parted = (
        {one.field: one.value for one in salon.ask(client_card, key).facts}
        for key in two
    )
    assert kept.get("namesake_hint", "") == said  # what was typed since is not lost
    assert parted["namesake_hint"] == "Baker"
    assert parted["address"] == "5 Elm Row"
    assert "address" not in kept
    assert [one.id for one in salon.ask(find_clients, "0601020304")] == [two[1]]
    assert salon.ask(faults) == []
    salon.undo()
    assert salon.ask(living, two[1]) == two[0]
    assert numbers(salon, two[0]) == [one.shown for one in new]
    assert salon.ask(faults) == []


def test_what_cannot_be_parted_is_said(
    house: House, two: tuple[ClientId, ClientId]
) -> None:
    salon = house.salon
    with pytest.raises(NeverJoined):
        salon.do(part_clients, two[1])
    with pytest.raises(NeverJoined):
        salon.ask(parting, two[1])
    third = salon.do(add_client, ClientDraft(name="Carla Roux"))
    salon.do(merge_clients, *two)
    salon.do(merge_clients, third, two[0])
    with pytest.raises(JoinedAlready) as said:
        salon.do(part_clients, two[1])
    assert f"C{third}" in str(said.value)
    with pytest.raises(Missing):
        salon.do(part_clients, two[0], [("allergy", 999_999)])
    salon.do(part_clients, two[0])
    salon.do(part_clients, two[1])
    assert salon.ask(client_card, two[1]).line.name == "Basia Nowak"


def test_an_undone_joining_that_is_done_again_can_be_parted(
    house: House, two: tuple[ClientId, ClientId]
) -> None:
    salon = house.salon
    before = [rows(salon, key) for key in two]
    salon.do(merge_clients, *two)
    salon.undo()
    salon.redo()
    salon.do(part_clients, two[1])
    assert [rows(salon, key) for key in two] == before
