"""The leaflet of a visit says whose it is, what was done, and when the next is."""

import json
from datetime import date, time, timedelta
from typing import Any

import pytest

from salon.aftercare.model import Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.queries import calls_after
from salon.aftercare.sheet import LeafletSheet
from salon.appointments.model import AppointmentId
from salon.appointments.operations import Booking, arrive, book, cancel, complete
from salon.catalogue.model import ServiceId, Subject
from salon.catalogue.tables import Entry
from salon.clients.model import ClientDraft
from salon.clients.operations import correct_client
from salon.errors import Missing
from salon.paper.sheets import Look
from salon.reports.leaflets import (
    compose_leaflet,
    compose_leaflet_after,
    leaflet_sheet,
    leaflet_sheet_after,
)
from salon.settings.operations import describe
from salon.text import speaking
from salon.treatments.model import TreatmentDraft
from salon.treatments.operations import finish
from salon.treatments.queries import treatment_at
from tests.house import FRIDAY, House, a_service
from tests.leaning import RowMade, a_row

DAY = timedelta(days=1)


def a_kind(house: House, ref: str, name: str, **more: Any) -> ServiceId:
    def add(work: Any) -> ServiceId:
        work.record(RowMade())
        return ServiceId(work.add(a_service(ref, name, 30, **more)).id)

    return house.salon.do(add)


def peeled(house: House, **draft: Any) -> AppointmentId:
    """Return a glycolic peel of today, done and written."""
    kind = a_kind(
        house, "pel_glycolic", "Glycolic acid peel", family="PEL", interval_min_days=14
    )
    key = house.salon.do(book, Booking(house.amira, kind, FRIDAY, time(9)))
    house.salon.do(arrive, key)
    house.salon.do(finish, key, TreatmentDraft("peeled", **draft))
    return key


def after(house: House, key: AppointmentId) -> LeafletSheet:
    return house.salon.ask(leaflet_sheet_after, key)


def test_of_a_service_it_is_for_whoever_comes(house: House) -> None:
    house.salon.do(describe, region="us", phone="+1 212 555 0100")
    kind = a_kind(house, "pel_glycolic", "Glycolic acid peel", family="PEL")
    sheet = house.salon.ask(leaflet_sheet, kind)

    assert sheet.care.title == "After your glycolic peel"
    assert [row.when for row in sheet.care.rows][-1] == "Days 8 – 14"
    assert (sheet.client, sheet.calls, sheet.next, sheet.wait) == ("", "", None, "")
    assert (sheet.emergency_number, sheet.ring_phone) == ("911", "+1 212 555 0100")
    assert sheet.after_hours == ""


def test_of_a_visit_it_says_whose_it_is_and_what_was_done(house: House) -> None:
    def zone(work: Any) -> None:
        for ref, name in (("cheek", "Cheek"), ("chin", "Chin")):
            a_row(work, Entry, subject=Subject.ZONE, ref=ref, en=name, body="{}")
        work.record(RowMade())

    house.salon.do(zone)
    key = peeled(
        house,
        settings={"Strength, %": 20, "Minutes": 2, "Fluence, J/cm²": 12},
        areas=("cheek", "chin"),
    )
    sheet = after(house, key)

    assert sheet.client == "Amira Khan"
    assert sheet.number == f"A{key}"
    assert sheet.done_on == FRIDAY
    assert sheet.care.done == "At 09:00, by Léa, 20\u00a0%, 2 minutes, cheek, chin."
    assert sheet.care.rows[-1].when == "To 10 Apr"


def test_one_minute_is_one_and_many_places_are_not_named(house: House) -> None:
    areas = tuple(f"zone{n}" for n in range(4))
    key = peeled(house, settings={"Minutes": 1}, areas=areas)
    assert after(house, key).care.done == "At 09:00, by Léa, 1 minute."


def test_who_rings_when_is_the_next_call_that_waits(house: House) -> None:
    key = house.booked(time(9))
    house.salon.do(arrive, key)
    house.salon.do(complete, key)
    assert after(house, key).calls == "Léa rings you tomorrow, 10:00 – 20:00."

    first, *_more = house.salon.ask(calls_after, key)
    house.salon.do(log_call, first.id, Outcome.WELL)
    assert after(house, key).calls.startswith("Léa rings you Mon 30 Mar")
    for one in house.salon.ask(calls_after, key)[1:]:
        house.salon.do(log_call, one.id, Outcome.WELL)
    assert after(house, key).calls == ""


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("phone", "Léa rings you tomorrow, 10:00 – 20:00."),
        ("", "Léa rings you tomorrow, 10:00 – 20:00."),
        ("sms", "Léa writes to you tomorrow, 10:00 – 20:00."),
        ("wechat", "Léa writes to you tomorrow, 10:00 – 20:00."),
        ("none", ""),
    ],
)
def test_whoever_wishes_for_messages_is_written_to(
    house: House, channel: str, said: str
) -> None:
    house.salon.do(correct_client, house.amira, ClientDraft(channel=channel))
    key = house.booked(time(9))
    house.salon.do(arrive, key)
    house.salon.do(complete, key)
    assert after(house, key).calls == said


