"""Points and lines on the charts: where they are, kept small; plain rules."""

import json
import math
from collections.abc import Iterable

LONGEST_LINE = 400  # points
Point = tuple[float, float]


def kept_line(points: Iterable[Point]) -> str:
    """Return a line as it is kept: JSON of points in the unit box; "" of none."""
    rounded = [[round(x, 4), round(y, 4)] for x, y in points]
    return json.dumps(rounded, separators=(",", ":")) if rounded else ""


def read_line(kept: str) -> tuple[Point, ...]:
    """Return the points of a line that is kept; none where it cannot be read."""
    try:
        return tuple((float(x), float(y)) for x, y in json.loads(kept or "[]"))
    except (ValueError, TypeError):
        return ()


def is_inside(points: Iterable[Point]) -> bool:
    """Return whether all points lie in the unit box of a view."""
    return all(math.isfinite(v) and 0 <= v <= 1 for point in points for v in point)
