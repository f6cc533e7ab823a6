"""The least and the most days between treatments of a kind and on one area."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.catalogue.model import ServiceCard
from salon.safety.facts import Lore
from salon.safety.intervals import too_long, too_near
from salon.safety.model import Verdict, Visit
from tests.safety.cards import a_card

DAY = date(2026, 11, 30)
ZONES = {"face": frozenset({"chin", "cheek"}), "arm": frozenset({"arm"})}
CARDS = {
    "pel_a": a_card("pel_a", "PEL", areas="face", interval_min_days=14),
    "pel_b": a_card("pel_b", "PEL", areas="face", interval_min_days=21),
    "pel_back": a_card("pel_back", "PEL", areas="back", interval_min_days=14),
    "hrl_arm": a_card(
        "hrl_arm", "HRL", areas="arm", device_type="diode", interval_min_days=28
    ),
    "hrl_face": a_card(
        "hrl_face", "HRL", areas="face", device_type="diode", interval_min_days=28
    ),
    "hrl_chin": a_card(
        "hrl_chin", "HRL", areas="face", device_type="diode", interval_min_days=28
    ),
    "fac_a": a_card("fac_a", "FAC", areas="face", interval_min_days=7),
    "fac_b": a_card("fac_b", "FAC", areas="face", interval_min_days=7),
    "con": a_card("con", "CON", interval_min_days=1),
}


def zones_of(areas: str) -> frozenset[str]:
    return ZONES.get(areas, frozenset({areas}) if areas else frozenset())


LORE = Lore(services=CARDS, zones=zones_of)


def visit(ref: str, after: int, *, is_booked: bool = False, key: int = 1) -> Visit:
    card = CARDS[ref]
    day = DAY + timedelta(days=after)
    return Visit(card.family, day, ref, card.areas, card.device_type, is_booked, key)


def near(ref: str, *visits: Visit, **more: Any) -> list[date | None]:
    card = CARDS[ref]
    found = too_near(card, zones_of(card.areas), visits, DAY, LORE, **more)
    assert all(one.verdict is Verdict.DEFER for one in found)
    return [one.until for one in found]


@pytest.mark.parametrize("is_booked", [True, False])
@pytest.mark.parametrize(("gone", "stands"), [(0, True), (13, True), (14, False)])
def test_between_two_of_a_service_lie_at_least_its_days(
    gone: int, stands: bool, is_booked: bool
) -> None:
    """The same peel on 28 and 30 November; done and booked count alike."""
    for sign in (-1, 1):
        other = visit("pel_a", sign * gone, is_booked=is_booked)
        until = other.day + timedelta(days=14)
        assert near("pel_a", other) == [until] * stands


def test_the_more_careful_of_two_acids_decides() -> None:
    assert near("pel_a", visit("pel_b", -20)) == [DAY + timedelta(days=1)]
    assert near("pel_b", visit("pel_a", -20)) == [DAY + timedelta(days=1)]
    assert near("pel_a", visit("pel_b", -21)) == []


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ("pel_a", "pel_back"),  # another skin
        ("hrl_face", "hrl_arm"),  # the device is the same, the area is not
        ("fac_a", "fac_b"),  # two facials are no laser
        ("con", "con"),  # two tests on one day
        ("hrl_arm", "pel_a"),
    ],
)
def test_other_areas_devices_and_kinds_are_left_alone(asked: str, other: str) -> None:
    assert near(asked, visit(other, 0)) == []


def test_the_same_laser_on_the_same_area_twice_in_a_day_is_too_near() -> None:
    assert near("hrl_arm", visit("hrl_arm", 0)) == [DAY + timedelta(days=28)]
    assert near("hrl_face", visit("hrl_chin", 0)) == [DAY + timedelta(days=28)]


def test_where_nobody_knows_the_areas_they_may_be_the_same() -> None:
    card = CARDS["hrl_face"]
    nowhere = frozenset[str]()
    assert too_near(card, nowhere, [visit("hrl_arm", -3)], DAY, LORE)


def test_a_visit_is_not_in_its_own_way() -> None:
    mine = visit("pel_a", -2, key=9)
    assert near("pel_a", mine, but=9) == []
    assert near("pel_a", mine, visit("pel_a", -3), but=9) != []


@pytest.mark.parametrize(("gone", "said"), [(42, False), (43, True)])
def test_a_pause_too_long_is_said_and_in_nobodys_way(gone: int, said: bool) -> None:
    card: ServiceCard = a_card("pel_a", "PEL", interval_max_days=42)
    assert bool(too_long(card, [visit("pel_a", -gone)], DAY)) is said
    assert too_long(card, [visit("pel_b", -gone)], DAY) == ""


@given(
    st.sampled_from(sorted(CARDS)),
    st.lists(
        st.tuples(st.sampled_from(sorted(CARDS)), st.integers(-60, 60)), max_size=6
    ),
    st.tuples(st.sampled_from(sorted(CARDS)), st.integers(-60, 60)),
)
def test_one_more_treatment_never_makes_a_day_easier(
    ref: str, others: list[tuple[str, int]], more: tuple[str, int]
) -> None:
    visits = [visit(one, after, key=at) for at, (one, after) in enumerate(others, 2)]
    before = near(ref, *visits)
    after = near(ref, *visits, visit(*more, key=99))
    assert len(after) >= len(before)
    if before:
        assert max(d for d in after if d) >= max(d for d in before if d)
