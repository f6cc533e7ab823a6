"""What screens, bookings, plans, papers and commands ask of safety: one answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    String,
    bindparam,
    cast,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from salon.catalogue.model import ProductLine, ServiceCard, Subject
from salon.catalogue.queries import all_names, all_services, entries
from salon.catalogue.tables import Service
from salon.catalogue.traces import done_with, leaves, sorts
from salon.clients.model import (
    Alert,
    BirthdayLine,
    ClientCard,
    ClientId,
    ClientLine,
    Grade,
    is_grave,
)
from salon.clients.queries import living
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    Consent,
    PatchTest,
    visits,
)
from salon.incidents.queries import barred, held_kinds
from salon.safety.derived import Derived, Kind, derived_of
from salon.safety.engine import Asked, objections, ranked
from salon.safety.facts import LONGEST_LEFT, Lore, Told, given_on, void_since
from salon.safety.homecare import Conflict, against_product, allergens, named_in
from salon.safety.intervals import REACH, too_long, too_near
from salon.safety.model import (
    Action,
    Agreed,
    Answer,
    Charted,
    Condition,
    Facts,
    Given,
    Objection,
    Rule,
    Trouble,
    Verdict,
    Visit,
)
from salon.safety.patches import (
    Covered,
    Standing,
    Test,
    missing_words,
    standing,
    wait_of,
    warned_by,
)
from salon.safety.tables import Contraindication, TypedAnswer
from salon.safety.tree import links_of
from salon.safety.understanding import (
    FIELDS,
    Said,
    Text,
    Understanding,
    WordAnswer,
    text_of_fact,
    texts_on,
    told_on,
    typed_facts,
    understanding,
    unknown_words,
    written,
)
from salon.safety.vocabulary import OwnWord, Place, fold
from salon.skin.tables import Assessment, SkinFinding
from salon.text import Names, _, full_day, listed, short_day
from salon.work import Reading, once, remembered

LETTER_DAYS = 90  # for which a doctor's letter holds (client-record 5)
TREATMENT = "treatment_specific"
_PLACES = tuple(map(str, Place))  # answers are also about what the chart shows
NEVER_ASKED = frozenset(("CON",))  # talking and testing


def safety_answer(
    reading: Reading,
    client_id: ClientId,
    service: ServiceCard,
    day: date,
    at: datetime | None = None,
    *,
    among: Sequence[ClientId] = (),
    zones: frozenset[str] = frozenset(),
    visit: int = 0,
    begins: bool = False,
    planned: Sequence[Visit] = (),
) -> Answer:
    """Return what is to be said of a service for one client on one day.

    The one answer: of booking, moving and beginning, of series and plans, of papers
    and the command line.

    Args:
        reading: As ever.
        client_id: The client.
        service: What she is to have.
        day: When.
        at: The instant it begins; None while it is only about the day.
        among: All clients who are asked about in this look, so that it is one question.
        zones: That are to be treated, where they are fewer than the service's own.
        visit: The appointment it is about, which does not stand in its own way.
        begins: It is about to begin: what could still be put right stands against it.
        planned: What is to be done beside what is booked, as the sessions of a plan.
    """
    together = tuple(sorted({client_id, *among}))
    her = facts_of(reading, together)[client_id]
    if planned:
        her = replace(her, visits=(*her.visits, *planned))
    lore = lore_of(reading)
    treated = zones or lore.zones(service.areas)
    told, unknown = _told(reading, her)
    asked = Asked(service.ref, service.family, service.name, day, treated)
    given = given_on(her, day, reading.today, lore, service, told, but=visit)
    rules = rules_for(reading, service.ref, service.family)
    found = _but_by_letter(her, day, objections(asked, rules, given), given, service)
    found += _least_age(her, service, day)
    found += too_near(service, treated, her.visits, day, lore, but=visit)
    found += _what_it_spoils(reading, her, service, day, treated, lore, visit)
    found += _troubles(her, service, lore)
    found += _ingredient(reading, her, service)
    found += _not_understood(service, unknown)
    late: list[Objection] = []  # may still be put right
    tests = _tests_of(reading, together).get(client_id, ())
    if service.patch_rule == "required":
        now, later = _patch_test(reading, her, tests, service, day, at, begins=begins)
        found += now
        late += later
    late += _consents(reading, her, service, day, rules)
    late += _guardian(her, service, day, rules)
    if begins:
        found, late = found + late, []
    notes = too_long(service, her.visits, day, but=visit)
    return Answer(tuple(ranked(found)), tuple(ranked(late)), (notes,) if notes else ())


def what_stands_against(
    reading: Reading,
    client_id: ClientId,
    service: ServiceCard,
    day: date,
    at: datetime | None = None,
    *,
    among: Sequence[ClientId] = (),
    visit: int = 0,
    begins: bool = False,
) -> list[Objection]:
    """Return the objections of `safety_answer`, the strongest first."""
    answer = safety_answer(
        *(reading, client_id, service, day, at),
        among=among,
        visit=visit,
        begins=begins,
    )
    return list(answer.objections)


def conditions_on(reading: Reading, client_id: ClientId, day: date) -> dict[str, Given]:
    """Return what stands of her health on *day*, by condition, wider ones too."""
    her = facts_of(reading, (client_id,))[client_id]
    told, _unknown = _told(reading, her)
    given = given_on(her, day, reading.today, lore_of(reading), None, told)
    found: dict[str, Given] = {}
    for one in given:
        found.setdefault(one.condition, one)
    return found


def derived(reading: Reading, client_id: ClientId) -> tuple[Derived, ...]:
    """Return what stands of her health today besides what is noted as it is.

    What typed words, the chart and what is over mean, what was done here, her skin.
    """
    her = facts_of(reading, (client_id,))[client_id]
    told, _unknown = _told(reading, her)
    return tuple(derived_of(her, reading.today, lore_of(reading), told))


def derived_alerts(reading: Reading, key: ClientId) -> tuple[Alert, ...]:
    """Return alerts for what typed words, the chart and what is over mean.

    What is noted besides, or told as an allergy, has its own alert and is not among
    them; what only says where to be careful on the skin is none.
    """
    her = facts_of(reading, (key,))[key]
    known = {
        condition
        for one in her.conditions
        if one.until is None or one.until > reading.today
        for condition in (one.what, *links_of(one.what).implies)
    }
    allergies = " ".join(fold(substance) for _key, substance, *_more in her.allergies)
    found: dict[str, Alert] = {}
    for one in derived(reading, key):
        if one.condition in known or one.condition in found or one.kind not in _ALERTS:
            continue
        if one.kind is Kind.CHART and one.condition in _OF_THE_SKIN:
            continue
        if one.kind is Kind.WORD and fold(one.about) in allergies:
            continue
        text = one.text if one.is_sure else _("Ask: {what}?").format(what=one.text)
        grave = one.is_sure and is_grave(one.condition)
        grade = Grade.CRITICAL if grave else Grade.NOTICE
        found[one.condition] = Alert("condition", grade, text)
    return tuple(sorted(found.values(), key=lambda alert: alert.grade))


_ALERTS = (Kind.WORD, Kind.ENDED, Kind.CHART)
_OF_THE_SKIN = frozenset(("mole_area", "capillary_fragile", "pih_prone"))


def all_alerts(reading: Reading, line: ClientLine) -> tuple[Alert, ...]:
    """Return the alerts of a client with those derived, the loudest first."""
    more = derived_alerts(reading, line.id)
    return tuple(sorted((*line.alerts, *more), key=lambda alert: alert.grade))


def products_against(
    reading: Reading, client_id: ClientId, products: Iterable[ProductLine]
) -> dict[str, list[Objection]]:
    """Return what speaks against products at home, by reference id."""
    shelf = list(products)
    her = facts_of(reading, (client_id,))[client_id]
    given = conditions_on(reading, client_id, reading.today)
    names = _ingredients(reading) | {
        part: (part.replace("_", " "),)
        for one in shelf
        for part in one.ingredients.split()
        if part not in _ingredients(reading)
    }
    avoids = _named_allergies(her, names)
    uses = {
        ref: text
        for place, text in her.typed
        if place == Place.MEDICINE
        for ref in sorted(named_in(text, names))
    }
    known = conflicts(reading)
    return {one.ref: against_product(one, given, avoids, uses, known) for one in shelf}


def avoided(reading: Reading, client_id: ClientId) -> frozenset[str]:
    """Return the ingredients that allergies of a client speak against."""
    her = facts_of(reading, (client_id,))[client_id]
    given = conditions_on(reading, client_id, reading.today)
    return frozenset(_named_allergies(her, _ingredients(reading)) | allergens(given))


def age_of(reading: Reading, client_id: ClientId) -> int | None:
    """Return how old a client is today, where that is known."""
    return facts_of(reading, (client_id,))[client_id].born.age(reading.today)


def _named_allergies(her: Facts, names: Mapping[str, Collection[str]]) -> set[str]:
    found: set[str] = set()
    for _key, substance, *_more in her.allergies:
        found |= named_in(substance, names)
    return found


@remembered
def _ingredients(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Return what each ingredient is called."""
    return {
        one.ref: (
            one.ref.replace("_", " "),
            *filter(None, (one.names.en, one.names.zh_hans, one.names.zh_hant)),
            *filter(None, (str(one.body.get("inci", "")),)),
        )
        for one in entries(reading, Subject.INGREDIENT)
    }


