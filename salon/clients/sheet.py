"""What the paper of a list of clients says: plain values, ready to be set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list of clients on paper."""

    title: str
    about: str  # how many there are
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    named_by: int  # the column that says whom a row is about; -1: none does
    printed: str
