"""What staff do with client files."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from salon.catalogue.model import NotFound, ServiceCard, Subject
from salon.catalogue.queries import all_services, body_of, has_entry, names_of, terms
from salon.catalogue.sisters import sisters_of
from salon.clients import consents, events
from salon.clients.answering import (
    join_answered,
    no_longer_stands,
    refuse_without,
    stand,
)
from salon.clients.departing import refuse_erasing
from salon.clients.gestation import PREGNANT, TERM
from salon.clients.household import add_relative
from salon.clients.indexing import index
from salon.clients.joining import SAID_ONCE, MayBeTwo, both_told
from salon.clients.matching import phone_digits
from salon.clients.model import (
    HEALTH_TEXTS,
    HEALTH_WORDS,
    LONGEST_TEXT,
    MEDICINES,
    RESULTS,
    USUAL_SPOTS,
    BadField,
    BirthdayLine,
    ClientDraft,
    ClientId,
    ConditionNeeded,
    FileErased,
    JoinedAlready,
    NameNeeded,
    NotASignature,
    NothingToRead,
    NothingToTake,
    NotWithdrawn,
    OneFile,
    PhoneLine,
    ServiceNeeded,
    SpotsUnread,
    StillToCome,
    TooSoonToRead,
    UnknownField,
)
from salon.clients.names import displayed, read_name
from salon.clients.queries import client_card, differing, living, two_birthdays
from salon.clients.refusals import join_refusals
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    ClientPhone,
    Consent,
    PatchSpot,
    PatchTest,
    Relative,
)
from salon.errors import Missing, TooLong
from salon.public import public_id
from salon.rights import Right
from salon.settings.queries import premises
from salon.store.leaning import Merge, links_to
from salon.text import N_, _, full_day, hour, nearest, sentences, short_day
from salon.typed import is_reason
from salon.work import Work, needs

# Fields of the client file that have a column of their own.
COLUMNS = {
    "nickname": "called",
    "name_reading": "latin",
    "salutation": "salutation",
    "gender": "gender",
    "preferred_language": "language",
    "email": "email",
    "wechat_id": "wechat",
    "preferred_channel": "channel",
    "never_do": "never_do",
    "sensitive_topics": "avoid_topics",
    "source": "source",
    "note": "note",
    "card_no": "card_no",
    "client_no": "card_no",
    "call_from": "call_from",
    "call_until": "call_until",
}
_TEXTS = (
    *("called", "latin", "card_no", "salutation", "gender", "email", "wechat"),
    *("channel", "call_from", "call_until", "never_do", "avoid_topics", "note"),
    "source",
)
# What is told of ahead: the day is that of the event, not of the telling.
PLANNED = frozenset(("event_48h", "event_14d", "flight_24h"))
_PREGNANT = ("pregnancy", "pregnancy_t1")
ENDINGS = ("", "birth", "csection", "no_birth")


@needs(Right.FILE)
def add_client(work: Work, draft: ClientDraft, *, told_by: str = "staff") -> ClientId:
    """Open a file for someone new; it is found at once by any part of her name.

    Args:
        work: As ever.
        draft: What is known.
        told_by: From whom: "client", "staff".

    Raises:
        FieldsRequired: The salon asks more of every client.
        NameMissing, NameTooLong: There is no name in what was typed.
        TooLong, BadField: A text or a value that does not fit.
    """
    name = read_name(draft.name or "", draft.family or "", draft.given or "")
    client = Client(
        name=name.name,
        family=name.family,
        given=name.given,
        registered=work.today,
        language="",
        words="",
        parts="",
    )
    _fill(client, draft)
    index(work, client)
    work.add(client)
    _phones(work, client.id, draft.phones or ())
    _facts(work, client.id, draft.facts, told_by)
    answered, _emptied = _told(client, draft, ())
    refuse_without(work, {*answered, *draft.declined})
    stand(work, client.id, answered, source=told_by)
    stand(work, client.id, draft.declined, state="declined", source=told_by)
    work.record(events.ClientAdded(client.id))
    return client.id


@needs(Right.FILE)
def correct_client(
    work: Work,
    key: ClientId,
    draft: ClientDraft,
    *,
    seen: int | None = None,
    told_by: str = "staff",
) -> None:
    """Change what *draft* speaks of, and nothing else.

    Args:
        work: As ever.
        key: Whose file.
        draft: What is new; an empty answer takes it off.
        seen: The version on the screen.
        told_by: From whom: "client", "staff".

    Raises:
        FieldsRequired: What the salon asks of every client was emptied.
        EditedElsewhere: Somebody was faster; their change stands.
        Missing, NameMissing, NameTooLong, TooLong, BadField: As for `add_client`.
    """
    client = work.get(Client, key, seen=seen)
    if client.merged_into == key:
        raise FileErased("Client", key)
    if client.merged_into is not None:
        raise Missing("Client", key)
    if draft.name is not None or draft.family is not None or draft.given is not None:
        _rename(client, draft)
    _fill(client, draft)
    index(work, client)
    before: list[str] = []
    index(work, client)
    if draft.phones is not None:
        asked = select(ClientPhone).where(ClientPhone.client_id == key)
        for old in work.session.scalars(asked.order_by(ClientPhone.sort)):
            before.append(old.number or old.raw)
            work.session.delete(old)
        work.session.flush()
        _phones(work, key, draft.phones)
    _facts(work, key, draft.facts, told_by)
    answered, emptied = _told(client, draft, before)
    refuse_without(work, _not_emptied(work, emptied, draft))
    stand(work, key, answered, source=told_by)
    no_longer_stands(work, key, set(emptied) - set(draft.declined))
    stand(work, key, draft.declined, state="declined", source=told_by)
    work.record(events.ClientCorrected(key))


@needs(Right.FILE)
def add_phone(
    work: Work, key: ClientId, phone: PhoneLine, *, told_by: str = "client"
) -> None:
    """Add a number to those that are known, before them if it is preferred.

    Raises:
        Missing: There is no such client.
    """
    key = living(work, key)
    known = [
        replace(one, preferred=False) if phone.preferred else one
        for one in client_card(work, key).line.phones
        if (one.number or one.raw) != (phone.number or phone.raw)
    ]
    phones = (phone, *known) if phone.preferred else (*known, phone)
    correct_client(work, key, ClientDraft(phones=phones), told_by=told_by)


@needs(Right.FILE)
def note_file_printed(work: Work, key: ClientId) -> None:
    """Note in the history that a copy of a file is on paper; nothing of it changes.

    Undo passes over it: what is printed is not taken back.
    """
    work.get(Client, key)
    work.record(events.FilePrinted(key))


@needs(Right.FILE)
def note_allergy(
    work: Work,
    key: ClientId,
    substance: str,
    *,
    reaction: str = "",
    severity: str = "",
    since: str = "",
    is_confirmed: bool = True,
) -> None:
    """Note something she must not meet; raises Missing, BadField."""
    key = living(work, key)
    work.get(Client, key)
    if not substance.strip():
        raise BadField("allergies", substance)
    stand(work, key, ["allergies"])
    work.add(
        Allergy(
            client_id=key,
            substance=_short(_(N_("The allergy")), " ".join(substance.split()), 400),
            reaction=reaction.strip(),
            severity=severity,
            since=since,
            is_confirmed=is_confirmed,
        )
    )
    work.record(events.AllergyNoted(key))


@needs(Right.FILE)
def confirm_allergy(work: Work, allergy_id: int) -> None:
    """Note that she was asked, and that it is true."""
    allergy = work.get(Allergy, allergy_id)
    allergy.is_confirmed = True
    work.record(events.AllergyNoted(allergy.client_id))


@needs(Right.FILE)
def end_allergy(work: Work, allergy_id: int) -> None:
    """Take an allergy off the file; the history keeps it."""
    allergy = work.get(Allergy, allergy_id)
    work.session.delete(allergy)
    gone = events.HealthTextChanged(allergy.client_id, "allergies", allergy.substance)
    work.record(events.AllergyEnded(allergy.client_id))
    work.record(gone)


@needs(Right.FILE)
def note_condition(
    work: Work,
    key: ClientId,
    condition: str,
    *,
    since: date | None = None,
    until: date | None = None,
    expected_on: date | None = None,
    zones: str = "",
    note: str = "",
    is_confirmed: bool = True,
) -> None:
    """Note a state of health, a medicine or a recent event, by its reference id.

    A condition that is noted already is brought up to date; where nothing is new, there
    is no action either.

    Args:
        work: As ever.
        key: The client.
        condition: Reference id.
        since: The day it happened, or was told; today if nothing is said.
        until: The day it ended; of a medicine, the last one it was used.
        expected_on: Of a pregnancy, the day of birth expected: its weeks move on.
        zones: Reference ids of skin zones, words apart; "": everywhere.
        note: What was said of it.
        is_confirmed: False where it is still to be asked.

    Raises:
        BadField: There is no such condition.
        StillToCome: It is said to have happened on a day that has not come yet.
        Missing: There is no such client.
    """
    key = living(work, key)
    work.get(Client, key)
    if not has_entry(work, Subject.HEALTH_CONDITION, condition):
        raise BadField("conditions", condition)
    if since is not None and since > work.today and condition not in PLANNED:
        raise StillToCome(_condition_name(work, condition), full_day(since))
    if expected_on is not None:
        _check_expected(work, condition, expected_on)
    open_ = select(ClientCondition).where(
        ClientCondition.client_id == key,
        ClientCondition.condition == condition,
        ClientCondition.until.is_(None),
    )
    row = work.session.scalars(open_).first()
    if row is None:
        row = ClientCondition(client_id=key, condition=condition)
        told = min(until or work.today, work.today)  # it began before it ended
        row.since, row.zones, row.note = since or told, zones, note
        row.is_confirmed, row.until = is_confirmed, until
        row.expected_on = expected_on
        work.add(row)
    else:
        row.since = since or row.since
        row.until = until or row.until
        row.expected_on = expected_on or row.expected_on
        row.zones, row.note = zones or row.zones, note or row.note
        row.is_confirmed = is_confirmed
        if not work.session.is_modified(row):
            return  # said already: taking it back must not take back the first time
    work.record(events.ConditionNoted(key, condition))


@needs(Right.FILE)
def note_medicine(
    work: Work,
    key: ClientId,
    text: str,
    *,
    condition: str = "",
    since: date | None = None,
    note: str = "",
) -> None:
    """Note a medicine as it is called, on a line of its own beside those known.

    What it means to the rules is understood from the words; a *condition* that was
    chosen besides is noted with them, else a *note* goes behind the words.

    Raises:
        BadField: Nothing is said, or there is no such condition.
        TooLong: There is no more room.
        Missing: There is no such client.
    """
    key = living(work, key)
    work.get(Client, key)
    line = " ".join(text.split())
    if not line:
        raise BadField(MEDICINES, text)
    if condition:
        note_condition(work, key, condition, since=since, note=note)
    elif note.strip():
        line = f"{line} ({' '.join(note.split())})"
    asked = select(ClientFact).where(
        ClientFact.client_id == key, ClientFact.field == MEDICINES
    )
    row = work.session.scalars(asked).one_or_none()
    known = row.value.splitlines() if row is not None else []
    if line not in known:
        _facts(work, key, {MEDICINES: "\n".join([*known, line])})
    work.record(events.MedicineNoted(key))


@needs(Right.FILE)
def end_condition(
    work: Work, condition_id: int, *, on: date | None = None, how: str = ""
) -> None:
    """Note that a state of health is over since *on*; today if nothing is said.

    What is over goes on as what it becomes: a medicine that was stopped, the months
    after a birth.

    Args:
        work: As ever.
        condition_id: Of the row in her file.
        on: The day it ended, or will end; of a medicine, the last one it is used.
        how: Of a pregnancy: "birth", "csection" or "no_birth"; after the last nothing
            starts and nothing more is asked.

    Raises:
        BadField: A way in which nothing ends.
        Missing: As ever.
    """
    row = work.get(ClientCondition, condition_id)
    if how not in ENDINGS:
        raise BadField("conditions", how)
    if row.condition in _PREGNANT and on is not None:
        begun = row.since
        if row.expected_on is not None:
            begun = row.expected_on - timedelta(days=TERM)
        if begun is not None and on < begun:
            raise BadField("conditions", full_day(on))
    row.until, row.ended_how = on or work.today, how
    work.record(events.ConditionEnded(row.client_id, row.condition))


@needs(Right.FILE)
def take_back_condition(work: Work, condition_id: int) -> None:
    """Take off what was noted by mistake: it never was; the history keeps it."""
    row = work.get(ClientCondition, condition_id)
    work.session.delete(row)
    work.record(events.ConditionTakenBack(row.client_id, row.condition))


def _condition_name(work: Work, condition: str) -> str:
    """Return what a state of health is called here and now."""
    named = names_of(work, Subject.HEALTH_CONDITION, (condition,))
    return str(named.get(condition, condition))


def _check_expected(work: Work, condition: str, day: date) -> None:
    """Refuse a day of birth that no pregnancy of today can end on."""
    known = condition in PREGNANT
    if not known or not -21 <= (day - work.today).days <= TERM:
        raise BadField("conditions", full_day(day))


@needs(Right.FILE)
def give_consent(
    work: Work,
    key: ClientId,
    consent: str,
    *,
    service_ref: str = "",
    condition: str = "",
    signed_by: str = "",
    signature: str = "",
    given_on: date | None = None,
) -> int:
    """Note what was signed; given again it stands anew.

    Args:
        work: As ever.
        key: Who.
        consent: Reference id of the item.
        service_ref: For which service; "": whatever is done. Whoever asks her names one
            for the items of `consents.PER_SERVICE`.
        condition: That a doctor's letter names.
        signed_by: The guardian or the doctor by name; "": the client.
        signature: The strokes as JSON (`consents.read_signature`); "": on paper.
        given_on: When; today if nothing is said.

    Returns:
        The id of the consent.

    Raises:
        BadField: There is no such item or condition, or the day is to come.
        NotFound: There is no such service.
        ServiceNeeded, ConditionNeeded, NameNeeded, NotASignature: What is missing.
        Missing: There is no such client.
    """
    key = living(work, key)
    work.get(Client, key)
    if not has_entry(work, Subject.CONSENT, consent):
        raise BadField("consents", consent)
    day = given_on or work.today
    if day > work.today:
        raise BadField("consents", day.isoformat())
    if service_ref:
        _service(work, service_ref)
    elif consent == consents.DECLINED:
        raise ServiceNeeded
    if consent == consents.LETTER and not condition:
        raise ConditionNeeded
    if condition and not has_entry(work, Subject.HEALTH_CONDITION, condition):
        raise BadField("conditions", condition)
    who = " ".join(signed_by.split())
    needs_name = consent in (consents.GUARDIAN, consents.LETTER)
    if (needs_name or who) and not consents.is_full_name(who):
        raise NameNeeded(who)
    if signature and consents.read_signature(signature) is None:
        raise NotASignature
    row = work.add(
        Consent(
            client_id=key,
            consent=consent,
            given_on=day,
            service_ref=service_ref,
            condition=condition,
            signed_by=_short(_(N_("The name")), who, consents.LONGEST_SIGNER),
            signature=signature,
            staff_id=work.by.id,
        )
    )
    work.record(events.ConsentGiven(key, consent))
    return row.id


@needs(Right.FILE)
def withdraw_consent(work: Work, consent_id: int) -> None:
    """Note that she agrees no longer, from today on; what was done stays done.

    Raises:
        NotWithdrawn: It is a record of what happened.
        Missing: There is no such consent.
    """
    row = work.get(Consent, consent_id)
    body = body_of(work, Subject.CONSENT, row.consent) or {}
    if body.get("withdrawable") == "no":
        raise NotWithdrawn
    if row.withdrawn_on is None:
        row.withdrawn_on = work.today
        work.record(events.ConsentWithdrawn(row.client_id, row.consent))


@needs(Right.TREAT)
def put_on_patch_test(
    work: Work,
    key: ClientId,
    service_ref: str,
    spots: Sequence[tuple[str, str, str]] = (),
    *,
    applied_at: datetime | None = None,
    note: str = "",
) -> int:
    """Put a patch test on, to be read when its hours are over.

    Args:
        work: As ever.
        key: Who.
        service_ref: For which service.
        spots: Where, with what, and its batch, each; a zone of the charts or one of
            `USUAL_SPOTS`.
        applied_at: When; now if nothing is said.
        note: Anything to keep in mind.

    Returns:
        The id of the test.

    Raises:
        NotFound: There is no such service.
        BadField: A zone is none, or the time is to come.
        Missing: There is no such client.
    """
    key = living(work, key)
    work.get(Client, key)
    _service(work, service_ref)
    row = _put_on(work, key, service_ref, applied_at, note)
    for zone, what, batch in spots:
        if zone not in USUAL_SPOTS and not has_entry(work, Subject.ZONE, zone):
            raise BadField("patch_tests", zone)
        work.add(
            PatchSpot(
                patch_test_id=row.id,
                zone=zone,
                what=_short(_(N_("What was put on")), " ".join(what.split()), 400),
                batch=_short(_(N_("The batch")), " ".join(batch.split()), 200),
            )
        )
    work.record(events.PatchTestPutOn(key))
    return row.id


@needs(Right.TREAT)
def read_patch_test(
    work: Work,
    test_id: int,
    results: Mapping[int, str] | str,
    *,
    read_at: datetime | None = None,
    note: str = "",
) -> None:
    """Note what is seen; the worst spot counts, and the hours go on as they were.

    A reaction leaves the condition that goes with it in the file. Read again, a later
    look takes the place of the earlier one.

    Args:
        work: As ever.
        test_id: Which test.
        results: "none", "doubtful" or "positive" by spot, or for all of them.
        read_at: When; now if nothing is said.
        note: Anything to keep in mind.

    Raises:
        TooSoonToRead: Its hours are not over; a reaction may be noted all the same.
        SpotsUnread: A spot is left out, and none of them is positive.
        BadField: A result is none.
        Missing: There is no such test.
    """
    test = work.get(PatchTest, test_id)
    _read(work, test, results, read_at, note)
    work.record(events.PatchTestRead(test.client_id))
    _leave_condition(work, test)


@needs(Right.TREAT)
def correct_patch_test(
    work: Work,
    test_id: int,
    *,
    service_ref: str | None = None,
    applied_at: datetime | None = None,
    result: str | None = None,
    note: str | None = None,
) -> None:
    """Put right what was noted by mistake; None leaves it, a result of "" opens it.

    Raises:
        NotFound, BadField, TooSoonToRead, Missing: As when it was noted.
    """
    test = work.get(PatchTest, test_id)
    if service_ref is not None:
        _service(work, service_ref)
        test.service_ref = service_ref
    if applied_at is not None:
        if applied_at > work.now:
            raise BadField("patch_tests", applied_at.isoformat())
        test.applied_at = applied_at
    if note is not None:
        test.note = note.strip()
    if result == "":
        test.result, test.read_at, test.read_by = "", None, None
        for spot in _spots(work, test.id):
            spot.result = ""
    elif result is not None:
        _read(work, test, result, test.read_at, test.note)
    elif test.result in ("none", "doubtful"):
        _refuse_too_soon(work, test, test.read_at or work.now)
    work.record(events.PatchTestRead(test.client_id))
    _drop_condition(work, test)
    _leave_condition(work, test)


@needs(Right.TREAT)
def take_back_patch_test(work: Work, test_id: int) -> None:
    """Take away a patch test that was noted by mistake, and what it left."""
    test = work.get(PatchTest, test_id)
    _drop_condition(work, test)
    for spot in _spots(work, test.id):
        work.session.delete(spot)
    work.session.flush()
    work.session.delete(test)
    work.record(events.PatchTestTakenBack(test.client_id))


@needs(Right.TREAT)
def note_patch_test(
    work: Work,
    key: ClientId,
    service_ref: str,
    *,
    applied_at: datetime | None = None,
    read_at: datetime | None = None,
    result: str = "",
    note: str = "",
) -> None:
    """Note a trial for a service: put on, or read.

    A result reads the test that waits for it, of this service or of one that shares
    its product. One that was put on upon another day, and read, is noted afterwards.

    Raises:
        TooSoonToRead: Its hours are not over.
        NothingToRead: No test waits, and nothing is said of when one was put on.
        BadField, Missing: As for `put_on_patch_test`.
    """
    key = living(work, key)
    work.get(Client, key)
    if result not in ("", *RESULTS):
        raise BadField("patch_tests", result)
    if not result:
        _put_on(work, key, service_ref, applied_at, note)
        work.record(events.PatchTestPutOn(key))
        return
    test = _waiting(work, key, service_ref, applied_at, result)
    if test is None:
        is_known = _service_or_none(work, service_ref) is not None
        if applied_at is None and is_known and result != "positive":
            raise NothingToRead
        test = _put_on(work, key, service_ref, applied_at, note)
    _read(work, test, result, read_at, note)
    work.record(events.PatchTestRead(key))
    _leave_condition(work, test)


def _put_on(
    work: Work,
    key: ClientId,
    service_ref: str,
    applied_at: datetime | None,
    note: str,
) -> PatchTest:
    at = applied_at or work.now
    if at > work.now:
        raise BadField("patch_tests", work.local(at).isoformat(timespec="minutes"))
    return work.add(
        PatchTest(
            client_id=key,
            service_ref=service_ref,
            applied_at=at,
            note=_short(_(N_("The note")), note.strip(), 2_000),
            put_on_by=work.by.id,
        )
    )


def _waiting(
    work: Work,
    key: ClientId,
    service_ref: str,
    applied_at: datetime | None,
    result: str,
) -> PatchTest | None:
    """Return the open test that a result is about: its own first, then a sister's."""
    asked = (
        select(PatchTest)
        .where(PatchTest.client_id == key, PatchTest.result == "")
        .order_by(PatchTest.applied_at.desc(), PatchTest.id.desc())
    )
    open_ = [
        one
        for one in work.session.scalars(asked)
        if applied_at is None
        or work.local(one.applied_at).date() == work.local(applied_at).date()
    ]
    own = [one for one in open_ if one.service_ref == service_ref]
    shared = [one for one in open_ if _tells_of(one, service_ref, result)]
    # one that is put on anew while the last one waits to be read: that one first
    ready = [one for one in own if _ready_from(work, one) <= work.now]
    return next(iter((*ready, *own, *shared)), None)


