"""Papers from the records: a sheet is filled from one look, then set as a PDF."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from salon.catalogue.model import ProductLine as Product
from salon.catalogue.model import Subject
from salon.catalogue.queries import (
    entries,
    names_of,
    products,
    services,
    terms,
)
from salon.clients.queries import client_line, conditions_of
from salon.paper.pages import Paper
from salon.paper.sheets import Letterhead, Look
from salon.plans.model import PlanCard, PlanId
from salon.plans.queries import plan as plan_card
from salon.plans.sheet import (
    AdviceLine,
    HomeStep,
    Pause,
    PhaseLine,
    PlanSheet,
    PriceLine,
    SessionLine,
)
from salon.reports.composing import Composed, composed, rulers_of, spoken_in
from salon.safety.model import Verdict
from salon.safety.queries import products_against
from salon.settings.queries import premises
from salon.skin.model import AssessmentCard
from salon.skin.queries import assessments_of
from salon.text import (
    _,
    aside,
    listed,
    sentences,
    short_day,
)
from salon.work import Reading

_KEPT = ("completed", "left")
_PAUSE = {  # before which family, in days: retinoids, acids (treatment-plans 2.7)
    "PEL": (7, 3),
    "WAX": (7, 3),
    "LGT": (7, 7),
    "HRL": (7, 7),
    "MND": (7, 7),
}
_RETINOIDS = ("retinol", "retinal", "retinyl")
_ACIDS = ("glycolic", "lactic", "mandelic", "salicylic", "azelaic_10")


def compose_plan(
    reading: Reading, key: PlanId, look: Look, *, is_hers: bool = False
) -> Composed:
    """Return a plan as the client takes it home; raises Missing.

    With *is_hers* it speaks the plan's own language where *look* names none.
    """

    def document(sheet: PlanSheet, head: Letterhead, look: Look) -> Paper:
        from salon.plans.document import treatment_plan  # ReportLab comes with it

        return treatment_plan(sheet, head, look)

    tongue = plan_card(reading, key).language if is_hers else ""
    return composed(reading, document, spoken_in(look, tongue), plan_sheet, key)


def plan_sheet(reading: Reading, key: PlanId) -> PlanSheet:
    """Return all that the printed plan says, in the language of here and now."""
    card = plan_card(reading, key)
    here = premises(reading)
    body = card.body
    client = client_line(reading, card.client_id)
    shelf = {one.ref: one for one in products(reading)}
    phases = {phase.ref: phase for phase in body.phases}
    advice = {one.ref: one for one in entries(reading, Subject.ADVICE)}
    kinds = terms(reading, "advice_kind")
    listed = [
        AdviceLine(
            str(kinds.get(advice[ref].body.get("kind", ""), "")), str(advice[ref].names)
        )
        if ref in advice
        else AdviceLine("", ref)
        for ref in body.advice
    ]
    looks = assessments_of(reading, card.client_id, 1)
    now_phase = body.phases[0].ref if body.phases else ""
    sessions = tuple(_session(one) for one in card.sessions)
    out = _left_out(reading, card, shelf)
    return PlanSheet(
        number=card.number,
        drawn_up=card.created,
        prepared_by=card.made_by,
        title=_title(reading, card),
        client=client.called or client.name,
        her_words=body.goal,
        where_we_are=body.where_we_are or (_where(reading, looks[0]) if looks else ""),
        what_we_aim_for=sentences(str(aim).rstrip(".。") for aim in body.aims),
        measures=tuple(rulers_of(reading, card.client_id, 3)),
        phases=tuple(
            PhaseLine(
                str(phase.name),
                _("Week {first} to {last}").format(
                    first=phase.week_from, last=phase.week_until
                ),
                str(phase.aim),
            )
            for phase in phases.values()
        ),
        sessions=sessions,
        spacing=_spacing(card),
        morning=_home(card, shelf, "am", now_phase, out),
        evening=_home(card, shelf, "pm", now_phase, out),
        weekly=_home(card, shelf, "weekly", now_phase, out),
        left_out=tuple(dict.fromkeys(shelf[ref].name for ref in out)),
        pauses=tuple(_pauses(reading, card, shelf, out)),
        advice=tuple(listed),
        first_habit=listed[0].text if listed else "",
        habit_from=card.start if listed else None,
        expectation=tuple(map(str, body.expectation)),
        not_promised=tuple(map(str, body.not_promised)),
        reviews=tuple(
            card.start + timedelta(weeks=max(0, review.week - 1))
            for review in body.reviews
            if review.week > 0
        ),
        ring_us_if=_ring_us(),
        ring_phone=here.phone,
        emergency_number=here.emergency_number,
        price=PriceLine(here.currency, card.price),
        code=card.number,
    )


def _ring_us() -> tuple[str, ...]:
    return (
        _("blisters, oozing or swelling"),
        _("redness or heat that grows after 48 hours"),
        _("new dark or pale patches"),
    )


def _title(reading: Reading, card: PlanCard) -> str:
    """Return the title; a template's own name in the language of the paper."""
    found = names_of(reading, Subject.TEMPLATE, [card.template]).get(card.template)
    if found and card.title in (found.en, found.zh_hans, found.zh_hant):
        return str(found)
    return card.title


