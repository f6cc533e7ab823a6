"""The drawings of the papers about a skin: a scale with two dots, the line of time.

Today's dot is full, last time's is a ring; nothing is told by its colour alone.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from reportlab.lib.colors import HexColor, white

from salon.paper.canvas import TaggedCanvas
from salon.paper.parts import Drawing
from salon.paper.press import MM, Press
from salon.paper.text import INK, LINE, ROSE, RULE, Line, Span, set_lines
from salon.text import _, headed, listed, month_short, number, plain_day
from salon.treatments.skin_sheet import Axis, Gauge

FULL, EMPTY = HexColor("#4E7D5B"), HexColor("#D9D2D4")
MOST_DONE = 9  # treatments that have a name on the axis
MOST_PRODUCTS = 4
LEVELS = 4
At = Callable[[date], float]


def gauge(one: Gauge, press: Press) -> Drawing:
    """Return a measure as a ruler: its bands, today's dot, last time's ring."""
    name = _line(one.name, press.bold, 70 * MM)
    value = set_lines(
        [
            Span(number(one.now), press.bold),
            *([Span(" " + one.unit, press.caption)] if one.unit else ()),
        ],
        9999,
    )[0]
    said = set_lines([Span(one.said, press.second)], press.room)
    ends = [_line(number(end), press.caption) for end in (one.low, one.high)]
    normal = next((band for band in one.bands if band.is_normal), None)
    below = ends[0].height
    bar = 5.0
    high = name.height + 5 + bar + 4 + below

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        name.draw(canvas, x, top)
        value.draw(canvas, x + width - value.width, top)
        y = top - name.height - 5 - bar
        span = max(one.high - one.low, 1e-9)
        left, right = x + 4, x + width - 4

        def at(reading: float) -> float:
            share = min(max((reading - one.low) / span, 0.0), 1.0)
            return left + share * (right - left)

        canvas.setLineWidth(0.75)
        canvas.setStrokeColor(RULE)
        canvas.roundRect(left, y, right - left, bar, bar / 2, 1, 0)
        for band in one.bands[1:]:
            canvas.setLineWidth(0.5)
            canvas.line(at(band.low), y, at(band.low), y + bar)
        if normal is not None:
            _hatch(canvas, at(normal.low), at(normal.high), y, bar)
            word = _line(normal.name, press.caption)
            middle = (at(normal.low) + at(normal.high) - word.width) / 2
            middle = min(max(middle, left + ends[0].width + 4), right - word.width - 14)
            word.draw(canvas, middle, y - 3)
        ends[0].draw(canvas, left, y - 3)
        ends[1].draw(canvas, right - ends[1].width, y - 3)
        middle = y + bar / 2
        if one.last is not None:
            canvas.setFillColor(white)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(1.1)
            canvas.circle(at(one.last), middle, 3.6, 1, 1)
        canvas.setFillColor(ROSE)
        canvas.setStrokeColor(white)
        canvas.setLineWidth(1.0)
        canvas.circle(at(one.now), middle, 4.6, 1, 1)

    words = [number(one.now) + (f" {one.unit}" if one.unit else "")]
    if one.last is not None:
        words.append(_("last {value}").format(value=number(one.last)))
    alt = headed(one.name, listed((*words, one.said)))
    missing = tuple(letter for line in (name, *said) for letter in line.missing)
    return Drawing(high, draw, missing, alt=alt)


def _hatch(
    canvas: TaggedCanvas, left: float, right: float, y: float, high: float
) -> None:
    """Draw what is normal: hatched, so that it stands on a photocopy."""
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, y, max(right - left, 0.1), high)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setStrokeColor(FULL)
    canvas.setLineWidth(0.5)
    step = left - high
    while step < right:
        canvas.line(step, y, step + high, y + high)
        step += 2.2
    canvas.restoreState()


def trend(points: Sequence[tuple[date, float]], press: Press, high: float) -> Drawing:
    """Return a measure over time as a line with its first and last value."""
    first, last = points[0], points[-1]
    days = max((last[0] - first[0]).days, 1)
    low = min(value for _day, value in points)
    span = max(max(value for _day, value in points) - low, 1e-9)
    ends = [_line(number(value), press.caption) for _day, value in (first, last)]
    dates = [_line(month_short(day), press.caption) for day, _value in (first, last)]

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        left, right = x + ends[0].width + 6, x + width - ends[1].width - 6
        foot = top - high + dates[0].height
        room = top - 5 - (foot + 4)

        def spot(point: tuple[date, float]) -> tuple[float, float]:
            along = (point[0] - first[0]).days / days
            return (
                left + along * (right - left),
                foot + 4 + (point[1] - low) / span * room,
            )

        path = canvas.beginPath()
        path.moveTo(*spot(first))
        for point in points[1:]:
            path.lineTo(*spot(point))
        canvas.setStrokeColor(ROSE)
        canvas.setLineWidth(1.3)
        canvas.drawPath(path, stroke=1, fill=0)
        for point in points:
            canvas.setFillColor(ROSE if point is last else white)
            canvas.circle(*spot(point), 2.1, 1, 1)
        for line, point, shift in (
            (ends[0], first, -ends[0].width - 5),
            (ends[1], last, 5),
        ):
            at, up = spot(point)
            line.draw(canvas, at + shift, up + line.height / 2)
        dates[0].draw(canvas, left, foot)
        dates[1].draw(canvas, right - dates[1].width, foot)

    said = [f"{plain_day(day)} {number(value)}" for day, value in points]
    return Drawing(high, draw, alt=listed(said))


def axis(one: Axis, press: Press) -> Drawing:
    """Return what lies between two days: treatments, products, habits, one measure."""
    row = 13.0 * press.scale
    products = one.products[:MOST_PRODUCTS]
    habits = [habit for habit in one.habits if habit.levels]
    wide = 84.0 * press.scale
    charted = [Span(one.measure, press.table)] if len(one.points) > 1 else []
    named = set_lines(charted, wide - 6) if charted else []  # as many as it takes
    tall = max(26.0, sum(line.height for line in named) + 6) if charted else 0.0
    rows = bool(one.done) + len(products) + len(habits)
    head = 14.0 * press.scale
    high = head + rows * row + tall + 4
    days = max((one.last - one.first).days, 1)

    def label(text: str) -> Line:
        return _line(text, press.table, wide - 6)

    def draw(canvas: TaggedCanvas, x: float, top: float, width: float) -> None:
        left, right = x + wide, x + width - 10

        def at(day: date) -> float:
            share = min(max((day - one.first).days / days, 0.0), 1.0)
            return left + share * (right - left)

        _months(canvas, one, press, at, top, top - high + 2)
        y = top - head
        if one.done:
            label(_("Treatments")).draw(canvas, x, y)
            _treatments(canvas, one.done, press, at, y, row)
            y -= row
        for name, since, until in products:
            label(_("At home")).draw(canvas, x, y)
            ends = at(until) if until is not None else right
            begins = at(max(since, one.first))
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.6)
            canvas.roundRect(begins, y - row + 3, max(ends - begins, 6), row - 4, 3)
            room = right - begins - 6 if ends - begins < 60 else ends - begins - 6
            word = _line(name, press.caption, max(room, 40))
            word.draw(canvas, begins + 4, y - (row - word.height) / 2 + 0.5)
            y -= row
        for habit in habits:
            low, now = habit.levels[0][1], habit.levels[-1][1]
            label(f"{habit.name}  {low} → {now}").draw(canvas, x, y)
            for day, level in habit.levels:
                _steps(canvas, at(day), y - row + 2.5, row - 4, level)
            y -= row
        if tall:
            _curve(canvas, one, press, at, y - 3, tall - 6)
            y -= 4
            for line in named:
                line.draw(canvas, x, y)
                y -= line.height

    said = [f"{plain_day(day)} {name}" for day, name in one.done]
    said += [name for name, _since, _until in products]
    said += [f"{h.name} {h.levels[0][1]} → {h.levels[-1][1]}" for h in habits]
    return Drawing(high, draw, alt=headed(_("Between the two days"), listed(said)))


def _months(
    canvas: TaggedCanvas, one: Axis, press: Press, at: At, top: float, foot: float
) -> None:
    ends = [_line(plain_day(day), press.note) for day in (one.first, one.last)]
    ends[0].draw(canvas, at(one.first) - 2, top)
    ends[1].draw(canvas, at(one.last) - ends[1].width + 8, top)
    free = at(one.first) + ends[0].width + 8
    stop = at(one.last) - ends[1].width - 6
    day = date(one.first.year, one.first.month, 1)
    canvas.setLineWidth(0.4)
    while day <= one.last:
        if day > one.first:
            canvas.setStrokeColor(LINE)
            canvas.line(at(day), top - 10, at(day), foot)
            word = _line(month_short(day), press.note)
            if at(day) > free and at(day) + word.width < stop:
                word.draw(canvas, at(day) + 1, top)
                free = at(day) + word.width + 8
        day = (day + timedelta(days=32)).replace(day=1)


def _treatments(
    canvas: TaggedCanvas,
    done: Sequence[tuple[date, str]],
    press: Press,
    at: At,
    y: float,
    row: float,
) -> None:
    free = -1e9
    for day, name in done:
        x = at(day)
        canvas.setFillColor(INK)
        canvas.circle(x, y - row / 2, 2.2, 0, 1)
        word = _line(name, press.note, 62)
        if len(done) <= MOST_DONE and x + 4 > free:
            word.draw(canvas, x + 4, y - (row - word.height) / 2 + 1)
            free = x + 8 + word.width


def _steps(canvas: TaggedCanvas, x: float, y: float, high: float, level: int) -> None:
    """Draw a level of 0 to 4 as four small steps, the full ones from below."""
    each = high / LEVELS
    for place in range(LEVELS):
        is_full = place < level
        canvas.setFillColor(FULL if is_full else white)
        canvas.setStrokeColor(FULL if is_full else EMPTY)
        canvas.setLineWidth(0.4)
        canvas.rect(x - 3, y + place * each, 6, each - 0.7, 1, 1)


def _curve(
    canvas: TaggedCanvas, one: Axis, press: Press, at: At, top: float, high: float
) -> None:
    values = [value for _day, value in one.points]
    low, span = min(values), max(max(values) - min(values), 1e-9)
    spots = [
        (at(day), top - high + 3 + (value - low) / span * (high - 6))
        for day, value in one.points
    ]
    path = canvas.beginPath()
    path.moveTo(*spots[0])
    for spot in spots[1:]:
        path.lineTo(*spot)
    canvas.setStrokeColor(ROSE)
    canvas.setLineWidth(1.2)
    canvas.drawPath(path, stroke=1, fill=0)
    for place, (spot, value) in enumerate(zip(spots, values, strict=True)):
        is_end = place in (0, len(spots) - 1)
        canvas.setFillColor(ROSE if is_end else white)
        canvas.circle(*spot, 2.2, 1, 1)
        if is_end:
            word = _line(number(value), press.note)
            shift = 5 if place == 0 else -word.width - 4
            is_high = spot[1] > top - high / 2
            up = spot[1] - 2 if is_high else spot[1] + word.height + 2
            word.draw(canvas, spot[0] + shift, up)


def _line(text: str, style: object, room: float = 9999.0) -> Line:
    """Return *text* on one line, cut where the room is too small."""
    lines = set_lines([Span(text, style)], room)  # type: ignore[arg-type]
    while len(lines) > 1 and len(text) > 1:
        text = text[: max(1, len(text) * 4 // 5)].rstrip()
        lines = set_lines([Span(text + "…", style)], room)  # type: ignore[arg-type]
    return lines[0]
