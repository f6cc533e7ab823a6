"""States of health: noted with their days, ended, taken back."""

from datetime import timedelta

import pytest

from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.model import BadField, StillToCome
from salon.clients.operations import (
    end_condition,
    note_condition,
    take_back_condition,
)
from salon.clients.queries import conditions_of
from salon.history.queries import history
from salon.work import Work
from tests.house import FRIDAY, House
from tests.leaning import RowMade, a_row

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def listed(house: House) -> None:
    def add(work: Work) -> None:
        for ref in ("pregnancy", "diabetes", "event_14d"):
            a_row(work, Entry, ref=ref, subject=Subject.HEALTH_CONDITION, body="{}")
        work.record(RowMade())

    house.salon.do(add)


def test_what_has_not_come_yet_cannot_have_happened(house: House) -> None:
    with pytest.raises(StillToCome):
        house.salon.do(note_condition, house.amira, "diabetes", since=FRIDAY + DAY)
    assert house.salon.ask(conditions_of, house.amira) == []
    house.salon.do(note_condition, house.amira, "diabetes", since=FRIDAY)
    house.salon.do(note_condition, house.amira, "event_14d", since=FRIDAY + 20 * DAY)
    assert len(house.salon.ask(conditions_of, house.amira)) == 2


@pytest.mark.parametrize(
    ("condition", "days", "fits"),
    [
        ("pregnancy", 280, True),
        ("pregnancy", 281, False),
        ("pregnancy", -21, True),
        ("pregnancy", -22, False),
        ("diabetes", 100, False),
    ],
)
def test_a_day_of_birth_is_one_that_can_be(
    house: House, condition: str, days: int, fits: bool
) -> None:
    expected = FRIDAY + days * DAY
    if not fits:
        with pytest.raises(BadField):
            house.salon.do(note_condition, house.amira, condition, expected_on=expected)
        return
    house.salon.do(note_condition, house.amira, condition, expected_on=expected)
    [row] = house.salon.ask(conditions_of, house.amira)
    assert row.expected_on == expected


def test_what_was_noted_by_mistake_is_gone_and_comes_back_by_undo(
    house: House,
) -> None:
    house.salon.do(note_condition, house.amira, "diabetes")
    [row] = house.salon.ask(conditions_of, house.amira)
    house.salon.do(take_back_condition, row.id)
    assert house.salon.ask(conditions_of, house.amira) == []
    house.salon.undo()
    assert house.salon.ask(conditions_of, house.amira) == [row]


def test_it_ends_in_a_way_that_is_known(house: House) -> None:
    house.salon.do(note_condition, house.amira, "pregnancy")
    [row] = house.salon.ask(conditions_of, house.amira)
    with pytest.raises(BadField):
        house.salon.do(end_condition, row.id, how="somehow")
    house.salon.do(end_condition, row.id, how="birth")
    assert house.salon.ask(conditions_of, house.amira) == []


def test_what_is_said_twice_is_one_step_of_undo(house: House) -> None:
    """Else taking back the second time would take back the first."""
    house.salon.do(note_condition, house.amira, "diabetes")
    [row] = house.salon.ask(conditions_of, house.amira)
    before = house.salon.ask(history, limit=100)

    house.salon.do(note_condition, house.amira, "diabetes")

    assert house.salon.ask(history, limit=100) == before
    house.salon.do(note_condition, house.amira, "diabetes", note="type 2")
    house.salon.undo()
    assert house.salon.ask(conditions_of, house.amira) == [row]
