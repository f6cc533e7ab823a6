"""What the settings show of after-care, asked in one look at the records."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.aftercare.composing import Own
from salon.aftercare.model import ProtocolLine
from salon.aftercare.queries import own_words, protocol_lines
from salon.catalogue.model import Subject
from salon.catalogue.queries import all_names, terms
from salon.text import Names

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True)
class Protocols:
    """The protocols, the salon's own words, and the words for what a step names."""

    lines: tuple[ProtocolLine, ...]
    own: tuple[Own, ...]
    purposes: dict[str, Names]
    questions: dict[str, Names]
    flags: dict[str, Names]


def protocols(reading: "Reading") -> Protocols:
    """Return all that is shown of after-care in the settings."""
    return Protocols(
        tuple(protocol_lines(reading)),
        tuple(own_words(reading)),
        terms(reading, "step_purpose"),
        all_names(reading, Subject.QUESTION),
        all_names(reading, Subject.RED_FLAG),
    )
