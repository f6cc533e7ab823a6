"""Protocols of the salon's own: written as a draft, looked at, and switched on."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from salon.aftercare import events
from salon.aftercare.checking import Known, problems_of, refuse
from salon.aftercare.composing import shipped
from salon.catalogue.model import NotFound, ServiceId, Subject
from salon.catalogue.queries import all_names, entries, terms
from salon.catalogue.tables import Entry, Service
from salon.rights import Right
from salon.text import N_, _
from salon.work import Work, needs

LIVE, DRAFT, OFF = "step", "draft", "off"  # keys of what a protocol holds


@needs(Right.MANAGE)
def edit_protocol(work: Work, ref: str, steps: Sequence[Mapping[str, Any]]) -> None:
    """Keep other steps of a protocol as a draft; clients are rung as before.

    Args:
        work: As ever.
        ref: Of the protocol.
        steps: All of them, as `protocol show` has them.

    Raises:
        BadProtocol: They cannot be carried out; what is wrong is said.
        NotFound: There is no such protocol.
    """
    row, body = _protocol(work, ref)
    plain = json.loads(json.dumps(steps))
    refuse(problems_of(plain, known_of(work)))
    body[DRAFT] = plain
    _keep(work, row, body)


@needs(Right.MANAGE)
def drop_draft(work: Work, ref: str) -> None:
    """Let the draft of a protocol go; raises NotFound."""
    row, body = _protocol(work, ref)
    body.pop(DRAFT, None)
    _keep(work, row, body)


@needs(Right.MANAGE)
def switch_protocol(work: Work, ref: str, on: bool) -> None:
    """Let a protocol be followed from now on, its draft with it, or not any more.

    What is planned already stays: it was planned for what was done.

    Raises:
        BadProtocol: What is to be switched on cannot be carried out.
        NotFound: There is no such protocol.
    """
    row, body = _protocol(work, ref)
    if on:
        steps = body.pop(DRAFT, body.get(LIVE, []))
        refuse(problems_of(steps, known_of(work)))
        body[LIVE] = steps
        body.pop(OFF, None)
    else:
        body[OFF] = True
    _keep(work, row, body)


@needs(Right.MANAGE)
def follow_with(work: Work, service_id: ServiceId, ref: str) -> None:
    """Let a service be followed by another protocol; raises NotFound, Missing."""
    _protocol(work, ref)
    row = work.get(Service, service_id)
    row.protocol = ref
    work.record(events.ProtocolChanged(ref))


def known_of(work: Work) -> Known:
    """Return what the steps of a protocol may name."""
    pieces = (*shipped().openers, *shipped().bodies, *shipped().closers)
    facts = {one for piece in pieces for one in piece.needs}
    for card in entries(work, Subject.PROTOCOL):
        for step in card.body.get(LIVE, ()):
            facts |= set(step.get("needs", ()))
    return Known(
        purposes=frozenset(terms(work, "step_purpose")),
        questions=frozenset(all_names(work, Subject.QUESTION)),
        flags=frozenset(all_names(work, Subject.RED_FLAG)),
        facts=frozenset(facts),
    )


def _protocol(work: Work, ref: str) -> tuple[Entry, dict[str, Any]]:
    asked = select(Entry).where(Entry.subject == Subject.PROTOCOL, Entry.ref == ref)
    row = work.session.scalars(asked).first()
    if row is None:
        raise NotFound(_(N_("protocol")), ref)
    return row, json.loads(row.body)


def _keep(work: Work, row: Entry, body: Mapping[str, Any]) -> None:
    row.body = json.dumps(body, ensure_ascii=False)
    work.record(events.ProtocolChanged(row.ref))
