"""Commands about what a file asks, notes and minds; about filling."""

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from salon.app import Salon
from salon.catalogue.model import NotFound, Subject
from salon.catalogue.queries import names_of
from salon.cli import named
from salon.cli.answer import Answer
from salon.clients.answering import (
    confirm_fields,
    decline_field,
    needs_no_answer,
    require_fields,
)
from salon.clients.fullness import STATES, State
from salon.clients.health import answer_health
from salon.clients.health_kinds import NO
from salon.clients.model import BadField, ClientId
from salon.clients.queries import health_answers
from salon.notices.model import (
    AlertDraft,
    AlertLine,
    Audience,
    Loudness,
    NoSuchNote,
    NoteLine,
    Where,
)
from salon.notices.operations import (
    acknowledge,
    change_note,
    clear_alert,
    put_alert,
    remove_note,
    write_note,
)
from salon.notices.queries import (
    alerts_of,
    alerts_standing,
    notes_of,
    whose_alert,
    whose_note,
)
from salon.public import public_id
from salon.text import N_, _, aside, full_day
from salon.views.asking import coach_of
from salon.views.knowing import filling as filling_of
from salon.work import Work

_NOTE, _ALERT = N_("note"), N_("alert")


def client_ask(salon: Salon, options: Namespace) -> Answer:
    """Say what to ask at this visit."""
    return _asked(salon, named.client(salon, options.client).id)


def client_confirm(salon: Salon, options: Namespace) -> Answer:
    """Note that answers are still true."""
    key = named.client(salon, options.client).id
    salon.do(confirm_fields, key, options.fields, source=options.source)
    return _asked(salon, key, is_changed=True)


def client_decline(salon: Salon, options: Namespace) -> Answer:
    """Note that the client prefers not to say."""
    key = named.client(salon, options.client).id
    salon.do(decline_field, key, options.field, source=options.source)
    return _asked(salon, key, is_changed=True)


def client_none(salon: Salon, options: Namespace) -> Answer:
    """Note that there is none, or that it does not apply."""
    key = named.client(salon, options.client).id
    salon.do(needs_no_answer, key, options.field, source=options.source)
    return _asked(salon, key, is_changed=True)


def client_require(salon: Salon, options: Namespace) -> Answer:
    """Show or set what the salon asks of every client."""
    if options.fields or options.nothing:
        salon.do(require_fields, options.fields)
    required = list(salon.premises.required_fields)
    is_changed = bool(options.fields or options.nothing)
    nothing = _(N_("Nothing but a name is required."))
    number = "required_fields" if is_changed else None
    return Answer({"required": required}, required or [nothing], number)


def _asked(salon: Salon, key: ClientId, *, is_changed: bool = False) -> Answer:
    coach = salon.ask(coach_of, key)
    number = public_id("client", key)
    document = {
        "client": {"id": number, "name": coach.name},
        "language": coach.tongue,
        "safety": round(coach.safety, 3),
        "knowing": round(coach.knowing, 3),
        "questions": [
            {
                "field": one.field,
                "label": one.label,
                "text": one.words,
                "state": one.state.value,
                "value": one.value or None,
                "on": one.on.isoformat() if one.on else None,
                "by": one.by or None,
                "safety": one.is_safety,
                "answers": [key for key, _said in one.choices],
            }
            for one in coach.asks
        ],
    }
    said = _(N_("Safety {safety} % · knowing {knowing} %")).format(
        safety=round(100 * coach.safety), knowing=round(100 * coach.knowing)
    )
    lines = [said, *(f"{one.field:>20}  {one.words}" for one in coach.asks)]
    return Answer(document, lines, number if is_changed else None)


def client_health(salon: Salon, options: Namespace) -> Answer:
    """Show the health questions, or keep answers to them."""
    key = named.client(salon, options.client).id
    if options.answers:
        pairs = []
        for said in options.answers:
            question, mark, answer = said.partition("=")
            if not mark:
                raise named.NotAPair(said)
            pairs.append((question.strip(), answer))
        salon.do(_answer_all, key, pairs, options.condition)
    found = salon.ask(health_answers, key)
    number = public_id("client", key)
    document = {
        "client": number,
        "questions": [
            {
                "id": one.question,
                "text": str(one.names),
                "group": one.group,
                "type": one.kind,
                "conditions": list(one.conditions),
                "ask_at": one.ask_at,
                "state": one.state,
                "answer": one.value or None,
                "on": one.on.isoformat() if one.on else None,
                "stands": list(one.stands),
            }
            for one in found
        ],
    }
    lines = [
        f"{one.question}  {one.names}  {one.value or _(STATES[State(one.state)])}"
        for one in found
    ]
    denied = {ref for one in found if one.value == NO for ref in one.stands}
    if denied:
        names = salon.ask(names_of, Subject.HEALTH_CONDITION, sorted(denied))
        still = _("{what} still stands in the file")
        lines += [
            "! " + still.format(what=names[ref]) for ref in sorted(denied & set(names))
        ]
    return Answer(document, lines, number if options.answers else None)


def _answer_all(
    work: Work,
    key: ClientId,
    pairs: Sequence[tuple[str, str]],
    conditions: Sequence[str],
) -> None:
    known = {one.question: one.conditions for one in health_answers(work, key)}
    for question, answer in pairs:
        mine = [one for one in conditions if one in known.get(question, ())]
        answer_health(work, key, question, answer, mine)
    offered = {one for question, _answer in pairs for one in known.get(question, ())}
    for one in conditions:
        if one not in offered:
            raise BadField("conditions", one)


