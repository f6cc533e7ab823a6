"""The guard of gold clients: which lights burn each Monday (features, idea 20).

Plain rules; who acts on which light is decided where they are lit.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from salon.loyalty.model import Light, Standing, State
from salon.loyalty.rules import LoyaltyRules

MOST_GOLD = 100  # clients the guard looks at, the most valuable first
SOON = timedelta(days=7)  # a promise due by then is amber


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a gold client besides how she stands."""

    standing: Standing
    promise_due: date | None  # the first one that is owed
    promise: str
    promise_owner: int | None
    has_complaint: bool
    complaint_owner: int | None
    confirmed: date | None  # the last answer of her file
    spoken: date | None  # the last personal word: a call, or a visit


@dataclass(frozen=True, slots=True)
class Lit:
    """A light that burns: red or amber, and what it measures."""

    light: Light
    is_red: bool
    measure: int = 0
    words: str = ""


def lit(seen: Seen, today: date, rules: LoyaltyRules) -> tuple[Lit, ...]:
    """Return the lights that burn for a client; none: all is well."""
    stands = seen.standing
    found: list[Lit] = []
    is_late = stands.state in (State.OVERDUE, State.LAPSING, State.LOST)
    is_due = is_late or stands.state is State.DUE
    if is_due and stands.late > 0:
        found.append(Lit(Light.RHYTHM, is_late, stands.late))
    if is_due and stands.next_visit is None:
        found.append(Lit(Light.NEXT, True))
    if seen.promise_due is not None and seen.promise_due <= today + SOON:
        past = (today - seen.promise_due).days
        found.append(Lit(Light.PROMISE, past > 0, max(past, 0), seen.promise))
    if seen.has_complaint:
        found.append(Lit(Light.COMPLAINT, True))
    old = _days(seen.confirmed, today)
    if old is None or old > rules.file_days:
        found.append(Lit(Light.FILE, False, old or 0))
    silent = _days(seen.spoken, today)
    if silent is not None and silent > rules.spoken_days:
        found.append(Lit(Light.SPOKEN, silent > 2 * rules.spoken_days, silent))
    return tuple(found)


def _days(then: date | None, today: date) -> int | None:
    return None if then is None else (today - then).days


def due_on(one: Lit, today: date) -> date:
    """Return until when somebody acts: at once, or within the week."""
    if one.light in (Light.COMPLAINT, Light.PROMISE) or one.is_red:
        return today
    return today + timedelta(days=2 if one.light is Light.RHYTHM else 4)


def monday_of(day: date) -> date:
    """Return the Monday of the week in which *day* lies."""
    return day - timedelta(days=day.weekday())
