"""What every paper is given beside its own facts: letterhead, look, rulers.

Plain values only, so that whoever fills a sheet never loads the typesetter.
"""

from dataclasses import dataclass
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

    The first of the languages is the one the paper speaks; the second stands beside
    it in headings. None means the language spoken here and now.
    """

    size: PageSize = PageSize.A4
    languages: tuple[str, ...] = ()
    is_large: bool = False  # 16 pt, for eyes that are tired


@dataclass(frozen=True, slots=True)
class Photograph:
    """A picture to print, as a JPEG or PNG file, upright and without its EXIF."""

    picture: bytes
    caption: str = ""  # "Before, 23 Nov 2026"


@dataclass(frozen=True, slots=True)
class Ruler:
    """One measure on its scale: where she stood, stands and wants to be."""

    name: str
    unit: str
    least: float
    most: float
    now: float
    before: float | None = None
    aim: float | None = None
    said: str = ""  # what the number means, in words: "a little dry"
