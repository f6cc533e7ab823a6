"""The whole file of a client on paper: what could hurt first, then all else."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from salon.appointments.model import DayLine
from salon.appointments.queries import visits_of
from salon.catalogue.model import Subject
from salon.catalogue.queries import entries, names_of, products, services, terms
from salon.clients.model import (
    ClientId,
)
from salon.clients.names import has_han
from salon.clients.queries import (
    asked_on,
    client_card,
    patch_tests_of,
)
from salon.courses.queries import courses_of
from salon.incidents.queries import all_incidents, incident
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look
from salon.plans.model import PlanStatus
from salon.plans.queries import plan, plans
from salon.public import public_id
from salon.reports.agreed import consents, consents_in_short, incident_entry
from salon.reports.answers import likes, notes, reach, who
from salon.reports.composing import Composed, composed
from salon.reports.dangers import danger_lines
from salon.reports.files import used_products
from salon.reports.filing import File
from salon.reports.looks import look_sheet
from salon.reports.plans import aims_of
from salon.reports.quantities import quantity
from salon.safety.queries import all_alerts
from salon.settings.queries import premises
from salon.skin.model import AssessmentCard
from salon.skin.queries import assessments_of, series_of
from salon.text import (
    _,
    aside,
    day_of_month,
    full_day,
    headed,
    hour,
    listed,
    ngettext,
    sentences,
    short_day,
)
from salon.treatments.queries import treatments_of
from salon.treatments.sheet import (
    AssessmentSheet,
    Block,
    FileSheet,
    Pair,
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
AT_HOME = 3  # products that stand on the first page, by time of day
NAME = 40  # letters of a product on the first page
_HEALTH = ("health_questionnaire", "allergies", "medications")


def compose_file(reading: Reading, key: ClientId, look: Look) -> Composed:
    """Return the whole file of a client, for staff; raises Missing."""

    def document(sheet: FileSheet, head: Letterhead, look: Look) -> Laid:
        from salon.treatments.filepaper import client_file  # ReportLab comes with it

        return client_file(sheet, head, look)

    return composed(reading, document, look, file_sheet, key)


def file_sheet(reading: Reading, key: ClientId) -> FileSheet:
    """Return all that the file of a client says."""
    card = client_card(reading, key)
    records = treatments_of(reading, key, ALL)
    file = File(
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
        danger=tuple(danger_lines(file)),
        columns=(reach(file), who(file), likes(file)),
        skin=_skin(file, looks[0]) if looks else None,
        visits=tuple(_visit(one, file) for one in kept[:LAST]),
        visit_count=len(kept),
        foot=(_with_us(file), _at_home(file), consents_in_short(file)),
        entries=tuple(_entry(one, file) for one in kept),
        looks=tuple(
            look_sheet(reading, one, series, pictures=PICTURES) for one in looks
        ),
        consents=tuple(consents(file)),
        incidents=tuple(
            incident_entry(incident(reading, one.id))
            for one in all_incidents(reading, key)
        ),
        home=tuple(_home(file)),
        family=tuple(_family(file)),
        notes=tuple(notes(file)),
    )


def _skin(file: File, look: AssessmentCard) -> AssessmentSheet:
    """Return the newest look at the skin, its measures beside the plan's goals."""
    reading = file.reading
    aims: dict[str, float] = {}
    for one in plans(reading, file.key, 3):
        if one.status is not PlanStatus.CLOSED:
            aims = aims_of(reading, plan(reading, one.id))
            break
    series = series_of(reading, file.key)
    return look_sheet(reading, look, series, aims=aims, pictures=0)


def _at(day: date, time: str) -> str:
    return _("{day}, {time}").format(day=full_day(day), time=time)


def _since(file: File, visits: int) -> str:
    number = public_id("client", file.key)
    if file.card.card_no:
        number = f"{number} · {file.card.card_no}"
    since = _("with us since {day}").format(day=full_day(file.card.registered))
    said = ngettext("{count} visit so far", "{count} visits so far", visits)
    count = said.format(count=visits)
    return f"{number} · {listed((since, count))}"


def _about(file: File, kept: Sequence[DayLine]) -> str:
    parts = []
    for one in plans(file.reading, file.key, 3):
        if one.status is not PlanStatus.CLOSED:
            said = _("{plan}, {done} of {all}")
            parts.append(said.format(plan=one.title, done=one.done, all=one.sessions))
            break
    who = Counter(one.person.name for one in kept[:20])
    parts += [name for name, _count in who.most_common(2)]
    return " · ".join(parts)


# visits


def _visit(one: DayLine, file: File) -> VisitLine:
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


def _entry(one: DayLine, file: File) -> VisitEntry:
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
        _("{minutes} min").format(minutes=one.real_minutes),
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


def _with_us(file: File) -> Block:
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


def _at_home(file: File) -> Block:
    pairs = []
    for one in _home(file):
        names = [line.split(",")[0].split("、")[0] for line in one.value.splitlines()]
        more = f" +{len(names) - AT_HOME}" if len(names) > AT_HOME else ""
        pairs.append(Pair(one.label, listed(names[:AT_HOME]) + more))
    return Block(_("At home"), tuple(pairs))


def _home(file: File) -> list[Pair]:
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
            said = listed((name, quantity(step.amount)))
            by_when.setdefault(step.when, {})[said] = None
        return [
            Pair(whens.get(when, when), "\n".join(names))
            for when, names in by_when.items()
        ]
    return []


def _family(file: File) -> Iterable[Pair]:
    relations = terms(file.reading, "relation")
    for one in file.card.relatives:
        when = ""
        if one.birth_month and one.birth_day:
            born = day_of_month(date(2000, one.birth_month, one.birth_day))
            when = _("born {day}").format(day=born)
        number = public_id("client", one.other_id) if one.other_id else ""
        relation = str(relations.get(one.relation, one.relation))
        yield Pair(relation, listed((one.name, when, number)))
