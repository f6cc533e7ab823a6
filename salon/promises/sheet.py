"""What the statement of a client says: frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the sums on top."""

    title: str
    sum: str
    note: str


@dataclass(frozen=True, slots=True)
class Block:
    """A course, or the stored value, from the first line to the last."""

    title: str
    remark: str
    head: tuple[str, ...]  # marked texts
    rows: tuple[tuple[str, ...], ...]
    last: tuple[str, ...]  # the sums below
    note: str = ""  # what is to come


@dataclass(frozen=True, slots=True)
class StatementSheet:
    """What is a client's: ready to be printed."""

    title: str
    number: str
    period: str
    client: str
    read: str
    client_number: str
    figures: tuple[Figure, ...]
    worth: tuple[tuple[str, str, float], ...]  # name, sum, part of the whole: bars
    blocks: tuple[Block, ...]
    nothing: str  # said where there is no block
    ask: tuple[str, str]  # what to do where a line differs
    sign: str
    client_id: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """One table of the owner's paper: its first column names the rows."""

    head: tuple[str, ...]  # marked texts
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PromisesSheet:
    """What is owed in hours and in money, ready to be printed."""

    title: str
    printed: str
    sentence: str
    grids: tuple[Grid, ...]
    notes: tuple[str, ...]
