"""The after-care leaflet: what is normal when, what to do, and whom to ring.

One A5 page, as large again on larger paper. What is done the same day besides, and what
does not fit, goes to the back, with the telephone again.
"""

from collections.abc import Sequence
from functools import partial

from salon.aftercare.sheet import Care, LeafletSheet
from salon.paper.canvas import TaggedCanvas
from salon.paper.icons import icon
from salon.paper.pages import Furniture, Laid, Run, lay, unbroken
from salon.paper.parts import (
    Box,
    Column,
    Drawing,
    Part,
    Split,
    Text,
    Together,
)
from salon.paper.press import MM, Press
from salon.paper.sheets import Letterhead, Look, PageSize
from salon.paper.text import INK, ROSE, SOFT, Span, Style, natural_width
from salon.text import N_, _, full_day, language, long_dated_day

LINE = 4.0  # lines of what was done that a page can spare


class _Sizes:
    """The sizes of a leaflet: as drawn on A5, and larger with the paper."""

    def __init__(self, look: Look, ease: int, factor: float = 1.0) -> None:
        base = 10.0 if look.paper is PageSize.A5 else 12.0
        if look.is_large:  # which makes 14 of it
            base = 9.0
        self.press = Press(look, base * factor, ease=ease)
        self.title = self.of(24, 29, is_bold=True)
        self.body = self.of(10, 14)
        self.when = self.of(10, 14, is_bold=True)
        self.do = self.of(10, 14, is_medium=True)
        self.caption = self.of(8.5, 12, colour=SOFT)
        self.section = self.of(11, 15, is_bold=True, colour=ROSE)
        self.strong = self.of(12, 16, is_bold=True)
        self.phone = self.of(16, 20, is_bold=True)
        self.number = self.of(28, 31, is_bold=True)
        self.next = self.of(14, 18, is_bold=True)

    def of(self, size: float, leading: float, **how: object) -> Style:
        """Return a style by its size on A5."""
        return self.press.style(size * 0.9, leading * 0.9, **how)  # type: ignore[arg-type]

    def mm(self, length: float) -> float:
        """Return a length as drawn on A5 in points."""
        return length * MM * self.press.scale * 0.9


