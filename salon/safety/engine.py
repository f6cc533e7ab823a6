"""The rules that say what stands against a service; nothing here asks the store.

Of the rules for one condition the narrower wins: those of the service itself, then
of its family, then of all. Across conditions everything is shown, and the strongest
decides. A rule that is about an area is silent only where the zones she is affected
in are known, and none of them is treated. A rule with waiting days lifts by itself
when they have passed since the stated date (client-record 5).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from salon.safety.model import ACTION_WORDS, Action, Caution, Given, Rule
from salon.text import _, full_day

_NARROW = {"service": 2, "family": 1}  # and 0 for the rules of ALL


@dataclass(frozen=True, slots=True)
class Asked:
    """The service that is to be given, and when."""

    ref: str
    family: str
    name: str
    day: date
    zones: frozenset[str] = frozenset()  # that are treated; empty: not known


def cautions(
    asked: Asked, rules: Sequence[Rule], facts: Iterable[Given]
) -> list[Caution]:
    """Return what stands against the service for somebody of whom *facts* is known."""
    found = []
    for given in facts:
        rule = _narrowest(asked, rules, given.condition)
        if rule is None or not _touches(rule, asked, given):
            continue
        until = None
        if rule.defer_days is not None and given.since is not None:
            until = given.since + timedelta(days=rule.defer_days)
            if until <= asked.day:
                continue
        found.append(
            Caution(
                rule.ref,
                given.condition,
                rule.action,
                _said(given, rule, until),
                until,
            )
        )
    return sorted(found, key=lambda one: -one.action.strength)


def strongest(found: Sequence[Caution]) -> Action | None:
    """Return the action that decides; None if nothing stands against it."""
    return max(
        (one.action for one in found), key=lambda one: one.strength, default=None
    )


def _narrowest(asked: Asked, rules: Sequence[Rule], condition: str) -> Rule | None:
    mine = [
        rule
        for rule in rules
        if rule.condition == condition
        and (
            rule.scope_id == asked.ref
            if rule.scope_type == "service"
            else rule.scope_id in ("ALL", asked.family)
        )
    ]

    def width(rule: Rule) -> tuple[int, int]:
        narrow = _NARROW.get(rule.scope_type, 0) if rule.scope_id != "ALL" else 0
        return narrow, rule.action.strength

    return max(mine, key=width, default=None)


def _touches(rule: Rule, asked: Asked, given: Given) -> bool:
    if not rule.area_only or not given.zones or not asked.zones:
        return True
    return bool(given.zones & asked.zones)


def _said(given: Given, rule: Rule, until: date | None) -> str:
    what = _(ACTION_WORDS[rule.action])
    if until is not None:
        what = _("Wait until {day}").format(day=full_day(until))
    return _("{fact}: {reason}. {what}.").format(
        fact=given.name, reason=str(rule.reason).rstrip(".。"), what=what
    )
