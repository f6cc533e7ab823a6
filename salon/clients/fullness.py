"""How full a file is, point by point, and what is worth asking next: the rule.

Two scores: what safety needs, and how well a client is known. Each counts the weights
of what may be asked by now; who prefers not to say leaves the sum, so that nobody is
pestered.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from salon.catalogue.model import EntryCard
from salon.clients.model import MEDICINES, AnsweredLine, ClientCard
from salon.clients.questions import can_be_asked
from salon.text import N_

ASKED = {  # after how many visits a question may be asked
    "lead": 0,
    "booking": 0,
    "visit1": 1,
    "every_visit": 1,
    "visit2": 2,
    "visit3": 3,
}
COURSE = "course"  # asked of those who have one
SAFETY_SECTIONS = ("F_health", "Q_consent")
SAFETY_FIELDS = frozenset(
    ("birth_solar", "emergency_name", "emergency_phone", "emergency_relation")
)
HEALTH = "health_questionnaire"
# Everybody has one, or it is signed: "there is none" is no answer.
CONSENTS = "consents"
NEVER_NONE = frozenset((HEALTH, "birth_solar", CONSENTS, "family_name", "given_name"))
AT_ONCE = 3  # questions for one visit, at most
# Lists of which one may say that there is nothing in them.
LISTS = frozenset(
    (
        *("allergies", MEDICINES, "family_members", "important_dates"),
        "products_owned",
    )
)
# no to the whole questionnaire is an answer too, but nobody confirms it at a tap
_MAY_BE_EMPTY = LISTS | {HEALTH}

# Asked by who treats, before the first treatment: no file waits for them.
BEFORE_TREATMENT = (HEALTH, "allergies", MEDICINES)


class State(StrEnum):
    """How a question of the file stands."""

    ANSWERED = "answered"
    NA = "na"  # it does not apply, or there is none
    STALE = "stale"  # answered so long ago that it is worth asking again
    DECLINED = "declined"  # asked; the client prefers not to say
    NOT_ASKED = "not_asked"


STATES = {
    State.ANSWERED: N_("answered"),
    State.NA: N_("none, or does not apply"),
    State.STALE: N_("to be confirmed"),
    State.DECLINED: N_("prefers not to say"),
    State.NOT_ASKED: N_("not asked"),
}
SOURCES = {
    "client": N_("said by the client"),
    "staff": N_("noted by staff"),
    "import": N_("from a list"),
}
_CREDIT = {State.ANSWERED: 2, State.NA: 2, State.STALE: 1, State.NOT_ASKED: 0}


@dataclass(frozen=True, slots=True)
class Answer:
    """How one question stands: since when, by whom, from where."""

    field: str
    state: State = State.NOT_ASKED
    on: date | None = None  # when it was last confirmed
    by: str = ""
    source: str = ""
    stale_from: date | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One question in the sum."""

    field: EntryCard
    answer: Answer
    weight: int

    @property
    def state(self) -> State:
        """How it stands."""
        return self.answer.state

    @property
    def is_safety(self) -> bool:
        """Whether it belongs to what safety needs."""
        return is_safety(self.field)

    @property
    def lost(self) -> float:
        """How much of its weight is wanting."""
        credit = _CREDIT.get(self.state)
        return 0 if credit is None else self.weight * (2 - credit) / 2

    @property
    def can_be_asked(self) -> bool:
        """Whether somebody can be asked for it in words."""
        return can_be_asked(self.field.ref)


@dataclass(frozen=True, slots=True)
class Fullness:
    """How full a file is, and of which points that is made."""

    points: tuple[Point, ...]

    @property
    def safety(self) -> float:
        """How much is known of what safety needs, 0 to 1."""
        return score(one for one in self.points if one.is_safety)

    @property
    def knowing(self) -> float:
        """How well the client is known besides, 0 to 1."""
        return score(one for one in self.points if not one.is_safety)

    @property
    def part(self) -> float:
        """Both together, 0 to 1."""
        return score(self.points)

    @property
    def percent(self) -> int:
        """Return both together in per cent."""
        return round(self.part * 100)

    @property
    def wanting(self) -> tuple[Point, ...]:
        """What is blank or stale, what is worth most first."""
        found = [one for one in self.points if one.lost]
        return tuple(sorted(found, key=lambda one: (-one.lost, not one.is_safety)))

    @property
    def open(self) -> tuple[EntryCard, ...]:
        """What is worth asking, the most valuable first."""
        return tuple(one.field for one in self.wanting if one.can_be_asked)

    @property
    def next(self) -> tuple[Point, ...]:
        """What is worth asking at this visit: three at most."""
        return tuple(one for one in self.wanting if one.can_be_asked)[:AT_ONCE]


def score(points: Iterable[Point]) -> float:
    """Return the weights that are earned among those that count; 1 of nothing."""
    return score_of((one.weight, one.state) for one in points)


def score_of(pairs: Iterable[tuple[int, State]]) -> float:
    """Return the same of weights and states."""
    earned = most = 0
    for weight, state in pairs:
        credit = _CREDIT.get(state)
        if credit is not None:
            earned += weight * credit
            most += weight * 2
    return earned / most if most else 1.0


