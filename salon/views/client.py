"""All that her file shows at once, asked for in one look at the records."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from salon.aftercare.model import CallLine, Contact
from salon.aftercare.queries import calls_of, contacts_of
from salon.appointments.model import DayLine, Status, usual_among
from salon.appointments.queries import visits_of
from salon.catalogue.model import EntryCard, Subject
from salon.catalogue.queries import entries
from salon.clients.fullness import Answer, Fullness
from salon.clients.model import ClientCard, ClientId, ClientLine, is_medicine
from salon.clients.queries import client_card, living, namesakes
from salon.complaints.model import ComplaintLine
from salon.complaints.queries import open_complaints
from salon.courses.model import CourseLine
from salon.courses.queries import courses_of
from salon.incidents.model import IncidentLine
from salon.incidents.queries import open_incidents
from salon.notices.model import AlertLine
from salon.notices.queries import alerts_standing
from salon.occasions.model import OnFile
from salon.occasions.queries import on_file
from salon.plans.model import PlanLine
from salon.plans.queries import plans
from salon.reports.model import StoryLine
from salon.safety.derived import Derived
from salon.safety.queries import all_alerts, derived, own_words, understanding_on
from salon.safety.understanding import Understanding
from salon.safety.vocabulary import OwnWord
from salon.skin.model import AssessmentCard
from salon.skin.queries import assessments_of
from salon.text import Names, listed
from salon.treatments.model import TreatmentCard
from salon.treatments.queries import treatments_of
from salon.views.asking import Coach, coached, known_of_file
from salon.views.story import Happened, story_of
from salon.work import Reading

_HERE = (Status.ARRIVED, Status.IN_TREATMENT)
TOLD = 120  # visits, and lines of the story


@dataclass(frozen=True)
class Sight:
    """A client as her file shows her."""

    card: ClientCard
    today: date
    namesakes: tuple[ClientLine, ...]
    visits: tuple[DayLine, ...]
    usual: DayLine | None
    story: tuple[StoryLine, ...]
    treatments: tuple[TreatmentCard, ...]
    plans: tuple[PlanLine, ...]
    courses: tuple[CourseLine, ...]
    calls: tuple[CallLine, ...]
    contacts: tuple[Contact, ...]
    assessments: tuple[AssessmentCard, ...]
    understanding: Understanding  # of what was typed of health
    own_words: tuple[OwnWord, ...]  # taught by the salon
    incidents: tuple[IncidentLine, ...] = ()  # that are open, the gravest first
    complaints: tuple[ComplaintLine, ...] = ()  # that are open, what is late first
    derived: tuple[Derived, ...] = ()  # what stands besides what is noted
    on_file: OnFile = field(default_factory=OnFile)  # promises, products, days
    full: Fullness = field(default_factory=lambda: Fullness(()))
    answers: Mapping[str, Answer] = field(default_factory=dict, hash=False)
    coach: Coach | None = None  # what to ask at this visit
    staff_alerts: tuple[AlertLine, ...] = ()  # that staff wrote, the loudest first

    @property
    def kept(self) -> list[DayLine]:
        """Return the visits she kept, the newest first."""
        return [one for one in self.visits if one.status.was_kept]

    @property
    def coming(self) -> list[DayLine]:
        """Return the visits that are agreed, the next one first."""
        ahead = [
            one
            for one in self.visits
            if one.status.is_open and one.slot.day >= self.today
        ]
        return sorted(ahead, key=lambda one: (one.slot.day, one.slot.start))

    @property
    def therapist(self) -> str:
        """Return who treats her most often of late; "" if nobody does."""
        people = [one.person.name for one in self.kept[:8]]
        return max(people, key=people.count) if people else ""


def sight_of(reading: Reading, key: ClientId) -> Sight:
    """Return all that her file shows, or the one it was joined into; raises Missing.

    Each thing is asked once; the story and her usual are told from what was asked.
    """
    key = living(reading, key)
    happened = happened_to(reading, key)
    kept = [one for one in happened.visits if one.status.was_kept]
    card = client_card(reading, key)
    line = replace(card.line, alerts=all_alerts(reading, card.line))
    card = replace(card, line=line)
    courses = tuple(courses_of(reading, key, with_shared=True))
    filed = on_file(reading, key)
    here = sum(one.status in _HERE for one in happened.visits)
    known = known_of_file(
        reading,
        card,
        visits=len(kept) + here,
        assessments=tuple(happened.assessments),
        on=filed,
        has_course=bool(courses),
    )
    return Sight(
        card=card,
        today=reading.today,
        namesakes=tuple(namesakes(reading, key)),
        visits=tuple(happened.visits),
        usual=usual_among(kept),
        story=tuple(story_of(reading, happened, TOLD)),
        treatments=tuple(happened.treatments),
        plans=tuple(happened.plans),
        courses=courses,
        calls=tuple(happened.calls),
        contacts=tuple(happened.contacts),
        assessments=tuple(happened.assessments),
        understanding=understanding_on(reading, key, card),
        own_words=own_words(reading),
        incidents=open_incidents(reading, [key]).get(key, ()),
        complaints=open_complaints(reading, [key]),
        derived=derived(reading, key),
        on_file=filed,
        full=known.full,
        answers=known.answers,
        coach=coached(reading, card, known.full),
        staff_alerts=alerts_standing(reading, [key]).get(key, ()),
    )


def happened_to(reading: Reading, key: ClientId) -> Happened:
    """Return what a client's story is told from."""
    return Happened(
        visits_of(reading, key, TOLD),
        treatments_of(reading, key, TOLD),
        assessments_of(reading, key),
        contacts_of(reading, key, 40),
        calls_of(reading, key, scripts=False),
        plans(reading, key, 40),
    )


