"""What staff do with forms: hand over, sign, confirm, reword, switch."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from salon.catalogue.model import ServiceCard, Subject
from salon.catalogue.queries import entries
from salon.clients.answering import stand
from salon.clients.consents import (
    GUARDIAN,
    LONGEST_SIGNATURE,
    LONGEST_SIGNER,
    are_strokes,
    is_full_name,
)
from salon.clients.health import answer_health
from salon.clients.health_kinds import fits
from salon.clients.model import (
    BirthdayLine,
    ClientDraft,
    ClientId,
    NameNeeded,
)
from salon.clients.operations import (
    correct_client,
    give_consent,
    note_condition,
)
from salon.clients.queries import conditions_of, living
from salon.clients.tables import Client
from salon.errors import TooLong
from salon.forms import events
from salon.forms.asking_health import SKIP, WRITES, answer_of
from salon.forms.checking import CONDITION, check_form
from salon.forms.composing import (
    all_answered,
    is_asked,
    is_signature,
    unanswered,
)
from salon.forms.model import (
    ASKING,
    HEALTH,
    LONGEST_ANSWER,
    LONGEST_RELATION,
    MOST_FORMS,
    OF_AGE,
    OWN,
    STAYS,
    BadForm,
    Form,
    FormChanged,
    GuardianNeeded,
    GuardianStays,
    NoSignature,
    NoSuchForm,
    NotAllTicked,
    NotAnswered,
    NotStrokes,
    Outcome,
    PartKind,
    RewordedMeanwhile,
    SignAnew,
    SignedId,
    Signing,
    TooManyTicks,
    TooYoungToSign,
    UnknownAnswer,
    Wording,
)
from salon.forms.queries import (
    form_for,
    form_of,
    forms,
    last_signed,
    service_of,
    title_of,
    why_not_same,
    wording_of,
)
from salon.forms.tables import FormRow, FormVersion, SignedForm
from salon.forms.writing import (
    body_of,
    digest_of,
    read_form,
    seal_of,
    words_told,
)
from salon.rights import Right
from salon.text import LANGUAGES, N_, _, nearest
from salon.work import Work, needs


@needs(Right.FILE)
def sign_form(work: Work, client_id: ClientId, ref: str, signing: Signing) -> SignedId:
    """Keep that a form was read and signed, in the very words that were read.

    The item of consent that the form is for stands from today on; what was answered
    goes into the file where the form says so.

    Args:
        work: As ever.
        client_id: Who read it.
        ref: The form: its own ref, or an item of consent.
        signing: The language, what was ticked, answered and drawn.

    Returns:
        The id of what was signed.

    Raises:
        NoSuchForm, ServiceNeeded, NotFound: What is to be signed is not there.
        FormChanged: It was reworded since; nothing is signed.
        NotAllTicked, NotAnswered, NoSignature: What is missing.
        TooManyTicks, UnknownAnswer, TooLong, NotASignature: What does not fit.
        TooYoungToSign, GuardianNeeded, GuardianStays: Of a minor.
        Missing: There is no such client.
    """
    client_id = living(work, client_id)
    client = work.get(Client, client_id)
    form = _form(work, ref, signing.service_ref)
    words = wording_of(
        work, client_id, form, nearest(signing.language), signing.service_ref
    )
    _are_seen(words, signing.seen)
    _is_complete(work, form, words, signing)
    is_minor = _minds_age(work, client, signing)
    work.record(events.FormSigned(client_id, form.item))
    consent_id = None
    if form.item != OWN:
        consent_id = give_consent(
            work,
            client_id,
            form.item,
            service_ref=signing.service_ref,
            signed_by=signing.guardian if is_minor else "",
            signature="" if signing.is_on_paper else signing.signature,
        )
        if is_minor and form.item != GUARDIAN:
            give_consent(
                work,
                client_id,
                GUARDIAN,
                signed_by=signing.guardian,
                signature=signing.guardian_signature,
            )
    row = _keep(work, client_id, form, words, signing, Outcome.SIGNED, consent_id)
    _write(work, client_id, form, signing.answers)
    return row


@needs(Right.FILE)
def decline_form(
    work: Work,
    client_id: ClientId,
    ref: str,
    language: str = "",
    *,
    service_ref: str = "",
    appointment_id: int | None = None,
    seen: str = "",
) -> SignedId:
    """Note that somebody would rather not sign a form; whatever is booked stays.

    A consent that stands goes on standing: it is withdrawn apart. That photographs are
    not wanted is noted as such.

    Raises:
        NoSuchForm, NotFound: There is none.
        FormChanged: Other words than those with the digest *seen* were read.
        Missing: There is no such client.
    """
    client_id = living(work, client_id)
    work.get(Client, client_id)
    form = _form(work, ref, service_ref)
    words = wording_of(work, client_id, form, nearest(language), service_ref)
    _are_seen(words, seen)
    signing = Signing(
        language=words.language, service_ref=service_ref, appointment_id=appointment_id
    )
    work.record(events.FormDeclined(client_id, form.item))
    consent_id = None
    if form.item == "photo_record":
        consent_id = give_consent(work, client_id, "photo_refusal")
    return _keep(work, client_id, form, words, signing, Outcome.DECLINED, consent_id)


@needs(Right.FILE)
def confirm_form(
    work: Work,
    client_id: ClientId,
    item: str,
    *,
    service_ref: str = "",
    seen: str = "",
) -> SignedId:
    """Keep by one tap that what was signed was looked over and nothing has changed.

    It stands anew from today on, in the words that were signed then.

    Raises:
        SignAnew: Nothing was signed yet, it was withdrawn or by a guardian, or the
            words or what is known of the client's health are others since.
        FormChanged: Other words than those with the digest *seen* were read.
        Missing: There is no such client.
    """
    client_id = living(work, client_id)
    work.get(Client, client_id)
    before = last_signed(work, client_id, item, service_ref)
    why = why_not_same(work, client_id, item, service_ref)
    if before is None or why:
        raise SignAnew(why)
    form = form_for(work, item, service_ref)
    words = wording_of(work, client_id, form, before.wording.language, service_ref)
    read = [wording_of(work, client_id, form, o, service_ref) for o in LANGUAGES]
    if seen not in ("", *(one.digest for one in read)):  # whatever it was looked at in
        raise FormChanged(words.title)
    signing = Signing(
        language=words.language,
        service_ref=service_ref,
        answers=before.answers,
        signature=before.signature,
        is_on_paper=before.is_on_paper,
    )
    work.record(events.FormSame(client_id, item))
    consent_id = None
    if item != OWN:
        consent_id = give_consent(
            work,
            client_id,
            item,
            service_ref=service_ref,
            signature=before.signature,
        )
    return _keep(work, client_id, form, words, signing, Outcome.SAME, consent_id)


@needs(Right.MANAGE)
def reword_form(
    work: Work, ref: str, said: Mapping[str, Any], *, seen: int | None = None
) -> int:
    """Give a form other words from now on; what was signed keeps the words it had.

    Args:
        work: As ever.
        ref: The form; one that is not there is made.
        said: As `writing.document_of` returns it, in all three languages.
        seen: The number of the wording it was made from; None: whatever is there.

    Returns:
        The number of its wording.

    Raises:
        BadForm: It cannot be as it is; it says where and why.
        RewordedMeanwhile: Somebody else reworded it meanwhile.
    """
    known = {one.ref: one for one in forms(work)}
    before = known.get(ref)
    if before is None:
        if not ref.isidentifier() or not ref.isascii() or len(ref) > 60:
            raise BadForm(ref, _(N_("its ref has to be letters, digits and _")))
        if len(known) >= MOST_FORMS:
            raise BadForm(ref, _(N_("there are enough forms already")))
    elif seen is not None and seen != before.number:
        raise RewordedMeanwhile(str(title_of(work, before)), before.number)
    made = replace(read_form(ref, said, whole=True), number=1)
    made = replace(made, item=made.item or OWN)
    check_form(work, made, before)
    number = (before.number if before is not None else 0) + 1
    if before is not None and body_of(made) == body_of(before):
        return before.number
    _version(work, replace(made, number=number), is_shipped=False)
    work.record(events.FormReworded(ref))
    return number


@needs(Right.MANAGE)
def switch_form(work: Work, ref: str, *, is_on: bool) -> None:
    """Let a form be used, or not any more; what was signed stands.

    Raises:
        NoSuchForm: There is none.
    """
    form_of(work, ref)
    row = _row(work, ref)
    if row.is_off == is_on:
        row.is_off = not is_on
        work.record(events.FormSwitched(ref))


# steps


def _form(work: Work, ref: str, service_ref: str) -> Form:
    """Return a form by its ref, or by the item it signs; off, it is not there."""
    try:
        found = form_of(work, ref)
    except NoSuchForm:
        found = form_for(work, ref, service_ref)
    if found.is_off:
        raise NoSuchForm(ref)
    return found


def _are_seen(words: Wording, seen: str) -> None:
    if seen and seen != words.digest:
        raise FormChanged(words.title)


def _is_complete(work: Work, form: Form, words: Wording, signing: Signing) -> None:
    if (missing := len(words.ticks) - signing.ticks) > 0:
        raise NotAllTicked(missing)
    if missing < 0:
        raise TooManyTicks(signing.ticks, len(words.ticks))
    asking = [one.id for one in words.parts if one.kind in ASKING]
    for key, said in signing.answers.items():
        if key not in asking:
            raise UnknownAnswer(key[:40], tuple(asking) or ("–",))
        _fits_in(N_("The answer"), said, LONGEST_ANSWER)
    _fits_in(N_("The name"), signing.guardian, LONGEST_SIGNER)
    _fits_in(N_("The relation"), signing.relation, LONGEST_RELATION)
    is_on_paper = signing.is_on_paper
    for drawn in () if is_on_paper else (signing.signature, signing.guardian_signature):
        _fits_in(N_("The signature"), drawn, LONGEST_SIGNATURE)
        if drawn and not are_strokes(drawn):
            raise NotStrokes
    zones = frozenset(one.ref for one in entries(work, Subject.ZONE))
    lacking = unanswered(words.parts, signing.answers, zones, work.today)
    if lacking is not None:
        raise NotAnswered(lacking.head or lacking.text)
    _fits_health(work, form, words, signing.answers)
    if not signing.is_on_paper and not is_signature(signing.signature):
        raise NoSignature


def _fits_health(
    work: Work, form: Form, words: Wording, answers: Mapping[str, str]
) -> None:
    """Refuse weeks that no pregnancy has, and 11 of 10, before anything is signed."""
    kinds = {
        one.ref: str(one.body.get("answer_type", ""))
        for one in entries(work, Subject.HEALTH_QUESTION)
    }
    heads = {one.id: one.head for one in words.parts}
    for part in form.parts:
        said = answers.get(part.id, "").strip()
        if not said or part.kind is not PartKind.NUMBER or not is_asked(part, answers):
            continue
        asked, _mark, question = part.writes.partition(":")
        if f"{asked}:" == WRITES and not fits(kinds.get(question, ""), said):
            raise NotAnswered(heads[part.id])


def _fits_in(what: str, said: str, most: int) -> None:
    if len(said.strip()) > most:
        raise TooLong(_(what), len(said.strip()), most)


def _minds_age(work: Work, client: Client, signing: Signing) -> bool:
    """Return whether a minor signs; refuse it where the guardian does not."""
    born = BirthdayLine(client.birth_year, client.birth_month, client.birth_day)
    age = born.age(work.today)
    if age is None:
        return False
    service: ServiceCard | None = None
    if signing.service_ref:
        service = service_of(work, signing.service_ref)
        if service.min_age and age < service.min_age:
            raise TooYoungToSign(service.name, service.min_age)
    until = service.guardian_until_age if service is not None else OF_AGE
    if age >= until:
        return False
    is_signed = signing.is_on_paper or is_signature(signing.guardian_signature)
    if not signing.guardian.strip() or not signing.relation.strip() or not is_signed:
        raise GuardianNeeded(client.name, age)
    if not is_full_name(signing.guardian):
        raise NameNeeded(signing.guardian)
    if service is not None and age < STAYS and not signing.is_in_room:
        raise GuardianStays(client.name, age)
    return True


def _keep(
    work: Work,
    client_id: ClientId,
    form: Form,
    words: Wording,
    signing: Signing,
    outcome: Outcome,
    consent_id: int | None,
) -> SignedId:
    answers = {
        part.id: signing.answers[part.id].strip()
        for part in words.parts
        if part.id in signing.answers and is_asked(part, signing.answers)
    }
    row = SignedForm(
        client_id=client_id,
        consent_id=consent_id,
        version_id=_version(work, form, is_shipped=True),
        item=form.item,
        service_ref=signing.service_ref,
        outcome=outcome,
        language=words.language,
        words=words_told(words),
        answers=json.dumps(answers, ensure_ascii=False, sort_keys=True),
        signature="" if signing.is_on_paper else signing.signature,
        guardian=" ".join(signing.guardian.split()),
        relation=" ".join(signing.relation.split()),
        guardian_signature=signing.guardian_signature,
        is_in_room=signing.is_in_room,
        is_on_paper=signing.is_on_paper,
        digest="",
        at=work.now,
        staff_id=work.by.id,
        appointment_id=signing.appointment_id,
    )
    row.digest = seal_of(row)
    work.add(row)
    return row.id


def _row(work: Work, ref: str) -> FormRow:
    found = work.session.scalar(select(FormRow).where(FormRow.ref == ref))
    return found if found is not None else work.add(FormRow(ref=ref))


def _version(work: Work, form: Form, *, is_shipped: bool) -> int:
    """Return the row of a wording, which is written once, when it is first needed."""
    row = _row(work, form.ref)
    v = FormVersion
    known = select(v.id).where(v.form_id == row.id, v.number == form.number)
    key = work.session.scalar(known)
    if key is None:
        body = body_of(form)
        version = work.add(
            FormVersion(
                form_id=row.id,
                number=form.number,
                body=body,
                digest=digest_of(body),
                is_shipped=is_shipped,
                at=work.now,
                staff_id=None if is_shipped else work.by.id,
            )
        )
        key = version.id
    return key


def _write(
    work: Work, client_id: ClientId, form: Form, answers: Mapping[str, str]
) -> None:
    """Take over into the file what was answered, as the client's own word."""
    facts = {}
    known = {one.condition for one in conditions_of(work, client_id)}
    for part in form.parts:
        said = answers.get(part.id, "").strip()
        if not said or not part.writes or not is_asked(part, answers):
            continue
        if part.writes.startswith(WRITES):
            answer, meant = answer_of(said)
            if part.kind in (PartKind.WORDS, PartKind.NUMBER):
                answer, meant = said, ()
            question = part.writes.removeprefix(WRITES)
            if answer == SKIP:
                declined = [question]
                stand(work, client_id, declined, state="declined", source="client")
            else:
                answer_health(work, client_id, question, answer, meant)
            continue
        if not part.writes.startswith(CONDITION):
            facts[part.writes] = said
            continue
        ref = part.writes.removeprefix(CONDITION)
        if said == "yes" and ref not in known:
            note_condition(work, client_id, ref)
    if facts:
        draft = ClientDraft(facts=facts)
        correct_client(work, client_id, draft, told_by="client")
    if form.ref == HEALTH and all_answered(form.parts, answers):
        stand(work, client_id, ["health_questionnaire"], source="client")
