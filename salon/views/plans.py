"""What the pages of plans ask of the records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from salon.breaks.queries import FITTING, SPARE
from salon.catalogue.model import EntryCard, ProductLine, ServiceCard, Subject
from salon.catalogue.queries import entries, names_of, products, services
from salon.clients.model import ClientId
from salon.clients.queries import client_card, conditions_of
from salon.plans.model import PlanCard, PlanId, SessionLine
from salon.plans.queries import plan
from salon.plans.sheet import PlanSheet
from salon.reports.plans import plan_sheet
from salon.safety.model import Verdict
from salon.safety.queries import (
    products_against,
    safety_answer,
    what_stands_against,
)
from salon.text import Names, _, headed, language, listed, speaking
from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Warned:
    """What stands against a session, in words, and whether it forbids it."""

    text: str
    is_grave: bool


@dataclass(frozen=True, slots=True)
class Sight:
    """One plan with everything its editor shows."""

    card: PlanCard
    shown: PlanSheet  # in the language of the window
    printed: tuple[tuple[str, PlanSheet], ...]  # in each language of the paper
    template: str
    services: tuple[ServiceCard, ...]
    products: tuple[ProductLine, ...]
    advice: tuple[EntryCard, ...]
    warnings: tuple[Warned, ...]
    unfit: Mapping[int, Warned] = field(default_factory=dict)  # sessions, by their id
    unfit_home: Mapping[str, Warned] = field(default_factory=dict)  # products, by ref


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template one may begin with; *why_not* says why it is not for her."""

    ref: str
    names: Names
    weeks: int
    sessions: int
    is_for_event: bool
    why_not: str = ""


def sight(reading: Reading, key: PlanId, tongues: Sequence[str] = ()) -> Sight:
    """Return one plan as its editor shows it, printed in *tongues*; raises Missing."""
    card = plan(reading, key)
    printed = {}
    for tongue in tongues or (card.language,):
        with speaking(tongue):
            printed[tongue] = plan_sheet(reading, key)
    known = services(reading)
    named = names_of(reading, Subject.TEMPLATE, [card.template])
    return Sight(
        card=card,
        shown=printed.get(language()) or plan_sheet(reading, key),
        printed=tuple(printed.items()),
        template=str(named.get(card.template, "")),
        services=tuple(known),
        products=tuple(products(reading)),
        advice=tuple(entries(reading, Subject.ADVICE)),
        warnings=tuple(_warnings(reading, card, known)),
        unfit=_unfit(reading, card, known),
        unfit_home=_unfit_home(reading, card),
    )


_OVER = ("completed", "left", "missed", "cancelled")


def _day(one: SessionLine) -> date:
    return one.booked_for or one.due_from


def _warnings(
    reading: Reading, card: PlanCard, known: Sequence[ServiceCard]
) -> Sequence[Warned]:
    by_id = {int(one.id): one for one in known}
    found: dict[str, Warned] = {}
    seen: set[int] = set()
    for one in card.sessions:
        is_over = one.status in _OVER or one.due_until < reading.today
        if is_over or one.service_id in seen or one.service_id not in by_id:
            continue
        seen.add(one.service_id)
        service = by_id[one.service_id]
        day = max(reading.today, one.booked_for or one.due_from)
        for caution in what_stands_against(reading, card.client_id, service, day):
            text = headed(str(service.name), caution.text)
            found.setdefault(text, Warned(text, caution.verdict is Verdict.BLOCK))
    gaps = {int(one.id): one.interval_min_days for one in known}
    for a, b in pairwise(card.sessions):
        if b.status in _OVER:
            continue
        least = gaps.get(b.service_id, 0)
        days = (_day(b) - _day(a)).days
        if a.service_id == b.service_id and 0 <= days < least:
            said = _("Sessions {first} and {next}: {days} days apart, at least {least}")
            text = said.format(first=a.number, next=b.number, days=days, least=least)
            found.setdefault(text, Warned(text, is_grave=False))
    return list(found.values())


def _unfit(
    reading: Reading, card: PlanCard, known: Sequence[ServiceCard]
) -> dict[int, Warned]:
    """Return what stands against sessions to come, each on its day: the strongest."""
    by_id = {int(one.id): one for one in known}
    found = {}
    for one in card.sessions:
        is_over = one.status in _OVER or one.due_until < reading.today
        service = by_id.get(one.service_id)
        if service is None or (is_over and one.booked_for is None):
            continue
        if one.status in _OVER:
            continue
        day = max(reading.today, one.booked_for or one.due_from)
        answer = safety_answer(
            *(reading, card.client_id, service, day),
            visit=int(one.appointment_id or 0),
        )
        hard = [each for each in answer.objections if each.verdict not in FITTING]
        left = [each for each in hard if each.rule not in SPARE]
        if left:
            is_grave = left[0].verdict is Verdict.BLOCK
            found[one.id] = Warned(left[0].text, is_grave)
    return found


def _unfit_home(reading: Reading, card: PlanCard) -> dict[str, Warned]:
    """Return what speaks against products of the home care: the strongest of each."""
    used = {step.product for step in card.body.home_care}
    shelf = [one for one in products(reading) if one.ref in used]
    found = {}
    for ref, said in products_against(reading, card.client_id, shelf).items():
        hard = [one for one in said if one.verdict not in FITTING]
        if hard:
            is_grave = hard[0].verdict is Verdict.BLOCK
            found[ref] = Warned(hard[0].text, is_grave)
    return found


def templates_for(reading: Reading, client_id: ClientId | None) -> list[TemplateLine]:
    """Return the templates; those that are not for her with the reason."""
    conditions: set[str] = set()
    age: int | None = None
    if client_id is not None:
        conditions = {one.condition for one in conditions_of(reading, client_id)}
        born = client_card(reading, client_id).line.birthday
        age = born.age(reading.today)
    lines = []
    for one in entries(reading, Subject.TEMPLATE):
        body = one.body
        against = [each for each in body.get("not_for", ()) if each in conditions]
        least = int(body.get("min_age", 0))
        why = ""
        if against:
            named = names_of(reading, Subject.HEALTH_CONDITION, against)
            why = listed(str(named.get(each, each)) for each in against)
        elif age is not None and age < least:
            said = _("{age} years old, and it is for {least} and older")
            why = said.format(age=age, least=least)
        phases = body.get("phase", ())
        weeks = max((int(each["week_to"]) for each in phases), default=0)
        count = sum(
            int(each.get("count", 1))
            for phase in phases
            for each in phase.get("session", ())
        )
        is_for_event = body.get("anchor") == "event_date"
        lines.append(TemplateLine(one.ref, one.names, weeks, count, is_for_event, why))
    return lines
