"""The whole file of a client on paper: what could hurt first, then all else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from salon.appointments.model import DayLine
from salon.appointments.queries import visits_of
from salon.catalogue.model import EntryCard, ServiceCard, Subject
from salon.catalogue.queries import entries, names_of, products, services, terms
from salon.clients.consents import STATE_WORDS, State, consents_standing
from salon.clients.consents import Standing as Stands
from salon.clients.model import (
    Alert,
    ClientCard,
    ClientId,
    Grade,
    PatchTestCard,
)
from salon.clients.names import has_han
from salon.clients.phones import shown
from salon.clients.queries import (
    asked_on,
    client_card,
    consent_days,
    patch_tests_of,
)
from salon.incidents.model import OUTCOME_WORDS, SEVERITY_WORDS, IncidentCard, Outcome
from salon.incidents.queries import all_incidents, barred, incident
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.plans.model import PlanStatus
from salon.plans.queries import courses_of, plan, plans
from salon.public import public_id
from salon.reports.composing import Composed, composed
from salon.reports.files import used_products
from salon.reports.looks import look_sheet
from salon.safety.model import Verdict
from salon.safety.queries import all_alerts, safety_answer
from salon.settings.queries import premises
from salon.skin.queries import assessments_of, series_of
from salon.text import (
    N_,
    _,
    aside,
    full_day,
    headed,
    hour,
    listed,
    ngettext,
    plain_day,
    sentences,
    short_day,
)
from salon.treatments.model import TreatmentCard
from salon.treatments.queries import treatments_of
from salon.treatments.sheet import (
    Block,
    ConsentEntry,
    DangerLine,
    FileSheet,
    IncidentEntry,
    Pair,
    Told,
    VisitEntry,
    VisitLine,
)
from salon.treatments.words import (
    area_words,
    done_lines,
    next_words,
    reaction_words,
    scale_words,
)
from salon.work import Reading

ALL = 10_000  # visits, treatments: the whole file
LAST = 8  # visits on the first page
PICTURES = 4  # of one look
NAMES = 6  # treatments that are named one by one
AT_HOME = 3  # products that stand on the first page, by time of day
FEW = 3  # consents that are named on the first page
NAME = 40  # letters of a product on the first page
SHORT = 60  # letters of an answer that stands in a column
# Staff hints and money are never printed; what stands elsewhere is not told twice.
_UNTOLD = frozenset(
    (
        *(
            "personality",
            "personality_2",
            "income_band",
            "spend_style",
            "namesake_hint",
        ),
        *("allergies", "medications", "health_questionnaire", "patch_tests"),
        *("adverse_events", "family_members", "never_do", "portrait", "id_last4"),
    )
)
_HEALTH = ("health_questionnaire", "allergies", "medications")


def compose_file(reading: Reading, key: ClientId, look: Look) -> Composed:
    """Return the whole file of a client, for staff; raises Missing."""

    def document(sheet: FileSheet, head: Letterhead, look: Look) -> Laid:
        from salon.treatments.filepaper import client_file  # ReportLab comes with it

        return client_file(sheet, head, look)

    return composed(reading, document, look, file_sheet, key)


@dataclass(frozen=True, slots=True)
class _File:
    """What the file is told from, asked once."""

    reading: Reading
    card: ClientCard
    alerts: tuple[Alert, ...]
    visits: Sequence[DayLine]
    records: Mapping[int, TreatmentCard]  # by visit
    tests: Sequence[PatchTestCard]
    fields: Mapping[str, EntryCard]
    asked: Mapping[str, date]  # when a question of health was answered
    services: Sequence[ServiceCard]
    region: str

    @property
    def key(self) -> ClientId:
        """Return whose file it is."""
        return self.card.line.id

    def named(self, ref: str) -> str:
        """Return what a service is called."""
        return next((one.name for one in self.services if one.ref == ref), ref)


def file_sheet(reading: Reading, key: ClientId) -> FileSheet:
    """Return all that the file of a client says."""
    card = client_card(reading, key)
    records = treatments_of(reading, key, ALL)
    file = _File(
        reading,
        card,
        all_alerts(reading, card.line),
        visits_of(reading, key, ALL),
        {one.appointment_id: one for one in records},
        patch_tests_of(reading, key),
        {one.ref: one for one in entries(reading, Subject.CLIENT_FIELD)},
        asked_on(reading, key, _HEALTH),
        services(reading),
        premises(reading).region,
    )
    line = card.line
    looks = assessments_of(reading, key, ALL)
    series = series_of(reading, key)
    kept = [one for one in file.visits if one.status.was_kept]
    now = reading.local(reading.now)
    return FileSheet(
        number=public_id("client", key),
        client=line.name,
        client_id=key,
        said=listed((line.pinyin if has_han(line.name) else "", line.called)),
        since=_since(file, len(kept)),
        about=_about(file, kept),
        printed=(
            _("Record card, for staff only"),
            _("printed {when}").format(when=_at(now.date(), hour(now))),
        ),
        danger=tuple(_danger(file)),
        columns=(_reach(file), _who(file), _likes(file)),
        skin=look_sheet(reading, looks[0], series, pictures=0) if looks else None,
        visits=tuple(_visit(one, file) for one in kept[:LAST]),
        visit_count=len(kept),
        foot=(_with_us(file), _at_home(file), _consents_short(file)),
        entries=tuple(_entry(one, file) for one in kept),
        looks=tuple(
            look_sheet(reading, one, series, pictures=PICTURES) for one in looks
        ),
        consents=tuple(_consents(file)),
        incidents=tuple(
            _incident(incident(reading, one.id)) for one in all_incidents(reading, key)
        ),
        home=tuple(_home(file)),
        family=tuple(_family(file)),
        notes=tuple(_notes(file)),
    )


def _at(day: date, time: str) -> str:
    return _("{day}, {time}").format(day=full_day(day), time=time)


def _since(file: _File, visits: int) -> str:
    number = public_id("client", file.key)
    if file.card.card_no:
        number = f"{number} · {file.card.card_no}"
    since = _("with us since {day}").format(day=full_day(file.card.registered))
    said = ngettext("{count} visit so far", "{count} visits so far", visits)
    count = said.format(count=visits)
    return f"{number} · {listed((since, count))}"


def _about(file: _File, kept: Sequence[DayLine]) -> str:
    parts = []
    for one in plans(file.reading, file.key, 3):
        if one.status is not PlanStatus.CLOSED:
            said = _("{plan}, {done} of {all}")
            parts.append(said.format(plan=one.title, done=one.done, all=one.sessions))
            break
    who = Counter(one.person.name for one in kept[:20])
    parts += [name for name, _count in who.most_common(2)]
    return " · ".join(parts)


# the frame


def _danger(file: _File) -> Iterable[DangerLine]:
    yield DangerLine("alert-octagon", _("Allergy"), _allergies(file))
    yield DangerLine("alert-triangle", _("Ask first"), _conditions(file))
    yield DangerLine("ban", _("Not to be done"), _not_done(file))
    yield DangerLine("shield-check", _("Patch tests"), _patches(file))


def _asked(file: _File, *fields: str) -> tuple[Told, ...]:
    """Return that there is nothing, and since when one knows; or that nobody asked."""
    days = [file.asked[name] for name in fields if name in file.asked]
    if not days:
        return (Told(_("not asked"), is_strong=True),)
    return (Told(_("none, asked {day}").format(day=full_day(max(days)))),)


def _allergies(file: _File) -> tuple[Told, ...]:
    told: list[Told] = []
    for one in file.card.allergies:
        words = one.substance
        if not one.confirmed:
            words = _("Ask: allergic to {what}?").format(what=one.substance)
        told.append(Told(words, is_strong=True))
        if rest := listed((one.reaction, one.since)):
            told.append(Told(rest))
    return _parted(told) or _asked(file, "allergies", "health_questionnaire")


def _parted(told: Sequence[Told]) -> tuple[Told, ...]:
    """Return what is told with marks between: a colon after what is strong."""
    found: list[Told] = []
    for place, one in enumerate(told):
        after = told[place + 1] if place + 1 < len(told) else None
        if after is None:
            mark = ""
        elif one.is_strong and not after.is_strong:
            mark = headed("", "")
        else:
            mark = sentences((" ", " ")).strip(" ") + ("" if _is_chinese() else " ")
        found.append(Told(one.text + mark, one.is_strong))
    return tuple(found)


def _is_chinese() -> bool:
    return headed("", "") == "："


def _conditions(file: _File) -> tuple[Told, ...]:
    told = [
        Told(one.text, is_strong=one.grade is Grade.CRITICAL)
        for one in file.alerts
        if one.kind not in ("allergy", "never_do", "patch_test")
    ]
    if not told:
        return _asked(file, "health_questionnaire", "medications")
    return tuple(
        Told(one.text + (_between() if place < len(told) - 1 else ""), one.is_strong)
        for place, one in enumerate(told)
    )


def _between() -> str:
    return "；" if _is_chinese() else "; "


def _not_done(file: _File) -> tuple[Told, ...]:
    """Return what is not done now, whatever is booked: by health, or after harm."""
    told: list[str] = []
    if file.card.never_do:
        told.append(file.card.never_do.rstrip(".。"))
    told += [
        _("{service}: not again").format(service=file.named(one.service_ref))
        for one in barred(file.reading, [file.key]).get(file.key, ())
    ]
    by_family: dict[str, list[str]] = {}
    of_family = Counter(one.family for one in file.services)
    for card in file.services:
        answer = safety_answer(file.reading, file.key, card, file.reading.today)
        if any(
            one.verdict is Verdict.BLOCK and one.rule not in _PASSING
            for one in answer.objections
        ):
            by_family.setdefault(card.family, []).append(card.name)
    families = terms(file.reading, "service_family")
    names: list[str] = []
    for family, some in by_family.items():
        is_all = len(some) == of_family[family] and len(some) > 2
        names += [str(families.get(family, family))] if is_all else some
    if names:
        more = len(names) - NAMES
        said = listed(names[:NAMES])
        if more > 0:
            rest = ngettext("and {count} more", "and {count} more", more)
            said = sentences((said, rest.format(count=more)))
        told.append(said)
    if not told:
        return (Told(_("nothing known")),)
    return (Told(sentences(told), is_strong=True),)


_PASSING = frozenset(("patch_test", "interval", "incident", "age", "consent"))


def _patches(file: _File) -> tuple[Told, ...]:
    """Return the newest test of each service, and what is booked without one."""
    told: list[Told] = []
    seen: set[str] = set()
    for one in file.tests:
        if one.service_ref in seen:
            continue
        seen.add(one.service_ref)
        told.append(_patch(one, file))
    booked = {
        one.service_ref
        for one in file.visits
        if one.status.is_open and one.slot.day >= file.reading.today
    }
    told += [
        Told(
            headed(card.name, _("none, test first")),
            is_strong=True,
        )
        for card in file.services
        if card.ref in booked - seen
        and card.patch_rule == "required"
        and _lacks(card, file)
    ]
    if not told:
        return (Told(_("none put on")),)
    last = len(told) - 1
    return tuple(
        Told(one.text + (_between() if place < last else ""), one.is_strong)
        for place, one in enumerate(told)
    )


def _lacks(card: ServiceCard, file: _File) -> bool:
    answer = safety_answer(file.reading, file.key, card, file.reading.today)
    return any(
        one.condition == "patch_missing" for one in (*answer.objections, *answer.to_do)
    )


def _patch(one: PatchTestCard, file: _File) -> Told:
    name = file.named(one.service_ref)
    local = file.reading.local
    put_on = full_day(local(one.applied_at).date())
    until = local(one.valid_until).date()
    if one.result == "positive":
        said = _("reacted on {day}").format(day=put_on)
        return Told(headed(name, said), is_strong=True)
    if one.result == "doubtful":
        said = _("doubtful on {day}").format(day=put_on)
        return Told(headed(name, said), is_strong=True)
    if one.result != "none":
        said = _("put on {day}, not read").format(day=put_on)
        return Told(headed(name, said), is_strong=True)
    if until < file.reading.today:
        said = _("ran out {day}").format(day=full_day(until))
        return Told(headed(name, said), is_strong=True)
    said = _("clear on {day}, good until {until}")
    return Told(headed(name, said.format(day=put_on, until=full_day(until))))


# the columns


def _reach(file: _File) -> Block:
    card, line = file.card, file.card.line
    pairs = [
        Pair(_label(one.label), _phone(one.shown, one.extension, file.region))
        for one in line.phones
    ]
    channels = terms(file.reading, "channel")
    tongues = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}
    pairs += [
        Pair(_("WeChat"), card.wechat),
        Pair(_("Email"), card.email),
        Pair(_("Best by"), str(channels.get(card.channel, card.channel))),
        Pair(_("Best time"), _span(card.call_from, card.call_until)),
        Pair(_("Speaks"), tongues.get(line.language, line.language)),
    ]
    if card.do_not_contact:
        pairs.append(Pair(_("Contact"), _("Do not contact")))
    pairs += _facts(file, ("B_contact",))
    return Block(_("How to reach"), tuple(one for one in pairs if one.value))


def _label(label: str) -> str:
    """Return what a number is for; what somebody typed stands as typed."""
    return _(_LABELS[label]) if label in _LABELS else label


_LABELS = {
    "": N_("Phone"),
    "main": N_("Phone"),
    "mobile": N_("Mobile"),
    "home": N_("Home"),
    "work": N_("Work"),
}


def _phone(number: str, extension: str, region: str) -> str:
    said = shown(number, region)
    return f"{said} {extension}".strip()


def _span(first: str, last: str) -> str:
    if first and last:
        return _("{first} – {last}").format(first=first, last=last)
    return first or last


def _who(file: _File) -> Block:
    card, born = file.card, file.card.line.birthday
    when = ""
    if born.date is not None:
        age = born.age(file.reading.today) or 0
        years = ngettext("{count} year", "{count} years", age).format(count=age)
        when = listed((full_day(born.date), years))
    elif born.month and born.day:
        when = plain_day(date(2000, born.month, born.day))
    lunar = ""
    if born.lunar is not None:
        lunar = _("month {month}, day {day}").format(
            month=born.lunar.month, day=born.lunar.day
        )
        if born.lunar.leap:
            lunar = aside(lunar, _("leap month"))
    genders = terms(file.reading, "gender")
    salutations = terms(file.reading, "salutation")
    sources = terms(file.reading, "source")
    pairs = [
        Pair(_("Born"), when),
        Pair(_("Lunar"), lunar),
        Pair(_("Gender"), str(genders.get(card.gender, card.gender))),
        Pair(_("Salutation"), str(salutations.get(card.salutation, card.salutation))),
        Pair(_("Came by"), str(sources.get(card.source, card.source))),
        *_facts(file, ("A_identity", "D_family", "E_life", "L_goals", "N_referral")),
    ]
    return Block(_("Who this is"), tuple(one for one in pairs if one.value))


def _likes(file: _File) -> Block:
    pairs = [
        *_facts(file, ("C_preferences", "M_service", "H_homecare", "P_promo")),
        Pair(_("Not to speak of"), file.card.avoid_topics),
    ]
    return Block(_("What is liked"), tuple(one for one in pairs if one.value))


def _facts(
    file: _File, sections: Sequence[str], *, is_long: bool = False
) -> list[Pair]:
    """Return answers of sections of the file, the short ones or the long ones."""
    found = []
    known = {one.field: one for one in file.card.facts}
    for ref, field in file.fields.items():
        one = known.get(ref)
        if one is None or ref in _UNTOLD or not one.value.strip():
            continue
        if field.body.get("section") not in sections:
            continue
        said = _answer(file.reading, field, one.value)
        if not one.confirmed:
            said = _("Ask: {what}?").format(what=said)
        if (len(said) > SHORT) is is_long:
            found.append(Pair(str(field.names), said))
    return found


def _answer(reading: Reading, field: EntryCard, value: str) -> str:
    """Return an answer in words, where the file offers some to choose from."""
    listed_in = str(field.body.get("vocab_list") or "")
    offered = terms(reading, listed_in) if listed_in else {}
    if not offered or value in offered:
        return str(offered.get(value, value))
    parts = value.replace(",", " ").split()
    return listed(str(offered.get(part, part)) for part in parts)


# visits


def _visit(one: DayLine, file: _File) -> VisitLine:
    record = file.records.get(one.id)
    used = reaction = ""
    by = one.person.name
    if record is not None:
        lines = used_products(record)
        used = listed(aside(_cut(line.name), _lot(line.lot)) for line in lines[:2])
        if len(lines) > 2:
            used += f" +{len(lines) - 2}"
        draft = record.record
        asked = _("asked, none") if draft.asked_none else ""
        reaction = scale_words(draft.scale) or draft.reaction or asked
        by = record.person
    return VisitLine(one.slot.day, str(one.service), used, reaction, by)


def _entry(one: DayLine, file: _File) -> VisitEntry:
    record = file.records.get(one.id)
    when = _at(one.slot.day, hour(one.slot.start))
    heading = f"{when} · {one.service}"
    facts = [
        public_id("treatment", record.id)
        if record
        else public_id("appointment", one.id),
        record.person if record else one.person.name,
        one.room.name if one.room else "",
        one.device.name if one.device else "",
        _("{minutes} min").format(minutes=one.slot.minutes),
    ]
    pairs: list[Pair] = []
    if record is not None:
        draft = record.record
        zones = {
            ref: str(names)
            for ref, names in names_of(
                file.reading,
                Subject.ZONE,
                {*draft.areas, *draft.left_out, *draft.felt_at},
            ).items()
        }
        used = sentences(
            listed((line.name, line.amount, _lot(line.lot)))
            for line in used_products(record)
        )
        settings = sentences(
            headed(str(name), str(value)) for name, value in draft.settings.items()
        )
        pairs = [
            Pair(_("What was done"), "\n".join(done_lines(draft))),
            Pair(_("Where"), area_words(draft, zones)),
            Pair(_("Used"), used),
            Pair(_("Settings"), settings),
            Pair(_("Reaction"), reaction_words(draft, zones)),
            Pair(_("What we said"), draft.advice),
            Pair(_("Next time"), next_words(draft)),
            Pair(_("Note"), draft.note),
        ]
    else:
        pairs = [Pair(_("Record"), _("none written")), Pair(_("Note"), one.note)]
    lines = tuple(pair for pair in pairs if pair.value)
    return VisitEntry(heading, " · ".join(filter(None, facts)), lines)


def _cut(name: str) -> str:
    """Return a name that fits on a line; the whole of it stands among all visits."""
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"


def _lot(lot: str) -> str:
    return _("lot {lot}").format(lot=lot) if lot else ""


# what is with us, at home, agreed


def _with_us(file: _File) -> Block:
    pairs = []
    for one in courses_of(file.reading, file.key):
        left = one.sessions - one.used
        if left <= 0:
            continue
        said = _("{left} of {all} left").format(left=left, all=one.sessions)
        if one.expires:
            until = _("until {day}").format(day=full_day(one.expires))
            said = listed((said, until))
        pairs.append(Pair(str(one.service), said))
    coming = sorted(
        (
            one
            for one in file.visits
            if one.status.is_open and one.slot.day >= file.reading.today
        ),
        key=lambda one: one.slot,
    )
    pairs += [
        Pair(
            short_day(one.slot.day),
            f"{hour(one.slot.start)} {one.service}",
        )
        for one in coming[:3]
    ]
    return Block(_("With us"), tuple(pairs))


def _at_home(file: _File) -> Block:
    pairs = []
    for one in _home(file):
        names = [line.split(",")[0].split("、")[0] for line in one.value.splitlines()]
        more = f" +{len(names) - AT_HOME}" if len(names) > AT_HOME else ""
        pairs.append(Pair(one.label, listed(names[:AT_HOME]) + more))
    return Block(_("At home"), tuple(pairs))


def _home(file: _File) -> list[Pair]:
    """Return what is used at home, as the newest plan says."""
    for one in plans(file.reading, file.key, 3):
        body = plan(file.reading, one.id).body
        if not body.home_care:
            continue
        shelf = {each.ref: each.name for each in products(file.reading)}
        whens = {"am": _("Morning"), "pm": _("Evening"), "weekly": _("Weekly")}
        by_when: dict[str, dict[str, None]] = {}
        for step in body.home_care:
            name = shelf.get(step.product, step.product)
            said = listed((name, step.amount))
            by_when.setdefault(step.when, {})[said] = None
        return [
            Pair(whens.get(when, when), "\n".join(names))
            for when, names in by_when.items()
        ]
    return []


def _consents_short(file: _File) -> Block:
    names = _consent_names(file.reading)
    standing = _standing(file)
    given = [
        names.get(one.line.consent, one.line.consent)
        for one in standing
        if one.state is State.STANDS
    ]
    ended = [
        names.get(one.line.consent, one.line.consent)
        for one in standing
        if one.state is not State.STANDS
    ]
    pairs = [
        Pair(_("Given"), _few(given)),
        Pair(_("Ended"), _few(one for one in ended if one not in given)),
    ]
    return Block(_("Consents"), tuple(one for one in pairs if one.value))


def _few(names: Iterable[str]) -> str:
    """Return a few names without what they explain, and how many more there are."""
    short = (one.split(":")[0].split("：")[0].split("（")[0] for one in names)
    found = list(dict.fromkeys(short))
    more = f" +{len(found) - FEW}" if len(found) > FEW else ""
    return listed(found[:FEW]) + more


def _standing(file: _File) -> list[Stands]:
    return list(
        consents_standing(
            file.card.signed, file.reading.today, consent_days(file.reading)
        )
    )


def _consent_names(reading: Reading) -> dict[str, str]:
    return {one.ref: str(one.names) for one in entries(reading, Subject.CONSENT)}


def _consents(file: _File) -> Iterable[ConsentEntry]:
    names = _consent_names(file.reading)
    conditions = names_of(
        file.reading,
        Subject.HEALTH_CONDITION,
        {one.condition for one in file.card.signed if one.condition},
    )
    for one in sorted(_standing(file), key=lambda one: one.line.given_on, reverse=True):
        line = one.line
        ends = _ends(one)
        how = _("drawn here") if line.signature else _("on paper")
        by = line.signed_by or file.card.line.name
        what = file.named(line.service_ref) if line.service_ref else ""
        if line.condition:
            what = str(conditions.get(line.condition, line.condition))
        yield ConsentEntry(
            names.get(line.consent, line.consent),
            what,
            full_day(line.given_on),
            ends,
            listed((by, how, line.staff)),
        )


def _ends(one: Stands) -> str:
    """Return until when a consent stands, or since when it does not."""
    if one.state is State.WITHDRAWN and one.line.withdrawn_on is not None:
        return _("withdrawn {day}").format(day=full_day(one.line.withdrawn_on))
    if one.state is not State.STANDS:
        return _(STATE_WORDS[one.state])
    if one.until is not None:
        return _("until {day}").format(day=full_day(one.until))
    return _("does not end")


def _incident(card: IncidentCard) -> IncidentEntry:
    line = card.line
    what = str(line.service) if line.service is not None else ""
    day = full_day(card.opened_at.date())
    signs = sentences(f"{one.text}, {hour(one.said)}" for one in line.signs)
    closed = _("still open")
    if card.closed is not None:
        outcome = _(OUTCOME_WORDS[Outcome(card.outcome)]) if card.outcome else ""
        closed = listed((full_day(card.closed.date()), card.closed_by, outcome))
    steps = [
        f"{plain_day(one.at.date())} {hour(one.at)} {one.note}".strip()
        for one in card.steps
        if one.note
    ]
    pairs = [
        Pair(_("Signs"), signs),
        Pair(_("Severity"), _(SEVERITY_WORDS[line.severity])),
        Pair(_("In their words"), card.words),
        Pair(_("Opened"), listed((card.opened_by, hour(card.opened_at)))),
        Pair(_("What was done"), "\n".join(steps)),
        Pair(_("Finding"), card.finding),
        Pair(_("Closed"), closed),
    ]
    number = public_id("incident", line.id)
    heading = " · ".join(filter(None, (day, what, number)))
    return IncidentEntry(heading, tuple(one for one in pairs if one.value))


def _family(file: _File) -> Iterable[Pair]:
    relations = terms(file.reading, "relation")
    for one in file.card.relatives:
        when = ""
        if one.birth_month and one.birth_day:
            born = plain_day(date(2000, one.birth_month, one.birth_day))
            when = _("born {day}").format(day=born)
        number = public_id("client", one.other_id) if one.other_id else ""
        relation = str(relations.get(one.relation, one.relation))
        yield Pair(relation, listed((one.name, when, number)))


def _notes(file: _File) -> Iterable[Pair]:
    """Yield what is too long for a column."""
    sections = {str(one.body.get("section")) for one in file.fields.values()} - {
        "O_commerce",
        "R_system",
    }
    yield from _facts(file, sorted(sections), is_long=True)
    if file.card.note:
        yield Pair(_("Note"), file.card.note)
