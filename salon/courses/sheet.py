"""What the papers of courses say: the slip of a session, and the refund sheet."""

from dataclasses import dataclass

Strokes = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """One session that was received, ready to be printed."""

    title: str
    day: str
    hours: str  # from when until when
    client: str
    read: str  # how the name is read: pinyin
    number: str  # of the client
    service: str
    rows: tuple[tuple[str, str], ...]  # treatment n of N, worth
    before: tuple[str, str]  # what it is, how much
    left: tuple[str, str]
    until: tuple[str, str]
    client_signs: str
    client_strokes: Strokes
    staff_signs: str
    staff_strokes: Strokes
    code_said: str
    code: str  # 7K4-M2QA
    check: str  # what to do where slip and statement differ
    last: tuple[str, ...]  # the next date, and thanks
    client_id: int = 0


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """One of the two figures of a refund, and how it comes about."""

    title: str
    amount: str
    sums: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RefundSheet:
    """What a course is worth if it is paid back, before anything is."""

    title: str
    number: str
    client: str
    printed: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[FigureSheet, ...]
    differ: str  # why they are not the same
    head: tuple[str, ...]  # of the list below
    taken: tuple[tuple[str, ...], ...]  # sessions: day, what, who, price, list price
    words: tuple[tuple[str, tuple[str, ...]], ...]  # contract, law, promised
    notes: tuple[str, ...]
    signs: tuple[str, ...]
    client_id: int = 0