@dataclass(frozen=True)
class FileWords:
    """What the questions and answers of the file are called."""

    fields: tuple[EntryCard, ...]
    terms: dict[str, dict[str, Names]] = field(hash=False)
    conditions: tuple[EntryCard, ...] = ()
    consents: tuple[EntryCard, ...] = ()
    zones: tuple[EntryCard, ...] = ()

    def field(self, ref: str) -> EntryCard | None:
        """Return a question of the file; None if there is none of that name."""
        return next((one for one in self.fields if one.ref == ref), None)

    def choices(self, ref: str) -> dict[str, Names]:
        """Return the answers a question offers; none where any text will do."""
        one = self.field(ref)
        return self.terms.get(one.body.get("vocab_list", ""), {}) if one else {}

    def said(self, ref: str, value: str) -> str:
        """Return an answer in words."""
        offered = self.choices(ref)
        if not offered:
            return value
        if value in offered:
            return str(offered[value])
        parts = value.replace(",", " ").split()
        return listed(str(offered.get(part, part)) for part in parts)

    def condition(self, ref: str) -> str:
        """Return what a state of health is called."""
        found = (str(one.names) for one in self.conditions if one.ref == ref)
        return next(found, ref)

    def is_medicine(self, ref: str) -> bool:
        """Return whether a state of health is that something is taken."""
        return any(is_medicine(one.body) for one in self.conditions if one.ref == ref)

    def kind(self, ref: str) -> str:
        """Return what kind a state of health is, "medication" or "chronic"."""
        found = (one.body.get("kind", "") for one in self.conditions if one.ref == ref)
        return str(next(found, ""))


def file_words(reading: Reading) -> FileWords:
    """Return what the questions and answers of the file are called."""
    terms: dict[str, dict[str, Names]] = {}
    for one in entries(reading, Subject.TERM):
        list_id, _colon, value = one.ref.partition(":")
        terms.setdefault(list_id, {})[value] = one.names
    return FileWords(
        tuple(entries(reading, Subject.CLIENT_FIELD)),
        terms,
        tuple(entries(reading, Subject.HEALTH_CONDITION)),
        tuple(entries(reading, Subject.CONSENT)),
        tuple(
            one
            for one in entries(reading, Subject.ZONE)
            if one.body.get("kind") == "zone"
        ),
    )
