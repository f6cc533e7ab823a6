"""The file of a client in lines, as `client show` prints it for people."""

from collections.abc import Iterable, Mapping, Sequence

from salon.app import Salon
from salon.catalogue.model import EntryCard, Subject
from salon.catalogue.queries import entries, names_of, terms
from salon.clients.consents import STATE_WORDS, Standing, newest_of_each
from salon.clients.fullness import STATES, Answer, State
from salon.clients.joining import answer_words
from salon.clients.model import AllergyLine, ClientCard, ConditionLine, PhoneLine
from salon.clients.phones import shown
from salon.clients.said import birthday_words, known_of
from salon.forms.queries import item_names
from salon.settings.queries import premises
from salon.text import N_, Names, _, aside, full_day, headed, listed
from salon.work import Reading

_AT_THE_HEAD = frozenset(("name", "birthday", "family_name", "given_name"))


def lines_of(
    salon: Salon,
    card: ClientCard,
    answers: Mapping[str, Answer],
    signed: Sequence[Standing],
) -> list[str]:
    """Return what a file says, a line each: what is known, then what was declined."""
    fields = salon.ask(entries, Subject.CLIENT_FIELD)
    line = card.line
    said = [
        (_(N_("Birthday")), birthday_words(line.birthday)),
        (_(N_("Phone")), listed(salon.ask(_phones, line.phones))),
        (_(N_("Last visit")), full_day(line.last_visit) if line.last_visit else ""),
        (_(N_("Next visit")), full_day(line.next_visit) if line.next_visit else ""),
        (_(N_("Since")), full_day(card.registered)),
        (_(N_("Allergies")), listed(map(_allergy, card.allergies))),
        (_(N_("Health")), salon.ask(_health, card.conditions)),
        *salon.ask(_facts, known_of(card), fields),
        *((_(N_("Family")), aside(one.name, one.relation)) for one in card.relatives),
    ]
    lines = [f"  {headed(label, text)}" for label, text in said if text]
    names = salon.ask(item_names)
    lines += [f"  {_consent(one, names)}" for one in newest_of_each(signed)]
    for field in fields:
        state = answers[field.ref].state if field.ref in answers else None
        if state in (State.DECLINED, State.NA):
            lines.append(f"  {headed(str(field.names), _(STATES[state]))}")
    return lines


def _phones(reading: Reading, phones: Iterable[PhoneLine]) -> list[str]:
    region = premises(reading).region
    return [shown(one.number, region) if one.number else one.raw for one in phones]


def _facts(
    reading: Reading, known: dict[str, str], fields: Iterable[EntryCard]
) -> list[tuple[str, str]]:
    region = premises(reading).region
    found = []
    for one in fields:
        value = known.get(one.ref)
        if not value or one.ref in _AT_THE_HEAD:
            continue
        words = terms(reading, str(one.body.get("vocab_list") or ""))
        kind = str(one.body.get("type") or "")
        told = answer_words(one.ref, value, kind, words, region)
        found.append((str(one.names), listed(told.splitlines())))
    if note := known.get("note"):
        found.append((_(N_("Note")), listed(note.splitlines())))
    return found


def _health(reading: Reading, conditions: Sequence[ConditionLine]) -> str:
    refs = [one.condition for one in conditions]
    names = names_of(reading, Subject.HEALTH_CONDITION, refs)
    return listed(str(names.get(one, one)) for one in refs)


def _allergy(one: AllergyLine) -> str:
    return aside(one.substance, "" if one.confirmed else _(N_("to be confirmed")))


def _consent(one: Standing, names: dict[str, Names]) -> str:
    line = one.line
    name = str(names.get(line.consent, line.consent))
    told = listed((_(STATE_WORDS[one.state]), full_day(line.given_on)))
    return headed(aside(name, line.service_ref), told)
