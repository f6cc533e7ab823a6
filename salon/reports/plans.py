"""What a printed plan says, from the records."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from salon.catalogue.model import ProductLine as Product
from salon.catalogue.model import Subject
from salon.catalogue.queries import (
    body_of,
    entries,
    names_of,
    products,
    services,
    terms,
)
from salon.clients.model import ClientId
from salon.clients.queries import (
    client_line,
    conditions_of,
)
from salon.money import Money
from salon.paper.sheets import Photograph, Ruler
from salon.plans.model import PlanCard, PlanId, of_all_kinds
from salon.plans.model import SessionLine as Session
from salon.plans.queries import plan as plan_card
from salon.plans.sheet import (
    AdviceLine,
    Helper,
    HomeStep,
    Kind,
    Pause,
    PhaseLine,
    PlanSheet,
    PriceLine,
    ReviewLine,
    SessionLine,
    Worth,
)
from salon.reports.measures import ruler_of, where_seen
from salon.reports.quantities import quantity
from salon.safety.model import Verdict
from salon.safety.queries import products_against
from salon.settings.model import Hours, Premises
from salon.settings.queries import premises
from salon.skin.model import MeasureSeries, PhotoLine
from salon.skin.permission import Purpose
from salon.skin.queries import (
    assessments_of,
    photo_rights,
    photos_of,
    picture,
    series_of,
)
from salon.text import _, full_day, language, ngettext, plain_day, weekday
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
_REVIEWS = ("con_review", "con_scan", "con_body", "con_year", "scl_scan")
RULERS = 3
ADVICE = 4


def plan_sheet(reading: Reading, key: PlanId) -> PlanSheet:
    """Return all that the printed plan says, in the language of here and now.

    Raises:
        Missing: There is no such plan.
    """
    card = plan_card(reading, key)
    here = premises(reading)
    body = card.body
    client = client_line(reading, card.client_id)
    shelf = {one.ref: one for one in products(reading)}
    known = services(reading)
    families = {int(one.id): one.family for one in known}
    looks = assessments_of(reading, card.client_id, 1)
    out = _left_out(reading, card, shelf)
    today = reading.today
    phase = _phase_on(card, today)
    sessions = _sessions(card, families, today, here.hours)
    road, rulers = _measures(reading, card)
    least = {str(one.name): one.interval_min_days for one in known}
    advice = _advice(reading, card)
    where = body.where_we_are or (where_seen(reading, looks[0]) if looks else "")
    return PlanSheet(
        number=card.number,
        drawn_up=card.created,
        today=today,
        title=_title(reading, card),
        client=client.name,
        said=client.pinyin or client.latin,
        helpers=_helpers(card, sessions),
        her_words=body.goal,
        where_we_are=where,
        what_we_aim_for=tuple(str(aim) for aim in body.aims),
        road=road,
        measures=rulers,
        photographs=_photographs(reading, card.client_id),
        phases=_phases(card),
        sessions=sessions,
        reviews=_reviews(card, sessions, today, here.hours),
        spacing=_spacing(sessions, least),
        morning=_home(card, shelf, "am", phase, out),
        evening=_home(card, shelf, "pm", phase, out),
        weekly=_home(card, shelf, "weekly", phase, out),
        left_out=tuple(dict.fromkeys(shelf[ref].name for ref in out)),
        pauses=_pauses(reading, card, shelf, families, out),
        advice=advice,
        habit=_habit(advice),
        expectation=tuple(map(str, body.expectation)),
        not_promised=tuple(map(str, body.not_promised)),
        ring_us_if=(
            _("blisters, oozing or swelling"),
            _("redness or heat that grows after 48 hours"),
            _("new dark or pale patches"),
        ),
        ring_phone=here.phone,
        open_hours=hours_words(here.hours),
        emergency_number=here.emergency_number,
        price=_price(card, here, families),
    )


def hours_words(hours: Hours) -> str:
    """Return when the salon is open in one line: "Monday to Saturday, 09:00 – 19:00".

    Nothing where its days differ in more ways than one line can say.
    """
    opened = [place for place, spans in enumerate(hours.days) if spans]
    if not opened:
        return ""
    spans = {hours.days[place] for place in opened}
    is_run = opened == list(range(opened[0], opened[-1] + 1))
    if len(spans) != 1 or not is_run:
        return ""
    [first, *_more] = hours.days[opened[0]]
    last = hours.days[opened[0]][-1]
    monday = date(2026, 11, 23)
    days = [
        weekday(monday + timedelta(days=place), wide=language() == "en")
        for place in (opened[0], opened[-1])
    ]
    return _("{first} to {last}, {opens} – {closes}").format(
        first=days[0],
        last=days[1],
        opens=f"{first[0]:%H:%M}",
        closes=f"{last[1]:%H:%M}",
    )


def _title(reading: Reading, card: PlanCard) -> str:
    """Return the title; a template's own name in the language of the paper."""
    found = names_of(reading, Subject.TEMPLATE, [card.template]).get(card.template)
    if found and card.title in (found.en, found.zh_hans, found.zh_hant):
        return str(found)
    return card.title


