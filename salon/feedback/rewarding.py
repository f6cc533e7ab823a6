"""Points for telling how it was."""

from salon.clients.model import ClientId
from salon.feedback.events import FeedbackGiven
from salon.prepaid.pointing import reward
from salon.prepaid.rules import Deed
from salon.work import Work


def reward_answer(work: Work, event: FeedbackGiven) -> None:
    """Give the points of an answer, whatever it says."""
    reward(work, ClientId(event.client_id), Deed.FEEDBACK, event.feedback_id)
