"""The papers about a skin, filled from the records: the report, and what changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from salon.catalogue.model import Subject
from salon.catalogue.queries import entries, names_of, terms
from salon.clients.model import ClientId
from salon.clients.queries import client_line, conditions_of
from salon.errors import SalonError
from salon.paper.pages import Laid
from salon.paper.sheets import Letterhead, Look, Photograph
from salon.plans.model import PlanStatus
from salon.plans.queries import plans
from salon.reports.changed import Changes, MeasureChange, changes, days_to_compare
from salon.reports.changed_words import drafted, how_often, kept_sentence
from salon.reports.composing import Composed, composed, spoken_in
from salon.reports.looks import look_sheet
from salon.reports.measures import grade_words
from salon.reports.plans import plan_sheet
from salon.skin.comparing import Verdict
from salon.skin.laying import fit_of, laid_on
from salon.skin.model import (
    HABIT_WORDS,
    HABITS,
    AssessmentCard,
    MeasureSeries,
    PhotoLine,
    unit_words,
)
from salon.skin.permission import Purpose
from salon.skin.queries import (
    assessments_of,
    photo_rights,
    photos_of,
    picture,
    series_of,
    ticks_of,
)
from salon.skin.seen import gone_since
from salon.text import (
    N_,
    Names,
    _,
    aside,
    full_day,
    language,
    listed,
    ngettext,
    number,
    sentences,
)
from salon.treatments.sheet import AssessmentSheet
from salon.treatments.skin_sheet import (
    Axis,
    ChangedSheet,
    ComparedLine,
    Gauge,
    Habit,
    SkinReport,
    Stretch,
)
from salon.work import Reading

FINDINGS = 3  # in plain words
GAUGES, TREND = 4, 8
ADVICE = 3
# What a low habit leads to, where no plan says something better.
_BY_HABIT = {
    "sunscreen": "su_daily",
    "sleep": "sl_7h",
    "water": "di_water",
    "movement": "ex_steps",
}
GOOD = frozenset(
    (
        *("normal", "good", "balanced", "medium", "usual", "f_normal", "f_healthy"),
        *("slight", "well_hydrated", "very_good"),
    )
)
_FIRST_ADVICE = ("su_daily", "sl_7h", "di_vitc", "di_water")


class NothingSeen(SalonError):
    """A report on a skin that nobody has looked at."""

    text = N_("Nothing is charted of this skin yet. Keep an assessment, then print it.")


class NoTwoDays(SalonError):
    """Nothing to hold beside one another."""

    text = N_(
        "There are no two days to compare yet. After the next assessment there will be."
    )


def compose_changed(
    reading: Reading,
    client_id: ClientId,
    look: Look,
    *,
    first: date | None = None,
    last: date | None = None,
    tongue: str = "",
) -> Composed:
    """Return what changed between two days, to take home.

    Args:
        reading: As ever.
        client_id: Whose skin.
        look: How it is printed.
        first: None: the first day there is.
        last: None: the newest.
        tongue: What it speaks where *look* names no language.

    Raises:
        NoTwoDays: There are not two days yet.
        SameDays: The first is not before the last.
        Missing: There is no such client.
    """

    def document(sheet: ChangedSheet, head: Letterhead, look: Look) -> Laid:
        from salon.treatments.skin_document import changed_page  # ReportLab comes too

        return changed_page(sheet, head, look)

    days = days_to_compare(reading, client_id)
    begins = first or (days[0] if days else None)
    ends = last or (days[-1] if days else None)
    if begins is None or ends is None or (first is None and begins == ends):
        raise NoTwoDays()
    asked = (client_id, begins, ends)
    return composed(reading, document, spoken_in(look, tongue), changed_sheet, *asked)


def compose_skin(
    reading: Reading, client_id: ClientId, look: Look, *, is_hers: bool = False
) -> Composed:
    """Return the report on a skin: one page.

    Args:
        reading: As ever.
        client_id: Whose skin.
        look: How it is printed.
        is_hers: It speaks the client's own language where *look* names none.

    Raises:
        NothingSeen: Nothing was charted yet.
        Missing: There is no such client.
    """

    def document(sheet: SkinReport, head: Letterhead, look: Look) -> Laid:
        from salon.treatments.skin_document import skin_report  # ReportLab comes too

        return skin_report(sheet, head, look)

    tongue = client_line(reading, client_id).language if is_hers else ""
    return composed(reading, document, spoken_in(look, tongue), skin_sheet, client_id)


# What changed


def changed_sheet(
    reading: Reading, client_id: ClientId, first: date, last: date
) -> ChangedSheet:
    """Return all that the page on what changed says, in the present language."""
    found = changes(reading, client_id, first, last)
    her = client_line(reading, client_id)
    kept = kept_sentence(reading, client_id, first, last, language())
    pictures, aligned = _pair(reading, found)
    charts: tuple[AssessmentSheet, ...] = ()
    if not pictures:
        charts = tuple(
            look_sheet(reading, one, pictures=0) for one in found.looks if one
        )
    return ChangedSheet(
        *(int(client_id), her.name, her.pinyin or her.latin, first, last),
        sentence=drafted(found) if kept is None else kept,
        axis=_axis(found),
        photographs=pictures,
        aligned=aligned,
        charts=charts,
        lines=tuple(_compared(one) for one in found.measures[:8]),
        findings=_findings(reading, found),
        tally=tally_words(found),
        done=listed(how_often(found)),
    )


def tally_words(found: Changes) -> str:
    """Return how much lies between two days: "164 days, 6 visits, 9 ticks"."""
    days, visits = (found.last - found.first).days, len(found.done)
    parts = [ngettext("{n} day", "{n} days", days).format(n=days)]
    if visits:
        parts.append(ngettext("{n} visit", "{n} visits", visits).format(n=visits))
    if found.products:
        n = len(found.products)
        parts.append(ngettext("{n} product", "{n} products", n).format(n=n))
    if found.ticks:
        n = len(found.ticks)
        said = ngettext("{n} twenty-second tick", "{n} twenty-second ticks", n)
        parts.append(said.format(n=n))
    return listed(parts)


def _pair(reading: Reading, found: Changes) -> tuple[tuple[Photograph, ...], str]:
    """Return both photographs of a view, where they may be given, and how they lie."""
    pair = found.pairs[0] if found.pairs else None
    if pair is None or pair.before is None or pair.now is None:
        return (), ""
    if not found.rights.allows(Purpose.SHOW):
        return (), ""
    before, now = pair.before, pair.now
    fit = fit_of(now, before)
    image = picture(reading, now.hash)
    said = _("Not lined up: eyes and mouth are not set.")
    if fit is not None:
        image = laid_on(image, fit, (before.width, before.height))
        said = _("Lined up on eyes and mouth.")
    return (
        _photograph(before, picture(reading, before.hash)),
        _photograph(now, image),
    ), said


def _photograph(one: PhotoLine, image: bytes) -> Photograph:
    day = full_day(one.taken.date())
    return Photograph(image, day, _("Photograph of {day}").format(day=day))


def signed(change: float | None) -> str:
    """Return a change with its sign, as papers and pages write it; "" for none."""
    if change is None:
        return ""
    if not change:
        return "±0"
    return f"+{number(change)}" if change > 0 else f"−{number(-change)}"


def _compared(one: MeasureChange) -> ComparedLine:
    return ComparedLine(
        one.name,
        listed(filter(None, (one.place, one.unit))),
        number(one.first.value),
        number(one.now.value),
        signed(one.said.change),
        one.said.verdict.value,
        one.why,
        one.is_better,
    )


def finding_words(found: Changes, grades: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return each finding and how it went: "moderate → mild"."""

    def grade(value: int | None, *, is_count: bool) -> str:
        if value is None:
            return ""
        if is_count:
            return _("{n} counted").format(n=value)
        return grades[min(value, len(grades) - 1)]

    told = []
    for one in found.findings:
        before, now = (
            grade(value, is_count=one.is_count) for value in (one.before, one.now)
        )
        match one.change:
            case "gone":
                said = _("{before} → not seen any more").format(before=before)
            case "new":
                said = aside(_("new"), now)
            case "same":
                said = aside(_("as before"), now)
            case _:
                said = f"{before} → {now}"
        told.append((one.name, said.strip()))
    return tuple(told)


