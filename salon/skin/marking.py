"""What may be drawn on a photograph, and how two of them are laid on one another."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from salon.text import N_

Point = tuple[float, float]  # in a box of one by one
MOST_POINTS = 4_000  # of one mark
LONGEST_WORDS = 200
CLOSEST = 0.02  # of the picture: two points nearer than this say nothing


class Kind(StrEnum):
    """What a mark is."""

    ARROW = "arrow"
    CIRCLE = "circle"
    LINE = "line"
    WORDS = "words"


KIND_WORDS = {
    Kind.ARROW: N_("Arrow"),
    Kind.CIRCLE: N_("Circle"),
    Kind.LINE: N_("Freehand"),
    Kind.WORDS: N_("Words"),
}
_LEAST = {Kind.ARROW: 2, Kind.CIRCLE: 2, Kind.LINE: 2, Kind.WORDS: 1}


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark on a photograph: from where to where, or through which points.

    A circle goes from corner to corner of the box it lies in.
    """

    kind: Kind
    points: tuple[Point, ...]
    words: str = ""

    def is_whole(self) -> bool:
        """Return whether it can be drawn."""
        enough = _LEAST[self.kind] <= len(self.points) <= MOST_POINTS
        inside = all(
            math.isfinite(one) and 0 <= one <= 1 for pair in self.points for one in pair
        )
        said = bool(self.words.strip()) or self.kind is not Kind.WORDS
        return enough and inside and said and len(self.words) <= LONGEST_WORDS


def written(points: Sequence[Point]) -> str:
    """Return points as they are kept."""
    return json.dumps([[round(x, 5), round(y, 5)] for x, y in points])


def read(kept: str) -> tuple[Point, ...]:
    """Return points as they were kept; none where nothing was."""
    return tuple((float(x), float(y)) for x, y in json.loads(kept or "[]"))


@dataclass(frozen=True, slots=True)
class Fit:
    """How a picture is laid on another: turned, enlarged and moved, never bent.

    In pixels (x, y) goes to (a·x − b·y + dx, b·x + a·y + dy).
    """

    a: float
    b: float
    dx: float
    dy: float

    def put(self, point: Point) -> Point:
        """Return where a point of the one lies on the other."""
        x, y = point
        return self.a * x - self.b * y + self.dx, self.b * x + self.a * y + self.dy


def lined_up(here: Sequence[Point], there: Sequence[Point]) -> Fit | None:
    """Return how eyes and mouth *here* come to lie on those *there*; None if not.

    The best turn, size and place by least squares. What would have to be turned by
    more than a quarter, or made more than four times as large, is no face seen alike.

    Args:
        here: Both eyes and the mouth, in pixels.
        there: Those of the picture it is laid on.
    """
    if len(here) != 3 or len(there) != 3:
        return None
    cx, cy = _middle(here)
    tx, ty = _middle(there)
    size = along = across = 0.0
    for (x, y), (u, v) in zip(here, there, strict=True):
        x, y, u, v = x - cx, y - cy, u - tx, v - ty
        size += x * x + y * y
        along += x * u + y * v
        across += x * v - y * u
    if size <= 0:
        return None
    a, b = along / size, across / size
    scale = math.hypot(a, b)
    if not 0.25 <= scale <= 4 or a <= 0:
        return None
    return Fit(a, b, tx - (a * cx - b * cy), ty - (b * cx + a * cy))


def are_points(points: Sequence[Point]) -> bool:
    """Return whether three points may be two eyes and a mouth: apart, mouth below."""
    if len(points) != 3:
        return False
    if not all(math.isfinite(one) and 0 <= one <= 1 for pair in points for one in pair):
        return False
    left, right, mouth = points
    pairs = ((left, right), (left, mouth), (right, mouth))
    is_apart = all(math.dist(*pair) >= CLOSEST for pair in pairs)
    return is_apart and mouth[1] > (left[1] + right[1]) / 2


def _middle(points: Sequence[Point]) -> Point:
    return (
        sum(x for x, _y in points) / len(points),
        sum(y for _x, y in points) / len(points),
    )
