"""Patch tests and consents: put on, read, put right; signed, withdrawn, out of date."""

import json
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from salon.app import Salon
from salon.catalogue.model import NotFound, Subject
from salon.catalogue.tables import Entry
from salon.clients.consents import (
    Standing,
    State,
    consents_standing,
    is_full_name,
    letter_for,
    missing_for,
    read_signature,
)
from salon.clients.model import (
    BadField,
    ClientId,
    ConditionNeeded,
    ConsentLine,
    NameNeeded,
    NotASignature,
    NothingToRead,
    NotWithdrawn,
    PatchTestCard,
    ServiceNeeded,
    SpotsUnread,
    TooSoonToRead,
)
from salon.clients.operations import (
    correct_patch_test,
    give_consent,
    note_condition,
    note_patch_test,
    put_on_patch_test,
    read_patch_test,
    take_back_patch_test,
    withdraw_consent,
)
from salon.clients.queries import (
    client_card,
    conditions_of,
    consent_days,
    patch_tests_of,
    patch_tests_to_read,
)
from salon.events import Event
from salon.work import Work
from tests.house import NOW, House, a_service

HOUR = timedelta(hours=1)
DRAWN = json.dumps([[[0.1, 0.5], [0.4, 0.2], [0.9, 0.6]]])
SPOTS = (("behind_ear", "Tint 3.0", "B12"), ("inner_elbow", "Tint 3.0", "B12"))


class Furnished(Event):
    text = "Furnished"


def furnish(house: House) -> None:
    """Add what is tested, and the words that are signed."""

    def more(work: Work) -> None:
        for ref, wait in (("lsb_tint", 48), ("brw_tint", 48), ("pel_lactic", 48)):
            hours = {"patch_wait_hours": wait, "patch_valid_hours": 4380}
            work.add(a_service(ref, ref, 30, patch_rule="required", **hours))
        said = [
            (Subject.HEALTH_CONDITION, "allergy_tint", {}),
            (Subject.HEALTH_CONDITION, "diabetes", {}),
            (Subject.CONSENT, "treatment_specific", {"valid_days": "183"}),
            (Subject.CONSENT, "patch_decline", {"valid_days": "0"}),
            (Subject.CONSENT, "guardian_consent", {"valid_days": "0"}),
            (Subject.CONSENT, "photo_record", {"valid_days": "365"}),
            (
                Subject.CONSENT,
                "medical_letter",
                {"valid_days": "90", "withdrawable": "no"},
            ),
        ]
        for sort, (subject, ref, body) in enumerate(said):
            names = {"en": ref, "zh_hans": "", "zh_hant": ""}
            kept = {"body": json.dumps(body), "sort": sort, "origin": ""}
            work.add(Entry(subject=subject, ref=ref, **names, **kept))
        work.record(Furnished())

    house.salon.do(more)


@pytest.fixture
def salon(house: House) -> Salon:
    furnish(house)
    return house.salon


def made_for(salon: Salon, key: ClientId) -> list[PatchTestCard]:
    return salon.ask(patch_tests_of, key)


def conditions(salon: Salon, key: ClientId) -> list[str]:
    return [one.condition for one in salon.ask(conditions_of, key)]


def ago(hours: float) -> datetime:
    return NOW - hours * HOUR


def put_on(salon: Salon, key: ClientId, hours: float, ref: str = "lsb_tint") -> int:
    return salon.do(put_on_patch_test, key, ref, SPOTS, applied_at=ago(hours))


def test_a_test_is_put_on_at_several_spots_with_what_and_batch(
    house: House, salon: Salon
) -> None:
    key = put_on(salon, house.amira, 1)
    [one] = made_for(salon, house.amira)
    assert (one.id, one.is_read, one.read_at) == (key, False, None)
    assert one.ready_from == ago(1) + 48 * HOUR
    assert one.valid_until == ago(1) + 4380 * HOUR
    assert [(s.zone, s.what, s.batch, s.result) for s in one.spots] == [
        ("behind_ear", "Tint 3.0", "B12", ""),
        ("inner_elbow", "Tint 3.0", "B12", ""),
    ]
    salon.undo()
    assert made_for(salon, house.amira) == []


