"""The rules of occasions as they are shipped, and as a salon has changed them."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from salon.clients.reach import Purpose
from salon.occasions.model import BadRule, Kind, NoSuchKind, Rule
from salon.shipped import RESOURCES
from salon.text import Names

_LIMITS = {
    "look_back": (1, 400),
    "grace": (0, 400),
    "cooldown": (0, 400),
    "a_day": (0, 200),
}
MOST_A_DAY = 500


@dataclass(frozen=True, slots=True)
class Greeted:
    """Which festival is greeted where."""

    id: str
    languages: tuple[str, ...]
    weight: int
    before: int = 0
    offer: bool = False
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Say:
    """What is said on an occasion, in one way of several."""

    message: str
    names: Names
    late: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """Products of which kinds rest for how long after which services."""

    services: tuple[str, ...]
    days: int
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules, and what holds for all of them."""

    by_kind: Mapping[Kind, Rule]
    festivals: tuple[Greeted, ...]
    topics: Mapping[str, tuple[str, ...]]
    a_day: int
    most: int  # of a festival
    offer_rest: int  # days between two offers
    rests: tuple[Rest, ...]  # of products at home
    unused_ratio: int = 50  # per cent of what came in, below which little was given

    def __getitem__(self, kind: Kind) -> Rule:
        return self.by_kind[kind]


@cache
def shipped() -> Rules:
    """Return the rules that come with the program."""
    plain = _toml("occasion_rules")
    return Rules(
        {Kind(one["kind"]): _rule(one) for one in plain["rule"]},
        tuple(_greeted(one) for one in plain["festival"]),
        {name: tuple(words) for name, words in plain["topics"].items()},
        *(plain["a_day"], plain["most"], plain["offer_rest"]),
        tuple(
            Rest(tuple(one["services"]), one["days"], tuple(one["categories"]))
            for one in plain["rest"]
        ),
        plain["unused_ratio"],
    )


@cache
def sayings() -> Mapping[str, tuple[Say, ...]]:
    """Return what is said otherwise than in the message itself, by message."""
    found: dict[str, tuple[Say, ...]] = {}
    for one in _toml("occasion_words")["say"]:
        names = Names(one["en"], one["zh_hans"], one["zh_hant"])
        say = Say(one["message"], names, bool(one.get("late")))
        found[say.message] = (*found.get(say.message, ()), say)
    return found


def with_changes(text: str) -> Rules:
    """Return the rules with what a salon has changed, kept as JSON; a spoilt one not.

    Content may have been altered elsewhere: one bad rule spoils no other.
    """
    rules = shipped()
    try:
        kept = json.loads(text) if text else {}
    except ValueError:
        kept = {}
    by_kind, a_day = dict(rules.by_kind), rules.a_day
    for name, said in kept.items() if isinstance(kept, dict) else ():
        try:
            if name == "all":
                a_day = _number("a_day", said["a_day"], 0, MOST_A_DAY)
            else:
                kind = Kind(name)
                by_kind[kind] = changed(by_kind[kind], said)
        except (ValueError, TypeError, KeyError, AttributeError, BadRule):
            continue
    return replace(rules, by_kind=by_kind, a_day=a_day)


def changed(rule: Rule, said: Mapping[str, Any]) -> Rule:
    """Return a rule with some of its numbers changed.

    Raises:
        BadRule: It does not take that.
    """
    found: dict[str, Any] = {}
    for key, value in said.items():
        if key == "on" and isinstance(value, bool):
            found[key] = value
        elif key in _LIMITS:
            found[key] = _number(key, value, *_LIMITS[key])
        elif key == "offsets":
            found[key] = _offsets(rule, value)
        else:
            raise BadRule(key, str(value)[:40])
    return replace(rule, **found)


def most_a_day(said: Mapping[str, Any]) -> int:
    """Return how many of all kinds go out a day at most, as it was said.

    Raises:
        BadRule: It is no such number, or something else was said.
    """
    for key, value in said.items():
        if key != "a_day":
            raise BadRule(key, str(value)[:40])
    return _number("a_day", said.get("a_day", ""), 0, MOST_A_DAY)


def kind_named(said: str) -> Kind:
    """Return the kind that a word names; raises NoSuchKind."""
    try:
        return Kind(said)
    except ValueError as error:
        raise NoSuchKind(said[:40], ", ".join(Kind)) from error


def touches(text: str, topics: tuple[str, ...]) -> bool:
    """Return whether a text that somebody typed speaks of one of *topics*."""
    said = text.casefold()
    return any(one.casefold() in said for one in topics)


def _number(key: str, value: Any, least: int, most: int) -> int:
    text = str(value)
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()):
        raise BadRule(key, text[:40])
    number = int(text[:9])
    if not least <= number <= most:
        raise BadRule(key, text[:40])
    return number


def _offsets(rule: Rule, value: Any) -> tuple[int, ...]:
    pieces = value.replace(",", " ").split() if isinstance(value, str) else value
    try:
        numbers = tuple(int(one) for one in pieces)
    except (ValueError, TypeError) as error:
        raise BadRule("offsets", str(value)[:40]) from error
    if len(numbers) != len(rule.offsets) or any(abs(one) > 1000 for one in numbers):
        raise BadRule("offsets", str(value)[:40])
    return numbers


def _rule(one: Mapping[str, Any]) -> Rule:
    plain = dict(one)
    plain["kind"], plain["purpose"] = Kind(one["kind"]), Purpose(one["purpose"])
    for name in ("offsets", "channels", "messages"):
        plain[name] = tuple(one[name])
    return Rule(**plain)


def _greeted(one: Mapping[str, Any]) -> Greeted:
    plain = dict(one)
    plain["languages"] = tuple(one["languages"])
    plain["topics"] = tuple(one.get("topics", ()))
    return Greeted(**plain)


def _toml(file: str) -> dict[str, Any]:
    with (RESOURCES / "domain" / f"{file}.toml").open("rb") as opened:
        return tomllib.load(opened)
