"""The papers about a skin that go home: one page on how it is, one on what changed."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from salon.paper.drawings import Picture
from salon.paper.icons import icon
from salon.paper.pages import Furniture, Laid, Run, fitted, lay
from salon.paper.parts import Column, Columns, Part, Split, Text, Together
from salon.paper.press import MM, Press
from salon.paper.sheets import Letterhead, Look, Photograph
from salon.paper.text import INK, ROSE, SOFT, Span
from salon.text import N_, _, full_day
from salon.treatments.chart import chart
from salon.treatments.document import findings
from salon.treatments.sheet import AssessmentSheet
from salon.treatments.skin_drawings import MOST_DONE, axis, gauge, trend
from salon.treatments.skin_sheet import ChangedSheet, ComparedLine, Gauge, SkinReport

SAME = 0.85, 0.72, 0.6  # how high photographs stand where a page is full
_ICONS = {"yes": "circle-check", "small": "circle", "no": "alert-triangle"}


def skin_report(
    sheet: SkinReport,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return one page on how a skin is, to be understood without us."""
    tight = Press(look, ease=1)
    fewer = replace(sheet, gauges=sheet.gauges[:2])
    least = replace(fewer, can=(), cannot=())
    attempts = [partial(_report, sheet, head, Press(look), 1.0)]
    attempts += [partial(_report, sheet, head, tight, high) for high in (1.0, *SAME)]
    attempts += [partial(_report, one, head, tight, SAME[-1]) for one in (fewer, least)]
    return fitted(attempts, 1)


def _report(sheet: SkinReport, head: Letterhead, press: Press, high: float) -> Laid:
    with press.speaking():
        day = full_day(sheet.seen.at)
        title = _("Your skin")
        parts: list[Part] = [
            press.titled(title),
            _whom(sheet.client, sheet.said, press),
        ]
        if sheet.goal:
            quoted = _("“{words}”").format(words=sheet.goal)
            parts.append(press.text(quoted, replace(press.name, colour=SOFT)))
        parts += [press.gap(4), *_seen(sheet, press, high), press.gap(4)]
        if sheet.gauges:
            parts += [*_gauges(sheet.gauges, press), press.gap(4)]
        parts += _lived(sheet, press)
        return lay(
            head,
            press,
            f"{title} · {sheet.client}",
            [Run(parts, _foot(sheet, press))],
            Furniture(
                (_("Skin report"), day),
                (title, " " + _("for {client}").format(client=sheet.client)),
                left=f"{sheet.client} · {day}",
            ),
        )


def _whom(client: str, said: str, press: Press) -> Part:
    spans = [Span(client, press.name)]
    if said:
        spans.append(Span("  " + said, replace(press.name, colour=SOFT)))
    return Text(tuple(spans))


def _seen(sheet: SkinReport, press: Press, high: float) -> list[Part]:
    """Return photograph, chart with its legend, and the findings in plain words."""
    seen = sheet.seen
    told: list[Part] = [press.ruled(N_("What we see"))]
    told += findings(seen, press)
    if not seen.findings:
        told.append(press.text(_("Nothing that stands out.")))
    if sheet.gone:
        names = "、".join(sheet.gone) if press.is_chinese else ", ".join(sheet.gone)
        said = _("Not seen any more: {findings}").format(findings=names)
        told += [press.gap(1.5), press.text(said, press.bold)]
    if seen.skin:
        told += [press.gap(1.5), press.text(" · ".join(seen.skin), press.second)]
    cells: list[tuple[Part, ...]] = []
    shares: list[float] = []
    if sheet.photographs:
        tall = 62 * MM * high * press.scale
        cells.append(tuple(_pictures(sheet.photographs[-1:], press, tall)))
        shares.append(1.0)
    if seen.zones or seen.outline:
        wide = 46 * MM * high * press.scale
        cells.append((chart(seen, wide, press, wide),))
        shares.append(0.95)
    cells.append(tuple(told))
    shares.append(1.25)
    return [Split(tuple(cells), tuple(shares), press.gutter, press.em(9))]


def _pictures(pictures: Sequence[Photograph], press: Press, tall: float) -> list[Part]:
    return [
        Picture(one.picture, (Span(one.caption, press.caption),), tall, one.alt)
        for one in pictures
    ]


def _gauges(gauges: Sequence[Gauge], press: Press) -> list[Part]:
    """Return the readings as rulers, each with a sentence and how it went."""
    legend = _("full dot: this time; ring: last time; hatched: normal")
    cells = []
    for one in gauges[:4]:
        cell: list[Part] = [gauge(one, press)]
        if one.said:
            cell.append(press.text(one.said, press.second))
        if len(one.points) > 2:
            cell += [press.gap(0.5), trend(one.points, press, 30 * press.scale)]
        cells.append(tuple(cell))
    return [
        press.heading(N_("The readings"), legend),
        press.gap(1.5, is_kept=True),
        Columns(tuple(cells), press.room * 0.4, press.gutter * 1.4),
    ]


