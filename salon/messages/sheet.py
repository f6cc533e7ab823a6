"""What is printed to be sent by post: folded cards, and labels with addresses."""

from dataclasses import dataclass
from enum import Enum

from salon.paper.sheets import PageSize


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card: to whom, and what it says."""

    client: str
    words: str


@dataclass(frozen=True, slots=True)
class CardSheet:
    """Cards in one language, each on a sheet of its own that is folded once."""

    cards: tuple[CardLine, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """One address: a name, and where it is brought."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Grid:
    """How the labels lie on a sheet; lengths in millimetres."""

    size: PageSize
    across: int
    down: int
    left: float  # of the first label
    top: float
    wide: float
    high: float
    step: float  # from one label's left to the next one's

    @property
    def count(self) -> int:
        """How many are on a sheet."""
        return self.across * self.down


class Stock(Enum):
    """Sheets of labels that are sold everywhere."""

    L7160 = Grid(PageSize.A4, 3, 7, 7.25, 15.15, 63.5, 38.1, 66.0)
    A5160 = Grid(PageSize.LETTER, 3, 10, 4.76, 12.7, 66.675, 25.4, 69.85)


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """Labels on as many sheets as it takes, from a place that is still free."""

    labels: tuple[Label, ...]
    stock: Stock
    start: int = 1  # the first free label of the first sheet
