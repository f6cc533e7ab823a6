"""The day sheet says who comes, and what to look out for, the worst first."""

import json
from datetime import date, time, timedelta
from typing import Any

import pytest

from salon.aftercare.model import Outcome
from salon.aftercare.operations import log_unplanned
from salon.appointments.model import AppointmentId, Resource, Slot
from salon.appointments.operations import Booking, block_time, book, cancel, miss
from salon.appointments.sheet import DayLine, DaySheet
from salon.catalogue.model import ServiceId, Subject
from salon.catalogue.tables import Entry
from salon.clients.household import add_relative
from salon.clients.model import BirthdayLine, ClientDraft, ClientId, PhoneLine
from salon.clients.operations import (
    add_client,
    correct_client,
    give_consent,
    note_allergy,
    note_condition,
    note_patch_test,
)
from salon.clients.queries import client_lines
from salon.reports.days import brief, day_sheet_of, is_said_already
from salon.safety.model import Objection, Verdict
from salon.settings.operations import close_days
from salon.text import speaking
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade, a_row
from tests.views.test_budgets import counted
from tests.views.test_views import at

DAY = timedelta(days=1)
NEXT = FRIDAY + 3 * DAY


def sheet_of(house: House, day: date = FRIDAY, **how: Any) -> DaySheet:
    return house.salon.ask(day_sheet_of, day, **how)


def lines_of(house: House, day: date = FRIDAY) -> list[DayLine]:
    return [line for one in sheet_of(house, day).people for line in one.lines]


def words(line: DayLine) -> list[str]:
    return [f"{one.strong}|{one.rest}" for one in line.look_out]


def a_tint(house: House) -> ServiceId:
    """Add a service that is not begun without a patch test of two days."""

    def add(work: Any) -> ServiceId:
        work.record(RowMade())
        more = {"patch_rule": "required", "patch_wait_hours": 48}
        return ServiceId(
            work.add(
                a_service("lsb_tint", "Lash tint", 30, patch_valid_hours=4380, **more)
            ).id
        )

    return house.salon.do(add)


def comes(
    house: House,
    client: ClientId,
    start: time,
    service: ServiceId | None = None,
    day: date = NEXT,
) -> AppointmentId:
    wish = Booking(client, service or house.peel, day, start, override="asked for it")
    return house.salon.do(book, wish)


def someone(house: House, name: str, phone: str = "", **more: Any) -> ClientId:
    phones = (PhoneLine(phone),) if phone else None
    draft = ClientDraft(name=name, phones=phones, **more)
    return house.salon.do(add_client, draft)


def test_who_comes_is_told_in_full_and_who_does_not_is_left_out(house: House) -> None:
    keys = [house.booked(time(hour)) for hour in (9, 11, 14)]
    house.salon.do(cancel, keys[1])
    house.salon.do(miss, keys[2])
    draft = ClientDraft(called="Ami", never_do="no eucalyptus")
    house.salon.do(correct_client, house.amira, draft)
    lunch = Slot(FRIDAY, time(12), 60)
    house.salon.do(block_time, Resource.PERSON, house.lea, lunch, "lunch")

    sheet = sheet_of(house)
    [mine] = sheet.people
    [line] = mine.lines
    assert (line.begins, line.minutes, line.client) == (time(9), 45, "Amira Khan")
    assert line.phone == "+33 6 01 02 03 04"
    assert line.said == "first visit"
    assert line.note == "Never: no eucalyptus"
    assert mine.about == ("07:00 – 22:00, Cabin", "12:00 – 13:00 lunch")
    assert sheet.count == "1 client, 1 person."
    assert sheet.emergency_number == "999"
    assert sheet_of(house, FRIDAY + 2 * DAY).people == ()


def test_an_allergy_is_loud_and_a_doubt_is_not(house: House) -> None:
    house.booked(time(9))
    house.salon.do(note_allergy, house.amira, "Latex", reaction="weals within minutes")
    house.salon.do(note_allergy, house.amira, "Nickel", is_confirmed=False)

    [line] = lines_of(house)
    said = words(line)
    assert "Allergy: Latex|" in said  # never its story
    assert not any("Nickel" in one for one in said)


