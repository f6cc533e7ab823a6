"""What was done is written down once, corrected in its turn, and signed for good."""

from datetime import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.aftercare.queries import calls_after
from salon.appointments.model import AppointmentId, OutOfOrder, Status
from salon.appointments.operations import arrive, book, cancel, leave, start_treatment
from salon.appointments.queries import appointment
from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.model import LONGEST_TEXT
from salon.clients.operations import note_condition
from salon.errors import EditedElsewhere, Missing, NotAllowed, TooLong
from salon.safety.model import Contraindicated, ReasonNeeded
from salon.safety.tables import Override
from salon.staff.model import Role
from salon.staff.operations import hire
from salon.treatments.model import (
    AlreadySigned,
    State,
    TreatmentDraft,
    UsedProduct,
    draft_from_plain,
    draft_place,
    draft_to_plain,
)
from salon.treatments.operations import finish, record_treatment, sign
from salon.treatments.queries import (
    half_written,
    kept_draft,
    treatment,
    treatment_at,
    treatments_of,
)
from salon.work import Reading, Work
from tests.house import House
from tests.leaning import RowMade, a_row
from tests.safety.test_queries import a_rule

PEEL = UsedProduct("mandelic_20", "LOT-7", 2.5, "ml")
DRAFT = TreatmentDraft(
    *("cleansed, peeled", (PEEL,), {"minutes": 4}, ("cheek", "chin"), "a little red"),
    *("no sun", "30 % in four weeks", "liked the music"),
)


def lying(house: House, start: time = time(9)) -> AppointmentId:
    key = house.booked(start)
    house.salon.do(arrive, key)
    house.salon.do(start_treatment, key)
    return key


def test_finishing_writes_the_record_closes_the_visit_and_owes_the_calls(
    house: House,
) -> None:
    key = lying(house)

    record = house.salon.do(finish, key, DRAFT)

    card = house.salon.ask(treatment, record)
    assert (card.record, card.state, card.person) == (DRAFT, State.COMPLETE, "Léa")
    assert house.salon.ask(treatment_at, key) == card
    assert house.salon.ask(appointment, key).status is Status.COMPLETED
    assert len(house.salon.ask(calls_after, key)) == 2
    house.salon.undo()
    assert house.salon.ask(treatments_of, house.amira) == []
    assert house.salon.ask(appointment, key).status is Status.IN_TREATMENT
    assert house.salon.ask(calls_after, key) == []


def test_what_is_being_typed_outlives_and_is_dropped_with_the_record(
    house: House,
) -> None:
    key, other = lying(house), house.booked(time(14))
    for one in (key, other):
        house.salon.keep(draft_place(one), '{"done": "cleansed"}')
    assert house.salon.ask(half_written, [key, other]) == {key, other}

    house.salon.do(finish, key, DRAFT)

    assert house.salon.ask(half_written, [key, other]) == {other}
    assert house.salon.ask(kept_draft, key) is None
    left = house.salon.ask(kept_draft, other)
    assert left is not None
    assert left.draft.done == "cleansed"


def test_a_correction_takes_the_place_of_what_was_written(house: House) -> None:
    key = lying(house)
    house.salon.do(finish, key, DRAFT)
    card = house.salon.ask(treatment_at, key)
    assert card is not None
    right = TreatmentDraft("cleansed", (UsedProduct("lactic_10", "LOT-8"),))

    house.salon.do(record_treatment, key, right, seen=card.version)

    [after] = house.salon.ask(treatments_of, house.amira)
    assert (after.id, after.record) == (card.id, right)
    with pytest.raises(EditedElsewhere):
        house.salon.do(record_treatment, key, DRAFT, seen=card.version)
    house.salon.undo()
    [before] = house.salon.ask(treatments_of, house.amira)
    assert before.record == DRAFT


def test_a_signed_record_stays_as_it_is(house: House) -> None:
    key = lying(house)
    record = house.salon.do(finish, key, DRAFT)
    house.salon.do(sign, record, seen=house.salon.ask(treatment, record).version)

    with pytest.raises(AlreadySigned):
        house.salon.do(record_treatment, key, TreatmentDraft("nothing"))
    card = house.salon.ask(treatment, record)
    assert (card.record, card.state) == (DRAFT, State.SIGNED)
    with pytest.raises(EditedElsewhere):
        house.salon.do(sign, record, seen=card.version - 1)


