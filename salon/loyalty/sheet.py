"""What the owner's monthly report says: frozen values, page by page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One bar of the waterfall: signed in people, `is_whole` at either end."""

    name: str
    value: int
    figure: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its head, its rows; the first column names the row."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    amounts: int = 1  # columns at the right that hold figures


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page: its heading, figures large, tables, and how it is counted."""

    title: str
    figures: tuple[tuple[str, str, str], ...] = ()  # name, figure, remark
    steps: tuple[Step, ...] = ()
    grids: tuple[Grid, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    said: str = ""  # where there is nothing else


@dataclass(frozen=True, slots=True)
class OwnerSheet:
    """The report of one month, in one language."""

    title: str
    sentence: tuple[str, str]
    pages: tuple[ReportPage, ...]
    printed: str
    running: str