def _tells_of(test: PatchTest, service_ref: str, result: str) -> bool:
    sisters = sisters_of(test.service_ref)
    return service_ref in (sisters.bars if result == "positive" else sisters.covers)


def _read(
    work: Work,
    test: PatchTest,
    results: Mapping[int, str] | str,
    read_at: datetime | None,
    note: str,
) -> None:
    spots = _spots(work, test.id)
    if isinstance(results, str):
        said = {spot.id: results for spot in spots}
        worst = [results]
    else:
        said = dict(results)
        worst = list(said.values())
        if said.keys() - {spot.id for spot in spots}:
            raise BadField("patch_tests", str(sorted(said)))
    for one in worst:
        if one not in RESULTS:
            raise BadField("patch_tests", one)
    if not worst or (len(said) < len(spots) and "positive" not in worst):
        raise SpotsUnread
    at = read_at or work.now
    if at > work.now or at < test.applied_at:
        raise BadField("patch_tests", work.local(at).isoformat(timespec="minutes"))
    result = max(worst, key=RESULTS.index)
    if result != "positive":
        _refuse_too_soon(work, test, at)
    for spot in spots:
        spot.result = said.get(spot.id, spot.result)
    test.result, test.read_at, test.read_by = result, at, work.by.id
    if note.strip():
        test.note = _short(_(N_("The note")), note.strip(), 2_000)


