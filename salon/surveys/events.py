"""What can happen in surveys."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class RoundOpened(Event):
    """A survey round began: its sample is drawn and kept."""

    round_id: int

    text = N_("Survey round begun")


@dataclass(frozen=True)
class RoundClosed(Event):
    """A survey round ended, or goes on after all."""

    round_id: int

    text = N_("Survey round closed")


@dataclass(frozen=True)
class RoundChanged(Event):
    """What was changed because of a round, or promised after it, was noted."""

    round_id: int

    text = N_("Survey report noted")


@dataclass(frozen=True)
class ClientAsked(Event):
    """A client is to be asked one of the short surveys."""

    ask_id: int
    client_id: int

    text = N_("Survey prepared")


@dataclass(frozen=True)
class SurveyAnswered(Event):
    """A client answered."""

    answer_id: int
    client_id: int

    text = N_("Survey answered")


@dataclass(frozen=True)
class AnsweredNameless(Event):
    """Somebody answered without a name; what was said stands elsewhere.

    It cannot be taken back, since nobody knows which answer it was.
    """

    ask_id: int

    text = N_("Survey answered without a name")
    undoable = False


@dataclass(frozen=True)
class SurveyDeclined(Event):
    """A client does not want to answer."""

    ask_id: int
    client_id: int

    text = N_("Survey declined")


@dataclass(frozen=True)
class PointRaised(Event):
    """A point of the team was taken up."""

    point_id: int

    text = N_("Point of the team taken up")


@dataclass(frozen=True)
class PointAnswered(Event):
    """A point of the team was answered."""

    point_id: int

    text = N_("Point of the team answered")
