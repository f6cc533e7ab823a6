"""The time line of a complaint, as a paper says it: facts alone, nobody's name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened or was said."""

    when: str
    what: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class TimelineSheet:
    """What happened, in its order, for insurer, authority or lawyer."""

    number: str
    whose: str  # initials
    pairs: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    calm: str  # what nobody does meanwhile
    printed: str = ""
