"""Commands about what clients read and sign."""

from argparse import Namespace
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.consenting import note_consent, withdraw_item
from salon.cli.documents import BadJson, read_json
from salon.clients.consents import STATE_WORDS, consents_standing, newest_of_each
from salon.clients.model import ClientId
from salon.clients.queries import client_card, consent_days
from salon.errors import SalonError
from salon.forms.model import (
    OUTCOME_WORDS,
    Form,
    Mark,
    NoSuchForm,
    SignedId,
    SignedLine,
    Signing,
    Wording,
)
from salon.forms.operations import (
    confirm_form,
    decline_form,
    reword_form,
    sign_form,
    switch_form,
)
from salon.forms.queries import (
    form_of,
    forms,
    item_names,
    signed_line,
    signed_of,
    title_of,
)
from salon.forms.writing import document_of
from salon.named_file import NotReadable, contents
from salon.public import public_id
from salon.text import N_, _, aside, full_day, nearest
from salon.views.forms import Due, FormSight, form_sight, forms_due, what_follows

VERBS = ("sign", "confirm", "decline", "withdraw", "due", "list", "show")
LARGEST_SIGNATURE = 200_000  # bytes


@dataclass(eq=False)
class WhatToSign(SalonError):
    """Too few or too many words about a consent."""

    verb: str

    text = N_("Say “consent {verb}” with a client and, but for a list, an item.")


class NoDigest(SalonError):
    """Words were to have been read, and nobody says which."""

    text = N_(
        "“--seen” wants the digest that “--look” shows. Leave it out where nobody has "
        "read the words before."
    )


def consent(salon: Salon, options: Namespace) -> Answer:
    """Note what was signed, sign a form, withdraw, list."""
    verb, *rest = options.said
    if verb not in VERBS:
        if len(options.said) != 2:
            raise WhatToSign("sign")
        options.client, options.item = options.said
        return note_consent(salon, options)
    if verb == "show" and len(rest) == 1:
        key = SignedId(named.key_of("signed_form", N_("signed form"), rest[0]))
        line = salon.ask(signed_line, key)
        return Answer(signed_shape(salon, line), [_line(line)])
    if not rest or len(rest) != (1 if verb in ("list", "due") else 2):
        raise WhatToSign(verb)
    her = ClientId(named.client(salon, rest[0]).id)
    if verb == "list":
        return _listed(salon, her)
    if verb == "due":
        due = salon.ask(forms_due, her)
        lines = [_due_line(one) for one in due]
        nothing = _(N_("Nothing is to be signed for the visits to come."))
        return listed("due", [_due(one) for one in due], lines or [nothing])
    service = named.service(salon, options.service).ref if options.service else ""
    if options.seen is not None and not options.seen.strip():
        raise NoDigest
    seen = (options.seen or "").strip()
    match verb:
        case "sign":
            return _sign(salon, options, her, rest[1], service, seen)
        case "confirm":
            confirm = partial(confirm_form, service_ref=service, seen=seen)
            made = salon.do(confirm, her, rest[1])
        case "decline":
            spoken = _spoken(salon, options, her)
            decline = partial(decline_form, service_ref=service, seen=seen)
            made = salon.do(decline, her, rest[1], spoken)
        case _:
            follows = salon.ask(what_follows, her, rest[1], service)
            salon.do(withdraw_item, her, rest[1], service)
            document = {"client": public_id("client", her), "item": rest[1]}
            changed = document["client"]
            said = _("Withdrawn: {what}").format(
                what=salon.ask(item_names).get(rest[1], rest[1])
            )
            lines = [said, *follows]
            return Answer(document | {"follows": list(follows)}, lines, changed)
    return _made(salon, made)


def _listed(salon: Salon, her: ClientId) -> Answer:
    """Return what was signed here, and what the file shows of each consent."""
    signed = salon.ask(signed_of, her)
    card = salon.ask(client_card, her)
    days, names = salon.ask(consent_days), salon.ask(item_names)
    standing = newest_of_each(consents_standing(card.signed, salon.today(), days))
    lines = [*map(_line, signed)]
    for one in standing:
        line = one.line
        name = str(names.get(line.consent, line.consent))
        told = f"{full_day(line.given_on)}  {_(STATE_WORDS[one.state])}"
        about = aside(name, line.service_ref)
        lines.append(f"{'':>6}  {line.consent}  {about}  {told}")
    answer = listed("signed", [signed_shape(salon, one) for one in signed], ())
    document = answer.document | {"consents": list(map(shapes.consent, standing))}
    return Answer(document, lines or [_(N_("Nothing was signed yet."))])


