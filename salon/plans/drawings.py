"""The drawings of a plan: the road, its rulers, four weeks to tick.

State has a shape: a filled disc is done, an open ring is booked, a dashed ring is to be
booked, a flag is a review or the goal. Rose is only what was measured.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, log10

from reportlab.lib.colors import white

from salon.paper.canvas import TaggedCanvas
from salon.paper.drawings import flag
from salon.paper.parts import Drawing
from salon.paper.press import MM, Press
from salon.paper.sheets import Ruler
from salon.paper.text import INK, LINE, ROSE, RULE, SOFT, Line, Span, Style, set_lines
from salon.plans.sheet import Kind, PlanSheet, SessionLine
from salon.text import _, listed, month_name, number, plain_day, short_day, weekday

ROAD_HIGH = 62 * MM
BARE_HIGH = 27 * MM  # of a road without a measure
WEEKS = 4


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


@dataclass(frozen=True, slots=True)
class _Axis:
    """Days across a drawing."""

    first: date
    last: date
    x: float
    wide: float

    def at(self, day: date) -> float:
        span = max((self.last - self.first).days, 1)
        share = (day - self.first).days / span
        return self.x + self.wide * min(max(share, 0.0), 1.0)


def said_range(ruler: Ruler) -> str:
    """Return what the road's scale is, so that nobody takes it for the whole one."""
    low, high = _ends(ruler)
    name = f"{ruler.name}{_unit(ruler)}"
    words = {
        "down": _("{measure}; lower is better. The scale is cut to {low} – {high}."),
        "up": _("{measure}; higher is better. The scale is cut to {low} – {high}."),
    }
    text = words.get(ruler.better, _("{measure}. The scale is cut to {low} – {high}."))
    return text.format(measure=name, low=number(low), high=number(high))


def _unit(ruler: Ruler) -> str:
    return f" ({ruler.unit})" if ruler.unit else ""


def _ends(ruler: Ruler) -> tuple[float, float]:
    """Return a scale from below the goal to above the start, in round numbers."""
    values = [value for _day, value in ruler.points]
    values += [one for one in (ruler.aim, ruler.best) if one is not None]
    low, high = min(values), max(values)
    step = _step(ruler)
    low, high = floor(low / step) * step, ceil(high / step) * step
    if high <= low:
        high = low + 2 * step
    return round(low, 6), round(high, 6)


def _step(ruler: Ruler) -> float:
    values = [value for _day, value in ruler.points]
    values += [one for one in (ruler.aim, ruler.best) if one is not None]
    span = (max(values) - min(values)) or abs(max(values)) * 0.1 or 1.0
    raw = span / 3
    tens: float = 10 ** floor(log10(raw))
    return next(tens * much for much in (1, 2, 5, 10) if tens * much >= raw)


def road(sheet: PlanSheet, press: Press, low: float = 1.0) -> Drawing | None:
    """Return the way in one drawing: phases, what was measured, visits, months.

    *low* is how high it is, of how high it is drawn.
    """
    days = [line.day for line in sheet.sessions if line.day]
    days += [day for one in sheet.phases for day in (one.first, one.last) if day]
    if sheet.road:
        # What was measured long before stands at the edge, where the way begins.
        begins = min(days, default=sheet.road.points[0][0])
        days += [max(day, begins) for day, _value in sheet.road.points]
        days += [sheet.road.aim_by] if sheet.road.aim_by else []
    if len(set(days)) < 2:
        return None
    high = (ROAD_HIGH * low if sheet.road else BARE_HIGH) * min(press.scale, 1.3)
    first, last = min(days), max(days)
    caption = press.caption
    strong = press.style(8, 11.5, is_bold=True)

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        left = x + (7 * MM if sheet.road else 0)
        axis = _Axis(first, last + timedelta(days=3), left, x + width - left)
        foot = top - high
        line = foot + 8.5 * MM
        y = _draw_phases(canvas, sheet, axis, top, strong, caption)
        if first <= sheet.today <= last:
            at = axis.at(sheet.today)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.75)
            canvas.line(at, y, at, line - 3.4 * MM)
            said = _("today, {day}").format(day=plain_day(sheet.today))
            label = one_line(said, press.style(7.5, 10.5))
            shift = 3 if at + label.width + 3 < x + width else -label.width - 3
            label.draw(canvas, at + shift, y)
        if sheet.road:
            _draw_measure(
                canvas, sheet, press, axis, (x, x + width), (y - 4 * MM, line)
            )
        _draw_time(canvas, sheet, press, axis, line, foot)

    return Drawing(high, draw, alt=_road_in_words(sheet))


