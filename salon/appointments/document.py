"""The day sheet: the team's day across a page, with blank lines to write on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from salon.appointments.sheet import DayLine, DaySheet, LookOut, PersonDay
from salon.paper.canvas import TaggedCanvas
from salon.paper.icons import draw_icon
from salon.paper.pages import Furniture, Laid, Run, fewest, lay, unbroken
from salon.paper.parts import Column, Part, Piece, Split, Stack, Text
from salon.paper.press import MM, Press
from salon.paper.sheets import Letterhead, Look
from salon.paper.text import INK, RULE, Line, Span, natural_width, set_lines
from salon.text import N_, _, headed, hour, long_day, sentences

HANGING = 30.0  # mm for who it is, of a page of A4 across
# The most of time, minutes, client, telephone, treatment, look out, in mm of a page
# of A4 across: columns are as wide as what they hold, looking out has what they leave.
WIDTHS = (11.0, 6.0, 42.0, 26.0, 36.0, 66.0)
ROOM = 261.0  # mm of that page between its margins
NOTE = (22.0, 30.0)  # mm, the least and the most of a note
ASIDE = 32  # letters: how a lesser thing is dealt with, where it is no longer
BLANK = 2  # lines after each person
DENSE = 0.94  # of the letters as drawn, where a page more would be the price


def day_sheet(
    sheet: DaySheet,
    head: Letterhead,
    look: Look = Look(),  # noqa: B008  # frozen
) -> Laid:
    """Return the day of everybody, or a sheet for each where that is wished."""
    tight = Press(look, is_across=True, ease=1)
    dense = Press(look, 9.0 * DENSE, is_across=True, ease=1)
    attempts = [
        partial(_laid, sheet, head, Press(look, is_across=True), BLANK),
        partial(_laid, sheet, head, tight, BLANK),
        partial(_laid, sheet, head, tight, 1),
        partial(_laid, sheet, head, dense, 1),
    ]
    return fewest(attempts, len(sheet.people) if sheet.is_apart else 1)


def _laid(sheet: DaySheet, head: Letterhead, press: Press, blank: int) -> Laid:
    with press.speaking():
        title = _("Day sheet, {day}").format(day=long_day(sheet.day))
        is_apart = sheet.is_apart and len(sheet.people) > 1
        if sheet.is_apart:
            runs = [
                Run(
                    [
                        *_opening(_own(sheet, one), head, press, is_first=not place),
                        _Table((one,), press, blank),
                    ]
                )
                for place, one in enumerate(sheet.people)
            ]
        else:
            opening = _opening(sheet, head, press)
            table = _Table(tuple(sheet.people), press, blank)
            runs = [Run([*opening, table])] if sheet.people else []
        if not runs:
            nobody = press.text(_("Nobody is in."), press.body)
            runs = [Run([*_opening(sheet, head, press), press.gap(4), nobody])]
        number = sheet.emergency_number
        left = _("Emergency {number}").format(number=number) if number else ""
        running = long_day(sheet.day)
        if is_apart:  # each sheet has the day as its title: below, for a second page
            left, running = " · ".join(filter(None, (running, left))), ""
        return lay(
            head,
            press,
            title,
            runs,
            Furniture(
                running=(running, ""),
                left=left,
                middle=(_("Holds health data: shred tomorrow evening"),),
                has_head=False,
            ),
        )


def _own(sheet: DaySheet, one: PersonDay) -> DaySheet:
    """Return the sheet of one person, with that person's counts."""
    return replace(sheet, people=(one,), count=one.count, care=one.care)