@remembered
def conflicts(reading: Reading) -> list[Conflict]:
    """Return which ingredients do not go together."""
    names = ("en", "zh_hans", "zh_hant")
    return [
        Conflict(
            one.body["ingredient_a"],
            one.body["ingredient_b"],
            one.body["level"],
            Names(*(one.body.get(f"rule_{name}", "") for name in names)),
        )
        for one in entries(reading, Subject.INGREDIENT_CONFLICT)
    ]


@remembered
def zones_of(reading: Reading, areas: str) -> frozenset[str]:
    """Return the zones that *areas* of a service means, both sides where none is said.

    Empty where it says none, so that everything counts as touched.
    """
    wanted = dict.fromkeys(areas.split())
    found = set()
    for zone in entries(reading, Subject.ZONE):
        names = {
            f"view:{zone.body.get('view')}",
            f"group:{zone.body.get('group')}",
            f"zone:{zone.ref}",
            f"zone:{zone.ref.removesuffix('_r').removesuffix('_l')}",
        }
        if names & wanted.keys():
            found.add(zone.ref)
    return frozenset(found)


def lore_of(reading: Reading) -> Lore:
    """Return what the catalogue says of conditions, signs, zones and services."""
    lore = _lore(reading)
    by_areas: dict[str, frozenset[str]] = {}

    def zones(areas: str) -> frozenset[str]:
        if areas not in by_areas:
            by_areas[areas] = zones_of(reading, areas)
        return by_areas[areas]

    return Lore(
        lore.names,
        lore.kinds,
        lore.signs,
        lore.views,
        lore.zone_names,
        lore.services,
        zones,
    )