def _draw_phases(
    canvas: TaggedCanvas,
    sheet: PlanSheet,
    axis: _Axis,
    top: float,
    strong: Style,
    caption: Style,
) -> float:
    """Draw the phases as bars; return how far down they reach."""
    if not sheet.phases:
        return top
    spans = []
    for place, phase in enumerate(sheet.phases):
        begins = axis.at(phase.first) if phase.first else axis.x
        following = sheet.phases[place + 1 :]
        after = next((one.first for one in following if one.first), None)
        ends = axis.at(after) - 2 if after else axis.x + axis.wide
        spans.append((begins, max(ends, begins + 2)))
    bar = top - strong.size * strong.leading - caption.size * caption.leading - 1.0
    for phase, (begins, ends) in zip(sheet.phases, spans, strict=True):
        room = ends - begins - 2
        if room > 24:
            one_line(phase.name, strong, room).draw(canvas, begins, top)
            said = " · ".join(filter(None, (phase.when, phase.aim)))
            under = top - strong.size * strong.leading
            one_line(said, caption, room).draw(canvas, begins, under)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.25)
        canvas.line(begins, bar, ends, bar)
    return bar - 1.5 * MM


def _draw_measure(
    canvas: TaggedCanvas,
    sheet: PlanSheet,
    press: Press,
    axis: _Axis,
    sides: tuple[float, float],
    band: tuple[float, float],
) -> None:
    ruler = sheet.road
    assert ruler
    low, high = _ends(ruler)
    left, right = sides
    top, foot = band[0] - 3 * MM, band[1] + 5.5 * MM
    caption = press.caption

    def level(value: float) -> float:
        return foot + (top - foot) * (value - low) / (high - low)

    step = _step(ruler)
    tick = low
    while tick <= high + step / 1000:
        label = one_line(number(tick), caption)
        y = level(tick)
        label.draw(canvas, left + 5 * MM - label.width, y + label.height / 2)
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(axis.x, y, right, y)
        tick += step
    shown = [one for one in ruler.points if one[0] >= axis.first]
    if len(shown) < len(ruler.points):
        shown.insert(0, ruler.points[len(ruler.points) - len(shown) - 1])
    points = [(axis.at(day), level(value)) for day, value in shown]
    if ruler.aim is not None and ruler.aim_by:
        _draw_goal(canvas, ruler, press, axis, (right, level))
        canvas.setStrokeColor(ROSE)
        canvas.setLineWidth(1.1)
        canvas.setDash(0.5, 3)
        canvas.setLineCap(1)
        at = axis.at(ruler.aim_by)
        if at > points[-1][0]:
            canvas.line(*points[-1], at, level(ruler.aim))
        canvas.setDash()
        canvas.setLineCap(0)
    is_told = len(points) == 1 or ruler.is_real(shown[0][1], shown[-1][1])
    canvas.setStrokeColor(ROSE if is_told else SOFT)
    canvas.setLineWidth(2.2)
    for a, b in pairwise(points):
        canvas.line(*a, *b)
    last = len(points) - 1
    for place, ((x, y), (_day, value)) in enumerate(zip(points, shown, strict=True)):
        _dot(canvas, x, y, is_now=place == last, is_told=is_told)
        is_end = place in (0, last)
        big = 12 if place == last else 10 if place == 0 else 7.5
        label = one_line(number(value), press.style(big, big * 1.2, is_bold=is_end))
        shift = -label.width / 2 if place not in (0, last) else 4
        at = min(x + shift, right - label.width)
        now = axis.at(sheet.today)
        if at < now < at + label.width + 2:  # not across the line of today
            at = min(now + 3, right - label.width)
        label.draw(canvas, at, y + label.height + 2)
        if place == 0 and last:
            note = one_line(_("when you came"), caption)
            if x + 8 + label.width + note.width < points[1][0]:
                note.draw(canvas, x + 7 + label.width, y + note.height + 3)
    if not is_told:
        note = one_line(_("no change yet"), caption)
        note.draw(canvas, min(points[-1][0] + 6, right - note.width), points[-1][1] - 2)


