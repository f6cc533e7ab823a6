"""The words and rules of feedback: hoped for before, felt after (`survey.toml`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from salon.errors import SalonError
from salon.feedback.asking import GAPS as GAPS
from salon.feedback.asking import LONGEST as LONGEST
from salon.feedback.asking import TEN, questionnaires
from salon.feedback.asking import BadAnswer as BadAnswer
from salon.feedback.asking import Question as Question
from salon.text import N_, Names

FeedbackId = NewType("FeedbackId", int)

SURVEY = "post_visit"
CSAT, GAP, WHO, TEXT = "pv_csat", "pv_gap", "pv_who", "pv_text"
LOW_CSAT = 2  # of five: up to this somebody is listened to at once
LOW_GAP = -1  # of -2 to 2, likewise
PRAISE = 5  # of five
HOPED = TEN


class How(StrEnum):
    """How somebody told it."""

    DESK = "desk"
    CALL = "call"
    PAPER = "paper"
    SCREEN = "screen"


HOW_WORDS = {
    How.DESK: N_("said at the desk"),
    How.CALL: N_("said in a call"),
    How.PAPER: N_("on paper"),
    How.SCREEN: N_("on the screen"),
}


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """What a client said of a visit."""

    id: FeedbackId
    client_id: int
    client: str
    appointment_id: int
    service: Names
    person: str
    at: datetime  # the salon's wall clock
    how: How
    csat: int  # 1 to 5
    gap: int | None  # -2 to 2
    hoped: int | None  # 0 to 10, said before
    words: str
    praised: str = ""  # who was named
    praised_id: int | None = None
    is_passed_on: bool = False  # the one who was praised has heard of it
    answers: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def is_low(self) -> bool:
        """Whether somebody has to listen at once."""
        return is_low(self.csat, self.gap)


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a feedback."""

    feedback_id: FeedbackId
    complaint_id: int | None = None
    in_hand: str = ""  # of that complaint: who has it, and until when
    thanks: int | None = None  # the call that says thank you


def is_low(csat: int, gap: int | None) -> bool:
    """Return whether a score opens a case: 2 of 5 or less, or less than expected."""
    return csat <= LOW_CSAT or (gap is not None and gap <= LOW_GAP)


def is_praise(csat: int, gap: int | None) -> bool:
    """Return whether it is one: full marks, and not less than was hoped for."""
    return csat >= PRAISE and (gap is None or gap >= 0)


def questions() -> tuple[Question, ...]:
    """Return what is asked after a visit, in its order."""
    return questionnaires()[SURVEY].questions


@dataclass(eq=False)
class NoScore(SalonError):
    """Feedback without the one question that must be answered."""

    text = N_("How it was, 1 to 5, is missing: ask that first.")


@dataclass(eq=False)
class AlreadyTold(SalonError):
    """A visit of which the client has told already."""

    text = N_("This visit was told of already; take that back to note it anew.")


@dataclass(eq=False)
class NotYet(SalonError):
    """A visit that has not been, or was called off."""

    text = N_("This visit has not been yet, so nobody can say how it was.")


@dataclass(eq=False)
class TooLate(SalonError):
    """What is hoped for is asked before a visit, not after."""

    text = N_("What is hoped for is asked before the treatment; this one is over.")
