"""Papers from the records: a sheet is filled from one look, then set as a PDF."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Concatenate, ParamSpec

from salon.aftercare.queries import steps_of
from salon.aftercare.sheet import DayAdvice, LeafletSheet
from salon.appointments.model import DayLine as Visit
from salon.appointments.model import Status
from salon.appointments.queries import absences, appointment, day_book, working_hours
from salon.appointments.sheet import DayLine, DaySheet, PersonDay
from salon.catalogue.model import ProductLine as Product
from salon.catalogue.model import ServiceCard, ServiceId, Subject
from salon.catalogue.queries import (
    entries,
    entry,
    names_of,
    products,
    service,
    services,
    terms,
)
from salon.clients.model import ClientId, Grade
from salon.clients.queries import client_card, client_line, client_lines, conditions_of
from salon.errors import Missing
from salon.paper.pages import Paper
from salon.paper.sheets import Letterhead, Look, Photograph, Ruler
from salon.plans.model import PlanCard, PlanId
from salon.plans.queries import plan as plan_card
from salon.plans.sheet import (
    AdviceLine,
    HomeStep,
    Pause,
    PhaseLine,
    PlanSheet,
    PriceLine,
    SessionLine,
)
from salon.public import public_id
from salon.safety.model import Verdict
from salon.safety.queries import products_against
from salon.settings.model import Premises
from salon.settings.queries import premises
from salon.skin.model import AssessmentCard, MeasureSeries, unit_words
from salon.skin.queries import assessments_of, picture, series_of
from salon.staff.queries import team
from salon.text import (
    Names,
    _,
    aside,
    full_day,
    language,
    listed,
    number,
    sentences,
    short_day,
    speaking,
)
from salon.treatments.model import TreatmentCard, TreatmentId
from salon.treatments.queries import treatment, treatment_at, treatments_of
from salon.treatments.sheet import (
    AssessmentSheet,
    FindingLine,
    ProductLine,
    RecordSheet,
    SettingLine,
    ZoneShape,
)
from salon.treatments.words import (
    area_words,
    done_lines,
    next_words,
    reaction_words,
)
from salon.work import Reading

P = ParamSpec("P")
_KEPT = ("completed", "left")
_PAUSE = {  # before which family, in days: retinoids, acids (treatment-plans 2.7)
    "PEL": (7, 3),
    "WAX": (7, 3),
    "LGT": (7, 7),
    "HRL": (7, 7),
    "MND": (7, 7),
}
_RETINOIDS = ("retinol", "retinal", "retinyl")
_ACIDS = ("glycolic", "lactic", "mandelic", "salicylic", "azelaic_10")


@dataclass(frozen=True)
class Composed:
    """A paper with all it says, ready to be set in any thread, without the records."""

    sheet: Any  # frozen, of the kind that `document` takes
    document: Callable[[Any, Letterhead, Look], Paper]
    head: Letterhead
    look: Look
    language: str

    def set(self) -> Paper:
        """Return the paper."""
        with speaking(self.language):
            return self.document(self.sheet, self.head, self.look)


def compose_plan(
    reading: Reading, key: PlanId, look: Look, *, is_hers: bool = False
) -> Composed:
    """Return a plan as the client takes it home; raises Missing.

    With *is_hers* it speaks the plan's own language where *look* names none.
    """

    def document(sheet: PlanSheet, head: Letterhead, look: Look) -> Paper:
        from salon.plans.document import treatment_plan  # ReportLab comes with it

        return treatment_plan(sheet, head, look)

    tongue = plan_card(reading, key).language if is_hers else ""
    return _composed(reading, document, spoken_in(look, tongue), plan_sheet, key)


def compose_record(reading: Reading, of: str, key: int, look: Look) -> Composed:
    """Return the record card of a treatment, a visit, or a client's latest one."""

    def document(sheet: RecordSheet, head: Letterhead, look: Look) -> Paper:
        from salon.treatments.document import record_card

        return record_card(sheet, head, look)

    return _composed(reading, document, look, record_sheet, of, key)


def compose_leaflet(
    reading: Reading, key: ServiceId, look: Look, client: ClientId | None = None
) -> Composed:
    """Return the after-care leaflet of a service; raises Missing.

    For a *client* it speaks that client's language where *look* names none.
    """

    def document(sheet: LeafletSheet, head: Letterhead, look: Look) -> Paper:
        from salon.aftercare.document import leaflet

        return leaflet(sheet, head, look)

    def asked(reading: Reading, key: ServiceId) -> LeafletSheet:
        return leaflet_sheet(reading, service(reading, key))

    tongue = client_lines(reading, [client])[0].language if client is not None else ""
    return _composed(reading, document, spoken_in(look, tongue), asked, key)