def _draw_goal(
    canvas: TaggedCanvas,
    ruler: Ruler,
    press: Press,
    axis: _Axis,
    where: tuple[float, object],
) -> None:
    right, level = where
    assert callable(level)
    assert ruler.aim is not None
    assert ruler.aim_by
    at, y = axis.at(ruler.aim_by), level(ruler.aim)
    if ruler.best is not None and ruler.best != ruler.aim:
        _hatch(canvas, (at - 9 * MM, right), sorted((y, level(ruler.best))))
    flag(canvas, at, y, 9)
    said = _("{value} goal, by {day}").format(
        value=number(ruler.aim), day=plain_day(ruler.aim_by)
    )
    label = one_line(said, press.style(8, 11.5, is_bold=True))
    x = min(at + 5, right - label.width)
    label.draw(canvas, max(x, axis.x), y + label.height + 5)


def _hatch(
    canvas: TaggedCanvas, across: tuple[float, float], down: Sequence[float]
) -> None:
    left, right = across
    low, high = down
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, low, right - left, high - low)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    x = left - (high - low)
    while x < right:
        canvas.line(x, low, x + high - low, high)
        x += 3
    canvas.restoreState()


def _dot(
    canvas: TaggedCanvas, x: float, y: float, *, is_now: bool, is_told: bool = True
) -> None:
    canvas.setLineWidth(1.2)
    if is_now:
        canvas.setStrokeColor(white)
        canvas.setFillColor(ROSE if is_told else SOFT)
        canvas.circle(x, y, 4.4, 1, 1)
        return
    canvas.setStrokeColor(INK)
    canvas.setFillColor(white)
    canvas.circle(x, y, 3.4, 1, 1)


def _draw_time(
    canvas: TaggedCanvas,
    sheet: PlanSheet,
    press: Press,
    axis: _Axis,
    line: float,
    foot: float,
) -> None:
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.75)
    canvas.line(axis.x, line, axis.x + axis.wide, line)
    small = Style(6.2, True, leading=1.2)
    last = -99.0
    numbers = numbered(sheet.sessions)
    for place, one in enumerate(sheet.sessions):
        if not one.day or one.kind is Kind.TALK:
            continue
        x = axis.at(one.day)
        if one.kind is Kind.REVIEW:
            flag(canvas, x, line, 8)
            continue
        is_apart = x - last > 9.5
        state_ring(canvas, x, line, 4.2 if is_apart else 2.4, one, is_plain=True)
        if is_apart:
            colour = white if one.is_done else INK
            label = one_line(numbers[place], Style(6.2, True, colour, small.leading))
            label.draw(canvas, x - label.width / 2, line + label.height / 2)
            last = x
    month = axis.first.replace(day=1)
    while month <= axis.last:
        following = (month + timedelta(days=32)).replace(day=1)
        x = axis.at(max(month, axis.first))
        label = one_line(month_name(month), press.caption)
        if x + label.width + 6 <= axis.at(min(following, axis.last)):
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.5)
            canvas.line(x, line - 4.6 * MM, x, line - 3.4 * MM)
            label.draw(canvas, x + 2, foot + label.height)
        month = following


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


def _road_in_words(sheet: PlanSheet) -> str:
    said = [
        f"{one.name} ({one.when})" if one.when else one.name for one in sheet.phases
    ]
    if ruler := sheet.road:
        values = [f"{plain_day(day)}: {number(value)}" for day, value in ruler.points]
        said.append(f"{ruler.name}: {listed(values)}")
        if ruler.aim is not None and ruler.aim_by:
            goal = _("{value} goal, by {day}").format(
                value=number(ruler.aim), day=plain_day(ruler.aim_by)
            )
            said.append(goal)
    return ". ".join(said) or _("The road")