def _sign(
    salon: Salon,
    options: Namespace,
    her: ClientId,
    item: str,
    service: str,
    seen: str,
) -> Answer:
    spoken = _spoken(salon, options, her)
    sight = salon.ask(form_sight, her, item, spoken, service)
    if options.look:
        document = _words(sight)
        lines = [sight.words.title, *(f"{p.head}: {p.text}" for p in sight.words.parts)]
        return Answer(document, lines)
    drawn = _strokes(options.signature)
    ticks = options.ticks
    if ticks is None:
        ticks = 0 if drawn else len(sight.words.ticks)
    signing = Signing(
        language=spoken,
        seen=seen,
        ticks=ticks,
        answers=named.pairs(options.answer),
        signature=drawn,
        is_on_paper=not drawn,
        service_ref=service,
        guardian=options.by or "",
        relation=options.relation,
        guardian_signature=_strokes(options.guardian_signature),
        is_in_room=options.in_room,
    )
    return _made(salon, salon.do(sign_form, her, item, signing))


def _spoken(salon: Salon, options: Namespace, her: ClientId) -> str:
    """Return the language in which somebody reads: as said, else her own."""
    own = salon.ask(client_card, her).line.language
    return nearest(options.language or own or salon.premises.language)


def _strokes(file: str | None) -> str:
    if not file:
        return ""
    try:
        return contents(Path(file), LARGEST_SIGNATURE).decode("utf-8-sig").strip()
    except NotReadable as error:
        raise BadJson(f"{error.name}: {error.why}") from error
    except UnicodeDecodeError as error:
        raise BadJson(Path(file).name) from error


def _made(salon: Salon, key: SignedId) -> Answer:
    line = salon.ask(signed_line, key)
    number = public_id("signed_form", key)
    return Answer(signed_shape(salon, line), [_line(line)], number)


def form(salon: Salon, options: Namespace) -> Answer:
    """Show, reword, make or switch forms."""
    if options.verb == "list":
        found = salon.ask(forms)
        titles = [salon.ask(title_of, one) for one in found]
        lines = [
            f"{one.ref:24} {one.number:>3}  {title}"
            for one, title in zip(found, titles, strict=True)
        ]
        return listed("forms", [_form(one) for one in found], lines)
    if not options.ref:
        raise NoSuchForm("")
    match options.verb:
        case "edit":
            if not options.file:
                raise BadJson(_(N_("name the file with the form")))
            said = read_json(options.file)
            salon.do(reword_form, options.ref, said, seen=options.seen)
        case "on" | "off":
            salon.do(switch_form, options.ref, is_on=options.verb == "on")
    one = salon.ask(form_of, options.ref)
    changed = None if options.verb == "show" else options.ref
    title = salon.ask(title_of, one)
    return Answer(_form(one), [f"{one.ref} {one.number}  {title}"], changed)


# shapes


def _form(one: Form) -> dict[str, Any]:
    return {
        "ref": one.ref,
        **document_of(one),
        "number": one.number,
        "since": one.since.isoformat() if one.since else None,
        "own": one.is_own,
        "changed": one.is_changed,
        "on": not one.is_off,
    }


def _wording(words: Wording) -> dict[str, Any]:
    return {
        "form": words.form,
        "number": words.number,
        "language": words.language,
        "title": words.title,
        "digest": words.digest,
        "parts": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "head": one.head,
                "text": one.text,
                "choices": [{"id": key, "name": name} for key, name in one.choices],
                "required": one.is_required,
                "when": one.when or None,
            }
            for one in words.parts
        ],
        "ticks": list(words.ticks),
    }


def _words(sight: FormSight) -> dict[str, Any]:
    before = sight.before
    return _wording(sight.words) | {
        "before": public_id("signed_form", before.id) if before else None,
        "new": {
            key: "".join(one.text for one in each if one.mark is Mark.NEW)
            for key, each in sight.marks.items()
        },
        "health_since": list(sight.health_since),
        "until": sight.until.isoformat() if sight.until else None,
        "guardian": sight.needs_guardian,
        "in_room": sight.must_stay,
        "waits_until_age": sight.waits_until or None,
    }


def signed_shape(salon: Salon, line: SignedLine) -> dict[str, Any]:
    """Return what was signed as the command line shows it."""
    return {
        "id": public_id("signed_form", line.id),
        "client": public_id("client", line.client_id),
        "item": line.item,
        "service": line.service_ref or None,
        "outcome": line.outcome.value,
        "words": _wording(line.wording),
        "answers": dict(line.answers),
        "signature": "drawn" if line.signature else "paper",
        "guardian": line.guardian or None,
        "relation": line.relation or None,
        "in_room": line.is_in_room,
        "at": salon.local(line.at).isoformat(),
        "by": line.staff or None,
        "whole": line.is_whole,
    }


def _line(line: SignedLine) -> str:
    number = public_id("signed_form", line.id)
    return f"{number:>6}  {line.wording.title}  {_(OUTCOME_WORDS[line.outcome])}"


def _due(one: Due) -> dict[str, Any]:
    return {
        "item": one.item,
        "form": one.ref,
        "service": one.service_ref or None,
        "title": one.title,
        "why": one.why,
        "needed": one.is_needed,
        "same": one.is_same,
    }


def _due_line(one: Due) -> str:
    return f"{one.item}  {one.title}  ({one.why})"
