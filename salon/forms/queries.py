"""What screens and papers ask of forms, and of what was signed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from salon.aftercare.leaflets import leaflets
from salon.catalogue.model import NotFound, ServiceCard, Subject
from salon.catalogue.queries import all_services, entries, names_of, terms
from salon.clients.consents import PER_SERVICE
from salon.clients.model import MEDICINES, ClientId, ServiceNeeded
from salon.clients.queries import (
    allergies_of,
    conditions_of,
    consents_of,
    facts_said,
)
from salon.errors import Missing
from salon.forms.asking_health import health_form
from salon.forms.composing import changed_parts, composed, filled
from salon.forms.model import (
    HEALTH,
    OWN,
    TREATMENT,
    Form,
    NoSuchForm,
    Outcome,
    Piece,
    SignedId,
    SignedLine,
    Wording,
)
from salon.forms.shipped_forms import in_all, shipped_forms
from salon.forms.tables import FormRow, FormVersion, SignedForm
from salon.forms.writing import body_of, digest_of, read_form, seal_of, words_read
from salon.hongkong import REGIONS
from salon.safety.facts import void_since
from salon.safety.model import Action
from salon.safety.queries import facts_of, lore_of, rules_for
from salon.settings.queries import premises
from salon.staff.queries import team
from salon.text import N_, Names, _, amount, full_day, sentences, speaking
from salon.work import Reading

_TOLD = 12  # conditions that a form names; the rest is asked by the questionnaire
_WEIGHT = {Action.BLOCK: 0, Action.GP_NOTE: 1, Action.DEFER: 2}
_SIGNED = (Outcome.SIGNED, Outcome.SAME)


def forms(reading: Reading) -> list[Form]:
    """Return all forms as they are today, shipped ones first."""
    is_hong_kong = premises(reading).region in REGIONS
    shipped = shipped_forms(is_hong_kong=is_hong_kong)
    shipped = {HEALTH: _questionnaire(reading), **shipped}
    rows = {row.ref: row for row in _newest(reading)}
    found = [_shipped_now(one, rows.get(one.ref)) for one in shipped.values()]
    own = [_own_now(row) for ref, row in sorted(rows.items()) if ref not in shipped]
    return [*found, *own]


def _questionnaire(reading: Reading) -> Form:
    conditions = entries(reading, Subject.HEALTH_CONDITION)
    names = {one.ref: one.names for one in conditions}
    return health_form(entries(reading, Subject.HEALTH_QUESTION), names)


def form_of(reading: Reading, ref: str) -> Form:
    """Return one form; raises NoSuchForm."""
    for one in forms(reading):
        if one.ref == ref:
            return one
    raise NoSuchForm(ref)


def form_for(reading: Reading, item: str, service_ref: str = "") -> Form:
    """Return the form that signs an item of consent, for a service if it is for one.

    The salon's own forms come first; of several the one for the service itself, then
    that for its family.

    Raises:
        NoSuchForm: None does.
    """
    service = service_of(reading, service_ref) if service_ref else None
    keys = [service.ref, service.family, "*"] if service is not None else ["*"]
    best: tuple[int, int, Form] | None = None
    for one in forms(reading):
        if one.item != item or one.is_off:
            continue
        places = [keys.index(key) for key in one.fits if key in keys]
        if one.fits and not places:
            continue
        rank = (0 if one.is_own else 1, min(places, default=len(keys)))
        if best is None or rank < best[:2]:
            best = (*rank, one)
    if best is None:
        raise NoSuchForm(item)
    return best[2]


def title_of(reading: Reading, form: Form) -> Names:
    """Return what a form is called where no service is in sight: of those it fits."""
    if "{service}" not in str(form.title):
        return form.title
    names = {one.ref: one.names for one in all_services(reading).values()}
    names |= terms(reading, "service_family")
    fits = [names[one] for one in form.fits if one in names]
    meant = _joined(fits) if fits else in_all(N_("any service"))
    plain = dict(zip(_CODES, map(meant.said_in, _CODES), strict=True))
    return Names(
        *(filled(form.title.said_in(code), {"service": plain[code]}) for code in _CODES)
    )


def service_of(reading: Reading, ref: str) -> ServiceCard:
    """Return a service by its reference id; raises NotFound."""
    for one in all_services(reading).values():
        if one.ref == ref:
            return one
    raise NotFound(_(N_("service")), ref)


def wording_of(
    reading: Reading, key: ClientId, form: Form, language: str, service_ref: str = ""
) -> Wording:
    """Return the words of a form for a client, in a language, all filled in.

    Raises:
        ServiceNeeded: It is for one service, and none is named.
    """
    if form.item in PER_SERVICE and not service_ref:
        raise ServiceNeeded
    return composed(form, language, fillings(reading, key, service_ref))


def fillings(
    reading: Reading, key: ClientId, service_ref: str = ""
) -> dict[str, Names]:
    """Return what is filled into forms, in all languages."""
    here = premises(reading)
    plain = {"salon": here.name, "phone": here.phone or "–"}
    found = {name: Names(text, text, text) for name, text in plain.items()}
    found["health"] = _health(reading, key)
    ring = N_("Worried? Ring {phone}.") if here.phone else N_("Worried? Ring us.")
    found["worried"] = _filled_in(in_all(ring), plain)
    if not service_ref:
        return found
    one = service_of(reading, service_ref)
    minutes = str(one.minutes)
    price = [_priced(one, here.currency, code) for code in _CODES]
    leaflet = leaflets(is_hong_kong=here.region in REGIONS)
    after = leaflet.of(one.ref, one.protocol, one.family)
    habits = [*after.do, *after.leave]
    return found | {
        "service": one.names,
        "minutes": Names(minutes, minutes, minutes),
        "price": Names(*price),
        "tell": _to_tell(reading, one),
        "after": Names(*(_after(habits, len(after.do), code) for code in _CODES)),
    }


_CODES = ("en", "zh_CN", "zh_TW")


def _filled_in(names: Names, plain: Mapping[str, str]) -> Names:
    return Names(*(filled(names.said_in(code), plain) for code in _CODES))


def _priced(one: ServiceCard, currency: str, code: str) -> str:
    with speaking(code):
        return amount(one.price, currency)


def _after(habits: list[Names], do: int, code: str) -> str:
    """Return what a leaflet tells to do and to leave, as sentences."""
    with speaking(code):
        texts = [one.said_in(code) for one in habits]
        said = [
            _(N_("Do: {what}.")).format(what=sentences(texts[:do])),
            _(N_("Leave: {what}.")).format(what=sentences(texts[do:])),
        ]
    return ("" if code.startswith("zh") else " ").join(said)


def _to_tell(reading: Reading, one: ServiceCard) -> Names:
    """Return what speaks against a service, the weightiest of its own rules first."""
    rules = [
        rule
        for rule in rules_for(reading, one.ref, one.family)
        if rule.action in _WEIGHT
    ]
    rules.sort(key=lambda rule: (rule.scope_id == "ALL", _WEIGHT[rule.action]))
    keys = list(dict.fromkeys(rule.condition for rule in rules))
    known = names_of(reading, Subject.HEALTH_CONDITION, keys)
    named = [known[key] for key in keys if key in known][:_TOLD]
    return _joined(named)


def _health(reading: Reading, key: ClientId) -> Names:
    """Return what is known of a client's health, in few words."""
    conditions = [one.condition for one in conditions_of(reading, key)]
    known = names_of(reading, Subject.HEALTH_CONDITION, conditions)
    named = [known[one] for one in dict.fromkeys(conditions) if one in known]
    typed = [one.substance for one in allergies_of(reading, key)]
    typed += facts_said(reading, MEDICINES, [key]).get(key, "").splitlines()
    named += [Names(one, one, one) for one in filter(None, map(str.strip, typed))]
    return _joined(named) if named else in_all(N_("nothing to mention"))