def _refuse_too_soon(work: Work, test: PatchTest, at: datetime) -> None:
    ready = _ready_from(work, test)
    if at < ready:
        local = work.local(ready)
        raise TooSoonToRead(f"{short_day(local.date())} {hour(local)}")


def _ready_from(work: Work, test: PatchTest) -> datetime:
    card = _service_or_none(work, test.service_ref)
    hours = card.patch_wait_hours if card is not None else 0
    return test.applied_at + timedelta(hours=hours)


def _spots(work: Work, test_id: int) -> list[PatchSpot]:
    asked = select(PatchSpot).where(PatchSpot.patch_test_id == test_id)
    return list(work.session.scalars(asked.order_by(PatchSpot.id)))


def _leave_condition(work: Work, test: PatchTest) -> None:
    """Note what a reaction means, so that rules, home care and papers know it."""
    condition = sisters_of(test.service_ref).condition
    if test.result != "positive" or not condition:
        return
    if not has_entry(work, Subject.HEALTH_CONDITION, condition):
        return
    c = ClientCondition
    asked = select(c).where(
        c.client_id == test.client_id, c.condition == condition, c.until.is_(None)
    )
    if (row := work.session.scalars(asked).first()) is not None:
        row.is_confirmed = True
        return
    since = work.local(test.read_at or work.now).date()
    row = c(client_id=test.client_id, condition=condition, since=since)
    row.note = _left_by(work, test)
    work.add(row)
    work.record(events.ConditionNoted(test.client_id, condition))