def spoken_in(look: Look, tongue: str) -> Look:
    """Return *look* in that language, unless it has languages of its own."""
    return look if look.languages or not tongue else replace(look, languages=(tongue,))


def compose_day(reading: Reading, day: date, look: Look) -> Composed:
    """Return the day, one page a person."""

    def document(sheet: DaySheet, head: Letterhead, look: Look) -> Paper:
        from salon.appointments.document import day_sheet

        return day_sheet(sheet, head, look)

    return _composed(reading, document, look, day_sheet_of, day)


def letterhead(here: Premises) -> Letterhead:
    """Return the salon as it stands at the head of its papers."""
    return Letterhead(here.name, here.address, here.phone)


def _composed(
    reading: Reading,
    document: Callable[[Any, Letterhead, Look], Paper],
    look: Look,
    query: Callable[Concatenate[Reading, P], object],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Composed:
    here = premises(reading)
    tongue = look.languages[0] if look.languages else here.language
    with speaking(tongue):
        sheet = query(reading, *args, **kwargs)
    return Composed(sheet, document, letterhead(here), look, tongue)


def plan_sheet(reading: Reading, key: PlanId) -> PlanSheet:
    """Return all that the printed plan says, in the language of here and now."""
    card = plan_card(reading, key)
    here = premises(reading)
    body = card.body
    client = client_line(reading, card.client_id)
    shelf = {one.ref: one for one in products(reading)}
    phases = {phase.ref: phase for phase in body.phases}
    advice = {one.ref: one for one in entries(reading, Subject.ADVICE)}
    kinds = terms(reading, "advice_kind")
    listed = [
        AdviceLine(
            str(kinds.get(advice[ref].body.get("kind", ""), "")), str(advice[ref].names)
        )
        if ref in advice
        else AdviceLine("", ref)
        for ref in body.advice
    ]
    looks = assessments_of(reading, card.client_id, 1)
    now_phase = body.phases[0].ref if body.phases else ""
    sessions = tuple(_session(one) for one in card.sessions)
    out = _left_out(reading, card, shelf)
    return PlanSheet(
        number=card.number,
        drawn_up=card.created,
        prepared_by=card.made_by,
        title=_title(reading, card),
        client=client.called or client.name,
        her_words=body.goal,
        where_we_are=body.where_we_are or (_where(reading, looks[0]) if looks else ""),
        what_we_aim_for=sentences(str(aim).rstrip(".。") for aim in body.aims),
        measures=tuple(_rulers(reading, card.client_id, 3)),
        phases=tuple(
            PhaseLine(
                str(phase.name),
                _("Week {first} to {last}").format(
                    first=phase.week_from, last=phase.week_until
                ),
                str(phase.aim),
            )
            for phase in phases.values()
        ),
        sessions=sessions,
        spacing=_spacing(card),
        morning=_home(card, shelf, "am", now_phase, out),
        evening=_home(card, shelf, "pm", now_phase, out),
        weekly=_home(card, shelf, "weekly", now_phase, out),
        left_out=tuple(dict.fromkeys(shelf[ref].name for ref in out)),
        pauses=tuple(_pauses(reading, card, shelf, out)),
        advice=tuple(listed),
        first_habit=listed[0].text if listed else "",
        habit_from=card.start if listed else None,
        expectation=tuple(map(str, body.expectation)),
        not_promised=tuple(map(str, body.not_promised)),
        reviews=tuple(
            card.start + timedelta(weeks=max(0, review.week - 1))
            for review in body.reviews
            if review.week > 0
        ),
        ring_us_if=_ring_us(),
        ring_phone=here.phone,
        emergency_number=here.emergency_number,
        price=PriceLine(here.currency, card.price),
        code=card.number,
    )


def _ring_us() -> tuple[str, ...]:
    return (
        _("blisters, oozing or swelling"),
        _("redness or heat that grows after 48 hours"),
        _("new dark or pale patches"),
    )


def _title(reading: Reading, card: PlanCard) -> str:
    """Return the title; a template's own name in the language of the paper."""
    found = names_of(reading, Subject.TEMPLATE, [card.template]).get(card.template)
    if found and card.title in (found.en, found.zh_hans, found.zh_hant):
        return str(found)
    return card.title


def _session(one: Any) -> SessionLine:
    at = None
    if one.booked_for is not None and one.booked_at:
        at = datetime.combine(
            one.booked_for,
            datetime.strptime(one.booked_at, "%H:%M").time(),  # noqa: DTZ007
        )
    return SessionLine(
        number=one.number,
        service=str(one.service),
        minutes=one.minutes,
        person=one.person,
        at=at,
        due_from=one.due_from,
        due_to=one.due_until,
        is_done=one.status in _KEPT,
    )


def _spacing(card: PlanCard) -> str:
    gaps = [
        (b.due_from - a.due_from).days
        for a, b in zip(card.sessions, card.sessions[1:], strict=False)
        if b.due_from > a.due_from
    ]
    if not gaps or min(gaps) < 2:  # services that may follow one another at once
        return ""
    words = _("{days} days apart at least, so that the skin can rest and mend")
    return words.format(days=min(gaps))


def _left_out(
    reading: Reading, card: PlanCard, shelf: dict[str, Product]
) -> tuple[str, ...]:
    """Return the products of the home care that nobody may tell her to use now.

    Only what they are is printed, never why: the plan hangs on a wall.
    """
    used = dict.fromkeys(step.product for step in card.body.home_care)
    against = products_against(
        reading, card.client_id, [shelf[ref] for ref in used if ref in shelf]
    )
    return tuple(
        ref
        for ref, said in against.items()
        if any(one.verdict is Verdict.BLOCK for one in said)
    )


def _home(
    card: PlanCard,
    shelf: dict[str, Product],
    when: str,
    phase: str,
    out: Sequence[str] = (),
) -> tuple[HomeStep, ...]:
    mine = [
        step
        for step in card.body.home_care
        if step.when == when and step.product not in out
    ]
    first = [step for step in mine if step.phase in ("", phase)] or mine
    lines: dict[str, HomeStep] = {}
    for step in first:
        product = shelf.get(step.product)
        name = product.name if product else step.product
        how = str(product.how) if product else ""
        lines.setdefault(name, HomeStep(name, step.amount, step.note or how))
    return tuple(lines.values())


def _pauses(
    reading: Reading,
    card: PlanCard,
    shelf: dict[str, Product],
    out: Sequence[str],
) -> Sequence[Pause]:
    """Return what is left out before sessions that open the skin."""
    used = " ".join(
        shelf[step.product].ingredients
        for step in card.body.home_care
        if step.product in shelf and step.product not in out
    )
    conditions = {one.condition for one in conditions_of(reading, card.client_id)}
    has_retinoid = "retinoid_topical" in conditions or any(
        one in used for one in _RETINOIDS
    )
    has_acid = "acid_topical" in conditions or any(one in used for one in _ACIDS)
    families = {one.id: one.family for one in services(reading)}
    found: dict[str, list[str]] = defaultdict(list)
    for one in card.sessions:
        days = _PAUSE.get(families.get(one.service_id, ""))  # type: ignore[call-overload]
        if days is None or one.status in _KEPT:
            continue
        day = one.booked_for or one.due_from
        if has_retinoid:
            what = _("Stop retinol and other vitamin A")
            found[what].append(short_day(day - timedelta(days=days[0])))
        if has_acid:
            what = _("Stop acids and peeling products")
            found[what].append(short_day(day - timedelta(days=days[1])))
    return [
        Pause(_("From {days}").format(days=listed(days[:6])), what)
        for what, days in found.items()
    ]


def _where(reading: Reading, look: AssessmentCard) -> str:
    """Return what was seen last, in plain words."""
    zones = names_of(reading, Subject.ZONE, {one.zone for one in look.findings})
    conditions = names_of(
        reading, Subject.SKIN_CONDITION, {one.condition for one in look.findings}
    )
    grades = (_("none"), _("mild"), _("moderate"), _("severe"))
    seen = []
    for one in look.findings[:3]:
        grade = one.grade
        how = str(grades[grade]) if grade is not None and 0 < grade < 4 else ""
        what = str(conditions.get(one.condition, one.condition))
        zone = str(zones.get(one.zone, one.zone))
        seen.append(aside(listed((what, zone)), how))
    return sentences(seen) or look.note


def _rulers(reading: Reading, client_id: ClientId, most: int) -> list[Ruler]:
    found = []
    for series in series_of(reading, client_id)[:most]:
        ruler = _ruler(reading, series)
        if ruler is not None:
            found.append(ruler)
    return found


def _ruler(reading: Reading, series: MeasureSeries) -> Ruler | None:
    if not series.points:
        return None
    about = entry(reading, Subject.MEASURE, series.measure)
    low = float(about.body.get("scale_min", 0))
    high = float(about.body.get("scale_max", 100))
    values = [value for _day, value in series.points]
    bands = names_of(reading, Subject.BAND, _bands(about.body.get("bands", "")))
    band = _band_of(about.body.get("bands", ""), values[-1])
    return Ruler(
        name=str(about.names),
        unit=unit_words(series.unit),
        least=low,
        most=high,
        now=values[-1],
        before=values[-2] if len(values) > 1 else None,
        said=str(bands.get(band, "")) if band else "",
    )


def _bands(text: str) -> list[str]:
    return [one.split(":")[0] for one in text.split(";") if ":" in one]


def _band_of(text: str, value: float) -> str:
    for one in text.split(";"):
        label, mark, span = one.partition(":")
        low, _dots, high = span.partition("..")
        if mark and low and high and float(low) <= value < float(high):
            return label
    return ""


def record_sheet(reading: Reading, of: str, key: int) -> RecordSheet:
    """Return all that a record card says.

    Args:
        reading: As ever.
        of: "treatment", "appointment" or "client".
        key: Its id.

    Raises:
        Missing: There is no record of it.
    """
    card: TreatmentCard | None
    match of:
        case "treatment":
            card = treatment(reading, TreatmentId(key))
        case "appointment":
            card = treatment_at(reading, key)  # type: ignore[arg-type]
        case _:
            card = next(iter(treatments_of(reading, ClientId(key), 1)), None)
    if card is None:
        raise Missing("Treatment", key)
    visit = appointment(reading, card.appointment_id)
    client = client_line(reading, card.client_id)
    record = card.record
    looks = assessments_of(reading, card.client_id, 1)
    named = {*record.areas, *record.left_out, *record.felt_at}
    zones = {
        ref: str(names) for ref, names in names_of(reading, Subject.ZONE, named).items()
    }
    return RecordSheet(
        number=public_id("treatment", card.id),
        client=client.name,
        service=str(card.service),
        at=datetime.combine(visit.slot.day, visit.slot.start),
        minutes=visit.real_minutes,
        by=card.person,
        room=visit.room.name if visit.room else "",
        alerts=tuple(alert.text for alert in client.alerts),
        done=done_lines(record),
        areas=area_words(record, zones),
        products=tuple(
            ProductLine(
                card.product_names.get(one.product, one.product),
                f"{number(one.amount)} {one.unit}".strip()
                if one.amount is not None
                else "",
                one.batch,
            )
            for one in record.products
        ),
        settings=tuple(
            SettingLine(str(name), str(value))
            for name, value in record.settings.items()
        ),
        reaction=reaction_words(record, zones),
        advice=tuple(filter(None, record.advice.splitlines())),
        next_time=next_words(record),
        note=record.note,
        assessment=_assessment(reading, looks[0], card.client_id) if looks else None,
    )


def _assessment(
    reading: Reading, look: AssessmentCard, client_id: ClientId
) -> AssessmentSheet:
    shapes = {
        one.ref: one
        for one in entries(reading, Subject.ZONE)
        if one.body.get("view") == "face_front"
    }
    conditions = names_of(
        reading, Subject.SKIN_CONDITION, {one.condition for one in look.findings}
    )
    zones = names_of(reading, Subject.ZONE, {one.zone for one in look.findings})
    grades = (_("none"), _("mild"), _("moderate"), _("severe"))
    marks: dict[str, list[int]] = defaultdict(list)
    lines = []
    for place, one in enumerate(look.findings, 1):
        marks[one.zone].append(place)
        grade = one.grade
        lines.append(
            FindingLine(
                place,
                str(conditions.get(one.condition, one.condition)),
                str(zones.get(one.zone, one.zone)),
                grades[grade] if grade is not None and 0 <= grade < 4 else "",
                one.note or "",
            )
        )
    skin = []
    if look.skin_type:
        kinds = terms(reading, "self_skin")
        skin.append(str(kinds.get(look.skin_type, look.skin_type)))
    if look.fitzpatrick:
        roman = ("I", "II", "III", "IV", "V", "VI")[look.fitzpatrick - 1]
        skin.append(_("Fitzpatrick {number}").format(number=roman))
    return AssessmentSheet(
        at=datetime.combine(look.day, datetime.min.time()),
        by=look.person,
        skin=tuple(skin),
        outline=_points(shapes["face_outline"].body)
        if "face_outline" in shapes
        else (),
        zones=tuple(
            ZoneShape(
                str(one.names),
                _points(one.body),
                tuple(marks.get(ref, ())),
                _label(one.body),
            )
            for ref, one in shapes.items()
            if one.body.get("kind") == "zone" and one.body.get("shape") == "polygon"
        ),
        findings=tuple(lines),
        measures=tuple(_rulers(reading, client_id, 6)),
        photographs=tuple(
            Photograph(picture(reading, one.hash), full_day(one.taken.date()))
            for one in look.photos[:2]
        ),
        note=look.note,
    )


def _points(body: dict[str, Any]) -> tuple[tuple[float, float], ...]:
    pairs = (one.split(",") for one in body.get("coords", "").split(";") if "," in one)
    return tuple((float(x), float(y)) for x, y, *_more in pairs)


def _label(body: dict[str, Any]) -> tuple[float, float] | None:
    try:
        return float(body["label_x"]), float(body["label_y"])
    except (KeyError, ValueError):
        return None


def leaflet_sheet(reading: Reading, service: ServiceCard) -> LeafletSheet:
    """Return the after-care of a service, from its protocol."""
    here = premises(reading)
    _ref, steps = steps_of(reading, service.protocol)
    flags = {one.ref: one for one in entries(reading, Subject.RED_FLAG)}
    purposes = terms(reading, "step_purpose")
    days = []
    by_action: dict[str, dict[str, None]] = defaultdict(dict)
    for step in steps:
        script = step["script"]
        words = Names(script["en"], script["zh_hans"], script["zh_hant"])
        said = _advice_of(words.said_in(language()))
        after = int(step.get("day_offset", 0))
        when = _("Today") if after == 0 else _("Day {number}").format(number=after)
        if said:
            kind = str(purposes.get(step["purpose"], ""))
            days.append(DayAdvice(when, kind, said))
        for ref in step.get("red_flags", ()):
            if ref in flags:
                action = flags[ref].body.get("action", "")
                by_action[action][str(flags[ref].names)] = None
    return LeafletSheet(
        service=service.name,
        opening=_("Thank you for coming. Your skin mends best with a little care."),
        days=tuple(days),
        call_us=(*by_action["therapist_callback"], *by_action["manager_now"]),
        see_doctor=tuple(by_action["doctor_today"]),
        red_flags=tuple(by_action["emergency"]),
        emergency_number=here.emergency_number,
        ring_phone=here.phone,
    )


def _advice_of(script: str) -> str:
    """Return the sentences of a call's words that are advice to everybody."""
    import re

    kept = [
        one.strip()
        for one in re.findall(r"[^.!?。！？]+[.!?。！？]+", script)
        if "{" not in one and not one.strip().endswith(("?", "？"))
    ]
    return ("" if language().startswith("zh") else " ").join(kept)


def day_sheet_of(reading: Reading, day: date) -> DaySheet:
    """Return the day of each person of the team."""
    visits = [
        one
        for one in day_book(reading, day)
        if one.status not in (Status.CANCELLED, Status.MISSED)
    ]
    works = working_hours(reading, day)
    away = absences(reading, day)
    people = []
    for person in team(reading):
        mine = [one for one in visits if one.person.id == person.id]
        spans = works.get(person.id, [])
        if not mine and not spans:
            continue
        hours = listed(
            f"{a // 60:02}:{a % 60:02}–{b // 60:02}:{b % 60:02}" for a, b in spans
        )
        gone = [
            f"{one.slot.start:%H:%M}–{one.slot.end:%H:%M} {one.reason}"
            for one in away
            if one.resource.value == "person" and one.resource_id == person.id
        ]
        if mine or gone:
            lines = tuple(_day_line(reading, one) for one in mine)
            people.append(PersonDay(person.name, sentences([hours, *gone]), lines))
    return DaySheet(day, tuple(people))


def _day_line(reading: Reading, one: Visit) -> DayLine:
    card = client_card(reading, ClientId(one.client_id))
    drinks = terms(reading, "drink_pref")
    drink = next((fact.value for fact in card.facts if fact.field == "drink"), "")
    loud = [alert for alert in card.line.alerts if alert.grade is Grade.CRITICAL]
    return DayLine(
        begins=one.slot.start,
        ends=one.slot.end,
        client=one.called or one.client,
        service=str(one.service),
        room=one.room.name if one.room else "",
        device=one.device.name if one.device else "",
        drink=str(drinks.get(drink, drink)),
        never=card.never_do,
        alert=sentences(alert.text for alert in loud),
        note=_("first visit") if one.is_new else one.note,
    )