def _opening(
    sheet: DaySheet, head: Letterhead, press: Press, *, is_first: bool = True
) -> list[Part]:
    """Return the day, what it holds and what needs care, and when it was printed.

    The salon is named where it *is_first*: later pages name it above.
    """
    title = press.style(22, 26, is_bold=True)
    day = Span(long_day(sheet.day), title)
    said = [Span("   " + sheet.count, press.body)]
    if sheet.closed:
        said.insert(0, Span("   " + sheet.closed, press.bold))
    if sheet.care:
        said.append(Span("  " + sheet.care, press.bold))
    phone = unbroken(head.phone)
    where = [Span(head.salon, press.second)]
    if phone:
        where.append(Span(" · ", press.second))
        where.append(Span(phone, replace(press.second, is_bold=True, colour=INK)))
    right: tuple[Part, ...] = (press.text(sheet.printed, press.second, 1.0),)
    if is_first:
        right = (Text(tuple(where), 1.0), *right)
    wide = max(natural_width(where), natural_width([Span(sheet.printed, press.second)]))
    share = min((wide + 4) / press.room, 0.4)
    is_one = natural_width([day, *said]) < press.room * (1 - share) - press.gutter
    left: tuple[Part, ...] = (Text((day, *said), role="H1"),)
    if not is_one:
        said[0] = replace(said[0], text=said[0].text.lstrip())
        left = (Text((day,), role="H1"), Text(tuple(said)))
    split = Split((left, right), (1 - share, share), press.gutter)
    return [split, press.gap(3)]


@dataclass(frozen=True, slots=True)
class _Table:
    """Everybody's visits in one table, each person's name hanging beside them."""

    people: tuple[PersonDay, ...]
    press: Press
    blank: int = BLANK  # lines to write on after each person

    def pieces(self, width: float) -> list[Piece]:
        """Return a strip for each visit; a person is not cut who fits on a page."""
        press = self.press
        unit = width / (ROOM * MM)  # of a millimetre as drawn on A4
        hanging = HANGING * MM * unit
        is_narrow = width < 600 * press.scale
        rows = [
            _row(line, press, is_narrow=is_narrow)
            for one in self.people
            for line in one.lines
        ]
        note = _note_wide(self.people, press, unit)
        columns = _columns(unit, note, is_narrow=is_narrow)
        names: tuple[str, ...] = (
            *(N_("Time"), "", N_("Client"), N_("Telephone"), N_("Treatment")),
            *(N_("Look out"), N_("Note")),
        )
        if is_narrow:
            names = (N_("Time"), "", N_("Client"), N_("Treatment"), N_("Look out"))
        table = replace(
            press.rows(columns, names, rows, gap=2.0, high=6.3),
            row_most=press.height * 0.5,
        )
        heads, bodies = table.by_row(width - hanging)
        head = _shifted(heads[0], hanging)
        found = [head]
        at = 0
        for one in self.people:
            mine = [
                _shifted(piece, hanging)
                for row in bodies[at : at + len(one.lines)]
                for piece in row
            ]
            at += len(one.lines)
            found += self._person(one, mine, head, hanging, width)
        return found

    def _person(
        self,
        one: PersonDay,
        mine: list[Piece],
        head: Piece,
        hanging: float,
        width: float,
    ) -> list[Piece]:
        press = self.press
        name = press.style(11, 14, is_bold=True)
        about: list[Part] = [
            Text((Span(one.person, name),), role="H2"),
            *(press.text(line, press.caption) for line in one.about),
        ]
        if not one.lines:
            mine = [_shifted(_words(_("no bookings"), press), hanging)]
        beside = [piece for part in about for piece in part.pieces(hanging - 3 * MM)]
        beside = beside[: int(press.height * 0.4 / press.caption.size / 1.5)]
        blank = self.blank if one.lines else self.blank + 1
        empty = [_blank(press, hanging, width, is_dotted=not n) for n in range(blank)]
        mine = [*mine, *empty]
        tall = sum(piece.height for piece in beside) + 4
        have = sum(piece.height for piece in mine)
        if tall > have:
            mine.append(Piece(tall - have))
        again = self._again(one, hanging)
        for place, piece in enumerate(mine):
            piece.head = [head] if not place else [head, *again]
            piece.is_kept = place < len(mine) - 1
        first = _ruled(mine[0], beside, width)
        first.head, first.is_kept = [head], True
        return [first, *mine[1:]]

    def _again(self, one: PersonDay, hanging: float) -> list[Piece]:
        """Return the name as it hangs beside what is continued on another page."""
        press = self.press
        text = _("{name}, continued").format(name=one.person)
        part = press.text(text, press.bold)
        most = int(press.height * 0.4 / press.bold.size / 1.5)
        pieces = part.pieces(hanging - 3 * MM)[:most]

        def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
            y = top - 3
            for piece in pieces:
                if piece.draw:
                    piece.draw(canvas, x, y)
                y -= piece.height

        return [Piece(0.0, draw)]


