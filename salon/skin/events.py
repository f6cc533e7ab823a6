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
class QuizAnswered(Event):
    """A questionnaire of skin was answered."""

    client_id: ClientId

    text = N_("Questionnaire answered")


@dataclass(frozen=True)
class ScoreTaken(Event):
    """A score was worked out of its parts."""

    client_id: ClientId

    text = N_("Score kept")
