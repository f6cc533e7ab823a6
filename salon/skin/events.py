"""What can happen to skin."""

from dataclasses import dataclass

from salon.clients.model import ClientId
from salon.events import Event
from salon.skin.model import AssessmentId
from salon.text import N_


@dataclass(frozen=True)
class SkinAssessed(Event):
    """Her skin was looked at, charted and measured."""

    assessment_id: AssessmentId
    client_id: ClientId

    text = N_("Skin assessed")


@dataclass(frozen=True)
class PhotosAdded(Event):
    """Photographs were put into her file."""

    client_id: ClientId

    text = N_("Photographs added")


@dataclass(frozen=True)
class PhotoChanged(Event):
    """A photograph shows another view, or its eyes and mouth were set."""

    client_id: ClientId

    text = N_("Photograph changed")


@dataclass(frozen=True)
class PhotoPublished(Event):
    """A photograph may be shown in public, or may not any more."""

    client_id: ClientId
    is_public: bool

    text = N_("Publishing of a photograph decided")


@dataclass(frozen=True)
class PhotoMarked(Event):
    """Something was drawn on a photograph, or taken off again."""

    client_id: ClientId

    text = N_("Photograph marked")


@dataclass(frozen=True)
class PhotoRemoved(Event):
    """A photograph was taken out of the file."""

    client_id: ClientId

    text = N_("Photograph removed")


@dataclass(frozen=True)
class HabitsTicked(Event):
    """Five habits were asked about."""

    client_id: ClientId

    text = N_("Habits ticked")


@dataclass(frozen=True)
class PhotoLetOut(Event):
    """A photograph was copied, saved or printed for somebody."""

    client_id: ClientId
    purpose: str

    text = N_("Photograph given out")


@dataclass(frozen=True)
class QuizAnswered(Event):
    """A questionnaire of skin was answered."""

    client_id: ClientId

    text = N_("Questionnaire answered")


@dataclass(frozen=True)
class ScoreTaken(Event):
    """A score was worked out of its parts."""

    client_id: ClientId

    text = N_("Score kept")
