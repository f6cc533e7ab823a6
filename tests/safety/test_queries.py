"""What stands against a service for one client, to the day and to the hour."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from salon.appointments.operations import Booking, arrive, book, complete
from salon.catalogue.model import ServiceCard, ServiceId, Subject
from salon.catalogue.queries import service as service_card
from salon.catalogue.tables import Entry
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    Consent,
    PatchTest,
)
from salon.rooms.tables import Room
from salon.safety.model import Contraindicated, Verdict
from salon.safety.queries import what_stands_against
from salon.safety.tables import Contraindication, Override
from salon.skin.tables import Assessment
from salon.work import Reading, Work
from tests.house import FRIDAY, NOW, House, a_service
from tests.leaning import RowMade, a_row

DAY = timedelta(days=1)
NOON = datetime(2026, 3, 30, 10, tzinfo=UTC)  # in Paris, on Monday
MONDAY = NOON.date()


def a_rule(condition: str, **more: Any) -> Contraindication:
    said: dict[str, Any] = {"scope_type": "family", "scope_id": "ALL", "action": "warn"}
    said |= {"defer_days": None, "area_only": False, "en": "Careful.", "zh_hans": ""}
    said |= {"zh_hant": "", "source": "", "origin": "", "ref": f"{condition}_rule"}
    return Contraindication(condition=condition, **(said | more))


def noted(house: House, *rows: Any, **service: Any) -> ServiceCard:
    """Keep *rows*, and return a service that is asked for."""

    def note(work: Work) -> ServiceId:
        for name in ("sunburn", "fitz_4", "fitz_5_6", "peel_14d", "salicylate"):
            body = '{"kind": "time_limited", "window_days": "28"}'
            listed = {"subject": Subject.HEALTH_CONDITION, "ref": name}
            a_row(work, Entry, body=body if name == "peel_14d" else "{}", **listed)
        for row in rows:
            work.add(row)
        work.record(RowMade())
        return work.add(a_service("asked", "Asked", 30, **service)).id

    return house.salon.ask(service_card, house.salon.do(note))


def actions(house: House, card: ServiceCard, day: date = MONDAY) -> list[Verdict]:
    found = house.salon.ask(what_stands_against, house.amira, card, day)
    return [one.verdict for one in found]


def conditions(house: House, card: ServiceCard, **more: Any) -> list[str]:
    found = house.salon.ask(
        what_stands_against, house.amira, card, MONDAY, None, **more
    )
    return [one.condition for one in found]


def at_the_start(house: House, card: ServiceCard) -> list[str]:
    """Return what stands against it at the moment it is to begin."""
    return conditions(house, card, begins=True)


@pytest.mark.parametrize(("days", "stands"), [(6, True), (7, False)])
def test_waiting_days_lift_by_themselves_on_the_day_they_are_over(
    house: House, days: int, stands: bool
) -> None:
    burnt = MONDAY - timedelta(days=days)
    card = noted(
        house,
        a_rule("sunburn", action="defer", defer_days=7),
        ClientCondition(client_id=house.amira, condition="sunburn", since=burnt),
    )

    assert actions(house, card) == [Verdict.DEFER] * stands


@pytest.mark.parametrize(("days", "stands"), [(0, False), (1, True), (None, True)])
def test_a_condition_stands_up_to_the_day_before_it_is_over(
    house: House, days: int | None, stands: bool
) -> None:
    until = None if days is None else MONDAY + timedelta(days=days)
    said = {"condition": "sunburn", "since": FRIDAY, "until": until}
    card = noted(
        house, a_rule("sunburn"), ClientCondition(client_id=house.amira, **said)
    )

    assert actions(house, card) == [Verdict.WARN] * stands


def test_a_rule_of_the_service_decides_before_those_of_all(house: House) -> None:
    card = noted(
        house,
        a_rule("sunburn", action="block"),
        a_rule("sunburn", scope_type="service", scope_id="asked", ref="narrow"),
        ClientCondition(client_id=house.amira, condition="sunburn", since=FRIDAY),
    )

    assert actions(house, card) == [Verdict.WARN]


def test_an_allergy_is_understood_whatever_it_is_called(house: House) -> None:
    condition = "allergy_salicylate"
    card = noted(
        house,
        a_rule(condition, action="block"),
        Allergy(client_id=house.amira, substance="水杨酸"),
    )

    assert actions(house, card) == [Verdict.BLOCK]


@pytest.mark.parametrize(
    ("number", "stands"),
    [(3, []), (4, ["fitz_4"]), (5, ["fitz_5_6"]), (6, ["fitz_5_6"])],
)
def test_the_newest_phototype_counts(
    house: House, number: int, stands: list[str]
) -> None:
    card = noted(
        house,
        a_rule("fitz_4"),
        a_rule("fitz_5_6"),
        Assessment(client_id=house.amira, day=FRIDAY - DAY, fitzpatrick=4),
        Assessment(client_id=house.amira, day=FRIDAY, fitzpatrick=number),
        Assessment(client_id=house.amira, day=FRIDAY, fitzpatrick=None),
    )

    found = house.salon.ask(what_stands_against, house.amira, card, MONDAY)
    assert [one.condition for one in found] == stands


@pytest.mark.parametrize(("days", "stands"), [(27, True), (28, False), (0, True)])
def test_what_was_done_here_is_known_for_four_weeks(
    house: House, days: int, stands: bool
) -> None:
    """Booked or done: what is agreed counts before it has happened."""
    card = noted(house, a_rule("peel_14d"), Room(name="Attic"))

    def peel(work: Work) -> ServiceId:
        work.record(RowMade())
        return work.add(a_service("peel_done", "Peel", 30, family="PEL")).id

    peeled = house.salon.do(peel)
    key = house.salon.do(book, Booking(house.amira, peeled, FRIDAY, time(9)))
    on = FRIDAY + timedelta(days=days)
    assert actions(house, card, on) == [Verdict.WARN] * stands
    house.salon.do(arrive, key)
    house.salon.do(complete, key)

    assert actions(house, card, on) == [Verdict.WARN] * stands


@pytest.mark.parametrize(
    ("hours", "stands"), [(47, False), (48, True), (72, True), (73, False)]
)
def test_a_patch_test_is_good_from_the_hour_it_is_ready_to_the_hour_it_is_old(
    house: House, hours: int, stands: bool
) -> None:
    applied = NOON - timedelta(hours=hours)
    hourly = {"patch_wait_hours": 48, "patch_valid_hours": 72}
    read = max(applied + timedelta(hours=48), applied)
    said = {"service_ref": "asked", "applied_at": applied, "result": "none"}
    test = PatchTest(client_id=house.amira, read_at=min(read, NOON), **said)
    card = noted(house, test, patch_rule="required", **hourly)

    found = house.salon.ask(
        what_stands_against, house.amira, card, MONDAY, NOON, begins=True
    )
    assert (found == []) is stands


@pytest.mark.parametrize("result", ["", "doubtful", "positive"])
def test_only_a_negative_reading_lets_a_treatment_begin(
    house: House, result: str
) -> None:
    applied = NOW - timedelta(hours=50)
    said = {"service_ref": "asked", "applied_at": applied, "result": result}
    hourly = {"patch_wait_hours": 48, "patch_valid_hours": 500}
    test = PatchTest(client_id=house.amira, **said)
    card = noted(house, test, patch_rule="required", **hourly)

    found = house.salon.ask(
        what_stands_against, house.amira, card, FRIDAY, NOW, begins=True
    )
    assert [one.verdict for one in found] == [Verdict.BLOCK]


@pytest.mark.parametrize(("hours", "may"), [(47, False), (48, True)])
def test_a_patch_test_that_can_still_be_made_in_time_does_not_stop_a_booking(
    house: House, hours: int, may: bool
) -> None:
    hourly = {"patch_wait_hours": 48, "patch_valid_hours": 500}
    card = noted(house, patch_rule="required", **hourly)
    at = NOW + timedelta(hours=hours)
    local = house.salon.local(at)  # in Paris, an hour more from Sunday on
    wish = Booking(house.amira, card.id, local.date(), local.time())

    if may:
        found = house.salon.ask(
            what_stands_against, house.amira, card, local.date(), at
        )
        assert found == []
    else:
        with pytest.raises(Contraindicated):
            house.salon.do(book, wish)


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ((2010, 3, 31), ["age", "no_guardian"]),  # sixteen tomorrow
        ((2010, 3, 30), ["no_guardian"]),
        ((2008, 3, 31), ["no_guardian"]),  # eighteen tomorrow
        ((2008, 3, 30), []),
    ],
)
def test_the_young_need_their_age_and_a_guardian(
    house: House, born: tuple[int, int, int], expected: list[str]
) -> None:
    card = noted(house, min_age=16, guardian_until_age=18)

    def bear(work: Work) -> None:
        her = work.get(Client, house.amira)
        her.birth_year, her.birth_month, her.birth_day = born
        work.record(RowMade())

    house.salon.do(bear)
    assert sorted(at_the_start(house, card)) == expected
    assert "no_guardian" not in conditions(house, card)  # a signature may still come


@pytest.mark.parametrize(("withdrawn", "expected"), [(None, 0), (FRIDAY, 1)])
def test_a_guardians_consent_counts_until_it_is_withdrawn(
    house: House, withdrawn: date | None, expected: int
) -> None:
    said = {"consent": "guardian_consent", "given_on": FRIDAY - DAY}
    consent = Consent(client_id=house.amira, withdrawn_on=withdrawn, **said)
    card = noted(house, consent, min_age=0, guardian_until_age=18)

    def bear(work: Work) -> None:
        her = work.get(Client, house.amira)
        her.birth_year, her.birth_month, her.birth_day = 2010, 1, 1
        work.record(RowMade())

    house.salon.do(bear)
    assert len(at_the_start(house, card)) == expected


@pytest.mark.parametrize("days", [7, 60])
def test_who_reacted_to_a_patch_test_is_booked_for_it_no_more(
    house: House, days: int
) -> None:
    """However much time there would be for another one."""
    said = {"service_ref": "asked", "applied_at": NOW - 3 * DAY, "read_at": NOW}
    hourly = {"patch_wait_hours": 48, "patch_valid_hours": 500}
    test = PatchTest(client_id=house.amira, result="positive", **said)
    card = noted(house, test, patch_rule="required", **hourly)

    wish = Booking(house.amira, card.id, FRIDAY + days * DAY, time(9))
    with pytest.raises(Contraindicated):
        house.salon.do(book, replace(wish, override="she wants it"))


def test_the_way_a_treatment_is_gone_on_with_is_kept_word_by_word(
    house: House,
) -> None:
    card = noted(
        house,
        a_rule("sunburn"),
        ClientCondition(client_id=house.amira, condition="sunburn", since=FRIDAY),
    )

    def kept(reading: Reading) -> list[tuple[str, str, str]]:
        rows = reading.session.query(Override)
        return [(one.rule, one.action, one.reason) for one in rows]

    wish = Booking(house.amira, card.id, MONDAY, time(9), override=" only her back ")
    house.salon.do(book, wish)

    assert house.salon.ask(kept) == [("sunburn_rule", "warn", "only her back")]
