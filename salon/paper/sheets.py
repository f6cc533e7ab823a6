"""What every paper is given beside its own facts: letterhead, look, rulers.

Plain values only, so that whoever fills a sheet never loads the typesetter.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class PageSize(Enum):
    """A format of paper: width and height in points."""

    A4 = (595.2756, 841.8898)
    A5 = (419.5276, 595.2756)
    LETTER = (612.0, 792.0)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The salon as it stands at the head of every page."""

    salon: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """How a paper is to be printed.

    In several languages it is printed whole in each, one after the other. None means
    the language spoken here and now.
    """

    size: PageSize = PageSize.A4
    languages: tuple[str, ...] = ()
    is_large: bool = False  # 14 pt, for eyes that are tired

    @property
    def paper(self) -> PageSize:
        """Return the sheet it is set on: large type has no room on a small one."""
        is_too_small = self.is_large and self.size is PageSize.A5
        return PageSize.A4 if is_too_small else self.size


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture to print, as a JPEG or PNG file, upright and without its EXIF."""

    picture: bytes
    caption: str = ""  # "Before, 23 Nov 2026"
    alt: str = ""  # what it shows, for who cannot see it


@dataclass(frozen=True, slots=True)
class Ruler:
    """One measure over time, and where it is meant to go."""

    name: str
    unit: str
    points: tuple[tuple[date, float], ...]  # oldest first, at least one
    aim: float | None = None
    best: float | None = None  # the better end, where the aim is a range
    aim_by: date | None = None
    least: float = 0.0  # ends of the measure's own scale; alike where it has none
    most: float = 0.0
    better: str = ""  # "up", "down", or neither
    least_change: float = 0.0  # the smallest real one; 0: by the first value
    said: str = ""  # what the number means, in words: "a little dry"

    @property
    def first(self) -> float:
        """Return the value at the start."""
        return self.points[0][1]

    @property
    def now(self) -> float:
        """Return the newest value."""
        return self.points[-1][1]

    @property
    def is_change(self) -> bool:
        """Return whether it changed by more than an instrument errs."""
        return self.is_real(self.first, self.now)

    def is_real(self, first: float, now: float) -> bool:
        """Return whether a change is more than an instrument errs.

        That is 15 % of the first value where the device's own spread is not known
        (skin-analysis.md 6); a tape and a scale are known: a centimetre, a kilogram
        (treatment-plans.md 4).
        """
        if self.least_change:
            return abs(now - first) >= self.least_change
        return abs(now - first) > 0.15 * abs(first)
