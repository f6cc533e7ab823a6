"""What can happen around feedback."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class HopeTold(Event):
    """A client said what she hopes a visit will bring."""

    client_id: int

    text = N_("What is hoped for noted")


@dataclass(frozen=True)
class FeedbackGiven(Event):
    """A client said how a visit was."""

    feedback_id: int
    client_id: int

    text = N_("Feedback noted")


@dataclass(frozen=True)
class PraisePassedOn(Event):
    """Who was praised has heard of it."""

    feedback_id: int

    text = N_("Praise passed on")