def _session(one: Any) -> SessionLine:
    at = None
    if one.booked_for is not None and one.booked_at:
        at = datetime.combine(
            one.booked_for,
            datetime.strptime(one.booked_at, "%H:%M").time(),  # noqa: DTZ007
        )
    return SessionLine(
        number=one.number,
        service=str(one.service),
        minutes=one.minutes,
        person=one.person,
        at=at,
        due_from=one.due_from,
        due_to=one.due_until,
        is_done=one.status in _KEPT,
    )


def _spacing(card: PlanCard) -> str:
    gaps = [
        (b.due_from - a.due_from).days
        for a, b in zip(card.sessions, card.sessions[1:], strict=False)
        if b.due_from > a.due_from
    ]
    if not gaps or min(gaps) < 2:  # services that may follow one another at once
        return ""
    words = _("{days} days apart at least, so that the skin can rest and mend")
    return words.format(days=min(gaps))


def _left_out(
    reading: Reading, card: PlanCard, shelf: dict[str, Product]
) -> tuple[str, ...]:
    """Return the products of the home care that nobody may tell her to use now.

    Only what they are is printed, never why: the plan hangs on a wall.
    """
    used = dict.fromkeys(step.product for step in card.body.home_care)
    against = products_against(
        reading, card.client_id, [shelf[ref] for ref in used if ref in shelf]
    )
    return tuple(
        ref
        for ref, said in against.items()
        if any(one.verdict is Verdict.BLOCK for one in said)
    )


def _home(
    card: PlanCard,
    shelf: dict[str, Product],
    when: str,
    phase: str,
    out: Sequence[str] = (),
) -> tuple[HomeStep, ...]:
    mine = [
        step
        for step in card.body.home_care
        if step.when == when and step.product not in out
    ]
    first = [step for step in mine if step.phase in ("", phase)] or mine
    lines: dict[str, HomeStep] = {}
    for step in first:
        product = shelf.get(step.product)
        name = product.name if product else step.product
        how = str(product.how) if product else ""
        lines.setdefault(name, HomeStep(name, step.amount, step.note or how))
    return tuple(lines.values())


def _pauses(
    reading: Reading,
    card: PlanCard,
    shelf: dict[str, Product],
    out: Sequence[str],
) -> Sequence[Pause]:
    """Return what is left out before sessions that open the skin."""
    used = " ".join(
        shelf[step.product].ingredients
        for step in card.body.home_care
        if step.product in shelf and step.product not in out
    )
    conditions = {one.condition for one in conditions_of(reading, card.client_id)}
    has_retinoid = "retinoid_topical" in conditions or any(
        one in used for one in _RETINOIDS
    )
    has_acid = "acid_topical" in conditions or any(one in used for one in _ACIDS)
    families = {one.id: one.family for one in services(reading)}
    found: dict[str, list[str]] = defaultdict(list)
    for one in card.sessions:
        days = _PAUSE.get(families.get(one.service_id, ""))  # type: ignore[call-overload]
        if days is None or one.status in _KEPT:
            continue
        day = one.booked_for or one.due_from
        if has_retinoid:
            what = _("Stop retinol and other vitamin A")
            found[what].append(short_day(day - timedelta(days=days[0])))
        if has_acid:
            what = _("Stop acids and peeling products")
            found[what].append(short_day(day - timedelta(days=days[1])))
    return [
        Pause(_("From {days}").format(days=listed(days[:6])), what)
        for what, days in found.items()
    ]


def _where(reading: Reading, look: AssessmentCard) -> str:
    """Return what was seen last, in plain words."""
    zones = names_of(reading, Subject.ZONE, {one.zone for one in look.findings})
    conditions = names_of(
        reading, Subject.SKIN_CONDITION, {one.condition for one in look.findings}
    )
    grades = (_("none"), _("mild"), _("moderate"), _("severe"))
    seen = []
    for one in look.findings[:3]:
        grade = one.grade
        how = str(grades[grade]) if grade is not None and 0 < grade < 4 else ""
        what = str(conditions.get(one.condition, one.condition))
        zone = str(zones.get(one.zone, one.zone))
        seen.append(aside(listed((what, zone)), how))
    return sentences(seen) or look.note
