"""Whether a form leads anywhere: its item, services, fillings and fields are there."""

from salon.catalogue.model import Subject
from salon.catalogue.queries import all_services, body_of, entries, has_entry, terms
from salon.clients.consents import PER_SERVICE
from salon.clients.health_kinds import PLAIN
from salon.forms.asking_health import WRITES, kinds_for
from salon.forms.composing import fillings_in
from salon.forms.model import (
    FILLED_ALWAYS,
    FILLED_FOR,
    OWN,
    TREATMENT,
    BadForm,
    Form,
    Part,
    PartKind,
)
from salon.forms.writing import answers_to
from salon.text import N_, _, listed
from salon.work import Reading

CONDITION = "condition:"


def check_form(reading: Reading, made: Form, before: Form | None) -> None:
    """Refuse what leads nowhere; raises BadForm.

    What the form said *before* it may go on saying.
    """
    if made.item != OWN and not has_entry(reading, Subject.CONSENT, made.item):
        known_ = listed([OWN, *(one.ref for one in entries(reading, Subject.CONSENT))])
        why = _(N_("there is no such item of consent; there are {known}"))
        raise BadForm("item", why.format(known=known_))
    if before is not None and before.item != made.item:
        raise BadForm("item", _(N_("a form goes on signing what it signed before")))
    families = terms(reading, "service_family")
    known = {"*", *families, *(one.ref for one in all_services(reading).values())}
    for one in made.fits:
        if one not in known and (before is None or one not in before.fits):
            why = _(
                N_("there is no service or family “{ref}”; families are {families}")
            )
            said = why.format(ref=one[:40], families=listed(families))
            raise BadForm("fits", said)
    allowed = {*FILLED_ALWAYS, *(FILLED_FOR if made.item in PER_SERVICE else ())}
    before_it = fillings_in(before) if before is not None else frozenset()
    for one in sorted(fillings_in(made) - before_it - allowed):
        why = _(N_("{filling} is not filled in here; what is: {known}"))
        known_ = listed(f"{{{name}}}" for name in sorted(allowed))
        raise BadForm("parts", why.format(filling=f"{{{one}}}", known=known_))
    if made.item == TREATMENT and not made.ticks:
        raise BadForm("ticks", _(N_("a treatment needs statements to tick")))
    for part in made.parts:
        _check_target(reading, part)


def _check_target(reading: Reading, part: Part) -> None:
    if not part.writes:
        return
    if part.writes.startswith(CONDITION):
        ref = part.writes.removeprefix(CONDITION)
        is_there = has_entry(reading, Subject.HEALTH_CONDITION, ref)
        if not is_there or part.kind is not PartKind.YES_NO:
            raise BadForm(part.id, _(N_("only a yes can note a state of health")))
        return
    if part.writes.startswith(WRITES):
        question = part.writes.removeprefix(WRITES)
        asked = body_of(reading, Subject.HEALTH_QUESTION, question)
        if asked is None:
            raise BadForm(part.id, _(N_("there is no such health question")))
        meant = {*PLAIN, *str(asked.get("condition_ids") or "").split()}
        can_be = part.kind in kinds_for(str(asked.get("answer_type", "")))
        if not can_be or not set(answers_to(part)) <= meant:
            why = _(N_("the health question is not answered in this way"))
            raise BadForm(part.id, why)
        return
    body = body_of(reading, Subject.CLIENT_FIELD, part.writes)
    if body is None:
        raise BadForm(part.id, _(N_("the file has no such field")))
    if listed := body.get("vocab_list"):
        offered = answers_to(part)
        are_known = all(
            has_entry(reading, Subject.TERM, f"{listed}:{one}") for one in offered
        )
        if not offered or not are_known:
            raise BadForm(part.id, _(N_("its answers are not those of the field")))