def _drop_condition(work: Work, test: PatchTest) -> None:
    """Take away what this test left, and nothing that was known without it."""
    asked = select(ClientCondition).where(ClientCondition.client_id == test.client_id)
    number = public_id("patch_test", test.id)
    for row in work.session.scalars(asked):
        if row.note.endswith(f" {number}"):
            work.session.delete(row)
            work.record(events.ConditionEnded(test.client_id, row.condition))


def _left_by(work: Work, test: PatchTest) -> str:
    said = _(N_("patch test of {day}, reaction:")).format(
        day=full_day(work.local(test.applied_at).date())
    )
    return f"{said} {public_id('patch_test', test.id)}"


def _service(work: Work, ref: str) -> ServiceCard:
    card = _service_or_none(work, ref)
    if card is None:
        raise NotFound(_(N_("service")), ref)
    return card


def _service_or_none(work: Work, ref: str) -> ServiceCard | None:
    cards = all_services(work).values()
    return next((one for one in cards if one.ref == ref), None)


@needs(Right.FILE)
def add_family(
    work: Work, draft: ClientDraft, relation: str, other: ClientId, name: str
) -> ClientId:
    """Open a file for someone of a client's family, and note whose."""
    key = add_client(work, draft)
    add_relative(work, key, relation, name, other=other, is_asked=True)
    return key


