"""The whole file of a client: one page to work from, then all that is known."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from salon.paper.canvas import TaggedCanvas
from salon.paper.icons import draw_icon
from salon.paper.pages import Furniture, Laid, Run, fitted, lay, unbroken
from salon.paper.parts import (
    Box,
    Column,
    Draw,
    Part,
    Piece,
    Split,
    Stack,
    Text,
    Together,
)
from salon.paper.press import MM, Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import SOFT, Span, natural_width
from salon.text import N_, _, full_day, ngettext, plain_day
from salon.treatments.document import (
    assessment,
    beside,
    findings,
    health_words,
    measures,
)
from salon.treatments.sheet import (
    Block,
    ConsentEntry,
    DangerLine,
    FileSheet,
    IncidentEntry,
    Pair,
    VisitEntry,
    VisitLine,
)

LABEL = 14.5  # mm of a label beside its answer
DENSE = 0.95  # of the letters as drawn, where the page to work from has no room
TALL = 300.0  # points: columns taller than that stand one below the other


def client_file(
    sheet: FileSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the file: the page one works from first, then the whole of it."""
    full, tight = Press(look), Press(look, ease=1)
    dense = Press(look, 9.0 * DENSE, ease=1)
    fewer = [
        replace(sheet, visits=sheet.visits[:count])
        for count in (len(sheet.visits), 7, 6, 5, 4)
    ]
    tries = [(full, sheet), *((tight, one) for one in fewer[:3])]
    tries += [(dense, one) for one in fewer]
    for press, one in tries:  # the page one works from is one page, where it can be
        with press.speaking():
            page = _first_page(one, press)
        if len(lay(head, press, "", [Run(page)], _furniture(sheet)).pages) == 1:
            closer = press if press is dense else tight
            return fitted(
                [
                    partial(_laid, one, head, press),
                    partial(_laid, one, head, closer),
                ]
            )
    return fitted(
        [
            partial(_laid, sheet, head, full, is_run_on=True),
            partial(_laid, sheet, head, tight, is_run_on=True),
        ]
    )


def _furniture(sheet: FileSheet) -> Furniture:
    return Furniture(
        sheet.printed,
        (sheet.client, f" · {sheet.number}"),
        left=f"{sheet.client} · {sheet.number}",
        middle=(health_words(),),
    )


def _first_page(sheet: FileSheet, press: Press) -> list[Part]:
    return [
        *_opening(sheet, press),
        *_danger(sheet.danger, press),
        *_blocks(sheet.columns, press),
        *_skin(sheet, press),
        *_last_visits(sheet, press),
        *_blocks(sheet.foot, press),
    ]


def _laid(
    sheet: FileSheet,
    head: Letterhead,
    press: Press,
    *,
    is_run_on: bool = False,
) -> Laid:
    with press.speaking():
        first = _first_page(sheet, press)
        rest = [
            *_entries(sheet.entries, press),
            *_looks(sheet, press),
            *_consents(sheet.consents, press),
            *_incidents(sheet.incidents, press),
            *_long_pairs(N_("Home products"), sheet.home, press),
            *_long_pairs(N_("Family"), sheet.family, press),
            *_long_pairs(N_("Notes"), sheet.notes, press),
        ]
        runs = (
            [Run([*first, *rest])]
            if is_run_on or not rest
            else [
                Run(first),
                Run(rest),
            ]
        )
        return lay(
            head,
            press,
            _("File of {client}").format(client=sheet.client),
            runs,
            _furniture(sheet),
        )


def _opening(sheet: FileSheet, press: Press) -> list[Part]:
    parts: list[Part] = [press.titled(sheet.client)]
    about = [Span(sheet.said, press.name)] if sheet.said else []
    mark = " · " if sheet.said else ""
    about.append(Span(mark + sheet.since, replace(press.name, colour=SOFT)))
    parts.append(Text(tuple(about)))
    if sheet.about:
        parts.append(press.text(sheet.about, press.second))
    return [*parts, press.gap(3)]


