"""Commands about occasions: what is planned, a night's run, rules, promises."""

import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.beginning import progress
from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.occasions.model import (
    KIND_WORDS,
    STATE_WORDS,
    WHY_WORDS,
    BadDate,
    BadRule,
    DateKind,
    OccasionId,
    OccasionLine,
    Pace,
    PromiseId,
    Rule,
    Why,
)
from salon.occasions.operations import (
    answer_product,
    keep_promise,
    note_date,
    note_product,
    note_promise,
    plan_occasions,
    send_all_the_same,
    set_rule,
    skip_occasion,
)
from salon.occasions.queries import occasion, occasions, rules_of
from salon.occasions.rules import kind_named
from salon.public import public_id
from salon.text import N_, _, short_day

AHEAD = timedelta(days=31)


@dataclass(eq=False)
class NeitherOnNorOff(SalonError):
    """A rule is on or off."""

    said: str

    text = N_("Say “on” or “off”, not “{said}”.")


def occasions_of(salon: Salon, options: Namespace) -> Answer:
    """List occasions, or do with them what is asked."""
    doing = _DOING.get(options.what)
    if doing is None:
        return _listed(salon, options)
    return doing(salon, options)


def _listed(salon: Salon, options: Namespace) -> Answer:
    first = named.day_of(salon, options.first) if options.first else salon.today()
    last = named.day_of(salon, options.last) if options.last else first + AHEAD
    named.in_order(first, last)
    who = named.client(salon, options.client).id if options.client else None
    kinds = tuple(kind_named(one) for one in options.kind)
    found = salon.ask(occasions, first, last, who, kinds)
    return listed("occasions", [shapes.occasion(x) for x in found], map(_line, found))


def _run(salon: Salon, _options: Namespace) -> Answer:
    """Do what the night does; step by step, each of them whole."""
    tell: Callable[[int, int], None] | None = (
        progress() if sys.stderr.isatty() else None
    )
    again = True
    while not (ran := salon.do(plan_occasions, again=again)).is_whole:
        again = False
        if tell is not None:
            tell(ran.share, 100)
    document = {
        "found": ran.found,
        "planned": ran.planned,
        "held": ran.held,
        "dropped": ran.dropped,
    }
    said = _("Planned: {planned}, held back: {held}, left out: {dropped}.")
    text = said.format(planned=ran.planned, held=ran.held, dropped=ran.dropped)
    return Answer(document, [text], changed=salon.today().isoformat())


def _rule(salon: Salon, options: Namespace) -> Answer:
    """Show the rules, or change one."""
    said: dict[str, Any] = dict(map(named.pair, options.set))
    kind, *switch = options.words or [""]
    if switch:
        said["on"] = _switch(switch[0])
    if not kind:
        found = salon.ask(rules_of).by_kind.values()
        plain = [shapes.occasion_rule(one) for one in found]
        return listed("rules", plain, map(_rule_line, found))
    for taken in ("kind", "work", "self"):
        if taken in said:
            raise BadRule(taken, str(said[taken])[:40])
    if said:
        salon.do(set_rule, kind, **said)
    if kind == "all":
        a_day = salon.ask(rules_of).a_day
        return Answer({"kind": "all", "a_day": a_day}, [str(a_day)], changed="all")
    rule = salon.ask(rules_of)[kind_named(kind)]
    return Answer(shapes.occasion_rule(rule), [_rule_line(rule)], changed=kind)


def _switch(said: str) -> bool:
    if said not in ("on", "off"):
        raise NeitherOnNorOff(said)
    return said == "on"


def _skip(salon: Salon, options: Namespace) -> Answer:
    """Leave one out, or let it go out all the same."""
    [said, *more] = options.words or [""]
    key = OccasionId(named.key_of("occasion", N_("occasion"), said))
    if options.what == "skip":
        salon.do(skip_occasion, key, " ".join(more) or options.note)
    else:
        salon.do(send_all_the_same, key)
    line = salon.ask(occasion, key)
    return Answer(shapes.occasion(line), [_line(line)], changed=said)


def _promise(salon: Salon, options: Namespace) -> Answer:
    """Note a promise, or that it was kept."""
    [said, *words] = options.words or [""]
    if options.kept:
        number = PromiseId(named.key_of("promise", N_("promise"), said))
        salon.do(keep_promise, number)
        return Answer({"promise": said}, [said], changed=said)
    who = named.client(salon, said).id
    day = named.day_of(salon, options.on) if options.on else salon.today()
    owner = named.person(salon, options.owner) if options.owner else None
    text = " ".join(words)
    key = public_id("promise", salon.do(note_promise, who, text, day, owner))
    shown = {"promise": key, "client": public_id("client", who), "due": day.isoformat()}
    return Answer(shown, [key], changed=key)


def _date(salon: Salon, options: Namespace) -> Answer:
    """Note an important day of a client."""
    [said, kind, *day] = (*options.words, "", "")[:3]
    who = named.client(salon, said).id
    try:
        which = DateKind(kind)
    except ValueError as error:
        raise BadDate(kind) from error
    on = date.fromisoformat(day[0]) if _is_day(day[0]) else None
    if on is None and which is not DateKind.FESTIVAL:
        raise BadDate(day[0])
    name = options.name or (day[0] if which is DateKind.FESTIVAL else "")
    day_of = on or salon.today()
    key = salon.do(note_date, who, which, day_of, name, is_lunar=options.lunar)
    number = public_id("important_date", key)
    return Answer({"date": number, "client": public_id("client", who)}, [number])


def _is_day(said: str) -> bool:
    try:
        date.fromisoformat(said)
    except ValueError:
        return False
    return True


def _product(salon: Salon, options: Namespace) -> Answer:
    """Note that a product is in use, or what was said of it."""
    [said, product, *_more] = (*options.words, "", "")[:3]
    if product in list(Pace):
        kept = named.key_of("product_in_use", N_("product"), said)
        end = salon.do(answer_product, kept, Pace(product))
        shown = {"product": said, "ends": end.isoformat() if end else None}
        return Answer(shown, [short_day(end) if end else said], changed=said)
    who = ClientId(named.client(salon, said).id)
    opened = named.day_of(salon, options.on) if options.on else None
    key = public_id(
        "product_in_use", salon.do(note_product, who, product, opened=opened)
    )
    return Answer({"product": key, "client": public_id("client", who)}, [key])


def _line(line: OccasionLine) -> str:
    number = public_id("occasion", line.id) if line.id is not None else "-"
    state = _(STATE_WORDS[line.state]) if line.id is not None else _(N_("To come"))
    why = _(WHY_WORDS[line.why]) if line.why is not Why.NONE else ""
    sight = short_day(line.sight) if line.sight else ""
    parts = (line.client, _(KIND_WORDS[line.kind]), line.reason, state, why, sight)
    return f"{number:>6}  {short_day(line.day)}  " + "  ".join(filter(None, parts))


def _rule_line(rule: Rule) -> str:
    state = _(N_("on")) if rule.on else _(N_("off"))
    numbers = " ".join(map(str, rule.offsets))
    return (
        f"{rule.kind:<12} {state}  look_back={rule.look_back} grace={rule.grace} "
        f"cooldown={rule.cooldown} a_day={rule.a_day} offsets={numbers}"
    )


_DOING: dict[str, Callable[[Salon, Namespace], Answer]] = {
    "run": _run,
    "rule": _rule,
    "skip": _skip,
    "send": _skip,
    "promise": _promise,
    "date": _date,
    "product": _product,
}
