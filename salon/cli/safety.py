"""Commands about what stands against a service, and what a new fact breaks."""

from argparse import Namespace
from typing import Any

from salon.app import Salon
from salon.appointments.queries import visits_of
from salon.breaks.model import Choice, Way
from salon.breaks.operations import settle
from salon.breaks.queries import broken
from salon.catalogue.model import NotFound, Subject
from salon.catalogue.queries import has_entry
from salon.cli import named
from salon.cli.answer import Answer
from salon.cli.appointments import appointment_key
from salon.clients.model import BadField
from salon.public import public_id
from salon.safety.model import VERDICT_WORDS, Objection
from salon.safety.queries import safety_answer
from salon.text import N_, _


def safety(salon: Salon, options: Namespace) -> Answer:
    """Print what stands against a service for one client on one day."""
    client = named.client(salon, options.client).id
    service = named.service(salon, options.service)
    day = named.day_of(salon, options.day) if options.day else salon.today()
    for zone in options.areas or ():
        if not salon.ask(has_entry, Subject.ZONE, zone):
            raise NotFound(_(N_("zone")), zone)
    said = getattr(options, "visit", None)
    visit = 0 if said is None else int(appointment_key(said))
    if (
        options.begins and not visit
    ):  # then it is about that visit, which is not in its own way
        for one in salon.ask(visits_of, client):
            is_it = (one.slot.day, one.service_id) == (day, service.id)
            visit = int(one.id) if is_it and one.status.is_open else visit
    found = salon.ask(
        safety_answer,
        client,
        service,
        day,
        zones=frozenset(options.areas or ()),
        visit=visit,
        begins=options.begins,
    )
    document = {
        "verdict": found.verdict.value,
        "objections": list(map(_shape, found.objections)),
        "to_do": list(map(_shape, found.to_do)),
        "notes": list(found.notes),
    }
    lines = [_(VERDICT_WORDS[found.verdict])]
    lines += [f"  ! {one.text}" for one in found.objections]
    lines += [f"  - {one.text}" for one in found.to_do]
    return Answer(document, [*lines, *(f"    {note}" for note in found.notes)])


def breaks(salon: Salon, options: Namespace) -> Answer:
    """Print what of hers does not fit what is known of her, or settle it."""
    client = named.client(salon, options.client).id
    choices = [_choice(said) for said in options.settle or ()]
    if choices:
        salon.do(settle, client, choices)
    found = salon.ask(broken, client)
    document = {
        "breaks": [
            {
                "key": one.key,
                "kind": one.kind.value,
                "title": one.title,
                "about": one.about,
                "verdict": one.verdict.value,
                "objections": list(map(_shape, one.objections)),
                "first": one.first.isoformat() if one.first else None,
                "free": one.free.text if one.free is not None else None,
                "instead": one.other.name if one.other is not None else None,
                "ways": [way.value for way in one.ways],
            }
            for one in found
        ],
        "total": len(found),
    }
    lines = [
        f"{one.key:>12}  {one.title}, {one.about}: {one.objections[0].text}"
        f"  [{', '.join(way.value for way in one.ways)}]"
        for one in found
    ]
    changed = public_id("client", client) if choices else None
    return Answer(document, lines or [_(N_("Nothing is touched"))], changed)


def _choice(said: str) -> Choice:
    """Read `KEY=WAY`, or `KEY=keep:REASON`."""
    key, mark, rest = said.partition("=")
    way, _colon, reason = rest.partition(":")
    if not mark or way not in set(Way):
        raise BadField("settle", said)
    return Choice(key.strip(), Way(way), reason.strip())


def _shape(one: Objection) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "condition": one.condition or None,
        "known_from": one.known_from or None,
        "verdict": one.verdict.value,
        "text": one.text,
        "source": one.source or None,
        "adapt": one.adapt or None,
        "until": one.until.isoformat() if one.until else None,
        "override": one.can_be_overridden,
    }