def _danger(lines: Sequence[DangerLine], press: Press) -> list[Part]:
    """Return the frame of what could hurt: every line of it, also where it is none."""
    if not lines:
        return []
    wide = max(natural_width([Span(one.label, press.table_bold)]) for one in lines)
    indent = press.table.size * 1.7
    rows = tuple(
        _Labelled(
            Text(
                (Span(one.label, press.table_bold),),
                indent=indent,
                mark=_sign(one.icon, press),
            ),
            Text(
                tuple(
                    Span(part.text, press.table_bold if part.is_strong else press.table)
                    for part in one.parts
                )
            ),
            wide + indent + 3 * MM,
            press.table.size * 0.25,
        )
        for one in lines
    )
    return [Box(rows, 3.2 * MM, is_danger=True), press.gap(4)]


def _sign(name: str, press: Press) -> Draw:
    style = press.table

    def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
        side = style.size * 1.15
        draw_icon(canvas, name, x, top - (style.size * style.leading - side) / 2, side)

    return draw


class _Labelled:
    """A label with its text beside it: the text may run on, the label stands once."""

    def __init__(self, label: Text, text: Part, wide: float, gap: float = 0.0) -> None:
        self._label, self._text, self._wide, self._gap = label, text, wide, gap

    def pieces(self, width: float) -> list[Piece]:
        """Return the lines of the text, the first with the label."""
        labels = self._label.pieces(self._wide - 2)
        lines = self._text.pieces(max(width - self._wide, 40)) or [Piece(0.0)]
        found: list[Piece] = []
        for place in range(max(len(labels), len(lines))):
            left = labels[place] if place < len(labels) else None
            right = lines[place] if place < len(lines) else None
            found.append(self._side_by_side(left, right))
        if self._gap:
            found[-1].height += self._gap
        return found

    def _side_by_side(self, left: Piece | None, right: Piece | None) -> Piece:
        wide = self._wide

        def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
            if left is not None and left.draw:
                left.draw(canvas, x, top)
            if right is not None and right.draw:
                right.draw(canvas, x + wide, top)

        both = [one for one in (left, right) if one is not None]
        high = max(one.height for one in both)
        missing = tuple(letter for one in both for letter in one.missing)
        is_kept = right is not None and right.is_kept
        return Piece(high, draw, missing, is_kept=is_kept)


def _pair(one: Pair, press: Press, wide: float) -> Part:
    label = press.text(one.label, press.table_faint)
    return _Labelled(label, press.text(one.value, press.table), wide)


def _blocks(blocks: Sequence[Block], press: Press) -> list[Part]:
    """Return three columns of pairs; a column without any keeps its place."""
    if not any(one.pairs for one in blocks):
        return []
    label = LABEL * MM * press.scale * (1.15 if press.is_chinese else 1.0)
    cells = []
    for block in blocks:
        parts: list[Part] = [press.ruled(block.heading)]
        widest = max(
            (natural_width([Span(p.label, press.table_faint)]) for p in block.pairs),
            default=0.0,
        )
        wide = max(label, min(widest + 2 * MM, label * 1.9))
        parts += [_pair(one, press, wide) for one in block.pairs]
        cells.append(tuple(parts))
    column = (press.room - (len(cells) - 1) * press.gutter) / len(cells)
    tallest = max(
        sum(piece.height for part in cell for piece in part.pieces(column))
        for cell in cells
    )
    if tallest > TALL or column < press.em(11):
        below: list[Part] = []
        for cell in cells:
            below += [*cell, press.gap(3)]
        return below
    shares = (1.0,) * len(cells)
    return [Split(tuple(cells), shares, press.gutter, press.em(11)), press.gap(4)]


def _skin(sheet: FileSheet, press: Press) -> list[Part]:
    seen = sheet.skin
    if seen is None:
        return []
    found: list[Part] = list(findings(seen, press))
    if not found:
        found = [press.text(_("nothing found"), press.table)]
    about = " · ".join((full_day(seen.at), seen.by, *seen.skin)).strip(" ·")
    found += [press.gap(1), press.text(about, press.caption)]
    if seen.measures:
        found += [press.gap(1), measures(seen.measures, press)]
    return [press.ruled(N_("The skin")), beside(seen, found, press), press.gap(4)]