def _findings(reading: Reading, found: Changes) -> tuple[tuple[str, str], ...]:
    return finding_words(found, grade_words())


def _axis(found: Changes) -> Axis:
    charted = charted_measure(found)
    return Axis(
        found.first,
        found.last,
        tuple((one.day, str(one.name)) for one in found.done),
        tuple((one.name, one.since, one.until) for one in found.products),
        tuple(
            Habit(
                _(HABIT_WORDS[habit]),
                tuple(
                    (tick.on, level)
                    for tick in found.ticks
                    if (level := tick.level(habit)) is not None
                ),
            )
            for habit in HABITS
        ),
        *((charted.name, charted.points) if charted else ("", ())),
    )


def charted_measure(found: Changes) -> MeasureChange | None:
    """Return the measure at the foot of the line of time: the first with a line."""
    lines = [one for one in found.measures if len(one.points) > 1]
    real = [one for one in lines if one.said.verdict is Verdict.YES]
    return next(iter(real or lines), None)


# The report


def skin_sheet(reading: Reading, client_id: ClientId) -> SkinReport:
    """Return all that the report on a skin says, in the language of here and now."""
    looks = assessments_of(reading, client_id)
    if not looks:
        raise NothingSeen()
    her = client_line(reading, client_id)
    newest = looks[0]
    seen = look_sheet(reading, newest, pictures=0)
    worst = seen.findings[:FINDINGS]
    numbers = {one.number for one in worst}
    zones = tuple(
        replace(zone, marks=tuple(n for n in zone.marks if n in numbers))
        for zone in seen.zones
    )
    open_plan = next(
        (
            one
            for one in plans(reading, client_id)
            if one.status is not PlanStatus.CLOSED
        ),
        None,
    )
    plan = plan_sheet(reading, open_plan.id) if open_plan is not None else None
    advice = [(one.topic, one.text) for one in plan.advice[:ADVICE]] if plan else []
    review = ""
    if plan:
        coming = [one for one in plan.reviews if one.day >= reading.today]
        review = aside(full_day(coming[0].day), coming[0].what) if coming else ""
    return SkinReport(
        client_id=int(client_id),
        client=her.name,
        said=her.pinyin or her.latin,
        seen=replace(seen, findings=worst, zones=zones, measures=None),
        goal=(plan.her_words if plan else "") or newest.hopes,
        photographs=_newest_photo(reading, client_id),
        gauges=_gauges(reading, client_id, newest),
        advice=tuple([*advice, *_own_advice(reading, client_id, advice)][:ADVICE]),
        can=plan.expectation if plan else (_("We care for it, measure and tell you."),),
        cannot=plan.not_promised
        if plan
        else (_("A day by which it is done, or that nothing comes back."),),
        review=review,
        gone=_gone(reading, looks),
    )