@remembered
def _lore(reading: Reading) -> Lore:
    conditions = entries(reading, Subject.HEALTH_CONDITION)
    zones = entries(reading, Subject.ZONE)
    return Lore(
        names=all_names(reading, Subject.HEALTH_CONDITION),
        kinds={
            one.ref: (
                str(one.body.get("kind", "")),
                int(one.body["window_days"]) if one.body.get("window_days") else None,
            )
            for one in conditions
        },
        signs={
            one.ref: (str(one.body.get("health_condition", "")), one.names)
            for one in entries(reading, Subject.SKIN_CONDITION)
        },
        views={one.ref: str(one.body.get("view", "")) for one in zones},
        zone_names={one.ref: one.names for one in zones},
        services={one.ref: one for one in all_services(reading).values()},
    )


@once
def facts_of(reading: Reading, keys: tuple[ClientId, ...]) -> dict[ClientId, Facts]:
    """Return all that rules may speak of, of each of several clients, in one question.

    Visits are those of the longest interval back, and all that are booked.
    """
    since = reading.today - timedelta(days=REACH)
    given = {"keys": list(keys), "since": since}
    rows: dict[ClientId, dict[str, list[Any]]] = {
        key: defaultdict(list) for key in keys
    }
    for kind, key, *columns in reading.session.execute(_facts_asked(), given):
        rows[key][kind].append(columns)
    troubles = _troubles_of(reading, keys)
    return {key: _facts(hers, troubles.get(key, ())) for key, hers in rows.items()}


def _troubles_of(
    reading: Reading, keys: tuple[ClientId, ...]
) -> dict[ClientId, tuple[Trouble, ...]]:
    """Return what incidents hold back or bar, of each of several clients."""
    found: dict[ClientId, tuple[Trouble, ...]] = {}
    for is_open, kinds in ((True, held_kinds), (False, barred)):
        for key, held in kinds(reading, keys).items():
            hers = tuple(
                Trouble(
                    *(int(one.incident_id), one.service_ref, one.family),
                    *(one.device_type, is_open, one.opened),
                )
                for one in held
            )
            found[key] = (*found.get(key, ()), *hers)
    return found


