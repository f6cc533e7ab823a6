"""What the paper of a form says: frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartSheet:
    """One part: its head, what it says, and what was answered."""

    head: str
    text: str
    answer: str = ""
    choices: tuple[str, ...] = ()  # offered, to be marked on paper
    is_asked: bool = False


@dataclass(frozen=True, slots=True)
class SignatureSheet:
    """One signature, or the line for one."""

    name: str
    said: str  # who, and when
    strokes: tuple[tuple[tuple[float, float], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A form as it was signed, or to be signed on paper."""

    title: str
    client: str
    number: str  # which wording, of when
    parts: tuple[PartSheet, ...]
    ticks: tuple[str, ...]
    is_signed: bool
    outcome: str
    signatures: tuple[SignatureSheet, ...]
    notes: tuple[str, ...]
    printed: str
