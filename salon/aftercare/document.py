"""The after-care leaflet: what is normal, when to ring us, when to see a doctor."""

from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from salon.aftercare.sheet import LeafletSheet
from salon.paper.drawings import alert
from salon.paper.pages import Paper, typeset
from salon.paper.parts import Box, Column, Columns, Draw, Part, Rows, Text
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import INK, ROSE, Span, Style
from salon.text import N_, _, full_day


def leaflet(
    sheet: LeafletSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Paper:
    """Return the leaflet of a service, day by day, with the red flags."""
    press = Press(look, ease=1.12)
    with press.speaking():
        aside = (full_day(sheet.done_on) if sheet.done_on else "", sheet.by)
        return typeset(
            head,
            press,
            _("Aftercare: {service}").format(service=sheet.service),
            [
                *_opening(sheet, press),
                *_days(sheet, press),
                *_habits(sheet, press),
                *_signs(sheet, head, press),
                *_emergency(sheet, press),
            ],
            aside,
        )


def _opening(sheet: LeafletSheet, press: Press) -> list[Part]:
    parts: list[Part] = [
        press.title(_("Aftercare: {service}").format(service=sheet.service))
    ]
    if sheet.client:
        text = _("for {client}").format(client=sheet.client)
        parts.append(press.text(text, press.faint))
    if sheet.opening:
        words = Style(press.size * 1.15, leading=1.6)
        parts += [press.gap(0.6), press.text(sheet.opening, words)]
    return [*parts, press.gap(1.4)]


def _days(sheet: LeafletSheet, press: Press) -> list[Part]:
    if not sheet.days:
        return []
    names = (N_("When"), N_("Our call"), N_("What to do"))
    rows = tuple(
        (
            Text((Span(day.when, press.numeral),)),
            press.text(day.skin),
            press.text(day.care),
        )
        for day in sheet.days
    )
    table = Rows(
        (Column(most=0.22), Column(), Column()),
        tuple(press.text(_(name), press.small) for name in names),
        rows,
        press.em(1.5),
        press.em(0.5),
    )
    return [press.heading(N_("Day by day")), table, press.gap(1.6)]


def _habits(sheet: LeafletSheet, press: Press) -> list[Part]:
    cells: tuple[tuple[Part, ...], ...] = tuple(
        (press.heading(name), press.gap(0.2), *press.points(texts))
        for name, texts in (
            (N_("Do"), sheet.do),
            (N_("Leave for now"), sheet.leave),
        )
        if texts
    )
    if not cells:
        return []
    return [Columns(cells, press.em(15), press.em(1.8)), press.gap(1.6)]


def _signs(sheet: LeafletSheet, head: Letterhead, press: Press) -> list[Part]:
    """Return the three columns, told apart by shape and word, not by colour."""
    phone = sheet.ring_phone or head.phone
    cells: list[tuple[Part, ...]] = []
    for name, mark, texts, foot in (
        (N_("This is normal"), _ring, sheet.is_normal, ""),
        (N_("Ring us"), _half, sheet.call_us, phone),
        (N_("See a doctor the same day"), _full, sheet.see_doctor, ""),
    ):
        if not texts:
            continue
        label = Text(
            press.both(name, press.label_style),
            indent=press.em(1.5),
            mark=mark(press.size),
        )
        parts: list[Part] = [label, press.gap(0.2), *press.points(texts)]
        if foot:
            parts += [press.gap(0.4), press.text(foot, press.bold)]
        cells.append((Box(tuple(parts), press.em(1.1)),))
    if not cells:
        return []
    return [Columns(tuple(cells), press.em(13), press.em(1.2)), press.gap(1.2)]


def _emergency(sheet: LeafletSheet, press: Press) -> list[Part]:
    parts: list[Part] = []
    if sheet.red_flags:
        if sheet.emergency_number:
            text = _("Ring {number} at once").format(number=sheet.emergency_number)
        else:
            text = _("Ring the emergency number at once")
        big = Style(press.size * 1.35, is_bold=True, leading=1.5)
        inside: tuple[Part, ...] = (
            alert(text, big),
            press.gap(0.3),
            *press.points(sheet.red_flags),
        )
        parts += [Box(inside, press.em(1.2), is_edged=True), press.gap(1.2)]
    if sheet.next_call:
        parts.append(press.text(sheet.next_call, press.bold))
    return parts


def _ring(size: float) -> Draw:
    def draw(canvas: Canvas, x: float, top: float) -> None:
        canvas.setStrokeColor(INK)
        canvas.setFillColor(white)
        canvas.setLineWidth(1)
        canvas.circle(x + size * 0.45, top - size * 0.9, size * 0.4, 1, 1)

    return draw


def _half(size: float) -> Draw:
    ring = _ring(size)

    def draw(canvas: Canvas, x: float, top: float) -> None:
        ring(canvas, x, top)
        canvas.setFillColor(INK)
        cx, cy, r = x + size * 0.45, top - size * 0.9, size * 0.4
        canvas.wedge(cx - r, cy - r, cx + r, cy + r, 270, 180, 0, 1)

    return draw


def _full(size: float) -> Draw:
    def draw(canvas: Canvas, x: float, top: float) -> None:
        cx, cy, arm = x + size * 0.45, top - size * 0.9, size * 0.42
        canvas.setFillColor(ROSE)
        canvas.rect(cx - arm, cy - arm / 3, arm * 2, arm * 2 / 3, 0, 1)
        canvas.rect(cx - arm / 3, cy - arm, arm * 2 / 3, arm * 2, 0, 1)

    return draw
