"""What the papers of a day's end and of a report say."""

from dataclasses import dataclass

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One table: what stands above its columns, its rows, its sums."""

    title: str
    columns: tuple[str, ...]  # of figures; the first column has the names
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...]  # "" where a column has none


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A report: its tables, and what each figure means."""

    title: str
    days: str
    note: str  # up to when it stands
    tables: tuple[TableSheet, ...]
    meanings: tuple[Pair, ...]
    printed: str


@dataclass(frozen=True, slots=True)
class DayEndSheet:
    """The day: what was counted, what was taken, what goes over."""

    title: str
    till: str  # opened when, by whom, with what
    closed: str  # when, by whom
    counted: tuple[tuple[str, str, str], ...]  # piece, how many, worth
    sums: tuple[Pair, ...]  # counted, should be, difference, to the safe, stays
    why: str
    tables: tuple[TableSheet, ...]
    ahead: tuple[tuple[str, tuple[Pair, ...]], ...]  # sold ahead, given from before
    owed: str
    over: tuple[str, ...]  # held bills, missing signatures
    note: str
    meanings: tuple[Pair, ...]
    printed: str