def _helpers(card: PlanCard, sessions: Sequence[SessionLine]) -> tuple[Helper, ...]:
    """Return who drew up the plan and who will do most of it."""
    who = Counter(line.person for line in sessions if line.person)
    found = []
    if who:
        found.append(Helper(who.most_common(1)[0][0], _("your beautician")))
    if card.made_by and card.made_by not in {one.name for one in found}:
        found.append(Helper(card.made_by, _("drew up this plan")))
    return tuple(found)


def _sessions(
    card: PlanCard, families: dict[int, str], today: date, hours: Hours
) -> tuple[SessionLine, ...]:
    """Return the visits by date; a window that has passed is no date any more.

    A window begins and ends on a day on which the salon is open.
    """
    found = []
    for one in card.sessions:
        at = None
        if one.booked_for is not None and one.booked_at:
            hour = datetime.strptime(one.booked_at, "%H:%M").time()  # noqa: DTZ007
            at = datetime.combine(one.booked_for, hour)
        if at is None and one.due_until < today:
            continue
        first, last = _opened(max(one.due_from, today), one.due_until, hours)
        found.append(
            SessionLine(
                service=str(one.service),
                minutes=one.minutes,
                at=at,
                due_from=first,
                due_to=last,
                person=one.person,
                kind=_kind(one, families),
                is_done=one.status in _KEPT,
            )
        )
    return tuple(sorted(found, key=_when))


def _opened(first: date, last: date, hours: Hours) -> tuple[date, date]:
    """Return the days between which one may come: none of the two is closed.

    Where the salon is closed on all of them they stand as they were.
    """
    begins, ends = first, last
    while begins <= last and not hours.is_open(begins):
        begins += timedelta(days=1)
    while ends >= begins and not hours.is_open(ends):
        ends -= timedelta(days=1)
    return (begins, ends) if begins <= last else (first, last)


def _when(line: SessionLine) -> tuple[date, str]:
    return line.day or date.max, f"{line.at:%H:%M}" if line.at else "24"


def _kind(one: Session, families: dict[int, str]) -> Kind:
    if one.service_ref in _REVIEWS:
        return Kind.REVIEW
    if families.get(one.service_id) == "CON":
        return Kind.TALK
    return Kind.TREATMENT