def _last_visits(sheet: FileSheet, press: Press) -> list[Part]:
    if not sheet.visits:
        return [
            press.ruled(N_("Visits")),
            press.text(_("No visit yet."), press.table),
            press.gap(4),
        ]
    title = ngettext(
        "The visit", "Last {count} visits of {all}", sheet.visit_count
    ).format(count=len(sheet.visits), all=sheet.visit_count)
    rows: list[tuple[Part, ...]] = []
    year = 0
    for line in sheet.visits:
        rows.append(_visit(line, press, is_year=line.day.year != year))
        year = line.day.year
    is_narrow = press.room < 400 * press.scale
    names: tuple[str, ...] = (
        *(N_("Date"), N_("Treatment"), N_("Used"), N_("Reaction, 0 to 4")),
        N_("By"),
    )
    columns: tuple[Column, ...] = (
        Column(most=0.2),
        Column(most=0.3),
        Column(),
        Column(most=0.24),
        Column(1.0, most=0.14),
    )
    if is_narrow:
        columns = (columns[0], Column(), Column(most=0.3))
        names = (names[0], names[1], names[3])
        rows = [
            (row[0], Stack((row[1], row[2])), Stack((row[3], row[4]))) for row in rows
        ]
    table = press.rows(columns, names, rows, gap=2.5, high=5.2)
    return [press.heading(title), table, press.gap(4)]


def _visit(line: VisitLine, press: Press, *, is_year: bool) -> tuple[Part, ...]:
    day = full_day(line.day) if is_year else plain_day(line.day)
    return (
        press.text(unbroken(day), press.table),
        press.text(line.service, press.table_bold),
        press.text(line.used, press.table_faint),
        press.text(line.reaction, press.table),
        press.text(line.by, press.table, 1.0),
    )


def _entries(entries: Sequence[VisitEntry], press: Press) -> list[Part]:
    if not entries:
        return []
    parts: list[Part] = [press.ruled(N_("All visits"))]
    for one in entries:
        parts += _entry(one.heading, one.about, one.lines, press)
    return [*parts, press.gap(3)]


def _entry(heading: str, about: str, lines: Sequence[Pair], press: Press) -> list[Part]:
    wide = 22 * MM * press.scale
    head = Text(
        (Span(heading, press.table_bold), Span(f"   {about}", press.caption)),
        is_kept=bool(lines),
        role="H3",
    )
    entry = [head, *(_pair(one, press, wide) for one in lines)]
    return [Together(tuple(entry)), press.gap(2.5)]


def _looks(sheet: FileSheet, press: Press) -> list[Part]:
    parts: list[Part] = []
    for seen in sheet.looks:
        parts += assessment(seen, press, with_chart=False)
    return parts


def _consents(entries: Sequence[ConsentEntry], press: Press) -> list[Part]:
    if not entries:
        return []
    names: tuple[str, ...] = (
        *(N_("Item"), N_("For"), N_("Given"), N_("Stands"), N_("Signed")),
    )
    rows: list[tuple[Part, ...]] = [
        (
            press.text(one.item, press.table_bold),
            press.text(one.what, press.table),
            press.text(unbroken(one.given), press.table),
            press.text(one.ends, press.table),
            press.text(one.signed, press.table),
        )
        for one in entries
    ]
    columns: tuple[Column, ...] = (
        Column(),
        Column(most=0.2),
        Column(most=0.16),
        Column(most=0.19),
        Column(most=0.22),
    )
    if press.room < 400 * press.scale:
        names = (N_("Item"), N_("Stands"), N_("Signed"))
        columns = (Column(), Column(most=0.26), Column(most=0.3))
        rows = [
            (Stack((row[0], row[1])), Stack((row[2], row[3])), row[4]) for row in rows
        ]
    table = press.rows(columns, names, rows, gap=2.5)
    return [press.heading(N_("Consents")), table, press.gap(4)]


def _incidents(entries: Sequence[IncidentEntry], press: Press) -> list[Part]:
    if not entries:
        return []
    parts: list[Part] = [press.ruled(N_("Incidents"))]
    for one in entries:
        parts += _entry(one.heading, "", one.lines, press)
    return [*parts, press.gap(3)]


def _long_pairs(name: str, pairs: Sequence[Pair], press: Press) -> list[Part]:
    if not pairs:
        return []
    wide = max(natural_width([Span(one.label, press.table_faint)]) for one in pairs)
    wide = min(wide + 3 * MM, press.room * 0.3)
    lines = [_pair(one, press, wide) for one in pairs]
    return [press.ruled(name), *lines, press.gap(4)]
