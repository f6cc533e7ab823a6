"""What the sheet of a stock-take and the list of a recall say."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CountRow:
    """One batch to be counted."""

    product: str
    lot: str
    last: str  # good day
    system: str  # what should be there; "" on a blind sheet
    counted: str = ""  # "" to be written by hand


@dataclass(frozen=True, slots=True)
class CountGroup:
    """The products of one category."""

    name: str
    rows: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class CountSheet:
    """A stock-take on paper: what should be there, and room for what was found."""

    number: str
    title: str
    how: str
    groups: tuple[CountGroup, ...]
    printed: str = ""


@dataclass(frozen=True, slots=True)
class RecallRow:
    """Somebody who had the batch."""

    name: str
    phone: str
    had: str
    staff: str
    wish: str = ""  # not to be contacted: about safety once all the same


@dataclass(frozen=True, slots=True)
class RecallSheet:
    """Whom to ring about a recalled batch."""

    title: str
    what: str  # product and lot
    told: str  # how many bought it, were treated with it, want no contact
    words: str  # what is said to them
    rows: tuple[RecallRow, ...]
    printed: str = ""