@needs(Right.FILE)
def merge_clients(
    work: Work,
    kept_id: ClientId,
    away_id: ClientId,
    *,
    taken: Collection[str] = (),
    stays: Sequence[int] = (),
    reason: str = "",
) -> None:
    """Join two files of one person: what both know stays, the kept one's name too.

    Conditions and allergies add up, consents and "do not contact" take the stricter.
    Where only one of them can be right (`differing`) the kept file is, and the note
    keeps what the other said. What names her elsewhere follows as its column says
    (`salon.store.leaning`); other features do what more it takes (`ClientsMerged`);
    undo takes all of it back.

    Args:
        work: As ever.
        kept_id: The file that stays.
        away_id: The file that goes.
        taken: Fields in which the file that goes is right.
        stays: Of visits that both have at one time, those that stay; the others are
            called off.
        reason: How one knows that they are one, where their birthdays are years
            apart. The note keeps it.

    Raises:
        OneFile: They are one and the same.
        FileErased, JoinedAlready: One of them is nobody's, or lives on in another.
        ErasureUnderWay: One of them is to be erased.
        Missing: One of them is gone.
        MayBeTwo: Their birthdays are years apart, and there is no *reason*.
        BadField: The two do not differ in what was *taken*.
        VisitsClash: Both have a visit at one time, and nobody said which stays.
    """
    kept, away = work.get(Client, kept_id), work.get(Client, away_id)
    if kept_id == away_id:
        raise OneFile("Client", kept_id, kept.name)
    for file in (kept, away):
        if file.merged_into == file.id:
            raise FileErased("Client", file.id)
        if file.merged_into is not None:
            raise JoinedAlready("Client", file.id, file.merged_into)
    refuse_erasing(work, (kept_id, away_id))
    differs = differing(work, kept_id, away_id)
    two = two_birthdays(work, kept_id, away_id)
    if two and not is_reason(reason):
        raise MayBeTwo(two)
    for wrong in sorted(set(taken) - {one.field for one in differs}):
        known = tuple(one.field for one in differs) or ("–",)
        raise NothingToTake("--take", wrong, known)
    for name in _TEXTS:
        mine, hers = getattr(kept, name), getattr(away, name)
        if not mine:
            setattr(kept, name, hers)
        elif name == "note" and hers and hers not in mine:
            kept.note = f"{mine}\n{hers}"
    lost = []
    for one in differs:
        if one.field in taken:
            _take_over(kept, away, one.field)
        lost.append(f"{one.label}: {one.kept if one.field in taken else one.away}")
    if lost:
        said = _(N_("From the other file: {what}")).format(what=sentences(lost))
        kept.note = f"{kept.note}\n{said}".strip()
    if two:
        said = _(N_("Joined with birthdays years apart ({days}): {reason}"))
        said = said.format(days=two, reason=_short("--reason", reason.strip(), 2_000))
        kept.note = f"{kept.note}\n{said}".strip()
    if kept.birth_month is None and kept.lunar_month is None:
        _copy(kept, away, _BORN)
    kept.do_not_contact = kept.do_not_contact or away.do_not_contact
    _move_own(work, kept_id, away_id, taken)
    away.merged_into = kept_id
    index(work, kept)
    work.record(events.ClientsMerged(kept_id, away_id, tuple(stays)))


