"""Lists of the pages of loyalty, painted: who slips away, who is due, gold clients."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from salon.loyalty.model import LIGHT_WORDS, Light
from salon.text import _, number, short_day
from salon.views.loyalty import SlippingRow
from salon.views.owner import BarRow, DueRow, GoldRow
from ui.kit import chips, icons, style, words
from ui.kit.rows import Line, Look, Painter, People
from ui.kit.tokens import Tone, Type
from ui.loyalty.words import money, returning

SLIP_HIGH, DUE_HIGH, GOLD_HIGH, BAR_HIGH = 66, 34, 42, 44
MARK = 74  # units of width for what is best done
WORTH = 76  # units of width for a sum at the right
METER = 122
LEAST_METER = 470  # width of a list below which the bar is left out
LIGHTS = 66  # units of width of one light
ACTS = 94
LOW, HALF = 0.35, 0.60


@dataclass(frozen=True)
class SlipLine(Line):
    """Somebody who slips away."""

    row: SlippingRow | None = None
    worth: str = ""

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        if self.row is None:
            return self.name
        said = (self.name, self.detail, returning(self.row.returns), self.worth)
        return ", ".join(filter(None, (*said, self.mark.text if self.mark else "")))


class SlipPainter(Painter):
    """Paints them: why, how likely she returns, and what is at stake."""

    def _words(self, painter: QPainter, box: QRectF, line: Line, chosen: bool) -> None:
        if not isinstance(line, SlipLine) or line.row is None:
            super()._words(painter, box, line, chosen)
            return
        t, row, middle = style.theme(), line.row, box.center().y()
        x, right = box.left() + 8, box.right() - 8
        size = self.look.avatar
        chips.draw_avatar(painter, x, middle - size / 2, size, line.name, line.tone)
        x += size + 10
        if line.mark is not None:
            wide = chips.measure(line.mark)
            chips.draw(painter, right - wide, middle - line.mark.height / 2, line.mark)
            right -= max(wide + 10, MARK)
        words.draw_right(painter, right, middle + 5, line.worth, Type.STRONG, t.ink)
        right -= WORTH
        if box.width() > LEAST_METER:
            left = right - METER
            tone = _tone(row.returns)
            bar = QRectF(left, middle - 9, METER - 14, 6)
            style.rounded(painter, bar, 3, style.mixed(t.line, t.card, 0.7))
            inner = QRectF(bar)
            inner.setWidth(max(6.0, bar.width() * row.returns))
            style.rounded(painter, inner, 3, style.shade(tone).mark)
            said = returning(row.returns)
            words.draw(
                painter, left, middle + 14, said, Type.CAPTION, t.faint, METER - 6
            )
            right = left - 12
        room = right - x
        lines = words.broken(line.detail, Type.CAPTION, room, SLIP_HIGH)
        upper = middle - (11 if len(lines) > 1 else 4)
        at = words.draw(painter, x, upper, line.name, Type.STRONG, t.ink, room)
        if line.reading and right - at > 50:
            left, free = at + 6, right - at - 6
            words.draw(painter, left, upper, line.reading, Type.CAPTION, t.faint, free)
        for at_line, said in enumerate(lines):
            y = upper + 16 + 14 * at_line
            words.draw(painter, x, y, said, Type.CAPTION, t.faint, room)


def _tone(part: float) -> Tone:
    if part < LOW:
        return Tone.RED
    return Tone.AMBER if part < HALF else Tone.SAGE


def slip_line(row: SlippingRow, currency: str, *, waits: bool) -> SlipLine:
    """Return the line of somebody who slips away, or *waits* for a call already."""
    mark = chips.Chip(_("Book") if row.course_left else _("Call"), Tone.PLAIN)
    if row.wants_no_calls:
        mark = chips.Chip(_("No calls"), Tone.AMBER)
    elif waits:
        mark = chips.Chip(_("On the list"), Tone.SAGE)
    return SlipLine(
        row.who.name,
        row.why,
        reading=row.who.pinyin,
        mark=mark,
        key=row.who.id,
        row=row,
        worth=money(row.worth, currency),
    )


class SlipList(People):
    """The list of them."""

    def __init__(self, name: str) -> None:
        super().__init__([], Look(height=SLIP_HIGH, avatar=30, ruled=True), name)
        self.setItemDelegate(SlipPainter(self.look, self))


def due_line(row: DueRow, currency: str) -> Line:
    """Return the line of somebody who is due: how late, and what a year is worth."""
    late = _("{n} days late").format(n=number(row.late))
    wish = {"message": _("message"), "silent": _("no calls")}.get(row.wish, "")
    said = ", ".join(filter(None, (late, wish)))
    return Line(
        row.who.name,
        reading=said,
        key=row.who.id,
        cells=(money(row.worth, currency),),
        whole=row.who.pinyin,
    )


class DueList(People):
    """The list of them."""

    def __init__(self, name: str) -> None:
        look = Look(height=DUE_HIGH, ruled=True, pad=4, columns=((64, False),))
        super().__init__([], look, name)


def bar_line(row: BarRow, currency: str, *, is_lost: bool) -> Line:
    """Return the line of somebody behind a bar."""
    sum_ = money(row.money, currency) if is_lost or row.money.minor else ""
    return Line(
        row.who.name,
        row.words,
        reading=row.who.pinyin,
        key=row.who.id,
        cells=(sum_,),
    )


class BarList(People):
    """Who stands behind a bar."""

    def __init__(self, name: str) -> None:
        look = Look(height=BAR_HIGH, ruled=True, pad=4, columns=((66, False),))
        super().__init__([], look, name)


@dataclass(frozen=True)
class GoldLine(Line):
    """A gold client with her lights."""

    row: GoldRow | None = None

    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        if self.row is None:
            return self.name
        said = [self.name]
        for light, one in self.row.lights.items():
            grade = _("red") if one.is_red else _("amber")
            said.append(
                f"{_(LIGHT_WORDS[light])}: {grade}, {light_says(self.row, light)}"
            )
        said.append(acts(self.row))
        return "; ".join(said)


def light_says(row: GoldRow, light: Light) -> str:
    """Return what a light says in a word or two; "" where it does not burn."""
    one = row.lights.get(light)
    if one is None:
        return ""
    if one.outcome.value == "mended":
        return _("put right")
    match light:
        case Light.RHYTHM:
            return _("{n} d").format(n=number(one.measure))
        case Light.NEXT:
            return _("none")
        case Light.PROMISE:
            return one.words or _("open")
        case Light.COMPLAINT:
            return _("open")
        case Light.FILE:
            return _("stale") if one.measure else _("blank")
        case Light.SPOKEN:
            weeks = max(1, one.measure // 7)
            return _("{n} wk").format(n=number(weeks))


def acts(row: GoldRow) -> str:
    """Return who acts, and until when."""
    who = row.acts or _("nobody yet")
    return f"{who} · {short_day(row.due)}"


class GoldPainter(Painter):
    """Paints them: a form and a word for each light, never colour alone."""

    def _words(self, painter: QPainter, box: QRectF, line: Line, chosen: bool) -> None:
        if not isinstance(line, GoldLine) or line.row is None:
            super()._words(painter, box, line, chosen)
            return
        t, middle = style.theme(), box.center().y()
        x, right = box.left() + 6, box.right() - 6
        wide = _light_width(box.width())
        named = box.width() - 12 - ACTS - wide * len(Light)
        has_reading = bool(line.reading) and box.height() > 34
        upper = middle - 3 if has_reading else middle + 4
        words.draw(painter, x, upper, line.name, Type.STRONG, t.ink, named - 8)
        if has_reading:
            words.draw(
                painter, x, middle + 12, line.reading, Type.CAPTION, t.faint, named - 8
            )
        for place, light in enumerate(Light):
            left = x + named + place * wide
            _draw_light(painter, left, middle, wide, line.row, light)
        who = line.row.acts or _("nobody yet")
        words.draw_right(painter, right, middle - 3, who, Type.SMALL_STRONG, t.ink)
        day = short_day(line.row.due)
        words.draw_right(painter, right, middle + 12, day, Type.CAPTION, t.faint)


def _light_width(width: float) -> float:
    return min(LIGHTS, (width - 12 - ACTS - 88) / len(Light))


def _draw_light(
    painter: QPainter,
    left: float,
    middle: float,
    wide: float,
    row: GoldRow,
    light: Light,
) -> None:
    one, center = row.lights.get(light), left + wide / 2
    if one is None or one.outcome.value == "mended":
        icons.draw(
            painter, "check", center - 7, middle - 7, 14, style.shade(Tone.SAGE).mark
        )
        return
    tone = Tone.RED if one.is_red else Tone.AMBER
    shade = style.shade(tone)
    name = "alert-octagon" if one.is_red else "alert-triangle"
    icons.draw(painter, name, center - 7, middle - 16, 14, shade.mark)
    below = QRectF(left + 1, middle, wide - 2, 16)
    words.draw_mid(painter, below, light_says(row, light), Type.CAPTION, shade.text)


class GoldList(People):
    """The list of them."""

    def __init__(self, name: str) -> None:
        super().__init__([], Look(height=GOLD_HIGH, ruled=True), name)
        self.setItemDelegate(GoldPainter(self.look, self))

    def light_left(self, place: int) -> float:
        """Return where the column of a light begins."""
        width = float(self.viewport().width())
        wide = _light_width(width)
        return 6 + width - 12 - ACTS - wide * len(Light) + place * wide
