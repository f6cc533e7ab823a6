"""What happened with a client, and what is to come, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass

from salon.aftercare.model import OUTCOME_WORDS, CallLine, CallStatus, Contact
from salon.appointments.model import DayLine
from salon.plans.model import PlanLine
from salon.public import public_id
from salon.reports.model import StoryLine
from salon.skin.model import AssessmentCard
from salon.text import _, hour
from salon.treatments.model import TreatmentCard
from salon.treatments.words import asked_words, next_words, reaction_words
from salon.work import Reading


@dataclass(frozen=True)
class Happened:
    """What a story is told from, each the newest first."""

    visits: Iterable[DayLine]
    treatments: Iterable[TreatmentCard]
    assessments: Iterable[AssessmentCard]
    contacts: Iterable[Contact]
    calls: Iterable[CallLine]
    plans: Iterable[PlanLine]


def story_of(reading: Reading, of: Happened, limit: int = 60) -> list[StoryLine]:
    """Return what happened with her, and what is to come, the newest first."""
    treated = {one.appointment_id: one for one in of.treatments}
    lines = [
        *(_visit(one, treated.get(one.id)) for one in of.visits),
        *map(_assessment, of.assessments),
        *(_contact(reading, one) for one in of.contacts),
        *(_due(one) for one in of.calls if one.status is CallStatus.WAITING),
        *map(_plan, of.plans),
    ]
    lines.sort(key=lambda line: (line.day, line.at), reverse=True)
    return lines[:limit]


def _visit(visit: DayLine, record: TreatmentCard | None) -> StoryLine:
    parts = [visit.person.name]
    if record is not None:
        parts += [reaction_words(record.record), next_words(record.record)]
    elif visit.note:
        parts.append(visit.note)
    return StoryLine(
        visit.slot.day,
        hour(visit.slot.start),
        "treatment" if record is not None else "visit",
        str(visit.service),
        " · ".join(filter(None, parts)),
        public_id("appointment", visit.id),
        visit.id,
        visit.status.value,
        asked_words(record.record) if record is not None else "",
    )


def _assessment(look: AssessmentCard) -> StoryLine:
    said, number = look.note or look.hopes, public_id("assessment", look.id)
    kind = ("", "assessment", _("Skin assessed"))
    return StoryLine(look.day, *kind, said, number, look.id)


def _contact(reading: Reading, contact: Contact) -> StoryLine:
    local = reading.local(contact.at)
    return StoryLine(
        local.date(),
        hour(local),
        "call",
        _(OUTCOME_WORDS[contact.outcome]),
        contact.note,
        "",
        0,
        contact.outcome.value,
    )


def _due(call: CallLine) -> StoryLine:
    return StoryLine(
        call.due,
        hour(call.time_from) if call.time_from else "",
        "call",
        _("Call due: {purpose}").format(purpose=call.purpose_name),
        call.protocol_name,
        public_id("aftercare_call", call.id),
        call.id,
        "waiting",
    )


def _plan(plan: PlanLine) -> StoryLine:
    said = _("{done} of {count} sessions done")
    return StoryLine(
        plan.start,
        "",
        "plan",
        plan.title,
        said.format(done=plan.done, count=plan.sessions),
        public_id("plan", plan.id),
        plan.id,
        plan.status.value,
    )
