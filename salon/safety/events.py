"""What can happen around contraindications."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class WarningOverridden(Event):
    """Somebody went on in spite of a warning, and said why."""

    client_id: int

    text = N_("Warning overridden with a reason")
    names_the_action = False


@dataclass(frozen=True)
class WordAnswered(Event):
    """Somebody said what a word that was typed into a file means."""

    client_id: int

    text = N_("A typed word was answered")


@dataclass(frozen=True)
class AnswerTakenBack(Event):
    """What was said of a typed word is taken back."""

    client_id: int

    text = N_("The answer about a typed word was taken back")


@dataclass(frozen=True)
class SignGone(Event):
    """What the chart showed is no longer there, or a doctor has seen it."""

    client_id: int

    text = N_("A sign on the chart is no longer there")


@dataclass(frozen=True)
class WordTaught(Event):
    """The salon has taught a word of its own."""

    text = N_("A word was taught")


@dataclass(frozen=True)
class WordForgotten(Event):
    """A word of the salon's own is no longer known."""

    text = N_("A taught word was forgotten")