_BORN = (
    *("birth_year", "birth_month", "birth_day"),
    *("lunar_month", "lunar_day", "lunar_leap"),
)


def _take_over(kept: Client, away: Client, field: str) -> None:
    """Let the file that goes be right about a field; answers go with their rows."""
    own = {"name": ("name", "family", "given"), "birthday": _BORN}
    columns = own.get(field) or (SAID_ONCE.get(field),)
    _copy(kept, away, [name for name in columns if name])


def _copy(kept: Client, away: Client, columns: Sequence[str]) -> None:
    for name in columns:
        setattr(kept, name, getattr(away, name))


def _move_own(
    work: Work, kept: ClientId, away: ClientId, taken: Collection[str]
) -> None:
    session = work.session
    numbers = set(
        session.scalars(select(ClientPhone.digits).where(ClientPhone.client_id == kept))
    )
    for phone in session.scalars(
        select(ClientPhone).where(ClientPhone.client_id == away)
    ):
        if phone.digits not in numbers:
            phone.client_id = kept
            phone.sort += len(numbers)
    known = {
        one.field: one
        for one in session.scalars(
            select(ClientFact).where(ClientFact.client_id == kept)
        )
    }
    for fact in session.scalars(select(ClientFact).where(ClientFact.client_id == away)):
        mine = known.get(fact.field)
        if mine is None:
            fact.client_id = kept
        elif fact.field in (*HEALTH_TEXTS, *HEALTH_WORDS):
            mine.value = both_told(mine.value, fact.value)
        elif fact.field in taken:
            mine.value, mine.is_confirmed = fact.value, fact.is_confirmed
    join_refusals(work, kept, away)
    join_answered(work, kept, away)
    for link in links_to("client"):
        if link.leaning.merge is Merge.FOLLOWS:
            for row in session.scalars(select(link.kind).where(link.column == away)):
                setattr(row, link.column.key, kept)
    herself = (Relative.client_id == kept) & (Relative.other_id == kept)
    for one in session.scalars(select(Relative).where(herself)):
        one.other_id = None  # the two files that were family are one