def _joined(named: Iterable[Names]) -> Names:
    each = list(named)
    said = []
    for code in _CODES:
        with speaking(code):
            said.append(sentences(one.said_in(code) for one in each))
    return Names(*said)


def _newest(reading: Reading) -> list[Any]:
    v, row = FormVersion, FormRow
    last = (
        select(v.form_id, func.max(v.number).label("number"))
        .group_by(v.form_id)
        .subquery()
    )
    asked = (
        select(row.ref, row.is_off, v.number, v.body, v.digest, v.is_shipped, v.at)
        .outerjoin(last, last.c.form_id == row.id)
        .outerjoin(v, (v.form_id == row.id) & (v.number == last.c.number))
        .order_by(row.ref)
    )
    return list(reading.session.execute(asked))


def _shipped_now(one: Form, row: Any) -> Form:
    if row is None or row.number is None:
        return replace(one, is_off=row is not None and row.is_off)
    day = row.at.date()
    if not row.is_shipped:
        kept = read_form(one.ref, json.loads(row.body))
        return replace(
            kept, number=row.number, since=day, is_changed=True, is_off=row.is_off
        )
    if digest_of(body_of(one)) == row.digest:
        return replace(one, number=row.number, since=day, is_off=row.is_off)
    return replace(one, number=row.number + 1, is_off=row.is_off)


def _own_now(row: Any) -> Form:
    kept = read_form(row.ref, json.loads(row.body))
    return replace(
        kept,
        number=row.number,
        since=row.at.date(),
        is_own=True,
        is_off=row.is_off,
    )


# what was signed


