"""What the salon gives on top: bonus tables, tiers of members, points; plain data."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any

from salon.ledger.sums import WHOLE, half_up, in_step, percent_of
from salon.money import Money
from salon.prepaid.model import BadRule
from salon.settings.model import Premises
from salon.settings.usual import usual_price
from salon.shipped import RESOURCES
from salon.text import N_, Names, minor_digits

MOST_ROWS = 20
MOST_MONTHS = 120
MOST_POINTS = 1_000_000


class First(StrEnum):
    """Which part of stored value is used first."""

    STEP = "step"  # both in proportion
    PAID = "paid"
    BONUS = "bonus"


FIRST_WORDS = {
    First.STEP: N_("Both in proportion"),
    First.PAID: N_("What was paid in"),
    First.BONUS: N_("The bonus"),
}


class Deed(StrEnum):
    """What points are given for besides money, and why else they move."""

    REBOOKED = "rebooked"
    REFERRED = "referred"
    FEEDBACK = "feedback"
    BIRTHDAY = "birthday"


DEED_WORDS = {
    Deed.REBOOKED: N_("Booked the next visit before leaving"),
    Deed.REFERRED: N_("Brought somebody who came"),
    Deed.FEEDBACK: N_("Told us how it was"),
    Deed.BIRTHDAY: N_("Birthday"),
}


@dataclass(frozen=True, slots=True)
class BonusStep:
    """From which top-up on what is given on top, and in which days."""

    start: Money
    bonus: Money = field(default=Money())
    percent: int = 0  # hundredths of a per cent, instead of an amount
    first: date | None = None
    last: date | None = None

    def is_on(self, day: date) -> bool:
        """Return whether it counts on *day*."""
        after = self.first is None or self.first <= day
        return after and (self.last is None or day <= self.last)

    def given(self, amount: Money) -> Money:
        """Return what it gives on top of *amount*."""
        return percent_of(amount, self.percent) if self.percent else self.bonus


@dataclass(frozen=True, slots=True)
class Tier:
    """One kind of membership."""

    ref: str
    names: Names
    spend: Money = field(default=Money())  # that earns it; nothing: it is bought
    spend_months: int = 12
    fee: Money = field(default=Money())  # that buys it; nothing: it is not sold
    months: int = 12  # that it lasts
    services: int = 0  # hundredths of a per cent off
    products: int = 0
    points: int = 100  # hundredths: 150 gives half as many again
    gift: Names = field(default=Names(""))


@dataclass(frozen=True, slots=True)
class PointRules:
    """How points come and what they are worth."""

    on: bool = False
    per_unit: int = 100  # hundredths of a point for a whole unit of money
    step: int = 500
    worth: Money = field(default=Money())  # of one step
    months: int = 24
    deeds: Mapping[str, int] = field(default_factory=dict, hash=False)

    def steps_in(self, points: int) -> int:
        """Return how many whole steps there are in *points*."""
        return max(points, 0) // self.step if self.worth.minor > 0 else 0

    def most(self, points: int) -> Money:
        """Return what so many points can pay."""
        return self.worth * self.steps_in(points)

    def for_money(self, amount: Money, digits: int, factor: int = 100) -> int:
        """Return the points for *amount*, whole ones; *factor* is of the tier."""
        exact = Fraction(amount.minor * self.per_unit * factor, 10**digits * WHOLE)
        return int(exact) if exact > 0 else 0

    def of_worth(self, amount: Money) -> int | None:
        """Return the points that pay *amount*; None where it is no whole steps."""
        if self.worth.minor <= 0 or amount.minor % self.worth.minor:
            return None
        return amount.minor // self.worth.minor * self.step


@dataclass(frozen=True, slots=True)
class Rules:
    """All of it, as the salon has it."""

    bonus: tuple[BonusStep, ...] = ()
    first: First = First.STEP
    members_on: bool = False  # tiers that are earned come by themselves
    tiers: tuple[Tier, ...] = ()
    points: PointRules = field(default_factory=PointRules)
    ceiling: Money = field(default=Money())  # of what one person pays ahead; 0: none
    ring_fenced: int = 0  # hundredths of a per cent of what is owed, kept apart

    def bonus_for(self, amount: Money, day: date) -> Money:
        """Return the bonus of the highest step that *amount* reaches on *day*."""
        able = [one for one in self.bonus if one.start <= amount and one.is_on(day)]
        if not able:
            return Money()
        return max(able, key=lambda one: one.start).given(amount)

    def tier(self, ref: str) -> Tier | None:
        """Return a tier by its name for the records; None if it is gone."""
        return next((one for one in self.tiers if one.ref == ref), None)


def spent_first(
    rule: First, amount: Money, paid: Money, bonus: Money
) -> tuple[Money, Money]:
    """Return which part of *amount* is paid in and which is bonus, by a rule."""
    match rule:
        case First.PAID:
            own = min(amount, paid)
            return own, amount - own
        case First.BONUS:
            given = min(amount, bonus)
            return amount - given, given
    return in_step(amount, paid, bonus)


def rules_from(here: Premises) -> Rules:
    """Return the rules a salon has: its own, else what is usual there."""
    said = here.prepaid
    try:
        return _rules(said, here)
    except (ValueError, TypeError, KeyError, AttributeError):  # altered: `check` says
        return _rules({}, here)


def _rules(said: Mapping[str, Any], here: Premises) -> Rules:
    tiers = said.get("tiers")
    return Rules(
        tuple(_step(one) for one in said.get("bonus", ())),
        First(said.get("first", First.STEP)),
        bool(said.get("members_on", False)),
        _usual_tiers(here) if tiers is None else tuple(map(_tier, tiers)),
        _points(said.get("points", {}), here),
        Money(int(said.get("ceiling", 0))),
        int(said.get("ring_fenced", 0)),
    )


def rules_to_plain(rules: Rules) -> dict[str, Any]:
    """Return rules as JSON holds them."""
    points = rules.points
    return {
        "bonus": [
            {
                "start": one.start.minor,
                "bonus": one.bonus.minor,
                "percent": one.percent,
                "first": one.first.isoformat() if one.first else None,
                "last": one.last.isoformat() if one.last else None,
            }
            for one in rules.bonus
        ],
        "first": rules.first.value,
        "members_on": rules.members_on,
        "tiers": [
            {
                "ref": one.ref,
                "names": [one.names.en, one.names.zh_hans, one.names.zh_hant],
                "spend": one.spend.minor,
                "spend_months": one.spend_months,
                "fee": one.fee.minor,
                "months": one.months,
                "services": one.services,
                "products": one.products,
                "points": one.points,
                "gift": [one.gift.en, one.gift.zh_hans, one.gift.zh_hant],
            }
            for one in rules.tiers
        ],
        "points": {
            "on": points.on,
            "per_unit": points.per_unit,
            "step": points.step,
            "worth": points.worth.minor,
            "months": points.months,
            "deeds": dict(points.deeds),
        },
        "ceiling": rules.ceiling.minor,
        "ring_fenced": rules.ring_fenced,
    }


def check_rules(rules: Rules) -> None:
    """Say no to rules that cannot be meant; raises BadRule."""
    _check_bonus(rules.bonus)
    refs = [one.ref for one in rules.tiers]
    if len(set(refs)) != len(refs) or len(refs) > MOST_ROWS:
        raise BadRule(N_("tiers"), ", ".join(refs)[:80])
    for one in rules.tiers:
        _check_tier(one)
    points = rules.points
    sums = (points.per_unit, points.months, *points.deeds.values())
    if points.step < 1 or any(not 0 <= each <= MOST_POINTS for each in sums):
        raise BadRule(N_("points"), str(points.step))
    if points.worth < Money() or rules.ceiling < Money():
        raise BadRule(N_("points"), str(points.worth))
    if set(points.deeds) - set(Deed):
        raise BadRule(N_("points"), ", ".join(points.deeds))
    if not 0 <= rules.ring_fenced <= WHOLE:
        raise BadRule(N_("share kept apart"), f"{rules.ring_fenced / 100:g} %")


def _check_bonus(steps: Sequence[BonusStep]) -> None:
    if len(steps) > MOST_ROWS:
        raise BadRule(N_("bonus"), str(len(steps)))
    for one in steps:
        is_amount = one.start > Money() and one.bonus >= Money()
        is_part = 0 <= one.percent <= WHOLE
        in_order = one.first is None or one.last is None or one.first <= one.last
        if not (is_amount and is_part and in_order):
            raise BadRule(N_("bonus"), str(one.start))


def _check_tier(one: Tier) -> None:
    is_named = bool(one.ref.strip() and str(one.names).strip())
    parts = all(0 <= each <= WHOLE for each in (one.services, one.products))
    lasts = 1 <= one.months <= MOST_MONTHS and 1 <= one.spend_months <= MOST_MONTHS
    sums = one.spend >= Money() and one.fee >= Money() and 0 <= one.points <= WHOLE
    if not (is_named and parts and lasts and sums):
        raise BadRule(N_("tiers"), str(one.names)[:40] or one.ref[:40])


def _step(plain: Mapping[str, Any]) -> BonusStep:
    first, last = (plain.get(key) for key in ("first", "last"))
    return BonusStep(
        Money(int(plain["start"])),
        Money(int(plain.get("bonus", 0))),
        int(plain.get("percent", 0)),
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


def _tier(plain: Mapping[str, Any]) -> Tier:
    return Tier(
        str(plain["ref"]),
        Names(*plain["names"]),
        Money(int(plain["spend"])),
        int(plain["spend_months"]),
        Money(int(plain["fee"])),
        int(plain["months"]),
        int(plain["services"]),
        int(plain["products"]),
        int(plain["points"]),
        Names(*plain["gift"]),
    )


def _points(plain: Mapping[str, Any], here: Premises) -> PointRules:
    usual = _usual_points()
    unit = 10 ** minor_digits(here.currency)
    worth = plain.get("worth", usual["worth_units"] * unit)
    return PointRules(
        bool(plain.get("on", usual["on"])),
        int(plain.get("per_unit", usual["per_unit"])),
        max(1, int(plain.get("step", usual["step"]))),
        Money(int(worth)),
        int(plain.get("months", usual["months"])),
        {key: int(value) for key, value in plain.get("deeds", usual["deeds"]).items()},
    )


def _usual_tiers(here: Premises) -> tuple[Tier, ...]:
    usual = here.usual_price or usual_price(here.currency)
    return tuple(
        Tier(
            row["ref"],
            Names(row["en"], row["zh_hans"], row["zh_hant"]),
            Money(_round(usual * int(row["spend_usual"]))),
            int(row["spend_months"]),
            Money(_round(usual * int(row["fee_usual"]))),
            int(row["months"]),
            int(row["services"]),
            int(row["products"]),
            int(row["points"]),
            Names(row["gift_en"], row["gift_zh_hans"], row["gift_zh_hant"]),
        )
        for row in _shipped_tiers()
    )


def _round(minor: int) -> int:
    """Return an amount in two figures, as people set prices."""
    step: int = 10 ** max(len(str(minor)) - 2, 0)
    return half_up(Fraction(minor, step)) * step


@cache
def _shipped_tiers() -> tuple[dict[str, str], ...]:
    path = RESOURCES / "domain" / "tiers.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _usual_points() -> dict[str, Any]:
    with (RESOURCES / "domain" / "points.toml").open("rb") as file:
        return tomllib.load(file)