def test_what_is_no_service_no_zone_or_to_come_is_refused(
    house: House, salon: Salon
) -> None:
    with pytest.raises(NotFound):
        salon.do(put_on_patch_test, house.amira, "hair")
    with pytest.raises(BadField):
        salon.do(put_on_patch_test, house.amira, "lsb_tint", [("moon", "", "")])
    with pytest.raises(BadField):
        salon.do(put_on_patch_test, house.amira, "lsb_tint", applied_at=ago(-1))
    assert made_for(salon, house.amira) == []


def test_it_is_read_by_spot_and_the_worst_counts(house: House, salon: Salon) -> None:
    key = put_on(salon, house.amira, 48)
    one, other = (spot.id for spot in made_for(salon, house.amira)[0].spots)
    with pytest.raises(SpotsUnread):
        salon.do(read_patch_test, key, {one: "none"})
    with pytest.raises(BadField):
        salon.do(read_patch_test, key, {one: "none", other: "red"})
    salon.do(read_patch_test, key, {one: "none", other: "doubtful"}, note="pink rim")
    [read] = made_for(salon, house.amira)
    assert (read.result, read.read_at, read.applied_at) == ("doubtful", NOW, ago(48))
    assert [spot.result for spot in read.spots] == ["none", "doubtful"]
    assert read.note == "pink rim"
    salon.do(read_patch_test, key, {other: "positive"})  # seen on the second look
    [again] = made_for(salon, house.amira)
    assert [again.result, *(s.result for s in again.spots)] == [
        *("positive", "none", "positive")
    ]


@pytest.mark.parametrize("result", ["none", "doubtful"])
def test_it_is_not_read_before_its_hours_and_says_from_when(
    house: House, salon: Salon, result: str
) -> None:
    key = put_on(salon, house.amira, 48 - 1 / 3600)
    with pytest.raises(TooSoonToRead) as refused:
        salon.do(read_patch_test, key, result)
    assert "Fri 27 Mar 07:00" in str(refused.value)  # in Paris
    assert not made_for(salon, house.amira)[0].is_read


def test_a_reaction_is_noted_at_any_time_and_becomes_a_fact(
    house: House, salon: Salon
) -> None:
    key = put_on(salon, house.amira, 3)
    salon.do(read_patch_test, key, "positive")
    assert conditions(salon, house.amira) == ["allergy_tint"]
    salon.undo()
    assert conditions(salon, house.amira) == []
    assert not made_for(salon, house.amira)[0].is_read


def test_what_was_noted_by_mistake_is_put_right_or_taken_back_whole(
    house: House, salon: Salon
) -> None:
    key = put_on(salon, house.amira, 72)
    salon.do(read_patch_test, key, "positive")
    salon.do(correct_patch_test, key, result="none")
    assert made_for(salon, house.amira)[0].result == "none"
    assert conditions(salon, house.amira) == []
    salon.do(correct_patch_test, key, result="positive")
    assert conditions(salon, house.amira) == ["allergy_tint"]
    salon.do(correct_patch_test, key, service_ref="pel_lactic", note="it was the peel")
    assert conditions(salon, house.amira) == []  # an acid leaves no allergy
    salon.do(correct_patch_test, key, result="")
    assert not made_for(salon, house.amira)[0].is_read
    with pytest.raises(BadField):
        salon.do(correct_patch_test, key, applied_at=ago(-1))
    salon.do(take_back_patch_test, key)
    assert made_for(salon, house.amira) == []
    salon.undo()
    assert len(made_for(salon, house.amira)[0].spots) == 2


