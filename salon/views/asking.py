"""What to ask a client at this visit, and how full the file is, point by point."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from salon.catalogue.model import EntryCard, Subject
from salon.catalogue.queries import entries, names_of, terms
from salon.clients.fullness import (
    Answer,
    Fullness,
    Point,
    State,
    answers_of,
    fullness,
)
from salon.clients.model import ClientCard, ClientId
from salon.clients.queries import client_card, living
from salon.clients.questions import said_aloud
from salon.clients.said import known_of
from salon.clients.tables import visits
from salon.courses.queries import courses_of
from salon.occasions.model import OnFile
from salon.occasions.queries import on_file
from salon.settings.queries import premises
from salon.skin.model import AssessmentCard
from salon.skin.queries import assessments_of
from salon.skin.tables import Photo
from salon.text import LANGUAGES, N_, Names, _, full_day, listed, speaking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salon.work import Reading

_YES_NO = {"yes": N_("yes"), "no": N_("no")}
_SCALE = tuple((str(n), str(n)) for n in range(11))
LONG = 60  # letters of an answer that are read aloud


@dataclass(frozen=True, slots=True)
class Ask:
    """One question for this visit, in the client's language."""

    field: str
    label: str  # as the file calls it, in the language of the desk
    words: str  # as it is asked
    kind: str  # type of the field
    unit: str
    choices: tuple[tuple[str, str], ...]
    state: State
    value: str = ""  # as the file keeps it, of what is stale
    said: str = ""  # the same in words, in the language of the desk
    on: date | None = None
    by: str = ""
    is_safety: bool = False

    @property
    def is_stale(self) -> bool:
        """Whether it is only to be confirmed."""
        return self.state is State.STALE


@dataclass(frozen=True, slots=True)
class Coach:
    """What to ask one client at this visit."""

    client_id: ClientId
    name: str
    tongue: str
    asks: tuple[Ask, ...]
    safety: float
    knowing: float


@dataclass(frozen=True, slots=True)
class Known:
    """How one file stands."""

    card: ClientCard
    answers: Mapping[str, Answer]
    full: Fullness


def coach_of(reading: "Reading", key: ClientId) -> Coach:
    """Return the three questions that are worth most at this visit; raises Missing."""
    known = known_now(reading, key)
    return coached(reading, known.card, known.full)


def coached(reading: "Reading", card: ClientCard, full: Fullness) -> Coach:
    """Return the questions for this visit of what was looked up already."""
    here = premises(reading)
    tongue = card.line.language or here.language
    tongue = tongue if tongue in LANGUAGES else here.language
    known = known_of(card)
    values = known | _kept_apart(reading, card)
    with speaking(tongue):  # what the file calls by its own names is said in hers
        aloud = known | _kept_apart(reading, card)
    return Coach(
        *(card.line.id, card.line.name, tongue),
        tuple(_ask(reading, one, values, aloud, tongue) for one in full.next),
        *(full.safety, full.knowing),
    )


def _kept_apart(reading: "Reading", card: ClientCard) -> dict[str, str]:
    """Return in words what the file keeps in rows of its own."""
    phones = [one.shown for one in card.line.phones]
    named = names_of(
        reading, Subject.HEALTH_CONDITION, [one.condition for one in card.conditions]
    )
    conditions = (str(named.get(one.condition, "")) for one in card.conditions)
    born = card.line.birthday
    return {
        "mobile": phones[0] if phones else "",
        "mobile_2": phones[1] if phones[1:] else "",
        "birth_solar": born.date.isoformat() if born.date else "",
        "allergies": listed(one.substance for one in card.allergies),
        "health_questionnaire": listed(conditions),
        "family_members": listed(one.name for one in card.relatives),
    }


def known_now(reading: "Reading", key: ClientId) -> Known:
    """Return how one file stands today; raises Missing."""
    key = living(reading, key)
    card = client_card(reading, key)
    return known_of_file(
        reading,
        card,
        visits=_kept(reading, key),
        assessments=assessments_of(reading, key),
        on=on_file(reading, key),
        has_course=bool(courses_of(reading, key, with_shared=True)),
    )


