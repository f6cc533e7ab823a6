"""Papers say what the records say: to the unit, to the day, and whom to ring when."""

import json
from datetime import datetime, time, timedelta
from typing import Any

from salon.appointments.operations import (
    Booking,
    arrive,
    book,
    complete,
)
from salon.catalogue.model import ServiceId, Subject
from salon.catalogue.tables import Entry, Product
from salon.clients.operations import note_allergy
from salon.money import Money
from salon.plans.operations import SessionChange, change_plan, make_plan
from salon.plans.queries import plan
from salon.reports.plans import plan_sheet
from salon.settings.operations import close_days
from salon.skin.model import AssessmentDraft, Measured
from salon.skin.operations import assess
from salon.text import speaking
from salon.work import Work
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade, a_row
from tests.views.test_views import at

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


def test_no_window_begins_or_ends_on_a_closed_day(house: House) -> None:
    key, sheet = a_plan(house, review=[{"week": 4, "what": GLOW}])
    window = sheet.sessions[1]
    assert window.due_from
    assert window.due_to
    first, last = window.due_from, window.due_to
    review = sheet.reviews[0].day
    for day in {first, last, review}:
        house.salon.do(close_days, day, day)

    now = house.salon.ask(plan_sheet, key)
    hours = house.salon.premises.hours
    found = now.sessions[1]
    assert found.due_from
    assert found.due_to
    assert first < found.due_from <= found.due_to < last
    assert hours.is_open(found.due_from)
    assert hours.is_open(found.due_to)
    assert now.reviews[0].day > review
    assert hours.is_open(now.reviews[0].day)


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


def test_road_ruler_and_goal_begin_where_the_plan_began(house: House) -> None:
    def scale(work: Work) -> None:
        body = json.dumps({"unit": "points", "scale_max": "99", "better": "down"})
        a_row(work, Entry, subject=Subject.MEASURE, ref="spots", en="Spots", body=body)
        work.record(RowMade())

    def measured(value: float) -> None:
        of = (Measured("spots", None, value, "points"),)
        house.salon.do(assess, house.amira, AssessmentDraft(measures=of))

    house.salon.do(scale)
    at(house, "02 10:00")
    measured(30)
    at(house, "20 10:00")
    measured(20)
    at(house, "27 10:00")
    half = {"measure": "spots", "share": -0.5, "week": 8, "text": GLOW}
    key, sheet = a_plan(house, goal=[half])
    assert sheet.road is not None
    assert [value for _day, value in sheet.road.points] == [20]
    assert sheet.road.aim == 10

    at(house, "28 10:00")
    measured(16)
    road = house.salon.ask(plan_sheet, key).road
    assert road is not None
    assert (road.first, road.now, road.aim) == (20, 16, 10)
