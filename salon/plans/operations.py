"""What staff do with plans, and what follows by itself."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from salon.appointments.events import (
    Booked,
    Cancelled,
    Missed,
    Moved,
)
from salon.appointments.tables import Appointment
from salon.catalogue.model import ServiceCard, Subject
from salon.catalogue.queries import entries, entry, names_of, products, services
from salon.clients.model import BirthdayLine, ClientId
from salon.clients.queries import living
from salon.clients.tables import Client
from salon.money import Money
from salon.plans.events import PlanChanged, PlanMade, PlanPrinted
from salon.plans.model import (
    BadPlanSetting,
    HomeStep,
    NotForHer,
    PhaseNote,
    PlanBody,
    PlanId,
    PlanStatus,
    Review,
    body_to_plain,
    of_all_kinds,
)
from salon.plans.schedule import Due, Phase, Wanted, schedule
from salon.plans.tables import Plan, PlanSession
from salon.rights import Right
from salon.safety.homecare import Step, together
from salon.safety.model import Objection, Verdict, Visit
from salon.safety.queries import (
    conditions_on,
    conflicts,
    products_against,
    safety_answer,
)
from salon.settings.queries import premises
from salon.skin.tables import Assessment
from salon.text import (
    LANGUAGES,
    N_,
    Names,
    _,
    headed,
    nearest,
    sentences,
    short_day,
    speaking,
)
from salon.work import Work, needs

MOST_ADVICE = 5  # on paper (treatment-plans 2.8)


@dataclass(frozen=True, slots=True)
class SessionChange:
    """One session as the editor holds it; without an id it is a new one."""

    service_id: int
    due_from: date
    due_until: date
    id: int | None = None
    phase: str = ""


@needs(Right.PLAN)
def make_plan(
    work: Work,
    client_id: ClientId,
    template: str,
    *,
    start: date | None = None,
    said: Mapping[str, str] | None = None,
) -> PlanId:
    """Make a plan from a template, adapted to what is known of the client.

    What she may not have is left out, and the plan says so.

    Args:
        work: As ever.
        client_id: For whom.
        template: Reference id of the template.
        start: The first day; for a plan towards an event, the day of the event.
        said: title, goal, language, sessions (at most), every (days), note.

    Raises:
        NotForHer: Her health or age rules the whole plan out.
        BadPlanSetting: A key of *said* that no plan has, or a value that does not fit.
        NotFound, Missing: As ever.
    """
    client_id = living(work, client_id)
    client = work.get(Client, client_id)
    found = entry(work, Subject.TEMPLATE, template)
    body = found.body
    settings = _settings(said or {})
    tongue = settings.get("language") or client.language or premises(work).language
    conditions = set(conditions_on(work, client_id, work.today))
    _suits(work, client, found.names, body, conditions)
    begin = start or work.today
    is_event = body.get("anchor") == "event_date"
    if is_event and start is None:
        begin = work.today + timedelta(weeks=int(body.get("weeks", 12)))
    cards = {one.ref: one for one in services(work)}
    dues = _dues(body, cards, begin, settings, is_event=is_event)
    latest = begin if is_event else None
    dues, dropped = _allowed(work, client_id, dues, cards, latest)
    with speaking(tongue):
        home, more = _home_care(work, client_id, body)
        title = settings.get("title") or str(found.names)
    row = work.add(
        Plan(
            client_id=client_id,
            template=template,
            title=title,
            status=PlanStatus.DRAFT,
            start=begin if not is_event else work.today,
            created=work.today,
            language=tongue,
            price=Money(0),
            body="{}",
            staff_id=work.by.id or premises(work).acting,
        )
    )
    made = PlanBody(
        goal=settings.get("goal") or _hopes(work, client_id),
        aims=tuple(_names(goal["text"]) for goal in body.get("goal", ())),
        phases=tuple(
            PhaseNote(
                phase["id"],
                _names(phase["name"]),
                _names(phase["aim"]),
                phase["week_from"],
                phase["week_to"],
            )
            for phase in body.get("phase", ())
        ),
        home_care=home,
        advice=_advice(work, body, conditions),
        expectation=tuple(map(_names, body.get("expectation", ()))),
        not_promised=tuple(map(_names, body.get("not_promised", ()))),
        reviews=tuple(
            Review(one["week"], _names(one["what"])) for one in body.get("review", ())
        ),
        dropped=(*dropped, *more),
        note=settings.get("note", ""),
    )
    row.body = json.dumps(body_to_plain(made), ensure_ascii=False)
    total = Money(0)
    for number, due in enumerate(dues, 1):
        card = cards[due.service]
        total += card.price
        work.session.add(
            PlanSession(
                plan_id=row.id,
                number=number,
                service_id=card.id,
                due_from=due.day,
                due_until=due.until,
                phase=due.phase,
                price=card.price,
            )
        )
    row.price = total
    work.record(PlanMade(row.id, client_id))
    return row.id


@needs(Right.PLAN)
def change_plan(
    work: Work,
    key: PlanId,
    *,
    title: str | None = None,
    status: PlanStatus | None = None,
    language: str | None = None,
    body: PlanBody | None = None,
    sessions: Sequence[SessionChange] | None = None,
    seen: int | None = None,
) -> int:
    """Adapt a plan; what is None stays. Booked sessions keep their appointments.

    Returns:
        The plan's version from now on, for the next change.

    Raises:
        EditedElsewhere, Missing: See `Work.get`.
        BadPlanSetting: A title without words, a language we do not print.
    """
    row = work.get(Plan, key, seen=seen)
    if title is not None:
        if not title.strip() or len(title) > 200:
            raise BadPlanSetting("title", title[:40])
        row.title = title.strip()
    if language is not None:
        if language not in LANGUAGES:
            raise BadPlanSetting("language", language)
        row.language = language
    if status is not None:
        row.status = status
    if body is not None:
        row.body = json.dumps(body_to_plain(body), ensure_ascii=False)
    if sessions is not None:
        row.price = _set_sessions(work, key, sessions)
    work.record(PlanChanged(key, row.client_id))
    work.session.flush()
    return row.version


@needs(Right.PLAN)
def note_printed(work: Work, key: PlanId) -> None:
    """Note in the history that a plan went out on paper; nothing of it changes.

    Undo therefore passes over it: a paper that is out is not taken back, but what was
    done before it still can be. Whether she agreed is for the salon to say.
    """
    work.get(Plan, key)
    work.record(PlanPrinted(key))


def take_session(work: Work, event: Booked | Moved) -> None:
    """Let an appointment be the next open session of her plan for that service."""
    visit = work.get(Appointment, event.appointment_id)
    open_ = (
        select(PlanSession)
        .join(Plan, Plan.id == PlanSession.plan_id)
        .where(
            Plan.client_id == event.client_id,
            Plan.status != PlanStatus.CLOSED,
            PlanSession.service_id == visit.service_id,
            PlanSession.appointment_id.is_(None),
        )
        .order_by(PlanSession.due_from)
        .limit(1)
    )
    session = work.session.scalars(open_).first()
    if session is not None:
        session.appointment_id = visit.id


def follow_service(work: Work, event: Moved) -> None:
    """Let a visit that was given another service be a session of that one instead."""
    visit = work.get(Appointment, event.appointment_id)
    held = select(PlanSession).where(
        PlanSession.appointment_id == visit.id,
        PlanSession.service_id != visit.service_id,
    )
    of_another = work.session.scalars(held).all()
    for session in of_another:
        session.appointment_id = None
    if of_another:
        take_session(work, event)


def free_session(work: Work, event: Cancelled | Missed) -> None:
    """Let the session of a visit that will not be become open again."""
    for session in work.session.scalars(
        select(PlanSession).where(PlanSession.appointment_id == event.appointment_id)
    ):
        session.appointment_id = None


def _settings(said: Mapping[str, str]) -> dict[str, str]:
    known = ("title", "goal", "language", "sessions", "every", "note")
    for key, value in said.items():
        if key not in known:
            raise BadPlanSetting(key, value)
        if key in ("sessions", "every") and not (
            value.isdecimal() and 0 < int(value) < 400
        ):
            raise BadPlanSetting(key, value)
    settings = dict(said)
    if settings.get("language"):
        settings["language"] = nearest(settings["language"])
    return settings


def _suits(
    work: Work,
    client: Client,
    names: Names,
    body: Mapping[str, Any],
    conditions: set[str],
) -> None:
    against = [one for one in body.get("not_for", ()) if one in conditions]
    if against:
        why = names_of(work, Subject.HEALTH_CONDITION, against)
        raise NotForHer(str(names), ", ".join(str(why.get(x, x)) for x in against))
    born = BirthdayLine(client.birth_year, client.birth_month, client.birth_day)
    age, least = born.age(work.today), int(body.get("min_age", 0))
    if age is not None and age < least:
        why_young = _(N_("{age} years old, and it is for {least} and older"))
        raise NotForHer(str(names), why_young.format(age=age, least=least))


def _dues(
    body: Mapping[str, Any],
    cards: Mapping[str, ServiceCard],
    begin: date,
    settings: Mapping[str, str],
    *,
    is_event: bool,
) -> list[Due]:
    every = int(settings["every"]) if "every" in settings else None
    phases = [
        Phase(
            phase["id"],
            phase["week_from"],
            phase["week_to"],
            tuple(
                Wanted(
                    one["service"],
                    one.get("count", 1),
                    every or one.get("every_days", 0),
                    cards[one["service"]].interval_min_days,
                    one.get("day_offset"),
                )
                for one in phase.get("session", ())
                if one["service"] in cards
            ),
        )
        for phase in body.get("phase", ())
    ]
    dues = schedule(begin, phases, is_event=is_event)
    return dues[: int(settings["sessions"])] if "sessions" in settings else dues


def _allowed(
    work: Work,
    client_id: ClientId,
    dues: Sequence[Due],
    cards: Mapping[str, ServiceCard],
    latest: date | None = None,
) -> tuple[list[Due], list[str]]:
    """Leave out what she must not have and past days; put off what has to wait.

    What is done, booked and planned before counts for the days between two.

    Args:
        work: As ever.
        client_id: For whom.
        dues: The sessions of the template, in their order.
        cards: The services by reference id.
        latest: The day of the event towards which it goes; nothing is put off past it.
    """
    kept: list[Due] = []
    dropped: dict[str, None] = {}
    planned: list[Visit] = []
    for due in dues:
        if due.until < work.today:
            words = _(N_("{service}: {day} is over"))
            said = words.format(service=cards[due.service].name, day=short_day(due.day))
            dropped[said] = None
            continue
        card = cards[due.service]
        day, why = _first_day(work, client_id, card, due.day, planned, latest)
        if why:
            dropped[headed(str(card.name), why)] = None
            continue
        if day != due.day:
            due = replace(due, day=day, until=day + (due.until - due.day))
        kept.append(due)
        planned.append(
            Visit(card.family, day, card.ref, card.areas, card.device_type, True)
        )
    kept.sort(key=lambda due: (due.day, due.service))
    return kept, list(dropped)


def _has_to_wait(one: Objection) -> bool:
    """Return whether a session does not stay on a day for it."""
    is_dated = one.verdict is Verdict.DEFER and one.until is not None
    return one.verdict is Verdict.BLOCK or is_dated


MOST_PUT_OFF = 12  # times a session may be put off before it is left out


def _first_day(
    work: Work,
    client_id: ClientId,
    card: ServiceCard,
    day: date,
    planned: Sequence[Visit],
    latest: date | None,
) -> tuple[date, str]:
    """Return the first day from *day* on that will do, or why there is none."""
    why = ""
    for _time in range(MOST_PUT_OFF):
        answer = safety_answer(work, client_id, card, day, planned=planned)
        against = [
            one
            for one in answer.objections
            if one.rule != "patch_test" and _has_to_wait(one)
        ]
        if not against:
            return day, ""
        why = against[0].text
        days = [one.until for one in against]
        if any(until is None for until in days):
            break
        day = max(until for until in days if until is not None)
        if latest is not None and day > latest:
            break
    return day, why


def _home_care(
    work: Work, client_id: ClientId, body: Mapping[str, Any]
) -> tuple[tuple[HomeStep, ...], list[str]]:
    """Return the home care of all phases, without what she may not use.

    What does not go together is left out, or says how it does.
    """
    shelf = {one.ref: one for one in products(work)}
    wanted = [
        Step(shelf[ref], when, phase["id"])
        for phase in body.get("phase", ())
        for when in ("am", "pm", "weekly")
        for ref in phase.get(f"home_{when}", ())
        if ref in shelf
    ]
    against = products_against(work, client_id, {one.product for one in wanted})
    dropped: dict[str, None] = {}
    steps: list[Step] = []
    notes: dict[Step, list[str]] = {}
    for step in wanted:
        said = against[step.product.ref]
        if said and said[0].verdict is Verdict.BLOCK:
            dropped[said[0].text] = None
            continue
        notes[step] = [one.text for one in said]
        steps.append(step)
    for earlier, later, conflict in together(steps, conflicts(work)):
        if earlier not in notes or later not in notes:
            continue  # left out by another pair
        said_so = _("{product}, with {other}: {rule}").format(
            product=later.product.name, other=earlier.product.name, rule=conflict.rule
        )
        if conflict.level == "avoid":
            del notes[later]
            dropped[said_so] = None
        else:
            notes[later].append(str(conflict.rule))
    return tuple(
        HomeStep(
            step.product.ref,
            step.when,
            step.product.amount,
            sentences(dict.fromkeys(notes[step])),
            step.phase,
        )
        for step in steps
        if step in notes
    ), list(dropped)


def _advice(
    work: Work, body: Mapping[str, Any], conditions: set[str]
) -> tuple[str, ...]:
    """Return at most five, from as many kinds as there are (treatment-plans 2.8)."""
    known = {one.ref: one.body for one in entries(work, Subject.ADVICE)}
    fit = {
        ref: str(known[ref].get("kind", ""))
        for ref in body.get("advice", ())
        if ref in known
        and not conditions & set(known[ref].get("not_for_conditions", "").split())
    }
    return of_all_kinds(fit, MOST_ADVICE)


def _hopes(work: Work, client_id: ClientId) -> str:
    said = select(Assessment.hopes).where(
        Assessment.client_id == client_id, Assessment.hopes != ""
    )
    newest = said.order_by(Assessment.day.desc(), Assessment.id.desc()).limit(1)
    return work.session.scalar(newest) or ""


def _set_sessions(work: Work, key: PlanId, wished: Sequence[SessionChange]) -> Money:
    rows = {
        row.id: row
        for row in work.session.scalars(
            select(PlanSession).where(PlanSession.plan_id == key)
        )
    }
    cards: dict[int, ServiceCard] = {one.id: one for one in services(work)}
    total = Money(0)
    in_order = sorted(wished, key=lambda one: one.due_from)
    for number, one in enumerate(in_order, 1):
        row = rows.pop(one.id, None) if one.id is not None else None
        if one.due_until < one.due_from:
            one = replace(one, due_until=one.due_from)
        if row is None:
            card = cards[one.service_id]
            row = PlanSession(plan_id=key, price=card.price, service_id=card.id)
            work.session.add(row)
        elif row.service_id != one.service_id:
            card = cards[one.service_id]
            row.service_id, row.price = card.id, card.price
        row.number, row.phase = number, one.phase
        row.due_from, row.due_until = one.due_from, one.due_until
        total += row.price
    for row in rows.values():
        work.session.delete(row)
    return total


def _names(said: Mapping[str, str]) -> Names:
    return Names(said["en"], said.get("zh_hans", ""), said.get("zh_hant", ""))
