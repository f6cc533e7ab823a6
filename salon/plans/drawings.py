"""The smaller drawings of a plan: its rulers, how a visit stands, four weeks to tick.

State has a shape: a filled disc is done, an open ring is booked, a dashed ring is to be
booked, a flag is a review or the goal. Rose is only what was measured.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from reportlab.lib.colors import white

from salon.paper.canvas import TaggedCanvas
from salon.paper.drawings import flag
from salon.paper.parts import Drawing
from salon.paper.press import MM, Press
from salon.paper.sheets import Ruler
from salon.paper.text import (
    INK,
    ROSE,
    RULE,
    SOFT,
    Line,
    Span,
    Style,
    longest_unit,
    set_lines,
)
from salon.plans.sheet import Kind, PlanSheet, SessionLine
from salon.text import _, day_of_month, month_name, number, plain_day, weekday

WEEKS = 4
SHRINKS = (1.0, 0.9, 0.8, 0.7, 0.6)  # of letters in a cell
LEAST = 5.6  # points: rather than smaller letters a note is left out


def one_line(text: str, style: Style, room: float = 9999.0) -> Line:
    """Return *text* on one line, cut with an ellipsis where the room is too small."""
    lines = set_lines([Span(text, style)], room)
    while len(lines) > 1 and len(text) > 1:
        text = text[: max(1, len(text) * 4 // 5)].rstrip()
        lines = set_lines([Span(text + "…", style)], room)
    return lines[0]


def first_fitting(texts: Sequence[str], style: Style, room: float) -> Line:
    """Return the first of *texts* that stands on one line, else the last one cut."""
    for text in texts:
        lines = set_lines([Span(text, style)], room)
        if len(lines) == 1:
            return lines[0]
    return one_line(texts[-1], style, room)


def numbered(sessions: Sequence[SessionLine]) -> list[str]:
    """Return the number of each visit by date: only treatments have one."""
    found, count = [], 0
    for one in sessions:
        count += one.kind is Kind.TREATMENT
        found.append(str(count) if one.kind is Kind.TREATMENT else "")
    return found


def state_ring(
    canvas: TaggedCanvas,
    x: float,
    y: float,
    radius: float,
    one: SessionLine,
    *,
    is_plain: bool = False,
) -> None:
    """Draw how a visit stands round (x, y): done, booked, to book."""
    canvas.setStrokeColor(INK)
    canvas.setFillColor(INK if one.is_done else white)
    canvas.setLineWidth(0.9)
    if not one.is_done and not one.at:
        canvas.setDash(1.6, 1.4)
    canvas.circle(x, y, radius, 1, 1)
    canvas.setDash()
    if one.is_done and not is_plain:
        canvas.setStrokeColor(white)
        canvas.setLineWidth(1.1)
        tick = canvas.beginPath()
        tick.moveTo(x - radius * 0.45, y)
        tick.lineTo(x - radius * 0.1, y - radius * 0.38)
        tick.lineTo(x + radius * 0.5, y + radius * 0.4)
        canvas.drawPath(tick, stroke=1, fill=0)


def dot(
    canvas: TaggedCanvas, x: float, y: float, *, is_now: bool, is_told: bool = True
) -> None:
    """Draw what was measured: a ring, or the disc of now; grey is no change yet."""
    canvas.setLineWidth(1.2)
    if is_now:
        canvas.setStrokeColor(white)
        canvas.setFillColor(ROSE if is_told else SOFT)
        canvas.circle(x, y, 4.4, 1, 1)
        return
    canvas.setStrokeColor(INK)
    canvas.setFillColor(white)
    canvas.circle(x, y, 3.4, 1, 1)


def has_ruler(ruler: Ruler) -> bool:
    """Return whether a measure has two ends: a start and now, or now and a goal."""
    if not ruler.points:
        return False
    has_goal = ruler.aim is not None and ruler.aim != ruler.now
    return len(ruler.points) > 1 or has_goal


def measure(ruler: Ruler, press: Press) -> Drawing:
    """Return a measure as a ruler: start left, goal right, today's dot between.

    Whichever way the number moves, forward is to the right; without a goal the line
    is only as long as the change. What was measured once starts where it is now.
    """
    name = one_line(ruler.name, press.bold, 54 * MM * press.scale)
    is_first = len(ruler.points) < 2
    is_told = is_first or ruler.is_change
    spans = [Span(number(ruler.now), press.style(10, 12, is_bold=True))]
    spans += [Span(" " + ruler.unit, press.caption)] if ruler.unit else []
    if not is_told:
        spans.append(Span("  " + _("no change yet"), press.caption))
    value = set_lines(spans, 9999)[0]
    small = press.style(8, 11.5, is_bold=True)
    starts = _("in {month}").format(month=month_name(ruler.points[0][0]))
    start = [] if is_first else [Span(number(ruler.first) + " ", small)]
    start.append(Span(starts, press.second))
    high = name.height + value.height + 9 + small.size * small.leading
    goal = _("goal")
    aim = ruler.aim if ruler.aim != ruler.first else None
    share = 0.62
    if aim is not None:
        share = (ruler.now - ruler.first) / (aim - ruler.first)
    share = min(max(share, 0.0), 1.0)

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        name.draw(canvas, x, top)
        y = top - name.height - value.height - 4.5
        begins, ends = x + 4, x + width - 5
        at = begins + (ends - begins) * share
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.9)
        if aim is not None:
            canvas.setDash(0.5, 2.5)
            canvas.line(at, y, ends, y)
            canvas.setDash()
            flag(canvas, ends, y, 8)
        canvas.setStrokeColor(ROSE if is_told else SOFT)
        canvas.setLineWidth(2.2)
        canvas.line(begins, y, at, y)
        if not is_first:
            dot(canvas, begins, y, is_now=False)
        dot(canvas, at, y, is_now=True, is_told=is_told)
        shift = min(max(at - value.width / 2, x), x + width - value.width)
        value.draw(canvas, shift, y + value.height + 4.5)
        below = y - 5
        set_lines(start, 9999)[0].draw(canvas, x, below)
        if aim is not None:
            end = [Span(goal + " ", press.second), Span(number(aim), small)]
            [last] = set_lines(end, 9999)
            last.draw(canvas, x + width - last.width, below)

    said = f"{ruler.name}: {number(ruler.first)} {starts}"
    if not is_first:
        said += f", {number(ruler.now)}"
    if aim is not None:
        said += f", {goal} {number(aim)}"
    return Drawing(high, draw, alt=said)


def calendar(sheet: PlanSheet, press: Press, cell: float, ring: float) -> Drawing:
    """Return four weeks from the next Monday: a ring to tick, visits and pauses.

    To whoever hears it, it is a table of days below their weekdays.

    Args:
        sheet: The plan.
        press: The paper.
        cell: Height of a day, in millimetres.
        ring: Across the ring, in millimetres.
    """
    monday = sheet.today + timedelta(days=7 - sheet.today.weekday())
    cell, ring = cell * MM, ring * MM
    notes = _notes(sheet)
    label = Style(press.caption.size, leading=1.2)
    note = Style(press.note.size, leading=1.15)
    top_high = press.caption.size * press.caption.leading + 1

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        step = width / 7
        head = top - top_high
        with canvas.artifact():
            _grid(canvas, x, head, width, cell)
        with canvas.grouped("Table"):
            with canvas.grouped("TR"):
                for place in range(7):
                    day = monday + timedelta(days=place)
                    is_wide = step > 60 and not press.is_chinese
                    name = one_line(weekday(day, wide=is_wide), press.caption, step)
                    with canvas.grouped("TH", scope="Column"):
                        name.draw(canvas, x + place * step + 4, top)
            for week in range(WEEKS):
                with canvas.grouped("TR"):
                    for place in range(7):
                        day = monday + timedelta(days=7 * week + place)
                        with canvas.grouped("TD"):
                            of_day(
                                canvas, day, x + place * step, head - week * cell, step
                            )

    def of_day(
        canvas: TaggedCanvas, day: date, left: float, high: float, step: float
    ) -> None:
        is_named = day == monday or day.day == 1
        named = (plain_day(day), day_of_month(day)) if is_named else ()
        said = (*named, str(day.day))
        shown = first_fitting(said, label, step - ring - 5)
        shown.draw(canvas, left + 3, high - 1.5)
        lines = _whole_notes(
            notes.get(day, ()), note, step - ring - 5, cell - shown.height - 1.5
        )
        y = high - cell + sum(line.height for line in lines) + 1
        for line in lines:
            line.draw(canvas, left + 3, y)
            y -= line.height
        with canvas.artifact():
            canvas.setStrokeColor(SOFT)
            canvas.setLineWidth(0.75)
            across = left + step - ring / 2 - 3
            canvas.circle(across, high - cell / 2, ring / 2, stroke=1, fill=0)

    return Drawing(top_high + WEEKS * cell, draw, is_read=True)


def _whole_notes(
    notes: Sequence[tuple[str, ...]], style: Style, room: float, high: float
) -> list[Line]:
    """Return as many notes of a day as stand in its cell, each with all its words.

    A note may say the same in shorter words. It is set in several lines or smaller
    letters rather than left out, and left out rather than cut.
    """
    for count in range(len(notes), 0, -1):
        for share in SHRINKS:
            small = replace(style, size=max(style.size * share, LEAST))
            set_ = [_whole(said, small, room) for said in notes[:count]]
            lines = [line for note in set_ for line in note]
            if all(set_) and sum(line.height for line in lines) <= high:
                return lines
    return []


def _whole(said: Sequence[str], style: Style, room: float) -> list[Line]:
    """Return the first of *said* that no line cuts a word of; nothing for none."""
    for text in said:
        if longest_unit(text, style) <= room:
            return set_lines([Span(text, style)], room)
    return []


def _grid(
    canvas: TaggedCanvas, x: float, top: float, width: float, cell: float
) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.5)
    for week in range(WEEKS + 1):
        canvas.line(x, top - week * cell, x + width, top - week * cell)
    for place in range(8):
        at = x + place * width / 7
        canvas.line(at, top, at, top - WEEKS * cell)


def _notes(sheet: PlanSheet) -> dict[date, list[tuple[str, ...]]]:
    """Return what stands in the cells: number and hour of a visit, pauses.

    Each is said in one or more ways, the shorter after the longer.
    """
    found: dict[date, list[tuple[str, ...]]] = {}
    for place, one in zip(numbered(sheet.sessions), sheet.sessions, strict=True):
        if one.at and not one.is_done:
            mark = place or (_("review") if one.kind is Kind.REVIEW else "")
            time = f"{one.at:%H:%M}"
            said = (f"{mark} · {time}", time) if mark else (time,)
            found.setdefault(one.at.date(), []).append(said)
    for pause in sheet.pauses:
        if pause.day:
            found.setdefault(pause.day, []).append((pause.short,))
    return found
