"""The command that records a treatment."""

from argparse import Namespace

from salon.aftercare.queries import calls_after
from salon.app import Salon
from salon.appointments.queries import (
    appointment,
)
from salon.cli import shapes
from salon.cli.aftercare import call_line_of
from salon.cli.answer import Answer
from salon.cli.appointments import appointment_key, visit_line
from salon.cli.documents import BadJson, read_json
from salon.public import public_id
from salon.treatments.model import TreatmentDraft, draft_from_plain
from salon.treatments.operations import finish
from salon.treatments.queries import treatment


def complete_visit(salon: Salon, options: Namespace) -> Answer:
    """Record a treatment; its calls follow."""
    key = appointment_key(options.id)
    draft = TreatmentDraft()
    if options.file:
        try:
            draft = draft_from_plain(read_json(options.file))
        except (TypeError, ValueError, AttributeError) as error:
            raise BadJson(str(error)[:120]) from error
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
