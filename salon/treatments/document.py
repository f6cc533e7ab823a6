"""The record of one treatment on paper, with the latest look at the skin."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from salon.paper.icons import icon
from salon.paper.pages import Furniture, Laid, Run, fitted, lay
from salon.paper.parts import Box, Column, Part, Split, Stack, Text, Together
from salon.paper.press import MM, Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import Span
from salon.text import N_, _, day_and_time, full_day, hour
from salon.treatments.chart import badge, chart
from salon.treatments.sheet import (
    AssessmentSheet,
    FindingLine,
    MeasureTable,
    RecordSheet,
)


def record_card(
    sheet: RecordSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the record of a treatment: what was done, how it went, the skin now."""
    seen = sheet.assessment
    bare = replace(sheet, assessment=seen and replace(seen, photographs=()))
    attempts = [partial(_laid, sheet, head, Press(look, ease=n)) for n in (0, 1)]
    return fitted([*attempts, partial(_laid, bare, head, Press(look, ease=1))])


def _laid(sheet: RecordSheet, head: Letterhead, press: Press) -> Laid:
    with press.speaking():
        record = _("Record {number}").format(number=sheet.number)
        parts: list[Part] = [
            *_opening(sheet, press),
            *_done(sheet, press),
            *_words(sheet, press),
        ]
        if sheet.signed:
            signed = _("Signed: {who}").format(who=sheet.signed)
            parts += [press.text(signed, press.second), press.gap()]
        if sheet.assessment:
            parts += assessment(sheet.assessment, press)
        return lay(
            head,
            press,
            f"{sheet.client}, {sheet.service}",
            [Run(parts)],
            Furniture(
                (record if sheet.number else "", full_day(sheet.at)),
                (sheet.client, f" · {sheet.service}"),
                left=" · ".join(filter(None, (sheet.client, sheet.number))),
                middle=(health_words(),),
            ),
        )


def health_words() -> str:
    """Return what stands at the foot of every paper that only staff may read."""
    return _("Contains health data: lock away, shred when replaced")


def _opening(sheet: RecordSheet, press: Press) -> list[Part]:
    facts = [
        sheet.service,
        day_and_time(sheet.at.date(), hour(sheet.at)),
        _("{minutes} min").format(minutes=sheet.minutes) if sheet.minutes else "",
        sheet.by,
        sheet.room,
    ]
    parts: list[Part] = [
        press.titled(sheet.client),
        press.text(" · ".join(fact for fact in facts if fact), press.faint),
    ]
    if sheet.alerts:
        sign = icon("alert-triangle", press.bold)
        lines = tuple(press.points(sheet.alerts, press.bold, sign))
        indented = tuple(
            Text(one.spans, indent=press.em(1.8), mark=sign, points=one.points)
            if isinstance(one, Text)
            else one
            for one in lines
        )
        parts += [press.gap(2.5), Box(indented, press.em(0.9), is_danger=True)]
    return [*parts, press.gap(4)]


def _done(sheet: RecordSheet, press: Press) -> list[Part]:
    parts: list[Part] = []
    if sheet.done:
        steps = [
            press.step(count, Span(text, press.body))
            for count, text in enumerate(sheet.done, 1)
        ]
        parts += [press.ruled(N_("What was done")), *steps, press.gap()]
    if sheet.areas:
        parts += [press.ruled(N_("Where")), press.text(sheet.areas), press.gap()]
    if sheet.products:
        rows = [
            (
                press.text(line.name, press.table),
                press.text(line.amount, press.table),
                press.text(line.lot, press.table_bold),
            )
            for line in sheet.products
        ]
        columns = (Column(), Column(most=0.24), Column(most=0.24))
        names = (N_("Product"), N_("Amount"), N_("Lot"))
        table = press.rows(columns, names, rows)
        parts += [press.heading(N_("Products used")), table, press.gap()]
    if sheet.settings:
        rows2 = [
            (
                press.text(line.name, press.table),
                press.text(line.value, press.table_bold),
            )
            for line in sheet.settings
        ]
        table = press.rows((Column(most=0.5), Column()), (), rows2)
        parts += [press.ruled(N_("Settings")), table, press.gap()]
    return parts