def _rename(client: Client, draft: ClientDraft) -> None:
    if draft.name is not None:
        name = read_name(draft.name, draft.family or "", draft.given or "")
    else:
        family = client.family if draft.family is None else draft.family
        given = client.given if draft.given is None else draft.given
        name = read_name(displayed(family, given), family, given)
    client.name, client.family, client.given = name.name, name.family, name.given


def _fill(client: Client, draft: ClientDraft) -> None:
    said = draft
    for field, value in draft.facts.items():
        if field in COLUMNS:
            own: dict[str, Any] = {COLUMNS[field]: value}
            said = replace(said, **own)
        elif field == "do_not_contact":
            said = replace(said, do_not_contact=value.lower() in _YES)
    for name in _TEXTS:
        value = getattr(said, name)
        if value is not None:
            most = LONGEST_TEXT if name == "note" else 2_000
            setattr(client, name, _short(name, value.strip(), most))
    if said.language is not None:
        client.language = nearest(said.language) if said.language else ""
    if said.do_not_contact is not None:
        client.do_not_contact = said.do_not_contact
    if said.birthday is not None:
        _born(client, said.birthday)


_YES = ("yes", "true", "1", "y", "是", "on")


def _born(client: Client, birthday: BirthdayLine) -> None:
    client.birth_year = birthday.year
    client.birth_month = birthday.month
    client.birth_day = birthday.day
    lunar = birthday.lunar
    client.lunar_month = lunar.month if lunar else None
    client.lunar_day = lunar.day if lunar else None
    client.lunar_leap = bool(lunar and lunar.leap)


