"""What of all that was booked, planned, advised and paid for does not fit any more."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from salon.appointments.model import DayLine, Status
from salon.appointments.queries import Chosen, day_book, free_times, visits_of
from salon.breaks.model import Broken, Free, Kind, Other, Way
from salon.catalogue.model import ServiceCard
from salon.catalogue.queries import all_services, products, services
from salon.clients.model import ClientId
from salon.courses.model import ON_GOING, CourseLine
from salon.courses.queries import courses_of
from salon.plans.model import PlanCard, PlanStatus, SessionLine
from salon.plans.queries import plan, plans
from salon.safety.model import Objection, Verdict
from salon.safety.queries import (
    conditions_on,
    lore_of,
    products_against,
    safety_answer,
)
from salon.safety.tables import Decision, Override
from salon.text import _, full_day, ngettext, short_day
from salon.work import Reading

LOOKED_AT = 200  # visits of one client that are looked through
MOST = 400  # visits of the next days that are looked at, in a large house too
AHEAD = 28  # days in which another time is looked for
MORE_TIME = 60  # minutes that what is not booked yet may take longer
SOON = 7  # days of the day book that are looked at for everybody
SPARE = frozenset(("patch_test", "interval"))  # seen to when it is booked
# What somebody who came for one of these takes in its place, beside its own family.
_IN_PLACE_OF = {
    **dict.fromkeys(("FEL", "PEL", "LGT", "RFQ", "MND"), "FAC"),
    **dict.fromkeys(("TCM", "BOD", "SLM"), "MAS"),
}
# Of these a product of which the doctor is asked first is listed too.
_ASKED_FIRST = frozenset(("pregnancy", "pregnancy_t1", "breastfeeding"))
FITTING = frozenset((Verdict.CLEAR, Verdict.WARN, Verdict.ADAPT))


def broken(reading: Reading, client_id: ClientId, *, ways: bool = True) -> list[Broken]:
    """Return what does not fit what is known of her, soonest first within each kind.

    What was kept with a reason is settled, as is what was booked against it with one.

    Args:
        reading: As ever.
        client_id: The client.
        ways: Look also for other times and services, which takes its time.
    """
    kept = _kept(reading, client_id)
    return [
        *_visits(reading, client_id, ways=ways),
        *_planned(reading, client_id, kept, ways=ways),
        *_courses(reading, client_id, kept),
    ]


def waiting(reading: Reading, days: int = SOON) -> dict[ClientId, int]:
    """Return whose coming visits do not fit, and how many of them, by client.

    Only what may not simply be heeded on the day counts; few statements for all.
    """
    ahead = [one for one in day_book(reading, reading.today, days) if _is_ahead(one)]
    lines = ahead[:MOST]
    settled = overridden(reading, [one.id for one in lines])
    cards = all_services(reading)
    among = [ClientId(one.client_id) for one in lines]
    found: dict[ClientId, int] = defaultdict(int)
    for line in lines:
        client = ClientId(line.client_id)
        said = _against(reading, client, cards[line.service_id], line, among)
        left = [one for one in said if one.rule not in settled[line.id]]
        if any(one.verdict not in FITTING for one in left):
            found[client] += 1
    return dict(found)


def _is_ahead(line: DayLine) -> bool:
    return line.status.is_open and line.status is not Status.IN_TREATMENT


def _against(
    reading: Reading,
    client_id: ClientId,
    card: ServiceCard,
    line: DayLine,
    among: Sequence[ClientId] = (),
) -> list[Objection]:
    begins = reading.instant(line.slot.day, line.slot.start)
    answer = safety_answer(
        *(reading, client_id, card, line.slot.day, begins), among=among, visit=line.id
    )
    return [one for one in answer.objections if one.rule not in SPARE]


def overridden(reading: Reading, keys: Iterable[int]) -> dict[int, set[str]]:
    """Return the rules that were gone against with a reason, by appointment."""
    asked = select(Override.appointment_id, Override.rule).where(
        Override.appointment_id.in_(list(keys))
    )
    found: dict[int, set[str]] = defaultdict(set)
    for key, rule in reading.session.execute(asked):
        if key is not None:
            found[key].add(rule)
    return found


def _kept(reading: Reading, client_id: ClientId) -> dict[tuple[str, object], set[str]]:
    """Return the rules that were gone against for what is only planned."""
    d = Decision
    asked = select(d.plan_session_id, d.course_id, d.product, d.rule).where(
        d.client_id == client_id
    )
    found: dict[tuple[str, object], set[str]] = defaultdict(set)
    for session, course, product, rule in reading.session.execute(asked):
        if session is not None:
            found[Kind.SESSION, session].add(rule)
        elif course is not None:
            found[Kind.COURSE, course].add(rule)
        else:
            found[Kind.HOME, product].add(rule)
    return found


def _visits(reading: Reading, client_id: ClientId, *, ways: bool) -> list[Broken]:
    lines = [
        one
        for one in visits_of(reading, client_id, LOOKED_AT)
        if one.status.is_open
        and one.status
        is not Status.IN_TREATMENT  # the record sees to what is under way
        and one.slot.day >= reading.today
    ]
    settled = overridden(reading, [one.id for one in lines])
    cards = all_services(reading)
    found = []
    for line in sorted(lines, key=lambda one: one.slot):
        card = cards[line.service_id]
        said = _against(reading, client_id, card, line)
        left = [one for one in said if one.rule not in settled[line.id]]
        if not left:
            continue
        first = _first(left)
        free = other = None
        if first is not None and ways:
            free = _free(reading, client_id, card, first, line.person.id)
        if ways:
            other = _instead(reading, client_id, card, line.slot.day, line.slot.minutes)
        parts = [str(line.slot), line.person.name]
        parts += [line.room.name] if line.room is not None else []
        found.append(
            Broken(
                kind=Kind.VISIT,
                id=line.id,
                version=line.version,
                names=line.service,
                about=" · ".join(parts),
                objections=tuple(left),
                ways=_ways(left, first=free is not None, other=other is not None),
                first=first,
                free=free,
                other=other,
                slot=line.slot,
            )
        )
    return found


def _ways(
    said: Sequence[Objection], *, first: bool, other: bool, move: Way = Way.MOVE
) -> tuple[Way, ...]:
    """Return what may be done, the gentlest that keeps her visit first."""
    worst = max((one.verdict for one in said), key=lambda one: one.strength)
    if worst in FITTING:
        return (Way.KEEP, Way.CANCEL)
    ways = [move] if first else []
    if other:
        ways.append(Way.INSTEAD)
    ways.append(Way.CANCEL)
    if worst is not Verdict.BLOCK:
        ways.append(Way.KEEP)
    return tuple(ways)


def _first(said: Sequence[Objection]) -> date | None:
    """Return the first day it is possible; None where that is not known."""
    hard = [one for one in said if one.verdict not in FITTING]
    days = [one.until for one in hard if one.until is not None]
    return max(days) if days and len(days) == len(hard) else None


def _free(
    reading: Reading, client_id: ClientId, card: ServiceCard, day: date, person: int
) -> Free | None:
    """Return the first time from *day* on that is free and against which nothing says.

    Her therapist's first, else anybody's.
    """
    for chosen in (Chosen(person), Chosen()):
        for one in free_times(
            *(reading, card),
            start=day,
            days=AHEAD,
            chosen=chosen,
            client_id=client_id,
            limit=20,
        ):
            begins = reading.instant(one.day, one.start)
            answer = safety_answer(reading, client_id, card, one.day, begins)
            if answer.verdict in FITTING:
                return Free(one.day, one.start, one.person.id, one.person.name)
    return None


def _instead(
    reading: Reading, client_id: ClientId, card: ServiceCard, day: date, minutes: int
) -> Other | None:
    """Return the gentlest service that keeps the visit: on the same skin, no longer.

    One made for her state comes first, then one of the same family.
    """
    lore = lore_of(reading)
    treated = lore.zones(card.areas)
    hers = conditions_on(reading, client_id, day)
    best: tuple[tuple[int, ...], Other] | None = None
    for one in services(reading):
        if one.id == card.id or one.minutes > minutes or one.patch_rule == "required":
            continue
        if one.family not in (card.family, _IN_PLACE_OF.get(card.family)):
            continue
        if not treated & lore.zones(one.areas):
            continue
        if "treatment_specific" in one.consents.split():
            continue
        if one.skill not in (card.skill, "trainee", "l2"):
            continue
        is_made_for_her = one.ref in ("fac_preg", "mas_preg") and "pregnancy" in hers
        if one.ref in ("fac_preg", "mas_preg") and "pregnancy" not in hers:
            continue
        answer = safety_answer(reading, client_id, one, day)
        if answer.verdict not in FITTING or answer.to_do:
            continue
        rank = (
            not is_made_for_her,
            answer.verdict.strength,
            one.family != card.family,
            abs(card.minutes - one.minutes),
        )
        if best is None or rank < best[0]:
            best = (rank, Other(one.id, one.names))
    return best[1] if best is not None else None


def _planned(
    reading: Reading,
    client_id: ClientId,
    kept: dict[tuple[str, object], set[str]],
    *,
    ways: bool,
) -> list[Broken]:
    sessions: list[Broken] = []
    home: list[Broken] = []
    for line in plans(reading, client_id):
        if line.status in (PlanStatus.CLOSED, PlanStatus.PAUSED):
            continue
        card = plan(reading, line.id)
        for session in card.sessions:
            is_open = session.appointment_id is None
            if is_open and session.due_until >= reading.today:
                sessions += _session(
                    reading, client_id, card, session, kept, looks=ways
                )
        home += _home(reading, client_id, card, kept)
    sessions.sort(key=lambda one: one.first or date.max)
    return [*sessions, *home]


def _session(
    reading: Reading,
    client_id: ClientId,
    card: PlanCard,
    session: SessionLine,
    kept: dict[tuple[str, object], set[str]],
    *,
    looks: bool,
) -> list[Broken]:
    service = all_services(reading)[session.service_id]
    day = max(session.due_from, reading.today)
    answer = safety_answer(reading, client_id, service, day)
    left = [
        one
        for one in answer.objections
        if one.rule not in SPARE
        and one.rule not in kept[Kind.SESSION, session.id]
        and one.verdict not in FITTING  # what is only heeded is heeded on the day
    ]
    if not left:
        return []
    first = _first(left)
    other = None
    if looks:
        other = _instead(reading, client_id, service, day, service.minutes + MORE_TIME)
    every = _ways(left, first=first is not None, other=other is not None)
    ways: list[Way] = [one for one in every if one is not Way.KEEP]
    ways.insert(len(ways) - 1, Way.PAUSE)
    if all(one.can_be_overridden for one in left):
        ways.append(Way.KEEP)
    about = _("due {day}, not booked").format(day=short_day(session.due_from))
    return [
        Broken(
            kind=Kind.SESSION,
            id=session.id,
            version=session.version,
            names=session.service,
            about=about,
            objections=tuple(left),
            ways=tuple(ways),
            plan=card.title,
            first=first,
            other=other,
        )
    ]


def _home(
    reading: Reading,
    client_id: ClientId,
    card: PlanCard,
    kept: dict[tuple[str, object], set[str]],
) -> list[Broken]:
    used = {step.product for step in card.body.home_care}
    shelf = [one for one in products(reading) if one.ref in used]
    said = products_against(reading, client_id, shelf)
    found = []
    for one in shelf:
        left = [
            objection
            for objection in said[one.ref]
            if objection.rule not in kept[Kind.HOME, one.ref]
            and (
                objection.verdict not in FITTING or objection.condition in _ASKED_FIRST
            )
        ]
        if not left:
            continue
        ways: tuple[Way, ...] = (Way.CANCEL,)
        if all(objection.verdict in FITTING for objection in left):
            ways = (Way.KEEP, Way.CANCEL)  # until the doctor was asked
        elif all(objection.can_be_overridden for objection in left):
            ways = (Way.CANCEL, Way.KEEP)
        found.append(
            Broken(
                kind=Kind.HOME,
                id=int(card.id),
                version=card.version,
                names=one.names,
                about=_("home care"),
                objections=tuple(left),
                ways=ways,
                product=one.ref,
                plan=card.title,
            )
        )
    return found


def _courses(
    reading: Reading,
    client_id: ClientId,
    kept: dict[tuple[str, object], set[str]],
) -> list[Broken]:
    found = []
    cards = all_services(reading)
    for course in courses_of(reading, client_id):
        is_over = course.expires is not None and course.expires < reading.today
        if course.is_used_up or is_over or course.state not in ON_GOING:
            continue
        answer = safety_answer(
            reading, client_id, cards[course.service_id], reading.today
        )
        left = [
            one
            for one in answer.objections
            if one.rule not in SPARE
            and one.rule not in kept[Kind.COURSE, course.id]
            and one.verdict not in FITTING
            and not _lifts_in_time(one, course, reading.today)
        ]
        if left:
            found.append(_course(course, left))
    return found


def _lifts_in_time(one: Objection, course: CourseLine, today: date) -> bool:
    """Return whether it is over soon, and well before the course is."""
    if one.until is None or one.until > today + timedelta(days=AHEAD):
        return False
    return course.expires is None or one.until < course.expires


def _course(course: CourseLine, left: Sequence[Objection]) -> Broken:
    number = course.sessions - course.used
    said = ngettext("{number} session left", "{number} sessions left", number)
    about = said.format(number=number)
    if course.expires is not None:
        until = _("until {day}").format(day=full_day(course.expires))
        about = f"{about} · {until}"
    return Broken(
        kind=Kind.COURSE,
        id=course.id,
        version=0,
        names=course.service,
        about=about,
        objections=tuple(left),
        ways=(Way.KEEP,),
        first=_first(left),
    )
