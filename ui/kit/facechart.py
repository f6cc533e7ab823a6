"""The face chart: a calm drawing, tinted zones with numbered findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from math import hypot

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QSizePolicy, QWidget

from ui.kit import face, style, words
from ui.kit.tokens import Theme, Tone, Type


@dataclass(frozen=True)
class Finding:
    """What was seen in one or several zones that make one area."""

    number: int  # 0: none is drawn
    name: str
    zones: tuple[str, ...]
    tone: Tone
    severity: int = 1
    at: tuple[float, float] | None = None  # where its number stands


@dataclass(frozen=True)
class Spot:
    """A point, or a line of several, drawn where it was seen; in the unit box."""

    points: tuple[tuple[float, float], ...]
    tone: Tone
    name: str = ""


class Pen(Enum):
    """What a press on the chart marks."""

    ZONE = "zone"
    POINT = "point"
    LINE = "line"


_CTRL = Qt.KeyboardModifier.ControlModifier
NEAR = 0.03  # of the drawing: a press in a gap takes the nearest zone within
LEAST = 0.006  # of the drawing: points of a line that lie nearer say nothing more


class FaceChart(QWidget):
    """A face to look at, point at and walk over with the arrow keys."""

    chosen = Signal(str)
    told = Signal(str)
    tapped = Signal(str)  # pressed with the mouse, Space or Enter
    drawn = Signal(str, object)  # a zone, and the points of a spot or a line in it

    def __init__(
        self,
        zones: face.FaceMap,
        findings: Sequence[Finding] = (),
        name: str = "",
        high: int = 340,
    ) -> None:
        """Draw *zones*; *high* is how many units of height it asks for."""
        super().__init__()
        self.map, self._high = zones, high
        self.name = name
        self.zone = ""
        self.over = ""
        self.zoom = 1.0
        self.shift = QPointF()
        self._grip: QPointF | None = None
        self._ground: QPixmap | None = None
        self._drawn: tuple[object, ...] = ()
        self.pen = Pen.ZONE
        self._stroke: list[tuple[float, float]] = []
        self.spots: Sequence[Spot] = ()
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(name)
        self.show_findings(findings)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show other findings."""
        self.findings = findings
        self.areas = [(f, self.map.joined(f.zones)) for f in findings if f.zones]
        said = "; ".join(map(_spoken, findings))
        self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return how large it likes to be."""
        return QSize(280, self._high)

    def minimumSizeHint(self) -> QSize:
        """Return how small it may become."""
        return QSize(200, 190)

    def map_(self) -> QTransform:
        """Return the way from fractions of the drawing to the widget."""
        high = min(self.height() - 12, (self.width() - 8) / self.map.ratio)
        high *= self.zoom
        wide = high * self.map.ratio
        left = (self.width() - wide) / 2 + self.shift.x()
        top = (self.height() - high) / 2 + self.shift.y() + high * 0.025
        return QTransform(wide, 0, 0, high * 0.975, left, top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the current theme."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self.devicePixelRatioF()
        wanted = (self.size(), scale, style.theme().name, self.zoom, self.shift)
        if self._ground is None or wanted != self._drawn:
            self._ground = QPixmap(self.size() * scale)
            self._ground.setDevicePixelRatio(scale)
            self._ground.fill(Qt.GlobalColor.transparent)
            drawn = draw_face if self.map.is_face else draw_outline
            drawn(self._ground, self.map_(), style.theme(), self.map.shape())
            if not self.map.is_face:
                self._draw_zones()
            self._drawn = wanted
        painter.drawPixmap(0, 0, self._ground)
        way = self.map_()
        for finding, area in self.areas:
            self._area(painter, way.map(area), finding)
        for zone in {self.over, self.zone} - {""}:
            self._outline(painter, way.map(self.map.zone(zone).outline()), zone)
        for finding, _area in self.areas:
            if not finding.number:
                continue
            at = finding.at or self.map.zone(finding.zones[0]).label
            self._number(painter, way.map(QPointF(*at)), finding)
        stroke = [Spot(tuple(self._stroke), Tone.ROSE)] if self._stroke else []
        for spot in (*self.spots, *stroke):
            self._spot(painter, way, spot)
        if self.hasFocus():
            style.focus_ring(painter, QRectF(self.rect()))

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Show other points and lines."""
        self.spots = spots
        self.update()

    def _spot(self, painter: QPainter, way: QTransform, spot: Spot) -> None:
        """Paint a point as a ringed dot, a line as a stroke over its halo."""
        mark, t = style.shade(spot.tone).mark, style.theme()
        places = [way.map(QPointF(*point)) for point in spot.points]
        if len(places) == 1:
            painter.setPen(QPen(t.skin, 1.6))
            painter.setBrush(mark)
            size = 4.5 * min(self.zoom, 2.0)
            painter.drawEllipse(places[0], size, size)
            return
        path = QPainterPath(places[0])
        for place in places[1:]:
            path.lineTo(place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        for colour, wide in ((t.skin, 5.0), (mark, 2.6)):
            painter.setPen(QPen(colour, wide, Qt.PenStyle.SolidLine, cap, join))
            painter.drawPath(path)

    def _draw_zones(self) -> None:
        """Paint the zones faintly: a body has no eyes to find one's way by."""
        assert self._ground is not None
        painter = QPainter(self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(style.mixed(style.theme().skin_line, style.theme().skin, 0.5))
        )
        way = self.map_()
        for zone in self.map.zones:
            painter.drawPath(way.map(zone.outline()))
        painter.end()

    def _area(self, painter: QPainter, area: QPainterPath, finding: Finding) -> None:
        hue = style.shade(finding.tone)
        fill = QColor(hue.mark)
        fill.setAlphaF(0.10 + 0.07 * finding.severity)
        painter.setBrush(fill)
        pen = QPen(hue.mark, 1.4)
        if finding.severity < 2:
            pen.setDashPattern([3, 2.4])
        painter.setPen(pen)
        painter.drawPath(area)

    def _outline(self, painter: QPainter, path: QPainterPath, zone: str) -> None:
        accent = style.theme().accent
        veil = QColor(accent)
        veil.setAlphaF(0.10 if zone == self.over else 0.0)
        painter.setBrush(veil)
        painter.setPen(QPen(accent, 2 if zone == self.zone else 1.2))
        painter.drawPath(path)

    def _number(self, painter: QPainter, at: QPointF, finding: Finding) -> None:
        hue, t = style.shade(finding.tone), style.theme()
        box = QRectF(at.x() - 10, at.y() - 10, 20, 20)
        style.rounded(painter, box.adjusted(-1.5, -1.5, 1.5, 1.5), 12, t.skin)
        style.rounded(painter, box, 10, hue.mark if t.dark else hue.text)
        ink = t.card
        words.draw_mid(painter, box, str(finding.number), Type.CAPTION_STRONG, ink)

    def _at(self, point: QPointF) -> str:
        back, sound = self.map_().inverted()
        if not sound:
            return ""
        inside = back.map(point)
        for zone in self.map.zones:
            if zone.outline().contains(inside):
                return zone.id
        return ""

    def _place(self, point: QPointF) -> tuple[float, float] | None:
        """Return where a press is in the unit box; None beside it."""
        back, sound = self.map_().inverted()
        inside = back.map(point)
        is_in = sound and 0 <= inside.x() <= 1 and 0 <= inside.y() <= 1
        return (inside.x(), inside.y()) if is_in else None

    def nearest(self, place: tuple[float, float]) -> str:
        """Return the zone at a place, or the nearest one within reach; "" if none."""
        inside = QPointF(*place)
        best, least = "", NEAR
        for zone in self.map.zones:
            if zone.outline().contains(inside):
                return zone.id
            for x, y in zone.corners:
                away = hypot(inside.x() - x, inside.y() - y)
                if away < least:
                    best, least = zone.id, away
        return best

    def say(self, zone: str) -> str:
        """Return what a zone is called and what was found there."""
        name = self.map.zone(zone).name
        found = [_spoken(f) for f in self.findings if zone in f.zones]
        return f"{name}: {'; '.join(found)}" if found else name

    def choose(self, zone: str) -> None:
        """Choose a zone and say so."""
        self.zone = zone
        said = self.say(zone)
        self.setAccessibleName(said)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.NameChanged)
        )
        self.told.emit(said)
        self.chosen.emit(zone)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._stroke and self.pen is Pen.LINE:
            place = self._place(event.position())
            last = self._stroke[-1]
            if place and hypot(place[0] - last[0], place[1] - last[1]) >= LEAST:
                self._stroke.append(place)
                self.update()
            return
        if self._grip is not None and self.zoom > 1:
            self.shift = self.shift + event.position() - self._grip
            self._grip = event.position()
            self.update()
            return
        over = self._at(event.position())
        if over != self.over:
            self.over = over
            if over:
                self.told.emit(self.say(over))
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the pointer."""
        self.over = ""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press of the mouse."""
        self._grip = event.position()
        if self.pen is not Pen.ZONE:
            place = self._place(event.position())
            self._stroke = [place] if place is not None else []
            self.update()
            return
        found = self._place(event.position())
        zone = self._at(event.position()) or (self.nearest(found) if found else "")
        if zone:
            self.choose(zone)
            self.tapped.emit(zone)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; what was drawn is told with the zone it began in."""
        self._grip = None
        stroke, self._stroke = self._stroke, []
        if not stroke:
            return
        zone = self.nearest(stroke[0])
        self.update()
        if zone:
            self.choose(zone)
            is_line = self.pen is Pen.LINE and len(stroke) > 1
            self.drawn.emit(zone, tuple(stroke if is_line else stroke[:1]))

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.enlarge(pinch.scaleFactor())
                event.accept()
                return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl; else let the page scroll."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self.enlarge(1.15 if event.angleDelta().y() > 0 else 1 / 1.15)

    def enlarge(self, by: float) -> None:
        """Zoom in or out, never smaller than whole."""
        self.zoom = max(1.0, min(4.0, self.zoom * by))
        if self.zoom == 1.0:
            self.shift = QPointF()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys it knows; pass the others on."""
        key = Qt.Key
        ways = {
            key.Key_Left: (-1, 0),
            key.Key_Right: (1, 0),
            key.Key_Up: (0, -1),
            key.Key_Down: (0, 1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is not None:
            self._walk(*way)
        elif event.key() in (key.Key_Space, key.Key_Return, key.Key_Enter):
            if self.zone and not event.modifiers() & _CTRL:
                if not event.isAutoRepeat():
                    self.tapped.emit(self.zone)
            else:
                super().keyPressEvent(event)
        elif event.text() == "+":
            self.enlarge(1.25)
        elif event.text() == "-":
            self.enlarge(0.8)
        elif event.key() == key.Key_0:
            self.enlarge(0.01)
        else:
            super().keyPressEvent(event)

    def _walk(self, dx: int, dy: int) -> None:
        """Go to the nearest zone in a direction."""
        if not self.zone:
            self.choose(self.map.zones[0].id)
            return
        here = self.map.zone(self.zone)
        best, least = "", 9.0
        for zone in self.map.zones:
            off = zone.middle - here.middle
            on = off.x() * dx * self.map.ratio + off.y() * dy
            aside = abs(off.x() * dy * self.map.ratio) + abs(off.y() * dx)
            if zone.id != self.zone and on > 0.01 and on + 2.2 * aside < least:
                best, least = zone.id, on + 2.2 * aside
        if best:
            self.choose(best)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is here."""
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard has gone."""
        self.update()


def _spoken(finding: Finding) -> str:
    return f"{finding.number} {finding.name}" if finding.number else finding.name


def draw_outline(
    ground: QPixmap, way: QTransform, t: Theme, outline: QPainterPath
) -> None:
    """Paint the outline of a view that is no face."""
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(t.skin)
    painter.setPen(QPen(t.skin_line, 1.4))
    painter.drawPath(way.map(outline))
    painter.end()


def draw_face(
    ground: QPixmap, way: QTransform, t: Theme, outline: QPainterPath
) -> None:
    """Paint the face itself: fills first, then lines, finest last."""
    d = face.drawing()
    unit = way.m22() / 390
    painter = QPainter(ground)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = t.skin_line
    deep = style.mixed(t.ink, line, 0.45)
    pale = style.mixed(line, t.skin, 0.55)

    def fill(
        path: QPainterPath, colour: QColor, edge: QColor | None, wide: float = 1.2
    ) -> None:
        painter.setBrush(colour)
        pen = QPen(edge, wide * unit) if edge else QPen(Qt.PenStyle.NoPen)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(way.map(path))

    def stroke(path: QPainterPath, colour: QColor, wide: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(colour, wide * unit, Qt.PenStyle.SolidLine, cap, join))
        painter.drawPath(way.map(path))

    fill(d.hair, t.hair, line)
    fill(d.neck, style.mixed(t.skin, t.hair, 0.72), None)
    half = QPainterPath(d.neck)
    painter.save()
    painter.setClipRect(
        QRectF(0, way.map(QPointF(0, 0.82)).y(), 9999, way.m22() * 0.168)
    )
    stroke(half, line, 1.2)
    painter.restore()
    stroke(d.throat, pale, 1.1)
    fill(d.ears, t.skin, line)
    stroke(d.ear_folds, pale, 1.1)
    fill(outline, t.skin, line, 1.4)
    stroke(d.strands, style.mixed(line, t.hair, 0.7), 1.0)
    white = (
        style.mixed(t.ink, t.skin, 0.3) if t.dark else style.mixed(t.card, t.skin, 0.7)
    )
    fill(d.eyes, white, line, 1.0)
    for centre in d.pupils:
        at = way.map(centre)
        painter.save()
        painter.setClipPath(way.map(d.eyes))
        painter.setPen(Qt.PenStyle.NoPen)
        iris = style.mixed(t.background if t.dark else deep, t.skin, 0.62)
        pupil = t.background if t.dark else deep
        for radius, colour in ((9.6, iris), (4.6, pupil)):
            painter.setBrush(colour)
            painter.drawEllipse(at, radius * unit, radius * unit)
        painter.setBrush(t.skin if not t.dark else t.ink)
        painter.drawEllipse(at + QPointF(2.6, -2.8) * unit, 1.7 * unit, 1.7 * unit)
        painter.restore()
    stroke(d.lashes, deep, 1.9)
    stroke(d.creases, pale, 1.1)
    fill(d.brows, style.mixed(deep, t.skin, 0.55), None)
    stroke(d.bridge, pale, 1.1)
    stroke(d.nose, line, 1.4)
    stroke(d.nostrils, style.mixed(deep, line, 0.3), 1.6)
    fill(d.upper_lip, style.mixed(style.shade(Tone.ROSE).mark, t.skin, 0.34), None)
    fill(d.lower_lip, style.mixed(style.shade(Tone.ROSE).mark, t.skin, 0.24), None)
    stroke(d.mouth, style.mixed(style.shade(Tone.ROSE).mark, line, 0.35), 1.3)
    stroke(d.chin, pale, 1.1)
    painter.end()
