"""The record of a treatment, and the whole file: all that is known, none left out."""

import json
from datetime import date, datetime, time
from typing import Any

import pytest

from salon.appointments.operations import cancel
from salon.catalogue.model import Subject
from salon.catalogue.tables import Entry
from salon.clients.household import add_relative
from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import (
    correct_client,
    give_consent,
    note_allergy,
    note_patch_test,
    withdraw_consent,
)
from salon.errors import Missing
from salon.reports.filed import file_sheet
from salon.reports.files import record_sheet
from salon.reports.looks import measure_table
from salon.skin.model import AssessmentDraft, Finding, Measured, MeasureSeries
from salon.skin.operations import assess
from salon.skin.queries import assessments_of
from salon.skin.seen import seen_now
from salon.treatments.model import Again, Step, TreatmentDraft, UsedProduct
from salon.treatments.operations import finish
from salon.treatments.sheet import FileSheet, Pair
from salon.work import Work
from tests.house import House, a_service
from tests.leaning import RowMade, a_row
from tests.reports.test_papers import a_plan
from tests.views.test_views import at


def test_a_record_card_says_what_was_done_with_which_batch(house: House) -> None:
    house.salon.do(note_allergy, house.amira, "Latex")
    key = house.booked(time(9))
    used = UsedProduct("mandelic_20", "LOT-7", 2.5, "ml")
    record = house.salon.do(finish, key, TreatmentDraft("cleansed\n\npeeled", (used,)))

    for of, number in (
        ("treatment", record),
        ("appointment", key),
        ("client", house.amira),
    ):
        sheet = house.salon.ask(record_sheet, of, number)
        assert sheet.done == ("cleansed", "peeled")
        [product] = sheet.products
        assert (product.lot, product.amount) == ("LOT-7", "2.5 ml")
        assert sheet.at == datetime(2026, 3, 27, 9)  # noqa: DTZ001
        assert any("Latex" in one for one in sheet.alerts)
    with pytest.raises(Missing):
        house.salon.ask(record_sheet, "client", house.basia)


def test_a_record_card_says_the_minutes_the_areas_and_how_the_skin_took_it(
    house: House,
) -> None:
    key = house.booked(time(9))
    draft = TreatmentDraft(
        "as ever",
        areas=("chin",),
        reaction="gone by evening",
        steps=(Step("Cleanse", "twice", time(9, 4)), Step("LED")),
        left_out=("nose_tip",),
        scale=2,
        felt_at=("chin",),
        asked_none=True,
        again=Again.LONGER,
    )
    house.salon.do(finish, key, draft)

    sheet = house.salon.ask(record_sheet, "appointment", key)

    assert sheet.done == ("09:04 Cleanse (twice)", "as ever")
    assert sheet.areas == "chin · left out: nose_tip"
    asked = "asked about pain, itch, heat: none"
    assert sheet.reaction == f"2, pink · chin · gone by evening · {asked}"
    assert sheet.next_time == "A little longer"


def test_a_record_card_shows_where_her_skin_stood_before_and_stands_now(
    house: House,
) -> None:
    def words(work: Work) -> None:
        scale = {
            "unit": "points",
            "scale_max": "120",
            "bands": "dry:0..30;fine:30..120",
        }
        for subject, ref, body in (
            (Subject.ZONE, "cheek", {}),
            (Subject.SKIN_CONDITION, "redness", {"severity_scale": "0-3"}),
            (Subject.MEASURE, "moisture", scale),
            (Subject.BAND, "dry", {}),
            (Subject.BAND, "fine", {}),
        ):
            a_row(work, Entry, subject=subject, ref=ref, en=ref, body=json.dumps(body))
        work.record(RowMade())

    house.salon.do(words)
    for value in (29.9, 30):
        found = (Finding("cheek", "redness", 2),)
        draft = AssessmentDraft(
            None, 4, found, (Measured("moisture", None, value, "points"),)
        )
        house.salon.do(assess, house.amira, draft)
    house.salon.do(finish, house.booked(time(9)), TreatmentDraft("peeled"))

    sheet = house.salon.ask(record_sheet, "client", house.amira).assessment
    assert sheet is not None
    assert sheet.measures is not None
    [line] = sheet.measures.lines
    assert (line.values, line.said) == (("30",), "fine")
    [finding] = sheet.findings
    assert "moderate" in str(finding)
    assert sheet.skin == ("Fitzpatrick IV",)