def _lived(sheet: SkinReport, press: Press) -> list[Part]:
    """Return three pieces of advice, and what we can and cannot do."""
    parts: list[Part] = []
    if sheet.advice:
        cells = tuple(
            (
                Text(
                    (Span(str(count), press.numeral), Span("  " + topic, press.bold)),
                    is_kept=True,
                    role="H3",
                ),
                press.text(text),
            )
            for count, (topic, text) in enumerate(sheet.advice[:3], 1)
        )
        shares = (1.0,) * len(cells)
        parts += [
            press.ruled(N_("Three things to do at home")),
            Split(cells, shares, press.gutter, press.em(10)),
            press.gap(4),
        ]
    said = [
        (press.ruled(name), *press.points(texts[:3]))
        for name, texts in (
            (N_("What we can do"), sheet.can),
            (N_("What we cannot promise"), sheet.cannot),
        )
        if texts
    ]
    if said:
        shares = (1.0,) * len(said)
        parts.append(Together((Split(tuple(said), shares, press.gutter),)))
    return parts


def _foot(sheet: SkinReport, press: Press) -> list[Part]:
    review = sheet.review or _("to be agreed") + "  " + "_" * 22
    mark = icon("calendar-month", press.section, ROSE)
    spans = (
        Span(_("We look again: "), press.section),
        Span(review, press.style(11, 14, is_bold=True)),
    )
    about = _("Seen by {name}").format(name=sheet.seen.by) if sheet.seen.by else ""
    return [
        press.gap(3),
        Text(spans, indent=press.em(1.9), mark=mark),
        press.text(about, press.caption),
    ]


def changed_page(
    sheet: ChangedSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return what changed between two days, as it stands on the page that is edited."""
    tight = Press(look, ease=1)
    bare = replace(sheet, findings=())
    attempts = [partial(_changed, sheet, head, Press(look), 1.0)]
    attempts += [partial(_changed, sheet, head, tight, high) for high in (1.0, *SAME)]
    attempts.append(partial(_changed, bare, head, tight, SAME[-1]))
    return fitted(attempts, 1)


def _changed(sheet: ChangedSheet, head: Letterhead, press: Press, high: float) -> Laid:
    with press.speaking():
        title = _("What changed")
        days = _("{first} to {last}").format(
            first=full_day(sheet.first), last=full_day(sheet.last)
        )
        parts: list[Part] = [
            press.titled(title),
            _whom(sheet.client, sheet.said, press),
            press.text(days, press.second),
            press.gap(4),
            *_both(sheet, press, high),
            press.gap(4),
        ]
        if sheet.lines:
            parts += [*_compared(sheet.lines, press), press.gap(4)]
        parts += [
            press.heading(N_("Between the two days"), sheet.tally),
            press.gap(1, is_kept=True),
            axis(sheet.axis, press),
        ]
        if len(sheet.axis.done) > MOST_DONE:  # the line has but dots for them
            parts += [press.gap(1), press.text(sheet.done, press.second)]
        return lay(
            head,
            press,
            f"{title} · {sheet.client}",
            [Run(parts)],
            Furniture(
                (title, days),
                (title, " " + _("for {client}").format(client=sheet.client)),
                left=f"{sheet.client} · {days}",
                middle=(_("What went along with what; a cause is not claimed."),),
            ),
        )


def _both(sheet: ChangedSheet, press: Press, high: float) -> list[Part]:
    """Return both photographs, or both charts, beside the sentence and the findings."""
    words: list[Part] = [
        press.ruled(N_("In a sentence or two")),
        press.text(sheet.sentence, press.style(10, 15)),
    ]
    for name, how in sheet.findings[:5]:
        line = (Span(name, press.table_bold), Span("  " + how, press.table))
        words += [press.gap(0.8), Text(line)]
    tall = 66 * MM * high * press.scale
    if sheet.photographs:
        pictures = _pictures(sheet.photographs, press, tall)
        cells: tuple[tuple[Part, ...], ...] = tuple((one,) for one in pictures)
        told: list[Part] = [Split(cells, (1.0,) * len(cells), press.em(1), 40)]
        if sheet.aligned:
            told.append(press.text(sheet.aligned, press.caption))
    elif sheet.charts:
        wide = 44 * MM * high * press.scale
        told = [_charts(sheet.charts, press, wide)]
    else:
        return words
    return [Split((tuple(told), tuple(words)), (1.2, 1.0), press.gutter, press.em(12))]


def _charts(charts: Sequence[AssessmentSheet], press: Press, wide: float) -> Part:
    cells = tuple(
        (press.text(full_day(one.at), press.caption), chart(one, wide, press, wide))
        for one in charts
    )
    return Split(cells, (1.0,) * len(cells), press.em(1), 40)


def _compared(lines: Sequence[ComparedLine], press: Press) -> list[Part]:
    columns = (
        Column(),
        Column(1.0, most=0.13),
        Column(1.0, most=0.13),
        Column(1.0, most=0.13),
        Column(most=0.36),
    )
    head = ("", N_("before"), N_("now"), N_("Change"), N_("May they be compared?"))
    size = press.table.size * 1.1
    rows = []
    for one in lines:
        about = [Span(one.name, press.table_bold)]
        if one.place:
            about.append(Span("  " + one.place, press.caption))
        ink = ROSE if one.verdict == "yes" else SOFT
        mark = icon(_ICONS[one.verdict], replace(press.table, size=size), INK)
        rows.append(
            (
                Text(tuple(about)),
                press.text(one.before, press.table, 1.0),
                press.text(one.now, press.table_bold, 1.0),
                press.text(
                    one.change or "–", replace(press.table_bold, colour=ink), 1.0
                ),
                Text((Span(one.why, press.table),), indent=size * 1.5, mark=mark),
            )
        )
    return [
        press.heading(N_("The readings")),
        press.rows(columns, head, rows, named_by=0),
    ]