def _facts(rows: dict[str, list[Any]], troubles: tuple[Trouble, ...]) -> Facts:
    """Return facts from rows: four texts, three days, four numbers."""
    born = rows["born"][0][7:10] if rows["born"] else (None, None, None)
    seen = [(told[4], told[7]) for told in rows["phototype"]]  # the newest counts
    seen += [  # of one day the darker
        (told[4], int(told[1]))
        for told in rows["fact"]
        if told[0] == "fitzpatrick" and told[1].strip() in "123456"
    ]
    return Facts(
        conditions=tuple(
            Condition(
                *(told[0], told[1], told[4], told[5], told[2]),
                key=told[7],
                expected_on=told[6],
                ended_how=told[3],
                confirmed=bool(told[8]),
            )
            for told in rows["condition"]
        ),
        allergies=tuple(
            (told[7], told[0], bool(told[8]), bool(told[1] or told[2]))
            for told in rows["allergy"]
        ),
        visits=tuple(
            Visit(
                *(told[0], told[4], told[1], told[2], told[3]),
                is_booked=told[8] == 0,
                key=told[7],
            )
            for told in rows["visit"]
        ),
        phototype=max(seen)[1] if seen else None,
        born=BirthdayLine(*born),
        agreed=tuple(
            Agreed(told[0], told[4], told[1], told[2]) for told in rows["consent"]
        ),
        charted=tuple(
            Charted(told[0], told[1], told[7], told[4], told[8])
            for told in rows["sign"]
        ),
        looks=_looks(rows["sign"]),
        answers=tuple(
            (*told[:4], told[4] or (told[5] if told[0] in _PLACES else None))
            for told in sorted(rows["answer"], key=lambda told: (told[5], told[7]))
        ),
        typed=tuple(_typed(rows)),
        troubles=troubles,
    )


def _looks(rows: Iterable[Any]) -> tuple[tuple[int, date, str], ...]:
    zones: dict[tuple[int, date], dict[str, None]] = defaultdict(dict)
    for told in rows:
        zones[told[8], told[4]][told[1]] = None
    return tuple((key, day, " ".join(seen)) for (key, day), seen in zones.items())


@cache
def _facts_asked() -> CompoundSelect[Any]:
    """Return the question for all that rules may speak of, made once.

    Its columns are kind, client, four texts, three days and four numbers.
    """
    keys = bindparam("keys", expanding=True, type_=Integer)
    c, allergy, look, given = ClientCondition, Allergy, Assessment, visits()
    sign, fact, agreed, answer = SkinFinding, ClientFact, Consent, TypedAnswer
    is_kept_or_here = or_(given.was_kept, given.is_here)
    return union_all(
        _row("condition", c.client_id, c.condition, c.zones, c.note, c.ended_how)
        .add_columns(*_days(c.since, c.until, c.expected_on))
        .add_columns(*_numbers(c.id, cast(c.is_confirmed, Integer)))
        .where(c.client_id.in_(keys)),
        _row(
            *("allergy", allergy.client_id, allergy.substance, allergy.reaction),
            allergy.severity,
        )
        .add_columns(*_days())
        .add_columns(*_numbers(allergy.id, cast(allergy.is_confirmed, Integer)))
        .where(allergy.client_id.in_(keys)),
        _row(
            *("visit", given.client, Service.family, Service.ref, Service.areas),
            Service.device_type,
        )
        .add_columns(*_days(given.day))
        .add_columns(*_numbers(given.key, cast(is_kept_or_here, Integer)))
        .where(
            Service.id == given.service,
            given.client.in_(keys),
            given.day >= bindparam("since", type_=Date),
            or_(given.was_kept, given.is_agreed, given.is_here),
        ),
        _row("phototype", look.client_id)
        .add_columns(*_days(look.day))
        .add_columns(*_numbers(look.fitzpatrick, look.id))
        .where(look.client_id.in_(keys), look.fitzpatrick.is_not(None)),
        _row("born", Client.id, Client.note, Client.never_do)
        .add_columns(*_days())
        .add_columns(*_numbers(Client.birth_year, Client.birth_month, Client.birth_day))
        .where(Client.id.in_(keys)),
        _row(
            *("consent", agreed.client_id, agreed.consent, agreed.service_ref),
            agreed.condition,
        )
        .add_columns(*_days(agreed.given_on))
        .add_columns(*_numbers())
        .where(agreed.client_id.in_(keys), agreed.withdrawn_on.is_(None)),
        _row("sign", look.client_id, sign.condition, sign.zone)
        .add_columns(*_days(look.day))
        .add_columns(*_numbers(sign.grade, look.id))
        .where(look.client_id.in_(keys), sign.assessment_id == look.id),
        _row("fact", fact.client_id, fact.field, fact.value)
        .add_columns(*_days(fact.on))
        .add_columns(*_numbers())
        .where(
            fact.client_id.in_(keys),
            fact.field.in_(("fitzpatrick", *FIELDS)),
        ),
        _row(
            *("answer", answer.client_id, answer.place, answer.word, answer.answer),
            answer.conditions,
        )
        .add_columns(*_days(answer.ended_on, answer.on))
        .add_columns(*_numbers(answer.id))
        .where(answer.client_id.in_(keys)),
    )


