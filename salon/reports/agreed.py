"""What was agreed with a client, and what went wrong, as the file tells it."""

import re
from collections.abc import Iterable

from salon.catalogue.model import Subject
from salon.catalogue.queries import entries, names_of
from salon.clients.consents import STATE_WORDS, State, consents_standing
from salon.clients.consents import Standing as Stands
from salon.clients.queries import (
    consent_days,
)
from salon.incidents.model import OUTCOME_WORDS, SEVERITY_WORDS, IncidentCard, Outcome
from salon.public import public_id
from salon.reports.filing import File
from salon.text import (
    _,
    aside,
    full_day,
    hour,
    listed,
    plain_day,
    sentences,
)
from salon.treatments.sheet import (
    Block,
    ConsentEntry,
    IncidentEntry,
    Pair,
)
from salon.work import Reading


def consents_in_short(file: File) -> Block:
    """Return all that stands by the day whose wording was signed, and what does not."""
    names = _consent_names(file.reading)
    by_day: dict[str, list[str]] = {}
    ended: list[str] = []
    standing = sorted(_standing(file), key=lambda one: one.line.given_on, reverse=True)
    stands = {one.line.consent for one in standing if one.state is State.STANDS}
    for one in standing:
        name = _short(names.get(one.line.consent, one.line.consent))
        if one.state is State.STANDS:
            by_day.setdefault(full_day(one.line.given_on), []).append(name)
        elif one.line.consent not in stands:
            ended.append(aside(name, _ends(one)))
    pairs = [Pair(day, listed(dict.fromkeys(some))) for day, some in by_day.items()]
    pairs.append(Pair(_("Ended"), listed(dict.fromkeys(ended))))
    return Block(_("Consents"), tuple(one for one in pairs if one.value))


def _short(name: str) -> str:
    """Return the name of a consent without what it explains."""
    return re.split("[:：（]", name)[0].strip()


def _standing(file: File) -> list[Stands]:
    return list(
        consents_standing(
            file.card.signed, file.reading.today, consent_days(file.reading)
        )
    )


def _consent_names(reading: Reading) -> dict[str, str]:
    return {one.ref: str(one.names) for one in entries(reading, Subject.CONSENT)}


def consents(file: File) -> Iterable[ConsentEntry]:
    """Yield every item that was signed, the newest first."""
    names = _consent_names(file.reading)
    conditions = names_of(
        file.reading,
        Subject.HEALTH_CONDITION,
        {one.condition for one in file.card.signed if one.condition},
    )
    for one in sorted(_standing(file), key=lambda one: one.line.given_on, reverse=True):
        line = one.line
        ends = _ends(one)
        how = _("drawn here") if line.signature else _("on paper")
        by = line.signed_by or file.card.line.name
        what = file.named(line.service_ref) if line.service_ref else ""
        if line.condition:
            what = str(conditions.get(line.condition, line.condition))
        yield ConsentEntry(
            names.get(line.consent, line.consent),
            what,
            full_day(line.given_on),
            ends,
            listed((by, how, line.staff)),
        )


def _ends(one: Stands) -> str:
    """Return until when a consent stands, or since when it does not."""
    if one.state is State.WITHDRAWN and one.line.withdrawn_on is not None:
        return _("withdrawn {day}").format(day=full_day(one.line.withdrawn_on))
    if one.state is not State.STANDS:
        return _(STATE_WORDS[one.state])
    if one.until is not None:
        return _("until {day}").format(day=full_day(one.until))
    return _("does not end")


def incident_entry(card: IncidentCard) -> IncidentEntry:
    """Return an incident with its signs, its course and how it ended."""
    line = card.line
    what = str(line.service) if line.service is not None else ""
    day = full_day(card.opened_at.date())
    signs = sentences(f"{one.text}, {hour(one.said)}" for one in line.signs)
    closed = _("still open")
    if card.closed is not None:
        outcome = _(OUTCOME_WORDS[Outcome(card.outcome)]) if card.outcome else ""
        closed = listed((full_day(card.closed.date()), card.closed_by, outcome))
    steps = [
        f"{plain_day(one.at.date())} {hour(one.at)} {one.note}".strip()
        for one in card.steps
        if one.note
    ]
    pairs = [
        Pair(_("Signs"), signs),
        Pair(_("Severity"), _(SEVERITY_WORDS[line.severity])),
        Pair(_("In their words"), card.words),
        Pair(_("Opened"), listed((card.opened_by, hour(card.opened_at)))),
        Pair(_("What was done"), "\n".join(steps)),
        Pair(_("Finding"), card.finding),
        Pair(_("Closed"), closed),
    ]
    number = public_id("incident", line.id)
    heading = " · ".join(filter(None, (day, what, number)))
    return IncidentEntry(heading, tuple(one for one in pairs if one.value))
