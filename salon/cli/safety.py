"""Commands about what stands against a service."""

from argparse import Namespace
from typing import Any

from salon.app import Salon
from salon.catalogue.model import NotFound, Subject
from salon.catalogue.queries import has_entry
from salon.cli import named
from salon.cli.answer import Answer
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
    found = salon.ask(
        safety_answer,
        client,
        service,
        day,
        zones=frozenset(options.areas or ()),
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