# the whole file


def filed(house: House) -> FileSheet:
    return house.salon.ask(file_sheet, house.amira)


def danger(house: House) -> dict[str, str]:
    return {
        one.label: "".join(part.text for part in one.parts)
        for one in filed(house).danger
    }


def word(house: House, subject: Subject, ref: str, name: str, **body: Any) -> None:
    def add(work: Work) -> None:
        said = json.dumps(body)
        a_row(work, Entry, subject=subject, ref=ref, en=name, body=said, sort=1)
        work.record(RowMade())

    house.salon.do(add)


def test_the_frame_is_whole_also_of_a_client_with_nothing(house: House) -> None:
    assert danger(house) == {
        "Allergy": "not asked",
        "Ask first": "not asked",
        "Not to be done": "nothing on file",
        "Patch tests": "none put on",
    }
    first = filed(house).danger[0].parts[0]
    assert first.is_strong  # what was never asked is not the same as nothing
    assert filed(house).visits == ()
    assert filed(house).skin is None


def test_what_was_asked_and_is_none_has_its_day(house: House) -> None:
    word(house, Subject.CLIENT_FIELD, "allergies", "Allergies", section="F_health")
    draft = ClientDraft(facts={"allergies": "none"})
    house.salon.do(correct_client, house.amira, draft)
    assert danger(house)["Allergy"] == "none, asked 27 Mar 2026"
    assert danger(house)["Ask first"] == "not asked"


def test_what_could_hurt_is_in_the_frame(house: House) -> None:
    house.salon.do(note_allergy, house.amira, "Latex", reaction="weals")
    house.salon.do(note_allergy, house.amira, "Nickel", is_confirmed=False)
    draft = ClientDraft(never_do="no eucalyptus")
    house.salon.do(correct_client, house.amira, draft)

    said = danger(house)
    assert said["Allergy"] == "Latex: weals; Ask: allergic to Nickel?"
    assert said["Not to be done"] == "no eucalyptus"


def test_patch_tests_say_how_they_stand(house: House) -> None:
    def tint(work: Work) -> None:
        hours = {"patch_wait_hours": 48, "patch_valid_hours": 240}
        more = {"patch_rule": "required", **hours}
        work.add(a_service("lsb_tint", "Lash tint", 30, **more))
        work.record(RowMade())

    house.salon.do(tint)
    house.salon.do(note_patch_test, house.amira, "lsb_tint")
    assert danger(house)["Patch tests"] == "Lash tint: put on 27 Mar 2026, not read"
    at(house, "29 12:00")
    house.salon.do(note_patch_test, house.amira, "lsb_tint", result="none")
    said = "Lash tint: clear on 27 Mar 2026, good until 6 Apr 2026"
    assert danger(house)["Patch tests"] == said
    at(house, "29 13:00")
    house.salon.do(note_patch_test, house.amira, "lsb_tint", result="positive")
    assert danger(house)["Patch tests"] == "Lash tint: reacted on 29 Mar 2026"


def test_all_visits_are_in_it_and_eight_on_the_first_page(house: House) -> None:
    used = UsedProduct("mask", "LOT-7", 2, "ml")
    for hour in range(8, 17):
        key = house.booked(time(hour))
        draft = TreatmentDraft(f"peeled at {hour}", (used,), scale=1, note="calm")
        house.salon.do(finish, key, draft)

    sheet = filed(house)
    assert (len(sheet.visits), sheet.visit_count, len(sheet.entries)) == (8, 9, 9)
    newest = sheet.visits[0]
    assert (newest.used, newest.reaction) == ("mask (lot LOT-7)", "1, faint")
    assert newest.by == "Léa"
    entry = sheet.entries[0]
    assert "16:00" in entry.heading
    told = {pair.label: pair.value for pair in entry.lines}
    assert told["What was done"] == "peeled at 16"
    assert told["Used"] == "mask, 2 ml, lot LOT-7"
    assert told["Note"] == "calm"
    house.salon.do(cancel, house.booked(time(18)))
    assert filed(house).visit_count == 9


