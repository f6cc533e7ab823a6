"""What screens ask of the house."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import func, select

from salon.catalogue.model import ServiceCard, Subject
from salon.catalogue.queries import names_of, products, services
from salon.clients.tables import Client
from salon.house.learning import Card
from salon.house.lists import Lists, lists_from
from salon.house.model import (
    Answer,
    DefectLine,
    FrontLine,
    QuizLine,
    SuggestionLine,
    TrainingLine,
)
from salon.house.tables import FrontChange, Quiz, ShopDefect, Suggestion, Training
from salon.safety.tables import Contraindication
from salon.settings.queries import premises
from salon.shifts.model import named_check
from salon.staff.queries import team
from salon.text import N_, Names, _, ngettext
from salon.work import Reading, remembered

_OTHERS = 6  # wrong answers to choose among


def lists_of(reading: Reading) -> Lists:
    """Return the short lists of the salon and what it gives at most."""
    return lists_from(premises(reading))


# rounds and defects


def defects(reading: Reading, *, mended_since: date | None = None) -> list[DefectLine]:
    """Return what is not right, the oldest first, then what was mended lately."""
    asked = select(ShopDefect).order_by(ShopDefect.opened_on, ShopDefect.id)
    if mended_since is None:
        asked = asked.where(ShopDefect.mended_on.is_(None))
    else:
        is_late = ShopDefect.mended_on >= mended_since
        asked = asked.where(ShopDefect.mended_on.is_(None) | is_late)
    names = _names_of_all(reading)
    found = [
        DefectLine(
            *(row.id, row.version, row.about, row.words or named_check(row.about)),
            *(row.opened_on, row.owner_id, names.get(row.owner_id, "")),
            *(row.due, row.mended_on, row.note),
        )
        for row in reading.session.scalars(asked)
    ]
    return sorted(found, key=lambda one: (not one.is_open, one.opened_on, one.id))


def count_defects(reading: Reading) -> int:
    """Return how many things are not right."""
    asked = select(func.count()).where(ShopDefect.mended_on.is_(None))
    return reading.session.scalar(asked) or 0


def fronts(reading: Reading) -> list[FrontLine]:
    """Return the changes of the shop front, the newest first."""
    asked = select(FrontChange).order_by(FrontChange.on.desc(), FrontChange.id.desc())
    return [
        FrontLine(row.id, row.on, row.words) for row in reading.session.scalars(asked)
    ]


# suggestions


def suggestions(
    reading: Reading,
    first: date | None = None,
    last: date | None = None,
    *,
    open_only: bool = False,
    client_id: int | None = None,
) -> list[SuggestionLine]:
    """Return what was wished for, what waits for an answer first.

    Those that are counted with another one are not lines of their own.

    Args:
        reading: As ever.
        first: Noted from this day on.
        last: And up to this one.
        open_only: Only what nobody answered.
        client_id: Of one client only; also those that are counted with another.
    """
    asked = (
        select(Suggestion, Client.name)
        .outerjoin(Client, Client.id == Suggestion.client_id)
        .order_by(Suggestion.on.desc(), Suggestion.id.desc())
    )
    if client_id is None:
        asked = asked.where(Suggestion.same_as.is_(None))
    else:
        asked = asked.where(Suggestion.client_id == client_id)
    if first is not None:
        asked = asked.where(Suggestion.on >= first)
    if last is not None:
        asked = asked.where(Suggestion.on <= last)
    if open_only:
        asked = asked.where(Suggestion.answer == Answer.OPEN)
    voices = _voices(reading)
    found = [
        _suggestion(row, name, voices) for row, name in reading.session.execute(asked)
    ]
    return sorted(found, key=lambda one: one.answer is not Answer.OPEN)


def suggestion(reading: Reading, key: int) -> SuggestionLine | None:
    """Return one; None where there is none of that number."""
    asked = (
        select(Suggestion, Client.name)
        .outerjoin(Client, Client.id == Suggestion.client_id)
        .where(Suggestion.id == key)
    )
    row = reading.session.execute(asked).first()
    return _suggestion(row[0], row[1], _voices(reading)) if row is not None else None


def changed_because(reading: Reading, year: int) -> list[SuggestionLine]:
    """Return what was changed in a year because somebody said so, as it came."""
    asked = (
        select(Suggestion, Client.name)
        .outerjoin(Client, Client.id == Suggestion.client_id)
        .where(
            Suggestion.same_as.is_(None),
            Suggestion.changed_on.between(date(year, 1, 1), date(year, 12, 31)),
        )
        .order_by(Suggestion.changed_on, Suggestion.id)
    )
    voices = _voices(reading)
    return [
        _suggestion(row, name, voices) for row, name in reading.session.execute(asked)
    ]


def _voices(reading: Reading) -> Counter[int]:
    asked = (
        select(Suggestion.same_as, func.count())
        .where(Suggestion.same_as.is_not(None))
        .group_by(Suggestion.same_as)
    )
    rows = reading.session.execute(asked)
    return Counter({int(key or 0): many for key, many in rows})


def _suggestion(
    row: Suggestion, name: str | None, voices: Counter[int]
) -> SuggestionLine:
    return SuggestionLine(
        *(row.id, row.version, row.on, row.way, row.cause, row.words),
        *(row.client_id, name or "", row.due, row.answer, row.why, row.answered_on),
        *(row.change, row.changed_on, row.told_on, 1 + voices[row.id], row.same_as),
    )


# what is learnt


def trainings(reading: Reading, staff_id: int | None = None) -> list[TrainingLine]:
    """Return who was taught what, the newest first."""
    asked = select(Training).order_by(Training.on.desc(), Training.id.desc())
    if staff_id is not None:
        asked = asked.where(Training.staff_id == staff_id)
    people = _names_of_all(reading)
    names = _subjects(reading)
    return [
        TrainingLine(
            *(row.id, row.staff_id, people.get(row.staff_id, ""), row.subject),
            names.get(row.subject, Names(row.subject)),
            *(row.on, row.by, row.note),
        )
        for row in reading.session.scalars(asked)
    ]


def is_trained(reading: Reading, staff_id: int, service_ref: str) -> bool:
    """Return whether somebody was taught a service, as far as that is kept.

    Where nobody was ever taught it on record, nothing is known and nothing is said.
    """
    asked = select(Training.staff_id).where(
        Training.subject == f"service:{service_ref}"
    )
    taught = set(reading.session.scalars(asked))
    return not taught or staff_id in taught


def untrained(reading: Reading, service_ref: str) -> frozenset[int]:
    """Return who of the team was not taught a service, once anybody was on record."""
    asked = select(Training.staff_id).where(
        Training.subject == f"service:{service_ref}"
    )
    taught = {int(key) for key in reading.session.scalars(asked)}
    if not taught:
        return frozenset()
    return frozenset(int(one.id) for one in team(reading)) - taught


def quizzes(reading: Reading, staff_id: int | None = None) -> list[QuizLine]:
    """Return quizzes that were answered, the newest first."""
    asked = select(Quiz).order_by(Quiz.at.desc(), Quiz.id.desc())
    if staff_id is not None:
        asked = asked.where(Quiz.staff_id == staff_id)
    people = _names_of_all(reading)
    return [
        QuizLine(
            *(row.id, row.staff_id, people.get(row.staff_id, ""), row.role),
            reading.local(row.at).replace(tzinfo=None),
            *(row.correct, row.out_of),
        )
        for row in reading.session.scalars(asked)
    ]


def missed_cards(reading: Reading, key: int) -> list[str]:
    """Return the cards that were not known in a quiz."""
    said = reading.session.scalar(select(Quiz.missed).where(Quiz.id == key))
    return list(json.loads(said or "[]"))


def cards(reading: Reading, subject: str = "") -> list[Card]:
    """Return the learning cards of all there is, in the language of here and now.

    Args:
        reading: As ever.
        subject: Only of one service or product: "service:fac_basic".
    """
    here = services(reading)
    known = [one for one in here if one.is_active]
    made = [*_of_services(known), *_of_rules(reading, known), *_of_products(reading)]
    return [one for one in made if not subject or one.subject == subject]


def _of_services(known: Sequence[ServiceCard]) -> Iterable[Card]:
    lengths = sorted({one.minutes for one in known})
    gaps = sorted({one.interval_usual_days for one in known if one.interval_usual_days})
    rules = {
        "none": _(N_("None is needed")),
        "recommended": _(N_("Recommended")),
        "required": _(N_("Required")),
    }
    for one in known:
        subject, name = f"service:{one.ref}", one.name
        yield Card(
            *(f"minutes:{one.ref}", "minutes", subject, name),
            _(N_("How long does “{name}” take?")).format(name=name),
            _minutes(one.minutes),
            tuple(map(_minutes, _near(lengths, one.minutes))),
        )
        if one.interval_usual_days:
            yield Card(
                *(f"gap:{one.ref}", "gap", subject, name),
                _(N_("After how long does one come again for “{name}”?")).format(
                    name=name
                ),
                _days(one.interval_usual_days),
                tuple(map(_days, _near(gaps, one.interval_usual_days))),
            )
        if one.patch_rule in rules:
            yield Card(
                *(f"patch:{one.ref}", "patch", subject, name),
                _(N_("Does “{name}” need a patch test?")).format(name=name),
                rules[one.patch_rule],
                tuple(rules.values()),
            )


def _of_rules(reading: Reading, known: Sequence[ServiceCard]) -> Iterable[Card]:
    """Return what stands against a treatment, asked of what never may be done."""
    c = Contraindication
    asked = select(c.scope_type, c.scope_id, c.condition, c.en, c.zh_hans, c.zh_hant)
    asked = asked.where(c.action == "block").order_by(c.id)
    rows = list(reading.session.execute(asked))
    names = names_of(
        reading, Subject.HEALTH_CONDITION, sorted({row.condition for row in rows})
    )
    every = list(dict.fromkeys(row.condition for row in rows if row.condition in names))
    for at, one in enumerate(known):
        mine = [
            row
            for row in rows
            if row.condition in names
            and (row.scope_id == one.ref or row.scope_id in (one.family, "ALL"))
        ]
        if not mine:
            continue
        own = [row for row in mine if row.scope_id != "ALL"] or mine
        row = own[0]
        against = {each.condition for each in mine}
        free = [ref for ref in every if ref not in against]
        turned = free[at % len(free) :] + free[: at % len(free)] if free else []
        if len(turned) < 2:
            continue
        yield Card(
            *(f"against:{one.ref}", "against", f"service:{one.ref}", one.name),
            _(N_("With which of these is “{name}” not done?")).format(name=one.name),
            str(names[row.condition]),
            tuple(str(names[ref]) for ref in turned[:_OTHERS]),
            str(Names(row.en, row.zh_hans, row.zh_hant)),
        )


def _of_products(reading: Reading) -> Iterable[Card]:
    known = products(reading)
    effects = [str(one.effect) for one in known if str(one.effect)]
    for at, one in enumerate(known):
        effect = str(one.effect)
        if not effect:
            continue
        turned = effects[at + 1 :] + effects[:at]
        yield Card(
            *(f"product:{one.id}", "product", f"product:{one.id}", one.name),
            _(N_("What is “{name}” for?")).format(name=one.name),
            effect,
            tuple(dict.fromkeys(each for each in turned if each != effect))[:_OTHERS],
            str(one.caution),
        )


def _near(values: Sequence[int], value: int) -> list[int]:
    """Return other values, those first that one could mistake it for."""
    close = sorted((abs(one - value), one) for one in values if one != value)
    found = [one for _far, one in close[: _OTHERS // 2]]
    return found or [value * 2, value * 3]


def _minutes(many: int) -> str:
    return ngettext("{number} minute", "{number} minutes", many).format(number=many)


def _days(many: int) -> str:
    return ngettext("{number} day", "{number} days", many).format(number=many)


def _names_of_all(reading: Reading) -> dict[int | None, str]:
    return {int(one.id): one.name for one in team(reading, everyone=True)}


@remembered
def _subjects(reading: Reading) -> dict[str, Names]:
    found = {f"service:{one.ref}": one.names for one in services(reading)}
    return found | {f"product:{one.id}": one.names for one in products(reading)}


def subject_named(reading: Reading, subject: str) -> Names | None:
    """Return what can be learnt is called; None where there is no such thing."""
    return _subjects(reading).get(subject)