def _words(sheet: RecordSheet, press: Press) -> list[Part]:
    parts: list[Part] = []
    for name, texts in (
        (N_("How the skin reacted"), (sheet.reaction,)),
        (N_("What we said"), sheet.advice),
        (N_("Next time"), (sheet.next_time,)),
        (N_("Note"), (sheet.note,)),
    ):
        if not any(texts):
            continue
        said: list[Part] = [press.text(text) for text in texts]
        if len(texts) > 1:
            said = press.points(texts)
        parts += [press.ruled(name), *said, press.gap(3)]
    return parts


def assessment(
    seen: AssessmentSheet, press: Press, *, with_chart: bool = True
) -> list[Part]:
    """Return a look at a skin: the chart, what was found, measures, photographs."""
    facts = [full_day(seen.at), seen.by, *seen.skin]
    said = " · ".join(fact for fact in facts if fact)
    about = Text((Span(said, press.second),), is_kept=True)
    found = list(findings(seen, press))
    if seen.measures:
        found += [press.gap(1.5), measures(seen.measures, press)]
    parts: list[Part] = [
        press.ruled(N_("The skin")),
        about,
        press.gap(1.5, is_kept=True),
    ]
    if with_chart and (seen.zones or seen.outline):
        side = (*found,) if found else (press.text(_("nothing found"), press.table),)
        parts.append(beside(seen, side, press))
    else:
        parts += found
    parts.append(press.gap(3))
    if seen.note:
        parts += [press.text(seen.note), press.gap(3)]
    return [*parts, *press.photographs(seen.photographs)]


def beside(seen: AssessmentSheet, found: Sequence[Part], press: Press) -> Part:
    """Return the chart with what was found beside it, or below where that is long."""
    room = press.room
    column = min(54 * MM * max(press.scale, 1), room * 0.42)
    wide = column * 0.74
    side = room - column - press.gutter
    high = sum(piece.height for part in found for piece in part.pieces(side))
    if not (seen.zones or seen.outline):  # nothing of it lies on the face
        return Stack(tuple(found))
    picture = chart(seen, wide, press, column)
    if high > max(picture.height * 1.6, 300) or side < press.em(16):
        return Stack((picture, press.gap(2), *found))
    return Split(((picture,), tuple(found)), (column, side), press.gutter, 60)


def findings(seen: AssessmentSheet, press: Press) -> list[Part]:
    """Return what was found, numbered as on the chart; what lies elsewhere after it."""
    face = [_finding(line, press) for line in seen.findings if line.is_on_face]
    body = [_finding(line, press) for line in seen.findings if not line.is_on_face]
    if face and body:
        body.insert(0, press.label(N_("On the body")))
    return [*face, *body]


def _finding(line: FindingLine, press: Press) -> Part:
    comma = "，" if press.is_chinese else ", "
    about = comma.join(part for part in (line.where, line.grade) if part)
    number, size, tone = str(line.number), press.table.size, line.tone

    def mark(canvas: object, x: float, top: float) -> None:
        half = press.table.size * press.table.leading / 2
        badge(canvas, x + size * 0.8, top - half, number, size * 0.9, tone)  # type: ignore[arg-type]

    spans = [Span(line.name, press.table_bold)]
    if about:
        spans.append(Span(comma + about, press.table))
    if line.note:
        spans.append(Span(f" · {line.note}", press.table_faint))
    text = Text(tuple(spans), indent=size * 2.1, mark=mark)
    return Together((text, press.gap(0.6)))


def measures(table: MeasureTable, press: Press) -> Part:
    """Return measures by day, the newest in bold."""
    last = len(table.days) - 1
    has_goal = any(line.goal for line in table.lines)
    days = (*table.days, _("goal")) if has_goal else table.days
    columns = (Column(), *(Column(1.0, most=0.2) for _day in days))
    head = ("", *days)
    rows = [
        (
            Text(
                (
                    Span(line.name, press.table),
                    Span(f"  {line.said}" if line.said else "", press.caption),
                )
            ),
            *(
                press.text(value, press.table_bold if n == last else press.table, 1.0)
                for n, value in enumerate(line.values)
            ),
            *((press.text(line.goal, press.table_faint, 1.0),) if has_goal else ()),
        )
        for line in table.lines
    ]
    return press.rows(columns, head, rows, gap=2.5)
