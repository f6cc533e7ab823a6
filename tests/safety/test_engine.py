"""The rules by themselves: which decides, where, until when, and who may go on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salon.safety.engine import Asked, objections, strongest
from salon.safety.model import (
    Action,
    Contraindicated,
    Given,
    Objection,
    ReasonNeeded,
    Rule,
    Verdict,
    is_reason,
    weigh,
)
from salon.text import Names

MONDAY = date(2026, 3, 30)
NOON = datetime(2026, 3, 30, 12, tzinfo=UTC)
CHEEK, CHIN, NOWHERE = frozenset({"cheek"}), frozenset({"chin"}), frozenset[str]()


def asked(day: date = MONDAY, zones: frozenset[str] = NOWHERE) -> Asked:
    return Asked("peel", "PEL", "Peel", day, zones)


def a_rule(action: Action, scope: str = "family", of: str = "ALL", **more: Any) -> Rule:
    said: dict[str, Any] = {"defer_days": None, "area_only": False} | more
    reason = Names("Careful.")
    return Rule(f"{scope} {of}", scope, of, "burn", action, reason=reason, **said)


def stands(rules: list[Rule], at: Asked | None = None, **fact: Any) -> list[Verdict]:
    found = objections(at or asked(), rules, [Given("burn", "Sunburn", **fact)])
    return [one.verdict for one in found]


def a_caution(action: Verdict) -> Objection:
    return Objection("rule", "burn", action, f"{action}.")


@pytest.mark.parametrize(
    ("rules", "decides"),
    [
        ([a_rule(Action.BLOCK), a_rule(Action.WARN, of="PEL")], Verdict.WARN),
        (
            [a_rule(Action.BLOCK, of="PEL"), a_rule(Action.WARN, "service", "peel")],
            Verdict.WARN,
        ),
        ([a_rule(Action.WARN), a_rule(Action.BLOCK)], Verdict.BLOCK),
        ([a_rule(Action.BLOCK, of="WAX"), a_rule(Action.WARN)], Verdict.WARN),
        ([a_rule(Action.BLOCK, "service", "wax"), a_rule(Action.WARN)], Verdict.WARN),
    ],
)
def test_of_the_rules_for_one_condition_the_narrower_decides_then_the_stronger(
    rules: list[Rule], decides: Verdict
) -> None:
    assert stands(rules) == stands(rules[::-1]) == [decides]


@pytest.mark.parametrize(
    ("hers", "treated", "is_said"),
    [
        (CHEEK, CHEEK | CHIN, True),
        (CHEEK, CHIN, False),
        (NOWHERE, CHIN, True),  # nobody noted where: so it may be there
        (CHEEK, NOWHERE, True),
    ],
)
def test_a_rule_about_an_area_is_silent_only_where_both_are_known_and_differ(
    hers: frozenset[str], treated: frozenset[str], is_said: bool
) -> None:
    rule = a_rule(Action.BLOCK, area_only=True)

    assert bool(stands([rule], asked(zones=treated), zones=hers)) is is_said
    assert stands([a_rule(Action.BLOCK)], asked(zones=treated), zones=hers)


def test_the_strongest_is_shown_first_and_decides() -> None:
    rules = [
        Rule(name, "family", "ALL", name, action, None, False, Names("Careful."))
        for name, action in (("a", Action.WARN), ("b", Action.BLOCK))
    ]
    facts = [Given("a", "A"), Given("b", "B"), Given("c", "C")]

    found = objections(asked(), rules, facts)

    assert [one.condition for one in found] == ["b", "a"]
    assert (strongest(found), strongest([])) == (Verdict.BLOCK, Verdict.CLEAR)


@given(st.integers(0, 400), st.integers(0, 400))
def test_a_wait_is_over_after_just_so_many_days(wait: int, since: int) -> None:
    rule = a_rule(Action.DEFER, defer_days=wait)
    told = MONDAY - timedelta(days=since)

    found = objections(asked(), [rule], [Given("burn", "Sunburn", told)])

    assert bool(found) is (since < wait)
    for one in found:
        assert one.until == told + timedelta(days=wait)
        at = asked(told + timedelta(days=wait))
        assert objections(at, [rule], [Given("burn", "Sunburn", told)]) == []
    if wait:
        assert stands([rule]) == [Verdict.DEFER]  # nobody knows since when


@pytest.mark.parametrize("action", Verdict)
def test_only_a_block_cannot_be_gone_against(action: Verdict) -> None:
    can = action is not Verdict.BLOCK
    assert action.can_be_overridden is can

    with pytest.raises(Contraindicated) as refused:
        weigh([a_caution(action)], None)
    assert refused.value.can_be_overridden is can
    if can:
        weigh([a_caution(action)], "she was asked")
    else:
        with pytest.raises(Contraindicated):
            weigh([a_caution(action)], "she was asked")


def test_a_block_among_warnings_is_a_block() -> None:
    both = [a_caution(Verdict.WARN), a_caution(Verdict.BLOCK)]

    with pytest.raises(Contraindicated) as refused:
        weigh(both, "she was asked")
    assert not refused.value.can_be_overridden
    weigh([], None)


@pytest.mark.parametrize(
    "said", ["", " ", "ok", "  x  ", "...", "?!.-", "已", "aaa", "1234"]
)
def test_a_reason_says_something(said: str) -> None:
    assert not is_reason(said)
    assert not is_reason(None)
    with pytest.raises(ReasonNeeded):
        weigh([a_caution(Verdict.WARN)], said)


@given(st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=6))
def test_what_decides_is_never_weaker_than_what_is_shown(
    actions: list[Verdict],
) -> None:
    found = [a_caution(one) for one in actions]
    decides = strongest(found)

    assume(decides is not None)
    assert all(one.strength <= decides.strength for one in actions)
