"""The command that records a treatment."""

from argparse import Namespace
from typing import Any

from salon.aftercare.queries import calls_after
from salon.app import Salon
from salon.appointments.queries import (
    appointment,
)
from salon.cli import shapes
from salon.cli.aftercare import call_line_of
from salon.cli.answer import Answer
from salon.cli.appointments import appointment_key, visit_line
from salon.cli.documents import BadJson, Sheet, known_keys, read_json
from salon.public import public_id
from salon.text import N_, _, listed
from salon.treatments.model import Again, TreatmentDraft, draft_from_plain
from salon.treatments.operations import finish
from salon.treatments.queries import treatment


def complete_visit(salon: Salon, options: Namespace) -> Answer:
    """Record a treatment; its calls follow."""
    key = appointment_key(options.id)
    draft = TreatmentDraft()
    if options.file:
        draft = _draft(read_json(options.file))
    record = salon.do(finish, key, draft, override=options.override)
    due = salon.ask(calls_after, key)
    visit = salon.ask(appointment, key)
    document = {
        "appointment": shapes.appointment(salon, visit),
        "treatment": shapes.treatment(salon.ask(treatment, record)),
        "calls": [shapes.call(one) for one in due],
    }
    lines = [visit_line(visit), *map(call_line_of, due)]
    return Answer(document, lines, changed=public_id("appointment", key))


_TEXTS = ("done", "reaction", "advice", "next_time", "note")
_REFS = ("areas", "left_out", "felt_at", "carried")
# what an answered treatment has besides may be handed in again
_BESIDE = ("id", "appointment", "client", "service", "person", "day", "status")


def _draft(said: dict[str, Any]) -> TreatmentDraft:
    """Return a treatment from its JSON; raises BadJson, which names the key."""
    more = ("products", "settings", "steps", "scale", "asked_none", "again")
    known_keys(said, (*_TEXTS, *_REFS, *more, *_BESIDE))
    sheet = Sheet(said)
    for name in _TEXTS:
        sheet.text(name)
    for name in _REFS:
        sheet.texts(name)
    sheet.object("settings")
    sheet.flag("asked_none")
    sheet.whole("scale")
    if sheet.text("again") not in set(Again):
        why = _(N_("“again” is one of {known}"))
        raise BadJson(why.format(known=listed(one.value for one in Again if one.value)))
    for one in sheet.sheets("products"):
        known_keys(one.said, ("product", "batch", "amount", "unit"))
        for name in ("product", "batch", "unit"):
            one.text(name)
        one.number("amount")
    for one in sheet.sheets("steps"):
        known_keys(one.said, ("name", "words", "at"))
        for name in ("name", "words", "at"):
            one.text(name)
    try:
        return draft_from_plain(said)
    except ValueError as error:  # of all that may be left: the minute of a step
        raise BadJson(_(N_("“at” of a step is a time such as 09:16"))) from error
