"""How the questions of a file stand: confirmed, declined, without need of an answer."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select

from salon.catalogue.model import Subject
from salon.catalogue.queries import all_names, body_of, entries
from salon.clients import events
from salon.clients.departing import refuse_erasing
from salon.clients.fullness import (
    BEFORE_TREATMENT,
    CONSENTS,
    HEALTH,
    NEVER_NONE,
    known_fields,
    missing,
)
from salon.clients.model import (
    MEDICINES,
    BadField,
    CannotBeNone,
    ClientCard,
    ClientId,
    EachByItself,
    FieldsRequired,
    HasAnswer,
    HealthUnasked,
    NotAskedYet,
    NothingToConfirm,
    UnknownField,
    is_medicine,
)
from salon.clients.queries import client_card, living
from salon.clients.tables import (
    Allergy,
    Client,
    ClientAnswered,
    ClientCondition,
    ClientFact,
)
from salon.rights import Right
from salon.settings.operations import describe
from salon.settings.queries import premises
from salon.text import listed
from salon.work import Work, needs

SOURCES = ("staff", "client", "import")


@needs(Right.FILE)
def confirm_fields(
    work: Work, key: ClientId, fields: Sequence[str], *, source: str = "client"
) -> None:
    """Note that answers of a file are still true; of an empty list, that it is.

    Raises:
        NothingToConfirm: There is no answer yet, nor was it said that there is none.
        HealthUnasked: The health questions were not gone through yet.
        EachByItself: Consents are not one answer.
        BadField: There is no such question.
        Missing: There is no such client.
    """
    key = living(work, key)
    stands, card = _states(work, key), client_card(work, key)
    known = _said(work, card)
    _heed_erasing(work, key, fields)
    for field in fields:
        _check(work, field)
        if field == CONSENTS and card.consents:
            raise _each_by_itself(work, card)
        if field in known or stands.get(field) == "na":
            continue
        if field == HEALTH:
            raise HealthUnasked
        raise NothingToConfirm(_name(work, field))
    for fact in work.session.scalars(
        select(ClientFact).where(
            ClientFact.client_id == key, ClientFact.field.in_(fields)
        )
    ):
        fact.on, fact.is_confirmed = work.today, True
    _confirm_rows(work, key, fields)
    na = [one for one in fields if one not in known]
    sure = [one for one in fields if one not in na]
    stand(work, key, sure, source=source)
    stand(work, key, na, state="na", source=source)
    work.record(events.AnswersConfirmed(key))


def _each_by_itself(work: Work, card: ClientCard) -> EachByItself:
    names = {one.ref: str(one.names) for one in entries(work, Subject.CONSENT)}
    told = listed(f"{names.get(one, one)} ({one})" for one in card.consents)
    return EachByItself(_name(work, CONSENTS), card.consents, told)


@needs(Right.FILE)
def decline_field(
    work: Work, key: ClientId, field: str, *, source: str = "client"
) -> None:
    """Note that the client prefers not to say: it is never asked again.

    Raises:
        BadField: There is no such question.
        Missing: There is no such client.
    """
    key = living(work, key)
    work.get(Client, key)
    _check(work, field)
    _heed_erasing(work, key, [field])
    stand(work, key, [field], state="declined", source=source)
    work.record(events.AnswerDeclined(key, field))


@needs(Right.FILE)
def needs_no_answer(
    work: Work, key: ClientId, field: str, *, source: str = "client"
) -> None:
    """Note that a question does not apply to the client, or that there is none.

    Raises:
        HasAnswer: There is an answer.
        HealthUnasked: The health questions are answered one by one.
        CannotBeNone: Of that there cannot be none.
        BadField: There is no such question.
        Missing: There is no such client.
    """
    key = living(work, key)
    _check(work, field)
    _heed_erasing(work, key, [field])
    if field in known_fields(client_card(work, key)):
        raise HasAnswer(_name(work, field))
    if field == HEALTH:
        raise HealthUnasked
    if field in NEVER_NONE:
        raise CannotBeNone(_name(work, field))
    stand(work, key, [field], state="na", source=source)
    work.record(events.AnswersConfirmed(key))


def _heed_erasing(work: Work, key: ClientId, fields: Collection[str]) -> None:
    """Let who is being erased be asked only what a treatment to come waits for."""
    if not set(fields) <= set(BEFORE_TREATMENT):
        refuse_erasing(work, (key,))


@needs(Right.MANAGE)
def require_fields(work: Work, fields: Sequence[str]) -> None:
    """Let no file be opened by hand without answers to *fields*; none: a name will do.

    What is `BEFORE_TREATMENT` no file waits for, and every treatment.

    Raises:
        BadField: There is no such question, or nobody can be asked for it.
    """
    for field in fields:
        body = _check(work, field)
        if field in BEFORE_TREATMENT:
            continue
        if body.get("type") in ("computed", "image", "table"):
            raise BadField("required_fields", field)
        if body.get("ask_at") == "system":
            raise BadField("required_fields", field)
    describe(work, required_fields=tuple(dict.fromkeys(fields)))


def refuse_without(work: Work, known: Collection[str]) -> None:
    """Refuse a file in which something is wanting that the salon requires."""
    required = premises(work).required_fields
    wanting = missing(required, {*known, *BEFORE_TREATMENT})
    if wanting:
        raise FieldsRequired(wanting, _names(work, wanting))


def refuse_unasked(work: Work, key: ClientId) -> None:
    """Refuse to treat who was not asked what the salon asks before a treatment.

    Raises:
        NotAskedYet: With what is to be asked.
    """
    required = [
        one for one in premises(work).required_fields if one in BEFORE_TREATMENT
    ]
    if not required:
        return
    card = client_card(work, key)
    stands = set(_states(work, key)) | ({"allergies"} if card.allergies else set())
    wanting = missing(required, stands)  # an allergy told while booking is not all
    if wanting:
        raise NotAskedYet(key, wanting, card.line.name, _names(work, wanting))


def _names(work: Work, fields: Iterable[str]) -> str:
    names = all_names(work, Subject.CLIENT_FIELD)
    return listed(str(names.get(one, one)) for one in fields)


def stand(
    work: Work,
    key: ClientId,
    fields: Iterable[str],
    *,
    state: str = "answered",
    source: str = "staff",
) -> None:
    """Write down that questions stand like that as of today, by whoever acts."""
    wanted = list(dict.fromkeys(fields))
    if not wanted:
        return
    if source not in SOURCES:
        raise BadField("source", source)
    kept = {one.field: one for one in _rows(work, key, wanted)}
    for field in wanted:
        row = kept.get(field)
        if row is None:
            row = ClientAnswered(client_id=key, field=field)
            work.session.add(row)
        row.state, row.on = state, work.today
        row.staff_id, row.source = work.by.id, source


def no_longer_stands(work: Work, key: ClientId, fields: Iterable[str]) -> None:
    """Let questions be open again whose answer was taken off."""
    for row in _rows(work, key, list(fields)):
        work.session.delete(row)


def join_answered(work: Work, kept: int, away: int) -> None:
    """Let of each question stand what was confirmed last; a refusal to say wins."""
    rows = work.session.scalars(
        select(ClientAnswered).where(ClientAnswered.client_id.in_((kept, away)))
    ).all()
    mine = {one.field: one for one in rows if one.client_id == kept}
    for one in rows:
        if one.client_id == kept:
            continue
        other = mine.get(one.field)
        if other is None:
            one.client_id = ClientId(kept)
            continue
        is_no = "declined" in (one.state, other.state)
        if one.state == "declined" or (one.on > other.on and not is_no):
            other.state, other.on = one.state, one.on
            other.staff_id, other.source = one.staff_id, one.source
        work.session.delete(one)


def _confirm_rows(work: Work, key: ClientId, fields: Collection[str]) -> None:
    """Let what is kept in rows of its own be sure, too."""
    if "allergies" in fields:
        rows = select(Allergy).where(Allergy.client_id == key)
        for allergy in work.session.scalars(rows):
            allergy.is_confirmed = True
    if MEDICINES in fields or HEALTH in fields:
        c = ClientCondition
        for row in work.session.scalars(
            select(c).where(c.client_id == key, c.until.is_(None))
        ):
            body = body_of(work, Subject.HEALTH_CONDITION, row.condition) or {}
            field = MEDICINES if is_medicine(body) else HEALTH
            if field in fields:
                row.is_confirmed = True


def _rows(
    work: Work, key: ClientId, fields: Collection[str]
) -> Sequence[ClientAnswered]:
    a = ClientAnswered
    if not fields:
        return ()
    asked = select(a).where(a.client_id == key, a.field.in_(fields))
    return work.session.scalars(asked).all()


def _said(work: Work, card: ClientCard) -> Collection[str]:
    """Return what of a file was said by somebody, and so may be said again.

    A state of health does not say what medicines are taken.
    """
    known = set(known_fields(card))
    drugs = (
        (body_of(work, Subject.HEALTH_CONDITION, one.condition) or {}).get("kind")
        for one in card.conditions
    )
    typed = {one.field for one in card.facts if one.value}
    if MEDICINES not in typed and "medication" not in drugs:
        known.discard(MEDICINES)
    return known


def _states(work: Work, key: ClientId) -> dict[str, str]:
    a = ClientAnswered
    rows = work.session.execute(select(a.field, a.state).where(a.client_id == key))
    return {str(row.field): str(row.state) for row in rows}


def _check(work: Work, field: str) -> dict[str, str]:
    body = body_of(work, Subject.CLIENT_FIELD, field)
    if body is None:
        raise UnknownField(field, "")
    return body


def _name(work: Work, field: str) -> str:
    return str(all_names(work, Subject.CLIENT_FIELD).get(field, field))
