"""What the papers of a handing over say: frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardSheet:
    """What a successor must know of one client, on a card."""

    client: str
    head: str  # class, how many visits, whom she sees
    mind: tuple[str, ...]  # never do, allergies, topics to leave
    lines: tuple[tuple[str, str], ...]  # name and what is known


@dataclass(frozen=True, slots=True)
class LeavingSheet:
    """The plan, and a card for each client who sees only her."""

    title: str
    printed: str
    sentence: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    booked: tuple[tuple[str, ...], ...]
    booked_head: tuple[str, ...]
    cards: tuple[CardSheet, ...]
    notes: tuple[str, ...]