def leaflet(
    sheet: LeafletSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the leaflet: one page, or the back as well where that is needed."""
    attempts = [
        partial(_laid, sheet, head, _Sizes(look, 0)),
        partial(_laid, sheet, head, _Sizes(look, 1)),
        partial(_laid, sheet, head, _Sizes(look, 1, 0.92)),
        partial(_laid, sheet, head, _Sizes(look, 1, 0.86)),
    ]
    sides = 1 + len(sheet.more)
    for attempt in attempts:
        laid = attempt()
        if len(laid.pages) <= sides:
            return laid
    return _laid(sheet, head, _Sizes(look, 0), is_divided=True)


def _laid(
    sheet: LeafletSheet, head: Letterhead, sizes: _Sizes, *, is_divided: bool = False
) -> Laid:
    press = sizes.press
    with press.speaking():
        care = sheet.care
        ring = _ring(sheet, care, head, sizes)
        gap = press.gap(3)
        help_ = [press.gap(2.5), *ring, gap, *_emergency(sheet, care, sizes)]
        coming = [press.gap(4), *_next(sheet, sizes)]
        first = [
            *_opening(sheet, care, sizes),
            *_table(care, sizes),
        ]
        habits = _habits(care, sizes)
        runs = [Run([*first, *habits], [*help_, *coming])]
        if is_divided:
            again = [*habits, *ring] if ring else habits
            runs = [Run(first, help_), Run([*again, press.gap(4), *coming])]
        for one in sheet.more:
            back = [*_opening(None, one, sizes), *_table(one, sizes)]
            back += _habits(one, sizes)
            foot = _ring(sheet, one, head, sizes)
            runs.append(
                Run(back, [press.gap(2.5), *foot, gap, *_emergency(sheet, one, sizes)])
            )
        whom = _("for {client}").format(client=sheet.client) if sheet.client else ""
        day = _dated(sheet)
        return lay(
            head,
            press,
            care.title,
            runs,
            Furniture(
                (whom, day),
                (care.title, f" {whom}" if whom else ""),
                left=" · ".join(filter(None, (sheet.client, sheet.number))),
            ),
        )


def _dated(sheet: LeafletSheet) -> str:
    if sheet.done_on is None:
        return ""
    if language() == "en":
        return long_dated_day(sheet.done_on)
    return full_day(sheet.done_on)


def _opening(sheet: LeafletSheet | None, care: Care, sizes: _Sizes) -> list[Part]:
    press = sizes.press
    style = sizes.title
    for size in (20, 17, 14):  # a long name is set smaller, then on several lines
        if natural_width([Span(care.title, style)]) <= press.room:
            break
        style = sizes.of(size, size * 1.2, is_bold=True)
    parts: list[Part] = [Text((Span(care.title, style),), is_kept=True, role="H1")]
    lines = [care.done, sheet.calls if sheet is not None else ""]
    parts += [press.text(line, sizes.body) for line in lines if line]
    return [*parts, press.gap(3)]


def _table(care: Care, sizes: _Sizes) -> list[Part]:
    if not care.rows:
        return []
    press = sizes.press
    wants = [
        max(natural_width([Span(text, style)]) for text in texts) + 1
        for style, texts in (
            (sizes.when, [row.when for row in care.rows]),
            (sizes.body, [row.normal for row in care.rows]),
            (sizes.do, [row.do for row in care.rows]),
        )
    ]
    gap = sizes.mm(3)
    first = max(sizes.mm(22), wants[0])
    rest = press.room - first - 2 * gap
    second = max(wants[1], min(sizes.mm(45), rest - wants[2]))
    if wants[1] + wants[2] > rest:  # both give way, each by what it wants
        second = rest * wants[1] / (wants[1] + wants[2])
    columns = (
        Column(least=first, most=0.0),
        Column(least=second, most=0.0),
        Column(),
    )
    rows = [
        (
            press.text(row.when, sizes.when),
            press.text(row.normal, sizes.body),
            press.text(row.do, sizes.do),
        )
        for row in care.rows
    ]
    head = ("", N_("What is normal"), N_("What to do"))
    table = press.rows(columns, head, rows, gap=gap / MM, high=7.5 * 0.9)
    return [table, press.gap(4)]


def _habits(care: Care, sizes: _Sizes) -> list[Part]:
    cells = tuple(
        (
            Text((Span(_(name), sizes.section),), is_kept=True, role="H2"),
            *_ticked(texts, sign, sizes),
        )
        for name, sign, texts in (
            (N_("Do"), "check", care.do),
            (N_("Leave for now"), "x", care.leave),
        )
        if texts
    )
    if not cells:
        return []
    shares = (1.0,) * len(cells)
    split = Split(cells, shares, sizes.mm(5), sizes.mm(40))
    return [split]


def _ticked(texts: Sequence[str], sign: str, sizes: _Sizes) -> list[Part]:
    mine = object()
    mark = icon(sign, sizes.body, size=1.0)
    indent = sizes.body.size * 1.5
    return [
        Text((Span(text, sizes.body),), indent=indent, mark=mark, points=mine)
        for text in texts
    ]


def _ring(
    sheet: LeafletSheet, care: Care, head: Letterhead, sizes: _Sizes
) -> list[Part]:
    """Return the rose box: the signs, and the number under which we are there."""
    press = sizes.press
    phone = unbroken(sheet.ring_phone or head.phone)
    if not (phone or care.ring_us):
        return []
    said = _("Ring us the same day")
    inner = press.room - 2 * sizes.mm(3.6)
    wide = natural_width([Span(phone, sizes.phone)]) + 2 if phone else 0.0
    rest = max(inner - wide - sizes.mm(3), 30)
    style = sizes.strong
    for size in (11, 10, 9):  # the telephone is large; what it is for stays on a line
        if natural_width([Span(said, style)]) <= rest:
            break
        style = sizes.of(size, size * 1.35, is_bold=True)
    label = Text((Span(said, style),), is_kept=True, role="H2")
    top: Part = label
    if phone:
        number = press.text(phone, sizes.phone, 1.0)
        top = Split(((label,), (number,)), (rest, wide), sizes.mm(3), sizes.mm(28))
    words = " ".join(filter(None, (care.ring_us, unbroken_in(sheet.after_hours))))
    if press.is_chinese:
        words = words.replace("。 ", "。")
    inside: list[Part] = [top]
    if words:
        inside.append(press.text(words, sizes.body))
    return [Together((Box(tuple(inside), sizes.mm(3.6), is_edged=True),))]


def unbroken_in(text: str) -> str:
    """Return a sentence whose telephone number no line's end cuts."""
    words = text.split(" ")
    said = ""
    for before, word in zip(["", *words], words, strict=False):
        is_number = before[-1:].isdigit() and word[:1].isdigit()
        said += ("\u00a0" if is_number else " " if said else "") + word
    return said


def _emergency(sheet: LeafletSheet, care: Care, sizes: _Sizes) -> list[Part]:
    """Return the black box, which every leaflet has."""
    press = sizes.press
    danger = care.danger or _("Trouble breathing, swollen lips or tongue, faint?")
    aid = care.first_aid or _(
        "Ring first. Lie down, legs up; sit if breathing is hard."
    )
    left: tuple[Part, ...] = (
        press.text(danger, sizes.when),
        press.text(aid, sizes.body),
    )
    number = unbroken(sheet.emergency_number)
    if not number:
        said = _("Ring the emergency number at once.")
        left = (press.text(said, sizes.strong), *left)
        return [Box(left, sizes.mm(3.6), is_danger=True)]
    wide = natural_width([Span(number, sizes.number)]) + 2
    rest = max(press.room - 2 * sizes.mm(3.6) - wide - sizes.mm(3), 30)
    right = (press.text(number, sizes.number, 1.0),)
    split = Split((left, right), (rest, wide), sizes.mm(3), 20)
    return [Box((split,), sizes.mm(3.6), is_danger=True)]


def _next(sheet: LeafletSheet, sizes: _Sizes) -> list[Part]:
    press = sizes.press
    coming, share = sheet.next, 0.53
    if coming is None:
        left: list[Part] = [
            press.text(_("Your next date"), sizes.caption),
            _line(sizes),
        ]
        right: Sequence[str] = (sheet.wait,)
    else:
        room = press.room - sizes.mm(3)
        style = press.fitting(coming.when, sizes.next, room * 0.66 - 1)
        left = [
            press.text(_("We see you next"), sizes.caption),
            press.text(coming.when, style),  # a day and its hour stand on one line
        ]
        right = (coming.what, sheet.wait)
        wide = natural_width([Span(coming.when, style)]) + 1
        share = min(max(wide, room * 0.45), room * 0.66) / room
    said = [press.text(one, sizes.caption, 1.0) for one in right if one]
    if not said:
        return left
    above = press.gap(1.2 if len(said) > 1 else 3.2)
    return [Split((tuple(left), (above, *said)), (share, 1 - share), sizes.mm(3), 80)]


def _line(sizes: _Sizes) -> Part:
    """Return a line to write the next date on."""
    high = sizes.next.size * sizes.next.leading

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.75)
        canvas.line(x, top - high * 0.85, x + width * 0.9, top - high * 0.85)

    return Drawing(high, draw, alt=_("Line to write the date on"))
