"""What is stored of surveys.

What was answered without a name, and by the team, is no part of the history, which
says who did what and when. Such rows have a drawn key and no time, so that neither
their order nor a neighbour says whose they are; on SQLite they lie in the order of
their keys.
"""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.feedback.model import How
from salon.store.base import AS_JSON, Base, Record, own_id
from salon.store.leaning import Tie, leans
from salon.store.strict import STRICT
from salon.surveys.model import (
    AnswerId,
    AskId,
    AskState,
    PulsePointId,
    RoundId,
    RoundPromiseId,
    Way,
)


class SurveyRound(Record):
    """One time at which a sample of clients is asked the same."""

    __tablename__ = "survey_round"

    id: Mapped[RoundId] = own_id()
    kind: Mapped[str]  # a questionnaire of survey.toml
    title: Mapped[str]
    opened: Mapped[date]
    until: Mapped[date]  # the last day of the field time
    closed: Mapped[date | None]
    seed: Mapped[int]
    size: Mapped[int | None]  # None: everybody
    has_classes: Mapped[bool]  # whether classes were worked out when it was drawn
    changed: Mapped[str] = mapped_column(default="")  # what we changed since
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class SurveyAsk(Record):
    """One client who is asked: of a round, or because of a course or a complaint.

    What was known of her when she was drawn stays, so that answer rates by class are
    those of then.
    """

    __tablename__ = "survey_ask"
    __table_args__ = (
        Index("uq_survey_ask_code", "code", unique=True),
        Index("ix_survey_ask_round_id", "round_id", "state"),
        *Record.__table_args__,
    )

    id: Mapped[AskId] = own_id()
    round_id: Mapped[RoundId | None] = leans("survey_round.id", Tie.NAMES)
    kind: Mapped[str]
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    code: Mapped[str]  # of digits; says which row this is, and names nobody
    way: Mapped[Way]
    abc: Mapped[str] = mapped_column(default="")  # then; "": not worked out
    rhythm: Mapped[str] = mapped_column(default="")  # her state then
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)  # mostly with
    on: Mapped[date]
    due: Mapped[date]
    state: Mapped[AskState] = mapped_column(default=AskState.OPEN)
    call_id: Mapped[int | None] = leans("aftercare_call.id", Tie.NAMES, index=True)
    course_id: Mapped[int | None] = leans("course.id", Tie.NAMES, index=True)
    complaint_id: Mapped[int | None] = leans("complaint.id", Tie.NAMES, index=True)
    part: Mapped[int] = mapped_column(default=0)  # of a course: 1 a month later


class SurveyAnswer(Record):
    """What a client answered, with her name."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        Index("uq_survey_answer_ask_id", "ask_id", unique=True),
        Index("ix_survey_answer_round_id", "round_id"),
        *Record.__table_args__,
    )

    id: Mapped[AnswerId] = own_id()
    ask_id: Mapped[AskId] = leans("survey_ask.id", Tie.PART)
    round_id: Mapped[RoundId | None] = leans("survey_round.id", Tie.NAMES)
    kind: Mapped[str]
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    how: Mapped[How]
    at: Mapped[datetime]
    answers: Mapped[str] = mapped_column(default="{}", info=AS_JSON)
    recommends: Mapped[int | None]  # 0 to 10
    abc: Mapped[str] = mapped_column(default="")
    about_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)  # who asked


class NamelessAnswer(Base):
    """What somebody answered who did not want to be named; in no order, without time.

    No part of the history, which would say with whose form it came.
    """

    __tablename__ = "survey_nameless"
    __table_args__ = (STRICT | {"sqlite_with_rowid": False},)

    token: Mapped[str] = mapped_column(primary_key=True)  # drawn
    kind: Mapped[str]
    round_id: Mapped[int | None]
    answers: Mapped[str] = mapped_column(default="{}", info=AS_JSON)
    recommends: Mapped[int | None]


class SurveyPromise(Record):
    """What was promised after a round: by whom, until when."""

    __tablename__ = "survey_promise"

    id: Mapped[RoundPromiseId] = own_id()
    round_id: Mapped[RoundId] = leans("survey_round.id", Tie.PART, index=True)
    words: Mapped[str]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    due: Mapped[date]
    again: Mapped[date]  # when it comes back by itself
    done: Mapped[date | None]


class PulseAnswer(Base):
    """What one of the team answered; nothing here or elsewhere says who.

    No part of the history; see `PulseMark` for who has answered at all.
    """

    __tablename__ = "pulse_answer"
    __table_args__ = (STRICT | {"sqlite_with_rowid": False},)

    token: Mapped[str] = mapped_column(primary_key=True)  # drawn
    first: Mapped[date]  # of its period
    answers: Mapped[str] = mapped_column(default="{}", info=AS_JSON)


class PulseMark(Base):
    """That one of the team has answered in a period; not when, nor what."""

    __tablename__ = "pulse_mark"
    __table_args__ = (STRICT | {"sqlite_with_rowid": False},)

    first: Mapped[date] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class RaisedPoint(Record):
    """A point the team raised, as the manager took it up, and the answer to it."""

    __tablename__ = "pulse_point"

    id: Mapped[PulsePointId] = own_id()
    first: Mapped[date]  # of the period in which it came up
    words: Mapped[str]
    answer: Mapped[str] = mapped_column(default="")  # yes, no; "": not yet
    why: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)  # who answered
    due: Mapped[date | None]
    answered: Mapped[date | None]
