"""What is known of her becomes what rules speak of, day by day."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from salon.catalogue.model import ServiceCard
from salon.catalogue.traces import leaves
from salon.clients.gestation import weeks_on
from salon.clients.model import BirthdayLine
from salon.safety.facts import Lore, Told, given_on
from salon.safety.model import Charted, Condition, Facts, Visit
from salon.shipped import RESOURCES
from salon.text import Names
from tests.safety.cards import a_card

DAY = date(2026, 11, 30)
LORE = Lore(
    kinds={
        "isotretinoin_6m": ("time_limited", 183),
        "peel_14d": ("time_limited", 28),
        "pmu_recent": ("time_limited", 42),
        "wax_72h": ("time_limited", 7),
        "wax_4w": ("time_limited", 28),
        "sunburn": ("observation", None),
        "surgery_recent": ("time_limited", 183),
        "herpes_active": ("temporary", None),
        "suspicious_lesion": ("observation", None),
        "melasma": ("chronic", None),
        "diabetes": ("chronic", None),
        "recent_meal": ("temporary", None),
        "event_14d": ("temporary", None),
    },
    signs={
        "cold_sore": ("herpes_active", Names("Cold sore")),
        "suspicious_mole": ("suspicious_lesion", Names("Suspicious mole")),
        "melasma_patch": ("melasma", Names("Melasma")),
        "dryness": ("", Names("Dryness")),
    },
    views={"upper_lip": "face", "chin": "face", "back_upper": "back"},
)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def conditions(
    her: Facts,
    day: date = DAY,
    asked: ServiceCard | None = None,
    told: tuple[Told, ...] = (),
    but: int = 0,
) -> set[str]:
    found = given_on(her, day, DAY, LORE, asked, told, but=but)
    return {one.condition for one in found}


def noted(
    what: str, since: int | None = 0, until: int | None = None, **more: Any
) -> Facts:
    """Return a client with one condition; days are counted from DAY."""
    first = None if since is None else DAY + days(since)
    last = None if until is None else DAY + days(until)
    return Facts(conditions=(Condition(what, "", first, last, "", 1, **more),))


@pytest.mark.parametrize("later", [0, 12, 400])
def test_what_is_in_use_does_not_lift_itself(later: int) -> None:
    """A nightly retinoid noted in November stands in December."""
    her = noted("retinoid_topical")
    assert "retinoid_topical" in conditions(her, DAY + days(later))
    [given] = given_on(her, DAY + days(later), DAY, LORE)
    assert given.since is None  # no waiting days lift it


@pytest.mark.parametrize(("after", "stands"), [(0, True), (6, True), (7, False)])
def test_after_the_last_use_of_a_cream_come_seven_days(
    after: int, stands: bool
) -> None:
    her = noted("retinoid_topical", until=0)
    assert ("retinoid_topical" in conditions(her, DAY + days(after))) is stands


@pytest.mark.parametrize(("after", "stands"), [(0, True), (182, True), (183, False)])
def test_isotretinoin_that_was_stopped_counts_for_six_months(
    after: int, stands: bool
) -> None:
    her = noted("isotretinoin", -240, 0)
    found = conditions(her, DAY + days(after))
    assert "isotretinoin" not in found
    assert ("isotretinoin_6m" in found) is stands


def test_isotretinoin_in_use_implies_that_it_was_taken_lately() -> None:
    assert conditions(noted("isotretinoin")) == {"isotretinoin", "isotretinoin_6m"}


@pytest.mark.parametrize(
    ("weeks", "is_early"), [(0, True), (9, True), (12, True), (13, False), (39, False)]
)
def test_the_first_weeks_of_a_pregnancy_are_over_after_the_twelfth(
    weeks: int, is_early: bool
) -> None:
    expected = DAY + days(280 - 7 * weeks)
    found = conditions(noted("pregnancy", expected_on=expected))
    assert "pregnancy" in found
    assert ("pregnancy_t1" in found) is is_early
    assert weeks_on(expected, DAY) == weeks


@pytest.mark.parametrize(("later", "is_early"), [(90, True), (91, False)])
def test_first_weeks_told_without_a_number_move_on_by_themselves(
    later: int, is_early: bool
) -> None:
    found = conditions(noted("pregnancy_t1"), DAY + days(later))
    assert ("pregnancy_t1" in found, "pregnancy" in found) == (is_early, True)


@pytest.mark.parametrize(
    ("how", "after", "expected"),
    [
        ("", 0, {"postnatal_6w", "postnatal_6m"}),
        ("birth", 41, {"postnatal_6w", "postnatal_6m"}),
        ("birth", 42, {"postnatal_6m"}),
        ("birth", 182, {"postnatal_6m"}),
        ("birth", 183, set()),
        ("csection", 42, {"postnatal_6m", "csection_6m"}),
        ("no_birth", 0, set()),
    ],
)
def test_what_a_pregnancy_becomes(how: str, after: int, expected: set[str]) -> None:
    her = noted("pregnancy_t1", -200, 0, ended_how=how)
    found = conditions(her, DAY + days(after)) - {"surgery_recent"}
    assert found == expected


@pytest.mark.parametrize(
    ("what", "since", "later", "stands"),
    [
        ("recent_meal", 0, 0, True),
        ("recent_meal", 0, 1, False),
        ("surgery_recent", -10, 0, True),
        ("surgery_recent", 5, 0, False),  # a fact of the future
        ("surgery_recent", 5, 5, True),
        ("diabetes", 5, 0, True),  # what lasts was there before it was told
        ("event_14d", 20, 5, False),
        ("event_14d", 20, 6, True),
        ("event_14d", 20, 20, True),
    ],
)
def test_a_fact_counts_on_its_days(
    what: str, since: int, later: int, stands: bool
) -> None:
    assert (what in conditions(noted(what, since), DAY + days(later))) is stands


@pytest.mark.parametrize("sign", ["cold_sore", "suspicious_mole", "melasma_patch"])
def test_what_is_charted_reaches_the_rules(sign: str) -> None:
    her = Facts(
        charted=(Charted(sign, "upper_lip", 2, DAY, 1),),
        looks=((1, DAY, "upper_lip"),),
    )
    [given] = [
        one for one in given_on(her, DAY, DAY, LORE) if one.condition in _means(sign)
    ]
    assert given.zones == {"upper_lip"}
    assert "upper_lip" in given.known_from


def _means(sign: str) -> tuple[str, ...]:
    return (LORE.signs[sign][0],)


@pytest.mark.parametrize(
    ("sign", "grade", "again", "answer", "stands"),
    [
        ("cold_sore", 0, None, None, False),  # looked for, and not there
        ("cold_sore", 2, "chin", None, True),  # nobody looked at the lip again
        ("cold_sore", 2, "upper_lip", None, False),
        ("melasma_patch", 2, "chin", None, False),  # another day, and the face is clear
        ("cold_sore", 2, "back_upper", None, True),  # that was another side of her
        ("suspicious_mole", 2, "chin", None, True),  # until a doctor has seen it
        ("suspicious_mole", 2, None, DAY, False),
        ("suspicious_mole", 2, None, DAY - days(1), True),  # charted again since
    ],
)
def test_a_sign_stands_until_a_later_look_or_a_word(
    sign: str, grade: int, again: str | None, answer: date | None, stands: bool
) -> None:
    charted = [Charted(sign, "upper_lip", grade, DAY, 1)]
    looks = [(1, DAY, "upper_lip")]
    if again is not None:
        charted.append(Charted("dryness", again, 1, DAY + days(1), 2))
        looks.append((2, DAY + days(1), again))
    answers = [] if answer is None else [("chart", sign, "ended", "", answer)]
    her = Facts(charted=tuple(charted), looks=tuple(looks), answers=tuple(answers))
    found = conditions(her, DAY + days(2))
    assert (LORE.signs[sign][0] in found) is stands


@pytest.mark.parametrize(("after", "stands"), [(0, True), (27, True), (28, False)])
def test_an_open_spot_that_nobody_looked_at_again_counts_for_four_weeks(
    after: int, stands: bool
) -> None:
    charted = (Charted("cold_sore", "chin", 1, DAY, 1),)
    her = Facts(charted=charted, looks=((1, DAY, "chin"),))
    assert ("herpes_active" in conditions(her, DAY + days(after))) is stands


def test_a_later_treatment_of_another_area_takes_nothing_away() -> None:
    """Face waxed on Saturday, legs on Monday: the face still rests."""
    lore = replace(LORE, zones=lambda areas: frozenset((areas,)))
    visits = tuple(
        Visit("WAX", DAY + days(after), ref, areas, "none", True, key)
        for key, (ref, areas, after) in enumerate(
            (("wax_face", "face", 0), ("wax_half", "leg", 2)), 1
        )
    )
    found = given_on(Facts(visits=visits), DAY + days(4), DAY, lore)
    zones = {one.zones for one in found if one.condition == "wax_72h"}
    assert zones == {frozenset(("face",)), frozenset(("leg",))}


@pytest.mark.parametrize("is_booked", [True, False])
@pytest.mark.parametrize(
    ("family", "ref", "condition"),
    [
        ("PEL", "pel_lactic", "peel_14d"),
        ("LSB", "brw_pmu", "pmu_recent"),
        ("WAX", "wax_lip", "wax_72h"),
        ("LSB", "lsb_volume", "lash_ext_on"),
        ("RFQ", "hifu_face", "laser_14d"),
        ("MND", "rf_needle", "rf_14d"),
    ],
)
def test_what_is_done_or_booked_leaves_its_event_behind(
    family: str, ref: str, condition: str, is_booked: bool
) -> None:
    visit = Visit(family, DAY, ref, "", "none", is_booked, 7)
    her = Facts(visits=(visit,))
    later = DAY + days(3)
    assert condition in conditions(her, later)
    assert condition not in conditions(her, DAY - days(1))
    assert condition not in conditions(her, later, a_card(ref, family))
    assert condition not in conditions(her, later, but=7)  # it is about itself
    assert condition in leaves(ref, family)


def test_lashes_that_were_taken_off_are_no_longer_on() -> None:
    put_on = Visit("LSB", DAY, "lsb_classic", "", "none", False, 1)
    taken_off = Visit("LSB", DAY + days(3), "lsb_remove", "", "none", False, 2)
    assert "lash_ext_on" in conditions(Facts(visits=(put_on,)), DAY + days(5))
    both = Facts(visits=(put_on, taken_off))
    assert "lash_ext_on" not in conditions(both, DAY + days(5))


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ((2010, 11, 30), set()),  # sixteen that day
        ((2010, 12, 1), {"under_16", "under_18"}),
    ],
)
def test_the_young_are_known_by_their_birthday(
    born: tuple[int, int, int], expected: set[str]
) -> None:
    assert conditions(Facts(born=BirthdayLine(*born))) == expected


@pytest.mark.parametrize(
    ("number", "expected"), [(3, set()), (4, {"fitz_4"}), (6, {"fitz_5_6"})]
)
def test_a_phototype_is_a_fact(number: int, expected: set[str]) -> None:
    assert conditions(Facts(phototype=number)) == expected


def test_a_word_that_was_said_to_be_over_becomes_what_follows() -> None:
    on = Told("isotretinoin", "泰尔丝", True)
    over = Told("isotretinoin", "泰尔丝", True, DAY - days(10))
    assert "isotretinoin" in conditions(Facts(), told=(on,))
    found = conditions(Facts(), told=(over,))
    assert found == {"isotretinoin_6m"}


def test_one_who_reacts_to_much_is_asked_of_everything_once() -> None:
    """Of one fact that implies several conditions, each is there with one root."""
    found = given_on(noted("varicose_ulcer"), DAY, DAY, LORE)
    assert {one.condition for one in found} >= {"varicose_ulcer", "broken_skin"}
    assert len({one.root for one in found}) == 1


def test_what_services_leave_and_hold_names_what_there_is() -> None:
    def column(file: str, name: str) -> list[str]:
        path = RESOURCES / "domain" / f"{file}.csv"
        with path.open(encoding="utf-8", newline="") as lines:
            return [row[name] for row in csv.DictReader(lines)]

    services = {*column("services", "service_id"), *column("services", "family")}
    ingredients = set(column("ingredients", "ingredient_id"))
    conditions = set(column("health_conditions", "condition_id")) | {"none"}
    assert set(column("service_traces", "of")) <= services
    assert set(" ".join(column("service_traces", "done_with")).split()) <= ingredients
    for cell in ("leaves", "takes_off"):
        assert set(" ".join(column("service_traces", cell)).split()) <= conditions
    assert set(" ".join(column("ingredient_sorts", "ingredients")).split()) <= (
        ingredients
    )