def _note_wide(people: Sequence[PersonDay], press: Press, unit: float) -> float:
    """Return how wide the notes are set: as they need, within their bounds."""
    least, most = (wide * MM * unit for wide in NOTE)
    said = [line.note for one in people for line in one.lines if line.note]
    wide = max((natural_width([Span(one, press.second)]) for one in said), default=0.0)
    return min(max(wide + 1, least), most)


def _columns(unit: float, note: float, *, is_narrow: bool) -> tuple[Column, ...]:
    if is_narrow:  # the telephone stands below the name, the note below the care
        widths = [wide * MM * unit for wide in WIDTHS]
        widths = [widths[0] * 1.3, widths[1] * 1.4, widths[2] * 1.3, widths[4] * 1.2]
        return (
            *(
                Column(
                    1.0 if place == 1 else 0.0,
                    most=0.25 if place < 2 else 0.0,
                    least=wide,
                )
                for place, wide in enumerate(widths)
            ),
            Column(),
        )
    room = (ROOM - HANGING) * MM * unit
    shares = [wide * MM * unit / room for wide in WIDTHS]
    return (
        Column(most=0.25),  # hours and telephones never break
        Column(1.0, most=0.25),
        Column(most=shares[2]),
        Column(most=0.25),
        Column(most=shares[4]),
        Column(),
        Column(most=0.0, least=note),
    )