def _phones(work: Work, key: ClientId, phones: tuple[PhoneLine, ...]) -> None:
    first = sorted(phones, key=lambda phone: not phone.preferred)
    for place, phone in enumerate(first):
        work.session.add(
            ClientPhone(
                client_id=key,
                number=phone.number,
                raw=phone.raw,
                extension=phone.extension,
                label=phone.label,
                digits=phone_digits(phone.number, phone.raw),
                sort=place,
            )
        )


def _told(
    client: Client, draft: ClientDraft, before: Sequence[str]
) -> tuple[list[str], list[str]]:
    """Return the questions that a draft answers, and those that it empties."""
    said: dict[str, object] = {
        ref: value for ref, value in draft.facts.items() if ref not in COLUMNS
    }
    for ref, column in COLUMNS.items():
        if ref in draft.facts or getattr(draft, column) is not None:
            said[ref] = getattr(client, column)
    if any(ref in said for ref in ("call_from", "call_until")):
        said["contact_bands"] = client.call_from or client.call_until
    if any(one is not None for one in (draft.name, draft.family, draft.given)):
        said["family_name"] = client.family or client.name
        said["given_name"] = client.given or client.name
    if draft.birthday is not None:
        moon = client.lunar_month
        said["birth_solar"] = client.birth_month or moon
        said |= {"birth_lunar_month": moon, "birth_lunar_day": moon}
    if draft.phones is not None:
        first = sorted(draft.phones, key=lambda phone: not phone.preferred)
        now = [one.number or one.raw for one in first]
        for place, ref in enumerate(("mobile", "mobile_2")):
            is_same = now[place : place + 1] == list(before[place : place + 1])
            if not (is_same and before[place : place + 1]):
                said[ref] = now[place : place + 1]
    for own in _NO_QUESTIONS:
        said.pop(own, None)
    answered = [ref for ref, value in said.items() if value]
    return answered, [ref for ref in said if ref not in answered]


_NO_QUESTIONS = ("note", "card_no", "call_from", "call_until")


def _not_emptied(
    work: Work, emptied: Collection[str], draft: ClientDraft
) -> Collection[str]:
    """Return what is required and was not emptied just now."""
    required = premises(work).required_fields
    left = set(emptied) - set(draft.declined)
    return [one for one in required if one not in left]


def _facts(
    work: Work, key: ClientId, facts: dict[str, str], told_by: str = "staff"
) -> None:
    own = {
        field: value
        for field, value in facts.items()
        if field not in COLUMNS and field != "do_not_contact"
    }
    if not own:
        return
    kept = {
        fact.field: fact
        for fact in work.session.scalars(
            select(ClientFact).where(ClientFact.client_id == key)
        )
    }
    for field, value in own.items():
        _allow(work, field, value)
        value = _short(field, value, LONGEST_TEXT)
        if field in HEALTH_TEXTS and field in kept and kept[field].value != value:
            place = MEDICINES if field == MEDICINES else "notes"
            before = kept[field].value
            work.record(events.HealthTextChanged(key, place, before, value))
        if field not in kept and not value:
            continue  # nothing was there, and nothing is said
        if field not in kept:
            fact = ClientFact(client_id=key, field=field, value=value, on=work.today)
            fact.source = told_by
            work.session.add(fact)
        elif not value:
            work.session.delete(kept[field])
        else:
            kept[field].value, kept[field].on = value, work.today
            kept[field].is_confirmed, kept[field].source = True, told_by


def _allow(work: Work, field: str, value: str) -> None:
    body = body_of(work, Subject.CLIENT_FIELD, field)
    if body is None:
        raise UnknownField(field, value)
    if body.get("type") == "enum" and value:
        choices = terms(work, body.get("vocab_list", ""))
        if choices and value not in choices:
            raise BadField(field, value)


def _short(what: str, text: str, most: int) -> str:
    if len(text) > most:
        raise TooLong(what, len(text), most)
    return text