def _row(kind: str, client: Any, *texts: Any) -> Any:
    none = literal_column("''", String)
    filled = [*texts, *(none,) * (4 - len(texts))]
    return select(literal_column(f"'{kind}'", String), client, *filled)


def _days(*days: Any) -> list[ColumnElement[Any]]:
    return [*days, *(cast(null(), Date),) * (3 - len(days))]


def _numbers(*numbers: Any) -> list[ColumnElement[Any]]:
    return [*numbers, *(cast(null(), Integer),) * (4 - len(numbers))]


def _typed(rows: dict[str, list[Any]]) -> Iterable[tuple[str, str]]:
    """Yield what was typed of health beside the allergies, and where."""
    for told in rows["allergy"]:
        yield Place.NOTE, told[1]
    for told in rows["born"]:
        yield Place.NOTE, told[0]
        yield Place.NOTE, told[1]
    for told in rows["fact"]:
        if told[0] in FIELDS:
            yield text_of_fact(told[0], told[1])
    for told in rows["condition"]:
        if told[5] is None:  # what is over says nothing any more
            yield Place.NOTE, told[2]


def _told(reading: Reading, her: Facts) -> tuple[list[Told], list[str]]:
    """Return what typed words stand for, and what nobody understands yet."""
    allergies = tuple(
        (substance, sure, is_told) for _key, substance, sure, is_told in her.allergies
    )
    own, today = own_words(reading), reading.today
    found, unknown = _understood(allergies, her.typed, her.answers, own, today)
    kinds = lore_of(reading).kinds if any(one.ended_on for one in found) else {}
    return [_dated(one, kinds.get(one.condition, ("", 0))[0]) for one in found], unknown


def _dated(one: Told, kind: str) -> Told:
    """Let what only happened count from its day, and not be over with it."""
    if kind != "time_limited" or links_of(one.condition).lasts is not None:
        return one
    return replace(one, since=one.ended_on, ended_on=None)


@lru_cache(maxsize=2_000)  # of one client for many services and days
def _understood(
    allergies: tuple[tuple[str, bool, bool], ...],
    typed: tuple[tuple[str, str], ...],
    answers: tuple[tuple[str, str, str, str, date | None], ...],
    own: tuple[OwnWord, ...],
    today: date,
) -> tuple[list[Told], list[str]]:
    said = [
        WordAnswer(Place(place), word, Said(what), tuple(conditions.split()), on)
        for place, word, what, conditions, on in answers
        if place in _PLACES
    ]
    texts: list[tuple[Text, bool, bool]] = [
        ((Place.ALLERGY, substance), is_sure, is_told)
        for substance, is_sure, is_told in allergies
    ]
    texts += [
        ((Place(place), text), True, False) for place, text in typed if text.strip()
    ]
    found = [
        Told(
            fact.condition,
            fact.known_from,
            is_sure and (fact.is_sure or is_told),
            # where nobody knows when it ended it may have been today
            (fact.ended_on or today) if fact.ended else None,
        )
        for text, is_sure, is_told in texts
        for fact in typed_facts([text], own, said, today)
    ]
    words = unknown_words([text for text, *_more in texts], own, said, today)
    return list(dict.fromkeys(found)), words


@remembered
def rules_for(reading: Reading, ref: str, family: str) -> list[Rule]:
    """Return every rule that may speak of a service: its own, its family's, all's."""
    c = Contraindication
    asked = select(
        *(c.ref, c.scope_type, c.scope_id, c.condition, c.action, c.defer_days),
        *(c.area_only, c.en, c.zh_hans, c.zh_hant, c.source),
    ).where(
        or_(
            (c.scope_type == "service") & (c.scope_id == ref),
            (c.scope_type != "service") & c.scope_id.in_(("ALL", family)),
        )
    )
    rows: list[Any] = list(reading.session.execute(asked))
    return [
        Rule(
            row.ref,
            row.scope_type,
            row.scope_id,
            row.condition,
            Action(row.action),
            row.defer_days,
            row.area_only,
            Names(row.en, row.zh_hans, row.zh_hant),
            row.source,
        )
        for row in rows
    ]


# what is said beside the list of contraindications


def _but_by_letter(
    her: Facts,
    day: date,
    found: list[Objection],
    given: Iterable[Given],
    service: ServiceCard,
) -> list[Objection]:
    """Leave out what a doctor's letter lifts: it names the condition, and is young."""
    letters = {
        one.condition
        for one in her.agreed
        if one.what == "medical_letter"
        and one.on <= day < one.on + timedelta(days=LETTER_DAYS)
        and one.service_ref in ("", service.ref)
    } - {""}
    if not letters:
        return found
    roots = {one.root for one in given if one.condition in letters}
    named = {one.condition for one in given if one.root in roots}
    return [
        one
        for one in found
        if one.verdict is not Verdict.LETTER or one.condition not in named
    ]