def test_an_allergy_is_said_once(house: House) -> None:
    house.salon.do(note_allergy, house.amira, "Bee", reaction="weals")
    [line] = house.salon.ask(client_lines, [house.amira])
    for condition, text, is_said in (
        ("allergy_bee", "Bee-product allergy (bee): no propolis.", True),
        ("allergy_latex", "Latex allergy: no gloves.", False),
        ("redness", "Redness of a bee sting: keep cool.", False),
    ):
        one = Objection("r1", condition, Verdict.ADAPT, text)
        assert is_said_already(one, line) is is_said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Redness (Cheek, beside the nose, right)", "Redness"),
        ("Redness (Cheek, right)", "Redness (Cheek, right)"),
        ("Dry eye or lenses (lenses), to be asked", "Dry eye or lenses, to be asked"),
        ("Retinoid (Tretinoin 0.025 % at night)", None),
        ("持续泛红（鼻侧面颊、右侧面颊、前额）", "持续泛红"),
        ("持续泛红（右颊内侧）", None),
        ("Redness", None),
    ],
)
def test_where_it_is_seen_is_left_to_the_face(name: str, said: str | None) -> None:
    assert brief(name) == (said or name)


def test_a_missing_patch_test_stops_the_treatment_and_is_counted(house: House) -> None:
    tint = a_tint(house)
    comes(house, house.amira, time(9), tint)

    [line] = lines_of(house, NEXT)
    first = line.look_out[0]
    assert (first.strong, first.is_stop) == ("No patch test for lash tint", True)
    assert sheet_of(house, NEXT).care == "1 without a patch test."


def test_how_a_patch_test_stands_is_told(house: House) -> None:
    tint = a_tint(house)
    comes(house, house.amira, time(9), tint)
    house.salon.do(note_patch_test, house.amira, "lsb_tint")
    [line] = lines_of(house, NEXT)
    assert (line.look_out[0].strong, line.look_out[0].is_stop) == (
        "Patch test to read",
        True,
    )
    at(house, "29 12:00")
    house.salon.do(note_patch_test, house.amira, "lsb_tint", result="none")
    [line] = lines_of(house, NEXT)
    [good] = [one for one in line.look_out if "good until" in one.rest]
    assert not good.is_stop
    assert sheet_of(house, NEXT).care == ""

    house.salon.do(note_patch_test, house.amira, "lsb_tint", result="positive")
    [line] = lines_of(house, NEXT)
    assert (line.look_out[0].strong, line.look_out[0].is_stop) == (
        "Patch test positive",
        True,
    )


def test_namesakes_point_at_each_other(house: House) -> None:
    born = BirthdayLine(1979, 5, 6)
    one = someone(house, "王丽", "+33605000447", birthday=born)
    other = someone(house, "王丽", "+33605000862")
    comes(house, one, time(12, 30))
    comes(house, other, time(15, 15))

    first, second = lines_of(house, NEXT)
    assert "Namesake at 15:15|this number ends 447" in words(first)
    assert "Namesake at 12:30|this number ends 862" in words(second)
    assert first.said == "Wáng Lì, born 1979, first visit"
    assert second.said == "Wáng Lì, first visit"
    assert sheet_of(house, NEXT).care == "2 namesakes."


def test_one_who_comes_twice_is_no_namesake(house: House) -> None:
    one = someone(house, "王丽", birthday=BirthdayLine(1979, 5, 6))
    comes(house, one, time(9))
    comes(house, one, time(14))

    for line in lines_of(house, NEXT):
        assert not any("Namesake" in one for one in words(line))
        assert "born" not in line.said


def known(house: House, subject: Subject, ref: str, name: str) -> None:
    """Let the house know a word of the starting content."""

    def add(work: Any) -> None:
        body = json.dumps({"kind": "temporary"})
        a_row(work, Entry, subject=subject, ref=ref, en=name, body=body, sort=1)
        work.record(RowMade())

    house.salon.do(add)


