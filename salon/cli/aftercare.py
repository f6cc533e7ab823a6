"""Commands about calls: which are owed, and how one went."""

from argparse import Namespace
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from salon.aftercare.model import CAP_WORDS, CallId, CallLine, Outcome
from salon.aftercare.operations import log_call
from salon.aftercare.queries import call_line, calls_due
from salon.app import Salon
from salon.cli import named, shapes
from salon.cli.answer import Answer, listed
from salon.cli.named import pair
from salon.errors import SalonError
from salon.public import public_id
from salon.text import N_, _, hour, short_day


@dataclass(eq=False)
class UnknownOutcome(SalonError):
    """A word that is no outcome of a call."""

    said: str
    outcomes: str

    text = N_("“{said}” is no outcome of a call. Say one of: {outcomes}.")


def outcome_of(said: str) -> Outcome:
    """Return the outcome that is meant; raises UnknownOutcome."""
    try:
        return Outcome(said)
    except ValueError as error:
        raise UnknownOutcome(said, ", ".join(Outcome)) from error


def calls(salon: Salon, options: Namespace) -> Answer:
    """Print the call list."""
    until = named.day_of(salon, options.until) if options.until else None
    then: AbstractContextManager[None] = nullcontext()
    if options.at:
        then = salon.stopped_at(named.wall_clock(salon, options.at))
    with then:
        found = salon.ask(calls_due, until, everything=options.all)
    return listed(
        "calls", [shapes.call(one) for one in found], map(call_line_of, found)
    )


def log(salon: Salon, options: Namespace) -> Answer:
    """Log how a call went."""
    key = CallId(named.key_of("aftercare_call", N_("call"), options.id))
    outcome = outcome_of(options.outcome)
    follows = salon.do(
        log_call,
        key,
        outcome,
        answers=dict(map(pair, options.answer)),
        flag=options.flag,
        note=options.note,
        again=named.wall_clock(salon, options.again) if options.again else None,
        by_me=options.me,
    )
    line = salon.ask(call_line, key)
    shown = [shapes.follow(one) for one in follows]
    document = {"call": shapes.call(line), "follows": shown}
    lines = [call_line_of(line), *(one.text for one in follows)]
    return Answer(document, lines, changed=public_id("aftercare_call", key))


def call_line_of(line: CallLine) -> str:
    """Return a call as one line for people."""
    number = public_id("aftercare_call", line.id)
    at = hour(line.time_from) if line.time_from else "     "
    what = f"{line.purpose_name}: {line.words}".removesuffix(": ")
    if line.held is not None:
        rests = _("rests until {day}: {why}")
        why = _(CAP_WORDS[line.held.cap])
        what = rests.format(day=short_day(line.held.until), why=why)
    return (
        f"{number:>8}  {short_day(line.due)} {at}  {line.client}  {line.phone}  {what}"
    )
