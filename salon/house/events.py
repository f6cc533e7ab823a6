"""What can happen in the house."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class ListsChanged(Event):
    """A short list or a limit of the house was changed."""

    text = N_("Lists of the house changed")


@dataclass(frozen=True)
class DefectOpened(Event):
    """Something is not right."""

    defect_id: int

    text = N_("Defect noted")


@dataclass(frozen=True)
class DefectChanged(Event):
    """Somebody else sees to it, or until another day."""

    defect_id: int

    text = N_("Defect changed")


@dataclass(frozen=True)
class DefectMended(Event):
    """It is right again."""

    defect_id: int

    text = N_("Defect mended")


@dataclass(frozen=True)
class FrontChanged(Event):
    """From a day on the shop front looks otherwise."""

    front_id: int

    text = N_("Change of the shop front noted")


@dataclass(frozen=True)
class SuggestionNoted(Event):
    """Somebody wished something were otherwise."""

    suggestion_id: int

    text = N_("Suggestion noted")


@dataclass(frozen=True)
class SuggestionJoined(Event):
    """Two suggestions say the same."""

    suggestion_id: int

    text = N_("Suggestion counted with another")


@dataclass(frozen=True)
class SuggestionAnswered(Event):
    """Whoever asked has an answer."""

    suggestion_id: int

    text = N_("Suggestion answered")


@dataclass(frozen=True)
class SuggestionCarriedOut(Event):
    """What was wished for is so now."""

    suggestion_id: int

    text = N_("Change noted")


@dataclass(frozen=True)
class Trained(Event):
    """Somebody learnt a service or a product."""

    training_id: int

    text = N_("Training noted")


@dataclass(frozen=True)
class QuizTaken(Event):
    """Somebody answered five questions."""

    quiz_id: int

    text = N_("Quiz kept")
