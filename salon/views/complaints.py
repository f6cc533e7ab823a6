"""What the page of a complaint shows, asked in one look at the records."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from salon.aftercare.model import COMPLAINT, RECALL, CallLine, CallStatus
from salon.aftercare.queries import calls_of
from salon.aftercare.redress import fillings, fits
from salon.aftercare.words import address, filled
from salon.appointments.model import AppointmentId, DayLine
from salon.appointments.queries import appointment, visits_of
from salon.catalogue.model import NotFound, Subject
from salon.catalogue.queries import entry, terms
from salon.clients.model import ClientCard, ClientId, ClientLine
from salon.clients.queries import client_card, client_line, living
from salon.complaints.model import (
    ADVERSE,
    RANKS,
    TWO_WAYS,
    ComplaintCard,
    ComplaintId,
    ComplaintLine,
    Given,
    Level,
    OfferLine,
    Outcome,
    Sayings,
    Step,
    words_place,
)
from salon.complaints.queries import (
    alike,
    all_complaints,
    complaint,
    given_to,
    matrix,
    missing_to_close,
    offers_of,
    open_complaints,
    personality_of,
    price_of_visit,
    step_body,
    who_may,
)
from salon.complaints.rights import rank_of
from salon.incidents.queries import open_incidents
from salon.money import Money, total
from salon.settings.queries import premises
from salon.staff.model import StaffId, StaffLine
from salon.staff.queries import team
from salon.store.drafts import kept_draft
from salon.text import (
    Names,
    _,
    amount,
    hour,
    language,
    ngettext,
    plain_day,
    short_day,
    speaking,
)
from salon.work import Reading

VISITS = 80  # that are looked at for what somebody is to us
YEAR = timedelta(days=365)
_TONGUES = ("en", "zh_hans", "zh_hant")


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier complaint of the same client, and what was given."""

    line: ComplaintLine
    given: tuple[OfferLine, ...]


@dataclass(frozen=True, slots=True)
class Paused:
    """What waits until the complaint is closed, or goes on."""

    name: str
    day: date | None
    goes_on: bool


@dataclass(frozen=True, slots=True)
class ComplaintSight:
    """One complaint as its page shows it."""

    now: datetime  # on the salon's wall clock
    card: ComplaintCard
    client: ClientLine
    visit: DayLine | None
    cause: str
    causes: tuple[str, ...]
    status: str
    words: Sayings  # for the step in hand
    personality: str  # in words; "" where none is on file
    is_hurt: bool  # nothing is offered: incident first
    given: Given
    price: Money
    currency: str
    worth: tuple[tuple[str, str], ...]  # what the client is to us
    before: tuple[Before, ...]
    alike: tuple[ComplaintLine, ...]  # cases with the same root, this one too
    paused: tuple[Paused, ...]
    calls: tuple[CallLine, ...]  # after the agreement
    missing: tuple[str, ...]  # before it can be closed
    open: tuple[ComplaintLine, ...]  # of everybody
    people: tuple[StaffLine, ...]
    kinds: dict[str, Names] = field(default_factory=dict)  # of what can be given
    matrix: dict[str, int] = field(default_factory=dict)  # who may grant each
    all_causes: tuple[tuple[str, str], ...] = ()
    able: dict[int, tuple[StaffLine, ...]] = field(default_factory=dict)  # by rank
    rank: int = RANKS["owner"]  # of whoever looks
    speaker: str = ""
    manager: str = ""  # who may be asked
    draft: str = ""  # of what the client answers
    instead: str = ""  # who rings, where it is about whoever looks
    is_to_hand: bool = False  # to them, as they do not have it yet


@dataclass(frozen=True, slots=True)
class Grievance:
    """What one chooses from before a complaint is opened."""

    client: ClientLine
    visits: tuple[DayLine, ...]
    visit: DayLine | None
    people: tuple[StaffLine, ...]
    causes: tuple[tuple[str, str], ...]
    open: tuple[ComplaintLine, ...]  # of this client


