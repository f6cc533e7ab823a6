"""The rules that say what stands against a service; nothing here asks the store.

Of the rules for one condition the narrower wins: those of the service itself, then
of its family, then of all. Across conditions everything is shown, and the strongest
decides; of one fact, which may imply several conditions, only its strongest rule is
said. A rule that is about an area is silent only where the zones she is affected
in are known, and none of them is treated. A rule with waiting days lifts by itself
when they have passed since the stated date (client-record 5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from salon.safety.adapting import Adapting, adapting
from salon.safety.model import Action, Given, Objection, Rule, Verdict
from salon.safety.tree import links_of
from salon.text import Names, _, full_day, language

_NARROW = {"service": 2, "family": 1}  # and 0 for the rules of ALL


@dataclass(frozen=True, slots=True)
class Asked:
    """The service that is to be given, and when."""

    ref: str
    family: str
    name: str
    day: date
    zones: frozenset[str] = frozenset()  # that are treated; empty: not known


def objections(
    asked: Asked, rules: Sequence[Rule], facts: Iterable[Given]
) -> list[Objection]:
    """Return what stands against the service for somebody of whom *facts* is known.

    The strongest comes first, and nothing is said twice.
    """
    by_condition = _by_condition(rules)
    of_fact: dict[str, Objection] = {}
    for given in facts:
        rule = _narrowest(asked, by_condition.get(given.condition, ()))
        if rule is None or not _touches(rule, asked, given):
            continue
        until = None
        if rule.defer_days is not None and given.since is not None:
            until = given.since + timedelta(days=rule.defer_days)
            if until <= asked.day:
                continue
        said = _objection(given, rule, until)
        root = given.root or given.condition
        if root not in of_fact or _is_stronger(said, of_fact[root]):
            of_fact[root] = said
    of_rule: dict[str, Objection] = {}
    for said in of_fact.values():
        known = of_rule.get(said.rule)
        if known is None or _is_stronger(said, known):
            of_rule[said.rule] = said
    once = {said.text: said for said in reversed(of_rule.values())}
    return ranked(once.values())


def ranked(found: Iterable[Objection]) -> list[Objection]:
    """Return objections, the strongest first, of these those that wait longest."""
    return sorted(
        found,
        key=lambda one: (-one.verdict.strength, one.until is not None, one.rule),
    )


def strongest(found: Sequence[Objection]) -> Verdict:
    """Return the verdict that decides."""
    return max(
        (one.verdict for one in found),
        key=lambda one: one.strength,
        default=Verdict.CLEAR,
    )


def _is_stronger(one: Objection, other: Objection) -> bool:
    if one.verdict is not other.verdict:
        return one.verdict.strength > other.verdict.strength
    if one.until is None or other.until is None:
        return one.until is None and other.until is not None
    return one.until > other.until


def _by_condition(rules: Sequence[Rule]) -> Mapping[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.condition, []).append(rule)
    return found


def _narrowest(asked: Asked, rules: Iterable[Rule]) -> Rule | None:
    mine = [
        rule
        for rule in rules
        if (
            rule.scope_id == asked.ref
            if rule.scope_type == "service"
            else rule.scope_id in ("ALL", asked.family)
        )
    ]

    def width(rule: Rule) -> tuple[int, int]:
        narrow = _NARROW.get(rule.scope_type, 0) if rule.scope_id != "ALL" else 0
        return narrow, verdict_of(rule).strength

    return max(mine, key=width, default=None)


def verdict_of(rule: Rule) -> Verdict:
    """Return what a rule amounts to; a warning may say how to adapt."""
    match rule.action:
        case Action.BLOCK:
            return Verdict.BLOCK
        case Action.GP_NOTE:
            return Verdict.LETTER
        case Action.DEFER:
            return Verdict.DEFER
    return Verdict.ADAPT if _adapting(rule) is not None else Verdict.WARN


def _adapting(rule: Rule) -> Adapting | None:
    found = adapting(rule.ref)
    return found if found is not None and str(found.how) else None


def _touches(rule: Rule, asked: Asked, given: Given) -> bool:
    if not rule.area_only or not given.zones or not asked.zones:
        return True
    return bool(given.zones & asked.zones)


def _objection(given: Given, rule: Rule, until: date | None) -> Objection:
    verdict = verdict_of(rule)
    known = adapting(rule.ref)
    how = ""
    reason = _plain(rule.reason)
    if known is not None:
        if verdict is Verdict.ADAPT:
            how = _plain(known.how)
        elif str(known.firm):  # a reason that speaks of adapting, where none is done
            reason = _plain(known.firm)
    match verdict:
        case Verdict.ADAPT:
            what = how if how != reason else ""
        case Verdict.WARN:
            what = ""
        case Verdict.LETTER:
            what = _("A doctor’s letter is needed first")
        case _ if until is not None:
            what = _("Possible from {day}").format(day=full_day(until))
        case Verdict.DEFER:
            lasts = links_of(given.condition).lasts
            what = _("Wait until it is over")
            if rule.defer_days is not None and lasts is not None:
                what = _("Possible {days} days after the last use")
                what = what.format(days=rule.defer_days)
        case _:
            what = _("Not possible now")
    form = _("{fact}: {reason}. {what}.") if what else _("{fact}: {reason}.")
    return Objection(
        rule.ref,
        given.condition,
        verdict,
        form.format(fact=given.name, reason=reason, what=what),
        until,
        given.known_from,
        rule.source,
        how,
    )


def _plain(said: Names) -> str:
    return said.said_in(language()).rstrip(".。")