def _newest_photo(reading: Reading, client_id: ClientId) -> tuple[Photograph, ...]:
    """Return the newest photograph from the front, where it may be given."""
    if not photo_rights(reading, client_id).allows(Purpose.SHOW):
        return ()
    taken = photos_of(reading, client_id)
    front = [one for one in taken if one.view == "front"] or taken
    return tuple(_photograph(one, picture(reading, one.hash)) for one in front[:1])


def _gone(reading: Reading, looks: Sequence[AssessmentCard]) -> tuple[str, ...]:
    gone = gone_since(looks)
    names = names_of(reading, Subject.SKIN_CONDITION, gone)
    return tuple(str(names.get(one, one)) for one in gone)


def _gauges(
    reading: Reading, client_id: ClientId, newest: AssessmentCard
) -> tuple[Gauge, ...]:
    """Return the readings of the newest look on their scales, with last time's dot."""
    lines = {
        (one.measure, one.zone or "", one.unit, one.device): one
        for one in series_of(reading, client_id)
    }
    known = {one.ref: one for one in entries(reading, Subject.MEASURE)}
    names = {one.ref: one.names for one in entries(reading, Subject.BAND)}
    zones = names_of(
        reading, Subject.ZONE, {one.zone for one in newest.measures if one.zone}
    )
    found = days_to_compare(reading, client_id)
    told = changes(reading, client_id, found[-2], found[-1]) if len(found) > 1 else None
    made = []
    for one in newest.measures:
        about = known.get(one.measure)
        series = lines.get((one.measure, one.zone or "", one.unit, one.device))
        if about is None or series is None or one.measure == "skin_age":
            continue  # a machine's skin age is no headline
        bands = _bands(str(about.body.get("bands", "")), names)
        before = series.points[-2] if len(series.points) > 1 else None
        low, high = _ends(about.body, bands, series)
        if high <= low:
            continue
        place = str(zones.get(one.zone, one.zone)) if one.zone else ""
        change = _change_of(told, one.measure, one.zone or "")
        made.append(
            Gauge(
                *(aside(str(about.names), place), _unit(one.unit), low, high, bands),
                *(one.value, newest.day),
                before[1] if before else None,
                before[0] if before else None,
                said=_sentence(bands, one.value, change),
                points=series.points[-TREND:],
            )
        )
    return tuple(made[:GAUGES])


