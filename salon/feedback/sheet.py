"""What is asked after a visit, as a paper asks it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what one may choose; nothing to choose is room to write."""

    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The questions of one visit, in the client's language."""

    number: str  # of the visit: by that it is noted
    title: str
    hello: str
    how: str  # what to do with it
    questions: tuple[Asked, ...]
    thanks: str
    printed: str = ""
    client_id: int = 0