def test_taking_it_back_leaves_what_was_known_without_it(
    house: House, salon: Salon
) -> None:
    salon.do(note_condition, house.amira, "allergy_tint", note="since school")
    key = put_on(salon, house.amira, 72)
    salon.do(read_patch_test, key, "positive")
    salon.do(take_back_patch_test, key)
    assert conditions(salon, house.amira) == ["allergy_tint"]


def test_a_correction_may_not_make_a_reading_too_early(
    house: House, salon: Salon
) -> None:
    key = put_on(salon, house.amira, 72)
    salon.do(read_patch_test, key, "none")
    with pytest.raises(TooSoonToRead):
        salon.do(correct_patch_test, key, applied_at=ago(47))
    salon.do(correct_patch_test, key, applied_at=ago(48))


@pytest.mark.parametrize("asked_of", ["lsb_tint", "brw_tint"])
def test_a_result_reads_the_test_that_waits_also_a_sisters(
    house: House, salon: Salon, asked_of: str
) -> None:
    key = put_on(salon, house.amira, 50)
    salon.do(note_patch_test, house.amira, asked_of, result="none")
    [one] = made_for(salon, house.amira)
    assert (one.id, one.service_ref, one.result) == (key, "lsb_tint", "none")
    assert (one.applied_at, one.read_at) == (ago(50), NOW)


def test_a_result_of_another_product_reads_nothing(house: House, salon: Salon) -> None:
    put_on(salon, house.amira, 50)
    with pytest.raises(NothingToRead):
        salon.do(note_patch_test, house.amira, "pel_lactic", result="none")
    salon.do(
        note_patch_test,
        house.amira,
        "pel_lactic",
        applied_at=ago(96),
        read_at=ago(40),
        result="none",
    )
    assert [one.service_ref for one in made_for(salon, house.amira)] == [
        *("lsb_tint", "pel_lactic")
    ]
    with pytest.raises(TooSoonToRead):
        salon.do(
            note_patch_test,
            house.amira,
            "pel_lactic",
            applied_at=ago(150),
            read_at=ago(110),
            result="none",
        )


def test_those_due_are_listed_with_the_visit_that_waits(
    house: House, salon: Salon
) -> None:
    put_on(salon, house.amira, 48)
    put_on(salon, house.basia, 47)
    read = put_on(salon, house.basia, 90, "brw_tint")
    salon.do(read_patch_test, read, "none")
    put_on(salon, house.basia, 24 * 200, "pel_lactic")  # nobody waits for it now
    [due] = salon.ask(patch_tests_to_read)
    assert (due.client, str(due.service), due.holds_up) == (
        *("Amira Khan", "lsb_tint"),
        None,
    )
    assert due.ready_from == NOW


# consents


def signed(salon: Salon, key: ClientId) -> list[Standing]:
    rows = salon.ask(client_card, key).signed
    return consents_standing(rows, salon.today(), salon.ask(consent_days))


def test_what_is_informed_is_signed_for_one_service(house: House, salon: Salon) -> None:
    with pytest.raises(ServiceNeeded):
        salon.do(give_consent, house.amira, "patch_decline")
    more: dict[str, Any] = {"service_ref": "pel_lactic", "signature": DRAWN}
    key = salon.do(give_consent, house.amira, "treatment_specific", **more)
    [one] = signed(salon, house.amira)
    assert (one.line.id, one.line.signature, one.state) == (key, DRAWN, State.STANDS)
    needed = ["health_data", "treatment_specific"]
    assert missing_for("pel_lactic", needed, [one]) == ["health_data"]
    assert missing_for("lsb_tint", needed, [one]) == needed
    salon.do(withdraw_consent, key)
    assert signed(salon, house.amira)[0].state is State.WITHDRAWN
    assert salon.ask(client_card, house.amira).consents == ()


@pytest.mark.parametrize("name", ["abc", "x", "王", "....", "aaaa", "1234", "a b", ""])
def test_what_is_no_name_signs_for_nobody(
    house: House, salon: Salon, name: str
) -> None:
    assert not is_full_name(name)
    with pytest.raises(NameNeeded):
        salon.do(give_consent, house.amira, "guardian_consent", signed_by=name)
    assert signed(salon, house.amira) == []


