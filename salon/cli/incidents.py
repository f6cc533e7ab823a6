"""Commands about what went wrong: opened, shown, closed."""

from argparse import Namespace

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.incidents.model import (
    OUTCOME_WORDS,
    SEVERITY_WORDS,
    TICK_WORDS,
    IncidentCard,
    IncidentId,
    Kind,
    Outcome,
)
from salon.incidents.operations import close_incident, open_incident
from salon.incidents.queries import all_incidents, everything_open
from salon.incidents.queries import incident as incident_card
from salon.public import public_id
from salon.text import N_, _, hour, short_day

VERBS = ("show", "close")


def incident(salon: Salon, options: Namespace) -> Answer:
    """Open an incident, show one, or close one."""
    if options.what in VERBS and options.id is not None:
        key = IncidentId(named.key_of("incident", N_("incident"), options.id))
        if options.what == "show":
            return _shown(salon, key)
        salon.do(
            close_incident,
            key,
            options.outcome,
            reason=options.reason,
            finding=options.finding,
            is_barred=options.barred,
            leaves=options.leaves,
        )
        return _shown(salon, key, is_changed=True)
    client = named.client(salon, options.what).id
    visit = None
    if options.visit:
        visit = named.key_of("appointment", N_("appointment"), options.visit)
    key = salon.do(
        open_incident, client, options.flag, appointment_id=visit, words=options.note
    )
    return _shown(salon, key, is_changed=True)


def incidents(salon: Salon, options: Namespace) -> Answer:
    """Print the incidents that are open, or all."""
    query = all_incidents if options.all else everything_open
    found = [salon.ask(incident_card, line.id) for line in salon.ask(query)]
    lines = [line for card in found for line in _lines(card)[:1]]
    return listed("incidents", [shapes.incident(one) for one in found], lines)


def _shown(salon: Salon, key: IncidentId, *, is_changed: bool = False) -> Answer:
    card = salon.ask(incident_card, key)
    number = public_id("incident", key)
    return Answer(
        shapes.incident(card), _lines(card), changed=number if is_changed else None
    )


def _lines(card: IncidentCard) -> list[str]:
    """Return an incident for people: a line, its signs, and what was done."""
    line = card.line
    number = public_id("incident", line.id)
    opened = f"{short_day(line.opened.date())} {hour(line.opened)}"
    how = _(SEVERITY_WORDS[line.severity])
    if card.outcome:
        how = _(OUTCOME_WORDS[Outcome(card.outcome)])
    said = [
        f"{number:>8}  {opened}  {line.client}  {how}  {line.service or ''}".rstrip()
    ]
    said += [f"  ! {sign.text}" for sign in line.signs]
    for step in card.steps:
        what = _(TICK_WORDS[step.what]) if step.kind == Kind.TICK else step.what
        parts = (hour(step.at), step.kind, what, step.note, step.by)
        said.append("  " + "  ".join(filter(None, parts)))
    return said
