"""What patch tests say of a service: on each side of each hour, and over sisters."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from salon.catalogue.model import ServiceCard, ServiceId
from salon.catalogue.sisters import sisters_of
from salon.money import Money
from salon.safety.patches import (
    Covered,
    Standing,
    conditions_left,
    missing_words,
    standing,
    wait_of,
    waiting_words,
    warned_by,
)
from salon.safety.patches import Test as Made  # or it would be collected
from salon.shipped import RESOURCES
from salon.text import Names, speaking

PUT_ON = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
VALID = timedelta(hours=4380)


def service(
    ref: str = "pel_glycolic", wait: int = 48, family: str = "PEL"
) -> ServiceCard:
    words = {"room_type": "any_bed", "device_type": "none", "skill": "l3"}
    numbers = dict.fromkeys(("gap_offset", "gap_minutes", "buffer_minutes"), 0)
    numbers |= dict.fromkeys(("interval_min_days", "interval_usual_days"), 0)
    return ServiceCard(
        id=ServiceId(1),
        version=1,
        ref=ref,
        family=family,
        names=Names(ref),
        minutes=45,
        price=Money(1),
        protocol="",
        areas="",
        min_age=0,
        guardian_until_age=0,
        patch_rule="required",
        patch_wait_hours=wait,
        patch_valid_hours=4380,
        **numbers,  # type: ignore[arg-type]
        **words,  # type: ignore[arg-type]
    )


def a_test(
    result: str = "none",
    ref: str = "pel_glycolic",
    *,
    applied: datetime = PUT_ON,
    after: timedelta | None = 49 * HOUR,
    key: int = 1,
) -> Made:
    read = applied + after if result and after is not None else None
    return Made(key, ref, applied, read, result)


def stands(
    *tests: Made, at: datetime, ref: str = "pel_glycolic", **more: Any
) -> Standing:
    found = standing(tests, service(ref), at, **more)
    assert found.is_clear == (found.standing is Standing.CLEAR)
    return found.standing


def test_without_a_test_there_is_none() -> None:
    assert standing((), service(), PUT_ON) == Covered(Standing.NONE)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (-SECOND, Standing.NONE),  # not put on yet
        (0 * HOUR, Standing.OPEN),
        (48 * HOUR - SECOND, Standing.OPEN),
        (48 * HOUR, Standing.TO_READ),
        (VALID + SECOND, Standing.TO_READ),
    ],
)
def test_a_test_that_nobody_read_is_open_and_then_to_be_read(
    after: timedelta, expected: Standing
) -> None:
    assert stands(a_test(""), at=PUT_ON + after) is expected


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (48 * HOUR - SECOND, Standing.OPEN),
        (49 * HOUR - SECOND, Standing.TO_READ),  # it was read an hour late
        (49 * HOUR, Standing.CLEAR),
        (VALID, Standing.CLEAR),
        (VALID + SECOND, Standing.EXPIRED),
    ],
)
def test_the_hours_count_from_when_it_was_put_on(
    after: timedelta, expected: Standing
) -> None:
    found = standing([a_test()], service(), PUT_ON + after)
    if after >= 0 * HOUR:
        assert found.ready_from == PUT_ON + 48 * HOUR
        assert found.valid_until == PUT_ON + VALID
    assert found.standing is expected


@pytest.mark.parametrize(
    ("read_after", "expected"),
    [(48 * HOUR - SECOND, Standing.TO_READ), (48 * HOUR, Standing.CLEAR)],
)
def test_a_negative_read_before_its_hours_is_none(
    read_after: timedelta, expected: Standing
) -> None:
    assert stands(a_test(after=read_after), at=PUT_ON + 72 * HOUR) is expected


def test_a_reaction_counts_before_the_hours_are_over_and_for_good() -> None:
    early = a_test("positive", after=HOUR)
    for days in (0, 1, 30, 400, 4000):
        at = PUT_ON + 2 * HOUR + timedelta(days=days)
        assert stands(early, at=at) is Standing.POSITIVE


def test_a_doubtful_one_is_made_again() -> None:
    before = a_test(applied=PUT_ON - timedelta(days=30))
    doubtful = a_test("doubtful", key=2)
    at = PUT_ON + 72 * HOUR
    assert stands(before, doubtful, at=at) is Standing.DOUBTFUL
    again = a_test("", applied=at, key=3)
    assert stands(before, doubtful, again, at=at + HOUR) is Standing.OPEN
    clear = a_test(applied=at, key=3)
    assert stands(before, doubtful, clear, at=at + 50 * HOUR) is Standing.CLEAR


def test_one_put_on_anew_does_not_take_away_the_one_that_holds() -> None:
    new = a_test("", applied=PUT_ON + 60 * HOUR, key=2)
    assert stands(a_test(), new, at=PUT_ON + 61 * HOUR) is Standing.CLEAR
    assert stands(a_test(), new, at=PUT_ON + VALID + SECOND) is Standing.TO_READ


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (-SECOND, Standing.CLEAR),
        (0 * HOUR, Standing.VOID),
        (100 * HOUR, Standing.VOID),
    ],
)
def test_what_has_changed_since_makes_a_negative_void(
    changed: timedelta, expected: Standing
) -> None:
    since = PUT_ON + changed
    at = PUT_ON + 200 * HOUR
    assert stands(a_test(), at=at, void_since=since) is expected
    assert stands(a_test("positive"), at=at, void_since=since) is Standing.POSITIVE


def test_darker_skin_waits_two_weeks_after_a_light_patch() -> None:
    ipl = service("lgt_ipl_pig", 168, "LGT")
    assert [wait_of(ipl, one) for one in (None, 3, 4, 6)] == [168, 168, 336, 336]
    assert wait_of(service(), 6) == 48
    assert wait_of(replace(ipl, patch_wait_hours=0), 6) == 0
    test = a_test(ref="lgt_ipl_pig", after=170 * HOUR)
    for hours, expected in ((168, Standing.CLEAR), (336, Standing.TO_READ)):
        found = standing([test], ipl, PUT_ON + 400 * HOUR, wait_hours=hours)
        assert found.standing is expected


TINTS = ("lsb_tint", "brw_tint", "brw_henna", "lsb_lift", "brw_lam")


@pytest.mark.parametrize("tested", TINTS)
@pytest.mark.parametrize("wanted", TINTS)
def test_a_reaction_to_any_tint_closes_all_of_them(tested: str, wanted: str) -> None:
    at = PUT_ON + 72 * HOUR
    positive = a_test("positive", tested)
    later = a_test("none", wanted, applied=at, key=2)
    assert stands(positive, at=at, ref=wanted) is Standing.POSITIVE
    assert stands(positive, later, at=at + 99 * HOUR, ref=wanted) is Standing.POSITIVE
    assert conditions_left([positive]) == {"allergy_tint"}


@pytest.mark.parametrize(
    ("tested", "wanted", "expected"),
    [
        ("lsb_tint", "brw_tint", Standing.CLEAR),
        ("brw_tint", "lsb_tint", Standing.CLEAR),
        ("lsb_tint", "brw_henna", Standing.NONE),
        ("lsb_tint", "lsb_lift", Standing.NONE),
        ("lsb_lift", "lsb_tint", Standing.NONE),
        ("lsb_classic", "lsb_volume", Standing.CLEAR),
        ("pel_lactic", "pel_glycolic", Standing.NONE),
        ("hrl_lip", "hrl_back", Standing.CLEAR),
        ("hrl_lip", "lgt_ipl_pig", Standing.NONE),
        ("lgt_ipl_red", "lgt_ipl_pig", Standing.CLEAR),
        ("mnd_med", "mnd_cosm", Standing.CLEAR),
        ("mnd_cosm", "mnd_med", Standing.NONE),
    ],
)
def test_a_negative_holds_for_the_same_product_only(
    tested: str, wanted: str, expected: Standing
) -> None:
    assert stands(a_test(ref=tested), at=PUT_ON + 72 * HOUR, ref=wanted) is expected


def test_a_reaction_to_an_acid_may_be_tested_again_and_warns_the_others() -> None:
    at = PUT_ON + 72 * HOUR
    positive = a_test("positive", "pel_lactic")
    assert stands(positive, at=at, ref="pel_lactic") is Standing.POSITIVE
    assert stands(positive, at=at, ref="pel_jessner") is Standing.POSITIVE
    assert stands(positive, at=at, ref="pel_glycolic") is Standing.NONE
    assert warned_by([positive], service("pel_glycolic")) == [positive]
    assert warned_by([positive], service("fac_deep")) == []
    again = a_test(ref="pel_lactic", applied=at, key=2)
    assert (
        stands(positive, again, at=at + 72 * HOUR, ref="pel_lactic") is Standing.CLEAR
    )
    assert conditions_left([positive]) == set()


def test_the_list_of_sisters_names_services_and_conditions_that_there_are() -> None:
    def known(file: str, column: str) -> set[str]:
        path = RESOURCES / "domain" / f"{file}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            return {row[column] for row in csv.DictReader(lines)}

    services = known("services", "service_id")
    conditions = known("health_conditions", "condition_id")
    listed = known("patch_sisters", "service_id")
    assert listed <= services
    for ref in listed:
        one = sisters_of(ref)
        assert one.covers | one.bars | one.warns <= services, ref
        assert one.condition in conditions | {""}
        assert not one.bars & one.warns, ref
        for other in one.covers & listed:  # whoever shares the negative, the reaction
            assert other in one.bars, (ref, other)


def test_every_service_that_requires_a_test_was_thought_of() -> None:
    path = RESOURCES / "domain" / "services.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["patch_rule"] == "required":
                ref = row["service_id"]
                assert (
                    sisters_of(ref).warns
                    or len(sisters_of(ref).bars) > 1
                    or (ref in ("brw_pmu",))
                ), ref


def test_hours_are_said_as_people_say_them() -> None:
    with speaking("en"):
        said = [waiting_words(hours) for hours in (24, 36, 48, 168, 336, 1)]
    assert said == [
        *("the day before", "36 hours before", "2 days before", "7 days before"),
        *("2 weeks before", "1 hour before"),
    ]


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_what_is_missing_is_said_with_what_to_do_now(language: str) -> None:
    known = {
        Standing.NONE: (),
        Standing.OPEN: (a_test(""),),
        Standing.TO_READ: (a_test(""),),
        Standing.DOUBTFUL: (a_test("doubtful"),),
        Standing.POSITIVE: (a_test("positive"),),
        Standing.EXPIRED: (a_test(),),
    }
    hours = {Standing.OPEN: 3, Standing.EXPIRED: 9999}
    with speaking(language):
        for what, tests in known.items():
            at = PUT_ON + hours.get(what, 72) * HOUR
            found = standing(tests, service(), at)
            first = at + 48 * HOUR
            said = missing_words(found, service(), first, lambda one: one)
            assert found.standing is what
            assert "hour" not in said
            assert "{" not in said
            assert said
        clear = standing([a_test()], service(), PUT_ON + 72 * HOUR)
        assert missing_words(clear, service(), PUT_ON, lambda one: one) == ""
