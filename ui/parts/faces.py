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


# Width to height of each view (skin-analysis 2); nails have no outline.
VIEWS = {
    FACE: 0.80,
    "body_front": 0.50,
    "body_back": 0.50,
    "scalp_top": 0.85,
    "nails_hands": 1.70,
    "nails_feet": 1.70,
}


def view_map(words: SkinWords, view: str) -> FaceMap:
    """Return one view with every zone of it."""
    if view == FACE:
        return face_map(words)
    zones = [
        Zone(ref, str(one.names), _corners(one.body), _label(one.body))
        for ref, one in words.zones.items()
        if one.body.get("view") == view
    ]
    outline = next(
        (one for one in words.outlines.values() if one.body.get("view") == view), None
    )
    points = _corners(outline.body) if outline is not None else ()
    return FaceMap(points, tuple(zones), VIEWS[view], is_face=False)


def view_of(words: SkinWords, zone: str) -> str:
    """Return on which view a zone is; the face where it is on none."""
    found = words.zones.get(zone)
    return str(found.body.get("view") or FACE) if found is not None else FACE


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
