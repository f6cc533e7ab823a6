"""The road of a plan in one drawing: phases, what was measured, visits, months."""

from collections.abc import Callable, Sequence
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
from salon.paper.text import (
    INK,
    LINE,
    ROSE,
    RULE,
    SOFT,
    Line,
    Span,
    Style,
    longest_unit,
    set_lines,
)
from salon.plans.drawings import dot, numbered, one_line, state_ring
from salon.plans.sheet import Kind, PhaseLine, PlanSheet, SessionLine
from salon.text import _, headed, listed, month_name, month_short, number, plain_day

ROAD_HIGH = 62 * MM
BARE_HIGH = 27 * MM  # of a road without a measure
SCALE = 7 * MM  # left of the road, for the numbers of its scale
NAME_LINES, AIM_LINES = 2, 3  # a phase has at most above its bar
RING = 5.2  # points from the middle of a visit's ring to its edge
STEP = 2 * RING + 1.4  # from ring to ring, beside and above each other
LEVELS = 3  # of rings: what has no room on the line stands above it


@dataclass(frozen=True, slots=True)
class Road:
    """The drawing, and what its bars are called where they are too short for words."""

    drawing: Drawing
    legend: tuple[str, ...] = ()


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

    def moved(self, x: float) -> "_Axis":
        return _Axis(self.first, self.last, self.x + x, self.wide)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A phase with what stands above its bar."""

    begins: float
    ends: float
    names: tuple[Line, ...]
    below: tuple[Line, ...]


def said_range(ruler: Ruler) -> str:
    """Return what the road's scale is, so that nobody takes it for the whole one."""
    low, high, _step = _scale(ruler)
    name = f"{ruler.name} ({ruler.unit})" if ruler.unit else ruler.name
    words = {
        "down": _("{measure}; lower is better. The scale is cut to {low} – {high}."),
        "up": _("{measure}; higher is better. The scale is cut to {low} – {high}."),
    }
    text = words.get(ruler.better, _("{measure}. The scale is cut to {low} – {high}."))
    return text.format(measure=name, low=number(low), high=number(high))


def _scale(ruler: Ruler) -> tuple[float, float, float]:
    """Return a scale from below the goal to above the start, and its round step."""
    values = [value for _day, value in ruler.points]
    values += [one for one in (ruler.aim, ruler.best) if one is not None]
    low, high = min(values), max(values)
    raw = ((high - low) or abs(high) * 0.1 or 1.0) / 3
    tens: float = 10 ** floor(log10(raw))
    step = next(tens * much for much in (1, 2, 5, 10) if tens * much >= raw)
    low, high = floor(low / step) * step, ceil(high / step) * step
    if high <= low:
        high = low + 2 * step
    return round(low, 6), round(high, 6), step