def _phases(card: PlanCard) -> tuple[PhaseLine, ...]:
    """Return the stretches of the road, each from its first to its last visit."""
    found = []
    for phase in card.body.phases:
        mine = [one for one in card.sessions if one.phase == phase.ref]
        first = card.start + timedelta(weeks=max(phase.week_from - 1, 0))
        last = card.start + timedelta(weeks=max(phase.week_until, 1), days=-1)
        if phase.week_from < 1 and mine:
            first = min(one.booked_for or one.due_from for one in mine)
            last = max(one.booked_for or one.due_until for one in mine)
        weeks = [(day - card.start).days // 7 + 1 for day in (first, last)]
        when = _("weeks {first} – {last}").format(first=weeks[0], last=weeks[1])
        if weeks[0] >= weeks[1]:
            when = _("week {week}").format(week=weeks[0])
        found.append(PhaseLine(str(phase.name), when, str(phase.aim), first, last))
    return tuple(sorted(found, key=lambda one: one.first or date.max))


def _phase_on(card: PlanCard, today: date) -> str:
    """Return the phase that today lies in: its home care is what is printed."""
    week = (max(today, card.start) - card.start).days // 7 + 1
    for phase in card.body.phases:
        if phase.week_from <= week <= phase.week_until:
            return phase.ref
    return card.body.phases[0].ref if card.body.phases else ""


def _measures(
    reading: Reading, card: PlanCard
) -> tuple[Ruler | None, tuple[Ruler, ...]]:
    """Return the measure the plan is about, and up to three more with a change."""
    template = body_of(reading, Subject.TEMPLATE, card.template) or {}
    goals: dict[str, dict[str, Any]] = {
        goal["measure"]: goal for goal in template.get("goal", ())
    }
    order = [*goals, *template.get("measures", ())]
    lines = {one.measure: one for one in reversed(series_of(reading, card.client_id))}
    told = [lines[name] for name in dict.fromkeys(order) if name in lines]
    if not order:
        told = list(lines.values())
    rulers = [_aimed(reading, one, goals.get(one.measure), card) for one in told]
    road = next((one for one in rulers if one.aim is not None), None)
    road = road or next((one for one in rulers if len(one.points) > 1), None)
    others = [one for one in rulers if one is not road and _is_told(one)]
    return road, tuple(others[:RULERS])


def _is_told(ruler: Ruler) -> bool:
    """Return whether there is a change to tell, or a goal to go to."""
    return len(ruler.points) > 1 or ruler.aim not in (None, ruler.now)


def aims_of(reading: Reading, card: PlanCard) -> dict[str, float]:
    """Return where a plan wants measures to be, by measure, where that is a number."""
    template = body_of(reading, Subject.TEMPLATE, card.template) or {}
    lines = {one.measure: one for one in reversed(series_of(reading, card.client_id))}
    found = {}
    for goal in template.get("goal", ()):
        series = lines.get(goal["measure"])
        if series is None:
            continue
        aim = _aimed(reading, series, goal, card).aim
        if aim is not None:
            found[series.measure] = aim
    return found


def _aimed(
    reading: Reading, series: MeasureSeries, goal: dict[str, Any] | None, card: PlanCard
) -> Ruler:
    """Return a measure since the plan began, with its goal where that is a number."""
    before = [point for point in series.points if point[0] <= card.start]
    mine = [*before[-1:], *(one for one in series.points if one[0] > card.start)]
    start = mine[0][1]  # the same on the road, on its ruler and for the goal
    ruler = ruler_of(reading, series, mine)
    aims = [
        value
        for kind in ("share", "by", "to", "share_best", "by_best")
        if goal and (value := _goal(kind, goal, start)) is not None
    ]
    if not goal or not aims:
        return ruler
    by = card.start + timedelta(weeks=max(int(goal.get("week", 0)) - 1, 0))
    return ruler_of(reading, series, mine, aim=aims[0], best=aims[-1], by=by)


def _goal(kind: str, goal: dict[str, Any], start: float) -> float | None:
    if kind not in goal:
        return None
    much = float(goal[kind])
    if kind == "to":
        is_up = goal.get("direction") == "up"
        there = start >= much if is_up else start <= much
        return None if there else much
    value = start * (1 + much) if kind.startswith("share") else start + much
    size = abs(start)
    return round(value, 2 if size < 1.5 else 1 if size < 10 else 0)


def _photographs(reading: Reading, client_id: ClientId) -> tuple[Photograph, ...]:
    """Return the first and the newest photograph of one view, if there was consent."""
    if not photo_rights(reading, client_id).allows(Purpose.SHOW):
        return ()
    by_view: dict[str, list[PhotoLine]] = defaultdict(list)
    for one in photos_of(reading, client_id):
        by_view[one.view].append(one)
    for view in ("front", *by_view):
        mine = sorted(by_view.get(view, ()), key=lambda one: one.taken)
        if mine and mine[0].taken.date() < mine[-1].taken.date():
            return tuple(_photograph(reading, one) for one in (mine[0], mine[-1]))
    return ()


def _photograph(reading: Reading, one: PhotoLine) -> Photograph:
    day = full_day(one.taken.date())
    alt = _("Photograph of {day}").format(day=day)
    return Photograph(picture(reading, one.hash), day, alt)


def _reviews(
    card: PlanCard, sessions: Sequence[SessionLine], today: date, hours: Hours
) -> tuple[ReviewLine, ...]:
    """Return the visits that are reviews; where none is, the weeks the plan names.

    What is not booked yet has the days in which it is to be; of a week the first day
    on which the salon is open.
    """
    visits = [one for one in sessions if one.kind is Kind.REVIEW and not one.is_done]
    found = [
        ReviewLine(one.day, one.service, None if one.at else one.due_to)
        for one in visits
        if one.day
    ]
    if not any(one.kind is Kind.REVIEW for one in sessions):
        for review in card.body.reviews:
            day = card.start + timedelta(weeks=max(0, review.week - 1))
            if review.week > 0 and day >= today:
                day, _last = _opened(day, day + timedelta(days=6), hours)
                found.append(ReviewLine(day, str(review.what)))
    return tuple(found)


def _spacing(sessions: Sequence[SessionLine], least: Mapping[str, int]) -> str:
    """Return the least gap between two visits of a kind, true of every pair printed.

    What is not booked yet will be booked by the rule of its service (*least*).
    """
    by_service: dict[str, list[SessionLine]] = defaultdict(list)
    for line in sessions:
        if line.kind is Kind.TREATMENT:
            by_service[line.service].append(line)
    found = []
    for service, mine in by_service.items():
        gaps = [(b.day - a.day).days for a, b in pairwise(mine) if a.day and b.day]
        if any(line.at is None for line in mine) and least.get(service):
            gaps.append(least[service])
        if len(mine) > 1 and min(gaps) >= 2:
            text = ngettext(
                "At least {days} day between two visits for {service}.",
                "At least {days} days between two visits for {service}.",
                min(gaps),
            )
            found.append((min(gaps), text.format(days=min(gaps), service=service)))
    return max(found)[1] if found else ""


def _advice(reading: Reading, card: PlanCard) -> tuple[AdviceLine, ...]:
    known = {one.ref: one for one in entries(reading, Subject.ADVICE)}
    kinds = terms(reading, "advice_kind")
    found = []
    mine = {
        ref: str(known[ref].body.get("kind", "")) if ref in known else ref
        for ref in card.body.advice
    }
    for ref in of_all_kinds(mine, ADVICE):
        if ref in known:
            kind = str(known[ref].body.get("kind", ""))
            topic = str(kinds.get(kind, ""))
            found.append(AdviceLine(topic, str(known[ref].names), kind))
        else:
            found.append(AdviceLine("", ref))
    return tuple(found)


def _habit(advice: Sequence[AdviceLine]) -> str:
    """Return the first advice that is something to do, and no question to ask."""
    for one in advice:
        if not any(mark in one.text for mark in "?？"):
            return one.text
    return ""


def _left_out(
    reading: Reading, card: PlanCard, shelf: dict[str, Product]
) -> tuple[str, ...]:
    """Return the products of the home care that nobody may be told to use now.

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
        much = quantity(step.amount)
        lines.setdefault(name, HomeStep(name, much, step.note or how))
    return tuple(lines.values())


def _pauses(
    reading: Reading,
    card: PlanCard,
    shelf: dict[str, Product],
    families: dict[int, str],
    out: Sequence[str],
) -> tuple[Pause, ...]:
    """Return what is left out before visits that open the skin, from today on."""
    used = " ".join(
        shelf[step.product].ingredients
        for step in card.body.home_care
        if step.product in shelf and step.product not in out
    )
    conditions = {one.condition for one in conditions_of(reading, card.client_id)}
    kinds = [
        (
            "retinoid_topical" in conditions or _any(_RETINOIDS, used),
            _("Stop retinol and other vitamin A"),
            _("stop retinol"),
        ),
        (
            "acid_topical" in conditions or _any(_ACIDS, used),
            _("Stop acids and peeling products"),
            _("stop acids"),
        ),
    ]
    found: dict[date, Pause] = {}
    for one in card.sessions:
        days = _PAUSE.get(families.get(one.service_id, ""))
        if days is None or one.status in _KEPT:
            continue
        day = one.booked_for or max(one.due_from, reading.today)
        for before, (is_used, what, short) in zip(days, kinds, strict=True):
            begins = day - timedelta(days=before)
            if is_used and begins >= reading.today and begins not in found:
                when = _("From {days}").format(days=plain_day(begins))
                found[begins] = Pause(when, what, begins, short)
    return tuple(found[day] for day in sorted(found))


def _any(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)


def _price(card: PlanCard, here: Premises, families: dict[int, str]) -> PriceLine:
    """Return what the plan costs, what of it was received, and what each counts for."""
    worth: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for one in card.sessions:
        worth[str(one.service), one.price.minor].append(one.status in _KEPT)
    received = sum(price * sum(done) for (_name, price), done in worth.items())
    treatments = [one for one in card.sessions if families.get(one.service_id) != "CON"]
    is_begun = received > 0
    return PriceLine(
        here.currency,
        card.price,
        count=len(treatments),
        received=Money(received) if is_begun else None,
        to_come=Money(card.price.minor - received) if is_begun else None,
        worth=tuple(
            Worth(name, Money(price), len(done), sum(done))
            for (name, price), done in worth.items()
        ),
    )