def _least_age(her: Facts, service: ServiceCard, day: date) -> list[Objection]:
    age = her.born.age(day)
    if age is None or age >= service.min_age:
        return []
    said = _("Age {age}: “{service}” is for {least} and older. Not possible now.")
    born = her.born.date
    until = None
    if born is not None:
        until = _birthday(born, service.min_age)
    words = said.format(age=age, service=service.name, least=service.min_age)
    return [Objection("age", "age", Verdict.BLOCK, words, until, _("Date of birth"))]


def _birthday(born: date, age: int) -> date:
    try:
        return born.replace(year=born.year + age)
    except ValueError:  # 29 February
        return date(born.year + age, 3, 1)


def _guardian(
    her: Facts, service: ServiceCard, day: date, rules: Sequence[Rule]
) -> list[Objection]:
    age = her.born.age(day)
    if age is None or age >= service.guardian_until_age:
        return []
    if any(one.what == "guardian_consent" for one in her.agreed):
        return []
    known = _("Date of birth")
    rule = next((one for one in rules if one.condition == "no_guardian"), None)
    said = _("Age {age}: a guardian’s written consent is needed first.")
    return [
        Objection(
            rule.ref if rule is not None else "guardian",
            "no_guardian",
            Verdict.BLOCK,
            said.format(age=age),
            None,
            known,
            rule.source if rule is not None else "",
        )
    ]


def _consents(
    reading: Reading, her: Facts, service: ServiceCard, day: date, rules: Sequence[Rule]
) -> list[Objection]:
    """Say that the consent to this treatment is missing or out of date."""
    if TREATMENT not in service.consents.split():
        return []
    valid = _valid_days(reading).get(TREATMENT, 0)
    void = void_since(her, service, lore_of(reading))
    given = [
        one.on
        for one in her.agreed
        if one.what == TREATMENT and one.service_ref in ("", service.ref)
    ]
    stands = [one for one in given if void is None or one >= void]
    if any(not valid or day < on + timedelta(days=valid) for on in stands):
        return []
    rule = next((one for one in rules if one.condition == "consent_missing"), None)
    said = _("No consent to “{service}” is signed yet.")
    known = _("Consents in the file")
    if given:
        said = _("The consent to “{service}” of {day} is out of date.")
        if max(given) not in stands:
            said = _(
                "The consent to “{service}” of {day} was signed before what is known "
                "of the client’s health changed: it is signed again."
            )
        known = _("Signed {day}").format(day=full_day(max(given)))
    words = said.format(service=service.name, day=full_day(max(given)) if given else "")
    return [
        Objection(
            rule.ref if rule is not None else "consent",
            "consent_missing",
            Verdict.BLOCK,
            words,
            None,
            known,
            rule.source if rule is not None else "",
        )
    ]


@remembered
def _valid_days(reading: Reading) -> dict[str, int]:
    """Return for how many days each consent holds; 0: until it is withdrawn."""
    return {
        one.ref: int(one.body.get("valid_days") or 0)
        for one in entries(reading, Subject.CONSENT)
    }


def _what_it_spoils(
    reading: Reading,
    her: Facts,
    service: ServiceCard,
    day: date,
    zones: frozenset[str],
    lore: Lore,
    but: int,
) -> list[Objection]:
    """Say which later booking this service would stand in the way of."""
    left = leaves(service.ref, service.family)
    if not left:
        return []
    found = []
    for visit in her.visits:
        is_near = day < visit.day <= day + timedelta(days=LONGEST_LEFT)
        if not is_near or not visit.is_booked or (but and visit.key == but):
            continue
        other = lore.services.get(visit.ref)
        if other is None or other.ref == service.ref:
            continue
        theirs = lore.zones(visit.areas)
        given = [
            Given(one, lore.name(one), day, zones, root="this")
            for one in left
            if visit.day < day + timedelta(days=lore.kinds.get(one, ("", 42))[1] or 42)
        ]
        rules = rules_for(reading, other.ref, other.family)
        asked = Asked(other.ref, other.family, other.name, visit.day, theirs)
        for one in objections(asked, rules, given):
            said = _("“{service}” is booked for {day}, too soon after it: {why}")
            name = lore.name(one.condition)
            reason = one.text.removeprefix(f"{name}: ").split(". ")[0]
            words = said.format(
                service=other.name, day=short_day(visit.day), why=reason.rstrip(".。")
            )
            known = _("Booked for {day}: {service}").format(
                day=full_day(visit.day), service=other.name
            )
            verdict = min(
                one.verdict, Verdict.DEFER, key=lambda verdict: verdict.strength
            )
            found.append(
                Objection(
                    one.rule,
                    one.condition,
                    verdict,
                    f"{words}.",
                    None,
                    known,
                    one.source,
                )
            )
    return found