def road(sheet: PlanSheet, press: Press, low: float = 1.0) -> Road | None:
    """Return the way in one drawing; None where no two days are known.

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
    first, last = min(days), max(days)
    left = SCALE if sheet.road else 0.0
    here = _Axis(first, last + timedelta(days=3), left, press.room - left)
    strong, caption = press.style(8, 11.5, is_bold=True), press.caption
    bars, legend = _bars(sheet.phases, here, strong, caption)
    usual = strong.size * strong.leading + caption.size * caption.leading
    words = max((_high(bar) for bar in bars), default=0.0)
    scale = min(press.scale, 1.3)
    marks = _marks(sheet.sessions, here, scale)
    above = STEP * scale * max((mark.level for mark in marks), default=0)
    above = max(above, 0.0)
    high = (ROAD_HIGH * low if sheet.road else BARE_HIGH) * scale
    high += max(words - usual, 0.0) + above

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        axis = here.moved(x)
        foot = top - high
        line = foot + 8.5 * MM
        y = _draw_bars(canvas, bars, x, top, words)
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
            band = y - 4 * MM - caption.size * caption.leading, line + above
            _draw_measure(canvas, sheet, press, axis, (x, x + width), band)
        _draw_time(canvas, axis, line, marks, x)
        _draw_months(canvas, press, axis, line, foot)

    return Road(Drawing(high, draw, alt=_in_words(sheet)), legend)


def _bars(
    phases: Sequence[PhaseLine], axis: _Axis, strong: Style, caption: Style
) -> tuple[list[_Bar], tuple[str, ...]]:
    """Return the phases with their words, or with numbers and a legend to them.

    Words are never cut: where one bar is too short for its own, all have numbers.
    """
    spans = []
    for place, phase in enumerate(phases):
        begins = axis.at(phase.first) if phase.first else axis.x
        following = phases[place + 1 :]
        after = next((one.first for one in following if one.first), None)
        ends = axis.at(after) - 2 if after else axis.x + axis.wide
        spans.append((begins, max(ends, begins + 2)))
    bars = []
    for phase, (begins, ends) in zip(phases, spans, strict=True):
        room = ends - begins - 2
        names = _whole(phase.name, strong, room, NAME_LINES)
        together = " · ".join(filter(None, (phase.when, phase.aim)))
        below = _whole(together, caption, room, AIM_LINES)
        if names is None or below is None:
            break
        bars.append(_Bar(begins, ends, names, below))
    else:
        return bars, ()
    numbers = [one_line(str(count), strong) for count in range(1, len(phases) + 1)]
    bars = [
        _Bar(begins, ends, (line,), ())
        for line, (begins, ends) in zip(numbers, spans, strict=True)
    ]
    said = (
        headed(listed((one.name, one.when)), one.aim)
        if one.aim
        else listed((one.name, one.when))
        for one in phases
    )
    return bars, tuple(said)


def _whole(text: str, style: Style, room: float, most: int) -> tuple[Line, ...] | None:
    """Return *text* in lines that cut no word; None where it needs more than *most*."""
    if not text:
        return ()
    lines = set_lines([Span(text, style)], max(room, 1.0))
    is_whole = len(lines) <= most and longest_unit(text, style) <= room
    return tuple(lines) if is_whole else None


def _high(bar: _Bar) -> float:
    return sum(line.height for line in (*bar.names, *bar.below))


def _draw_bars(
    canvas: TaggedCanvas, bars: Sequence[_Bar], x: float, top: float, words: float
) -> float:
    """Draw the phases as bars, their words above; return how far down they reach."""
    if not bars:
        return top
    under = top - words - 1.0
    free = x
    for bar in bars:
        y = top
        left = max(x + bar.begins, free)
        for line in (*bar.names, *bar.below):
            line.draw(canvas, left, y)
            y -= line.height
            free = max(free, left + line.width + 2)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.25)
        canvas.line(x + bar.begins, under, x + bar.ends, under)
    return under - 1.5 * MM


def _draw_measure(
    canvas: TaggedCanvas,
    sheet: PlanSheet,
    press: Press,
    axis: _Axis,
    sides: tuple[float, float],
    band: tuple[float, float],
) -> None:
    ruler = sheet.road
    if ruler is None:
        return
    low, high, step = _scale(ruler)
    left, right = sides
    top, foot = band[0] - 3 * MM, band[1] + 5.5 * MM
    caption = press.caption

    def level(value: float) -> float:
        return foot + (top - foot) * (value - low) / (high - low)

    tall = caption.size * caption.leading
    apart = max(ceil(tall / max(level(low + step) - level(low), 0.1)), 1)
    tick, count = low, 0
    while tick <= high + step / 1000:
        y = level(tick)
        if count % apart == 0:  # where lines are close not every one has its number
            label = one_line(number(tick), caption)
            label.draw(canvas, left + 5 * MM - label.width, y + label.height / 2)
        count += 1
        canvas.setStrokeColor(LINE)
        canvas.setLineWidth(0.5)
        canvas.line(axis.x, y, right, y)
        tick += step
    shown = [one for one in ruler.points if one[0] >= axis.first]
    if len(shown) < len(ruler.points):
        shown.insert(0, ruler.points[len(ruler.points) - len(shown) - 1])
    points = [(axis.at(day), level(value)) for day, value in shown]
    if ruler.aim is not None and ruler.aim_by:
        _draw_goal(canvas, ruler, ruler.aim, ruler.aim_by, press, axis, right, level)
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
        dot(canvas, x, y, is_now=place == last, is_told=is_told)
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
    aim: float,
    by: date,
    press: Press,
    axis: _Axis,
    right: float,
    level: Callable[[float], float],
) -> None:
    at, y = axis.at(by), level(aim)
    if ruler.best is not None and ruler.best != aim:
        _hatch(canvas, (at - 9 * MM, right), sorted((y, level(ruler.best))))
    flag(canvas, at, y, 9)
    said = _("{value} goal, by {day}").format(value=number(aim), day=plain_day(by))
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


@dataclass(frozen=True, slots=True)
class _Mark:
    """A visit on the line of time."""

    x: float
    level: int  # 0 on the line, 1 and 2 above it, -1 where no number has room
    number: str
    line: SessionLine
    scale: float


def _marks(
    sessions: Sequence[SessionLine], axis: _Axis, scale: float
) -> tuple[_Mark, ...]:
    """Return the visits so that no two overlap: on the line, above it, or small."""
    taken = [-99.0] * LEVELS  # how far right each level is full
    found = []
    for count, one in zip(numbered(sessions), sessions, strict=True):
        if not one.day or one.kind is Kind.TALK:
            continue
        x = axis.at(one.day)
        half = STEP / 2 * scale * (0.6 if one.kind is Kind.REVIEW else 1.0)
        free = (level for level in range(LEVELS) if x - half >= taken[level])
        level = next(free, -1)
        if level >= 0:
            taken[level] = x + half
        found.append(_Mark(x, level, count, one, scale))
    return tuple(found)


def _draw_time(
    canvas: TaggedCanvas, axis: _Axis, line: float, marks: Sequence[_Mark], x: float
) -> None:
    """Draw the line of time with its visits, the small ones below the others."""
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.75)
    canvas.line(axis.x, line, axis.x + axis.wide, line)
    for mark in sorted(marks, key=lambda mark: (mark.level >= 0, -mark.level)):
        at, radius = x + mark.x, RING * mark.scale
        y = line + max(mark.level, 0) * STEP * mark.scale
        if mark.level > 0:
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.5)
            canvas.line(at, line, at, y - (0 if not mark.number else radius))
        if mark.line.kind is Kind.REVIEW:
            flag(canvas, at, y, 8 * mark.scale)
            continue
        small = mark.level < 0
        ring = radius * 0.5 if small else radius
        state_ring(canvas, at, y, ring, mark.line, is_plain=True)
        if not small:
            colour = white if mark.line.is_done else INK
            size = 6.8 if len(mark.number) < 2 else 5.8
            style = Style(size * mark.scale, True, colour, leading=1.2)
            label = one_line(mark.number, style)
            label.draw(canvas, at - label.width / 2, y + label.height / 2)


def _draw_months(
    canvas: TaggedCanvas, press: Press, axis: _Axis, line: float, foot: float
) -> None:
    month = axis.first.replace(day=1)
    while month <= axis.last:
        following = (month + timedelta(days=32)).replace(day=1)
        x = axis.at(max(month, axis.first))
        room = axis.at(min(following, axis.last)) - x
        names = [one_line(month_name(month), press.caption)]
        names += [one_line(month_short(month), press.caption)]
        label = next((one for one in names if one.width + 6 <= room), names[-1])
        if label.width + 3 <= room:
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.5)
            canvas.line(x, line - 4.6 * MM, x, line - 3.4 * MM)
            label.draw(canvas, x + 2, foot + label.height)
        month = following


def _in_words(sheet: PlanSheet) -> str:
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