def measure(ruler: Ruler, press: Press) -> Drawing:
    """Return a measure as a ruler: start left, goal right, today's dot between.

    Whichever way the number moves, forward is to the right; without a goal the line
    is only as long as the change.
    """
    name = one_line(ruler.name, press.bold, 54 * MM * press.scale)
    big = press.style(10, 12, is_bold=True)
    is_sign = bool(_unit(ruler))
    spans = [Span(number(ruler.now), big)]
    spans += [Span(" " + ruler.unit, press.caption)] if is_sign else []
    if not ruler.is_change:
        spans.append(Span("  " + _("no change yet"), press.caption))
    value = set_lines(spans, 9999)[0]
    small = press.style(8, 11.5, is_bold=True)
    when = press.second
    start_day = ruler.points[0][0]
    starts = _("in {month}").format(month=month_name(start_day))
    high = name.height + value.height + 9 + small.size * small.leading
    goal = _("goal")
    has_goal = ruler.aim is not None and ruler.aim != ruler.first
    share = 1.0
    if has_goal and ruler.aim is not None:
        share = (ruler.now - ruler.first) / (ruler.aim - ruler.first)
    share = min(max(share, 0.0), 1.0)
    colour = ROSE if ruler.is_change else SOFT

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        name.draw(canvas, x, top)
        y = top - name.height - value.height - 4.5
        begins, ends = x + 4, x + width - 5
        at = begins + (ends - begins) * (share if has_goal else 0.62)
        canvas.setStrokeColor(SOFT)
        canvas.setLineWidth(0.9)
        if has_goal:
            canvas.setDash(0.5, 2.5)
            canvas.line(at, y, ends, y)
            canvas.setDash()
            flag(canvas, ends, y, 8)
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(2.2)
        canvas.line(begins, y, at, y)
        _dot(canvas, begins, y, is_now=False)
        _dot(canvas, at, y, is_now=True, is_told=ruler.is_change)
        shift = min(max(at - value.width / 2, x), x + width - value.width)
        value.draw(canvas, shift, y + value.height + 4.5)
        below = y - 5
        spans = [Span(number(ruler.first), small), Span(" " + starts, when)]
        set_lines(spans, 9999)[0].draw(canvas, x, below)
        end: list[Span] = []
        if has_goal and ruler.aim is not None:
            end = [Span(goal + " ", when), Span(number(ruler.aim), small)]
        if end:
            [last] = set_lines(end, 9999)
            last.draw(canvas, x + width - last.width, below)

    said = f"{ruler.name}: {number(ruler.first)} {starts}, {number(ruler.now)}"
    if has_goal and ruler.aim is not None:
        said += f", {goal} {number(ruler.aim)}"
    return Drawing(high, draw, alt=said)


def calendar(sheet: PlanSheet, press: Press, cell: float, ring: float) -> Drawing:
    """Return four weeks from the next Monday: a ring to tick, visits and pauses.

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
        for place in range(7):
            day = monday + timedelta(days=place)
            name = one_line(
                weekday(day, wide=step > 60 and not press.is_chinese),
                press.caption,
                step,
            )
            name.draw(canvas, x + place * step + 4, top)
        head = top - top_high
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        for week in range(WEEKS + 1):
            canvas.line(x, head - week * cell, x + width, head - week * cell)
        for place in range(8):
            at = x + place * step
            canvas.line(at, head, at, head - WEEKS * cell)
        for count in range(7 * WEEKS):
            day = monday + timedelta(days=count)
            left, high = x + count % 7 * step, head - count // 7 * cell
            is_named = count == 0 or day.day == 1
            said = (plain_day(day), str(day.day)) if is_named else (str(day.day),)
            shown = first_fitting(said, label, step - ring - 5)
            shown.draw(canvas, left + 3, high - 1.5)
            for row, text in enumerate(notes.get(day, ())[:2]):
                words = first_fitting((text, text[-5:]), note, step - ring - 5)
                under = high - cell + (row + 1) * words.height + 1
                words.draw(canvas, left + 3, under)
            canvas.setStrokeColor(SOFT)
            canvas.setLineWidth(0.75)
            canvas.circle(
                left + step - ring / 2 - 3, high - cell / 2, ring / 2, stroke=1, fill=0
            )

    alt = _("Four weeks from {day}, a ring to tick for each day").format(
        day=short_day(monday)
    )
    told = [
        f"{plain_day(day)}: {listed(texts)}"
        for day, texts in sorted(notes.items())
        if monday <= day < monday + timedelta(weeks=WEEKS)
    ]
    return Drawing(top_high + WEEKS * cell, draw, alt=". ".join((alt, *told)))


def _notes(sheet: PlanSheet) -> dict[date, list[str]]:
    """Return what stands in the cells: number and hour of a visit, pauses."""
    found: dict[date, list[str]] = {}
    for place, one in zip(numbered(sheet.sessions), sheet.sessions, strict=True):
        if one.at and not one.is_done:
            mark = place or (_("review") if one.kind is Kind.REVIEW else "")
            said = " · ".join(filter(None, (mark, f"{one.at:%H:%M}")))
            found.setdefault(one.at.date(), []).append(said)
    for pause in sheet.pauses:
        if pause.day:
            found.setdefault(pause.day, []).append(pause.short)
    return found
