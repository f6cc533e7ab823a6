"""The papers of forms: what was signed, in its very words, or to be signed by hand."""

from collections.abc import Mapping
from functools import partial

from salon.catalogue.model import Subject
from salon.catalogue.queries import names_of
from salon.clients.consents import read_signature
from salon.clients.model import ClientId
from salon.clients.queries import client_line, living
from salon.forms.composing import is_asked
from salon.forms.document import form_paper
from salon.forms.model import (
    ASKING,
    NO,
    OUTCOME_WORDS,
    YES,
    NoSuchForm,
    Outcome,
    PartKind,
    Said,
    SignedId,
    SignedLine,
    Wording,
)
from salon.forms.queries import form_for, form_of, signed_line, wording_of
from salon.forms.sheet import FormSheet, PartSheet, SignatureSheet
from salon.paper.sheets import Look
from salon.reports.composing import Composed, composed, letterhead, spoken_in
from salon.settings.queries import premises
from salon.text import N_, _, full_day, hour, language, listed, nearest, speaking
from salon.work import Reading


def compose_signed(reading: Reading, key: SignedId, look: Look) -> Composed:
    """Return what was signed on paper, in the language it was signed in.

    Whatever language is wished: these are the words that were signed; raises Missing.
    """
    line = signed_line(reading, key)
    here = premises(reading)
    with speaking(line.wording.language):
        sheet = _signed(reading, line)
    editions = ((line.wording.language, sheet),)
    return Composed(editions, form_paper, letterhead(here), look)


def compose_blank(
    reading: Reading, key: ClientId, ref: str, look: Look, service_ref: str = ""
) -> Composed:
    """Return a form for a client to sign by hand; raises NoSuchForm, Missing."""
    key = living(reading, key)
    client_line(reading, key)
    query = partial(_blank, key=key, ref=ref, service_ref=service_ref)
    if not look.languages:
        line = client_line(reading, key)
        spoken = nearest(line.language or premises(reading).language)
        look = spoken_in(look, spoken)
    return composed(reading, form_paper, look, query)


def _blank(reading: Reading, *, key: ClientId, ref: str, service_ref: str) -> FormSheet:
    try:
        form = form_of(reading, ref)
    except NoSuchForm:
        form = form_for(reading, ref, service_ref)
    words = wording_of(reading, key, form, language(), service_ref)
    client = client_line(reading, key)
    here = reading.today
    said = _(N_("Name and date"))
    return FormSheet(
        title=words.title,
        client=client.name,
        number=_numbered(words, None),
        parts=tuple(_part(reading, one, {}) for one in words.parts),
        ticks=words.ticks,
        is_signed=False,
        outcome="",
        signatures=(SignatureSheet(_(N_("Signature")), said),),
        notes=(_(N_("Mark each statement that you agree to, then sign.")),),
        printed=full_day(here),
    )


def _signed(reading: Reading, line: SignedLine) -> FormSheet:
    client = client_line(reading, living(reading, line.client_id))
    at = reading.local(line.at)
    when = f"{full_day(at.date())}, {hour(at)}"
    signatures = []
    if line.outcome is not Outcome.DECLINED:
        how = _(N_("on paper")) if line.is_on_paper else ""
        said = " · ".join(filter(None, (client.name, when, how)))
        label = _(N_("Signature"))
        signatures.append(SignatureSheet(label, said, _strokes(line.signature)))
    if line.guardian:
        stays = _(N_("in the room")) if line.is_in_room else ""
        said = " · ".join(filter(None, (line.guardian, line.relation, when, stays)))
        label = _(N_("Parent or guardian"))
        strokes = _strokes(line.guardian_signature)
        signatures.append(SignatureSheet(label, said, strokes))
    outcome = ""
    if line.outcome is not Outcome.SIGNED:
        outcome = f"{_(OUTCOME_WORDS[line.outcome])}, {when}"
    notes = []
    if line.staff:
        notes.append(_(N_("Taken by {name}.")).format(name=line.staff))
    if not line.is_whole:
        notes.append(_(N_("This record was altered after it was signed.")))
    return FormSheet(
        title=line.wording.title,
        client=client.name,
        number=_numbered(line.wording, line),
        parts=tuple(
            _part(reading, one, line.answers)
            for one in line.wording.parts
            if is_asked(one, line.answers)
        ),
        ticks=line.wording.ticks,
        is_signed=line.outcome is not Outcome.DECLINED,
        outcome=outcome,
        signatures=tuple(signatures),
        notes=tuple(notes),
        printed=full_day(reading.today),
    )


def _numbered(words: Wording, line: SignedLine | None) -> str:
    said = _(N_("Form {name}, wording {number}"))
    told = said.format(name=words.form, number=words.number)
    return f"{told} · {words.digest[:12]}" if line is not None else told


def _strokes(kept: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    return tuple(tuple(stroke) for stroke in read_signature(kept) or ()) if kept else ()


def _part(reading: Reading, one: Said, answers: Mapping[str, str]) -> PartSheet:
    is_asking = one.kind in ASKING
    offered = dict(one.choices)
    if one.kind is PartKind.YES_NO:
        offered = {"yes": str(YES), "no": str(NO)}
    return PartSheet(
        one.head,
        one.text,
        answer_said(reading, one, answers.get(one.id, "")) if is_asking else "",
        tuple(offered.values()),
        is_asking,
    )


def answer_said(reading: Reading, one: Said, said: str) -> str:
    """Return an answer in words."""
    if not said:
        return ""
    if one.kind is PartKind.YES_NO:
        return str(YES if said == "yes" else NO)
    if one.kind is PartKind.CHART:
        zones = said.split(",")
        known = names_of(reading, Subject.ZONE, zones)
        return listed(str(known.get(zone, zone)) for zone in zones)
    offered = dict(one.choices)
    if offered:
        return listed(offered.get(each, each) for each in said.split(","))
    return said