def test_a_minor_comes_with_somebody(house: House) -> None:
    known(house, Subject.TERM, "relation:mother", "Mother")
    child = someone(house, "Ines", birthday=BirthdayLine(2013, 3, 31))
    comes(house, child, time(9))
    [line] = lines_of(house, NEXT)
    assert "Minor|nobody is named" in words(line)
    assert line.said == "12 years, first visit"  # the day before her birthday

    house.salon.do(add_relative, child, "mother", "林美华")
    [line] = lines_of(house, NEXT)
    assert any("林美华" in one for one in words(line))
    assert sheet_of(house, NEXT).care == "1 minor."


def test_whoever_is_of_age_that_day_is_no_minor(house: House) -> None:
    grown = someone(house, "Ines", birthday=BirthdayLine(2008, 3, 30))
    comes(house, grown, time(9))
    [line] = lines_of(house, NEXT)
    assert not any("Minor" in one for one in words(line))


def test_the_week_of_a_pregnancy_counts_to_the_day(house: House) -> None:
    known(house, Subject.HEALTH_CONDITION, "pregnancy", "Pregnant")
    due = NEXT + timedelta(weeks=18)
    house.salon.do(note_condition, house.amira, "pregnancy", expected_on=due)
    comes(house, house.amira, time(9))
    [line] = lines_of(house, NEXT)
    assert any(one.startswith("Pregnant, week 22|") for one in words(line))


def test_a_complaint_that_waits_is_told(house: House) -> None:
    house.salon.do(log_unplanned, house.amira, Outcome.UNHAPPY)
    comes(house, house.amira, time(9))
    [line] = lines_of(house, NEXT)
    assert "Complaint open|since Fri 27 Mar, listen first" in words(line)
    assert sheet_of(house, NEXT).care == "1 complaint."


def test_of_whom_nothing_was_asked_is_told_until_it_is(house: House) -> None:
    comes(house, house.amira, time(9))
    [line] = lines_of(house, NEXT)
    assert "|Health questions not yet answered" in words(line)

    known(house, Subject.CONSENT, "health_data", "Health")
    house.salon.do(give_consent, house.amira, "health_data")
    [line] = lines_of(house, NEXT)
    assert words(line) == []


def test_whoever_is_in_and_has_nobody_is_on_the_sheet(house: House) -> None:
    [mine] = sheet_of(house).people
    assert (mine.person, mine.lines) == ("Léa", ())
    assert sheet_of(house).count == "Nobody is booked."


def test_each_person_has_counts_of_their_own_and_a_closed_day_its_reason(
    house: House,
) -> None:
    tint = a_tint(house)
    comes(house, house.amira, time(9), tint)
    sheet = sheet_of(house, NEXT)
    [mine] = [one for one in sheet.people if one.lines]
    assert (mine.count, mine.care) == ("1 client.", "1 without a patch test.")
    assert {one.count for one in sheet.people if not one.lines} <= {"Nobody is booked."}

    assert sheet_of(house).closed == ""
    house.salon.do(close_days, FRIDAY, FRIDAY, "Stocktaking")
    assert sheet_of(house).closed == "The salon is closed: Stocktaking"
    assert sheet_of(house, FRIDAY + DAY).closed == ""


def test_the_sheet_speaks_the_language_of_its_paper(house: House) -> None:
    house.booked(time(9))
    with speaking("zh_CN"):
        assert sheet_of(house).count.endswith("。")
    assert sheet_of(house, is_apart=True).is_apart


def test_a_full_day_asks_no_more_than_a_quiet_one(house: House) -> None:
    def asked() -> int:
        sheet_of(house, NEXT)  # what is remembered is known by then
        with counted(house.salon) as statements:
            sheet_of(house, NEXT)
        return len(statements)

    comes(house, house.amira, time(9))
    quiet = asked()
    for hour in range(10, 20):
        comes(house, someone(house, f"Client {hour}"), time(hour))
    assert asked() <= quiet
