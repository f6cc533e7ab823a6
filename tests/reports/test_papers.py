"""Papers say what the records say: to the unit, to the day, and whom to ring when."""

import json
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from salon.appointments.model import Resource, Slot
from salon.appointments.operations import (
    Booking,
    arrive,
    block_time,
    book,
    cancel,
    complete,
    miss,
)
from salon.catalogue.model import ServiceId, Subject
from salon.catalogue.queries import service
from salon.catalogue.tables import Entry, Product
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client, note_allergy
from salon.errors import Missing
from salon.money import Money
from salon.plans.operations import SessionChange, change_plan, make_plan
from salon.plans.queries import plan
from salon.reports.days import day_sheet_of
from salon.reports.files import record_sheet
from salon.reports.leaflets import leaflet_sheet
from salon.reports.plans import plan_sheet
from salon.settings.operations import describe
from salon.skin.model import AssessmentDraft, Finding, Measured
from salon.skin.operations import assess
from salon.text import speaking
from salon.treatments.model import Again, Step, TreatmentDraft, UsedProduct
from salon.treatments.operations import finish
from salon.work import Work
from tests.aftercare.test_operations import a_protocol
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade, a_row

DAY = timedelta(days=1)
GLOW = {"en": "Glow", "zh_hans": "焕亮", "zh_hant": "煥亮"}


def a_plan(house: House, **more: Any) -> Any:
    """Make a plan of three peels, and return all that its paper says."""

    def add(work: Work) -> str:
        ref = work.add(a_service("acid", "Acid peel", 30, family="PEL")).ref
        body = {"ingredients": "retinol", "amount_per_use": "a pea"}
        a_row(work, Product, ref="night", en="Night", body=json.dumps(body), sort=1)
        phase = {"id": "one", "name": GLOW, "aim": GLOW, "week_from": 1, "week_to": 6}
        phase |= {"home_pm": ["night"]}
        phase |= {"session": [{"service": ref, "count": 3, "every_days": 14}]}
        said = {"phase": [phase]} | more
        a_row(
            work,
            Entry,
            subject=Subject.TEMPLATE,
            ref="glow",
            en="Glow",
            body=json.dumps(said),
        )
        work.record(RowMade())
        return "glow"

    key = house.salon.do(make_plan, house.amira, house.salon.do(add))
    return key, house.salon.ask(plan_sheet, key)


def test_a_plan_on_paper_costs_what_it_costs_on_the_screen(house: House) -> None:
    key, sheet = a_plan(house)

    assert (sheet.price.total, sheet.price.currency) == (Money(3 * 8500), "GBP")
    assert sheet.price.total == house.salon.ask(plan, key).price
    assert (sheet.client, sheet.title, sheet.drawn_up) == ("Amira Khan", "Glow", FRIDAY)
    assert [one.due_from for one in sheet.sessions] == [
        FRIDAY + timedelta(days=14 * n) for n in range(3)
    ]
    assert "14 days" in sheet.spacing


def test_a_booked_session_has_its_hour_and_a_kept_one_is_done(house: House) -> None:
    key, _sheet = a_plan(house)
    [service_id] = {
        ServiceId(one.service_id) for one in house.salon.ask(plan, key).sessions
    }
    visit = house.salon.do(book, Booking(house.amira, service_id, FRIDAY, time(9)))

    first, second, _third = house.salon.ask(plan_sheet, key).sessions
    assert (first.at, first.person) == (datetime(2026, 3, 27, 9), "Léa")  # noqa: DTZ001
    assert (first.is_done, second.at) == (False, None)
    house.salon.do(arrive, visit)
    house.salon.do(complete, visit)
    assert house.salon.ask(plan_sheet, key).sessions[0].is_done


def test_a_review_is_in_the_week_that_the_plan_says(house: House) -> None:
    reviews = [{"week": week, "what": GLOW} for week in (1, 4)]
    _key, sheet = a_plan(house, review=reviews)

    days = [one.day for one in sheet.reviews]
    assert days == [FRIDAY, FRIDAY + 3 * 7 * DAY]


def test_vitamin_a_is_left_out_for_a_week_before_each_peel(house: House) -> None:
    _key, sheet = a_plan(house)

    second, third = sheet.pauses  # a week before the first is over
    assert second.what == third.what == "Stop retinol and other vitamin A"
    assert (second.when, third.when) == ("From 3 Apr", "From 17 Apr")
    assert second.day == FRIDAY + 7 * DAY
    assert [one.product for one in sheet.evening] == ["Night"]


