"""Commands about what was hoped for and how it was."""

from argparse import Namespace
from dataclasses import dataclass
from typing import Any

from salon.app import Salon
from salon.cli import named
from salon.cli.answer import Answer, listed
from salon.errors import SalonError
from salon.feedback.model import HOW_WORDS, WHO, FeedbackId, FeedbackLine, How
from salon.feedback.operations import note_feedback, note_hope, pass_on
from salon.feedback.queries import feedback_line, feedbacks, hope_of
from salon.public import public_id
from salon.staff.queries import team
from salon.text import N_, _, short_day


@dataclass(eq=False)
class NothingToTell(SalonError):
    """A word after `feedback` that is none."""

    said: str

    text = N_("“{said}” is no word of feedback. Say note, hope, passed or list.")


def feedback(salon: Salon, options: Namespace) -> Answer:
    """Note what was hoped of a visit and how it was, or list it."""
    match options.what:
        case "list":
            client = named.client(salon, options.id).id if options.id else None
            days = named.count_of_days(options.days)
            found = salon.ask(feedbacks, days, client)
            shapes = [_shape(one) for one in found]
            return listed("feedback", shapes, map(_line, found))
        case "hope":
            return _hope(salon, options)
        case "note":
            return _note(salon, options)
        case "passed":
            key = FeedbackId(named.key_of("feedback", N_("feedback"), options.id))
            salon.do(pass_on, key)
            return _told(salon, key, None, None)
    raise NothingToTell(options.what)


def _visit(options: Namespace) -> int:
    return named.key_of("appointment", N_("appointment"), options.id)


def _hope(salon: Salon, options: Namespace) -> Answer:
    visit = _visit(options)
    salon.do(note_hope, visit, options.score, options.words)
    hoped = salon.ask(hope_of, visit)
    assert hoped is not None
    number = public_id("appointment", visit)
    document = {"appointment": number, "hoped": hoped[0], "words": hoped[1]}
    return Answer(document, [f"{number}  {hoped[0]}  {hoped[1]}"], changed=number)


def _note(salon: Salon, options: Namespace) -> Answer:
    answers = dict(map(named.pair, options.answer))
    if WHO in answers and not answers[WHO].isdigit():
        people = {one.name.casefold(): one.id for one in salon.ask(team)}
        answers[WHO] = str(people.get(answers[WHO].casefold(), answers[WHO]))
    told = salon.do(note_feedback, _visit(options), answers, How(options.how))
    return _told(salon, told.feedback_id, told.complaint_id, told.thanks)


def _told(
    salon: Salon, key: FeedbackId, complaint: int | None, thanks: int | None
) -> Answer:
    line = salon.ask(feedback_line, key)
    assert line is not None
    document = {
        "feedback": _shape(line),
        "complaint": public_id("complaint", complaint) if complaint else None,
        "thanks": public_id("aftercare_call", thanks) if thanks else None,
    }
    return Answer(document, [_line(line)], changed=public_id("feedback", key))


def _shape(one: FeedbackLine) -> dict[str, Any]:
    return {
        "id": public_id("feedback", one.id),
        "client": {"id": public_id("client", one.client_id), "name": one.client},
        "appointment": public_id("appointment", one.appointment_id),
        "service": str(one.service),
        "person": one.person or None,
        "at": one.at.isoformat(),
        "how": one.how.value,
        "score": one.csat,
        "gap": one.gap,
        "hoped": one.hoped,
        "words": one.words,
        "praised": one.praised or None,
        "passed_on": one.is_passed_on,
    }


def _line(one: FeedbackLine) -> str:
    parts = (
        public_id("feedback", one.id),
        short_day(one.at.date()),
        one.client,
        str(one.service),
        f"{one.csat}/5",
        _(HOW_WORDS[one.how]),
        one.words,
    )
    return "  ".join(part for part in parts if part)