def is_safety(field: EntryCard) -> bool:
    """Return whether a question belongs to what safety needs."""
    return field.ref in SAFETY_FIELDS or field.body.get("section") in SAFETY_SECTIONS


def review_days(field: EntryCard) -> int:
    """Return after how many days an answer is worth asking again; 0: never."""
    return int(field.body.get("review_days") or 0)


def is_reached(field: EntryCard, visits: int, *, has_course: bool) -> bool:
    """Return whether a question may be asked by now; the visit to come is the first."""
    stage = field.body.get("ask_at", "")
    if stage == COURSE:
        return has_course
    return stage in ASKED and ASKED[stage] <= max(1, visits)


def fullness(
    fields: Sequence[EntryCard],
    answers: Mapping[str, Answer],
    *,
    visits: int,
    has_course: bool,
) -> Fullness:
    """Return how full a file is.

    Args:
        fields: The questions of the file.
        answers: How those stand that were ever asked.
        visits: How many were kept.
        has_course: Whether questions for a course may be asked.
    """
    points = []
    for one in fields:
        weight = int(one.body.get("weight") or 0)
        if not weight or one.body.get("type") == "computed":
            continue
        if is_reached(one, visits, has_course=has_course):
            points.append(Point(one, answers.get(one.ref, Answer(one.ref)), weight))
    return Fullness(tuple(points))


def answers_of(
    card: ClientCard,
    fields: Sequence[EntryCard],
    today: date,
    elsewhere: Mapping[str, date] | None = None,
) -> dict[str, Answer]:
    """Return how every question stands that was ever answered or declined.

    Args:
        card: The file.
        fields: Its questions.
        today: The day on which an answer may be stale.
        elsewhere: What other parts of the records know, and since when.
    """
    facts = {one.field: one for one in card.facts if one.value}
    noted = {one.field: one for one in card.answered}
    known = known_fields(card) | dict(elsewhere or {}).keys()
    found = {}
    for one in fields:
        ref = one.ref
        row, fact = noted.get(ref), facts.get(ref)
        if row is not None and fact is not None and fact.on and fact.on > row.on:
            row = None  # a list has brought a newer one
        if row is None:
            if ref not in known:
                continue
            on = (elsewhere or {}).get(ref)
            source = "staff"
            if fact is not None:
                on, source = fact.on, fact.source
            row = AnsweredLine(ref, "answered", on or card.registered, "", source)
        elif row.state == "answered" and ref not in known and ref not in _MAY_BE_EMPTY:
            continue  # it was emptied past us
        newer = (elsewhere or {}).get(ref)
        if newer is not None and newer > row.on and row.state != "declined":
            row = AnsweredLine(ref, "answered", newer, row.by, row.source)
        is_sure = fact is None or fact.confirmed
        found[ref] = _judged(one, row, today, is_sure=is_sure)
    return found


def _judged(
    field: EntryCard, row: AnsweredLine, today: date, *, is_sure: bool
) -> Answer:
    state, stale_from = State(row.state), None
    days = review_days(field)
    if state is not State.DECLINED and days:
        stale_from = row.on + timedelta(days=days)
        if today >= stale_from:
            state = State.STALE
    if state is State.ANSWERED and not is_sure:
        state, stale_from = State.STALE, row.on
    return Answer(field.ref, state, row.on, row.by, row.source, stale_from)


def known_fields(card: ClientCard) -> frozenset[str]:
    """Return the questions of the file that have an answer in it."""
    known = {fact.field for fact in card.facts if fact.value}
    line = card.line
    born = line.birthday
    said: dict[str, object] = {
        "family_name": line.family or line.name,
        "given_name": line.given or line.name,
        "name_reading": line.latin or line.pinyin,
        "nickname": line.called,
        "salutation": card.salutation,
        "gender": card.gender,
        "client_no": card.card_no,
        "mobile": line.phone,
        "mobile_2": line.phones[1:],
        "email": card.email,
        "wechat_id": card.wechat,
        "preferred_language": line.language,
        "preferred_channel": card.channel,
        "contact_bands": card.call_from or card.call_until,
        "never_do": card.never_do,
        "sensitive_topics": card.avoid_topics,
        "source": card.source,
        "do_not_contact": card.do_not_contact,
        "birth_solar": born.day or born.lunar,
        "birth_lunar_month": born.lunar,
        "birth_lunar_day": born.lunar,
        "allergies": card.allergies,
        MEDICINES: card.conditions,
        HEALTH: card.conditions,  # an allergy answers none of its questions
        "family_members": card.relatives,
        "family_clients": any(one.other_id is not None for one in card.relatives),
        CONSENTS: card.consents,
    }
    return frozenset(known | {ref for ref, value in said.items() if value})


def missing(required: Collection[str], known: Collection[str]) -> tuple[str, ...]:
    """Return what is required and not known, in the order it is required."""
    return tuple(one for one in required if one not in known)