def test_what_must_not_be_used_now_is_left_out_and_only_named(house: House) -> None:
    key, sheet = a_plan(house)
    assert [one.product for one in sheet.evening] == ["Night"]
    assert sheet.left_out == ()
    house.salon.do(note_allergy, house.amira, "retinol")

    sheet = house.salon.ask(plan_sheet, key)
    assert sheet.evening == ()
    assert sheet.left_out == ("Night",)
    assert sheet.pauses == ()  # what is left out is not to be stopped besides
    said = str(sheet)
    assert "allerg" not in said  # a plan hangs on a wall

    house.salon.undo()
    assert house.salon.ask(plan_sheet, key).left_out == ()


def test_a_plan_speaks_the_language_of_its_paper(house: House) -> None:
    key, _sheet = a_plan(house)

    with speaking("zh_TW"):
        sheet = house.salon.ask(plan_sheet, key)
    assert sheet.phases[0].aim == "煥亮"


def test_a_changed_plan_is_printed_as_changed(house: House) -> None:
    key, _sheet = a_plan(house)
    [first, *_more] = house.salon.ask(plan, key).sessions
    only = SessionChange(first.service_id, FRIDAY, FRIDAY + DAY, first.id)
    house.salon.do(change_plan, key, title="Hers", sessions=[only])

    sheet = house.salon.ask(plan_sheet, key)
    assert (sheet.title, len(sheet.sessions)) == ("Hers", 1)
    assert sheet.price is not None
    assert sheet.price.total == Money(8500)


def test_the_day_sheet_lists_who_will_come_and_what_to_look_out_for(
    house: House,
) -> None:
    keys = [house.booked(time(hour)) for hour in (9, 11, 14)]
    house.salon.do(cancel, keys[1])
    house.salon.do(miss, keys[2])
    house.salon.do(note_allergy, house.amira, "Latex")
    house.salon.do(note_allergy, house.amira, "Nickel", is_confirmed=False)
    draft = ClientDraft(called="Ami", never_do="no eucalyptus")
    house.salon.do(correct_client, house.amira, draft)
    lunch = Slot(FRIDAY, time(12), 60)
    house.salon.do(block_time, Resource.PERSON, house.lea, lunch, "lunch")

    [mine] = house.salon.ask(day_sheet_of, FRIDAY).people

    [line] = mine.lines
    assert (line.begins, line.ends) == (time(9), time(9, 45))
    assert (line.client, line.never, line.note) == (
        "Ami",
        "no eucalyptus",
        "first visit",
    )
    assert "Latex" in line.alert
    assert "Nickel" not in line.alert
    assert mine.hours == "07:00–22:00; 12:00–13:00 lunch"
    assert house.salon.ask(day_sheet_of, FRIDAY + 2 * DAY).people == ()


def test_a_leaflet_says_whom_to_ring_for_what(house: House) -> None:
    kinds = ("therapist_callback", "manager_now", "doctor_today", "emergency")

    def flags(work: Work) -> None:
        for kind in kinds:
            body = json.dumps({"action": kind})
            a_row(work, Entry, subject=Subject.RED_FLAG, ref=kind, en=kind, body=body)
        work.record(RowMade())

    house.salon.do(flags)
    house.salon.do(describe, region="us", phone="+1 212 555 0100")
    words = {
        "en": "Keep cool. {address}, is it red? Rest.",
        "zh_hans": "",
        "zh_hant": "",
    }
    step = {"red_flags": list(kinds), "script": words, "day_offset": 0}
    key = a_protocol(house, "care", step, step | {"day_offset": 2})

    sheet = house.salon.ask(leaflet_sheet, house.salon.ask(service, key))

    assert sheet.red_flags == ("emergency",)
    assert sheet.see_doctor == ("doctor_today",)
    assert sheet.call_us == ("therapist_callback", "manager_now")
    assert (sheet.emergency_number, sheet.ring_phone) == ("911", "+1 212 555 0100")
    assert next((one.when, one.care or one.skin) for one in sheet.days)[0] == "Today"
    assert [one.when for one in sheet.days] == ["Today", "Day 2"]
    assert {one.care for one in sheet.days} == {"Keep cool. Rest."}


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
    [ruler] = sheet.measures
    assert (ruler.before, ruler.now, ruler.said) == (29.9, 30, "fine")
    [finding] = sheet.findings
    assert "moderate" in str(finding)
    assert sheet.skin == ("Fitzpatrick IV",)
