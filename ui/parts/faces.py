"""The zones of the face as charts draw them, from the salon's own content."""

from collections.abc import Sequence
from math import cos, hypot, pi, sin

from salon.views.skin_words import SkinWords
from ui.kit.face import FaceMap, Point, Zone

FACE = "face_front"
OUTLINE = "face_outline"
TOUCHING = 0.010  # of the drawing; nearer zones are drawn as one area


def face_map(words: SkinWords) -> FaceMap:
    """Return the face with every zone of it."""
    outline = words.outlines.get(OUTLINE)
    zones = [
        Zone(ref, str(one.names), _corners(one.body), _label(one.body))
        for ref, one in words.zones.items()
        if one.body.get("view") == FACE and one.body.get("parent") == "face"
    ]
    points = _corners(outline.body) if outline is not None else ()
    return FaceMap(points, tuple(zones))


def areas(zones: Sequence[Zone]) -> list[list[Zone]]:
    """Return zones in groups that touch one another."""
    groups: list[list[Zone]] = []
    for zone in zones:
        near = [
            group for group in groups if any(_touch(zone, other) for other in group)
        ]
        joined = [other for group in near for other in group]
        groups = [group for group in groups if group not in near]
        groups.append([*joined, zone])
    return groups


def _touch(one: Zone, other: Zone) -> bool:
    a, b = one.corners, other.corners
    return any(
        _away(p, b[i], b[(i + 1) % len(b)]) <= TOUCHING
        for p in a
        for i in range(len(b))
    ) or any(
        _away(p, a[i], a[(i + 1) % len(a)]) <= TOUCHING
        for p in b
        for i in range(len(a))
    )


def _away(p: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy
    part = 0.0
    if length:
        part = ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length
    part = max(0.0, min(1.0, part))
    return hypot(p[0] - a[0] - part * dx, p[1] - a[1] - part * dy)


def _corners(body: dict[str, str]) -> tuple[Point, ...]:
    if body.get("shape") == "ellipse":
        cx, cy, rx, ry = map(float, body["coords"].split(","))
        turns = [2 * pi * i / 16 for i in range(16)]
        return tuple((cx + rx * cos(t), cy + ry * sin(t)) for t in turns)
    pairs = (pair.split(",") for pair in body["coords"].split(";"))
    return tuple((float(x), float(y)) for x, y in pairs)


def _label(body: dict[str, str]) -> Point:
    return float(body["label_x"]), float(body["label_y"])