def _row(line: DayLine, press: Press, *, is_narrow: bool) -> tuple[Part, ...]:
    name = [Span(line.client, press.table_bold)]
    if line.said:
        name.append(Span(" " + line.said, press.table_faint))
    phone = press.text(unbroken(line.phone), press.table)
    client: Part = Text(tuple(name))
    care: Part = _Care(line.look_out, press)
    note = press.text(line.note, press.second)
    cells: tuple[Part, ...] = (
        Text((Span(hour(line.begins), press.table_bold),)),
        press.text(str(line.minutes), press.table_faint, 1.0),
    )
    treatment = _Cut(line.service, press)
    if is_narrow:
        care = Stack((care, note)) if line.note else care
        return (*cells, Stack((client, phone)), treatment, care)
    return (*cells, client, phone, treatment, care, note)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text of two lines at most; what is longer ends in an ellipsis."""

    text: str
    press: Press

    @property
    def natural(self) -> float:
        """Return how wide it is on one line."""
        return natural_width([Span(self.text, self.press.table)])

    def pieces(self, width: float) -> list[Piece]:
        """Return its lines."""
        style = self.press.table
        said = self.text
        lines = set_lines([Span(said, style)], width)
        if len(lines) > 2:
            shown = sum(len(run.text) for line in lines[:2] for run in line.runs)
            said = said[:shown]
            while len(set_lines([Span(said + "…", style)], width)) > 2:
                said = said[:-1].rstrip()
            said += "…"
        return Text((Span(said, style),)).pieces(width)


@dataclass(frozen=True, slots=True)
class _Care:
    """What to look out for: the worst with its sign on a line, the rest below."""

    look_out: tuple[LookOut, ...]
    press: Press

    def pieces(self, width: float) -> list[Piece]:
        """Return a strip for each thing."""
        found: list[Piece] = []
        worst = [one for one in self.look_out if one.is_stop] or self.look_out[:1]
        for one in worst:
            found += self._one(one, width)
        rest = [one for one in self.look_out if one not in worst]
        if rest:
            words = [self._in_short(one) for one in rest]
            found += self._one(LookOut(rest[0].icon, "", sentences(words)), width)
        return found or [Piece(self.press.table.size * self.press.table.leading)]

    def _in_short(self, one: LookOut) -> str:
        """Return a lesser thing in a few words, whole where it is short."""
        if not one.strong:
            return one.rest
        is_short = one.rest and len(one.rest) <= ASIDE
        return headed(one.strong, one.rest) if is_short else one.strong

    def _one(self, one: LookOut, width: float) -> list[Piece]:
        press = self.press
        style = press.table
        indent = style.size * 1.6
        rest = one.rest
        if one.strong and rest:
            rest = headed("", rest)
        spans = [Span(one.strong, press.table_bold), Span(rest, style)]

        def mark(canvas: TaggedCanvas, x: float, top: float) -> None:
            side = style.size * 1.15
            down = (style.size * style.leading - side) / 2
            draw_icon(canvas, one.icon, x, top - down, side)

        pieces = Text(tuple(spans), indent=indent, mark=mark).pieces(width)
        if not one.is_stop:
            return pieces
        label = set_lines([Span(_("do not start"), press.table_bold)], width)[0]
        last = set_lines(spans, width - indent)[-1]
        if last.width + label.width + 20 < width - indent:
            pieces[-1] = _framed(pieces[-1], label, indent + last.width + 9)
        else:
            pieces[-1].is_kept = True
            pieces.append(_framed(Piece(label.height), label, indent + 4))
        return pieces


def _framed(piece: Piece, label: Line, left: float) -> Piece:
    """Return a strip with a label in a frame on it."""
    draw = piece.draw

    def both(canvas: TaggedCanvas, x: float, top: float) -> None:
        if draw:
            draw(canvas, x, top)
        with canvas.artifact():
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1.1)
            canvas.roundRect(
                x + left - 4,
                top - label.height + 1.2,
                label.width + 8,
                label.height - 2.4,
                2,
                1,
                0,
            )
        label.draw(canvas, x + left, top)

    return replace(piece, draw=both, missing=(*piece.missing, *label.missing))


def _words(text: str, press: Press) -> Piece:
    part = press.text(text, press.table_faint)
    [line, *_more] = part.pieces(200)
    return replace(line, height=6.3 * MM * press.scale)


def _blank(press: Press, hanging: float, width: float, *, is_dotted: bool) -> Piece:
    """Return a line to write on, or the room below it."""
    high = 6.3 * MM * press.scale - (2.0 if press.is_tight else 0.0)

    def draw(canvas: TaggedCanvas, x: float, top: float) -> None:
        with canvas.artifact():
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.6)
            canvas.setDash(1, 2)
            canvas.line(x + hanging, top - high, x + width, top - high)
            canvas.setDash()

    return Piece(high, draw if is_dotted else None)


def _shifted(piece: Piece, left: float) -> Piece:
    """Return a strip that stands further to the right."""
    draw = piece.draw
    if draw is None:
        return piece

    def moved(canvas: TaggedCanvas, x: float, top: float) -> None:
        draw(canvas, x + left, top)

    return replace(piece, draw=moved)


def _ruled(piece: Piece, beside: Sequence[Piece], width: float) -> Piece:
    """Return the first strip of a person: a rule above, the name beside."""
    draw = piece.draw

    def both(canvas: TaggedCanvas, x: float, top: float) -> None:
        with canvas.artifact():
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.9)
            canvas.line(x, top, x + width, top)
        y = top - 3
        for one in beside:
            if one.draw:
                one.draw(canvas, x, y)
            y -= one.height
        if draw:
            draw(canvas, x, top)

    missing = (*piece.missing, *(letter for one in beside for letter in one.missing))
    return replace(piece, draw=both, missing=missing)