def test_a_long_product_is_cut_on_the_first_page_and_whole_after(house: House) -> None:
    for place, length in enumerate((40, 41)):
        used = UsedProduct("p" * length, "LOT-7")
        key = house.booked(time(8 + place))
        house.salon.do(finish, key, TreatmentDraft("done", (used,)))
    long, short = filed(house).visits
    assert short.used == f"{'p' * 40} (lot LOT-7)"
    assert long.used == f"{'p' * 39}… (lot LOT-7)"
    told = {pair.label: pair.value for pair in filed(house).entries[0].lines}
    assert told["Used"] == f"{'p' * 41}, lot LOT-7"


def test_family_consents_and_notes_are_in_it(house: House) -> None:
    word(house, Subject.TERM, "relation:child", "Child")
    word(house, Subject.CONSENT, "terms", "Service terms", valid_days="10")
    house.salon.do(add_relative, house.amira, "child", "Ines")
    consent = house.salon.do(give_consent, house.amira, "terms")
    draft = ClientDraft(note="Talks of the garden.")
    house.salon.do(correct_client, house.amira, draft)

    sheet = filed(house)
    assert sheet.family == (Pair("Child", "Ines"),)
    assert Pair("Note", "Talks of the garden.") in sheet.notes
    [one] = sheet.consents
    assert (one.item, one.given, one.ends) == (
        "Service terms",
        "27 Mar 2026",
        "until 6 Apr 2026",
    )
    assert one.signed == "Amira Khan, on paper"
    house.salon.do(withdraw_consent, consent)
    [one] = filed(house).consents
    assert one.ends == "withdrawn 27 Mar 2026"


def test_short_answers_stand_in_columns_and_long_ones_as_notes(house: House) -> None:
    section = {"section": "E_life"}
    word(house, Subject.CLIENT_FIELD, "hobbies", "Hobbies", **section)
    word(house, Subject.CLIENT_FIELD, "personality", "Type", section="M_service")
    facts = {"hobbies": "x" * 60, "personality": "commanding"}
    house.salon.do(correct_client, house.amira, ClientDraft(facts=facts))
    who = filed(house).columns[1]
    assert Pair("Hobbies", "x" * 60) in who.pairs
    assert "commanding" not in str(filed(house))  # staff hints are never printed

    facts = {"hobbies": "x" * 61}
    house.salon.do(correct_client, house.amira, ClientDraft(facts=facts))
    assert Pair("Hobbies", "x" * 61) in filed(house).notes
    assert Pair("Hobbies", "x" * 61) not in filed(house).columns[1].pairs


def test_a_file_that_is_not_there_is_missing(house: House) -> None:
    with pytest.raises(Missing):
        house.salon.ask(file_sheet, ClientId(999))


def test_measures_stand_beside_what_the_plan_wants(house: House) -> None:
    word(house, Subject.MEASURE, "moisture", "Water", unit="units", scale_max="120")
    taken = AssessmentDraft(None, 4, (), (Measured("moisture", None, 37, "units"),))
    house.salon.do(assess, house.amira, taken)
    seen = filed(house).skin
    assert seen is not None
    assert seen.measures is not None
    assert seen.measures.lines[0].goal == ""

    aim: dict[str, Any] = {
        "measure": "moisture",
        "to": 50,
        "direction": "up",
        "week": 8,
    }
    aim["text"] = {"en": "Water", "zh_hans": "水", "zh_hant": "水"}
    a_plan(house, goal=[aim])
    seen = filed(house).skin
    assert seen is not None
    assert seen.measures is not None
    [line] = seen.measures.lines
    assert (line.name, line.values, line.goal) == ("Water, units", ("37",), "50")