def _troubles(her: Facts, service: ServiceCard, lore: Lore) -> list[Objection]:
    """Say what an incident holds back until it is closed, or bars for good."""
    found = []
    for one in her.troubles:
        if one.is_open:
            same_kind = (one.family, one.device_type) == (
                service.family,
                service.device_type,
            )
            if not same_kind and one.service_ref != service.ref:
                continue
            said = _("Held until the incident of {day} is closed.")
            rule = "incident"
        elif one.service_ref == service.ref:
            said = _("Not to be given again after the incident of {day}.")
            rule = "reaction"
        else:
            continue
        known = _("Incident of {day}").format(day=full_day(one.on))
        words = said.format(day=full_day(one.on))
        found.append(Objection(rule, rule, Verdict.BLOCK, words, None, known))
    return found[:1]


def _ingredient(reading: Reading, her: Facts, service: ServiceCard) -> list[Objection]:
    """Say that a service is done with something she told an allergy to, by its name."""
    parts = done_with(service.ref)
    if not parts or not her.allergies:
        return []
    known = _ingredients(reading)
    names = {one: (*known.get(one, ()), *sorts().get(one, ())) for one in parts}
    for _key, substance, *_more in her.allergies:
        if not named_in(substance, names):
            continue
        said = _("Allergy: “{what}”. “{service}” is done with it. Not possible now.")
        words = said.format(what=substance, service=service.name)
        known_from = _("Typed in the file: “{word}”").format(word=substance)
        return [
            Objection("ingredient", "allergy", Verdict.BLOCK, words, None, known_from)
        ]
    return []


def _not_understood(service: ServiceCard, unknown: Sequence[str]) -> list[Objection]:
    """Say what is typed in the file and not understood: it is asked, never passed."""
    if not unknown or service.family in NEVER_ASKED:
        return []
    words = listed(f"“{word}”" for word in unknown[:3])
    said = _("Not understood yet in the file: {words}. Ask what it is.")
    words = said.format(words=words)
    known = _("Typed in the file")
    return [Objection("not_understood", "", Verdict.WARN, words, None, known)]


def _patch_test(
    reading: Reading,
    her: Facts,
    tests: Sequence[Test],
    service: ServiceCard,
    day: date,
    at: datetime | None,
    *,
    begins: bool,
) -> tuple[list[Objection], list[Objection]]:
    """Say how it stands to its patch test: what is against it, what may yet be done.

    A test that can still be put on and read before she comes is no objection.
    """
    if at is None:
        is_today = day <= reading.today
        at = reading.now if is_today else reading.instant(day, time(23, 59))
    wait = timedelta(hours=wait_of(service, her.phototype))
    covered = _covered(reading, her, tests, service, at)
    warned = [_warned(reading, one) for one in warned_by(tests, service)[:1]]
    if covered.is_clear:
        return warned, []
    first = reading.now + wait
    words = missing_words(covered, service, first, reading.local)
    known = _("Patch tests in the file")

    def said(until: datetime | None) -> Objection:
        first_day = None if until is None else reading.local(until).date()
        condition = "patch_missing"
        if covered.standing is Standing.POSITIVE:
            condition = "patch_fail"
        return Objection(
            PATCH_TEST, condition, Verdict.BLOCK, words, first_day, known, _HOURS
        )

    match covered.standing:
        case Standing.POSITIVE:
            return [said(None)], []
        case Standing.OPEN:
            return [*warned, said(covered.ready_from)], []
        case Standing.TO_READ:  # its hours are over by then: it may be read in time
            one = said(None)
            return ([*warned, one], []) if begins else (warned, [one])
    if first <= at and not begins:
        return warned, [said(first)]
    return [*warned, said(first)], []


def patch_standing(
    reading: Reading,
    client_id: ClientId,
    service: ServiceCard,
    at: datetime,
    *,
    among: Sequence[ClientId] = (),
) -> Covered:
    """Return how a service that begins at the instant *at* stands to its patch test.

    *among*: all clients who are asked about in this look, so that it is one question.
    """
    together = tuple(sorted({client_id, *among}))
    her = facts_of(reading, together)[client_id]
    tests = _tests_of(reading, together).get(client_id, ())
    return _covered(reading, her, tests, service, at)