def learn_that_she_is_pregnant(house: House) -> None:
    def pregnant(work: Work) -> None:
        listed = {"subject": Subject.HEALTH_CONDITION, "body": "{}"}
        a_row(work, Entry, ref="pregnancy", **listed)
        work.add(a_rule("pregnancy", action="block"))
        note_condition(work, house.amira, "pregnancy")
        work.record(RowMade())

    house.salon.do(pregnant)


def kept_reasons(house: House) -> list[tuple[str, str]]:
    def asked(reading: Reading) -> list[tuple[str, str]]:
        return [(one.rule, one.reason) for one in reading.session.query(Override)]

    return house.salon.ask(asked)


@pytest.mark.parametrize("reason", [None, "...", "stopped at the neck"])
def test_a_treatment_under_way_is_written_down_whatever_came_to_light(
    house: House, reason: str | None
) -> None:
    key = lying(house)
    learn_that_she_is_pregnant(house)

    house.salon.do(finish, key, DRAFT, override=reason)

    assert len(house.salon.ask(treatments_of, house.amira)) == 1
    [(rule, why)] = kept_reasons(house)
    came_to_light = "Came to light while the treatment was under way"
    assert rule == "pregnancy_rule"
    assert why == (reason if reason == "stopped at the neck" else came_to_light)
    house.salon.do(leave, key)


def test_one_that_nobody_began_is_written_down_with_a_reason_even_against_a_block(
    house: House,
) -> None:
    key = house.salon.do(book, house.wish(time(9)))
    house.salon.do(arrive, key)
    learn_that_she_is_pregnant(house)

    for reason, error in ((None, Contraindicated), ("...", ReasonNeeded)):
        with pytest.raises(error):
            house.salon.do(finish, key, DRAFT, override=reason)
    assert house.salon.ask(treatments_of, house.amira) == []

    house.salon.do(finish, key, DRAFT, override="it was done, she told us after")
    assert kept_reasons(house) == [("pregnancy_rule", "it was done, she told us after")]


def test_the_newest_treatment_stands_first(house: House) -> None:
    first, second = lying(house), lying(house, time(11))
    for key in (first, second):
        house.salon.do(finish, key, DRAFT)

    found = house.salon.ask(treatments_of, house.amira)
    assert [one.appointment_id for one in found] == [second, first]
    assert len(house.salon.ask(treatments_of, house.amira, 1)) == 1


def test_nothing_is_written_of_a_visit_that_was_called_off_or_is_not_there(
    house: House,
) -> None:
    key = house.salon.do(book, house.wish(time(9)))
    house.salon.do(cancel, key)

    with pytest.raises(OutOfOrder):
        house.salon.do(finish, key, DRAFT)
    with pytest.raises(Missing):
        house.salon.do(finish, AppointmentId(99), DRAFT)
    with pytest.raises(Missing):
        house.salon.ask(treatment, 99)  # type: ignore[arg-type]


def test_a_text_nobody_can_have_meant_is_refused(house: House) -> None:
    key = lying(house)

    with pytest.raises(TooLong):
        house.salon.do(finish, key, TreatmentDraft(note="x" * (LONGEST_TEXT + 1)))
    assert house.salon.ask(appointment, key).status is Status.IN_TREATMENT


def test_treatments_are_written_by_who_may_treat(house: House) -> None:
    anna = house.salon.do(hire, "Anna", Role.AFTERCARE)
    key = lying(house)
    record = house.salon.do(finish, key, DRAFT)

    for operation, args in (
        (finish, (key, DRAFT)),
        (record_treatment, (key, DRAFT)),
        (sign, (record,)),
    ):
        with pytest.raises(NotAllowed):
            house.salon.do_as(anna, operation, *args)  # type: ignore[arg-type]


WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
PRODUCTS = st.builds(
    *(UsedProduct, WORDS, WORDS, st.none() | st.floats(0, 1e6), WORDS),
)


@given(st.builds(TreatmentDraft, WORDS, st.lists(PRODUCTS).map(tuple), note=WORDS))
def test_a_draft_is_read_as_it_was_written(draft: TreatmentDraft) -> None:
    assert draft_from_plain(draft_to_plain(draft)) == draft


@pytest.mark.parametrize(
    "plain", [{}, {"products": None, "settings": None}, {"done": None, "areas": None}]
)
def test_what_a_draft_does_not_say_is_empty(plain: dict[str, Any]) -> None:
    assert draft_from_plain(plain) == TreatmentDraft()