def complaint_sight(
    reading: Reading, key: ComplaintId, speaker: StaffId | None = None
) -> ComplaintSight:
    """Return what the page of one complaint shows; raises Missing."""
    card = complaint(reading, key)
    line = card.line
    file = client_card(reading, living(reading, line.client_id))
    here = premises(reading)
    booked = visits_of(reading, file.line.id, VISITS)
    visit = _visit_of(reading, line.appointment_id, booked)
    causes = terms(reading, "complaint_cause")
    people = team(reading)
    acting = speaker or (StaffId(here.acting) if here.acting is not None else None)
    me = next((one for one in people if one.id == acting), None)
    manner = personality_of(reading, file.line.id)
    is_hurt = any(
        one.id == line.incident_id or one.appointment_id == line.appointment_id
        for one in open_incidents(reading, [file.line.id]).get(file.line.id, ())
    )
    calls = calls_of(reading, file.line.id, scripts=False)
    draft = kept_draft(reading.session.connection(), words_place(key))
    name = me.name if me is not None else line.owner or here.name
    given = given_to(reading, line)
    is_mine = me is not None and line.is_open and line.staff_id == me.id
    has_owner = line.owner_id is not None and line.owner_id != line.staff_id
    instead = (line.owner if has_owner else card.next_owner) if is_mine else ""
    able = {rank: tuple(who_may(reading, rank, card.named)) for rank in RANKS.values()}
    managers = able[RANKS["manager"]]
    return ComplaintSight(
        now=reading.local(reading.now).replace(tzinfo=None),
        card=card,
        client=file.line,
        visit=visit,
        cause=str(causes.get(line.cause, line.cause)),
        causes=tuple(str(causes.get(one, one)) for one in card.causes),
        status=str(terms(reading, "complaint_status").get(line.status, line.status)),
        words=sayings(reading, card, file, manner, instead or name),
        personality=str(terms(reading, "personality").get(manner, "")),
        is_hurt=is_hurt,
        given=given,
        price=price_of_visit(reading, line.appointment_id),
        currency=here.currency,
        worth=_worth(reading, file, booked),
        before=tuple(
            Before(one, tuple(o for o in offers_of(reading, one) if o.is_chosen))
            for one in all_complaints(reading, file.line.id, 6)
            if one.id != key and one.outcome != Outcome.MISTAKE
        ),
        alike=alike(reading, card),
        paused=_paused(calls, file.line, line),
        calls=tuple(
            sorted(
                (
                    one
                    for one in calls
                    if one.protocol == COMPLAINT and one.complaint_id == key
                    if one.status in (CallStatus.WAITING, CallStatus.DONE)
                ),
                key=lambda one: one.due,
            )
        ),
        missing=missing_to_close(reading, card) if line.is_open else (),
        open=open_complaints(reading),
        people=tuple(people),
        kinds=terms(reading, "compensation"),
        matrix=matrix(reading),
        all_causes=tuple((ref, str(names)) for ref, names in causes.items()),
        able=able,
        rank=rank_of(me.role) if me is not None else RANKS["owner"],
        speaker=name,
        manager=managers[0].name if managers else "",
        draft=draft[0] if draft is not None else "",
        instead=instead,
        is_to_hand=bool(instead) and not has_owner,
    )


def grievance_of(
    reading: Reading, client_id: ClientId, appointment_id: int | None = None
) -> Grievance:
    """Return what one chooses from when somebody is not content; raises Missing."""
    key = living(reading, client_id)
    booked = visits_of(reading, key, 12)
    kept = tuple(one for one in booked if one.status.was_kept)
    visit = _visit_of(reading, appointment_id, booked)
    if appointment_id is None and kept:
        visit = kept[0]
    causes = terms(reading, "complaint_cause")
    return Grievance(
        client_line(reading, key),
        kept[:6],
        visit,
        tuple(team(reading)),
        tuple((ref, str(names)) for ref, names in causes.items()),
        tuple(open_complaints(reading, [key])),
    )


def sayings(
    reading: Reading,
    card: ComplaintCard,
    file: ClientCard,
    manner: str,
    caller: str,
) -> Sayings:
    """Return what to say in the step in hand, to this client, at this level.

    What is said is in the client's language; what to do and leave out in the window's.
    A hurt client hears of care alone, whatever the personality.
    """
    line = card.line
    step = line.step or Step.FOLLOW_UP
    spoken = _spoken(card, step)
    is_hurt = line.incident_id is not None or ADVERSE in (line.cause, *card.causes)
    tongue = file.line.language or premises(reading).language
    kind = "injury" if is_hurt else manner or "neutral"
    say = _said(reading, spoken, kind, card, file, caller, tongue)
    here = language()
    say_here = _said(reading, spoken, kind, card, file, caller, here)
    body = step_body(reading, step)
    do, leave = _listed(body, "do"), _listed(body, "leave")
    for more in filter(None, (_level_of(line.level), "injury" if is_hurt else "")):
        try:
            added = entry(reading, Subject.COMPLAINT_WORDS, f"level:{more}").body
        except NotFound:
            continue
        do, leave = _listed(added, "do") + do, _listed(added, "leave") + leave
    if manner and not is_hurt:
        own = _personality(reading, manner)
        do, leave = own[0] + do, own[1] + leave
    if is_hurt:
        do = [one for one in do if step is not Step.PROPOSE or "{" not in one]
    return Sayings(
        say,
        "" if here == tongue else say_here,
        tuple(do),
        tuple(leave),
        manner if not is_hurt else "injury",
    )


def _spoken(card: ComplaintCard, step: Step) -> Step:
    """Return of which step the words are said.

    While the client chooses, the ways are named again; on the day of the choice it is
    repeated, with its day.
    """
    if step is Step.AGREE:
        return Step.PROPOSE
    agreed = next(one for one in card.steps if one.step is Step.AGREE)
    if step is Step.FOLLOW_UP and agreed.done is not None:
        is_today = agreed.done.at.date() == agreed.clock.now.date()
        return Step.AGREE if is_today else step
    return step


def _level_of(level: Level) -> str:
    return str(int(level)) if level > Level.TOLD_US else ""