def _covered(
    reading: Reading,
    her: Facts,
    tests: Sequence[Test],
    service: ServiceCard,
    at: datetime,
) -> Covered:
    void = void_since(her, service, lore_of(reading))
    return standing(
        *(tests, service, at),
        void_since=None if void is None else reading.instant(void, time(0)),
        wait_hours=wait_of(service, her.phototype),
    )


PATCH_TEST = "patch_test"
_HOURS = "Manufacturer instructions and insurer rules; client-record 6"


def _warned(reading: Reading, test: Test) -> Objection:
    day = full_day(reading.local(test.applied_at).date())
    said = _("The patch test of {day} for a related service showed a reaction.")
    known = _("Patch test of {day}").format(day=day)
    return Objection(
        "patch_warned", "patch_fail", Verdict.WARN, said.format(day=day), None, known
    )


@once
def _tests_of(
    reading: Reading, keys: tuple[ClientId, ...]
) -> dict[ClientId, tuple[Test, ...]]:
    """Return the patch tests of several clients."""
    p = PatchTest
    asked = select(
        p.client_id, p.id, p.service_ref, p.applied_at, p.read_at, p.result
    ).where(p.client_id.in_(keys))
    found: dict[ClientId, list[Test]] = defaultdict(list)
    rows: Iterable[Any] = reading.session.execute(asked)
    for key, *test in rows:
        found[key].append(Test(*test))
    return {of: tuple(tests) for of, tests in found.items()}


@remembered
def own_words(reading: Reading) -> tuple[OwnWord, ...]:
    """Return the words that the salon has taught."""
    found = []
    for one in entries(reading, Subject.TYPED_WORD):
        place = one.body.get("place")
        conditions = tuple(one.body.get("conditions", ()))
        found.append(OwnWord(one.names.en, conditions, Place(place) if place else None))
    return tuple(found)


def answers_of(
    reading: Reading, keys: Sequence[ClientId]
) -> dict[ClientId, tuple[WordAnswer, ...]]:
    """Return what was said of typed words in several files, the latest last."""
    c = TypedAnswer
    asked = (
        select(c.client_id, c.place, c.word, c.answer, c.conditions, c.ended_on)
        .where(c.client_id.in_(keys), c.place.in_(_PLACES))
        .order_by(c.on, c.id)
    )
    found: dict[ClientId, list[WordAnswer]] = defaultdict(list)
    for key, place, word, said, conditions, ended_on in reading.session.execute(asked):
        one = WordAnswer(
            Place(place), word, Said(said), tuple(conditions.split()), ended_on
        )
        found[key].append(one)
    return {key: tuple(ones) for key, ones in found.items()}


def texts_of(
    reading: Reading, keys: Sequence[ClientId]
) -> dict[ClientId, tuple[Text, ...]]:
    """Return all that was typed of health in several files, in four statements."""
    found: dict[ClientId, list[Text]] = defaultdict(list)
    ask = reading.session.execute
    allergies = select(Allergy.client_id, Allergy.substance, Allergy.reaction)
    for key, substance, reaction in ask(
        allergies.where(Allergy.client_id.in_(keys)).order_by(Allergy.id)
    ):
        found[key] += [(Place.ALLERGY, substance), (Place.NOTE, reaction)]
    facts = select(ClientFact.client_id, ClientFact.field, ClientFact.value)
    for key, field, value in ask(
        facts.where(
            ClientFact.client_id.in_(keys), ClientFact.field.in_(FIELDS)
        ).order_by(ClientFact.id)
    ):
        found[key].append(text_of_fact(field, value))
    own = select(Client.id, Client.note, Client.never_do).where(Client.id.in_(keys))
    for key, note, never_do in ask(own):
        found[key] += [(Place.NOTE, note), (Place.NOTE, never_do)]
    c = ClientCondition
    notes = select(c.client_id, c.note).where(c.client_id.in_(keys), c.note != "")
    still = or_(c.until.is_(None), c.until > reading.today)
    for key, note in ask(notes.where(still).order_by(c.id)):
        found[key].append((Place.NOTE, note))
    return {key: written(texts) for key, texts in found.items()}


def understanding_of(reading: Reading, key: ClientId) -> Understanding:
    """Return what all that was typed of a client means, and what is to be asked."""
    key = living(reading, key)
    return understanding(
        texts_of(reading, [key]).get(key, ()),
        own_words(reading),
        answers_of(reading, [key]).get(key, ()),
        reading.today,
    )


def understanding_on(
    reading: Reading, key: ClientId, card: ClientCard
) -> Understanding:
    """Return the same of a file that is at hand, in one statement."""
    own = own_words(reading)
    answers = answers_of(reading, [key]).get(key, ())
    settled = told_on(card, own)
    return understanding(texts_on(card), own, answers, reading.today, settled)
