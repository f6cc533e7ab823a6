"""Every condition against every service, as the reference files say it.

The expected verdict is read from the files by hand, so to say: without the engine.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salon.safety.engine import Asked, objections, strongest
from salon.safety.facts import Lore, given_on
from salon.safety.model import Action, Condition, Facts, Objection, Rule, Verdict
from salon.shipped import RESOURCES
from salon.text import Names
from tests.safety.cards import a_card

DAY = date(2026, 11, 30)
STRENGTH = {"warn": 1, "defer": 2, "gp_note": 3, "block": 4}
OF_VERDICT = {
    Verdict.CLEAR: 0,
    Verdict.WARN: 1,
    Verdict.ADAPT: 1,
    Verdict.DEFER: 2,
    Verdict.LETTER: 3,
    Verdict.BLOCK: 4,
}


@cache
def table(name: str) -> list[dict[str, str]]:
    path = RESOURCES / "domain" / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


SERVICES = [(row["service_id"], row["family"]) for row in table("services")]
CONDITIONS = [row["condition_id"] for row in table("health_conditions")]
COMPUTED = ("under_16", "under_18")  # from the date of birth, never noted


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            *(row["rule_id"], row["scope_type"], row["scope_id"], row["condition_id"]),
            Action(row["action"]),
            int(row["defer_days"]) if row["defer_days"] else None,
            row["area_only"] == "yes",
            Names(row["reason_en"], row["reason_zh_hans"], row["reason_zh_hant"]),
            row["source"],
        )
        for row in table("contraindications")
    )


@cache
def lore() -> Lore:
    kinds = {
        row["condition_id"]: (
            row["kind"],
            int(row["window_days"]) if row["window_days"] else None,
        )
        for row in table("health_conditions")
    }
    return Lore(kinds=kinds)


def by_hand(service: str, family: str, condition: str) -> int:
    """Return how strongly the file speaks against a pair; 0 if it does not."""
    for scope, of in (("service", service), ("family", family), ("family", "ALL")):
        mine = [
            STRENGTH[row["action"]]
            for row in _of(condition)
            if (row["scope_type"], row["scope_id"]) == (scope, of)
        ]
        if mine:
            return max(mine)
    return 0


@cache
def _of(condition: str) -> list[dict[str, str]]:
    return [
        row for row in table("contraindications") if row["condition_id"] == condition
    ]


def found(
    service: str, family: str, *noted: str, day: date = DAY, since: date = DAY
) -> list[Objection]:
    her = Facts(
        conditions=tuple(
            Condition(what, "", since, None, "", key)
            for key, what in enumerate(noted, 1)
        )
    )
    card = a_card(service, family)
    facts = given_on(her, day, DAY, lore(), card)
    return objections(Asked(service, family, service, day), rules(), facts)


def wider_of(condition: str) -> Iterator[str]:
    """Yield what the links say a condition implies, walked here anew."""
    for row in table("condition_links"):
        if row["relation"] == "implies" and row["condition_id"] == condition:
            yield row["other"]
            yield from wider_of(row["other"])


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_service_is_judged_as_the_files_say(condition: str) -> None:
    """124 services each, so 16,864 pairs; narrower conditions count for the wider."""
    for service, family in SERVICES:
        expected = max(
            by_hand(service, family, one) for one in (condition, *wider_of(condition))
        )
        verdict = strongest(found(service, family, condition))
        assert OF_VERDICT[verdict] == expected, (service, condition)


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        (row["condition_id"], row["other"])
        for row in table("condition_links")
        if row["relation"] == "implies"
    ],
)
def test_a_narrower_condition_is_never_safer_than_the_wider(
    narrow: str, wide: str
) -> None:
    for service, family in SERVICES:
        for days in (0, 3, 10, 40, 200):
            day = DAY + timedelta(days=days)
            mine = strongest(found(service, family, narrow, day=day))
            other = strongest(found(service, family, wide, day=day))
            assert mine.strength >= other.strength, (service, day)


@given(
    st.sampled_from(SERVICES),
    st.lists(st.sampled_from(CONDITIONS), max_size=4, unique=True),
    st.sampled_from(CONDITIONS),
    st.integers(0, 300),
)
def test_one_fact_more_never_makes_a_service_safer(
    service: tuple[str, str], noted: list[str], more: str, days: int
) -> None:
    day = DAY + timedelta(days=days)
    before = found(*service, *noted, day=day)
    after = found(*service, *noted, more, day=day)

    assert strongest(after).strength >= strongest(before).strength
    texts = {one.text for one in after}
    stronger = {one.rule for one in after}
    assert all(one.text in texts or one.rule in stronger for one in before)


@given(
    st.sampled_from(SERVICES),
    st.lists(st.sampled_from(CONDITIONS), max_size=6, unique=True),
)
def test_nothing_is_said_twice(service: tuple[str, str], noted: list[str]) -> None:
    said = found(*service, *noted)

    assert len({one.text for one in said}) == len(said)
    assert len({one.rule for one in said}) == len(said)
    ranks = [one.verdict.strength for one in said]
    assert ranks == sorted(ranks, reverse=True)
