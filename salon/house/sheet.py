"""What the paper of a year says: what was changed because somebody said so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A wish, and what is so now."""

    said: str
    now: str
    note: str = ""  # how many said so, and when it was changed


@dataclass(frozen=True, slots=True)
class ChangesSheet:
    """One page for whoever comes in; nobody is named on it."""

    title: str
    hello: str
    changes: tuple[Change, ...]
    not_head: str
    not_yet: tuple[Change, ...]  # what is not possible, and why
    said_head: str
    now_head: str
    thanks: str
    printed: str
    more: str = ""
