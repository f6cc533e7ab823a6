"""What writing in a client's file does, and whom it refuses."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy import select

from salon.aftercare.model import CallStatus, Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.tables import Call
from salon.appointments.model import SlotTaken, VisitsClash
from salon.appointments.operations import Booking, arrive, book, complete
from salon.appointments.queries import visits_of
from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.model import BadField, ClientDraft, PhoneLine
from salon.clients.operations import (
    add_client,
    correct_client,
    end_allergy,
    merge_clients,
    note_allergy,
    note_condition,
    note_medicine,
)
from salon.clients.queries import client_card
from salon.errors import EditedElsewhere, Missing, NotAllowed
from salon.reports.queries import findings
from salon.rights import HOUSE, Right
from salon.rooms.tables import Room
from salon.staff.tables import StaffMember
from salon.work import Reading, Work
from tests.house import FRIDAY, House
from tests.leaning import RowMade, a_row

NUMBER = PhoneLine("+33611111111", "", True, "+33611111111", "")


def version(house: House) -> int:
    return house.salon.ask(client_card, house.amira).line.version


def calls(house: House, who: int) -> list[tuple[str, str, date, CallStatus, str]]:
    def ask(reading: Reading) -> list[tuple[str, str, date, CallStatus, str]]:
        c = Call
        asked = select(c.protocol, c.step, c.due, c.status, c.reason)
        rows = reading.session.execute(asked.where(c.client_id == who).order_by(c.id))
        return [tuple(row) for row in rows]  # type: ignore[misc]

    return house.salon.ask(ask)


def treated(house: House, who: int, start: time) -> int:
    wish = Booking(who, house.peel, FRIDAY, start, staff_id=house.lea)  # type: ignore[arg-type]
    key = house.salon.do(book, wish)
    house.salon.do(arrive, key)
    house.salon.do(complete, key)
    return key


@pytest.mark.parametrize(
    "first",
    [
        ClientDraft(phones=(NUMBER,)),
        ClientDraft(phones=()),
        ClientDraft(called="Ami"),
    ],
)
def test_a_second_form_that_has_not_seen_the_first_is_not_saved_over_it(
    house: House, first: ClientDraft
) -> None:
    seen = version(house)
    house.salon.do(correct_client, house.amira, first, seen=seen)

    second = ClientDraft(phones=(replace(NUMBER, number="+33622222222"),))
    with pytest.raises(EditedElsewhere):
        house.salon.do(correct_client, house.amira, second, seen=seen)

    house.salon.do(correct_client, house.amira, second, seen=version(house))


def test_a_form_that_has_not_seen_an_allergy_or_a_condition_is_not_saved(
    house: House,
) -> None:
    note = ClientDraft(note="Prefers mornings")
    seen = version(house)
    house.salon.do(note_allergy, house.amira, "Salicylic acid")
    with pytest.raises(EditedElsewhere):
        house.salon.do(correct_client, house.amira, note, seen=seen)

    seen = version(house)
    [allergy] = house.salon.ask(client_card, house.amira).allergies
    house.salon.do(end_allergy, allergy.id)
    with pytest.raises(EditedElsewhere):
        house.salon.do(correct_client, house.amira, note, seen=seen)

    seen = version(house)
    house.salon.undo()
    with pytest.raises(EditedElsewhere):
        house.salon.do(correct_client, house.amira, note, seen=seen)
    house.salon.do(correct_client, house.amira, note, seen=version(house))


def test_what_changes_nothing_of_her_file_does_not_refuse_a_form(house: House) -> None:
    seen = version(house)
    treated(house, house.amira, time(9))

    house.salon.do(correct_client, house.amira, ClientDraft(note="x"), seen=seen)


@pytest.mark.parametrize("right", Right)
def test_a_file_is_written_in_only_by_who_may_keep_files(
    house: House, right: Right
) -> None:
    her, draft = house.amira, ClientDraft(name="Amira Kahn")
    attempts: list[Callable[[Work], object]] = [
        lambda work: correct_client(work, her, draft),
        lambda work: add_client(work, draft),
        lambda work: note_allergy(work, her, "Latex"),
        lambda work: merge_clients(work, her, house.basia),
    ]

    def try_all(work: Work) -> None:
        mine = replace(work, by=replace(HOUSE, rights=frozenset({right})))
        for attempt in attempts:
            if right is Right.FILE:
                attempt(mine)
            else:
                with pytest.raises(NotAllowed, match="right to file"):
                    attempt(mine)

    house.salon.do(try_all)


def test_who_does_not_want_to_be_contacted_stays_so_in_the_file_that_is_kept(
    house: House,
) -> None:
    treated(house, house.amira, time(9))
    refuses = ClientDraft(do_not_contact=True)
    house.salon.do(correct_client, house.basia, refuses)

    house.salon.do(merge_clients, house.amira, house.basia)

    assert house.salon.ask(client_card, house.amira).do_not_contact
    waiting = [one for one in calls(house, house.amira) if one[3] == "waiting"]
    assert waiting == []
    house.salon.undo()
    waiting = [one for one in calls(house, house.amira) if one[3] == "waiting"]
    assert [one[1] for one in waiting] == ["d1", "d2"]


def test_calls_follow_into_the_file_that_is_kept_and_each_step_is_called_once(
    house: House,
) -> None:
    treated(house, house.amira, time(9))
    treated(house, house.basia, time(14))

    house.salon.do(merge_clients, house.amira, house.basia)

    assert calls(house, house.basia) == []
    assert [(one[1], one[3], one[4]) for one in calls(house, house.amira)] == [
        ("d1", "waiting", ""),
        ("d2", "waiting", ""),
        ("d1", "merged", "same_person"),
        ("d2", "merged", "same_person"),
    ]
    assert len(house.salon.ask(visits_of, house.amira)) == 2
    assert house.salon.ask(findings) == []


def test_what_one_file_has_answered_is_not_asked_again_by_the_other(
    house: House,
) -> None:
    treated(house, house.amira, time(9))
    treated(house, house.basia, time(14))
    house.salon._clock.instant += timedelta(days=1)  # type: ignore[attr-defined]

    def hers(reading: Reading) -> int:
        asked = select(Call.id).where(Call.client_id == house.basia, Call.step == "d1")
        return int(reading.session.scalars(asked).one())

    key = house.salon.ask(hers)
    house.salon.do(log_call, key, Outcome.WELL)  # type: ignore[arg-type]
    house.salon.do(merge_clients, house.amira, house.basia)

    first = [one[3] for one in calls(house, house.amira) if one[1] == "d1"]
    assert sorted(first) == ["done", "merged"]


def test_two_visits_at_once_keep_two_files_apart(house: House) -> None:
    house.booked(time(9))

    def hire(work: Work) -> None:
        work.add(StaffMember(name="Mia"))
        work.add(Room(name="Attic"))
        work.record(RowMade())

    house.salon.do(hire)
    house.salon.do(book, Booking(house.basia, house.peel, FRIDAY, time(9)))

    with pytest.raises(VisitsClash):
        house.salon.do(merge_clients, house.amira, house.basia)


def test_who_was_joined_is_busy_with_the_visits_of_both(house: House) -> None:
    house.salon.do(book, Booking(house.basia, house.peel, FRIDAY, time(9)))
    house.salon.do(merge_clients, house.amira, house.basia)

    with pytest.raises(SlotTaken):
        house.booked(time(9, 30))
    with pytest.raises(Missing):
        house.salon.do(merge_clients, house.amira, house.basia)


def test_a_condition_noted_twice_is_one_line_of_her_file(house: House) -> None:
    def list_it(work: Work) -> None:
        a_row(work, Entry, subject=Subject.HEALTH_CONDITION, ref="sunburn", body="{}")
        work.record(RowMade())

    house.salon.do(list_it)
    for day in (FRIDAY, FRIDAY - timedelta(days=3)):
        house.salon.do(note_condition, house.amira, "sunburn", since=day)

    [one] = house.salon.ask(client_card, house.amira).conditions
    assert one.since == FRIDAY - timedelta(days=3)


def test_a_medicine_in_her_words_stands_on_a_line_of_its_own(house: House) -> None:
    def furnish(work: Work) -> None:
        names = {"en": "Medicines", "zh_hans": "", "zh_hant": ""}
        known = {"subject": Subject.CLIENT_FIELD, "ref": "medications", "body": "{}"}
        work.add(Entry(**known, **names, sort=1, origin=""))
        work.record(RowMade())

    house.salon.do(furnish)
    for said in ("Xyzumab  20 mg", "aspirin", " aspirin "):
        house.salon.do(note_medicine, house.amira, said)

    [fact] = house.salon.ask(client_card, house.amira).facts
    assert fact.value == "Xyzumab 20 mg\naspirin"
    house.salon.undo()  # saying it again changed nothing, and is no step
    [fact] = house.salon.ask(client_card, house.amira).facts
    assert fact.value == "Xyzumab 20 mg"
    with pytest.raises(BadField):
        house.salon.do(note_medicine, house.amira, "  ")
