"""What staff decide about what does not fit any more."""

import json
from collections.abc import Sequence
from dataclasses import replace

from salon.appointments.model import AppointmentId
from salon.appointments.operations import Change, cancel, move
from salon.appointments.tables import Appointment
from salon.breaks.events import BreaksSettled
from salon.breaks.model import Broken, CannotKeep, Choice, Kind, NotBroken, Way
from salon.breaks.queries import broken
from salon.catalogue.model import ServiceId
from salon.catalogue.queries import service
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.plans.events import PlanChanged
from salon.plans.model import PlanStatus, body_from_plain, body_to_plain
from salon.plans.tables import Plan, PlanSession
from salon.rights import Right
from salon.safety.heeding import keep_reason
from salon.safety.model import ReasonNeeded, Verdict, is_reason
from salon.safety.tables import Decision
from salon.staff.model import StaffId
from salon.text import N_, _
from salon.work import Work, needs


@needs(Right.BOOK)
def settle(work: Work, client_id: ClientId, choices: Sequence[Choice]) -> int:
    """Do what was chosen about each thing that a fact breaks, all or none, as one step.

    Args:
        work: As ever.
        client_id: The client.
        choices: One for each that is decided; the others wait.

    Returns:
        How many are still undecided.

    Raises:
        NotBroken: One has changed since it was looked at.
        CannotKeep: One that nobody keeps, or not with these rights.
        ReasonNeeded: Keeping it needs a reason in words.
        SlotTaken, NobodyFree …: A time is gone meanwhile; see `move`.
    """
    client_id = living(work, client_id)
    there = {one.key: one for one in broken(work, client_id)}
    work.record(BreaksSettled(client_id))  # first: so it names the action
    for choice in choices:
        one = there.get(choice.key)
        if one is None or choice.way not in one.ways:
            raise NotBroken(one.title if one is not None else choice.key)
        if choice.way is Way.KEEP:
            _keep(work, client_id, one, choice.reason)
        elif one.kind is Kind.VISIT:
            _change_visit(work, one, choice)
        elif one.kind is Kind.SESSION:
            _change_session(work, one, choice.way)
        else:
            _stop_product(work, one)
    return len(broken(work, client_id))


def _change_visit(work: Work, one: Broken, choice: Choice) -> None:
    key = AppointmentId(one.id)
    if choice.way is Way.CANCEL:
        reason = choice.reason.strip() or one.objections[0].text
        cancel(work, key, reason, seen=one.version)
    elif choice.way is Way.INSTEAD and one.other is not None:
        change = Change(service_id=ServiceId(one.other.service_id))
        change = replace(change, override=_heeded(one))
        move(work, key, change, seen=one.version)
    elif one.free is not None:
        free = one.free
        change = Change(
            day=free.day,
            start=free.start,
            staff_id=StaffId(free.person_id),
            override=_heeded(one),
        )
        move(work, key, change, seen=one.version)


def _heeded(_one: Broken) -> str:
    """Return what is kept of a mere warning at the new time, or of the new service."""
    return _(N_("Looked at with the client; heeded on the day"))


def _change_session(work: Work, one: Broken, way: Way) -> None:
    row = work.get(PlanSession, one.id, seen=one.version)
    plan = work.get(Plan, row.plan_id)
    match way:
        case Way.PAUSE:
            plan.status = PlanStatus.PAUSED
        case Way.CANCEL:
            plan.price -= row.price
            work.session.delete(row)
        case Way.INSTEAD if one.other is not None:
            card = service(work, ServiceId(one.other.service_id))
            plan.price += card.price - row.price
            row.service_id, row.price = card.id, card.price
        case _ if one.first is not None:
            room = row.due_until - row.due_from
            row.due_from, row.due_until = one.first, one.first + room
    work.record(PlanChanged(plan.id, plan.client_id))


def _stop_product(work: Work, one: Broken) -> None:
    plan = work.get(Plan, one.id)
    body = body_from_plain(json.loads(plan.body))
    left = tuple(step for step in body.home_care if step.product != one.product)
    dropped = tuple(dict.fromkeys((*body.dropped, one.objections[0].text)))
    changed = replace(body, home_care=left, dropped=dropped)
    plan.body = json.dumps(body_to_plain(changed), ensure_ascii=False)
    work.record(PlanChanged(plan.id, plan.client_id))


def _keep(work: Work, client_id: ClientId, one: Broken, reason: str) -> None:
    if one.verdict is Verdict.BLOCK and one.kind is not Kind.COURSE:
        raise CannotKeep(one.title, one.objections[0].text)
    is_letter = any(each.verdict is Verdict.LETTER for each in one.objections)
    if is_letter and Right.MANAGE not in work.by.rights:
        why = _(N_("without the doctor’s letter only the manager may."))
        raise CannotKeep(one.title, why)
    if not is_reason(reason):
        if one.needs_reason:
            raise ReasonNeeded
        reason = _heeded(one)
    if one.kind is Kind.VISIT:
        row = work.get(Appointment, one.id, seen=one.version)
        card = service(work, row.service_id)
        keep_reason(work, client_id, card, one.objections, reason, row.id)
        return
    for objection in one.objections:
        work.add(
            Decision(
                client_id=client_id,
                plan_session_id=one.id if one.kind is Kind.SESSION else None,
                course_id=one.id if one.kind is Kind.COURSE else None,
                product=one.product,
                rule=objection.rule,
                condition=objection.condition,
                reason=reason.strip()[:1000],
                at=work.now,
                staff_id=work.by.id,
            )
        )