@pytest.mark.parametrize(
    "name", ["王芳", "Ann Lee", "Anna", "Ли Анна", "欧阳 娜娜", "Jo Ng", "O’Neil"]
)
def test_a_guardian_signs_with_a_name(house: House, salon: Salon, name: str) -> None:
    salon.do(give_consent, house.amira, "guardian_consent", signed_by=name)
    assert signed(salon, house.amira)[0].line.signed_by == name


def test_a_doctors_letter_names_its_condition_and_stands_for_ninety_days(
    house: House, salon: Salon
) -> None:
    with pytest.raises(ConditionNeeded):
        salon.do(give_consent, house.amira, "medical_letter", signed_by="Dr Ann Lee")
    with pytest.raises(BadField):
        salon.do(
            give_consent,
            house.amira,
            "medical_letter",
            signed_by="Dr Ann Lee",
            condition="flu",
        )
    on = salon.today() - timedelta(days=89)
    said: dict[str, Any] = {
        "signed_by": "Dr Ann Lee",
        "condition": "diabetes",
        "given_on": on,
    }
    key = salon.do(give_consent, house.amira, "medical_letter", **said)
    rows, days = salon.ask(client_card, house.amira).signed, salon.ask(consent_days)
    for later, stands in ((0, True), (1, False)):
        at = consents_standing(rows, salon.today() + timedelta(days=later), days)
        assert (letter_for("diabetes", at) is not None) is stands
        assert letter_for("epilepsy", at) is None
    with pytest.raises(NotWithdrawn):
        salon.do(withdraw_consent, key)


def test_what_is_to_come_or_no_signature_is_refused(house: House, salon: Salon) -> None:
    tomorrow = salon.today() + timedelta(days=1)
    with pytest.raises(BadField):
        salon.do(give_consent, house.amira, "photo_record", given_on=tomorrow)
    with pytest.raises(NotASignature):
        salon.do(give_consent, house.amira, "photo_record", signature="[]")


def test_a_patch_test_is_declined_with_a_signature(house: House, salon: Salon) -> None:
    said: dict[str, Any] = {"service_ref": "lsb_tint", "signature": DRAWN}
    salon.do(give_consent, house.amira, "patch_decline", **said)
    assert signed(salon, house.amira)[0].line.service_ref == "lsb_tint"


GIVEN = date(2026, 5, 1)


@pytest.mark.parametrize(
    ("days", "void", "expected"),
    [
        (0, None, State.STANDS),
        (182, None, State.STANDS),
        (183, None, State.OUT_OF_DATE),
        (10, 0, State.STANDS),
        (10, 1, State.VOID),
    ],
)
def test_a_course_is_covered_for_half_a_year_unless_her_health_changes(
    days: int, void: int | None, expected: State
) -> None:
    line = ConsentLine(1, "treatment_specific", GIVEN, service_ref="pel_lactic")
    since = None if void is None else GIVEN + timedelta(days=void)
    [one] = consents_standing(
        [line],
        GIVEN + timedelta(days=days),
        {"treatment_specific": 183},
        void_since=since,
    )
    assert (one.state, one.until) == (expected, GIVEN + timedelta(days=183))


@pytest.mark.parametrize(
    ("kept", "is_one"),
    [
        (DRAWN, True),
        ("", False),
        ("null", False),
        ("[[[0.5, 0.5]]]", False),  # a dot
        ("[[[0.5, 0.5], [1.5, 0.5]]]", False),
        ("[[[NaN, 0.5], [0.5, 0.5]]]", False),
        ("[[[1], [2]]]", False),
        ("[" * 5000, False),
        (json.dumps([[[0.5, 0.5]] * 9000]), False),
    ],
)
def test_only_strokes_in_their_box_are_a_signature(kept: str, is_one: bool) -> None:
    assert (read_signature(kept) is not None) is is_one