def known_of_file(
    reading: "Reading",
    card: ClientCard,
    *,
    visits: int,
    assessments: "Sequence[AssessmentCard]",
    on: OnFile,
    has_course: bool,
) -> Known:
    """Return how a file stands of which the rest was looked up already."""
    fields = entries(reading, Subject.CLIENT_FIELD)
    elsewhere = _elsewhere(reading, card, assessments, on)
    answers = answers_of(card, fields, reading.today, elsewhere)
    full = fullness(fields, answers, visits=visits, has_course=has_course)
    return Known(card, answers, full)


def _elsewhere(
    reading: "Reading",
    card: ClientCard,
    assessments: "Sequence[AssessmentCard]",
    on: OnFile,
) -> dict[str, date]:
    """Return what the rest of the records answers, and since when."""
    found: dict[str, date] = {}
    if assessments:
        newest = assessments[0]
        found["skin_chart"] = newest.day
        for one in assessments:
            told = {
                "skin_measures": one.measures,
                "skin_type": one.skin_type,
                "fitzpatrick": one.fitzpatrick,
                "goals": one.hopes,
                "goal_words": one.hopes,
            }
            for ref, said in told.items():
                if said:
                    found.setdefault(ref, one.day)
    taken = select(func.max(Photo.taken)).where(Photo.client_id == card.line.id)
    if (last := reading.session.scalar(taken)) is not None:
        found["photos"] = reading.local(last).date()
    in_use = [one.opened_on for one in on.products if one.finished_on is None]
    if in_use:
        found["products_owned"] = max(in_use)
    signed = [one.given_on for one in card.signed if one.withdrawn_on is None]
    if signed:
        found["consents"] = max(signed)
    if on.dates:
        found["important_dates"] = card.registered
    return found


def _kept(reading: "Reading", key: ClientId) -> int:
    asked = visits()
    counted = select(func.count()).where(asked.client == key)
    return reading.session.scalar(counted.where(asked.was_kept | asked.is_here)) or 0


def _ask(
    reading: "Reading",
    one: Point,
    values: Mapping[str, str],
    aloud: Mapping[str, str],
    tongue: str,
) -> Ask:
    field = one.field
    value = values.get(field.ref, "") if one.state is State.STALE else ""
    known = None
    if one.state is State.STALE and value:
        with speaking(tongue):
            known = answer_words(reading, field, aloud[field.ref])
        if len(known) > LONG:
            known = f"{known[:LONG].rstrip()}…"
    return Ask(
        field=field.ref,
        label=str(field.names),
        words=said_aloud(field.ref, tongue, known),
        kind=str(field.body.get("type", "")),
        unit=str(field.body.get("unit", "")),
        choices=choices_of(reading, field),
        state=one.state,
        value=value,
        said=answer_words(reading, field, value),
        on=one.answer.on,
        by=one.answer.by,
        is_safety=one.is_safety,
    )


def choices_of(reading: "Reading", field: EntryCard) -> tuple[tuple[str, str], ...]:
    """Return the answers a question offers, in the language of the desk."""
    match field.body.get("type"):
        case "bool":
            return tuple((key, _(said)) for key, said in _YES_NO.items())
        case "scale_0_10":
            return _SCALE
        case "enum" | "multi_enum":
            offered = terms(reading, field.body.get("vocab_list", ""))
            return tuple((ref, str(names)) for ref, names in offered.items())
    return ()


def answer_words(reading: "Reading", field: EntryCard, value: str) -> str:
    """Return an answer in words, in the language that is spoken."""
    kind = field.body.get("type")
    if kind == "bool" and value in _YES_NO:
        return _(_YES_NO[value])
    if kind == "date" and (day := _day_of(value)) is not None:
        return full_day(day)
    offered: Mapping[str, Names] = terms(reading, field.body.get("vocab_list", ""))
    if value in offered or not offered:
        return str(offered.get(value, value))
    parts = value.replace(",", " ").split()
    return listed(str(offered.get(part, part)) for part in parts)


def _day_of(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
