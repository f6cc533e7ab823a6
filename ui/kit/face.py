"""The drawing of a face, and the zones it is given, in fractions of the drawing.

x grows to the viewer's right and y downwards; her right cheek is on the viewer's left.
Every part is given for her right side and mirrored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QPolygonF, QTransform

RATIO = 0.80
"""Width of the drawing to its height."""

Point = tuple[float, float]
MIRROR = QTransform(-1, 0, 0, 1, 1, 0)


@dataclass(frozen=True)
class Zone:
    """A zone of the face: its name, its corners and where its label stands."""

    id: str
    name: str
    corners: tuple[Point, ...]
    label: Point

    def outline(self) -> QPainterPath:
        """Return its outline, every corner rounded away."""
        return _softened(self.corners)

    @property
    def middle(self) -> QPointF:
        """Where its label stands."""
        return QPointF(*self.label)


@dataclass(frozen=True)
class FaceMap:
    """What a chart knows of a face, or of a body: its outline and its zones."""

    outline: tuple[Point, ...]
    zones: tuple[Zone, ...]
    ratio: float = RATIO  # width of the drawing to its height
    is_face: bool = True  # else only its outline is drawn

    def shape(self) -> QPainterPath:
        """Return the outline; empty where the view has none."""
        return _smoothed(self.outline) if self.outline else QPainterPath()

    def zone(self, key: str) -> Zone:
        """Return the zone of that id."""
        return _by_id(self)[key]

    def joined(self, ids: Iterable[str]) -> QPainterPath:
        """Return one soft shape round several zones, kept inside the face."""
        return _joined(self, tuple(ids))


@lru_cache(maxsize=4)
def _by_id(face: FaceMap) -> dict[str, Zone]:
    return {zone.id: zone for zone in face.zones}


@lru_cache(maxsize=128)
def _softened(corners: tuple[Point, ...]) -> QPainterPath:
    return softened([QPointF(x, y) for x, y in corners])


@lru_cache(maxsize=4)
def _smoothed(points: tuple[Point, ...]) -> QPainterPath:
    return smooth([QPointF(x, y) for x, y in points])


def smooth(points: Sequence[QPointF], closed: bool = True) -> QPainterPath:
    """Return the Catmull-Rom curve through points."""
    count = len(points)
    path = QPainterPath(points[0])
    for i in range(count if closed else count - 1):
        if closed:
            before, a, b, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b = points[i], points[i + 1]
            before, after = points[max(0, i - 1)], points[min(count - 1, i + 2)]
        path.cubicTo(a + (b - before) / 6, b - (after - a) / 6, b)
    if closed:
        path.closeSubpath()
    return path


def softened(points: Sequence[QPointF]) -> QPainterPath:
    """Return a polygon with every corner rounded away."""
    count = len(points)
    path = QPainterPath((points[-1] + points[0]) / 2)
    for i in range(count):
        path.quadTo(points[i], (points[i] + points[(i + 1) % count]) / 2)
    path.closeSubpath()
    return path


@lru_cache(maxsize=256)
def _joined(face: FaceMap, ids: tuple[str, ...]) -> QPainterPath:
    """Return one soft shape round several zones, kept inside the face."""
    stroker = QPainterPathStroker()
    stroker.setWidth(0.012)
    stroker.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    whole = QPainterPath()
    for zone in ids:
        shape = QPainterPath()
        corners = face.zone(zone).corners
        shape.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        shape.closeSubpath()
        whole = whole.united(shape).united(stroker.createStroke(shape))
    rim = QPainterPathStroker()
    rim.setWidth(0.024)
    inside = face.shape().subtracted(rim.createStroke(face.shape()))
    if inside.isEmpty() or not face.is_face:
        inside = whole
    polygon = max(  # the outline; slits that stay between zones are no part of it
        whole.intersected(inside).simplified().toSubpathPolygons(),
        key=lambda p: p.boundingRect().width() * p.boundingRect().height(),
    )
    return softened(_thinned(QPolygonF(polygon).toList()))


def _thinned(points: Sequence[QPointF], least: float = 0.035) -> list[QPointF]:
    """Leave out points that lie close to the one before."""
    kept = [points[0]]
    for point in points[1:]:
        if (point - kept[-1]).manhattanLength() >= least:
            kept.append(point)
    if len(kept) > 3 and (kept[-1] - kept[0]).manhattanLength() < least:
        kept.pop()
    return kept


def _curve(start: Point, *bends: tuple[Point, Point, Point]) -> QPainterPath:
    path = QPainterPath(QPointF(*start))
    for one, two, end in bends:
        path.cubicTo(QPointF(*one), QPointF(*two), QPointF(*end))
    return path


def both(path: QPainterPath) -> QPainterPath:
    """Return a part and its mirror image."""
    made = QPainterPath(path)
    made.addPath(MIRROR.map(path))
    return made


@dataclass(frozen=True)
class Drawing:
    """The parts of the face, from the back to the front."""

    hair: QPainterPath
    strands: QPainterPath
    neck: QPainterPath
    throat: QPainterPath
    ears: QPainterPath
    ear_folds: QPainterPath
    brows: QPainterPath
    eyes: QPainterPath
    lashes: QPainterPath
    creases: QPainterPath
    nose: QPainterPath
    bridge: QPainterPath
    nostrils: QPainterPath
    upper_lip: QPainterPath
    lower_lip: QPainterPath
    mouth: QPainterPath
    chin: QPainterPath
    pupils: tuple[QPointF, QPointF]


def _mirrored_shape(half: QPainterPath) -> QPainterPath:
    """Return a closed shape from its right half, open in the middle."""
    whole = QPainterPath(half)
    whole.connectPath(MIRROR.map(half).toReversed())
    whole.closeSubpath()
    return whole


@lru_cache(maxsize=1)
def drawing() -> Drawing:
    """Return every part of the face."""
    hair = _mirrored_shape(
        _curve(
            (0.5, -0.012),
            ((0.34, -0.02), (0.16, 0.05), (0.105, 0.2)),
            ((0.07, 0.3), (0.085, 0.4), (0.115, 0.47)),
            ((0.125, 0.5), (0.16, 0.48), (0.2, 0.4)),
            ((0.24, 0.3), (0.36, 0.2), (0.5, 0.2)),
        )
    )
    strands = both(
        _curve((0.485, 0.008), ((0.36, 0.015), (0.22, 0.08), (0.152, 0.235)))
    )
    strands.addPath(
        both(_curve((0.492, 0.03), ((0.4, 0.03), (0.27, 0.085), (0.2, 0.17))))
    )
    strands.addPath(
        both(_curve((0.4, -0.002), ((0.25, 0.03), (0.13, 0.14), (0.112, 0.3))))
    )
    neck = _mirrored_shape(
        _curve(
            (0.5, 0.78),
            ((0.42, 0.78), (0.34, 0.8), (0.318, 0.83)),
            ((0.325, 0.89), (0.325, 0.92), (0.305, 0.948)),
            ((0.285, 0.972), (0.225, 0.985), (0.16, 0.998)),
            ((0.25, 1.0), (0.4, 1.0), (0.5, 1.0)),
        )
    )
    throat = both(
        _curve((0.405, 0.955), ((0.43, 0.972), (0.45, 0.985), (0.458, 0.999)))
    )
    ears = both(
        _curve(
            (0.15, 0.4),
            ((0.125, 0.372), (0.078, 0.372), (0.07, 0.425)),
            ((0.064, 0.48), (0.09, 0.52), (0.1, 0.552)),
            ((0.11, 0.585), (0.14, 0.582), (0.155, 0.55)),
        )
    )
    folds = both(
        _curve(
            (0.128, 0.415),
            ((0.098, 0.4), (0.086, 0.43), (0.092, 0.465)),
            ((0.097, 0.49), (0.112, 0.495), (0.112, 0.525)),
        )
    )
    brows = _curve(
        (0.446, 0.338),
        ((0.446, 0.325), (0.44, 0.318), (0.425, 0.315)),
        ((0.37, 0.3), (0.31, 0.296), (0.243, 0.338)),
        ((0.305, 0.314), (0.37, 0.318), (0.446, 0.338)),
    )
    eyes = _curve(
        (0.252, 0.411),
        ((0.285, 0.372), (0.385, 0.366), (0.436, 0.416)),
        ((0.4, 0.436), (0.3, 0.442), (0.252, 0.411)),
    )
    lashes = _curve(
        (0.24, 0.403),
        ((0.245, 0.407), (0.249, 0.409), (0.254, 0.408)),
        ((0.288, 0.37), (0.385, 0.364), (0.437, 0.417)),
    )
    creases = _curve((0.262, 0.382), ((0.3, 0.348), (0.385, 0.345), (0.43, 0.385)))
    nose = _curve(
        (0.428, 0.535),
        ((0.405, 0.552), (0.396, 0.59), (0.418, 0.603)),
        ((0.432, 0.61), (0.442, 0.6), (0.455, 0.604)),
        ((0.47, 0.612), (0.485, 0.62), (0.5, 0.62)),
    )
    bridge = _curve((0.456, 0.352), ((0.476, 0.39), (0.468, 0.45), (0.456, 0.515)))
    nostrils = _curve((0.43, 0.6), ((0.44, 0.588), (0.456, 0.59), (0.462, 0.602)))
    upper = _mirrored_shape(
        _curve(
            (0.5, 0.697),
            ((0.485, 0.686), (0.468, 0.684), (0.455, 0.688)),
            ((0.43, 0.696), (0.4, 0.706), (0.378, 0.716)),
            ((0.42, 0.716), (0.47, 0.726), (0.5, 0.718)),
        )
    )
    lower = _mirrored_shape(
        _curve(
            (0.5, 0.718),
            ((0.47, 0.726), (0.42, 0.716), (0.378, 0.716)),
            ((0.415, 0.745), (0.455, 0.762), (0.5, 0.762)),
        )
    )
    mouth = both(_curve((0.5, 0.718), ((0.47, 0.727), (0.42, 0.717), (0.37, 0.714))))
    return Drawing(
        hair=hair,
        strands=strands,
        neck=neck,
        throat=throat,
        ears=ears,
        ear_folds=folds,
        brows=both(brows),
        eyes=both(eyes),
        lashes=both(lashes),
        creases=both(creases),
        nose=both(nose),
        bridge=both(bridge),
        nostrils=both(nostrils),
        upper_lip=upper,
        lower_lip=lower,
        mouth=mouth,
        chin=_curve((0.462, 0.852), ((0.48, 0.86), (0.52, 0.86), (0.538, 0.852))),
        pupils=(QPointF(0.343, 0.405), QPointF(0.657, 0.405)),
    )