def test_nothing_is_promised_for_the_next_visit_or_later(house: House) -> None:
    key = house.booked(time(9))
    house.salon.do(arrive, key)
    house.salon.do(complete, key)
    first, second, *_more = house.salon.ask(calls_after, key)
    house.salon.do(log_call, first.id, Outcome.WELL)
    reason = "wishes it so"

    def comes(day: date) -> AppointmentId:
        wish = Booking(house.amira, house.peel, day, time(14), override=reason)
        return house.salon.do(book, wish)

    later = comes(second.due + DAY)
    assert after(house, key).calls.startswith("Léa rings you Mon 30 Mar")
    house.salon.do(cancel, later)
    comes(second.due)
    assert after(house, key).calls == ""


def test_no_call_is_told_of_a_visit_that_is_still_to_come(house: House) -> None:
    assert after(house, house.booked(time(9))).calls == ""


def test_the_next_date_is_the_next_that_is_agreed(house: House) -> None:
    key = peeled(house)
    assert after(house, key).next is None
    later = house.salon.do(
        book, Booking(house.amira, house.peel, FRIDAY + 24 * DAY, time(14))
    )
    house.salon.do(book, Booking(house.amira, house.peel, FRIDAY + 31 * DAY, time(14)))
    house.salon.do(book, Booking(house.basia, house.peel, FRIDAY + 3 * DAY, time(14)))

    coming = after(house, key).next
    assert coming is not None
    assert coming.when == "Monday 20 April, 14:00"
    assert coming.what == "Peel, Léa, 45 min"
    house.salon.do(cancel, later)
    coming = after(house, key).next
    assert coming is not None
    assert coming.when == "Monday 27 April, 14:00"


def test_before_which_day_it_is_not_done_again(house: House) -> None:
    assert after(house, peeled(house)).wait == "No glycolic peel before 10 Apr"


@pytest.mark.parametrize(("days", "is_said"), [(4, False), (5, True)])
def test_a_short_pause_is_not_worth_a_line(
    house: House, days: int, *, is_said: bool
) -> None:
    kind = a_kind(house, "mine", "Glow", interval_min_days=days)
    key = house.salon.do(book, Booking(house.amira, kind, FRIDAY, time(9)))
    assert bool(after(house, key).wait) is is_said


def test_what_else_was_done_that_day_is_on_the_back(house: House) -> None:
    key = peeled(house)
    wax = a_kind(house, "wax_lip", "Lip wax", family="WAX")
    other = house.salon.do(book, Booking(house.amira, wax, FRIDAY, time(11)))
    assert after(house, key).more == ()  # it is still to come

    house.salon.do(arrive, other)
    [back] = after(house, key).more
    assert back.title == "After your lip wax"
    assert back.done == "At 11:00, by Léa."


def test_the_number_after_hours_is_told_where_there_is_one(house: House) -> None:
    key = house.booked(time(9))
    assert after(house, key).after_hours == ""
    house.salon.do(describe, after_hours="07700 900 412")
    assert after(house, key).after_hours == "After 22:00 ring 07700 900 412."


def test_a_treatment_and_its_visit_have_one_leaflet(house: House) -> None:
    key = peeled(house)
    record = house.salon.ask(treatment_at, key)
    assert record is not None
    by_visit = house.salon.ask(compose_leaflet_after, "appointment", key, Look())
    by_record = house.salon.ask(compose_leaflet_after, "treatment", record.id, Look())
    assert by_visit.sheet == by_record.sheet
    with pytest.raises(Missing):
        house.salon.ask(compose_leaflet_after, "appointment", 999, Look())


def test_it_speaks_the_language_of_its_client_unless_one_is_named(house: House) -> None:
    key = peeled(house)
    house.salon.do(correct_client, house.amira, ClientDraft(language="zh_TW"))

    def tongue(look: Look, *, is_hers: bool) -> str:
        found = house.salon.ask(
            compose_leaflet_after, "appointment", key, look, is_hers=is_hers
        )
        return found.editions[0][0]

    assert tongue(Look(), is_hers=True) == "zh_TW"
    assert tongue(Look(), is_hers=False) == "en"
    assert tongue(Look(languages=("zh_CN",)), is_hers=True) == "zh_CN"
    kind = house.salon.ask(compose_leaflet, house.peel, Look(), house.amira)
    assert kind.editions[0][0] == "zh_TW"


def test_a_pair_is_filled_in_both_languages(house: House) -> None:
    key = peeled(house)
    look = Look(languages=("zh_CN", "en"))
    first, second = house.salon.ask(
        compose_leaflet_after, "appointment", key, look
    ).editions
    assert first[1].care.rows[0].normal == "温热、紧绷、泛红"
    assert second[1].care.rows[0].normal == "Warm, tight and pink"
    with speaking("zh_CN"):
        assert after(house, key).care.done.endswith("。")


def test_strength_is_told_in_the_manner_of_the_language(house: House) -> None:
    key = peeled(house, settings={"浓度（%）": "20", "分钟": "3"})
    with speaking("zh_CN"):
        assert after(house, key).care.done.split("、")[2] == "20%"


def test_a_script_of_a_call_is_never_on_the_leaflet(house: House) -> None:
    key = house.booked(time(9))
    assert "Redness" not in json.dumps(str(after(house, key)))