def test_findings_are_numbered_on_paper_as_on_the_screen(house: House) -> None:
    for zone in ("cheek_r", "cheek_l", "nose"):
        body = {"view": "face_front", "kind": "zone", "shape": "polygon"}
        body["coords"] = "0,0;1,0;1,1"
        word(house, Subject.ZONE, zone, f"{zone}, right", **body)
    word(house, Subject.ZONE, "thigh", "Thigh", view="body_back", kind="zone")
    for ref, group, scale in (
        ("redness", "vascular", "0-3"),
        ("spots", "acne", "count"),
        ("cellulite", "body", "0-3"),
    ):
        more = {"group": group, "severity_scale": scale}
        word(house, Subject.SKIN_CONDITION, ref, ref.title(), **more)
    found = (
        Finding("cheek_r", "redness", 1),
        Finding("thigh", "cellulite", 2),
        Finding("nose", "spots", 7),
        Finding("cheek_l", "redness", 1),
        Finding("nose", "redness", 0),
    )
    house.salon.do(assess, house.amira, AssessmentDraft(None, 4, found))
    seen = filed(house).skin
    assert seen is not None
    looks = house.salon.ask(assessments_of, house.amira, 1)
    assert [(one.number, one.name) for one in seen.findings] == [
        (one.number, one.condition.title()) for one in seen_now(looks)
    ]
    assert [(one.name, one.grade, one.tone) for one in seen.findings] == [
        ("Spots", "7 counted", "rose"),
        ("Cellulite", "moderate", "rose"),
        ("Redness", "mild", "red"),
    ]
    assert [one.is_on_face for one in seen.findings] == [True, False, True]
    assert "both sides" in seen.findings[2].where
    marks = {one.name: (one.marks, one.tone) for one in seen.zones}
    assert marks["cheek_l, right"] == ((3,), "red")

    house.salon.do(
        assess,
        house.amira,
        AssessmentDraft(findings=(Finding("thigh", "cellulite", 1),)),
    )
    seen = filed(house).skin
    assert seen is not None
    assert (seen.zones, seen.outline) == ((), ())


def test_every_consent_that_stands_is_said_with_the_day_it_was_signed(
    house: House,
) -> None:
    for n in range(5):
        name = f"Item {n}: what it explains"
        word(house, Subject.CONSENT, f"c{n}", name, valid_days="0")
        consent = house.salon.do(give_consent, house.amira, f"c{n}")
    house.salon.do(withdraw_consent, consent)
    block = filed(house).foot[2]
    assert block.pairs == (
        Pair("27 Mar 2026", "Item 0, Item 1, Item 2, Item 3"),
        Pair("Ended", "Item 4 (withdrawn 27 Mar 2026)"),
    )


def test_numbers_have_their_units_and_wishes_stand_where_likes_do(
    house: House,
) -> None:
    for ref, section, more in (
        ("sleep_hours", "E_life", {"unit": "h"}),
        ("homecare_minutes", "H_homecare", {"unit": "min"}),
        ("adherence", "H_homecare", {"type": "scale_0_10"}),
        ("goals", "L_goals", {}),
    ):
        word(house, Subject.CLIENT_FIELD, ref, ref, section=section, **more)
    facts = {
        "sleep_hours": "6.5",
        "homecare_minutes": "1",
        "adherence": "8",
        "goals": "calm skin",
    }
    draft = ClientDraft(facts=facts, never_do="no steam")
    house.salon.do(correct_client, house.amira, draft)
    for hour in (9, 10, 11, 12):
        finish_of(house, hour)
    _reach, who, likes = filed(house).columns
    assert Pair("sleep_hours", "6.5 hours") in who.pairs
    for pair in (
        Pair("homecare_minutes", "1 minute"),
        Pair("adherence", "8 of 10"),
        Pair("goals", "calm skin"),
        Pair("Never", "no steam"),
        Pair("Mostly with", "Léa"),
        Pair("Mostly on", "Friday"),
    ):
        assert pair in likes.pairs, pair
    assert not any(pair.label == "Mostly at" for pair in likes.pairs)


def finish_of(house: House, hour: int) -> None:
    house.salon.do(finish, house.booked(time(hour)), TreatmentDraft("peeled"))


def test_what_is_not_understood_is_asked_on_the_file(house: House) -> None:
    assert not any(line.icon == "help-circle" for line in filed(house).danger)
    house.salon.do(note_allergy, house.amira, "zorblax")
    [line] = [one for one in filed(house).danger if one.icon == "help-circle"]
    assert line.label == "Still to ask"
    assert "Not understood yet" in line.parts[0].text
    assert "zorblax" in line.parts[0].text
    assert line.parts[0].is_strong


def test_a_measure_of_another_year_has_its_year(house: House) -> None:
    word(house, Subject.MEASURE, "moisture", "Water", unit="units", scale_max="120")
    days = (date(2025, 11, 3), date(2026, 3, 2))
    series = MeasureSeries("moisture", None, "units", tuple((day, 40) for day in days))
    table = house.salon.ask(measure_table, [series], days[1], {})
    assert table is not None
    assert table.days == ("3 Nov 2025", "2 Mar")
