"""What beauticians write of a treatment."""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from salon.appointments.model import AppointmentId, Status
from salon.appointments.operations import complete
from salon.appointments.placing import heed_afterwards
from salon.appointments.tables import Appointment
from salon.catalogue.queries import service
from salon.clients.model import LONGEST_TEXT
from salon.errors import EditedElsewhere, TooLong
from salon.rights import Right
from salon.store.drafts import drop_own
from salon.treatments.events import TreatmentCorrected, TreatmentRecorded
from salon.treatments.model import (
    HOTTEST,
    AlreadySigned,
    NotOnTheScale,
    State,
    Step,
    TreatmentDraft,
    TreatmentId,
    UsedProduct,
    draft_place,
    steps_to_plain,
)
from salon.treatments.tables import Treatment, TreatmentProduct
from salon.treatments.using import take_used
from salon.work import Work, needs

LONGEST_STEP = 400  # letters of its name
_TEXTS = ("done", "reaction", "advice", "next_time", "note")
_ZONES = ("areas", "left_out", "felt_at")


@needs(Right.TREAT)
def finish(
    work: Work,
    appointment_id: AppointmentId,
    draft: TreatmentDraft,
    *,
    override: str | None = None,
    seen: int | None = None,
    written: int | None = None,
) -> TreatmentId:
    """Close the visit and write down what was done, in one step.

    Its after-care calls follow; the draft that this desk kept while typing is dropped.

    Args:
        work: As ever.
        appointment_id: The visit.
        draft: What was done.
        override: Why it is done against what stands there.
        seen: The version of the visit on the screen.
        written: The version of the record on the screen; 0: there was none.

    Raises:
        EditedElsewhere: Somebody has changed it since; theirs stands.
        OutOfOrder: The visit is over already, or was called off.
        Contraindicated: It was never begun in the book, something stands against it,
            and no reason is given. One under way is always written down.
        TooLong: A text that nobody can have meant.
    """
    row = work.get(Appointment, appointment_id, seen=seen)
    was_begun = row.status is Status.IN_TREATMENT
    card = service(work, row.service_id)
    heed_afterwards(work, row, card, override, was_begun=was_begun)
    complete(work, appointment_id, seen=seen)
    return record_treatment(work, appointment_id, draft, seen=written)


@needs(Right.TREAT)
def record_treatment(
    work: Work,
    appointment_id: AppointmentId,
    draft: TreatmentDraft,
    *,
    seen: int | None = None,
) -> TreatmentId:
    """Write down, or correct, what was done at a visit that is over.

    Args:
        work: As ever.
        appointment_id: The visit.
        draft: What was done.
        seen: The version of the record on the screen; 0: there was none.

    Raises:
        AlreadySigned: A signed record stays as it is.
        EditedElsewhere: Somebody has changed it since; theirs stands.
        Missing, TooLong: As ever.
    """
    row = work.get(Appointment, appointment_id)
    record = work.session.scalar(
        select(Treatment).where(Treatment.appointment_id == appointment_id)
    )
    before: list[UsedProduct] = []
    is_new = record is None
    if record is None:
        record = Treatment(
            appointment_id=appointment_id,
            client_id=row.client_id,
            service_id=row.service_id,
            staff_id=row.staff_id,
            day=row.day,
            state=State.COMPLETE,
        )
        _write(record, draft)
        work.add(record)
    else:
        if record.state is State.SIGNED:
            raise AlreadySigned
        if seen is not None and record.version != seen:
            raise EditedElsewhere
        _write(record, draft)
        p = TreatmentProduct
        hers = select(p).where(p.treatment_id == record.id).order_by(p.id)
        for old in work.session.scalars(hers).all():
            before.append(UsedProduct(old.product, old.batch, old.amount, old.unit))
            work.session.delete(old)
    after = [
        UsedProduct(
            used.product.strip()[:400],
            used.batch.strip()[:100],
            used.amount,
            used.unit.strip()[:20],
        )
        for used in draft.products
        if used.product.strip()
    ]
    for used in after:
        work.session.add(
            TreatmentProduct(
                treatment_id=record.id,
                product=used.product,
                batch=used.batch,
                amount=used.amount,
                unit=used.unit,
            )
        )
    if after != before:
        work.session.flush()
        take_used(work, record, after)
    drop_own(work.session.connection(), draft_place(appointment_id), work.desk)
    event = TreatmentRecorded if is_new else TreatmentCorrected
    work.record(event(record.id, row.client_id))
    return record.id


@needs(Right.TREAT)
def sign(work: Work, key: TreatmentId, *, seen: int | None = None) -> None:
    """Close a record for good; from now on it is only added to."""
    record = work.get(Treatment, key, seen=seen)
    record.state = State.SIGNED
    work.record(TreatmentCorrected(key, record.client_id))


def _write(record: Treatment, draft: TreatmentDraft) -> None:
    for name in _TEXTS:
        value = getattr(draft, name)
        if len(value) > LONGEST_TEXT:
            raise TooLong(name, len(value), LONGEST_TEXT)
        setattr(record, name, value)
    if draft.scale is not None and not 0 <= draft.scale <= HOTTEST:
        raise NotOnTheScale(draft.scale)
    settings = {name: value for name, value in draft.settings.items() if value != ""}
    record.settings = json.dumps(settings, ensure_ascii=False, sort_keys=True)
    record.steps = _as_json(draft.steps)
    for name in _ZONES:
        setattr(record, name, " ".join(getattr(draft, name)))
    record.scale, record.asked_none = draft.scale, draft.asked_none
    record.again = draft.again


def _as_json(steps: Sequence[Step]) -> str:
    told = [
        replace(step, name=step.name.strip()[:LONGEST_STEP], words=step.words.strip())
        for step in steps
        if step.name.strip()
    ]
    for step in told:
        if len(step.words) > LONGEST_TEXT:
            raise TooLong("words", len(step.words), LONGEST_TEXT)
    return json.dumps(steps_to_plain(told), ensure_ascii=False)
