"""What is asked of a client, as a paper asks it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what one may choose; nothing to choose is room to write."""

    text: str
    options: tuple[str, ...] = ()
    is_beside: bool = False  # what one may choose stands beside the question


@dataclass(frozen=True, slots=True)
class FormSheet:
    """What is asked of one client, in the client's language."""

    number: str  # of the visit, or the code of the form: by that it is noted
    title: str
    hello: str
    how: str  # what to do with it
    questions: tuple[Asked, ...]
    thanks: str
    printed: str = ""
    client_id: int = 0
    code: str = ""  # of a form that names nobody: it stands large
    nameless: str = ""  # what one marks who does not want to be named