def _said(
    reading: Reading,
    step: Step,
    manner: str,
    card: ComplaintCard,
    file: ClientCard,
    caller: str,
    tongue: str,
) -> str:
    names = None
    for kind in (manner, "neutral"):
        try:
            ref = f"{step.value}:{kind}"
            names = entry(reading, Subject.COMPLAINT_WORDS, ref).names
        except NotFound:
            continue
        break
    if names is None:
        return ""
    line = file.line
    table = [one for one in card.offers if one.is_granted and not one.is_chosen]
    if step is Step.PROPOSE and manner != "injury" and len(table) < TWO_WAYS:
        return ""  # there is nothing yet to choose from
    known = fillings(reading, card, tongue)
    with speaking(tongue):
        known |= {
            "address": address(
                called=line.called,
                family=line.family,
                given=line.given,
                name=line.name,
                gender=file.gender,
                language=tongue,
                salutation=file.salutation,
            ),
            "caller": caller,
            "salon": premises(reading).name,
        }
        if step in (Step.LISTEN, Step.APOLOGISE, Step.CLARIFY):
            known["date"] = _by_when(card)
        if known.get("promise") and not fits(known["promise"], tongue):
            del known["promise"]
        return filled(names.said_in(tongue), known)


def _by_when(card: ComplaintCard) -> str:
    """Return by when the client hears of us: until then we know the cause."""
    state = next(one for one in card.steps if one.step is Step.CLARIFY)
    due = state.clock.due
    if due.date() == state.clock.now.date():
        return _("{time} today").format(time=hour(due))
    return f"{plain_day(due.date())} {hour(due)}"


def _listed(body: dict[str, Any], what: str) -> list[str]:
    found: Any = body.get(what, {})
    if not isinstance(found, dict):
        return []
    by_tongue = {"zh_CN": "zh_hans", "zh_TW": "zh_hant"}
    here = found.get(by_tongue.get(language(), "en")) or found.get("en") or []
    return [str(one) for one in here]


def _personality(reading: Reading, manner: str) -> tuple[list[str], list[str]]:
    try:
        body = entry(reading, Subject.PERSONALITY, manner).body
    except NotFound:
        return [], []

    def said(what: str) -> list[str]:
        parts = [str(body.get(f"{what}_{tongue}", "")) for tongue in _TONGUES]
        text = str(Names(*parts))
        return [text] if text else []

    return said("do"), said("avoid")


def _visit_of(
    reading: Reading, key: int | None, known: Sequence[DayLine]
) -> DayLine | None:
    if key is None:
        return None
    near = next((one for one in known if one.id == key), None)
    return near if near is not None else appointment(reading, AppointmentId(key))


def _worth(
    reading: Reading, file: ClientCard, booked: Sequence[DayLine]
) -> tuple[tuple[str, str], ...]:
    """Return what the client is to us, plainly and without a label."""
    kept = [one for one in booked if one.status.was_kept]
    today = reading.today
    first = min([file.registered, *(one.slot.day for one in kept)])
    months = (today - first).days // 30
    span = (
        ngettext("{n} year", "{n} years", months // 12).format(n=months // 12)
        if months >= 12
        else ngettext("{n} month", "{n} months", months).format(n=months)
    )
    many = ngettext("{n} visit", "{n} visits", len(kept)).format(n=len(kept))
    spent = total(one.price for one in kept if one.slot.day > today - YEAR)
    rows = [
        (_("With us"), f"{span}, {many}"),
        (_("Within a year"), amount(spent, premises(reading).currency)),
    ]
    days = sorted({one.slot.day for one in kept})
    gaps = [(b - a).days for a, b in pairwise(days)]
    if len(gaps) >= 2:
        usual = round(median(gaps))
        said = ngettext("{n} day", "{n} days", usual).format(n=usual)
        rows.append((_("Comes every"), said))
    ahead = [one for one in booked if one.status.is_open and one.slot.day >= today]
    ahead.sort(key=lambda one: (one.slot.day, one.slot.start))
    coming = (
        _("{day}, booked").format(day=short_day(ahead[0].slot.day))
        if ahead
        else _("not booked")
    )
    rows.append((_("Next visit"), coming))
    return tuple(rows)


def _paused(
    calls: Sequence[CallLine], client: ClientLine, line: ComplaintLine
) -> tuple[Paused, ...]:
    """Return what rests while it is open, and what goes on."""
    found: list[Paused] = []
    waiting = [one for one in calls if one.status is CallStatus.WAITING]
    if line.is_open:
        found += [
            Paused(one.protocol_name, one.due, goes_on=False)
            for one in waiting
            if one.step == RECALL
        ]
        for said in (_("Offers"), _("Asking for a review"), _("Bring a friend")):
            found.append(Paused(said, None, goes_on=False))
    for name, protocols in (
        (_("Reminders and care calls"), ("reminder",)),
        (_("Birthday wish"), ()),
    ):
        days = [one.due for one in waiting if one.protocol in protocols]
        found.append(Paused(name, min(days, default=None), goes_on=True))
    return tuple(found)
