"""Records as the command line's JSON shows them; see docs/command-line.md."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from salon.aftercare.model import Best, CallLine
from salon.aftercare.operations import REASONS, Follow
from salon.app import Salon
from salon.appointments.model import DayLine, FreeTime, Named, Slot
from salon.clients.consents import Standing
from salon.clients.model import ClientCard, ClientLine, PatchTestCard
from salon.complaints.model import ComplaintCard, Given, OfferLine, Tally
from salon.errors import SalonError
from salon.history.model import HistoryLine
from salon.incidents.model import IncidentCard
from salon.messages.model import OutboxLine
from salon.money import Money
from salon.occasions.model import OccasionLine, Rule
from salon.plans.model import PlanCard
from salon.public import public_id
from salon.safety.model import Objection
from salon.skin.comparing import is_spread
from salon.skin.model import HABITS, AssessmentCard, PhotoLine, TickLine
from salon.text import Names, _
from salon.treatments.model import TreatmentCard, steps_to_plain


def client(line: ClientLine) -> dict[str, Any]:
    """Return the shape of a client."""
    born = line.birthday
    return {
        "id": public_id("client", line.id),
        "name": line.name,
        "family": line.family or None,
        "given": line.given or None,
        "called": line.called or None,
        "latin": line.latin or None,
        "pinyin": line.pinyin or None,
        "phones": [
            {
                "number": phone.number or None,
                "label": phone.label or None,
                "preferred": phone.preferred,
                "raw": phone.raw or None,
                "extension": phone.extension or None,
            }
            for phone in line.phones
        ],
        "birthday": {
            "date": born.date.isoformat() if born.date else None,
            "month": born.month,
            "day": born.day,
            "lunar": (
                {
                    "month": born.lunar.month,
                    "day": born.lunar.day,
                    "leap": born.lunar.leap,
                }
                if born.lunar
                else None
            ),
        },
        "language": line.language or None,
        "last_visit": _day(line.last_visit),
        "next_visit": _day(line.next_visit),
        "alerts": [
            {"kind": alert.kind, "grade": alert.grade.value, "text": alert.text}
            for alert in line.alerts
        ],
        "version": line.version,
    }


def client_card(
    salon: Salon,
    card: ClientCard,
    tests: Sequence[PatchTestCard] = (),
    consents: Sequence[Standing] = (),
) -> dict[str, Any]:
    """Return the shape of a client with her facts, patch tests and consents."""
    own = {
        "card_no": card.card_no,
        "salutation": card.salutation,
        "gender": card.gender,
        "email": card.email,
        "wechat_id": card.wechat,
        "preferred_channel": card.channel,
        "call_from": card.call_from,
        "call_until": card.call_until,
        "never_do": card.never_do,
        "sensitive_topics": card.avoid_topics,
        "note": card.note,
        "source": card.source,
    }
    facts: dict[str, Any] = {
        name: {"value": value, "confirmed": True}
        for name, value in own.items()
        if value
    }
    facts |= {
        fact.field: {"value": fact.value, "confirmed": fact.confirmed}
        for fact in card.facts
    }
    if card.do_not_contact:
        facts["do_not_contact"] = {"value": True, "confirmed": True}
    if card.allergies:
        facts["allergies"] = {
            "value": [
                {
                    "substance": one.substance,
                    "reaction": one.reaction or None,
                    "severity": one.severity or None,
                    "confirmed": one.confirmed,
                }
                for one in card.allergies
            ],
            "confirmed": all(one.confirmed for one in card.allergies),
        }
    if card.conditions:
        facts["conditions"] = {
            "value": [
                {
                    "condition": one.condition,
                    "since": _day(one.since),
                    "note": one.note or None,
                    "confirmed": one.confirmed,
                }
                for one in card.conditions
            ],
            "confirmed": all(one.confirmed for one in card.conditions),
        }
    return client(card.line) | {
        "registered": _day(card.registered),
        "facts": facts,
        "patch_tests": [patch_test(salon, one) for one in tests],
        "consents": list(map(consent, consents)),
    }


def consent(one: Standing) -> dict[str, Any]:
    """Return the shape of what was signed, and how it stands."""
    line = one.line
    return {
        "id": line.id,
        "consent": line.consent,
        "state": one.state.value,
        "given": _day(line.given_on),
        "until": _day(one.until),
        "withdrawn": _day(line.withdrawn_on),
        "service": line.service_ref or None,
        "condition": line.condition or None,
        "by": line.signed_by or None,
        "signature": "drawn" if line.signature else "paper",
    }


def patch_test(salon: Salon, one: PatchTestCard) -> dict[str, Any]:
    """Return the shape of a patch test."""
    return {
        "id": public_id("patch_test", one.id),
        "service": one.service_ref,
        "applied": _moment(salon, one.applied_at),
        "read": _moment(salon, one.read_at),
        "result": one.result or None,
        "ready_from": _moment(salon, one.ready_from),
        "valid_until": _moment(salon, one.valid_until),
        "spots": [
            {
                "id": spot.id,
                "zone": spot.zone,
                "what": spot.what or None,
                "batch": spot.batch or None,
                "result": spot.result or None,
            }
            for spot in one.spots
        ],
    }


def appointment(salon: Salon, line: DayLine) -> dict[str, Any]:
    """Return the shape of an appointment."""
    return {
        "id": public_id("appointment", line.id),
        "client": {"id": public_id("client", line.client_id), "name": line.client},
        "service": {
            "id": public_id("service", line.service_id),
            "ref": line.service_ref,
            "name": str(line.service),
        },
        "day": line.slot.day.isoformat(),
        "start": f"{line.slot.start:%H:%M}",
        "end": f"{line.slot.end:%H:%M}",
        "minutes": line.real_minutes,
        "person": named("staff_member", line.person),
        "room": named("room", line.room),
        "device": named("device", line.device),
        "status": line.status.value,
        "price": money(salon, line.price),
        "note": line.note or None,
        "version": line.version,
    }


def assessment(card: AssessmentCard, season: str = "") -> dict[str, Any]:
    """Return the shape of an assessment."""
    return {
        "id": public_id("assessment", card.id),
        "client": public_id("client", card.client_id),
        "day": card.day.isoformat(),
        "person": card.person or None,
        "skin_type": card.skin_type,
        "fitzpatrick": card.fitzpatrick,
        "findings": [
            {
                "zone": one.zone,
                "condition": one.condition,
                "grade": one.grade,
                "note": one.note,
                "x": one.x,
                "y": one.y,
                "line": [list(point) for point in one.line],
            }
            for one in card.findings
        ],
        "measures": [
            {
                "measure": one.measure,
                "zone": one.zone,
                "value": _number(one.value),
                "unit": one.unit,
                "device": one.device or None,
                "readings": [_number(value) for value in one.repeats],
                "spread": is_spread(one.repeats),
            }
            for one in card.measures
        ],
        "cleansed": card.taken.cleansed,
        "rested": card.taken.rested,
        "humidity": card.taken.humidity,
        "temperature": card.taken.temperature,
        "season": season or None,
        "note": card.note or None,
        "hopes": card.hopes or None,
        "photos": [photo(one) for one in card.photos],
    }


def photo(one: PhotoLine) -> dict[str, Any]:
    """Return the shape of a photograph."""
    return {
        "id": public_id("photo", one.id),
        "width": one.width,
        "height": one.height,
        "taken": one.taken.isoformat(),
        "view": one.view or None,
        "public": one.is_public,
        "marks": one.marked,
    }


def tick(one: TickLine) -> dict[str, Any]:
    """Return the shape of a tick."""
    return {
        "id": public_id("tick", one.id),
        "day": one.on.isoformat(),
        **dict(zip(HABITS, one.levels, strict=True)),
        "way": one.way or None,
        "by": one.by or None,
    }


def treatment(card: TreatmentCard) -> dict[str, Any]:
    """Return the shape of a treatment record."""
    record = card.record
    return {
        "id": public_id("treatment", card.id),
        "appointment": public_id("appointment", card.appointment_id),
        "client": public_id("client", card.client_id),
        "service": card.service_ref,
        "person": card.person,
        "day": card.day.isoformat(),
        "done": record.done or None,
        "products": [
            {
                "product": one.product,
                "batch": one.batch or None,
                "amount": one.amount,
                "unit": one.unit or None,
            }
            for one in record.products
        ],
        "settings": record.settings,
        "areas": list(record.areas),
        "reaction": record.reaction or None,
        "advice": record.advice or None,
        "next_time": record.next_time or None,
        "note": record.note or None,
        "steps": steps_to_plain(record.steps),
        "left_out": list(record.left_out),
        "scale": record.scale,
        "felt_at": list(record.felt_at),
        "asked_none": record.asked_none,
        "again": record.again.value or None,
        "status": card.state.value,
    }


def message(line: OutboxLine) -> dict[str, Any]:
    """Return the shape of a mail."""
    return {
        "id": public_id("message", line.id),
        "client": {"id": public_id("client", line.client_id), "name": line.client},
        "to": line.recipient,
        "subject": line.subject,
        "words": line.words,
        "purpose": line.purpose.value,
        "status": line.state.value,
        "trouble": line.trouble or None,
        "why": line.why or None,
        "reply": line.reply or None,
        "queued_at": line.queued_at.isoformat(),
        "next_at": line.next_at.isoformat() if line.next_at else None,
        "sent_at": line.sent_at.isoformat() if line.sent_at else None,
        "attempts": line.attempts,
        "by": line.by or None,
    }


def call(line: CallLine) -> dict[str, Any]:
    """Return the shape of a call."""
    reason = line.reason
    return {
        "id": public_id("aftercare_call", line.id),
        "client": {
            "id": public_id("client", line.client_id),
            "name": line.client,
            "phone": line.phone or None,
        },
        "due": line.due.isoformat(),
        "from": _time(line.time_from),
        "until": _time(line.time_until),
        "protocol": line.protocol,
        "step": line.step,
        "purpose": line.purpose,
        "words": line.words,
        "questions": [
            {"id": one.id, "text": one.text, "answers": list(one.answers)}
            for one in line.questions
        ],
        "red_flags": [{"id": one.id, "text": one.text} for one in line.red_flags],
        "last_time": line.last_time,
        "avoid": line.avoid,
        "attempts": line.attempts,
        "held": {"until": line.held.until.isoformat(), "why": line.held.cap.value}
        if line.held
        else None,
        "best": _best(line.best) if line.best else None,
        "for": {"id": public_id("staff_member", line.for_staff), "name": line.for_name}
        if line.for_staff
        else None,
        "foreseen": {outcome.value: text for outcome, text in line.foreseen.items()},
        "status": line.status.value,
        "outcome": line.outcome.value if line.outcome else None,
        "reason": reason,
        "reason_text": _(REASONS[reason]) if reason in REASONS else reason,
        "incident": _incident(line.incident_id),
        "complaint": _complaint(line.complaint_id),
    }


def _best(best: Best) -> dict[str, Any]:
    return {
        "chance": round(best.chance, 3),
        "answered": best.answered,
        "of": best.tried,
        "later": [_time(at) for at in best.later] if best.later else None,
    }


def follow(one: Follow) -> dict[str, Any]:
    """Return what follows from a call."""
    return {
        "kind": one.kind,
        "text": one.text,
        "call": public_id("aftercare_call", one.call_id) if one.call_id else None,
        "due": _day(one.due),
        "from": _time(one.time_from),
        "incident": _incident(one.incident_id),
        "complaint": _complaint(one.complaint_id),
    }


def incident(card: IncidentCard) -> dict[str, Any]:
    """Return the shape of an incident."""
    line = card.line
    holds = line.is_open and line.service_id is not None
    return {
        "id": public_id("incident", line.id),
        "client": {"id": public_id("client", line.client_id), "name": line.client},
        "opened": card.opened_at.isoformat(),
        "severity": int(line.severity),
        "signs": [
            {
                "flag": one.flag,
                "text": str(one.text),
                "zones": one.zones.split(),
                "said": one.said.isoformat(),
            }
            for one in line.signs
        ],
        "open": line.is_open,
        "appointment": (
            public_id("appointment", line.appointment_id)
            if line.appointment_id
            else None
        ),
        "words": card.words or None,
        "steps": [
            {
                "kind": one.kind,
                "what": one.what or None,
                "note": one.note or None,
                "at": one.at.isoformat(),
                "by": one.by or None,
            }
            for one in card.steps
        ],
        "held": (
            [
                {
                    "service": line.service_ref,
                    "family": line.family,
                    "device_type": line.device_type,
                }
            ]
            if holds
            else []
        ),
        "outcome": card.outcome or None,
        "finding": card.finding or None,
        "barred": card.is_barred,
        "leaves": list(card.leaves),
    }


def plan(salon: Salon, card: PlanCard) -> dict[str, Any]:
    """Return the shape of a plan."""
    body = card.body
    return {
        "id": card.number,
        "client": {"id": public_id("client", card.client_id), "name": card.client},
        "template": card.template,
        "title": card.title,
        "status": card.status.value,
        "start": card.start.isoformat(),
        "sessions": [
            {
                "number": one.number,
                "service": {
                    "id": public_id("service", one.service_id),
                    "ref": one.service_ref,
                    "name": str(one.service),
                },
                "due_from": one.due_from.isoformat(),
                "due_until": one.due_until.isoformat(),
                "appointment": (
                    public_id("appointment", one.appointment_id)
                    if one.appointment_id
                    else None
                ),
            }
            for one in card.sessions
        ],
        "home_care": [
            {
                "product": step.product,
                "when": step.when,
                "amount": step.amount,
                "phase": step.phase,
            }
            for step in body.home_care
        ],
        "advice": list(body.advice),
        "dropped": list(body.dropped),
        "goal": body.goal or None,
        "price": money(salon, card.price),
    }


def free(one: FreeTime) -> dict[str, Any]:
    """Return the shape of a free time."""
    return {
        "day": one.day.isoformat(),
        "start": f"{one.start:%H:%M}",
        "person": named("staff_member", one.person),
        "room": named("room", one.room),
        "device": named("device", one.device),
    }


def caution(one: Objection) -> dict[str, Any]:
    """Return the shape of something that stands against a service."""
    return {
        "rule": one.rule,
        "action": one.verdict.action.value,
        "text": one.text,
        "until": one.until.isoformat() if one.until else None,
    }


def action(salon: Salon, line: HistoryLine) -> dict[str, Any]:
    """Return the shape of an action of the history."""
    return {
        "seq": line.seq,
        "at": salon.local(line.at).isoformat(),
        "by": line.by or None,
        "desk": line.desk,
        "kind": line.kind,
        "text": line.text,
        "undoes": line.undoes,
        "changes": [
            {
                "record": one.record,
                "field": one.field,
                "before": one.before,
                "after": one.after,
            }
            for one in line.changes
        ],
    }


def money(salon: Salon, amount: Money) -> dict[str, Any]:
    """Return an amount with its currency."""
    return {"minor": amount.minor, "currency": salon.premises.currency}


def named(table: str, one: Named | None) -> dict[str, str] | None:
    """Return a person, room or device by public number and name."""
    return None if one is None else {"id": public_id(table, one.id), "name": one.name}


def error(refusal: SalonError) -> dict[str, Any]:
    """Return why something was refused, for programs that read it."""
    data = {key: plain(value) for key, value in vars(refusal).items()}
    return {"error": {"kind": refusal.kind(), "text": str(refusal), "data": data}}


def plain(value: Any) -> Any:
    """Return anything as JSON can hold it."""
    match value:
        case Slot():
            return {
                "day": value.day.isoformat(),
                "start": f"{value.start:%H:%M}",
                "end": f"{value.end:%H:%M}",
            }
        case Names():
            return str(value)
        case Enum():
            return value.value
        case date() | datetime():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case Money():
            return value.minor
        case dict():
            return {str(key): plain(one) for key, one in value.items()}
        case str() | int() | float() | None:
            return value
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in fields(value)
        }
    if isinstance(value, Sequence | set | frozenset):
        return [plain(one) for one in value]
    return str(value)


def complaint(
    card: ComplaintCard,
    missing: Sequence[str] = (),
    alike: int = 1,
    given: Given | None = None,
) -> dict[str, Any]:
    """Return the shape of a complaint: its steps with their clocks, its offers."""
    line = card.line
    return {
        "id": public_id("complaint", line.id),
        "client": {"id": public_id("client", line.client_id), "name": line.client},
        "opened": line.opened.isoformat(),
        "level": int(line.level),
        "responder": int(line.responder),
        "status": line.status,
        "open": line.is_open,
        "source": line.source,
        "cause": line.cause or None,
        "causes": list(card.causes),
        "root": card.root or None,
        "words": line.words or None,
        "promised": card.promised or None,
        "person": line.person or None,
        "owner": line.owner or None,
        "next_owner": card.next_owner or None,
        "step": line.step.value if line.step and line.is_open else None,
        "due": line.clock.due.isoformat() if line.clock and line.is_open else None,
        "late": line.is_late,
        "appointment": (
            public_id("appointment", line.appointment_id)
            if line.appointment_id
            else None
        ),
        "incident": _incident(line.incident_id),
        "authority": card.body or None,
        "steps": [
            {
                "step": one.step.value,
                "due": one.clock.due.isoformat(),
                "done": one.done.at.isoformat() if one.done else None,
                "by": (one.done.by or None) if one.done else None,
                "note": (one.done.note or None) if one.done else None,
            }
            for one in card.steps
        ],
        "offers": [_offer(one) for one in card.offers],
        "course": [
            {
                "kind": one.kind,
                "what": one.what or None,
                "note": one.note or None,
                "at": one.at.isoformat(),
                "by": one.by or None,
            }
            for one in card.course
        ],
        "change": card.change or None,
        "outcome": line.outcome or None,
        "missing": list(missing),
        "alike": alike,
        "given": None if given is None else _given(given),
    }


def _offer(one: OfferLine) -> dict[str, Any]:
    status = "offered" if one.is_granted else one.answer.value or "above_limit"
    if one.is_chosen:
        status = "promised" if one.is_promised else "done"
    return {
        "kind": one.kind,
        "text": one.text or str(one.name),
        "amount": one.amount.minor,
        "currency": one.currency,
        "count": one.count,
        "day": _day(one.promised_on),
        "status": status,
        "needs": one.needs,
        "granted_by": one.granted_by or None,
    }


def _given(given: Given) -> dict[str, Any]:
    return {
        "gifts": [given.gifts, given.most_gifts],
        "repeats": [given.repeats, given.most_repeats],
        "credit": [given.credit.minor, given.most_credit.minor],
        "refunds": [given.refunds.minor, given.most_refunds.minor],
    }


def tally(one: Tally) -> dict[str, Any]:
    """Return the shape of how often something was complained about."""
    return {
        "key": one.key,
        "name": one.name,
        "cases": one.cases,
        "visits": one.visits,
        "per_1000": round(one.rate, 1),
        "low": round(one.low, 1),
        "high": round(one.high, 1),
    }


def _complaint(key: int | None) -> str | None:
    return public_id("complaint", key) if key else None


def _incident(key: int | None) -> str | None:
    return public_id("incident", key) if key else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _moment(salon: Salon, at: datetime | None) -> str | None:
    """Return an instant on the salon's wall clock, as visits are said."""
    return f"{salon.local(at):%Y-%m-%dT%H:%M}" if at else None


def _time(at: time | None) -> str | None:
    return f"{at:%H:%M}" if at else None


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value


def occasion(line: OccasionLine) -> dict[str, Any]:
    """Return the shape of an occasion; one that no night has found has no id."""
    return {
        "id": public_id("occasion", line.id) if line.id is not None else None,
        "kind": line.kind.value,
        "client": {"id": public_id("client", line.client_id), "name": line.client},
        "reference": line.reference,
        "day": line.day.isoformat(),
        "state": line.state.value if line.id is not None else "to_come",
        "why": line.why.value or None,
        "reason": line.reason,
        "purpose": line.purpose,
        "turn": line.sight.isoformat() if line.sight else None,
        "call": (
            public_id("aftercare_call", line.call_id)
            if line.call_id is not None
            else None
        ),
    }


def occasion_rule(rule: Rule) -> dict[str, Any]:
    """Return the shape of a rule of occasions."""
    return {
        "kind": rule.kind.value,
        "on": rule.on,
        "purpose": rule.purpose.value,
        "look_back": rule.look_back,
        "grace": rule.grace,
        "cooldown": rule.cooldown,
        "a_day": rule.a_day,
        "offsets": list(rule.offsets),
        "channels": list(rule.channels),
        "messages": list(rule.messages),
    }
