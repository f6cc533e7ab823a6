"""The sheet of a survey round: one page, which the owner can hang up."""

from collections.abc import Sequence
from functools import partial

from salon.paper.canvas import TaggedCanvas
from salon.paper.pages import Furniture, Laid, Run, fitted, lay
from salon.paper.parts import Column, Drawing, Part, Split, Together
from salon.paper.press import Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import INK, RULE
from salon.surveys.sheet import DimensionRow, RoundSheet
from salon.text import N_, _

LINE = 9.0  # height of the line of importance and performance
WORDS = (4, 3, 2, 1)  # moments of each kind, as drawn and with less
SIZES = (9.0, 9.0, 8.5, 8.0)


def round_paper(
    sheet: RoundSheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the sheet; on A4 it is one page."""
    attempts = zip(SIZES, WORDS, range(4), strict=True)
    return fitted([partial(_laid, sheet, head, look, *one) for one in attempts], 1)


def _laid(
    sheet: RoundSheet, head: Letterhead, look: Look, size: float, most: int, ease: int
) -> Laid:
    press = Press(look, size, ease=ease)
    with press.speaking():
        parts: list[Part] = [press.titled(sheet.title)]
        parts += [press.text(sheet.sentence, press.name), press.gap(2)]
        parts += [press.text(note, press.bold) for note in sheet.notes]
        parts.append(press.gap(3))
        parts += [*_measures(sheet, press), press.gap(4)]
        if sheet.dimensions:
            parts += [*_dimensions(sheet.dimensions, press), press.gap(4)]
        both = (
            (*_pairs(N_("Who has answered"), sheet.rates, press),),
            (*_pairs(N_("What else they say"), sheet.more, press),),
        )
        parts += [Split(both, (1.0, 1.0)), press.gap(4)]
        if sheet.best or sheet.worst:
            said = (
                (*_said(N_("Moments they remember"), sheet.best[:most], press),),
                (*_said(N_("Moments to forget"), sheet.worst[:most], press),),
            )
            parts += [Split(said, (1.0, 1.0)), press.gap(4)]
        parts += [*_changed(sheet, press), press.gap(4), *_promises(sheet, press)]
        furniture = Furniture((sheet.number, sheet.printed), (sheet.title, ""))
        return lay(head, press, sheet.title, [Run(parts)], furniture)


def _measures(sheet: RoundSheet, press: Press) -> list[Part]:
    columns = (Column(most=0.36), Column(most=0.26), Column(most=0.2), Column())
    before = sheet.before or _(N_("Before"))
    head = (N_("Figure"), N_("Now"), before, N_("Change"))
    rows = [
        (
            press.text(one.name, press.table),
            press.text(one.now, press.table_bold),
            press.text(one.before, press.table_faint),
            press.text(one.change, press.table),
        )
        for one in sheet.measures
    ]
    return [press.rows(columns, head, rows, named_by=0)]


def _dimensions(rows: Sequence[DimensionRow], press: Press) -> list[Part]:
    columns = (
        *(Column(most=0.24), Column(least=120.0), Column(most=0.14)),
        *(Column(1.0, most=0.1), Column(most=0.24)),
    )
    head = (
        N_("What to mend first"),
        N_("1 to 5: | important, ● how well we do"),
        "",
        "",
        "",
    )
    set_rows = []
    for one in rows:
        drawn = Drawing(
            LINE, partial(_draw, one), alt=f"{one.name}: {one.said}, {one.difference}"
        )
        set_rows.append(
            (
                press.text(one.name, press.table_bold),
                drawn,
                press.text(one.said, press.table),
                press.text(one.difference, press.table_bold, 1.0),
                press.text(one.note, press.table),
            )
        )
    return [press.rows(columns, head, set_rows, named_by=0)]


def _draw(
    one: DimensionRow, canvas: TaggedCanvas, x: float, top: float, wide: float
) -> None:
    middle = top - LINE / 2

    def at(score: float) -> float:
        return x + 3 + (wide - 6) * (score - 1) / 4

    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.75)
    canvas.line(at(1), middle, at(5), middle)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.5)
    important = at(one.importance)
    canvas.line(important, middle - 4, important, middle + 4)
    canvas.setFillColor(INK)
    canvas.circle(at(one.performance), middle, 2.6, stroke=0, fill=1)


def _pairs(title: str, pairs: Sequence[tuple[str, str]], press: Press) -> list[Part]:
    columns = (Column(most=0.62), Column(1.0))
    rows = [
        (press.text(name, press.table), press.text(said, press.table_bold, 1.0))
        for name, said in pairs
    ]
    found: list[Part] = [press.heading(title)]
    return [*found, press.rows(columns, (), rows, named_by=0)] if rows else found


def _said(title: str, words: Sequence[str], press: Press) -> list[Part]:
    quoted = [press.text(_(N_("“{words}”")).format(words=one)) for one in words]
    return [press.heading(title), *(quoted or [press.text("–")])]


def _changed(sheet: RoundSheet, press: Press) -> list[Part]:
    return [
        Together(
            (
                press.heading(N_("What we changed because of it")),
                press.text(sheet.changed or _(N_("Nothing is noted yet."))),
            )
        )
    ]


def _promises(sheet: RoundSheet, press: Press) -> list[Part]:
    title = press.heading(N_("What we promise for the next year"))
    if not sheet.promises:
        return [title, press.text(_(N_("Nothing is promised yet.")))]
    columns = (Column(), Column(most=0.24), Column(1.0, most=0.24))
    rows = [
        (
            press.text(words, press.table_bold),
            press.text(who, press.table),
            press.text(until, press.table, 1.0),
        )
        for words, who, until in sheet.promises
    ]
    return [Together((title, press.rows(columns, (), rows, named_by=0)))]
