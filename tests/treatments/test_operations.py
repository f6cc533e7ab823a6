"""What was done is written down once, corrected in its turn, and signed for good."""

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given

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
    Again,
    AlreadySigned,
    NotOnTheScale,
    State,
    Step,
    TreatmentDraft,
    UsedProduct,
    draft_from_plain,
    draft_place,
    draft_to_plain,
)
from salon.treatments.operations import finish, record_treatment, sign
from salon.treatments.queries import (
    bottles_in_use,
    half_written,
    kept_draft,
    to_add,
    treatment,
    treatment_at,
    treatments_of,
)
from salon.treatments.tapping import Gap
from salon.work import Reading, Work
from tests.house import House
from tests.leaning import RowMade, a_row
from tests.safety.test_queries import a_rule
from tests.treatments.drafts import drafts

PEEL = UsedProduct("mandelic_20", "LOT-7", 2.5, "ml")
DRAFT = TreatmentDraft(
    *("cleansed, peeled", (PEEL,), {"minutes": 4}, ("cheek", "chin"), "a little red"),
    *("no sun", "30 % in four weeks", "liked the music"),
    (Step("Cleanse", "twice", time(9, 4)), Step("Peel", "", time(9, 12)), Step("LED")),
    left_out=("nose_tip",),
    scale=2,
    felt_at=("cheek",),
    asked_none=True,
    again=Again.LONGER,
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


@given(drafts())
def test_a_draft_is_read_as_it_was_written(draft: TreatmentDraft) -> None:
    assert draft_from_plain(draft_to_plain(draft)) == draft


@pytest.mark.parametrize(
    "plain",
    [
        {},
        {"products": None, "settings": None},
        {"done": None, "areas": None},
        {"steps": None, "left_out": None, "scale": None, "felt_at": None},
        {"asked_none": None, "again": None, "carried": None},
    ],
)
def test_what_a_draft_does_not_say_is_empty(plain: dict[str, Any]) -> None:
    assert draft_from_plain(plain) == TreatmentDraft()


@pytest.mark.parametrize(
    "plain",
    [
        {"again": "never"},
        {"scale": "very"},
        {"steps": [{"name": "LED", "at": "25:00"}]},
        {"steps": ["LED"]},
    ],
)
def test_what_is_no_draft_is_said_to_be_none(plain: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError, AttributeError)):
        draft_from_plain(plain)


@pytest.mark.parametrize(("scale", "stands"), [(-1, False), (0, True), (4, True)])
def test_a_reaction_is_one_of_five(house: House, scale: int, stands: bool) -> None:
    key = lying(house)
    draft = TreatmentDraft(scale=scale)
    if not stands:
        with pytest.raises(NotOnTheScale):
            house.salon.do(finish, key, draft)
        assert house.salon.ask(treatment_at, key) is None
        return
    house.salon.do(finish, key, draft)
    card = house.salon.ask(treatment_at, key)
    assert card is not None
    assert card.record.scale == scale


def test_a_step_without_a_name_and_a_setting_without_a_value_are_not_kept(
    house: House,
) -> None:
    key = lying(house)
    steps = (Step(" "), Step(" LED ", " red "))
    draft = TreatmentDraft(steps=steps, settings={"minutes": "4", "energy": ""})
    house.salon.do(finish, key, draft)
    card = house.salon.ask(treatment_at, key)
    assert card is not None
    assert card.record.steps == (Step("LED", "red"),)
    assert card.record.settings == {"minutes": "4"}


def test_what_a_finished_record_lacks_is_told_until_it_is_added(house: House) -> None:
    key = lying(house)
    house.salon.do(finish, key, TreatmentDraft(steps=(Step("LED", "", time(9, 5)),)))
    today = house.salon.today()

    [lacks] = house.salon.ask(to_add, today)
    assert lacks.card.appointment_id == key
    assert {one.gap for one in lacks.things} == {Gap.AREAS, Gap.SCALE, Gap.ASKED}
    assert house.salon.ask(to_add, today, house.amira) == [lacks]
    assert house.salon.ask(to_add, today + timedelta(days=1)) == []

    more = replace(lacks.card.record, areas=("chin",), scale=0, asked_none=True)
    house.salon.do(record_treatment, key, more)
    assert house.salon.ask(to_add, today) == []


def test_a_record_of_words_alone_owes_nothing_nor_does_a_signed_one(
    house: House,
) -> None:
    one, other = lying(house), lying(house, time(14))
    house.salon.do(finish, one, TreatmentDraft("as ever"))
    record = house.salon.do(finish, other, TreatmentDraft(scale=1))
    today = house.salon.today()
    assert [one.card.id for one in house.salon.ask(to_add, today)] == [record]
    house.salon.do(sign, record)
    assert house.salon.ask(to_add, today) == []


def test_the_batch_used_last_is_that_of_the_open_bottle(house: House) -> None:
    for start, batch in ((time(9), "LOT-7"), (time(12), "LOT-8"), (time(14), "")):
        used = replace(PEEL, batch=batch)
        house.salon.do(finish, lying(house, start), TreatmentDraft(products=(used,)))

    bottles = house.salon.ask(bottles_in_use)

    assert [one.batch for one in bottles["mandelic_20"]] == ["LOT-8", "LOT-7"]