def _unit(unit: str) -> str:
    return "" if unit in ("0–10", "score", "points") else unit_words(unit)


def _bands(text: str, names: Mapping[str, Names]) -> tuple[Stretch, ...]:
    found = []
    for part in filter(None, text.split(";")):
        ref, _colon, span = part.partition(":")
        low, _dots, high = span.partition("..")
        name = str(names.get(ref, ref))
        found.append(Stretch(float(low), float(high), name, ref in GOOD))
    return tuple(found)


def _ends(
    body: Mapping[str, Any], bands: Sequence[Stretch], series: MeasureSeries
) -> tuple[float, float]:
    """Return from where to where a ruler goes: the bands, else what was measured."""
    if bands:
        return bands[0].low, bands[-1].high
    values = [value for _day, value in series.points]
    room = max(max(values) - min(values), abs(values[-1]) * 0.25) or 1.0
    low = max(float(body.get("scale_min") or 0), min(values) - room)
    return round(low, 1), round(max(values) + room, 1)


def _sentence(
    bands: Sequence[Stretch], value: float, change: MeasureChange | None
) -> str:
    band = next((one for one in bands if one.low <= value < one.high), None)
    parts = [_("This is {band}.").format(band=band.name.lower())] if band else []
    if change is not None:
        match change.said.verdict:
            case Verdict.YES:
                text = _("{change} since last time, more than can be chance.")
                parts.append(text.format(change=signed(change.said.change)))
            case Verdict.SMALL:
                parts.append(_("No change yet since last time."))
            case Verdict.NO:
                parts.append(_("Not to be compared with last time."))
    return sentences(parts) or _("Measured for the first time.")


def _change_of(told: Changes | None, measure: str, zone: str) -> MeasureChange | None:
    lines = told.measures if told is not None else ()
    return next(
        (one for one in lines if (one.measure, one.zone) == (measure, zone)), None
    )


def _own_advice(
    reading: Reading, client_id: ClientId, given: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return what the lowest habits ask for, then what is good for everybody.

    Nothing is told that a condition of the client speaks against.
    """
    known = {one.ref: one for one in entries(reading, Subject.ADVICE)}
    kinds = terms(reading, "advice_kind")
    against = {one.condition for one in conditions_of(reading, client_id)}
    ticks = ticks_of(reading, client_id)
    newest = ticks[-1] if ticks else None
    low = [
        (level, ref)
        for habit, ref in _BY_HABIT.items()
        if newest is not None and (level := newest.level(habit)) is not None
    ]
    said = {text for _topic, text in given}
    found = []
    for ref in dict.fromkeys((*(ref for _l, ref in sorted(low)), *_FIRST_ADVICE)):
        one = known.get(ref)
        if one is None or str(one.names) in said:
            continue
        if against & set(str(one.body.get("not_for_conditions", "")).split()):
            continue
        kind = str(one.body.get("kind", ""))
        found.append((str(kinds.get(kind, "")), str(one.names)))
    return found