def signed_of(reading: Reading, key: ClientId) -> list[SignedLine]:
    """Return what a client signed or would rather not sign, the newest first."""
    s = SignedForm
    asked = select(s).where(s.client_id == key).order_by(s.at.desc(), s.id.desc())
    return _lines(reading, reading.session.scalars(asked).all())


def signed_line(reading: Reading, key: SignedId) -> SignedLine:
    """Return one signed form, whole; raises Missing."""
    row = reading.session.get(SignedForm, key)
    if row is None:
        raise Missing("SignedForm", key)
    return _lines(reading, [row])[0]


def last_signed(
    reading: Reading, key: ClientId, item: str, service_ref: str = "", form: str = ""
) -> SignedLine | None:
    """Return what was signed last of an item, for a service; None: never.

    Of a form of the salon that agrees to nothing, *form* says which.
    """
    for one in signed_of(reading, key):
        fits = one.item == item and one.service_ref == service_ref
        fits = fits and form in ("", one.form)
        if fits and one.outcome in _SIGNED:
            return one
    return None


def _lines(reading: Reading, rows: Iterable[SignedForm]) -> list[SignedLine]:
    names: dict[int | None, str] = {
        one.id: one.name for one in team(reading, everyone=True)
    }
    return [
        SignedLine(
            id=row.id,
            client_id=row.client_id,
            consent_id=row.consent_id,
            form=json.loads(row.words)["form"],
            item=row.item,
            service_ref=row.service_ref,
            outcome=Outcome(row.outcome),
            wording=words_read(row.words),
            answers=json.loads(row.answers),
            signature=row.signature,
            guardian=row.guardian,
            relation=row.relation,
            guardian_signature=row.guardian_signature,
            is_in_room=row.is_in_room,
            is_on_paper=row.is_on_paper,
            at=row.at,
            staff=names.get(row.staff_id, ""),
            is_whole=row.digest == seal_of(row),
        )
        for row in rows
    ]


def changes_since(
    reading: Reading, before: SignedLine, now: Wording
) -> Mapping[str, tuple[Piece, ...]]:
    """Return what reads otherwise now than what was signed, by part.

    Signed in another language, its wording of then is said in the one of *now*.
    """
    was = before.wording
    if was.language != now.language:
        body = reading.session.scalar(
            select(FormVersion.body)
            .join(SignedForm, SignedForm.version_id == FormVersion.id)
            .where(SignedForm.id == before.id)
        )
        then = read_form(before.form, json.loads(body or "{}"))
        told = fillings(reading, before.client_id, before.service_ref)
        was = composed(then, now.language, told)
    return changed_parts(was, now)


def torn(reading: Reading) -> list[int]:
    """Return the signed forms that are not as they were signed."""
    rows = reading.session.scalars(select(SignedForm).order_by(SignedForm.id))
    return [row.id for row in rows if row.digest != seal_of(row)]


def item_names(reading: Reading) -> dict[str, Names]:
    """Return what each item of consent is called."""
    found = {one.ref: one.names for one in entries(reading, Subject.CONSENT)}
    return found | {OWN: in_all(N_("A form of the salon"))}


def days_of(reading: Reading, item: str) -> int:
    """Return for how many days an item stands; 0: it does not end."""
    for one in entries(reading, Subject.CONSENT):
        if one.ref == item:
            return int(one.body.get("valid_days") or 0)
    return 0


def good_until(reading: Reading, item: str, day: date) -> date | None:
    """Return until when an item that is signed on *day* stands; None: no end."""
    days = days_of(reading, item)
    return date.fromordinal(day.toordinal() + days) if days else None


def why_not_same(
    reading: Reading, client_id: ClientId, item: str, service_ref: str = ""
) -> str:
    """Return why one tap is not enough to sign an item again; "" where it is."""
    before = last_signed(reading, client_id, item, service_ref)
    if before is None:
        return _(N_("nothing was signed on this screen yet."))
    signed = {one.id: one for one in consents_of(reading, client_id)}
    stood = signed.get(before.consent_id or 0)
    if item != OWN and (stood is None or stood.withdrawn_on is not None):
        return _(N_("it was withdrawn."))
    if before.guardian:
        return _(N_("a parent or guardian signs each time."))
    form = form_for(reading, item, service_ref)
    words = wording_of(reading, client_id, form, before.wording.language, service_ref)
    if before.wording.ticks != words.ticks or changes_since(reading, before, words):
        return _(N_("the words are others since."))
    if item == TREATMENT:
        her = facts_of(reading, (client_id,))[client_id]
        since = void_since(her, service_of(reading, service_ref), lore_of(reading))
        if since is not None and before.at.date() < since:
            return _(N_("what is known of the health is another since."))
    until = good_until(reading, item, before.at.date())
    if until is not None and until <= reading.today:
        said = _(N_("what was signed ended on {day}."))
        return said.format(day=full_day(until))
    return ""