def client_note(salon: Salon, options: Namespace) -> Answer:
    """Write, change, take off or list notes."""
    audience = Audience(options.audience) if options.audience else None
    match options.what:
        case "add":
            key = named.client(salon, options.id).id
            shown = audience or Audience.STAFF
            made = salon.do(write_note, key, options.text or "", shown)
            return _notes(salon, key, public_id("client_note", made))
        case "list":
            return _notes(salon, named.client(salon, options.id).id)
    note = named.key_of("client_note", _NOTE, options.id)
    owner = salon.ask(whose_note, note)
    if owner is None:
        raise NoSuchNote("ClientNote", note)
    if options.what == "edit":
        salon.do(change_note, note, options.text, audience)
    else:
        salon.do(remove_note, note)
    return _notes(salon, ClientId(owner), options.id)


def _notes(salon: Salon, key: ClientId, changed: str | None = None) -> Answer:
    viewer = int(salon.by) if salon.by is not None else None
    notes = salon.ask(notes_of, key, viewer)
    document = {"notes": [note_shape(one) for one in notes], "total": len(notes)}
    lines = [
        f"{public_id('client_note', one.id):>8}  {full_day(one.at.date())}  "
        f"{one.by}  {one.text}"
        for one in notes
    ]
    return Answer(document, lines or [_(N_("No notes."))], changed)


def note_shape(one: NoteLine) -> dict[str, Any]:
    """Return the shape of a note."""
    return {
        "id": public_id("client_note", one.id),
        "text": one.text,
        "for": one.audience.value,
        "at": one.at.isoformat(timespec="seconds"),
        "by": one.by or None,
        "older": [
            {
                "text": old.text,
                "at": old.at.isoformat(timespec="seconds"),
                "by": old.by or None,
            }
            for old in one.older
        ],
    }


def client_alert(salon: Salon, options: Namespace) -> Answer:
    """Put, clear, acknowledge or list alerts."""
    match options.what:
        case "add":
            key = named.client(salon, options.id).id
            made = salon.do(put_alert, key, _alert_draft(salon, options))
            return _alerts(salon, key, public_id("staff_alert", made))
        case "acknowledge":
            key = named.client(salon, options.id).id
            places = [Where(one) for one in options.at or Where]
            salon.do(_acknowledge_at, key, places)
            return _alerts(salon, key, public_id("client", key))
        case "list":
            return _alerts(salon, named.client(salon, options.id).id)
    alert = named.key_of("staff_alert", _ALERT, options.id)
    owner = salon.ask(whose_alert, alert)
    if owner is None:
        raise NotFound(_(_ALERT), options.id)
    salon.do(clear_alert, alert, options.text or "")
    return _alerts(salon, ClientId(owner), options.id)


def _acknowledge_at(work: Work, key: ClientId, places: Sequence[Where]) -> None:
    for one in places:
        acknowledge(work, key, one)


def _alert_draft(salon: Salon, options: Namespace) -> AlertDraft:
    today = salon.today()
    places = frozenset(map(Where, options.at)) if options.at else frozenset(Where)
    return AlertDraft(
        text=options.text or "",
        grade=Loudness(options.grade),
        places=places,
        first_day=named.read_day(options.first, today) if options.first else None,
        last_day=named.read_day(options.last, today) if options.last else None,
        is_household=options.household,
        is_blocking=options.block,
    )


def _alerts(salon: Salon, key: ClientId, changed: str | None = None) -> Answer:
    own = salon.ask(alerts_of, key)
    known = {one.id for one in own}
    standing = salon.ask(alerts_standing, [key]).get(key, ())
    found = [*(one for one in standing if one.id not in known), *own]
    document = {"alerts": [alert_shape(one) for one in found], "total": len(found)}
    lines = [
        f"{public_id('staff_alert', one.id):>8}  "
        + (aside(one.text, _(N_("cleared"))) if one.cleared_at else one.text)
        for one in found
    ]
    return Answer(document, lines or [_(N_("No alerts."))], changed)


def alert_shape(one: AlertLine) -> dict[str, Any]:
    """Return the shape of an alert that staff wrote."""
    cleared = one.cleared_at
    return {
        "id": public_id("staff_alert", one.id),
        "client": public_id("client", one.client_id),
        "text": one.text,
        "grade": one.grade.value,
        "at": [where.value for where in Where if where in one.places],
        "from": one.first_day.isoformat(),
        "until": one.last_day.isoformat() if one.last_day else None,
        "household": one.is_household,
        "blocking": one.is_blocking,
        "by": one.by or None,
        "read": [
            {
                "at": read.place.value,
                "by": read.by or None,
                "when": read.at.isoformat(timespec="seconds"),
            }
            for read in one.read
        ],
        "cleared": cleared.isoformat(timespec="seconds") if cleared else None,
        "cleared_by": one.cleared_by or None,
        "why": one.cleared_why or None,
    }


def filling(salon: Salon, options: Namespace) -> Answer:
    """Say who filled the files, and how well clients are known."""
    found = salon.ask(filling_of, options.weeks)

    def part(value: float | None) -> float | None:
        return None if value is None else round(value, 3)

    document = {
        "weeks": [week.isoformat() for week in found.weeks],
        "people": [
            {
                "id": public_id("staff_member", one.staff_id),
                "name": one.name,
                "answers": list(one.answered),
                "total": one.total,
                "declined": one.declined,
                "clients": one.clients,
                "knowing": part(one.knowing),
                "safety": part(one.safety),
            }
            for one in found.people
        ],
        "clients": found.clients,
        "knowing": part(found.knowing),
        "safety": part(found.safety),
    }
    lines = [
        f"{one.name:<16} {one.total:>5}  {one.clients:>5}  "
        f"{'-' if one.knowing is None else round(100 * one.knowing)} %"
        for one in found.people
    ]
    return Answer(document, lines)
